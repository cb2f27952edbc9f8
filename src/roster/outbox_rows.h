#ifndef GREFIER_SRC_ROSTER_OUTBOX_ROWS_H
#define GREFIER_SRC_ROSTER_OUTBOX_ROWS_H

#include "grefier/roster/outbox.h"
#include "store.h"

/* A request that goes out counts for everybody it asks. */
int outbox_count_request(struct roster *roster, int64_t number, int64_t now, struct err *err);

#endif
