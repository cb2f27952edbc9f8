/*
 * outbox: everything that leaves, one row a message, one commit a step. A row is claimed ('sending',
 * committed) before the first byte goes to a server, and settled after; a row found 'sending' at the start is
 * 'uncertain'. Its text is wiped once it was sent or refused.
 *
 *   queued ─┬─ claim ─ sending ─ settle ─┬─ sent ── bounced ── refused
 *   later ──┤                            ├─ later (due again)
 *   uncertain                            ├─ refused, uncertain, draft (lies in Drafts)
 *                                        └─ held (waits for a person; outbox_release), dropped
 */
#ifndef GREFIER_ROSTER_OUTBOX_H
#define GREFIER_ROSTER_OUTBOX_H

#include "grefier/roster/roster.h"

enum outbox_kind {
    OUTBOX_ASK,
    OUTBOX_ACKNOWLEDGE,
    OUTBOX_DIGEST,
    OUTBOX_CONFIRMATION, /* of the secretariat's orders */
    OUTBOX_ALARM
};
#define OUTBOX_ANSWERS (1u << OUTBOX_ASK | 1u << OUTBOX_ACKNOWLEDGE) /* a mask, for outbox_count */

enum outbox_state {
    OUTBOX_QUEUED,
    OUTBOX_SENDING,
    OUTBOX_SENT,
    OUTBOX_LATER,
    OUTBOX_REFUSED,
    OUTBOX_UNCERTAIN,
    OUTBOX_HELD,    /* the gate or a person holds it; `note` says why */
    OUTBOX_DROPPED, /* will never go; `note` says why: "shadow", a gate's name, "forgotten" */
    OUTBOX_DRAFT    /* put into Drafts, for a person to send */
};
const char *
outbox_kind_word(enum outbox_kind kind); /* "ask", "acknowledge", "digest", "confirmation", "alarm" */
const char *outbox_state_word(enum outbox_state state); /* "queued", "sending", … */

/* A message to be put into the outbox. */
struct outgoing {
    enum outbox_kind kind;
    enum outbox_state state; /* QUEUED, HELD or DROPPED (shadow) */
    const char *note;        /* why it is held or dropped; NULL */
    const char *recipient;   /* one plain address */
    const char *sender;      /* envelope sender */
    const char *message_id;  /* ours, without < >; unique in the store */
    const char *token;       /* ours; NULL when it has none */
    const char *message;
    size_t length;
    int64_t due; /* not before this instant; 0: at once */
    /* In a struct taking these two are left empty: letter and applicants are those of the taking. */
    int64_t letter; /* the letter it answers; 0: none */
    const int64_t *applicant;
    size_t applicant_count;
};

/* One row as it stands. Lives in the arena it was read into. */
struct outbox_row {
    int64_t number;
    enum outbox_kind kind;
    enum outbox_state state;
    const char *note; /* why held or dropped, or the last error; "" when none */
    const char *recipient, *sender, *message_id, *token; /* "" when absent or erased */
    const char *message;                                 /* NULL when wiped, or not asked for */
    size_t length;
    int64_t letter; /* 0: none */
    const int64_t *applicant;
    size_t applicant_count;
    unsigned attempts;          /* how often it was claimed */
    unsigned doubts;            /* how often it became uncertain */
    int code;                   /* last SMTP code, 0 none */
    int64_t created, due, sent; /* sent: CLOCK_NONE when not */
};

/* Adds a message. An ASK that is queued counts as one more request to its applicants. -1 also INPUT: no plain
 * recipient, the Message-ID is there already. `number` may be NULL. */
int outbox_add(struct roster *roster, const struct outgoing *outgoing, int64_t now, int64_t *number,
               struct err *err);

/* At the start of the service: what is 'sending' becomes 'uncertain', due at once; *count rows. (Where the
 * text was forgotten meanwhile: 'dropped'.) */
int outbox_recover(struct roster *roster, int64_t now, size_t *count, struct err *err);
/* The next row that is due, with its text: queued, later or uncertain, the oldest due first. 1, 0 none, -1.
 * `after`: only rows of a higher (due, number) than that row, to walk past some; NULL: from the beginning. */
int outbox_due(struct roster *roster, int64_t now, const struct outbox_row *after, struct arena *arena,
               struct outbox_row **row, struct err *err);
/* The instant the next row falls due (queued, later, uncertain): 1 and *due, 0 when the outbox is empty, -1.
 */
int outbox_next_due(struct roster *roster, int64_t *due, struct err *err);
/* Claims it: 'sending', one attempt more, committed when this returns. 1 claimed, 0 somebody else has it (or
 * it was forgotten meanwhile): leave it, -1. Not inside a group (BROKEN). */
int outbox_claim(struct roster *roster, int64_t number, int64_t now, struct err *err);

struct outbox_settlement {
    enum outbox_state state; /* SENT, LATER, REFUSED, UNCERTAIN, HELD, DROPPED or DRAFT */
    int code;                /* SMTP code, 0 none */
    const char *note;        /* the error or reason; NULL none; no personal data */
    int64_t due;             /* when LATER or UNCERTAIN: look at it again then */
};
/* Writes down how it went. Any row that is not final (sent, refused, dropped) can be settled. 1, 0 when there
 * is no such row or it is final, -1. */
int outbox_settle(struct roster *roster, int64_t number, const struct outbox_settlement *settlement,
                  int64_t now, struct err *err);
/* A person lets a held message go: queued, due at once. Dropped ones never come back. 1, 0, -1. */
int outbox_release(struct roster *roster, int64_t number, int64_t now, struct err *err);
/* It came back: 'refused' with the reason, its applicants 'unreachable'. 1, 0 no such row, -1. */
int outbox_bounced(struct roster *roster, int64_t number, const char *reason, int64_t now, struct err *err);

int outbox_get(struct roster *roster, int64_t number, bool with_text, struct arena *arena,
               struct outbox_row **row, struct err *err);
/* Rows without text, oldest first. */
struct outbox_filter {
    unsigned states;      /* bits 1 << enum outbox_state; 0: all */
    unsigned kinds;       /* bits 1 << enum outbox_kind; 0: all */
    int64_t letter;       /* 0: any */
    int64_t applicant;    /* 0: any */
    int64_t since, until; /* by its last change, since <= t < until; 0: open */
};
int outbox_list(struct roster *roster, const struct outbox_filter *filter, struct arena *arena,
                struct outbox_row ***row, size_t *count, struct err *err);
/*
 * How many messages of these kinds (bits; 0: all) went or are to go (queued, sending, sent, later, refused,
 * uncertain, draft) to `recipient` (any case; NULL: to everybody) since that instant, by their creation. For
 * the caps.
 */
int outbox_count(struct roster *roster, const char *recipient, unsigned kinds, int64_t since, uint64_t *count,
                 struct err *err);

/*
 * Which message of ours a letter answers: the row whose Message-ID is among `message_id` (without < >, the
 * nearest first), or whose token is among `token`. 1 and the row without text, 0 none, -1. Who may speak in
 * the thread is the caller's question: compare the letter's From with the recipient and the applicants.
 */
int outbox_find_thread(struct roster *roster, const char *const *message_id, size_t message_id_count,
                       const char *const *token, size_t token_count, struct arena *arena,
                       struct outbox_row **row, struct err *err);

/* Digests: one a local day, known by an id that cannot be guessed. `day` is "2026-11-23". Queues the message
 * and writes the day down in one transaction. 1 queued, 0 that day has one already (unless `again`), -1. */
int roster_add_digest(struct roster *roster, const char *day, bool again, const struct outgoing *outgoing,
                      size_t count, int64_t now, struct err *err);
/* Whether that day's digest was made: 1 and when (either may be NULL), 0, -1. */
int roster_digest_made(struct roster *roster, const char *day, int64_t *made, struct err *err);
/* The last day that has a digest: 1 and the day in the arena, 0 none yet, -1. */
int roster_last_digest(struct roster *roster, struct arena *arena, const char **day, int64_t *made,
                       struct err *err);

#endif
