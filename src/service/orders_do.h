/* orders_do: one order. Private to this room. */
#ifndef GREFIER_SRC_SERVICE_ORDERS_DO_H
#define GREFIER_SRC_SERVICE_ORDERS_DO_H

#include "grefier/digest/orders.h"
#include "answering.h"

enum deed { DEED_DONE, DEED_SAME, DEED_FAILED };

struct doing {
    struct roster *roster;
    const struct config *config;
    const struct rules *rules;
    const struct words *words;
    struct arena *arena;
    const char *who; /* the address that orders */
    int64_t now;
};

/* Does it, wholly or not at all. *said is what is told about it (in the arena). 0 and *deed, or -1 when the
 * store failed. */
int order_do(const struct doing *doing, const struct order *order, enum deed *deed, const char **said,
             struct err *err);

#endif
