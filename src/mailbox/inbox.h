/* inbox: an IMAP folder read by UID, from a cursor on, in batches asked for ahead. */
#ifndef GREFIER_MAILBOX_INBOX_H
#define GREFIER_MAILBOX_INBOX_H

#include "grefier/mailbox/source.h"
#include "url.h"

struct inbox;

/* As the functions of source.h of the same names; inbox_append and inbox_has_message are in other_folder.c. */
int inbox_open(const struct source_settings *settings, const struct mailbox_url *url, struct inbox **inbox,
               struct err *err);
const char *inbox_folder(const struct inbox *inbox);
void inbox_close(struct inbox **inbox);
int inbox_begin(struct inbox *inbox, const struct source_cursor *cursor, int64_t from_day, bool *renewed,
                struct err *err);
int inbox_next(struct inbox *inbox, struct mail *mail, struct err *err);
struct source_cursor inbox_position(const struct inbox *inbox);
size_t inbox_left(const struct inbox *inbox);
int inbox_refresh(struct inbox *inbox, struct err *err);
int inbox_wait(struct inbox *inbox, int seconds, int wake_fd, struct err *err);
int inbox_append(const struct source_settings *settings, const struct mailbox_url *url, const char *folder,
                 const char *flags, const char *message, size_t length, struct err *err);
int inbox_has_message(const struct source_settings *settings, const struct mailbox_url *url,
                      const char *folder, const char *message_id, struct err *err);
int inbox_has_copy(struct inbox *inbox, const char *message_id, const char *token, struct err *err);
int inbox_has_reply(struct inbox *inbox, const char *message_id, const char *own_token, struct err *err);

#endif
