/*
 * digest: one local day of the secretariat's work as plain facts, and the letter made of them: plain text,
 * HTML, a workbook, the whole message. Pure but for one thing: libxlsxwriter writes through a file, which is
 * an anonymous one in memory (workbook.c).
 *
 * The service fills a struct digest from the store (digest_due.h); every text in it that came from outside is
 * made inert here: escaped, without links, control, bidi and zero-width characters, at most CAP_VALUE_BYTES.
 */
#ifndef GREFIER_DIGEST_DIGEST_H
#define GREFIER_DIGEST_DIGEST_H

#include <stdbool.h>
#include <stdint.h>
#include "grefier/base/buf.h"
#include "grefier/base/err.h"
#include "grefier/digest/words.h"

#define DIGEST_HTML_MOST (100u * 1024u)       /* Gmail cuts a message at 102 KB of HTML */
#define DIGEST_TEXT_MOST (100u * 1024u)       /* the plain part says the same */
#define DIGEST_BOOK_MOST (8u * 1024u * 1024u) /* a workbook of 20,000 people is 2 MiB */
#define DIGEST_MAIL_MOST (12u * 1024u * 1024u)
#define DIGEST_DAYS      30 /* of the chart */
#define DAY_NONE         INT64_MIN

/* A person of the roster. Strings may be NULL; days are local ones (romanian.h). */
struct digest_person {
    int64_t id;
    const char *const *field; /* digest.field_count of them */
    const char *extension, *email;
    const char *sector;  /* the English word; NULL none */
    const char *status;  /* the English word */
    const char *missing; /* "telefonul, funcția"; "" when nothing is */
    int64_t created, updated, last_asked;
    unsigned asked;
    bool disputed;
    const int64_t *similar; /* ids of rows that may be the same person */
    size_t similar_count;
};

struct digest_value {
    const char *title; /* "telefon" */
    const char *text, *piece;
    unsigned line; /* 0: of a header */
};

/* A letter that waits for a person. */
struct digest_letter {
    int64_t number;
    const char *kind; /* the English word */
    const char *from_name, *from_address, *subject;
    const char *reason; /* of the rules or the gate */
    bool urgent;
    size_t held;     /* answers that wait with it */
    int64_t same_as; /* 0 */
    int64_t expires; /* the local day on which it is erased undecided; 0: not soon */
    int64_t day;
    const struct digest_value *value;
    size_t value_count;
};

/* An answer that did not arrive, or (shadow) was not sent. */
struct digest_answer {
    const char *kind, *state, *note; /* English words; the note is the server's */
    const char *recipient, *person;  /* person: "12 Ana Pop"; "" */
    int64_t letter;                  /* 0 */
    int64_t day;
};

struct digest_count {
    const char *name; /* a reason, a sector or a topic: the English word */
    uint64_t count;
};

struct digest {
    int64_t day;
    const char *group_name;
    const char *to_address, *to_name;     /* of this copy */
    const char *from_address, *from_name; /* ours: buttons and replies go there */
    const char *token;                    /* of this copy; "" when it was not sent */
    const char *message_id;               /* of this copy, without < > */
    int64_t date;                         /* instant of the Date field and the workbook */
    /* how well the service saw; "" when well */
    const char *blind_since;         /* "luni, 23 noiembrie 2026, ora 08:00" */
    const char *gap_from, *gap_till; /* it was blind between these, and is not now */
    const char *last_digest;         /* set when that was not the day before */
    const char *error;               /* the last one */
    bool shadow, draft;
    bool past; /* made anew for a day that is over */

    const char *const *field_title; /* "numele și prenumele", … */
    size_t field_count;
    const struct digest_person *newcomer; /* new sign-ups */
    size_t newcomer_count;
    const struct digest_person *incomplete;
    size_t incomplete_count;
    const struct digest_letter *letter; /* the most urgent first */
    size_t letter_count;
    const struct digest_answer *failed;
    size_t failed_count;
    const struct digest_answer *unsent; /* what would have gone in shadow mode */
    size_t unsent_count;
    const struct digest_count *ignored; /* by reason, most first */
    size_t ignored_count;
    const struct digest_count *sector; /* every sector in the group's order, the empty ones too */
    size_t sector_count;
    const struct digest_count *topic; /* most first */
    size_t topic_count;
    uint64_t by_day[DIGEST_DAYS];       /* the last one is `day` */
    const struct digest_person *person; /* the whole roster, for the workbook */
    size_t person_count;
    uint64_t members; /* complete, incomplete, unreachable: who is in */
};

/* "Înscrieri, luni, 23 noiembrie 2026: 2 înscrieri noi, un mesaj de văzut". Lives in the arena. */
const char *digest_subject(const struct digest *digest, const struct words *words, struct arena *arena);
/* Each writes the whole digest to `out`, summarising long lists until it fits DIGEST_TEXT_MOST or
 * DIGEST_HTML_MOST. */
void digest_text(const struct digest *digest, const struct words *words, struct buf *out);
void digest_html(const struct digest *digest, const struct words *words, struct buf *out);
/* The roster, what waits, what did not arrive, totals with charts, as an .xlsx file. 0, or -1 (RETRY: no
 * memory or disk). */
int digest_workbook(const struct digest *digest, const struct words *words, struct buf *out, struct err *err);
/* Only the roster, for `roster export --format xlsx`. */
int digest_roster_workbook(const struct digest *digest, const struct words *words, struct buf *out,
                           struct err *err);
/*
 * The message: multipart/mixed of multipart/alternative (text, HTML) and the workbook; CRLF line ends. RFC
 * 2045-2049, 2183. 0, or -1: INPUT (an address or id of ours is not plain), RETRY (the workbook).
 */
int digest_mail(const struct digest *digest, const struct words *words, struct buf *out, struct err *err);

#endif
