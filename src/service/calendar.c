#include "grefier/service/calendar.h"

#include <stdlib.h>
#include <time.h>

#include "grefier/digest/romanian.h"

#define DAY INT64_C(86400)

void calendar_set(const char *timezone)
{
    setenv("TZ", timezone, 1);
    tzset();
}

struct local_time calendar_local(int64_t instant)
{
    struct tm parts = {0};
    time_t time = (time_t)instant;
    if (!localtime_r(&time, &parts))
        return (struct local_time){instant / DAY, 0};
    return (struct local_time){
        day_number((int64_t)parts.tm_year + 1900, (unsigned)parts.tm_mon + 1, (unsigned)parts.tm_mday),
        parts.tm_hour * 60 + parts.tm_min};
}

/* Seconds by which the clock on the wall is ahead of UTC. */
static int64_t offset(int64_t instant)
{
    struct tm parts = {0};
    time_t time = (time_t)instant;
    return localtime_r(&time, &parts) ? (int64_t)parts.tm_gmtoff : 0;
}

/* The offset of the day before holds until the change, that of the day after from it on. */
int64_t calendar_instant(int64_t day, int minutes)
{
    int64_t wall = day * DAY + (int64_t)minutes * 60;
    int64_t before = offset(wall - DAY), after = offset(wall + DAY);
    int64_t early = wall - (before > after ? before : after), late = wall - (before > after ? after : before);
    if (offset(early) == wall - early)
        return early;
    return late;
}

int64_t calendar_due(int64_t now, int minutes)
{
    int64_t day = calendar_local(now).day + 1; /* a zone may have moved over the date line */
    while (calendar_instant(day, minutes) > now)
        day--;
    return day;
}

const char *calendar_text(struct arena *arena, int64_t instant)
{
    struct local_time local = calendar_local(instant);
    return arena_format(arena, "%s, ora %02d:%02d", romanian_day(arena, local.day), local.minutes / 60,
                        local.minutes % 60);
}
