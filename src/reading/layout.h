/*
 * layout: what the place of a text says where no word of it is known. In a list, what stands between the name, the
 * position and the phone is the organization; in a signature, the line under the name is the position, the next one the
 * organization.
 */
#ifndef GREFIER_READING_LAYOUT_H
#define GREFIER_READING_LAYOUT_H

#include "entity.h"

struct layout_guess {
    const char *position, *organization; /* NULL when there is none */
    size_t position_unit, organization_unit;
};

/* What is known of the person already is not guessed, and makes the rest clearer. */
struct layout_known {
    bool position, organization;
};

/* Reads the parts of the name's own unit ("Andra Puiu, consultant, Telemobil România, 0722 410 556"). Lives in the letter's
 * arena. */
struct layout_guess layout_read_list(struct letter *letter, const struct rules *rules,
                                     const struct units *units, const struct entities *entities,
                                     const struct entity *name, struct layout_known known);

/* Reads the lines under the name. Lives in the letter's arena. */
struct layout_guess layout_read_block(struct letter *letter, const struct rules *rules,
                                      const struct units *units, const struct entities *entities,
                                      const struct entity *name, struct layout_known known);

#endif
