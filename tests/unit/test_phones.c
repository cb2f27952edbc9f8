/*
 * Phones in the shapes people write them, a thousand of them, and a thousand other long numbers that are none. The
 * numbers are libphonenumber's own examples, varied; the shapes are written here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/reading/phone.h"
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/reading/people.h"
#include "phone_examples.h"

#define NBSP       "\u00a0"
#define PHONES     1000
#define NO_PHONES  1000
#define SHAPE_SIZE 96
#define TEXT_SIZE  512
#define COUNT(x)   (sizeof(x) / sizeof *(x))

static struct rules *rules;
static uint32_t seed;

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

/* ---- how a number is written ------------------------------------------------------------------------------------ */

/* `digits` in groups: "322" writes 722123456 as "722 12 34 …"; what is left over stands in the last group. */
static void group(const char *digits, const char *sizes, const char *separator, char *to)
{
    size_t count = 0;
    while (*digits) {
        size_t size = *sizes ? (size_t)(*sizes++ - '0') : strlen(digits);
        for (; size && *digits; size--)
            to[count++] = *digits++;
        if (*digits) {
            memcpy(to + count, separator, strlen(separator));
            count += strlen(separator);
        }
    }
    to[count] = '\0';
}

static const char *const separators[] = {" ", ".", "-", "", NBSP, "  ", "\u2013", "\u2011", " - ", "/"};

static void write_national(const struct phone_example *number, char shape[SHAPE_SIZE])
{
    char digits[24], rest[SHAPE_SIZE];
    const char *separator = separators[draw(9)]; /* a slash only behind the area code */
    snprintf(digits, sizeof digits, "0%s", number->significant);
    static const char *const sizes[] = {"4", "433", "43", "4222", "22222", "334", "343"};
    group(digits, sizes[draw(COUNT(sizes))], separator, shape);
    group(digits + 4, "33", separator, rest);
    switch (draw(6)) {
    case 0:
        snprintf(shape, SHAPE_SIZE, "(%.4s) %.80s", digits, rest);
        break;
    case 1:
        snprintf(shape, SHAPE_SIZE, "%.4s/%.80s", digits, rest);
        break;
    case 2:
        snprintf(shape, SHAPE_SIZE, "%s", number->national);
        break;
    default:
        break;
    }
}

static void write_international(const struct phone_example *number, char shape[SHAPE_SIZE])
{
    char rest[SHAPE_SIZE];
    static const char *const sizes[] = {"333", "2222", "3", "1333", "33"};
    group(number->significant, sizes[draw(COUNT(sizes))], separators[draw(9)], rest);
    switch (draw(8)) {
    case 0:
        snprintf(shape, SHAPE_SIZE, "%s", number->e164);
        break;
    case 1:
        snprintf(shape, SHAPE_SIZE, "00%d %.80s", number->country_code, rest);
        break;
    case 2:
        snprintf(shape, SHAPE_SIZE, "00%s", number->e164 + 1);
        break;
    case 3:
        snprintf(shape, SHAPE_SIZE, number->has_zero ? "+%d (0) %.80s" : "+%d %.80s", number->country_code,
                 rest);
        break;
    case 4:
        snprintf(shape, SHAPE_SIZE, number->has_zero ? "+%d(0)%.80s" : "+%d-%.80s", number->country_code,
                 rest);
        break;
    case 5:
        snprintf(shape, SHAPE_SIZE, "(+%d) %.80s", number->country_code, rest);
        break;
    case 6:
        snprintf(shape, SHAPE_SIZE, "+%d.%.80s", number->country_code, rest);
        break;
    default:
        snprintf(shape, SHAPE_SIZE, "%s", number->international);
        break;
    }
}

/* What phones and contact cards put around a number that is copied: left-to-right marks. */
static void add_marks(char shape[SHAPE_SIZE])
{
    char plain[SHAPE_SIZE];
    memcpy(plain, shape, SHAPE_SIZE);
    switch (draw(10)) {
    case 0:
        snprintf(shape, SHAPE_SIZE, "\u202a%.80s\u202c", plain);
        break;
    case 1:
        snprintf(shape, SHAPE_SIZE, "\u2066%.80s\u2069", plain);
        break;
    case 2:
        snprintf(shape, SHAPE_SIZE, "\u200e%.80s", plain);
        break;
    default:
        break;
    }
}

static void write_phone(char shape[SHAPE_SIZE], char e164[20])
{
    static const char *const regions[] = {"RO", "RO", "RO", "MD", "IT", "GB", "DE", "HU"};
    const char *region = regions[draw(COUNT(regions))];
    struct phone_example number = {.country_code = 0};
    assert_true(phone_example_of(region, draw(3) != 0, draw(10000), &number));
    if (strcmp(region, "RO") == 0 && draw(4))
        write_national(&number, shape);
    else
        write_international(&number, shape);
    add_marks(shape);
    memcpy(e164, number.e164, sizeof number.e164);
}

static const char *const around_one[] = {
    "%s",
    "Tel.: %s",
    "tel %s",
    "Telefon: %s.",
    "tel/fax: %s",
    "Tel./Fax %s",
    "Nr. de telefon: %s",
    "nr. tel. %s",
    "Mobil - %s",
    "mob.%s",
    "M: %s",
    "WhatsApp: %s",
    "Telefon %s (mobil)",
    "Ion Pop, psiholog, DGASPC Iași, %s",
    "Ion Pop - psiholog - DGASPC Iași - %s",
    "Ion Pop / psiholog / DGASPC Iași / %s",
    "Ion Pop;psiholog;DGASPC Iași;%s",
    "Ion Pop | psiholog | DGASPC Iași | %s",
    "Mă puteți suna la %s, după ora 16.",
    "Mă puteți suna la %s între 10:00-14:00.",
    "Numărul meu este %s și aștept vești de la dumneavoastră.",
    "sunt disponibilă la numărul %s!",
    "Brașov, 17.04.2024, telefon %s",
    "Str. Lungă nr. 14, 500035 Brașov, tel. %s",
    "My phone is %s.",
    "You can reach me at %s (after 5 pm)",
    "Phone: %s",
    "Cell %s",
    "4. %s",
    "4) %s",
    "d) %s",
    "• telefon – %s",
    "telefon=%s",
    "Telefon ............ %s",
    "<%s>",
    "(tel. %s)",
    "[%s]",
    "„%s”",
    "telefonul: %s; e-mail: ion.pop2@example.ro",
    "CUI 33120567, tel. %s",
    "CNP 1780412170043; tel. %s",
    "Cu stimă, Ion Pop\t%s",
    "Telefon:%s",
    "tel:%s",
    "%s Ion Pop",
    "*%s*",
};

static const char *const around_two[] = {
    "%s/%s",     "%s / %s",
    "%s, %s",    "%s; %s",
    "%s sau %s", "Tel.: %s | Mob.: %s",
    "T %s M %s", "fix %s, mobil %s",
    "%s și %s",  "acasă: %s, serviciu: %s",
};

/* ---- what is found ---------------------------------------------------------------------------------------------- */

struct tally {
    unsigned wanted, right, missed, false_alarms;
};

static int find(const char *text, struct phone found[PHONES_A_TEXT])
{
    struct arena *arena = arena_new();
    struct folded folded = text_fold(arena, text, strlen(text));
    int count = phones_find(rules, &folded, found);
    arena_free(&arena);
    return count;
}

static void count_found(const char *text, char wanted[][20], unsigned wanted_count, struct tally *tally)
{
    struct phone found[PHONES_A_TEXT];
    int count = find(text, found);
    assert_true(count >= 0);
    bool taken[PHONES_A_TEXT] = {false};
    unsigned right = 0;
    for (unsigned i = 0; i < wanted_count; i++)
        for (int k = 0; k < count; k++)
            if (!taken[k] && strcmp(found[k].e164, wanted[i]) == 0) {
                taken[k] = true;
                right++;
                break;
            }
    unsigned wrong = (unsigned)count - right;
    if (right < wanted_count || wrong) {
        print_message("  in “%s”: wanted %s %s, found", text, wanted_count ? wanted[0] : "none",
                      wanted_count > 1 ? wanted[1] : "");
        for (int k = 0; k < count; k++)
            print_message(" %s", found[k].e164);
        print_message("\n");
    }
    tally->wanted += wanted_count;
    tally->right += right;
    tally->missed += wanted_count - right;
    tally->false_alarms += wrong;
}

static void a_thousand_phones_are_found(void **state)
{
    (void)state;
    struct tally tally = {.wanted = 0};
    seed = 20240417;
    while (tally.wanted < PHONES) {
        char text[TEXT_SIZE], first[SHAPE_SIZE], second[SHAPE_SIZE], wanted[2][20];
        write_phone(first, wanted[0]);
        write_phone(second, wanted[1]);
        bool two = draw(8) == 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        if (two)
            snprintf(text, sizeof text, around_two[draw(COUNT(around_two))], first, second);
        else
            snprintf(text, sizeof text, around_one[draw(COUNT(around_one))], first);
#pragma GCC diagnostic pop
        count_found(text, wanted, two ? 2 : 1, &tally);
    }
    double recall = (double)tally.right / tally.wanted;
    double precision = (double)tally.right / (tally.right + tally.false_alarms);
    print_message("%u phones: precision %.4f, recall %.4f\n", tally.wanted, precision, recall);
    assert_true(precision >= 0.99);
    assert_true(recall >= 0.99);
}

/* ---- numbers that are no phones --------------------------------------------------------------------------------- */

static void random_digits(char *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (char)('0' + draw(10));
    to[count] = '\0';
}

/* A personal numeric code with its right control digit. */
static void write_cnp(char text[TEXT_SIZE])
{
    static const char weights[] = "279146358279";
    static const char *const shapes[] = {"CNP %s",
                                         "CNP: %s",
                                         "%s",
                                         "având CNP-ul %s,",
                                         "cod numeric personal %s",
                                         "C.N.P. %s",
                                         "identificată prin CNP %s, domiciliată în Iași"};
    char cnp[24], serial[8];
    random_digits(serial, 3);
    snprintf(cnp, sizeof cnp, "%u%02u%02u%02u%02u%s", (unsigned[]){1, 2, 5, 6}[draw(4)], draw(100),
             1 + draw(12), 1 + draw(28), 1 + draw(46), serial);
    int sum = 0;
    for (int i = 0; i < 12; i++)
        sum += (cnp[i] - '0') * (weights[i] - '0');
    cnp[12] = (char)('0' + (sum % 11 == 10 ? 1 : sum % 11));
    cnp[13] = '\0';
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, TEXT_SIZE, shapes[draw(COUNT(shapes))], cnp);
#pragma GCC diagnostic pop
}

static void write_iban(char text[TEXT_SIZE])
{
    static const char *const banks[] = {"BTRL", "RNCB", "INGB", "TREZ", "BRDE"};
    char check[4], account[20];
    const char *bank = banks[draw(COUNT(banks))];
    random_digits(check, 2);
    random_digits(account, 16);
    switch (draw(4)) {
    case 0:
        snprintf(text, TEXT_SIZE, "IBAN RO%s%s%s", check, bank, account);
        break;
    case 1:
        snprintf(text, TEXT_SIZE, "cont RO%s %s %.4s %.4s %.4s %.4s deschis la bancă", check, bank, account,
                 account + 4, account + 8, account + 12);
        break;
    case 2:
        snprintf(text, TEXT_SIZE, "RO%s %s %.4s %.4s %.4s %.4s", check, bank, account, account + 4,
                 account + 8, account + 12);
        break;
    default:
        snprintf(text, TEXT_SIZE, "Cont IBAN: RO%s%s%s", check, bank, account);
        break;
    }
}

static void write_company(char text[TEXT_SIZE])
{
    char cui[12], other[12];
    random_digits(cui, 8);
    random_digits(other, 4);
    cui[0] = (char)('1' + draw(9));
    switch (draw(5)) {
    case 0:
        snprintf(text, TEXT_SIZE, "CUI: %s", cui);
        break;
    case 1:
        snprintf(text, TEXT_SIZE, "C.U.I. RO %s, J40/%s/2015", cui, other);
        break;
    case 2:
        snprintf(text, TEXT_SIZE, "CIF RO%s", cui);
        break;
    case 3:
        snprintf(text, TEXT_SIZE, "Cod fiscal %s, Reg. Com. J08/%s/12.05.2009", cui, other);
        break;
    default:
        snprintf(text, TEXT_SIZE, "cod unic de înregistrare %s", cui);
        break;
    }
}

static void write_date(char text[TEXT_SIZE])
{
    unsigned day = 1 + draw(28), month = 1 + draw(12), year = 1960 + draw(66), hour = draw(24),
             minute = draw(60);
    switch (draw(8)) {
    case 0:
        snprintf(text, TEXT_SIZE, "%02u.%02u.%u", day, month, year);
        break;
    case 1:
        snprintf(text, TEXT_SIZE, "în data de %02u/%02u/%u, ora %02u:%02u", day, month, year, hour, minute);
        break;
    case 2:
        snprintf(text, TEXT_SIZE, "%u-%02u-%02u %02u:%02u", year, month, day, hour, minute);
        break;
    case 3:
        snprintf(text, TEXT_SIZE, "%02u.%02u.%u - %02u.%02u.%u", day, month, year, day, month, year + 1);
        break;
    case 4:
        snprintf(text, TEXT_SIZE, "perioada 0%u-%02u.%02u.%u", 1 + draw(9), 10 + draw(15), month, year);
        break;
    case 5:
        snprintf(text, TEXT_SIZE, "între %02u.%02u și %02u:%02u-%02u:%02u", day, month, hour, minute, hour,
                 minute);
        break;
    case 6:
        snprintf(text, TEXT_SIZE, "%02u %02u %u", day, month, year);
        break;
    default:
        snprintf(text, TEXT_SIZE, "anii %u-%u, %u/%u", year, year + 3, year, year + 1);
        break;
    }
}

static void write_register(char text[TEXT_SIZE])
{
    char number[8], more[8];
    random_digits(number, 5);
    random_digits(more, 4);
    unsigned year = 2015 + draw(11);
    switch (draw(10)) {
    case 0:
        snprintf(text, TEXT_SIZE, "Nr. %s/17.04.%u", number, year);
        break;
    case 1:
        snprintf(text, TEXT_SIZE, "nr. înreg. 0%s/%02u.%02u.%u", number, 1 + draw(28), 1 + draw(12), year);
        break;
    case 2:
        snprintf(text, TEXT_SIZE, "dosar nr. %s/%s/%u", number, more, year);
        break;
    case 3:
        snprintf(text, TEXT_SIZE, "Dosarul penal %s/P/%u", number, year);
        break;
    case 4:
        snprintf(text, TEXT_SIZE, "adresa dvs. nr. %s din %02u.%02u.%u", number, 1 + draw(28), 1 + draw(12),
                 year);
        break;
    case 5:
        snprintf(text, TEXT_SIZE, "contract %s/%s/%u", number, more, year);
        break;
    case 6:
        snprintf(text, TEXT_SIZE, "Legea nr. 272/2004, Ordinul 1985/1305/5805/%u", year);
        break;
    case 7:
        snprintf(text, TEXT_SIZE, "C.I. seria XT nr. 0%s", number);
        break;
    case 8:
        snprintf(text, TEXT_SIZE, "ref. %s-%s-%u", number, more, year);
        break;
    default:
        snprintf(text, TEXT_SIZE, "Înregistrat sub nr. %s%s / %02u.%02u.%u", number, more, 1 + draw(28),
                 1 + draw(12), year);
        break;
    }
}

static void write_place_or_sum(char text[TEXT_SIZE])
{
    char code[8], number[8];
    random_digits(code, 6);
    random_digits(number, 6);
    switch (draw(7)) {
    case 0:
        snprintf(text, TEXT_SIZE, "Str. Mihai Viteazu nr. %u, cod poștal 0%.5s, București", 1 + draw(300),
                 code);
        break;
    case 1:
        snprintf(text, TEXT_SIZE, "%s Cluj-Napoca, jud. Cluj", code);
        break;
    case 2:
        snprintf(text, TEXT_SIZE, "suma de %u.%.3s.%s,00 lei", 1 + draw(9), code, number + 3);
        break;
    case 3:
        snprintf(text, TEXT_SIZE, "%u %.3s %s EUR", 1 + draw(900), code, number + 3);
        break;
    case 4:
        snprintf(text, TEXT_SIZE, "program 08:00-16:00, 09.30-17.30, zilnic %u-%u", 8 + draw(4),
                 12 + draw(8));
        break;
    case 5:
        snprintf(text, TEXT_SIZE, "coordonate 46.%s, 23.%s", code, number);
        break;
    default:
        snprintf(text, TEXT_SIZE, "https://example.ro/articol/%s%s?id=07%s12", code, number, number);
        break;
    }
}

static void write_meeting(char text[TEXT_SIZE])
{
    char id[20];
    random_digits(id, 14);
    switch (draw(7)) {
    case 0:
        snprintf(text, TEXT_SIZE, "Meeting ID: %.3s %.3s %.3s %.3s", id, id + 3, id + 6, id + 9);
        break;
    case 1:
        snprintf(text, TEXT_SIZE, "ID întâlnire: %.3s %.3s %.3s %.3s %.1s", id, id + 3, id + 6, id + 9,
                 id + 12);
        break;
    case 2:
        snprintf(text, TEXT_SIZE, "ID-ul ședinței: %.3s %.4s %.4s", id, id + 3, id + 7);
        break;
    case 3:
        snprintf(text, TEXT_SIZE, "Passcode: %.6s", id);
        break;
    case 4:
        snprintf(text, TEXT_SIZE, "https://zoom.example/j/%.11s", id);
        break;
    case 5:
        snprintf(text, TEXT_SIZE, "comanda nr. %.10s, AWB %.12s", id, id);
        break;
    default:
        snprintf(text, TEXT_SIZE, "id_%.10s@example.ro, doc_0%.9s.pdf", id, id);
        break;
    }
}

static void a_thousand_other_numbers_are_not(void **state)
{
    (void)state;
    static void (*const writers[])(char text[TEXT_SIZE]) = {
        write_cnp, write_iban, write_company, write_date, write_register, write_place_or_sum, write_meeting};
    struct tally tally = {.wanted = 0};
    seed = 19891222;
    for (int i = 0; i < NO_PHONES; i++) {
        char text[TEXT_SIZE];
        writers[(size_t)i % COUNT(writers)](text);
        count_found(text, NULL, 0, &tally);
    }
    print_message("%d other numbers: %u taken for phones\n", NO_PHONES, tally.false_alarms);
    assert_int_equal(tally.false_alarms, 0);
}

/* ---- single cases ----------------------------------------------------------------------------------------------- */

static void assert_phones(const char *text, const char *wanted)
{
    struct phone found[PHONES_A_TEXT];
    struct buf got;
    buf_init(&got, 4096);
    buf_add_text(&got, "");
    int count = find(text, found);
    for (int i = 0; i < count; i++)
        buf_add_format(&got, "%s%s%s%s", i ? " " : "", found[i].e164, *found[i].extension ? "x" : "",
                       found[i].extension);
    if (strcmp(got.data, wanted) != 0)
        fail_msg("in “%s” found “%s”, not “%s”", text, got.data, wanted);
    buf_free(&got);
}

static void an_extension_stands_apart(void **state)
{
    (void)state;
    assert_phones("0268 547 330 int. 12", "+40268547330x12");
    assert_phones("tel. 0268/547.330, int 118, Brașov", "+40268547330x118");
    assert_phones("021 123 4567 interior 5", "+40211234567x5");
    assert_phones("+44 121 234 5678 ext. 4021", "+441212345678x4021");
    assert_phones("021.123.45.67 (int. 7)", "+40211234567x7");
    assert_phones("0722 123 456 int", "+40722123456");
}

static void a_fax_is_no_phone(void **state)
{
    (void)state;
    assert_phones("Fax: 0232 279 162", "");
    assert_phones("tel. 0722 123 456, fax 0232 279 162", "+40722123456");
    assert_phones("Tel: 0232 279 161 Fax: 0232 279 162", "+40232279161");
    assert_phones("Tel/Fax: 0232 279 162", "+40232279162");
    assert_phones("trimiteți prin fax, la nr. 0232 279 162", "");
    assert_phones("faxul școlii este 0232 279 162", "");
    assert_phones("n-am telefon, doar un fax la bibliotecă 0232 279 162", "");
    assert_phones("telefon/fax 0232 279 162", "+40232279162");
}

static void one_number_ends_where_the_next_begins(void **state)
{
    (void)state;
    assert_phones("0721234567/0722111222", "+40721234567 +40722111222");
    assert_phones("0721 234 567 0722 111 222", "+40721234567 +40722111222");
    assert_phones("0721.234.567 - 0722.111.222", "+40721234567 +40722111222");
    assert_phones("+40 721 234 567, +373 621 23 456", "+40721234567 +37362123456");
    assert_phones("079 381 644, din România cu +373 în față", "+37379381644");
    assert_phones("0 79 381 644 (de la voi puneți +373 în locul lui zero)", "+37379381644");
}

static void an_account_a_sum_and_a_link_are_none(void **state)
{
    (void)state;
    assert_phones("RO13 INGB 8494 0092 6296 1732", "");
    assert_phones("728 924 845 EUR", "");
    assert_phones("https://example.ro/articol?id=0712834512", "");
    assert_phones("scrieți-mi pe https://wa.me/40722123456", "+40722123456");
}

static void a_number_may_be_dictated(void **state)
{
    (void)state;
    assert_phones("zero șapte doi doi unu doi trei patru cinci șase", "+40722123456");
}

static void what_is_too_short_or_too_long_is_none(void **state)
{
    (void)state;
    assert_phones("", "");
    assert_phones("0722 123 45", "");
    assert_phones("tel. 112", "");
    assert_phones("0722123456789123456", "");
    assert_phones("nr 0722 1234 56 789. Mulțumesc", "");
    assert_phones("0722 123 456 10 ani de experiență", "+40722123456");
    assert_phones("00000000000000", "");
}

static void a_number_alone_is_parsed(void **state)
{
    (void)state;
    char e164[20], extension[8];
    assert_true(phone_parse("0722 123 456", 12, e164, extension));
    assert_string_equal(e164, "+40722123456");
    assert_string_equal(extension, "");
    assert_true(phone_parse("0268 547 330 int. 12", 20, e164, extension));
    assert_string_equal(e164, "+40268547330");
    assert_string_equal(extension, "12");
    assert_true(phone_parse("+44 121 234 5678 ext 4021", 25, e164, extension));
    assert_string_equal(extension, "4021");
    assert_false(phone_parse("0722 123 456 int. doi", 21, e164, extension));
    assert_false(phone_parse("0722 123 456 lei", 16, e164, extension));
    assert_false(phone_parse("1780412170043", 13, e164, extension));
    assert_false(phone_parse("17.04.2024", 10, e164, extension));
    assert_false(phone_parse("RO49AAAA1B31007593840000", 24, e164, extension));
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_phones_are_found),
        cmocka_unit_test(a_thousand_other_numbers_are_not),
        cmocka_unit_test(an_extension_stands_apart),
        cmocka_unit_test(a_fax_is_no_phone),
        cmocka_unit_test(one_number_ends_where_the_next_begins),
        cmocka_unit_test(an_account_a_sum_and_a_link_are_none),
        cmocka_unit_test(a_number_may_be_dictated),
        cmocka_unit_test(what_is_too_short_or_too_long_is_none),
        cmocka_unit_test(a_number_alone_is_parsed),
    };
    return cmocka_run_group_tests(tests, load_rules, free_rules);
}
