/* Templates: what the files under rules/answers may say, and what is said about mistakes in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/answer/template.h"

#define SIZE(array) (sizeof(array) / sizeof *(array))

static char subject_text[4096], body_text[4096];
static struct err err;

static const struct template_value ana[] = {{.key = "name", .text = "Ana"}, {.key = "note", .text = ""}};
static const struct template_value ion[] = {{.key = "name", .text = "Ion"}, {.key = "note", .text = "x"}};
static const struct template_value eva[] = {{.key = "name", .text = "Eva"}, {.key = "note"}};
static const struct template_scope people[] = {{ana, SIZE(ana)}, {ion, SIZE(ion)}, {eva, SIZE(eva)}};
static const struct template_value values[] = {
    {.key = "group", .text = "Grupul", .trusted = true},
    {.key = "notice", .text = "https://ours.example\nline", .trusted = true},
    {.key = "outside", .text = "a\r\nb http://evil.example"},
    {.key = "braces", .text = "{group}"},
    {.key = "empty", .text = ""},
    {.key = "none"},
    {.key = "people", .item = people, .item_count = 3},
    {.key = "one", .item = people, .item_count = 1},
    {.key = "nobody", .item = people, .item_count = 0},
};
static const struct template_scope scope = {values, SIZE(values)};

static int fill(const char *source)
{
    struct buf subject, text;
    buf_init(&subject, sizeof subject_text - 1);
    buf_init(&text, sizeof body_text - 1);
    err = (struct err){0};
    int result = template_fill(source, &scope, &subject, &text, &err);
    snprintf(subject_text, sizeof subject_text, "%s", subject.data ? subject.data : "");
    snprintf(body_text, sizeof body_text, "%s", text.data ? text.data : "");
    buf_free(&subject);
    buf_free(&text);
    return result;
}

static const char *filled(const char *text)
{
    char source[2048];
    snprintf(source, sizeof source, "Subject: s\n\n%s", text);
    assert_int_equal(fill(source), 0);
    return body_text;
}

static const char *problem_of(const char *source)
{
    assert_int_equal(fill(source), -1);
    assert_int_equal(err.kind, ERR_BROKEN);
    return err.text;
}

static void subject_and_text_are_filled(void **state)
{
    (void)state;
    assert_int_equal(fill("Subject: La {group}\n\nBună, {group}!\n"), 0);
    assert_string_equal(subject_text, "La Grupul");
    assert_string_equal(body_text, "Bună, Grupul!\n");
    assert_int_equal(fill("\xEF\xBB\xBFSubject: x{?group}y{/group}\r\n\r\na\r\nb"), 0);
    assert_string_equal(subject_text, "xy");
    assert_string_equal(body_text, "a\nb\n");
}

static void values_from_outside_are_inert_and_ours_are_not(void **state)
{
    (void)state;
    assert_string_equal(filled("{outside}"), "a b […]\n");
    assert_string_equal(filled("{notice}"), "https://ours.example\nline\n");
    assert_string_equal(filled("{none}{empty}"), "\n");
}

static void a_value_is_never_read_as_a_template(void **state)
{
    (void)state;
    assert_string_equal(filled("{braces}"), "{group}\n");
}

static void sections_depend_on_values_and_lists(void **state)
{
    (void)state;
    assert_string_equal(filled("{?group}yes{/group}{!group}no{/group}"), "yes\n");
    assert_string_equal(filled("{?empty}yes{/empty}{!empty}no{/empty}"), "no\n");
    assert_string_equal(filled("{?none}yes{/none}{!none}no{/none}"), "no\n");
    assert_string_equal(filled("{?people}yes{/people}{?nobody}x{/nobody}{!nobody}no{/nobody}"), "yesno\n");
    assert_string_equal(filled("{?group}{!empty}in{/empty}{/group}"), "in\n");
}

static void lists_are_repeated_with_their_own_keys_first(void **state)
{
    (void)state;
    assert_string_equal(filled("{#people}{name}{!last}, {/last}{/people}"), "Ana, Ion, Eva\n");
    assert_string_equal(filled("{#people}{?first}({/first}{name}{?last}){/last}{/people}"), "(AnaIonEva)\n");
    assert_string_equal(filled("{#one}{?first}{?last}{name} {group}{/last}{/first}{/one}"), "Ana Grupul\n");
    assert_string_equal(filled("{#people}{?note}{name}{/note}{/people}"), "Ion\n");
    assert_string_equal(filled("[{#nobody}x{/nobody}]"), "[]\n");
    assert_string_equal(filled("{#one}{#people}{name}{/people}{/one}"), "AnaIonEva\n");
}

static void a_line_of_sections_only_leaves_no_line(void **state)
{
    (void)state;
    assert_string_equal(filled("a\n{#people}\n- {name}\n{/people}\nb\n"), "a\n- Ana\n- Ion\n- Eva\nb\n");
    assert_string_equal(filled("a\n  {?empty}\nx\n{/empty}  \nb\n"), "a\nb\n");
    assert_string_equal(filled("{?group}{!empty}\nx\n{/empty}{/group}\n"), "x\n");
    assert_string_equal(filled("a\n\nb\n"), "a\n\nb\n");
    assert_string_equal(filled("{?group} x{/group}\n"), " x\n");
}

static void mistakes_name_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *source, *problem;
    } cases[] = {
        {"", "template line 1: the first line must be \"Subject: …\""},
        {"Hello\n", "template line 1: the first line must be \"Subject: …\""},
        {"Subject: x\ntext\n", "template line 2: the second line must be empty"},
        {"Subject: x\n\na\n{?group}\n", "template line 4: never closed: group"},
        {"Subject: x\n\na {/group}\n", "template line 3: closed but not open here: group"},
        {"Subject: x\n\n{?group}{#people}{/group}{/people}\n",
         "template line 3: closed but not open here: group"},
        {"Subject: {?group}x\n\n{/group}\n", "template line 1: never closed: group"},
        {"Subject: x\n\na {name\nb}\n", "template line 3: \"{\" without \"}\""},
        {"Subject: x\n\n{}\n", "template line 3: no tag: {}"},
        {"Subject: x\n\n{?}\n", "template line 3: no tag: {?}"},
        {"Subject: x\n\n{Group}\n", "template line 3: no tag: {Group}"},
        {"Subject: x\n\n{ group }\n", "template line 3: no tag: { group }"},
        {"Subject: x\n\n{unknown}\n", "template line 3: unknown key unknown"},
        {"Subject: x\n\n{?unknown}{/unknown}\n", "template line 3: unknown key unknown"},
        {"Subject: x\n\n{name}\n", "template line 3: unknown key name"},
        {"Subject: x\n\n{?first}{/first}\n", "template line 3: unknown key first"},
        {"Subject: x\n\n{people}\n", "template line 3: a list, no value: people"},
        {"Subject: x\n\n{#group}{/group}\n", "template line 3: no list: group"},
        {"Subject: x\n\n{?group}{?group}{?group}{?group}{?group}{?group}{?group}{?group}{?group}\n",
         "template line 3: too many sections within sections"},
    };
    for (size_t i = 0; i < SIZE(cases); i++)
        assert_string_equal(problem_of(cases[i].source), cases[i].problem);
}

static void a_text_that_does_not_fit_is_an_error(void **state)
{
    (void)state;
    struct buf subject, text;
    buf_init(&subject, 100);
    buf_init(&text, 10);
    assert_int_equal(template_fill("Subject: x\n\n12345678901\n", &scope, &subject, &text, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    buf_free(&subject);
    buf_free(&text);
}

static void a_hostile_template_ends_soon(void **state)
{
    (void)state;
    static char source[200000];
    size_t length = (size_t)snprintf(source, sizeof source, "Subject: x\n\n");
    while (length + 8 < sizeof source)
        length += (size_t)snprintf(source + length, sizeof source - length, "{group}");
    assert_string_equal(problem_of(source), "template line 3: the template is too long");
}

static void check_reports_every_mistake_with_its_line(void **state)
{
    (void)state;
    static const char *const keys[] = {"group", "people", NULL};
    struct buf report;
    buf_init(&report, 4096);
    assert_int_equal(
        template_check("a.ro", "Subject: {group}\n\n{#people}{?last}x{/last}{/people}\n", keys, &report), 0);
    assert_int_equal(report.length, 0);
    assert_int_equal(template_check("a.ro", "Subject: {x}\n\n{group}\n{y}\n{#people}\n\xFF\n", keys, &report),
                     4);
    assert_string_equal(report.data, "a.ro:5: never closed: people\na.ro:1: unknown key x\n"
                                     "a.ro:4: unknown key y\na.ro:1: the file is no UTF-8\n");
    buf_free(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subject_and_text_are_filled),
        cmocka_unit_test(values_from_outside_are_inert_and_ours_are_not),
        cmocka_unit_test(a_value_is_never_read_as_a_template),
        cmocka_unit_test(sections_depend_on_values_and_lists),
        cmocka_unit_test(lists_are_repeated_with_their_own_keys_first),
        cmocka_unit_test(a_line_of_sections_only_leaves_no_line),
        cmocka_unit_test(mistakes_name_the_line),
        cmocka_unit_test(a_text_that_does_not_fit_is_an_error),
        cmocka_unit_test(a_hostile_template_ends_soon),
        cmocka_unit_test(check_reports_every_mistake_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
