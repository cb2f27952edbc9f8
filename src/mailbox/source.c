#include "grefier/mailbox/source.h"

#include <string.h>
#include "grefier/base/arena.h"
#include "grefier/base/text.h"
#include "folder_use.h"
#include "inbox.h"
#include "maildir.h"
#include "session.h"
#include "url.h"

#define ID_MOST 250 /* bytes of a Message-ID that is looked for */

struct source { /* one of the two */
    struct inbox *inbox;
    struct maildir *maildir;
    char *folder; /* of the Maildir; the inbox knows its own */
};

/* Nobody can be asked what a Maildir's folders are for. */
static const char *maildir_folder(const char *folder)
{
    return folder && folder_is_use(folder) ? folder_usual_name(folder) : folder;
}

void mail_release(struct mail *mail)
{
    free(mail->raw);
    *mail = (struct mail){.raw = NULL};
}

int source_open(const struct source_settings *settings, struct source **source, struct err *err)
{
    struct mailbox_url url;
    if (mailbox_url_read(settings->url, &url, err) != 0)
        return -1;
    struct source *made = xcalloc(1, sizeof *made);
    const char *folder = maildir_folder(settings->folder);
    made->folder = xstrdup(folder ? folder : "INBOX");
    int result = url.scheme == MAILBOX_MAILDIR ? maildir_open(url.path, folder, &made->maildir, err)
                                               : inbox_open(settings, &url, &made->inbox, err);
    if (result == 0)
        *source = made;
    else
        source_close(&made);
    return result;
}

int source_try(const struct source_settings *settings, struct err *err)
{
    struct mailbox_url url;
    struct session *session = NULL;
    struct maildir *maildir = NULL;
    if (mailbox_url_read(settings->url, &url, err) != 0)
        return -1;
    int result = url.scheme == MAILBOX_MAILDIR ? maildir_open(url.path, NULL, &maildir, err)
                                               : session_open(settings, &url, &session, err);
    maildir_close(&maildir);
    session_close(&session);
    return result;
}

const char *source_folder(const struct source *source)
{
    return source->inbox ? inbox_folder(source->inbox) : source->folder;
}

void source_close(struct source **source)
{
    if (!*source)
        return;
    inbox_close(&(*source)->inbox);
    maildir_close(&(*source)->maildir);
    free((*source)->folder);
    free(*source);
    *source = NULL;
}

int source_begin(struct source *source, const struct source_cursor *cursor, int64_t from_day, bool *renewed,
                 struct err *err)
{
    if (source->inbox)
        return inbox_begin(source->inbox, cursor, from_day, renewed, err);
    *renewed = false;
    return maildir_refresh(source->maildir, err);
}

int source_next(struct source *source, struct mail *mail, struct err *err)
{
    return source->inbox ? inbox_next(source->inbox, mail, err) : maildir_next(source->maildir, mail, err);
}

struct source_cursor source_position(const struct source *source)
{
    return source->inbox ? inbox_position(source->inbox) : (struct source_cursor){0, 0};
}

size_t source_left(const struct source *source)
{
    return source->inbox ? inbox_left(source->inbox) : maildir_left(source->maildir);
}

int source_refresh(struct source *source, struct err *err)
{
    return source->inbox ? inbox_refresh(source->inbox, err) : maildir_refresh(source->maildir, err);
}

int source_wait(struct source *source, int seconds, int wake_fd, struct err *err)
{
    return source->inbox ? inbox_wait(source->inbox, seconds, wake_fd, err)
                         : maildir_wait(source->maildir, seconds, wake_fd, err);
}

int source_append(const struct source_settings *settings, const char *folder, const char *flags,
                  const char *message, size_t length, struct err *err)
{
    struct mailbox_url url;
    if (mailbox_url_read(settings->url, &url, err) != 0)
        return -1;
    if (url.scheme != MAILBOX_MAILDIR)
        return inbox_append(settings, &url, folder, flags, message, length, err);
    if (text_same(maildir_folder(folder), settings->folder ? settings->folder : "INBOX"))
        return err_set(err, ERR_INPUT, "nothing is ever added to the folder that is read");
    return maildir_append(url.path, maildir_folder(folder), flags, message, length, err);
}

int source_has_message(const struct source_settings *settings, const char *folder, const char *message_id,
                       struct err *err)
{
    struct mailbox_url url;
    if (mailbox_url_read(settings->url, &url, err) != 0)
        return -1;
    return url.scheme == MAILBOX_MAILDIR
               ? maildir_has_message(url.path, maildir_folder(folder), message_id, err)
               : inbox_has_message(settings, &url, folder, message_id, err);
}

static bool can_be_looked_for(const char *message_id)
{
    size_t length = strlen(message_id);
    if (length == 0 || length > ID_MOST)
        return false;
    for (const char *at = message_id; *at; at++)
        if (*at <= ' ' || *at >= 0x7f || strchr("\"\\<>", *at))
            return false;
    return true;
}

int source_has_copy(struct source *source, const char *message_id, const char *token, struct err *err)
{
    if (!can_be_looked_for(message_id) || !can_be_looked_for(token))
        return 0;
    return source->inbox ? inbox_has_copy(source->inbox, message_id, token, err)
                         : maildir_has_copy(source->maildir, message_id, token, err);
}

int source_has_reply(struct source *source, const char *message_id, const char *own_token, struct err *err)
{
    if (!can_be_looked_for(message_id))
        return 0;
    const char *token = own_token && can_be_looked_for(own_token) ? own_token : NULL;
    return source->inbox ? inbox_has_reply(source->inbox, message_id, token, err)
                         : maildir_has_reply(source->maildir, message_id, token, err);
}
