/* Rules at work: patterns that answer yes, no, or "I gave up", and the vocabularies in them. */
#include "rules_folder.h"

static void a_rule_says_what_was_written(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, SIGNUP "  - {id: bare, pattern: 'x'}\n");
    const struct rule *rule = rules_at(fixture->rules, "test", 0);
    assert_string_equal(rule->name, "test.wish");
    assert_string_equal(rule->says, "signup");
    assert_string_equal(rule->language, "ro");
    assert_int_equal(rule->weight, -3);
    assert_int_equal(rule->zones, RULE_ZONE_SUBJECT | RULE_ZONE_OWN);
    assert_int_equal(rule->line, 3);
    assert_non_null(strstr(rule->file, "test.yaml"));
    const struct rule *bare = rules_at(fixture->rules, "test", 1);
    assert_ptr_equal(bare, rules_named(fixture->rules, "test.bare"));
    assert_int_equal(bare->zones, RULE_ZONE_OWN);
    assert_int_equal(bare->weight, 1);
    assert_string_equal(bare->says, "");
    assert_null(bare->language);
    assert_null(rules_at(fixture->rules, "test", 2));
    assert_null(rules_at(fixture->rules, "other", 0));
    assert_null(rules_named(fixture->rules, "test"));
    struct rules_count count = rules_count(fixture->rules);
    assert_int_equal(count.rules, 2 + 4); /* each field's labels are a rule */
    assert_int_equal(count.examples, 1);
}

static void a_pattern_meets_folded_text_of_any_case(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, SIGNUP);
    assert_int_equal(try(fixture, "test.wish", "Bună, DORESC SĂ MĂ ÎNSCRIU!", NULL), RULE_YES);
    assert_int_equal(try(fixture, "test.wish", "nu doresc nimic", NULL), RULE_NO);
    assert_string_equal(capture(fixture, "test.wish", "doresc sa ma înscriu cu Ștefan", "name"), "Ștefan");
    assert_string_equal(capture(fixture, "test.wish", "doresc sa ma înscriu la Țară", "name"), "Țară");
    assert_null(capture(fixture, "test.wish", "doresc sa ma inscriu", "name"));
}

static void capitals_are_asked_for(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - id: a\n    pattern: '(?-i: \\b [A-Z] [a-z]+ )'\n");
    assert_int_equal(try(fixture, "test.a", "numele ion", NULL), RULE_NO);
    assert_int_equal(try(fixture, "test.a", "numele Ștefan", NULL), RULE_YES);
}

static void dashes_and_quotes_in_a_pattern_mean_all_kinds(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - id: a\n    pattern: 'a [:–] „ b'\n");
    assert_int_equal(try(fixture, "test.a", "a—“b", NULL), RULE_YES);
    assert_int_equal(try(fixture, "test.a", "a-\"b", NULL), RULE_YES);
}

static void the_next_match_is_found_from_where_the_last_ended(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - id: a\n    pattern: '\\b \\w+ \\b'\n");
    const struct rule *rule = rules_named(fixture->rules, "test.a");
    struct rule_match match;
    assert_int_equal(rule_try(rule, "ab cd", 5, 0, &match), RULE_YES);
    assert_int_equal(match.to, 2);
    assert_int_equal(rule_try(rule, "ab cd", 5, match.to, &match), RULE_YES);
    assert_int_equal(match.from, 3);
    assert_int_equal(rule_try(rule, "ab cd", 5, 5, &match), RULE_NO);
    assert_int_equal(rule_try(rule, "ab cd", 5, 6, &match), RULE_NO);
    assert_int_equal(rule_try(rule, "ab cd", 1, 0, &match), RULE_YES);
    assert_int_equal(match.to, 1);
}

static void giving_up_is_not_a_no(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - id: bomb\n    pattern: '^ ( a+ )+ $'\n");
    char text[2001];
    memset(text, 'a', 2000);
    text[2000] = '!';
    const struct rule *rule = rules_named(fixture->rules, "test.bomb");
    assert_int_equal(rule_try(rule, text, sizeof text, 0, NULL), RULE_LIMIT);
    assert_int_equal(rule_try(rule, text, 2000, 0, NULL), RULE_YES);
    assert_int_equal(rule_try(rule, "aa\xFF", 3, 0, NULL), RULE_NO); /* not UTF-8: a sign like another */
}

/* "at" a place is there or nowhere, but what stands before it is seen. */
static void a_match_may_be_asked_for_at_one_place(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - {id: word, pattern: '\\b pop (?<rest> a+ )?'}\n");
    const struct rule *rule = rules_named(fixture->rules, "test.word");
    struct folded text =
        text_fold(fixture->arena, "\xC8\x98i pop, popaa xpop", strlen("\xC8\x98i pop, popaa xpop"));
    struct rule_match match;
    for (size_t at = 0; at <= text.length; at++) {
        bool found = at == 3 || at == 8;
        assert_int_equal(rule_try_at(rule, text.text, text.length, at, &match), found ? RULE_YES : RULE_NO);
        if (found)
            assert_int_equal(match.from, at);
    }
    assert_int_equal(rule_try_at(rule, text.text, text.length, 8, &match), RULE_YES);
    assert_int_equal(match.to, 13);
    assert_non_null(rule_capture(&match, "rest"));
    assert_int_equal(rule_try_at(rule, text.text, 11, 8, &match),
                     RULE_YES); /* the beginning of a text seen before */
    assert_int_equal(match.to, 11);
    assert_int_equal(rule_try(rule, text.text, text.length, 4, &match), RULE_YES); /* and elsewhere again */
    assert_int_equal(match.from, 8);
}

static void a_budget_that_is_spent_is_not_a_no(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - {id: word, pattern: 'pop'}\n");
    size_t give_ups = rules_give_ups(fixture->rules);
    rules_budget(fixture->rules, 10000);
    unsigned tries = 0;
    while (tries < 10000 && try(fixture, "test.word", "nobody is here", NULL) == RULE_NO)
        tries++;
    assert_in_range(tries, 1, 1000);
    assert_int_equal(try(fixture, "test.word", "pop", NULL), RULE_LIMIT);
    assert_true(rules_give_ups(fixture->rules) >= give_ups + 2);
    rules_budget(fixture->rules, SIZE_MAX);
    assert_int_equal(try(fixture, "test.word", "pop", NULL), RULE_YES);
}

static void after_a_rest_every_rule_reads_as_before(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "vocabulary: animal\nwords: [vulpe, urs]\n---\n"
                          "group: test\nrules:\n  - {id: word, pattern: '(?<who> {{animal}} ) \\s+ mic'}\n");
    struct rule_match before, after;
    assert_int_equal(try(fixture, "test.word", "un urs mic", &before), RULE_YES);
    const char *name = before.capture[0].name;
    rules_rest(fixture->rules);
    rules_rest(fixture->rules);
    assert_string_equal(name, "who");
    assert_int_equal(try(fixture, "test.word", "un urs mic", &after), RULE_YES);
    assert_int_equal(after.from, before.from);
    assert_int_equal(after.capture[0].to, before.capture[0].to);
    assert_int_equal(try(fixture, "test.word", "un lup mic", NULL), RULE_NO);
    rules_rest(fixture->rules);
}

static void a_subject_is_cut_between_characters(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "group: test\nrules:\n  - id: end\n    pattern: 'x \\z'\n");
    size_t length = 4u * 4096u + 100u;
    char *text = xcalloc(length + 1, 1);
    memset(text, 'x', length);
    memcpy(text + 4u * 4096u - 1, "\xD0\xA8", 2); /* across the edge */
    const struct rule *rule = rules_named(fixture->rules, "test.end");
    struct rule_match match;
    assert_int_equal(rule_try(rule, text, length, 0, &match), RULE_YES);
    assert_int_equal(match.to, 4 * 4096 - 1);
    free(text);
}

static void words_stand_for_themselves(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture,
                 "vocabulary: org\nplain: true\nwords: [s.r.l., ong, Asistență Socială, a#b, ongd, '*']\n"
                 "---\ngroup: test\nrules:\n  - id: a\n    pattern: '^ {{org}} $'\n");
    static const char *const yes[] = {"S.R.L.", "ONG", "asistență  socială", "a#b", "ongd", "*"};
    static const char *const no[] = {"sxrxl.", "asistentasociala", "on", "ongx", ""};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (try(fixture, "test.a", yes[i], NULL) != RULE_YES)
            fail_msg("no match: %s", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (try(fixture, "test.a", no[i], NULL) != RULE_NO)
            fail_msg("match: %s", no[i]);
}

static void plain_words_are_also_a_set(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "vocabulary: given\nplain: true\nwords: [Ștefan, ana, 'Ana  Maria', ana, анна]\n"
                          "---\nvocabulary: pattern\nwords: [ana]\n");
    const struct rules *rules = fixture->rules;
    assert_true(rules_has_word(rules, "given", "stefan", 6));
    assert_true(rules_has_word(rules, "given", "STEFANITA", 6));
    assert_true(rules_has_word(rules, "given", "Ana Maria", 9));
    assert_true(rules_has_word(rules, "given", "анна", strlen("анна")));
    assert_false(rules_has_word(rules, "given", "ana", 2));
    assert_false(rules_has_word(rules, "given", "anan", 4));
    assert_false(rules_has_word(rules, "given", "ana\0b", 5));
    assert_false(rules_has_word(rules, "given", "", 0));
    assert_false(rules_has_word(rules, "pattern", "ana", 3)); /* not a plain one */
    assert_false(rules_has_word(rules, "none", "ana", 3));
}

static void a_vocabulary_is_a_rule_of_whole_words(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "vocabulary: given\nplain: true\nwords: [ana, anamaria, ana maria]\n");
    const struct rule *rule = rules_vocabulary(fixture->rules, "given");
    assert_string_equal(rule->name, "vocabulary.given");
    struct rule_match match;
    assert_int_equal(rule_try(rule, "banana", 6, 0, &match), RULE_NO);
    assert_int_equal(rule_try(rule, "cu Ana Maria Pop", 16, 0, &match), RULE_YES);
    assert_int_equal(match.to - match.from, 9); /* the longest */
    assert_int_equal(rule_try(rule, "ana mariana", 11, 0, &match), RULE_YES);
    assert_int_equal(match.to, 3);
    assert_null(rules_vocabulary(fixture->rules, "family"));
}

static void vocabularies_build_on_vocabularies(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture,
                 "vocabulary: person\nwords: ['{{given}} \\s+ {{family}} # with {{nothing}}', cineva]\n"
                 "---\nvocabulary: given\nplain: true\nwords: [ana, ion]\n"
                 "---\nvocabulary: family\nplain: true\nwords: [pop, popescu]\n"
                 "---\ngroup: test\nrules:\n  - id: a\n"
                 "    pattern: '^ (?<first> {{person}} ) , (?<second> {{person}} | [{{x}}] ) $'\n");
    assert_string_equal(capture(fixture, "test.a", "Ana Pop,cineva", "first"), "Ana Pop");
    assert_string_equal(capture(fixture, "test.a", "Ana Pop,Ion Popescu", "second"), "Ion Popescu");
    assert_string_equal(capture(fixture, "test.a", "Ana Pop,x", "second"), "x"); /* a class, no vocabulary */
}

static void a_large_vocabulary_may_be_used_many_times(void **state)
{
    struct fixture *fixture = *state;
    struct buf text;
    buf_init(&text, 1000000);
    buf_add_text(&text, "vocabulary: many\nplain: true\nwords:\n");
    for (unsigned i = 0; i < 3000; i++)
        buf_add_format(&text, "  - w%c%c%u\n", 'a' + i % 26, 'a' + i / 26 % 26, i * 7919u);
    buf_add_text(&text,
                 "---\nvocabulary: pair\nwords: ['{{many}} - {{many}}']\n"
                 "---\ngroup: test\nrules:\n  - id: a\n"
                 "    pattern: '^ (?<a> {{many}} ) \\s {{pair}} \\s {{pair}} \\s (?<b> {{many}} ) $'\n");
    assert_loads(fixture, text.data);
    buf_free(&text);
    struct rule_match match;
    assert_int_equal(try(fixture, "test.a", "waa0 wba7919-waa0 wba7919-waa0 wba7919", &match), RULE_YES);
    assert_int_equal(match.count, 2); /* our own helper groups do not show */
    assert_int_equal(try(fixture, "test.a", "waa0 wba7919-waa0 wba7919-waa0 wba7918", &match), RULE_NO);
}

/* The same numbers on every run. */
static unsigned chance(unsigned below)
{
    static uint32_t state = 1;
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % below;
}

static void shared_beginnings_change_no_match(void **state)
{
    struct fixture *fixture = *state;
    static const char *const items[] = {"a",  "b",   "c",         "b ?",  "[ab]",  "(?: b | c )",
                                        "a+", "\\w", "(?: a )? ", "c{2}", "a | b", "{{ab}}"};
    struct buf vocabularies, rules;
    buf_init(&vocabularies, 1000000);
    buf_init(&rules, 1000000);
    buf_add_text(&vocabularies, "vocabulary: ab\nwords: [ab, b]\n");
    for (unsigned v = 0; v < 150; v++) {
        buf_add_format(&vocabularies, "---\nvocabulary: v%u\nwords:\n", v);
        buf_add_format(&rules,
                       "  - {id: shared%u, pattern: '^ {{v%u}} $'}\n  - {id: plain%u, pattern: '^ (?: d", v,
                       v, v);
        for (unsigned w = 0; w < 7; w++) {
            buf_add_text(&vocabularies, "  - 'a ");
            buf_add_text(&rules, " | a ");
            for (unsigned i = chance(4); i > 0; i--) {
                const char *item = items[chance(sizeof items / sizeof *items)];
                buf_add_format(&vocabularies, "%s ", item);
                buf_add_format(&rules, "%s ", item);
            }
            buf_add_text(&vocabularies, "'\n");
        }
        buf_add_text(&rules, ") $'}\n");
    }
    buf_add_text(&vocabularies, "---\ngroup: test\nrules:\n");
    buf_add_text(&vocabularies, rules.data);
    assert_loads(fixture, vocabularies.data);
    for (unsigned v = 0; v < 150; v++)
        for (unsigned number = 0; number < 81; number++) {
            char text[] = {'a', (char)('a' + number % 3), (char)('a' + number / 3 % 3),
                           (char)('a' + number / 9 % 3), (char)('a' + number / 27 % 3)};
            const struct rule *shared = rules_at(fixture->rules, "test", 2u * v),
                              *plain = rules_at(fixture->rules, "test", 2u * v + 1u);
            for (size_t length = 1; length <= sizeof text; length++)
                assert_int_equal(rule_try(shared, text, length, 0, NULL),
                                 rule_try(plain, text, length, 0, NULL));
        }
    buf_free(&vocabularies);
    buf_free(&rules);
}

static void the_first_written_word_wins(void **state)
{
    struct fixture *fixture = *state;
    assert_loads(fixture, "vocabulary: v\nwords: [asist, '\\w+ist', 'asistent # of all kinds', 'asi(?:s)?']\n"
                          "---\ngroup: test\nrules:\n  - {id: a, pattern: '(?<a> {{v}} )'}\n");
    assert_string_equal(capture(fixture, "test.a", "asistent", "a"), "asist");
    assert_string_equal(capture(fixture, "test.a", "jurist", "a"), "jurist");
    assert_string_equal(capture(fixture, "test.a", "asi", "a"), "asi");
}

static void nested_vocabularies_do_not_explode(void **state)
{
    struct fixture *fixture = *state;
    struct buf text;
    buf_init(&text, 100000);
    buf_add_text(&text, "vocabulary: v0\nwords: ['a{1,2} b c d e f g h']\n");
    for (unsigned i = 1; i < 60; i++)
        buf_add_format(&text, "---\nvocabulary: v%u\nwords: ['{{v%u}}', '{{v%u}} x']\n", i, i - 1, i - 1);
    buf_add_text(&text, "---\ngroup: test\nrules:\n  - id: a\n    pattern: '^ {{v59}} $'\n");
    assert_loads(fixture, text.data);
    buf_free(&text);
    assert_int_equal(try(fixture, "test.a", "abcdefgh", NULL), RULE_YES);
    assert_int_equal(try(fixture, "test.a", "abcdefghxx", NULL), RULE_YES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rule_says_what_was_written),
        TEST(a_pattern_meets_folded_text_of_any_case),
        TEST(capitals_are_asked_for),
        TEST(dashes_and_quotes_in_a_pattern_mean_all_kinds),
        TEST(the_next_match_is_found_from_where_the_last_ended),
        TEST(giving_up_is_not_a_no),
        TEST(a_match_may_be_asked_for_at_one_place),
        TEST(a_budget_that_is_spent_is_not_a_no),
        TEST(after_a_rest_every_rule_reads_as_before),
        TEST(a_subject_is_cut_between_characters),
        TEST(words_stand_for_themselves),
        TEST(plain_words_are_also_a_set),
        TEST(a_vocabulary_is_a_rule_of_whole_words),
        TEST(vocabularies_build_on_vocabularies),
        TEST(a_large_vocabulary_may_be_used_many_times),
        TEST(shared_beginnings_change_no_match),
        TEST(the_first_written_word_wins),
        TEST(nested_vocabularies_do_not_explode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
