/* How people say what they want, as tables: what the tests of intention and of near misses share. */
#ifndef GREFIER_TESTS_SAID_CASE_H
#define GREFIER_TESTS_SAID_CASE_H

#include "grefier/reading/intention.h"
#include "reading_case.h"

struct said {
    const char *subject, *body;
};

static struct intention *understand(const char *subject, const char *body, struct letter **letter)
{
    *letter = letter_of(ANA, subject, body);
    struct people *people = people_find(*letter, shipped_rules());
    return intention_find(*letter, shipped_rules(), people);
}

/* NOT_ANSWERED: not sure, or no sign-up. FOR_A_PERSON: not sure, or help is sought. */
enum expected { SIGNS_UP, NOT_SURE, NO_SIGNUP, NOT_ANSWERED, LEAVES, SEEKS_HELP, FOR_A_PERSON };

static bool is_as_expected(const struct intention *intention, enum expected expected)
{
    switch (expected) {
    case SIGNS_UP:
        return intention->kind == KIND_REGISTRATION && !intention->doubt;
    case NOT_SURE:
        return intention->doubt;
    case NO_SIGNUP:
        return intention->kind == KIND_OTHER && !intention->doubt;
    case NOT_ANSWERED:
        return intention->doubt || intention->kind == KIND_OTHER;
    case LEAVES:
        return intention->kind == KIND_WITHDRAWAL;
    case SEEKS_HELP:
        return intention->kind == KIND_SENSITIVE && intention->urgent;
    case FOR_A_PERSON:
        return intention->doubt || intention->kind == KIND_SENSITIVE;
    }
    return false;
}

static void assert_all(const struct said *said, size_t count, enum expected expected)
{
    for (size_t i = 0; i < count; i++) {
        struct letter *letter;
        struct intention *intention = understand(said[i].subject, said[i].body, &letter);
        if (!is_as_expected(intention, expected) || !intention->reason)
            fail_msg("kind %d doubt %d (%s) for: %s / %s", (int)intention->kind, intention->doubt,
                     intention->reason, said[i].subject, said[i].body);
        letter_free(&letter);
    }
}

#define ASSERT_ALL(said, expected) assert_all(said, sizeof(said) / sizeof *(said), expected)

#endif
