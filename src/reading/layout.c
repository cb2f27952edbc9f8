#include "layout.h"

#include <string.h>

#define WORDS_AT_MOST 9

/* A line that can be a position or an organization: a few words, no numbers, no addresses, nothing known in
 * it. */
static bool is_plain(const struct rules *rules, const char *text, size_t length)
{
    const struct rule *sentence = rules_named(rules, "value.sentence");
    if (sentence && rule_try(sentence, text, length, 0, NULL) != RULE_NO)
        return false;
    size_t words = 1;
    for (const char *at = text; at < text + length; at++) {
        if (strchr("@0123456789:", *at))
            return false;
        words += *at == ' ';
    }
    return words <= WORDS_AT_MOST && length >= 3 && !memmem(text, length, "www.", 4) &&
           !memchr(text, '!', length);
}

/* "Safer Net România | vlad@safernet.example": the columns of a signature. */
static size_t first_cell(const struct unit *unit)
{
    const char *bar = strchr(unit->folded.text, '|');
    size_t length = bar ? (size_t)(bar - unit->folded.text) : unit->folded.length;
    while (length > 0 && unit->folded.text[length - 1] == ' ')
        length--;
    return length;
}

static unsigned fields_in(const struct entities *entities, size_t unit)
{
    unsigned fields = 0;
    for (size_t i = 0; i < entities->count; i++)
        if (entities->item[i].unit == unit)
            fields |= 1u << entities->item[i].field;
    return fields;
}

static bool is_place(const struct rules *rules, const struct unit *unit)
{
    return rules_has_word(rules, "place", unit->folded.text, unit->folded.length);
}

struct layout_guess layout_read_block(struct letter *letter, const struct rules *rules,
                                      const struct units *units, const struct entities *entities,
                                      const struct entity *name)
{
    struct layout_guess guess = {.position = NULL};
    bool has_position = fields_in(entities, name->unit) & (1u << FIELD_POSITION);
    for (size_t i = name->unit + 1; i < units->count && i <= name->unit + 3; i++) {
        const struct unit *unit = &units->item[i];
        if (unit->is_subject || unit->zone != units->item[name->unit].zone ||
            (unit->after_blank && i > name->unit + 1))
            break;
        unsigned fields = fields_in(entities, i);
        if (fields & (1u << FIELD_ORGANIZATION | 1u << FIELD_NAME))
            break;
        if (fields & (1u << FIELD_POSITION)) {
            has_position = true;
            continue;
        }
        size_t mark = mark_length(&unit->folded), length = first_cell(unit);
        if (fields || length <= mark || !is_plain(rules, unit->folded.text + mark, length - mark) ||
            is_place(rules, unit))
            continue;
        const char *text = text_unfold(letter->arena, &unit->folded, mark, length);
        if (!has_position && !guess.position) {
            guess.position = value_clean(letter->arena, rules, FIELD_POSITION, text);
            guess.position_unit = i;
        } else if (!guess.organization) {
            guess.organization = value_clean(letter->arena, rules, FIELD_ORGANIZATION, text);
            guess.organization_unit = i;
        }
    }
    return guess;
}

static bool is_covered(const struct entities *entities, size_t unit, size_t from, size_t to)
{
    for (size_t i = 0; i < entities->count; i++) {
        const struct entity *entity = &entities->item[i];
        if (entity->unit == unit && entity->from < to && entity->to > from)
            return true;
    }
    return false;
}

/* The end of the part of a list that begins at `at`: a comma, semicolon, bar, slash or dash with blanks. */
static size_t part_end(const struct folded *text, size_t at)
{
    for (; at < text->length; at++) {
        char byte = text->text[at];
        bool spaced =
            at > 0 && text->text[at - 1] == ' ' && (at + 1 == text->length || text->text[at + 1] == ' ');
        if (strchr(",;|\t", byte) || (strchr("/-", byte) && spaced) ||
            (byte == '.' && at + 1 < text->length && text->text[at + 1] == ' '))
            break;
    }
    return at;
}

struct layout_guess layout_read_list(struct letter *letter, const struct rules *rules,
                                     const struct units *units, const struct entities *entities,
                                     const struct entity *name)
{
    struct layout_guess guess = {.position = NULL};
    const struct unit *unit = &units->item[name->unit];
    const struct folded *text = &unit->folded;
    unsigned fields = fields_in(entities, name->unit);
    bool is_list = (fields & (1u << FIELD_PHONE | 1u << FIELD_POSITION)) && text->text[name->to] &&
                   strchr(",;|/ -\t", text->text[name->to]);
    for (size_t at = name->to, end; is_list && at < text->length; at = end + 1) {
        end = part_end(text, at);
        if (end < text->length && text->text[end] == '.')
            is_list = false; /* what follows the sentence is no list any more */
        size_t from = at;
        while (from < end && strchr(" -", text->text[from]))
            from++;
        if (from >= end || is_covered(entities, name->unit, from, end) ||
            !is_plain(rules, text->text + from, end - from) ||
            rules_has_word(rules, "place", text->text + from, end - from))
            continue;
        size_t word = from + strcspn(text->text + from, " ");
        if (rules_has_word(rules, "not-a-name", text->text + from, (word < end ? word : end) - from))
            break; /* a sentence begins */
        bool capital = text->text[from] >= 'A' && text->text[from] <= 'Z';
        const char *part = text_unfold(letter->arena, text, from, end);
        if (capital && !guess.organization) {
            guess.organization = value_clean(letter->arena, rules, FIELD_ORGANIZATION, part);
            guess.organization_unit = name->unit;
        } else if (!capital && !guess.position && !(fields & (1u << FIELD_POSITION))) {
            guess.position = value_clean(letter->arena, rules, FIELD_POSITION, part);
            guess.position_unit = name->unit;
        }
    }
    return guess;
}
