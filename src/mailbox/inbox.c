#include "inbox.h"

#include <string.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "folder_use.h"

#define BATCH       16u /* messages of one FETCH */
#define DEPTH       3u  /* FETCH commands under way: round trips, not bytes, decide how long it takes */
#define SLOTS       (BATCH * DEPTH) /* messages in memory at once: 12 MiB, within CAP_RESPONSE_BYTES */
#define WINDOW      50000u          /* UIDs listed at once */
#define DAY_WINDOWS 400u            /* searches for the first day: 20 million messages */

struct inbox {
    struct session *session;
    char *folder;
    struct folder_state state;
    uint32_t next;            /* the first UID not yet given */
    bool look;                /* more may be there than is listed */
    uint32_t *listed;         /* UIDs to be given, in rising order */
    size_t count;             /* of them */
    size_t given;             /* how many of them are given */
    size_t asked;             /* how many of them are asked for */
    int tags[DEPTH];          /* of the FETCH commands under way, oldest first */
    size_t waiting;           /* how many those are */
    struct mail slots[SLOTS]; /* what came of listed[given…asked): each at its place modulo SLOTS */
    uint32_t missed;          /* a UID that was left out of the answers: asked for alone, once more */
};

static void drop_slots(struct inbox *inbox)
{
    for (size_t i = 0; i < SLOTS; i++)
        mail_release(&inbox->slots[i]);
}

int inbox_open(const struct source_settings *settings, const struct mailbox_url *url, struct inbox **inbox,
               struct err *err)
{
    struct inbox *made = xcalloc(1, sizeof *made);
    if (session_open(settings, url, &made->session, err) != 0 ||
        folder_find(made->session, settings->folder ? settings->folder : "INBOX", &made->folder, err) != 0 ||
        session_examine(made->session, made->folder, &made->state, err) != 0) {
        inbox_close(&made);
        return -1;
    }
    *inbox = made;
    return 0;
}

const char *inbox_folder(const struct inbox *inbox)
{
    return inbox->folder;
}

void inbox_close(struct inbox **inbox)
{
    if (!*inbox)
        return;
    drop_slots(*inbox);
    session_close(&(*inbox)->session);
    free((*inbox)->listed);
    free((*inbox)->folder);
    free(*inbox);
    *inbox = NULL;
}

/* ---- where to begin ------------------------------------------------------------------------------------ */

static uint32_t after(uint32_t uid)
{
    return uid < UINT32_MAX ? uid + 1 : uid;
}

/* Where the server does not say UIDNEXT: one above the last message. */
static int find_end(struct inbox *inbox, uint32_t *end, struct err *err)
{
    uint32_t *uids = NULL;
    size_t count = 0;
    *end = inbox->state.uid_next;
    if (*end != 0)
        return 0;
    *end = 1;
    if (session_exists(inbox->session) == 0)
        return 0;
    if (session_search(inbox->session, "*", &uids, &count, err) != 0)
        return -1;
    if (count > 0)
        *end = after(uids[count - 1]);
    free(uids);
    return 0;
}

/* Servers compare days in zones of their own: half a day earlier misses nothing. */
static void day_of(int64_t instant, char *day, size_t size)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[CLOCK_TEXT_SIZE];
    clock_rfc3339(instant - 14 * 3600, text);
    unsigned long year = strtoul(text, NULL, 10), month = strtoul(text + 5, NULL, 10);
    unsigned long date = strtoul(text + 8, NULL, 10);
    snprintf(day, size, "%lu-%s-%04lu", date, months[(month + 11) % 12], year);
}

/* The first message the server took on that day or later; *first stays as it is when there is none. */
static int find_day(struct inbox *inbox, int64_t from_day, uint32_t *first, struct err *err)
{
    char day[40], criteria[100];
    uint32_t exists = session_exists(inbox->session);
    day_of(from_day, day, sizeof day);
    for (uint32_t round = 0, low = 1; low <= exists; round++, low += WINDOW) {
        uint32_t *uids = NULL;
        size_t count = 0;
        if (round == DAY_WINDOWS)
            return err_set(err, ERR_REFUSED, "the folder has too many messages to search for a day");
        snprintf(criteria, sizeof criteria, "%u:%u SINCE %s", low,
                 exists - low < WINDOW ? exists : low + WINDOW - 1, day);
        if (session_search(inbox->session, criteria, &uids, &count, err) != 0)
            return -1;
        if (count > 0)
            *first = uids[0];
        free(uids);
        if (count > 0)
            return 0;
    }
    return 0;
}

int inbox_begin(struct inbox *inbox, const struct source_cursor *cursor, int64_t from_day, bool *renewed,
                struct err *err)
{
    uint32_t end;
    if (find_end(inbox, &end, err) != 0)
        return -1;
    /* A cursor beyond the end: the folder was put back to an older state under the same UIDVALIDITY. */
    bool beyond = inbox->state.uid_next != 0 && cursor->next_uid > inbox->state.uid_next;
    *renewed = cursor->uid_validity != inbox->state.uid_validity || beyond;
    if (*renewed && from_day != CLOCK_NONE && find_day(inbox, from_day, &end, err) != 0)
        return -1;
    inbox->next = *renewed ? end : cursor->next_uid ? cursor->next_uid : 1;
    inbox->look = true;
    return 0;
}

struct source_cursor inbox_position(const struct inbox *inbox)
{
    return (struct source_cursor){inbox->state.uid_validity, inbox->next};
}

/* ---- listing ------------------------------------------------------------------------------------------- */

static bool is_busy(const struct inbox *inbox)
{
    return inbox->given < inbox->count || inbox->waiting > 0;
}

/* Lists the next UIDs: all there are in a small folder, a window of them in a large one. */
static int list_more(struct inbox *inbox, struct err *err)
{
    char criteria[60];
    uint32_t *uids = NULL;
    size_t count = 0, first = 0;
    uint32_t low = inbox->next, known_end = inbox->state.uid_next;
    bool all = session_exists(inbox->session) <= WINDOW || low >= known_end || known_end - low <= WINDOW;
    if (all)
        snprintf(criteria, sizeof criteria, "UID %u:*", low);
    else
        snprintf(criteria, sizeof criteria, "UID %u:%u", low, low + WINDOW - 1);
    if (session_search(inbox->session, criteria, &uids, &count, err) != 0)
        return -1;
    while (first < count && uids[first] < low) /* "9:*" names the last message even where that is 5 */
        first++;
    if (first > 0)
        memmove(uids, uids + first, (count - first) * sizeof *uids);
    free(inbox->listed);
    inbox->listed = uids;
    inbox->count = count - first;
    inbox->given = inbox->asked = 0;
    inbox->look = !all;
    if (!all && inbox->count == 0)
        inbox->next = low + WINDOW;
    return 0;
}

/* ---- fetching ------------------------------------------------------------------------------------------ */

static struct mail *slot_of(struct inbox *inbox, size_t place)
{
    return &inbox->slots[place % SLOTS];
}

/* Keeps one message that came. Servers may answer several FETCH commands at once, in any order: it is its UID
 * that tells its place. */
static void keep(struct mail *mail, void *context)
{
    struct inbox *inbox = context;
    for (size_t place = inbox->given; place < inbox->asked; place++) {
        struct mail *slot = slot_of(inbox, place);
        if (inbox->listed[place] != mail->uid || slot->raw)
            continue;
        *slot = *mail;
        mail->raw = NULL;
        return;
    }
}

static int ask_ahead(struct inbox *inbox, struct err *err)
{
    while (inbox->waiting < DEPTH && inbox->asked < inbox->count) {
        size_t left = inbox->count - inbox->asked, room = SLOTS - (inbox->asked - inbox->given);
        bool alone = inbox->listed[inbox->asked] == inbox->missed;
        size_t count = alone ? 1 : left < BATCH ? left : BATCH;
        if (count > room || (alone && inbox->waiting > 0))
            break;
        int *tag = &inbox->tags[inbox->waiting];
        if (session_request(inbox->session, inbox->listed + inbox->asked, count, tag, err) != 0)
            return -1;
        inbox->asked += count;
        inbox->waiting++;
        if (alone)
            break;
    }
    return 0;
}

/*
 * A message that was listed did not come: it was expunged meanwhile, or the server cannot read it. The rest is
 * listed anew, and where this one is still there it is asked for alone. If it does not come even then, an
 * empty message makes a person look.
 */
static int meet_gap(struct inbox *inbox, struct err *err)
{
    uint32_t uid = inbox->listed[inbox->given];
    if (uid == inbox->missed) {
        *slot_of(inbox, inbox->given) =
            (struct mail){.uid = uid, .internal_date = CLOCK_NONE, .raw = xstrdup("")};
        return 0;
    }
    drop_slots(inbox);
    inbox->given = inbox->asked = inbox->count = 0;
    inbox->look = true;
    inbox->missed = inbox->next = uid;
    return session_noop(inbox->session, err);
}

/* Makes the next listed message ready in its slot, or finds that it has to be listed anew. */
static int fetch_more(struct inbox *inbox, struct err *err)
{
    if (ask_ahead(inbox, err) != 0)
        return -1;
    if (inbox->waiting == 0)
        return meet_gap(inbox, err);
    bool alone = inbox->given < inbox->count && inbox->listed[inbox->given] == inbox->missed;
    if (session_receive(inbox->session, inbox->tags[0], !alone, keep, inbox, err) != 0)
        return -1;
    memmove(inbox->tags, inbox->tags + 1, --inbox->waiting * sizeof *inbox->tags);
    return 0;
}

static void give(struct inbox *inbox, struct mail *mail)
{
    struct mail *slot = slot_of(inbox, inbox->given++);
    int length = (int)strnlen(inbox->folder, 70);
    while (length > 0 && (inbox->folder[length] & 0xc0) == 0x80)
        length--;
    *mail = *slot;
    slot->raw = NULL;
    mail->uid_validity = inbox->state.uid_validity;
    snprintf(mail->place, sizeof mail->place, "%.*s:%u:%u", length, inbox->folder, mail->uid_validity,
             mail->uid);
    inbox->next = after(mail->uid);
}

int inbox_next(struct inbox *inbox, struct mail *mail, struct err *err)
{
    for (;;) {
        if (inbox->given < inbox->asked && slot_of(inbox, inbox->given)->raw) {
            give(inbox, mail);
            return 1;
        }
        if (is_busy(inbox)) {
            if (fetch_more(inbox, err) != 0)
                return -1;
        } else if (!inbox->look) {
            return 0;
        } else if (list_more(inbox, err) != 0) {
            return -1;
        }
    }
}

/* ---- what is new --------------------------------------------------------------------------------------- */

size_t inbox_left(const struct inbox *inbox)
{
    return inbox->count - inbox->given;
}

int inbox_refresh(struct inbox *inbox, struct err *err)
{
    inbox->look = true;
    return is_busy(inbox) ? 0 : session_noop(inbox->session, err);
}

int inbox_wait(struct inbox *inbox, int seconds, int wake_fd, struct err *err)
{
    if (is_busy(inbox) || inbox->look)
        return 1;
    int result = session_idle(inbox->session, seconds, wake_fd, err);
    if (result == 1)
        inbox->look = true;
    return result;
}

/* ---- what lies in the folder ----------------------------------------------------------------------------- */

static int any_found(struct inbox *inbox, const struct buf *criteria, struct err *err)
{
    uint32_t *uids = NULL;
    size_t count = 0;
    int result = session_search(inbox->session, criteria->data, &uids, &count, err);
    free(uids);
    return result != 0 ? -1 : count > 0;
}

int inbox_has_reply(struct inbox *inbox, const char *message_id, const char *own_token, struct err *err)
{
    struct buf criteria;
    buf_init(&criteria, 2048);
    buf_add_format(&criteria,
                   "OR HEADER In-Reply-To \"<%s>\" HEADER References \"<%s>\" NOT HEADER X-Grefier \"\"",
                   message_id, message_id);
    if (own_token)
        buf_add_format(&criteria, " NOT HEADER References \"grefier.%s@\"", own_token);
    int result = any_found(inbox, &criteria, err);
    buf_free(&criteria);
    return result;
}

int inbox_has_copy(struct inbox *inbox, const char *message_id, const char *token, struct err *err)
{
    struct buf criteria;
    buf_init(&criteria, 2048);
    buf_add_format(
        &criteria,
        "OR OR HEADER Message-ID \"<%s>\" HEADER X-Grefier \"%s\" HEADER References \"grefier.%s@\"",
        message_id, token, token);
    int result = any_found(inbox, &criteria, err);
    buf_free(&criteria);
    return result;
}
