/* Raw messages become letters: header fields, texts in any charset, the MIME tree, HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/base/buf.h"
#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/letter/letter.h"

static struct letter *read_bytes(const char *raw, size_t length)
{
    struct letter *letter = NULL;
    struct err err = {0};
    assert_int_equal(letter_read(raw, length, NULL, &letter, &err), 0);
    return letter;
}

static struct letter *read_text(const char *raw)
{
    return read_bytes(raw, strlen(raw));
}

/* A letter from header lines (each with its line end) and a body. */
static struct letter *read_parts(const char *header, const char *body)
{
    struct buf raw;
    buf_init(&raw, SIZE_MAX / 4);
    buf_add_text(&raw, header);
    buf_add_text(&raw, "\n");
    buf_add_text(&raw, body);
    struct letter *letter = read_bytes(raw.data, raw.length);
    buf_free(&raw);
    return letter;
}

/* All lines, marked: "> " a quote mark, "+ " joined, "* " a list item, "# " bold, "[n] " a row of table n. */
static void assert_lines(struct letter **letter, const char *expected)
{
    struct buf text;
    buf_init(&text, SIZE_MAX / 4);
    buf_add_text(&text, "");
    for (size_t i = 0; i < (*letter)->line_count; i++) {
        const struct line *line = &(*letter)->line[i];
        for (unsigned depth = 0; depth < line->quote_depth; depth++)
            buf_add_text(&text, "> ");
        buf_add_text(&text, line->joined ? "+ " : "");
        buf_add_text(&text, line->bullet ? "* " : "");
        buf_add_text(&text, line->bold ? "# " : "");
        if (line->table)
            buf_add_format(&text, "[%u] ", line->table);
        buf_add_text(&text, line->text);
        buf_add_text(&text, "\n");
        assert_ptr_equal(line->folded.original, line->text);
        assert_int_equal(line->blank, line->text[0] == '\0');
    }
    assert_string_equal(text.data, expected);
    buf_free(&text);
    letter_free(letter);
    assert_null(*letter);
}

static void assert_plain(const char *body, const char *expected)
{
    struct letter *letter = read_parts("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n", body);
    assert_lines(&letter, expected);
}

static void assert_html(const char *body, const char *expected)
{
    struct letter *letter = read_parts("From: a@b.example\nContent-Type: text/html; charset=utf-8\n", body);
    assert_true(letter->from_html);
    assert_lines(&letter, expected);
}

/* ---- header fields ---- */

static void headers_are_decoded(void **state)
{
    (void)state;
    struct letter *letter = read_text("Return-Path: <bounce@X.Example>\r\n"
                                      "Delivered-To: inscrieri@protect.example\r\n"
                                      "From: =?utf-8?q?Ion_Popescu-=C8=9A=C4=83ran?= <Ion@X.Example>\r\n"
                                      "To: Secretariat <s@protect.example>, b@c.example\r\n"
                                      "Subject: Re: [grup] Fwd: =?iso-8859-2?q?=CEnscriere_grup?=\r\n"
                                      " de lucru\r\n"
                                      "Date: Mon, 15 Apr 2024 10:22:00 +0300\r\n"
                                      "Message-ID: <one@x.example>\r\n"
                                      "References: <1.2.3.ref@mail.yahoo.com> <a@x> <b@x>\r\n"
                                      "In-Reply-To: <b@x>\r\n"
                                      "\r\n"
                                      "Buna ziua\r\n");
    assert_string_equal(letter->from.name, "Ion Popescu-Țăran");
    assert_string_equal(letter->from.address, "Ion@x.example");
    assert_int_equal(letter->from_count, 1);
    assert_int_equal(letter->to.count, 2);
    assert_string_equal(letter->to.item[1].address, "b@c.example");
    assert_string_equal(letter->delivered_to.item[0].address, "inscrieri@protect.example");
    assert_string_equal(letter->return_path.address, "bounce@x.example");
    assert_false(letter->null_return_path);
    assert_string_equal(letter->subject, "Re: [grup] Fwd: Înscriere grup de lucru");
    assert_string_equal(letter->subject_core, "Înscriere grup de lucru");
    assert_string_equal(letter->subject_folded.text, "Re: [grup] Fwd: Inscriere grup de lucru");
    assert_int_equal(letter->date, 1713165720);
    assert_string_equal(letter->message_id, "one@x.example");
    assert_int_equal(letter->reference_count, 2);
    assert_string_equal(letter->references[1], "b@x");
    assert_string_equal(letter_header(letter, "DATE"), "Mon, 15 Apr 2024 10:22:00 +0300");
    assert_null(letter_header(letter, "X-None"));
    assert_int_equal(letter->header_count, 9);
    assert_string_equal(letter->content_type, "text/plain");
    assert_null(letter->damage);
    assert_lines(&letter, "Buna ziua\n");
}

static void subjects_lose_every_reply_mark(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"RE: Fw: Înscriere", "Înscriere"},
                                           {"Răsp: Înscriere", "Înscriere"},
                                           {"Vá: Jelentkezés", "Jelentkezés"},
                                           {"Továbbítás: Jelentkezés", "Jelentkezés"},
                                           {"Re[2]: AW: x", "x"},
                                           {"Re : x", "x"},
                                           {"[lista] x", "x"},
                                           {"[lista]", "[lista]"},
                                           {"Recomandare: x", "Recomandare: x"},
                                           {"Re:", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf header;
        buf_init(&header, 1000);
        buf_add_format(&header, "Subject: %s\n", cases[i][0]);
        struct letter *letter = read_parts(header.data, "");
        assert_string_equal(letter->subject_core, cases[i][1]);
        letter_free(&letter);
        buf_free(&header);
    }
}

static void odd_from_lines_give_one_safe_address_or_none(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Ion [Timis] <ion@x.example>", "ion@x.example"},
        {"<<ion@x.example>>", "ion@x.example"},
        {"\"a\"b\" <ion@x.example>", "ion@x.example"},
        {"Popescu, Ion <ion@x.example>", NULL},
        {"ion@x.example", "ion@x.example"},
        {"Ion <ion@@x.example>", ""},
        {"Ion <a@x.example> <b@y.example>", NULL},
        {"Ion Popescu", ""},
        {"<>", ""},
        {"\"ion popescu\"@x.example", ""},
        {"Ion =?utf-8?q?=0D=0ABcc:_c@d.example?= <ion@x.example>", "ion@x.example"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf header;
        buf_init(&header, 1000);
        buf_add_format(&header, "From: %s\n", cases[i][0]);
        struct letter *letter = read_parts(header.data, "");
        if (cases[i][1])
            assert_string_equal(letter->from.address, cases[i][1]);
        assert_true(letter->from_count >= 1);
        assert_null(strpbrk(letter->from.name, "\r\n"));
        assert_true(!letter->from.address[0] || address_is_plain(letter->from.address));
        letter_free(&letter);
        buf_free(&header);
    }
}

static void only_plain_addresses_may_go_into_an_envelope(void **state)
{
    (void)state;
    assert_true(address_is_plain("ion.popescu+x@mail.x.example"));
    assert_true(address_is_plain("root@localhost"));
    static const char *const bad[] = {"",        "ion",           "@x.example", "ion@",      "a@b@c.d",
                                      "a b@c.d", "a@b.c\r\nRCPT", "<a@b.c>",    "a@b..c",    ".a@b.c",
                                      "a.@b.c",  "a@-b.c",        "a@b.c.",     "\"a\"@b.c", "a@[127.0.0.1]",
                                      "ă@b.c",   "a@b.c,d@e",     "a@b",        "a\x01@b.c"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(address_is_plain(bad[i]));
}

static void a_null_return_path_is_seen(void **state)
{
    (void)state;
    struct letter *letter = read_parts("Return-Path: <>\nFrom: MAILER-DAEMON@x.example\n", "");
    assert_true(letter->null_return_path);
    assert_string_equal(letter->return_path.address, "");
    letter_free(&letter);
}

static void raw_eight_bit_headers_are_read(void **state)
{
    (void)state;
    struct letter *letter = read_parts("From: \xAAtefan <s@x.example>\nSubject: \xCEnscriere\n", "");
    assert_string_equal(letter->from.name, "Ştefan"); /* windows-1250 */
    assert_string_equal(letter->subject, "Înscriere");
    letter_free(&letter);
    letter = read_parts("Subject: Înscriere în grup\n", "");
    assert_string_equal(letter->subject, "Înscriere în grup");
    letter_free(&letter);
}

static void what_is_no_message_is_refused(void **state)
{
    (void)state;
    static const char *const none[] = {"", "\n\n", "Buna ziua\n\nNume: Ion\n", "\xFF\xD8\xFF\xE0 JFIF"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct letter *letter = NULL;
        struct err err = {0};
        assert_int_equal(letter_read(none[i], strlen(none[i]), NULL, &letter, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_null(letter);
    }
}

static void broken_header_blocks_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    struct letter *letter = read_text("From x@y Mon Apr 15 10:22:00 2024\n"
                                      "Subject: unu\nno colon here\nFrom: a@b.example\n\ntext\n");
    assert_string_equal(letter->subject, "unu");
    assert_string_equal(letter->from.address, "a@b.example");
    assert_lines(&letter, "text\n");
    letter = read_text("\n\nSubject: doi\n\ntext\n");
    assert_string_equal(letter->subject, "doi");
    assert_lines(&letter, "text\n");
    letter = read_text("Subject: trei\nBuna ziua,\nva scriu\n");
    assert_lines(&letter, "Buna ziua,\nva scriu\n");
    letter = read_text("Subject: patru");
    assert_int_equal(letter->line_count, 0);
    assert_int_equal(letter->date, CLOCK_NONE);
    letter_free(&letter);
}

/* ---- the identity of a message ---- */

static void relays_do_not_change_the_hash(void **state)
{
    (void)state;
    struct letter *first = read_text("From: a@b.example\nSubject: x\nDate: d\nMessage-ID: <i@x>\n\ntext\n");
    struct letter *copy = read_text("Return-Path: <q@r>\r\nReceived: from z\r\n by y\r\nX-Spam: no\r\n"
                                    "From: a@b.example\r\nSubject: x\r\nDate: d\r\nMessage-ID: <i@x>\r\n"
                                    "DKIM-Signature: v=1\r\n\r\ntext\r\n");
    struct letter *other = read_text("From: a@b.example\nSubject: x\nDate: d\nMessage-ID: <i@x>\n\ntexts\n");
    assert_int_equal(strlen(first->hash), 64);
    assert_string_equal(first->hash, copy->hash);
    assert_string_not_equal(first->hash, other->hash);
    letter_free(&first);
    letter_free(&copy);
    letter_free(&other);
}

/* ---- charsets ---- */

static void charset_labels_are_not_believed_blindly(void **state)
{
    (void)state;
    static const struct {
        const char *charset, *body, *expected;
    } cases[] = {
        {"us-ascii", "Mulțumesc", "Mulțumesc\n"},
        {"iso-8859-1", "Mulțumesc", "Mulțumesc\n"},
        {"iso-8859-2", "Mul\xFEumesc", "Mulţumesc\n"},
        {"iso-8859-16", "Mul\xFEumesc", "Mulțumesc\n"},
        {"windows-1250", "Mul\xFEumesc", "Mulţumesc\n"},
        {"iso-8859-1", "Mul\xFEumesc, \xBAi", "Mulţumesc, şi\n"},
        {"iso-8859-1", "na\xEFve caf\xE9", "naïve café\n"},
        {"utf-8", "Mul\xFEumesc", "Mulţumesc\n"},
        {"x-unknown", "Mul\xFEumesc", "Mulţumesc\n"},
        {"unicode-1-1-utf-7", "+AM4-nscriere", "Înscriere\n"},
        {"utf-8", "ăâîșț ăâîșț \xFF x", "ăâîșț ăâîșț \xEF\xBF\xBD x\n"},
        {"utf-8//TRANSLIT", "Mul\xFEumesc", "Mulţumesc\n"},
        {"", "Mul\xFEumesc", "Mulţumesc\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf header;
        buf_init(&header, 1000);
        buf_add_format(&header, "From: a@b.example\nContent-Type: text/plain; charset=\"%s\"\n",
                       cases[i].charset);
        struct letter *letter = read_parts(header.data, cases[i].body);
        assert_lines(&letter, cases[i].expected);
        buf_free(&header);
    }
}

static void transfer_encodings_are_undone(void **state)
{
    (void)state;
    struct letter *letter = read_parts("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n"
                                       "Content-Transfer-Encoding: quoted-printable\n",
                                       "=C3=8Enscr=\niere =4 =XY\n");
    assert_lines(&letter, "Înscriere =4 =XY\n");
    letter = read_parts("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n"
                        "Content-Transfer-Encoding: base64\n",
                        "SW9uIFBvcGVzY3UsIDA3MjI"); /* without its padding */
    assert_lines(&letter, "Ion Popescu, 0722\n");
    char wide[] = "From: a@b.example\nContent-Type: text/plain\n\n\xFF\xFEI\0o\0n\0";
    letter = read_bytes(wide, sizeof wide - 1);
    assert_lines(&letter, "Ion\n");
}

static void nul_bytes_end_nothing(void **state)
{
    (void)state;
    static const char raw[] = "From: a@b.example\nSubject: x\0y\n\nIon\0 Popescu\nTelefon\n";
    struct letter *letter = read_bytes(raw, sizeof raw - 1);
    assert_string_equal(letter->subject, "x y");
    assert_lines(&letter, "Ion Popescu\nTelefon\n");
}

/* ---- plain text ---- */

static void quote_marks_are_counted_and_taken_off(void **state)
{
    (void)state;
    assert_plain("a\n> b\n>> c\n> > d\n>e\n", "a\n> b\n> > c\n> > d\n> e\n");
}

static void hard_wraps_are_joined_and_lists_are_not(void **state)
{
    (void)state;
    assert_plain("Am citit cu interes anuntul dumneavoastra si doresc sa particip la grupul de\n"
                 "lucru anuntat. Lucrez la Centrul Judetean de Resurse si Asistenta Educationala\n"
                 "Cluj.\n"
                 "Telefon: 0722 123 456\n"
                 "- unu\n"
                 "2. doi\n",
                 "Am citit cu interes anuntul dumneavoastra si doresc sa particip la grupul de\n"
                 "+ lucru anuntat. Lucrez la Centrul Judetean de Resurse si Asistenta Educationala\n"
                 "+ Cluj.\n"
                 "Telefon: 0722 123 456\n"
                 "* - unu\n"
                 "* 2. doi\n");
}

static void flowed_text_is_joined(void **state)
{
    (void)state;
    struct letter *letter =
        read_parts("From: a@b.example\nContent-Type: text/plain; charset=utf-8; format=flowed\n",
                   "Sunt Ion Popescu si \ndoresc sa particip.\n>> citat \n>> lung\n ~ umplut\nNume: X "
                   "\nTelefon: 1\n-- \nIon\n");
    assert_lines(&letter, "Sunt Ion Popescu si\n+ doresc sa particip.\n> > citat\n> > + lung\n"
                          "~ umplut\nNume: X\nTelefon: 1\n--\nIon\n");
    letter = read_parts("From: a@b.example\nContent-Type: text/plain; format=flowed; delsp=yes\n",
                        "Ion Pope \nscu si  \nAna\n");
    assert_lines(&letter, "Ion Popescu si\n+ Ana\n");
}

static void what_clients_add_to_plain_text_is_taken_off(void **state)
{
    (void)state;
    assert_plain("Ion<mailto:ion@x.example> www.x.ro<http://www.x.ro> [cid:image001.png@01]\n"
                 "*Telefon:* 0722\n"
                 "*Ion\nPopescu*\n"
                 "2*3*4\n"
                 "<https://x.example>\n",
                 "Ion www.x.ro\nTelefon: 0722\n# Ion\n# Popescu\n2*3*4\n<https://x.example>\n");
}

static void tables_in_plain_text_become_rows(void **state)
{
    (void)state;
    assert_plain(
        "Nume\tTelefon\nIon\t0722\nAna\t\n\nNume:\t\tIon\nTelefon:\t0733\n\n\tIndentat\n\tmai jos\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "[1] Nume | Telefon\n[1] Ion | 0722\n[1] Ana |\n\n[2] Nume: | Ion\n[2] Telefon: | 0733\n\n"
        "Indentat\nmai jos\n\n[3] a | b\n[3] 1 | 2\n");
}

/* A text of one line of 9000 words must come whole, in whatever pieces. */
static void assert_nothing_is_cut(const char *type)
{
    struct buf header, body;
    buf_init(&header, 200);
    buf_init(&body, SIZE_MAX / 4);
    buf_add_format(&header, "From: a@b.example\nContent-Type: %s\n", type);
    for (unsigned i = 0; i < 9000; i++)
        buf_add_format(&body, "w%u ", i);
    struct letter *letter = read_parts(header.data, body.data);
    size_t length = 0;
    for (size_t i = 0; i < letter->line_count; i++) {
        length += strlen(letter->line[i].text) + 1;
        assert_int_equal(letter->line[i].joined, i > 0);
    }
    assert_int_equal(length, body.length);
    letter_free(&letter);
    buf_free(&header);
    buf_free(&body);
}

static void long_lines_are_broken_and_not_cut(void **state)
{
    (void)state;
    assert_nothing_is_cut("text/plain");
    assert_nothing_is_cut("text/plain; format=flowed");
    assert_nothing_is_cut("text/html");
}

/* ---- HTML ---- */

static void html_keeps_lines_lists_bold_and_links(void **state)
{
    (void)state;
    assert_html(
        "<html><head><title>x</title><style>p{}</style></head><body>"
        "<p>Bun&#259;&nbsp;ziua,<br>m&#259; \n numesc <a href='https://x.example/?a=b'>Ion</a></p>"
        "<p>&nbsp;</p><div>a<div>b</div>c</div>"
        "<ul><li>unu<li><p>doi</p></ul><ol><li>trei</ol>"
        "<h2>Titlu</h2><p><b>Nume:</b> <span style='font-weight:700'>Ion</span></p><p><b>Nu</b> tot</p>"
        "<pre>x\n  y</pre>&lt;z&gt; <script>alert('<p>')</script></body></html>footer",
        "Bună ziua,\nmă numesc Ion\n\na\nb\nc\n* unu\n* doi\n* 1. trei\n# Titlu\n# Nume: Ion\nNu tot\n"
        "x\ny\n<z>\nfooter\n");
}

static void hidden_html_is_dropped(void **state)
{
    (void)state;
    assert_html("<div style='display:none;max-height:0'>a<p>b</div><span style=\"mso-hide:all\">c</span>"
                "<p hidden>d</p><p style='visibility: hidden'>e</p><!-- f --><![if mso]>g<![endif]>"
                "<div style='font-size:0'>h<p style='font-size:14px'>vizibil</p>i</div>"
                "<span style='opacity:0'>j</span><p style='max-height:0px;overflow:hidden'>k</p>"
                "<p style='font-size:0.9em'>mic</p>",
                "g\nvizibil\nmic\n");
}

static void data_tables_become_rows_and_layout_stays_lines(void **state)
{
    (void)state;
    assert_html("<table><tr><th>Nume</th><th>Telefon</th></tr><tr><td>Ion<br>Pop</td><td></td></tr></table>"
                "<table><tr><td><table><tr><td>Nume:</td><td>Ana</td></tr></table></td></tr><tr><td>jos</"
                "td></tr></table>"
                "<table><tr><td><img></td><td>Ion<br>Director</td></tr></table>"
                "<table><tr><td>unu</td></tr><tr><td>doi</td></tr></table>",
                "# [1] Nume | Telefon\n[1] Ion Pop |\n[2] Nume: | Ana\njos\nIon\nDirector\nunu\ndoi\n");
}

static void a_row_within_a_cell_is_a_row(void **state)
{
    (void)state;
    assert_html("<table><tr><td>a<div><tr>b<td>c<td>d</div></table>", "a\nb\n[1] c | d\n");
}

static void html_quotes_have_a_depth(void **state)
{
    (void)state;
    assert_html("<p>a</p><blockquote type=cite>b<blockquote type='cite'>c</blockquote></blockquote>"
                "<blockquote>indent</blockquote><div class='yahoo_quoted'>d</div>"
                "<blockquote class='gmail_quote'>e</blockquote>f",
                "a\n> b\n> > c\nindent\n> d\n> e\nf\n");
}

/* ---- the MIME tree ---- */

#define ALTERNATIVE                                                                                          \
    "From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n"                                 \
    "--x\nContent-Type: text/plain; charset=utf-8\n\n%s\n--x\nContent-Type: text/html; "                     \
    "charset=utf-8\n\n%s\n--x--\n"

static void assert_chooses(const char *plain, const char *html, bool from_html)
{
    struct buf raw;
    buf_init(&raw, SIZE_MAX / 4);
    buf_add_format(&raw, ALTERNATIVE, plain, html);
    struct letter *letter = read_bytes(raw.data, raw.length);
    assert_int_equal(letter->from_html, from_html);
    letter_free(&letter);
    buf_free(&raw);
}

static void the_plain_part_is_preferred_unless_it_says_less(void **state)
{
    (void)state;
    assert_chooses("Nume: Ion", "<p>Nume: Ion</p>", false);
    assert_chooses("", "<p>Nume: Ion</p>", true);
    assert_chooses("This message is in HTML.",
                   "<p>Buna ziua, doresc sa ma inscriu in grupul de lucru. Ma numesc Ion Popescu si sunt "
                   "director la Asociatia X, telefonul meu este 0722 123 456. Multumesc mult de tot.</p>",
                   true);
    assert_chooses("Nume Telefon\nIon 0722",
                   "<table><tr><td>Nume</td><td>Telefon</td></tr><tr><td>Ion</td><td>0722</td></tr></table>",
                   true);
    assert_chooses("Nume\tTelefon\nIon\t0722",
                   "<table><tr><td>Nume</td><td>Telefon</td></tr><tr><td>Ion</td><td>0722</td></tr></table>",
                   false);
}

static void attachments_are_listed(void **state)
{
    (void)state;
    struct letter *letter = read_text(
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
        "--x\nContent-Type: multipart/related; boundary=y\n\n"
        "--y\nContent-Type: text/html\n\n<p>text</p>\n"
        "--y\nContent-Type: image/png; name=logo.png\nContent-ID: <i>\n\nabc\n--y--\n"
        "--x\nContent-Type: Application/PDF\n"
        "Content-Disposition: attachment; filename*=utf-8''fi%C8%99%C4%83.pdf\n\nabcd\n"
        "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"a\r\nb.txt\"\n\nsecret\n"
        "--x\nContent-Type: text/plain\n\nlist footer\n"
        "--x--\n");
    assert_int_equal(letter->attachment_count, 3);
    assert_string_equal(letter->attachment[0].name, "logo.png");
    assert_true(letter->attachment[0].is_inline);
    assert_string_equal(letter->attachment[1].name, "fișă.pdf");
    assert_string_equal(letter->attachment[1].type, "application/pdf");
    assert_int_equal(letter->attachment[1].size, 4);
    assert_false(letter->attachment[1].is_inline);
    assert_lines(&letter, "text\nlist footer\n");
}

static void reports_are_taken_apart(void **state)
{
    (void)state;
    struct letter *letter = read_text(
        "Return-Path: <>\nFrom: MAILER-DAEMON@x.example\n"
        "Content-Type: multipart/report; report-type=Delivery-Status; boundary=x\n\n"
        "--x\n\nNot delivered.\n"
        "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\nStatus: "
        "5.1.1\n"
        "--x\nContent-Type: message/rfc822\n\nMessage-ID: <ours@x>\nSubject: s\n\nNume: Ion\n--x--\n");
    assert_string_equal(letter->content_type, "multipart/report");
    assert_string_equal(letter->report_type, "delivery-status");
    assert_non_null(strstr(letter->delivery_report, "Status: 5.1.1"));
    assert_non_null(strstr(letter->returned_headers, "<ours@x>"));
    assert_int_equal(letter->attachment_count, 0);
    assert_lines(&letter, "Not delivered.\n");
}

static void an_attached_message_is_text_passed_on(void **state)
{
    (void)state;
    struct letter *letter =
        read_text("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
                  "--x\n\nown\n--x\nContent-Type: message/rfc822\n\nSubject: s\n\ninside\n--x--\n");
    assert_int_equal(letter->line_count, 2);
    assert_int_equal(letter->line[0].zone, ZONE_OWN);
    assert_int_equal(letter->line[1].zone, ZONE_FORWARDED);
    assert_string_equal(letter->attachment[0].type, "message/rfc822");
    assert_string_equal(letter->returned_headers, "");
    letter_free(&letter);
}

static void calendars_and_encryption_are_noticed(void **state)
{
    (void)state;
    struct letter *letter =
        read_text("From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n"
                  "--x\n\ntext\n--x\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--x--\n");
    assert_true(letter->has_calendar);
    assert_false(letter->is_encrypted);
    assert_lines(&letter, "text\n");
    letter = read_text("From: a@b.example\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nabc\n");
    assert_true(letter->is_encrypted);
    letter_free(&letter);
    letter = read_parts("From: a@b.example\n", "-----BEGIN PGP MESSAGE-----\n\nabc\n");
    assert_true(letter->is_encrypted);
    letter_free(&letter);
}

static void zones_have_words(void **state)
{
    (void)state;
    assert_string_equal(zone_word(ZONE_OWN), "own");
    assert_string_equal(zone_word(ZONE_SIGNATURE), "signature");
    assert_string_equal(zone_word(ZONE_QUOTED), "quoted");
    assert_string_equal(zone_word(ZONE_FORWARDED), "forwarded");
    assert_string_equal(zone_word(ZONE_FOOTER), "footer");
}

int main(void)
{
    letter_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_decoded),
        cmocka_unit_test(subjects_lose_every_reply_mark),
        cmocka_unit_test(odd_from_lines_give_one_safe_address_or_none),
        cmocka_unit_test(only_plain_addresses_may_go_into_an_envelope),
        cmocka_unit_test(a_null_return_path_is_seen),
        cmocka_unit_test(raw_eight_bit_headers_are_read),
        cmocka_unit_test(what_is_no_message_is_refused),
        cmocka_unit_test(broken_header_blocks_are_read_as_far_as_they_go),
        cmocka_unit_test(relays_do_not_change_the_hash),
        cmocka_unit_test(charset_labels_are_not_believed_blindly),
        cmocka_unit_test(transfer_encodings_are_undone),
        cmocka_unit_test(nul_bytes_end_nothing),
        cmocka_unit_test(quote_marks_are_counted_and_taken_off),
        cmocka_unit_test(hard_wraps_are_joined_and_lists_are_not),
        cmocka_unit_test(flowed_text_is_joined),
        cmocka_unit_test(what_clients_add_to_plain_text_is_taken_off),
        cmocka_unit_test(tables_in_plain_text_become_rows),
        cmocka_unit_test(long_lines_are_broken_and_not_cut),
        cmocka_unit_test(html_keeps_lines_lists_bold_and_links),
        cmocka_unit_test(hidden_html_is_dropped),
        cmocka_unit_test(data_tables_become_rows_and_layout_stays_lines),
        cmocka_unit_test(a_row_within_a_cell_is_a_row),
        cmocka_unit_test(html_quotes_have_a_depth),
        cmocka_unit_test(the_plain_part_is_preferred_unless_it_says_less),
        cmocka_unit_test(attachments_are_listed),
        cmocka_unit_test(reports_are_taken_apart),
        cmocka_unit_test(an_attached_message_is_text_passed_on),
        cmocka_unit_test(calendars_and_encryption_are_noticed),
        cmocka_unit_test(zones_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
