#include <stdio.h>
#include <stdlib.h>

#include "grefier/base/log.h"
#include "grefier/command/command.h"
#include "grefier/letter/letter.h"
#include "grefier/service/service.h"

static int once(struct service *service)
{
    struct pass_report report = {0};
    struct err err = {0};
    int result = clerk_once(service, &report, &err);
    if (result == 0 || report.taken || report.sent)
        log_event(LOG_LEVEL_INFO, "pass",
                  "taken=%llu sent=%llu drafts=%llu later=%llu refused=%llu uncertain=%llu",
                  (unsigned long long)report.taken, (unsigned long long)report.sent,
                  (unsigned long long)report.drafts, (unsigned long long)report.later,
                  (unsigned long long)report.refused, (unsigned long long)report.uncertain);
    return result == 0 ? EXIT_DONE : fail_err(EXIT_FAILED, &err);
}

static int for_ever(struct service *service)
{
    struct err err = {0};
    return clerk_run(service, &err) == 0 ? EXIT_DONE : fail_err(EXIT_FAILED, &err);
}

int command_run_service(struct call *call, int argc, char **argv)
{
    bool only_once = false, debug = false;
    const struct option_row options[] = {{"once", &only_once, NULL}, {"debug", &debug, NULL}};
    int first;
    int code = options_read(call, options, 2, argc, argv, 0, 0, &first);
    if (code >= 0)
        return code;
    if (debug)
        log_set_level(LOG_LEVEL_DEBUG);
    struct config *config = NULL;
    struct rules *rules = NULL;
    struct service service = {0};
    struct err err = {0};
    code = open_config(call, &config);
    if (code < 0)
        code = open_rules(config->rules.item, config->rules.count, &rules);
    if (code < 0) {
        letter_setup();
        if (service_open(&config, &rules, &service, &err) != 0)
            code = fail_err(EXIT_FAILED, &err);
        else
            code = only_once ? once(&service) : for_ever(&service);
        service_close(&service);
    }
    rules_free(&rules);
    config_free(&config);
    return code;
}
