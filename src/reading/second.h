/*
 * second: the second opinion on a letter, from its words alone (grefier/reading/wording.h), heard beside the rules.
 *
 * The rules have the last word on whatever they know for certain: a withdrawal, a cry for help, a machine, a colleague.
 * Otherwise what they have found is evidence like the words, each has its weight, and the sum says how likely it is that
 * the letter is a sign-up, one that a person must see, or nothing:
 *
 *   the rules                    the sum                        then
 *   leave it open                likely a sign-up               a sign-up, if there is enough to judge by
 *   have heard something         likely a sign-up               a person looks
 *   against one
 *   see a sign-up                not likely a sign-up           a person looks; if likely nothing: no sign-up
 *   see nothing                  rather one that a person       a person looks
 *                                must see, or a sign-up
 *   doubt, whatever the reason   rather nothing                 no sign-up
 */
#ifndef GREFIER_READING_SECOND_H
#define GREFIER_READING_SECOND_H

#include "weighing.h"

/* Asks the words; before the letter is looked at closer, so that what they find passes the same tests. */
void second_listen(struct weighing *weighing);
/* Whether the words are those of a sign-up for certain: a mild doubt of the rules is none then. */
bool second_is_sure(const struct weighing *weighing);
/* Whether a paragraph beside the sign-up, that speaks of a child or of what is done to one, is in words like those that a
 * person had to see: "Totodată, vă aduc la cunoștință …". */
bool second_hears_a_case(const struct weighing *weighing);

#endif
