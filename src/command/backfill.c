#include <stdio.h>
#include <unistd.h>

#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/command/command.h"
#include "grefier/letter/letter.h"
#include "grefier/service/service.h"

#define BAR_WIDTH 40u

/* The intake asks between messages whether it was told to stop: the moment to show how far it is. */
static struct progress {
    const struct source *source;
    const struct pass_report *report;
    int percent; /* shown last; -1: nothing yet */
    bool terminal;
} progress;

/* A large folder is listed piece by piece: what is not listed yet is not counted. */
static void show(size_t left)
{
    size_t done = (size_t)(progress.report->taken + progress.report->known), all = done + left;
    int percent = all ? (int)(100 * done / all) : 0;
    if (!progress.terminal || percent == progress.percent)
        return;
    progress.percent = percent;
    char bar[BAR_WIDTH + 1];
    for (unsigned i = 0; i < BAR_WIDTH; i++)
        bar[i] = i * 100 < (unsigned)percent * BAR_WIDTH ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "\r[%s] %3d %%  %zu of %zu", bar, percent, done, all);
}

static bool show_and_go_on(void)
{
    show(source_left(progress.source));
    return false;
}

/* From the first message of that day on, whatever was read before: what is known already is recognised. */
static int connect(struct service *service, int64_t since, struct err *err)
{
    struct source_settings settings;
    struct source_cursor nowhere = {0};
    char *secret = NULL;
    bool renewed;
    int result =
        service_source_settings(service->config, service->config->mailbox.folder, &settings, &secret, err);
    if (result == 0)
        result = source_open(&settings, &service->source, err);
    secret_free(&secret);
    return result == 0 ? source_begin(service->source, &nowhere, since, &renewed, err) : -1;
}

static int take_in(struct service *service, int64_t since, bool answer, struct err *err)
{
    struct pass_report report = {0};
    service->started = since;
    if (!answer)
        service->config->outgoing.answers = ANSWERS_SHADOW;
    if (connect(service, since, err) != 0)
        return -1;
    progress = (struct progress){service->source, &report, -1, isatty(STDERR_FILENO)};
    if (progress.terminal)
        log_set_level(LOG_LEVEL_WARNING); /* a line a message would tear the bar apart */
    service->told_to_stop = show_and_go_on;
    show(source_left(service->source));
    int result = intake_run(service, &report, err);
    if (result == 0)
        show(0);
    if (progress.terminal)
        fputc('\n', stderr);
    service->told_to_stop = NULL;
    service_disconnect(service);
    if (result == 0 && answer)
        result = drain_run(service, &report, err);
    printf("taken in %llu, known already %llu, answered %llu\n", (unsigned long long)report.taken,
           (unsigned long long)report.known, (unsigned long long)report.sent);
    return result;
}

int command_backfill(struct call *call, int argc, char **argv)
{
    const char *day = NULL;
    bool answer = false;
    const struct option_row options[] = {{"since", NULL, &day}, {"answer", &answer, NULL}};
    int64_t since = CLOCK_NONE;
    int first;
    int code = options_read(call, options, 2, argc, argv, 0, 0, &first);
    if (code >= 0)
        return code;
    if (!day || clock_parse_day(day, &since) != 0)
        return fail(EXIT_USAGE, "backfill: --since wants a day, like 2026-11-23");
    struct config *config = NULL;
    struct rules *rules = NULL;
    struct service service = {0};
    struct err err = {0};
    code = open_config(call, &config);
    if (code < 0)
        code = open_rules(config->rules.item, config->rules.count, &rules);
    if (code < 0) {
        letter_setup();
        bool done =
            service_open(&config, &rules, &service, &err) == 0 && take_in(&service, since, answer, &err) == 0;
        code = done ? EXIT_DONE : fail_err(EXIT_FAILED, &err);
        service_close(&service);
    }
    rules_free(&rules);
    config_free(&config);
    return code;
}
