#include "phone_spoken.h"

#include <stdio.h>
#include <string.h>

#define HUNDRED 100

/* The number that a word at `at` stands for ("șapte", "șaizeci"), or -1; *end is where the word ends. */
static int word_value(const struct rules *rules, const struct folded *text, size_t at, size_t *end)
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

static int next_value(const struct rules *rules, const struct folded *text, size_t at, size_t *end)
{
    return at < text->length && text->text[at] == ' ' ? word_value(rules, text, at + 1, end) : -1;
}

/* Behind "treizeci": "și doi". */
static int units_after(const struct rules *rules, const struct folded *text, size_t *end)
{
    size_t behind;
    if (strncasecmp(text->text + *end, " si ", 4) != 0)
        return 0;
    int units = next_value(rules, text, *end + 3, &behind);
    if (units < 1 || units > 9)
        return 0;
    *end = behind;
    return units;
}

/* "șapte", "treizeci și doi", "șapte sute douăzeci și doi". */
static int number_value(const struct rules *rules, const struct folded *text, size_t at, size_t *end)
{
    int value = word_value(rules, text, at, end);
    size_t behind = *end;
    if (value > 0 && value < 10 && next_value(rules, text, *end, &behind) == HUNDRED) {
        value *= HUNDRED;
        *end = behind;
    }
    if (value >= HUNDRED) {
        int rest = next_value(rules, text, *end, &behind);
        if (rest <= 0 || rest >= HUNDRED)
            return value;
        *end = behind;
        value += rest;
    }
    bool is_tens = value % HUNDRED >= 20 && value % 10 == 0;
    return is_tens ? value + units_after(rules, text, end) : value;
}

static bool begins_word(const struct folded *text, size_t at)
{
    return (at == 0 || strchr(" (,.:", text->text[at - 1])) &&
           strchr("zudtpcson", text->text[at] | 0x20) != NULL;
}

static bool ends_in_digit(const struct folded *written)
{
    char last = written->length ? written->text[written->length - 1] : ' ';
    return last >= '0' && last <= '9';
}

static void add(struct folded *written, const char *bytes, size_t at)
{
    for (; *bytes; bytes++) {
        written->origin[written->length] = (uint32_t)at;
        written->text[written->length++] = *bytes;
    }
}

int phone_write_digits(struct arena *arena, const struct rules *rules, const struct folded *text,
                       struct folded *written)
{
    const struct rule *plus = rules_named(rules, "phone.plus-in-words");
    const struct rule *pause = rules_named(rules, "phone.pause-in-words");
    int words = 0;
    *written = (struct folded){.text = arena_alloc(arena, text->length + 1), .original = text->original};
    written->origin = arena_array(arena, text->length + 1, sizeof *written->origin);
    for (size_t at = 0, end; at < text->length; at = end) {
        char bytes[16] = {text->text[at]};
        struct rule_match match;
        end = at + 1;
        int value = begins_word(text, at) ? number_value(rules, text, at, &end) : -1;
        char number[sizeof bytes];
        int digits = snprintf(number, sizeof number, "%d", value);
        bool fits = value >= 0 && (size_t)digits <= end - at; /* a rule may call one letter a thousand */
        if (fits) {
            memcpy(bytes, number, sizeof bytes);
            words++;
        } else if (plus && begins_word(text, at) &&
                   rule_try_at(plus, text->text, text->length, at, &match) == RULE_YES) {
            bytes[0] = '+';
            end = match.to;
        } else if (pause && ends_in_digit(written) &&
                   rule_try_at(pause, text->text, text->length, at, &match) == RULE_YES) {
            bytes[0] = ' ';
            end = match.to;
        }
        add(written, bytes, at);
    }
    written->origin[written->length] = (uint32_t)text->length;
    written->text[written->length] = '\0';
    return words;
}
