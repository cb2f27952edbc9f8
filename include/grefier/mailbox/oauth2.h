/*
 * oauth2: access tokens from a provider, over HTTPS by libcurl. RFC 6749 section 6 (refreshing) and RFC 8628
 * (a device without a browser). Network only: keeping tokens is service/token.h.
 *
 * Every function returns -1 with RETRY (no connection, time-out, the provider is busy or not understood),
 * REFUSED (a lasting no: the grant was revoked or has expired, the client is not known, the certificate is
 * wrong) or INPUT (the URL). Texts name host and cause, never a token.
 */
#ifndef GREFIER_MAILBOX_OAUTH2_H
#define GREFIER_MAILBOX_OAUTH2_H

#include <stdbool.h>
#include <stdint.h>
#include "grefier/base/err.h"

/* Who asks. */
struct oauth2_client {
    const char *token_url, *device_url; /* device_url only for oauth2_device_… */
    const char *client_id;
    const char *client_secret; /* or NULL */
    const char *scope;         /* or NULL */
    const char *ca_file; /* PEM bundle and nothing else is trusted; NULL: Debian's bundle of the system */
    int timeout;         /* seconds for one request as a whole; 0: 30 */
};

/* What came; free with oauth2_grant_free. */
struct oauth2_grant {
    char *access_token;  /* printable ASCII */
    char *refresh_token; /* a new one that takes the old one's place, or NULL: the old one stays */
    int64_t lifetime;    /* of the access token, seconds; 3600 where the provider does not say */
};
/* Wipes the tokens. */
void oauth2_grant_free(struct oauth2_grant *grant);

/* Trades a refresh token for an access token. */
int oauth2_refresh(const struct oauth2_client *client, const char *refresh_token, struct oauth2_grant *grant,
                   struct err *err);

/* What a person does in a browser, elsewhere; free with oauth2_device_free. */
struct oauth2_device {
    char *device_code;
    char *user_code, *verification_url; /* to be shown; one clean line each */
    char *complete_url;                 /* with the code in it, or NULL */
    int64_t interval; /* seconds between two oauth2_device_poll; grows when the provider says so */
    int64_t lifetime; /* seconds the code can be used */
};
void oauth2_device_free(struct oauth2_device *device);

int oauth2_device_begin(const struct oauth2_client *client, struct oauth2_device *device, struct err *err);
/* 1 and *grant (with a refresh token), 0 nobody has agreed yet, -1: REFUSED also when somebody said no or the
 * time is over. */
int oauth2_device_poll(const struct oauth2_client *client, struct oauth2_device *device,
                       struct oauth2_grant *grant, struct err *err);

#endif
