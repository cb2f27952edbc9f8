/*
 * code: what the files that call PCRE2 share; private to this room.
 *
 * It is the 32-bit library, because Debian's 8-bit one takes no pattern above 64 KiB compiled, which a
 * vocabulary of a few hundred occupations exceeds. Subjects are widened for it, once for all rules tried on
 * one text.
 */
#ifndef GREFIER_SRC_RULES_CODE_H
#define GREFIER_SRC_RULES_CODE_H

#define PCRE2_CODE_UNIT_WIDTH 32
#include <pcre2.h>

#include "internal.h"
#include "wide.h"

#define SUBJECT_BYTES ((size_t)CAP_LINE_BYTES * 4u)

struct engine {
    pcre2_match_context *limits;
    pcre2_match_data *data; /* room for the pattern with most groups; we are one thread */
    uint32_t pairs;
    pcre2_jit_stack *stack;
    struct wide subject; /* of the text in `seen` */
    char *seen;
    size_t seen_length;
    size_t give_ups; /* matches that hit a limit */
    size_t budget;   /* what may still be spent */
};

struct group_name {
    char *name;
    uint32_t number;
};

struct rule_code {
    pcre2_code *code; /* NULL while the rules rest */
    struct entry *entry;
    struct rules *rules;
    struct engine *engine;
    struct group_name *name;
    uint32_t name_count;
    size_t looked_at; /* bytes, in all its trials */
    bool jit;         /* made into machine code, or found not to be worth it */
};

#endif
