/*
 * wording: what kind of letter one is by its words alone, as letters like it have been judged by people. The rules say
 * what a letter says; this is a second opinion beside them, from words that no rule knows (see second.c for what it may
 * change). Multinomial logistic regression over the terms of the writer's own words; the weights are data (wording.txt,
 * rules_term) that tests/corpus/learn.py makes from labelled letters.
 */
#ifndef GREFIER_READING_WORDING_H
#define GREFIER_READING_WORDING_H

#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

/*
 * The terms of a letter, each once, sorted; they live in its arena. A word is its first five letters, without marks, small
 * ("inscr"); a number is "0", an address "@", and "?", "!" and ":" are words. Words of the subject begin with "s:". A term
 * is one word, or two that follow each other in one paragraph ("vreau sa"). "[quoted]", "[forwarded]" and "[file]" say
 * that there is such a thing. At most WORDING_TERMS are counted. `left_out` (NULL: everything counts) tells of each line
 * whether it is passed over, as lines with data are to hear what else is said; then only the own text counts.
 */
#define WORDING_TERMS 8192u
struct terms {
    const char **item;
    size_t count;
};
struct terms wording_terms(const struct letter *letter, const bool *left_out);

/* How much the words lean to each kind of letter, in hundredths, together about 100. `known` is how many of the `terms` have a
 * weight: with none there is no opinion and all are 0. */
struct wording {
    int leaning[RULE_LEANINGS];
    size_t known;
    size_t terms;
};
struct wording wording_of(const struct letter *letter, const struct rules *rules, const bool *left_out);

/* The words weighed together with what the rules have found: "sign-up", "doubt, opposed", "nothing", …; NULL where the
 * rules have the last word and nothing was weighed. `about_group`: the group or its announcement is named. `likely` is how
 * likely each kind of letter is then, in hundredths. */
struct opinion {
    const char *found;
    bool about_group;
    int likely[RULE_LEANINGS];
};

#endif
