#include <inttypes.h>
#include <string.h>

#include "answering.h"
#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/base/text.h"
#include "inspect.h"
#include "orders.h"
#include "sent.h"
#include "trial.h"

#define GROUP_MOST  64u                  /* messages in one transaction */
#define DEATHS_MOST 64u                  /* of the program beside one message that its trial found harmless */
#define GROUP_BYTES (4u * 1024u * 1024u) /* and what they may weigh in memory */

struct fetched {
    struct mail mail;
    struct source_cursor cursor; /* how far the folder is read with it */
    unsigned before;             /* how often it was tried and never taken */
};

struct group {
    struct fetched item[GROUP_MOST];
    size_t count, bytes;
    bool more; /* the source has more */
};

/* ---- one message ------------------------------------------------------------------------------------------
 */

static void begin_taking(const struct service *service, const struct fetched *fetched, struct taking *taking)
{
    *taking = (struct taking){.place = fetched->mail.place, .received = fetched->mail.internal_date};
    if (fetched->mail.uid_validity) {
        taking->folder = service->inspected ? service->inspected : service->config->mailbox.folder;
        taking->cursor = &fetched->cursor;
    }
}

static int say_taken(const struct taken *taken, const struct taking *taking, const char *outcome)
{
    log_event(LOG_LEVEL_INFO, "letter",
              "number=%" PRId64 " place=%s kind=%s action=%s answer=%s people=%zu reason=\"%s\"",
              taken->letter, taking->place, kind_word(taking->verdict->kind),
              action_word(taking->verdict->action), outcome, taken->applicant_count, taking->verdict->reason);
    return 0;
}

/* A message that cannot be read is not lost: a person is told where it lies. */
static int set_aside(struct service *service, const struct fetched *fetched, const char *reason, int64_t now,
                     struct err *err)
{
    struct verdict verdict = {
        .kind = KIND_OTHER, .action = ACTION_REVIEW, .language = "ro", .reason = reason};
    struct taking taking;
    struct taken taken = {0};
    enum roster_known known;
    int64_t number = 0;
    char hash[65];
    text_sha256(fetched->mail.raw, fetched->mail.length, hash);
    begin_taking(service, fetched, &taking);
    taking.hash = hash;
    taking.verdict = &verdict;
    if (roster_knows(service->roster, NULL, hash, NULL, CLOCK_NONE, &known, &number, err) != 0)
        return -1;
    if (known == ROSTER_SAME)
        return roster_take_again(service->roster, number, taking.place, taking.folder, taking.cursor, err);
    if (roster_take(service->roster, &taking, now, &taken, err) != 0)
        return -1;
    return say_taken(&taken, &taking, "none");
}

/* Who signs up, and what is said to them. */
static int decide(struct intake *intake, struct err *err)
{
    struct verdict *verdict = intake->verdict;
    bool ordered = false;
    if (!intake->service->inspected && orders_take(intake, &ordered, err) != 0)
        return -1;
    if (ordered)
        return 0;
    if (thread_find(intake, err) != 0)
        return -1;
    if (verdict->kind == KIND_BOUNCE)
        return thread_bounced(intake, err);
    if (follow_thread(intake, err) != 0 || follow_afresh(intake, err) != 0)
        return -1;
    if (verdict->kind == KIND_REGISTRATION && verdict->action != ACTION_IGNORE &&
        people_match(intake, err) != 0)
        return -1;
    if (intake->same_as && verdict->action != ACTION_IGNORE) {
        verdict->action = ACTION_REVIEW;
        verdict->reason = "its Message-ID came already, with other content";
    }
    if (intake->service->inspected)
        inspect_hold(intake);
    if (verdict->action == ACTION_ASK || verdict->action == ACTION_ACKNOWLEDGE)
        return answer_prepare(intake, err);
    return 0;
}

static int write_down(struct intake *intake, const struct fetched *fetched, struct err *err)
{
    const struct letter *letter = intake->letter;
    struct taking taking;
    struct taken taken = {0};
    begin_taking(intake->service, fetched, &taking);
    taking.message_id = letter->message_id;
    taking.hash = letter->hash;
    taking.verdict = intake->verdict;
    taking.from_name = letter->from.name;
    taking.from_address = letter->from.address;
    taking.subject = letter->subject;
    taking.person = intake->taking;
    taking.person_count = intake->person_count;
    taking.answer = &intake->answer;
    taking.answer_count = intake->answered;
    taking.same_as = intake->same_as;
    taking.wait = intake->wait;
    if (roster_take(intake->service->roster, &taking, intake->now, &taken, err) != 0)
        return -1;
    return say_taken(&taken, &taking, intake->answered ? outbox_state_word(intake->answer.state) : "none");
}

static int64_t written(const struct letter *letter, const struct mail *mail)
{
    return mail->internal_date != CLOCK_NONE ? mail->internal_date : letter->date;
}

static int take_letter(struct intake *intake, const struct fetched *fetched, struct err *err)
{
    struct letter *letter = intake->letter;
    struct roster *roster = intake->service->roster;
    enum roster_known known;
    int64_t number = 0;
    if (roster_knows(roster, letter->message_id, letter->hash, letter->from.address,
                     written(letter, intake->mail), &known, &number, err) != 0)
        return -1;
    if (known == ROSTER_SAME) {
        struct taking taking;
        begin_taking(intake->service, fetched, &taking);
        return roster_take_again(roster, number, taking.place, taking.folder, taking.cursor, err);
    }
    intake->verdict = arena_alloc(letter->arena, sizeof *intake->verdict);
    intake->person = arena_array(letter->arena, CAP_PEOPLE, sizeof *intake->person);
    if (known == ROSTER_FORGOTTEN) {
        *intake->verdict =
            (struct verdict){.language = "ro", .reason = "from before its writer was forgotten"};
        return write_down(intake, fetched, err);
    }
    struct verdict *verdict = NULL;
    reading_read(letter, intake->service->rules, &verdict);
    *intake->verdict = *verdict;
    intake->same_as = known == ROSTER_SAME_ID ? number : 0;
    return decide(intake, err) != 0 ? -1 : write_down(intake, fetched, err);
}

/* The straight line: letter → reading → known people → answer → gate → roster. With 0 the message is safe. */
static int take(struct service *service, const struct fetched *fetched, struct err *err)
{
    struct err unreadable = {0};
    struct letter *letter = NULL;
    int64_t now = clock_now();
    if (fetched->before >= DEATHS_MOST ||
        (fetched->before && !trial_survived(&fetched->mail, service->rules)))
        return set_aside(service, fetched, "reading it ended the program more than once", now, err);
    if (letter_read(fetched->mail.raw, fetched->mail.length, service->rules, &letter, &unreadable) != 0)
        return set_aside(service, fetched, unreadable.text, now, err);
    letter->truncated |= fetched->mail.truncated;
    struct intake intake = {.service = service, .now = now, .mail = &fetched->mail, .letter = letter};
    int result = take_letter(&intake, fetched, err);
    letter_free(&letter);
    return result;
}

static bool is_told_to_stop(const struct service *service)
{
    return service->told_to_stop && service->told_to_stop();
}

/* ---- groups
 * ------------------------------------------------------------------------------------------------ */

static void group_free(struct group *group)
{
    for (size_t i = 0; i < group->count; i++)
        mail_release(&group->item[i].mail);
    group->count = group->bytes = 0;
}

/* A source without a cursor gives everything that ever lay there; a first start begins at "now" there too. */
static bool is_from_before(const struct service *service, const struct mail *mail)
{
    return mail->uid_validity == 0 && mail->internal_date != CLOCK_NONE &&
           mail->internal_date < service->started;
}

/* Fills the group with messages from places that were never seen. */
static int group_fetch(struct service *service, struct group *group, struct pass_report *report,
                       struct err *err)
{
    group->more = true;
    while (group->count < GROUP_MOST && group->bytes < GROUP_BYTES && !is_told_to_stop(service)) {
        struct fetched *next = &group->item[group->count];
        *next = (struct fetched){0};
        int got = source_next(service->source, &next->mail, err);
        if (got < 0)
            return -1;
        if (got == 0) {
            group->more = false;
            break;
        }
        if (is_from_before(service, &next->mail)) {
            mail_release(&next->mail);
            continue;
        }
        int known = roster_knows_place(service->roster, next->mail.place, err);
        if (known != 0) {
            mail_release(&next->mail);
            report->known += known > 0;
            if (known < 0)
                return -1;
            continue;
        }
        next->cursor = source_position(service->source);
        group->bytes += next->mail.length;
        group->count++;
    }
    return 0;
}

/* How often each was tried already; nothing is marked yet. */
static int group_look(struct service *service, struct group *group, struct err *err)
{
    int result = roster_begin(service->roster, err);
    for (size_t i = 0; result == 0 && i < group->count; i++)
        result = roster_attempt_begin(service->roster, group->item[i].mail.place, clock_now(),
                                      &group->item[i].before, err);
    roster_rollback(service->roster);
    return result;
}

/* Says in the store what will be read now, so that a message which ends the program is known by it. */
static int mark(struct service *service, const struct fetched *item, size_t count, struct err *err)
{
    unsigned before = 0;
    if (roster_begin(service->roster, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (roster_attempt_begin(service->roster, item[i].mail.place, clock_now(), &before, err) != 0) {
            roster_rollback(service->roster);
            return -1;
        }
    return roster_commit(service->roster, err);
}

/* Takes the marks of those away that were not taken, and did not end the program. */
static int unmark(struct service *service, const struct fetched *item, size_t count, struct err *err)
{
    if (count == 0)
        return 0;
    if (roster_begin(service->roster, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (roster_attempt_end(service->roster, item[i].mail.place, err) != 0) {
            roster_rollback(service->roster);
            return -1;
        }
    return roster_commit(service->roster, err);
}

/* One transaction: all of them, or as many as were taken when the program was told to end. */
static int take_marked(struct service *service, const struct fetched *item, size_t count, size_t *taken,
                       struct err *err)
{
    if (roster_begin(service->roster, err) != 0)
        return -1;
    size_t at = 0;
    for (; at < count && !(at > 0 && is_told_to_stop(service)); at++)
        if (take(service, &item[at], err) != 0) {
            roster_rollback(service->roster);
            return -1;
        }
    if (roster_commit(service->roster, err) != 0)
        return -1;
    *taken = at;
    return 0;
}

static int take_together(struct service *service, const struct fetched *item, size_t count, size_t *taken,
                         struct err *err)
{
    struct err minor = {0};
    if (mark(service, item, count, err) != 0)
        return -1;
    int result = take_marked(service, item, count, taken, err);
    if (unmark(service, item + *taken, count - *taken, result == 0 ? err : &minor) != 0)
        return -1;
    return result;
}

/* Those that were never tried together, in one transaction; one that was tried before alone. In their order:
 * the cursor never passes a message that was not taken. */
static int group_take(struct service *service, const struct group *group, struct pass_report *report,
                      struct err *err)
{
    for (size_t at = 0, taken = 0; at < group->count && !is_told_to_stop(service); at += taken) {
        size_t count = 0;
        while (at + count < group->count && group->item[at + count].before == 0)
            count++;
        taken = 0;
        if (take_together(service, &group->item[at], count ? count : 1, &taken, err) != 0)
            return -1;
        report->taken += taken;
    }
    return 0;
}

int intake_run(struct service *service, struct pass_report *report, struct err *err)
{
    struct group *group = xcalloc(1, sizeof *group);
    int result = 0;
    do {
        result = group_fetch(service, group, report, err);
        if (result == 0 && group->count)
            result = group_look(service, group, err);
        if (result == 0 && group->count)
            result = group_take(service, group, report, err);
        group_free(group);
    } while (result == 0 && group->more && !is_told_to_stop(service));
    free(group);
    sent_close(service);
    return result;
}
