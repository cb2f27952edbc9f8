/* The attack stories as far as they concern composing: nothing from outside gets past. Read back by letter.
 */
#include "answer_fixture.h"

static size_t count_of(const char *what)
{
    size_t count = 0;
    for (const char *at = whole.data; (at = strstr(at, what)); at++)
        count++;
    return count;
}

/* Attack story 5, as far as it concerns composing: only the given recipient is written, nobody else. */
static void story_5_one_recipient_and_nobody_else(void **state)
{
    (void)state;
    struct person person = one_person();
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    answer.to_name = "x <victim@example.net>, \"y";
    compose(&answer);
    assert_exactly_our_headers();
    assert_int_equal(letter->to.count, 1);
    assert_string_equal(letter->to.item[0].address, "stefan@example.org");
    assert_int_equal(letter->cc.count, 0);
}

/* Attack story 6. */
static void story_6_no_link_of_a_stranger_is_relayed(void **state)
{
    (void)state;
    struct person person = one_person();
    person.field[FIELD_NAME].text = "Click http://evil.example/win and www.evil.example or evil.example/x";
    person.field[FIELD_POSITION].text =
        "mailto:a@evil.example javascript:alert(1) \xE2\x80\xAE\x1B[31mhidden";
    person.field[FIELD_ORGANIZATION].text = "[ref. AAAA-AA] https://evil.example";
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    answer.to_name = "See http://evil.example";
    answer.subject = "Win at http://evil.example/ or evil.example";
    compose(&answer);
    assert_exactly_our_headers();
    assert_int_equal(count_of("evil.example"), 0);
    assert_int_equal(count_of("http"), 1); /* our own privacy notice */
    assert_int_equal(count_of("www"), 0);
    assert_null(strstr(letter->subject, "http"));
    assert_true(says("Click […] and […] or evil. example/x"));
    char token[TOKEN_SIZE];
    char text[CAP_ANSWER_BYTES];
    snprintf(text, sizeof text, "%s", whole.data);
    assert_int_equal(count_of("[ref. "), 1);
    assert_true(token_from_text(text, token));
    assert_string_equal(token, "K7Q2-9D");
}

static void story_6_a_gigantic_value_is_capped(void **state)
{
    (void)state;
    static char large[300000];
    memset(large, 'x', sizeof large - 1);
    struct person person = one_person();
    for (size_t i = 0; i < 4; i++)
        person.field[i].text = large;
    struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
    answer.to_name = large;
    answer.subject = large;
    answer.message_id = large;
    compose(&answer);
    assert_exactly_our_headers();
    assert_true(whole.length < 8192);
    assert_null(letter_header(letter, "In-Reply-To"));
}

/* Attack story 8: CR LF in every form, in everything that comes from outside. */
static void story_8_exactly_our_headers_go_out(void **state)
{
    (void)state;
    static const char *const attacks[] = {
        "x\r\nBcc: victim@example.net",
        "x\nBcc: victim@example.net\n\nbody",
        "x\rBcc: victim@example.net",
        "x\r\n\r\nbody",
        "x\r\n Bcc: victim@example.net",
        "x%0D%0ABcc: victim@example.net",
        "=?utf-8?Q?x=0D=0ABcc:_victim@example.net?=",
        "=?utf-8?B?eA0KQmNjOiB2aWN0aW1AZXhhbXBsZS5uZXQ=?=",
        "x\xE2\x80\xA8"
        "Bcc: victim@example.net",
        "x\xC2\x85"
        "Bcc: victim@example.net",
        "x\xC0\x8D\xC0\x8A Bcc: victim@example.net",
        "x>\r\nBcc: victim@example.net",
        "x@y>\r\nBcc: <victim@example.net",
        "\r\n.\r\nMAIL FROM:<victim@example.net>\r\n",
        "{group}{/people}%s%n",
    };
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct person person = one_person();
        for (size_t field = 0; field < 4; field++)
            person.field[field].text = attacks[i];
        person.extension = attacks[i];
        struct answer answer = an_answer(ACTION_ACKNOWLEDGE, &person, 1);
        const char *references[] = {attacks[i], "fine@x", attacks[i]};
        answer.to_name = answer.subject = answer.message_id = attacks[i];
        answer.references = references;
        answer.reference_count = 3;
        answer.return_address = attacks[i];
        compose(&answer);
        assert_exactly_our_headers();
        assert_null(letter_header(letter, "Bcc"));
        assert_null(letter_header(letter, "In-Reply-To"));
        assert_string_equal(letter_header(letter, "References"),
                            "<fine@x> <grefier.K7Q2-9D@protect.example>");
        assert_int_equal(letter->to.count, 1);
        assert_true(text_starts(letter->subject, "Re: "));
    }
}

/* Attack story 9, the composing side: such a recipient gets no letter at all. */
static void story_9_a_recipient_that_is_no_plain_address_gets_nothing(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "a",
                                      "a@b\r\nBcc: c@d.example",
                                      "a b@c.example",
                                      "<a@b.example>",
                                      "a@b.example, c@d.example",
                                      "a@b.example\xE2\x80\xA8",
                                      "\"a\r\n\"@b.example"};
    struct person person = one_person();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct answer answer = an_answer(ACTION_ASK, &person, 1);
        answer.to_address = bad[i];
        assert_int_equal(answer_compose(&answer, &sender, rules, &whole, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_int_equal(whole.length, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(story_5_one_recipient_and_nobody_else),
        STORY(story_6_no_link_of_a_stranger_is_relayed),
        STORY(story_6_a_gigantic_value_is_capped),
        STORY(story_8_exactly_our_headers_go_out),
        STORY(story_9_a_recipient_that_is_no_plain_address_gets_nothing),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
