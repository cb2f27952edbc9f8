/* Messages taken in: what is kept, what is known again, what a person decides. */
#include "roster_fixture.h"

#include "grefier/base/caps.h"
#include "grefier/base/text.h"

static enum roster_known known(struct fixture *fixture, const char *message_id, const char *hash,
                               int64_t *number)
{
    enum roster_known how = ROSTER_UNKNOWN;
    OK(fixture, roster_knows(fixture->roster, message_id, hash, "ana@zambet.example", NOW, &how, number,
                             &fixture->err));
    return how;
}

static struct letter_record *letter_now(struct fixture *fixture, int64_t number)
{
    struct letter_record *record = NULL;
    OK(fixture, roster_letter(fixture->roster, number, fixture->arena, &record, &fixture->err));
    assert_non_null(record);
    return record;
}

static size_t values_in(struct fixture *fixture, int64_t applicant, const char *field, const char *state,
                        const char **last)
{
    struct value_record *value;
    size_t count, found = 0;
    OK(fixture, roster_values(fixture->roster, applicant, 0, fixture->arena, &value, &count, &fixture->err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(value[i].field, field) == 0 && strcmp(value[i].state, state) == 0) {
            found++;
            *last = value[i].text;
        }
    return found;
}

static void a_sign_up_is_one_letter_one_row_its_values_and_one_answer(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    struct applicant *row = applicant_now(fixture, id);
    assert_int_equal(row->status, APPLICANT_COMPLETE);
    assert_string_equal(row->field[FIELD_NAME], "Ana Popescu");
    assert_string_equal(row->field[FIELD_ORGANIZATION], "Asociația Zâmbet");
    assert_string_equal(row->field[FIELD_PHONE], "+40722123456");
    assert_string_equal(row->email, "ana@zambet.example");
    assert_string_equal(row->contact, "ana@zambet.example");
    assert_string_equal(row->language, "ro");
    assert_int_equal(row->missing, 0);
    assert_int_equal(row->created, NOW);

    struct letter_record *letter = letter_now(fixture, row->letter);
    assert_int_equal(letter->kind, KIND_REGISTRATION);
    assert_int_equal(letter->action, ACTION_ACKNOWLEDGE);
    assert_string_equal(letter->reason, "all fields given");
    assert_int_equal(letter->spoke_count, 2);
    assert_string_equal(letter->spoke[1], "shape.labels");
    assert_string_equal(letter->place, "INBOX:7:ana-1");
    assert_int_equal(letter->applicant_count, 1);
    assert_int_equal(letter->applicant[0], id);
    assert_false(letter->waiting);
    assert_string_equal(letter->subject, "");

    struct outbox_filter filter = {.letter = letter->number};
    struct outbox_row **answer;
    size_t count;
    OK(fixture, outbox_list(fixture->roster, &filter, fixture->arena, &answer, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_int_equal(answer[0]->state, OUTBOX_QUEUED);
    assert_int_equal(answer[0]->applicant[0], id);
}

static void every_value_keeps_its_evidence(void **state)
{
    struct fixture *fixture = *state;
    struct value_record *value;
    size_t count;
    int64_t id = take_ana(fixture);
    OK(fixture, roster_values(fixture->roster, id, 0, fixture->arena, &value, &count, &fixture->err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(value[i].field, "phone") == 0) {
            assert_string_equal(value[i].rule, "fields.phone.label");
            assert_string_equal(value[i].where, "own");
            assert_int_equal(value[i].line, 4);
            assert_string_equal(value[i].piece, "+40722123456");
            assert_string_equal(value[i].who, "letter");
            assert_int_equal(value[i].letter, 1);
            return;
        }
    fail();
}

static void what_is_missing_is_told_by_the_required_fields(void **state)
{
    struct fixture *fixture = *state;
    struct applicant *row = applicant_now(fixture, take_dan(fixture));
    assert_int_equal(row->status, APPLICANT_INCOMPLETE);
    assert_int_equal(row->missing, 1u << FIELD_PHONE);
    assert_null(row->field[FIELD_PHONE]);
    assert_int_equal(row->asked, 1);
    assert_int_equal(row->last_asked, NOW);
}

static void nothing_personal_is_kept_of_what_is_left_alone(void **state)
{
    struct fixture *fixture = *state;
    struct verdict verdict = verdict_of(KIND_OTHER, ACTION_IGNORE);
    const struct person person = ana();
    const struct taking_person taken_person = {.person = &person};
    struct taken taken;
    int64_t number;
    verdict.reason = "no intention recognised";
    OK(fixture, take(fixture, "shop-1", "ana@zambet.example", &verdict, &taken_person, NULL, &taken));
    assert_int_equal(taken.applicant_count, 0);
    assert_int_equal(known(fixture, "shop-1@example.org", "shop-1", &number), ROSTER_SAME);
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "popescu"));
    assert_false(folder_holds(fixture, "zambet.example"));
    assert_false(folder_holds(fixture, "722123456"));
    assert_false(folder_holds(fixture, "shop-1@example.org"));
    assert_true(folder_holds(fixture, "no intention recognised"));
}

static void a_message_is_known_again_by_its_content_wherever_it_lies(void **state)
{
    struct fixture *fixture = *state;
    int64_t number = 99;
    assert_int_equal(known(fixture, "ana-1@example.org", "ana-1", &number), ROSTER_UNKNOWN);
    assert_int_equal(number, 0);
    take_ana(fixture);
    assert_int_equal(known(fixture, "ana-1@example.org", "ana-1", &number), ROSTER_SAME);
    assert_int_equal(number, 1);
    assert_int_equal(known(fixture, "rewritten@relay.example", "ana-1", &number), ROSTER_SAME);
    assert_int_equal(known(fixture, NULL, "ana-1", &number), ROSTER_SAME);
}

static void the_same_message_id_with_other_content_is_told(void **state)
{
    struct fixture *fixture = *state;
    int64_t number = 99;
    take_ana(fixture);
    assert_int_equal(known(fixture, "ana-1@example.org", "other", &number), ROSTER_SAME_ID);
    assert_int_equal(number, 1);
}

static void two_messages_without_message_id_are_two(void **state)
{
    struct fixture *fixture = *state;
    const struct verdict verdict = verdict_of(KIND_OTHER, ACTION_IGNORE);
    struct taken taken;
    int64_t number;
    struct taking taking = {
        .hash = "first", .place = "INBOX:7:1", .verdict = &verdict, .received = CLOCK_NONE};
    OK(fixture, roster_take(fixture->roster, &taking, NOW, &taken, &fixture->err));
    assert_int_equal(known(fixture, "", "second", &number), ROSTER_UNKNOWN);
    assert_int_equal(known(fixture, NULL, "second", &number), ROSTER_UNKNOWN);
    taking.hash = "second";
    taking.place = "INBOX:7:2";
    OK(fixture, roster_take(fixture->roster, &taking, NOW, &taken, &fixture->err));
    assert_int_equal(taken.letter, 2);
    assert_int_equal(letter_now(fixture, 2)->received, CLOCK_NONE);
}

static void a_copy_elsewhere_moves_only_the_place_and_the_cursor(void **state)
{
    struct fixture *fixture = *state;
    const struct source_cursor cursor = {8, 100};
    struct source_cursor read = {0};
    take_ana(fixture);
    assert_int_equal(roster_knows_place(fixture->roster, "INBOX:8:99", &fixture->err), 0);
    OK(fixture, roster_take_again(fixture->roster, 1, "INBOX:8:99", "INBOX", &cursor, &fixture->err));
    assert_int_equal(roster_knows_place(fixture->roster, "INBOX:8:99", &fixture->err), 1);
    assert_int_equal(roster_knows_place(fixture->roster, "INBOX:7:ana-1", &fixture->err), 1);
    OK(fixture, roster_cursor(fixture->roster, "INBOX", &read, &fixture->err));
    assert_int_equal(read.next_uid, 100);
}

static void an_answer_that_cannot_be_stored_stores_nothing(void **state)
{
    struct fixture *fixture = *state;
    const struct person person = ana();
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct outgoing answer = answer_of(OUTBOX_ACKNOWLEDGE, "ana@zambet.example", "ours-1@protect.example");
    struct taken taken;
    struct roster_counts counts;
    unsigned before;
    answer.recipient = "";
    OK(fixture, roster_attempt_begin(fixture->roster, "INBOX:7:ana-1", NOW, &before, &fixture->err));
    assert_int_equal(take(fixture, "ana-1", "ana@zambet.example", &verdict, &taken_person, &answer, &taken),
                     -1);
    OK(fixture, roster_counts(fixture->roster, &counts, &fixture->err));
    assert_int_equal(counts.letters, 0);
    assert_int_equal(counts.applicant[APPLICANT_COMPLETE], 0);
    assert_int_equal(roster_knows_place(fixture->roster, "INBOX:7:ana-1", &fixture->err), 0);
    OK(fixture, roster_attempt_begin(fixture->roster, "INBOX:7:ana-1", NOW, &before, &fixture->err));
    assert_int_equal(before, 1);
}

static void several_people_in_one_letter_share_its_answer(void **state)
{
    struct fixture *fixture = *state;
    const struct person first = ana();
    struct person second = person_of("Ion Pop", "senator", "Senatul României", "+40744000111");
    second.is_sender = false;
    const struct taking_person people[] = {{.person = &first}, {.person = &second}};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    const struct outgoing answer =
        answer_of(OUTBOX_ACKNOWLEDGE, "ana@zambet.example", "ours-9@protect.example");
    const struct taking taking = {.hash = "two",
                                  .place = "INBOX:7:2",
                                  .verdict = &verdict,
                                  .from_address = "ana@zambet.example",
                                  .person = people,
                                  .person_count = 2,
                                  .answer = &answer,
                                  .answer_count = 1};
    struct taken taken;
    OK(fixture, roster_take(fixture->roster, &taking, NOW, &taken, &fixture->err));
    assert_int_equal(taken.applicant_count, 2);
    assert_int_equal(row_now(fixture, taken.outbox[0])->applicant_count, 2);
    assert_null(applicant_now(fixture, taken.applicant[1])->email);
    assert_string_equal(applicant_now(fixture, taken.applicant[1])->contact, "ana@zambet.example");
}

/* Ana or Dan writes again. */
static struct taken follow_up(struct fixture *fixture, const char *name, int64_t applicant,
                              const struct person *person, enum action action)
{
    const struct taking_person taken_person = {.person = person, .applicant = applicant};
    const struct verdict verdict = verdict_of(KIND_FOLLOWUP, action);
    struct taken taken;
    OK(fixture, take(fixture, name, "dan@barou.example", &verdict, &taken_person, NULL, &taken));
    return taken;
}

static void a_reply_fills_what_was_missing(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_dan(fixture);
    const struct person reply = person_of(NULL, NULL, NULL, "+40733222111");
    struct taken taken = follow_up(fixture, "dan-2", id, &reply, ACTION_ACKNOWLEDGE);
    assert_int_equal(taken.applicant[0], id);
    struct applicant *row = applicant_now(fixture, id);
    assert_int_equal(row->status, APPLICANT_COMPLETE);
    assert_string_equal(row->field[FIELD_PHONE], "+40733222111");
    assert_string_equal(row->field[FIELD_NAME], "Dan Ionescu");
    assert_int_equal(letter_now(fixture, taken.letter)->applicant[0], id);
}

static void a_correction_becomes_current_and_the_old_value_history(void **state)
{
    struct fixture *fixture = *state;
    const char *text = NULL;
    int64_t id = take_ana(fixture);
    struct person reply = person_of(NULL, NULL, NULL, "+40733222111");
    OK(fixture, roster_set_value(fixture->roster, id, "extension", "12", "secretariat@protect.example", NOW,
                                 &fixture->err));
    follow_up(fixture, "ana-2", id, &reply, ACTION_ACKNOWLEDGE);
    assert_int_equal(values_in(fixture, id, "phone", "current", &text), 1);
    assert_string_equal(text, "+40733222111");
    assert_int_equal(values_in(fixture, id, "phone", "past", &text), 1);
    assert_string_equal(text, "+40722123456");
    assert_null(applicant_now(fixture, id)->extension);
    follow_up(fixture, "ana-3", id, &reply, ACTION_ACKNOWLEDGE); /* the same again is no change */
    assert_int_equal(values_in(fixture, id, "phone", "past", &text), 1);
}

static void a_doubtful_change_waits_and_changes_nothing_until_yes(void **state)
{
    struct fixture *fixture = *state;
    const char *text = NULL;
    int64_t id = take_ana(fixture);
    const struct person stranger = person_of(NULL, NULL, NULL, "+40799999999");
    struct taken taken = follow_up(fixture, "evil-1", id, &stranger, ACTION_REVIEW);
    assert_string_equal(applicant_now(fixture, id)->field[FIELD_PHONE], "+40722123456");
    assert_int_equal(applicant_now(fixture, id)->status, APPLICANT_COMPLETE);
    assert_true(applicant_now(fixture, id)->disputed);
    assert_int_equal(values_in(fixture, id, "phone", "proposed", &text), 1);
    assert_true(letter_now(fixture, taken.letter)->waiting);

    assert_int_equal(
        roster_decide(fixture->roster, taken.letter, true, "sec@protect.example", NOW + 5, &fixture->err), 1);
    assert_string_equal(applicant_now(fixture, id)->field[FIELD_PHONE], "+40799999999");
    assert_int_equal(values_in(fixture, id, "phone", "past", &text), 1);
    assert_false(applicant_now(fixture, id)->disputed);
    struct letter_record *letter = letter_now(fixture, taken.letter);
    assert_false(letter->waiting);
    assert_string_equal(letter->decision, "yes");
    assert_string_equal(letter->decided_by, "sec@protect.example");
    assert_int_equal(letter->decided, NOW + 5);
}

static void no_leaves_the_value_as_it_was_and_forgets_the_proposal(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    const struct person stranger = person_of(NULL, NULL, NULL, "+40799999999");
    struct taken taken = follow_up(fixture, "evil-1", id, &stranger, ACTION_REVIEW);
    assert_int_equal(
        roster_decide(fixture->roster, taken.letter, false, "sec@protect.example", NOW, &fixture->err), 1);
    assert_string_equal(applicant_now(fixture, id)->field[FIELD_PHONE], "+40722123456");
    assert_string_equal(letter_now(fixture, taken.letter)->decision, "no");
    assert_int_equal(
        roster_decide(fixture->roster, taken.letter, true, "sec@protect.example", NOW, &fixture->err), 0);
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "+40799999999"));
}

static struct taken doubtful_sign_up(struct fixture *fixture)
{
    const struct person person = person_of("Maria Enache", "profesor", "UBB", "+40755111222");
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_REVIEW);
    struct taken taken;
    OK(fixture, take(fixture, "maria-1", "maria@ubb.example", &verdict, &taken_person, NULL, &taken));
    return taken;
}

static void a_doubtful_sign_up_becomes_a_row_with_yes(void **state)
{
    struct fixture *fixture = *state;
    struct taken taken = doubtful_sign_up(fixture);
    assert_int_equal(applicant_now(fixture, taken.applicant[0])->status, APPLICANT_REVIEW);
    assert_string_equal(letter_now(fixture, taken.letter)->subject, "Inscriere Ana Popescu");
    assert_int_equal(
        roster_decide(fixture->roster, taken.letter, true, "sec@protect.example", NOW, &fixture->err), 1);
    assert_int_equal(applicant_now(fixture, taken.applicant[0])->status, APPLICANT_COMPLETE);
}

static void a_doubtful_sign_up_is_erased_with_no(void **state)
{
    struct fixture *fixture = *state;
    struct taken taken = doubtful_sign_up(fixture);
    int64_t number;
    assert_int_equal(
        roster_decide(fixture->roster, taken.letter, false, "sec@protect.example", NOW, &fixture->err), 1);
    assert_null(applicant_now(fixture, taken.applicant[0]));
    assert_int_equal(known(fixture, "maria-1@example.org", "maria-1", &number), ROSTER_SAME);
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "enache"));
    assert_false(folder_holds(fixture, "maria@ubb.example"));
}

/* Only who is in the roster is still known by what they wrote. */
static void of_a_letter_that_is_refused_nothing_is_left_unless_somebody_known_wrote_it(void **state)
{
    struct fixture *fixture = *state;
    const struct verdict verdict = verdict_of(KIND_WITHDRAWAL, ACTION_REVIEW);
    static const char *const address[] = {"nobody@ubb.example", "Ana@zambet.example"};
    struct taken taken;
    take_ana(fixture);
    for (size_t i = 0; i < 2; i++) {
        OK(fixture, take(fixture, i ? "ana-2" : "nobody-1", address[i], &verdict, NULL, NULL, &taken));
        assert_int_equal(
            roster_decide(fixture->roster, taken.letter, false, "sec@protect.example", NOW, &fixture->err),
            1);
        assert_string_equal(letter_now(fixture, taken.letter)->from_address, i ? address[i] : "");
    }
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "nobody@ubb.example"));
}

static void a_held_answer_makes_its_letter_wait(void **state)
{
    struct fixture *fixture = *state;
    const struct person person = ana();
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct outgoing answer = answer_of(OUTBOX_ACKNOWLEDGE, "ana@zambet.example", "ours-1@protect.example");
    struct taken taken;
    answer.state = OUTBOX_HELD;
    answer.note = "gate.cap-total";
    OK(fixture, take(fixture, "ana-1", "ana@zambet.example", &verdict, &taken_person, &answer, &taken));
    assert_true(letter_now(fixture, taken.letter)->waiting);
    assert_int_equal(applicant_now(fixture, taken.applicant[0])->status, APPLICANT_COMPLETE);
    assert_string_equal(row_now(fixture, taken.outbox[0])->note, "gate.cap-total");
}

static void a_letter_is_found_by_its_number_or_its_message_id(void **state)
{
    struct fixture *fixture = *state;
    static const char *const names[] = {"M1", "m1", "1", "ana-1@example.org", "<ana-1@example.org>"};
    static const char *const strangers[] = {"M2", "", "M", "ana-2@example.org", "999999999999999999999",
                                            "<>"};
    struct letter_record *record = NULL;
    take_ana(fixture);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(
            roster_find_letter(fixture->roster, names[i], fixture->arena, &record, &fixture->err), 1);
        assert_int_equal(record->number, 1);
    }
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        assert_int_equal(
            roster_find_letter(fixture->roster, strangers[i], fixture->arena, &record, &fixture->err), 0);
}

static void those_that_wait_are_listed_the_urgent_first(void **state)
{
    struct fixture *fixture = *state;
    const struct letter_filter waiting = {.waiting = true};
    struct verdict help = verdict_of(KIND_SENSITIVE, ACTION_REVIEW);
    struct letter_record **record;
    struct taken taken;
    size_t count;
    take_ana(fixture);
    doubtful_sign_up(fixture);
    help.urgent = true;
    help.topic[0] = "children in care";
    help.topic_count = 1;
    OK(fixture, take(fixture, "help-1", "x@example.org", &help, NULL, NULL, &taken));
    OK(fixture, roster_letters(fixture->roster, &waiting, fixture->arena, &record, &count, &fixture->err));
    assert_int_equal(count, 2);
    assert_true(record[0]->urgent);
    assert_string_equal(record[0]->topic[0], "children in care");
    assert_int_equal(record[1]->kind, KIND_REGISTRATION);
}

static void what_was_left_alone_is_counted_by_reason(void **state)
{
    struct fixture *fixture = *state;
    struct verdict shop = verdict_of(KIND_AUTOMATIC, ACTION_IGNORE);
    struct letter_tally *tally;
    struct taken taken;
    size_t count;
    for (int i = 0; i < 3; i++) {
        char name[16];
        snprintf(name, sizeof name, "shop-%d", i);
        shop.reason = i ? "a mailing list" : "a shop";
        OK(fixture, take(fixture, name, "x@example.org", &shop, NULL, NULL, &taken));
    }
    OK(fixture, roster_tally(fixture->roster, ACTION_IGNORE, NOW, NOW + 1, fixture->arena, &tally, &count,
                             &fixture->err));
    assert_int_equal(count, 2);
    assert_string_equal(tally[0].reason, "a mailing list");
    assert_int_equal(tally[0].count, 2);
    assert_int_equal(tally[0].kind, KIND_AUTOMATIC);
    OK(fixture, roster_tally(fixture->roster, ACTION_IGNORE, NOW + 1, 0, fixture->arena, &tally, &count,
                             &fixture->err));
    assert_int_equal(count, 0);
}

static void hostile_text_is_stored_as_text(void **state)
{
    struct fixture *fixture = *state;
    char giant[5000];
    memset(giant, 'x', sizeof giant - 1);
    giant[sizeof giant - 1] = '\0';
    const struct person person =
        person_of("Robert'); DROP TABLE applicant;--", "\xFF\xFE\xC0\x80 a\r\nb", giant, "+40722123456");
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct taken taken;
    OK(fixture, take(fixture, "bobby", "b@example.org", &verdict, &taken_person, NULL, &taken));
    struct applicant *row = applicant_now(fixture, taken.applicant[0]);
    assert_string_equal(row->field[FIELD_NAME], "Robert'); DROP TABLE applicant;--");
    assert_true(text_is_utf8(row->field[FIELD_POSITION], strlen(row->field[FIELD_POSITION])));
    assert_null(strpbrk(row->field[FIELD_POSITION], "\r\n"));
    assert_int_equal(strlen(row->field[FIELD_ORGANIZATION]), CAP_VALUE_BYTES);
}

static void too_much_at_once_is_refused(void **state)
{
    struct fixture *fixture = *state;
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct taken taken;
    const struct taking taking = {
        .hash = "h", .place = "p", .verdict = &verdict, .person_count = CAP_PEOPLE + 1};
    assert_int_equal(roster_take(fixture->roster, &taking, NOW, &taken, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_sign_up_is_one_letter_one_row_its_values_and_one_answer),
        STORE_TEST(every_value_keeps_its_evidence),
        STORE_TEST(what_is_missing_is_told_by_the_required_fields),
        STORE_TEST(nothing_personal_is_kept_of_what_is_left_alone),
        STORE_TEST(a_message_is_known_again_by_its_content_wherever_it_lies),
        STORE_TEST(the_same_message_id_with_other_content_is_told),
        STORE_TEST(two_messages_without_message_id_are_two),
        STORE_TEST(a_copy_elsewhere_moves_only_the_place_and_the_cursor),
        STORE_TEST(an_answer_that_cannot_be_stored_stores_nothing),
        STORE_TEST(several_people_in_one_letter_share_its_answer),
        STORE_TEST(a_reply_fills_what_was_missing),
        STORE_TEST(a_correction_becomes_current_and_the_old_value_history),
        STORE_TEST(a_doubtful_change_waits_and_changes_nothing_until_yes),
        STORE_TEST(no_leaves_the_value_as_it_was_and_forgets_the_proposal),
        STORE_TEST(a_doubtful_sign_up_becomes_a_row_with_yes),
        STORE_TEST(a_doubtful_sign_up_is_erased_with_no),
        STORE_TEST(of_a_letter_that_is_refused_nothing_is_left_unless_somebody_known_wrote_it),
        STORE_TEST(a_held_answer_makes_its_letter_wait),
        STORE_TEST(a_letter_is_found_by_its_number_or_its_message_id),
        STORE_TEST(those_that_wait_are_listed_the_urgent_first),
        STORE_TEST(what_was_left_alone_is_counted_by_reason),
        STORE_TEST(hostile_text_is_stored_as_text),
        STORE_TEST(too_much_at_once_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
