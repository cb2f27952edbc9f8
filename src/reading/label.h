/* label: the label of a field in front of its value, and the value read for that field. */
#ifndef GREFIER_READING_LABEL_H
#define GREFIER_READING_LABEL_H

#include "entity.h"

#define LABEL_OTHER FIELD_LIMIT /* a label of something that is no field: "E-mail:", "Nr. crt." */

#define LABEL_MORE 2 /* further fields that one label asks for: "Nume, funcția" */

struct label {
    unsigned field;
    unsigned more[LABEL_MORE];
    size_t more_count;
    size_t from, to; /* the label with its separator, in the folded text */
    bool is_whole;   /* nothing but the label stands there */
    bool is_wide;    /* known by a key word only (label_key.h) */
    bool is_weak;    /* another label for the same field goes before it */
};

/* Whether a label with a separator (or a whole text that is only a label) stands at `at`. */
bool label_at(const struct rules *rules, const struct folded *text, size_t at, struct label *label);
/* The next label with a separator after `at` that begins a part of the text (after a comma, semicolon, bar,
 * slash…). */
bool label_next(const struct rules *rules, const struct folded *text, size_t at, struct label *label);
/* Nothing, or a sign for nothing ("-", "…", "n/a"). */
bool label_is_blank(const struct folded *text, size_t from, size_t to);

/* Whether the text begins like the name of an organization ("Biblioteca Județeană …"). */
bool label_value_is_organization(const struct rules *rules, const struct folded *text, size_t from,
                                 size_t to);

struct label_value {
    const char *text; /* NULL when there is none */
    const char *extension;
    int preference;   /* of a phone */
    const char *rest; /* what the text gives of another field: "director, Asociația X", "Ana Pop, psiholog" */
    unsigned rest_field;
    bool is_partial; /* a name of one word: the other one may have its own label */
    bool is_same;    /* "idem": what the person before has */
    bool limit;
};

/* Reads folded[from, to) as the value of `field`. Lives in the arena. */
struct label_value label_value_read(struct arena *arena, const struct rules *rules, unsigned field,
                                    const struct folded *text, size_t from, size_t to);

#endif
