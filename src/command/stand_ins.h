/*
 * stand_ins: other people's names, numbers and addresses in the place of real ones. Pure. What is not known to
 * be a name stays: whoever gives such texts away reads them first.
 */
#ifndef GREFIER_SRC_COMMAND_STAND_INS_H
#define GREFIER_SRC_COMMAND_STAND_INS_H

#include "grefier/base/arena.h"

struct stand_ins {
    struct arena *arena;
    const char *name, *phone; /* in the place of the person's; phone in E.164 */
    const char *address;
    const char *real_name, *real_phone; /* NULL when not known */
};

/* Those for case number `index`. */
struct stand_ins stand_ins_for(struct arena *arena, size_t index, const char *name, const char *phone);
/* The text with every word of the name, every number of five digits or more and every address replaced; the
 * person's own phone by its stand-in, written as the real one was. Lives in the arena. */
const char *stand_ins_put(const struct stand_ins *stand_ins, const char *text);

#endif
