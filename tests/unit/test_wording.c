/* The second opinion: which words are heard, what they weigh, and what they may and may not change. */
#include "rules_folder.h"

#include "grefier/reading/reading.h"
#include "reading_case.h"

/* Words that no rule knows; the tests' wording.txt gives each file of them a leaning of its own. */
#define LIKE_SIGN_UP                                                                                         \
    " jabra jebra jibra jobra jubra jacra jecra jicra jocra jucra jadra jedra jidra jodra judra jafra "
#define LIKE_PERSONAL                                                                                        \
    " pabra pebra pibra pobra pubra pacra pecra picra pocra pucra padra pedra pidra podra pudra pafra "
#define LIKE_NOTHING                                                                                         \
    " nabra nebra nibra nobra nubra nacra necra nicra nocra nucra nadra nedra nidra nodra nudra nafra "
#define LIKE_A_CASE                                                                                          \
    " habra hebra hibra hobra hubra hacra hecra hicra hocra hucra hadra hedra hidra hodra hudra hafra "

static struct rules *taught, *silent;
static struct folder lesson, silence;

/* One line of the file for each word: "150 -75 -75 jabra". */
static void teach(struct buf *file, const char *weights, const char *words)
{
    for (const char *at = words + 1; *at; at = strchr(at, ' ') + 1)
        buf_add_format(file, "%s %.*s\n", weights, (int)(strchr(at, ' ') - at), at);
}

static struct rules *load_over_shipped(const char *folder)
{
    const char *folders[] = {getenv("GREFIER_RULES"), folder};
    struct rules *rules = NULL;
    struct buf problems;
    struct err err = {0};
    buf_init(&problems, 1u << 16);
    if (rules_load(folders, 2, &rules, &problems, &err) != 0)
        fail_msg("%s%s", problems.data ? problems.data : "", err.text);
    buf_free(&problems);
    return rules;
}

static int learn(void **state)
{
    struct buf file;
    (void)state;
    buf_init(&file, 1u << 16);
    teach(&file, "150 -75 -75", LIKE_SIGN_UP);
    teach(&file, "-75 150 -75", LIKE_PERSONAL);
    teach(&file, "-75 -75 150", LIKE_NOTHING);
    teach(&file, "0 60 -60", LIKE_A_CASE);
    folder_make(&lesson);
    folder_write(&lesson, "wording.txt", file.data);
    folder_make(&silence);
    folder_write(&silence, "wording.txt", "");
    taught = load_over_shipped(lesson.path);
    silent = load_over_shipped(silence.path);
    buf_free(&file);
    return 0;
}

static int forget(void **state)
{
    rules_free(&taught);
    rules_free(&silent);
    folder_remove(&lesson);
    folder_remove(&silence);
    return free_shipped_rules(state);
}

static void the_own_words_are_heard_by_their_beginnings(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "0",      ":",      ": 0",     "?",       "@",         "[quoted]",
        "bine",   "bine ?", "mobil",   "mobil :", "s:inscr",   "s:inscr s:noua",
        "s:noua", "scrie",  "scrie @", "vreau",   "vreau bine"};
    struct letter *letter = letter_of(
        ANA, "Înscriere NOUĂ", "Vreau bine?\n\nMobil: 0722345678\n\nscrieți a.pop@b.example\n\n> altceva\n");
    struct terms terms = wording_terms(letter, NULL);
    assert_int_equal(terms.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < terms.count; i++)
        assert_string_equal(terms.item[i], expected[i]);
    letter_free(&letter);
}

static void lines_can_be_passed_over(void **state)
{
    (void)state;
    struct letter *letter = letter_of(ANA, "subiect", "unu doi\n\ntrei\n");
    const bool left_out[8] = {true};
    struct terms terms = wording_terms(letter, left_out);
    assert_int_equal(terms.count, 1);
    assert_string_equal(terms.item[0], "trei");
    letter_free(&letter);
}

static void words_weigh_what_was_learned_of_them(void **state)
{
    (void)state;
    struct letter *letter = letter_of(ANA, "", "jabra" LIKE_PERSONAL);
    struct wording wording = wording_of(letter, taught, NULL);
    assert_int_equal(wording.known, 17);
    assert_true(wording.leaning[LEANING_PERSON] > 90);
    assert_in_range(wording.leaning[0] + wording.leaning[1] + wording.leaning[2], 99, 101);
    assert_int_equal(wording_of(letter, silent, NULL).known, 0);
    assert_int_equal(wording_of(letter, silent, NULL).leaning[LEANING_PERSON], 0);
    letter_free(&letter);
}

#define GROUP   "Despre grupul de lucru pentru siguranța copiilor."
#define REFUSAL "Nu doresc să mă înscriu în grupul de lucru."
#define SIGN_UP "Doresc să mă înscriu în grupul de lucru."
#define OURS    "From: Ana Pop <ana.pop@protect.example>\nTo: inscrieri@protect.example\n"
#define AWAY    ANA "Auto-Submitted: auto-replied\n"
#define HELP    "Vă rog ajutați-mă, fata mea e șantajată cu poze de un străin."

static void the_words_close_what_the_rules_leave_open(void **state)
{
    (void)state;
    static const struct {
        const char *headers, *body;
        enum action alone, heard; /* without an opinion, and with it */
    } cases[] = {
        {ANA, GROUP LIKE_SIGN_UP "\n" ONE_LINE, ACTION_REVIEW, ACTION_ACKNOWLEDGE},
        {ANA, GROUP LIKE_NOTHING "\n" ONE_LINE, ACTION_REVIEW, ACTION_IGNORE},
        {ANA, GROUP LIKE_PERSONAL "\n" ONE_LINE, ACTION_REVIEW, ACTION_REVIEW},
        {ANA, SIGN_UP LIKE_SIGN_UP "\n" ONE_LINE, ACTION_ACKNOWLEDGE, ACTION_ACKNOWLEDGE},
        {ANA, SIGN_UP LIKE_NOTHING "\n" ONE_LINE, ACTION_ACKNOWLEDGE, ACTION_REVIEW},
        {ANA, SIGN_UP LIKE_PERSONAL "\n" ONE_LINE, ACTION_ACKNOWLEDGE, ACTION_REVIEW},
        {ANA, "Mă înscriu." LIKE_NOTHING "\n" ONE_LINE, ACTION_ACKNOWLEDGE, ACTION_IGNORE},
        {ANA, "Atât." LIKE_PERSONAL, ACTION_IGNORE, ACTION_REVIEW},
        {ANA, "Atât." LIKE_NOTHING, ACTION_IGNORE, ACTION_IGNORE},
        /* a case told in a paragraph of its own */
        {ANA, SIGN_UP LIKE_SIGN_UP "\n" ONE_LINE "\n\nFetița vecinilor." LIKE_A_CASE, ACTION_ACKNOWLEDGE,
         ACTION_REVIEW},
        {ANA, SIGN_UP LIKE_SIGN_UP "\n" ONE_LINE "\n\nVecinii mei." LIKE_A_CASE, ACTION_ACKNOWLEDGE,
         ACTION_ACKNOWLEDGE},
        /* a wish, but not what for */
        {ANA, "Particip și eu." LIKE_SIGN_UP "\n" ONE_LINE, ACTION_REVIEW, ACTION_ACKNOWLEDGE},
        {ANA, "Particip și eu mâine la minister.\n" ONE_LINE, ACTION_REVIEW, ACTION_REVIEW},
        /* what the rules know for certain stays */
        {ANA, REFUSAL LIKE_SIGN_UP "\n" ONE_LINE, ACTION_IGNORE, ACTION_REVIEW},
        {ANA, HELP LIKE_SIGN_UP "\n" ONE_LINE, ACTION_REVIEW, ACTION_REVIEW},
        {ANA, HELP LIKE_NOTHING "\n" ONE_LINE, ACTION_REVIEW, ACTION_REVIEW},
        {AWAY, GROUP LIKE_SIGN_UP "\n" ONE_LINE, ACTION_IGNORE, ACTION_IGNORE},
        {OURS, GROUP LIKE_SIGN_UP "\n" ONE_LINE, ACTION_IGNORE, ACTION_IGNORE},
        {OURS, "Atât." LIKE_PERSONAL, ACTION_IGNORE, ACTION_IGNORE},
        /* nothing is asked of somebody who gives nothing, and nothing answered in a few words */
        {ANA, GROUP LIKE_SIGN_UP, ACTION_IGNORE, ACTION_REVIEW},
        {ANA, "Despre grupul de lucru: jabra jebra.\n" ONE_LINE, ACTION_REVIEW, ACTION_REVIEW},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int hears = 0; hears < 2; hears++) {
            struct letter *letter = letter_of(cases[i].headers, "", cases[i].body);
            struct verdict *verdict = NULL;
            reading_read(letter, hears ? taught : silent, &verdict);
            if (verdict->action != (hears ? cases[i].heard : cases[i].alone))
                fail_msg("%s: %s (%s)", cases[i].body, action_word(verdict->action), verdict->reason);
            letter_free(&letter);
        }
}

static void an_opinion_that_counted_is_told(void **state)
{
    (void)state;
    struct letter *letter = letter_of(ANA, "", SIGN_UP LIKE_NOTHING "\n" ONE_LINE);
    struct verdict *verdict = NULL;
    struct buf out;
    buf_init(&out, 1u << 16);
    reading_read(letter, taught, &verdict);
    assert_string_equal(verdict->spoke[verdict->spoke_count - 1], "wording.unlike");
    reading_text("x.eml", letter, verdict, taught, true, false, &out);
    assert_non_null(strstr(out.data, "words           sign-up 0, for a person 0, other 100 (16 known)"));
    assert_non_null(strstr(out.data, "with the rules  sign-up "));
    assert_non_null(strstr(out.data, "(sign-up, names the group)"));
    buf_clear(&out);
    reading_json("x.eml", verdict, taught, true, &out);
    assert_non_null(strstr(out.data, "\"words\": {\"sign-up\": 0, \"person\": 0, \"other\": 100}"));
    assert_non_null(strstr(out.data, "\"together\": {\"sign-up\": "));
    assert_non_null(strstr(out.data, "\"found\": \"sign-up\", \"about_group\": true}"));
    letter_free(&letter);
    buf_free(&out);
}

static void a_file_of_words_is_read_with_every_mistake_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *problem;
    } cases[] = {
        {"# remark\n1 2 3 vreau\n\n1 2 vreau\n", "wording.txt:4:1: a line is three weights"},
        {"1 2 3 \n", "wording.txt:1:1: a line is three weights"},
        {"1 2 3\n", "wording.txt:1:1: a line is three weights"},
        {"1 2 10000 vreau\n", "wording.txt:1:1: a line is three weights"},
        {"1 2 3 vreau\r\n4 5 6 vreau\r\n", "\"vreau\" is weighed twice"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct folder folder;
        struct rules *rules = NULL;
        struct buf problems;
        struct err err = {0};
        folder_make(&folder);
        folder_write(&folder, "fields.yaml", FIELDS);
        folder_write(&folder, "wording.txt", cases[i].text);
        buf_init(&problems, 1u << 16);
        const char *path = folder.path;
        assert_int_equal(rules_load(&path, 1, &rules, &problems, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        if (!strstr(problems.data, cases[i].problem))
            fail_msg("%s", problems.data);
        buf_free(&problems);
        folder_remove(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_own_words_are_heard_by_their_beginnings),
        cmocka_unit_test(lines_can_be_passed_over),
        cmocka_unit_test(words_weigh_what_was_learned_of_them),
        cmocka_unit_test(the_words_close_what_the_rules_leave_open),
        cmocka_unit_test(an_opinion_that_counted_is_told),
        cmocka_unit_test(a_file_of_words_is_read_with_every_mistake_named),
    };
    return cmocka_run_group_tests(tests, learn, forget);
}
