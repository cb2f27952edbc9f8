/* Who is asked once more, and who is left to people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "grefier/base/clock.h"
#include "grefier/service/remind.h"

#define NOW  INT64_C(1795421000)
#define WEEK (INT64_C(7) * 24 * 3600)

static const struct applicant waiting = {
    .status = APPLICANT_INCOMPLETE, .missing = 1u << FIELD_PHONE, .asked = 1, .last_asked = NOW - WEEK};
static const struct outbox_row request = {.kind = OUTBOX_ASK, .state = OUTBOX_SENT, .sent = NOW - WEEK};

static bool due(const struct applicant *applicant, const struct outbox_row *row)
{
    return remind_is_due(applicant, row, WEEK, NOW);
}

static void who_did_not_reply_in_time_is_asked_once_more(void **state)
{
    (void)state;
    assert_true(due(&waiting, &request));
}

static void nobody_is_asked_before_the_time(void **state)
{
    (void)state;
    struct outbox_row row = request;
    row.sent++;
    assert_false(due(&waiting, &row));
}

static void nobody_is_asked_a_third_time(void **state)
{
    (void)state;
    struct applicant applicant = waiting;
    applicant.asked = 2;
    assert_false(due(&applicant, &request));
}

static void reminders_can_be_switched_off(void **state)
{
    (void)state;
    assert_false(remind_is_due(&waiting, &request, 0, NOW));
}

static void only_the_incomplete_are_asked(void **state)
{
    (void)state;
    static const enum applicant_status others[] = {APPLICANT_COMPLETE, APPLICANT_REVIEW, APPLICANT_WITHDRAWN,
                                                   APPLICANT_UNREACHABLE};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct applicant applicant = waiting;
        applicant.status = others[i];
        assert_false(due(&applicant, &request));
    }
}

static void nobody_is_asked_while_a_change_of_theirs_waits_for_a_person(void **state)
{
    (void)state;
    struct applicant applicant = waiting;
    applicant.disputed = true;
    assert_false(due(&applicant, &request));
}

static void only_a_request_that_surely_went_out_is_repeated(void **state)
{
    (void)state;
    static const enum outbox_state others[] = {OUTBOX_QUEUED,  OUTBOX_SENDING,   OUTBOX_LATER,
                                               OUTBOX_REFUSED, OUTBOX_UNCERTAIN, OUTBOX_HELD,
                                               OUTBOX_DROPPED, OUTBOX_DRAFT};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct outbox_row row = request;
        row.state = others[i];
        assert_false(due(&waiting, &row));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_did_not_reply_in_time_is_asked_once_more),
        cmocka_unit_test(nobody_is_asked_before_the_time),
        cmocka_unit_test(nobody_is_asked_a_third_time),
        cmocka_unit_test(reminders_can_be_switched_off),
        cmocka_unit_test(only_the_incomplete_are_asked),
        cmocka_unit_test(nobody_is_asked_while_a_change_of_theirs_waits_for_a_person),
        cmocka_unit_test(only_a_request_that_surely_went_out_is_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
