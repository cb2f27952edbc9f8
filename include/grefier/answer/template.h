/*
 * template: the texts of answers and digests, as files a secretary can edit (rules/answers/NAME.LANG.txt).
 * Pure.
 *
 *   first line: "Subject: …", then an empty line, then the text. Each line is a paragraph of its own; long
 *   ones are flowed when the letter is written.
 *   {name}           the value of that key, made inert (text_inert, at most CAP_VALUE_BYTES)
 *   {?key}…{/key}    only when key has a value or the list has items
 *   {!key}…{/key}    only when it has none
 *   {#list}…{/list}  once for each item, its own keys first, then the outer ones; inside, the keys `first`
 *                    and `last` are set for the first and the last item: {!last}, {/last}
 *   A line of nothing but {?…} {!…} {#…} {/…} leaves no line behind.
 */
#ifndef GREFIER_ANSWER_TEMPLATE_H
#define GREFIER_ANSWER_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include "grefier/base/buf.h"
#include "grefier/base/err.h"

struct template_value {
    const char *key;
    const char *text;                  /* a plain value, or NULL */
    bool trusted;                      /* ours, not from outside: may hold links and line ends */
    const struct template_scope *item; /* a list */
    size_t item_count;
};
struct template_scope {
    const struct template_value *value;
    size_t count;
};

/* Fills `subject` and `text`. Returns 0, or -1 with BROKEN naming the line and what is wrong with the
 * template (also a key that is not in the scope), or INPUT when a buf is full. */
int template_fill(const char *source, const struct template_scope *scope, struct buf *subject,
                  struct buf *text, struct err *err);
/* Whether the template is well formed and uses only `keys` (NULL-ended). Problems go to `report`, one a line:
 * "NAME:LINE: what is wrong\n". Returns their number. */
size_t template_check(const char *name, const char *source, const char *const *keys, struct buf *report);

#endif
