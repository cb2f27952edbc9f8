/* form_reader: what the readers of forms share: the people so far, and how a value gets to one of them. */
#ifndef GREFIER_READING_FORM_READER_H
#define GREFIER_READING_FORM_READER_H

#include "form.h"
#include "grefier/base/caps.h"
#include "label_key.h"

struct reader {
    struct letter *letter;
    const struct rules *rules;
    struct units *units;
    struct form form;
    struct form_person *current;
    struct form_person *by_column[CAP_PEOPLE]; /* of the table with labels in its first column */
    size_t pairs_end;
    bool alternates;     /* values stand below their labels, one by one */
    unsigned seen;       /* bit per field labelled so far */
    struct label *label; /* of each unit that begins with one: to is 0 where there is none */
};

/* ---- form_values.c ---- */

bool form_is_full(const struct reader *reader);
/* A further person, who is `current` from now on; nothing happens when there are too many. */
void form_next_person(struct reader *reader, size_t unit);
/* Takes the last person back when nothing was found for them. Returns whether it was. */
bool form_drop_empty(struct reader *reader);
bool form_has_text(const struct form_person *person);
/* Gives text[from, to) to the person as what `label` asks for; `weak` when another label may know better. */
void form_put(struct reader *reader, struct form_person *person, const struct label *label,
              const struct folded *text, size_t from, size_t to, size_t unit, bool weak);
/* The same for the current person, or the next one when the label begins one. */
void form_give(struct reader *reader, const struct label *label, const struct folded *text, size_t from,
               size_t to, size_t unit);

/* Whether text[from, to) is the other half of the person's name: "Pop" under "Nume", "Ana" under `label`, "prenume". */
bool form_completes_name(const struct reader *reader, const struct form_person *person, const char *label,
                         const struct folded *text, size_t from, size_t to);

/* ---- form_table.c ---- */

/* Reads the table whose first row is unit `index`; returns the unit behind it. */
size_t form_table(struct reader *reader, size_t index);

#endif
