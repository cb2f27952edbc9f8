#include <string.h>

#include "answering.h"
#include "grefier/base/text.h"

/* Whether two written values say the same to a person: case, diacritics and blanks aside. */
static bool says_the_same(struct arena *arena, const char *a, const char *b)
{
    return strcmp(text_key(arena, a), text_key(arena, b)) == 0;
}

static bool same_name(struct arena *arena, const struct applicant *known, const struct person *person)
{
    const char *name = known->field[FIELD_NAME], *given = person->field[FIELD_NAME].text;
    return name && given && says_the_same(arena, name, given);
}

/* Known and new values together; *gains and *differs say how they relate. */
static struct person together(struct arena *arena, const struct person *person, const struct applicant *known,
                              size_t field_count, bool *gains, bool *differs)
{
    struct person whole = *person;
    whole.missing = known->missing;
    for (size_t i = 0; i < field_count && i < known->field_count; i++) {
        const char *old = known->field[i], *fresh = person->field[i].text;
        if (fresh && !old) {
            *gains = true;
            whole.missing &= ~(1u << i);
        } else if (fresh && !says_the_same(arena, old, fresh)) {
            *differs = true;
        }
        whole.field[i].text = fresh ? fresh : old;
    }
    if (!whole.extension && whole.field[FIELD_PHONE].text && known->extension)
        whole.extension = known->extension;
    if (whole.sector == SECTOR_NONE)
        whole.sector = known->sector;
    return whole;
}

static void hold_all(struct intake *intake, const char *reason)
{
    intake->verdict->action = ACTION_REVIEW;
    intake->verdict->reason = reason;
}

void people_add(struct intake *intake, const struct person *person, const struct applicant *known)
{
    size_t index = intake->person_count;
    if (index == CAP_PEOPLE)
        return;
    bool gains = false, differs = false;
    intake->taking[index].person = person;
    intake->person[index] = *person;
    intake->person_count++;
    intake->unchanged = (index == 0 || intake->unchanged) && known;
    if (!known)
        return;
    intake->taking[index].applicant = known->id;
    intake->person[index] = together(intake->letter->arena, person, known,
                                     rules_field_count(intake->service->rules), &gains, &differs);
    intake->updated |= gains;
    if (differs)
        hold_all(intake, "a known applicant gives other data than before");
    else if (known->status == APPLICANT_WITHDRAWN || known->status == APPLICANT_REVIEW)
        hold_all(intake, "a known applicant writes again while a person must decide");
    intake->unchanged &= !gains;
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
        const struct applicant *same = NULL;
        for (size_t j = 0; j < count && !same; j++)
            if (same_name(intake->letter->arena, known[j], &verdict->person[i]))
                same = known[j];
        people_add(intake, &verdict->person[i], same);
    }
    return 0;
}
