/*
 * values: writing the fields of an applicant, each value with its history.
 */
#ifndef GREFIER_SRC_ROSTER_VALUES_H
#define GREFIER_SRC_ROSTER_VALUES_H

#include "grefier/roster/applicants.h"
#include "store.h"

/* Kept as fields beside those of the rules. */
#define VALUE_EXTENSION "extension"
#define VALUE_SECTOR    "sector"
#define VALUE_EMAIL     "email"
#define VALUE_LANGUAGE  "language"
/* An address somebody else gave for them: for finding, not for writing. */
#define VALUE_GIVEN_EMAIL "given-email"

struct new_value {
    int64_t applicant;
    const char *field, *text; /* text "": taken away */
    bool proposed;
    int64_t letter;                  /* 0: none */
    const struct evidence *evidence; /* NULL: none */
    const char *who;
};

/* What two writings of one value have in common: "Pop Ana-Maria" and "ana maria POP" are one name. */
const char *value_key(struct arena *arena, const char *field, const char *value);
/* Inside a transaction. 1 it is new, 0 the current value is the same, -1. */
int value_put(struct roster *roster, const struct new_value *value, int64_t now, struct err *err);
/* Makes a proposed value the current one. */
int value_accept(struct roster *roster, int64_t id, int64_t now, struct err *err);
/* Complete or incomplete, as the current values say. 0 or -1. */
int status_follow(struct roster *roster, int64_t applicant, int64_t now, struct err *err);
int status_set(struct roster *roster, int64_t applicant, enum applicant_status status, const char *note,
               int64_t now, struct err *err);
/* 1 and the status, 0 no such applicant, -1. */
int status_of(struct roster *roster, int64_t applicant, enum applicant_status *status, struct err *err);

/* Erases one applicant and what of letters and answers is only theirs; inside a transaction. 0 or -1. */
int applicant_erase(struct roster *roster, int64_t id, int64_t now, struct err *err);

#endif
