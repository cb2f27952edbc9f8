#include "bare_data.h"

#include <string.h>
#include <strings.h>

#include "assent.h"

#define A_REMARK   6  /* words beside bare data: "pot la orice oră, online" */
#define BARE_WISH  5  /* words: "Venim trei de la", "Particip și eu." */
#define FEW_WORDS  12 /* words beside a form */
#define MANY_WORDS 40 /* words beside a whole form below a title that signs up */

/* The very fields that the announcement asks for, filled in: in this mailbox that is a sign-up, unless something else is
 * named. In answer to the announcement, two of them will do. */
static bool is_form(const struct weighing *weighing, unsigned words)
{
    bool objects =
        weighing->against >= SERIOUS && weighing->objection->kind != SIGN_INFORM; /* it cites the call */
    bool numbered =
        (weighing->context >= 30 || weighing->said >= FIELD_FIRST_CUSTOM) && weighing_is_numbered(weighing);
    if (!(weighing->people->labelled || numbered) || objects ||
        (weighing->context == 0 && weighing_is_reply(weighing)) || weighing_is_mere_list(weighing))
        return false;
    unsigned remark = weighing->context > 0 ? FEW_WORDS : 0; /* "Aș vrea o ofertă" is about something else */
    if (weighing->said >= FIELD_FIRST_CUSTOM && weighing_is_titled(weighing))
        remark = MANY_WORDS;
    return (weighing->said >= 3 && words <= remark) || (weighing->said >= 2 && weighing->context >= 30);
}

bool bare_data_is_aside(const struct weighing *weighing)
{
    return weighing->wish < CLEAR && !weighing_is_titled(weighing) &&
           signs_best(&weighing->signs, SIGN_ASIDE, TEXT_ZONES);
}

#define LINKING_WORD 2 /* letters: "de", "la", "si" */
#define WORD_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

static bool holds_word(const char *text, const char *word, size_t length)
{
    for (size_t found; text += strcspn(text, WORD_LETTERS), *text; text += found) {
        found = strspn(text, WORD_LETTERS);
        if (found == length && strncasecmp(text, word, length) == 0)
            return true;
    }
    return false;
}

static bool is_one_line(const struct weighing *weighing)
{
    const struct value *value = weighing->people->person[0].field;
    for (unsigned field = 1; field < FIELD_FIRST_CUSTOM; field++)
        if (!value[field].text || value[field].evidence.line != value[FIELD_NAME].evidence.line)
            return false;
    return weighing->people->count == 1;
}

bool bare_data_is_signature(const struct weighing *weighing)
{
    return weighing_words_above(weighing) > 0 && !weighing->people->labelled &&
           weighing->people->count == 1 && weighing->people->person[0].is_sender && !is_one_line(weighing) &&
           !weighing_is_numbered(weighing);
}

static unsigned words_beside(const struct weighing *weighing)
{
    unsigned words = 0;
    for (size_t i = 0; i < weighing->signs.sentences.count; i++)
        if (weighing->signs.sentences.item[i].zone == RULE_ZONE_OWN)
            words += weighing_unexplained_in(weighing, &weighing->signs.sentences.item[i]);
    return words;
}

/* "De la Asociația Lumina", "Ana Pop/Lumina", nothing: a subject that says no more than who writes. */
static bool is_subject_of_sender(const struct weighing *weighing)
{
    struct arena *arena = weighing->letter->arena;
    const char *known =
        text_fold(arena, weighing->letter->from.name, strlen(weighing->letter->from.name)).text;
    for (size_t i = 0; i < weighing->people->count; i++)
        for (unsigned field = 0; field <= FIELD_ORGANIZATION; field++) {
            const char *value = weighing->people->person[i].field[field].text;
            if (value)
                known = arena_format(arena, "%s %s", known, text_fold(arena, value, strlen(value)).text);
        }
    const char *at = text_fold(arena, weighing->letter->subject, strlen(weighing->letter->subject)).text;
    for (size_t length; at += strcspn(at, WORD_LETTERS), *at; at += length) {
        length = strspn(at, WORD_LETTERS);
        if (length > LINKING_WORD && !holds_word(known, at, length))
            return false;
    }
    return true;
}

/* "Particip.", but not "Particip mâine la minister.": who wishes says nothing of what else it may be for. */
static bool is_bare_wish(const struct weighing *weighing)
{
    const struct signs *signs = &weighing->signs;
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *sign = &signs->item[i];
        const struct sentence *sentence = &signs->sentences.item[sign->sentence];
        if (sign->kind <= SIGN_ASSENT && !sign->cancelled && sentence->zone == RULE_ZONE_OWN &&
            weighing_unexplained_in(weighing, sentence) > BARE_WISH)
            return false;
    }
    return true;
}

/* All that the announcement asks for in a letter of its own, and hardly a word of anything else: what it answers need
 * not be said in this mailbox. Without a word of wish only a line that gives all of it is no signature. */
static bool is_plain_answer(const struct weighing *weighing)
{
    const struct letter *letter = weighing->letter;
    if (weighing->said < FIELD_FIRST_CUSTOM || weighing->context > 0 || weighing->against > 0 ||
        weighing_is_reply(weighing) || letter_has_zone(letter, ZONE_QUOTED) ||
        letter_has_zone(letter, ZONE_FORWARDED) || !is_subject_of_sender(weighing) ||
        !is_bare_wish(weighing) || assent_is_troubled(weighing) ||
        signs_best(&weighing->signs, SIGN_ASIDE, TEXT_ZONES))
        return false;
    return words_beside(weighing) <= (weighing->wish >= SERIOUS ? FEW_WORDS : A_REMARK) &&
           (weighing->wish >= SERIOUS ||
            (weighing->wish == 0 && letter->subject[0] && is_one_line(weighing)));
}

#define ASKED_FOR 40 /* the weight of our own letter that asks for what is missing */

bool bare_data_answer_us(const struct weighing *weighing)
{
    return weighing->said >= 3 &&
           signs_weight(&weighing->signs, SIGN_ANNOUNCEMENT, RULE_ZONE_QUOTED) >= ASKED_FOR &&
           !assent_is_troubled(weighing);
}

/* "Date facturare", "Legitimație parcare" above a form: a subject of something else, and nothing that says the group. */
static bool is_about_else(const struct weighing *weighing)
{
    const struct rule *plain = rules_named(weighing->rules, "filler.plain-subject");
    struct folded subject = weighing->letter->subject_folded;
    return weighing->context == 0 && weighing->wish == 0 && !is_subject_of_sender(weighing) &&
           !weighing_is_titled(weighing) &&
           !(plain && rule_try(plain, subject.text, subject.length, 0, NULL) == RULE_YES);
}

void bare_data_weigh(struct weighing *weighing)
{
    if (is_plain_answer(weighing)) {
        weighing->context = NAMED;
        weighing->wish = weighing->wish > SERIOUS ? weighing->wish : SERIOUS;
        return;
    }
    unsigned words = weighing_other_words(weighing);
    if (is_form(weighing, words) && !is_about_else(weighing)) {
        weighing->wish = weighing->wish > SERIOUS ? weighing->wish : SERIOUS;
        weighing->context = weighing->context > 20 ? weighing->context : 20;
        return;
    }
    if (bare_data_is_aside(weighing)) {
        weighing->wish = 0;
        return;
    }
    bool is_list = weighing->people->labelled && weighing->people->count > 1; /* needs words around it */
    if (weighing->wish >= CLEAR || weighing_has_own_wish(weighing) ||
        words > (is_list ? 2 * SHORT_REMARK : SHORT_REMARK) ||
        signs_best(&weighing->signs, SIGN_QUESTION, TEXT_ZONES))
        return;
    bool is_beside = weighing->wish > 0 || weighing_words_above(weighing) == 0; /* else: "Luăm act." */
    bool asked = weighing->context >= 20 || weighing->wish > 0;
    if (weighing->said >= 3 || (weighing->said >= 2 && weighing->context >= 30) ||
        (weighing->said >= 1 && weighing->context >= 40)) {
        weighing->wished = weighing->wish > 0 ? weighing->wished : SIGN_INTEREST;
        bool sure = asked && words <= A_REMARK && is_beside && !weighing_is_mere_list(weighing);
        weighing->wish = sure ? CLEAR : CLEAR - 20;
    }
}
