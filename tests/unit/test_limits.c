/* How much an IMAP server may say: what is believed, what is refused, wherever the bytes are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/mailbox/limits.h"
#include "grefier/base/arena.h"
#include "grefier/base/caps.h"

/* Feeds the text whole and then byte by byte; both must say the same. */
static const char *problem_with(const char *text)
{
    struct limits whole = {.bytes = 0}, pieces = {.bytes = 0};
    const char *first = limits_take(&whole, text, strlen(text)), *second = NULL;
    for (const char *at = text; *at && !second; at++)
        second = limits_take(&pieces, at, 1);
    assert_int_equal(first == NULL, second == NULL);
    return first;
}

static void ordinary_answers_pass(void **state)
{
    (void)state;
    assert_null(problem_with("* OK [CAPABILITY IMAP4rev1] ready {5}\r\n"));
    assert_null(problem_with("* 1 FETCH (UID 1 BODY[]<0> {3}\r\n(((\r\n"));
    assert_null(problem_with("* 1 FETCH (UID 1 BODY[]<0> {0}\r\n)\r\n2 OK done\r\n"));
    assert_null(problem_with("* LIST () \"/\" {-1}\r\n"));
}

static void what_lies_in_a_literal_is_not_looked_at(void **state)
{
    (void)state;
    assert_null(problem_with("* 1 FETCH (BODY[] {12}\r\n* 1 {99999999\r\n)\r\n"));
}

static void sizes_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{-1}", "{}", "{1x}", "{16777217}", "{4294967296}", "{99999999999999999999999999}", "{5+}"};
    char line[100];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(line, sizeof line, "* 12 FETCH (BODY[] %s\r\n", wrong[i]);
        assert_non_null(problem_with(line));
        snprintf(line, sizeof line, "* 12 FETCH (X {1}\r\na BODY[] %s\r\n", wrong[i]);
        assert_non_null(problem_with(line));
    }
}

static void a_text_that_looks_like_a_literal_hides_nothing(void **state)
{
    (void)state;
    assert_non_null(problem_with("* OK {1000}\r\n* 1 FETCH (BODY[] {99999999}\r\n"));
    assert_non_null(problem_with("2 OK {1000}\r\n* 1 FETCH (BODY[] {99999999}\r\n"));
    assert_non_null(problem_with("+ {1000}\r\n* 1 FETCH (BODY[] {99999999}\r\n"));
}

/* Repeats the piece until it is refused; how often it was taken. */
static size_t taken(struct limits *limits, const char *piece)
{
    size_t count = 0;
    while (!limits_take(limits, piece, strlen(piece)))
        count++;
    return count;
}

static void lines_syntax_and_depth_have_ends(void **state)
{
    (void)state;
    struct limits lines = {.bytes = 0}, syntax = {.bytes = 0}, depth = {.bytes = 0};
    assert_int_equal(taken(&lines, "* 1 EXISTS\r\n"), LIMIT_LINES);
    assert_int_equal(taken(&syntax, "a"), LIMIT_SYNTAX_BYTES);
    assert_int_equal(taken(&depth, "("), LIMIT_BRACKETS);
}

static void every_command_counts_anew(void **state)
{
    (void)state;
    struct limits limits = {.bytes = 0};
    for (size_t i = 0; i < 5; i++) {
        limits_begin(&limits);
        for (size_t line = 0; line < LIMIT_LINES; line++)
            assert_null(limits_take(&limits, "* 1 EXISTS ((\r\n", 15));
    }
}

static void all_bytes_together_have_an_end(void **state)
{
    (void)state;
    struct limits limits = {.bytes = 0};
    char *piece = xcalloc(1u << 20, 1);
    assert_null(limits_take(&limits, "* 1 FETCH (BODY[] {16777216}\r\n", 30));
    size_t count = 0;
    while (!limits_take(&limits, piece, 1u << 20))
        count++;
    assert_int_equal(count, CAP_RESPONSE_BYTES / (1u << 20) - 1);
    free(piece);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_answers_pass),
        cmocka_unit_test(what_lies_in_a_literal_is_not_looked_at),
        cmocka_unit_test(sizes_that_cannot_be_are_refused),
        cmocka_unit_test(a_text_that_looks_like_a_literal_hides_nothing),
        cmocka_unit_test(lines_syntax_and_depth_have_ends),
        cmocka_unit_test(every_command_counts_anew),
        cmocka_unit_test(all_bytes_together_have_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
