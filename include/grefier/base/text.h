/*
 * text: UTF-8 as people write it, made comparable.
 *
 * Folding is what every rule matches against: diacritics off (ș ş ț ţ ă â î, and every Latin letter with
 * marks, become their ASCII base letter), all kinds of blanks become ' ', all kinds of dashes '-', all kinds
 * of double quotes '"', of single quotes '\'', zero-width and bidi characters and control characters vanish;
 * case is kept. Every byte of the folded text knows the byte of the original it came from, so that values are
 * given back as they were written.
 */
#ifndef GREFIER_BASE_TEXT_H
#define GREFIER_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/base/arena.h"

struct folded {
    char *text; /* NUL-terminated */
    size_t length;
    uint32_t *origin; /* length + 1 entries: origin[i] is where in the original the character of folded byte i
                         begins; origin[length] is the original's length */
    const char *original;
};

/* Decodes the character at `at` (before `end`). Returns its length in bytes (1-4) and sets *code; an invalid
 * sequence gives length 1 and code 0xFFFD. RFC 3629: overlong forms and surrogates are invalid. */
size_t text_decode(const char *at, const char *end, uint32_t *code);
/* Writes `code` as UTF-8 to `to` (room for 4 bytes); returns the length. */
size_t text_encode(uint32_t code, char *to);
bool text_is_utf8(const char *bytes, size_t length);

/* Folds `length` bytes; the result lives in `arena`, `original` points into the caller's bytes. */
struct folded text_fold(struct arena *arena, const char *bytes, size_t length);
/* A folded and lower-cased copy, for comparing. Lives in `arena`. */
char *text_key(struct arena *arena, const char *text);
/* The original's bytes [from, to) of folded offsets [from, to), trimmed of blanks. Lives in `arena`. */
char *text_unfold(struct arena *arena, const struct folded *folded, size_t from, size_t to);

/*
 * One clean line for a person's eyes or a header: valid UTF-8; blanks of all kinds, line ends and tabs become
 * one ' '; control, bidi and zero-width characters vanish; trimmed; cut at `maximum` bytes on a character
 * boundary. Lives in `arena`.
 */
char *text_line(struct arena *arena, const char *bytes, size_t length, size_t maximum);

/* Case-blind ASCII comparisons, free of the locale. */
bool text_same(const char *a, const char *b);
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);
/* Case-blind ASCII search; NULL when it is not there. */
const char *text_find(const char *text, const char *what);

/* SHA-256 of the bytes as 64 lower-case hex digits and a NUL. */
void text_sha256(const void *bytes, size_t length, char hex[65]);

#endif
