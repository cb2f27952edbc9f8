/* When the clock is trusted with what cannot be undone. */
#include "roster_fixture.h"

#include "grefier/service/steady.h"

#define HOUR  INT64_C(3600)
#define DAY   (24 * HOUR)
#define YEARS (3653 * DAY)

static bool is_steady(struct fixture *fixture, int64_t now)
{
    int steady = clock_is_steady(fixture->roster, now, &fixture->err);
    OK(fixture, steady);
    return steady;
}

/* Every hour for `days`; whether it was steady at the end. */
static bool run(struct fixture *fixture, int64_t *now, int days)
{
    bool steady = false;
    for (int i = 0; i < days * 24; i++)
        steady = is_steady(fixture, *now += HOUR);
    return steady;
}

static void a_new_service_waits_some_days(void **state)
{
    struct fixture *fixture = *state;
    int64_t now = NOW;
    assert_false(is_steady(fixture, now));
    assert_false(run(fixture, &now, 2));
    assert_true(run(fixture, &now, 2));
}

static void a_clock_ten_years_ahead_is_not_trusted_at_once(void **state)
{
    struct fixture *fixture = *state;
    int64_t now = NOW;
    run(fixture, &now, 5);
    assert_false(is_steady(fixture, now + YEARS));
    assert_false(is_steady(fixture, now + YEARS + DAY));
    now += DAY; /* and back: that is a jump too */
    assert_false(is_steady(fixture, now));
    assert_true(run(fixture, &now, 4));
}

static void a_new_time_that_holds_is_believed(void **state)
{
    struct fixture *fixture = *state;
    int64_t now = NOW;
    run(fixture, &now, 5);
    now += YEARS;
    assert_false(is_steady(fixture, now));
    assert_true(run(fixture, &now, 4));
}

static void a_week_without_the_service_or_a_small_step_back_is_no_jump(void **state)
{
    struct fixture *fixture = *state;
    int64_t now = NOW;
    run(fixture, &now, 5);
    assert_true(is_steady(fixture, now += 7 * DAY));
    assert_true(is_steady(fixture, now - 60));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_service_waits_some_days, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_clock_ten_years_ahead_is_not_trusted_at_once, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_new_time_that_holds_is_believed, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_week_without_the_service_or_a_small_step_back_is_no_jump,
                                        fixture_open, fixture_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
