/*
 * second: the second opinion on a letter, from its words alone (grefier/reading/wording.h), heard beside the rules.
 *
 * The rules have the last word on whatever they know for certain: a withdrawal, a cry for help, a machine, a colleague.
 * What they leave open (enum openness) the words may close, and where the two disagree about an answer a person looks:
 *
 *   the rules                          the words                       then
 *   leave it open                      are those of sign-ups           a sign-up
 *   see that somebody declines         are those of sign-ups           a person looks
 *   see a sign-up                      are not those of sign-ups       a person looks
 *   see nothing                        are those of letters that       a person looks
 *                                      a person had to see
 *   doubt, whatever the reason         are those of other letters      no sign-up
 */
#ifndef GREFIER_READING_SECOND_H
#define GREFIER_READING_SECOND_H

#include "weighing.h"

/* Asks the words; before the letter is looked at closer, so that what they find passes the same tests. */
void second_listen(struct weighing *weighing);
/* Whether the words are those of a sign-up for certain: a mild doubt of the rules is none then. */
bool second_is_sure(const struct weighing *weighing);
/* What the words deny of what the rules found. */
void second_object(struct weighing *weighing);

#endif
