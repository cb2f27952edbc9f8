#include <inttypes.h>
#include <string.h>

#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/roster/erasure.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/digest_due.h"
#include "grefier/service/remind.h"
#include "grefier/service/service.h"
#include "grefier/service/steady.h"
#include "grefier/service/token.h"
#include "sent.h"
#include "folder.h"
#include "inspect.h"

#define FACT_EXPIRED "last-expiry"
#define DAY          (INT64_C(24) * 3600)

static const char *const mode_words[] = {"shadow", "draft", "send"};

/* When the service first saw this store; what is older is never answered. A day in the configuration wins. */
static int find_start(struct service *service, struct err *err)
{
    int64_t first = clock_now();
    int found = roster_fact_number(service->roster, FACT_STARTED, &first, err);
    if (found < 0 || (found == 0 && roster_set_fact_number(service->roster, FACT_STARTED, first, err) != 0))
        return -1;
    service->started = service->config->mailbox.start != CLOCK_NONE ? service->config->mailbox.start : first;
    return 0;
}

static int take_over(struct service *service, struct err *err)
{
    size_t interrupted = 0;
    const char *mode = mode_words[service->config->outgoing.answers];
    if (roster_hold(service->roster, err) != 0 ||
        roster_use_rules(service->roster, service->rules, err) != 0 ||
        outbox_recover(service->roster, clock_now(), &interrupted, err) != 0 ||
        find_start(service, err) != 0 || roster_set_fact(service->roster, FACT_MODE, mode, err) != 0)
        return -1;
    if (interrupted)
        log_event(LOG_LEVEL_WARNING, "interrupted", "answers=%zu", interrupted);
    return 0;
}

int service_open(struct config **config, struct rules **rules, struct service *service, struct err *err)
{
    struct service fresh = {.config = *config, .rules = *rules};
    if (roster_open((*config)->store, false, &fresh.roster, err) != 0)
        return -1;
    if (take_over(&fresh, err) != 0) {
        roster_close(&fresh.roster);
        return -1;
    }
    fresh.told_to_stop = service->told_to_stop;
    *service = fresh;
    *config = NULL;
    *rules = NULL;
    return 0;
}

void service_close(struct service *service)
{
    service_disconnect(service);
    post_close(&service->post);
    roster_close(&service->roster);
    rules_free(&service->rules);
    config_free(&service->config);
}

int service_connect(struct service *service, struct err *err)
{
    if (service->source)
        return 0;
    int result = folder_open(service, service->config->mailbox.folder, &service->source, err);
    if (result != 0 && err->kind == ERR_REFUSED)
        token_forget(&service->config->mailbox.server);
    return result;
}

void service_disconnect(struct service *service)
{
    source_close(&service->source);
}

int clerk_expire(struct service *service, struct err *err)
{
    int64_t last = 0, now = clock_now();
    struct erased erased = {0};
    int steady = clock_is_steady(service->roster, now, err);
    int found = roster_fact_number(service->roster, FACT_EXPIRED, &last, err);
    if (steady <= 0 || found < 0)
        return steady < 0 || found < 0 ? -1 : 0;
    if (found > 0 && now - last < DAY && now >= last)
        return 0;
    if (roster_expire(service->roster, now, service->config->keep_messages, service->config->keep_incomplete,
                      &erased, err) != 0)
        return -1;
    if (erased.applicants || erased.letters || erased.messages || erased.undecided)
        log_event(LOG_LEVEL_INFO, "expired", "applicants=%zu letters=%zu messages=%zu undecided=%zu",
                  erased.applicants, erased.letters, erased.messages, erased.undecided);
    return roster_set_fact_number(service->roster, FACT_EXPIRED, now, err);
}

static int take_in(struct service *service, struct pass_report *report, struct err *err)
{
    if (service_connect(service, err) != 0 || intake_run(service, report, err) != 0 ||
        inspect_run(service, report, err) != 0)
        return -1;
    if (clerk_expire(service, err) != 0 || sent_find_drafts(service, clock_now(), err) != 0)
        return -1;
    return remind_run(service, clock_now(), err);
}

int drain_and_note(struct service *service, struct pass_report *report, enum road *road, struct err *err)
{
    struct err problem = {0}, minor = {0};
    int result = drain_run(service, report, &problem);
    if (result != 0)
        *road = ROAD_FAILS;
    else if (report->sent || report->drafts || report->refused)
        *road = ROAD_WORKS;
    if (*road != ROAD_UNTRIED)
        roster_set_fact(service->roster, FACT_SEND_ERROR, result == 0 ? "" : problem.text, &minor);
    if (result != 0)
        *err = problem;
    return result;
}

int clerk_once(struct service *service, struct pass_report *report, struct err *err)
{
    struct err problem = {0}, minor = {0};
    int result = take_in(service, report, &problem);
    if (result == 0)
        digest_note_poll(service->roster, clock_now(), &minor);
    roster_set_fact(service->roster, FACT_POLL_ERROR, result == 0 ? "" : problem.text, &minor);
    service_disconnect(service);
    if (result != 0) {
        *err = problem;
        return -1;
    }
    digest_tick(service, clock_now());
    enum road road = ROAD_UNTRIED;
    return drain_and_note(service, report, &road, err);
}
