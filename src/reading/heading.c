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

#define MARK_BETWEEN 3 /* ", ", " - " */
#define BARE_HEAD    6 /* "șef", "șeful": less than the rank says */

bool heading_is_mere_rank(const struct rules *rules, const struct units *units,
                          const struct entities *entities, const struct entity *title)
{
    const struct entity *end = entities->item + entities->count, *name = title + 1, *office = title + 2;
    const struct rule *rank = rules_named(rules, "value.rank");
    if (!rank || end - title < 3 || title->field != FIELD_POSITION || name->field != FIELD_NAME ||
        office->field != FIELD_POSITION || name->unit != title->unit || name->from < title->to)
        return false;
    const struct folded *text = &units->item[title->unit].folded;
    bool is_beside =
        office->unit == name->unit && office->from > name->to + 1 && office->from <= name->to + MARK_BETWEEN;
    bool is_below = office->unit == name->unit + 1 && office->from == 0 && name->to + 1 >= text->length;
    return (is_beside || is_below) && office->to - office->from > BARE_HEAD &&
           rule_try(rank, text->text + title->from, name->from - title->from, 0, NULL) == RULE_YES;
}
