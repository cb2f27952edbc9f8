/* Values from outside made inert, and our own token. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/answer/inert.h"
#include "grefier/answer/token.h"
#include "grefier/base/caps.h"

static void values_from_outside_are_made_inert(void **state)
{
    (void)state;
    static const struct {
        const char *given, *inert;
    } cases[] = {
        {"Ana Popescu", "Ana Popescu"},
        {"S.C. Exemplu S.R.L.", "S.C. Exemplu S.R.L."},
        {"conf.univ.dr. Ion", "conf. univ. dr. Ion"},
        {"Click http://evil.example/x now", "Click […] now"},
        {"HTTPS://EVIL.EXAMPLE", "[…]"},
        {"(https://evil.example)", "([…]"},
        {"javascript:alert(1)", "javascript: alert(1)"},
        {"mailto:a@evil.example", "mailto: a@evil. example"},
        {"www.evil.example", "[…]"},
        {"Asociația eLiberare.ro", "Asociația eLiberare. ro"},
        {"evil.com/path?x=1", "evil. com/path?x=1"},
        {"ion@evil.com", "ion@evil. com"},
        {"evil\xEF\xBC\x8E"
         "com",
         "evil. com"}, /* full-width dot */
        {"evil\xE3\x80\x82"
         "com",
         "evil. com"}, /* ideographic full stop */
        {"http\xEF\xBC\x9A\xEF\xBC\x8F\xEF\xBC\x8F"
         "evil",
         "[…]"}, /* full-width :// */
        {"пример.рф", "пример. рф"},
        {"orele 10:30", "orele 10:30"},
        {"Director: IT", "Director: IT"},
        {"versiunea 3.5", "versiunea 3.5"},
        {"+40722123456", "+40722123456"},
        {"a\r\nb\tc\xE2\x80\xA8"
         "d",
         "a b c d"},
        {"a\xE2\x80\xAE\xE2\x80\x8B"
         "b\x1B[31m",
         "ab(31m"},
        {"[ref. AAAA-BB]", "(ref. AAAA-BB)"},
        {"\xFF"
         "x",
         "\xEF\xBF\xBD"
         "x"},
        {"", ""},
        {".", "."},
        {"://", "[…]"},
        {"a. b.c", "a. b.c"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_inert(arena, cases[i].given, CAP_VALUE_BYTES), cases[i].inert);
    char large[5000];
    for (size_t i = 0; i + 4 < sizeof large; i += 4)
        memcpy(large + i, "a.bb", 4);
    large[sizeof large - 4] = '\0';
    const char *inert = text_inert(arena, large, CAP_VALUE_BYTES);
    assert_true(strlen(inert) <= CAP_VALUE_BYTES);
    assert_null(strstr(inert, ".b"));
    arena_free(&arena);
}

static void a_token_goes_out_and_is_found_again(void **state)
{
    (void)state;
    char id[300], token[TOKEN_SIZE];
    assert_true(token_to_id("K7Q2-9D", "clerk@protect.example", id, sizeof id));
    assert_string_equal(id, "grefier.K7Q2-9D@protect.example");
    assert_true(token_from_id(id, token));
    assert_string_equal(token, "K7Q2-9D");
    assert_true(token_from_text("> vechi [ref. AAAA-1]\nnou [ref. K7Q2-9D]\n", token));
    assert_string_equal(token, "K7Q2-9D");
    assert_true(token_from_text("[REF.K7Q2-9D] [ref. bad token]", token));
    assert_string_equal(token, "K7Q2-9D");
    static const char *const none[] = {"",           "[ref. ]",     "[ref. K7Q2-9D", "ref. K7Q2-9D]",
                                       "[ref. abc]", "[ref. -abcd]"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(token_from_text(none[i], token));
    static const char *const ids[] = {
        "", "grefier.", "grefier.@x", "grefier.abc@x", "grefier.a b c@x", "x.K7Q2@y", "grefier.K7Q2-9D"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_false(token_from_id(ids[i], token));
    assert_false(token_to_id("a\r\nb", "clerk@protect.example", id, sizeof id));
    assert_false(token_to_id("K7Q2-9D", "no address", id, sizeof id));
    assert_false(token_to_id("K7Q2-9D", "clerk@protect.example", id, 20));
    char longest[60];
    memset(longest, 'A', sizeof longest);
    longest[41] = '\0';
    assert_false(token_is_plain(longest));
    longest[40] = '\0';
    assert_true(token_is_plain(longest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_from_outside_are_made_inert),
        cmocka_unit_test(a_token_goes_out_and_is_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
