/* The language and the subjects of a letter: rules that are counted. */
#include <string.h>

#include "grefier/reading/intention.h"
#include "grefier/reading/reply.h"
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

static const char *const languages[] = {"ro", "en", "hu"}; /* the earlier one wins a draw */
#define LANGUAGES (sizeof languages / sizeof *languages)

static void count_words(struct letter *letter, const struct rules *rules, unsigned zones,
                        int score[LANGUAGES])
{
    struct sentences sentences = sentences_of(letter);
    const struct rule *rule;
    for (size_t r = 0; (rule = rules_at(rules, "language", r)); r++)
        for (size_t i = 0; i < sentences.count; i++)
            if (sentences.item[i].zone & (rule->zones & zones))
                for (size_t l = 0; l < LANGUAGES; l++)
                    if (strcmp(rule->says, languages[l]) == 0)
                        score[l] += rule->weight * count_in(rule, &sentences.item[i]);
}

static size_t best_of(const int score[LANGUAGES])
{
    size_t best = 0;
    for (size_t l = 1; l < LANGUAGES; l++)
        if (score[l] > score[best])
            best = l;
    return best;
}

const char *language_of(struct letter *letter, const struct rules *rules)
{
    int score[LANGUAGES] = {0};
    count_words(letter, rules, OWN_WORDS, score);
    return languages[best_of(score)];
}

const char *language_said(struct letter *letter, const struct rules *rules)
{
    int score[LANGUAGES] = {0};
    count_words(letter, rules, RULE_ZONE_OWN, score);
    size_t best = best_of(score);
    for (size_t l = 0; l < LANGUAGES; l++)
        if (score[best] == 0 || (l != best && score[l] >= score[best]))
            return NULL;
    return languages[best];
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
