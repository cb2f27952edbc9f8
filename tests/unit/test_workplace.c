/*
 * Where people say that they work and what they say that they are there: kinds of places without a name, parts and wholes,
 * organizations that no list knows, values that are none. One row a letter; test_people.c says how `people` is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

#define JOINS "Vreau să mă înscriu în grupul de lucru. "

/* ---- organizations ---------------------------------------------------------------------------------------------- */

SPECIFY(a_kind_of_place_without_a_name_is_no_organization,
        {"it belongs to the position", FROM_ADDRESS,
         JOINS "Doina Mocanu, administrator cămin de bătrâni, Fundația Amurg, 0722 345 678\n",
         "Doina Mocanu | administrator cămin de bătrâni | Fundația Amurg | +40722345678"},
        {"with the indefinite article", FROM_ADDRESS,
         JOINS "Sunt Doina Mocanu, învățătoare la o școală din Motru, 0722 345 678\n",
         "Doina Mocanu | învățătoare | - | +40722345678"})

SPECIFY(of_two_organizations_the_one_where_somebody_works,
        {"not the body of the profession", FROM_ADDRESS,
         JOINS "Doina Mocanu, avocat, Baroul Dolj, Cabinet de avocat Mocanu Doina, 0722 345 678\n",
         "Doina Mocanu | avocat | Cabinet de avocat Mocanu Doina | +40722345678"},
        {"not the one that is written to", FROM_ADDRESS,
         "Către: eLiberare, secretariat\n" JOINS
         "Doina Mocanu, consilier, angajată a Serviciului Public de Salubritate Motru, 0722 345 678\n",
         "Doina Mocanu | consilier | Serviciul Public de Salubritate Motru | +40722345678"},
        {"not the building", FROM_ADDRESS,
         JOINS
         "\n\n--\nDoina Mocanu\nconsilier\nCancelaria Prim-Ministrului\nPalatul Victoria\n0722 345 678\n",
         "Doina Mocanu | consilier | Cancelaria Prim-Ministrului | +40722345678"},
        {"not a post box", FROM_ADDRESS,
         JOINS "Sunt preot la Episcopia Tulcii.\nPr. Doina Mocanu\nTulcea, C.P. 17\n0722 345 678\n",
         "Doina Mocanu | preot | Episcopia Tulcii | +40722345678"})

SPECIFY(
    an_organization_has_all_of_its_name,
    {"words before the kind of it", FROM_ADDRESS,
     "I would like to join the working group. Joan Price, deputy head at Thornhill International School of "
     "Cluj. 0722 345 678\n",
     "Joan Price | deputy head | Thornhill International School of Cluj | +40722345678"},
    {"the fields of a faculty", FROM_ADDRESS,
     JOINS
     "Doina Mocanu, lector, Facultatea de Litere, Istorie și Teologie a Universității de Vest, 0722 345 "
     "678\n",
     "Doina Mocanu | lector | Facultatea de Litere, Istorie și Teologie, Universitatea de Vest | "
     "+40722345678"},
    {"the partners of a law firm", FROM_ADDRESS,
     JOINS "Doina Mocanu, avocat la Mocanu, Prunea & Asociații, 0722 345 678\n",
     "Doina Mocanu | avocat | Mocanu, Prunea & Asociații | +40722345678"})

/* ---- positions -------------------------------------------------------------------------------------------------- */

SPECIFY(what_surrounds_a_position_is_none_of_it,
        {"whose it is", FROM_ADDRESS,
         JOINS "Doina Mocanu, logopeda noastră, Asociația Prispa, 0722 345 678\n",
         "Doina Mocanu | logopeda | Asociația Prispa | +40722345678"},
        {"whom they represent", FROM_ADDRESS,
         JOINS "Doina Mocanu, deputată de Vaslui, Camera Deputaților, 0722 345 678\n",
         "Doina Mocanu | deputată | Camera Deputaților | +40722345678"},
        {"an earlier name", FROM_ADDRESS,
         JOINS "Doina Mocanu, fostă Ghiță din Brăila, infirmieră la Spitalul Orășenesc Motru, 0722 345 678\n",
         "Doina Mocanu | infirmieră | Spitalul Orășenesc Motru | +40722345678"},
        {"what is over", FROM_ADDRESS,
         JOINS "Abia am terminat raportul :) Sunt Doina Mocanu, doctorandă, 0722 345 678\n",
         "Doina Mocanu | doctorandă | - | +40722345678"})

SPECIFY(an_organization_that_no_list_knows,
        {"behind the name of who is from there", FROM_ADDRESS,
         "Bună, sunt Doina Mocanu de la Sinapsa Teleorman, vreau să mă înscriu în grupul de lucru. 0722 345 "
         "678\n",
         "Doina Mocanu | - | Sinapsa Teleorman | +40722345678"},
        {"a town is none", FROM_ADDRESS, JOINS "Doina Mocanu de la Iași, logopedă. 0722 345 678\n",
         "Doina Mocanu | logopedă | - | +40722345678"},
        {"called so", FROM_ADDRESS,
         JOINS
         "Mă numesc Doina Mocanu, educatoare. Asociația noastră se cheamă Ecou și lucrăm cu adolescenți. "
         "0722 345 678\n",
         "Doina Mocanu | educatoare | Ecou | +40722345678"},
        {"in English", FROM_ADDRESS,
         "I would like to join the working group. I am Joan Price, a nurse, and our charity is called "
         "Lamplighters. 0722 345 678\n",
         "Joan Price | nurse | Lamplighters | +40722345678"},
        {"in capital letters, with its place", FROM_ADDRESS,
         JOINS "Doina Mocanu, consilier, OJFIR Dolj, 0722 345 678\n",
         "Doina Mocanu | consilier | OJFIR Dolj | +40722345678"},
        {"under a bare question", FROM_ADDRESS,
         "Cine: Doina Mocanu\nCe fac: logopedă\nUnde: Prispa Mare\nTelefon: 0722 345 678\n",
         "Doina Mocanu | logopedă | Prispa Mare | +40722345678"})

SPECIFY(a_remark_is_no_value,
        {"in parentheses", FROM_ADDRESS,
         "Nume: Doina Mocanu\nFuncția: (n-am aflat ce scrie în contract)\nOrganizația: Asociația Prispa\n"
         "Telefon: 0722 345 678\n",
         "Doina Mocanu | - | Asociația Prispa | +40722345678"},
        {"a position in parentheses is one", FROM_ADDRESS,
         "Nume: Doina Mocanu\nFuncția: (psiholog pentru copii și părinți)\nOrganizația: Asociația Prispa\n"
         "Telefon: 0722 345 678\n",
         "Doina Mocanu | (psiholog pentru copii și părinți) | Asociația Prispa | +40722345678"},
        {"in English", FROM_ADDRESS,
         "Name: Joan Price\nPosition: to be announced\nOrganization: not applicable\nPhone: 0722 345 678\n",
         "Joan Price | - | - | +40722345678"})

/* ---- Hungarian -------------------------------------------------------------------------------------------------- */

#define JELENTKEZEM "Jelentkezem a munkacsoportba. "

SPECIFY(hungarian_endings_tell_the_place_and_the_position,
        {"the position of a school", FROM_ADDRESS,
         JELENTKEZEM
         "A nagykárolyi Kölcsey Általános Iskola logopédusa vagyok, a nevem Kis Anna. 0722 345 678\n",
         "Kis Anna | logopédus | Kölcsey Általános Iskola | +40722345678"},
        {"the verb is no part of the position", FROM_ADDRESS,
         JELENTKEZEM "A Csillag Egyesületnél dolgozom mentorként, a nevem Kis Anna. 0722 345 678\n",
         "Kis Anna | mentor | Csillag Egyesület | +40722345678"},
        {"a hospital in small letters", FROM_ADDRESS,
         JELENTKEZEM "Kis Anna vagyok, a szatmári megyei kórházban vagyok pszichológus. 0722 345 678\n",
         "Kis Anna | pszichológus | szatmári megyei kórház | +40722345678"},
        {"a place is no name", FROM_ADDRESS,
         JELENTKEZEM "A Petőfi Líceumban vagyok tanár, Kis Anna a nevem. 0722 345 678\n",
         "Kis Anna | tanár | Petőfi Líceum | +40722345678"},
        {"any leader of something", FROM_ADDRESS,
         JELENTKEZEM "Kis Anna vagyok, tagozatvezető, a Kölcsey Líceumban dolgozom. 0722 345 678\n",
         "Kis Anna | tagozatvezető | Kölcsey Líceum | +40722345678"})

SPECIFY(a_hungarian_name_ends_in_what_the_place_is,
        {"in a list", FROM_ADDRESS,
         JELENTKEZEM "Balla Noémi, kémiatanár, Jókai Mór Általános Iskola, Torda, 0722 345 678\n",
         "Balla Noémi | kémiatanár | Jókai Mór Általános Iskola | +40722345678"},
        {"a school, a doctor and a town", FROM_ADDRESS,
         JELENTKEZEM "\n\nBalla Noémi\nháziorvos\nBenkő József Diákotthon, Segesvár\n0722 345 678\n",
         "Balla Noémi | háziorvos | Benkő József Diákotthon | +40722345678"},
        {"in cases, the name too", FROM_ADDRESS,
         JELENTKEZEM "Balla Dávidnak hívnak, edző vagyok a Benkő József Iskolában. 0722 345 678\n",
         "Balla Dávid | edző | Benkő József Iskola | +40722345678"},
        {"what somebody is of it, though no list knows the word", FROM_ADDRESS,
         JELENTKEZEM "Balla Noémi vagyok, a Nagyenyedi Városi Tanács hangmérnöke. 0722 345 678\n",
         "Balla Noémi | hangmérnök | Nagyenyedi Városi Tanács | +40722345678"},
        {"a town is no position", FROM_ADDRESS,
         JELENTKEZEM "Balla Noémi, Kökény Alapítvány, Nagykároly. 0722 345 678\n",
         "Balla Noémi | - | Kökény Alapítvány | +40722345678"})

SPECIFY(what_is_no_organization_in_particular,
        {"kinds in a row", FROM_ADDRESS,
         JOINS
         "Doina Mocanu, croitoreasă, 0722 345 678. Lucrez fără firmă, asociație ori instituție în spate.\n",
         "Doina Mocanu | croitoreasă | - | +40722345678"},
        {"where the call was heard", FROM_ADDRESS,
         JOINS "Am prins știrea la radio Vaslui. Doina Mocanu, casieră, 0722 345 678\n",
         "Doina Mocanu | casieră | - | +40722345678"},
        {"two letters that end a firm are its own", FROM_ADDRESS,
         JOINS "Doina Mocanu, casieră, Mobila Veche S.A., 0722 345 678\n",
         "Doina Mocanu | casieră | Mobila Veche S.A. | +40722345678"},
        {"what the school was about", FROM_ADDRESS,
         JOINS "Doina Mocanu, elevă, 0722 345 678. Am ținut o lecție la scoala despre parole slabe.\n",
         "Doina Mocanu | elevă | - | +40722345678"},
        {"the part without a name", FROM_ADDRESS,
         JOINS
         "Sunt Doina Mocanu, infirmieră la căminul de vârstnici al Asociației Tei Bătrân, 0722 345 678\n",
         "Doina Mocanu | infirmieră | Asociația Tei Bătrân | +40722345678"})

SPECIFY(an_organization_is_not_cut_short,
        {"at the commas within what it does", FROM_ADDRESS,
         JOINS "Doina Mocanu, specialist, Direcția Cultură, Tineret și Turism Soroca, 0722 345 678\n",
         "Doina Mocanu | specialist | Direcția Cultură, Tineret și Turism Soroca | +40722345678"},
        {"at a hyphen", FROM_ADDRESS,
         JOINS "Sunt Doina Mocanu, pedagog la Liceul-internat „Ion Creangă” din Soroca, 0722 345 678\n",
         "Doina Mocanu | pedagog | Liceul-internat „Ion Creangă” din Soroca | +40722345678"},
        {"a club, a mutual fund", FROM_ADDRESS,
         JOINS "Doina Mocanu, casieră la C.A.R. Sănătate Motru, 0722 345 678\n",
         "Doina Mocanu | casieră | C.A.R. Sănătate Motru | +40722345678"},
        {"a club in small letters", FROM_ANA,
         "vreau in grupul de lucru. ana pop, antrenoare, cs municipal steaua motru, 0722 345 678\n",
         "ana pop | antrenoare | cs municipal steaua motru | +40722345678"})

SPECIFY(
    labels_in_ones_own_words,
    {"whom one belongs to", FROM_ADDRESS,
     JOINS "\nCine sunt: Doina Mocanu\nCe muncesc: mână dreaptă\nPentru cine lucrez: Trei Ace\nUnde "
           "răspund: 0722 345 678\n",
     "Doina Mocanu | mână dreaptă | Trei Ace | +40722345678"},
    {"what one does, who pays for it", FROM_ADDRESS,
     JOINS
     "\nNumele meu: Doina Mocanu\nMă ocup cu: flori\nMă plătește: Trei Ace\nSunați aici: 0722 345 678\n",
     "Doina Mocanu | flori | Trei Ace | +40722345678"},
    {"in Hungarian", FROM_ADDRESS,
     JELENTKEZEM
     "\nNév: Balla Noémi\nMit csinálok: fazekas\nHol dolgozom: Agyag és Tűz\nHol érhetnek el: 0722 345 678\n",
     "Balla Noémi | fazekas | Agyag és Tűz | +40722345678"},
    {"somebody else will say it", FROM_ADDRESS,
     "Nume: Doina Mocanu\nFuncția: vă zice dânsa, o mută de luni\nInstituția: Trei Ace\nTelefon: 0722 "
     "345 678\n",
     "Doina Mocanu | - | Trei Ace | +40722345678"})

/* ---- sentences -------------------------------------------------------------------------------------------------- */

SPECIFY(a_sentence_is_no_position,
        {"a position that is said goes before what only stands there", FROM_ADDRESS,
         JELENTKEZEM
         "A Kőhegy Líceum logopédusa vagyok, a nevem Kis Anna. Minden héten jön valaki. 0722 345 678\n",
         "Kis Anna | logopédus | Kőhegy Líceum | +40722345678"},
        {"where the school is named", FROM_ADDRESS,
         JOINS "Numele meu este Doina Mocanu, grădinița e Grădinița Piticot Motru, telefon 0722 345 678\n",
         "Doina Mocanu | - | Grădinița Piticot Motru | +40722345678"},
        {"what somebody has been doing is none", FROM_ADDRESS,
         "I would like to join the working group. I have been following it on the radio. Joan Price, country "
         "director, Lamplighters Trust, 0722 345 678\n",
         "Joan Price | country director | Lamplighters Trust | +40722345678"},
        {"an adverb before it is none", FROM_ADDRESS,
         JOINS "Doina Mocanu, 0722 345 678. Nu mai predau; sunt totuși secretar general al Societății "
               "„Prietenii Cărții”.\n",
         "Doina Mocanu | secretar general | Societatea „Prietenii Cărții” | +40722345678"},
        {"the office of somebody who is only spoken of is none", FROM_ADDRESS,
         JOINS "Mi-a zis domnul primar de anunț. Doina Mocanu, Fundația Amurg, 0722 345 678\n",
         "Doina Mocanu | - | Fundația Amurg | +40722345678"},
        {"said again, and of oneself", FROM_ADDRESS,
         JOINS "Vă scrie o bucătăreasă de la Grădinița Piticot Motru. Doina Mocanu, 0722 345 678\n",
         "Doina Mocanu | bucătăreasă | Grădinița Piticot Motru | +40722345678"},
        {"an English verb ends it", FROM_ADDRESS,
         "I would like to join the working group. I help – project officer is what they call me – at "
         "Lamplighters "
         "Trust. Joan Price, 0722 345 678\n",
         "Joan Price | project officer | Lamplighters Trust | +40722345678"})

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_of_place_without_a_name_is_no_organization),
        cmocka_unit_test(of_two_organizations_the_one_where_somebody_works),
        cmocka_unit_test(an_organization_has_all_of_its_name),
        cmocka_unit_test(what_surrounds_a_position_is_none_of_it),
        cmocka_unit_test(an_organization_that_no_list_knows),
        cmocka_unit_test(a_remark_is_no_value),
        cmocka_unit_test(hungarian_endings_tell_the_place_and_the_position),
        cmocka_unit_test(a_hungarian_name_ends_in_what_the_place_is),
        cmocka_unit_test(what_is_no_organization_in_particular),
        cmocka_unit_test(an_organization_is_not_cut_short),
        cmocka_unit_test(labels_in_ones_own_words),
        cmocka_unit_test(a_sentence_is_no_position),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
