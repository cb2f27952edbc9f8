/* One digest a local day, whatever the clock does. */
#include "roster_fixture.h"

#include "grefier/digest/romanian.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/calendar.h"
#include "grefier/service/digest_due.h"

#define HOUR INT64_C(3600)
#define DAY  (24 * HOUR)

static struct rules *rules;
static const char *secretariat[] = {"secretariat@protect.example"};
static const char *ours[] = {"inscrieri@protect.example"};

static int load_rules(void **state)
{
    (void)state;
    const char *folder = getenv("GREFIER_RULES");
    struct err err = {0};
    struct buf problems;
    letter_setup();
    buf_init(&problems, 65536);
    int result = rules_load(&folder, 1, &rules, &problems, &err);
    buf_free(&problems);
    return result;
}

static int free_rules(void **state)
{
    (void)state;
    rules_free(&rules);
    return 0;
}

static struct config config_at(int digest_at, const char *zone)
{
    struct config config = {.mailbox.addresses = {ours, 1},
                            .outgoing.from_address = ours[0],
                            .outgoing.from_name = "Secretariatul",
                            .outgoing.answers = ANSWERS_SEND,
                            .secretariat = {{secretariat, 1}, digest_at, zone},
                            .group = {"Grupul", "", "ro"},
                            .keep_messages = 400 * DAY};
    calendar_set(zone);
    return config;
}

/* 2026-11-23 and a time of its day, in UTC. */
static int64_t at(int64_t year, unsigned month, unsigned day, int hour, int minute)
{
    return day_number(year, month, day) * DAY + hour * HOUR + minute * 60;
}

static int64_t started_at(struct fixture *fixture, int64_t instant)
{
    OK(fixture, roster_set_fact_number(fixture->roster, FACT_STARTED, instant, &fixture->err));
    return instant;
}

/* As the clerk does each pass: the day that was queued, or "". */
static const char *pass(struct fixture *fixture, const struct config *config, int64_t now)
{
    const struct digest_source source = {fixture->roster, config, rules};
    int64_t day;
    OK(fixture, roster_set_fact_number(fixture->roster, FACT_POLL, now, &fixture->err));
    int due = digest_is_due(&source, now, &day, &fixture->err);
    OK(fixture, due);
    if (!due)
        return "";
    int queued = digest_queue(&source, day, false, now, &fixture->err);
    OK(fixture, queued);
    return queued ? day_text(fixture->arena, day) : "";
}

static size_t digests(struct fixture *fixture)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    const struct outbox_filter all = {.kinds = 1u << OUTBOX_DIGEST};
    OK(fixture, outbox_list(fixture->roster, &all, fixture->arena, &row, &count, &fixture->err));
    return count;
}

/* Every ten minutes from one instant to another: how many digests. */
static size_t run(struct fixture *fixture, const struct config *config, int64_t from, int64_t until)
{
    size_t before = digests(fixture);
    for (int64_t now = from; now <= until; now += 600)
        pass(fixture, config, now);
    return digests(fixture) - before;
}

static void it_is_made_at_its_time_and_once(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    started_at(fixture, at(2026, 11, 20, 10, 0));
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 5, 59)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 6, 0)), "2026-11-21"); /* 08:00 in winter */
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 6, 1)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 22, 5, 59)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 22, 6, 0)), "2026-11-22");
}

static void the_first_start_waits_for_its_first_time(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 10, 0)), "");
    started_at(fixture, at(2026, 11, 20, 10, 0));
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 12, 0)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 7, 0)), "2026-11-21");
}

static void the_nights_the_clock_is_changed_have_one_each(void **state)
{
    struct fixture *fixture = *state;
    /* 29 March 2026: 03:00 becomes 04:00; 25 October 2026: 04:00 becomes 03:00 */
    const struct config config = config_at(3 * 60 + 30, "Europe/Bucharest");
    started_at(fixture, at(2026, 3, 1, 0, 0));
    run(fixture, &config, at(2026, 3, 27, 12, 0), at(2026, 3, 27, 12, 0));
    assert_int_equal(run(fixture, &config, at(2026, 3, 27, 12, 0), at(2026, 3, 31, 12, 0)), 4);
    run(fixture, &config, at(2026, 10, 23, 12, 0), at(2026, 10, 23, 12, 0));
    assert_int_equal(run(fixture, &config, at(2026, 10, 23, 12, 0), at(2026, 10, 27, 12, 0)), 4);
}

static void a_time_that_the_clock_skips_comes_after_the_change(void **state)
{
    (void)state;
    calendar_set("Europe/Bucharest");
    int64_t spring = day_number(2026, 3, 29), autumn = day_number(2026, 10, 25);
    assert_int_equal(calendar_instant(spring, 2 * 60 + 59), at(2026, 3, 29, 0, 59));
    int64_t skipped = calendar_instant(spring, 3 * 60 + 30);
    assert_true(skipped >= at(2026, 3, 29, 1, 0) && skipped < at(2026, 3, 29, 2, 0));
    assert_int_equal(calendar_local(skipped).day, spring);
    assert_int_equal(calendar_instant(spring, 4 * 60), at(2026, 3, 29, 1, 0));
    assert_int_equal(calendar_instant(autumn, 3 * 60 + 30),
                     at(2026, 10, 25, 0, 30)); /* the first of the two */
    assert_int_equal(calendar_instant(autumn, 4 * 60), at(2026, 10, 25, 2, 0));
    assert_int_equal(calendar_instant(autumn, 8 * 60), at(2026, 10, 25, 6, 0));
    assert_int_equal(calendar_instant(spring, 8 * 60), at(2026, 3, 29, 5, 0));
}

static void midnight_and_the_last_minute_are_times_too(void **state)
{
    struct fixture *fixture = *state;
    const int times[] = {0, 23 * 60 + 59};
    started_at(fixture, at(2026, 1, 1, 0, 0));
    for (size_t i = 0; i < 2; i++) {
        const struct config config = config_at(times[i], "Europe/Bucharest");
        int64_t first = at(2026, i ? 5u : 3u, 10, 12, 0);
        run(fixture, &config, first, first);
        assert_int_equal(run(fixture, &config, first, first + 5 * DAY), 5);
    }
}

static void a_week_of_downtime_is_caught_up_with_once(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    started_at(fixture, at(2026, 11, 1, 10, 0));
    assert_string_equal(pass(fixture, &config, at(2026, 11, 9, 6, 10)), "2026-11-09");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 16, 3, 0)), "2026-11-15"); /* before 08:00 */
    assert_string_equal(pass(fixture, &config, at(2026, 11, 16, 3, 10)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 16, 6, 0)), "2026-11-16");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 16, 23, 0)), "");
}

static void after_downtime_it_says_since_when_it_tells(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    const struct digest_source source = {fixture->roster, &config, rules};
    struct digest digest;
    started_at(fixture, at(2026, 11, 1, 10, 0));
    pass(fixture, &config, at(2026, 11, 9, 6, 10));
    int64_t now = at(2026, 11, 16, 9, 0);
    OK(fixture, digest_note_poll(fixture->roster, now, &fixture->err));
    OK(fixture, digest_fill(&source, day_number(2026, 11, 16), now, fixture->arena, &digest, &fixture->err));
    assert_string_equal(digest.last_digest, "luni, 9 noiembrie 2026");
    assert_string_equal(digest.gap_from, "luni, 9 noiembrie 2026, ora 08:10");
    assert_string_equal(digest.gap_till, "luni, 16 noiembrie 2026, ora 11:00");
    assert_string_equal(digest.blind_since, "");
}

static void while_it_is_blind_it_says_so(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    const struct digest_source source = {fixture->roster, &config, rules};
    struct digest digest;
    int64_t poll = at(2026, 11, 22, 20, 0), now = at(2026, 11, 23, 6, 0);
    OK(fixture, digest_note_poll(fixture->roster, poll, &fixture->err));
    OK(fixture, roster_set_fact(fixture->roster, FACT_POLL_ERROR, "the server is down", &fixture->err));
    OK(fixture, digest_fill(&source, day_number(2026, 11, 23), now, fixture->arena, &digest, &fixture->err));
    assert_string_equal(digest.blind_since, "duminică, 22 noiembrie 2026, ora 22:00");
    assert_string_equal(digest.error, "the server is down");
    OK(fixture,
       digest_fill(&source, day_number(2026, 11, 23), poll + 600, fixture->arena, &digest, &fixture->err));
    assert_string_equal(digest.blind_since, "");
}

static void a_clock_ten_years_ahead_and_back_does_no_harm(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    started_at(fixture, at(2026, 11, 1, 10, 0));
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 7, 0)), "2026-11-20");
    assert_string_equal(pass(fixture, &config, at(2036, 11, 20, 7, 0)), "2036-11-20");
    assert_string_equal(pass(fixture, &config, at(2036, 11, 20, 7, 10)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 7, 30)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 7, 0)), "2026-11-21");
    assert_string_equal(pass(fixture, &config, at(2016, 11, 21, 7, 0)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 22, 7, 0)), "2026-11-22");
    assert_int_equal(digests(fixture), 4);
}

static void another_time_zone_makes_no_second_one_of_a_day(void **state)
{
    struct fixture *fixture = *state;
    struct config config = config_at(8 * 60, "Europe/Bucharest");
    started_at(fixture, at(2026, 11, 1, 10, 0));
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 6, 0)), "2026-11-20");
    config = config_at(8 * 60, "America/New_York");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 6, 10)), "2026-11-19");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 13, 0)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 13, 0)), "2026-11-21");
    config = config_at(8 * 60, "Pacific/Kiritimati");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 13, 10)), "");
    assert_string_equal(pass(fixture, &config, at(2026, 11, 21, 18, 0)), "2026-11-22");
}

static void nothing_is_told_twice_or_never(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    const struct digest_source source = {fixture->roster, &config, rules};
    struct digest today, tomorrow;
    int64_t day = calendar_local(NOW).day, id = take_ana(fixture);
    OK(fixture, digest_fill(&source, day, NOW, fixture->arena, &today, &fixture->err));
    assert_int_equal(today.newcomer_count, 0); /* what happens in this very second is tomorrow's */
    OK(fixture, digest_queue(&source, day, false, NOW, &fixture->err));
    OK(fixture, digest_fill(&source, day + 1, NOW + DAY, fixture->arena, &tomorrow, &fixture->err));
    assert_int_equal(tomorrow.newcomer_count, 1);
    assert_int_equal(tomorrow.newcomer[0].id, id);
    OK(fixture, digest_queue(&source, day + 1, false, NOW + DAY, &fixture->err));
    OK(fixture, digest_fill(&source, day + 2, NOW + 2 * DAY, fixture->arena, &tomorrow, &fixture->err));
    assert_int_equal(tomorrow.newcomer_count, 0);
    assert_int_equal(tomorrow.members, 1);
}

static struct digest filled(struct fixture *fixture, const struct config *config, int64_t now)
{
    const struct digest_source source = {fixture->roster, config, rules};
    struct digest digest;
    OK(fixture, digest_fill(&source, calendar_due(now, config->secretariat.digest_at), now, fixture->arena,
                            &digest, &fixture->err));
    return digest;
}

static void what_goes_undecided_is_announced_a_month_before_and_counted_after(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_REVIEW);
    struct taken taken;
    struct erased erased;
    int64_t start = started_at(fixture, NOW);
    OK(fixture, take(fixture, "maria-1", "maria@ubb.example", &verdict, NULL, NULL, &taken));
    struct digest digest = filled(fixture, &config, start + 369 * DAY);
    assert_int_equal(digest.letter_count, 1);
    assert_int_equal(digest.letter[0].expires, 0);
    digest = filled(fixture, &config, start + 371 * DAY);
    assert_int_equal(digest.letter[0].expires, calendar_local(start + 400 * DAY).day);
    int64_t gone = start + 401 * DAY;
    OK(fixture, roster_expire(fixture->roster, gone, 400 * DAY, 180 * DAY, &erased, &fixture->err));
    digest = filled(fixture, &config, gone + HOUR);
    assert_int_equal(digest.letter_count, 0);
    assert_int_equal(digest.ignored_count, 1);
    assert_string_equal(digest.ignored[0].name, "nobody decided about it in time");
    assert_int_equal(digest.ignored[0].count, 1);
    assert_int_equal(filled(fixture, &config, gone + 3 * DAY).ignored_count, 0);
}

static void again_makes_the_same_day_another_time(void **state)
{
    struct fixture *fixture = *state;
    const struct config config = config_at(8 * 60, "Europe/Bucharest");
    const struct digest_source source = {fixture->roster, &config, rules};
    int64_t day = calendar_local(NOW).day;
    struct digest digest;
    take_ana(fixture);
    assert_int_equal(digest_queue(&source, day, false, NOW + 10, &fixture->err), 1);
    assert_int_equal(digest_queue(&source, day, false, NOW + 20, &fixture->err), 0);
    assert_int_equal(digest_queue(&source, day, true, NOW + 30, &fixture->err), 1);
    OK(fixture, digest_fill(&source, day, NOW + 40, fixture->arena, &digest, &fixture->err));
    assert_int_equal(digest.newcomer_count, 1);
}

static void every_secretariat_address_gets_a_copy_with_a_token_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    static const char *two[] = {"secretariat@protect.example", "sefa@protect.example"};
    struct config config = config_at(8 * 60, "Europe/Bucharest");
    struct outbox_row **row = NULL;
    size_t count = 0;
    config.secretariat.addresses = (struct text_list){two, 2};
    const struct digest_source source = {fixture->roster, &config, rules};
    OK(fixture, digest_queue(&source, calendar_local(NOW).day, false, NOW, &fixture->err));
    OK(fixture, outbox_list(fixture->roster, NULL, fixture->arena, &row, &count, &fixture->err));
    assert_int_equal(count, 2);
    assert_string_equal(row[1]->recipient, "sefa@protect.example");
    assert_string_not_equal(row[0]->token, row[1]->token);
    assert_string_not_equal(row[0]->message_id, row[1]->message_id);
    assert_int_equal(strlen(row[0]->token), 16);
}

static void without_a_secretariat_there_is_no_digest(void **state)
{
    struct fixture *fixture = *state;
    struct config config = config_at(8 * 60, "Europe/Bucharest");
    config.secretariat.addresses.count = 0;
    started_at(fixture, at(2026, 11, 1, 10, 0));
    assert_string_equal(pass(fixture, &config, at(2026, 11, 20, 7, 0)), "");
    assert_true(digest_next(&config, at(2026, 11, 20, 7, 0)) == CLOCK_NONE);
    config.secretariat.addresses.count = 1;
    assert_true(digest_next(&config, at(2026, 11, 20, 7, 0)) == at(2026, 11, 21, 6, 0));
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {
        STORE_TEST(it_is_made_at_its_time_and_once),
        STORE_TEST(the_first_start_waits_for_its_first_time),
        STORE_TEST(the_nights_the_clock_is_changed_have_one_each),
        cmocka_unit_test(a_time_that_the_clock_skips_comes_after_the_change),
        STORE_TEST(midnight_and_the_last_minute_are_times_too),
        STORE_TEST(a_week_of_downtime_is_caught_up_with_once),
        STORE_TEST(after_downtime_it_says_since_when_it_tells),
        STORE_TEST(while_it_is_blind_it_says_so),
        STORE_TEST(a_clock_ten_years_ahead_and_back_does_no_harm),
        STORE_TEST(another_time_zone_makes_no_second_one_of_a_day),
        STORE_TEST(nothing_is_told_twice_or_never),
        STORE_TEST(what_goes_undecided_is_announced_a_month_before_and_counted_after),
        STORE_TEST(again_makes_the_same_day_another_time),
        STORE_TEST(every_secretariat_address_gets_a_copy_with_a_token_of_its_own),
        STORE_TEST(without_a_secretariat_there_is_no_digest),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
