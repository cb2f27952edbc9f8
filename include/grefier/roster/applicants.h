/*
 * applicants: the people signed up. A value is never overwritten: the newest is current, the others are
 * history with who and when.
 */
#ifndef GREFIER_ROSTER_APPLICANTS_H
#define GREFIER_ROSTER_APPLICANTS_H

#include "grefier/roster/roster.h"

enum applicant_status {
    APPLICANT_COMPLETE,
    APPLICANT_INCOMPLETE,
    APPLICANT_REVIEW, /* a person must agree first */
    APPLICANT_WITHDRAWN,
    APPLICANT_UNREACHABLE
};
const char *applicant_status_word(enum applicant_status status); /* "complete", … */

/* One row of the roster as it stands. Lives in the arena. */
struct applicant {
    int64_t id;
    enum applicant_status status;
    const char *note;               /* why unreachable or withdrawn; "" */
    const char *field[FIELD_LIMIT]; /* by roster_field index; NULL when not known */
    size_t field_count;
    unsigned missing;      /* bit per required field that is not known */
    const char *extension; /* NULL */
    enum sector sector;
    const char *email;   /* the person's own address; NULL */
    const char *contact; /* the address that wrote for them (their own, or the nominator's); "" when erased */
    const char *language; /* "ro", "en", "hu" */
    int64_t letter;       /* that brought them */
    int64_t created, updated;
    unsigned asked;     /* how often we asked for what is missing */
    int64_t last_asked; /* CLOCK_NONE */
    bool disputed;      /* a change of a value waits for a person */
};

/* 1 found, 0, -1. */
int roster_applicant(struct roster *roster, int64_t id, struct arena *arena, struct applicant **applicant,
                     struct err *err);

struct applicant_filter {
    unsigned statuses;                    /* bits 1 << enum applicant_status; 0: all */
    const char *address;                  /* own address or contact, any case; NULL: all */
    const char *name;                     /* any case and order of its words; NULL: all */
    int64_t letter;                       /* brought by that letter; 0: any */
    int64_t created_since, created_until; /* since <= t < until; 0: open */
    int64_t updated_since;                /* 0: open */
    unsigned asked_at_most;               /* with last_asked_before, for reminders */
    int64_t last_asked_before;            /* asked at least once and last before this instant; 0: any */
};
/* In the order of their ids. NULL: everybody. */
int roster_applicants(struct roster *roster, const struct applicant_filter *filter, struct arena *arena,
                      struct applicant ***applicant, size_t *count, struct err *err);

/*
 * Changes one value by a person's order or a letter's: `field` is a field's id or "extension", "sector",
 * "email", "language"; `text` NULL or "" takes the value away. `who` is who ordered it (an address, or
 * "command line"). Status and missing follow. 1 changed, 0 it is so already, -1: INPUT for an unknown field,
 * word of sector, or applicant. The text is checked and normalised by the caller (phones E.164).
 */
int roster_set_value(struct roster *roster, int64_t id, const char *field, const char *text, const char *who,
                     int64_t now, struct err *err);
/* Withdrawn, unreachable, or back: COMPLETE and INCOMPLETE both mean "as the values say". 1, 0 it is so
 * already, -1 (INPUT: no such applicant). */
int roster_set_status(struct roster *roster, int64_t id, enum applicant_status status, const char *reason,
                      const char *who, int64_t now, struct err *err);
/* Two rows are one person: `from` goes into `into`, whose own values win; history, letters and answers move,
 * the row `from` is gone. 1, -1 (INPUT: no such applicant, or the same). */
int roster_merge(struct roster *roster, int64_t from, int64_t into, const char *who, int64_t now,
                 struct err *err);

/* A value with where it comes from. */
struct value_record {
    int64_t applicant;
    const char *field, *text;         /* text "" : it was taken away */
    const char *state;                /* "current", "past", "proposed" */
    int64_t letter;                   /* 0 when a person set it */
    const char *rule, *where, *piece; /* evidence; "" */
    unsigned line;
    int weight;
    const char *who; /* "letter", or who ordered it */
    int64_t created;
    int64_t ended; /* CLOCK_NONE while it holds */
};
/* All values of an applicant (0: any) that a letter (0: any) brought, by field, oldest first. A status a
 * person set and a merge are history too, as fields "status" and "merged" (the number of the row that went
 * in). */
int roster_values(struct roster *roster, int64_t applicant, int64_t letter, struct arena *arena,
                  struct value_record **value, size_t *count, struct err *err);

/* Applicants that may be the same person as this one: same name (folded) or same phone, another id. */
int roster_similar(struct roster *roster, int64_t id, struct arena *arena, int64_t **similar, size_t *count,
                   struct err *err);

#endif
