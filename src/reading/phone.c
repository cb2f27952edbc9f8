#include "phone.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "grefier/base/caps.h"
#include "grefier/reading/people.h"
#include "phone_shim.h"

#define HOME_REGION     "RO"
#define DIGITS_AT_LEAST 8
#define SPOKEN_AT_LEAST 3
#define DIGITS_AT_MOST  15 /* E.164 */

/* A run of digits and separators, as digits with a leading '+' where the writer gave a country code. */
static bool digits_of(const char *text, size_t length, char digits[24])
{
    char plain[DIGITS_AT_MOST + 4];
    size_t count = 0, first = 0;
    while (first < length && strchr("( ", text[first]))
        first++;
    bool plus = first < length && text[first] == '+';
    for (size_t i = first; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            continue;
        if (count + 1 >= sizeof plain)
            return false;
        plain[count++] = text[i];
    }
    plain[count] = '\0';
    const char *number = plain;
    if (strncmp(plain, "00", 2) == 0) { /* 0040…, +0040… */
        plus = true;
        number = plain + 2;
    } else if (plain[0] == '0') { /* 0722…, and "+0722…" */
        plus = false;
    } else if (count == 11 && strncmp(plain, "40", 2) == 0) { /* 40722… without the plus */
        plus = true;
    }
    snprintf(digits, 24, "%s%s", plus ? "+" : "", number);
    return strlen(digits) >= DIGITS_AT_LEAST;
}

/* National numbers are written with their 0; without it only a mobile's nine digits are taken for a phone. */
static bool may_be_phone(const char *digits)
{
    return digits[0] == '+' || (digits[0] == '0' && digits[1] != '0') ||
           (digits[0] == '7' && strlen(digits) == 9);
}

static bool judge(const char *text, size_t length, struct phone *phone)
{
    char digits[24];
    return digits_of(text, length, digits) && may_be_phone(digits) &&
           phone_is_valid(digits, HOME_REGION, phone->e164, sizeof phone->e164, &phone->is_mobile);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The longest valid number at the start of the run: two numbers may follow one another ("0721 234 567/0722
 * 111 222"). */
static bool longest_valid(const struct folded *text, size_t from, size_t to, struct phone *phone)
{
    for (size_t end = to; end > from + DIGITS_AT_LEAST - 1; end--) {
        bool ends_a_group = is_digit(text->text[end - 1]) && (end == to || !is_digit(text->text[end]));
        if (ends_a_group && judge(text->text + from, end - from, phone)) {
            phone->from = from;
            phone->to = end;
            return true;
        }
    }
    return false;
}

struct spans {
    size_t from[64], to[64];
    size_t count;
};

static bool overlaps(const struct spans *spans, size_t from, size_t to)
{
    for (size_t i = 0; i < spans->count; i++)
        if (from < spans->to[i] && to > spans->from[i])
            return true;
    return false;
}

/* Collects the spans of a named group over all rules of group "phone" that say `says`. */
static int collect(const struct rules *rules, const struct folded *text, const char *says, const char *group,
                   struct spans *spans)
{
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(rules, "phone", i)); i++) {
        if (strcmp(rule->says, says) != 0)
            continue;
        struct rule_match match;
        for (size_t at = 0; at <= text->length && spans->count < 64;) {
            enum rule_outcome outcome = rule_try(rule, text->text, text->length, at, &match);
            if (outcome == RULE_LIMIT)
                return -1;
            if (outcome == RULE_NO)
                break;
            const struct rule_capture *capture = rule_capture(&match, group);
            size_t from = capture ? capture->from : match.from, to = capture ? capture->to : match.to;
            spans->from[spans->count] = from;
            spans->to[spans->count++] = to;
            at = to > at ? to : at + 1;
        }
    }
    return 0;
}

/* What the words before and after a number say about it: the weights of the rules that say "prefer". */
static int preference(const struct rules *rules, const struct folded *text, const struct phone *phone)
{
    int sum = phone->is_mobile ? 2 : 0;
    const struct rule *rule;
    struct rule_match match;
    for (size_t i = 0; (rule = rules_at(rules, "phone", i)); i++) {
        if (strcmp(rule->says, "prefer") != 0)
            continue;
        for (size_t at = 0; rule_try(rule, text->text, text->length, at, &match) == RULE_YES;) {
            const struct rule_capture *capture = rule_capture(&match, "phone");
            if (capture && capture->from < phone->to && capture->to > phone->from)
                sum += rule->weight;
            at = match.to > at ? match.to : at + 1;
        }
    }
    return sum;
}

static void read_extension(const struct rules *rules, const struct folded *text, struct phone *phone)
{
    const struct rule *rule = rules_named(rules, "phone.extension");
    struct rule_match match;
    if (!rule || rule_try_at(rule, text->text, text->length, phone->to, &match) != RULE_YES)
        return;
    const struct rule_capture *digits = rule_capture(&match, "extension");
    if (digits && digits->to - digits->from < sizeof phone->extension) {
        memcpy(phone->extension, text->text + digits->from, digits->to - digits->from);
        phone->to = match.to;
    }
}

static int find_written(const struct rules *rules, const struct folded *text,
                        struct phone phones[PHONES_A_TEXT])
{
    struct spans runs = {.count = 0}, none = {.count = 0};
    if (collect(rules, text, "number", "phone", &runs) < 0 || collect(rules, text, "not", "not", &none) < 0)
        return -1;
    int count = 0;
    for (size_t i = 0; i < runs.count; i++) {
        for (size_t from = runs.from[i]; from < runs.to[i] && count < PHONES_A_TEXT;) {
            struct phone phone = {.rule = "phone.number"};
            bool starts_a_group = from == runs.from[i] || !is_digit(text->text[from - 1]);
            if (!starts_a_group || strchr(" ./-)", text->text[from]) ||
                !longest_valid(text, from, runs.to[i], &phone) || overlaps(&none, phone.from, phone.to)) {
                from++;
                continue;
            }
            read_extension(rules, text, &phone);
            phone.preference = preference(rules, text, &phone);
            phones[count++] = phone;
            from = phone.to;
        }
    }
    return count;
}

/* The digit that a word at `at` stands for ("șapte"), or -1; *end is where the word ends. */
static int spoken_digit(const struct rules *rules, const struct folded *text, size_t at, size_t *end)
{
    const struct rule *rule;
    struct rule_match match;
    for (size_t i = 0; (rule = rules_at(rules, "phone", i)); i++)
        if (strcmp(rule->says, "spoken") == 0 &&
            rule_try_at(rule, text->text, text->length, at, &match) == RULE_YES) {
            *end = match.to;
            return rule->weight;
        }
    return -1;
}

/* The text with the words of a dictated number as digits; origin[i] is the offset in the text it came from. Returns how
 * many words became digits. */
static int write_digits(const struct rules *rules, const struct folded *text, char *written, uint32_t *origin)
{
    int words = 0;
    size_t count = 0;
    for (size_t at = 0; at < text->length;) {
        bool begins = at == 0 || text->text[at - 1] == ' ';
        size_t end = at + 1;
        int digit =
            begins && strchr("zudtpcson", text->text[at] | 0x20) ? spoken_digit(rules, text, at, &end) : -1;
        origin[count] = (uint32_t)at;
        written[count++] = digit < 0 ? text->text[at] : (char)('0' + digit);
        words += digit >= 0;
        at = end;
    }
    origin[count] = (uint32_t)text->length;
    written[count] = '\0';
    return words;
}

int phones_find(const struct rules *rules, const struct folded *text, struct phone phones[PHONES_A_TEXT])
{
    int count = find_written(rules, text, phones);
    if (count != 0 || text->length > CAP_LINE_BYTES)
        return count;
    struct arena *arena = arena_new();
    struct folded spoken = {.text = arena_alloc(arena, text->length + 1), .original = text->original};
    spoken.origin = arena_array(arena, text->length + 1, sizeof *spoken.origin);
    if (write_digits(rules, text, spoken.text, spoken.origin) >= SPOKEN_AT_LEAST) {
        spoken.length = strlen(spoken.text);
        count = find_written(rules, &spoken, phones);
        for (int i = 0; i < count; i++) {
            phones[i].from = spoken.origin[phones[i].from];
            phones[i].to = spoken.origin[phones[i].to];
            phones[i].rule = "phone.spoken";
        }
    }
    arena_free(&arena);
    return count;
}

/* "int. 12" at the end of a number: its digits, or 0 when it is none. */
static size_t parse_extension(const char *text, size_t length, char extension[8])
{
    static const char *const words[] = {"interior", "int", "extension", "ext", "x"};
    size_t at = 0;
    for (size_t i = 0; at == 0 && i < sizeof words / sizeof *words; i++)
        if (length > strlen(words[i]) && strncasecmp(text, words[i], strlen(words[i])) == 0)
            at = strlen(words[i]);
    while (at && at < length && strchr(" .:", text[at]))
        at++;
    size_t count = length - at;
    if (at == 0 || count == 0 || count > 7)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (!is_digit(text[at + i]))
            return 0;
    memcpy(extension, text + at, count);
    extension[count] = '\0';
    return count;
}

bool phone_parse(const char *text, size_t length, char e164[20], char extension[8])
{
    struct phone phone = {.rule = NULL};
    size_t number = 0;
    extension[0] = '\0';
    while (number < length && strchr("+0123456789 ().-/,;", text[number]))
        number++;
    if (number < length && parse_extension(text + number, length - number, extension) == 0)
        return false;
    if (!judge(text, number, &phone))
        return false;
    memcpy(e164, phone.e164, sizeof phone.e164);
    return true;
}
