#include "passed_on.h"

#include <string.h>

#define DEPTH 3 /* passed on, and on, and on */

/* Our own announcement or answer, below what a colleague or an applicant writes. */
static bool is_ours(const struct letter *letter, const struct letter *inner)
{
    const struct address_list *ours = letter->delivered_to.count ? &letter->delivered_to : &letter->to;
    return inner->from.address[0] && ours->count > 0 && text_same(inner->from.address, ours->item[0].address);
}

static bool is_known(const struct people *people)
{
    for (size_t i = 0; i < people->count; i++)
        if (people->person[i].field[FIELD_NAME].text)
            return true;
    return false;
}

static void mark_forwarded(struct evidence *evidence)
{
    if (evidence->where)
        evidence->where = zone_word(ZONE_FORWARDED);
}

/* The evidence lies in the message passed on; their own address was only told to us. */
static void make_told(const struct letter *inner, struct people *people)
{
    for (size_t i = 0; i < people->count; i++) {
        struct person *person = &people->person[i];
        if (person->is_sender && inner->from.address[0])
            person->given_email = inner->from.address;
        person->is_sender = false;
        person->email = NULL;
        for (unsigned field = 0; field < FIELD_LIMIT; field++)
            mark_forwarded(&person->field[field].evidence);
    }
    for (size_t i = 0; i < people->candidate_count; i++)
        mark_forwarded(&people->candidate[i].value.evidence);
}

struct people *passed_on_people(struct letter *letter, const struct rules *rules, bool certain)
{
    struct people *found = NULL;
    struct letter *inner = letter, *source = NULL;
    for (unsigned depth = 0; depth < DEPTH && (inner = letter_passed_on(inner, rules)) != NULL; depth++) {
        if (is_ours(letter, inner))
            continue;
        struct people *people = people_find(inner, rules);
        const struct intention *intention = intention_find(inner, rules, people);
        bool signs_up = intention->kind == KIND_REGISTRATION && !intention->passed_on;
        if (is_known(people) && (certain ? signs_up && !intention->doubt : signs_up || !found)) {
            found = people;
            source = inner;
        }
        if (signs_up)
            break;
    }
    if (found)
        make_told(source, found);
    return found;
}
