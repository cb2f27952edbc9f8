/*
 * passed_on: a sign-up within a message that somebody passes on, read as the letter it once was.
 */
#ifndef GREFIER_READING_PASSED_ON_H
#define GREFIER_READING_PASSED_ON_H

#include "grefier/reading/intention.h"

/*
 * Who signs up in the message passed on (or in one that it passes on in turn); NULL where nobody is known there.
 * `certain` asks for a sign-up beyond doubt: without it the words around have said that there is one. Nobody of them
 * is the sender, and no address is theirs to answer to: what stands in a forwarded text is no proof of it.
 */
struct people *passed_on_people(struct letter *letter, const struct rules *rules, bool certain);

#endif
