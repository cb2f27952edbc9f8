#include <inttypes.h>
#include <string.h>
#include <sys/random.h>

#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/roster/letters.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/service.h"
#include "grefier/service/token.h"
#include "sent.h"

#define MINUTE        60
#define HOUR          (60 * MINUTE)
#define GIVE_UP_AFTER (INT64_C(5) * 24 * HOUR)
#define DELAY_MOST    (4 * HOUR)
#define LOOK_SOON     2
#define LOOK_AGAIN    (10 * MINUTE) /* a server that took it may still write its copy */
#define DOUBTS_MOST   3u            /* a row that was interrupted so often is for a person */

struct draining {
    struct service *service;
    struct pass_report *report;
    struct outbox_row *row;
    bool server_failed;
    struct err *err;
};

int64_t drain_delay(unsigned attempts)
{
    int64_t delay = MINUTE;
    uint32_t chance = 0;
    for (unsigned i = 1; i < attempts && delay < DELAY_MOST; i++)
        delay *= 2;
    if (delay > DELAY_MOST)
        delay = DELAY_MOST;
    if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance)
        chance = 0;
    return delay + (int64_t)(chance % (uint32_t)(delay / 5 + 1));
}

static bool is_answer(const struct outbox_row *row)
{
    return (OUTBOX_ANSWERS & (1u << row->kind)) != 0;
}

static int settle(struct draining *draining, struct outbox_settlement settlement)
{
    const struct outbox_row *row = draining->row;
    log_event(settlement.state == OUTBOX_SENT || settlement.state == OUTBOX_DRAFT ? LOG_LEVEL_INFO
                                                                                  : LOG_LEVEL_WARNING,
              "answer", "number=%" PRId64 " letter=%" PRId64 " kind=%s state=%s code=%d%s%s%s", row->number,
              row->letter, outbox_kind_word(row->kind), outbox_state_word(settlement.state), settlement.code,
              settlement.note ? " note=\"" : "", settlement.note ? settlement.note : "",
              settlement.note ? "\"" : "");
    return outbox_settle(draining->service->roster, row->number, &settlement, clock_now(), draining->err) < 0
               ? -1
               : 0;
}

/* ---- copies in the mailbox
 * --------------------------------------------------------------------------------- */

static int append(struct service *service, const char *folder, const char *flags,
                  const struct outbox_row *row, struct err *err)
{
    struct source_settings settings;
    char *secret = NULL;
    int result =
        service_source_settings(service->config, service->config->mailbox.folder, &settings, &secret, err);
    if (result == 0)
        result = source_append(&settings, folder, flags, row->message, row->length, err);
    secret_free(&secret);
    return result;
}

/* 1, 0, or -1 when nobody can tell. */
static int lies_in(struct service *service, const char *folder, const char *message_id)
{
    struct source_settings settings;
    struct err err = {0};
    char *secret = NULL;
    int result = -1;
    if (service_source_settings(service->config, service->config->mailbox.folder, &settings, &secret, &err) ==
        0)
        result = source_has_message(&settings, folder, message_id, &err);
    secret_free(&secret);
    return result;
}

static void keep_copy(struct service *service, const struct outbox_row *row)
{
    struct err err = {0};
    const char *folder = service->config->outgoing.sent_folder;
    if (service->config->outgoing.copies == COPIES_YES && append(service, folder, "\\Seen", row, &err) != 0)
        log_event(LOG_LEVEL_WARNING, "sent-copy", "number=%" PRId64 " note=\"%s\"", row->number, err.text);
}

static int put_draft(struct draining *draining)
{
    struct service *service = draining->service;
    struct err problem = {0};
    const char *folder = service->config->outgoing.drafts_folder;
    if (draining->row->doubts && lies_in(service, folder, draining->row->message_id) == 1) {
        draining->report->drafts++;
        return settle(draining, (struct outbox_settlement){.state = OUTBOX_DRAFT});
    }
    if (append(service, folder, "\\Draft", draining->row, &problem) == 0) {
        draining->report->drafts++;
        return settle(draining, (struct outbox_settlement){.state = OUTBOX_DRAFT});
    }
    draining->server_failed = true;
    if (draining->err->kind == ERR_NONE)
        *draining->err = problem;
    draining->report->later++;
    return settle(draining,
                  (struct outbox_settlement){.state = OUTBOX_LATER,
                                             .note = problem.text,
                                             .due = clock_now() + drain_delay(draining->row->attempts + 1)});
}

/* ---- sending
 * ----------------------------------------------------------------------------------------------- */

static int refused(struct draining *draining, const struct post_result *result, const struct err *problem)
{
    const struct outbox_row *row = draining->row;
    draining->report->refused++;
    if (settle(draining, (struct outbox_settlement){
                             .state = OUTBOX_REFUSED, .code = result->code, .note = problem->text}) != 0)
        return -1;
    if (result->stage != POST_STAGE_RECIPIENT || !is_answer(row))
        return 0;
    return outbox_bounced(draining->service->roster, row->number, problem->text, clock_now(), draining->err) <
                   0
               ? -1
               : 0;
}

static int put_off(struct draining *draining, int64_t delay, int code, const struct err *problem)
{
    int64_t now = clock_now();
    draining->report->later++;
    if (now - draining->row->created >= GIVE_UP_AFTER)
        return settle(draining, (struct outbox_settlement){.state = OUTBOX_HELD,
                                                           .code = code,
                                                           .note = "it could not be sent for five days"});
    return settle(draining,
                  (struct outbox_settlement){
                      .state = OUTBOX_LATER, .code = code, .note = problem->text, .due = now + delay});
}

static int later(struct draining *draining, const struct post_result *result, const struct err *problem)
{
    draining->server_failed = result->stage < POST_STAGE_RECIPIENT;
    if (draining->server_failed && draining->err->kind == ERR_NONE)
        *draining->err = *problem;
    return put_off(draining, drain_delay(draining->row->attempts + 1), result->code, problem);
}

static int uncertain(struct draining *draining, const struct post_result *result, const struct err *problem)
{
    draining->report->uncertain++;
    draining->server_failed = true;
    if (draining->row->doubts > 0)
        return settle(draining,
                      (struct outbox_settlement){.state = OUTBOX_HELD,
                                                 .code = result->code,
                                                 .note = "sent twice, and no reply came either time"});
    return settle(draining, (struct outbox_settlement){.state = OUTBOX_UNCERTAIN,
                                                       .code = result->code,
                                                       .note = problem->text,
                                                       .due = clock_now() + LOOK_AGAIN});
}

static int open_post(struct service *service, struct err *err)
{
    struct post_settings settings;
    char *secret = NULL;
    if (service->post && token_is_stale(&service->config->outgoing.server))
        post_close(&service->post);
    if (service->post)
        return 0;
    int result = service_post_settings(service->config, &settings, &secret, err);
    if (result == 0)
        result = post_open(&settings, &service->post, err);
    secret_free(&secret);
    return result;
}

static int send_row(struct draining *draining)
{
    const struct outbox_row *row = draining->row;
    struct err problem = {0};
    struct post_result result =
        post_send(draining->service->post, row->sender, row->recipient, row->message, row->length, &problem);
    switch (result.outcome) {
    case POST_SENT:
        draining->report->sent++;
        if (settle(draining, (struct outbox_settlement){.state = OUTBOX_SENT, .code = result.code}) != 0)
            return -1;
        keep_copy(draining->service, row);
        return 0;
    case POST_REFUSED:
        return refused(draining, &result, &problem);
    case POST_UNCERTAIN:
        return uncertain(draining, &result, &problem);
    case POST_LATER:
        break;
    }
    return later(draining, &result, &problem);
}

/* A row whose fate nobody knows: done when the copy in Sent proves it. 1 settled, 0 send it once more, -1. */
static int resolve_doubt(struct draining *draining)
{
    const struct outbox_row *row = draining->row;
    if (row->state != OUTBOX_UNCERTAIN)
        return 0;
    if (lies_in(draining->service, draining->service->config->outgoing.sent_folder, row->message_id) == 1) {
        draining->report->sent++;
        return settle(draining, (struct outbox_settlement){.state = OUTBOX_SENT, .note = "found in Sent"})
                   ? -1
                   : 1;
    }
    if (row->doubts >= DOUBTS_MOST)
        return settle(draining,
                      (struct outbox_settlement){.state = OUTBOX_HELD,
                                                 .note = "interrupted again and again while sending"})
                   ? -1
                   : 1;
    return 0;
}

static int drop_answered(struct draining *draining)
{
    return settle(draining,
                  (struct outbox_settlement){.state = OUTBOX_DROPPED, .note = "gate.human-answered"});
}

/* It is the mailbox that failed, to which a connection is made anew within seconds: as long again as the letter has
 * waited already, a minute or so at most. */
static int look_later(struct draining *draining, const struct err *problem)
{
    int64_t waited = clock_now() - draining->row->created, most = drain_delay(draining->row->attempts + 1);
    int64_t delay = waited < LOOK_SOON ? LOOK_SOON : waited < most ? waited : most;
    return put_off(draining, delay, 0, problem);
}

/* The token of the answer to that letter that left before this row, a reminder; NULL when it is the first. */
static int find_earlier(const struct draining *draining, struct arena *arena, const char **token)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    const struct outbox_filter filter = {.states = 1u << OUTBOX_SENT, .letter = draining->row->letter};
    if (outbox_list(draining->service->roster, &filter, arena, &row, &count, draining->err) != 0)
        return -1;
    *token = count ? row[count - 1]->token : NULL;
    return 0;
}

/* A person may have answered since it was written; one who let it go knows. 1 settled, 0 send it, -1. */
static int look_for_human(struct draining *draining)
{
    struct service *service = draining->service;
    const struct outbox_row *row = draining->row;
    struct arena *arena = arena_new();
    struct letter_record *letter = NULL;
    struct err problem = {0};
    int result = 0;
    if (is_answer(row) && row->letter)
        result = roster_letter(service->roster, row->letter, arena, &letter, draining->err);
    if (result > 0 && (letter->decided == CLOCK_NONE || letter->decided < row->created)) {
        const char *earlier = NULL;
        if (find_earlier(draining, arena, &earlier) != 0) {
            arena_free(&arena);
            return -1;
        }
        int found = sent_has_reply(service, letter->message_id, earlier, &problem);
        result = found > 0 ? drop_answered(draining) : found == 0 ? 0 : look_later(draining, &problem);
        result = result != 0 ? -1 : found != 0;
    } else if (result > 0) {
        result = 0;
    }
    arena_free(&arena);
    return result;
}

/* Claimed before the first byte goes out. 0, or -1 when the store failed. */
static int one_row(struct draining *draining)
{
    struct service *service = draining->service;
    int settled = resolve_doubt(draining);
    if (settled == 0)
        settled = look_for_human(draining);
    if (settled != 0)
        return settled < 0 ? -1 : 0;
    int claimed = outbox_claim(service->roster, draining->row->number, clock_now(), draining->err);
    if (claimed <= 0)
        return claimed;
    if (is_answer(draining->row) && service->config->outgoing.answers == ANSWERS_DRAFT)
        return put_draft(draining);
    return send_row(draining);
}

static void pause_after_failure(struct service *service)
{
    service->post_failures++;
    service->post_again = clock_ticks() + drain_delay(service->post_failures) * 1000;
    post_close(&service->post);
}

int drain_run(struct service *service, struct pass_report *report, struct err *err)
{
    struct err problem = {0};
    struct outbox_row last = {0};
    bool any = false;
    int result = 0;
    if (service->post_again && clock_ticks() < service->post_again)
        return 0;
    while (result == 0 && !(service->told_to_stop && service->told_to_stop())) {
        struct arena *arena = arena_new();
        struct draining draining = {.service = service, .report = report, .err = &problem};
        int due =
            outbox_due(service->roster, clock_now(), any ? &last : NULL, arena, &draining.row, &problem);
        if (due > 0) {
            last = (struct outbox_row){.number = draining.row->number, .due = draining.row->due};
            any = true;
            bool waits = is_answer(draining.row) && service->config->outgoing.answers == ANSWERS_SHADOW;
            if (!waits)
                result = open_post(service, &problem) != 0 ? -1 : one_row(&draining);
        }
        arena_free(&arena);
        if (due < 0 || draining.server_failed)
            result = -1;
        if (draining.server_failed && problem.kind == ERR_REFUSED)
            token_forget(&service->config->outgoing.server);
        if (draining.server_failed)
            pause_after_failure(service);
        if (due <= 0)
            break;
    }
    sent_close(service);
    if (result != 0)
        return err_set(err, problem.kind == ERR_NONE ? ERR_RETRY : problem.kind, "%s",
                       problem.kind == ERR_NONE ? "no reply came to an answer that was sent" : problem.text);
    service->post_failures = 0;
    service->post_again = 0;
    return 0;
}
