/* The language and the subjects of a letter: rules that are counted. */
#include <string.h>

#include "grefier/reading/intention.h"
#include "sentence.h"

#define OWN_WORDS (RULE_ZONE_SUBJECT | RULE_ZONE_OWN)

static int count_in(const struct rule *rule, const struct sentence *sentence)
{
    int count = 0;
    struct rule_match match;
    for (size_t start = 0; start < sentence->length;) {
        if (rule_try(rule, sentence->text, sentence->length, start, &match) != RULE_YES)
            break;
        count++;
        start = match.to > start ? match.to : start + 1;
    }
    return count;
}

const char *language_of(struct letter *letter, const struct rules *rules)
{
    static const char *const known[] = {"ro", "en", "hu"}; /* the earlier one wins a draw */
    int score[3] = {0};
    struct sentences sentences = sentences_of(letter);
    const struct rule *rule;
    for (size_t r = 0; (rule = rules_at(rules, "language", r)); r++)
        for (size_t i = 0; i < sentences.count; i++)
            if (sentences.item[i].zone & (rule->zones & OWN_WORDS))
                for (size_t l = 0; l < 3; l++)
                    if (strcmp(rule->says, known[l]) == 0)
                        score[l] += rule->weight * count_in(rule, &sentences.item[i]);
    size_t best = 0;
    for (size_t l = 1; l < 3; l++)
        if (score[l] > score[best])
            best = l;
    return known[best];
}

static bool is_listed(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], word) == 0)
            return true;
    return false;
}

size_t topics_of(struct letter *letter, const struct rules *rules, const char *topic[READING_TOPICS])
{
    size_t count = 0;
    struct sentences sentences = sentences_of(letter);
    const struct rule *rule;
    for (size_t r = 0; (rule = rules_at(rules, "topics", r)) && count < READING_TOPICS; r++)
        for (size_t i = 0; i < sentences.count && !is_listed(topic, count, rule->says); i++)
            if ((sentences.item[i].zone & rule->zones) && count_in(rule, &sentences.item[i]) > 0)
                topic[count++] = rule->says;
    return count;
}
