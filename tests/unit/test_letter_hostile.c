/* Messages made to break a reader: each is read, bounded by the caps, and says what was left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/caps.h"
#include "grefier/letter/letter.h"

#define HEADER "From: Ion <ion@x.example>\nSubject: x\nMessage-ID: <a@b>\n"

static struct buf raw;

static void begin(const char *text)
{
    buf_init(&raw, SIZE_MAX / 4);
    buf_add_text(&raw, text);
}

/* Adds `piece` `count` times; a %u in it is the number of the turn. */
static void repeat(const char *piece, unsigned count)
{
    const char *mark = strstr(piece, "%u");
    for (unsigned i = 0; i < count; i++) {
        if (!mark) {
            buf_add_text(&raw, piece);
            continue;
        }
        buf_add(&raw, piece, (size_t)(mark - piece));
        buf_add_format(&raw, "%u", i);
        buf_add_text(&raw, mark + 2);
    }
}

/* Reads what was put together. Whatever it was, the letter keeps to its caps. */
static struct letter *finish(void)
{
    struct letter *letter = NULL;
    struct err err = {0};
    assert_int_equal(letter_read(raw.data, raw.length, NULL, &letter, &err), 0);
    assert_int_equal(letter->truncated, raw.length >= CAP_MESSAGE_BYTES);
    assert_true(letter->line_count <= CAP_LINES);
    assert_true(letter->header_count <= 2 * CAP_HEADER_COUNT);
    assert_true(letter->attachment_count <= CAP_ATTACHMENTS);
    assert_true(letter->to.count <= CAP_ADDRESSES);
    assert_true(letter->reference_count <= CAP_REFERENCES);
    for (size_t i = 0; i < letter->line_count; i++) {
        assert_true(strlen(letter->line[i].text) <= CAP_LINE_BYTES);
        assert_true(text_is_utf8(letter->line[i].text, strlen(letter->line[i].text)));
        assert_null(strpbrk(letter->line[i].text, "\r\n\t"));
    }
    buf_free(&raw);
    return letter;
}

static void read_and_free(void)
{
    struct letter *letter = finish();
    letter_free(&letter);
}

static void a_hundred_thousand_parts(void **state)
{
    (void)state;
    begin(HEADER "Content-Type: multipart/mixed; boundary=a\n\n");
    repeat("--a\n\nx\n", 100000);
    struct letter *letter = finish();
    assert_string_equal(letter->from.address, "ion@x.example");
    assert_non_null(letter->damage);
    assert_true(letter->line_count > 0);
    letter_free(&letter);
}

static void parts_nested_ten_thousand_deep(void **state)
{
    (void)state;
    begin(HEADER);
    repeat("Content-Type: multipart/mixed; boundary=b%u\n\n--b0\n", 10000);
    read_and_free();
    begin(HEADER "MIME-Version: 1.0\n");
    for (unsigned i = 0; i < 6000; i++)
        buf_add_format(&raw, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
    struct letter *letter = finish();
    assert_non_null(letter->damage);
    letter_free(&letter);
    begin(HEADER);
    repeat("Content-Type: message/rfc822\n\n", 100000);
    read_and_free();
}

static void a_hundred_thousand_header_fields(void **state)
{
    (void)state;
    begin(HEADER);
    repeat("X-%u: a\n", 20000);
    repeat("a:\n", 10000);
    buf_add_text(&raw, "To: late@x.example\n\ntext\n");
    struct letter *letter = finish();
    assert_non_null(letter->damage);
    assert_string_equal(letter->to.item[0].address, "late@x.example");
    assert_string_equal(letter->line[0].text, "text");
    letter_free(&letter);
    begin("");
    repeat("X-%u: a\n", 100000);
    read_and_free();
    begin(HEADER "Content-Type: multipart/mixed; boundary=a\n\n--a\n");
    repeat("a:\n", 80000);
    read_and_free();
}

static void a_hundred_thousand_addresses(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a%u@b.example, ", "a@b,", "g:", "(", "<", "\"", "a:;,",
                                         "<a@b>",           "@",    "\\"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        begin("To: ");
        repeat(pieces[i], 100000 / (unsigned)strlen(pieces[i]));
        buf_add_text(&raw, "\n" HEADER "\ntext\n");
        struct letter *letter = finish();
        assert_string_equal(letter->line[0].text, "text");
        letter_free(&letter);
        begin("From: ");
        repeat(pieces[i], 100000 / (unsigned)strlen(pieces[i]));
        buf_add_text(&raw, "\n\ntext\n");
        letter = finish();
        assert_true(!letter->from.address[0] || address_is_plain(letter->from.address));
        letter_free(&letter);
    }
}

static void a_hundred_thousand_parameters(void **state)
{
    (void)state;
    static const char *const pieces[] = {"; p%u=a", "; name*%u*=utf-8''a", "; name*0*=a", ";", "; charset=x"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        begin(HEADER "Content-Type: text/plain");
        repeat(pieces[i], 100000);
        buf_add_text(&raw, "\n\ntext\n");
        read_and_free();
        begin(HEADER "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain");
        repeat(pieces[i], 100000);
        read_and_free();
        begin(HEADER "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Disposition: attachment");
        repeat(pieces[i], 100000);
        read_and_free();
    }
}

static void encoded_words_and_references_without_end(void **state)
{
    (void)state;
    begin(HEADER "References: ");
    repeat("<r%u@x> ", 1000);
    buf_add_text(&raw, "\nIn-Reply-To: <last@x>\n\n");
    struct letter *letter = finish();
    assert_string_equal(letter->references[letter->reference_count - 1], "last@x");
    letter_free(&letter);
    begin(HEADER "Comments: ");
    repeat("=?utf-8?q?a?= ", 18000);
    buf_add_text(&raw, "\n\n");
    read_and_free();
}

static void fifty_megabytes_of_base64(void **state)
{
    (void)state;
    begin(HEADER "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n");
    repeat("QW5hIGFyZSBtZXJlIEFuYSBhcmUgbWVyZSBBbmEgYXJlIG1lcmUgQW5hIGFy\n", 800000);
    struct letter *letter = finish();
    assert_string_equal(letter->attachment[0].name, "a.pdf");
    assert_int_equal(letter->line_count, 0);
    letter_free(&letter);
}

static void html_made_to_be_slow(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece, *after;
        unsigned count;
    } cases[] = {
        {"<p ", "a%u=b ", ">text", 200000},
        {"<p ", "style=b ", ">text", 200000},
        {"", "<div>", "text", 45000},
        {"", "<table><tr><td>", "text", 16000},
        {"", "<b>a", "text", 60000},
        {"", "<b>a</i></p><p>", "text", 16000},
        {"<table><tr>", "<td>a", "text", 45000},
        {"", "<script>", "text", 30000},
        {"", "<!--", "text", 60000},
        {"", "<a b=\"", "text", 40000},
        {"", "<a b='", "text", 40000},
        {"", "<blockquote type=cite>a<br>", "text", 9000},
        {"", "&amp;&#1234;&foo", "text", 15000},
        {"", "a ", "text", 120000},
        {"<p style='", "display:", "'>text", 30000},
        {"<ol>", "<li>a", "text", 45000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin(HEADER "Content-Type: text/html\n\n");
        buf_add_text(&raw, cases[i].before);
        repeat(cases[i].piece, cases[i].count);
        buf_add_text(&raw, cases[i].after);
        read_and_free();
    }
}

static void text_made_to_be_slow(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a\n",  ">",    "> ",       " ",   "*a ",     "*",      "a<http://",
                                         "a|b|", "a\tb", "\t",       "|\n", "--\nx\n", "____\n", "\r",
                                         "\xFF", "\xC4", "From: a ", "\\",  "[image:", "- \n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        begin(HEADER "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n");
        repeat(pieces[i], 250000 / (unsigned)strlen(pieces[i]));
        read_and_free();
        begin(HEADER "\n");
        repeat(pieces[i], 250000 / (unsigned)strlen(pieces[i]));
        read_and_free();
    }
}

static void any_cut_of_a_message_is_read(void **state)
{
    (void)state;
    static const char whole[] = HEADER
        "Content-Type: multipart/mixed; boundary=\"x\"\nMIME-Version: 1.0\n\n--x\n"
        "Content-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n=C3=8En =\nrest\n--y\nContent-Type: text/html\n"
        "Content-Transfer-Encoding: base64\n\nPHA+SW9uPC9wPjx0YWJsZT48dHI+PHRkPmE8dGQ+Yg==\n--y--\n--x\n"
        "Content-Type: message/rfc822\n\nSubject: s\n\ninside\n--x--\n";
    for (size_t length = 10; length < sizeof whole; length++) {
        char *cut = xstrndup(whole, length); /* its own memory: a byte too far is seen */
        struct letter *letter = NULL;
        if (letter_read(cut, length, NULL, &letter, NULL) == 0)
            assert_string_equal(letter->delivery_report, "");
        letter_free(&letter);
        free(cut);
    }
}

int main(void)
{
    letter_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_thousand_parts),
        cmocka_unit_test(parts_nested_ten_thousand_deep),
        cmocka_unit_test(a_hundred_thousand_header_fields),
        cmocka_unit_test(a_hundred_thousand_addresses),
        cmocka_unit_test(a_hundred_thousand_parameters),
        cmocka_unit_test(encoded_words_and_references_without_end),
        cmocka_unit_test(fifty_megabytes_of_base64),
        cmocka_unit_test(html_made_to_be_slow),
        cmocka_unit_test(text_made_to_be_slow),
        cmocka_unit_test(any_cut_of_a_message_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
