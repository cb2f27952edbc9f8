#include "grefier/service/steady.h"

#define FACT_SEEN  "clock-seen"
#define FACT_SINCE "clock-steady-since"
#define HOUR       INT64_C(3600) /* so often it is written down; and a smaller step back is no jump */

int clock_is_steady(struct roster *roster, int64_t now, struct err *err)
{
    int64_t seen = now, since = now;
    int known = roster_fact_number(roster, FACT_SEEN, &seen, err);
    if (known < 0 || roster_fact_number(roster, FACT_SINCE, &since, err) < 0)
        return -1;
    bool jumped = !known || now < seen - HOUR || now - seen > STEADY_GAP;
    if (jumped && roster_set_fact_number(roster, FACT_SINCE, now, err) != 0)
        return -1;
    if ((jumped || now - seen >= HOUR) && roster_set_fact_number(roster, FACT_SEEN, now, err) != 0)
        return -1;
    return !jumped && now - since >= STEADY_AFTER;
}
