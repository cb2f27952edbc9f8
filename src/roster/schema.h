#ifndef GREFIER_SRC_ROSTER_SCHEMA_H
#define GREFIER_SRC_ROSTER_SCHEMA_H

#include <stdbool.h>
#include "grefier/base/err.h"

struct roster;

#define SCHEMA_APPLICATION 0x67726566 /* "gref", in the file's header */

/* Makes or brings up to date; with `read_only` only looks whether it is. -1 also REFUSED: not ours, newer, or
 * (read-only) older. */
int schema_prepare(struct roster *roster, bool read_only, struct err *err);

#endif
