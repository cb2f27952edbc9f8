/*
 * post: how answers leave: SMTP by libcurl (smtps, or smtp with STARTTLS required), or a Maildir that keeps
 * them. The only room that sees libcurl's SMTP. RFC 5321, 3207, 4954.
 */
#ifndef GREFIER_POST_POST_H
#define GREFIER_POST_POST_H

#include <stddef.h>
#include "grefier/base/err.h"

struct post;

struct post_settings {
    /* smtps://host[:465], smtp://host[:587] (STARTTLS, always required), maildir:/path. "?tls=none" makes
     * smtp clear text, only where the host is a loopback address (localhost, 127.…, [::1]). */
    const char *url;
    const char *user;     /* NULL: no login. With a user, a server that offers no login is never used */
    const char *password; /* or NULL; AUTH PLAIN or LOGIN */
    const char *token;    /* OAuth2 access token for AUTH XOAUTH2, or NULL */
    const char *ca_file;  /* PEM bundle, and nothing else is trusted; NULL: Debian's bundle of the system */
    int timeout;          /* seconds for one message as a whole; 0: 60 */
};

/*
 * How it ended. Decided by the reply's number, never by its words:
 *
 *   what happened                                 outcome    stage            err
 *   the text was answered 2xx                     SENT       DATA             untouched
 *   an address is not plain                       REFUSED    CONNECT          REFUSED
 *   no such host, no connection, silence          LATER      CONNECT          RETRY
 *   greeting or EHLO answered 4xx, 5xx            LATER      CONNECT          RETRY
 *   certificate: other host, expired, unknown CA  LATER      TLS              REFUSED
 *   no STARTTLS, or 5xx to it; no CA file         LATER      TLS              REFUSED
 *   STARTTLS 4xx, bytes injected, handshake fails LATER      TLS              RETRY
 *   no login offered, or refused with 5xx         LATER      LOGIN            REFUSED
 *   login answered 4xx                            LATER      LOGIN            RETRY
 *   530, 534, 535, 538 anywhere: login is wanted  LATER      LOGIN            REFUSED
 *   MAIL FROM answered 4xx, 5xx (about us)        LATER      SENDER           RETRY
 *   MAIL FROM answered 552 (too large)            REFUSED    SENDER           REFUSED
 *   RCPT TO, DATA, the text answered 4xx          LATER      RECIPIENT, DATA  RETRY
 *   RCPT TO, DATA, the text answered 5xx          REFUSED    RECIPIENT, DATA  REFUSED
 *   lost or silent before all was handed over     LATER      where it was     RETRY
 *   lost or silent after that, no reply           UNCERTAIN  DATA             RETRY
 *
 * A connection kept from an earlier message that turns out to be dead before DATA is opened anew, once. A
 * Maildir that cannot be written (full, read-only, no right) is LATER at DATA with RETRY; a message whose
 * Message-ID it already holds under new/ is replaced.
 */
enum post_outcome {
    POST_SENT,     /* the server took it */
    POST_LATER,    /* nothing was taken: try again */
    POST_REFUSED,  /* a lasting no for this recipient or message */
    POST_UNCERTAIN /* the text was handed over and no reply came: it may have been taken */
};

enum post_stage {
    POST_STAGE_CONNECT,
    POST_STAGE_TLS,
    POST_STAGE_LOGIN,
    POST_STAGE_SENDER,
    POST_STAGE_RECIPIENT,
    POST_STAGE_DATA
};

struct post_result {
    enum post_outcome outcome;
    enum post_stage stage; /* how far it came: where it ended */
    int code;              /* the last SMTP reply code, 0 when none */
};

/* Checks the settings and makes the handle; connects only with the first message. -1 with INPUT (the URL) or
 * REFUSED (clear text). The settings are copied. Free with post_close. */
int post_open(const struct post_settings *settings, struct post **post, struct err *err);
/* Says QUIT without waiting for the reply, wipes the secrets, frees, sets to NULL. Takes NULL. */
void post_close(struct post **post);

/*
 * Sends one message to one recipient; the connection stays open for the next. Both addresses must be plain
 * (address_is_plain), else REFUSED before a byte leaves. Every line end of `message` (CR, LF, CRLF) leaves as
 * CRLF, dots are stuffed. EHLO names the domain of `from`. Returns the result; when it is not POST_SENT, err
 * says why (RETRY or REFUSED), naming the server and no address.
 */
struct post_result post_send(struct post *post, const char *from, const char *to, const char *message,
                             size_t length, struct err *err);
/*
 * Everything but a letter, for `check`: connects, logs in, and where `from` is not NULL lets the server say
 * whether it takes letters from there (MAIL FROM, RSET). A Maildir: whether it is there, or can be made, and
 * written; nothing is made. The result is as post_send's, POST_SENT when all is well.
 */
struct post_result post_try(struct post *post, const char *from, struct err *err);
/* "sent", "later", "refused", "uncertain". */
const char *post_outcome_word(enum post_outcome outcome);
/* "connect", "tls", "login", "sender", "recipient", "data". */
const char *post_stage_word(enum post_stage stage);

#endif
