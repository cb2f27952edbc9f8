/*
 * scoring: what was read of messages against their labels, counted as tests/corpus/score.py counts. Private to this
 * room.
 */
#ifndef GREFIER_SRC_COMMAND_SCORING_H
#define GREFIER_SRC_COMMAND_SCORING_H

#include "../rules/yaml.h"
#include "grefier/reading/reading.h"

struct tally {
    unsigned right, wrong, missed;
};

struct scoring {
    const struct rules *rules;
    unsigned messages, unread, actions_right, wrong_replies;
    unsigned registrations, exact; /* labelled sign-ups, and those of them without a wrong or missing field */
    struct tally field[FIELD_LIMIT];
    struct tally sector;
};

/* Reads the letter and counts it; prints a line about what differs. `path` is for that line. */
void score_letter(struct scoring *scoring, struct arena *arena, const struct yaml *label, const char *path,
                  struct letter *letter);
/* The scalar of that key, or "". */
const char *word_at(const struct yaml *label, const char *key);

#endif
