/* name: what a person's name looks like in folded text, and when two names are one person's. */
#ifndef GREFIER_READING_NAME_H
#define GREFIER_READING_NAME_H

#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

/* How sure the words around are that a name stands here; the surer, the less the name itself has to prove. */
enum name_trust {
    NAME_SEEN, /* capitals somewhere: two words, one of them a known given name */
    NAME_SAID, /* introduced by words ("mă numesc"), or first in a list or signature */
    NAME_GIVEN /* the value of a label */
};

/*
 * Narrows [*from, *to) of the folded text to the person's name at its beginning: titles taken off, stopped at
 * the first word that belongs to no name. Returns false when no full name (two words of two letters) stands
 * there.
 */
bool name_narrow(const struct rules *rules, const struct folded *text, size_t *from, size_t *to,
                 enum name_trust trust);

/* Whether the two names share enough words to be one person's: every word of the shorter one (initials too)
 * stands in the longer one, in any order. */
bool name_same(const char *a, const char *b);

/* Whether a given name stands in both, folded. */
bool name_shares_given(const struct rules *rules, const char *a, const char *b);

/*
 * Whether `name` is the writer's: the same person's as `known` (what the writer is known by, perhaps only "Florin R"), or
 * one whose surname is part of the address it was sent from. Who shares the surname and has another given name is a
 * relative.
 */
bool sender_is(struct letter *letter, const struct rules *rules, const char *known, const char *name);

/* Whether folded[from, to) names an organization ("Asociația Ana Ipătescu", "DAS Codlea"). */
bool names_organization(const struct rules *rules, const struct folded *text, size_t from, size_t to);

/* Whether the word at [from, to) is written like a name and known as a given name. */
bool is_given_name(const struct rules *rules, const char *text, size_t from, size_t to);

/* Length of the title ("prof. univ. dr. ") at `from`, 0 when none stands there. */
size_t title_length(const struct rules *rules, const struct folded *text, size_t from, size_t to);

#endif
