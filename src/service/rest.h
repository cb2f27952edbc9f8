/* rest: what the service gives back while nothing comes. Private to this room. */
#ifndef GREFIER_SRC_SERVICE_REST_H
#define GREFIER_SRC_SERVICE_REST_H

#include "grefier/rules/rules.h"

/* The memory that a letter, or the reading of rules, took and freed. */
void rest_from_work(void);
/* The compiled rules too, and the code of libraries: made, and read, again when the next letter comes, which takes
 * less than a tenth of a second. */
void rest_for_long(const struct rules *rules);

#endif
