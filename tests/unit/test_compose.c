/* Whole answers: what they say and which headers they carry. Read back by letter. */
#include "answer_fixture.h"

static bool has_line(const char *what)
{
    for (size_t i = 0; i < letter->line_count; i++)
        if (strcmp(letter->line[i].text, what) == 0)
            return true;
    return false;
}

static void an_acknowledgement_lists_what_was_noted(void **state)
{
    (void)state;
    struct person person = one_person();
    person.extension = "12";
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    compose(&answer);
    assert_exactly_our_headers();
    assert_true(has_line("- nume: Ștefan Țăranu"));
    assert_true(has_line("- funcție: consilier juridic"));
    assert_true(has_line("- organizație: Asociația Exemplu"));
    assert_true(has_line("- telefon: +40722123456, int. 12"));
    assert_true(says("răspundeți la acest mesaj"));
    assert_true(says("renunțați la înscriere"));
    assert_true(says("https://protect.example/date"));
    assert_true(says(sender.group_name));
    assert_true(has_line("[ref. K7Q2-9D]"));
    assert_false(says("1."));
}

static void the_headers_are_those_of_an_automatic_reply(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    const char *references[] = {"first@x", "second@x", "abc@mail.example.org"};
    answer.references = references;
    answer.reference_count = 3;
    compose(&answer);
    assert_string_equal(letter->subject, "Re: Înscriere grup de lucru");
    assert_string_equal(letter->from.address, sender.address);
    assert_string_equal(letter->from.name, sender.name);
    assert_string_equal(letter->to.item[0].address, answer.to_address);
    assert_string_equal(letter->to.item[0].name, answer.to_name);
    assert_string_equal(letter->message_id, answer.own_id);
    assert_int_equal(letter->date, answer.date);
    assert_string_equal(letter_header(letter, "Auto-Submitted"), "auto-replied");
    assert_string_equal(letter_header(letter, "X-Auto-Response-Suppress"), "All");
    assert_string_equal(letter_header(letter, "X-Grefier"), "K7Q2-9D");
    assert_string_equal(letter_header(letter, "In-Reply-To"), "<abc@mail.example.org>");
    assert_string_equal(letter_header(letter, "References"),
                        "<first@x> <second@x> <grefier.K7Q2-9D@protect.example> <abc@mail.example.org>");
    assert_null(letter_header(letter, "Precedence"));
    assert_null(letter_header(letter, "Reply-To"));
}

static void a_request_names_only_what_is_missing(void **state)
{
    (void)state;
    struct person person = one_person();
    person.field[FIELD_PHONE].text = NULL;
    person.missing = 1u << FIELD_PHONE;
    struct answer answer = an_answer(ACTION_ASK, &person, 1);
    compose(&answer);
    assert_exactly_our_headers();
    assert_true(has_line("- telefon"));
    assert_false(says("funcție"));
    assert_false(says("organizație"));
    assert_false(says("- nume"));
    assert_false(says("Asociația Exemplu"));
    assert_true(says("răspundeți la acest mesaj"));
    answer.reminder = true;
    compose(&answer);
    assert_true(says("încă o dată"));
}

static void a_request_for_nothing_is_not_written(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ASK, &person, 1);
    assert_int_equal(answer_compose(&answer, &sender, rules, &whole, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
}

static void several_people_are_told_who_lacks_what(void **state)
{
    (void)state;
    struct person people[3] = {one_person(), one_person(), one_person()};
    people[1].field[FIELD_NAME].text = "Ana Pop";
    people[1].field[FIELD_PHONE].text = people[1].field[FIELD_POSITION].text = NULL;
    people[1].missing = 1u << FIELD_PHONE | 1u << FIELD_POSITION;
    people[2].field[FIELD_NAME].text = NULL;
    people[2].missing = 1u << FIELD_NAME;
    struct answer answer = an_answer(ACTION_ASK, people, 3);
    compose(&answer);
    assert_true(has_line("- Ana Pop: funcție, telefon"));
    assert_true(has_line("- persoana 3: nume"));
    assert_true(has_line("- Ștefan Țăranu: nu lipsește nimic"));
    answer.language = "en";
    compose(&answer);
    assert_true(has_line("- Ana Pop: position, phone"));
    assert_true(has_line("- person 3: name"));
}

static void several_people_are_acknowledged_one_by_one(void **state)
{
    (void)state;
    struct person people[2] = {one_person(), one_person()};
    people[1].field[FIELD_NAME].text = "Ana Pop";
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, people, 2);
    compose(&answer);
    assert_true(has_line("1. Ștefan Țăranu"));
    assert_true(has_line("2. Ana Pop"));
    assert_true(has_line("- nume: Ana Pop"));
}

static void a_changed_record_is_said_to_be_changed(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    compose(&answer);
    assert_false(says("actualizate"));
    answer.updated = true;
    compose(&answer);
    assert_true(says("actualizate"));
}

static void an_english_writer_is_answered_in_english_everybody_else_in_romanian(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    answer.language = "en";
    compose(&answer);
    assert_true(has_line("- organization: Asociația Exemplu"));
    assert_true(says("simply reply"));
    answer.language = "hu";
    compose(&answer);
    assert_true(has_line("- organizație: Asociația Exemplu"));
}

static void the_texts_are_correct_where_it_is_easily_seen(void **state)
{
    (void)state;
    static const char *const names[] = {"acknowledge.ro", "request.ro", "acknowledge.en", "request.en"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *source = rules_template(rules, names[i]);
        assert_non_null(source);
        assert_true(text_is_utf8(source, strlen(source)));
        assert_null(strstr(source, "ş")); /* cedillas are not Romanian */
        assert_null(strstr(source, "ţ"));
        assert_null(strstr(source, "Stimate"));
        assert_null(strstr(source, "Domnul"));
        assert_non_null(strstr(source, "{privacy}"));
    }
    struct buf report;
    buf_init(&report, 4096);
    assert_int_equal(answer_check(rules, &report), 0);
    buf_free(&report);
}

static void re_is_never_doubled(void **state)
{
    (void)state;
    static const struct {
        const char *subject, *reply;
    } cases[] = {
        {"x", "Re: x"},         {"Re: x", "Re: x"},       {"RE: Re: re:x", "Re: x"},
        {"Re[2]: x", "Re: x"},  {"Răsp: x", "Re: x"},     {"AW: SV: x", "Re: x"},
        {"Re : x", "Re: x"},    {"Fwd: x", "Re: Fwd: x"}, {"Recent: x", "Re: Recent: x"},
        {"Reply", "Re: Reply"}, {"  Re:   x", "Re: x"},   {"Întrebare — șțăîâ 😀", "Re: Întrebare — șțăîâ 😀"},
    };
    struct person person = one_person();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
        answer.subject = cases[i].subject;
        compose(&answer);
        assert_string_equal(letter->subject, cases[i].reply);
    }
}

static void a_message_without_subject_gets_the_templates(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    for (size_t i = 0; i < 3; i++) {
        answer.subject = i == 0 ? "" : i == 1 ? "Re:" : " \r\n ";
        compose(&answer);
        assert_true(text_starts(letter->subject, "Înscrierea la Grupul"));
    }
}

static void a_long_thread_keeps_its_first_and_nearest_ids(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    const char *references[64];
    char ids[64][20];
    for (size_t i = 0; i < 64; i++) {
        snprintf(ids[i], sizeof ids[i], "ref%zu@x", i);
        references[i] = ids[i];
    }
    answer.references = references;
    answer.reference_count = 64;
    compose(&answer);
    const char *field = letter_header(letter, "References");
    assert_true(text_starts(field, "<ref0@x> <ref49@x> <ref50@x>"));
    assert_true(text_ends(field, "<ref63@x> <grefier.K7Q2-9D@protect.example> <abc@mail.example.org>"));
}

static void what_is_not_known_is_left_out(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    answer.to_name = answer.subject = answer.message_id = NULL;
    compose(&answer);
    assert_exactly_our_headers();
    assert_string_equal(letter->to.item[0].address, answer.to_address);
    assert_null(letter_header(letter, "In-Reply-To"));
    assert_string_equal(letter_header(letter, "References"), "<grefier.K7Q2-9D@protect.example>");
}

static void replies_may_be_wanted_elsewhere(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    answer.return_address = "inscrieri+K7Q2-9D@protect.example";
    compose(&answer);
    assert_string_equal(letter->reply_to.item[0].address, answer.return_address);
    answer.return_address = sender.address;
    compose(&answer);
    assert_int_equal(letter->reply_to.count, 0);
}

static void what_we_ourselves_got_wrong_is_not_sent(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer right = an_answer(ACTION_ACKNOWLEDGE, &person, 1), wrong = right;
    wrong.own_id = "no id";
    assert_int_equal(answer_compose(&wrong, &sender, rules, &whole, &err), -1);
    assert_int_equal(err.kind, ERR_BROKEN);
    wrong = right;
    wrong.token = "bad token";
    assert_int_equal(answer_compose(&wrong, &sender, rules, &whole, &err), -1);
    wrong = right;
    wrong.action = ACTION_REVIEW;
    assert_int_equal(answer_compose(&wrong, &sender, rules, &whole, &err), -1);
    wrong = right;
    wrong.person_count = 0;
    assert_int_equal(answer_compose(&wrong, &sender, rules, &whole, &err), -1);
    struct answer_sender nobody = sender;
    nobody.address = "nobody";
    assert_int_equal(answer_compose(&right, &nobody, rules, &whole, &err), -1);
    assert_int_equal(whole.length, 0);
}

static void twenty_four_people_fit_and_the_cap_holds(void **state)
{
    (void)state;
    char wide[CAP_VALUE_BYTES + 1];
    for (size_t i = 0; i < CAP_VALUE_BYTES; i += 2)
        memcpy(wide + i, "ș", 2);
    wide[CAP_VALUE_BYTES] = '\0';
    struct person people[CAP_PEOPLE];
    for (size_t i = 0; i < CAP_PEOPLE; i++)
        people[i] = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, people, CAP_PEOPLE);
    compose(&answer);
    assert_true(has_line("24. Ștefan Țăranu"));
    for (size_t i = 0; i < CAP_PEOPLE; i++)
        for (size_t field = 0; field < 3; field++)
            people[i].field[field].text = wide;
    buf_clear(&whole);
    assert_int_equal(answer_compose(&answer, &sender, rules, &whole, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(whole.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(an_acknowledgement_lists_what_was_noted),
        STORY(the_headers_are_those_of_an_automatic_reply),
        STORY(a_request_names_only_what_is_missing),
        STORY(a_request_for_nothing_is_not_written),
        STORY(several_people_are_told_who_lacks_what),
        STORY(several_people_are_acknowledged_one_by_one),
        STORY(a_changed_record_is_said_to_be_changed),
        STORY(an_english_writer_is_answered_in_english_everybody_else_in_romanian),
        STORY(the_texts_are_correct_where_it_is_easily_seen),
        STORY(re_is_never_doubled),
        STORY(a_message_without_subject_gets_the_templates),
        STORY(a_long_thread_keeps_its_first_and_nearest_ids),
        STORY(what_is_not_known_is_left_out),
        STORY(replies_may_be_wanted_elsewhere),
        STORY(what_we_ourselves_got_wrong_is_not_sent),
        STORY(twenty_four_people_fit_and_the_cap_holds),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
