#include "inspect.h"

#include "folder.h"
#include "grefier/base/clock.h"
#include "grefier/base/log.h"

#define FOLDERS_MOST 64u /* whose failure is remembered */

void inspect_hold(struct intake *intake)
{
    struct verdict *verdict = intake->verdict;
    if (verdict->action == ACTION_IGNORE)
        return;
    verdict->action = ACTION_REVIEW;
    verdict->reason = arena_format(intake->letter->arena, "it lies in a folder that is only looked into (%s)",
                                   intake->service->inspected);
}

/* The folder takes the mailbox's place for as long as it is read. */
static int read_folder(struct service *service, const char *folder, struct pass_report *report,
                       struct err *err)
{
    struct source *mailbox = service->source, *source = NULL;
    if (folder_open(service, folder, &source, err) != 0)
        return -1;
    service->source = source;
    service->inspected = folder;
    int result = intake_run(service, report, err);
    service->source = mailbox;
    service->inspected = NULL;
    source_close(&source);
    return result;
}

/* A folder that is not there, or not now, keeps the mailbox from nothing. */
static void note_failure(struct service *service, size_t index, const struct err *problem)
{
    uint64_t bit = UINT64_C(1) << (index % FOLDERS_MOST);
    if (!problem)
        service->inspect_failed &= ~bit;
    else if (!(service->inspect_failed & bit))
        log_event(LOG_LEVEL_WARNING, "folder-unseen", "note=\"%s\"", problem->text);
    if (problem)
        service->inspect_failed |= bit;
}

int inspect_run(struct service *service, struct pass_report *report, struct err *err)
{
    const struct text_list *folders = &service->config->mailbox.also_inspect;
    if (service->inspect_again && clock_ticks() < service->inspect_again)
        return 0;
    for (size_t i = 0; i < folders->count; i++) {
        struct err problem = {0};
        bool failed = read_folder(service, folders->item[i], report, &problem) != 0;
        if (failed && problem.kind == ERR_BROKEN) {
            *err = problem;
            return -1;
        }
        note_failure(service, i, failed ? &problem : NULL);
    }
    service->inspect_again = clock_ticks() + service->config->mailbox.poll * 1000;
    return 0;
}
