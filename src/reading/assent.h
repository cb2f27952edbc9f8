/*
 * assent: a yes in words that may be said of anything ("Din tot sufletul, da!", "Mă aveți alături."). It is a wish to join
 * where the announcement is answered, our question is, or the group is named, and nothing else in the letter says what it
 * may be for.
 */
#ifndef GREFIER_READING_ASSENT_H
#define GREFIER_READING_ASSENT_H

#include "weighing.h"

/* Whether something is said against a sign-up, or something else is spoken of. */
bool assent_is_troubled(const struct weighing *weighing);
/* Takes the strongest assent as the wish where it can only be meant for the group. */
void assent_weigh(struct weighing *weighing);
/* Whether somebody who gives a name and two more data wishes something that is not said: a person must look. */
bool assent_is_loose(const struct weighing *weighing);
/* Whether a wish that may be said of anything answers our question about something else, or our confirmation. */
bool assent_is_elsewhere(const struct weighing *weighing);

#endif
