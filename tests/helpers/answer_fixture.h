/* What the tests of answers share: the rules, an applicant, composing an answer and reading it back by
 * letter. */
#ifndef TESTS_ANSWER_FIXTURE_H
#define TESTS_ANSWER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/answer/compose.h"
#include "grefier/answer/token.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"

static struct rules *rules;
static struct buf whole;
static struct letter *letter;
static struct err err;

static int load_rules(void **state)
{
    (void)state;
    letter_setup();
    const char *folder = getenv("GREFIER_RULES");
    assert_non_null(folder);
    struct buf problems;
    buf_init(&problems, 65536);
    int result = rules_load(&folder, 1, &rules, &problems, &err);
    if (result)
        print_error("%s\n", problems.data);
    buf_free(&problems);
    return result;
}

static int free_rules(void **state)
{
    (void)state;
    rules_free(&rules);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    err = (struct err){0};
    buf_init(&whole, CAP_ANSWER_BYTES);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    letter_free(&letter);
    buf_free(&whole);
    return 0;
}

static struct person one_person(void)
{
    struct person person = {.is_sender = true};
    person.field[FIELD_NAME].text = "Ștefan Țăranu";
    person.field[FIELD_POSITION].text = "consilier juridic";
    person.field[FIELD_ORGANIZATION].text = "Asociația Exemplu";
    person.field[FIELD_PHONE].text = "+40722123456";
    return person;
}

static const struct answer_sender sender = {
    .name = "Secretariatul Grupului de lucru",
    .address = "inscrieri@protect.example",
    .group_name = "Grupul de lucru pentru prevenirea exploatării copiilor",
    .privacy_notice = "Datele sunt păstrate 12 luni. Detalii: https://protect.example/date",
};

static struct answer an_answer(enum action action, const struct person *person, size_t count)
{
    return (struct answer){.action = action,
                           .language = "ro",
                           .to_name = "Ștefan Țăranu",
                           .to_address = "stefan@example.org",
                           .subject = "Înscriere grup de lucru",
                           .message_id = "abc@mail.example.org",
                           .own_id = "20261123.1@protect.example",
                           .token = "K7Q2-9D",
                           .date = 1795420800,
                           .person = person,
                           .person_count = count};
}

/* Composes; the answer is in `whole`, read back in `letter`. */
static void compose(const struct answer *answer)
{
    letter_free(&letter);
    buf_clear(&whole);
    int result = answer_compose(answer, &sender, rules, &whole, &err);
    if (result)
        print_error("%s\n", err.text);
    assert_int_equal(result, 0);
    assert_int_equal(letter_read(whole.data, whole.length, NULL, &letter, &err), 0);
}

/* Whether the text says it, however it is broken into lines. */
static bool says(const char *what)
{
    struct buf text;
    buf_init(&text, CAP_TEXT_BYTES);
    for (size_t i = 0; i < letter->line_count; i++)
        buf_add_format(&text, "%s ", letter->line[i].text);
    bool found = strstr(text.data, what) != NULL;
    buf_free(&text);
    return found;
}

static const char *const our_headers[] = {"From",
                                          "To",
                                          "Subject",
                                          "Date",
                                          "Message-ID",
                                          "In-Reply-To",
                                          "References",
                                          "Auto-Submitted",
                                          "X-Auto-Response-Suppress",
                                          "X-Grefier",
                                          "MIME-Version",
                                          "Content-Type",
                                          "Content-Transfer-Encoding"};

/* Exactly our header fields, once each; CRLF and nothing else ends lines; all is ASCII and short enough. */
static void assert_exactly_our_headers(void)
{
    const char *end = strstr(whole.data, "\r\n\r\n");
    assert_non_null(end);
    size_t found = 0;
    for (const char *at = whole.data; at < end + 2; at = strstr(at, "\r\n") + 2) {
        if (*at == ' ')
            continue;
        bool known = false;
        for (size_t i = 0; i < sizeof our_headers / sizeof *our_headers; i++)
            known |=
                strncmp(at, our_headers[i], strlen(our_headers[i])) == 0 && at[strlen(our_headers[i])] == ':';
        assert_true(known);
        found++;
    }
    assert_true(found <= sizeof our_headers / sizeof *our_headers);
    for (size_t i = 0, column = 0; i < whole.length; i++) {
        unsigned char byte = (unsigned char)whole.data[i];
        assert_true(byte < 0x7F && (byte >= 0x20 || byte == '\r' || byte == '\n'));
        assert_true((byte == '\r') == (whole.data[i + 1] == '\n'));
        column = byte == '\n' ? 0 : column + 1;
        assert_true(column <= 300);
    }
}

#define STORY(test) cmocka_unit_test_setup_teardown(test, begin, finish)

#endif
