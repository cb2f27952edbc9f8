/*
 * cover: an office's cover note. A registry passes on its own institution's letter ("Vă transmitem alăturat adresa
 * noastră"): what is passed on is then the sender's own word, nobody else's.
 */
#ifndef GREFIER_READING_COVER_H
#define GREFIER_READING_COVER_H

#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

/* When the own words are a short note and the message below comes from the sender's own house (the same domain, not a
 * mail provider's, or the sender's own address) and names or signs up somebody (rules "passed-on"), its lines become own words. */
void cover_open(struct letter *letter, const struct rules *rules);

#endif
