#include "scoring.h"

#include <stdio.h>
#include <string.h>

#include "agreement.h"
#include "grefier/base/caps.h"

#define TRIED_MOST 6 /* people whose every order is tried; more are taken as they stand */

/* The people of a label and those who were read, as many of both: NULL where there are fewer. */
struct pairing {
    size_t count;
    const struct yaml *label[CAP_PEOPLE];
    const struct person *person[CAP_PEOPLE];
    unsigned right[TRIED_MOST][TRIED_MOST]; /* of label i and person j */
    size_t order[TRIED_MOST], best[TRIED_MOST];
    bool taken[TRIED_MOST];
    unsigned most;
    bool found;
};

/* ---- one field ------------------------------------------------------------------------------------------------ */

static bool agrees(const struct scoring *scoring, struct arena *arena, size_t field, const char *value,
                   const struct yaml *accepted)
{
    const char *validator = rules_field(scoring->rules, field)->validator;
    enum agreement_kind kind = strcmp(validator, "name") == 0    ? AGREE_NAME
                               : strcmp(validator, "phone") == 0 ? AGREE_EXACT
                                                                 : AGREE_TEXT;
    for (size_t i = 0; accepted && value && i < accepted->count; i++)
        if (values_agree(arena, kind, value, accepted->child[i].text))
            return true;
    return false;
}

static const struct yaml *wanted_of(const struct scoring *scoring, const struct yaml *label, size_t field)
{
    return label ? yaml_get(label, rules_field(scoring->rules, field)->id) : NULL;
}

static size_t field_count(const struct scoring *scoring)
{
    size_t count = rules_field_count(scoring->rules);
    return count < FIELD_LIMIT ? count : FIELD_LIMIT;
}

/* ---- who is who ----------------------------------------------------------------------------------------------- */

static unsigned fields_right(const struct scoring *scoring, struct arena *arena, const struct yaml *label,
                             const struct person *person)
{
    unsigned right = 0;
    for (size_t i = 0; label && person && i < field_count(scoring); i++)
        right += agrees(scoring, arena, i, person->field[i].text, wanted_of(scoring, label, i));
    return right;
}

/* Tries every order of the people who were read from label `at` on; the first of the best is kept. */
static void try_orders(struct pairing *pairing, size_t at, unsigned right)
{
    if (at == pairing->count) {
        if (!pairing->found || right > pairing->most)
            memcpy(pairing->best, pairing->order, sizeof pairing->best);
        pairing->most = pairing->found && pairing->most > right ? pairing->most : right;
        pairing->found = true;
        return;
    }
    for (size_t i = 0; i < pairing->count; i++) {
        if (pairing->taken[i])
            continue;
        pairing->taken[i] = true;
        pairing->order[at] = i;
        try_orders(pairing, at + 1, right + pairing->right[at][i]);
        pairing->taken[i] = false;
    }
}

static void pair(const struct scoring *scoring, struct arena *arena, struct pairing *pairing)
{
    if (pairing->count > TRIED_MOST)
        return;
    for (size_t i = 0; i < pairing->count; i++)
        for (size_t j = 0; j < pairing->count; j++)
            pairing->right[i][j] = fields_right(scoring, arena, pairing->label[i], pairing->person[j]);
    try_orders(pairing, 0, 0);
    const struct person *person[TRIED_MOST] = {NULL};
    for (size_t i = 0; i < pairing->count; i++)
        person[i] = pairing->person[pairing->best[i]];
    memcpy(pairing->person, person, pairing->count * sizeof *person);
}

/* ---- counting ------------------------------------------------------------------------------------------------- */

static void score_sector(struct scoring *scoring, const struct yaml *label, const struct person *person)
{
    const struct yaml *accepted = label ? yaml_get(label, "sector") : NULL;
    const char *sector = person ? sector_word(person->sector) : NULL;
    bool right = false;
    if (!accepted || accepted->count == 0)
        return;
    for (size_t i = 0; sector && i < accepted->count; i++)
        right = right || strcmp(accepted->child[i].text, sector) == 0;
    scoring->sector.right += right;
    scoring->sector.missed += !right;
}

/* Returns whether every field of the person is right. */
static bool score_person(struct scoring *scoring, struct arena *arena, const struct yaml *label,
                         const struct person *person)
{
    bool whole = true;
    for (size_t i = 0; i < field_count(scoring); i++) {
        const struct yaml *wanted = wanted_of(scoring, label, i);
        const char *value = person ? person->field[i].text : NULL;
        bool right = agrees(scoring, arena, i, value, wanted), asked = wanted && wanted->count;
        scoring->field[i].right += right;
        scoring->field[i].wrong += value && !right;
        scoring->field[i].missed += asked && !right;
        whole = whole && (right || (!value && !asked));
    }
    score_sector(scoring, label, person);
    return whole;
}

static bool score_people(struct scoring *scoring, struct arena *arena, const struct yaml *label,
                         const struct verdict *verdict)
{
    const struct yaml *people = yaml_get(label, "people");
    struct pairing *pairing = arena_alloc(arena, sizeof *pairing);
    bool whole = true;
    for (size_t i = 0; people && i < people->count && i < CAP_PEOPLE; i++)
        pairing->label[pairing->count++] = &people->child[i];
    for (size_t i = 0; i < verdict->person_count && i < CAP_PEOPLE; i++)
        pairing->person[i] = &verdict->person[i];
    if (verdict->person_count > pairing->count)
        pairing->count = verdict->person_count < CAP_PEOPLE ? verdict->person_count : CAP_PEOPLE;
    pair(scoring, arena, pairing);
    for (size_t i = 0; i < pairing->count; i++)
        whole = score_person(scoring, arena, pairing->label[i], pairing->person[i]) && whole;
    scoring->registrations++;
    scoring->exact += whole;
    return whole;
}

const char *word_at(const struct yaml *label, const char *key)
{
    const struct yaml *node = yaml_get(label, key);
    return node && node->kind == YAML_SCALAR ? node->text : "";
}

void score_letter(struct scoring *scoring, struct arena *arena, const struct yaml *label, const char *path,
                  struct letter *letter)
{
    struct verdict *verdict = NULL;
    const char *wanted = word_at(label, "action");
    reading_read(letter, scoring->rules, &verdict);
    bool right = strcmp(wanted, action_word(verdict->action)) == 0;
    bool silent = strcmp(wanted, "ignore") == 0 || strcmp(wanted, "review") == 0;
    scoring->actions_right += right;
    if (silent && (verdict->action == ACTION_ASK || verdict->action == ACTION_ACKNOWLEDGE)) {
        scoring->wrong_replies++;
        printf("WRONG REPLY %s\n", path);
    }
    bool whole =
        strcmp(word_at(label, "kind"), "registration") != 0 || score_people(scoring, arena, label, verdict);
    if (!right)
        printf("%s: want %s, got %s (%s)\n", path, wanted, action_word(verdict->action), verdict->reason);
    else if (!whole)
        printf("%s: the people differ\n", path);
}
