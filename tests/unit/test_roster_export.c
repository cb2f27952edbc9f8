/* The roster for spreadsheets and programs. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "grefier/roster/export.h"

static const struct roster_field fields[] = {
    {"name", true}, {"position", true}, {"organization", true}, {"phone", true}};

static struct applicant ana(void)
{
    return (struct applicant){
        .id = 12,
        .status = APPLICANT_COMPLETE,
        .field = {"Ana Popescu", "consilier, \"juridic\"", "Asociația Zâmbet", "+40722123456"},
        .field_count = 4,
        .extension = "007",
        .sector = SECTOR_CIVIL_SOCIETY,
        .email = "ana@zambet.example",
        .language = "ro",
        .created = 1795421000,
        .updated = 1795421001};
}

static char *csv_of(const struct applicant *row, bool mark)
{
    struct applicant copy = *row, *rows[] = {&copy};
    struct buf out;
    buf_init(&out, 10000);
    assert_int_equal(export_csv(fields, 4, rows, 1, mark, &out), 0);
    return buf_take(&out, NULL);
}

static void a_table_has_a_header_and_crlf_line_ends(void **state)
{
    (void)state;
    struct applicant row = ana();
    char *csv = csv_of(&row, false);
    assert_string_equal(csv,
                        "id,name,position,organization,phone,extension,sector,email,language,status,"
                        "missing,created,updated\r\n"
                        "12,Ana Popescu,\"consilier, \"\"juridic\"\"\",Asociația Zâmbet,+40722123456,007,"
                        "civil-society,ana@zambet.example,ro,complete,,2026-11-23T08:03:20Z,"
                        "2026-11-23T08:03:21Z\r\n");
    free(csv);
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    struct applicant row = {
        .id = 1, .field_count = 4, .missing = 0xA, .language = "ro", .status = APPLICANT_INCOMPLETE};
    char *csv = csv_of(&row, true);
    assert_memory_equal(csv, "\xEF\xBB\xBFid,", 6);
    assert_non_null(strstr(csv, "\r\n1,,,,,,,,ro,incomplete,position phone,1970-01-01T00:00:00Z,"));
    free(csv);
}

static void a_formula_becomes_text_and_a_phone_stays_a_phone(void **state)
{
    (void)state;
    static const char *const formulas[] = {"=HYPERLINK(\"http://evil.example\")",
                                           "+1",
                                           "-2+3",
                                           "@SUM(A1:A9)",
                                           "\t=1",
                                           "\r=1",
                                           "\n=1",
                                           "  =1+1",
                                           "\xC2\xA0=1",
                                           "\xEF\xBB\xBF=1",
                                           "\xEF\xBC\x9D"
                                           "1+1",
                                           "\xEF\xBC\x8B"
                                           "1",
                                           "\xEF\xBC\x8D"
                                           "1",
                                           "\xEF\xBC\xA0SUM",
                                           "|calc",
                                           "+40722123456+cmd",
                                           "+40722123456 ",
                                           "+1234567890123456"};
    static const char *const texts[] = {"+40722123456", "+1234567",   "Ana",  "", "a=b",
                                        "Pop-Ionescu",  "0722123456", "țară", " "};
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        struct applicant row = ana();
        row.field[2] = formulas[i];
        char *csv = csv_of(&row, false);
        if (!export_is_formula(formulas[i]) || !strstr(csv, ",\"'"))
            fail_msg("\"%s\" went out as a formula", formulas[i]);
        free(csv);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (export_is_formula(texts[i]))
            fail_msg("\"%s\" is no formula", texts[i]);
}

static void json_says_null_for_what_is_not_known(void **state)
{
    (void)state;
    struct applicant row = ana(), *rows[] = {&row, &row};
    struct buf out;
    row.field[3] = NULL;
    row.missing = 1u << 3;
    row.extension = NULL;
    row.sector = SECTOR_NONE;
    buf_init(&out, 10000);
    assert_int_equal(export_json(fields, 4, rows, 2, &out), 0);
    static const char one[] =
        "{\"id\": 12, \"name\": \"Ana Popescu\", \"position\": \"consilier, \\\"juridic\\\"\", "
        "\"organization\": \"Asociația Zâmbet\", \"phone\": null, \"extension\": null, \"sector\": null, "
        "\"email\": \"ana@zambet.example\", \"language\": \"ro\", \"status\": \"complete\", "
        "\"missing\": [\"phone\"], \"created\": \"2026-11-23T08:03:20Z\", "
        "\"updated\": \"2026-11-23T08:03:21Z\"}";
    char whole[2000];
    snprintf(whole, sizeof whole, "[\n%s,\n%s\n]\n", one, one);
    assert_string_equal(out.data, whole);
    buf_free(&out);
}

static void an_empty_roster_is_still_a_table_and_an_array(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 10000);
    assert_int_equal(export_json(fields, 4, NULL, 0, &out), 0);
    assert_string_equal(out.data, "[]\n");
    buf_clear(&out);
    assert_int_equal(export_csv(fields, 4, NULL, 0, false, &out), 0);
    assert_non_null(strstr(out.data, "updated\r\n"));
    buf_free(&out);
}

static void an_export_that_does_not_fit_says_so(void **state)
{
    (void)state;
    struct applicant row = ana(), *rows[] = {&row};
    struct buf out;
    buf_init(&out, 150);
    assert_int_equal(export_csv(fields, 4, rows, 1, false, &out), -1);
    buf_free(&out);
    buf_init(&out, 150);
    assert_int_equal(export_json(fields, 4, rows, 1, &out), -1);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_has_a_header_and_crlf_line_ends),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(a_formula_becomes_text_and_a_phone_stays_a_phone),
        cmocka_unit_test(json_says_null_for_what_is_not_known),
        cmocka_unit_test(an_empty_roster_is_still_a_table_and_an_array),
        cmocka_unit_test(an_export_that_does_not_fit_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
