/*
 * heading: lines of a letter that say nothing but an organization or an office, and whom they hold for: "Asociația Lumina"
 * above a list of its people, "DIRECTOR," above whoever signs.
 */
#ifndef GREFIER_READING_HEADING_H
#define GREFIER_READING_HEADING_H

#include "entity.h"

/* Whether the organization alone makes a line that stands above the line of somebody with data of their own. */
bool heading_is(const struct units *units, const struct entities *entities,
                const struct entity *organization);
/* The organization that heads the list in which `name` stands, NULL when none does. */
struct entity *heading_over(const struct units *units, struct entities *entities, const struct entity *name);
/* Whether the name alone makes a line below a line that is nothing but an office, or behind the office in one line:
 * "PREȘEDINTE, / judecător Ion Pop", "Primar, Ana Rus". */
bool heading_is_office(const struct units *units, const struct entities *entities, const struct entity *name);

/* Whether `title` is a rank before a name, and what its bearer does stands behind or below it: "comisar Ana Pop,
 * psiholog". */
bool heading_is_mere_rank(const struct rules *rules, const struct units *units,
                          const struct entities *entities, const struct entity *title);

#endif
