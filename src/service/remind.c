#include "grefier/service/remind.h"

#include <inttypes.h>

#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/roster/letters.h"
#include "grefier/service/resend.h"

bool remind_is_due(const struct applicant *applicant, const struct outbox_row *asked, int64_t remind_after,
                   int64_t now)
{
    return remind_after > 0 && applicant->status == APPLICANT_INCOMPLETE && applicant->missing &&
           !applicant->disputed && applicant->asked > 0 && applicant->asked < REMIND_REQUESTS &&
           asked->kind == OUTBOX_ASK && asked->state == OUTBOX_SENT && asked->sent != CLOCK_NONE &&
           now - asked->sent >= remind_after;
}

/* The last letter that asked them: 1 and the row, 0, -1. */
static int find_request(struct roster *roster, int64_t applicant, struct arena *arena,
                        struct outbox_row **request, struct err *err)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    const struct outbox_filter filter = {.kinds = 1u << OUTBOX_ASK, .applicant = applicant};
    if (outbox_list(roster, &filter, arena, &row, &count, err) != 0)
        return -1;
    if (count)
        *request = row[count - 1];
    return count > 0;
}

/* Whether somebody wrote from that address since: 1, 0, -1. What they wrote is answered, or waits for people. */
static int wrote_since(struct roster *roster, const struct outbox_row *request, struct arena *arena,
                       struct err *err)
{
    struct letter_record **letter = NULL;
    size_t count = 0;
    const struct letter_filter filter = {.address = request->recipient, .since = request->created};
    if (roster_letters(roster, &filter, arena, &letter, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (letter[i]->number != request->letter)
            return 1;
    return 0;
}

/* All that the request named and who are to be asked once more: one letter names them together. */
static int find_people(const struct service *service, const struct outbox_row *request, int64_t now,
                       struct arena *arena, struct applicant **applicant, size_t *count, struct err *err)
{
    for (size_t i = 0; i < request->applicant_count; i++) {
        int found = roster_applicant(service->roster, request->applicant[i], arena, &applicant[*count], err);
        if (found < 0)
            return -1;
        if (found && remind_is_due(applicant[*count], request, service->config->outgoing.remind_after, now))
            ++*count;
    }
    return 0;
}

static int remind(struct service *service, const struct outbox_row *request, int64_t now, struct arena *arena,
                  struct err *err)
{
    struct applicant **applicant = arena_array(arena, request->applicant_count + 1, sizeof(void *));
    struct resend resend;
    size_t count = 0;
    if (find_people(service, request, now, arena, applicant, &count, err) != 0)
        return -1;
    int wrote = count ? wrote_since(service->roster, request, arena, err) : 1;
    if (wrote != 0)
        return wrote < 0 ? -1 : 0;
    if (resend_reminder(service->roster, service->config, service->rules, request, applicant, count, now,
                        &resend, err) != 0)
        return -1;
    if (resend.outcome == RESEND_QUEUED)
        log_event(LOG_LEVEL_INFO, "reminder", "letter=%" PRId64 " people=%zu", request->letter, count);
    return 0;
}

int remind_run(struct service *service, int64_t now, struct err *err)
{
    const struct config *config = service->config;
    struct applicant **applicant = NULL;
    size_t count = 0;
    const struct applicant_filter filter = {.statuses = 1u << APPLICANT_INCOMPLETE,
                                            .asked_at_most = REMIND_REQUESTS - 1,
                                            .last_asked_before = now - config->outgoing.remind_after + 1};
    if (config->outgoing.remind_after == 0 || config->outgoing.answers == ANSWERS_SHADOW)
        return 0;
    struct arena *arena = arena_new();
    int result = roster_applicants(service->roster, &filter, arena, &applicant, &count, err);
    for (size_t i = 0; result == 0 && i < count; i++) {
        struct outbox_row *request = NULL;
        int found = find_request(service->roster, applicant[i]->id, arena, &request, err);
        result = found > 0 ? remind(service, request, now, arena, err) : found;
    }
    arena_free(&arena);
    return result;
}
