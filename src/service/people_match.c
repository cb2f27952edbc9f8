#include <string.h>

#include "answering.h"
#include "grefier/base/text.h"
#include "grefier/reading/reply.h"
#include "grefier/service/remind.h"
#include "names.h"

/* From outside a thread a phone is held (its number may be a forger's); the name is what they were found by. */
#define MAY_CHANGE (~(1u << FIELD_PHONE | 1u << FIELD_NAME))

/* Whether two written values say the same to a person: case, diacritics and blanks aside. */
static bool says_the_same(struct arena *arena, const char *a, const char *b)
{
    return strcmp(text_key(arena, a), text_key(arena, b)) == 0;
}

static bool same_name(struct arena *arena, const struct applicant *known, const struct person *person)
{
    const char *name = known->field[FIELD_NAME], *given = person->field[FIELD_NAME].text;
    return name && given && names_within(arena, name, given) && names_within(arena, given, name);
}

/* ---- known and new values together ------------------------------------------------------------------------ */

struct joining {
    struct person given; /* what is written down */
    struct person whole; /* as the answer says it */
    bool gains, differs;
};

/* A name that only says less, or the same in another order, is no other one. */
static bool is_other(struct arena *arena, unsigned field, const char *old, const char *fresh, bool may_change)
{
    return field == FIELD_NAME && !may_change ? !names_within(arena, fresh, old)
                                              : !says_the_same(arena, old, fresh);
}

static void join_field(struct arena *arena, struct joining *joining, const struct applicant *known,
                       unsigned field, bool may_change)
{
    struct value *given = &joining->given.field[field];
    const char *old = known->field[field];
    if (given->text && !old) {
        joining->gains = true;
        joining->whole.missing &= ~(1u << field);
    } else if (given->text && is_other(arena, field, old, given->text, may_change)) {
        joining->gains |= may_change;
        joining->differs |= !may_change;
    } else {
        *given = (struct value){0};
    }
    joining->whole.field[field].text = given->text ? given->text : old;
}

/* The sector follows from position and organization together, whichever of them is new. */
static void join_sector(const struct rules *rules, struct joining *joining, const struct applicant *known)
{
    const struct value *value = joining->whole.field;
    bool changed = joining->given.field[FIELD_POSITION].text || joining->given.field[FIELD_ORGANIZATION].text;
    joining->given.sector =
        changed ? sector_of(rules, value[FIELD_POSITION].text, value[FIELD_ORGANIZATION].text, known->email)
                : SECTOR_NONE;
    joining->whole.sector = joining->given.sector != SECTOR_NONE ? joining->given.sector : known->sector;
}

static struct joining join(const struct intake *intake, const struct person *person,
                           const struct applicant *known, unsigned may_change)
{
    struct joining joining = {.given = *person, .whole = *person};
    joining.whole.missing = known->missing;
    joining.given.email = NULL; /* where they are known from stays */
    for (unsigned i = 0; i < rules_field_count(intake->service->rules) && i < known->field_count; i++)
        join_field(intake->letter->arena, &joining, known, i, (may_change & 1u << i) != 0);
    if (!joining.given.field[FIELD_PHONE].text && !joining.whole.extension)
        joining.whole.extension = known->extension;
    join_sector(intake->service->rules, &joining, known);
    return joining;
}

static void hold_all(struct intake *intake, const char *reason)
{
    intake->verdict->action = ACTION_REVIEW;
    intake->verdict->reason = reason;
}

void people_add(struct intake *intake, const struct person *person, const struct applicant *known,
                unsigned may_change)
{
    size_t index = intake->person_count;
    if (index == CAP_PEOPLE)
        return;
    intake->taking[index].person = person;
    intake->person[index] = *person;
    intake->person_count++;
    intake->unchanged = (index == 0 || intake->unchanged) && known;
    if (!known)
        return;
    struct joining *joining = arena_alloc(intake->letter->arena, sizeof *joining);
    *joining = join(intake, person, known, may_change);
    intake->taking[index].person = &joining->given;
    intake->taking[index].applicant = known->id;
    intake->person[index] = joining->whole;
    intake->updated |= joining->gains;
    intake->asked = known->asked > intake->asked ? known->asked : intake->asked;
    if (joining->differs)
        hold_all(intake, "a known applicant gives other data than before");
    else if (known->status == APPLICANT_WITHDRAWN || known->status == APPLICANT_REVIEW)
        hold_all(intake, "a known applicant writes again while a person must decide");
    intake->unchanged &= !joining->gains;
}

void people_keep_language(struct intake *intake, const struct applicant *known)
{
    const char *said = language_said(intake->letter, intake->service->rules);
    if (said || *known->language)
        intake->verdict->language = said ? said : known->language;
}

/* ---- what is still to be said ----------------------------------------------------------------------------- */

unsigned intake_missing(const struct intake *intake)
{
    unsigned missing = 0;
    for (size_t i = 0; i < intake->person_count; i++)
        missing |= intake->person[i].missing;
    return missing;
}

void people_settle(struct intake *intake)
{
    struct verdict *verdict = intake->verdict;
    if (verdict->action != ACTION_ASK && verdict->action != ACTION_ACKNOWLEDGE)
        return;
    if (!intake_missing(intake))
        verdict->action = ACTION_ACKNOWLEDGE;
    else if (intake->asked < REMIND_REQUESTS)
        verdict->action = ACTION_ASK;
    else
        hold_all(intake, "asked as often as may be, and something is still missing");
}

/* ---- a sign-up, and who of its people is known ------------------------------------------------------------- */

static bool gives_other_data(struct arena *arena, const struct applicant *known, const struct person *person)
{
    for (size_t i = 0; i < known->field_count && i < FIELD_LIMIT; i++) {
        const char *old = known->field[i], *fresh = person->field[i].text;
        if (i != FIELD_NAME && fresh && (!old || !says_the_same(arena, old, fresh)))
            return true;
    }
    return false;
}

/* Somebody of that name is known from elsewhere: the same person, or a namesake; a person knows. */
static int look_elsewhere(struct intake *intake, const struct person *person, struct err *err)
{
    struct applicant **named = NULL;
    size_t count = 0;
    const char *name = person->field[FIELD_NAME].text;
    if (!name)
        return 0;
    if (roster_applicants(intake->service->roster, &(struct applicant_filter){.name = name},
                          intake->letter->arena, &named, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (gives_other_data(intake->letter->arena, named[i], person))
            hold_all(intake, "somebody of that name is known from another address, with other data");
    return 0;
}

static const struct applicant *find_known(const struct intake *intake, struct applicant *const *known,
                                          size_t count, const struct person *person)
{
    for (size_t i = 0; i < count; i++)
        if (same_name(intake->letter->arena, known[i], person))
            return known[i];
    return NULL;
}

int people_match(struct intake *intake, struct err *err)
{
    const struct verdict *verdict = intake->verdict;
    struct applicant **known = NULL;
    size_t count = 0;
    if (*intake->letter->from.address &&
        roster_applicants(intake->service->roster,
                          &(struct applicant_filter){.address = intake->letter->from.address},
                          intake->letter->arena, &known, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < verdict->person_count; i++) {
        const struct person *person = &verdict->person[i];
        const struct applicant *same = find_known(intake, known, count, person);
        people_add(intake, person, same, MAY_CHANGE);
        if (same && i == 0)
            people_keep_language(intake, same);
        if (!same && look_elsewhere(intake, person, err) != 0)
            return -1;
    }
    people_settle(intake);
    return 0;
}
