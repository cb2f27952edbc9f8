/* Who is read from a letter, as a table of specifications: what the tests of people and forms share. */
#ifndef GREFIER_TESTS_PEOPLE_CASE_H
#define GREFIER_TESTS_PEOPLE_CASE_H

#include "grefier/reading/people.h"
#include "reading_case.h"

#define FROM_ADDRESS "From: contact.lumina@example.ro\n"
#define FROM_ANA     "From: Ana Pop <ana.pop@lumina.example>\n"
#define FROM_AIDE    "From: Maria Ionescu <maria.ionescu@cdep.example>\n"
#define FROM_OFFICE  "From: Secretariat Asociația Lumina <office@lumina.example>\n"
#define FROM_BRONTO  "From: Ana Pop <ana.pop@bronto-byte.example>\n"
#define HTML         "Content-Type: text/html; charset=utf-8\n"
#define SUBJECT      "Înscriere grup de lucru"
#define ANA_WHOLE    "Ana Pop | psiholog | Asociația Lumina | +40722345678"
#define COUNT(x)     (sizeof(x) / sizeof *(x))

struct specification {
    const char *what;
    const char *headers, *body;
    const char *people;
};

static void write_people(const struct people *people, struct buf *out)
{
    buf_add_text(out, "");
    for (size_t i = 0; i < people->count; i++) {
        const struct person *person = &people->person[i];
        for (unsigned field = FIELD_NAME; field <= FIELD_PHONE; field++)
            buf_add_format(out, "%s%s",
                           field ? " | "
                           : i   ? "\n"
                                 : "",
                           person->field[field].text ? person->field[field].text : "-");
        if (person->extension)
            buf_add_format(out, " x%s", person->extension);
    }
}

static bool reads_as(const struct specification *row)
{
    struct letter *letter = letter_of(row->headers, SUBJECT, row->body);
    const struct people *people = people_find(letter, shipped_rules());
    struct buf got;
    buf_init(&got, 65536);
    write_people(people, &got);
    bool right = strcmp(got.data, row->people) == 0;
    if (!right)
        print_error("%s:\n%.300s\n  must be read as\n%s\n  but is\n%s\n\n", row->what, row->body, row->people,
                    got.data);
    buf_free(&got);
    letter_free(&letter);
    return right;
}

static void check(const struct specification *rows, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += !reads_as(&rows[i]);
    if (wrong)
        fail_msg("%zu of %zu letters are misread", wrong, count);
}

#define SPECIFY(name, ...)                                                                                   \
    static void name(void **state)                                                                           \
    {                                                                                                        \
        static const struct specification rows[] = {__VA_ARGS__};                                            \
        (void)state;                                                                                         \
        check(rows, COUNT(rows));                                                                            \
    }

#endif
