#include "grefier/base/stop.h"

#include "grefier/base/clock.h"

static struct {
    bool (*told)(void);
    bool heard;
    int64_t since; /* clock_ticks when it was first heard */
} stop;

void stop_watch(bool (*told)(void))
{
    stop.told = told;
    stop.heard = false;
}

bool stop_is_watched(void)
{
    return stop.told != NULL;
}

bool stop_is_over(int grace)
{
    if (!stop.heard && stop.told && stop.told()) {
        stop.heard = true;
        stop.since = clock_ticks();
    }
    return stop.heard && clock_ticks() - stop.since >= grace;
}
