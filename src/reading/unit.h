/*
 * unit: the letter's text in the pieces that are read as one: a paragraph with its wrapped lines joined, a
 * table row, the subject. Quoted, forwarded and footer text are no units: they are nobody's data.
 */
#ifndef GREFIER_READING_UNIT_H
#define GREFIER_READING_UNIT_H

#include "grefier/letter/letter.h"

struct unit {
    struct folded folded;
    enum zone zone;
    bool is_subject;
    bool is_forwarded; /* read as own because the writer points to it */
    bool bullet;
    bool after_blank;       /* a blank line stands before it */
    unsigned line;          /* first line of the letter, from 1; 0 for the subject */
    const struct line *row; /* the table row it is, or NULL */
    bool taken;             /* a form was read from it: prose rules pass it over */
};

struct units {
    struct unit *item;
    size_t count; /* in the order of the text; the subject comes last */
};

/* Cuts the letter into units; `with_forwarded` when the writer points to a message passed on. Lives in the letter's arena. */
struct units units_of(struct letter *letter, bool with_forwarded);
/* Where a unit stands, as evidence says it: "own", "signature", "subject". */
const char *unit_where(const struct unit *unit);

/* Length of the mark before a list item: "3. ", "b) ", "- "; 0 when there is none. */
size_t mark_length(const struct folded *text);
/* Whether a sentence ends within [from, to): a full stop, not that of an abbreviation, and a capital after it. */
bool unit_sentence_ends(const struct folded *text, size_t from, size_t to);

#endif
