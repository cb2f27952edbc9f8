#include "sign.h"

#include <string.h>

static const char *const words[SIGN_KINDS] = {
    [SIGN_SIGNUP] = "signup",
    [SIGN_JOIN] = "join",
    [SIGN_NOMINATE] = "nominate",
    [SIGN_INTEREST] = "interest",
    [SIGN_ASSENT] = "assent",
    [SIGN_GROUP] = "group",
    [SIGN_ANNOUNCEMENT] = "announcement",
    [SIGN_ASKED] = "asked",
    [SIGN_BESIDES] = "besides",
    [SIGN_COLLEAGUE] = "colleague",
    [SIGN_CONDITION] = "condition",
    [SIGN_SPARE] = "spare",
    [SIGN_CITED] = "cited",
    [SIGN_CANCEL] = "cancel",
    [SIGN_REFUSE] = "refuse",
    [SIGN_LATER] = "later",
    [SIGN_QUESTION] = "question",
    [SIGN_OTHER_EVENT] = "other-event",
    [SIGN_BUSINESS] = "business",
    [SIGN_THANKS] = "thanks",
    [SIGN_INFORM] = "inform",
    [SIGN_INTERNAL] = "internal",
    [SIGN_WITHDRAW] = "withdraw",
    [SIGN_DATA_PROTECTION] = "data-protection",
    [SIGN_HELP] = "help",
    [SIGN_REPORT] = "report",
    [SIGN_CHILD] = "child",
    [SIGN_DANGER] = "danger",
    [SIGN_WHAT_TO_DO] = "what-to-do",
    [SIGN_CLOSED] = "closed",
    [SIGN_CANNOT_GIVE] = "cannot-give",
    [SIGN_ATTACHMENT] = "attachment",
    [SIGN_DOUBT] = "doubt",
    [SIGN_ASIDE] = "aside",
};

enum sign_kind sign_kind_of(const char *says)
{
    unsigned kind = 0;
    while (kind < SIGN_KINDS && strcmp(words[kind], says) != 0)
        kind++;
    return (enum sign_kind)kind;
}

static void try_rule(struct signs *signs, const struct rule *rule, enum sign_kind kind, size_t index)
{
    const struct sentence *sentence = &signs->sentences.item[index];
    struct rule_match match;
    for (size_t start = 0; start < sentence->length;) {
        enum rule_outcome outcome = rule_try(rule, sentence->text, sentence->length, start, &match);
        if (outcome == RULE_LIMIT || (outcome == RULE_YES && signs->count == SIGNS))
            signs->limit = true;
        if (outcome != RULE_YES || signs->count == SIGNS)
            return;
        signs->item[signs->count++] = (struct sign){.kind = kind,
                                                    .rule = rule,
                                                    .weight = rule->weight,
                                                    .sentence = index,
                                                    .from = match.from,
                                                    .to = match.to};
        start = match.to > start ? match.to : start + 1;
    }
}

static bool is_for(enum sign_kind kind)
{
    return kind <= SIGN_ASSENT;
}

static bool is_against(enum sign_kind kind)
{
    return kind >= SIGN_CANCEL && kind <= SIGN_DATA_PROTECTION;
}

/* Whether a sign of the one kind takes back what it overlaps of the other. */
static bool cancels(enum sign_kind kind, enum sign_kind other)
{
    if (kind == SIGN_SPARE)
        return is_against(other) || other == SIGN_BESIDES || other == SIGN_CANNOT_GIVE;
    if (kind == SIGN_CITED)
        return is_for(other);
    if (kind == SIGN_CONDITION)
        return other == SIGN_NOMINATE || other == SIGN_INTEREST;
    if (kind == SIGN_OTHER_EVENT && other == SIGN_GROUP)
        return true;
    return is_against(kind) && kind != SIGN_BUSINESS && is_for(other);
}

static void cancel_by(struct signs *signs, const struct sign *by)
{
    for (size_t i = 0; i < signs->count; i++) {
        struct sign *sign = &signs->item[i];
        bool touches = by->kind == SIGN_CITED ? by->from <= sign->from && sign->to <= by->to
                                              : sign->from < by->to && by->from < sign->to;
        if (touches && cancels(by->kind, sign->kind) && sign->sentence == by->sentence)
            sign->cancelled = true;
    }
}

/* What "spare.press" denies once is denied for all of the letter: "De data asta nu pentru un articol." */
static void cancel_kin(struct signs *signs, const struct sign *by)
{
    const char *kin = strrchr(by->rule->name, '.');
    for (size_t i = 0; i < signs->count; i++) {
        const char *name = strrchr(signs->item[i].rule->name, '.');
        if (cancels(by->kind, signs->item[i].kind) && strcmp(kin, name) == 0)
            signs->item[i].cancelled = true;
    }
}

/* Who says what group they sign up for asks us for nothing else with the same words: "Please add me to the list for the
 * working group". */
static void cancel_requests(struct signs *signs, const struct sign *wish)
{
    for (size_t i = 0; i < signs->count; i++) {
        struct sign *sign = &signs->item[i];
        if (sign->kind == SIGN_BUSINESS && sign->sentence == wish->sentence && sign->from < wish->to &&
            wish->from < sign->to)
            sign->cancelled = true;
    }
}

/* What is spared no longer cancels: "ele nu pot veni, vin eu". */
static void cancel(struct signs *signs)
{
    for (size_t i = 0; i < signs->count; i++)
        if (signs->item[i].kind == SIGN_SPARE) {
            cancel_by(signs, &signs->item[i]);
            cancel_kin(signs, &signs->item[i]);
        }
    for (size_t i = 0; i < signs->count; i++)
        if (signs->item[i].kind != SIGN_SPARE && !signs->item[i].cancelled)
            cancel_by(signs, &signs->item[i]);
    for (size_t i = 0; i < signs->count; i++)
        if (signs->item[i].kind == SIGN_SIGNUP && signs->item[i].weight >= EXPLICIT &&
            !signs->item[i].cancelled)
            cancel_requests(signs, &signs->item[i]);
}

struct signs signs_find(struct letter *letter, const struct rules *rules)
{
    struct signs signs = {.sentences = sentences_of(letter),
                          .item = arena_array(letter->arena, SIGNS, sizeof(struct sign))};
    const struct rule *rule;
    for (size_t r = 0; (rule = rules_at(rules, "intention", r)); r++) {
        enum sign_kind kind = sign_kind_of(rule->says);
        if (kind == SIGN_KINDS)
            continue;
        for (size_t i = 0; i < signs.sentences.count; i++)
            if (rule->zones & signs.sentences.item[i].zone)
                try_rule(&signs, rule, kind, i);
    }
    cancel(&signs);
    return signs;
}

/* Only the sentence with the label; a question may follow on the same line. */
static bool is_labelled(const struct sentences *sentences, size_t index, const bool *form_line)
{
    const struct sentence *sentence = &sentences->item[index];
    bool is_text = sentence->zone == RULE_ZONE_OWN || sentence->zone == RULE_ZONE_SIGNATURE;
    return is_text && sentence->line > 0 && form_line[sentence->line - 1] &&
           sentence->length <= LABELLED_BYTES &&
           (index == 0 || sentences->item[index - 1].line != sentence->line);
}

static bool is_mild(enum sign_kind kind)
{
    return kind >= SIGN_LATER && kind <= SIGN_INFORM;
}

void signs_pardon_labels(struct signs *signs, const bool *form_line)
{
    for (size_t i = 0; i < signs->count; i++)
        if (is_mild(signs->item[i].kind) &&
            is_labelled(&signs->sentences, signs->item[i].sentence, form_line))
            signs->item[i].cancelled = true;
}

/* Whether the sign and the word behind it are words of the name. */
static bool is_of_name(const struct signs *signs, const struct sign *sign, struct folded name)
{
    const struct sentence *sentence = &signs->sentences.item[sign->sentence];
    size_t to = sign->to;
    while (to < sentence->length && sentence->text[to] == ' ')
        to++;
    while (to < sentence->length && strchr(" ,.;:!?\"", sentence->text[to]) == NULL)
        to++;
    return memmem(name.text, name.length, sentence->text + sign->from, to - sign->from);
}

void signs_pardon_name(struct signs *signs, struct folded name)
{
    for (size_t i = 0; name.length > 0 && i < signs->count; i++) {
        struct sign *sign = &signs->item[i];
        bool may = sign->kind == SIGN_OTHER_EVENT || sign->kind == SIGN_BESIDES;
        if (may && is_of_name(signs, sign, name))
            sign->cancelled = true;
    }
}

const struct sign *signs_best(const struct signs *signs, enum sign_kind kind, unsigned zones)
{
    const struct sign *best = NULL;
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *sign = &signs->item[i];
        if (sign->kind == kind && !sign->cancelled && (signs->sentences.item[sign->sentence].zone & zones) &&
            (!best || sign->weight > best->weight))
            best = sign;
    }
    return best;
}

int signs_weight(const struct signs *signs, enum sign_kind kind, unsigned zones)
{
    const struct sign *best = signs_best(signs, kind, zones);
    return best ? best->weight : 0;
}
