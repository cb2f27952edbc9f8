/*
 * token: OAuth2 access tokens for a server of the configuration: fetched with the refresh token, kept in
 * memory until they are about to expire (providers revoke what is refreshed too often). A refresh token that
 * the provider replaces is on the disk, whole, before it is used again. Mailbox and outgoing may name the same
 * file, then they share one token.
 */
#ifndef GREFIER_SERVICE_TOKEN_H
#define GREFIER_SERVICE_TOKEN_H

#include <stdbool.h>
#include "grefier/base/err.h"
#include "grefier/mailbox/oauth2.h"
#include "grefier/service/config.h"

/* A copy of the access token in *token (wipe it with secret_free). 0, or -1 as oauth2_refresh and secret_read. */
int token_get(const struct server_settings *server, char **token, struct err *err);
/* Whether a new token would be fetched now: what was opened with an old one is better opened anew. */
bool token_is_stale(const struct server_settings *server);
/* The server did not accept it: the next token_get fetches a new one. */
void token_forget(const struct server_settings *server);

/* The client of a server with OAuth2; *secret is what has to be wiped. 0, or -1 as secret_read. */
int token_client(const struct server_settings *server, struct oauth2_client *client, char **secret,
                 struct err *err);
/* Puts a refresh token where the configuration says (0600). 0, or -1 as file_replace. */
int token_keep(const struct server_settings *server, const char *refresh_token, struct err *err);

#endif
