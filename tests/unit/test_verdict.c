/* The whole reading: action, people, what is missing, and how it is told to programs and to people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "grefier/reading/reading.h"
#include "reading_case.h"

static struct verdict *read_case(const char *headers, const char *subject, const char *body,
                                 struct letter **letter)
{
    struct verdict *verdict = NULL;
    *letter = letter_of(headers, subject, body);
    reading_read(*letter, shipped_rules(), &verdict);
    assert_non_null(verdict);
    assert_non_null(verdict->reason);
    assert_non_null(verdict->language);
    return verdict;
}

static void test_actions(void **state)
{
    (void)state;
    static const struct {
        const char *headers, *subject, *body;
        enum kind kind;
        enum action action;
    } cases[] = {
        {ANA, "Înscriere", "Doresc să mă înscriu în grupul de lucru.\n" LABELLED, KIND_REGISTRATION,
         ACTION_ACKNOWLEDGE},
        {ANA, "Grup", "Doresc să mă înscriu în grupul de lucru.", KIND_REGISTRATION, ACTION_ASK},
        {ANA, "Doresc să fac parte din grupul de lucru",
         "Nume - Ana Pop\nPost - asistent medical\nLoc de muncă - Primăria comunei Poplaca\nMobil - 0722 345 "
         "678\n",
         KIND_REGISTRATION, ACTION_ACKNOWLEDGE},
        {ANA, "Aplicație",
         "Nume: Ana Pop\nPostul vizat: asistent social\nAngajator actual: Asociația Lumina\nTelefon: 0722 "
         "345 678\n",
         KIND_OTHER, ACTION_IGNORE},
        {ANA, "Înscriere curs",
         "Cum mă cheamă: Ana Pop\nCe fac: psiholog\nUnde lucrez: Asociația Lumina\nNumărul meu: 0722 345 "
         "678\n",
         KIND_OTHER, ACTION_IGNORE},
        {ANA, "Înscriere grup de lucru",
         "Nume: Ana Pop\nTelefon: 0722 345 678. Din păcate nu mai pot participa.\n", KIND_WITHDRAWAL,
         ACTION_REVIEW},
        {ANA, "Grup", "Vreau în grupul de lucru, vă rog să mă înscrieți. Nu fac parte din nicio organizație.",
         KIND_REGISTRATION, ACTION_REVIEW},
        {ANA, "Grup",
         "VREAU SI EU SA FIU IN GRUPUL DE LUCRU, SINT PENSIONARA SI NU APARTIN DE NICIO INSTITUTIE.\n"
         "POP ANA, MOINESTI, TELEFON 0722 345 678",
         KIND_REGISTRATION, ACTION_REVIEW},
        {ANA "Reply-To: altul@x.example\n", "Înscriere",
         "Doresc să mă înscriu în grupul de lucru.\n" LABELLED, KIND_REGISTRATION, ACTION_REVIEW},
        {ANA "Reply-To: altul@x.example\n", "Factura", "Vă trimit factura." SIGNATURE, KIND_OTHER,
         ACTION_IGNORE},
        {ANA "X-Mailer: PHPMailer 6.9.1\n", "Formular", "Doresc să mă înscriu în grupul de lucru.\n" LABELLED,
         KIND_REGISTRATION, ACTION_REVIEW},
        {ANA "X-Mailer: PHPMailer 6.9.1\n", "Formular", "Aș vrea o ofertă.\n" LABELLED, KIND_AUTOMATIC,
         ACTION_IGNORE},
        {ANA, "Concediu / înscriere",
         "Sunt în concediu, dar vă rog să mă înscrieți în grupul de lucru.\n" LABELLED, KIND_REGISTRATION,
         ACTION_ACKNOWLEDGE},
        {ANA, "Re: Grup de lucru",
         "Sunt în concediu până pe 18, deci scurt: mă înscriu în grupul de lucru.\n" LABELLED,
         KIND_REGISTRATION, ACTION_REVIEW},
        {ANA, "Grup de lucru",
         "Mă înscriu în grupul de lucru.\n" LABELLED
         "\nPentru dezabonare de la comunicările băncii sunați la 0800 801 100.\n",
         KIND_REGISTRATION, ACTION_ACKNOWLEDGE},
        {ANA "Auto-Submitted: auto-replied\n", "Concediu / înscriere",
         "Sunt în concediu, dar vă rog să mă înscrieți în grupul de lucru.\n" LABELLED, KIND_AUTOMATIC,
         ACTION_IGNORE},
        {"From: Andrei Bulgaru <andrei.bulgaru@x.example>\n", "pentru mama",
         "Scriu eu pentru mama. Ea vrea să fie în grupul de lucru, eu doar tastez.\n\n"
         "Valentina Bulgaru, asistentă medicală, Colegiul Economic Vaslui, telefon 0744 302 518.\n\nAndrei\n",
         KIND_REGISTRATION, ACTION_ACKNOWLEDGE},
        {ANA, "Concediu", "Sunt în concediu până luni. Vă voi răspunde la întoarcere.\n" SIGNATURE,
         KIND_AUTOMATIC, ACTION_IGNORE},
        {ANA "Auto-Submitted: auto-replied\n", "Înscriere",
         "Doresc să mă înscriu în grupul de lucru.\n" LABELLED, KIND_AUTOMATIC, ACTION_IGNORE},
        {ANA, "Undelivered Mail Returned to Sender", "Doresc să mă înscriu.\n" LABELLED, KIND_BOUNCE,
         ACTION_IGNORE},
        {ANA, "x", "Vă rog să mă scoateți de pe listă." SIGNATURE, KIND_WITHDRAWAL, ACTION_REVIEW},
        {ANA, "x", "Vreau să raportez un caz de abuz.", KIND_SENSITIVE, ACTION_REVIEW},
        {ANA, "x", "Vă mulțumesc frumos." SIGNATURE, KIND_OTHER, ACTION_IGNORE},
        {ANA, "x",
         "De când s-a pensionat doamna inginer răspund eu de toate. Doresc să mă înscriu în grupul de lucru.",
         KIND_REGISTRATION, ACTION_ASK},
        {ANA, "x", "De când m-am pensionat am timp. Doresc să mă înscriu în grupul de lucru.",
         KIND_REGISTRATION, ACTION_REVIEW},
        {"From: Coleg <coleg@protect.example>\nTo: inscrieri@protect.example\n", "Fwd: Înscriere",
         "Ai notat-o?\n\n---------- Forwarded message ---------\nDe la: Ana Pop <ana@x.example>\nDate: lun., "
         "15 apr. 2024 la 10:22\nSubject: Înscriere\nTo: <coleg@protect.example>\n\nDoresc să mă înscriu în "
         "grupul de lucru.\n" LABELLED,
         KIND_REGISTRATION, ACTION_REVIEW},
        {"From: Coleg <coleg@protect.example>\nTo: inscrieri@protect.example\n", "cea de ieri",
         "M-a amuzat asta, e deja trecută.\n\n> Doresc să mă înscriu în grupul de lucru.\n", KIND_OTHER,
         ACTION_IGNORE},
        {"From: Ana Pop <ana.pop@lumina.example>\nTo: cabinet@minister.example\nCc: "
         "inscrieri@protect.example\n",
         "Înscriere", "Vă rog să mă înscrieți.\n" LABELLED, KIND_REGISTRATION, ACTION_REVIEW},
        {"From: Coleg <coleg@protect.example>\nTo: inscrieri@protect.example\n", "înscrieri",
         "Câte înscrieri avem în grupul de lucru? Pune-i și pe cei de ieri în tabel.", KIND_OTHER,
         ACTION_IGNORE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter *letter;
        struct verdict *verdict = read_case(cases[i].headers, cases[i].subject, cases[i].body, &letter);
        if (verdict->kind != cases[i].kind || verdict->action != cases[i].action)
            fail_msg("%s, %s (%s) for: %s%s / %s", kind_word(verdict->kind), action_word(verdict->action),
                     verdict->reason, cases[i].headers, cases[i].subject, cases[i].body);
        letter_free(&letter);
    }
}

#define COLLEAGUE "From: Andra Cozma <andra@protect.example>\nTo: inscrieri@protect.example\n"
#define STRANGER  "From: Petra Zlotea <petra@y.example>\nTo: inscrieri@protect.example\n"
#define BELOW                                                                                                \
    "\n________________________________\nDe la: Prună Octav <octav.pruna@x.example>\nTrimis: joi, 26 "      \
    "noiembrie "                                                                                             \
    "2026 10:12\nCătre: Andra Cozma <andra@protect.example>\nSubiect: grupul\n\n"
#define OCTAV "Comisar Octav Prună, Poliția Sălaj, tel. 0260 661 505.\n\nCu respect,\nO. Prună\n"

static void test_a_sign_up_passed_on_is_its_writers(void **state)
{
    (void)state;
    static const struct {
        const char *headers, *body;
        enum action action;
        const char *name, *phone, *given;
    } cases[] = {
        {COLLEAGUE,
         "A ajuns la mine din greșeală. Îl adaugi tu?\nA.\n" BELOW "Doresc să fac parte din grup. " OCTAV,
         ACTION_REVIEW, "Octav Prună", "+40260661505", "octav.pruna@x.example"},
        {STRANGER, "Vă trimit ce am primit eu.\n" BELOW "Vreau să mă înscriu în grupul de lucru. " OCTAV,
         ACTION_REVIEW, "Octav Prună", "+40260661505", "octav.pruna@x.example"},
        {COLLEAGUE,
         "Pentru tine.\n" BELOW "O pun mai departe.\n" BELOW "Doresc să fac parte din grup. " OCTAV,
         ACTION_REVIEW, "Octav Prună", "+40260661505", "octav.pruna@x.example"},
        {STRANGER,
         "Mă înscriu în grupul de lucru, ca și domnul de mai jos. Petra Zlotea, jurist, Asociația Lumina, "
         "0722 "
         "345 678.\n" BELOW "Vreau să mă înscriu în grupul de lucru. " OCTAV,
         ACTION_ACKNOWLEDGE, "Petra Zlotea", "+40722345678", NULL},
        {COLLEAGUE, "E un refuz.\n" BELOW "Din păcate nu pot participa la grup. " OCTAV, ACTION_IGNORE, NULL,
         NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter *letter;
        struct verdict *verdict = read_case(cases[i].headers, "FW: grupul", cases[i].body, &letter);
        if (verdict->action != cases[i].action)
            fail_msg("%s (%s) for %s", action_word(verdict->action), verdict->reason, cases[i].body);
        assert_int_equal(verdict->person_count, cases[i].name ? 1 : 0);
        if (cases[i].name) {
            const struct person *person = verdict->person;
            assert_string_equal(person->field[FIELD_NAME].text, cases[i].name);
            assert_string_equal(person->field[FIELD_PHONE].text, cases[i].phone);
            assert_int_equal(person->is_sender, !cases[i].given);
            assert_int_equal(person->email == NULL, cases[i].given != NULL);
            if (cases[i].given) {
                assert_string_equal(person->given_email, cases[i].given);
                assert_string_equal(person->field[FIELD_NAME].evidence.where, "forwarded");
            }
        }
        letter_free(&letter);
    }
}

static struct verdict *read_with_file(const char *subject, const char *body, const char *file,
                                      struct letter **letter)
{
    char text[2048];
    int length =
        snprintf(text, sizeof text,
                 "--b\nContent-Type: text/plain; charset=utf-8\n\n%s\n--b\nContent-Type: "
                 "application/octet-stream\nContent-Disposition: attachment; filename=\"%s\"\n\nx\n--b--\n",
                 body, file);
    assert_in_range(length, 1, sizeof text - 1);
    return read_case(ANA "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n", subject, text,
                     letter);
}

#define CLERK "\n\nRegistratura Primăriei Lupeni\n0254 560 515"

static void test_data_in_an_attachment_are_not_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *subject, *body, *file;
        enum action action;
    } cases[] = {
        {"Grup de lucru", "Atașat găsiți fișa mea de înscriere în grupul de lucru, vă rog să mă înscrieți.",
         "fisa inscriere.pdf", ACTION_REVIEW},
        {"Inscriere grup de lucru - raspuns Primaria Lupeni", "Vezi atașament." CLERK, "desemnare.pdf",
         ACTION_REVIEW},
        {"Inscriere grup de lucru", "", "IMG_4471.jpg", ACTION_REVIEW},
        {"Desemnare reprezentant grup de lucru", "", "2290.tiff", ACTION_REVIEW},
        {"Re: Invitație grup de lucru", "Alăturat." CLERK, "nominalizare.docx", ACTION_REVIEW},
        {"adresa 19803",
         "Vă înaintăm, anexat prezentei, adresa prin care instituția noastră răspunde solicitării de "
         "înscriere în grupul de lucru." CLERK,
         "Adresa_19803.pdf", ACTION_REVIEW},
        {"Grup de lucru", "Am nominalizat doi colegi, tabelul este în fișierul alăturat." CLERK, "tabel.xls",
         ACTION_REVIEW},
        {"Grup de lucru", "Doresc să mă înscriu în grupul de lucru.", "20240511_101.heic", ACTION_REVIEW},
        /* what is attached besides does not matter */
        {"Grup de lucru", "Doresc să mă înscriu în grupul de lucru.", "logo.png", ACTION_ASK},
        {"Grup de lucru", "Doresc să mă înscriu în grupul de lucru.\n" LABELLED, "adresa.pdf",
         ACTION_ACKNOWLEDGE},
        {"Factura", "Vezi atașament.", "Factura 12.pdf", ACTION_IGNORE},
        {"curs", "Vă transmitem alăturat formularul de înscriere la cursul de formare.", "formular.pdf",
         ACTION_IGNORE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter *letter;
        struct verdict *verdict = read_with_file(cases[i].subject, cases[i].body, cases[i].file, &letter);
        if (verdict->action != cases[i].action)
            fail_msg("%s (%s) for: %s / %s / %s", action_word(verdict->action), verdict->reason,
                     cases[i].subject, cases[i].body, cases[i].file);
        letter_free(&letter);
    }
}

static void test_missing_names_what_nobody_gave(void **state)
{
    (void)state;
    struct letter *letter;
    struct verdict *verdict =
        read_case(ANA, "Grup de lucru", "Doresc să mă înscriu în grupul de lucru. Sunt psiholog.\n", &letter);
    assert_int_equal(verdict->action, ACTION_ASK);
    assert_int_equal(verdict->person_count, 1);
    assert_int_equal(verdict->missing, (1u << FIELD_ORGANIZATION) | (1u << FIELD_PHONE));
    letter_free(&letter);
}

static void test_only_signups_give_people(void **state)
{
    (void)state;
    struct letter *letter;
    struct verdict *verdict = read_case(ANA, "Factura", "Vă trimit factura." SIGNATURE, &letter);
    assert_int_equal(verdict->person_count, 0);
    assert_int_equal(verdict->missing, 0);
    letter_free(&letter);
}

static void test_reasons_name_nobody(void **state)
{
    (void)state;
    static const char *const bodies[] = {"Doresc să mă înscriu în grupul de lucru.\n" LABELLED,
                                         "Vă rog să mă scoateți de pe listă." SIGNATURE,
                                         "Nu putem participa." SIGNATURE};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct letter *letter;
        struct verdict *verdict = read_case(ANA, "Ana Pop", bodies[i], &letter);
        assert_null(text_find(verdict->reason, "Ana"));
        assert_null(strchr(verdict->reason, '\n'));
        assert_true(verdict->spoke_count > 0);
        letter_free(&letter);
    }
}

static void test_json(void **state)
{
    (void)state;
    struct letter *letter;
    struct verdict *verdict =
        read_case(ANA, "Înscriere", "Doresc să mă înscriu în grupul de lucru.\n" LABELLED, &letter);
    struct buf out;
    buf_init(&out, 1u << 20);
    reading_json("a \"b\".eml", verdict, shipped_rules(), false, &out);
    static const char start[] =
        "{\"file\": \"a \\\"b\\\".eml\", \"kind\": \"registration\", \"action\": \"acknowledge\", "
        "\"language\": \"ro\", \"people\": [{\"name\": \"Ana Pop\", \"position\": \"psiholog\", "
        "\"organization\": \"Asociația Lumina\", \"phone\": \"+40722345678\", \"sector\": "
        "\"civil-society\"}], \"missing\": [], \"reason\": \"";
    assert_int_equal(strncmp(out.data, start, strlen(start)), 0);
    assert_null(strchr(out.data, '\n'));
    assert_null(strstr(out.data, "evidence"));
    buf_clear(&out);
    reading_json("x", verdict, shipped_rules(), true, &out);
    assert_non_null(strstr(out.data, "\"evidence\": {\"name\": {\"rule\": "));
    buf_free(&out);
    letter_free(&letter);
}

static void test_missing_values_are_null_in_json(void **state)
{
    (void)state;
    struct letter *letter;
    struct verdict *verdict = read_case(ANA, "x", "Doresc să mă înscriu în grupul de lucru.", &letter);
    struct buf out;
    buf_init(&out, 1u << 20);
    reading_json("x", verdict, shipped_rules(), false, &out);
    assert_non_null(strstr(out.data, "\"phone\": null, \"sector\": null"));
    assert_non_null(strstr(out.data, "\"missing\": [\"position\", \"organization\", \"phone\"]"));
    buf_free(&out);
    letter_free(&letter);
}

static void test_text_shows_the_message_and_is_inert(void **state)
{
    (void)state;
    struct letter *letter;
    struct verdict *verdict =
        read_case(ANA, "Înscriere \033]0;x\007",
                  "Doresc să mă înscriu în grupul de lucru. \033[31m\n" LABELLED "\n> citat\n", &letter);
    struct buf plain, color;
    buf_init(&plain, 1u << 20);
    buf_init(&color, 1u << 20);
    reading_text("x\033[2J.eml", letter, verdict, shipped_rules(), true, false, &plain);
    reading_text("x.eml", letter, verdict, shipped_rules(), true, true, &color);
    assert_null(strchr(plain.data, '\033'));
    assert_null(strchr(plain.data, '\007'));
    assert_null(strstr(color.data, "\033[31m"));
    assert_null(strstr(color.data, "\033]"));
    assert_non_null(strstr(color.data, "\033[1m"));
    assert_non_null(strstr(plain.data, "acknowledge"));
    assert_non_null(strstr(plain.data, "own"));
    assert_non_null(strstr(plain.data, "<- phone"));
    assert_non_null(strstr(plain.data, "rules "));
    buf_free(&plain);
    buf_free(&color);
    letter_free(&letter);
}

/* A name that only the From field gives is no mark on the subject. */
static void test_explain_marks_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *subject, *from_line, *subject_line;
    } cases[] = {
        {"Lansare", "  from            Ana Pop  <- name\n", "  subject         Lansare\n"},
        {"Înscriere grup de lucru: Ana Pop, psiholog", "  from            Ana Pop\n",
         "  subject         Înscriere grup de lucru: Ana Pop, psiholog  <- name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter *letter;
        struct verdict *verdict =
            read_case(ANA, cases[i].subject, "Mă înscriu în grupul de lucru.\n", &letter);
        struct buf out;
        buf_init(&out, 65536);
        reading_text("x.eml", letter, verdict, shipped_rules(), true, false, &out);
        if (!strstr(out.data, cases[i].from_line) || !strstr(out.data, cases[i].subject_line))
            fail_msg("%s", out.data);
        buf_free(&out);
        letter_free(&letter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain_marks_where_it_stands),
        cmocka_unit_test(test_actions),
        cmocka_unit_test(test_a_sign_up_passed_on_is_its_writers),
        cmocka_unit_test(test_data_in_an_attachment_are_not_asked_for),
        cmocka_unit_test(test_missing_names_what_nobody_gave),
        cmocka_unit_test(test_only_signups_give_people),
        cmocka_unit_test(test_reasons_name_nobody),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_missing_values_are_null_in_json),
        cmocka_unit_test(test_text_shows_the_message_and_is_inert),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
