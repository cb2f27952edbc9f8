/* scan: entities while they are looked for; what entity.c and settle.c share. */
#ifndef GREFIER_READING_SCAN_H
#define GREFIER_READING_SCAN_H

#include "entity.h"

struct scan {
    struct letter *letter;
    const struct rules *rules;
    const struct units *units;
    const char *domain;   /* what the sender's address names, "" for nothing */
    struct entity *found; /* CAP_CANDIDATES of them at most */
    size_t count;
    struct entities told; /* what the words say of them all */
    bool old_signature;
};

/* "asociația noastră", "școala": a kind of organization, but which one? */
bool scan_is_no_organization(struct scan *scan, const char *text);
/* Moves what stays from scan->found to `entities`, in the order of the text, and what loses its place to the candidates
 * that lost. A longer organization or position contains what looks like a name; a sentence's name is worth more than a
 * shape. */
void scan_settle(struct scan *scan, struct entities *entities);

#endif
