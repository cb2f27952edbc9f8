#include "orders_do.h"

#include <string.h>

#include "grefier/answer/inert.h"
#include "grefier/base/caps.h"
#include "grefier/roster/lessons.h"
#include "grefier/roster/letters.h"
#include "grefier/service/correct.h"
#include "grefier/service/lesson.h"
#include "grefier/service/resend.h"

struct acting {
    const struct doing *doing;
    const struct order *order;
    const char *said;
};

static const char *number_text(const struct acting *acting, int64_t number)
{
    return arena_format(acting->doing->arena, "%lld", (long long)number);
}

static enum deed say(struct acting *acting, enum deed deed, const char *key, const char *one, const char *two,
                     const char *three)
{
    acting->said = word_fill(acting->doing->words, acting->doing->arena, key, one, two, three);
    return deed;
}

static enum deed no_applicant(struct acting *acting, int64_t number)
{
    return say(acting, DEED_FAILED, "orders.wrong.applicant", number_text(acting, number), NULL, NULL);
}

/* 1 and the row, 0 there is none, -1. */
static int look_up(const struct acting *acting, int64_t id, struct applicant **row, struct err *err)
{
    return roster_applicant(acting->doing->roster, id, acting->doing->arena, row, err);
}

/* ---- values ---- */

static const char *current_value(const struct acting *acting, const struct applicant *row)
{
    const struct rules *rules = acting->doing->rules;
    for (size_t i = 0; i < row->field_count && i < rules_field_count(rules); i++)
        if (strcmp(rules_field(rules, i)->id, acting->order->field) == 0)
            return row->field[i];
    return strcmp(acting->order->field, "email") == 0 ? row->email : row->extension;
}

static const char *wrong_value(enum correct_outcome outcome)
{
    return outcome == CORRECT_NO_PHONE   ? "orders.wrong.phone"
           : outcome == CORRECT_NO_EMAIL ? "orders.wrong.email"
                                         : "orders.wrong.extension";
}

/* What stood there, for a person to read: an address as it is, anything else without links. */
static const char *shown(const struct acting *acting, const char *value)
{
    return value && strcmp(acting->order->field, "email") == 0 && address_is_plain(value)
               ? value
               : text_inert(acting->doing->arena, value, CAP_VALUE_BYTES);
}

static int do_set(struct acting *acting, enum deed *deed, struct err *err)
{
    const struct doing *doing = acting->doing;
    const struct order *order = acting->order;
    const struct correction correction = {order->number, order->field, order->value, doing->who};
    enum correct_outcome outcome;
    struct applicant *row = NULL;
    const char *value = "";
    int found = look_up(acting, order->number, &row, err);
    const char *before = found > 0 ? current_value(acting, row) : NULL;
    if (found < 0 || correct_value(doing->roster, doing->rules, &correction, doing->now, doing->arena,
                                   &outcome, &value, err) != 0)
        return -1;
    if (outcome == CORRECT_NOBODY)
        *deed = no_applicant(acting, order->number);
    else if (outcome == CORRECT_SAME)
        *deed = say(acting, DEED_SAME, "orders.set", order->title, value, NULL);
    else if (outcome == CORRECT_CHANGED)
        *deed = say(acting, DEED_DONE, before ? "orders.set.before" : "orders.set", order->title, value,
                    shown(acting, before));
    else
        *deed = say(acting, DEED_FAILED, wrong_value(outcome), NULL, NULL, NULL);
    return 0;
}

/* ---- people ---- */

static int withdraw(const struct acting *acting, int64_t id, struct err *err)
{
    const struct doing *doing = acting->doing;
    return roster_set_status(doing->roster, id, APPLICANT_WITHDRAWN, "withdrawn by the secretariat",
                             doing->who, doing->now, err);
}

static int do_withdraw(struct acting *acting, enum deed *deed, struct err *err)
{
    struct applicant *row = NULL;
    int found = look_up(acting, acting->order->number, &row, err);
    int changed = found > 0 ? withdraw(acting, row->id, err) : found;
    if (changed < 0)
        return -1;
    *deed = found ? say(acting, changed ? DEED_DONE : DEED_SAME, "orders.withdrawn", NULL, NULL, NULL)
                  : no_applicant(acting, acting->order->number);
    return 0;
}

static int do_merge(struct acting *acting, enum deed *deed, struct err *err)
{
    const struct doing *doing = acting->doing;
    int64_t into = acting->order->number, from = acting->order->other;
    struct applicant *row = NULL;
    int there = look_up(acting, into, &row, err), other = there < 0 ? -1 : look_up(acting, from, &row, err);
    if (other < 0)
        return -1;
    if (!there || !other)
        *deed = no_applicant(acting, there ? from : into);
    else if (from == into)
        *deed = say(acting, DEED_FAILED, "orders.wrong.same", NULL, NULL, NULL);
    else if (roster_merge(doing->roster, from, into, doing->who, doing->now, err) < 0)
        return -1;
    else
        *deed = say(acting, DEED_DONE, "orders.merged", number_text(acting, from), number_text(acting, into),
                    NULL);
    return 0;
}

static enum deed say_resent(struct acting *acting, const struct resend *resend, int64_t id)
{
    switch (resend->outcome) {
    case RESEND_QUEUED:
        return say(acting, DEED_DONE,
                   resend->kind == OUTBOX_ASK ? "orders.sent.ask" : "orders.sent.acknowledge", NULL, NULL,
                   NULL);
    case RESEND_SHADOW:
        return say(acting, DEED_DONE, "orders.sent.shadow", NULL, NULL, NULL);
    case RESEND_STOPPED:
        return say(acting, DEED_FAILED, "orders.sent.held",
                   word_reason(acting->doing->words, acting->doing->arena, resend->reason), NULL, NULL);
    case RESEND_NO_ADDRESS:
        return say(acting, DEED_FAILED, "orders.wrong.address", NULL, NULL, NULL);
    case RESEND_WITHDRAWN:
        return say(acting, DEED_FAILED, "orders.wrong.withdrawn", NULL, NULL, NULL);
    case RESEND_NOBODY:
        break;
    }
    return no_applicant(acting, id);
}

static int do_send(struct acting *acting, int64_t id, enum deed *deed, struct err *err)
{
    const struct doing *doing = acting->doing;
    struct resend resend;
    if (resend_answer(doing->roster, doing->config, doing->rules, id, doing->now, &resend, err) != 0)
        return -1;
    *deed = say_resent(acting, &resend, id);
    return 0;
}

/* ---- letters that wait ---- */

/* The answers that wait with it go out, or are thrown away. */
static int settle_held(const struct acting *acting, int64_t letter, bool yes, size_t *count, struct err *err)
{
    const struct doing *doing = acting->doing;
    const struct outbox_settlement dropped = {.state = OUTBOX_DROPPED, .note = "refused by the secretariat"};
    const struct outbox_filter held = {.states = 1u << OUTBOX_HELD, .letter = letter};
    struct outbox_row **row = NULL;
    if (outbox_list(doing->roster, &held, doing->arena, &row, count, err) != 0)
        return -1;
    for (size_t i = 0; i < *count; i++) {
        int settled = yes ? outbox_release(doing->roster, row[i]->number, doing->now, err)
                          : outbox_settle(doing->roster, row[i]->number, &dropped, doing->now, err);
        if (settled < 0)
            return -1;
    }
    return 0;
}

/* Those the letter is about, else those who wrote from its address. */
static int withdraw_people(struct acting *acting, const struct letter_record *record, struct err *err)
{
    const struct doing *doing = acting->doing;
    struct applicant **row = NULL;
    const char *all = "";
    size_t count = 0;
    const struct applicant_filter by_address = {.address = record->from_address};
    for (size_t i = 0; i < record->applicant_count; i++) {
        if (withdraw(acting, record->applicant[i], err) < 0)
            return -1;
        all = arena_format(doing->arena, "%s%s%s", all, *all ? ", " : "",
                           number_text(acting, record->applicant[i]));
    }
    if (!record->applicant_count && *record->from_address &&
        roster_applicants(doing->roster, &by_address, doing->arena, &row, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (withdraw(acting, row[i]->id, err) < 0)
            return -1;
        all = arena_format(doing->arena, "%s%s%s", all, *all ? ", " : "", number_text(acting, row[i]->id));
    }
    say(acting, DEED_DONE, *all ? "orders.accepted.withdrawal" : "orders.accepted.nobody", all, NULL, NULL);
    return 0;
}

/* Who is in the roster now is written to, as if it had never waited. */
static int answer_people(struct acting *acting, const struct letter_record *record, struct err *err)
{
    const struct doing *doing = acting->doing;
    const char *all = word(doing->words, "orders.accepted");
    for (size_t i = 0; i < record->applicant_count; i++) {
        enum deed deed;
        if (do_send(acting, record->applicant[i], &deed, err) != 0)
            return -1;
        all = arena_format(doing->arena, "%s; %s: %s", all, number_text(acting, record->applicant[i]),
                           acting->said);
    }
    acting->said = all;
    return 0;
}

static int follow_decision(struct acting *acting, const struct letter_record *record, bool yes,
                           struct err *err)
{
    size_t held = 0;
    say(acting, DEED_DONE, yes ? "orders.accepted" : "orders.rejected", NULL, NULL, NULL);
    if (settle_held(acting, record->number, yes, &held, err) != 0)
        return -1;
    if (yes && record->kind == KIND_WITHDRAWAL)
        return withdraw_people(acting, record, err);
    if (yes && held)
        say(acting, DEED_DONE, "orders.released", NULL, NULL, NULL);
    else if (yes && (record->kind == KIND_REGISTRATION || record->kind == KIND_FOLLOWUP))
        return answer_people(acting, record, err);
    return 0;
}

/* "No" teaches, before all that is personal is erased. */
static int keep_lesson(const struct acting *acting, const struct letter_record *record, struct err *err)
{
    const struct doing *doing = acting->doing;
    struct value_record *value = NULL;
    struct lesson lesson;
    size_t count = 0;
    if (!record->waiting)
        return 0;
    if (roster_values(doing->roster, 0, record->number, doing->arena, &value, &count, err) != 0)
        return -1;
    if (!lesson_of(doing->rules, record, value, count, doing->arena, &lesson))
        return 0;
    return roster_keep_lesson(doing->roster, &lesson, doing->now, err);
}

static int do_decide(struct acting *acting, bool yes, enum deed *deed, struct err *err)
{
    const struct doing *doing = acting->doing;
    struct letter_record *record = NULL;
    int64_t number = acting->order->number;
    int found = roster_letter(doing->roster, number, doing->arena, &record, err);
    if (found > 0 && !yes && keep_lesson(acting, record, err) != 0)
        return -1;
    int decided = found > 0 ? roster_decide(doing->roster, number, yes, doing->who, doing->now, err) : found;
    if (decided < 0)
        return -1;
    *deed = DEED_DONE;
    if (decided > 0)
        return follow_decision(acting, record, yes, err);
    *deed = say(acting, DEED_FAILED, "orders.wrong.letter", number_text(acting, number), NULL, NULL);
    return 0;
}

int order_do(const struct doing *doing, const struct order *order, enum deed *deed, const char **said,
             struct err *err)
{
    struct acting acting = {.doing = doing, .order = order, .said = ""};
    int result = 0;
    switch (order->kind) {
    case ORDER_SET:
        result = do_set(&acting, deed, err);
        break;
    case ORDER_WITHDRAW:
        result = do_withdraw(&acting, deed, err);
        break;
    case ORDER_MERGE:
        result = do_merge(&acting, deed, err);
        break;
    case ORDER_SEND:
        result = do_send(&acting, order->number, deed, err);
        break;
    case ORDER_YES:
    case ORDER_NO:
        result = do_decide(&acting, order->kind == ORDER_YES, deed, err);
        break;
    case ORDER_WRONG:
        *deed = say(&acting, DEED_FAILED, order->wrong, NULL, NULL, NULL);
        break;
    }
    *said = acting.said;
    return result;
}
