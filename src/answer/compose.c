#include "grefier/answer/compose.h"

#include <string.h>

#include "grefier/answer/inert.h"
#include "grefier/answer/template.h"
#include "grefier/answer/token.h"
#include "grefier/base/arena.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"

#define REFERENCES_KEPT 16 /* a header of under 4 KiB; the first and the nearest ones tie a thread */

static const char *const answer_keys[] = {"group",    "sender", "address",    "privacy", "several", "updated",
                                          "reminder", "people", "incomplete", "missing", "number",  "person",
                                          "fields",   "title",  "value",      NULL};

static struct template_value from_us(const char *key, const char *text)
{
    return (struct template_value){.key = key, .text = text, .trusted = true};
}

static struct template_value from_outside(const char *key, const char *text)
{
    return (struct template_value){.key = key, .text = text};
}

static struct template_value list(const char *key, const struct template_scope *item, size_t count)
{
    return (struct template_value){.key = key, .item = item, .item_count = count};
}

static struct template_scope scope_of(struct arena *arena, const struct template_value *value, size_t count)
{
    struct template_value *copy = arena_array(arena, count, sizeof *copy);
    memcpy(copy, value, count * sizeof *copy);
    return (struct template_scope){.value = copy, .count = count};
}

/* ---- what the template is filled with ------------------------------------------------------------------ */

struct filling {
    struct arena *arena;
    const struct answer *answer;
    const struct rules *rules;
    bool english;
    size_t field_count;
};

static const char *title_of(const struct filling *filling, size_t field)
{
    const struct rule_field *rule = rules_field(filling->rules, field);
    return filling->english && rule->title_en ? rule->title_en : rule->title_ro;
}

static const char *value_text(const struct filling *filling, const struct person *person, size_t field)
{
    const char *text = person->field[field].text;
    if (field != FIELD_PHONE || !person->extension || !*person->extension)
        return text;
    return arena_format(filling->arena, "%s, %s %s", text, filling->english ? "ext." : "int.",
                        person->extension);
}

static struct template_value fields_of(const struct filling *filling, const struct person *person)
{
    struct template_scope *item = arena_array(filling->arena, filling->field_count, sizeof *item);
    size_t count = 0;
    for (size_t i = 0; i < filling->field_count; i++) {
        if (!person->field[i].text || !*person->field[i].text)
            continue;
        const struct template_value value[] = {from_us("title", title_of(filling, i)),
                                               from_outside("value", value_text(filling, person, i))};
        item[count++] = scope_of(filling->arena, value, 2);
    }
    return list("fields", item, count);
}

static struct template_value missing_list(const struct filling *filling, unsigned missing)
{
    struct template_scope *item = arena_array(filling->arena, filling->field_count, sizeof *item);
    size_t count = 0;
    for (size_t i = 0; i < filling->field_count; i++)
        if (missing & 1u << i) {
            const struct template_value value = from_us("title", title_of(filling, i));
            item[count++] = scope_of(filling->arena, &value, 1);
        }
    return list("missing", item, count);
}

static const char *name_of(const struct filling *filling, size_t index)
{
    const char *name = filling->answer->person[index].field[FIELD_NAME].text;
    if (name && *name)
        return name;
    return arena_format(filling->arena, filling->english ? "person %zu" : "persoana %zu", index + 1);
}

static struct template_value people_list(const struct filling *filling, const char *key, bool only_incomplete)
{
    const struct answer *answer = filling->answer;
    struct template_scope *item = arena_array(filling->arena, answer->person_count, sizeof *item);
    size_t count = 0;
    for (size_t i = 0; i < answer->person_count; i++) {
        const struct person *person = &answer->person[i];
        if (only_incomplete && !person->missing)
            continue;
        const struct template_value value[] = {
            from_us("number", arena_format(filling->arena, "%zu", i + 1)),
            from_outside("person", name_of(filling, i)),
            fields_of(filling, person),
            missing_list(filling, person->missing),
        };
        item[count++] = scope_of(filling->arena, value, sizeof value / sizeof *value);
    }
    return list(key, item, count);
}

static unsigned missing_of(const struct answer *answer)
{
    unsigned missing = 0;
    for (size_t i = 0; i < answer->person_count; i++)
        missing |= answer->person[i].missing;
    return missing;
}

static struct template_scope fill_scope(const struct filling *filling, const struct answer_sender *sender)
{
    const struct answer *answer = filling->answer;
    const struct template_value value[] = {
        from_us("group", sender->group_name),
        from_us("sender", sender->name),
        from_us("address", sender->address),
        from_us("privacy", sender->privacy_notice),
        from_us("several", answer->person_count > 1 ? "1" : NULL),
        from_us("updated", answer->updated ? "1" : NULL),
        from_us("reminder", answer->reminder ? "1" : NULL),
        people_list(filling, "people", false),
        people_list(filling, "incomplete", true),
        missing_list(filling, missing_of(answer)),
    };
    return scope_of(filling->arena, value, sizeof value / sizeof *value);
}

static const char *template_name(const struct answer *answer)
{
    bool english = text_same(answer->language, "en");
    if (answer->action == ACTION_ACKNOWLEDGE)
        return english ? "acknowledge.en" : "acknowledge.ro";
    return english ? "request.en" : "request.ro";
}

/* ---- headers ------------------------------------------------------------------------------------------- */

/* Behind every "Re:", "RE[2]:", "Răsp:", "AW:" at the start. */
static const char *without_reply_marks(const char *subject)
{
    static const char *const marks[] = {"re", "r\xC4\x83sp", "rasp", "aw", "sv", "v\xC3\xA1"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!text_starts(subject, marks[i]))
            continue;
        const char *at = subject + strlen(marks[i]);
        if (*at == '(') /* text_inert made "[2]" round */
            at += strspn(at, "(0123456789)");
        at += strspn(at, " ");
        if (*at != ':')
            continue;
        subject = at + 1 + strspn(at + 1, " ");
        i = (size_t)-1; /* from the first mark again */
    }
    return subject;
}

static void add_subject(struct arena *arena, const struct answer *answer, const char *own, struct buf *out)
{
    const char *core = without_reply_marks(text_inert(arena, answer->subject, CAP_VALUE_BYTES));
    header_add(out, "Subject", *core ? arena_format(arena, "Re: %s", core) : own);
}

/* The thread's first and nearest ids, our token as an id, and last, where RFC 5322 wants it, the parent. */
static void add_thread(struct arena *arena, const struct answer *answer, const struct answer_sender *sender,
                       struct buf *out)
{
    const char **ids = arena_array(arena, answer->reference_count + 2, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; i < answer->reference_count; i++)
        if (header_id_is_plain(answer->references[i]) &&
            !(answer->message_id && strcmp(answer->references[i], answer->message_id) == 0))
            ids[count++] = answer->references[i];
    if (count > REFERENCES_KEPT) {
        memmove(ids + 1, ids + count - (REFERENCES_KEPT - 1), (REFERENCES_KEPT - 1) * sizeof *ids);
        count = REFERENCES_KEPT;
    }
    char token_id[TOKEN_SIZE + 300];
    if (token_to_id(answer->token, sender->address, token_id, sizeof token_id))
        ids[count++] = token_id;
    ids[count++] = answer->message_id;
    header_add_ids(out, "In-Reply-To", &answer->message_id, 1);
    header_add_ids(out, "References", ids, count);
}

/*
 * Auto-Submitted is what RFC 3834 wants, X-Auto-Response-Suppress what Exchange heeds. No Precedence: RFC
 * 3834 calls it non-standard, and "bulk" makes some servers drop or delay the one answer a person waits for.
 */
static void add_headers(struct arena *arena, const struct answer *answer, const struct answer_sender *sender,
                        const char *own_subject, struct buf *out)
{
    char date[CLOCK_TEXT_SIZE];
    clock_rfc5322(answer->date, date);
    header_add_address(out, "From", sender->name, sender->address);
    header_add_address(out, "To", text_inert(arena, answer->to_name, CAP_VALUE_BYTES), answer->to_address);
    if (answer->return_address && !text_same(answer->return_address, sender->address))
        header_add_address(out, "Reply-To", sender->name, answer->return_address);
    add_subject(arena, answer, own_subject, out);
    header_add(out, "Date", date);
    header_add_ids(out, "Message-ID", &answer->own_id, 1);
    add_thread(arena, answer, sender, out);
    header_add(out, "Auto-Submitted", "auto-replied");
    header_add(out, "X-Auto-Response-Suppress", "All");
    header_add(out, "X-Grefier", answer->token);
    header_add(out, "MIME-Version", "1.0");
}

static int check_parts(const struct answer *answer, const struct answer_sender *sender, struct err *err)
{
    if (!address_is_plain(answer->to_address))
        return err_set(err, ERR_INPUT, "the recipient is no plain address");
    if (answer->person_count == 0 || answer->person_count > CAP_PEOPLE)
        return err_set(err, ERR_INPUT, "an answer about %zu people", answer->person_count);
    if (answer->action != ACTION_ASK && answer->action != ACTION_ACKNOWLEDGE)
        return err_set(err, ERR_BROKEN, "no answer belongs to this action");
    if (answer->action == ACTION_ASK && !missing_of(answer))
        return err_set(err, ERR_INPUT, "a request for nothing");
    if (!address_is_plain(sender->address))
        return err_set(err, ERR_BROKEN, "our own address is no plain address");
    if (!header_id_is_plain(answer->own_id) || !token_is_plain(answer->token))
        return err_set(err, ERR_BROKEN, "our own message id or token is unusable");
    return 0;
}

int answer_compose(const struct answer *answer, const struct answer_sender *sender, const struct rules *rules,
                   struct buf *out, struct err *err)
{
    if (check_parts(answer, sender, err))
        return -1;
    const char *name = template_name(answer), *source = rules_template(rules, name);
    if (!source)
        return err_set(err, ERR_BROKEN, "the template answers/%s.txt is missing", name);
    struct filling filling = {.arena = arena_new(), .answer = answer, .rules = rules};
    filling.english = text_same(answer->language, "en");
    filling.field_count = rules_field_count(rules) < FIELD_LIMIT ? rules_field_count(rules) : FIELD_LIMIT;
    struct buf subject, text, whole;
    buf_init(&subject, CAP_HEADER_BYTES);
    buf_init(&text, CAP_ANSWER_BYTES);
    buf_init(&whole, CAP_ANSWER_BYTES);
    struct template_scope scope = fill_scope(&filling, sender);
    int result = template_fill(source, &scope, &subject, &text, err);
    if (result) {
        err_prefix(err, "answers/%s.txt", name);
    } else {
        buf_add_format(&text, "\n[ref. %s]\n", answer->token);
        add_headers(filling.arena, answer, sender, subject.data ? subject.data : "", &whole);
        body_add_text(&whole, text.data);
        if (text.full || whole.full || buf_add(out, whole.data, whole.length))
            result = err_set(err, ERR_INPUT, "the answer would be over %u bytes", CAP_ANSWER_BYTES);
    }
    buf_free(&subject);
    buf_free(&text);
    buf_free(&whole);
    arena_free(&filling.arena);
    return result;
}

size_t answer_check(const struct rules *rules, struct buf *report)
{
    static const char *const names[] = {"acknowledge.ro", "acknowledge.en", "request.ro", "request.en"};
    size_t problems = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *source = rules_template(rules, names[i]);
        if (source) {
            problems += template_check(rules_template_file(rules, names[i]), source, answer_keys, report);
        } else {
            buf_add_format(report, "answers/%s.txt: the template is missing\n", names[i]);
            problems++;
        }
    }
    return problems;
}
