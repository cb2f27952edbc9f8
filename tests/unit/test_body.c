/* Bodies as they may leave: format=flowed (RFC 3676), quoted-printable (RFC 2045). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/answer/compose.h"

static char text[65536];

static const char *body(const char *words)
{
    struct buf out;
    buf_init(&out, sizeof text);
    body_add_text(&out, words);
    snprintf(text, sizeof text, "%s", out.data);
    buf_free(&out);
    return text;
}

#define PLAIN                                                                                                \
    "Content-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
#define ENCODED                                                                                              \
    "Content-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: "                  \
    "quoted-printable\r\n\r\n"

static void ascii_is_left_as_it_is(void **state)
{
    (void)state;
    assert_string_equal(body("Hello\n\nA = B\n"), PLAIN "Hello\r\n\r\nA = B\r\n");
    assert_string_equal(body(""), PLAIN);
    assert_string_equal(body("no end"), PLAIN "no end\r\n");
}

static void diacritics_make_it_quoted_printable(void **state)
{
    (void)state;
    assert_string_equal(body("Bună = ziua\n"), ENCODED "Bun=C4=83 =3D ziua\r\n");
}

static void long_lines_are_flowed_at_blanks(void **state)
{
    (void)state;
    const char *flowed = body("one two three four five six seven eight nine ten eleven twelve thirteen "
                              "fourteen fifteen sixteen\nnext");
    assert_string_equal(flowed,
                        PLAIN "one two three four five six seven eight nine ten eleven twelve thirteen \r\n"
                              "fourteen fifteen sixteen\r\nnext\r\n");
}

static void a_soft_break_survives_quoted_printable(void **state)
{
    (void)state;
    const char *flowed =
        body("ăăăăăăăăă ăăăăăăăăă ăăăăăăăăă ăăăăăăăăă ăăăăăăăăă ăăăăăăăăă ăăăăăăăăă ăăăăăăăăă x");
    assert_non_null(strstr(flowed, "=20\r\n"));
    for (const char *at = flowed; *at; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\r\n") <= 76);
}

static void words_are_never_broken(void **state)
{
    (void)state;
    char word[600];
    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    char whole[700];
    snprintf(whole, sizeof whole, "a %s b", word);
    char expected[1000];
    snprintf(expected, sizeof expected, PLAIN "a \r\n%s \r\nb\r\n", word);
    assert_string_equal(body(whole), expected);
}

static void a_word_beyond_the_limit_of_lines_is_encoded(void **state)
{
    (void)state;
    char word[3000];
    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    const char *encoded = body(word);
    for (const char *at = encoded; *at; at += strcspn(at, "\n") + 1)
        assert_true(strcspn(at, "\r\n") <= 76);
}

static void what_flowed_readers_would_take_for_a_mark_is_stuffed(void **state)
{
    (void)state;
    assert_string_equal(body("> quoted\nFrom here\n  two\n-- \nname  \n"),
                        PLAIN " > quoted\r\n From here\r\n   two\r\n-- \r\nname\r\n");
}

/* Attack story 10, on our side: whatever stood in the text, only CRLF leaves. */
static void story_10_only_crlf_leaves(void **state)
{
    (void)state;
    const char *out = body("a\rb\r\nc\n\n.\n..\r.\rd\x01\x1B[31m\x7F\xC2\x85"
                           "e\tf");
    assert_string_equal(out, PLAIN "a\r\nb\r\nc\r\n\r\n.\r\n..\r\n.\r\nd[31me f\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_is_left_as_it_is),
        cmocka_unit_test(diacritics_make_it_quoted_printable),
        cmocka_unit_test(long_lines_are_flowed_at_blanks),
        cmocka_unit_test(a_soft_break_survives_quoted_printable),
        cmocka_unit_test(words_are_never_broken),
        cmocka_unit_test(a_word_beyond_the_limit_of_lines_is_encoded),
        cmocka_unit_test(what_flowed_readers_would_take_for_a_mark_is_stuffed),
        cmocka_unit_test(story_10_only_crlf_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
