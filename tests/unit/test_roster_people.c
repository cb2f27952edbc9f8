/* The people of the roster: changing, merging, finding, forgetting. */
#include "roster_fixture.h"
#include "grefier/roster/report.h"

#define SECRETARY "secretariat@protect.example"

static size_t people(struct fixture *fixture, const struct applicant_filter *filter, struct applicant ***row)
{
    size_t count = 0;
    OK(fixture, roster_applicants(fixture->roster, filter, fixture->arena, row, &count, &fixture->err));
    return count;
}

static int set(struct fixture *fixture, int64_t id, const char *field, const char *text)
{
    return roster_set_value(fixture->roster, id, field, text, SECRETARY, NOW + 7, &fixture->err);
}

/* The one value of that field in that state, or NULL. */
static const struct value_record *value_in(struct fixture *fixture, int64_t id, const char *field,
                                           const char *state)
{
    struct value_record *value;
    const struct value_record *found = NULL;
    size_t count;
    OK(fixture, roster_values(fixture->roster, id, 0, fixture->arena, &value, &count, &fixture->err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(value[i].field, field) == 0 && strcmp(value[i].state, state) == 0)
            found = &value[i];
    return found;
}

static void an_order_changes_a_value_and_says_who_and_when(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_dan(fixture);
    assert_int_equal(set(fixture, id, "phone", "+40733000111"), 1);
    assert_int_equal(set(fixture, id, "phone", "+40733000111"), 0);
    struct applicant *row = applicant_now(fixture, id);
    assert_int_equal(row->status, APPLICANT_COMPLETE);
    assert_int_equal(row->updated, NOW + 7);
    const struct value_record *value = value_in(fixture, id, "phone", "current");
    assert_string_equal(value->who, SECRETARY);
    assert_int_equal(value->created, NOW + 7);
    assert_int_equal(value->letter, 0);
    assert_int_equal(set(fixture, id, "phone", "+40733000222"), 1);
    value = value_in(fixture, id, "phone", "past");
    assert_string_equal(value->text, "+40733000111");
    assert_int_equal(value->ended, NOW + 7);
}

static void a_value_taken_away_is_missing_again(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    assert_int_equal(set(fixture, id, "organization", NULL), 1);
    struct applicant *row = applicant_now(fixture, id);
    assert_null(row->field[FIELD_ORGANIZATION]);
    assert_int_equal(row->missing, 1u << FIELD_ORGANIZATION);
    assert_int_equal(row->status, APPLICANT_INCOMPLETE);
    assert_int_equal(set(fixture, id, "organization", ""), 0);
}

static void sector_extension_language_and_address_can_be_ordered_too(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    assert_int_equal(set(fixture, id, "sector", "law"), 1);
    assert_int_equal(set(fixture, id, "extension", "104"), 1);
    assert_int_equal(set(fixture, id, "language", "en"), 1);
    assert_int_equal(set(fixture, id, "email", "ana.popescu@example.org"), 1);
    struct applicant *row = applicant_now(fixture, id), **found;
    assert_int_equal(row->sector, SECTOR_LAW);
    assert_string_equal(row->extension, "104");
    assert_string_equal(row->language, "en");
    assert_string_equal(row->email, "ana.popescu@example.org");
    const struct applicant_filter filter = {.address = "ANA.popescu@example.org"};
    assert_int_equal(people(fixture, &filter, &found), 1);
}

static void an_order_for_what_is_not_there_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    assert_int_equal(set(fixture, id, "shoe size", "43"), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    assert_int_equal(set(fixture, id, "sector", "circus"), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    assert_int_equal(set(fixture, 99, "phone", "+40733000111"), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
}

static int status(struct fixture *fixture, int64_t id, enum applicant_status wanted)
{
    return roster_set_status(fixture->roster, id, wanted, "by phone", SECRETARY, NOW + 9, &fixture->err);
}

static void who_withdraws_stays_withdrawn_until_they_come_back(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    assert_int_equal(status(fixture, id, APPLICANT_WITHDRAWN), 1);
    assert_int_equal(status(fixture, id, APPLICANT_WITHDRAWN), 0);
    assert_string_equal(applicant_now(fixture, id)->note, "by phone");
    assert_int_equal(set(fixture, id, "phone", "+40733000111"), 1);
    assert_int_equal(applicant_now(fixture, id)->status, APPLICANT_WITHDRAWN);
    assert_int_equal(status(fixture, id, APPLICANT_COMPLETE), 1);
    assert_int_equal(applicant_now(fixture, id)->status, APPLICANT_COMPLETE);
    assert_int_equal(status(fixture, id, APPLICANT_WITHDRAWN), 1);
    assert_string_equal(value_in(fixture, id, "status", "current")->text, "withdrawn");
    assert_string_equal(value_in(fixture, id, "status", "past")->text, "complete");
    assert_string_equal(value_in(fixture, id, "status", "current")->who, SECRETARY);
}

static void a_new_address_makes_somebody_reachable_again(void **state)
{
    struct fixture *fixture = *state;
    int64_t id = take_ana(fixture);
    assert_int_equal(status(fixture, id, APPLICANT_UNREACHABLE), 1);
    assert_int_equal(set(fixture, id, "phone", "+40733000111"), 1);
    assert_int_equal(applicant_now(fixture, id)->status, APPLICANT_UNREACHABLE);
    assert_int_equal(set(fixture, id, "email", "ana@new.example"), 1);
    assert_int_equal(applicant_now(fixture, id)->status, APPLICANT_COMPLETE);
}

static int64_t take_ana_from_elsewhere(struct fixture *fixture)
{
    const struct person person = person_of("POPESCU Ana", NULL, "Fundația Zâmbet", "+40722999888");
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ASK);
    struct outgoing answer = answer_of(OUTBOX_ASK, "ana.p@gmail.example", "ours-7@protect.example");
    struct taken taken;
    OK(fixture, take(fixture, "ana-gmail", "ana.p@gmail.example", &verdict, &taken_person, &answer, &taken));
    return taken.applicant[0];
}

static void the_same_name_or_phone_is_told_as_similar(void **state)
{
    struct fixture *fixture = *state;
    int64_t first = take_ana(fixture), dan = take_dan(fixture), second = take_ana_from_elsewhere(fixture);
    int64_t *similar;
    size_t count;
    OK(fixture, roster_similar(fixture->roster, first, fixture->arena, &similar, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_int_equal(similar[0], second);
    OK(fixture, roster_similar(fixture->roster, dan, fixture->arena, &similar, &count, &fixture->err));
    assert_int_equal(count, 0);
    assert_int_equal(set(fixture, dan, "phone", "+40722999888"), 1);
    OK(fixture, roster_similar(fixture->roster, second, fixture->arena, &similar, &count, &fixture->err));
    assert_int_equal(count, 2);
}

static void two_rows_become_one_and_nothing_is_lost(void **state)
{
    struct fixture *fixture = *state;
    int64_t first = take_ana(fixture), second = take_ana_from_elsewhere(fixture);
    struct outbox_row **answer;
    size_t count;
    assert_int_equal(set(fixture, first, "organization", NULL), 1);
    assert_int_equal(roster_merge(fixture->roster, second, first, SECRETARY, NOW + 8, &fixture->err), 1);
    assert_null(applicant_now(fixture, second));
    struct applicant *row = applicant_now(fixture, first);
    assert_string_equal(row->field[FIELD_NAME], "Ana Popescu");
    assert_string_equal(row->field[FIELD_PHONE], "+40722123456");
    assert_string_equal(row->field[FIELD_ORGANIZATION], "Fundația Zâmbet");
    assert_string_equal(row->email, "ana@zambet.example");
    assert_int_equal(row->status, APPLICANT_COMPLETE);
    assert_string_equal(value_in(fixture, first, "phone", "past")->text, "+40722999888");
    assert_string_equal(value_in(fixture, first, "merged", "current")->who, SECRETARY);
    const struct outbox_filter filter = {.applicant = first};
    OK(fixture, outbox_list(fixture->roster, &filter, fixture->arena, &answer, &count, &fixture->err));
    assert_int_equal(count, 2);
    assert_int_equal(roster_merge(fixture->roster, first, first, SECRETARY, NOW, &fixture->err), -1);
    assert_int_equal(roster_merge(fixture->roster, second, first, SECRETARY, NOW, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    OK(fixture, roster_check(fixture->roster, &fixture->err));
}

static void people_are_listed_by_status_address_letter_and_time(void **state)
{
    struct fixture *fixture = *state;
    struct applicant **row;
    int64_t ana = take_ana(fixture), dan = take_dan(fixture);
    struct applicant_filter filter = {.statuses = 1u << APPLICANT_INCOMPLETE};
    assert_int_equal(people(fixture, &filter, &row), 1);
    assert_int_equal(row[0]->id, dan);
    filter = (struct applicant_filter){.address = "DAN@barou.example"};
    assert_int_equal(people(fixture, &filter, &row), 1);
    filter = (struct applicant_filter){.letter = 1};
    assert_int_equal(people(fixture, &filter, &row), 1);
    assert_int_equal(row[0]->id, ana);
    filter = (struct applicant_filter){.created_since = NOW, .created_until = NOW + 1};
    assert_int_equal(people(fixture, &filter, &row), 2);
    filter = (struct applicant_filter){.created_since = NOW + 1};
    assert_int_equal(people(fixture, &filter, &row), 0);
    filter = (struct applicant_filter){
        .statuses = 1u << APPLICANT_INCOMPLETE, .asked_at_most = 2, .last_asked_before = NOW + 1};
    assert_int_equal(people(fixture, &filter, &row), 1);
    filter.asked_at_most = 0;
    assert_int_equal(people(fixture, &filter, &row), 0);
    filter = (struct applicant_filter){.asked_at_most = 2, .last_asked_before = NOW};
    assert_int_equal(people(fixture, &filter, &row), 0);
    assert_int_equal(people(fixture, NULL, &row), 2);
}

static void assert_nothing_of_ana(struct fixture *fixture)
{
    static const char *const traces[] = {"Ana Popescu", "popescu",      "722123456",
                                         "ana@zambet",  "+40733222111", "ana@new.example"};
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
        if (folder_holds(fixture, traces[i]))
            fail_msg("\"%s\" is still in the store", traces[i]);
}

static void a_person_is_forgotten_to_the_last_byte(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    struct taken taken;
    const struct person change = person_of(NULL, NULL, NULL, "+40733222111");
    int64_t id = take_ana(fixture);
    int64_t dan = take_dan(fixture);
    const struct taking_person doubtful = {.person = &change, .applicant = id};
    const struct verdict verdict = verdict_of(KIND_FOLLOWUP, ACTION_REVIEW);
    struct outgoing digest = answer_of(OUTBOX_DIGEST, SECRETARY, "digest-1@protect.example");
    OK(fixture, take(fixture, "ana-2", "Ana@Zambet.example", &verdict, &doubtful, NULL, &taken));
    assert_int_equal(set(fixture, id, "email", "ana@new.example"), 1);
    OK(fixture, roster_add_digest(fixture->roster, "2026-11-23", false, &digest, 1, NOW, &fixture->err));
    assert_true(folder_holds(fixture, "ana@zambet"));

    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "ANA@zambet.example"}, NOW + 60,
                              &erased, &fixture->err));
    assert_int_equal(erased.applicants, 1);
    assert_int_equal(erased.letters, 2);
    assert_nothing_of_ana(fixture);
    assert_null(applicant_now(fixture, id));
    assert_int_equal(row_now(fixture, 1)->state, OUTBOX_DROPPED);
    assert_string_equal(row_now(fixture, 1)->note, "forgotten");
    assert_string_equal(row_now(fixture, 1)->recipient, "");
    /* the digest named her: it is made anew */
    assert_int_equal(roster_digest_made(fixture->roster, "2026-11-23", NULL, &fixture->err), 0);
    assert_string_equal(applicant_now(fixture, dan)->field[FIELD_NAME], "Dan Ionescu");
    struct letter_record *letter = NULL;
    assert_int_equal(roster_letter(fixture->roster, taken.letter, fixture->arena, &letter, &fixture->err), 1);
    assert_string_equal(letter->decision, "forgotten");
    OK(fixture, roster_check(fixture->roster, &fixture->err));
    roster_close(&fixture->roster);
    assert_nothing_of_ana(fixture);
}

static void an_old_message_of_who_was_forgotten_is_known_a_new_one_is_not(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    enum roster_known known;
    int64_t number, when;
    take_ana(fixture);
    assert_int_equal(roster_forgotten(fixture->roster, "ana@zambet.example", &when, &fixture->err), 0);
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "ana@zambet.example"}, NOW, &erased,
                              &fixture->err));
    assert_int_equal(roster_forgotten(fixture->roster, "Ana@Zambet.example", &when, &fixture->err), 1);
    assert_int_equal(when, NOW);
    OK(fixture, roster_knows(fixture->roster, "old@x", "never seen", "ANA@zambet.example", NOW - 5, &known,
                             &number, &fixture->err));
    assert_int_equal(known, ROSTER_FORGOTTEN);
    OK(fixture, roster_knows(fixture->roster, "new@x", "never seen", "ana@zambet.example", NOW + 5, &known,
                             &number, &fixture->err));
    assert_int_equal(known, ROSTER_UNKNOWN);
    OK(fixture, roster_knows(fixture->roster, "old@x", "never seen", "dan@barou.example", NOW - 5, &known,
                             &number, &fixture->err));
    assert_int_equal(known, ROSTER_UNKNOWN);
    OK(fixture, roster_knows(fixture->roster, NULL, "ana-1", "ana@zambet.example", NOW + 5, &known, &number,
                             &fixture->err));
    assert_int_equal(known, ROSTER_SAME);
}

/* Somebody whom a colleague signs up: no address of their own. Returns their id. */
static int64_t take_nominee(struct fixture *fixture, const char *which, const char *name, const char *phone)
{
    struct person nominee = person_of(name, "senator", "Senatul României", phone);
    nominee.is_sender = false;
    nominee.field[FIELD_POSITION].evidence.text = "dl. POPESCU, Ana, senator";
    const struct taking_person taken_person = {.person = &nominee};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct taken taken;
    OK(fixture, take(fixture, which, "sef@senat.example", &verdict, &taken_person, NULL, &taken));
    return taken.applicant[0];
}

static void who_has_no_address_is_forgotten_by_number(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int64_t id = take_nominee(fixture, "one", "Ana Popescu", "+40722123456"), dan = take_dan(fixture);
    assert_null(applicant_now(fixture, id)->email);
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.id = id}, NOW, &erased, &fixture->err));
    assert_int_equal(erased.applicants, 1);
    assert_nothing_of_ana(fixture);
    assert_non_null(applicant_now(fixture, dan));
    assert_int_equal(roster_forget(fixture->roster, &(struct whom){.id = id}, NOW, &erased, &fixture->err),
                     -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
}

static void the_same_person_in_two_rows_is_forgotten_in_both(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int64_t own = take_ana(fixture), nominated = take_nominee(fixture, "one", "POPESCU Ana", "+40722123456");
    int64_t namesake = take_nominee(fixture, "two", "Ana-Popescu", "+40744000111"), *row = NULL;
    size_t count = 0;
    OK(fixture, roster_rows_of(fixture->roster, &(struct whom){.address = "ana@zambet.example"},
                               fixture->arena, &row, &count, &fixture->err));
    assert_int_equal(count, 2);
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "ana@zambet.example"}, NOW, &erased,
                              &fixture->err));
    assert_null(applicant_now(fixture, own));
    assert_null(applicant_now(fixture, nominated));
    assert_non_null(applicant_now(fixture, namesake));
}

static void who_is_forgotten_by_number_is_so_by_address_too(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    int64_t id = take_ana(fixture), when;
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.id = id}, NOW, &erased, &fixture->err));
    assert_int_equal(erased.letters, 1);
    assert_int_equal(roster_forgotten(fixture->roster, "ana@zambet.example", &when, &fixture->err), 1);
    assert_nothing_of_ana(fixture);
}

/* Her number as people write it, and her name in another order, in what somebody else wrote. */
static void what_others_wrote_of_a_forgotten_person_is_gone(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    struct taken taken;
    take_ana(fixture);
    struct person dan = person_of("Dan Ionescu", "avocat", "Baroul Cluj", "+40744000111");
    dan.field[FIELD_POSITION].evidence.text = "avocat, coleg cu d-na POPESCU Ana-Maria";
    dan.field[FIELD_PHONE].evidence.text = "0744 000 111, sau la Ana: 0722.123-456";
    dan.field[FIELD_ORGANIZATION].evidence.text = "Baroul Cluj";
    const struct taking_person taken_person = {.person = &dan};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_REVIEW);
    OK(fixture, take(fixture, "dan-2", "dan@barou.example", &verdict, &taken_person, NULL, &taken));
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "ana@zambet.example"}, NOW, &erased,
                              &fixture->err));
    assert_nothing_of_ana(fixture);
    assert_false(folder_holds(fixture, "0722.123-456"));
    assert_true(folder_holds(fixture, "Baroul Cluj"));
    assert_string_equal(applicant_now(fixture, taken.applicant[0])->field[FIELD_PHONE], "+40744000111");
}

static void whom_a_forgotten_person_nominated_stays(void **state)
{
    struct fixture *fixture = *state;
    const struct person self = ana();
    struct person nominee = person_of("Ion Pop", "senator", "Senatul României", "+40744000111");
    nominee.is_sender = false;
    nominee.field[FIELD_POSITION].evidence.text = "Ion Pop, senator, prin Ana Popescu";
    const struct taking_person both[] = {{.person = &self}, {.person = &nominee}};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    const struct taking taking = {.hash = "two",
                                  .place = "INBOX:7:2",
                                  .verdict = &verdict,
                                  .from_address = "ana@zambet.example",
                                  .person = both,
                                  .person_count = 2};
    struct taken taken;
    struct erased erased;
    OK(fixture, roster_take(fixture->roster, &taking, NOW, &taken, &fixture->err));
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "ana@zambet.example"}, NOW, &erased,
                              &fixture->err));
    assert_int_equal(erased.applicants, 1);
    struct applicant *row = applicant_now(fixture, taken.applicant[1]);
    assert_string_equal(row->field[FIELD_NAME], "Ion Pop");
    assert_string_equal(row->contact, "");
    assert_nothing_of_ana(fixture);
}

static void forgetting_is_no_part_of_a_group_and_needs_an_address(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    OK(fixture, roster_begin(fixture->roster, &fixture->err));
    assert_int_equal(roster_forget(fixture->roster, &(struct whom){.address = "ana@zambet.example"}, NOW,
                                   &erased, &fixture->err),
                     -1);
    roster_rollback(fixture->roster);
    assert_int_equal(
        roster_forget(fixture->roster, &(struct whom){.address = ""}, NOW, &erased, &fixture->err), -1);
    assert_int_equal(fixture->err.kind, ERR_INPUT);
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "nobody@example.org"}, NOW, &erased,
                              &fixture->err));
    assert_int_equal(erased.applicants, 0);
}

static void nothing_is_kept_longer_than_said(void **state)
{
    struct fixture *fixture = *state;
    const int64_t day = 86400;
    const struct outbox_settlement sent = {.state = OUTBOX_SENT, .code = 250};
    struct erased erased;
    struct letter_record *letter = NULL;
    int64_t ana = take_ana(fixture), dan = take_dan(fixture);
    OK(fixture, outbox_settle(fixture->roster, 1, &sent, NOW, &fixture->err));
    OK(fixture, roster_expire(fixture->roster, NOW + 10 * day, 400 * day, 180 * day, &erased, &fixture->err));
    assert_int_equal(erased.applicants + erased.letters + erased.messages, 0);

    OK(fixture,
       roster_expire(fixture->roster, NOW + 181 * day, 400 * day, 180 * day, &erased, &fixture->err));
    assert_int_equal(erased.applicants, 1);
    assert_null(applicant_now(fixture, dan));
    assert_string_equal(row_now(fixture, 2)->recipient, "");
    assert_int_equal(row_now(fixture, 2)->state, OUTBOX_DROPPED);

    OK(fixture,
       roster_expire(fixture->roster, NOW + 401 * day, 400 * day, 180 * day, &erased, &fixture->err));
    assert_int_equal(erased.letters, 1);
    assert_int_equal(erased.messages, 1);
    assert_string_equal(applicant_now(fixture, ana)->field[FIELD_NAME], "Ana Popescu");
    assert_int_equal(roster_letter(fixture->roster, 1, fixture->arena, &letter, &fixture->err), 1);
    assert_string_equal(letter->from_address, "");
    assert_string_equal(value_in(fixture, ana, "phone", "current")->piece, "");
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "Ionescu"));
}

/* Once it lies in Drafts it is the secretariat's, as one that was sent. */
static void an_answer_put_into_drafts_expires(void **state)
{
    struct fixture *fixture = *state;
    const struct outbox_settlement draft = {.state = OUTBOX_DRAFT};
    struct erased erased;
    take_ana(fixture);
    OK(fixture, outbox_settle(fixture->roster, 1, &draft, NOW, &fixture->err));
    OK(fixture, roster_expire(fixture->roster, NOW + 100, 10, 1000, &erased, &fixture->err));
    assert_int_equal(erased.messages, 1);
    assert_string_equal(row_now(fixture, 1)->recipient, "");
}

static void what_waits_too_long_for_a_person_goes_undecided(void **state)
{
    struct fixture *fixture = *state;
    const struct person person = person_of("Maria Enache", "profesor", "UBB", "+40755111222");
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_REVIEW);
    struct letter_record *letter = NULL;
    struct erased erased;
    struct taken taken;
    uint64_t count = 7;
    OK(fixture, take(fixture, "maria-1", "maria@ubb.example", &verdict, &taken_person, NULL, &taken));
    OK(fixture, roster_expire(fixture->roster, NOW + 10, 10, 5, &erased, &fixture->err));
    assert_int_equal(erased.undecided, 0);
    assert_int_equal(applicant_now(fixture, taken.applicant[0])->status, APPLICANT_REVIEW);

    OK(fixture, roster_expire(fixture->roster, NOW + 11, 10, 5, &erased, &fixture->err));
    assert_int_equal(erased.undecided, 1);
    assert_null(applicant_now(fixture, taken.applicant[0]));
    assert_int_equal(roster_letter(fixture->roster, taken.letter, fixture->arena, &letter, &fixture->err), 1);
    assert_false(letter->waiting);
    assert_string_equal(letter->decision, "expired");
    OK(fixture, report_expired(fixture->roster, NOW + 11, NOW + 12, &count, &fixture->err));
    assert_int_equal(count, 1);
    OK(fixture, report_expired(fixture->roster, NOW, NOW + 11, &count, &fixture->err));
    assert_int_equal(count, 0);
    roster_close(&fixture->roster);
    assert_false(folder_holds(fixture, "enache"));
    assert_false(folder_holds(fixture, "maria@ubb.example"));
    assert_false(folder_holds(fixture, "755111222"));
}

static void the_held_answer_of_what_waited_too_long_never_leaves(void **state)
{
    struct fixture *fixture = *state;
    const struct person person = ana();
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct outgoing answer = answer_of(OUTBOX_ACKNOWLEDGE, "ana@zambet.example", "ours-1@protect.example");
    struct erased erased;
    struct taken taken;
    answer.state = OUTBOX_HELD;
    OK(fixture, take(fixture, "ana-1", "ana@zambet.example", &verdict, &taken_person, &answer, &taken));
    OK(fixture, roster_expire(fixture->roster, NOW + 11, 10, 1000, &erased, &fixture->err));
    assert_int_equal(row_now(fixture, taken.outbox[0])->state, OUTBOX_DROPPED);
    assert_int_equal(applicant_now(fixture, taken.applicant[0])->status, APPLICANT_COMPLETE);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(an_order_changes_a_value_and_says_who_and_when),
        STORE_TEST(a_value_taken_away_is_missing_again),
        STORE_TEST(sector_extension_language_and_address_can_be_ordered_too),
        STORE_TEST(an_order_for_what_is_not_there_changes_nothing),
        STORE_TEST(who_withdraws_stays_withdrawn_until_they_come_back),
        STORE_TEST(a_new_address_makes_somebody_reachable_again),
        STORE_TEST(the_same_name_or_phone_is_told_as_similar),
        STORE_TEST(two_rows_become_one_and_nothing_is_lost),
        STORE_TEST(people_are_listed_by_status_address_letter_and_time),
        STORE_TEST(a_person_is_forgotten_to_the_last_byte),
        STORE_TEST(an_old_message_of_who_was_forgotten_is_known_a_new_one_is_not),
        STORE_TEST(whom_a_forgotten_person_nominated_stays),
        STORE_TEST(who_has_no_address_is_forgotten_by_number),
        STORE_TEST(the_same_person_in_two_rows_is_forgotten_in_both),
        STORE_TEST(who_is_forgotten_by_number_is_so_by_address_too),
        STORE_TEST(what_others_wrote_of_a_forgotten_person_is_gone),
        STORE_TEST(forgetting_is_no_part_of_a_group_and_needs_an_address),
        STORE_TEST(nothing_is_kept_longer_than_said),
        STORE_TEST(an_answer_put_into_drafts_expires),
        STORE_TEST(what_waits_too_long_for_a_person_goes_undecided),
        STORE_TEST(the_held_answer_of_what_waited_too_long_never_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
