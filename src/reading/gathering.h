/*
 * gathering: what people.c, fit.c and fill.c know of a letter while they put people together.
 */
#ifndef GREFIER_READING_GATHERING_H
#define GREFIER_READING_GATHERING_H

#include "crowd.h"
#include "form.h"

struct gathering {
    struct letter *letter;
    const struct rules *rules;
    struct units units;
    struct form form;
    struct entities entities;
    struct people *people;
    const char *header_name;    /* the full name in From, "" when it has none */
    const char *signature_name; /* "" when the signature has none */
    const char *known;          /* what the writer is known by: one of these, or the words of From */
};

/* ---- fit.c: which of the values found belongs to whom ---- */

/* The entity of `field` that fits the person best, NULL when none does; without the signature's and the nominator's
 * values unless `with_signature`. */
struct entity *fit_best(struct gathering *gathering, unsigned field, const struct person *person,
                        bool with_signature);

/* ---- fill.c: what is not given beside the name is taken from the rest of the letter ---- */

void fill_entity(struct gathering *gathering, struct person *person, struct entity *entity);
void fill_field(struct gathering *gathering, struct person *person, unsigned field, bool with_signature);
void fill_organization(struct gathering *gathering, struct person *person);
/* The writer's own name: said, signed, or that of From. */
void fill_own_name(struct gathering *gathering, struct person *person);
/* From the place in a list or, for the writer, in a signature (layout.h). */
void fill_by_place(struct gathering *gathering, struct person *person, bool self);
/* From the line above the list that the person named by `name` stands in. */
void fill_by_heading(struct gathering *gathering, struct person *person, const struct entity *name);
/* From the title before the name: "av. Ana Pop". */
void fill_by_sender_name(struct gathering *gathering, struct person *person);
void fill_by_title(struct gathering *gathering, struct person *person);
/* From colleagues who are signed up together. */
void fill_shared_organization(struct gathering *gathering);

#endif
