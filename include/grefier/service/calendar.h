/*
 * calendar: instants and the days of one place. The only file that asks the system's time zone; the zone is
 * set once for the whole process (one thread).
 */
#ifndef GREFIER_SERVICE_CALENDAR_H
#define GREFIER_SERVICE_CALENDAR_H

#include <stdint.h>
#include "grefier/base/arena.h"

/* From now on "local" means this zone ("Europe/Bucharest"); an unknown one means UTC. */
void calendar_set(const char *timezone);

struct local_time {
    int64_t day; /* from 1 January 1970, as romanian.h counts */
    int minutes; /* after midnight, as the clock on the wall says */
};
struct local_time calendar_local(int64_t instant);
/*
 * The first instant at which the clock on the wall says `minutes` after midnight of that day. Where the clock
 * is put forward over that time, the instant the same number of minutes after the change; where it is put
 * back, the first of the two.
 */
int64_t calendar_instant(int64_t day, int minutes);
/* The last local day whose `minutes` after midnight have come by `now`. */
int64_t calendar_due(int64_t now, int minutes);
/* "luni, 23 noiembrie 2026, ora 08:05". Lives in the arena. */
const char *calendar_text(struct arena *arena, int64_t instant);

#endif
