/* What the HTML files of this room share. */
#ifndef GREFIER_LETTER_HTML_H
#define GREFIER_LETTER_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "grefier/base/arena.h"

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

/* 0xRRGGBB, or one of these. */
enum {
    COLOR_NONE = -1,    /* nothing is said */
    COLOR_UNKNOWN = -2, /* a name we do not know, a picture */
    COLOR_CLEAR = -3    /* transparent */
};

/* What is known of an element. */
struct look {
    unsigned flags;
    int color, background;
};

/* ---- html_style.c ---- */

/* Adds what a style ("name: value; …") says. */
void style_look(const char *style, struct look *look);
int style_color(const char *text);
/* Whether words of that color cannot be seen on that background. */
bool color_is_lost(int color, int background);

/* ---- html_sheet.c: the style sheet within a page ---- */

#define SHEET_RULES 256

struct sheet_rule {
    const char *tag; /* "" for any */
    char mark;       /* '.' of a class, '#' of an id */
    const char *name;
    struct look look;
};

struct sheet {
    struct sheet_rule rule[SHEET_RULES];
    size_t count;
};

/* Adds the rules that bear on whether words are seen; at most SHEET_RULES of them. */
void sheet_read(struct sheet *sheet, struct arena *arena, const char *text, size_t length);
/* Whether the rule is for an element with that class (mark '.') or id ('#'); `value` may hold several words. */
bool sheet_applies(const struct sheet_rule *rule, const char *tag, char mark, const char *value);

/* ---- html_kind.c ---- */

/* `attributes` are names and values in turn, up to a NULL name (or NULL). */
void html_look(const struct sheet *sheet, const char *name, const char *const *attributes, struct look *look);

#endif
