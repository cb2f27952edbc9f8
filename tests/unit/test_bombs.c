/*
 * Messages too big or too deep to be read to their end, each with a whole sign-up where a reader meets it first: what
 * was left out may say the contrary, so a person looks and no machine answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "grefier/base/caps.h"
#include "grefier/reading/reading.h"
#include "reading_case.h"

#define PATIENCE 20u /* seconds for one letter, with sanitizers and a busy machine */
#define BEGIN    ANA "Subject: " REPLY_SUBJECT "\nMessage-ID: <a@lumina.example>\n"
#define SIGN_UP  "Mă înscriu în grupul de lucru.\n" LABELLED
#define MIXED    "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
#define WORDS    BEGIN UTF8 "\n" SIGN_UP "\n"
#define PARAGRAPH                                                                                               \
    "Lucrez de zece ani cu copiii din centrele de plasament, împreună cu colegii mei de la Direcția de "     \
    "Asistență Socială, iar experiența mea cu familiile din mediul rural mă face să cred că grupul are " \
    "nevoie de oameni ca doamna Ionescu.\n\n"
#define BASE64 "QW5hIGFyZSBtZXJlIEFuYSBhcmUgbWVyZSBBbmEgYXJlIG1lcmUgQW5hIGFy\n"

struct bomb {
    const char *what, *before, *piece; /* a %u in the piece is the number of the turn */
    unsigned count;
    const char *after;
};

static void make(struct buf *raw, const struct bomb *bomb)
{
    const char *mark = strstr(bomb->piece, "%u");
    buf_add_text(raw, bomb->before);
    for (unsigned i = 0; i < bomb->count; i++) {
        buf_add(raw, bomb->piece, mark ? (size_t)(mark - bomb->piece) : strlen(bomb->piece));
        if (mark)
            buf_add_format(raw, "%u%s", i, mark + 2);
    }
    buf_add_text(raw, bomb->after);
}

static struct verdict *read_bomb(const struct bomb *bomb, struct letter **letter)
{
    struct buf raw;
    struct err err = {0};
    struct verdict *verdict = NULL;
    buf_init(&raw, SIZE_MAX / 4);
    make(&raw, bomb);
    alarm(PATIENCE);
    if (letter_read(raw.data, raw.length, shipped_rules(), letter, &err) != 0)
        fail_msg("%s: %s", bomb->what, err.text);
    reading_read(*letter, shipped_rules(), &verdict);
    alarm(0);
    buf_free(&raw);
    return verdict;
}

static void assert_action(const struct bomb *bomb, enum action action)
{
    struct letter *letter = NULL;
    struct verdict *verdict = read_bomb(bomb, &letter);
    if (verdict->action != action)
        fail_msg("%s: %s (%s)", bomb->what, action_word(verdict->action), verdict->reason);
    letter_free(&letter);
}

/* The sign-up is read, and something was left out. */
static void what_was_not_read_to_its_end_is_held(void **state)
{
    (void)state;
    static const struct bomb bombs[] = {
        {"parts", BEGIN MIXED UTF8 "\n" SIGN_UP "\n", "--a\nContent-Type: text/plain\n\nx\n", 100000,
         "--a--\n"},
        {"pictures", BEGIN MIXED UTF8 "\n" SIGN_UP "\n", "--a\nContent-Type: image/png\n\nx\n", 300,
         "--a--\n"},
        {"header fields", BEGIN, "X-A: b\n", 30000, UTF8 "\n" SIGN_UP},
        {"parameters", BEGIN "Content-Type: text/plain; charset=utf-8", "; name*%u*=utf-8''a", 8000,
         "\n\n" SIGN_UP},
        {"addresses", BEGIN "Cc: inscrieri@protect.example", ", a%u@x.example", 8000, "\n" UTF8 "\n" SIGN_UP},
        {"messages in messages", BEGIN MIXED UTF8 "\n" SIGN_UP "\n--a\n", "Content-Type: message/rfc822\n\n",
         5000, "\n--a--\n"},
        {"elements", BEGIN "Content-Type: text/html; charset=utf-8\n\n", "<div>", 30000, "<pre>" SIGN_UP},
        {"elements behind", BEGIN "Content-Type: text/html; charset=utf-8\n\n<pre>" SIGN_UP "</pre>", "<div>",
         30000, "Nu mă înscriu."},
        {"base64", BEGIN UTF8 "Content-Transfer-Encoding: base64\n\n", BASE64, 800000, ""},
        {"lines", BEGIN UTF8 "\n" SIGN_UP "\n", "> x\n", 60000, ""},
        {"a text without end", BEGIN UTF8 "\n" SIGN_UP "\n\n--\n", "> xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx%u\n",
         8000, ""},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++)
        assert_action(&bombs[i], ACTION_REVIEW);
}

/* No word of the writer is reached: the message is not ignored as if it said nothing. */
static void what_could_not_be_reached_is_held(void **state)
{
    (void)state;
    static const struct bomb bombs[] = {
        {"header fields", BEGIN, "X-%u: b\n", 100000, UTF8 "\n" SIGN_UP},
        {"addresses", BEGIN "Cc: inscrieri@protect.example", ", a%u@x.example", 100000,
         "\n" UTF8 "\n" SIGN_UP},
        {"parameters", BEGIN "Content-Type: text/plain; charset=utf-8", "; name*%u*=utf-8''a", 100000,
         "\n\n" SIGN_UP},
        {"depth", BEGIN, "Content-Type: multipart/mixed; boundary=b%u\n\n--b0\n", 10000, SIGN_UP},
        {"messages in messages", BEGIN, "Content-Type: message/rfc822\n\n", 100000, SIGN_UP},
        {"a file in front",
         BEGIN MIXED "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n", BASE64, 8000,
         "--a\n" UTF8 "\n" SIGN_UP "--a--\n"},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++)
        assert_action(&bombs[i], ACTION_REVIEW);
}

static void forty_levels_hide_nothing(void **state)
{
    (void)state;
    struct buf before;
    buf_init(&before, 1u << 16);
    buf_add_text(&before, BEGIN);
    for (unsigned i = 0; i < 40; i++)
        buf_add_format(&before, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
    assert_action(&(struct bomb){"forty levels", before.data, "", 0, UTF8 "\n" SIGN_UP}, ACTION_REVIEW);
    buf_free(&before);
}

/* What machines write stays ignored, however much of it there is. */
static void a_huge_report_is_a_report(void **state)
{
    (void)state;
    assert_action(&(struct bomb){"parts", "Auto-Submitted: auto-replied\n" BEGIN MIXED UTF8 "\n" SIGN_UP "\n",
                                 "--a\nContent-Type: text/plain\n\nx\n", 10000, "--a--\n"},
                  ACTION_IGNORE);
}

/* A sign-up with a big scan behind it is an ordinary one. */
static void a_large_file_behind_the_words_changes_nothing(void **state)
{
    (void)state;
    static const struct bomb letters[] = {
        {"a file",
         BEGIN MIXED UTF8 "\n" SIGN_UP "\n--a\nContent-Type: application/pdf; name=a.pdf\n"
                          "Content-Transfer-Encoding: base64\n\n",
         BASE64, 800000, "--a--\n"},
        {"a few pictures", BEGIN MIXED UTF8 "\n" SIGN_UP "\n", "--a\nContent-Type: image/png\n\nx\n", 30,
         "--a--\n"},
        {"a page with an embedded picture",
         BEGIN "Content-Type: multipart/alternative; boundary=a\n\n--a\n" UTF8 "\n" SIGN_UP
               "\n--a\nContent-Type: text/html; charset=utf-8\n\n<pre>" SIGN_UP
               "</pre><img src=\"data:image/png;base64,",
         BASE64, 8000, "\">\n--a--\n"},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_action(&letters[i], ACTION_ACKNOWLEDGE);
}

/* Words on which the search for names or labels begins anew at every step. */
static void words_that_cost_far_more_than_a_sign_up_are_held(void **state)
{
    (void)state;
    static const struct bomb bombs[] = {
        {"initials", WORDS, "A. B. ", 2400, ""},    {"more initials", WORDS, "A. B. ", 4600, ""},
        {"titles", WORDS, "dr. prof. ", 2800, ""},  {"numbers", WORDS, "1. Ana ", 4000, ""},
        {"abbreviations", WORDS, "Sf. ", 7000, ""}, {"brackets", WORDS, "(a) ", 7000, ""},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++)
        assert_action(&bombs[i], ACTION_REVIEW);
}

/* As many people as one message may sign up, and a letter of some pages, are within what reading may cost. */
static void a_long_sign_up_is_read_to_its_end(void **state)
{
    (void)state;
    struct buf people;
    buf_init(&people, 1u << 16);
    buf_add_text(&people, BEGIN UTF8 "\nVă rog să îi înscrieți în grupul de lucru pe colegii mei:\n\n");
    for (unsigned i = 0; i < CAP_PEOPLE - 1; i++)
        buf_add_format(&people,
                       "Nume: Ana P%cpescu\nFuncția: psiholog principal\nOrganizația: Direcția Generală de "
                       "Asistență Socială și Protecția Copilului Cluj\nTelefon: 0722 345 %03u\n\n",
                       'a' + (int)i, i);
    assert_action(&(struct bomb){"people", people.data, "", 0, ""}, ACTION_ACKNOWLEDGE);
    assert_action(&(struct bomb){"pages", WORDS, PARAGRAPH, 20, ""}, ACTION_ACKNOWLEDGE);
    buf_free(&people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_not_read_to_its_end_is_held),
        cmocka_unit_test(what_could_not_be_reached_is_held),
        cmocka_unit_test(forty_levels_hide_nothing),
        cmocka_unit_test(a_huge_report_is_a_report),
        cmocka_unit_test(a_large_file_behind_the_words_changes_nothing),
        cmocka_unit_test(words_that_cost_far_more_than_a_sign_up_are_held),
        cmocka_unit_test(a_long_sign_up_is_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
