/* What the HTML files of this room share. */
#ifndef GREFIER_LETTER_HTML_H
#define GREFIER_LETTER_HTML_H

#include <stdbool.h>

enum {
    IS_BLOCK = 1u << 0,
    IS_PARAGRAPH = 1u << 1,
    IS_HIDDEN = 1u << 2,
    IS_BOLD = 1u << 3,
    IS_PRE = 1u << 4,
    IS_QUOTE = 1u << 5,
    IS_WEAK_QUOTE = 1u << 6,
    IS_SIGNATURE = 1u << 7,
    IS_QUOTE_HEADER = 1u << 8,
    IS_CONTAINER = 1u << 9,
    IS_TABLE = 1u << 10,
    IS_ROW = 1u << 11,
    IS_CELL = 1u << 12,
    IS_ITEM = 1u << 13,
    IS_ORDERED = 1u << 14,
    IS_LIST = 1u << 15,
    IS_TINY = 1u << 16,  /* font-size: 0 */
    IS_SIZED = 1u << 17, /* a font size that can be read, also within a tiny one */
    FLAGS = 18
};

/* The flags of an element; `attributes` are names and values in turn, up to a NULL name (or NULL). */
unsigned html_flags(const char *name, const char *const *attributes);

#endif
