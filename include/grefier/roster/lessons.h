/*
 * lessons: what a person's "no" teaches: made-up messages that show again why somebody's message was doubted,
 * for `rules cases`. Nothing in them is anybody's; still they go with the letter they come from.
 */
#ifndef GREFIER_ROSTER_LESSONS_H
#define GREFIER_ROSTER_LESSONS_H

#include "grefier/roster/roster.h"

/* Strings live in the arena. */
struct lesson {
    int64_t letter;                      /* the number of the message that was refused */
    const char *sender, *subject, *body; /* a made-up name; lines of text */
    const char *language, *reason;       /* of the letter's verdict; when keeping: unused */
};

/* Keeps it; one a letter, the first stays. 0 or -1. */
int roster_keep_lesson(struct roster *roster, const struct lesson *lesson, int64_t now, struct err *err);
/* All, by the letter's number. 0 or -1. */
int roster_lessons(struct roster *roster, struct arena *arena, struct lesson **lesson, size_t *count,
                   struct err *err);

#endif
