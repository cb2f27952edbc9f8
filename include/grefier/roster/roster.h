/*
 * roster: the store, and the only room with SQL (SQLite). Rollback journal, synchronous=FULL, secure_delete,
 * STRICT tables, file mode 0600. One message is one transaction: letter, applicants, values with evidence,
 * the answer in the outbox, and how far the folder was read.
 *
 *   roster.h      the file: open, groups, cursor, facts, attempts, backup, check     (this page)
 *   letters.h     messages taken in: known ones, taking, decisions, looking them up
 *   applicants.h  the people: looking up, changing with history, merging
 *   outbox.h      what is to leave: due, claimed, settled; threads; digests
 *   erasure.h     forgetting people; keeping nothing too long
 *   export.h      the roster as CSV and JSON (pure)
 *
 * Everything that is read is copied into an arena the caller gives, and is a consistent picture of that
 * moment: no lock outlives a call. Functions return 0, or 1/0 for found/not found, or -1 with err: RETRY
 * (locked, disk full, input/output error, read-only), BROKEN (damaged, or our own fault), INPUT (an
 * argument), REFUSED (see roster_open). A call that fails has changed nothing. Instants are seconds since
 * 1970 (clock.h).
 */
#ifndef GREFIER_ROSTER_ROSTER_H
#define GREFIER_ROSTER_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/err.h"
#include "grefier/mailbox/source.h"
#include "grefier/reading/reading.h"

struct roster;

/*
 * Opens the store. With `read_only` (status, list, export: also while the service runs) it must be there
 * already; otherwise it is created (0600; its folder too, 0700) and migrated. -1: REFUSED (a symbolic link,
 * more than one link, readable by others, somebody else's, a folder others can write to, not a store of ours,
 * of a newer grefier, none there to read), RETRY (locked, disk full), BROKEN (damaged). Root may open
 * everybody's; what root creates belongs to the folder's owner.
 */
int roster_open(const char *path, bool read_only, struct roster **roster, struct err *err);
/* Rolls back an open group, closes, frees, sets to NULL. Takes NULL. */
void roster_close(struct roster **roster);
/* One service a store: takes PATH.lock until roster_close. -1 with RETRY when another process has it. */
int roster_hold(struct roster *roster, struct err *err);

/*
 * Several calls as one transaction: a backlog (hundreds of roster_take with one disk flush), or an order that
 * must be done wholly or not at all. Between begin and commit every call joins the group; one that fails
 * undoes itself only, except where the disk failed: then the whole group is undone and roster_commit says so
 * (-1). Groups do not nest (BROKEN).
 */
int roster_begin(struct roster *roster, struct err *err);
int roster_commit(struct roster *roster, struct err *err);
/* Undoes the group; harmless when there is none. */
void roster_rollback(struct roster *roster);

/* The fields of the sign-up, in the order of struct person's field[]. Stored, so that export and list know
 * them without the rules; a new store has name, position, organization, phone, all required. */
struct roster_field {
    const char *id;
    bool required;
};
/* Sets them (a writer, when the rules were loaded; writes only when they differ). count <= FIELD_LIMIT. */
int roster_set_fields(struct roster *roster, const struct roster_field *field, size_t count, struct err *err);
/* The same, from the rules. */
int roster_use_rules(struct roster *roster, const struct rules *rules, struct err *err);
size_t roster_field_count(const struct roster *roster);
/* Valid until the fields are set anew. */
const struct roster_field *roster_field(const struct roster *roster, size_t index);

/* How far a folder was read; all zero when never. Also moved by roster_take. */
int roster_cursor(struct roster *roster, const char *folder, struct source_cursor *cursor, struct err *err);
int roster_set_cursor(struct roster *roster, const char *folder, const struct source_cursor *cursor,
                      struct err *err);

/* Small facts of the service that outlive it. */
#define FACT_STARTED     "started"     /* instant of the first start: nothing older is ever answered */
#define FACT_POLL        "last-poll"   /* instant of the last poll that succeeded */
#define FACT_POLL_ERROR  "poll-error"  /* why the last poll failed; "" when it did not */
#define FACT_SEND_ERROR  "send-error"  /* why no letter could leave the last time; "" when one did */
#define FACT_MODE        "mode"        /* answers: shadow, draft or send, at the last start */
#define FACT_ALARM       "last-alarm"  /* instant */
#define FACT_BLIND_SINCE "blind-since" /* instant since which nothing could be read; for the digest */
/* 1 and *text (in the arena), 0 when there is none, -1. */
int roster_fact(struct roster *roster, const char *key, struct arena *arena, const char **text,
                struct err *err);
/* NULL removes it. */
int roster_set_fact(struct roster *roster, const char *key, const char *text, struct err *err);
/* A fact that is a whole number (an instant, a count): 1 and *number, 0 when there is none, -1. */
int roster_fact_number(struct roster *roster, const char *key, int64_t *number, struct err *err);
int roster_set_fact_number(struct roster *roster, const char *key, int64_t number, struct err *err);

/*
 * A message that kills the reader must not stop the service. Before reading the message at `place`, mark it:
 * *before tells how often it was marked already and never taken. 0: read it; 1: read it alone, outside a
 * group; 2 or more: set it aside for a person (roster_take with a verdict of `review`), unread. The mark is
 * committed at once (or with the group: mark a whole group first, commit, then take them in a second group)
 * and goes with roster_take, roster_take_again or roster_attempt_end.
 */
int roster_attempt_begin(struct roster *roster, const char *place, int64_t now, unsigned *before,
                         struct err *err);
/* Takes the mark away without taking the message: it was not the message that kept it from being taken. */
int roster_attempt_end(struct roster *roster, const char *place, struct err *err);

/*
 * Whether a service could write at `path`, changing nothing: 1 a store is there and its folder and it can be
 * written; 0 there is none and it could be made; -1 as roster_open.
 */
int roster_try(const char *path, struct err *err);
/* A consistent copy, while others write. `path` must not exist; it becomes 0600. -1: also REFUSED. */
int roster_backup(struct roster *roster, const char *path, struct err *err);
/* Looks whether the file is sound (structure, indexes, references). -1 with BROKEN and the first finding. */
int roster_check(struct roster *roster, struct err *err);

/* Figures for `status` and the digest. */
struct roster_counts {
    uint64_t letters, waiting;          /* all taken in; those that wait for a person */
    uint64_t ignored, review, answered; /* letters by action (answered: ask and acknowledge) */
    uint64_t applicant[5];              /* by enum applicant_status */
    uint64_t outbox[9];                 /* by enum outbox_state */
    int64_t oldest_due;                 /* of what is queued, later or uncertain; CLOCK_NONE */
};
int roster_counts(struct roster *roster, struct roster_counts *counts, struct err *err);

#endif
