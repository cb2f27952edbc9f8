#include "grefier/service/digest_due.h"

#include <inttypes.h>
#include <string.h>

#include "digest_rows.h"
#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/digest/romanian.h"
#include "grefier/roster/report.h"
#include "grefier/service/calendar.h"
#include "grefier/service/gate.h"
#include "ids.h"

#define BLIND_AFTER                                                                                          \
    (90 * 60) /* seconds without a poll that are worth a word; `run --once` by the hour is none */
#define FACT_BLIND_TILL "blind-until"
#define COPIES_MOST     16

/* ---- how well the service saw ---- */

int digest_note_poll(struct roster *roster, int64_t now, struct err *err)
{
    int64_t last = now, since = 0, till = 0;
    if (roster_fact_number(roster, FACT_POLL, &last, err) < 0 ||
        roster_fact_number(roster, FACT_BLIND_SINCE, &since, err) < 0 ||
        roster_fact_number(roster, FACT_BLIND_TILL, &till, err) < 0)
        return -1;
    if (now - last > BLIND_AFTER && (roster_set_fact_number(roster, FACT_BLIND_SINCE, last, err) != 0 ||
                                     roster_set_fact_number(roster, FACT_BLIND_TILL, now, err) != 0))
        return -1;
    return roster_set_fact_number(roster, FACT_POLL, now, err);
}

static int fill_sight(struct filling *filling, int64_t now, struct err *err)
{
    struct digest *digest = filling->digest;
    struct roster *roster = filling->source->roster;
    int64_t poll = now, since = 0, till = 0;
    const char *problem = "";
    if (roster_fact_number(roster, FACT_POLL, &poll, err) < 0 ||
        roster_fact_number(roster, FACT_BLIND_SINCE, &since, err) < 0 ||
        roster_fact_number(roster, FACT_BLIND_TILL, &till, err) < 0 ||
        roster_fact(roster, FACT_POLL_ERROR, filling->arena, &problem, err) < 0)
        return -1;
    if (now - poll > BLIND_AFTER) {
        digest->blind_since = calendar_text(filling->arena, poll);
        digest->error = problem;
    }
    if (till && till > filling->since && till <= filling->until) {
        digest->gap_from = calendar_text(filling->arena, since);
        digest->gap_till = calendar_text(filling->arena, till);
    }
    return 0;
}

/* ---- what stands in it ---- */

static int find_span(struct filling *filling, int64_t day, int64_t now, struct err *err)
{
    const struct digest_source *source = filling->source;
    int digest_at = source->config->secretariat.digest_at;
    const char *name = day_text(filling->arena, day), *before = NULL;
    int64_t made = 0, start = calendar_instant(day - 1, digest_at), end = calendar_instant(day, digest_at);
    int64_t before_day;
    int found = report_digest_before(source->roster, name, now, filling->arena, &before, &made, err);
    if (found < 0)
        return -1;
    filling->digest->past = day < calendar_due(now, digest_at);
    filling->since = found ? made : start;
    filling->until = filling->digest->past ? end : now;
    if (found && day_parse(before, &before_day) == 0 && before_day < day - 1 && !filling->digest->past)
        filling->digest->last_digest = romanian_day(filling->arena, before_day);
    if (filling->digest->past && filling->since < start)
        filling->since = start;
    if (!filling->digest->past)
        return 0;
    found = roster_digest_made(source->roster, name, &made, err);
    if (found > 0 && made <= now)
        filling->until = made;
    return found < 0 ? -1 : 0;
}

static void fill_titles(struct filling *filling)
{
    const struct rules *rules = filling->source->rules;
    size_t count = rules_field_count(rules);
    const char **title = arena_array(filling->arena, count + 1, sizeof *title);
    for (size_t i = 0; i < count; i++)
        title[i] = rules_field(rules, i)->title_ro;
    filling->digest->field_title = title;
    filling->digest->field_count = count < FIELD_LIMIT ? count : FIELD_LIMIT;
}

int digest_fill(const struct digest_source *source, int64_t day, int64_t now, struct arena *arena,
                struct digest *digest, struct err *err)
{
    const struct config *config = source->config;
    struct filling filling = {.source = source, .arena = arena, .digest = digest};
    filling.words = words_read(arena, source->rules);
    *digest = (struct digest){.day = day,
                              .group_name = config->group.name,
                              .to_address = "",
                              .to_name = "",
                              .from_address = config->outgoing.from_address,
                              .from_name = config->outgoing.from_name,
                              .token = "",
                              .message_id = "",
                              .date = now,
                              .blind_since = "",
                              .gap_from = "",
                              .gap_till = "",
                              .last_digest = "",
                              .error = "",
                              .shadow = config->outgoing.answers == ANSWERS_SHADOW,
                              .draft = config->outgoing.answers == ANSWERS_DRAFT};
    fill_titles(&filling);
    if (find_span(&filling, day, now, err) != 0 || fill_sight(&filling, now, err) != 0 ||
        rows_people(&filling, err) != 0 || rows_letters(&filling, err) != 0 ||
        rows_answers(&filling, err) != 0)
        return -1;
    return rows_counts(&filling, err);
}

/* ---- when, and to whom ---- */

int digest_is_due(const struct digest_source *source, int64_t now, int64_t *day, struct err *err)
{
    int digest_at = source->config->secretariat.digest_at;
    int64_t due = calendar_due(now, digest_at), started = now, made;
    struct arena *arena = arena_new();
    int result = roster_fact_number(source->roster, FACT_STARTED, &started, err);
    if (result >= 0)
        result = roster_digest_made(source->roster, day_text(arena, due), &made, err);
    arena_free(&arena);
    if (result != 0 || source->config->secretariat.addresses.count == 0 ||
        calendar_instant(due, digest_at) < started)
        return result < 0 ? -1 : 0;
    *day = due;
    return 1;
}

int64_t digest_next(const struct config *config, int64_t now)
{
    if (config->secretariat.addresses.count == 0)
        return CLOCK_NONE;
    return calendar_instant(calendar_due(now, config->secretariat.digest_at) + 1,
                            config->secretariat.digest_at);
}

/* One copy, if the gate lets it pass: 1, 0, -1. */
static int compose_copy(const struct digest_source *source, const struct words *words, struct digest digest,
                        const char *address, struct arena *arena, struct outgoing *outgoing, struct err *err)
{
    struct buf bytes;
    int result = -1;
    digest.to_address = address;
    digest.token = ids_token(arena);
    digest.message_id = ids_message(arena, digest.from_address);
    buf_init(&bytes, DIGEST_MAIL_MOST);
    if (digest_mail(&digest, words, &bytes, err) != 0)
        goto out;
    const struct gate_facts facts = {.kind = OUTBOX_DIGEST,
                                     .mode = source->config->outgoing.answers,
                                     .recipient = address,
                                     .answer = bytes.data,
                                     .answer_length = bytes.length,
                                     .address = &source->config->mailbox.addresses,
                                     .secretariat = &source->config->secretariat.addresses};
    struct gate_ruling ruling = gate_rule(&facts);
    result = ruling.way == GATE_PASS;
    if (!result)
        log_event(LOG_LEVEL_WARNING, "digest-stopped", "gate=%s reason=\"%s\"", ruling.name, ruling.reason);
    else
        *outgoing = (struct outgoing){.kind = OUTBOX_DIGEST,
                                      .state = OUTBOX_QUEUED,
                                      .recipient = address,
                                      .sender = digest.from_address,
                                      .message_id = digest.message_id,
                                      .token = digest.token,
                                      .message = arena_copy(arena, bytes.data, bytes.length),
                                      .length = bytes.length};
out:
    buf_free(&bytes);
    return result;
}

static int queue(const struct digest_source *source, int64_t day, bool again, int64_t now,
                 struct arena *arena, struct err *err)
{
    const struct text_list *address = &source->config->secretariat.addresses;
    struct outgoing outgoing[COPIES_MOST];
    struct digest digest;
    size_t count = 0;
    const struct words *words = words_read(arena, source->rules);
    if (digest_fill(source, day, now, arena, &digest, err) != 0)
        return -1;
    for (size_t i = 0; i < address->count && count < COPIES_MOST; i++) {
        int made = compose_copy(source, words, digest, address->item[i], arena, &outgoing[count], err);
        if (made < 0)
            return -1;
        count += (size_t)made;
    }
    if (count == 0)
        return 0;
    int queued = roster_add_digest(source->roster, day_text(arena, day), again, outgoing, count, now, err);
    if (queued > 0)
        log_event(LOG_LEVEL_INFO, "digest", "day=%s copies=%zu new=%zu waiting=%zu", day_text(arena, day),
                  count, digest.newcomer_count, digest.letter_count);
    return queued;
}

int digest_queue(const struct digest_source *source, int64_t day, bool again, int64_t now, struct err *err)
{
    struct arena *arena = arena_new();
    int64_t made;
    int there = roster_digest_made(source->roster, day_text(arena, day), &made, err);
    int result =
        there < 0 || (there && !again) ? (there < 0 ? -1 : 0) : queue(source, day, again, now, arena, err);
    arena_free(&arena);
    return result;
}

void digest_tick(struct service *service, int64_t now)
{
    const struct digest_source source = {service->roster, service->config, service->rules};
    struct err err = {0};
    int64_t day;
    calendar_set(service->config->secretariat.timezone);
    int due = digest_is_due(&source, now, &day, &err);
    if (due > 0)
        due = digest_queue(&source, day, false, now, &err);
    if (due < 0)
        log_event(LOG_LEVEL_ERROR, "digest-failed", "note=\"%s\"", err.text);
}
