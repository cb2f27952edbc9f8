/*
 * correct: a person changes a value of an applicant, by an order or at the command line: the value is made clean,
 * and what hangs on it follows (the extension of another phone, the sector of another position or organization).
 */
#ifndef GREFIER_SERVICE_CORRECT_H
#define GREFIER_SERVICE_CORRECT_H

#include "grefier/roster/roster.h"
#include "grefier/rules/rules.h"

enum correct_outcome {
    CORRECT_CHANGED,
    CORRECT_SAME, /* it is so already */
    CORRECT_NOBODY,
    CORRECT_NO_PHONE,    /* the text is no valid phone number */
    CORRECT_NO_EMAIL,    /* no address that can be written to */
    CORRECT_NO_EXTENSION /* not one to seven digits */
};

struct correction {
    int64_t id;
    const char *field; /* as roster_set_value */
    const char *text;  /* as written; "" takes the value away */
    const char *who;
};

/*
 * `value` is what is kept then (in the arena), "" when it was taken away. 0 and *outcome; -1 with nothing to undo
 * done by itself: call inside a group, or alone. INPUT: an unknown field or sector.
 */
int correct_value(struct roster *roster, const struct rules *rules, const struct correction *correction,
                  int64_t now, struct arena *arena, enum correct_outcome *outcome, const char **value,
                  struct err *err);

#endif
