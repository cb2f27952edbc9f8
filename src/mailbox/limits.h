/*
 * limits: how much a server may say in answer to one command. libetpan has no limits of its own: it takes
 * memory for whatever a literal announces and keeps every line until the command ends.
 */
#ifndef GREFIER_MAILBOX_LIMITS_H
#define GREFIER_MAILBOX_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LIMIT_LINES        20000u     /* outside literals: each costs libetpan some 300 bytes */
#define LIMIT_SYNTAX_BYTES (1u << 20) /* outside literals: a list costs it up to 50 times as much */
#define LIMIT_BRACKETS     1000u      /* "(" of one line: it goes one call deeper for each */

struct limits {
    size_t bytes, syntax_bytes, lines; /* since limits_begin */
    uint64_t literal_left;             /* bytes of the present literal still to come */
    size_t line_length, brackets;
    bool data_line; /* the present line is "* NUMBER …" or goes on after a literal: only there a literal is
                       believed, else a harmless text ending in "{9}" would hide what follows */
    bool in_literal_size; /* within "{…" */
    bool size_closed;     /* "}" came last */
    uint64_t literal_size;
    bool size_given, size_wrong;
};

/* A new command: counting begins again; the place within a line or literal is kept. */
void limits_begin(struct limits *limits);
/* Takes what was read. Returns NULL, or what is wrong with it. */
const char *limits_take(struct limits *limits, const char *bytes, size_t length);

#endif
