/*
 * people: who is signed up by a letter, and what is known of each. Looks at what is said, not whether it is a
 * sign-up.
 */
#ifndef GREFIER_READING_PEOPLE_H
#define GREFIER_READING_PEOPLE_H

#include "grefier/reading/reading.h"

struct people {
    struct person *person;
    size_t count;
    bool labelled;    /* the data stood in a form: labels or a table */
    bool *form_line;  /* of each line of the letter: whether it is a label line or row of that form */
    bool nominates;   /* somebody else signs them up */
    bool contradicts; /* two different values of equal right: a person must look */
    const char *contradiction; /* one line, no personal data; NULL */
    bool limit;                /* a pattern hit its limit */
    struct candidate *candidate;
    size_t candidate_count;
};

/* Always at least one person (perhaps with nothing known). Lives in the letter's arena. What a registry passes on from its
 * own house becomes own words of the letter. */
struct people *people_find(struct letter *letter, const struct rules *rules);

/* E.164 of the one valid phone number in `text` (default region RO), with its extension ("" or digits).
 * Returns false when there is none. Never true for a CNP, IBAN, CUI, date or register number standing alone.
 */
bool phone_parse(const char *text, size_t length, char e164[20], char extension[8]);

/* The sector a position and an organization point to, or else the domain of the person's own address (each may be
 * NULL). */
enum sector sector_of(const struct rules *rules, const char *position, const char *organization,
                      const char *address);

#endif
