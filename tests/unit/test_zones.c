/* What of a message its writer wrote: quoted and forwarded text, signatures and footers of real mail clients.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grefier/base/buf.h"
#include "grefier/letter/letter.h"
#include "grefier/rules/rules.h"

static struct rules *rules;

static int load_rules(void **state)
{
    (void)state;
    const char *folder = getenv("GREFIER_RULES");
    struct err err = {0};
    struct buf problems;
    buf_init(&problems, 65536);
    int result = rules_load(&folder, 1, &rules, &problems, &err);
    if (result != 0)
        print_error("%s\n%s\n", err.text, problems.data ? problems.data : "");
    buf_free(&problems);
    return result;
}

static int free_rules(void **state)
{
    (void)state;
    rules_free(&rules);
    return 0;
}

/* Lines that are not blank, each with its zone: "O " own, "S " signature, "Q " quoted, "F " forwarded, "X "
 * footer. */
static void assert_zones_of(const char *header, const struct rules *with, const char *body,
                            const char *expected)
{
    struct buf raw, text;
    buf_init(&raw, 65536);
    buf_init(&text, 65536);
    buf_add_format(&raw, "From: Ion <ion@x.example>\n%s\n%s", header, body);
    struct letter *letter = NULL;
    assert_int_equal(letter_read(raw.data, raw.length, with, &letter, NULL), 0);
    buf_add_text(&text, "");
    for (size_t i = 0; i < letter->line_count; i++)
        if (!letter->line[i].blank)
            buf_add_format(&text, "%c %s\n", "OSQFX"[letter->line[i].zone], letter -> line[i].text);
    assert_string_equal(text.data, expected);
    assert_null(letter->damage);
    letter_free(&letter);
    buf_free(&text);
    buf_free(&raw);
}

static void assert_zones(const char *body, const char *expected)
{
    assert_zones_of("Content-Type: text/plain; charset=utf-8\n", rules, body, expected);
}

static void assert_html_zones(const char *body, const char *expected)
{
    assert_zones_of("Content-Type: text/html; charset=utf-8\n", rules, body, expected);
}

/* ---- replies in plain text ---- */

static void header_lines_of_many_clients_belong_to_the_quote(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "Pe 15 apr. 2024, la 10:22, Secretariat ProTECT <s@protect.example> a scris:",
        "În mar., 16 apr. 2024 la 15:52, Secretariat <s@protect.example> a scris:",
        "În data de 2024-04-15 10:22, Secretariat a scris:",
        "La 15.04.2024 10:22, Secretariat a scris:",
        "luni, 15 aprilie 2024 la 10:22:31 EEST, Secretariat <s@protect.example> a scris:",
        "Secretariat <s@protect.example> a scris:",
        "Secretariat ProTECT a scris:",
        "On Mon, Apr 15, 2024 at 10:22 AM Secretariat <s@protect.example> wrote:",
        "On 15 Apr 2024, at 10:22, Secretariat <s@protect.example> wrote:",
        "2024. ápr. 15. 10:22 keltezéssel, Titkárság írta:",
        "Titkárság <s@protect.example> ezt írta (időpont: 2024. ápr. 15., H, 10:22):",
        "Quoting Secretariat <s@protect.example>:",
        "-----Mesaj original-----",
        "-------- Mesajul original --------",
        "-----Original Message-----",
        "2024-04-15 10:22 GMT+03:00 Secretariat <s@protect.example>:",
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct buf body, expected;
        buf_init(&body, 2000);
        buf_init(&expected, 2000);
        buf_add_format(&body, "Ma inscriu.\n\n%s\n\n> Numele?\n> Telefonul?\n\nIon, 0722\n", headers[i]);
        buf_add_format(&expected, "O Ma inscriu.\nQ %s\nQ Numele?\nQ Telefonul?\nO Ion, 0722\n", headers[i]);
        assert_zones(body.data, expected.data);
        buf_free(&body);
        buf_free(&expected);
    }
}

static void a_header_broken_by_the_client_is_still_one(void **state)
{
    (void)state;
    assert_zones("Ma inscriu.\nÎn mar., 16 apr. 2024 la 15:52, Secretariat ProTECT\n<s@protect.example> a "
                 "scris:\n> x\n",
                 "O Ma inscriu.\nQ În mar., 16 apr. 2024 la 15:52, Secretariat ProTECT\nQ "
                 "<s@protect.example> a scris:\n"
                 "Q x\n");
    assert_zones(
        "Ma inscriu.\n\nOn Mon, Apr 15, 2024 at 10:22 AM Secretariat\n<s@protect.example>\nwrote:\n\n> x\n",
        "O Ma inscriu.\nQ On Mon, Apr 15, 2024 at 10:22 AM Secretariat\nQ <s@protect.example>\nQ wrote:\nQ "
        "x\n");
    assert_zones("Pe 3 mai nu pot.\nPe 15 apr. 2024, la 10:22, X <s@protect.example> a scris:\n> x\n",
                 "O Pe 3 mai nu pot.\nQ Pe 15 apr. 2024, la 10:22, X <s@protect.example> a scris:\nQ x\n");
}

static void a_line_that_begins_with_a_number_is_no_part_of_the_header_below(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "Pe 24.11.2026 08:00, Secretariatul a scris:",
        "On 24.11.2026 08:00, Secretariatul wrote:",
        "On Tue, Nov 24, 2026 at 8:00 AM Secretariatul <s@protect.example> wrote:",
        "24 noiembrie 2026 08:00, \"Secretariatul\" <s@protect.example> a scris:",
        "2026-11-24 08:00 GMT+02:00 Secretariatul <s@protect.example>:",
        "Secretariatul <s@protect.example> a scris:",
    };
    static const char *const above[] = {"9 retrage", "16 funcția lector", "2 organizația Asociația din 2010"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        for (size_t j = 0; j < (strchr(headers[i], '2') ? 3 : 2); j++) {
            struct buf body, expected;
            buf_init(&body, 2000);
            buf_init(&expected, 2000);
            buf_add_format(&body, "12 nume Ana\n%s\n%s\n> 1 retrage\n", above[j], headers[i]);
            buf_add_format(&expected, "O 12 nume Ana\nO %s\nQ %s\nQ 1 retrage\n", above[j], headers[i]);
            assert_zones(body.data, expected.data);
            buf_free(&body);
            buf_free(&expected);
        }
    assert_zones("9 retrage\nPe 24 nov. 2026, la 08:00, Secretariatul Grupului de lucru\n<s@p.example> a "
                 "scris:\n> x\n",
                 "O 9 retrage\nQ Pe 24 nov. 2026, la 08:00, Secretariatul Grupului de lucru\n"
                 "Q <s@p.example> a scris:\nQ x\n");
}

static void without_quote_marks_a_quote_reaches_to_the_end(void **state)
{
    (void)state;
    assert_zones("Ma inscriu.\n\nÎn data de 2024-04-15 10:22, X a scris:\ncitat\n\nmai departe\n",
                 "O Ma inscriu.\nQ În data de 2024-04-15 10:22, X a scris:\nQ citat\nQ mai departe\n");
    assert_zones("Ma inscriu, Ion\n\nTrimis din Yahoo Mail pe Android\n\n"
                 "  Pe lun., 15 apr. 2024 la 10:22, X<s@p.example> a scris:   LANSARE\ncitat\n",
                 "O Ma inscriu, Ion\nX Trimis din Yahoo Mail pe Android\n"
                 "Q Pe lun., 15 apr. 2024 la 10:22, X<s@p.example> a scris: LANSARE\nQ citat\n");
}

static void answers_between_quoted_lines_are_own(void **state)
{
    (void)state;
    assert_zones("> Numele?\nIon Popescu\n> Telefonul?\n0722\n",
                 "Q Numele?\nO Ion Popescu\nQ Telefonul?\nO 0722\n");
    assert_zones_of("Content-Type: text/plain\n", NULL, "a\n> b\nc\n-- \nd\n", "O a\nQ b\nO c\nS --\nS d\n");
}

static void words_that_a_client_wrapped_out_of_a_quote_stay_quoted(void **state)
{
    (void)state;
    assert_zones(
        "Ma inscriu.\n> Scopul Grupului de Lucru este de a aduce la un loc profesionisti din\ndiferite\n"
        "> domenii de activitate\n",
        "O Ma inscriu.\nQ Scopul Grupului de Lucru este de a aduce la un loc profesionisti din\n"
        "Q diferite\nQ domenii de activitate\n");
}

static void outlook_header_blocks_begin_a_quote(void **state)
{
    (void)state;
    assert_zones("Ma inscriu.\n\n________________________________\nFrom: X <s@protect.example>\n"
                 "Sent: Monday, April 15, 2024 10:22 AM\nTo: Ion\nSubject: Lansare\n\ncitat\n",
                 "O Ma inscriu.\nQ ________________________________\nQ From: X <s@protect.example>\n"
                 "Q Sent: Monday, April 15, 2024 10:22 AM\nQ To: Ion\nQ Subject: Lansare\nQ citat\n");
    assert_zones(
        "Ma inscriu.\n\nDe la: X\nTrimis: luni, 15 aprilie 2024 10:22\nCătre: a@b.example; \nc@d.example\n"
        "Subiect: Lansare\n\ncitat\n",
        "O Ma inscriu.\nQ De la: X\nQ Trimis: luni, 15 aprilie 2024 10:22\nQ Către: a@b.example;\nQ "
        "c@d.example\n"
        "Q Subiect: Lansare\nQ citat\n");
    assert_zones(
        "Jelentkezem.\n\nFeladó: X <s@protect.example>\nKüldve: 2024. április 15. 10:22\nCímzett: Ion\n"
        "Tárgy: Meghívó\n\nx\n",
        "O Jelentkezem.\nQ Feladó: X <s@protect.example>\nQ Küldve: 2024. április 15. 10:22\nQ Címzett: Ion\n"
        "Q Tárgy: Meghívó\nQ x\n");
}

static void the_labels_of_a_form_are_no_header_block(void **state)
{
    (void)state;
    assert_zones("Buna ziua,\nSubiect: inscriere\nNume: Ion\n",
                 "O Buna ziua,\nO Subiect: inscriere\nO Nume: Ion\n");
    assert_zones(
        "Către: Grupul de lucru\nDe la: Asociația X\nData: 15.04.2024\nSubiect: Înscriere\n\nNume: Ion\n",
        "O Către: Grupul de lucru\nO De la: Asociația X\nO Data: 15.04.2024\nO Subiect: Înscriere\nO Nume: "
        "Ion\n");
    assert_zones("Salut,\nDe la: Ion\nEmail: ion@x.example\nSubiect: inscriere\nTelefon: 0722\n",
                 "O Salut,\nO De la: Ion\nO Email: ion@x.example\nO Subiect: inscriere\nO Telefon: 0722\n");
}

/* ---- messages passed on ---- */

static void forward_marks_begin_a_forwarded_message(void **state)
{
    (void)state;
    static const char *const marks[] = {"---------- Forwarded message ---------",
                                        "-------- Mesaj redirecționat --------",
                                        "---------- Mesaj redirecționat ---------",
                                        "Begin forwarded message:",
                                        "Început mesaj redirecționat:",
                                        "-------- Továbbított üzenet --------",
                                        "----- Forwarded message from X <x@y.example> -----"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct buf body, expected;
        buf_init(&body, 2000);
        buf_init(&expected, 2000);
        buf_add_format(&body, "Vedeti.\n\n%s\nFrom: X <x@y.example>\nSubject: S\n\nNume: Ana\n", marks[i]);
        buf_add_format(&expected, "O Vedeti.\nF %s\nF From: X <x@y.example>\nF Subject: S\nF Nume: Ana\n",
                       marks[i]);
        assert_zones(body.data, expected.data);
        buf_free(&body);
        buf_free(&expected);
    }
}

static void own_words_below_a_marked_forward_are_own(void **state)
{
    (void)state;
    assert_zones("Begin forwarded message:\n\n> From: X <x@y.example>\n>\n> text\n\nMa inscriu, Ion\n",
                 "F Begin forwarded message:\nF From: X <x@y.example>\nF text\nO Ma inscriu, Ion\n");
}

static void a_divider_and_a_header_line_are_one_header(void **state)
{
    (void)state;
    assert_zones("Ma inscriu.\n\n------- Original Message -------\nOn Monday, April 15th, 2024 at 10:22, X "
                 "<a@b.example> wrote:"
                 "\n\n> Telefonul?\n\n0722\n",
                 "O Ma inscriu.\nQ ------- Original Message -------\n"
                 "Q On Monday, April 15th, 2024 at 10:22, X <a@b.example> wrote:\nQ Telefonul?\nO 0722\n");
}

static void words_behind_a_forward_are_found_in_the_html(void **state)
{
    (void)state;
    assert_zones_of(
        "Content-Type: multipart/alternative; boundary=x\n", rules,
        "--x\nContent-Type: text/plain\n\n---------- Forwarded message ---------\nFrom: X <x@y.example>\n"
        "Subject: S\n\ntext\n\nIon, 0722\n"
        "--x\nContent-Type: text/html\n\n<div class=gmail_quote><div class=gmail_attr>"
        "---------- Forwarded message ---------<br>From: X &lt;x@y.example&gt;<br>Subject: "
        "S<br></div>text</div>"
        "<div>Ion, 0722</div>\n--x--\n",
        "F ---------- Forwarded message ---------\nF From: X <x@y.example>\nF Subject: S\nF text\nO Ion, "
        "0722\n");
}

static void a_header_block_under_a_fwd_subject_is_a_forward(void **state)
{
    (void)state;
    assert_zones_of(
        "Subject: FW: Lansare\nContent-Type: text/plain; charset=utf-8\n", rules,
        "From: X <x@y.example>\nSent: Monday, April 15, 2024 10:22 AM\nSubject: S\n\ntext\n",
        "F From: X <x@y.example>\nF Sent: Monday, April 15, 2024 10:22 AM\nF Subject: S\nF text\n");
}

static void roundcube_passes_on_below_the_divider_of_its_answers(void **state)
{
    (void)state;
    assert_zones_of(
        "Subject: Fwd: L\nContent-Type: text/plain; charset=utf-8\n", rules,
        "Vedeti.\n\n-------- Mesajul original --------\nSubiect: L\nData: 2024-04-15 10:22\n"
        "De la: X <x@y.example>\nCătre: Ion\n\ntext\n",
        "O Vedeti.\nF -------- Mesajul original --------\nF Subiect: L\nF Data: 2024-04-15 10:22\n"
        "F De la: X <x@y.example>\nF Către: Ion\nF text\n");
}

static void what_a_mail_system_returns_is_forwarded(void **state)
{
    (void)state;
    assert_zones("I couldn't deliver.\n\n--- Below this line is a copy of the message.\n\n"
                 "Return-Path: <a@b.example>\n\nNume: Ion\n",
                 "O I couldn't deliver.\nF --- Below this line is a copy of the message.\n"
                 "F Return-Path: <a@b.example>\nF Nume: Ion\n");
}

/* ---- HTML containers ---- */

static void a_number_in_a_block_above_the_cite_prefix_is_own(void **state)
{
    (void)state;
    assert_html_zones(
        "<p>16 funcția lector</p>\n<div class=\"moz-cite-prefix\">On 24.11.2026 08:00, Secretariatul "
        "wrote:<br></div><blockquote type=\"cite\">1 retrage</blockquote>",
        "O 16 funcția lector\nQ On 24.11.2026 08:00, Secretariatul wrote:\nQ 1 retrage\n");
}

static void gmail_quotes_may_be_answered_in_between(void **state)
{
    (void)state;
    assert_html_zones(
        "<div>Bună</div><div class=gmail_quote><div class=gmail_attr>În lun., 15 apr. 2024 la 10:22, X "
        "&lt;s@p.example&gt; a scris:<br></div><blockquote "
        "class=gmail_quote>Numele?</blockquote><div>Ion</div>"
        "<blockquote class=gmail_quote>Telefonul?</blockquote><div>0722</div></div>",
        "O Bună\nQ În lun., 15 apr. 2024 la 10:22, X <s@p.example> a scris:\nQ Numele?\nO Ion\nQ "
        "Telefonul?\nO 0722\n");
}

static void a_gmail_forward_ends_with_its_container(void **state)
{
    (void)state;
    assert_html_zones(
        "Vedeti<div class=gmail_signature>Ion<br>Director</div><div class=gmail_quote><div class=gmail_attr>"
        "---------- Forwarded message ---------<br>De la: X &lt;x@y.example&gt;<br>Subject: S<br></div>"
        "<div>text</div></div><div>sub</div>",
        "O Vedeti\nS Ion\nS Director\nF ---------- Forwarded message ---------\nF De la: X <x@y.example>\n"
        "F Subject: S\nF text\nO sub\n");
}

static void outlook_thunderbird_yahoo_and_rainloop_quotes_are_seen(void **state)
{
    (void)state;
    assert_html_zones(
        "<p class=MsoNormal>Ma inscriu</p><div style='border-top:solid'><p><b>From:</b> X "
        "&lt;s@p.example&gt;<br>"
        "<b>Sent:</b> Monday, April 15, 2024 10:22 AM<br><b>Subject:</b> L</p></div><p>citat</p>",
        "O Ma inscriu\nQ From: X <s@p.example>\nQ Sent: Monday, April 15, 2024 10:22 AM\nQ Subject: L\nQ "
        "citat\n");
    assert_html_zones(
        "<div>Text</div><div id=Signature>Ana</div><hr><div id=divRplyFwdMsg><b>De la:</b> X<br>"
        "<b>Trimis:</b> luni, 15 aprilie 2024</div><div>citat</div>",
        "O Text\nS Ana\nQ De la: X\nQ Trimis: luni, 15 aprilie 2024\nQ citat\n");
    assert_html_zones(
        "<p>a</p><div class=moz-cite-prefix>X a zis asta:</div><blockquote type=cite>b</blockquote>"
        "<p>c</p><pre class=moz-signature>-- \nIon\nDirector</pre>",
        "O a\nQ X a zis asta:\nQ b\nO c\nS --\nS Ion\nS Director\n");
    assert_html_zones(
        "<p>a</p><div id=yahoo_quoted_1 class=yahoo_quoted><div>Pe 15 aprilie X a scris:</div>b</div>c",
        "O a\nQ Pe 15 aprilie X a scris:\nQ b\nO c\n");
    assert_html_zones(
        "<p>a</p><p>15 aprilie 2024 10:22, \"X\" &lt;s@p.example&gt; a scris:</p><blockquote>b</blockquote>c",
        "O a\nQ 15 aprilie 2024 10:22, \"X\" <s@p.example> a scris:\nQ b\nO c\n");
}

/* ---- signatures ---- */

static void a_delimiter_announces_the_signature(void **state)
{
    (void)state;
    assert_zones("Ma inscriu.\n-- \nIon Popescu\nDirector\n",
                 "O Ma inscriu.\nS --\nS Ion Popescu\nS Director\n");
    assert_zones("Ma inscriu.\n_____\nIon Popescu\n\n> x\n", "O Ma inscriu.\nS _____\nS Ion Popescu\nQ x\n");
}

static void a_name_block_below_a_closing_phrase_is_the_signature(void **state)
{
    (void)state;
    static const char *const phrases[] = {"Cu stimă,",     "Cu deosebită considerație",
                                          "Cu drag, ",     "Toate cele bune!",
                                          "O zi bună,",    "Mulțumesc anticipat",
                                          "Best regards,", "Kind regards",
                                          "Üdvözlettel,",  "Tisztelettel:"};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        struct buf body, expected;
        buf_init(&body, 2000);
        buf_init(&expected, 2000);
        buf_add_format(&body, "Ma inscriu.\n\n%s\n\nIon Popescu\nDirector\nTel: 0722\n\nP.S. Vin cu Ana.\n",
                       phrases[i]);
        size_t length = strlen(phrases[i]);
        while (phrases[i][length - 1] == ' ')
            length--;
        buf_add_format(&expected,
                       "O Ma inscriu.\nO %.*s\nS Ion Popescu\nS Director\nS Tel: 0722\nO P.S. Vin cu Ana.\n",
                       (int)length, phrases[i]);
        assert_zones(body.data, expected.data);
        buf_free(&body);
        buf_free(&expected);
    }
}

static void thanks_at_the_top_and_text_below_make_no_signature(void **state)
{
    (void)state;
    assert_zones("Mulțumesc!\nNume: Ion\nTelefon: 0722\n", "O Mulțumesc!\nO Nume: Ion\nO Telefon: 0722\n");
    assert_zones(
        "Salut,\nMulțumesc,\nAvem doi colegi care vor sa participe la grupul de lucru anuntat.\n",
        "O Salut,\nO Mulțumesc,\nO Avem doi colegi care vor sa participe la grupul de lucru anuntat.\n");
    assert_zones("Salut,\nMulțumesc,\n- Ion, director\n- Ana, profesor\n",
                 "O Salut,\nO Mulțumesc,\nO - Ion, director\nO - Ana, profesor\n");
}

static void a_message_typed_into_the_signature_container_is_own(void **state)
{
    (void)state;
    assert_html_zones(
        "<div class=gmail_signature>Doresc sa ma inscriu in grupul de lucru, sunt director la Asociatia X."
        "<br>Ion Popescu</div>",
        "O Doresc sa ma inscriu in grupul de lucru, sunt director la Asociatia X.\nO Ion Popescu\n");
}

/* ---- footers ---- */

static void what_machines_add_below_is_a_footer(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "Trimis de pe iPhone-ul meu",
        "Trimis din Yahoo Mail pe Android",
        "Obțineți Outlook pentru Android",
        "Sent from my iPhone",
        "Get Outlook for iOS",
        "Elküldve az iPhone-omról",
        "Virus-free. www.avast.com",
        "Acest e-mail a fost verificat pentru viruși de software-ul antivirus Avast.",
        "Please consider the environment before printing this e-mail",
        "Acest mesaj este confidențial și destinat exclusiv destinatarului.",
        "If you are not the intended recipient, please delete this message.",
        "To unsubscribe from this group, send an email to x+unsubscribe@y.example."};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct buf body, expected;
        buf_init(&body, 2000);
        buf_init(&expected, 2000);
        buf_add_format(&body, "Ma inscriu, Ion.\n\n%s\n\nTelefon: 0722\n", lines[i]);
        buf_add_format(&expected, "O Ma inscriu, Ion.\nX %s\nO Telefon: 0722\n", lines[i]);
        assert_zones(body.data, expected.data);
        buf_free(&body);
        buf_free(&expected);
    }
}

static void a_disclaimer_goes_on_over_its_paragraphs(void **state)
{
    (void)state;
    assert_zones("Ma inscriu.\n\nCu stimă,\nIon\n\n______\nNOTĂ DE CONFIDENȚIALITATE\nAcest mesaj este "
                 "confidențial.\n\n"
                 "Vă rugăm anunțați expeditorul și ștergeți mesajul.\n",
                 "O Ma inscriu.\nO Cu stimă,\nS Ion\nX ______\nX NOTĂ DE CONFIDENȚIALITATE\n"
                 "X Acest mesaj este confidențial.\nX Vă rugăm anunțați expeditorul și ștergeți mesajul.\n");
}

static void what_people_ask_for_is_no_footer(void **state)
{
    (void)state;
    assert_zones(
        "Vă rog să mă dezabonați de la grup.\nSunt de acord cu prelucrarea datelor personale (GDPR).\n",
        "O Vă rog să mă dezabonați de la grup.\nO Sunt de acord cu prelucrarea datelor personale (GDPR).\n");
}

int main(void)
{
    letter_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_lines_of_many_clients_belong_to_the_quote),
        cmocka_unit_test(a_header_broken_by_the_client_is_still_one),
        cmocka_unit_test(a_line_that_begins_with_a_number_is_no_part_of_the_header_below),
        cmocka_unit_test(without_quote_marks_a_quote_reaches_to_the_end),
        cmocka_unit_test(answers_between_quoted_lines_are_own),
        cmocka_unit_test(words_that_a_client_wrapped_out_of_a_quote_stay_quoted),
        cmocka_unit_test(outlook_header_blocks_begin_a_quote),
        cmocka_unit_test(the_labels_of_a_form_are_no_header_block),
        cmocka_unit_test(forward_marks_begin_a_forwarded_message),
        cmocka_unit_test(own_words_below_a_marked_forward_are_own),
        cmocka_unit_test(a_divider_and_a_header_line_are_one_header),
        cmocka_unit_test(words_behind_a_forward_are_found_in_the_html),
        cmocka_unit_test(a_header_block_under_a_fwd_subject_is_a_forward),
        cmocka_unit_test(roundcube_passes_on_below_the_divider_of_its_answers),
        cmocka_unit_test(what_a_mail_system_returns_is_forwarded),
        cmocka_unit_test(a_number_in_a_block_above_the_cite_prefix_is_own),
        cmocka_unit_test(gmail_quotes_may_be_answered_in_between),
        cmocka_unit_test(a_gmail_forward_ends_with_its_container),
        cmocka_unit_test(outlook_thunderbird_yahoo_and_rainloop_quotes_are_seen),
        cmocka_unit_test(a_delimiter_announces_the_signature),
        cmocka_unit_test(a_name_block_below_a_closing_phrase_is_the_signature),
        cmocka_unit_test(thanks_at_the_top_and_text_below_make_no_signature),
        cmocka_unit_test(a_message_typed_into_the_signature_container_is_own),
        cmocka_unit_test(what_machines_add_below_is_a_footer),
        cmocka_unit_test(a_disclaimer_goes_on_over_its_paragraphs),
        cmocka_unit_test(what_people_ask_for_is_no_footer),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
