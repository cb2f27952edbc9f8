#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/base/stop.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/outside.h"
#include "grefier/service/digest_due.h"
#include "grefier/service/remind.h"
#include "grefier/service/service.h"
#include "sent.h"
#include "inspect.h"
#include "rest.h"

#define PROBLEMS_MOST (256u * 1024u)
#define SOONER        60 /* times sooner than a letter: from a second to four minutes */
#define REFUSED       5  /* times later where the login was refused: servers count that, and shut the door */

static struct {
    int fd;
    bool stop, reload;
} signals = {.fd = -1};

static bool told_to_stop(void)
{
    struct signalfd_siginfo one;
    while (read(signals.fd, &one, sizeof one) == (ssize_t)sizeof one) {
        if (one.ssi_signo == SIGHUP)
            signals.reload = true;
        else
            signals.stop = true;
    }
    return signals.stop;
}

static int catch_signals(struct err *err)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0 ||
        (signals.fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC)) < 0)
        return err_set(err, ERR_BROKEN, "signals cannot be caught: %s", strerror(errno));
    return 0;
}

static void wait_for_signal(int64_t milliseconds)
{
    struct pollfd wait = {.fd = signals.fd, .events = POLLIN};
    poll(&wait, 1, (int)milliseconds);
}

static void say_problems(const struct buf *problems, const struct err *err)
{
    log_event(LOG_LEVEL_ERROR, "reload-refused", "note=\"%s; the old one stays\"", err->text);
    for (const char *line = problems->data; line && *line;) {
        size_t length = strcspn(line, "\n");
        log_event(LOG_LEVEL_ERROR, "reload-problem", "note=\"%.*s\"", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

/* Configuration and rules are read anew, and taken only when both are right. */
static void reload(struct service *service)
{
    struct config *config = NULL;
    struct rules *rules = NULL;
    struct buf problems;
    struct err err = {0};
    buf_init(&problems, PROBLEMS_MOST);
    if (config_load(service->config->path, &config, &problems, &err) != 0 ||
        rules_load(config->rules.item, config->rules.count, &rules, &problems, &err) != 0) {
        say_problems(&problems, &err);
    } else if (strcmp(config->store, service->config->store) != 0) {
        err_set(&err, ERR_INPUT, "another store needs a new start");
        say_problems(&problems, &err);
    } else if (roster_use_rules(service->roster, rules, &err) != 0) {
        say_problems(&problems, &err);
    } else {
        struct config *old = service->config;
        struct rules *old_rules = service->rules;
        service_disconnect(service);
        post_close(&service->post);
        service->config = config;
        service->rules = rules;
        service->post_again = 0;
        service->inspect_again = 0;
        service->inspect_failed = 0;
        config = old;
        rules = old_rules;
        if (service->config->mailbox.start != CLOCK_NONE)
            service->started = service->config->mailbox.start;
        log_event(LOG_LEVEL_INFO, "reloaded", "%s", "");
    }
    buf_free(&problems);
    rules_free(&rules);
    config_free(&config);
}

/* Until the next poll, or until something of the outbox is due. */
static int64_t seconds_to_wait(struct service *service)
{
    int64_t due = 0, seconds = service->config->mailbox.poll, now = clock_now();
    struct err err = {0};
    if (outbox_next_due(service->roster, &due, &err) > 0 &&
        service->config->outgoing.answers != ANSWERS_SHADOW && due - now < seconds)
        seconds = due > now ? due - now : 1;
    int64_t digest = digest_next(service->config, now);
    if (digest != CLOCK_NONE && digest - now < seconds)
        seconds = digest - now;
    if (service->post_again) {
        int64_t pause = (service->post_again - clock_ticks()) / 1000 + 1;
        if (seconds < pause && seconds < service->config->mailbox.poll)
            seconds = pause < service->config->mailbox.poll ? pause : service->config->mailbox.poll;
    }
    return seconds;
}

static void say_report(const struct pass_report *report)
{
    if (report->taken || report->sent || report->later || report->refused || report->uncertain ||
        report->drafts)
        log_event(LOG_LEVEL_INFO, "pass",
                  "taken=%llu sent=%llu drafts=%llu later=%llu refused=%llu uncertain=%llu",
                  (unsigned long long)report->taken, (unsigned long long)report->sent,
                  (unsigned long long)report->drafts, (unsigned long long)report->later,
                  (unsigned long long)report->refused, (unsigned long long)report->uncertain);
}

/* The polls that failed since the last one that did not. */
struct silence {
    unsigned failures;
    bool refused;
};

/* How the last poll went is kept; a connection that failed is made anew, later each time. */
static void after_poll(struct service *service, int result, const struct err *problem,
                       struct silence *silence)
{
    struct err minor = {0};
    roster_set_fact(service->roster, FACT_POLL_ERROR, result == 0 ? "" : problem->text, &minor);
    if (result == 0) {
        *silence = (struct silence){0};
        digest_note_poll(service->roster, clock_now(), &minor);
    } else {
        silence->failures++;
        silence->refused = problem->kind == ERR_REFUSED;
        service_disconnect(service);
        log_event(LOG_LEVEL_ERROR, "poll-failed", "failures=%u note=\"%s\"", silence->failures,
                  problem->text);
    }
    outside_polled(service, result == 0, problem->text, silence->failures);
}

static int poll_mailbox(struct service *service, struct pass_report *report, struct err *err)
{
    bool fresh = service->source == NULL;
    if (service_connect(service, err) != 0 || (!fresh && source_refresh(service->source, err) != 0))
        return -1;
    return intake_run(service, report, err);
}

static void wait_for_more(struct service *service, const struct silence *silence)
{
    struct err problem = {0};
    int64_t seconds = seconds_to_wait(service);
    if (!service->source) {
        wait_for_signal(drain_delay(silence->failures) * 1000 * (silence->refused ? REFUSED : 1) / SOONER);
    } else if (source_wait(service->source, (int)outside_wait(seconds), signals.fd, &problem) < 0) {
        log_event(LOG_LEVEL_WARNING, "connection-lost", "note=\"%s\"", problem.text);
        service_disconnect(service);
    }
}

/* The digest, what is due, and the folders besides the mailbox. 0, or -1 when the store failed. */
static int send_and_inspect(struct service *service, struct pass_report *report, struct err *err)
{
    struct err problem = {0};
    enum road road = ROAD_UNTRIED;
    digest_tick(service, clock_now());
    if (clerk_expire(service, &problem) != 0 || sent_find_drafts(service, clock_now(), &problem) != 0 ||
        remind_run(service, clock_now(), &problem) != 0 ||
        drain_and_note(service, report, &road, &problem) != 0)
        log_event(LOG_LEVEL_ERROR, "sending-failed", "note=\"%s\"", problem.text);
    if (!told_to_stop())
        outside_sent(service, road, problem.text);
    return told_to_stop() ? 0 : inspect_run(service, report, err);
}

/* One pass. A poll that was cut short by the end of the program says nothing about the mailbox. 0, or -1 when
 * the store failed. */
static int one_pass(struct service *service, struct silence *silence, struct err *err)
{
    struct pass_report report = {0};
    struct err problem = {0};
    int result = poll_mailbox(service, &report, &problem);
    if (result == 0 || !told_to_stop())
        after_poll(service, result, &problem, silence);
    if (result != 0 && problem.kind == ERR_BROKEN) {
        *err = problem;
        return -1;
    }
    result = told_to_stop() ? 0 : send_and_inspect(service, &report, err);
    say_report(&report);
    if (report.taken)
        rest_from_work();
    else
        rest_for_long(service->rules);
    return result;
}

int clerk_run(struct service *service, struct err *err)
{
    struct silence silence = {0};
    if (catch_signals(err) != 0)
        return -1;
    service->told_to_stop = told_to_stop;
    stop_watch(told_to_stop);
    rest_from_work(); /* reading rules takes half as much again as keeping them */
    log_event(LOG_LEVEL_INFO, "started", "%s", "");
    outside_started();
    while (!told_to_stop()) {
        if (signals.reload) {
            signals.reload = false;
            outside_reloading();
            reload(service);
            rest_from_work();
            outside_reloaded();
        }
        if (one_pass(service, &silence, err) != 0)
            return -1;
        if (!told_to_stop() && !signals.reload)
            wait_for_more(service, &silence);
    }
    outside_stopping();
    log_event(LOG_LEVEL_INFO, "stopped", "%s", "");
    return 0;
}
