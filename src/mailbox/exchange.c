/* What is asked of an open folder: searching, fetching, waiting, appending. */
#include <libetpan/libetpan.h>
#include <poll.h>
#include <string.h>
#include "folder_name.h"
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "session.h"

#define IDLE_SECONDS 300 /* one IDLE command; address translators forget quiet connections soon after */

/* ---- searching ----------------------------------------------------------------------------------------- */

static int compare_uids(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void take_result(clist *found, uint32_t **uids, size_t *count)
{
    *uids = NULL;
    *count = 0;
    if (!found || clist_count(found) <= 0)
        return;
    *uids = xcalloc((size_t)clist_count(found), sizeof **uids);
    for (clistiter *at = clist_begin(found); at; at = clist_next(at))
        (*uids)[(*count)++] = *(const uint32_t *)clist_content(at);
    qsort(*uids, *count, sizeof **uids, compare_uids);
    size_t kept = 1;
    for (size_t i = 1; i < *count; i++)
        if ((*uids)[i] != (*uids)[kept - 1])
            (*uids)[kept++] = (*uids)[i];
    *count = kept;
}

int session_search(struct session *session, const char *criteria, uint32_t **uids, size_t *count,
                   struct err *err)
{
    struct buf line;
    int tag, answer = -1;
    session->exists_news = false; /* what was heard of so far will be found */
    buf_init(&line, 4096);
    buf_add_format(&line, "UID SEARCH %s", criteria);
    if (line.full)
        err_set(err, ERR_INPUT, "%s: a search is too long", wire_name(session->wire));
    else if (session_send(session, line.data, &tag, err) == 0)
        answer = session_read(session, tag, false, err);
    buf_free(&line);
    if (answer != 0)
        return answer < 0 ? -1 : session_fail(session, MAILIMAP_ERROR_UID_SEARCH, NULL, err);
    take_result(session->imap->imap_response_info->rsp_search_result, uids, count);
    return 0;
}

int session_noop(struct session *session, struct err *err)
{
    int tag;
    if (session_send(session, "NOOP", &tag, err) != 0)
        return -1;
    return session_read(session, tag, false, err) < 0 ? -1 : 0;
}

/* ---- fetching ------------------------------------------------------------------------------------------ */

struct delivery {
    struct session *session;
    session_taker *take;
    void *context;
};

static int64_t instant_of(const struct mailimap_date_time *date)
{
    if (date->dt_year < 1970 || date->dt_year > 9999 || date->dt_month < 1 || date->dt_month > 12)
        return CLOCK_NONE;
    struct tm parts = {.tm_year = date->dt_year - 1900,
                       .tm_mon = date->dt_month - 1,
                       .tm_mday = date->dt_day,
                       .tm_hour = date->dt_hour,
                       .tm_min = date->dt_min,
                       .tm_sec = date->dt_sec};
    int zone = date->dt_zone % 10000; /* "+0230" is 230 */
    return (int64_t)timegm(&parts) - (zone / 100 * 60 + zone % 100) * 60;
}

static void read_item(const struct mailimap_msg_att_static *item, struct mail *mail)
{
    const struct mailimap_msg_att_body_section *section;
    switch (item->att_type) {
    case MAILIMAP_MSG_ATT_UID:
        mail->uid = item->att_data.att_uid;
        break;
    case MAILIMAP_MSG_ATT_RFC822_SIZE:
        mail->size = item->att_data.att_rfc822_size;
        break;
    case MAILIMAP_MSG_ATT_INTERNALDATE:
        if (item->att_data.att_internal_date)
            mail->internal_date = instant_of(item->att_data.att_internal_date);
        break;
    case MAILIMAP_MSG_ATT_BODY_SECTION:
        section = item->att_data.att_body_section;
        if (!section || !section->sec_body_part || mail->raw)
            break;
        mail->length = section->sec_length < CAP_MESSAGE_BYTES ? section->sec_length : CAP_MESSAGE_BYTES;
        mail->truncated = section->sec_length > CAP_MESSAGE_BYTES;
        mail->raw = xrealloc(NULL, mail->length + 1, 1);
        memcpy(mail->raw, section->sec_body_part, mail->length);
        mail->raw[mail->length] = '\0';
        break;
    default:
        break;
    }
}

static void receive_message(struct mailimap_msg_att *message, void *context)
{
    const struct delivery *delivery = context;
    struct mail mail = {.internal_date = CLOCK_NONE};
    for (clistiter *at = clist_begin(message->att_list); at; at = clist_next(at)) {
        const struct mailimap_msg_att_item *item = clist_content(at);
        if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
            read_item(item->att_data.att_static, &mail);
    }
    if (mail.size < mail.length)
        mail.size = mail.length;
    mail.truncated = mail.truncated || mail.size > CAP_MESSAGE_BYTES;
    bool came = mail.raw && mail.uid != 0 && delivery->take;
    if (came)
        delivery->take(&mail, delivery->context);
    if (came && !mail.raw) /* one that was asked for, and there are no more of them than that */
        wire_go_on(delivery->session->wire);
    free(mail.raw);
}

static void no_progress(size_t current, size_t maximum, void *context)
{
    (void)current; /* libetpan calls the handler of messages only where there is one of these */
    (void)maximum;
    (void)context;
}

int session_request(struct session *session, const uint32_t *uids, size_t count, int *tag, struct err *err)
{
    struct buf line;
    buf_init(&line, 8192);
    buf_add_text(&line, "UID FETCH ");
    for (size_t i = 0; i < count; i++)
        buf_add_format(&line, i ? ",%u" : "%u", uids[i]);
    buf_add_format(&line, " (UID INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.%u>)", CAP_MESSAGE_BYTES);
    int result = line.full ? err_set(err, ERR_BROKEN, "too many messages asked for at once")
                           : session_send(session, line.data, tag, err);
    buf_free(&line);
    return result;
}

int session_receive(struct session *session, int tag, bool any_order, session_taker *take, void *context,
                    struct err *err)
{
    struct delivery delivery = {session, take, context};
    mailimap_set_progress_callback(session->imap, no_progress, no_progress, NULL);
    mailimap_set_msg_att_handler(session->imap, receive_message, &delivery);
    session->any_order = any_order;
    int answer = session_read(session, tag, false, err);
    session->any_order = false;
    mailimap_set_msg_att_handler(session->imap, NULL, NULL);
    return answer < 0 ? -1 : 0;
}

/* ---- waiting ------------------------------------------------------------------------------------------- */

enum event { EVENT_TIME, EVENT_SERVER, EVENT_WAKE };

static enum event wait_for_event(const struct session *session, int64_t until, int wake_fd)
{
    if (session->imap->imap_stream->read_buffer_len > 0 || wire_has_pending(session->wire))
        return EVENT_SERVER; /* it lies in a buffer already, where poll does not see it */
    for (;;) {
        struct pollfd ready[] = {{.fd = wire_fd(session->wire), .events = POLLIN},
                                 {.fd = wake_fd, .events = POLLIN}};
        int64_t left = until - clock_ticks();
        if (left <= 0)
            return EVENT_TIME;
        if (poll(ready, 2, left > INT32_MAX ? INT32_MAX : (int)left) <= 0)
            continue; /* a signal, or the time */
        if (ready[1].revents)
            return EVENT_WAKE;
        if (ready[0].revents)
            return EVENT_SERVER;
    }
}

/* Begins IDLE. What the server says before its "+" is an answer of which only EXISTS matters here. */
static int begin_idle(struct session *session, int *tag, struct err *err)
{
    if (session_send(session, "IDLE", tag, err) != 0)
        return -1;
    for (;;) {
        const char *line = mailimap_read_line(session->imap);
        if (!line)
            return session_fail(session, MAILIMAP_ERROR_STREAM, NULL, err);
        if (*line == '+')
            return 0;
        if (*line != '*')
            return session_fail(session, MAILIMAP_ERROR_EXTENSION, NULL, err);
        char *rest;
        unsigned long number = strtoul(line + 1, &rest, 10);
        if (number <= UINT32_MAX && strncasecmp(rest, " EXISTS", 7) == 0) {
            session->exists = (uint32_t)number;
            session->exists_news = true;
        }
    }
}

/* One IDLE or, where the server has none, one wait with a NOOP when the server speaks up. */
static int idle_once(struct session *session, int64_t until, int wake_fd, enum event *event, struct err *err)
{
    int tag = 0;
    if (!session->can_idle) {
        *event = wait_for_event(session, until, wake_fd);
        return *event == EVENT_SERVER ? session_noop(session, err) : 0;
    }
    if (begin_idle(session, &tag, err) != 0)
        return -1;
    *event = session->exists_news ? EVENT_SERVER : wait_for_event(session, until, wake_fd);
    if (session_send_bare(session, "DONE", err) != 0)
        return -1;
    return session_read(session, tag, false, err) < 0 ? -1 : 0;
}

int session_idle(struct session *session, int seconds, int wake_fd, struct err *err)
{
    int64_t end = clock_ticks() + (int64_t)seconds * 1000;
    while (!session->exists_news) {
        int64_t until = clock_ticks() + (int64_t)IDLE_SECONDS * 1000;
        enum event event = EVENT_TIME;
        if (idle_once(session, until < end ? until : end, wake_fd, &event, err) != 0)
            return -1;
        if (!session->exists_news && (event == EVENT_WAKE || clock_ticks() >= end))
            return 0;
    }
    session->exists_news = false;
    return 1;
}

/* ---- appending ----------------------------------------------------------------------------------------- */

static struct mailimap_flag_list *read_flags(const char *flags)
{
    clist *list = clist_new();
    struct mailimap_flag *flag;
    for (const char *at = flags ? flags : ""; (at = strchr(at, '\\')) != NULL; at++) {
        if (strncasecmp(at, "\\Seen", 5) == 0)
            flag = mailimap_flag_new_seen();
        else if (strncasecmp(at, "\\Draft", 6) == 0)
            flag = mailimap_flag_new_draft();
        else
            continue;
        clist_append(list, flag);
    }
    return mailimap_flag_list_new(list);
}

int session_append(struct session *session, const char *folder, const char *flags, const char *message,
                   size_t length, struct err *err)
{
    char *name = NULL;
    if (folder_name_encode(folder, &name, err) != 0)
        return -1;
    struct mailimap_flag_list *list = read_flags(flags);
    wire_begin(session->wire);
    session->imap->imap_tag = session->last_tag;
    int result = mailimap_append(session->imap, name, list, NULL, message, length);
    session->last_tag = session->imap->imap_tag;
    mailimap_flag_list_free(list);
    free(name);
    if (result == MAILIMAP_NO_ERROR)
        return 0;
    char refusal[ERR_TEXT_SIZE];
    snprintf(refusal, sizeof refusal, "the folder %s does not take the message", folder);
    return session_fail(session, result, refusal, err);
}
