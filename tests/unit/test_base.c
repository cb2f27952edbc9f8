/* The ground layer: errors, arenas, bufs, text, clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/clock.h"
#include "grefier/base/err.h"
#include "grefier/base/text.h"

static void an_error_is_one_printable_sentence(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(err_set(&err, ERR_RETRY, "two\r\nlines\033[31m"), -1);
    assert_int_equal(err.kind, ERR_RETRY);
    assert_string_equal(err.text, "two  lines [31m");
    err_prefix(&err, "reading %s", "x");
    assert_string_equal(err.text, "reading x: two  lines [31m");
    err_prefix(NULL, "nothing to do");
    assert_string_equal(err_kind_word(ERR_REFUSED), "refused");
}

static void a_long_error_is_cut_between_characters(void **state)
{
    (void)state;
    struct err err = {0};
    char text[2000];
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "ș", 2);
    text[sizeof text - 2] = '\0';
    err_set(&err, ERR_INPUT, "a%s", text);
    assert_true(strlen(err.text) < ERR_TEXT_SIZE);
    assert_true(text_is_utf8(err.text, strlen(err.text)));
    for (int i = 0; i < 300; i++)
        err_prefix(&err, "ț");
    assert_true(strlen(err.text) < ERR_TEXT_SIZE);
}

static void arena_gives_zeroed_memory_of_every_size(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *large = arena_alloc(arena, 100000);
    for (size_t i = 0; i < 5000; i++) {
        unsigned char *piece = arena_alloc(arena, i % 70 + 1);
        assert_int_equal(piece[0] | piece[i % 70], 0);
        memset(piece, 0xFF, i % 70 + 1);
    }
    assert_int_equal(large[99999], 0);
    assert_string_equal(arena_format(arena, "%d-%s", 7, "x"), "7-x");
    arena_free(&arena);
    assert_null(arena);
    arena_free(&arena);
}

static void a_full_buf_takes_whole_pieces_only(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 5);
    assert_int_equal(buf_add_text(&buf, "abc"), 0);
    assert_int_equal(buf_add_text(&buf, "def"), -1);
    assert_true(buf.full);
    assert_string_equal(buf.data, "abc");
    assert_int_equal(buf_add_json(&buf, "a"), -1);
    assert_string_equal(buf.data, "abc");
    buf_free(&buf);
}

static void json_strings_are_escaped_and_valid(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 1000);
    buf_add_json(&buf, "\"\\\n\x01ș\xFF\xE2\x80\xA8");
    assert_string_equal(buf.data, "\"\\\"\\\\\\n\\u0001ș\xEF\xBF\xBD\\u2028\"");
    buf_clear(&buf);
    buf_add_json(&buf, NULL);
    assert_string_equal(buf.data, "null");
    buf_free(&buf);
}

static void folding_unifies_what_people_type(void **state)
{
    (void)state;
    static const struct {
        const char *written, *folded;
    } cases[] = {
        {"Ștefan Țăranu", "Stefan Taranu"}, /* comma below */
        {"\xC5\x9Etefan \xC5\xA2"
         "ara",
         "Stefan Tara"},      /* cedilla */
        {"s\xCC\xA6i", "si"}, /* combining comma */
        {"Bíró Emőke", "Biro Emoke"},
        {"„citat” «x»", "\"citat\" \"x\""},
        {"a–b—c", "a-b-c"},
        {"0722\xC2\xA0"
         "123\xE2\x80\xAF"
         "456",
         "0722 123 456"},
        {"\xE2\x80\xAA+40\xE2\x80\xAC 7\xE2\x80\x8B", "+40 7"}, /* bidi marks, zero width */
        {"Łódź Æ ﬁ", "Lodz AE fi"},
        {"Привет", "Привет"},
        {"• unu ▪ doi 🙂", "* unu * doi *"}, /* bullets and pictures */
        {"a\xFFz", "a\xEF\xBF\xBDz"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct folded folded = text_fold(arena, cases[i].written, strlen(cases[i].written));
        assert_string_equal(folded.text, cases[i].folded);
        assert_int_equal(folded.origin[folded.length], strlen(cases[i].written));
    }
    arena_free(&arena);
}

static void values_are_given_back_as_written(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *text = "Mă numesc Ștefan Țăranu, jurist";
    struct folded folded = text_fold(arena, text, strlen(text));
    const char *found = strstr(folded.text, "Stefan Taranu");
    assert_non_null(found);
    size_t from = (size_t)(found - folded.text);
    assert_string_equal(text_unfold(arena, &folded, from, from + 13), "Ștefan Țăranu");
    assert_string_equal(text_unfold(arena, &folded, from - 1, from + 14), "Ștefan Țăranu,");
    assert_string_equal(text_unfold(arena, &folded, 500, 600), "");
    assert_string_equal(text_key(arena, "ȘCOALA"), "scoala");
    arena_free(&arena);
}

static void a_line_is_inert(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *text = " a\r\n b\t\xC2\xA0 c\033[31m\xE2\x80\xAEx ";
    assert_string_equal(text_line(arena, text, strlen(text), 100), "a b c[31mx");
    assert_string_equal(text_line(arena, "ăăă", 6, 5), "ăă");
    arena_free(&arena);
}

static void utf8_is_judged_by_rfc_3629(void **state)
{
    (void)state;
    assert_true(text_is_utf8("aăș€😀", strlen("aăș€😀")));
    assert_false(text_is_utf8("\xC0\x80", 2));
    assert_false(text_is_utf8("\xED\xA0\x80", 3));
    assert_false(text_is_utf8("\xF4\x90\x80\x80", 4));
    assert_false(text_is_utf8("\xE2\x82", 2));
}

static void comparisons_ignore_case_and_locale(void **state)
{
    (void)state;
    assert_true(text_same("RE", "re"));
    assert_false(text_same("re", "ref"));
    assert_true(text_starts("Content-Type", "content-"));
    assert_true(text_ends("a.EXAMPLE", ".example"));
    assert_non_null(text_find("x-List-Id", "list-"));
    assert_null(text_find("abc", "d"));
    char hex[65];
    text_sha256("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void instants_have_written_forms(void **state)
{
    (void)state;
    char text[CLOCK_TEXT_SIZE];
    clock_rfc3339(1795420800, text);
    assert_string_equal(text, "2026-11-23T08:00:00Z");
    clock_rfc5322(1795420800, text);
    assert_string_equal(text, "Mon, 23 Nov 2026 08:00:00 +0000");
    int64_t value;
    assert_int_equal(clock_parse_day("2026-11-23", &value), 0);
    assert_int_equal(value, 1795392000);
    assert_int_equal(clock_parse_day("2026-02-29", &value), -1);
    assert_int_equal(clock_parse_day("2026-2-9", &value), -1);
    assert_int_equal(clock_parse_span("7d", &value), 0);
    assert_int_equal(value, 7 * 86400);
    assert_int_equal(clock_parse_span("7", &value), -1);
    assert_int_equal(clock_parse_span("99999999d", &value), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_one_printable_sentence),
        cmocka_unit_test(a_long_error_is_cut_between_characters),
        cmocka_unit_test(arena_gives_zeroed_memory_of_every_size),
        cmocka_unit_test(a_full_buf_takes_whole_pieces_only),
        cmocka_unit_test(json_strings_are_escaped_and_valid),
        cmocka_unit_test(folding_unifies_what_people_type),
        cmocka_unit_test(values_are_given_back_as_written),
        cmocka_unit_test(a_line_is_inert),
        cmocka_unit_test(utf8_is_judged_by_rfc_3629),
        cmocka_unit_test(comparisons_ignore_case_and_locale),
        cmocka_unit_test(instants_have_written_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
