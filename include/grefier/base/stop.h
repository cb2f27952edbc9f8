/*
 * stop: whether the program was told to end, for those who wait for others. The loop says how that is found
 * out; without it nobody is ever told. What waits for a server asks now and then, and gives up when the grace
 * is over, so that the program leaves in time whatever a server does.
 */
#ifndef GREFIER_BASE_STOP_H
#define GREFIER_BASE_STOP_H

#include <stdbool.h>

#define STOP_GRACE      2000 /* milliseconds for what a server is being asked */
#define STOP_GRACE_DATA 3500 /* for a letter that is being handed over: better late than uncertain */
#define STOP_ASK        250  /* how long one may wait between two questions */

/* Who knows; NULL: nobody. */
void stop_watch(bool (*told)(void));
/* Whether somebody knows at all: else one can wait without asking. */
bool stop_is_watched(void);
/* Whether the program was told to end at least `grace` milliseconds ago. */
bool stop_is_over(int grace);

#endif
