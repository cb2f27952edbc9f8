#include "sent.h"

#include <inttypes.h>

#include "grefier/base/log.h"
#include "grefier/roster/outbox.h"

#define DRAFTS_LOOKED_FOR (INT64_C(60) * 24 * 3600) /* a draft that nobody sent for so long, nobody will */

static int open_folder(struct service *service, struct err *err)
{
    struct source_settings settings;
    char *secret = NULL;
    if (service->sent)
        return 0;
    int result = service_source_settings(service->config, service->config->outgoing.sent_folder, &settings,
                                         &secret, err);
    if (result == 0)
        result = source_open(&settings, &service->sent, err);
    secret_free(&secret);
    return result;
}

/* A folder that is not there holds nothing, and is not asked for again in this pass. */
static int give_up(struct service *service, const struct err *problem, struct err *err)
{
    log_event(LOG_LEVEL_WARNING, "sent-unseen", "note=\"%s\"", problem->text);
    source_close(&service->sent);
    service->sent_absent = problem->kind == ERR_REFUSED;
    if (service->sent_absent)
        return 0;
    *err = *problem;
    return -1;
}

int sent_has_reply(struct service *service, const char *message_id, const char *own_token, struct err *err)
{
    struct err problem = {0};
    if (service->sent_absent || !*message_id)
        return 0;
    int result = open_folder(service, &problem);
    if (result == 0)
        result = source_has_reply(service->sent, message_id, own_token, &problem);
    return result >= 0 ? result : give_up(service, &problem, err);
}

/* 1, 0 (also when nobody can tell now: the next pass looks again). */
static int was_sent(struct service *service, const struct outbox_row *row)
{
    struct err problem = {0}, unseen = {0};
    if (service->sent_absent)
        return 0;
    int result = open_folder(service, &problem);
    if (result == 0)
        result = source_has_copy(service->sent, row->message_id, row->token, &problem);
    if (result < 0)
        give_up(service, &problem, &unseen);
    return result > 0;
}

int sent_find_drafts(struct service *service, int64_t now, struct err *err)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    struct arena *arena = arena_new();
    const struct outbox_filter filter = {
        .states = 1u << OUTBOX_DRAFT, .kinds = OUTBOX_ANSWERS, .since = now - DRAFTS_LOOKED_FOR};
    const struct outbox_settlement sent = {.state = OUTBOX_SENT, .note = "sent by a person"};
    int result = outbox_list(service->roster, &filter, arena, &row, &count, err);
    for (size_t i = 0; result == 0 && i < count; i++) {
        if (!was_sent(service, row[i]))
            continue;
        log_event(LOG_LEVEL_INFO, "answer",
                  "number=%" PRId64 " letter=%" PRId64 " kind=%s state=sent code=0 note=\"%s\"",
                  row[i]->number, row[i]->letter, outbox_kind_word(row[i]->kind), sent.note);
        result = outbox_settle(service->roster, row[i]->number, &sent, now, err) < 0 ? -1 : 0;
    }
    arena_free(&arena);
    sent_close(service);
    return result;
}

void sent_close(struct service *service)
{
    source_close(&service->sent);
    service->sent_absent = false;
}
