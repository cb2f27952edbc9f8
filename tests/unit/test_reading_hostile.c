/*
 * Texts made to make a reader work for hours, or to break it, under the rules that ship and under rules that somebody
 * wrote badly. Each must be read to its end, within an alarm that ends the program; a pattern that gives up means that
 * a person looks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "rules_folder.h"

#include "grefier/base/caps.h"
#include "grefier/letter/letter.h"
#include "grefier/reading/reading.h"

#define PATIENCE   10u /* seconds for one letter, with sanitizers and a busy machine */
#define BIG        100000u
#define RAW_LENGTH (1u << 20)

static struct rules *shipped;

/* Reads the letter, prints it in all forms, and returns what would be done. */
static enum action action_for(const struct rules *rules, const char *raw, size_t length)
{
    struct letter *letter = NULL;
    struct verdict *verdict = NULL;
    struct buf out;
    buf_init(&out, 16u << 20);
    alarm(PATIENCE);
    assert_int_equal(letter_read(raw, length, rules, &letter, NULL), 0);
    reading_read(letter, rules, &verdict);
    reading_json("letter.eml", verdict, rules, true, &out);
    reading_text("letter.eml", letter, verdict, rules, true, true, &out);
    alarm(0);
    enum action action = verdict->action;
    assert_in_range(verdict->person_count, 0, CAP_PEOPLE);
    assert_true(text_is_utf8(out.data, out.length));
    buf_free(&out);
    letter_free(&letter);
    return action;
}

static enum action action_for_body(const struct rules *rules, const char *subject, const char *type,
                                   const struct buf *body)
{
    struct buf raw;
    buf_init(&raw, RAW_LENGTH);
    buf_add_format(
        &raw,
        "From: Ana Pop <ana@lumina.example>\nTo: inscrieri@protect.example\nSubject: %s\nContent-Type: %s; "
        "charset=utf-8\n\n",
        subject, type);
    buf_add(&raw, body->data, body->length);
    enum action action = action_for(rules, raw.data, raw.length);
    buf_free(&raw);
    return action;
}

static void repeat(struct buf *text, const char *piece, size_t length)
{
    while (text->length + strlen(piece) <= length)
        buf_add_text(text, piece);
}

/* ---- the rules that ship ---------------------------------------------------------------------------------------- */

static const char *const pieces[] = {
    "a",
    "0",
    "07",
    "0.",
    "0722 ",
    "(",
    "((0",
    ")",
    "si ",
    "A",
    "Ana ",
    "ANA-",
    "Pop, ",
    "\"",
    "'",
    "\xE2\x80\x9E",
    "- ",
    "-",
    ". ",
    ",",
    ":",
    "Nume: ",
    "Nume\n",
    "a: ",
    "_",
    "=",
    "|",
    " | ",
    "\t",
    " ",
    "\n",
    "\n>",
    "> ",
    "a@",
    "a@b.ro ",
    "http://a/",
    "<",
    "<a@b>",
    "&",
    "\\",
    "[",
    "{{name}}",
    "%s%n",
    "dr. ",
    "prof. univ. ",
    "director ",
    "Director general adjunct ",
    "la ",
    "din cadrul ",
    "Asociația ",
    "Asociația \"",
    "Direcția Generală de ",
    "S.R.L. ",
    "mă înscriu ",
    "nu mă înscriu ",
    "mă înscriu la curs ",
    "doresc să ",
    "zero sapte ",
    "1. ",
    "1.1.",
    "* ",
    "tel. ",
    "fax: ",
    "int. 1 ",
    "ă",
    "\xC5\x9F",
    "\xE2\x80\x8B",
    "\xF0\x9F\x98\x80",
    "\xFF",
    "\xC3",
    "e\xCC\x81",
    "De la: ",
    "Pe 1 apr. 2024 a scris:\n",
    "-- \n",
    "Subsemnata Ana Pop, ",
    "numele ",
    "și colega mea ",
};

static void one_piece_again_and_again_is_read_to_its_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf body;
        buf_init(&body, RAW_LENGTH);
        repeat(&body, pieces[i], BIG);
        action_for_body(shipped, "test", "text/plain", &body);
        buf_free(&body);
    }
}

static void in_lines_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf body;
        buf_init(&body, RAW_LENGTH);
        for (size_t line = 0; line < 4100 && body.length < BIG; line++)
            buf_add_format(&body, "%s%s\n", pieces[i], pieces[(i + line) % (sizeof pieces / sizeof *pieces)]);
        action_for_body(shipped, "test", "text/plain", &body);
        buf_free(&body);
    }
}

static void a_long_subject(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf body, subject;
        buf_init(&body, RAW_LENGTH);
        buf_init(&subject, RAW_LENGTH);
        buf_add_text(&body, "Mă înscriu.\n");
        if (!strchr(pieces[i], '\n'))
            repeat(&subject, pieces[i], BIG);
        buf_add_text(&subject, "");
        action_for_body(shipped, subject.data, "text/plain", &body);
        buf_free(&subject);
        buf_free(&body);
    }
}

static void four_thousand_lines_and_more(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    for (unsigned i = 0; i < 4200; i++)
        buf_add_format(&body, "%u. Ana Pop, psiholog, Asociația Lumina\n", i);
    action_for_body(shipped, "Înscriere", "text/plain", &body);
    buf_free(&body);
}

static void more_people_than_are_counted(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    buf_add_text(&body, "Vă rog să îi înscrieți în grupul de lucru pe colegii mei:\n\n");
    for (unsigned i = 0; i < 300; i++)
        buf_add_format(&body,
                       "Nume: Ana P%c%cescu\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 "
                       "345 %03u\n\n",
                       'a' + i % 26, 'a' + i / 26, i);
    enum action action = action_for_body(shipped, "Înscriere grup de lucru", "text/plain", &body);
    assert_int_equal(action, ACTION_REVIEW);
    buf_free(&body);
}

static void a_table_without_end(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    buf_add_text(&body, "<table>");
    for (unsigned row = 0; row < 200; row++) {
        buf_add_text(&body, "<tr>");
        for (unsigned cell = 0; cell < 60; cell++)
            buf_add_text(&body, cell % 2 ? "<td>Nume" : "<td>Ana Pop");
    }
    action_for_body(shipped, "Înscriere", "text/html", &body);
    buf_clear(&body);
    repeat(&body, "<table><tr><td>", BIG);
    action_for_body(shipped, "Înscriere", "text/html", &body);
    buf_free(&body);
}

/* What the writer wants is in front; the hostile text behind must not turn it into an answer of nonsense. */
static void a_value_stays_short(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    buf_add_text(&body, "Mă înscriu în grupul de lucru.\nNume: Ana ");
    repeat(&body, "Pop", 3000);
    buf_add_text(&body, "\nFuncția: ");
    repeat(&body, "psiholog ", 7000);
    buf_add_text(&body, "\nTelefon: 0722 345 678\n");
    struct buf raw;
    buf_init(&raw, RAW_LENGTH);
    buf_add_text(&raw, "From: x@lumina.example\nContent-Type: text/plain; charset=utf-8\n\n");
    buf_add(&raw, body.data, body.length);
    struct letter *letter = NULL;
    struct verdict *verdict = NULL;
    assert_int_equal(letter_read(raw.data, raw.length, shipped, &letter, NULL), 0);
    reading_read(letter, shipped, &verdict);
    for (size_t i = 0; i < verdict->person_count; i++)
        for (size_t field = 0; field < FIELD_LIMIT; field++)
            if (verdict->person[i].field[field].text)
                assert_in_range(strlen(verdict->person[i].field[field].text), 1, CAP_VALUE_BYTES);
    letter_free(&letter);
    buf_free(&raw);
    buf_free(&body);
}

/* ---- rules that somebody wrote badly ---------------------------------------------------------------------------- */

#define RULE(group, says, zone, pattern)                                                                     \
    "group: " group "\nrules:\n  - id: bad\n    says: " says "\n    zone: [" zone                            \
    "]\n    pattern: '" pattern "'\n"

static void a_pattern_that_gives_up_brings_a_person(void **state)
{
    struct fixture *fixture = *state;
    static const char *const bad[] = {
        RULE("intention", "signup", "own", "( a+ )+ $"),
        RULE("intention", "refuse", "own", "( \\w+ \\s? )+ x $"),
        RULE("people", "self", "own", "(?<name> ( [a-z]+ \\s* )+ ) \\d"),
        RULE("phone", "number", "own", "(?<phone> ( a* )* \\d )"),
    };
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    buf_add_text(&body, "Mă înscriu. ");
    repeat(&body, "a", 3000);
    buf_add_text(&body, "!x\n"); /* with the last letter of a pattern there is no short way to "no match" */
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_loads(fixture, bad[i]);
        if (action_for_body(fixture->rules, "test", "text/plain", &body) != ACTION_REVIEW)
            fail_msg("no person looks at a letter that this gave up on:\n%s", bad[i]);
    }
    buf_free(&body);
}

static void a_label_that_gives_up_brings_a_person(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml",
                 "fields:\n"
                 "  - {id: name, title: {ro: nume, en: name}, labels: ['(?: n+ )+ q']}\n"
                 "  - {id: position, labels: [functia]}\n"
                 "  - {id: organization, labels: [organizatia]}\n"
                 "  - {id: phone, labels: [telefon]}\n");
    if (load(fixture) != 0)
        fail_msg("%s", fixture->problems.data);
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    repeat(&body, "n", 3000);
    buf_add_text(&body, "!q: Ana Pop\nfunctia: psiholog\n");
    assert_int_equal(action_for_body(fixture->rules, "test", "text/plain", &body), ACTION_REVIEW);
    buf_free(&body);
}

static void without_any_rule_nothing_is_answered(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    assert_int_equal(load(fixture), 0);
    struct buf body;
    buf_init(&body, RAW_LENGTH);
    buf_add_text(&body, "Mă înscriu.\nNume: Ana Pop\nTel: 0722 345 678\n");
    enum action action = action_for_body(fixture->rules, "Înscriere", "text/plain", &body);
    assert_true(action == ACTION_IGNORE || action == ACTION_REVIEW);
    buf_free(&body);
}

static int load_shipped(void **state)
{
    (void)state;
    const char *folder = getenv("GREFIER_RULES");
    struct err err = {0};
    struct buf problems;
    buf_init(&problems, 65536);
    letter_setup();
    int result = rules_load(&folder, 1, &shipped, &problems, &err);
    if (result != 0)
        print_error("%s\n%s\n", err.text, problems.data ? problems.data : "");
    buf_free(&problems);
    return result;
}

static int free_shipped(void **state)
{
    (void)state;
    rules_free(&shipped);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_piece_again_and_again_is_read_to_its_end),
        cmocka_unit_test(in_lines_of_their_own),
        cmocka_unit_test(a_long_subject),
        cmocka_unit_test(four_thousand_lines_and_more),
        cmocka_unit_test(more_people_than_are_counted),
        cmocka_unit_test(a_table_without_end),
        cmocka_unit_test(a_value_stays_short),
        TEST(a_pattern_that_gives_up_brings_a_person),
        TEST(a_label_that_gives_up_brings_a_person),
        TEST(without_any_rule_nothing_is_answered),
    };
    return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
