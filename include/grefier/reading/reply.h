/*
 * reply: what an answer to one of our letters says beside its data (group "reply"). There bare words are enough: what
 * they are about is clear.
 */
#ifndef GREFIER_READING_REPLY_H
#define GREFIER_READING_REPLY_H

#include "grefier/reading/people.h"

struct reply {
    bool leaves;       /* the writer wants out */
    bool objects;      /* a refusal, a condition, perhaps later: nothing goes on by itself */
    bool cannot_give;  /* says that something asked for cannot be given */
    bool asks;         /* holds a question */
    bool rectifies;    /* asks to have data put right, and nothing else that a person must decide */
    unsigned words;    /* words that neither give data nor thank, greet or agree */
    unsigned line[16]; /* lines of the letter with words of correction */
    size_t line_count;
};

struct reply reply_read(struct letter *letter, const struct rules *rules, const struct people *people);

/*
 * Whether the writer puts this value of `field` forward to replace what is noted: in their own words, under a label
 * or beside words of correction, and no other value there competes with it (`noted` may be named: "director, nu
 * psiholog").
 */
bool reply_corrects(struct letter *letter, const struct rules *rules, const struct people *people,
                    const struct reply *reply, unsigned field, const struct value *value, const char *noted);

/* The language of the writer's own words, without the subject, where they tell clearly; else NULL. */
const char *language_said(struct letter *letter, const struct rules *rules);

/* Whether a delivery report without fields says that the letter is still being tried. */
bool reply_is_waiting(struct letter *letter, const struct rules *rules);

#endif
