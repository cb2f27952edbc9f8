/* Who may never be answered by a machine: RFC 3834, responders, bounces, lists, forms, odd authors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "grefier/reading/guard.h"
#include "reading_case.h"

#define SIGNUP "Doresc să mă înscriu în grupul de lucru.\n" LABELLED

struct guard_case {
    const char *headers, *subject, *body;
};

static struct guard_finding look(const struct guard_case *given, struct letter **letter)
{
    *letter = letter_of(given->headers, given->subject, given->body);
    return guard_look(*letter, shipped_rules());
}

static void assert_found(const struct guard_case *cases, size_t count, enum kind kind, bool hold)
{
    for (size_t i = 0; i < count; i++) {
        struct letter *letter;
        struct guard_finding finding = look(&cases[i], &letter);
        if (finding.kind != kind || finding.hold != hold || !finding.name || !finding.reason)
            fail_msg("kind %d hold %d (%s) for: %s%s / %s", (int)finding.kind, finding.hold,
                     finding.name ? finding.name : "no mark", cases[i].headers, cases[i].subject,
                     cases[i].body);
        letter_free(&letter);
    }
}

#define ASSERT_FOUND(cases, kind, hold) assert_found(cases, sizeof(cases) / sizeof *(cases), kind, hold)

static void test_people_pass(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA, "Înscriere", SIGNUP},
        {ANA "Auto-Submitted: no\n", "Înscriere", SIGNUP},
        {ANA "Reply-To: Ana Pop <ANA.POP@lumina.example>\n", "Înscriere", SIGNUP},
        {ANA "Return-Path: <ana.pop@lumina.example>\n", "Înscriere", SIGNUP},
        {ANA "Sender: secretara@lumina.example\n", "Înscriere", SIGNUP},
        {"From: Registratura <registratura@isj.example>\n", "Adresa nr. 4406", SIGNUP},
        {"From: DGASPC <secretariat@dgaspc.example>\n", "Desemnare", SIGNUP},
        {"From: office@lumina.example\n", "Grup de lucru", SIGNUP},
        {"From: contact@lumina.example\n", "Grup de lucru", SIGNUP},
        {ANA, "Autoritatea pentru copii: înscriere", SIGNUP},
        {ANA, "Înscriere", "Intru în concediu luna viitoare, de aceea o înscriu pe colega mea.\n"},
        {ANA "X-Mailer: Microsoft Outlook 16.0\nX-Spam-Flag: NO\n", "Înscriere", SIGNUP},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter *letter;
        struct guard_finding finding = look(&cases[i], &letter);
        if (finding.kind != KIND_OTHER || finding.hold || finding.name)
            fail_msg("%s for: %s%s", finding.name, cases[i].headers, cases[i].subject);
        letter_free(&letter);
    }
}

static void test_machine_headers(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA "Auto-Submitted: auto-replied\n", "Înscriere", SIGNUP},
        {ANA "AUTO-SUBMITTED: auto-generated; x=y\n", "Înscriere", SIGNUP},
        {ANA "Precedence: bulk\n", "Înscriere", SIGNUP},
        {ANA "Precedence: Auto_Reply\n", "Înscriere", SIGNUP},
        {ANA "List-Id: <x.liste.example>\n", "Înscriere", SIGNUP},
        {ANA "List-Unsubscribe: <https://x.example>\n", "Înscriere", SIGNUP},
        {ANA "X-Autoreply: yes\n", "Înscriere", SIGNUP},
        {ANA "X-Autorespond: concediu\n", "Înscriere", SIGNUP},
        {ANA "X-Loop: tichete@x.example\n", "Înscriere", SIGNUP},
        {ANA "Feedback-ID: 1:2:x\n", "Înscriere", SIGNUP},
        {ANA "X-Mailer: Mailchimp Mailer\n", "Înscriere", SIGNUP},
        {ANA "Return-Path: <>\n", "Înscriere", SIGNUP},
        {ANA "Return-Path: <bounce-12-x=y.example@news.example>\n", "Înscriere", SIGNUP},
        {"To: inscrieri@protect.example\n", "Înscriere", SIGNUP},
    };
    ASSERT_FOUND(cases, KIND_AUTOMATIC, false);
}

static void test_senders_that_are_nobody(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {"From: X <noreply@x.example>\n", "Înscriere", SIGNUP},
        {"From: No Reply <no-reply+12@x.example>\n", "Înscriere", SIGNUP},
        {"From: nu-raspunde@x.example\n", "Înscriere", SIGNUP},
        {"From: do_not_reply@x.example\n", "Înscriere", SIGNUP},
        {"From: registratura-noreply@ps6.example\n", "Înscriere", SIGNUP},
        {"From: postmaster@x.example\n", "Înscriere", SIGNUP},
        {"From: wordpress@x.example\n", "Înscriere", SIGNUP},
        {"From: Google Forms <forms-receipts-noreply@x.example>\n", "Înscriere", SIGNUP},
        {"From: notificari@x.example\n", "Înscriere", SIGNUP},
    };
    ASSERT_FOUND(cases, KIND_AUTOMATIC, false);
}

static void test_responders_without_a_header(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA, "Răspuns automat: Confirmare înscriere", SIGNUP},
        {ANA, "Automatic reply: Confirmare", SIGNUP},
        {ANA, "Absent de la birou: Re: Confirmare", SIGNUP},
        {ANA, "Concediu Re: Confirmare înscriere", SIGNUP},
        {ANA, "Abwesenheitsnotiz: Confirmare", SIGNUP},
        {ANA, "Réponse automatique : Confirmare", SIGNUP},
        {ANA, "Automatikus válasz: Confirmare", SIGNUP},
        {ANA, "Citit: Confirmare înscriere", "Mesajul a fost citit."},
        {ANA, "Read: Confirmare", "x"},
        {ANA, "Re: Confirmare", "Acesta este un răspuns automat, vă rugăm să nu răspundeți la el."},
        {ANA, "Re: Confirmare", "Mesajul dumneavoastră a fost recepționat și va fi prelucrat."},
        {ANA, "Re: Confirmare", "Solicitarea dvs. a fost înregistrată cu nr. 31884/24.04.2024."},
        {ANA, "Re: Confirmare", "În perioada 9-20 mai sunt în concediu de odihnă. Ana Pop"},
        {ANA, "Solicitarea dvs. a fost înregistrată cu nr. 318", "Vă mulțumim."},
        {ANA, "Re: Confirmare", "Această adresă de e-mail nu mai este folosită."},
        {ANA, "Re: Confirmare", "This mailbox is no longer monitored."},
        {ANA, "Știri", "Primiți acest e-mail pentru că v-ați abonat pe site."},
    };
    ASSERT_FOUND(cases, KIND_AUTOMATIC, false);
}

static void test_bounces(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {"From: MAILER-DAEMON@mx.example\n", "Undelivered Mail Returned to Sender", "x"},
        {ANA, "Undelivered Mail Returned to Sender", SIGNUP},
        {ANA, "Delivery Status Notification (Failure)", "x"},
        {ANA, "Mail delivery failed: returning message to sender", "x"},
        {ANA, "Nelivrat: Confirmare înscriere", "x"},
        {ANA, "Re: Confirmare", "This is the mail system at host mx.example."},
        {ANA, "Re: Confirmare", "Your message to ion@x.example couldn't be delivered."},
        {ANA "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", "Raport",
         "--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: "
         "dns; "
         "x\n\nAction: failed\n--b--\n"},
    };
    ASSERT_FOUND(cases, KIND_BOUNCE, false);
}

static void test_reports_and_calendars(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n", "Raport",
         "--b\nContent-Type: text/plain\n\nx\n--b--\n"},
        {ANA "Content-Type: text/calendar; method=REQUEST\n", "Ședință", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"},
    };
    ASSERT_FOUND(cases, KIND_AUTOMATIC, false);
}

static void test_programs_that_write_for_people(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA "X-Mailer: PHPMailer 6.9.1\n", "Mesaj", SIGNUP},
        {ANA, "[Site] Mesaj nou din formularul de contact", SIGNUP},
        {ANA, "Mesaj", SIGNUP "\nAcest e-mail a fost trimis din formularul de contact de pe Site"},
    };
    ASSERT_FOUND(cases, KIND_AUTOMATIC, true);
}

/* Nobody's header says so: a wish beside it is still for a person to see. */
static void test_absence_in_ordinary_words(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA, "Re: Confirmare", "November 30-ig szabadságon vagyok, leveleimet nem olvasom."},
        {ANA, "Re: Confirmare", "Hi! I'm travelling with patchy internet until 6 May."},
        {ANA, "Re: Confirmare", "Revin la birou pe 3 decembrie."},
        {ANA, "Re: Confirmare", "Ich bin bis Montag nicht erreichbar."},
    };
    ASSERT_FOUND(cases, KIND_AUTOMATIC, true);
}

static void test_people_whom_a_machine_must_not_answer(void **state)
{
    (void)state;
    static const struct guard_case cases[] = {
        {ANA, "Re: Out of Office", SIGNUP}, /* somebody may answer our own notice */
        {ANA "Reply-To: altcineva@x.example\n", "Înscriere", SIGNUP},
        {"From: Ana Pop <ana@x.example>, Ion Pop <ion@x.example>\n", "Înscriere", SIGNUP},
        {ANA "Sender: trimitator@alt.example\n", "Înscriere", SIGNUP},
        {ANA "X-Auto-Response-Suppress: All\n", "Înscriere", SIGNUP},
        {ANA "X-Spam-Flag: YES\n", "Înscriere", SIGNUP},
        {"From: inscrieri@protect.example\nTo: inscrieri@protect.example\n", "Înscriere", SIGNUP},
    };
    ASSERT_FOUND(cases, KIND_OTHER, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people_pass),
        cmocka_unit_test(test_machine_headers),
        cmocka_unit_test(test_senders_that_are_nobody),
        cmocka_unit_test(test_responders_without_a_header),
        cmocka_unit_test(test_bounces),
        cmocka_unit_test(test_reports_and_calendars),
        cmocka_unit_test(test_programs_that_write_for_people),
        cmocka_unit_test(test_absence_in_ordinary_words),
        cmocka_unit_test(test_people_whom_a_machine_must_not_answer),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
