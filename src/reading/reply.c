/* A reply to one of our letters, beside its data. */
#include "grefier/reading/reply.h"

#include <string.h>

#include "weighing.h"

#define LINES_MOST  (sizeof((struct reply *)0)->line / sizeof(unsigned))
#define LINES_BELOW 2 /* "Am greșit numărul." and, an empty line below, the right one */

static bool says(const struct rules *rules, const char *what, const struct sentence *sentence)
{
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(rules, "reply", i)); i++)
        if (strcmp(rule->says, what) == 0 && (rule->zones & sentence->zone) &&
            rule_try(rule, sentence->text, sentence->length, 0, NULL) == RULE_YES)
            return true;
    return false;
}

/* Words of the writer's own name: whoever signs says nothing with it. */
static unsigned name_words(const struct letter *letter, const struct sentence *sentence)
{
    unsigned words = 0;
    const char *name = text_key(letter->arena, letter->from.name);
    const char *text = text_key(letter->arena, arena_copy(letter->arena, sentence->text, sentence->length));
    for (size_t length; *name; name += length) {
        name += strspn(name, " -.,");
        length = strcspn(name, " -.,");
        words += length > 1 && strstr(text, arena_copy(letter->arena, name, length)) != NULL;
    }
    return words;
}

static void look_at(struct reply *reply, const struct weighing *weighing, const struct sentence *sentence)
{
    reply->leaves |= says(weighing->rules, "leave", sentence);
    if (sentence->zone != RULE_ZONE_OWN)
        return;
    reply->asks |= memchr(sentence->text, '?', sentence->length) != NULL;
    if (says(weighing->rules, "agree", sentence))
        return;
    if (says(weighing->rules, "correct", sentence) && reply->line_count < LINES_MOST) {
        reply->line[reply->line_count++] = sentence->line;
        return;
    }
    unsigned words = weighing_unexplained_in(weighing, sentence),
             own = name_words(weighing->letter, sentence);
    reply->words += words > own ? words - own : 0;
}

static bool is_serious(const struct signs *signs, enum sign_kind kind)
{
    return signs_weight(signs, kind, OWN_ZONES) >= SERIOUS;
}

/* "Vă rog să corectați telefonul" is a right of theirs, and done at once; what else is asked, a person decides. */
static bool only_rectifies(const struct signs *signs)
{
    bool rectifies = false;
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *sign = &signs->item[i];
        if (sign->cancelled || !(signs->sentences.item[sign->sentence].zone & TEXT_ZONES))
            continue;
        bool right = sign->kind == SIGN_DATA_PROTECTION && text_ends(sign->rule->name, ".rectify");
        if (!right && (sign->kind == SIGN_DATA_PROTECTION || sign->kind == SIGN_WITHDRAW ||
                       sign->kind == SIGN_HELP || sign->kind == SIGN_REPORT))
            return false;
        rectifies |= right;
    }
    return rectifies;
}

struct reply reply_read(struct letter *letter, const struct rules *rules, const struct people *people)
{
    struct reply reply = {0};
    const struct weighing weighing = {
        .letter = letter, .rules = rules, .people = people, .signs = signs_find(letter, rules)};
    const struct signs *signs = &weighing.signs;
    for (size_t i = 0; i < signs->sentences.count; i++)
        look_at(&reply, &weighing, &signs->sentences.item[i]);
    reply.asks |= is_serious(signs, SIGN_QUESTION);
    reply.objects =
        is_serious(signs, SIGN_REFUSE) || is_serious(signs, SIGN_LATER) || is_serious(signs, SIGN_DOUBT);
    reply.cannot_give = signs_best(signs, SIGN_CANNOT_GIVE, OWN_ZONES) != NULL;
    reply.rectifies = only_rectifies(signs);
    return reply;
}

/* ---- corrections ----------------------------------------------------------------------------------------- */

static bool is_labelled(struct letter *letter, const struct rules *rules, unsigned field,
                        const struct value *value)
{
    const struct evidence *evidence = &value->evidence;
    struct folded line = text_fold(letter->arena, evidence->text, strlen(evidence->text));
    struct rule_match match;
    return text_ends(evidence->rule, ".label") ||
           (rule_try(rules_field(rules, field)->label, line.text, line.length, 0, &match) == RULE_YES &&
            rule_capture(&match, "separator"));
}

static bool is_beside(const struct reply *reply, unsigned line)
{
    for (size_t i = 0; i < reply->line_count; i++)
        if (reply->line[i] <= line && line <= reply->line[i] + LINES_BELOW)
            return true;
    return false;
}

/* "director, nu psiholog", "not a psychologist": named only to say that it is not so. */
static bool is_denied(struct letter *letter, const struct value *value)
{
    static const char *const no[] = {" nu ",      " nu sunt ", " nu mai sunt ", " nu e ",
                                     " nu este ", " nu la ",   " not ",         " not a ",
                                     " not an ",  " not the ", " not at ",      NULL};
    const char *piece = arena_format(letter->arena, " %s", text_key(letter->arena, value->evidence.text));
    const char *at = strstr(piece, text_key(letter->arena, value->text));
    const char *before = at ? arena_copy(letter->arena, piece, (size_t)(at - piece)) : "";
    for (const char *const *word = no; *word; word++)
        if (text_ends(before, *word))
            return true;
    return false;
}

/* Two values of one field, none of them the one that is noted or a piece of the other: who knows which is meant. */
static bool competes(struct letter *letter, const struct people *people, unsigned field, const char *chosen,
                     const char *noted)
{
    const char *taken = text_key(letter->arena, chosen), *old = text_key(letter->arena, noted);
    for (size_t i = 0; i < people->candidate_count; i++) {
        const struct candidate *candidate = &people->candidate[i];
        if (candidate->field != field || !candidate->value.text ||
            strcmp(candidate->value.evidence.where, zone_word(ZONE_OWN)) != 0 ||
            is_denied(letter, &candidate->value))
            continue;
        const char *other = text_key(letter->arena, candidate->value.text);
        if (!strstr(taken, other) && !strstr(other, taken) && !strstr(old, other) && !strstr(other, old))
            return true;
    }
    return false;
}

bool reply_corrects(struct letter *letter, const struct rules *rules, const struct people *people,
                    const struct reply *reply, unsigned field, const struct value *value, const char *noted)
{
    const struct evidence *evidence = &value->evidence;
    if (!value->text || !evidence->where || strcmp(evidence->where, zone_word(ZONE_OWN)) != 0)
        return false;
    return (is_labelled(letter, rules, field, value) || is_beside(reply, evidence->line)) &&
           !is_denied(letter, value) && !competes(letter, people, field, value->text, noted);
}

bool reply_is_waiting(struct letter *letter, const struct rules *rules)
{
    struct sentences sentences = sentences_of(letter);
    for (size_t i = 0; i < sentences.count; i++)
        if (says(rules, "waiting", &sentences.item[i]))
            return true;
    return false;
}
