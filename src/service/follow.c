#include <string.h>

#include "answering.h"
#include "grefier/base/text.h"
#include "grefier/reading/reply.h"
#include "names.h"

#define MUCH_MORE 8 /* words beside the data of a reply that a person should see */

static void asks_for(struct intake *intake, enum action action, const char *reason)
{
    intake->verdict->action = action;
    intake->verdict->reason = reason;
}

/* Whether a machine may go on with the reply: withdrawals, help sought and doubts are for people. */
static bool is_plain_reply(const struct intake *intake)
{
    const struct verdict *verdict = intake->verdict;
    return verdict->kind == KIND_OTHER || verdict->kind == KIND_REGISTRATION ||
           verdict->kind == KIND_FOLLOWUP;
}

static bool is_own(const struct value *value)
{
    return value->text && value->evidence.where && strcmp(value->evidence.where, zone_word(ZONE_OWN)) == 0;
}

/* ---- of whom it speaks ------------------------------------------------------------------------------------ */

/* What a reply says, and to whom of those it may speak of it belongs. */
struct following {
    struct intake *intake;
    struct people *people;
    struct reply reply;
    struct applicant **known;
    const struct person **said; /* beside each known one; NULL: nothing */
    size_t count;
    bool afresh; /* a letter of its own, tied by the address alone */
};

static bool belongs_to_one(struct following *following)
{
    const struct people *people = following->people;
    const char *said = people->person[0].field[FIELD_NAME].text;
    const char *name = following->known[0]->field[FIELD_NAME];
    following->said[0] = &people->person[0];
    return people->count == 1 && !people->nominates &&
           (!said || !name || names_touch(following->intake->letter->arena, said, name));
}

/* The only one of several known people who bears that name; the place in `known`, or their number. */
static size_t bearer_of(const struct following *following, const char *name)
{
    size_t bearer = following->count;
    struct arena *arena = following->intake->letter->arena;
    for (size_t i = 0; name && i < following->count; i++) {
        const char *known = following->known[i]->field[FIELD_NAME];
        if (!known || !(names_within(arena, name, known) || names_within(arena, known, name)))
            continue;
        if (bearer != following->count)
            return following->count;
        bearer = i;
    }
    return bearer;
}

/* Of several people a reply speaks only by their names, in the writer's own words. */
static bool belongs_to_named(struct following *following)
{
    for (size_t i = 0; i < following->people->count; i++) {
        const struct person *person = &following->people->person[i];
        size_t bearer = is_own(&person->field[FIELD_NAME])
                            ? bearer_of(following, person->field[FIELD_NAME].text)
                            : following->count;
        if (bearer == following->count || following->said[bearer])
            return false;
        following->said[bearer] = person;
    }
    return true;
}

static bool belongs(struct following *following)
{
    const struct people *people = following->people;
    if (people->limit || people->contradicts)
        return false;
    return following->count == 1 ? belongs_to_one(following) : belongs_to_named(following);
}

/* ---- what of it is taken ---------------------------------------------------------------------------------- */

/* Whether one says the same as the other, or less of it: "psiholog" and "psiholog clinician". */
static bool says_less(struct arena *arena, const char *a, const char *b)
{
    const char *one = text_key(arena, a), *other = text_key(arena, b);
    return strstr(one, other) || strstr(other, one);
}

/*
 * What is lacking is taken wherever it stands. What is noted already changes only by words that mean it; the name
 * and office under a letter, and what its sender is called, are no news. A phone there is: people must look.
 */
static struct person *taken(const struct following *following, size_t index, unsigned *may_change)
{
    struct intake *intake = following->intake;
    struct arena *arena = intake->letter->arena;
    const struct applicant *known = following->known[index];
    struct person *person = arena_alloc(arena, sizeof *person);
    if (following->said[index])
        *person = *following->said[index];
    person->is_sender = known->email && text_same(known->email, intake->letter->from.address);
    for (unsigned i = 0; i < known->field_count && i < FIELD_LIMIT; i++) {
        struct value *value = &person->field[i];
        if (!known->field[i] || !value->text)
            continue;
        if (!following->afresh && reply_corrects(intake->letter, intake->service->rules, following->people,
                                                 &following->reply, i, value, known->field[i]))
            *may_change |= 1u << i;
        else if (i == FIELD_NAME ||
                 (i != FIELD_PHONE && (!is_own(value) || says_less(arena, value->text, known->field[i]))))
            *value = (struct value){0};
    }
    return person;
}

/* ---- what is done about it -------------------------------------------------------------------------------- */

static bool is_more_than_data(const struct reply *reply)
{
    return reply->asks || reply->words > MUCH_MORE;
}

static void conclude(struct following *following)
{
    struct intake *intake = following->intake;
    const struct reply *reply = &following->reply;
    unsigned missing = intake_missing(intake);
    if (intake->verdict->action == ACTION_REVIEW)
        return;
    if (reply->objects || (missing && reply->cannot_give))
        asks_for(intake, ACTION_REVIEW, "a reply with a condition or a refusal");
    else if (!intake->updated && (missing || reply->asks || reply->words || reply->line_count))
        asks_for(intake, ACTION_REVIEW, "a reply that gives no data");
    else if (!intake->updated)
        asks_for(intake, ACTION_IGNORE, "a reply that only thanks");
    else if (following->afresh && (missing || is_more_than_data(reply)))
        asks_for(intake, ACTION_REVIEW, "a known applicant writes a letter of their own");
    else {
        asks_for(intake, ACTION_ACKNOWLEDGE,
                 missing ? "a reply that leaves something open" : "a reply that gives what was missing");
        if (!missing && reply->line_count)
            intake->verdict->reason = "a reply that corrects what was noted";
        people_settle(intake);
        intake->wait = is_more_than_data(reply);
        if (intake->wait && intake->verdict->action != ACTION_REVIEW)
            intake->verdict->reason = "a reply that gives data, and says more";
    }
}

static void follow(struct following *following)
{
    struct intake *intake = following->intake;
    following->said = arena_array(intake->letter->arena, following->count, sizeof *following->said);
    if (!belongs(following)) {
        asks_for(intake, ACTION_REVIEW,
                 following->count == 1 ? "a reply that a person must read" : "a reply about several people");
        return;
    }
    intake->verdict->action = ACTION_ACKNOWLEDGE;
    people_keep_language(intake, following->known[0]);
    for (size_t i = 0; i < following->count; i++) {
        unsigned may_change = 0;
        const struct person *person = taken(following, i, &may_change);
        people_add(intake, person, following->known[i], may_change);
    }
    intake->verdict->person = intake->person;
    intake->verdict->person_count = intake->person_count;
    conclude(following);
}

/* ---- the two ways a letter goes on with another ----------------------------------------------------------- */

static int load_known(struct following *following, struct err *err)
{
    struct intake *intake = following->intake;
    const struct outbox_row *thread = intake->thread;
    following->known = arena_array(intake->letter->arena, thread->applicant_count + 1, sizeof(void *));
    for (size_t i = 0; i < thread->applicant_count && i < CAP_PEOPLE; i++) {
        int found = roster_applicant(intake->service->roster, thread->applicant[i], intake->letter->arena,
                                     &following->known[following->count], err);
        if (found < 0)
            return -1;
        following->count += found > 0;
    }
    return 0;
}

static struct following begin(struct intake *intake)
{
    struct following following = {.intake = intake,
                                  .people = people_find(intake->letter, intake->service->rules)};
    following.reply = reply_read(intake->letter, intake->service->rules, following.people);
    return following;
}

int follow_thread(struct intake *intake, struct err *err)
{
    struct verdict *verdict = intake->verdict;
    if (!intake->thread || verdict->kind == KIND_AUTOMATIC || verdict->kind == KIND_BOUNCE)
        return 0;
    if (!intake->from_thread_partner) {
        asks_for(intake, ACTION_REVIEW, "somebody else answers a letter of ours");
        return 0;
    }
    struct following following = begin(intake);
    const struct verdict before = *verdict;
    bool rectifies = verdict->kind == KIND_WITHDRAWAL && following.reply.rectifies;
    if (!is_plain_reply(intake) && !rectifies)
        return 0;
    if (following.reply.leaves) {
        verdict->kind = KIND_WITHDRAWAL;
        asks_for(intake, ACTION_REVIEW, "somebody withdraws");
        return 0;
    }
    verdict->kind = KIND_FOLLOWUP;
    if (load_known(&following, err) != 0)
        return -1;
    if (following.count == 0)
        asks_for(intake, ACTION_REVIEW, "a reply that a person must read");
    else
        follow(&following);
    if (rectifies && !intake->updated) { /* a right of theirs that no value here fulfils */
        verdict->kind = before.kind;
        asks_for(intake, ACTION_REVIEW, before.reason);
    }
    return 0;
}

/* Whether the own words hold something that somebody here still lacks. */
static bool gives_what_lacks(const struct following *following)
{
    for (size_t i = 0; i < following->count; i++)
        for (size_t j = 0; j < following->people->count; j++)
            for (unsigned field = 0; field < FIELD_LIMIT; field++)
                if ((following->known[i]->missing & 1u << field) &&
                    is_own(&following->people->person[j].field[field]))
                    return true;
    return false;
}

int follow_afresh(struct intake *intake, struct err *err)
{
    struct verdict *verdict = intake->verdict;
    struct applicant **known = NULL;
    size_t count = 0;
    if (intake->thread || verdict->kind != KIND_OTHER || !*intake->letter->from.address)
        return 0;
    const struct applicant_filter filter = {.statuses = 1u << APPLICANT_INCOMPLETE,
                                            .address = intake->letter->from.address};
    if (roster_applicants(intake->service->roster, &filter, intake->letter->arena, &known, &count, err) != 0)
        return -1;
    if (count == 0)
        return 0;
    struct following following = begin(intake);
    following.known = known;
    following.count = count < CAP_PEOPLE ? count : CAP_PEOPLE;
    following.afresh = true;
    if (!gives_what_lacks(&following))
        return 0;
    verdict->kind = KIND_FOLLOWUP;
    follow(&following);
    return 0;
}
