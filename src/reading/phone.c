#include "phone.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "grefier/base/caps.h"
#include "grefier/reading/people.h"
#include "phone_shim.h"
#include "phone_spoken.h"

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

/* "373 69 455 208": of the numbers abroad without their plus only mobiles are sure enough. */
static bool is_abroad_without_plus(const char *digits, struct phone *phone)
{
    char whole[28];
    size_t count = strlen(digits);
    snprintf(whole, sizeof whole, "+%s", digits);
    return digits[0] >= '3' && digits[0] <= '4' && (count == 11 || count == 12) &&
           phone_is_valid(whole, HOME_REGION, phone->e164, sizeof phone->e164, &phone->is_mobile) &&
           phone->is_mobile;
}

static bool judge(const char *text, size_t length, struct phone *phone)
{
    char digits[24];
    if (!digits_of(text, length, digits))
        return false;
    return may_be_phone(digits)
               ? phone_is_valid(digits, HOME_REGION, phone->e164, sizeof phone->e164, &phone->is_mobile)
               : is_abroad_without_plus(digits, phone);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool copy_digits(const struct folded *text, const struct rule_capture *part, char *digits, size_t size)
{
    size_t count = 0;
    for (size_t at = part->from; at < part->to; at++) {
        if (!is_digit(text->text[at]))
            continue;
        if (count + 1 >= size)
            return false;
        digits[count++] = text->text[at];
    }
    digits[count] = '\0';
    return true;
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

#define TOO_MANY 6 /* digits: more are another number */

/* "0722 4518 33 902": a few digits more than a number has, and no word behind them that counts something. Which of them are
 * too many, only the writer knows. */
static bool is_cut(const struct folded *text, const struct phone *phone, size_t to)
{
    size_t digits = 0;
    for (size_t at = phone->to; at < to; at++) {
        if (!is_digit(text->text[at]) && text->text[at] != ' ' && text->text[at] != '.')
            return false;
        digits += is_digit(text->text[at]);
    }
    while (to < text->length && text->text[to] == ' ')
        to++;
    bool counts = to < text->length && !strchr(".,;!?)", text->text[to]);
    return phone->is_mobile && digits > 0 && digits <= TOO_MANY && !counts;
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
            if (is_cut(text, &phone, runs.to[i]) && !overlaps(&none, phone.to, runs.to[i]))
                break;
            read_extension(rules, text, &phone);
            phone.preference = preference(rules, text, &phone);
            phones[count++] = phone;
            from = phone.to;
        }
    }
    return count;
}

static bool meets_another(const struct phone *phones, int count, const struct phone *phone)
{
    for (int i = 0; i < count; i++)
        if (phone->from < phones[i].to && phone->to > phones[i].from)
            return true;
    return false;
}

/* "61 44 02, prefix 0239", "069 455 208 (prefixul +373)": a number whose beginning is told elsewhere. */
static bool join_apart(const struct folded *text, const struct rule_match *match, struct phone *phone)
{
    const struct rule_capture *code = rule_capture(match, "code"), *rest = rule_capture(match, "rest");
    if (!code || !rest)
        return false;
    char before[8], after[24], whole[40];
    if (!copy_digits(text, code, before, sizeof before) || !copy_digits(text, rest, after, sizeof after))
        return false;
    bool abroad = text->text[code->from] == '+' || strncmp(before, "00", 2) == 0;
    const char *country = before + strspn(before, "0");
    phone->from = code->from < rest->from ? code->from : rest->from;
    phone->to = code->to > rest->to ? code->to : rest->to;
    snprintf(whole, sizeof whole, "0%s%s", country, after);
    if (!abroad && judge(whole, strlen(whole), phone))
        return true;
    snprintf(whole, sizeof whole, "+%s%s", country, after + (after[0] == '0'));
    return (abroad || before[0] != '0') && judge(whole, strlen(whole), phone);
}

static int find_apart(const struct rules *rules, const struct folded *text,
                      struct phone phones[PHONES_A_TEXT], int count)
{
    const struct rule *rule;
    struct rule_match match;
    for (size_t i = 0; (rule = rules_at(rules, "phone", i)); i++) {
        if (strcmp(rule->says, "apart") != 0)
            continue;
        enum rule_outcome outcome = RULE_NO;
        for (size_t at = 0; count < PHONES_A_TEXT && at <= text->length; at = match.to) {
            outcome = rule_try(rule, text->text, text->length, at, &match);
            if (outcome != RULE_YES || match.to <= at)
                break;
            struct phone phone = {.rule = "phone.apart"};
            if (join_apart(text, &match, &phone) && !meets_another(phones, count, &phone))
                phones[count++] = phone;
        }
        if (outcome == RULE_LIMIT)
            return -1;
    }
    return count;
}

int phones_find(const struct rules *rules, const struct folded *text, struct phone phones[PHONES_A_TEXT])
{
    int count = find_written(rules, text, phones);
    if (count >= 0)
        count = find_apart(rules, text, phones, count);
    if (count != 0 || text->length > CAP_LINE_BYTES)
        return count;
    struct arena *arena = arena_new();
    struct folded spoken;
    if (phone_write_digits(arena, rules, text, &spoken) >= SPOKEN_AT_LEAST) {
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
