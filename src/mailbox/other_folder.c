/* Folders beside the one that is read, each over a connection of its own. */
#include <string.h>
#include "folder_use.h"
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/text.h"
#include "inbox.h"

/* Every kind of line end becomes CRLF. */
static char *with_crlf(const char *message, size_t length, size_t *wire_length)
{
    struct buf text;
    buf_init(&text, 2 * length + 1);
    for (size_t i = 0; i < length; i++) {
        if (message[i] == '\r' && i + 1 < length && message[i + 1] == '\n')
            continue;
        if (message[i] == '\n' || message[i] == '\r')
            buf_add(&text, "\r\n", 2);
        else
            buf_add_byte(&text, message[i]);
    }
    return buf_take(&text, wire_length);
}

int inbox_append(const struct source_settings *settings, const struct mailbox_url *url, const char *folder,
                 const char *flags, const char *message, size_t length, struct err *err)
{
    struct session *session = NULL;
    size_t wire_length = 0;
    char *text = NULL, *name = NULL;
    int result = session_open(settings, url, &session, err);
    if (result == 0)
        result = folder_find(session, folder, &name, err);
    if (result == 0 && text_same(name, settings->folder ? settings->folder : "INBOX"))
        result = err_set(err, ERR_INPUT, "nothing is ever added to the folder that is read");
    if (result == 0) {
        text = with_crlf(message, length, &wire_length);
        result = session_append(session, name, flags, text, wire_length, err);
    }
    free(text);
    free(name);
    session_close(&session);
    return result;
}

int inbox_has_message(const struct source_settings *settings, const struct mailbox_url *url,
                      const char *folder, const char *message_id, struct err *err)
{
    struct session *session = NULL;
    struct folder_state state;
    struct buf criteria;
    uint32_t *uids = NULL;
    size_t count = 0;
    char *name = NULL;
    int result = -1;
    buf_init(&criteria, 2048);
    buf_add_text(&criteria, "HEADER Message-ID \"");
    for (const char *at = message_id; *at; at++) {
        if (*at <= ' ' || *at >= 0x7f) {
            err_set(err, ERR_INPUT, "a Message-ID with blanks or special characters cannot be looked for");
            goto out;
        }
        if (*at == '"' || *at == '\\')
            buf_add_byte(&criteria, '\\');
        buf_add_byte(&criteria, *at);
    }
    if (buf_add_byte(&criteria, '"') != 0) {
        err_set(err, ERR_INPUT, "a Message-ID is too long to be looked for");
        goto out;
    }
    if (session_open(settings, url, &session, err) != 0 || folder_find(session, folder, &name, err) != 0 ||
        session_examine(session, name, &state, err) != 0 ||
        session_search(session, criteria.data, &uids, &count, err) != 0)
        goto out;
    result = count > 0 ? 1 : 0;
out:
    free(uids);
    free(name);
    session_close(&session);
    buf_free(&criteria);
    return result;
}
