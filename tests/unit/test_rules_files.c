/* Rule files: read with every mistake named, layered, and checked on their own examples. */
#include "rules_folder.h"

#include "grefier/answer/compose.h"
#include "grefier/reading/reading.h"

#define RULE "group: test\nrules:\n"

static void every_mistake_is_named_with_its_place(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *text, *place, *words;
    } cases[] = {
        {"group: a\ngroup: b\n", "2:1", "duplicate key"},
        {"group: test\nrules: [\n", "3:1", "closing bracket"},
        {"- a\n", "1:3", "begins with"},
        {"rulez: []\n", "1:1", "begins with"},
        {"group: test\nrulez: []\n", "2:1", "unknown key \"rulez\""},
        {"group: test\n", "1:8", "needs a list"},
        {"group: Test\nrules: []\n", "1:8", "small letters"},
        {"group: fields\nrules: []\n", "1:8", "are taken"},
        {RULE "  - id: a\n    patern: 'x'\n", "4:5", "unknown key \"patern\""},
        {RULE "  - id: a\n    says: x\n", "3:5", "no pattern"},
        {RULE "  - pattern: 'x'\n", "3:5", "needs an \"id\""},
        {RULE "  - {id: A b, pattern: 'x'}\n", "3:10", "small letters"},
        {RULE "  - {id: a, pattern: x}\n", "3:22", "single quotes"},
        {RULE "  - {id: a, pattern: ''}\n", "3:23", "must be a text"},
        {RULE "  - {id: a, pattern: ['x']}\n", "3:24", "must be a text"},
        {RULE "  - {id: a, pattern: 'x'}\n  - {id: a, pattern: 'y'}\n", "4:10", "test.yaml:3"},
        {RULE "  - {id: a, pattern: 'x', weight: many}\n", "3:35", "whole number"},
        {RULE "  - {id: a, pattern: 'x', weight: 1001}\n", "3:35", "from -1000 to 1000"},
        {RULE "  - {id: a, pattern: 'x', zone: body}\n", "3:33", "a zone is"},
        {RULE "  - {id: a, pattern: 'x', zone: [own, footnote]}\n", "3:39", "a zone is"},
        {RULE "  - {id: a, pattern: 'x', zone: []}\n", "3:27", "needs a zone"},
        {RULE "  - {id: a, pattern: 'x', match: text}\n", "3:34", "list of examples"},
        {RULE "  - {id: a, pattern: 'x', match: [{name: x}]}\n", "3:36", "needs a \"text\""},
        {RULE "  - {id: a, pattern: 'x', reject: [{text: x}]}\n", "3:37", "plain text"},
        {RULE "  - {id: a, pattern: 'x(y'}\n", "3:26", "missing closing parenthesis"},
        {RULE "  - id: a\n    pattern: |-\n      abc\n      de [f-a]\n", "6:13", "out of order"},
        {RULE "  - id: a\n    pattern: |-\n      abc\n      de {{none}}\n", "6:12", "no vocabulary \"none\""},
        {RULE "  - id: a\n    pattern: 'a…'\n", "4:16", "never met"},
        {RULE "  - {id: &x a, pattern: *x}\n", "3:26", "anchors"},
        {"group: g\nsays: [yes, no]\nrules:\n  - {id: a, says: mabye, pattern: 'x'}\n", "4:19",
         "\"mabye\" is no word"},
        {"group: g\nsays: yes\nrules: []\n", "2:1", "one list"},
        {"group: g\nsays: []\nrules:\n  - {id: a, says: yes, pattern: 'x'}\n", "4:19", "\"yes\" is no word"},
        {"vocabulary: v\nwords: []\n", "2:1", "at least one"},
        {"vocabulary: V\nwords: [a]\n", "1:13", "small letters"},
        {"vocabulary: v\nplain: yes\nwords: [a]\n", "2:8", "true or false"},
        {"vocabulary: v\nwords: [a, b?]\n", "2:12", "single quotes"},
        {"vocabulary: v\nwords: [a, '(b)']\n", "2:13", "no capture groups"},
        {"vocabulary: v\nwords: [a, 'b?']\n", "2:13", "matches nothing"},
        {"vocabulary: v\nwords: [a, 'b ) | ( c']\n", "2:15", "unmatched closing"},
        {"vocabulary: v\nwords: [a]\n---\nvocabulary: v\nwords: [b]\n", "4:13", "is already in"},
        {"vocabulary: v\nwords: ['{{w}}']\n---\nvocabulary: w\nwords: ['x {{v}}']\n", "5:14", "leads back"},
        {"vocabulary: v\nwords: ['a {{w}}']\n", "2:14", "no vocabulary \"w\""},
        {"fields: []\n", "1:1", "already described"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(fixture, cases[i].text, cases[i].place, cases[i].words);
}

static void all_mistakes_are_told_at_once(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(load_text(fixture,
                               RULE "  - {id: a, pattern: '('}\n  - {id: b, pattern: 'x', weight: w}\n"
                                    "  - {id: c, pattern: 'x', colour: red}\n"),
                     -1);
    assert_non_null(strstr(fixture->problems.data, "test.yaml:3:"));
    assert_non_null(strstr(fixture->problems.data, "test.yaml:4:"));
    assert_non_null(strstr(fixture->problems.data, "test.yaml:5:"));
    assert_string_equal(fixture->err.text, "3 things are wrong in the rules");
}

static void fields_come_in_their_order(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml",
                 "fields:\n  - {id: phone, labels: [tel]}\n  - {id: name, labels: [n]}\n"
                 "  - {id: position}\n  - {id: x, labels: ['(a)'], validator: y}\n");
    assert_int_equal(load(fixture), -1);
    static const char *const lines[] = {":2:10: the first fields are",
                                        ":4:6: a field needs a list \"labels\"", ":5:23: a word",
                                        ":5:41: a validator is"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(fixture->problems.data, lines[i]))
            fail_msg("no %s in %s", lines[i], fixture->problems.data);
}

/* Every id is a column of the exports and a member of the JSON, which have others. */
static void a_field_does_not_take_another_s_name(void **state)
{
    struct fixture *fixture = *state;
    static const char *const taken[] = {
        "id",       "extension", "sector", "email", "language", "status",   "missing", "created", "updated",
        "evidence", "name",      "phone",  "yes",   "no",       "withdraw", "merge",   "send",    "district"};
    char text[1024];
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        snprintf(text, sizeof text,
                 FIELDS "  - {id: district, labels: [cartier]}\n"
                        "  - {id: %s, labels: [camp]}\n",
                 taken[i]);
        folder_write(&fixture->base, "fields.yaml", text);
        assert_int_equal(load(fixture), -1);
        char expected[64];
        snprintf(expected, sizeof expected, "/fields.yaml:7:10: ");
        if (!strstr(fixture->problems.data, expected) || !strstr(fixture->problems.data, taken[i]))
            fail_msg("%s: %s", taken[i], fixture->problems.data);
    }
}

static void a_fifth_field_is_a_matter_of_a_file(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml",
                 FIELDS "  - {id: city, required: true, title: {ro: oraș, en: city}, labels: [oras]}\n"
                        "  - {id: note, validator: text, labels: [nota]}\n");
    assert_int_equal(load(fixture), 0);
    assert_int_equal(rules_field_count(fixture->rules), 6);
    const struct rule_field *name = rules_field(fixture->rules, 0), *city = rules_field(fixture->rules, 4),
                            *note = rules_field(fixture->rules, 5);
    assert_true(name->required);
    assert_string_equal(name->validator, "name");
    assert_string_equal(name->title_ro, "nume");
    assert_string_equal(city->id, "city");
    assert_true(city->required);
    assert_string_equal(city->title_ro, "oraș");
    assert_string_equal(city->label->name, "fields.city.label");
    assert_string_equal(city->label->says, "city");
    assert_false(note->required);
    assert_string_equal(note->title_en, "note");
    assert_null(rules_field(fixture->rules, 6));
}

static void a_label_is_told_from_a_separator(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    assert_int_equal(load(fixture), 0);
    static const struct {
        const char *rule, *text, *label, *separator, *rest;
    } cases[] = {
        {"fields.name.label", "Nume: Ion", "Nume", ":", "Ion"},
        {"fields.name.label", "  • 1.2) NUME ȘI PRENUME (cu majuscule) – Ion", "NUME ȘI PRENUME", "–", "Ion"},
        {"fields.name.label", "**Nume:** Ion", "Nume", ":**", "Ion"},
        {"fields.name.label", "Nume .......... Ion", "Nume", "..........", "Ion"},
        {"fields.name.label", "Nume", "Nume", "", ""},
        {"fields.name.label", "Nume ion", "Nume", NULL, " ion"},
        {"fields.name.label", "Nume-cod", "Nume", NULL, "-cod"},
        {"fields.name.label", "Nume / Nume si prenume: Ion", "Nume / Nume si prenume", ":", "Ion"},
        {"fields.phone.label", "Tel.0722", "Tel", ".", "0722"},
        {"fields.phone.label", "tel-0722", "tel", "-", "0722"},
        {"fields.phone.label", "Telefon => 0722", "Telefon", "=>", "0722"},
        {"fields.phone.label", "iv. Telefon = 0722", "Telefon", "=", "0722"},
        {"fields.position.label", "Funcție:", "Funcție", ":", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rule_match match;
        assert_int_equal(try(fixture, cases[i].rule, cases[i].text, &match), RULE_YES);
        assert_string_equal(capture(fixture, cases[i].rule, cases[i].text, "label"), cases[i].label);
        const char *separator = capture(fixture, cases[i].rule, cases[i].text, "separator");
        if (cases[i].separator)
            assert_string_equal(separator, cases[i].separator);
        else
            assert_null(separator);
        struct folded folded = text_fold(fixture->arena, cases[i].text, strlen(cases[i].text));
        assert_string_equal(folded.text + match.to, cases[i].rest);
    }
    assert_int_equal(try(fixture, "fields.name.label", "Numeros", NULL), RULE_NO);
    assert_int_equal(try(fixture, "fields.name.label", "Un nume: Ion", NULL), RULE_NO);
    assert_int_equal(try(fixture, "fields.phone.label", "Television: x", NULL), RULE_NO);
}

static void a_later_layer_replaces_and_adds(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    folder_write(&fixture->base, "a.yaml", RULE "  - {id: a, pattern: 'old'}\n");
    folder_write(&fixture->base, "answers/request.ro.txt", "Subject: vechi\r\n\r\nText\r\n");
    folder_write(&fixture->base, "notes.txt", "not: a: rule");
    folder_write(&fixture->base, ".hidden.yaml", "not: [a rule");
    folder_write(&fixture->base, "README.md", "# not a rule");
    folder_write(&fixture->over, "a.yaml", RULE "  - {id: a, pattern: 'new'}\n");
    folder_write(&fixture->over, "b/c.yaml", RULE "  - {id: b, pattern: 'more'}\n");
    assert_int_equal(load(fixture), 0);
    assert_int_equal(try(fixture, "test.a", "new", NULL), RULE_YES);
    assert_int_equal(try(fixture, "test.a", "old", NULL), RULE_NO);
    assert_int_equal(try(fixture, "test.b", "more", NULL), RULE_YES);
    assert_string_equal(rules_at(fixture->rules, "test", 1)->name, "test.b");
    assert_string_equal(rules_template(fixture->rules, "request.ro"), "Subject: vechi\n\nText\n");
    assert_null(rules_template(fixture->rules, "notes"));
    assert_int_equal(rules_count(fixture->rules).templates, 1);
    folder_write(&fixture->over, "answers/request.ro.txt", "Subject: nou\n\n");
    assert_int_equal(load(fixture), 0);
    assert_string_equal(rules_template(fixture->rules, "request.ro"), "Subject: nou\n\n");
}

static void a_folder_that_cannot_be_read_is_no_mistake_in_a_rule(void **state)
{
    struct fixture *fixture = *state;
    const char *folders[] = {"/nonexistent/rules"};
    assert_int_equal(rules_load(folders, 1, &fixture->rules, &fixture->problems, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_RETRY);
    assert_non_null(strstr(fixture->err.text, "/nonexistent/rules"));
    assert_null(fixture->rules);
    rules_free(&fixture->rules);
}

static void a_folder_without_fields_is_refused(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(load(fixture), -1);
    assert_non_null(strstr(fixture->problems.data, "fields.yaml"));
}

static void broken_bytes_are_refused(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    folder_write(&fixture->base, "answers/x.ro.txt", "a\xFF");
    folder_write(&fixture->base, "x.yaml", "group: \"\xFF\"\n");
    assert_int_equal(load(fixture), -1);
    assert_non_null(strstr(fixture->problems.data, "x.ro.txt:1:1: the text is not UTF-8"));
    assert_non_null(strstr(fixture->problems.data, "x.yaml:1:"));
}

static void write_bytes(struct fixture *fixture, const char *name, const char *bytes, size_t length)
{
    char path[256];
    folder_write(&fixture->base, name, "");
    snprintf(path, sizeof path, "%s/%s", fixture->base.path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* As an editor on Windows saves "Unicode". */
static void a_file_in_utf_16_is_refused(void **state)
{
    struct fixture *fixture = *state;
    static const char marked[] = "\xFF\xFEg\0r\0o\0u\0p\0:\0 \0a\0\n\0",
                      bare[] = "g\0r\0o\0u\0p\0:\0 \0a\0\n\0";
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    write_bytes(fixture, "marked.yaml", marked, sizeof marked - 1);
    write_bytes(fixture, "bare.yaml", bare, sizeof bare - 1);
    assert_int_equal(load(fixture), -1);
    assert_non_null(strstr(fixture->problems.data, "marked.yaml:1:1: the file is not UTF-8"));
    assert_non_null(strstr(fixture->problems.data, "bare.yaml:1:1: the file is not UTF-8"));
}

static void a_file_of_remarks_is_no_mistake(void **state)
{
    assert_loads(*state, "# my own phrases\n\n---\n  # none yet\r\n");
}

static size_t check(struct fixture *fixture, const char *text)
{
    assert_loads(fixture, text);
    buf_clear(&fixture->problems);
    size_t errors = rules_check(fixture->rules, &fixture->problems);
    buf_add_text(&fixture->problems, "");
    return errors;
}

static void examples_are_run(void **state)
{
    struct fixture *fixture = *state;
    size_t errors =
        check(fixture, RULE "  - id: a\n"
                            "    pattern: '\\b numesc \\s+ (?<name> \\w+ ) (?<more> ! )?'\n"
                            "    match:\n"
                            "      - Mă numesc Ștefan\n"
                            "      - {text: Mă numesc Țărnă, name: Țărnă, more: ~}\n"
                            "      - {text: Mă numesc Ana, name: Ion}\n"                /* line 8 */
                            "      - {text: Mă numesc Ana!, more: ~}\n"                 /* line 9 */
                            "      - {text: Mă numesc Ana, more: '!'}\n"                /* line 10 */
                            "      - {text: Mă numesc Ana, nume: Ana}\n"                /* line 11 */
                            "      - Nu spun\n"                                         /* line 12 */
                            "    reject: [\"Tu te numești?\", \"ei numesc un om\"]\n"); /* line 13 */
    static const char *const lines[] = {
        ":8:37: test.a: group \"name\" is \"Ana\", not \"Ion\"",
        ":9:38: test.a: group \"more\" is \"!\", not missing",
        ":10:38: test.a: group \"more\" is missing, not \"!\"",
        ":11:37: test.a: the pattern has no group \"nume\"",
        ":12:9: test.a: must match, but does not: \"Nu spun\"",
        ":13:33: test.a: must not match, but does: \"numesc un\"",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(fixture->problems.data, lines[i]))
            fail_msg("no %s in\n%s", lines[i], fixture->problems.data);
    assert_int_equal(errors, 6);
}

static void doubtful_rules_are_warned_of(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {RULE "  - {id: a, pattern: 'asistent social', match: [asistentsocial]}\n",
         "means nothing in a pattern"},
        {RULE "  - {id: a, pattern: 'x*', match: [x]}\n", "matches also where there is nothing"},
        {"vocabulary: lonely\nwords: [a]\n", "no pattern uses this vocabulary"},
        {RULE "  - {id: a, pattern: '\\s+ $', match: ['x ']}\n", "work grows faster"},
        {RULE "  - {id: a, pattern: 'nume .* , .* ;', match: ['nume, ;']}\n", "work grows faster"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(check(fixture, cases[i].text), 0);
        if (!fixture->problems.data || !strstr(fixture->problems.data, cases[i].words))
            fail_msg("no %s in\n%s", cases[i].words, fixture->problems.data ? fixture->problems.data : "");
    }
}

static void a_rule_without_an_example_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(
        check(fixture, RULE "  - {id: a, pattern: 'x', reject: [y]}\n  - {id: b, pattern: 'z'}\n"), 2);
    assert_non_null(strstr(fixture->problems.data, "test.yaml:3:23: test.a: no example that must match"));
    assert_non_null(strstr(fixture->problems.data, "test.yaml:4:23: test.b: no example that must match"));
}

static void a_pattern_that_gives_up_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(check(fixture, RULE "  - {id: a, pattern: '^ (?: \\w+ \\s* )+ $', match: [a b]}\n"), 1);
    assert_non_null(strstr(fixture->problems.data, "test.yaml:3:23: test.a: gives up"));
}

static void a_sound_rule_is_not_spoken_of(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(check(fixture, SIGNUP "  - {id: nothing, pattern: 'x?', match: [x, '']}\n"
                                           "---\nvocabulary: asked\nasked_by_code: true\nwords: [a]\n"),
                     0);
    const char *spoken = strstr(fixture->problems.data ? fixture->problems.data : "", "test.yaml");
    if (spoken)
        fail_msg("%s", spoken);
}

static void a_mistake_in_an_answer_is_named_with_its_file(void **state)
{
    struct fixture *fixture = *state;
    folder_write(&fixture->base, "fields.yaml", FIELDS);
    folder_write(&fixture->over, "answers/acknowledge.ro.txt", "Subject: {group}\n\n{nobody}\n");
    assert_int_equal(load(fixture), 0);
    assert_true(answer_check(fixture->rules, &fixture->problems) > 0);
    char expected[200];
    snprintf(expected, sizeof expected, "%s/answers/acknowledge.ro.txt:3: unknown key", fixture->over.path);
    assert_non_null(strstr(fixture->problems.data, expected));
}

static void a_group_that_nothing_asks_for_is_named(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: intentions\nrules:\n  - {id: a, pattern: 'x', match: [x]}\n");
    buf_clear(&fixture->problems);
    assert_true(reading_check(fixture->rules, &fixture->problems) > 0);
    assert_non_null(
        strstr(fixture->problems.data, "/test.yaml:3:1: nothing asks for rules of a group \"intentions\""));
    assert_loads(fixture, "group: intention\nrules:\n  - {id: a, pattern: 'x', match: [x]}\n");
    buf_clear(&fixture->problems);
    reading_check(fixture->rules, &fixture->problems);
    assert_null(strstr(fixture->problems.data, "nothing asks for"));
}

static void a_vocabulary_that_reading_needs_is_missed(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "vocabulary: given-names\nwords: [ana]\n");
    buf_clear(&fixture->problems);
    size_t missing = reading_check(fixture->rules, &fixture->problems);
    assert_non_null(strstr(fixture->problems.data, "\"given-name\", which the program needs"));
    assert_loads(fixture, "vocabulary: given-name\nwords: [ana]\n");
    assert_int_equal(reading_check(fixture->rules, &fixture->problems), missing - 1);
}

static void the_rules_that_ship_are_sound(void **state)
{
    struct fixture *fixture = *state;
    const char *folder = getenv("GREFIER_RULES");
    if (!folder)
        skip();
    if (rules_load(&folder, 1, &fixture->rules, &fixture->problems, &fixture->err) != 0)
        fail_msg("%s%s", fixture->problems.data ? fixture->problems.data : "", fixture->err.text);
    rules_check(fixture->rules, &fixture->problems);
    reading_check(fixture->rules, &fixture->problems);
    if (fixture->problems.length > 0) /* no warning either */
        fail_msg("%s", fixture->problems.data);
    assert_true(rules_field_count(fixture->rules) >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_mistake_is_named_with_its_place),
        TEST(all_mistakes_are_told_at_once),
        TEST(fields_come_in_their_order),
        TEST(a_field_does_not_take_another_s_name),
        TEST(a_fifth_field_is_a_matter_of_a_file),
        TEST(a_label_is_told_from_a_separator),
        TEST(a_later_layer_replaces_and_adds),
        TEST(a_folder_that_cannot_be_read_is_no_mistake_in_a_rule),
        TEST(a_folder_without_fields_is_refused),
        TEST(broken_bytes_are_refused),
        TEST(a_file_in_utf_16_is_refused),
        TEST(a_file_of_remarks_is_no_mistake),
        TEST(examples_are_run),
        TEST(doubtful_rules_are_warned_of),
        TEST(a_rule_without_an_example_is_an_error),
        TEST(a_pattern_that_gives_up_is_an_error),
        TEST(a_sound_rule_is_not_spoken_of),
        TEST(a_mistake_in_an_answer_is_named_with_its_file),
        TEST(a_group_that_nothing_asks_for_is_named),
        TEST(a_vocabulary_that_reading_needs_is_missed),
        TEST(the_rules_that_ship_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
