/* Which sector a position, an organization and a domain point to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "grefier/reading/people.h"
#include "reading_case.h"

#define COUNT(x) (sizeof(x) / sizeof *(x))

struct row {
    enum sector sector;
    const char *position, *organization, *address;
};

static bool is_right(const struct row *row)
{
    enum sector got = sector_of(shipped_rules(), row->position, row->organization, row->address);
    if (got == row->sector)
        return true;
    print_error("%s at %s, %s: %s, but must be %s\n", row->position ? row->position : "-",
                row->organization ? row->organization : "-", row->address ? row->address : "-",
                sector_word(got) ? sector_word(got) : "none",
                sector_word(row->sector) ? sector_word(row->sector) : "none");
    return false;
}

static void check(const struct row *rows, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += !is_right(&rows[i]);
    assert_int_equal(wrong, 0);
}

static void the_body_decides(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {SECTOR_PARLIAMENT, "deputat", "Camera Deputaților", NULL},
        {SECTOR_PARLIAMENT, "consilier", "Grupul parlamentar PNL", NULL},
        {SECTOR_LAW, "avocat", "Baroul Cluj", NULL},
        {SECTOR_LAW, NULL, "Garden Court Chambers, barristers", NULL},
        {SECTOR_LAW, "jogász", "Kovács Ügyvédi Iroda", NULL},
        {SECTOR_LAW, "avvocato", "Studio Legale Rossi", NULL},
        {SECTOR_ACADEMIA, "lector universitar", "Universitatea din București", NULL},
        {SECTOR_ACADEMIA, NULL, "Uniwersytet Warszawski", NULL},
        {SECTOR_INSTITUTION, "asistent social", "DGASPC Iași", NULL},
        {SECTOR_INSTITUTION, "profesor", "Școala Gimnazială nr. 3", NULL},
        {SECTOR_INSTITUTION, "cadru didactic", "sc gimnaziala nr 2 rosiori", NULL},
        {SECTOR_INSTITUTION, "profesor", "un liceu din Focșani", NULL},
        {SECTOR_INSTITUTION, "tanár", "Márton Áron Főgimnázium", NULL},
        {SECTOR_INSTITUTION, "Jugendarbeiter", "Stadtverwaltung Köln", NULL},
        {SECTOR_INSTITUTION, "social worker", "Leeds City Council", NULL},
        {SECTOR_INSTITUTION, "jurist", "OCPI Gorj", NULL},
        {SECTOR_INSTITUTION, "jurist", "SPCLEP Mangalia", NULL},
        {SECTOR_OTHER, "jurist", "Colegiul Medicilor Dolj", NULL},
        {SECTOR_OTHER, "mediator", "Centrul de Mediere Acord", NULL},
        {SECTOR_OTHER, "translator", "Biroul de traduceri Lingua", NULL},
        {SECTOR_CIVIL_SOCIETY, "secretar", "Comunitatea Elenă Brăila", NULL},
        {SECTOR_INSTITUTION, "economist", "Banca Națională a României", NULL},
        {SECTOR_LAW, "solicitor", "Merrow & Finch LLP", NULL},
        {SECTOR_CIVIL_SOCIETY, "jurist", "Clubul de Dezbateri Agora", NULL},
        {SECTOR_CIVIL_SOCIETY, "adviser", "Stiftelsen Barnas Hus", NULL},
        {SECTOR_CIVIL_SOCIETY, "psiholog", "Asociația Lumina", NULL},
        {SECTOR_CIVIL_SOCIETY, "Geschäftsführerin", "Kinderheim Sonnenschein e.V.", NULL},
        {SECTOR_CIVIL_SOCIETY, NULL, "Máltai Szeretetszolgálat", NULL},
        {SECTOR_CIVIL_SOCIETY, NULL, "Cooperativa Sociale Il Faro", NULL},
        {SECTOR_CIVIL_SOCIETY, "președinte", "Consiliul Național al Elevilor", NULL},
        {SECTOR_CIVIL_SOCIETY, "membru", "Sindicatul Polițiștilor „Pro Lex”", NULL},
        {SECTOR_OTHER, "psiholog", "Cabinet Individual de Psihologie Pop", NULL},
        {SECTOR_OTHER, "manager", "Soft SRL", NULL},
        {SECTOR_OTHER, "pastor", "Betel Church", NULL},
        {SECTOR_OTHER, "redactor", "Digi FM", NULL},
    };
    check(rows, COUNT(rows));
}

static void among_several_the_first_and_the_longest(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {SECTOR_CIVIL_SOCIETY, NULL, "Asociația de Părinți a Școlii 12", NULL},
        {SECTOR_INSTITUTION, NULL, "Casa de Cultură a Sindicatelor Brăila", NULL},
        {SECTOR_LAW, NULL, "Casa de Avocatură Popa", NULL},
        {SECTOR_CIVIL_SOCIETY, NULL, "Casa Ioana", NULL},
        {SECTOR_INSTITUTION, NULL, "Agenția de Dezvoltare Regională Nord-Est", NULL},
        {SECTOR_OTHER, NULL, "Agenția de publicitate Brandex", NULL},
        {SECTOR_CIVIL_SOCIETY, NULL, "Centrul de Mediere Comunitară Iași", NULL},
        {SECTOR_INSTITUTION, NULL, "Centrul Maternal „Sf. Ana”", NULL},
        {SECTOR_CIVIL_SOCIETY, "psiholog", "Serviciul de Asistență Socială al Fundației Orizont", NULL},
        {SECTOR_CIVIL_SOCIETY, "jurist", "Departamentul juridic, Asociația Pro Vita", NULL},
        {SECTOR_PARLIAMENT, "expert", "Comisia pentru drepturile omului a Senatului", NULL},
        {SECTOR_ACADEMIA, NULL, "Clinica Juridică a Facultății de Drept", NULL},
        {SECTOR_LAW, NULL, "Clinica Juridică Pro Minori", NULL},
        {SECTOR_OTHER, NULL, "Rusu & Asociații SRL", NULL},
        {SECTOR_LAW, NULL, "Rusu & Asociații", NULL},
    };
    check(rows, COUNT(rows));
}

static void the_position_decides_where_no_body_is_known(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {SECTOR_LAW, "procuror", NULL, NULL},
        {SECTOR_LAW, "avocat", "cabinet propriu", NULL},
        {SECTOR_OTHER, "psiholog", "cabinet propriu", NULL},
        {SECTOR_PARLIAMENT, "senator", "Asociația Pro", NULL},
        {SECTOR_CIVIL_SOCIETY, "fost senator", "Fundația Horia", NULL},
        {SECTOR_CIVIL_SOCIETY, "safeguarding lead", "Bright Water", NULL},
        {SECTOR_OTHER, "Growth Hacker", "Bright Water", NULL},
        {SECTOR_OTHER, "director", "Cuibar", NULL},
        {SECTOR_INSTITUTION, "medic epidemiolog - DSP Hunedoara", NULL, NULL},
        {SECTOR_CIVIL_SOCIETY, "psiholog în cadrul Asociației Lumina", NULL, NULL},
        {SECTOR_OTHER, "profesoară pensionară", NULL, NULL},
        {SECTOR_OTHER, "tirist", NULL, NULL},
        {SECTOR_NONE, "coordonator", NULL, NULL},
        {SECTOR_NONE, NULL, NULL, NULL},
        {SECTOR_NONE, "", "", ""},
    };
    check(rows, COUNT(rows));
}

static void the_domain_helps_where_nothing_else_does(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {SECTOR_INSTITUTION, "coordonator", NULL, "ana@primaria-zam.example"},
        {SECTOR_CIVIL_SOCIETY, "coordonator", "Bright Water", "ana@brightwater.org"},
        {SECTOR_LAW, "manager", NULL, "ana@avocat-pop.example"},
        {SECTOR_CIVIL_SOCIETY, "psiholog", "Asociația Lumina", "ana@primaria-zam.example"},
        {SECTOR_NONE, "coordonator", NULL, "ana@mail.example"},
    };
    check(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_decides),
        cmocka_unit_test(among_several_the_first_and_the_longest),
        cmocka_unit_test(the_position_decides_where_no_body_is_known),
        cmocka_unit_test(the_domain_helps_where_nothing_else_does),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
