#include "grefier/digest/orders.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"

#define NUMBER_DIGITS 12
#define ROW_DIGITS    6
#define BLANKS        " "

struct reading {
    const struct words *words;
    const struct rules *rules;
    struct arena *arena;
    struct order *order;
    const struct folded *folded; /* the line */
    size_t at;
};

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

static bool rest_has_digits(const struct reading *reading)
{
    return strpbrk(reading->folded->text + reading->at, "0123456789") != NULL;
}

/* What stands behind the verb. "M15 da, M16 nu" is two orders in one line: nobody may think both were read. */
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
    if (order->kind != ORDER_WRONG && rest_has_digits(reading))
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

/* "telefon 12 0722 …", but not "tel. 0722 …" below somebody's name. */
static bool names_a_row(struct reading *reading)
{
    skip(reading, " :=.");
    size_t from = reading->at;
    bool whole = here(reading) != '0' && read_number(reading) > 0;
    return whole && reading->at - from <= ROW_DIGITS && (here(reading) == ' ' || !here(reading));
}

/* A line without a number in front that nevertheless begins with a verb, or names a letter. */
static bool was_meant(struct reading *reading)
{
    const char *verb = read_verb(reading);
    size_t length = strlen(verb);
    if (length > 1 && verb[0] == 'm' && strspn(verb + 1, "0123456789") == length - 1)
        return true;
    if (!*verb || !rest_has_digits(reading))
        return false;
    if (kind_of(reading, verb, true) != ORDER_WRONG)
        return true;
    enum order_kind kind = kind_of(reading, verb, false);
    return kind != ORDER_WRONG && (kind != ORDER_SET || names_a_row(reading));
}

bool order_parse(const char *line, const struct words *words, const struct rules *rules, struct arena *arena,
                 struct order *order)
{
    const char *clean = text_line(arena, line, strlen(line), CAP_LINE_BYTES);
    struct folded folded = text_fold(arena, clean, strlen(clean));
    struct reading reading = {words, rules, arena, order, &folded, 0};
    *order = (struct order){.line = text_line(arena, clean, strlen(clean), CAP_VALUE_BYTES)};
    skip(&reading, " -*>\"'#");
    size_t start = reading.at;
    bool letter = here(&reading) == 'M' || here(&reading) == 'm';
    if (letter)
        reading.at++;
    skip(&reading, " #");
    if (here(&reading) < '0' || here(&reading) > '9') {
        reading.at = start;
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

struct orders orders_of(const struct letter *letter, const struct words *words, const struct rules *rules,
                        struct arena *arena)
{
    struct orders orders = {.item = arena_array(arena, ORDERS_MOST, sizeof *orders.item)};
    for (size_t i = 0; i < letter->line_count; i++) {
        enum zone zone = letter->line[i].zone;
        struct order order;
        if ((zone != ZONE_OWN && zone != ZONE_SIGNATURE) || letter->line[i].quote_depth > 0)
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
