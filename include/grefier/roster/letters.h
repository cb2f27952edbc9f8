/*
 * letters: the messages that were taken in, each with its number (M15 is number 15), its verdict and its
 * fate. Of a message that is left alone nothing personal is kept: hashes, kind and reason. Bodies are never
 * kept.
 */
#ifndef GREFIER_ROSTER_LETTERS_H
#define GREFIER_ROSTER_LETTERS_H

#include "grefier/base/caps.h"
#include "grefier/roster/outbox.h"
#include "grefier/roster/roster.h"

/* Whether something was taken in from that very place: 1, 0, -1. Cheap; for sources without a cursor. */
int roster_knows_place(struct roster *roster, const char *place, struct err *err);

enum roster_known {
    ROSTER_UNKNOWN,
    ROSTER_SAME,     /* the same content, wherever it lies now: roster_take_again */
    ROSTER_SAME_ID,  /* that Message-ID with other content: to be looked at, never answered again */
    ROSTER_FORGOTTEN /* from an address that was forgotten, and written before that */
};
/*
 * Compares with what was taken in. `message_id` without < >, "" or NULL when it has none; `hash` is the
 * letter's; `from_address` and `received` may be NULL and CLOCK_NONE. *number is the letter known (0 when
 * UNKNOWN or FORGOTTEN). Returns 0 or -1.
 */
int roster_knows(struct roster *roster, const char *message_id, const char *hash, const char *from_address,
                 int64_t received, enum roster_known *known, int64_t *number, struct err *err);

/* One person of a letter that is taken in. */
struct taking_person {
    const struct person *person;
    int64_t applicant; /* 0: a new row of the roster; else the known applicant whose values these add to */
    bool hold; /* a person must agree first. New applicant: status `review`; known one: the values are kept as
                  proposals and nothing changes. Always so when the verdict's action is `review`. */
};

/* What roster_take writes down. Strings are copied. */
struct taking {
    const char *message_id;             /* without < >; "" or NULL: none */
    const char *hash;                   /* of the letter */
    const char *place;                  /* struct mail's */
    const char *folder;                 /* with `cursor`; NULL for sources without */
    const struct source_cursor *cursor; /* how far the folder is read with this message; NULL: unchanged */
    int64_t received;                   /* CLOCK_NONE unknown */
    const struct verdict *verdict;      /* for a message that could not be read make one: review, reason */
    const char *from_name, *from_address, *subject; /* NULL allowed; not kept of what is ignored */
    const struct taking_person *person;             /* not kept of what is ignored */
    size_t person_count;                            /* at most CAP_PEOPLE */
    const struct outgoing *answer;                  /* rows for the outbox; the gate has spoken already */
    size_t answer_count;                            /* at most TAKING_ANSWERS */
    int64_t same_as;                                /* letter with the same Message-ID and other content; 0 */
    bool wait; /* waits for a person although the action is not `review` */
};
#define TAKING_ANSWERS 4

struct taken {
    int64_t letter;                /* its number */
    int64_t applicant[CAP_PEOPLE]; /* in the order of taking.person */
    size_t applicant_count;
    int64_t outbox[TAKING_ANSWERS];
    size_t outbox_count;
};

/*
 * One transaction: the letter with its verdict, the place, the cursor, applicants and values with evidence,
 * the answers. When it returns 0 the message is safe. The letter waits for a person when the action is
 * `review`, an answer is held, or `wait` says so.
 */
int roster_take(struct roster *roster, const struct taking *taking, int64_t now, struct taken *taken,
                struct err *err);
/* A message that is known already lies in one more place: only the place and the cursor are written down. */
int roster_take_again(struct roster *roster, int64_t letter, const char *place, const char *folder,
                      const struct source_cursor *cursor, struct err *err);

/* A letter as it is remembered. Lives in the arena; strings are "" when nothing was kept. */
struct letter_record {
    int64_t number;
    const char *message_id, *hash, *place;
    int64_t received, taken; /* received may be CLOCK_NONE */
    enum kind kind;
    enum action action;
    const char *reason, *language;
    const char *from_name, *from_address, *subject;
    const char *const *spoke;
    size_t spoke_count;
    const char *const *topic;
    size_t topic_count;
    bool urgent, waiting;
    const char *decision; /* "yes", "no", "forgotten", "expired", "" while undecided or never asked */
    const char *decided_by;
    int64_t decided;          /* CLOCK_NONE */
    int64_t same_as;          /* 0 */
    const int64_t *applicant; /* that it made or changed, or proposes to change */
    size_t applicant_count;
};
/* By its number: 1 found, 0, -1. */
int roster_letter(struct roster *roster, int64_t number, struct arena *arena, struct letter_record **record,
                  struct err *err);
/* "M15", "15", "m15" or a Message-ID with or without < >: 1 found, 0, -1. */
int roster_find_letter(struct roster *roster, const char *id, struct arena *arena,
                       struct letter_record **record, struct err *err);

struct letter_filter {
    bool waiting;         /* only those that wait for a person */
    unsigned actions;     /* bits 1 << enum action; 0: all */
    unsigned kinds;       /* bits 1 << enum kind; 0: all */
    int64_t since, until; /* taken since <= t < until; 0: open */
    int64_t applicant;    /* 0: any */
    const char *address;  /* who wrote it, any case; NULL: all */
};
/* Urgent ones first, then by number. */
int roster_letters(struct roster *roster, const struct letter_filter *filter, struct arena *arena,
                   struct letter_record ***record, size_t *count, struct err *err);

/* How many letters of that action were taken in [since, until) for each kind and reason, most first. */
struct letter_tally {
    enum kind kind;
    const char *reason;
    uint64_t count;
};
int roster_tally(struct roster *roster, enum action action, int64_t since, int64_t until, struct arena *arena,
                 struct letter_tally **tally, size_t *count, struct err *err);

/*
 * A person decides about a letter that waits. Yes: what it proposes becomes so (applicants in `review` become
 * complete or incomplete, proposed values current); what else the letter asks, such as a withdrawal, is the
 * caller's to do. No: its proposals, and applicants in `review` that it brought, are erased, and of a letter
 * that neither comes from anybody in the roster nor names one nothing personal is left. Its held answers
 * stay as they are: the caller releases or drops them, or composes anew. 1 done, 0 there is no such letter or
 * it does not wait, -1.
 */
int roster_decide(struct roster *roster, int64_t number, bool yes, const char *who, int64_t now,
                  struct err *err);

#endif
