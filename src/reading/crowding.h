/*
 * crowding: what crowd.c, applies.c, called.c and together.c know of the names in a letter while they find out who is signed up.
 */
#ifndef GREFIER_READING_CROWDING_H
#define GREFIER_READING_CROWDING_H

#include "crowd.h"
#include "grefier/base/caps.h"

struct crowding {
    struct letter *letter;
    struct arena *arena;
    const struct rules *rules;
    const struct units *units;
    struct entities *entities;
    const char *sender; /* folded, lower case */
    struct member member[CAP_PEOPLE];
    const char *key[CAP_PEOPLE]; /* called.c: their names in lower case */
    size_t count;
};

static inline const struct unit *crowding_unit(const struct crowding *crowding, const struct entity *entity)
{
    return &crowding->units->item[entity->unit];
}

static inline bool crowding_is_own(const struct unit *unit)
{
    return !unit->is_subject && unit->zone == ZONE_OWN;
}

static inline bool crowding_has_phone_beside(const struct member *member)
{
    return member->field[FIELD_PHONE] && member->field[FIELD_PHONE]->unit == member->name->unit;
}

#define BESIDE 12 /* a title or two between a position and its name */

/* applies.c: whether the member is signed up; those before it must be settled. `nominates`: the letter names somebody for
 * somebody else; `phones`: how many of the members have one. */
bool applies(const struct crowding *crowding, const struct member *member, bool nominates, size_t phones);

/* called.c: gives phones and positions to those whom the words around them call ("al Medeei 0757 …", "Ion este jurist"),
 * whoever stands nearer. */
void called_by_words(struct crowding *crowding);

/* together.c: whether the member is named in one breath with `before`: "X și Y", "eu, X, și colega mea, Y". */
bool together_with(const struct crowding *crowding, const struct member *before, const struct member *member);

#endif
