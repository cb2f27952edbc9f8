/*
 * orders: what the secretariat writes under a digest, one order a line. Pure.
 *
 *   12 telefon 0722 123 456     a value of applicant 12 (nume, funcția, organizația, telefon, interior, e-mail,
 *                               and the rules' own fields by their titles)
 *   9 retrage                   applicant 9 is withdrawn
 *   7 unește 12                 row 12 goes into row 7
 *   12 trimite                  what is missing is asked for again, or the sign-up acknowledged again
 *   M15 da, M15 nu              letter 15, which waits, is agreed to or not
 *
 * Case and diacritics do not matter; a bullet in front, a colon or dash behind the verb neither. The verbs are
 * words of rules/digest/words.ro.txt ("verb.…"); polite words and "nr.", "rândul" may stand around ("order.…").
 * Behind a verb without a value nothing else may stand. Other lines are ignored, unless they look as if an order
 * was meant: then they are WRONG. A line in quotes is an example, never an order.
 */
#ifndef GREFIER_DIGEST_ORDERS_H
#define GREFIER_DIGEST_ORDERS_H

#include <stdint.h>
#include "grefier/digest/words.h"
#include "grefier/letter/letter.h"

#define ORDERS_MOST 60 /* in one letter */

enum order_kind { ORDER_WRONG, ORDER_SET, ORDER_WITHDRAW, ORDER_MERGE, ORDER_SEND, ORDER_YES, ORDER_NO };

struct order {
    enum order_kind kind;
    const char *line;  /* as it was written, one clean line */
    int64_t number;    /* of the applicant, or with YES and NO of the letter */
    int64_t other;     /* MERGE: the row that goes into `number` */
    const char *field; /* SET: the field's id, "extension" or "email" */
    const char *title; /* SET: what the field is called */
    const char *value; /* SET: one clean line, never empty */
    const char *wrong; /* WRONG: the key of the word that says why */
};

struct orders {
    struct order *item; /* ORDERS_MOST at most, in the arena */
    size_t count;
    bool more; /* there were more, not read */
};

/* Reads one line. False when it is no order and was not meant as one. */
bool order_parse(const char *line, const struct words *words, const struct rules *rules, struct arena *arena,
                 struct order *order);
/* The orders of a letter: its writer's own words, no quoted text, and no text of a digest from its title or day
 * to its [ref.]. Of what looks like a signature only lines
 * that are whole orders count. */
struct orders orders_of(const struct letter *letter, const struct words *words, const struct rules *rules,
                        struct arena *arena);

#endif
