/* The digest as text and HTML: what the secretariat sees. */
#include "digest_fixture.h"

#include "grefier/base/caps.h"
#include "grefier/base/text.h"

static char *html_of(const struct digest *digest)
{
    struct buf out;
    buf_init(&out, DIGEST_HTML_MOST);
    digest_html(digest, words, &out);
    assert_false(out.full);
    return buf_take(&out, NULL);
}

static char *text_of(const struct digest *digest)
{
    struct buf out;
    buf_init(&out, DIGEST_TEXT_MOST);
    digest_text(digest, words, &out);
    assert_false(out.full);
    return buf_take(&out, NULL);
}

static void assert_says(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("it does not say: %s\n%.2000s", part, text);
}

static void assert_silent(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("it says: %s\n%.400s", part, strstr(text, part));
}

static size_t times(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

/* Compares with tests/golden/NAME, or writes it when GOLDEN=write. */
static void assert_golden(const char *name, const char *text)
{
    char path[4096];
    const char *write = getenv("GOLDEN");
    snprintf(path, sizeof path, "%s/tests/golden/%s", getenv("SOURCE_DIR"), name);
    FILE *file = fopen(path, write ? "wb" : "rb");
    if (!file)
        fail_msg("%s: cannot be opened (GOLDEN=write makes it)", path);
    if (write) {
        fputs(text, file);
        fclose(file);
        return;
    }
    struct buf kept;
    char piece[8192];
    buf_init(&kept, 1u << 20);
    for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(&kept, piece, got);
    fclose(file);
    if (kept.length != strlen(text) || memcmp(kept.data, text, kept.length) != 0)
        fail_msg("%s is not what is written now: look with GOLDEN=write and git diff", path);
    buf_free(&kept);
}

static void golden_day(const char *name, const struct digest *digest)
{
    char file[80];
    char *html = html_of(digest), *text = text_of(digest);
    snprintf(file, sizeof file, "digest-%s.html", name);
    assert_golden(file, html);
    snprintf(file, sizeof file, "digest-%s.txt", name);
    assert_golden(file, text);
    free(html);
    free(text);
}

static void an_empty_an_ordinary_and_a_heavy_day_look_as_they_were_approved(void **state)
{
    (void)state;
    const struct digest empty = empty_day(), ordinary = ordinary_day(), heavy = heavy_day();
    golden_day("empty", &empty);
    golden_day("ordinary", &ordinary);
    golden_day("heavy", &heavy);
}

static void a_day_on_which_nothing_happened_says_so(void **state)
{
    (void)state;
    const struct digest digest = empty_day();
    char *text = text_of(&digest);
    assert_says(text, "luni, 23 noiembrie 2026");
    assert_says(text, "Nu s-a întâmplat nimic nou");
    assert_says(text, "0 persoane în registru");
    assert_says(text, "Nicio înscriere nouă.");
    assert_says(text, "niciun parlamentar");
    free(text);
    assert_string_equal(digest_subject(&digest, words, arena),
                        "Înscrieri, luni, 23 noiembrie 2026: nimic nou");
}

static void calls_for_help_come_first_with_whom_to_turn_to(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *html = html_of(&digest), *text = text_of(&digest);
    const char *help = strstr(text, "Cereri de ajutor"), *waiting = strstr(text, "De văzut");
    assert_non_null(help);
    assert_true(help < waiting && waiting < strstr(text, "Înscrieri noi"));
    assert_says(help, "119");
    assert_says(html, "119");
    assert_true(strstr(text, "M31") < waiting);
    assert_true(strstr(text, "M28") > waiting);
    free(html);
    free(text);
}

static void the_plain_part_says_what_the_html_part_says(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *html = html_of(&digest), *text = text_of(&digest);
    static const char *const parts[] = {
        "25 de înscrieri noi", "Dan Ionescu",         "rândul 9",
        "+40744111222",        "Renunț la înscriere", "M30",
        "seamănă cu 2",        "2 unește 10",         "mesaje fără răspuns",
        "terminologie",        "no such user",        "5 trimite",
        "lipsește: telefon",   "întrebat de 2 ori",   "[ref. K7Q29D4FXHT2A3BM]"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_says(text, parts[i]);
        if (strcmp(parts[i], "2 unește 10") != 0 && strcmp(parts[i], "5 trimite") != 0) /* encoded there */
            assert_says(html, parts[i]);
    }
    free(html);
    free(text);
}

static void one_tap_on_a_button_mails_one_order_with_the_digests_token(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *html = html_of(&digest);
    assert_says(html, "mailto:inscrieri%40protect.example?subject=Re%3A%20Raport%202026-11-23%20%5Bref.%20"
                      "K7Q29D4FXHT2A3BM%5D&amp;body=M30%20da\"");
    assert_says(html, "body=M30%20nu\"");
    assert_says(html, "body=2%20une%C8%99te%2010\"");
    assert_says(html, "body=5%20trimite\"");
    free(html);
}

static void nothing_in_it_is_fetched_from_elsewhere_or_runs(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *html = html_of(&digest);
    static const char *const never[] = {"http:",   "https:", "<img",  "<script", "<style", "<link",
                                        "<iframe", "url(",   "<form", "class=",  "@media", "javascript:"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_silent(html, never[i]);
    assert_says(html, "<meta name=\"color-scheme\" content=\"light dark\">");
    free(html);
}

static void what_people_wrote_is_inert_in_it(void **state)
{
    (void)state;
    struct digest digest = empty_day();
    struct digest_person odd =
        person(7, "<script>alert(1)</script> \xE2\x80\xAE\x1B[31mAna", "=HYPERLINK(\"http://rau.example\")",
               "<img src=x onerror=y> www.rau.example", "+40722123456", "law");
    const struct digest_letter letter = {.number = 9,
                                         .kind = "registration",
                                         .from_name = "\"><a href='http://rau.example'>Apasă</a>",
                                         .from_address = "x\"y@rau.example\r\nBcc: z@rau.example",
                                         .subject = "</td></table><h1>mare</h1>",
                                         .reason = "it is not addressed to us",
                                         .day = MONDAY};
    digest.newcomer = &odd;
    digest.newcomer_count = 1;
    digest.letter = &letter;
    digest.letter_count = 1;
    char *html = html_of(&digest), *text = text_of(&digest);
    static const char *const never[] = {"<script", "<img", "href='",       "<h1>mare", "://",
                                        "www.rau", "\x1B", "\xE2\x80\xAE", "\r"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_silent(html, never[i]);
    assert_silent(text, "://");
    assert_silent(text, "\x1B");
    assert_silent(text, "\nBcc");
    assert_says(html, "&lt;script&gt;");
    free(html);
    free(text);
}

static void a_heavy_day_is_summarised_to_what_mail_programs_show(void **state)
{
    (void)state;
    const struct digest digest = heavy_day();
    char *html = html_of(&digest), *text = text_of(&digest);
    assert_true(strlen(html) <= DIGEST_HTML_MOST);
    assert_true(strlen(text) <= DIGEST_TEXT_MOST);
    assert_says(html, "</html>");
    assert_says(html, "2000 de înscrieri noi");
    assert_says(html, "în registrul atașat");
    assert_true(times(html, "body=M50") > 20);
    free(html);
    free(text);
}

/* What can wait is cut first: newcomers, then doubts; calls for help last. */
static void calls_for_help_are_the_last_to_be_cut(void **state)
{
    (void)state;
    struct digest digest = heavy_day();
    struct digest_letter *letter = arena_array(arena, 90, sizeof *letter);
    for (size_t i = 0; i < 90; i++)
        letter[i] = (struct digest_letter){.number = 7000 + (int64_t)i,
                                           .kind = i < 30 ? "sensitive" : "registration",
                                           .from_name = "Mihai",
                                           .from_address = "mihai@exemplu.example",
                                           .subject = "Vă rog",
                                           .reason = "somebody seeks help",
                                           .urgent = i < 30,
                                           .day = MONDAY};
    digest.letter = letter;
    digest.letter_count = 90;
    char *html = html_of(&digest);
    for (size_t i = 0; i < 30; i++)
        assert_says(html, arena_format(arena,
                                       "M%zu"
                                       " · ",
                                       7000 + i));
    assert_true(times(html, "body=M70") > 40);
    free(html);
}

/* An address or a word that is wider than a phone breaks; the tables keep to the screen. */
static void nothing_is_wider_than_a_phone(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *html = html_of(&digest);
    assert_says(html, "max-width:680px;table-layout:fixed;");
    assert_says(html, "overflow-wrap:break-word");
    assert_int_equal(times(html, "border-left:4px"), times(html, "style=\"table-layout:fixed\""));
    free(html);
}

static void the_summary_counts_what_stands_below_it(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *text = text_of(&digest);
    assert_says(text, "o cerere de ajutor");
    assert_says(text, "3 mesaje de văzut");
    assert_says(text, "De văzut (3)");
    free(text);
}

static void a_servers_words_are_shown_as_its_own(void **state)
{
    (void)state;
    struct digest digest = empty_day();
    const struct digest_answer failed[] = {{.kind = "ask",
                                            .state = "refused",
                                            .note = "RCPT failed: 550",
                                            .recipient = "ana@exemplu.example",
                                            .person = "",
                                            .day = MONDAY}};
    digest.failed = failed;
    digest.failed_count = 1;
    char *text = text_of(&digest);
    assert_says(text, "serverul a răspuns „RCPT failed: 550”");
    free(text);
}

static void a_reason_within_a_reason_is_said_in_romanian(void **state)
{
    (void)state;
    assert_string_equal(word_reason(words, arena, "perhaps a sign-up, but also: asks about the group"),
                        "poate o înscriere, dar și: întreabă despre grup");
    assert_string_equal(word_reason(words, arena, "perhaps a sign-up"), "poate o înscriere");
    assert_string_equal(word_reason(words, arena, "something: else"), "something: else");
}

static void even_a_day_of_the_longest_values_fits(void **state)
{
    (void)state;
    struct digest digest = heavy_day();
    char longest[CAP_VALUE_BYTES + 1];
    memset(longest, '"', CAP_VALUE_BYTES); /* six bytes each when escaped */
    longest[CAP_VALUE_BYTES] = '\0';
    struct digest_person *all = people(500);
    for (size_t i = 0; i < 500; i++)
        all[i] = person((int64_t)i + 1, longest, longest, longest, longest, "law");
    digest.newcomer = digest.person = all;
    digest.newcomer_count = digest.person_count = 500;
    char *html = html_of(&digest);
    assert_says(html, "</html>");
    free(html);
}

static void every_button_and_row_that_is_opened_is_closed(void **state)
{
    (void)state;
    const struct digest digest = ordinary_day();
    char *html = html_of(&digest);
    static const char *const tags[] = {"table", "tr", "td", "a", "div", "h2", "b"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        char open[20], open_more[20], close[20];
        snprintf(open, sizeof open, "<%s>", tags[i]);
        snprintf(open_more, sizeof open_more, "<%s ", tags[i]);
        snprintf(close, sizeof close, "</%s>", tags[i]);
        assert_int_equal(times(html, open) + times(html, open_more), times(html, close));
    }
    free(html);
}

static void notes_stand_at_the_top(void **state)
{
    (void)state;
    struct digest digest = empty_day();
    digest.blind_since = "duminică, 22 noiembrie 2026, ora 23:10";
    digest.error = "imap.protect.example: the server closed the connection";
    digest.shadow = true;
    digest.last_digest = "luni, 16 noiembrie 2026";
    char *text = text_of(&digest);
    const char *first = strstr(text, "== ");
    assert_true(strstr(text, "ora 23:10") < first);
    assert_true(strstr(text, "Mod de probă") < first);
    assert_true(strstr(text, "luni, 16 noiembrie 2026") < first);
    assert_true(strstr(text, "closed the connection") < first);
    free(text);
}

static void the_words_file_has_every_key_and_no_other(void **state)
{
    (void)state;
    struct buf report;
    buf_init(&report, 65536);
    size_t problems = words_check(rules, &report);
    if (problems)
        fail_msg("%s", report.data);
    buf_free(&report);
    const char *source = rules_template(rules, "digest/words.ro");
    for (const char *line = source; *line;
         line += strcspn(line, "\n") + (line[strcspn(line, "\n")] == '\n')) {
        const char *end = strstr(line, " = ");
        if (*line == '#' || *line == '\n' || !end)
            continue;
        const char *key = arena_copy(arena, line, (size_t)(end - line));
        assert_true(*word(words, key) != '[');
    }
}

static void a_reason_is_said_in_romanian_without_the_rules_name(void **state)
{
    (void)state;
    assert_string_equal(word_reason(words, arena, "a delivery report (guard.dsn)"),
                        "raport de nelivrare al unui server");
    assert_string_equal(word_reason(words, arena, "something new (x)"), "something new (x)");
    assert_string_equal(word_reason(words, arena, "()"), "()");
    assert_string_equal(word_reason(words, arena, ""), "");
}

static void romanian_counts_as_people_do(void **state)
{
    (void)state;
    static const struct {
        uint64_t count;
        const char *said;
    } cases[] = {{0, "0 înscrieri noi"},        {1, "o înscriere nouă"},        {2, "2 înscrieri noi"},
                 {19, "19 înscrieri noi"},      {20, "20 de înscrieri noi"},    {21, "21 de înscrieri noi"},
                 {100, "100 de înscrieri noi"}, {101, "101 înscrieri noi"},     {119, "119 înscrieri noi"},
                 {120, "120 de înscrieri noi"}, {2000, "2000 de înscrieri noi"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(word_count(words, arena, "sum.new", cases[i].count), cases[i].said);
    assert_string_equal(romanian_number(arena, 9999), "9999");
    assert_string_equal(romanian_number(arena, 12345), "12\xC2\xA0"
                                                       "345");
    assert_string_equal(romanian_number(arena, 1000007), "1\xC2\xA0"
                                                         "000\xC2\xA0"
                                                         "007");
}

static void days_are_written_as_romanian_does(void **state)
{
    (void)state;
    assert_string_equal(romanian_day(arena, MONDAY), "luni, 23 noiembrie 2026");
    assert_string_equal(romanian_day(arena, 0), "joi, 1 ianuarie 1970");
    assert_string_equal(romanian_day(arena, day_number(2028, 2, 29)), "marți, 29 februarie 2028");
    assert_string_equal(romanian_day(arena, day_number(1900, 3, 1)), "joi, 1 martie 1900");
    assert_string_equal(romanian_day_tick(arena, day_number(2026, 3, 5)), "5.03");
    assert_string_equal(day_text(arena, MONDAY), "2026-11-23");
    for (int64_t day = -800000; day < 800000; day += 997) {
        struct day_parts parts = day_parts(day);
        assert_int_equal(day_number(parts.year, parts.month, parts.day), day);
    }
    int64_t day = 0;
    assert_int_equal(day_parse("2026-11-23", &day), 0);
    assert_int_equal(day, MONDAY);
    assert_int_equal(day_parse("2026-02-30", &day), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_an_ordinary_and_a_heavy_day_look_as_they_were_approved),
        cmocka_unit_test(a_day_on_which_nothing_happened_says_so),
        cmocka_unit_test(calls_for_help_come_first_with_whom_to_turn_to),
        cmocka_unit_test(the_plain_part_says_what_the_html_part_says),
        cmocka_unit_test(one_tap_on_a_button_mails_one_order_with_the_digests_token),
        cmocka_unit_test(nothing_in_it_is_fetched_from_elsewhere_or_runs),
        cmocka_unit_test(what_people_wrote_is_inert_in_it),
        cmocka_unit_test(a_heavy_day_is_summarised_to_what_mail_programs_show),
        cmocka_unit_test(calls_for_help_are_the_last_to_be_cut),
        cmocka_unit_test(nothing_is_wider_than_a_phone),
        cmocka_unit_test(the_summary_counts_what_stands_below_it),
        cmocka_unit_test(a_servers_words_are_shown_as_its_own),
        cmocka_unit_test(a_reason_within_a_reason_is_said_in_romanian),
        cmocka_unit_test(even_a_day_of_the_longest_values_fits),
        cmocka_unit_test(every_button_and_row_that_is_opened_is_closed),
        cmocka_unit_test(notes_stand_at_the_top),
        cmocka_unit_test(the_words_file_has_every_key_and_no_other),
        cmocka_unit_test(a_reason_is_said_in_romanian_without_the_rules_name),
        cmocka_unit_test(romanian_counts_as_people_do),
        cmocka_unit_test(days_are_written_as_romanian_does),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
