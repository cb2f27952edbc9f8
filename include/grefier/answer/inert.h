/*
 * inert: what came from outside, made safe to be repeated in a letter of ours: nothing in it can be followed,
 * break a line or hide. Pure.
 */
#ifndef GREFIER_ANSWER_INERT_H
#define GREFIER_ANSWER_INERT_H

#include <stddef.h>
#include "grefier/base/arena.h"

/*
 * One clean line (text_line) of at most `maximum` bytes without links: "scheme://…" and "www.…" become
 * "[…]", bare domains and addresses get a blank after the dot ("evil. com"), "scheme:x" one after the colon.
 * Square brackets become round ones, so that nobody can write our visible reference. NULL gives "". Lives in
 * `arena`.
 */
char *text_inert(struct arena *arena, const char *text, size_t maximum);

#endif
