#include "label_typo.h"

#include <string.h>

#define LETTERS_AT_LEAST 4u
#define LETTERS_AT_MOST  16u
#define LETTERS_LONG     7u /* from here on two slips are forgiven */

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many slips lie between the two words: a letter left out, put in, mistaken, two of them exchanged. */
static unsigned slips(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned row[3][LETTERS_AT_MOST + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[1][j] = (unsigned)j;
    for (size_t i = 1; i <= a_length; i++) {
        unsigned *above = row[i % 3], *now = row[(i + 1) % 3], *before = row[(i + 2) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            unsigned wrong = a[i - 1] != b[j - 1];
            now[j] = least(above[j - 1] + wrong, least(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[(a_length + 1) % 3][b_length];
}

static bool is_near(const char *word, size_t length, const char *known)
{
    size_t size = strlen(known);
    unsigned allowed = length >= LETTERS_LONG && size >= LETTERS_LONG ? 2 : 1;
    if (size < LETTERS_AT_LEAST || size > LETTERS_AT_MOST || size > length + allowed ||
        length > size + allowed)
        return false;
    unsigned found = slips(word, length, known, size);
    return found <= allowed && (found < 2 || word[0] == known[0]);
}

static bool is_near_one(const struct rules *rules, const char *vocabulary, const char *word, size_t length)
{
    const char *known;
    for (size_t i = 0; (known = rules_word_at(rules, vocabulary, i)); i++)
        if (is_near(word, length, known))
            return true;
    return false;
}

/* "Poliția" is no mistake for "Poziția". */
static bool is_known_word(const struct rules *rules, const struct folded *words, size_t at, size_t to)
{
    static const char *const vocabularies[] = {"organization-head", "position-head"};
    bool known = false;
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++) {
        const struct rule *rule = rules_vocabulary(rules, vocabularies[i]);
        known = known || (rule && rule_try_at(rule, words->text, to, at, NULL) == RULE_YES);
    }
    return known;
}

bool label_typo(const struct rules *rules, const struct folded *words, size_t from, size_t to,
                unsigned *field)
{
    static const char *const vocabularies[] = {
        [FIELD_NAME] = "label-name",
        [FIELD_POSITION] = "label-position",
        [FIELD_ORGANIZATION] = "label-organization",
        [FIELD_PHONE] = "label-phone",
    };
    for (size_t at = from, end; at < to; at = end + 1) {
        char word[LETTERS_AT_MOST];
        size_t length = 0;
        for (end = at; end < to && is_letter(words->text[end]); end++)
            if (length < sizeof word)
                word[length++] = (char)(words->text[end] | 0x20);
        if (length < LETTERS_AT_LEAST || end - at > LETTERS_AT_MOST || is_known_word(rules, words, at, to))
            continue;
        for (unsigned i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
            if (is_near_one(rules, vocabularies[i], word, length)) {
                *field = i;
                return true;
            }
    }
    return false;
}
