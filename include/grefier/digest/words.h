/*
 * words: the texts of digests and confirmations, from rules/digest/words.ro.txt (and reasons.ro.txt,
 * help.ro.txt): "key = text" lines, counted ones with three forms parted by "|". Pure.
 */
#ifndef GREFIER_DIGEST_WORDS_H
#define GREFIER_DIGEST_WORDS_H

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/rules/rules.h"

struct words;

/* Reads the files. Never NULL; a file that is missing leaves its keys unknown. Lives in the arena. */
struct words *words_read(struct arena *arena, const struct rules *rules);
/* The text of a key; "[key]" when it has none. Valid as long as the words. */
const char *word(const struct words *words, const char *key);
/* The text of "SECTION.NAME", or `name` itself where there is none. */
const char *word_of(const struct words *words, const char *section, const char *name);
/* The form for that count, {n} filled in: "2 înscrieri noi". Lives in `arena`. */
const char *word_count(const struct words *words, struct arena *arena, const char *key, uint64_t count);
/* {1}, {2}, {3} filled in; NULL counts as "". Lives in `arena`. */
const char *word_fill(const struct words *words, struct arena *arena, const char *key, const char *first,
                      const char *second, const char *third);
/* A reason of the rules or the gate in Romanian; a remark in parentheses at its end stands where its text says
 * {1}, if it does. Where the file does not know it, the reason itself. */
const char *word_reason(const struct words *words, struct arena *arena, const char *reason);
/* The lines above calls for help, NULL-ended. */
const char *const *words_help(const struct words *words);

/* Adds the examples of orders, one a line behind `indent`, in quotes: so they are no orders themselves. */
void words_add_how(const struct words *words, const char *indent, struct buf *out);

/* For `rules check`: whether the files are there and every key the program uses has its text. Adds one line a
 * problem to `report`, returns their number. */
size_t words_check(const struct rules *rules, struct buf *report);

#endif
