/*
 * erase: what forgetting a person (forget.c) and erasing by age (erasure.c) share.
 */
#ifndef GREFIER_SRC_ROSTER_ERASE_H
#define GREFIER_SRC_ROSTER_ERASE_H

#include "values.h"

/* The texts of unsent messages may name anybody: they are wiped, and what was still to go is dropped. */
#define WIPE                                                                                                 \
    "UPDATE outbox SET message = NULL, changed = ?2, note = CASE WHEN state IN ('sent', 'refused',"          \
    " 'dropped') THEN note ELSE 'forgotten' END, state = CASE WHEN state IN ('queued', 'later',"             \
    " 'uncertain', 'held', 'draft') THEN 'dropped' ELSE state END "

#endif
