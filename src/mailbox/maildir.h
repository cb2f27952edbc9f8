/* maildir: a folder of message files as delivery agents and mail readers share it; only read here, but for
 * maildir_append. */
#ifndef GREFIER_MAILBOX_MAILDIR_H
#define GREFIER_MAILBOX_MAILDIR_H

#include "grefier/mailbox/source.h"

struct maildir;

/* As the functions of source.h of the same names. `folder`: "INBOX" is the Maildir itself, another name its
 * subfolder ".Name" (Maildir++). */
int maildir_open(const char *path, const char *folder, struct maildir **maildir, struct err *err);
void maildir_close(struct maildir **maildir);
int maildir_next(struct maildir *maildir, struct mail *mail, struct err *err);
size_t maildir_left(const struct maildir *maildir);
/* Lists anew: the next message is the first one again. */
int maildir_refresh(struct maildir *maildir, struct err *err);
int maildir_wait(struct maildir *maildir, int seconds, int wake_fd, struct err *err);
int maildir_append(const char *path, const char *folder, const char *flags, const char *message,
                   size_t length, struct err *err);
int maildir_has_message(const char *path, const char *folder, const char *message_id, struct err *err);
/* As source_has_copy and source_has_reply; they list anew. */
int maildir_has_copy(struct maildir *maildir, const char *message_id, const char *token, struct err *err);
int maildir_has_reply(struct maildir *maildir, const char *message_id, const char *own_token,
                      struct err *err);

#endif
