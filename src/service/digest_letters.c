#include <stdlib.h>
#include <string.h>

#include "digest_rows.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/roster/report.h"
#include "grefier/service/calendar.h"

#define LETTERS_WITH_VALUES 2000u                 /* beyond it nobody reads them one by one */
#define WARNING             (30 * INT64_C(86400)) /* before what waits goes undecided */
#define EXPIRED             "nobody decided about it in time"

/* What a value is called; NULL for what is not shown. */
static const char *title_of(const struct filling *filling, const char *field)
{
    const struct rules *rules = filling->source->rules;
    for (size_t i = 0; i < rules_field_count(rules); i++)
        if (strcmp(rules_field(rules, i)->id, field) == 0)
            return rules_field(rules, i)->title_ro;
    if (strcmp(field, "email") == 0)
        return word(filling->words, "field.email");
    return strcmp(field, "extension") == 0 ? word(filling->words, "field.extension") : NULL;
}

static int fill_values(const struct filling *filling, struct digest_letter *letter, struct err *err)
{
    struct value_record *record = NULL;
    size_t count = 0;
    if (roster_values(filling->source->roster, 0, letter->number, filling->arena, &record, &count, err) != 0)
        return -1;
    struct digest_value *value = arena_array(filling->arena, count + 1, sizeof *value);
    for (size_t i = 0; i < count; i++) {
        const char *title = title_of(filling, record[i].field);
        if (!title || !*record[i].text || strcmp(record[i].state, "past") == 0)
            continue;
        value[letter->value_count++] =
            (struct digest_value){title, record[i].text, record[i].piece, record[i].line};
    }
    letter->value = value;
    return 0;
}

static int fill_held(const struct filling *filling, struct digest_letter *letter, struct err *err)
{
    struct outbox_row **row = NULL;
    const struct outbox_filter held = {.states = 1u << OUTBOX_HELD, .letter = letter->number};
    return outbox_list(filling->source->roster, &held, filling->arena, &row, &letter->held, err);
}

/* Calls for help, withdrawals, doubts, suspected doubles, held answers. */
static int rank_of(const struct digest_letter *letter)
{
    if (letter->urgent)
        return 0;
    if (strcmp(letter->kind, kind_word(KIND_WITHDRAWAL)) == 0)
        return 1;
    if (letter->held)
        return 4;
    return letter->same_as ? 3 : 2;
}

static int by_urgency(const void *a, const void *b)
{
    const struct digest_letter *one = a, *other = b;
    int ranks = rank_of(one) - rank_of(other);
    if (ranks != 0)
        return ranks;
    return one->number < other->number ? -1 : one->number > other->number;
}

/* The day on which it goes undecided, when that is near; else 0. */
static int64_t expires_on(const struct filling *filling, const struct letter_record *record)
{
    int64_t expires = record->taken + filling->source->config->keep_messages;
    return expires - filling->until < WARNING ? calendar_local(expires).day : 0;
}

static struct digest_letter letter_of(const struct filling *filling, const struct letter_record *record)
{
    int64_t when = record->received != CLOCK_NONE ? record->received : record->taken;
    return (struct digest_letter){.number = record->number,
                                  .kind = kind_word(record->kind),
                                  .from_name = record->from_name,
                                  .from_address = record->from_address,
                                  .subject = record->subject,
                                  .reason = record->reason,
                                  .urgent = record->urgent || record->kind == KIND_SENSITIVE,
                                  .same_as = record->same_as,
                                  .expires = expires_on(filling, record),
                                  .day = calendar_local(when).day};
}

int rows_letters(struct filling *filling, struct err *err)
{
    struct letter_record **record = NULL;
    size_t count = 0;
    if (roster_letters(filling->source->roster, &(struct letter_filter){.waiting = true}, filling->arena,
                       &record, &count, err) != 0)
        return -1;
    struct digest_letter *letter = arena_array(filling->arena, count + 1, sizeof *letter);
    for (size_t i = 0; i < count; i++) {
        letter[i] = letter_of(filling, record[i]);
        if (i < LETTERS_WITH_VALUES &&
            (fill_values(filling, &letter[i], err) != 0 || fill_held(filling, &letter[i], err) != 0))
            return -1;
    }
    qsort(letter, count, sizeof *letter, by_urgency);
    filling->digest->letter = letter;
    filling->digest->letter_count = count;
    return 0;
}

/* ---- answers ---- */

static int by_id(const void *key, const void *item)
{
    int64_t id = *(const int64_t *)key, other = (*(const struct applicant *const *)item)->id;
    return id < other ? -1 : id > other;
}

static const char *person_of(const struct filling *filling, const struct outbox_row *row)
{
    if (!row->applicant_count || !filling->applicant_count)
        return "";
    struct applicant *const *found =
        bsearch(&row->applicant[0], filling->applicant, filling->applicant_count, sizeof(void *), by_id);
    if (!found)
        return "";
    const char *name = (*found)->field[FIELD_NAME];
    return arena_format(filling->arena, "%lld %s", (long long)(*found)->id, name ? name : "");
}

static bool is_waiting(const struct filling *filling, int64_t letter)
{
    for (size_t i = 0; letter && i < filling->digest->letter_count; i++)
        if (filling->digest->letter[i].number == letter)
            return true;
    return false;
}

struct answer_rows {
    struct digest_answer *item;
    size_t count, room;
};

/* Adds the rows of the outbox that the filter finds; a held answer is shown with its letter. */
static int add_answers(struct filling *filling, const struct outbox_filter *filter, bool only_shadow,
                       struct answer_rows *answers, struct err *err)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    if (outbox_list(filling->source->roster, filter, filling->arena, &row, &count, err) != 0)
        return -1;
    struct digest_answer *item = arena_array(filling->arena, answers->count + count + 1, sizeof *item);
    if (answers->count)
        memcpy(item, answers->item, answers->count * sizeof *item);
    answers->item = item;
    for (size_t i = 0; i < count; i++) {
        if (only_shadow ? !text_starts(row[i]->note, "shadow")
                        : row[i]->state == OUTBOX_HELD && is_waiting(filling, row[i]->letter))
            continue;
        item[answers->count++] = (struct digest_answer){.kind = outbox_kind_word(row[i]->kind),
                                                        .state = outbox_state_word(row[i]->state),
                                                        .note = row[i]->note,
                                                        .recipient = row[i]->recipient,
                                                        .person = person_of(filling, row[i]),
                                                        .letter = row[i]->letter,
                                                        .day = calendar_local(row[i]->created).day};
    }
    return 0;
}

int rows_answers(struct filling *filling, struct err *err)
{
    struct digest *digest = filling->digest;
    struct answer_rows failed = {0}, unsent = {0};
    const struct outbox_filter refused = {
        .states = 1u << OUTBOX_REFUSED, .since = filling->since, .until = filling->until};
    const struct outbox_filter doubtful = {.states = 1u << OUTBOX_UNCERTAIN | 1u << OUTBOX_HELD};
    const struct outbox_filter dropped = {.states = 1u << OUTBOX_DROPPED,
                                          .kinds = OUTBOX_ANSWERS,
                                          .since = filling->since,
                                          .until = filling->until};
    if (add_answers(filling, &refused, false, &failed, err) != 0 ||
        add_answers(filling, &doubtful, false, &failed, err) != 0 ||
        add_answers(filling, &dropped, true, &unsent, err) != 0)
        return -1;
    digest->failed = failed.item;
    digest->failed_count = failed.count;
    digest->unsent = unsent.item;
    digest->unsent_count = unsent.count;
    return 0;
}

/* ---- counts ---- */

/* "written by a machine (guard.vacation)" → "written by a machine": one line a reason, not one a rule. */
static const char *without_remark(struct arena *arena, const char *reason)
{
    const char *remark = strrchr(reason, '(');
    size_t length = strlen(reason);
    if (!remark || remark == reason || reason[length - 1] != ')' || remark[-1] != ' ')
        return reason;
    return arena_copy(arena, reason, (size_t)(remark - reason) - 1);
}

static int most_first(const void *a, const void *b)
{
    const struct digest_count *one = a, *other = b;
    if (one->count != other->count)
        return one->count < other->count ? 1 : -1;
    return strcmp(one->name, other->name);
}

static int fill_ignored(struct filling *filling, struct err *err)
{
    struct letter_tally *tally = NULL;
    size_t count = 0, used = 0;
    uint64_t expired = 0;
    if (report_expired(filling->source->roster, filling->since, filling->until, &expired, err) != 0 ||
        roster_tally(filling->source->roster, ACTION_IGNORE, filling->since, filling->until, filling->arena,
                     &tally, &count, err) != 0)
        return -1;
    struct digest_count *reason = arena_array(filling->arena, count + 2, sizeof *reason);
    for (size_t i = 0; i < count; i++) {
        const char *name = without_remark(filling->arena, tally[i].reason);
        size_t at = 0;
        while (at < used && strcmp(reason[at].name, name) != 0)
            at++;
        used += at == used;
        reason[at].name = name;
        reason[at].count += tally[i].count;
    }
    if (expired)
        reason[used++] = (struct digest_count){EXPIRED, expired};
    qsort(reason, used, sizeof *reason, most_first);
    filling->digest->ignored = reason;
    filling->digest->ignored_count = used;
    return 0;
}

int rows_counts(struct filling *filling, struct err *err)
{
    struct topic_tally *tally = NULL;
    size_t count = 0;
    if (fill_ignored(filling, err) != 0 ||
        report_topics(filling->source->roster, filling->arena, &tally, &count, err) != 0)
        return -1;
    struct digest_count *topic = arena_array(filling->arena, count + 1, sizeof *topic);
    for (size_t i = 0; i < count; i++)
        topic[i] = (struct digest_count){tally[i].topic, tally[i].count};
    filling->digest->topic = topic;
    filling->digest->topic_count = count;
    return 0;
}
