/* What leaves: claimed once, settled once, counted for the caps, never lost. */
#include "roster_fixture.h"

static int64_t add(struct fixture *fixture, const char *message_id, const char *recipient, int64_t due)
{
    struct outgoing outgoing = answer_of(OUTBOX_ACKNOWLEDGE, recipient, message_id);
    int64_t number = 0;
    outgoing.due = due;
    OK(fixture, outbox_add(fixture->roster, &outgoing, NOW, &number, &fixture->err));
    return number;
}

static struct outbox_row *due_at(struct fixture *fixture, int64_t now, const struct outbox_row *after)
{
    struct outbox_row *row = NULL;
    OK(fixture, outbox_due(fixture->roster, now, after, fixture->arena, &row, &fixture->err));
    return row;
}

static int settle(struct fixture *fixture, int64_t number, enum outbox_state state, int64_t due)
{
    const struct outbox_settlement settlement = {
        .state = state, .code = state == OUTBOX_SENT ? 250 : 451, .note = "as it went", .due = due};
    int result = outbox_settle(fixture->roster, number, &settlement, NOW + 1, &fixture->err);
    OK(fixture, result);
    return result;
}

static uint64_t counted(struct fixture *fixture, const char *recipient, int64_t since)
{
    uint64_t count = 0;
    OK(fixture, outbox_count(fixture->roster, recipient, OUTBOX_ANSWERS, since, &count, &fixture->err));
    return count;
}

static void rows_come_due_in_their_order(void **state)
{
    struct fixture *fixture = *state;
    int64_t due = 0;
    assert_int_equal(outbox_next_due(fixture->roster, &due, &fixture->err), 0);
    int64_t later = add(fixture, "b@ours", "b@example.org", NOW + 60);
    int64_t first = add(fixture, "a@ours", "a@example.org", 0);
    int64_t second = add(fixture, "c@ours", "c@example.org", 0);
    assert_int_equal(outbox_next_due(fixture->roster, &due, &fixture->err), 1);
    assert_int_equal(due, NOW);
    struct outbox_row *row = due_at(fixture, NOW, NULL);
    assert_int_equal(row->number, first);
    assert_non_null(row->message);
    row = due_at(fixture, NOW, row);
    assert_int_equal(row->number, second);
    assert_null(due_at(fixture, NOW, row));
    assert_int_equal(due_at(fixture, NOW + 60, row)->number, later);
}

static void a_row_is_claimed_by_one_only(void **state)
{
    struct fixture *fixture = *state;
    struct roster *other;
    int64_t number = add(fixture, "a@ours", "a@example.org", 0);
    OK(fixture, roster_open(fixture->path, false, &other, &fixture->err));
    assert_int_equal(outbox_claim(fixture->roster, number, NOW, &fixture->err), 1);
    assert_int_equal(outbox_claim(other, number, NOW, &fixture->err), 0);
    assert_null(due_at(fixture, NOW + 1000, NULL));
    assert_int_equal(row_now(fixture, number)->state, OUTBOX_SENDING);
    assert_int_equal(row_now(fixture, number)->attempts, 1);
    roster_close(&other);
}

static void a_claim_inside_a_group_is_refused(void **state)
{
    struct fixture *fixture = *state;
    int64_t number = add(fixture, "a@ours", "a@example.org", 0);
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    assert_int_equal(outbox_claim(fixture->roster, number, NOW, &fixture->err), -1);
    roster_rollback(fixture->roster);
}

static void what_was_sent_is_final_and_its_text_is_gone(void **state)
{
    struct fixture *fixture = *state;
    int64_t number = add(fixture, "a@ours", "a@example.org", 0);
    assert_true(folder_holds(fixture, "The text of the answer"));
    outbox_claim(fixture->roster, number, NOW, &fixture->err);
    assert_int_equal(settle(fixture, number, OUTBOX_SENT, 0), 1);
    struct outbox_row *row = row_now(fixture, number);
    assert_int_equal(row->state, OUTBOX_SENT);
    assert_int_equal(row->sent, NOW + 1);
    assert_int_equal(row->code, 250);
    assert_null(row->message);
    assert_int_equal(settle(fixture, number, OUTBOX_LATER, NOW), 0);
    assert_int_equal(outbox_claim(fixture->roster, number, NOW, &fixture->err), 0);
    assert_int_equal(outbox_release(fixture->roster, number, NOW, &fixture->err), 0);
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "The text of the answer"));
}

static void later_is_due_again_with_its_error(void **state)
{
    struct fixture *fixture = *state;
    int64_t number = add(fixture, "a@ours", "a@example.org", 0);
    outbox_claim(fixture->roster, number, NOW, &fixture->err);
    settle(fixture, number, OUTBOX_LATER, NOW + 300);
    assert_null(due_at(fixture, NOW + 299, NULL));
    struct outbox_row *row = due_at(fixture, NOW + 300, NULL);
    assert_int_equal(row->number, number);
    assert_string_equal(row->note, "as it went");
    assert_int_equal(row->code, 451);
    assert_int_equal(row->attempts, 1);
    assert_int_equal(row->doubts, 0);
}

static void what_was_being_sent_at_the_end_is_uncertain_at_the_next_start(void **state)
{
    struct fixture *fixture = *state;
    size_t count = 0;
    int64_t number = add(fixture, "a@ours", "a@example.org", 0);
    add(fixture, "b@ours", "b@example.org", 0);
    outbox_claim(fixture->roster, number, NOW, &fixture->err);
    fixture_reopen(fixture);
    OK(fixture, outbox_recover(fixture->roster, NOW + 9, &count, &fixture->err));
    assert_int_equal(count, 1);
    struct outbox_row *row = row_now(fixture, number);
    assert_int_equal(row->state, OUTBOX_UNCERTAIN);
    assert_int_equal(row->doubts, 1);
    assert_int_equal(row->due, NOW + 9);
    assert_string_equal(row->message_id, "a@ours");
    assert_non_null(row->message);
    assert_int_equal(outbox_claim(fixture->roster, number, NOW, &fixture->err), 1);
    settle(fixture, number, OUTBOX_UNCERTAIN, NOW + 20);
    assert_int_equal(row_now(fixture, number)->doubts, 2);
}

static void a_held_answer_goes_only_when_a_person_says_so(void **state)
{
    struct fixture *fixture = *state;
    struct outgoing outgoing = answer_of(OUTBOX_ACKNOWLEDGE, "a@example.org", "a@ours");
    int64_t number;
    outgoing.state = OUTBOX_HELD;
    outgoing.note = "gate.cap-sender";
    OK(fixture, outbox_add(fixture->roster, &outgoing, NOW, &number, &fixture->err));
    assert_null(due_at(fixture, NOW + 1000, NULL));
    assert_int_equal(outbox_claim(fixture->roster, number, NOW, &fixture->err), 0);
    assert_int_equal(outbox_release(fixture->roster, number, NOW + 5, &fixture->err), 1);
    assert_int_equal(due_at(fixture, NOW + 5, NULL)->number, number);
}

static void what_was_decided_in_shadow_never_goes(void **state)
{
    struct fixture *fixture = *state;
    struct outgoing outgoing = answer_of(OUTBOX_ACKNOWLEDGE, "a@example.org", "a@ours");
    int64_t number;
    outgoing.state = OUTBOX_DROPPED;
    outgoing.note = "shadow";
    OK(fixture, outbox_add(fixture->roster, &outgoing, NOW, &number, &fixture->err));
    assert_null(due_at(fixture, NOW + 1000, NULL));
    assert_int_equal(outbox_release(fixture->roster, number, NOW, &fixture->err), 0);
    assert_int_equal(settle(fixture, number, OUTBOX_LATER, NOW), 0);
    assert_non_null(row_now(fixture, number)->message); /* the digest shows what would have gone */
    assert_int_equal(counted(fixture, "a@example.org", 0), 0);
}

static void a_draft_is_settled_when_a_person_sent_it(void **state)
{
    struct fixture *fixture = *state;
    int64_t number = add(fixture, "a@ours", "a@example.org", 0);
    outbox_claim(fixture->roster, number, NOW, &fixture->err);
    settle(fixture, number, OUTBOX_DRAFT, 0);
    assert_null(due_at(fixture, NOW + 1000, NULL));
    assert_int_equal(counted(fixture, "a@example.org", 0), 1);
    assert_int_equal(settle(fixture, number, OUTBOX_SENT, 0), 1);
}

static void the_caps_count_whatever_went_or_may_go(void **state)
{
    struct fixture *fixture = *state;
    struct outgoing digest = answer_of(OUTBOX_DIGEST, "a@example.org", "digest@ours");
    int64_t number = add(fixture, "a@ours", "A@Example.org", 0);
    OK(fixture, outbox_add(fixture->roster, &digest, NOW, NULL, &fixture->err));
    add(fixture, "b@ours", "b@example.org", 0);
    assert_int_equal(counted(fixture, "a@example.ORG", 0), 1);
    assert_int_equal(counted(fixture, NULL, 0), 2);
    assert_int_equal(counted(fixture, NULL, NOW + 1), 0);
    outbox_claim(fixture->roster, number, NOW, &fixture->err);
    assert_int_equal(counted(fixture, "a@example.org", NOW), 1);
    settle(fixture, number, OUTBOX_REFUSED, 0);
    assert_int_equal(counted(fixture, "a@example.org", NOW), 1);
}

static void the_same_message_id_never_enters_twice(void **state)
{
    struct fixture *fixture = *state;
    struct outgoing again = answer_of(OUTBOX_ACKNOWLEDGE, "a@example.org", "a@ours");
    add(fixture, "a@ours", "a@example.org", 0);
    assert_int_equal(outbox_add(fixture->roster, &again, NOW, NULL, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
}

static void a_request_counts_for_those_it_asks_when_it_may_go(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_dan(fixture), number;
    struct outgoing again = answer_of(OUTBOX_ASK, "dan@barou.example", "again@ours");
    again.applicant = &id;
    again.applicant_count = 1;
    again.state = OUTBOX_HELD;
    OK(fixture, outbox_add(fixture->roster, &again, NOW + 100, &number, &fixture->err));
    assert_int_equal(applicant_now(fixture, id)->asked, 1);
    assert_int_equal(outbox_release(fixture->roster, number, NOW + 200, &fixture->err), 1);
    assert_int_equal(applicant_now(fixture, id)->asked, 2);
    assert_int_equal(applicant_now(fixture, id)->last_asked, NOW + 200);
}

static void a_bounce_marks_the_answer_and_its_people(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    outbox_claim(fixture->roster, 1, NOW, &fixture->err);
    settle(fixture, 1, OUTBOX_SENT, 0);
    assert_int_equal(outbox_bounced(fixture->roster, 1, "5.1.1 no such mailbox", NOW + 60, &fixture->err), 1);
    assert_int_equal(row_now(fixture, 1)->state, OUTBOX_REFUSED);
    assert_string_equal(row_now(fixture, 1)->note, "5.1.1 no such mailbox");
    assert_int_equal(applicant_now(fixture, id)->status, APPLICANT_UNREACHABLE);
    assert_string_equal(applicant_now(fixture, id)->note, "5.1.1 no such mailbox");
    assert_int_equal(outbox_bounced(fixture->roster, 99, "no", NOW, &fixture->err), 0);
}

static void a_thread_is_found_by_our_ids_and_by_our_reference(void **state)
{
    struct fixture *fixture = *state;
    static const char *const ids[] = {"stranger@example.org", "ours-2@protect.example"};
    static const char *const tokens[] = {"k7q2-ana"};
    struct outbox_row *row = NULL;
    int64_t ana = take_ana(fixture), dan = take_dan(fixture);
    assert_int_equal(
        outbox_find_thread(fixture->roster, ids, 2, NULL, 0, fixture->arena, &row, &fixture->err), 1);
    assert_int_equal(row->applicant[0], dan);
    assert_null(row->message);
    assert_int_equal(
        outbox_find_thread(fixture->roster, ids, 1, tokens, 1, fixture->arena, &row, &fixture->err), 1);
    assert_int_equal(row->applicant[0], ana);
    assert_int_equal(
        outbox_find_thread(fixture->roster, ids, 1, NULL, 0, fixture->arena, &row, &fixture->err), 0);
}

static void a_local_day_has_one_digest(void **state)
{
    struct fixture *fixture = *state;
    const struct outgoing digest[] = {answer_of(OUTBOX_DIGEST, "sec@protect.example", "d1@ours"),
                                      answer_of(OUTBOX_DIGEST, "sec2@protect.example", "d2@ours")};
    const struct outgoing again = answer_of(OUTBOX_DIGEST, "sec@protect.example", "d3@ours");
    const char *day = NULL;
    int64_t made = 0;
    struct roster *roster = fixture->roster;
    assert_int_equal(roster_last_digest(roster, fixture->arena, &day, &made, &fixture->err), 0);
    assert_int_equal(roster_add_digest(roster, "2026-11-23", false, digest, 2, NOW, &fixture->err), 1);
    assert_int_equal(roster_add_digest(roster, "2026-11-23", false, &again, 1, NOW, &fixture->err), 0);
    assert_int_equal(roster_digest_made(roster, "2026-11-22", &made, &fixture->err), 0);
    assert_int_equal(roster_digest_made(roster, "2026-11-23", NULL, &fixture->err), 1);
    assert_int_equal(roster_add_digest(roster, "2026-11-23", true, &again, 1, NOW + 5, &fixture->err), 1);
    assert_int_equal(roster_last_digest(roster, fixture->arena, &day, &made, &fixture->err), 1);
    assert_string_equal(day, "2026-11-23");
    assert_int_equal(made, NOW + 5);
}

static void rows_are_listed_by_state_kind_and_time(void **state)
{
    struct fixture *fixture = *state;
    struct outbox_row **row;
    size_t count;
    take_ana(fixture);
    take_dan(fixture);
    settle(fixture, 2, OUTBOX_REFUSED, 0);
    struct outbox_filter filter = {.states = 1u << OUTBOX_REFUSED | 1u << OUTBOX_SENT};
    OK(fixture, outbox_list(fixture->roster, &filter, fixture->arena, &row, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_int_equal(row[0]->number, 2);
    filter = (struct outbox_filter){.kinds = 1u << OUTBOX_ACKNOWLEDGE};
    OK(fixture, outbox_list(fixture->roster, &filter, fixture->arena, &row, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_int_equal(row[0]->number, 1);
    filter = (struct outbox_filter){.since = NOW + 1, .until = NOW + 2};
    OK(fixture, outbox_list(fixture->roster, &filter, fixture->arena, &row, &count, &fixture->err));
    assert_int_equal(count, 1);
    OK(fixture, outbox_list(fixture->roster, NULL, fixture->arena, &row, &count, &fixture->err));
    assert_int_equal(count, 2);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(rows_come_due_in_their_order),
        STORE_TEST(a_row_is_claimed_by_one_only),
        STORE_TEST(a_claim_inside_a_group_is_refused),
        STORE_TEST(what_was_sent_is_final_and_its_text_is_gone),
        STORE_TEST(later_is_due_again_with_its_error),
        STORE_TEST(what_was_being_sent_at_the_end_is_uncertain_at_the_next_start),
        STORE_TEST(a_held_answer_goes_only_when_a_person_says_so),
        STORE_TEST(what_was_decided_in_shadow_never_goes),
        STORE_TEST(a_draft_is_settled_when_a_person_sent_it),
        STORE_TEST(the_caps_count_whatever_went_or_may_go),
        STORE_TEST(the_same_message_id_never_enters_twice),
        STORE_TEST(a_request_counts_for_those_it_asks_when_it_may_go),
        STORE_TEST(a_bounce_marks_the_answer_and_its_people),
        STORE_TEST(a_thread_is_found_by_our_ids_and_by_our_reference),
        STORE_TEST(a_local_day_has_one_digest),
        STORE_TEST(rows_are_listed_by_state_kind_and_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
