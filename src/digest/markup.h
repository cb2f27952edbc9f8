/* markup: the few pieces of HTML a mail may be made of: tables, inline style, no colour that needs another
 * one it does not bring along (dark mode turns the canvas, not our colours). */
#ifndef GREFIER_SRC_DIGEST_MARKUP_H
#define GREFIER_SRC_DIGEST_MARKUP_H

#include "page.h"

/* Adds the text with & < > " ' escaped. */
void markup_text(struct buf *out, const char *text);
/* Percent-encodes for a URL (RFC 3986: only unreserved characters stay). */
void markup_percent(struct buf *out, const char *text);

/* The frame of the letter: everything up to the first row, and after the last. */
void markup_open(struct page *page);
void markup_close(struct page *page);
/* One row of the letter; what is between the two is HTML. `style` is added to the cell's. */
void markup_row_open(struct page *page, const char *style);
void markup_row_close(struct page *page);
/* A heading with its count (0: none). */
void markup_heading(struct page *page, const char *text, uint64_t count);
/* A line of its own, plain or small; nothing for "". */
void markup_line(struct page *page, const char *text);
void markup_small(struct page *page, const char *text);
/* A row with a coloured edge, for a letter or a person. */
void markup_card_open(struct page *page, const char *color);
void markup_card_close(struct page *page);

/* Buttons beside each other; each mails one order to us. */
struct markup_button {
    const char *label, *order, *color;
};
void markup_buttons(struct page *page, const struct markup_button *button, size_t count);
/* A row with a bar as long as count is of most. */
void markup_bar(struct page *page, const char *label, uint64_t count, uint64_t most);
/* Columns side by side, one a day. */
void markup_columns(struct page *page, const uint64_t *count, size_t days, uint64_t most);

#define COLOR_BLUE  "#1f5fbf"
#define COLOR_GREEN "#1b7f4d"
#define COLOR_RED   "#c62828"
#define COLOR_AMBER "#b26a00"
#define COLOR_GREY  "#6b7280"

#endif
