/*
 * erasure: the right to be forgotten, and keeping nothing longer than said.
 */
#ifndef GREFIER_ROSTER_ERASURE_H
#define GREFIER_ROSTER_ERASURE_H

#include "grefier/roster/roster.h"

struct erased {
    size_t applicants, letters, messages; /* rows of the roster; letters stripped; outbox rows wiped */
    size_t undecided; /* of these letters: nobody had decided about them (roster_expire) */
};

/* Whom to forget: everybody with that address of their own, or one applicant, who may have none. */
struct whom {
    const char *address; /* NULL or "": `id` */
    int64_t id;
};

/* The applicants that are this person: those with the address of their own (or who wrote from it), or that id,
 * and with each the rows of the same name and the same phone. None is no failure. 0 or -1. */
int roster_rows_of(struct roster *roster, const struct whom *whom, struct arena *arena, int64_t **id,
                   size_t *count, struct err *err);
/*
 * Erases a person everywhere: the rows of roster_rows_of, values, history and evidence; address, name and
 * subject of the letters from any address of theirs alone; recipient and text of the answers (what was still
 * to go is dropped; an unsent digest or confirmation is wiped, and that day's digest made anew); pieces and
 * subjects of others that speak of them. People that this person only nominated stay, without the address.
 * Leaves a tombstone for each address (a keyed hash), so that an old message is not taken in again
 * (roster_knows: FORGOTTEN); a new one is. Then the file is rewritten, so that no byte remains. Not inside a
 * group. -1 with INPUT when `whom` is an id that nobody has, with RETRY when the rewriting could not be done (a
 * reader): the erasure stands, call again.
 */
int roster_forget(struct roster *roster, const struct whom *whom, int64_t now, struct erased *erased,
                  struct err *err);
/* Erases one applicant (by an order, or age) without a tombstone; the file is not rewritten (freed bytes are
 * overwritten). 1, 0 no such, -1. */
int roster_erase_applicant(struct roster *roster, int64_t id, int64_t now, struct err *err);
/* Whether the address was forgotten: 1 and when, 0, -1. */
int roster_forgotten(struct roster *roster, const char *address, int64_t *when, struct err *err);

/*
 * Erases by age: letters, evidence and answers older than `keep_messages` seconds are stripped of all that is
 * personal (not what is still to go); what waited that long for a person is decided as "expired", and goes as
 * after a "no"; applicants that stayed incomplete, or withdrew, and did not change for `keep_incomplete` seconds
 * are erased. 0 or -1.
 */
int roster_expire(struct roster *roster, int64_t now, int64_t keep_messages, int64_t keep_incomplete,
                  struct erased *erased, struct err *err);

#endif
