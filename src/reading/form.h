/*
 * form: data given under labels: "Funcția: …", a label on one line and the value on the next, a table with a
 * header row or with labels in its first column, labels flattened into a column by a mail client.
 */
#ifndef GREFIER_READING_FORM_H
#define GREFIER_READING_FORM_H

#include "grefier/reading/people.h"
#include "unit.h"

struct form_person {
    struct value field[FIELD_LIMIT];
    bool given[FIELD_LIMIT]; /* the label was there, perhaps with nothing beside it */
    const char *extension;
    const char *half; /* the label of the name, until another label gives the other half of it */
    size_t unit;      /* where this person's first field stands */
};

struct form {
    struct form_person *person;
    size_t count;
    unsigned fields; /* how many different fields were labelled */
    bool in_table;
    bool limit;
};

/* Reads the forms of the letter and marks the units they were read from as taken. What labels fewer than two fields and
 * is no table is no form: count is 0 then and nothing is taken. Lives in the letter's arena. */
struct form form_of(struct letter *letter, const struct rules *rules, struct units *units);

#endif
