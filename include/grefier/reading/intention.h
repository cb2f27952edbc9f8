/*
 * intention: what the writer wants, from their own words; intention comes before data.
 *
 * The phrases are rules (group "intention", rules/intention/); each `says` one thing (see src/reading/sign.h
 * and rules/README.md). What a phrase against signing up overlaps does not count for it.
 */
#ifndef GREFIER_READING_INTENTION_H
#define GREFIER_READING_INTENTION_H

#include "grefier/reading/people.h"
#include "grefier/reading/wording.h"

struct intention {
    enum kind kind;       /* REGISTRATION, WITHDRAWAL, SENSITIVE or OTHER */
    bool doubt;           /* signs of a sign-up and signs against: a person must look */
    bool passed_on;       /* who signs up is the writer of the message passed on, not who sends it */
    bool may_pass_on;     /* says nothing of its own and passes a message on: what is in there decides */
    bool attachment_only; /* a sign-up whose data are in an attached file */
    bool cannot_give;     /* says they have no organization (or another field): asking again would be silly */
    /* signs up in the first person, with their data: no machine writes that, whatever the doubt */
    bool in_person;
    bool urgent;
    const char *reason;   /* one line, no personal data */
    const char *language; /* "ro", "en", "hu" */
    const char *spoke[READING_SPOKE];
    size_t spoke_count;
    const char *topic[READING_TOPICS];
    size_t topic_count;
    struct wording wording; /* what kind of letter it is by its words alone, */
    struct opinion opinion; /* and together with what the rules have found */
    bool limit;             /* a pattern hit its limit */
};

/* Lives in the letter's arena. */
struct intention *intention_find(struct letter *letter, const struct rules *rules,
                                 const struct people *people);

/* The language of the writer's own words: "ro" (also when nothing tells), "en" or "hu" (group "language"). */
const char *language_of(struct letter *letter, const struct rules *rules);

/* The problem areas that the writer's own words name, each once (group "topics"); returns how many. */
size_t topics_of(struct letter *letter, const struct rules *rules, const char *topic[READING_TOPICS]);

#endif
