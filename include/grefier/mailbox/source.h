/*
 * source: where messages come from: an IMAP folder, a Maildir, or plain message files and mbox files. Nothing
 * is ever marked, moved or changed there: IMAP folders are opened with EXAMINE and read with BODY.PEEK (RFC
 * 3501).
 */
#ifndef GREFIER_MAILBOX_SOURCE_H
#define GREFIER_MAILBOX_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/err.h"

struct source;

/*
 * Where a function here takes a folder's name it also takes these: the folder that the server keeps for that use (RFC
 * 6154), asked for each time one is opened. Where the server says of none, and in a Maildir, it is the one called
 * "Sent" or "Drafts".
 */
#define SOURCE_SENT   "\\Sent"
#define SOURCE_DRAFTS "\\Drafts"

struct source_settings {
    const char
        *url; /* imaps://host[:port], imap://host[:port] (STARTTLS), maildir:/path; "?tls=none" on loopback */
    const char *user;
    const char *password; /* or NULL */
    const char *token;    /* OAuth2 access token for XOAUTH2, or NULL */
    const char *ca_file;  /* PEM bundle; NULL: the system's */
    const char *folder;   /* "INBOX" (UTF-8; encoded as modified UTF-7 for the wire) */
    int timeout;          /* seconds for one command as a whole, or one message of it; 0: 60 */
};

/* How far a folder was read. Kept in the store with the work itself. */
struct source_cursor {
    uint32_t uid_validity; /* 0: never read */
    uint32_t next_uid;     /* the first UID not yet read */
};

struct mail {
    char place[96]; /* where it lies, for people: "INBOX:1712:48" or a file name's unique part; no personal
                       data */
    uint32_t uid_validity; /* 0 for sources without */
    uint32_t uid;
    int64_t internal_date; /* when the server took it (IMAP), the file's time (Maildir); CLOCK_NONE unknown */
    char *raw;             /* at most CAP_MESSAGE_BYTES; owned by the mail */
    size_t length;
    uint64_t size; /* of the whole message */
    bool truncated;
};
void mail_release(struct mail *mail);

/*
 * Connects, verifies, logs in and opens the folder read-only. Before a byte of a credential goes out the
 * certificate's chain, expiry and host name are checked (TLS >= 1.2). Returns 0, or -1: RETRY (no connection,
 * time-out, server closed), REFUSED (certificate, login, clear text, no such folder), INPUT (the URL). The
 * text names the server and the cause.
 */
int source_open(const struct source_settings *settings, struct source **source, struct err *err);
/* Connects, verifies and logs in, and opens no folder; a Maildir is looked at. For `check`. As source_open. */
int source_try(const struct source_settings *settings, struct err *err);
/* The name of the folder that is open (UTF-8), also where it was opened as SOURCE_SENT; valid until it is closed. */
const char *source_folder(const struct source *source);
/* Logs out where that is possible at once, frees, sets to NULL. Takes NULL. */
void source_close(struct source **source);

/*
 * Positions the source. When cursor->uid_validity is 0 or not the folder's any more, *renewed is set and
 * reading begins at `from_day` (an instant; CLOCK_NONE: at what arrives from now on). Days are the server's
 * and UIDs are in the order of arrival in this folder: some older messages may be among what is given, told by
 * their internal_date. The same holds where the cursor lies beyond the folder's end. A Maildir has no
 * cursor: every message is given each time, the store knows which are new (by place and hash); its
 * uid_validity is 0.
 */
int source_begin(struct source *source, const struct source_cursor *cursor, int64_t from_day, bool *renewed,
                 struct err *err);
/*
 * The next message: 1 and *mail (release it with mail_release), 0 when there is none now, -1 on error (as
 * source_open). A message expunged meanwhile is passed over. One that is there and cannot be read, even when it
 * is asked for alone, is given with length 0 (and size 0): it is for a person. After -1 from an IMAP source
 * close it and open it again.
 */
int source_next(struct source *source, struct mail *mail, struct err *err);
/* How far source_next has come: to be stored together with the work on the last message given. */
struct source_cursor source_position(const struct source *source);
/* How many of the messages listed so far source_next has still to give; for a progress bar. */
size_t source_left(const struct source *source);

/* Looks again for messages that came since (NOOP; a Maildir is listed anew). Returns 0 or -1 as source_open.
 */
int source_refresh(struct source *source, struct err *err);
/*
 * Waits until the server says something new, `wake_fd` becomes readable (-1: none) or `seconds` have passed;
 * IMAP IDLE (RFC 2177) where the server has it, else just the time. Returns 1 something new, 0 time is over
 * or woken, -1 error.
 */
int source_wait(struct source *source, int seconds, int wake_fd, struct err *err);

/*
 * Adds a message to another folder (Drafts, Sent) on a second connection; never to the folder that is read.
 * Only IMAP and maildir sources. Returns 0 or -1.
 */
int source_append(const struct source_settings *settings, const char *folder, const char *flags,
                  const char *message, size_t length, struct err *err);
/* Whether `folder` holds a message with that Message-ID: 1, 0, or -1 on error. */
int source_has_message(const struct source_settings *settings, const char *folder, const char *message_id,
                       struct err *err);

/*
 * Whether the folder that is open holds a message that answers the one with that Message-ID (without < >): it
 * stands in In-Reply-To or References. Letters of ours (X-Grefier, or `own_token` in References; NULL: none) do
 * not count. 1, 0 (also where the id is
 * one that cannot be looked for), or -1 on error: close the source then.
 */
int source_has_reply(struct source *source, const char *message_id, const char *own_token, struct err *err);

/*
 * Whether the folder that is open holds the letter of ours with that Message-ID or token, also after a mail program
 * gave it another Message-ID or left our header out: then the token stands in References. 1, 0, or -1 as above.
 */
int source_has_copy(struct source *source, const char *message_id, const char *token, struct err *err);

/*
 * Plain files, for `extract` and the tests: walks PATH (a message file, an mbox, a Maildir, a folder, "-") in
 * a stable order. files_next gives 1 with mail->raw and *name (valid until the next call), 0 at the end, -1
 * for one that could not be read (*name tells which; the text of err says only why; the walk goes on). Of the
 * messages in an mbox the name is "PATH:N". Named paths are always read; of a folder's files those that are
 * entries of a Maildir, *.eml, an mbox or begin as a message does, but none whose name begins with a dot and no
 * links; files_left_out counts what else lay there (without what hides). Files above
 * CAP_MESSAGE_BYTES are truncated like fetched ones.
 */
struct files;
struct files *files_open(const char *const *paths, size_t count);
int files_next(struct files *files, struct mail *mail, const char **name, struct err *err);
size_t files_left_out(const struct files *files);
void files_close(struct files **files);

#endif
