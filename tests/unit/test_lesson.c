/* What a "no" teaches: a made-up message that is doubted alike, and in which nobody can be found. */
#include "roster_fixture.h"
#include "grefier/base/text.h"
#include "grefier/service/lesson.h"
#include "reading_case.h"

#define PERSON                                                                                               \
    "From: =?utf-8?q?Doina_M=2E_=C8=98tef=C4=83nescu?= <doinita.stefanescu77@apele-linistite.example>\n"     \
    "To: inscrieri@protect.example\n"
#define DOUBTFUL                                                                                                 \
    "Salutare din Bălți!\nDacă acceptați și oameni de peste Prut, eu sunt gata: Doina-Maria Ștefănescu, " \
    "procuroră, Procuratura municipiului Bălți, 0722 333 444. Particip online la ce se poate, dar nu "        \
    "promit că pot la toate.\n"
#define MOST_VALUES 40

/* A letter as the store remembers it while it waits. */
struct memory {
    struct letter *letter;
    struct letter_record record;
    struct value_record value[MOST_VALUES];
    size_t count;
    int64_t applicant[CAP_PEOPLE];
};

static void remember_value(struct memory *memory, int64_t applicant, const char *field, const char *text)
{
    if (text && memory->count < MOST_VALUES)
        memory->value[memory->count++] = (struct value_record){
            .applicant = applicant, .field = field, .text = text, .piece = text, .where = "own", .line = 1};
}

static struct memory remembered(const char *headers, const char *subject, const char *body)
{
    struct memory memory = {.letter = letter_of(headers, subject, body)};
    struct verdict *verdict = NULL;
    reading_read(memory.letter, shipped_rules(), &verdict);
    memory.record = (struct letter_record){.number = 15,
                                           .kind = verdict->kind,
                                           .action = verdict->action,
                                           .reason = verdict->reason,
                                           .from_name = memory.letter->from.name,
                                           .from_address = memory.letter->from.address,
                                           .subject = memory.letter->subject,
                                           .spoke = verdict->spoke,
                                           .spoke_count = verdict->spoke_count,
                                           .urgent = verdict->urgent,
                                           .waiting = true};
    for (size_t i = 0; i < verdict->person_count; i++) {
        memory.applicant[i] = (int64_t)i + 1;
        for (size_t j = 0; j < FIELD_FIRST_CUSTOM; j++)
            remember_value(&memory, memory.applicant[i], rules_field(shipped_rules(), j)->id,
                           verdict->person[i].field[j].text);
        remember_value(&memory, memory.applicant[i], "email", verdict->person[i].email);
    }
    memory.record.applicant_count = verdict->person_count;
    return memory;
}

static bool learn(struct memory *memory, struct lesson *lesson)
{
    memory->record.applicant = memory->applicant;
    return lesson_of(shipped_rules(), &memory->record, memory->value, memory->count, memory->letter->arena,
                     lesson);
}

static void assert_holds_nobody(struct memory *memory, const struct lesson *lesson)
{
    static const char *const hers[] = {"doin",  "stefan", "liniste", "linistite", "apele", "procuratur",
                                       "balti", "722333", "333444",  "procuror",  "prut",  "@apele"};
    struct arena *arena = memory->letter->arena;
    const char *key =
        text_key(arena, arena_format(arena, "%s %s %s", lesson->sender, lesson->subject, lesson->body));
    for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
        if (strstr(key, hers[i]))
            fail_msg("\"%s\" is left in: %s", hers[i], key);
}

static void a_lesson_is_doubted_for_the_reason_of_the_message(void **state)
{
    (void)state;
    struct lesson lesson;
    struct memory memory = remembered(PERSON, "De peste Prut", DOUBTFUL);
    struct buf message;
    struct letter *replayed = NULL;
    struct verdict *verdict = NULL;
    struct err err = {0};
    assert_int_equal(memory.record.action, ACTION_REVIEW);
    assert_true(learn(&memory, &lesson));
    assert_string_equal(lesson.subject, "De peste …");
    buf_init(&message, 1u << 16);
    lesson_message(lesson.sender, LESSON_ADDRESS, lesson.subject, lesson.body, &message);
    assert_int_equal(letter_read(message.data, message.length, shipped_rules(), &replayed, &err), 0);
    reading_read(replayed, shipped_rules(), &verdict);
    assert_int_equal(verdict->action, ACTION_REVIEW);
    assert_string_equal(verdict->reason, memory.record.reason);
    letter_free(&replayed);
    letter_free(&memory.letter);
    buf_free(&message);
}

static void nobody_is_found_in_a_lesson(void **state)
{
    (void)state;
    static const char *const subject[] = {
        "Doina Ștefănescu",
        "DOINA STEFANESCU",
        "ŞTEFĂNESCU D.",             /* with a cedilla */
        "de la Doina",               /* the given name alone */
        "pentru Doinița",            /* a pet name */
        "mesajul Doinei Ștefănescu", /* the genitive */
        "Stefanesculeasca",          /* derived */
        "Ste\u200Bfanescu",          /* parted by nothing that can be seen */
        "D o i n a  S t e f a n e s c u",
        "Ștefănescu-Popa Doina-Maria",
        "Doina\xC2\xA0Ștefănescu", /* a blank that does not break */
        "doinita.stefanescu77@apele-linistite.example",
        "(doinita.stefanescu77 la apele-linistite.example)",
        "https://apele-linistite.example/doina",
        "tel 0722333444",
        "tel 0722.333.444",
        "tel 07 22 33 34 44",
        "tel +40(722)333-444",
        "tel O722333444",
        "tel zero sapte doi doi trei trei trei patru patru patru",
        "Procuratura municipiului Bălți",
        "=?utf-8?q?Doina_=C8=98tef=C4=83nescu?=",
        "Peste Prut: Doina,Ștefănescu;0722333444",
    };
    for (size_t i = 0; i < sizeof subject / sizeof *subject; i++) {
        struct lesson lesson;
        struct memory memory = remembered(PERSON, subject[i], DOUBTFUL);
        if (!learn(&memory, &lesson))
            fail_msg("no lesson is learnt of \"%s\": %s", subject[i], memory.record.reason);
        assert_holds_nobody(&memory, &lesson);
        assert_null(strpbrk(lesson.subject, "0123456789@"));
        assert_null(text_find(lesson.subject, "trei"));
        letter_free(&memory.letter);
    }
}

static void a_stranger_who_is_only_named_is_not_found_either(void **state)
{
    (void)state;
    static const char *const subject[] = {"Recomandare de la Xenofont Brânzei", "din partea dlui Brinzei",
                                          "pentru Ana Popescu", "Ионеску Петру"};
    for (size_t i = 0; i < sizeof subject / sizeof *subject; i++) {
        struct lesson lesson;
        struct memory memory = remembered(PERSON, subject[i], DOUBTFUL);
        assert_true(learn(&memory, &lesson));
        const char *key = text_key(memory.letter->arena, lesson.subject);
        assert_null(strstr(key, "xenofont"));
        assert_null(strstr(key, "brinzei"));
        assert_null(strstr(key, "branzei"));
        assert_null(strstr(key, "popescu"));
        assert_null(strstr(key, "\xD0")); /* a Cyrillic letter */
        letter_free(&memory.letter);
    }
}

/* Peste and Mesaj are common words of a subject: here they are somebody's. */
static void a_name_that_is_a_common_word_is_left_out_too(void **state)
{
    (void)state;
    struct lesson lesson;
    struct memory memory =
        remembered("From: Mesaj Peste <m.peste@x.example>\nTo: inscrieri@protect.example\n",
                   "De peste Prut, mesaj", DOUBTFUL);
    assert_true(learn(&memory, &lesson));
    assert_string_equal(lesson.subject, "De …");
    letter_free(&memory.letter);
}

static void an_office_that_is_called_by_common_words_teaches_too(void **state)
{
    (void)state;
    struct lesson lesson;
    struct memory memory =
        remembered("From: Grupul de lucru Telefon <contact@x.example>\nTo: inscrieri@protect.example\n",
                   "De peste Prut", DOUBTFUL);
    assert_true(learn(&memory, &lesson));
    assert_non_null(strstr(lesson.body, "Asociația Exemplu"));
    letter_free(&memory.letter);
}

static void a_made_up_person_is_called_otherwise_than_the_real_one(void **state)
{
    (void)state;
    struct lesson lesson;
    struct memory memory =
        remembered("From: Ana Stancu <ana.stancu@x.example>\nTo: inscrieri@protect.example\n",
                   "De peste Prut", DOUBTFUL);
    assert_true(learn(&memory, &lesson));
    const char *key = text_key(memory.letter->arena,
                               arena_format(memory.letter->arena, "%s %s", lesson.sender, lesson.body));
    assert_null(strstr(key, "stancu"));
    assert_null(strstr(key, "ana "));
    letter_free(&memory.letter);
}

static void nothing_is_kept_of_cries_for_help_and_requests_about_data(void **state)
{
    (void)state;
    static const char *const body[] = {
        "Fiica mea este șantajată cu poze pe internet, vă rog ajutați-mă, nu știu ce să fac.\n",
        "Vreau să raportez un caz: un vecin trimite poze unei fetițe.\n",
        "Vă rog să îmi retrageți înscrierea din grupul de lucru.\n",
        "În temeiul art. 17 RGPD vă cer ștergerea datelor mele cu caracter personal.\n",
    };
    for (size_t i = 0; i < sizeof body / sizeof *body; i++) {
        struct lesson lesson;
        struct memory memory = remembered(PERSON, "De peste Prut", body[i]);
        assert_int_equal(memory.record.action, ACTION_REVIEW);
        assert_false(learn(&memory, &lesson));
        letter_free(&memory.letter);
    }
}

static void nothing_is_kept_of_a_doubt_that_the_words_do_not_give(void **state)
{
    (void)state;
    struct lesson lesson;
    struct memory memory = remembered(PERSON, "De peste Prut", DOUBTFUL);
    memory.record.reason = "replies are asked to another address";
    assert_false(learn(&memory, &lesson));
    memory.record.action = ACTION_ACKNOWLEDGE; /* its answer is held */
    assert_false(learn(&memory, &lesson));
    letter_free(&memory.letter);
}

/* ---- in the store ---- */

static int64_t keep(struct fixture *fixture, const char *name, const char *address)
{
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_REVIEW);
    struct taken taken;
    OK(fixture, take(fixture, name, address, &verdict, NULL, NULL, &taken));
    const struct lesson lesson = {.letter = taken.letter,
                                  .sender = "Radu Dobre",
                                  .subject = "participare …",
                                  .body = "Vin eu pentru ele.\n"};
    OK(fixture, roster_keep_lesson(fixture->roster, &lesson, NOW, &fixture->err));
    return taken.letter;
}

static size_t kept(struct fixture *fixture)
{
    struct lesson *lesson = NULL;
    size_t count = 0;
    OK(fixture, roster_lessons(fixture->roster, fixture->arena, &lesson, &count, &fixture->err));
    return count;
}

static void a_lesson_is_kept_once_a_letter(void **state)
{
    struct fixture *fixture = *state;
    struct lesson *lesson = NULL;
    size_t count = 0;
    int64_t letter = keep(fixture, "maria-1", "maria@ubb.example");
    OK(fixture,
       roster_keep_lesson(fixture->roster,
                          &(struct lesson){.letter = letter, .sender = "", .subject = "", .body = ""}, NOW,
                          &fixture->err));
    fixture_reopen(fixture);
    OK(fixture, roster_lessons(fixture->roster, fixture->arena, &lesson, &count, &fixture->err));
    assert_int_equal(count, 1);
    assert_int_equal(lesson[0].letter, letter);
    assert_string_equal(lesson[0].sender, "Radu Dobre");
    assert_string_equal(lesson[0].subject, "participare …");
    assert_string_equal(lesson[0].body, "Vin eu pentru ele.\n");
    assert_string_equal(lesson[0].reason, "all fields given");
    assert_string_equal(lesson[0].language, "ro");
}

static void forgetting_an_address_takes_the_lessons_of_its_letters(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    keep(fixture, "maria-1", "maria@ubb.example");
    keep(fixture, "ion-1", "ion@ubb.example");
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "Maria@ubb.example"}, NOW, &erased,
                              &fixture->err));
    assert_int_equal(kept(fixture), 1);
}

static void forgetting_somebody_takes_lessons_that_name_a_namesake(void **state)
{
    struct fixture *fixture = *state;
    const struct person person = person_of("Dobre Radu", "profesor", "UBB", "+40755111222");
    const struct taking_person taken_person = {.person = &person};
    const struct verdict verdict = verdict_of(KIND_REGISTRATION, ACTION_ACKNOWLEDGE);
    struct taken taken;
    struct erased erased;
    keep(fixture, "maria-1", "maria@ubb.example");
    OK(fixture, take(fixture, "radu-1", "radu@ubb.example", &verdict, &taken_person, NULL, &taken));
    OK(fixture, roster_forget(fixture->roster, &(struct whom){.address = "radu@ubb.example"}, NOW, &erased,
                              &fixture->err));
    assert_int_equal(kept(fixture), 0);
}

static void a_lesson_goes_with_age(void **state)
{
    struct fixture *fixture = *state;
    struct erased erased;
    keep(fixture, "maria-1", "maria@ubb.example");
    OK(fixture, roster_expire(fixture->roster, NOW + 10, 10, 10, &erased, &fixture->err));
    assert_int_equal(kept(fixture), 1);
    OK(fixture, roster_expire(fixture->roster, NOW + 11, 10, 10, &erased, &fixture->err));
    assert_int_equal(kept(fixture), 0);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lesson_is_doubted_for_the_reason_of_the_message),
        cmocka_unit_test(nobody_is_found_in_a_lesson),
        cmocka_unit_test(a_stranger_who_is_only_named_is_not_found_either),
        cmocka_unit_test(a_name_that_is_a_common_word_is_left_out_too),
        cmocka_unit_test(an_office_that_is_called_by_common_words_teaches_too),
        cmocka_unit_test(a_made_up_person_is_called_otherwise_than_the_real_one),
        cmocka_unit_test(nothing_is_kept_of_cries_for_help_and_requests_about_data),
        cmocka_unit_test(nothing_is_kept_of_a_doubt_that_the_words_do_not_give),
        STORE_TEST(a_lesson_is_kept_once_a_letter),
        STORE_TEST(forgetting_an_address_takes_the_lessons_of_its_letters),
        STORE_TEST(forgetting_somebody_takes_lessons_that_name_a_namesake),
        STORE_TEST(a_lesson_goes_with_age),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
