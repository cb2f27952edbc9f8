/*
 * stand_ins: other people's names, numbers and addresses in the place of real ones. Pure. What is not known to
 * be a name stays: whoever gives such texts away reads them first.
 */
#ifndef GREFIER_SERVICE_STAND_INS_H
#define GREFIER_SERVICE_STAND_INS_H

#include <stddef.h>
#include "grefier/base/arena.h"

#define STAND_INS_NAMES 24

struct stand_ins {
    struct arena *arena;
    const char *name, *phone, *address; /* the person's stand-ins */
    const char *real_phone;
    struct {
        const char *key, *name; /* a real name, folded, and its stand-in; the person's own is the first */
    } named[STAND_INS_NAMES];
    size_t named_count, index;
};

/* Somebody made up: the same for the same index, another one for another. `name` and `phone` may be NULL. */
struct stand_ins stand_ins_for(struct arena *arena, size_t index, const char *name, const char *phone);
/* Gives somebody else who is named there a name of their own too; the same name keeps its stand-in. Returns the
 * stand-in. */
const char *stand_ins_name(struct stand_ins *stand_ins, const char *real);
/* The text with every word of the names, every number of five digits or more and every address replaced; the
 * person's own phone by its stand-in, written as the real one was. Lives in the arena. */
const char *stand_ins_put(const struct stand_ins *stand_ins, const char *text);

#endif
