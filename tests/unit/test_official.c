/*
 * Official letters: who is signed up by the institution that writes, and who only signs, drew the letter up or is to be
 * asked about it. Rows as in test_people.c: name | position | organization | phone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

#define FROM_REGISTRY "From: Registratura <registratura@dgaspc.example>\n"
#define LETTERHEAD                                                                                           \
    "DGASPC MEHEDINȚI\nDrobeta-Turnu Severin, str. Traian nr. 89, tel. 0252 313 900\nNr. 18/2026\n\n"
#define SIGNED    "\n\nDIRECTOR,\nNicolae Bârcă\n"
#define ANA_THERE "Ana Pop | psiholog | DGASPC MEHEDINȚI | +40722345678"

SPECIFY(
    whoever_takes_part_is_found_whatever_stands_between,
    {"the verb, whom they represent, the name", FROM_REGISTRY,
     LETTERHEAD
     "La grupul de lucru va participa, din partea instituției, doamna psiholog Ana Pop, tel. 0722 345 "
     "678." SIGNED,
     ANA_THERE},
    {"the name, the office, the verb", FROM_REGISTRY,
     LETTERHEAD "În baza Dispoziției directorului nr. 3, doamna Ana Pop, psiholog, participă în calitate de "
                "reprezentant la grupul de lucru. Telefon: 0722 345 678." SIGNED,
     ANA_THERE},
    {"one more, behind the wish", "From: Ion Marin <ion.marin@lumina.example>\n",
     "De la noi ar mai intra în grupul de lucru doamna Ana Pop, psiholog la DGASPC MEHEDINȚI, 0722 345 678.\n"
     "\nIon Marin\n",
     ANA_THERE},
    {"put on the list, behind a colon", "From: Centrul de zi <centru@dgaspc.example>\n",
     "O colegă m-a rugat să o trec pe lista grupului de lucru: Ana Pop, psiholog la DGASPC MEHEDINȚI, 0722 "
     "345 678.\n\nDana Rusu, director\n0252 313 900\n",
     ANA_THERE},
    {"the representative of …", FROM_REGISTRY,
     LETTERHEAD
     "Reprezentantul direcției în Grupul de lucru va fi doamna Ana Pop, psiholog, 0722 345 678." SIGNED,
     ANA_THERE},
    {"members and deputies", FROM_REGISTRY,
     LETTERHEAD
     "Vor face parte din grupul de lucru:\n– membru titular: doamna Ana POP, psiholog, 0722 345 678;\n– "
     "membru supleant: domnul Dan RUSU, jurist, 0733 111 222." SIGNED,
     "Ana POP | psiholog | DGASPC MEHEDINȚI | +40722345678\n"
     "Dan RUSU | jurist | DGASPC MEHEDINȚI | +40733111222"},
    {"put down by a pronoun", "From: Paula Ghiță <paula@cabinet.example>\n",
     "Doamna deputat Ana Pop v-a citit anunțul. Vă rog să o notați în grupul de lucru. Cabinetul: 0722 345 "
     "678.\n\n"
     "Cu respect,\nPaula Ghiță\nexpert\nCamera Deputaților\n",
     "Ana Pop | deputat | Camera Deputaților | +40722345678"})

SPECIFY(whoever_is_only_asked_or_writes_is_not,
        {"who drew it up, who is to be asked", FROM_REGISTRY,
         LETTERHEAD
         "O desemnăm în grupul de lucru pe doamna Ana Pop, psiholog, 0722 345 678." SIGNED
         "Întocmit: Dana Rusu, int. 115\nPersoană de contact registratură: Gina Tulbure, 021 405 57 06\n",
         ANA_THERE},
        {"the secretariat below, a street called after somebody", FROM_REGISTRY,
         "DGASPC MEHEDINȚI\nstr. Kőrösi Csoma nr. 4 · tel. 0252 313 900 · fax 0252 313 901\n\n"
         "O desemnăm în grupul de lucru pe doamna Ana Pop, psiholog.\nPentru lămuriri: 0252 313 902" SIGNED,
         "Ana Pop | psiholog | DGASPC MEHEDINȚI | -"},
        {"whom the writer does not speak for", FROM_ANA,
         "Mă înscriu în grupul de lucru ca om, nu în numele doamnei inspector Corina Manea. Sunt psiholog la "
         "Asociația Lumina, 0722 345 678.\n",
         ANA_WHOLE},
        {"who keeps the writer's calendar", FROM_ANA,
         "Mă înscriu în grupul de lucru. Ana Pop, psiholog, Asociația Lumina, 0722 345 678; agenda mi-o ține "
         "Paula "
         "Iepure, 0260 612 300.\n",
         ANA_WHOLE},
        {"whom the writer stands in for", FROM_ANA,
         "Ioana Crivăț nu mai poate. Intru eu în grupul de lucru: Ana Pop, psiholog, Asociația Lumina, 0722 "
         "345 678.\n",
         ANA_WHOLE},
        {"but who is to be asked is signed up where nobody else is", FROM_REGISTRY,
         "Asociația Lumina dorește să participe. Persoană de contact: Ana Pop, psiholog, 0722 345 678.\n",
         ANA_WHOLE},
        {"a writer who declines", "From: Ion Marin <ion@spital.example>\n",
         "Eu nu pot participa, dar s-au oferit doi colegi de la Asociația Lumina. Doamna Ana Pop este "
         "psiholog și o "
         "găsiți "
         "la 0722 345 678. Domnul Dan Rusu, jurist, are numărul 0733 111 222.\n\nIon Marin\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40733111222"})

SPECIFY(
    nobody_is_named_yet,
    {"one of an office, below the head of the house that writes", "From: Registratura <office@cj.example>\n",
     "CONSILIUL JUDEȚEAN SĂLAJ\nTel. 0260 614 120\n\nLa lucrările grupului va participa un funcționar din "
     "cadrul Direcției Economice.\n\nSECRETAR GENERAL\nCosmin Vlaicu\n",
     "- | - | CONSILIUL JUDEȚEAN SĂLAJ | -"},
    {"what they are", "From: Registratura <office@dsp.example>\n",
     "DIRECȚIA DE SĂNĂTATE PUBLICĂ OLT\n\nLa lucrările grupului va veni un medic din cadrul direcției.\n\n"
     "Director executiv,\nEmil Cozma\n",
     "- | medic | DIRECȚIA DE SĂNĂTATE PUBLICĂ OLT | -"},
    {"through a specialist, signed by somebody else", FROM_REGISTRY,
     "Asociația Lumina va lua parte la activitatea grupului de lucru printr-un specialist. Persoana urmează "
     "a fi "
     "numită prin ordin." SIGNED,
     "- | - | Asociația Lumina | -"},
    {"told in the passive, signed in one line", "From: Cabinet Rector <rectorat@institut.example>\n",
     "Asociația Lumina se alătură grupului de lucru. Numele specialistului va fi ales în ședință.\n\n"
     "Cu stimă,\nProf. univ. dr. Nicolae Bârcă, Rector\n",
     "- | - | Asociația Lumina | -"},
    {"not known yet, with an office below the name", FROM_OFFICE,
     "Asociația Lumina se înscrie în grupul de lucru. Încă nu știm pe cine trimitem.\n\nCu drag,\nDana Rusu\n"
     "președinte\n",
     "- | - | Asociația Lumina | -"},
    {"by an office, without a name", FROM_REGISTRY,
     "De la Asociația Lumina va participa la grupul de lucru doamna directoare. Telefonul: 0722 345 678.\n",
     "- | directoare | Asociația Lumina | +40722345678"})

SPECIFY(headings_hold_for_the_list_below_them,
        {"organizations above their people", FROM_ANA,
         "Vin trei oameni la grupul de lucru:\n\nAsociația Lumina\n- Ana Pop, psiholog, 0722 345 678\n- Dan "
         "Rusu, "
         "jurist, 0733 111 222\n\nFundația Pod\n- Ion Marin, educator, 0744 111 333\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40733111222\n"
                   "Ion Marin | educator | Fundația Pod | +40744111333"},
        {"a position above all of them", FROM_REGISTRY,
         "Baroul Vaslui deleagă în grupul de lucru pe avocații: Ana Pop (0722 345 678); Dan Rusu (0733 111 "
         "222); Ion "
         "Marin (fără telefon).\n",
         "Ana Pop | avocat | Baroul Vaslui | +40722345678\nDan Rusu | avocat | Baroul Vaslui | +40733111222\n"
         "Ion Marin | avocat | Baroul Vaslui | -"})

SPECIFY(
    whose_decision_it_is_and_who_signs_are_no_applicants,
    {"a resolution, the nominee on lines of their own, a department of what is represented", FROM_REGISTRY,
     "În baza rezoluției doamnei director general Sanda Iancu, vă transmitem datele persoanei care va "
     "reprezenta Asociația Lumina în grupul de lucru:\n\nAna Pop\npsiholog, Direcția Programe\ntelefon: 0722 "
     "345 "
     "678\n\nCu stimă,\nDan Rusu\ndirector de cabinet\n0733 111 222\n",
     "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
    {"an office at the end of a letter that lists two", FROM_OFFICE,
     "Asociația Lumina trimite în grupul de lucru:\n- Ana Pop, psiholog, 0722 345 678;\n- Dan Rusu, jurist, "
     "0733 111 "
     "222.\n\nAmândoi știu. Președinte, Ion Marin, 0252 313 900.\n",
     ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40733111222"},
    {"letterhead and contact data that look like a form", FROM_REGISTRY,
     "MINISTERUL AFACERILOR INTERNE\nINSTITUȚIA PREFECTULUI - JUDEȚUL DOLJ\nNr. 18/2026\n\nVă comunicăm că a "
     "fost "
     "desemnată să participe la activitatea grupului de lucru doamna Ana Pop, psiholog în cadrul "
     "Serviciului Copii.\n\nDate de contact ale persoanei desemnate: tel. 0252 313 900, mobil 0722 345 "
     "678.\n",
     "Ana Pop | psiholog | INSTITUȚIA PREFECTULUI - JUDEȚUL DOLJ | +40722345678"},
    {"a label for all of them", FROM_OFFICE,
     "Înscriem în grupul de lucru:\n\nNume: Ana Pop\nFuncția: psiholog\nTelefon: 0722 345 678\n\nNume: Dan "
     "Rusu\n"
     "Funcția: jurist\nTelefon: 0733 111 222\n\nInstituția (aceeași pentru amândoi): Asociația Lumina\n",
     ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40733111222"},
    {"a trade before the name of the one who is written for", "From: Ion Marin <ion.marin@gmail.example>\n",
     "Scriu în locul surorii mele, care e în tură.\nEducatoarea Ana Pop, de la Asociația Lumina, 0722 "
     "345 678. "
     "Vrea în grupul de lucru.\n\nIon\n",
     "Ana Pop | Educatoare | Asociația Lumina | +40722345678"},
    {"the mail goes out under the name of the house", "From: Steaua Polară <steaua@gmail.example>\n",
     "va rugam sa ne inscrieti si pe noi, gradinita steaua polara, in grupul de lucru. sunt educatoare, 0722 "
     "345 678\n",
     "- | educatoare | gradinita steaua polara | +40722345678"})

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_takes_part_is_found_whatever_stands_between),
        cmocka_unit_test(whoever_is_only_asked_or_writes_is_not),
        cmocka_unit_test(nobody_is_named_yet),
        cmocka_unit_test(headings_hold_for_the_list_below_them),
        cmocka_unit_test(whose_decision_it_is_and_who_signs_are_no_applicants),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
