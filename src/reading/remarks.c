/* What in the own words is neither data nor a greeting: how much else a letter says than that somebody comes. */
#include <ctype.h>
#include <string.h>

#include "weighing.h"

#define JOINING_WORDS 2 /* around a value: "sunt", "la", "telefon" */

static bool is_word(char letter)
{
    return isalnum((unsigned char)letter) != 0;
}

/* As words of its own: who is a "psiholog" speaks of others with "psihologilor". */
static bool holds_value(const struct weighing *weighing, const char *sentence, const char *value)
{
    if (!value || !*value)
        return false;
    const char *folded = text_fold(weighing->letter->arena, value, strlen(value)).text;
    size_t length = strlen(folded);
    for (const char *at = sentence; (at = text_find(at, folded)) != NULL; at++)
        if ((at == sentence || !is_word(at[-1]) || !is_word(at[0])) &&
            (!is_word(at[length]) || !is_word(at[length - 1])))
            return true;
    return false;
}

/* A phone is written in many ways; its last digits come in their order in all of them. */
static bool holds_phone(const char *sentence, const char *phone)
{
    size_t length = phone ? strlen(phone) : 0;
    if (length < 6)
        return false;
    const char *next = phone + length - 6;
    for (; *sentence && *next; sentence++)
        if (*sentence >= '0' && *sentence <= '9')
            next = *sentence == *next ? next + 1 : phone + length - 6;
    return *next == '\0';
}

static bool begins_with_label(const struct weighing *weighing, const struct sentence *sentence)
{
    if (sentence->length <= LABELLED_BYTES && weighing->people->form_line[sentence->line - 1])
        return true;
    struct rule_match match;
    for (size_t i = 0; i < rules_field_count(weighing->rules); i++)
        if (rule_try(rules_field(weighing->rules, i)->label, sentence->text, sentence->length, 0, &match) ==
                RULE_YES &&
            rule_capture(&match, "separator"))
            return true;
    return false;
}

bool weighing_gives_data(const struct weighing *weighing, const struct sentence *sentence)
{
    if (weighing->letter->line[sentence->line - 1].cell_count > 0 || begins_with_label(weighing, sentence))
        return true;
    const char *text = arena_copy(weighing->letter->arena, sentence->text, sentence->length);
    for (size_t i = 0; i < weighing->people->count; i++) {
        const struct value *value = weighing->people->person[i].field;
        for (unsigned field = 0; field < FIELD_LIMIT; field++)
            if (field == FIELD_PHONE ? holds_phone(text, value[field].text)
                                     : holds_value(weighing, text, value[field].text))
                return true;
    }
    return false;
}

static bool is_filler(const struct weighing *weighing, const struct sentence *sentence)
{
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(weighing->rules, "filler", i)); i++)
        if (rule_try(rule, sentence->text, sentence->length, 0, NULL) == RULE_YES)
            return true;
    return false;
}

static unsigned count_words(const char *text, size_t length)
{
    unsigned words = 0;
    for (size_t at = 0; at < length; at++)
        words += text[at] != ' ' && (at == 0 || text[at - 1] == ' ');
    return words;
}

static unsigned other_words(const struct weighing *weighing, bool above_data)
{
    unsigned words = 0;
    for (size_t i = 0; i < weighing->signs.sentences.count; i++) {
        const struct sentence *sentence = &weighing->signs.sentences.item[i];
        if (sentence->zone != RULE_ZONE_OWN)
            continue;
        if (weighing_gives_data(weighing, sentence)) {
            if (above_data)
                break;
        } else if (!is_filler(weighing, sentence))
            words += count_words(sentence->text, sentence->length);
    }
    return words;
}

unsigned weighing_other_words(const struct weighing *weighing)
{
    return other_words(weighing, false);
}

unsigned weighing_words_above(const struct weighing *weighing)
{
    return other_words(weighing, true);
}

static bool has_sign(const struct weighing *weighing, size_t sentence)
{
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        if (sign->sentence == sentence && sign->kind <= SIGN_ASSENT && !sign->cancelled)
            return true;
    }
    return false;
}

/* How many words of a sentence are data, with the few that join them ("sunt", "la", "telefon"). */
static unsigned data_words(const struct weighing *weighing, const struct sentence *sentence)
{
    const char *text = arena_copy(weighing->letter->arena, sentence->text, sentence->length);
    unsigned words = 0;
    for (size_t i = 0; i < weighing->people->count; i++)
        for (unsigned field = 0; field < FIELD_FIRST_CUSTOM; field++) {
            const char *value = weighing->people->person[i].field[field].text;
            if (value && field == FIELD_PHONE && holds_phone(text, value))
                words += 4 + JOINING_WORDS;
            else if (value && field != FIELD_PHONE && holds_value(weighing, text, value))
                words += count_words(value, strlen(value)) + JOINING_WORDS;
        }
    return words;
}

unsigned weighing_unexplained_in(const struct weighing *weighing, const struct sentence *sentence)
{
    if (weighing->letter->line[sentence->line - 1].cell_count > 0 || begins_with_label(weighing, sentence) ||
        is_filler(weighing, sentence))
        return 0;
    unsigned words = count_words(sentence->text, sentence->length), data = data_words(weighing, sentence);
    return words > data ? words - data : 0;
}

unsigned weighing_unexplained(const struct weighing *weighing)
{
    unsigned unexplained = 0;
    for (size_t i = 0; i < weighing->signs.sentences.count; i++) {
        const struct sentence *sentence = &weighing->signs.sentences.item[i];
        if (sentence->zone == RULE_ZONE_OWN && !has_sign(weighing, i))
            unexplained += weighing_unexplained_in(weighing, sentence);
    }
    return unexplained;
}
