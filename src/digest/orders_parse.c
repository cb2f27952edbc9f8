#include "grefier/digest/orders.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/digest/romanian.h"

#define NUMBER_DIGITS 12
#define ROW_DIGITS    6
#define BLANKS        " "
#define DIGITS        "0123456789"
#define WORD_ENDS     " .,;:!?()*_\"'=/"
#define DIGEST_END    "[ref. "
#define REST_MARKS    " .,;:!-()*_\"'"

struct reading {
    const struct words *words;
    const struct rules *rules;
    struct arena *arena;
    struct order *order;
    struct folded *folded; /* the line */
    size_t at;
};

/* "**6 retrage**": the marks of bold text around a line are no part of it. */
static void unwrap(struct reading *reading)
{
    struct folded *folded = reading->folded;
    size_t from = strspn(folded->text, " ");
    char mark = folded->text[from];
    while (mark && strchr("*_", mark) && folded->text[from] == mark && folded->length > from + 1 &&
           folded->text[folded->length - 1] == mark) {
        folded->text[--folded->length] = '\0';
        from++;
    }
    reading->at = from;
}

static char here(const struct reading *reading)
{
    return reading->at < reading->folded->length ? reading->folded->text[reading->at] : '\0';
}

static void skip(struct reading *reading, const char *signs)
{
    while (here(reading) && strchr(signs, here(reading)))
        reading->at++;
}

/* 0 when there is none, or it is beyond every row. */
static int64_t read_number(struct reading *reading)
{
    int64_t number = 0;
    size_t digits = 0;
    for (; here(reading) >= '0' && here(reading) <= '9'; reading->at++, digits++)
        if (digits < NUMBER_DIGITS)
            number = number * 10 + (here(reading) - '0');
    return digits <= NUMBER_DIGITS ? number : 0;
}

static bool is_verb(const struct reading *reading, const char *key, const char *verb)
{
    const char *list = text_key(reading->arena, word(reading->words, key));
    size_t length = strlen(verb);
    for (size_t each; *list; list += each + strspn(list + each, BLANKS)) {
        each = strcspn(list, BLANKS);
        if (each == length && strncmp(list, verb, length) == 0)
            return true;
    }
    return false;
}

/* A field by a word of the words file, else by its id or title. */
static bool is_field(struct reading *reading, const char *verb)
{
    static const char *const others[] = {"extension", "email"};
    struct order *order = reading->order;
    for (size_t i = 0; i < rules_field_count(reading->rules); i++) {
        const struct rule_field *field = rules_field(reading->rules, i);
        const char *key = arena_format(reading->arena, "verb.%s", field->id);
        if (is_verb(reading, key, verb) || strcmp(text_key(reading->arena, field->id), verb) == 0 ||
            strcmp(text_key(reading->arena, field->title_ro), verb) == 0) {
            order->field = field->id;
            order->title = field->title_ro;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_verb(reading, arena_format(reading->arena, "verb.%s", others[i]), verb)) {
            order->field = others[i];
            order->title = word(reading->words, arena_format(reading->arena, "field.%s", others[i]));
            return true;
        }
    return false;
}

static enum order_kind kind_of(struct reading *reading, const char *verb, bool letter)
{
    static const struct {
        const char *key;
        enum order_kind kind;
        bool letter;
    } verbs[] = {{"verb.yes", ORDER_YES, true},
                 {"verb.no", ORDER_NO, true},
                 {"verb.withdraw", ORDER_WITHDRAW, false},
                 {"verb.merge", ORDER_MERGE, false},
                 {"verb.send", ORDER_SEND, false}};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (verbs[i].letter == letter && is_verb(reading, verbs[i].key, verb))
            return verbs[i].kind;
    return !letter && is_field(reading, verb) ? ORDER_SET : ORDER_WRONG;
}

static void wrong(struct reading *reading, const char *key)
{
    reading->order->kind = ORDER_WRONG;
    reading->order->wrong = key;
}

/* Thanks and other small words, but none that may take the order back. */
static bool rest_is_polite(const struct reading *reading)
{
    const char *at = text_key(reading->arena, reading->folded->text + reading->at);
    for (size_t length; at += strspn(at, REST_MARKS), *at; at += length) {
        length = strcspn(at, REST_MARKS);
        if (!is_verb(reading, "order.polite", arena_copy(reading->arena, at, length)))
            return false;
    }
    return true;
}

/* What stands behind the verb. "M15 da, M16 nu" is two orders in one line, "3 retrage - nu încă" none: what is not
 * understood to the end is not done. */
static void read_rest(struct reading *reading)
{
    struct order *order = reading->order;
    skip(reading, " :=");
    if (here(reading) == '-' && reading->folded->text[reading->at + 1] == ' ')
        reading->at += 2;
    if (order->kind == ORDER_SET) {
        const char *value =
            text_unfold(reading->arena, reading->folded, reading->at, reading->folded->length);
        order->value = text_line(reading->arena, value, strlen(value), CAP_VALUE_BYTES);
        if (!*order->value || strcmp(order->value, "-") == 0)
            wrong(reading, "orders.wrong.value");
        return;
    }
    if (order->kind == ORDER_MERGE) {
        skip(reading, " #");
        if (text_starts(reading->folded->text + reading->at, "cu "))
            reading->at += 3;
        order->other = read_number(reading);
        if (order->other == 0)
            wrong(reading, "orders.wrong.number");
    }
    if (order->kind != ORDER_WRONG && !rest_is_polite(reading))
        wrong(reading, "orders.wrong.unknown");
}

static const char *read_verb(struct reading *reading)
{
    size_t from = reading->at;
    while (here(reading) && !strchr(" :=,;!", here(reading)))
        reading->at++;
    const char *verb = arena_copy(reading->arena, reading->folded->text + from, reading->at - from);
    char *key = text_key(reading->arena, verb);
    if (*key && key[1] && key[strlen(key) - 1] == '.') /* "M15 da." */
        key[strlen(key) - 1] = '\0';
    return key;
}

/* A number of a row in the words before `end`: "la 7 telefonul este 0722 …", no "0722". */
static bool has_row_number(const char *text, size_t end)
{
    for (size_t at = 0; at < end;) {
        size_t length = strcspn(text + at, WORD_ENDS), digits = strspn(text + at, DIGITS);
        if (digits && digits == length && digits <= ROW_DIGITS && text[at] != '0')
            return true;
        at += length + (text[at + length] != '\0');
    }
    return false;
}

/* "telefon 12 0722 …", but not "tel. 0722 …" below somebody's name. */
static bool row_follows(const char *text)
{
    text += strspn(text, " :=.");
    size_t digits = strspn(text, DIGITS);
    return digits && digits <= ROW_DIGITS && *text != '0' && (text[digits] == ' ' || !text[digits]);
}

/* "M15" as a word of its own. */
static bool names_a_letter(const char *word)
{
    size_t length = strlen(word);
    return length > 1 && word[0] == 'm' && strspn(word + 1, DIGITS) == length - 1;
}

/* A line that holds a verb and a row's number somewhere: it is said that it was not understood. */
static bool was_meant(struct reading *reading)
{
    const char *line = text_key(reading->arena, reading->folded->text);
    for (size_t at = 0, length; line[at]; at += length + (line[at + length] != '\0')) {
        length = strcspn(line + at, WORD_ENDS);
        const char *verb = arena_copy(reading->arena, line + at, length);
        bool first = strspn(line, WORD_ENDS "->#") >= at;
        if (names_a_letter(verb))
            return true;
        enum order_kind kind = length ? kind_of(reading, verb, false) : ORDER_WRONG;
        bool set = kind == ORDER_SET;
        if (set ? has_row_number(line, at) || (first && row_follows(line + at + length))
                : kind != ORDER_WRONG && has_row_number(line, strlen(line)))
            return true;
    }
    return false;
}

/* "Vă rog, nr. 7 …", "rândul 7 …": words that may stand before the number. */
static void skip_lead(struct reading *reading)
{
    for (;;) {
        size_t from = reading->at;
        const char *lead = read_verb(reading);
        bool known = is_verb(reading, "order.polite", lead) || is_verb(reading, "order.row", lead);
        skip(reading, " ,:!.#");
        if (!known || !here(reading)) {
            reading->at = from;
            return;
        }
    }
}

bool order_parse(const char *line, const struct words *words, const struct rules *rules, struct arena *arena,
                 struct order *order)
{
    const char *clean = text_line(arena, line, strlen(line), CAP_LINE_BYTES);
    struct folded folded = text_fold(arena, clean, strlen(clean));
    struct reading reading = {words, rules, arena, order, &folded, 0};
    *order = (struct order){.line = text_line(arena, clean, strlen(clean), CAP_VALUE_BYTES)};
    unwrap(&reading);
    skip(&reading, " -*>'#");
    skip_lead(&reading);
    bool letter = here(&reading) == 'M' || here(&reading) == 'm';
    if (letter)
        reading.at++;
    skip(&reading, " #");
    if (here(&reading) < '0' || here(&reading) > '9') {
        wrong(&reading, "orders.wrong.unknown");
        return was_meant(&reading);
    }
    order->number = read_number(&reading);
    skip(&reading, " .):,-");
    order->kind = kind_of(&reading, read_verb(&reading), letter);
    if (order->kind == ORDER_WRONG)
        order->wrong = "orders.wrong.unknown";
    else if (order->number == 0)
        wrong(&reading, "orders.wrong.number");
    else
        read_rest(&reading);
    return true;
}

static bool begins_with_number(const char *line)
{
    line += strspn(line, " -*#");
    if (*line == 'M' || *line == 'm')
        line++;
    return *line >= '0' && *line <= '9';
}

/* The line with those its client wrapped it into. */
static const char *whole_line(const struct letter *letter, size_t *index, struct arena *arena)
{
    const char *whole = letter->line[*index].text;
    while (*index + 1 < letter->line_count && letter->line[*index + 1].joined &&
           letter->line[*index + 1].zone == letter->line[*index].zone &&
           !begins_with_number(letter->line[*index + 1].text) && strlen(whole) < CAP_LINE_BYTES)
        whole = arena_format(arena, "%s %s", whole, letter->line[++*index].text);
    return whole;
}

/* The digest begins with its title, or the day alone, and ends with its mark: what stands between is its own
 * text, also where a client shows it without quote marks. */
static bool begins_digest(const struct words *words, struct arena *arena, const char *line)
{
    return strcmp(line, word(words, "title")) == 0 || romanian_is_day(arena, line);
}

struct orders orders_of(const struct letter *letter, const struct words *words, const struct rules *rules,
                        struct arena *arena)
{
    struct orders orders = {.item = arena_array(arena, ORDERS_MOST, sizeof *orders.item)};
    bool in_digest = false;
    for (size_t i = 0; i < letter->line_count; i++) {
        enum zone zone = letter->line[i].zone;
        struct order order;
        bool ends = in_digest && text_starts(letter->line[i].text, DIGEST_END);
        in_digest = !ends && (in_digest || begins_digest(words, arena, letter->line[i].text));
        if (in_digest || ends || (zone != ZONE_OWN && zone != ZONE_SIGNATURE) ||
            letter->line[i].quote_depth > 0)
            continue;
        if (!order_parse(whole_line(letter, &i, arena), words, rules, arena, &order) ||
            (zone == ZONE_SIGNATURE && order.kind == ORDER_WRONG))
            continue;
        if (orders.count == ORDERS_MOST) {
            orders.more = true;
            break;
        }
        orders.item[orders.count++] = order;
    }
    return orders;
}
