/* The digest as a message with its workbook. What the workbook holds is read back by integration/test_digest.py. */
#include "digest_fixture.h"

static int mail_of(const struct digest *digest, struct buf *out)
{
    buf_init(out, DIGEST_MAIL_MOST);
    return digest_mail(digest, words, out, &err);
}

static void a_heavy_day_is_small_enough_to_mail(void **state)
{
    (void)state;
    const struct digest digest = heavy_day();
    struct buf out;
    assert_int_equal(mail_of(&digest, &out), 0);
    assert_true(out.length < 1024 * 1024);
    buf_free(&out);
}

static void every_line_ends_with_crlf_and_is_short(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    struct buf out;
    size_t line = 0;
    assert_int_equal(mail_of(&digest, &out), 0);
    for (size_t i = 0; i < out.length; i++) {
        assert_true((out.data[i] == '\n') == (i > 0 && out.data[i - 1] == '\r'));
        line = out.data[i] == '\n' ? 0 : line + 1;
        assert_true(line <= 999);
    }
    assert_int_equal(out.data[out.length - 1], '\n');
    buf_free(&out);
}

static void our_own_reader_finds_text_html_and_the_attached_workbook(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    struct buf out;
    struct letter *letter = NULL;
    assert_int_equal(mail_of(&digest, &out), 0);
    assert_int_equal(letter_read(out.data, out.length, rules, &letter, &err), 0);
    assert_string_equal(letter->content_type, "multipart/mixed");
    assert_string_equal(letter->from.address, "inscrieri@protect.example");
    assert_non_null(
        strstr(letter->subject, "luni, 23 noiembrie 2026: o cerere de ajutor, 25 de înscrieri noi"));
    assert_non_null(strstr(letter->subject, "[ref. K7Q29D4FXHT2A3BM]"));
    assert_int_equal(letter->attachment_count, 1);
    assert_string_equal(letter->attachment[0].name, "inscrieri-2026-11-23.xlsx");
    assert_null(letter->damage);
    letter_free(&letter);
    buf_free(&out);
}

static void an_address_or_id_that_is_not_plain_is_refused(void **state)
{
    (void)state;
    struct digest digest[4];
    struct buf out;
    for (size_t i = 0; i < 4; i++)
        digest[i] = empty_day();
    digest[0].to_address = "a@b.example\r\nBcc: c@d.example";
    digest[1].from_address = "";
    digest[2].message_id = "x y";
    digest[3].token = "]\r\nX: y";
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(mail_of(&digest[i], &out), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        buf_free(&out);
    }
}

static void a_workbook_is_the_same_bytes_for_the_same_day(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    struct buf one, other;
    buf_init(&one, DIGEST_BOOK_MOST);
    buf_init(&other, DIGEST_BOOK_MOST);
    assert_int_equal(digest_workbook(&digest, words, &one, &err), 0);
    assert_int_equal(digest_workbook(&digest, words, &other, &err), 0);
    assert_int_equal(one.length, other.length);
    assert_memory_equal(one.data, other.data, one.length);
    assert_memory_equal(one.data, "PK\x03\x04", 4);
    buf_free(&one);
    buf_free(&other);
}

static void a_book_that_does_not_fit_is_an_error(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    struct buf out;
    buf_init(&out, 100);
    assert_int_equal(digest_workbook(&digest, words, &out, &err), -1);
    assert_int_equal(digest_roster_workbook(&digest, words, &out, &err), -1);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heavy_day_is_small_enough_to_mail),
        cmocka_unit_test(every_line_ends_with_crlf_and_is_short),
        cmocka_unit_test(our_own_reader_finds_text_html_and_the_attached_workbook),
        cmocka_unit_test(an_address_or_id_that_is_not_plain_is_refused),
        cmocka_unit_test(a_workbook_is_the_same_bytes_for_the_same_day),
        cmocka_unit_test(a_book_that_does_not_fit_is_an_error),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
