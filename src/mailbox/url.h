/* url: the mailbox's address, taken apart. */
#ifndef GREFIER_MAILBOX_URL_H
#define GREFIER_MAILBOX_URL_H

#include <stdbool.h>
#include "grefier/base/err.h"

enum mailbox_scheme { MAILBOX_MAILDIR, MAILBOX_IMAPS, MAILBOX_IMAP };

struct mailbox_url {
    enum mailbox_scheme scheme;
    char host[256];   /* without the brackets of an IPv6 address */
    char port[6];     /* digits */
    bool clear_text;  /* "?tls=none", on a loopback host only */
    const char *path; /* of a Maildir; points into the text that was read */
};

/*
 * Reads imaps://host[:port], imap://host[:port][?tls=none] or maildir:/path. Returns 0, or -1: INPUT (not of
 * that form), REFUSED (clear text to a host that is not loopback). The text of the URL is never repeated in
 * the error: people put passwords there.
 */
int mailbox_url_read(const char *text, struct mailbox_url *url, struct err *err);

#endif
