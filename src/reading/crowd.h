/*
 * crowd: the people whom running text names, each with the values that stand beside the name.
 */
#ifndef GREFIER_READING_CROWD_H
#define GREFIER_READING_CROWD_H

#include "entity.h"

struct member {
    struct entity *name;
    enum role role;
    bool is_sender;
    bool applies;                          /* is signed up */
    bool is_inline;                        /* some of the data stand in the same unit as the name */
    bool signs_office;                     /* below "DIRECTOR,": whoever signs an official letter */
    struct entity *field[FIELD_PHONE + 1]; /* [FIELD_NAME] is unused */
};

struct crowd {
    struct member *member; /* applicants, in the order of the text */
    size_t count;
    bool nominates;
    bool is_contact;  /* nobody but who is to be asked about the letter */
    bool accompanied; /* somebody comes along with the writer, who signs up too: "eu și Paula Pop" */
};

/* `sender` is the name the writer is known by (From or the signature), "" when unknown. Lives in the letter's
 * arena. */
struct crowd crowd_of(struct letter *letter, const struct rules *rules, const struct units *units,
                      struct entities *entities, const char *sender);

#endif
