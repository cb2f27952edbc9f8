#ifndef GREFIER_SRC_ROSTER_LETTER_ROWS_H
#define GREFIER_SRC_ROSTER_LETTER_ROWS_H

#include "grefier/roster/erasure.h"
#include "grefier/roster/letters.h"
#include "store.h"

/* How a Message-ID is known for ever without keeping it: its SHA-256, or NULL when there is none. */
const char *message_key(struct arena *arena, const char *message_id);

#endif
