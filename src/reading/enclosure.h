/*
 * enclosure: sign-ups whose data lie in an attached file: an institution's answer, signed and scanned, a form that was
 * filled in. Nobody is asked for what they have sent already; a person opens the file.
 */
#ifndef GREFIER_READING_ENCLOSURE_H
#define GREFIER_READING_ENCLOSURE_H

#include "weighing.h"

/* Whether the data of what is known to be a sign-up are in a file: the words or the file's name say so, or there is
 * a document and nobody's position or phone in the text. */
bool enclosure_holds_data(struct weighing *weighing);
/* Whether a letter that says nothing itself passes a sign-up on in a file ("Vezi atașament."). */
bool enclosure_is_signup(struct weighing *weighing);

#endif
