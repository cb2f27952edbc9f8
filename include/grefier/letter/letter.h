/*
 * letter: one message, decoded leniently and cut into zones. Pure: bytes in, structure out. Decoding degrades
 * and never fails for what a person may have written; only input that is no message at all is refused.
 *
 * Wraps GMime (headers, MIME tree, transfer encodings) and libxml2 (HTML). RFC 5322, 2045-2047, 2231, 3676.
 */
#ifndef GREFIER_LETTER_LETTER_H
#define GREFIER_LETTER_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/err.h"
#include "grefier/base/text.h"

struct rules;

/* Called once a process, before the first letter_read. */
void letter_setup(void);

struct address {
    const char *name;    /* display name, one clean line; "" when there is none */
    const char *address; /* one addr-spec, lower-cased domain; "" when it could not be read safely */
};

struct address_list {
    const struct address *item;
    size_t count;
};

struct header {
    const char *name;  /* as written */
    const char *value; /* decoded, unfolded, valid UTF-8, at most CAP_HEADER_BYTES */
};

enum zone {
    ZONE_OWN,       /* the writer's own words */
    ZONE_SIGNATURE, /* name block at the end of the own words (after "-- ", or found by its shape) */
    ZONE_QUOTED,    /* an earlier message that is answered, with its header line */
    ZONE_FORWARDED, /* a message passed on, with its header block */
    ZONE_FOOTER     /* disclaimers, "Trimis de pe iPhone", list footers, virus-scanner lines */
};

struct line {
    const char *text;     /* one line, clean (text_line), without its quote marks */
    struct folded folded; /* the same, folded; folded.original == text */
    enum zone zone;
    unsigned quote_depth; /* number of ">" or HTML quote containers around it */
    bool blank;
    bool joined; /* continues the line before: the sender's client wrapped it (format=flowed, or a hard wrap),
                    or it was too long for one line; joined by a blank they are the sentence again */
    bool bullet; /* an HTML list item, or begins with a bullet or number mark */
    bool
        faint; /* some of it has the colour of its background in HTML: it was read, but may not have been meant to */
    bool bold; /* all of it was bold or a heading in HTML */
    /* A table row: the cells' texts. cell_count is 0 when the line is no row of a data table. Layout tables
     * (one cell a row, nested) are plain lines. `text` then holds the cells joined by " | ". */
    size_t cell_count;
    const struct folded *cell;
    unsigned table; /* rows of one table share the number, from 1; 0 for none */
};

struct attachment {
    const char *name; /* file name, one clean line; "" when none is given */
    const char *type; /* "application/pdf", lower case */
    size_t size;      /* bytes as transferred, as far as fetched */
    bool is_inline;   /* a picture shown inside the text */
};

struct letter {
    struct arena *arena; /* all memory of the letter; readers may allocate from it too */

    struct address
        from; /* the only or first author; address "" when there is none or the field is unreadable */
    size_t from_count;                  /* authors in From; 0 when there is no From */
    struct address sender, return_path; /* "" when absent; a null return path ("<>") sets null_return_path */
    bool null_return_path;
    struct address_list reply_to, to, cc,
        delivered_to;    /* Delivered-To, X-Original-To, Envelope-To together */
    const char *subject; /* decoded, one clean line; "" when there is none */
    struct folded subject_folded;
    const char
        *subject_core; /* the subject without Re:, Fwd:, RE:, FW:, Răsp:, Vá:, Továbbítás: and [list] marks */
    const char *message_id;        /* without < >; "" when absent or unusable */
    const char *const *references; /* ids of References, then In-Reply-To, without < >, no doubles */
    size_t reference_count;
    int64_t date;                 /* of the Date field, CLOCK_NONE when unreadable */
    const struct header *headers; /* all, in order */
    size_t header_count;
    const char *content_type; /* of the whole message, lower case: "multipart/report" */
    const char *report_type;  /* its report-type parameter, lower case, or "" */
    bool has_calendar;        /* a text/calendar part anywhere */
    bool is_encrypted;        /* PGP or S/MIME encrypted content: nothing can be read */

    struct line *line;
    size_t line_count;
    bool from_html; /* the text was taken from the HTML part */
    struct attachment *attachment;
    size_t attachment_count;
    const char *delivery_report;  /* text of a message/delivery-status part (RFC 3464), or "" */
    const char *returned_headers; /* text/rfc822-headers or the headers of a returned message, or "" */

    bool truncated;     /* only the first CAP_MESSAGE_BYTES were read (as many or more were given) */
    const char *damage; /* what could not be read and was left out, one sentence; NULL when nothing */
    char hash[65]; /* SHA-256 of From, To, Date, Subject, Message-ID and the body as they came (CR left out;
                      of a truncated message the body's first half): identity besides Message-ID */
};

/*
 * Reads `length` raw bytes (LF or CRLF) into *letter, at most CAP_MESSAGE_BYTES of them. `rules` supplies the
 * zone marks (group "zone", see rules/README.md); it may be NULL: then zones know only ">" and "-- ". Returns
 * 0, or -1 with err INPUT: empty, or no header field at all. Free with letter_free.
 */
int letter_read(const char *raw, size_t length, const struct rules *rules, struct letter **letter,
                struct err *err);
/*
 * The message that the letter passes on or answers, as a letter of its own: `from` is what its header says, its text is
 * cut into zones anew, line numbers are the outer letter's. It has no header fields, recipients or files. NULL when
 * there is none. Lives in the outer letter's arena: it is not freed by itself.
 */
struct letter *letter_passed_on(const struct letter *letter, const struct rules *rules);
/* Frees and sets to NULL. Takes NULL. */
void letter_free(struct letter **letter);

/* The value of the first header field of that name (any case), or NULL. */
const char *letter_header(const struct letter *letter, const char *name);
/* Whether some line of that zone holds words. */
bool letter_has_zone(const struct letter *letter, enum zone zone);
/* The word for a zone: "own", "signature", "quoted", "forwarded", "footer". */
const char *zone_word(enum zone zone);
/* Whether `address` is one plain addr-spec (RFC 5321 local@domain, ASCII, no quotes, controls, blanks or <>,
 * at most 254 bytes) that may be put into an envelope. */
bool address_is_plain(const char *address);

#endif
