#include "grefier/service/notify.h"

#include <systemd/sd-daemon.h>

#include "grefier/base/clock.h"

#define HALF_MICROSECONDS 2000000u

void notify_ready(const char *status)
{
    sd_notifyf(0, "READY=1\nSTATUS=%s", status);
}

void notify_polled(const char *status)
{
    sd_notifyf(0, "WATCHDOG=1\nSTATUS=%s", status);
}

void notify_status(const char *status)
{
    sd_notifyf(0, "STATUS=%s", status);
}

void notify_reloading(void)
{
    sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld\nSTATUS=reading the configuration anew",
               (long long)clock_ticks() * 1000);
}

void notify_stopping(void)
{
    sd_notify(0, "STOPPING=1\nSTATUS=ending");
}

int64_t notify_poll_most(void)
{
    uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0)
        return INT64_MAX;
    int64_t seconds = (int64_t)(microseconds / HALF_MICROSECONDS);
    return seconds > 0 ? seconds : 1;
}
