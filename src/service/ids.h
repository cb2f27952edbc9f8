/* ids: names of our letters that nobody can guess. Private to this room. */
#ifndef GREFIER_SRC_SERVICE_IDS_H
#define GREFIER_SRC_SERVICE_IDS_H

#include "grefier/base/arena.h"

/* A Message-ID without < >: 128 bits by chance at the domain of `address`. Lives in the arena. */
const char *ids_message(struct arena *arena, const char *address);
/* A token (token.h) that gives rights: 16 signs, 79 bits by chance. Lives in the arena. */
const char *ids_token(struct arena *arena);

#endif
