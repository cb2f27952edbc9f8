#include "heading.h"

#include <string.h>

static bool is_plain_line(const struct unit *unit)
{
    return !unit->is_subject && unit->zone == ZONE_OWN;
}

/* The first entity of the field in the unit, NULL when there is none. */
static struct entity *first_in(const struct entities *entities, size_t unit, unsigned field)
{
    for (size_t i = 0; i < entities->count; i++)
        if (entities->item[i].unit == unit && entities->item[i].field == field)
            return &entities->item[i];
    return NULL;
}

static bool is_line_of_somebody(const struct units *units, const struct entities *entities, size_t unit)
{
    const struct entity *name = first_in(entities, unit, FIELD_NAME);
    return is_plain_line(&units->item[unit]) && name && name->role != ROLE_OTHER &&
           (units->item[unit].bullet || first_in(entities, unit, FIELD_PHONE));
}

#define AROUND_HEADING 16 /* "De la …:", "1. " */

bool heading_is(const struct units *units, const struct entities *entities, const struct entity *organization)
{
    size_t unit = organization->unit;
    const struct unit *line = &units->item[unit];
    if (organization->field != FIELD_ORGANIZATION || !is_plain_line(line) || unit + 1 >= units->count ||
        line->folded.length > organization->to - organization->from + AROUND_HEADING)
        return false;
    return !first_in(entities, unit, FIELD_NAME) && !first_in(entities, unit, FIELD_PHONE) &&
           is_line_of_somebody(units, entities, unit + 1);
}

#define LIST_LINES 32 /* people below one heading */

struct entity *heading_over(const struct units *units, struct entities *entities, const struct entity *name)
{
    size_t last = name->unit > LIST_LINES ? name->unit - LIST_LINES : 0;
    if (!is_line_of_somebody(units, entities, name->unit))
        return NULL;
    for (size_t unit = name->unit; unit-- > last;) {
        struct entity *organization = first_in(entities, unit, FIELD_ORGANIZATION);
        if (organization && heading_is(units, entities, organization))
            return organization;
        if (!is_line_of_somebody(units, entities, unit))
            return NULL;
    }
    return NULL;
}

/* Whether the position, from `from` on, is all that the text says before `to`. */
static bool fills(const struct folded *text, const struct entity *position, size_t to)
{
    size_t rest = position->to + strspn(text->text + position->to, " ,.:;");
    return position->from <= 4 && rest >= to;
}

bool heading_is_office(const struct units *units, const struct entities *entities, const struct entity *name)
{
    const struct unit *unit = &units->item[name->unit];
    if (unit->is_subject || unit->bullet || name->to + 2 < unit->folded.length)
        return false;
    const struct entity *before = first_in(entities, name->unit, FIELD_POSITION);
    if (before && before->to < name->from && fills(&unit->folded, before, name->from) &&
        memchr(unit->folded.text + before->to, ',', name->from - before->to))
        return true;
    if (name->unit == 0 || (before && before->to > name->to))
        return false;
    const struct entity *above = first_in(entities, name->unit - 1, FIELD_POSITION);
    const struct folded *text = &units->item[name->unit - 1].folded;
    return above && !first_in(entities, name->unit - 1, FIELD_NAME) && fills(text, above, text->length);
}
