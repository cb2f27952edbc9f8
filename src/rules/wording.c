/* wording.txt: what single words and pairs of them have said for and against a sign-up in letters read before. */
#include <stdlib.h>
#include <string.h>

#include "grefier/base/text.h"
#include "internal.h"

#define WEIGHT_MOST 9999

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct rule_term *)a)->text, ((const struct rule_term *)b)->text);
}

/* "112 -30 -82 vreau sa"; moves *at behind the number and the blanks. */
static bool read_weight(char **at, int *weight)
{
    char *end = NULL;
    long value = strtol(*at, &end, 10);
    if (end == *at || *end != ' ' || value < -WEIGHT_MOST || value > WEIGHT_MOST)
        return false;
    *weight = (int)value;
    *at = end + strspn(end, " ");
    return true;
}

static bool read_term(char *line, struct rule_term *term)
{
    for (size_t i = 0; i < RULE_LEANINGS; i++)
        if (!read_weight(&line, &term->weight[i]))
            return false;
    term->text = line;
    return *line != '\0';
}

static void report_doubles(const struct rules *rules, const char *path, struct problems *problems)
{
    for (size_t i = 1; i < rules->term_count; i++)
        if (strcmp(rules->term[i - 1].text, rules->term[i].text) == 0)
            problem_at(problems, &(struct place){path, 1, 1}, "\"%s\" is weighed twice", rules->term[i].text);
}

void read_wording(struct rules *rules, const char *path, const struct buf *bytes, struct problems *problems)
{
    char *text = arena_copy(rules->arena, bytes->data ? bytes->data : "", bytes->length), *rest = text;
    struct place place = {path, 0, 1};
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        struct rule_term term;
        place.line++;
        line[strcspn(line, "\r")] = '\0';
        if (*line == '\0' || *line == '#')
            continue;
        if (!read_term(line, &term)) {
            problem_at(problems, &place, "a line is three weights and the words: \"112 -30 -82 vreau sa\"");
            continue;
        }
        rules->term = arena_grow(rules->arena, rules->term, rules->term_count, sizeof *rules->term);
        rules->term[rules->term_count++] = term;
    }
    if (rules->term_count > 0)
        qsort(rules->term, rules->term_count, sizeof *rules->term, by_text);
    report_doubles(rules, path, problems);
}

const struct rule_term *rules_term(const struct rules *rules, const char *text)
{
    struct rule_term wanted = {.text = text};
    return rules->term_count ? bsearch(&wanted, rules->term, rules->term_count, sizeof wanted, by_text)
                             : NULL;
}
