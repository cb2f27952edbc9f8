/*
 * sentence: the letter's text in sentences, of all zones, for rules that ask what is meant. Wrapped lines are
 * joined first, so that a phrase broken by a mail client is seen whole.
 */
#ifndef GREFIER_READING_SENTENCE_H
#define GREFIER_READING_SENTENCE_H

#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

struct sentence {
    const char *text; /* folded; not NUL-terminated where the paragraph goes on */
    size_t length;
    unsigned zone; /* one of enum rule_zone */
    unsigned line; /* of the letter, from 1; 0 for subject, headers, names of attachments */
};

struct sentences {
    struct sentence *item;
    size_t count; /* the subject comes first, then the text in its order, then headers, then attachments */
};

/* Lives in the letter's arena. */
struct sentences sentences_of(const struct letter *letter);
/* "subject", "own", "header" …, as evidence says it. */
const char *sentence_where(const struct sentence *sentence);

#endif
