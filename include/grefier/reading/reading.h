/*
 * reading: what a letter means. The one entry of extraction: the service, `extract`, `why`, the corpus test
 * and the fuzzers all call reading_read. Pure.
 */
#ifndef GREFIER_READING_READING_H
#define GREFIER_READING_READING_H

#include <stdbool.h>
#include <stddef.h>
#include "grefier/base/buf.h"
#include "grefier/letter/letter.h"
#include "grefier/reading/wording.h"
#include "grefier/rules/rules.h"

enum kind {
    KIND_OTHER,
    KIND_REGISTRATION,
    KIND_FOLLOWUP,   /* an answer to one of our own messages that gives or corrects data */
    KIND_WITHDRAWAL, /* also any data-protection request */
    KIND_SENSITIVE,  /* help sought, abuse reported */
    KIND_AUTOMATIC,
    KIND_BOUNCE,
    KIND_COMMAND
};

enum action { ACTION_IGNORE, ACTION_REVIEW, ACTION_ASK, ACTION_ACKNOWLEDGE };

enum sector {
    SECTOR_NONE,
    SECTOR_PARLIAMENT,
    SECTOR_LAW,
    SECTOR_ACADEMIA,
    SECTOR_INSTITUTION,
    SECTOR_CIVIL_SOCIETY,
    SECTOR_OTHER
};

/* Fields are numbered as rules_field: 0 name, 1 position, 2 organization, 3 phone, then custom ones. */
enum { FIELD_NAME, FIELD_POSITION, FIELD_ORGANIZATION, FIELD_PHONE, FIELD_FIRST_CUSTOM, FIELD_LIMIT = 12 };

struct evidence {
    const char *rule;  /* name of the rule or of the way it was found: "fields.phone.label", "shape.list",
                          "header.from" */
    const char *where; /* zone word, or "subject", "header" */
    unsigned line;     /* line of the letter, from 1; 0 for headers */
    int weight;
    const char *text; /* the piece of the message it was read from, one clean line */
};

struct value {
    const char *text; /* NULL when not found; at most CAP_VALUE_BYTES; a phone is E.164 */
    struct evidence evidence;
};

struct person {
    struct value field[FIELD_LIMIT];
    const char *extension; /* of the phone, or NULL */
    const char
        *email; /* this person's own address, when the message gives it (the sender's for oneself), or NULL */
    const char
        *given_email; /* an address that somebody else's message gives for them, or NULL: kept so that they
                                can be found by it; nobody is written to there */
    enum sector sector;
    bool is_sender;   /* the writer signs up themselves */
    unsigned missing; /* bit per required field that is not given */
};

struct candidate {
    unsigned field;
    struct value value;
    const char *lost; /* why it was not taken; NULL for one that was */
};

#define READING_SPOKE  32
#define READING_TOPICS 8

struct verdict {
    enum kind kind;
    enum action action;
    const char *language; /* "ro", "en" or "hu" */
    struct person *person;
    size_t person_count;
    unsigned missing;                 /* union over the people */
    const char *reason;               /* one line, no personal data: why this action */
    const char *spoke[READING_SPOKE]; /* names of the rules that decided */
    size_t spoke_count;
    const char *topic[READING_TOPICS]; /* problem areas the writer names */
    size_t topic_count;
    struct wording wording;      /* what its words alone say, for --explain, */
    struct opinion opinion;      /* and together with what the rules found */
    bool urgent;                 /* help is sought: first in the digest */
    struct candidate *candidate; /* all values considered, for --explain */
    size_t candidate_count;
};

/*
 * Reads the letter. Everything in *verdict lives in the letter's arena: it dies with the letter. Never fails:
 * a pattern that hit its limit makes the action `review`, with that as the reason.
 */
void reading_read(struct letter *letter, const struct rules *rules, struct verdict **verdict);

/*
 * `grefier rules check`: names groups of rules that nothing asks for, and vocabularies that reading needs and no file
 * holds. Adds one line a problem to *report and returns their number.
 */
size_t reading_check(const struct rules *rules, struct buf *report);

const char *kind_word(enum kind kind);
const char *action_word(enum action action);
/* "parliament", …, "other"; NULL for SECTOR_NONE. */
const char *sector_word(enum sector sector);

/* One JSON object without a line end, as `extract --json` prints it; `explain` adds the evidence. */
void reading_json(const char *file, const struct verdict *verdict, const struct rules *rules, bool explain,
                  struct buf *out);
/* The verdict for people: a few lines, and with `explain` the message with zones and evidence marked and the
 * candidates that lost; `color` uses ANSI colours. All text from the message is made inert for a terminal. */
void reading_text(const char *file, const struct letter *letter, const struct verdict *verdict,
                  const struct rules *rules, bool explain, bool color, struct buf *out);

#endif
