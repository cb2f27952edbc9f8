/*
 * session: one logged-in IMAP connection (RFC 3501) through libetpan, over our own wire. After any error the
 * session is of no more use: close it and open another.
 */
#ifndef GREFIER_MAILBOX_SESSION_H
#define GREFIER_MAILBOX_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/err.h"
#include "grefier/mailbox/source.h"
#include "url.h"
#include "wire.h"

struct mailimap;

struct session { /* for session.c, login.c and exchange.c; others use the functions */
    struct mailimap *imap;
    struct wire *wire;
    int last_tag;
    uint32_t exists;  /* messages in the folder, as last heard */
    bool exists_news; /* heard since it was last looked at */
    bool can_idle;
    bool any_order; /* a tagged answer to another command will do as well */
};

/* The folder as EXAMINE found it. */
struct folder_state {
    uint32_t uid_validity;
    uint32_t uid_next; /* 0: the server does not say */
};

/* Connects, secures, logs in. Returns 0, or -1 as source_open. */
int session_open(const struct source_settings *settings, const struct mailbox_url *url,
                 struct session **session, struct err *err);
/* Says LOGOUT without waiting for an answer, closes, frees, sets to NULL. Takes NULL. */
void session_close(struct session **session);

/* Opens the folder (a UTF-8 name) read-only. */
int session_examine(struct session *session, const char *folder, struct folder_state *state, struct err *err);
/* How many messages the folder has. */
uint32_t session_exists(const struct session *session);
/* Lets the server say what is new. */
int session_noop(struct session *session, struct err *err);
/*
 * UID SEARCH with `criteria` (ASCII, checked by the caller). Returns 0 and the UIDs in rising order, each
 * once (free with free; NULL when there are none).
 */
int session_search(struct session *session, const char *criteria, uint32_t **uids, size_t *count,
                   struct err *err);
/*
 * Waits until the folder grows (1), or `seconds` have passed or `wake_fd` is readable (0); -1 error. IDLE
 * (RFC 2177) where the server has it.
 */
int session_idle(struct session *session, int seconds, int wake_fd, struct err *err);

/* Asks for the first CAP_MESSAGE_BYTES of each of these messages; the answer is to be read by
 * session_receive. */
int session_request(struct session *session, const uint32_t *uids, size_t count, int *tag, struct err *err);
/* Is given each message of an answer; may take mail->raw by setting it to NULL. */
typedef void session_taker(struct mail *mail, void *context);
/*
 * Reads one answer to session_request, the oldest one by its tag. A no of the server counts as an answer. With
 * `any_order` (several are under way, which the server may answer in an order of its own) an answer to any
 * command counts, BAD too. Returns 0 or -1.
 */
int session_receive(struct session *session, int tag, bool any_order, session_taker *take, void *context,
                    struct err *err);

/* APPEND; `message` has CRLF line ends. `flags` as in source_append. */
int session_append(struct session *session, const char *folder, const char *flags, const char *message,
                   size_t length, struct err *err);

/* ---- between session.c, login.c and exchange.c ----------------------------------------------------------
 */

/* Translates libetpan's result (never 0): what the wire knows first, else `refusal` (a lasting no to this
 * command), else the code. Returns -1. */
int session_fail(const struct session *session, int result, const char *refusal, struct err *err);
/* Sends one command line with a new tag. */
int session_send(struct session *session, const char *line, int *tag, struct err *err);
/* Sends one line as it is. */
int session_send_bare(struct session *session, const char *line, struct err *err);
/* Reads until the tagged answer: 0 OK, 1 NO, -1 error. With `line_read` its first line lies there already. */
int session_read(struct session *session, int tag, bool line_read, struct err *err);
/* Says who we are. */
int session_log_in(struct session *session, const struct source_settings *settings, struct err *err);
/* Asks for the capabilities, dropping what was heard of them before. */
int session_ask_capabilities(struct session *session, struct err *err);

#endif
