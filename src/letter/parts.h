/*
 * What the files of this room share: header fields before decoding, texts before they are lines, lines before
 * they have a zone.
 */
#ifndef GREFIER_LETTER_PARTS_H
#define GREFIER_LETTER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

/* ---- charset.c ---- */

/* `bytes` as valid UTF-8, whatever `declared` (may be NULL) says they are. Lives in `arena`. */
char *charset_utf8(struct arena *arena, const char *bytes, size_t length, const char *declared,
                   size_t *result_length);

/* ---- fields.c: the header block of a message ---- */

struct field {
    const char *name;
    const char *value; /* unfolded, valid UTF-8, not decoded (RFC 2047) */
    const char *raw;   /* the value's bytes as they came */
    size_t raw_length;
};

struct fields {
    struct field *item;
    size_t count;
    const char *body; /* points into the raw message */
    size_t body_length;
    bool dropped; /* there were more fields than anybody writes */
};

/* Cuts a raw message into fields and body. Returns false when there is no field at all. */
bool fields_split(struct arena *arena, const char *raw, size_t length, struct fields *fields);
const struct field *fields_find(const struct fields *fields, const char *name);
/* The identity of a message: what no relay changes. */
void fields_hash(const struct fields *fields, bool truncated, char hex[65]);

/* ---- headers.c ---- */

void headers_read(struct letter *letter, const struct fields *fields);

/* ---- mime.c ---- */

/* One text of the message: the plain and HTML forms of the same words, both in UTF-8. */
struct unit {
    struct buf plain, html;
    bool flowed, delete_space; /* RFC 3676 */
    bool forwarded;            /* the text of an attached message */
    bool plain_cut, html_cut;  /* the message was truncated within it */
};

#define UNITS 16

struct content {
    struct unit unit[UNITS];
    size_t count;
};

/* Fills the letter's content type, attachments, report and flags, and `content` with its texts. */
void mime_read(struct letter *letter, const struct fields *fields, struct content *content);
void content_free(struct content *content);

/* ---- drafts.c: lines in the making ---- */

enum hint { HINT_NONE, HINT_SIGNATURE, HINT_QUOTE_HEADER };

struct draft {
    struct line line;   /* text and what is known of it; folded at the end */
    const char **cell;  /* cells' texts of a table row */
    enum hint hint;     /* what an HTML container says it is */
    unsigned container; /* number of the quote container it stands in, 0 for none */
    bool weak_quote;    /* in a <blockquote> that may be a mere indent */
    bool starts_paragraph;
    bool forwarded;       /* text of an attached message */
    bool placeholder;     /* an empty table cell, dropped if the table is only layout */
    bool spanned;         /* the place of a cell that reaches down from the row above */
    unsigned row, column; /* of the table being read, from 1 */
};

/* A longer line is broken at a blank and goes on as a joined one, so that nothing of it is cut. */
#define SPLIT_BYTES 3000u

struct drafts {
    struct arena *arena;
    struct draft *item;
    size_t count, capacity;
    size_t bytes;
    unsigned tables; /* data tables so far */
    bool full;       /* lines were left out */
};

/* Adds a line of `length` bytes of UTF-8, made clean; NULL when no more are taken. */
struct draft *drafts_add(struct drafts *drafts, const char *text, size_t length);
void drafts_append(struct drafts *drafts, const struct drafts *more);
void drafts_free(struct drafts *drafts);
/* Marks the lines that hold the rest of a phone number ("0722" / "345" / "678") as going on from the one before. */
void drafts_join_numbers(struct drafts *drafts);
/* Turns rows of cells (`cell`, `cell_count` set) into one line of text. */
void draft_join_cells(struct drafts *drafts, struct draft *draft);
bool drafts_have_table(const struct drafts *drafts);
/* How many bytes of text there are without blanks. */
size_t drafts_weight(const struct drafts *drafts);
/* A list mark ("- ", "• ", "1. ", "a) ") at the start of the text. */
bool text_is_bullet(const char *text);

/* ---- plain.c, html.c ---- */

void plain_read(struct drafts *drafts, struct unit *unit);
/* plain_clean.c: turns the stars of "*bold words*" into toggles, in place. */
void plain_mark_bold(char *text, size_t length);
/* Fills `out` with [at, end) without what clients add; *in_bold goes on over line ends. Returns whether all
 * of it was bold. */
bool plain_add_visible(struct buf *out, const char *at, const char *end, bool *in_bold);
void html_read(struct drafts *drafts, const char *html, size_t length);
/* html_reduce.c: the same HTML with only the attributes we look at and without comments, scripts and styles; the
 * style sheets go into `styles`. */
void html_reduce(const char *html, size_t length, struct buf *reduced, struct buf *styles);
/* html_table.c: the drafts from `first` on are one table without tables in it; makes rows if it holds data.
 */
void html_table_end(struct drafts *drafts, size_t first);

/* ---- marks.c: the rules of group "zone" by what they say ---- */

enum mark {
    MARK_QUOTE_START,
    MARK_QUOTE_HEADER,
    MARK_QUOTE_WEAK,
    MARK_HEADER_PART,
    MARK_QUOTE_FROM,
    MARK_FORWARD,
    MARK_SIGNATURE,
    MARK_SIGN_OFF,
    MARK_POSTSCRIPT,
    MARK_FOOTER,
    MARK_FOOTER_MAYBE,
    MARK_FOOTER_EVIDENCE,
    MARK_FOOTER_MORE,
    MARK_SENT_FROM,
    MARK_COUNT
};

#define MARK_RULES 64

struct marks {
    const struct rule *rule[MARK_COUNT][MARK_RULES];
    size_t count[MARK_COUNT];
    bool limit; /* a pattern gave up */
};

void marks_init(struct marks *marks, const struct rules *rules);
/* The first rule of that kind that matches, or NULL. */
const struct rule *marks_match(struct marks *marks, enum mark mark, const char *folded, size_t length);

/* ---- zones.c, zone_tail.c ---- */

void zones_mark(struct drafts *drafts, struct marks *marks, bool passed_on);
/* Footers and signatures within what zones_mark left as own. */
void zones_mark_tail(struct drafts *drafts, struct marks *marks);
/* reclaim.c: makes the writer's own signature below a message passed on a signature again. */
void zones_reclaim_signature(struct letter *letter);

#endif
