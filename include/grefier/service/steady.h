/*
 * steady: whether the clock can be trusted with what cannot be undone. A machine that wakes up ten years ahead
 * must not erase what has ten years to go.
 */
#ifndef GREFIER_SERVICE_STEADY_H
#define GREFIER_SERVICE_STEADY_H

#include "grefier/roster/roster.h"

#define STEADY_GAP   (INT64_C(14) * 24 * 3600) /* between two looks; a longer one, or a step back, is a jump */
#define STEADY_AFTER (INT64_C(3) * 24 * 3600)  /* without a jump */

/* Looks at the clock, and remembers that it did. 1 it ran STEADY_AFTER without a jump, 0 not yet, -1. */
int clock_is_steady(struct roster *roster, int64_t now, struct err *err);

#endif
