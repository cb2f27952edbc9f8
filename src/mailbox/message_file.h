/* message_file: messages that lie in files. */
#ifndef GREFIER_MAILBOX_MESSAGE_FILE_H
#define GREFIER_MAILBOX_MESSAGE_FILE_H

#include <stdio.h>
#include "grefier/mailbox/source.h"

/* Opens a regular file for reading. `follow`: a symbolic link to one will do. Returns a descriptor, or -1
 * with INPUT (none there, no regular file, a link), REFUSED (not for us) or RETRY. */
int message_file_open(int folder_fd, const char *name, bool follow, struct err *err);
/* Reads what is left of `stream`, at most CAP_MESSAGE_BYTES of it; mail->size counts all. Returns 0 or -1. */
int message_file_read(FILE *stream, struct mail *mail, struct err *err);
/* An mbox that is being read; set the stream, the rest to zero. */
struct mbox {
    FILE *stream;
    bool separator_read; /* the "From " line of the next message is behind us */
    char line[16384];    /* or a piece of it */
};
/*
 * Reads the next message of an mbox (mboxrd: ">From " loses one '>'; a message begins at a "From " line that
 * is the first or follows an empty line). Returns 1, 0 at the end, -1.
 */
int mbox_read(struct mbox *mbox, struct mail *mail, struct err *err);
/* Whether these first bytes of a file are a message's: a header with one of the fields that every message has. */
bool message_begins(const char *bytes, size_t length);
/* Whether the stream, of which nothing was read yet, begins as an mbox does. Nothing is lost of it. */
bool mbox_begins(FILE *stream);

#endif
