/*
 * domain: the organization that the sender's address names. Whoever writes from ana@casanoua.example and speaks of
 * "Casa Nouă" works there, whatever kind of thing that is.
 */
#ifndef GREFIER_READING_DOMAIN_H
#define GREFIER_READING_DOMAIN_H

#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

/* The part of the sender's domain that can be a name, lower-case letters and digits: "casanoua". "" for a public mail
 * provider's (vocabulary "public-domain") and what is too short to tell. Lives in the letter's arena. */
const char *domain_name(struct letter *letter, const struct rules *rules);

/* Finds the words in `text` from *from on that, written together, are `domain`: "Casa Nouă", "Drepturi pentru Copii"
 * for "drepturicopii". Returns whether there are any; [*from, *to) is then where they stand. */
bool domain_find(const struct folded *text, const char *domain, size_t *from, size_t *to);

#endif
