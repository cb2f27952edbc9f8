#include "orders.h"

#include <string.h>

#include "grefier/answer/compose.h"
#include "grefier/answer/token.h"
#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/base/text.h"
#include "ids.h"
#include "orders_do.h"

/* ---- which digest ---- */

/* 1 and the row of ours with that id or token, 0, -1. */
static int find(const struct intake *intake, const char *id, const char *token, struct outbox_row **row,
                struct err *err)
{
    return outbox_find_thread(intake->service->roster, &id, id ? 1 : 0, &token, token ? 1 : 0,
                              intake->letter->arena, row, err);
}

static bool is_sent_digest(const struct outbox_row *row)
{
    return row->kind == OUTBOX_DIGEST && row->attempts > 0;
}

/* The nearest digest among all ids and tokens: a reply to a confirmation answers its digest too. */
static int find_digest(const struct intake *intake, struct outbox_row **digest, struct err *err)
{
    const struct letter *letter = intake->letter;
    char token[TOKEN_SIZE];
    struct outbox_row *row = NULL;
    for (size_t i = letter->reference_count; i-- > 0;) {
        const char *id = letter->references[i];
        bool marked = token_from_id(id, token);
        int found = find(intake, id, marked ? token : NULL, &row, err);
        if (found < 0)
            return -1;
        if (found > 0 && is_sent_digest(row)) {
            *digest = row;
            return 1;
        }
    }
    int found = token_from_text(letter->subject, token) ? find(intake, NULL, token, &row, err) : 0;
    if (found <= 0 || !is_sent_digest(row))
        return found < 0 ? -1 : 0;
    *digest = row;
    return 1;
}

/* A letter of ours that lands in the inbox that is read: known by its id, or where a relay changed that, by
 * our mark. People's replies carry no X-Grefier. */
static int is_our_own(const struct intake *intake, struct err *err)
{
    struct outbox_row *row = NULL;
    const char *mark = letter_header(intake->letter, "X-Grefier");
    const char *id = *intake->letter->message_id ? intake->letter->message_id : NULL;
    if (mark && !token_is_plain(mark))
        mark = NULL;
    return id || mark ? find(intake, id, mark, &row, err) : 0;
}

static bool is_secretariat(const struct intake *intake)
{
    const struct text_list *address = &intake->service->config->secretariat.addresses;
    for (size_t i = 0; i < address->count; i++)
        if (text_same(address->item[i], intake->letter->from.address))
            return intake->letter->from_count == 1;
    return false;
}

/* Where no server of ours is known, any server's doubt counts: a forged header can only stop an order. */
static bool is_doubted(const struct intake *intake)
{
    const struct letter *letter = intake->letter;
    const char *ours = intake->service->config->mailbox.authserv_id;
    if (ours)
        return gate_authentication(letter, ours) == AUTHENTICATION_FAILED;
    for (size_t i = 0; i < letter->header_count; i++) {
        const char *value = letter->headers[i].value;
        if (!text_same(letter->headers[i].name, "Authentication-Results"))
            continue;
        value += strspn(value, " \t");
        if (gate_authentication(letter, arena_copy(letter->arena, value, strcspn(value, " \t;"))) ==
            AUTHENTICATION_FAILED)
            return true;
    }
    return false;
}

static void rule(struct intake *intake, enum kind kind, enum action action, const char *reason)
{
    struct verdict *verdict = intake->verdict;
    *verdict = (struct verdict){.kind = kind,
                                .action = action,
                                .language = verdict->language ? verdict->language : "ro",
                                .reason = reason,
                                .spoke = {"orders"},
                                .spoke_count = 1};
    intake->person_count = 0;
}

/* ---- the confirmation ---- */

struct report {
    struct doing doing;
    struct buf text;
    size_t done, failed;
};

static int do_all(struct report *report, const struct orders *orders, struct err *err)
{
    const struct words *words = report->doing.words;
    for (size_t i = 0; i < orders->count; i++) {
        enum deed deed = DEED_FAILED;
        const char *said = "";
        if (order_do(&report->doing, &orders->item[i], &deed, &said, err) != 0)
            return -1;
        *(deed == DEED_FAILED ? &report->failed : &report->done) += 1;
        const char *mark = word(words, deed == DEED_DONE   ? "orders.mark.done"
                                       : deed == DEED_SAME ? "orders.mark.same"
                                                           : "orders.mark.failed");
        buf_add_format(&report->text, "%s\n   %s: %s\n\n", orders->item[i].line, mark, said);
    }
    if (orders->more)
        buf_add_format(&report->text, "%s\n\n", word(words, "orders.wrong.many"));
    return 0;
}

/* "2 comenzi îndeplinite, una neîndeplinită" */
static const char *sum_up(const struct report *report)
{
    const struct words *words = report->doing.words;
    struct arena *arena = report->doing.arena;
    const char *done = word_count(words, arena, "orders.done", report->done);
    if (!report->failed)
        return done;
    return arena_format(arena, "%s, %s", done, word_count(words, arena, "orders.failed", report->failed));
}

static void add_help(struct report *report, const struct orders *orders)
{
    if (orders->count == 0)
        buf_add_format(&report->text, "%s\n\n", word(report->doing.words, "orders.none"));
    if (orders->count == 0 || report->failed) {
        buf_add_format(&report->text, "%s\n", word(report->doing.words, "how.numbers"));
        words_add_how(report->doing.words, "   ", &report->text);
    }
}

static void add_headers(const struct intake *intake, const char *own_id, const char *token,
                        const char *subject, struct buf *out)
{
    const struct config *config = intake->service->config;
    const struct letter *letter = intake->letter;
    struct arena *arena = letter->arena;
    char date[CLOCK_TEXT_SIZE];
    const char **ids = arena_array(arena, letter->reference_count + 1, sizeof *ids);
    size_t count = 0, first = letter->reference_count > 16 ? letter->reference_count - 16 : 0;
    for (size_t i = first; i < letter->reference_count; i++)
        if (!text_same(letter->references[i], letter->message_id))
            ids[count++] = letter->references[i];
    ids[count++] = letter->message_id;
    clock_rfc5322(intake->now, date);
    header_add_address(out, "From", config->outgoing.from_name, config->outgoing.from_address);
    header_add_address(out, "To", "", letter->from.address);
    header_add(out, "Subject", subject);
    header_add(out, "Date", date);
    header_add_ids(out, "Message-ID", &own_id, 1);
    header_add_ids(out, "In-Reply-To", &letter->message_id, 1);
    header_add_ids(out, "References", ids, count);
    header_add(out, "Auto-Submitted", "auto-replied");
    header_add(out, "X-Auto-Response-Suppress", "All");
    header_add(out, "X-Grefier", token);
    header_add(out, "MIME-Version", "1.0");
}

/* Through the gate as everything that leaves. */
static void put_answer(struct intake *intake, const struct buf *bytes, const char *own_id, const char *token)
{
    const struct config *config = intake->service->config;
    const struct gate_facts facts = {.kind = OUTBOX_CONFIRMATION,
                                     .mode = config->outgoing.answers,
                                     .recipient = intake->letter->from.address,
                                     .answer = bytes->data,
                                     .answer_length = bytes->length,
                                     .address = &config->mailbox.addresses,
                                     .secretariat = &config->secretariat.addresses};
    struct gate_ruling ruling = gate_rule(&facts);
    if (ruling.way != GATE_PASS) {
        log_event(LOG_LEVEL_WARNING, "confirmation-stopped", "gate=%s reason=\"%s\"", ruling.name,
                  ruling.reason);
        return;
    }
    intake->answer =
        (struct outgoing){.kind = OUTBOX_CONFIRMATION,
                          .state = OUTBOX_QUEUED,
                          .recipient = intake->letter->from.address,
                          .sender = config->outgoing.from_address,
                          .message_id = own_id,
                          .token = token,
                          .message = arena_copy(intake->letter->arena, bytes->data, bytes->length),
                          .length = bytes->length};
    intake->answered = true;
}

static int execute(struct intake *intake, struct err *err)
{
    struct arena *arena = intake->letter->arena;
    struct service *service = intake->service;
    const struct words *words = words_read(arena, service->rules);
    struct report report = {.doing = {service->roster, service->config, service->rules, words, arena,
                                      intake->letter->from.address, intake->now}};
    const struct orders orders = orders_of(intake->letter, words, service->rules, arena);
    const char *own_id = ids_message(arena, service->config->outgoing.from_address);
    const char *token = ids_token(arena);
    struct buf whole;
    buf_init(&report.text, CAP_ANSWER_BYTES * 4);
    buf_init(&whole, CAP_ANSWER_BYTES * 8);
    int result = do_all(&report, &orders, err);
    if (result == 0) {
        const char *sum = sum_up(&report);
        add_help(&report, &orders);
        add_headers(intake, own_id, token, word_fill(words, arena, "orders.subject", sum, NULL, NULL),
                    &whole);
        body_add_text(&whole, arena_format(arena, "%s\n\n%s", sum, report.text.data ? report.text.data : ""));
        put_answer(intake, &whole, own_id, token);
        log_event(LOG_LEVEL_INFO, "orders", "done=%zu failed=%zu", report.done, report.failed);
    }
    buf_free(&report.text);
    buf_free(&whole);
    return result;
}

int orders_take(struct intake *intake, bool *taken, struct err *err)
{
    struct outbox_row *digest = NULL;
    *taken = true;
    int own = is_our_own(intake, err);
    if (own != 0) {
        rule(intake, KIND_AUTOMATIC, ACTION_IGNORE, "it carries our own mark");
        return own < 0 ? -1 : 0;
    }
    *taken = false;
    if (intake->verdict->kind == KIND_AUTOMATIC || intake->verdict->kind == KIND_BOUNCE)
        return 0;
    int found = find_digest(intake, &digest, err);
    if (found <= 0)
        return found;
    *taken = true;
    if (!is_secretariat(intake))
        rule(intake, KIND_COMMAND, ACTION_REVIEW, "somebody else answers a digest");
    else if (is_doubted(intake))
        rule(intake, KIND_COMMAND, ACTION_REVIEW, "orders whose sender our server doubts");
    else if (intake->same_as)
        rule(intake, KIND_COMMAND, ACTION_REVIEW, "its Message-ID came already, with other content");
    else {
        rule(intake, KIND_COMMAND, ACTION_ACKNOWLEDGE, "orders of the secretariat");
        return execute(intake, err);
    }
    return 0;
}
