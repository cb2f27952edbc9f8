/*
 * mentions: whether a text speaks of somebody, however their name or number is written there. Pure.
 */
#ifndef GREFIER_SRC_ROSTER_MENTIONS_H
#define GREFIER_SRC_ROSTER_MENTIONS_H

#include <stdbool.h>
#include "grefier/base/arena.h"

/* `value` is the person's own value of `field`: "name" (all its words, in any order and case, with or without
 * diacritics), "phone" (E.164; the digits may be parted, and begin with 0 or +40), "email". */
bool mentions(const char *text, const char *field, const char *value);

#endif
