/*
 * given: the addresses that a message gives for the people it signs up.
 */
#ifndef GREFIER_SRC_READING_GIVEN_H
#define GREFIER_SRC_READING_GIVEN_H

#include "grefier/reading/people.h"

/* Fills given_email of those who are signed up by another: an address in the writer's own words belongs to whose
 * name stands last before it. None where there are two, or it is the writer's or a recipient's. */
void given_addresses(const struct letter *letter, struct people *people);

#endif
