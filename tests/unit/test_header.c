/* Header fields as they may leave: RFC 5322 folding, RFC 2047 words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/answer/compose.h"
#include "grefier/base/text.h"

static char text[65536];

static const char *taken(struct buf *out)
{
    snprintf(text, sizeof text, "%s", out->data ? out->data : "");
    buf_free(out);
    return text;
}

static const char *header(const char *name, const char *value)
{
    struct buf out;
    buf_init(&out, sizeof text);
    header_add(&out, name, value);
    return taken(&out);
}

static const char *address(const char *display_name, const char *spec)
{
    struct buf out;
    buf_init(&out, sizeof text);
    header_add_address(&out, "To", display_name, spec);
    return taken(&out);
}

/* Every line ends with CRLF, none is longer than `width`, and each but the first begins with a blank. */
static void assert_one_field(const char *field, size_t width)
{
    const char *at = field;
    size_t lines = 0;
    while (*at) {
        size_t length = strcspn(at, "\r\n");
        assert_true(length <= width);
        assert_memory_equal(at + length, "\r\n", 2);
        if (lines++ > 0)
            assert_true(*at == ' ' && length > 1);
        at += length + 2;
    }
    assert_true(lines > 0);
}

static void plain_values_stay_readable(void **state)
{
    (void)state;
    assert_string_equal(header("Subject", "Re: Inscriere grup"), "Subject: Re: Inscriere grup\r\n");
    assert_string_equal(header("X", ""), "X:\r\n");
    assert_string_equal(header("X", "  a   b "), "X: a b\r\n");
}

static void diacritics_become_encoded_words(void **state)
{
    (void)state;
    assert_string_equal(header("Subject", "Re: Înscriere"), "Subject: =?UTF-8?Q?Re=3A_=C3=8Enscriere?=\r\n");
}

static void a_text_that_looks_encoded_is_encoded(void **state)
{
    (void)state;
    assert_string_equal(header("Subject", "=?utf-8?Q?=0D=0ABcc:x?="),
                        "Subject: =?UTF-8?Q?=3D=3Futf-8=3FQ=3F=3D0D=3D0ABcc=3Ax=3F=3D?=\r\n");
}

static void long_values_are_folded_at_blanks(void **state)
{
    (void)state;
    const char *field = header("Subject", "one two three four five six seven eight nine ten eleven twelve "
                                          "thirteen fourteen fifteen");
    assert_string_equal(field, "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
                               " thirteen fourteen fifteen\r\n");
    assert_one_field(field, 76);
}

static void a_word_too_long_to_fold_is_encoded(void **state)
{
    (void)state;
    char word[2000];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    const char *field = header("Subject", word);
    assert_one_field(field, 76);
    assert_int_equal(strncmp(field, "Subject: =?UTF-8?Q?xxx", 22), 0);
}

static void no_character_is_split_between_encoded_words(void **state)
{
    (void)state;
    char value[900] = "";
    for (size_t shift = 0; shift < 4; shift++) {
        size_t length = shift;
        memset(value, 'a', shift);
        for (size_t i = 0; i < 60; i++) {
            memcpy(value + length, i % 2 ? "😀" : "ș", i % 2 ? 4 : 2);
            length += i % 2 ? 4 : 2;
        }
        value[length] = '\0';
        const char *field = header("Subject", value);
        assert_one_field(field, 76);
        for (const char *at = strstr(field, "?Q?"); at; at = strstr(at + 3, "?Q?")) {
            const char *payload = at + 3;
            assert_false(strncmp(payload, "=9", 2) == 0 ||
                         strncmp(payload, "=8", 2) == 0); /* no middle byte */
        }
    }
}

static void a_long_name_of_a_field_leaves_no_room_but_no_harm(void **state)
{
    (void)state;
    char name[80];
    memset(name, 'X', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    const char *field = header(name, "șșșșșșșșșș");
    assert_non_null(strstr(field, "\r\n =?UTF-8?Q?"));
}

/* Attack story 8. */
static void story_8_no_line_end_of_any_form_ends_a_header(void **state)
{
    (void)state;
    static const char *const attacks[] = {
        "x\r\nBcc: v@example.org",
        "x\nBcc: v@example.org",
        "x\rBcc: v@example.org",
        "x\r\n\r\nbody",
        "x\r\n Bcc: folded",
        "x%0d%0aBcc: v@example.org",
        "=?utf-8?Q?x=0D=0ABcc:_v@example.org?=",
        "=?utf-8?B?eA0KQmNjOiB2?=",
        "x\xE2\x80\xA8"
        "Bcc: v@example.org", /* U+2028 */
        "x\xE2\x80\xA9"
        "Bcc: v@example.org",
        "x\xC2\x85"
        "Bcc: v@example.org", /* NEL */
        "x\v\fBcc: v@example.org",
        "x\xC0\x8D\xC0\x8A"
        "Bcc: v@example.org", /* overlong CR LF */
        "\xFF\xFE\r\0\n",
    };
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        const char *field = header("Subject", attacks[i]);
        assert_one_field(field, 76);
        assert_null(strstr(field, "\nBcc"));
        assert_int_equal(strncmp(field, "Subject:", 8), 0);
        for (const char *at = field; *at; at++)
            assert_true((unsigned char)*at < 0x7F &&
                        ((unsigned char)*at >= 0x20 || *at == '\r' || *at == '\n'));
        field = address(attacks[i], "ana@example.org");
        assert_one_field(field, 76);
        assert_null(strstr(field, "\nBcc"));
        assert_true(text_ends(field, "<ana@example.org>\r\n"));
    }
}

static void names_are_atoms_quoted_or_encoded(void **state)
{
    (void)state;
    assert_string_equal(address("Ana Pop", "ana@example.org"), "To: Ana Pop <ana@example.org>\r\n");
    assert_string_equal(address("", "ana@example.org"), "To: ana@example.org\r\n");
    assert_string_equal(address("Pop, Ana (dr.)", "ana@example.org"),
                        "To: \"Pop, Ana (dr.)\" <ana@example.org>\r\n");
    assert_string_equal(address("A \"B\" \\ C", "ana@example.org"),
                        "To: \"A \\\"B\\\" \\\\ C\" <ana@example.org>\r\n");
    assert_string_equal(address("Ștefan", "s@example.org"),
                        "To: =?UTF-8?Q?=C8=98tefan?= <s@example.org>\r\n");
    assert_string_equal(address("x <victim@example.org>,", "s@example.org"),
                        "To: \"x <victim@example.org>,\" <s@example.org>\r\n");
    assert_one_field(
        address("O denumire foarte lungă, cu virgule, puncte. și paranteze (multe), ca să fie îndoită",
                "adresa.cu.nume.lung@departament.universitate.example.org"),
        76);
}

static void an_address_that_is_not_plain_gets_no_header(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "a", "a b@c.d", "a@b\r\nBcc: c@d", "a@b>", "<a@b", "a@@b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(address("Ana", bad[i]), "");
}

static void only_well_formed_ids_are_written(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "CAF+x=y_z.$1@mail.gmail.com", "x%y/1!2@[192.0.2.1]",
                                       "a{b}|c~@d"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(header_id_is_plain(good[i]));
    static const char *const bad[] = {
        "",       "a",     "@b",      "a@",    "a@b@c",           "a b@c",
        "a@b>",   "<a@b",  "a@b\r\n", "a\n@b", "a@b\xE2\x80\xA8", "\"a\"@b",
        "a(b)@c", "a,b@c", "a;b@c",   "ș@b",   "a@b\\",           "=?utf-8?Q?x=0D=0A@y?=",
        "a\t@b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(header_id_is_plain(bad[i]));
    char id[300];
    memset(id, 'a', sizeof id - 1);
    id[1] = '@';
    id[251] = '\0';
    assert_false(header_id_is_plain(id));
    id[250] = '\0';
    assert_true(header_id_is_plain(id));
    struct buf out;
    buf_init(&out, sizeof text);
    static const char *const mixed[] = {"a@b\r\nBcc: x", "one@x", "", "two@x"};
    header_add_ids(&out, "References", mixed, 4);
    header_add_ids(&out, "In-Reply-To", mixed, 1);
    assert_string_equal(taken(&out), "References: <one@x> <two@x>\r\n");
}

static void many_ids_are_folded(void **state)
{
    (void)state;
    const char *ids[64];
    for (size_t i = 0; i < 64; i++)
        ids[i] = i % 2 ? "0123456789.0123456789@host.example.org" : "short@x";
    struct buf out;
    buf_init(&out, sizeof text);
    header_add_ids(&out, "References", ids, 64);
    assert_one_field(taken(&out), 76);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_values_stay_readable),
        cmocka_unit_test(diacritics_become_encoded_words),
        cmocka_unit_test(a_text_that_looks_encoded_is_encoded),
        cmocka_unit_test(long_values_are_folded_at_blanks),
        cmocka_unit_test(a_word_too_long_to_fold_is_encoded),
        cmocka_unit_test(no_character_is_split_between_encoded_words),
        cmocka_unit_test(a_long_name_of_a_field_leaves_no_room_but_no_harm),
        cmocka_unit_test(story_8_no_line_end_of_any_form_ends_a_header),
        cmocka_unit_test(names_are_atoms_quoted_or_encoded),
        cmocka_unit_test(an_address_that_is_not_plain_gets_no_header),
        cmocka_unit_test(only_well_formed_ids_are_written),
        cmocka_unit_test(many_ids_are_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
