/*
 * entity: names, positions, organizations and phones found in the units of a letter, by the rules of group
 * "people" and "phone" and by the shape of names. Where two overlap the heavier one stays; the others are
 * kept as candidates that lost.
 */
#ifndef GREFIER_READING_ENTITY_H
#define GREFIER_READING_ENTITY_H

#include "grefier/reading/people.h"
#include "unit.h"

#define FIELD_VOID                                                                                           \
    FIELD_LIMIT /* words in which nothing is anybody's data: a greeting, the group's own name */

/* ROLE_CONTACT: who is to be asked about the letter, and signed up only where nobody else is. */
enum role { ROLE_NONE, ROLE_CONTACT, ROLE_SEEN, ROLE_COMPANION, ROLE_SELF, ROLE_NOMINEE, ROLE_OTHER };

struct entity {
    unsigned field;  /* FIELD_NAME … FIELD_PHONE */
    size_t unit;     /* index into units */
    size_t from, to; /* in the unit's folded text */
    int weight;
    enum role role; /* of a name */
    const char *rule;
    const char *text; /* the value: as written, cleaned; a phone in E.164 */
    const char *extension;
    bool after_position; /* an organization that counts only where a position ends just before it */
    bool is_subunit;     /* a part of an organization: a department, an office */
    bool is_mobile;
    bool is_shared; /* a phone that several people are reached at, or a position of several: "profesori" */
    bool
        is_writers; /* the words before it call it the writer's own: "pe mine mă găsiți la", "eu sunt jurist" */
    bool used;      /* belongs to a person already */
};

struct entities {
    struct entity *item; /* those that stay, in the order of the text */
    size_t count;
    struct candidate *lost;
    size_t lost_count;
    bool unnamed;       /* the writer says that the person will be named later */
    bool somebody;      /* the writer names somebody else, by what they are if not by name */
    size_t told_unit;   /* the unit that says so first */
    bool several;       /* the writer says that more than one is signed up */
    bool plural;        /* the writer says "we" of those who sign up */
    bool with_writer;   /* the writer and one other: "eu și Sanda" */
    int headcount;      /* how many the writer says they are, 0 when not said */
    bool acting;        /* the writer writes for somebody else */
    bool sent_by_house; /* From names the organization, not a person */
    bool declines;      /* the writer does not come themselves */
    bool below;         /* the writer says that the data stand in the message passed on below */
    bool limit;
};

/* All entities of the units that are not taken. Lives in the letter's arena. */
struct entities entities_of(struct letter *letter, const struct rules *rules, const struct units *units);

/* A value cleaned for its field: outer quotes and punctuation off, connecting words at the end off; NULL when
 * nothing is left. `text` is original, not folded. Lives in the arena. */
const char *value_clean(struct arena *arena, const struct rules *rules, unsigned field, const char *text);

/* The value in the form one names it by: "Inspectoratului Școlar" -> "Inspectoratul Școlar", "preotul" -> "preot" (rules
 * "inflection"). NULL for NULL. Lives in the arena. */
const char *value_base_form(struct arena *arena, const struct rules *rules, unsigned field, const char *text);

/* Evidence for a piece of a unit. */
struct evidence evidence_of(struct arena *arena, const struct unit *unit, const char *rule, int weight);
/* The same; the piece of a long unit begins some words before `from` in its folded text, where the value does. */
struct evidence evidence_at(struct arena *arena, const struct unit *unit, size_t from, const char *rule,
                            int weight);

#endif
