/*
 * names: when two written names may be one person's. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_NAMES_H
#define GREFIER_SRC_SERVICE_NAMES_H

#include <stdbool.h>

#include "grefier/base/arena.h"

/* Whether every word of `a` stands in `b`, in any order; case and diacritics aside. */
bool names_within(struct arena *arena, const char *a, const char *b);
/* Whether they have a word in common; two names that share none are two people's. */
bool names_touch(struct arena *arena, const char *a, const char *b);

#endif
