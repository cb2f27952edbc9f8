/* nominee: somebody is named for the group; was it understood who? */
#ifndef GREFIER_READING_NOMINEE_H
#define GREFIER_READING_NOMINEE_H

#include "weighing.h"

/* Whether somebody is named for the group and the only one found is who writes, by nothing but a signature: the name of the
 * one meant was not understood. */
bool nominee_is_missed(const struct weighing *weighing);

#endif
