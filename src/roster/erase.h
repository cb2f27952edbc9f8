/*
 * erase: what forgetting a person (forget.c) and erasing by age (erasure.c) share.
 */
#ifndef GREFIER_SRC_ROSTER_ERASE_H
#define GREFIER_SRC_ROSTER_ERASE_H

#include "values.h"

/* Proposals, and applicants in `review`, that the letter brought are erased; of a letter that neither
 * comes from anybody in the roster nor names one nothing personal is left. Inside a transaction. 0 or -1. */
int letter_reject(struct roster *roster, int64_t number, struct arena *arena, int64_t now, struct err *err);

/* The texts of unsent messages may name anybody: they are wiped, and what was still to go is dropped. */
#define WIPE                                                                                                 \
    "UPDATE outbox SET message = NULL, changed = ?2, note = CASE WHEN state IN ('sent', 'refused',"          \
    " 'dropped') THEN note ELSE 'forgotten' END, state = CASE WHEN state IN ('queued', 'later',"             \
    " 'uncertain', 'held', 'draft') THEN 'dropped' ELSE state END "

#endif
