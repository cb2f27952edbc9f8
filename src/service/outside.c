#include "grefier/service/outside.h"

#include <stdio.h>

#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/service/alert.h"
#include "grefier/service/metrics.h"
#include "grefier/service/notify.h"

static int64_t started_at;

void outside_started(void)
{
    started_at = clock_now();
    notify_ready("reading the mailbox for the first time");
}

static void tell_manager(bool polled, const char *cause, unsigned failures)
{
    char status[ERR_TEXT_SIZE + 80], now[CLOCK_TEXT_SIZE];
    clock_rfc3339(clock_now(), now);
    if (polled) {
        snprintf(status, sizeof status, "the mailbox was read at %s", now);
        notify_polled(status);
    } else {
        snprintf(status, sizeof status, "the mailbox could not be read, %u times by now: %s", failures,
                 cause);
        notify_status(status);
    }
}

static void note(struct service *service, enum outage_kind kind, enum road road, const char *cause)
{
    struct err err = {0};
    if (alert_note(service, kind, road, cause, &err) != 0)
        log_event(LOG_LEVEL_ERROR, "alarm-lost", "note=\"%s\"", err.text);
}

void outside_sent(struct service *service, enum road road, const char *cause)
{
    note(service, OUTAGE_OUTGOING, road, cause);
}

void outside_polled(struct service *service, bool polled, const char *cause, unsigned failures)
{
    static const char *const modes[] = {"shadow", "draft", "send"};
    struct err err = {0};
    tell_manager(polled, cause, failures);
    note(service, OUTAGE_MAILBOX, polled ? ROAD_WORKS : ROAD_FAILS, cause);
    struct metrics metrics = {
        .failures = failures, .started = started_at, .answers = modes[service->config->outgoing.answers]};
    if (service->config->metrics_file &&
        metrics_write(service->config->metrics_file, service->roster, &metrics, &err) != 0)
        log_event(LOG_LEVEL_WARNING, "metrics-lost", "note=\"%s\"", err.text);
}

void outside_reloading(void)
{
    notify_reloading();
}

void outside_reloaded(void)
{
    notify_ready("the configuration was read");
}

void outside_stopping(void)
{
    notify_stopping();
}

int64_t outside_wait(int64_t seconds)
{
    int64_t most = notify_poll_most();
    return seconds < most ? seconds : most;
}
