/*
 * label_key: labels in people's own words ("Postul ocupat în prezent", "Vă las și numărul"), known by a key word (rules
 * form.key-…). Wider than the labels of fields.yaml, so only for places where something must be a label: a table's header
 * row or first column, lines that stand next to other labels.
 */
#ifndef GREFIER_READING_LABEL_KEY_H
#define GREFIER_READING_LABEL_KEY_H

#include "label.h"

/* A label of fields.yaml, or else one known by its key word, at `at`, up to its separator or the end of the text. */
bool label_wide(struct arena *arena, const struct rules *rules, const struct folded *text, size_t at,
                struct label *label);
/* A label that no rule knows, where what follows it is the name of an organization: "Casa mea: Biblioteca Județeană". */
bool label_of_workplace(struct arena *arena, const struct rules *rules, const struct folded *text,
                        struct label *label);
/* The next label behind `at` on a line that began with one; `dashes` when a dash may part it from its value. */
bool label_next_wide(struct arena *arena, const struct rules *rules, const struct folded *text, size_t at,
                     bool dashes, struct label *label);
/* Whether what follows the label (or the text `below`, when nothing does) can be a value of its field. */
bool label_fits(const struct rules *rules, const struct label *label, const struct folded *text, size_t from,
                size_t to);
/* Whether the label gives way to another one for the same field: "Gradul" to "Funcția". */
bool label_is_weak(const struct rules *rules, const struct folded *text);

#endif
