/*
 * Who else is signed up, and who only writes: two of whom one is told in passing, somebody whom another one signs up, and
 * names that are given in a sentence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

#define ANA_ON_LINE "Ana Pop, psiholog, Asociația Lumina, 0722 345 678"

SPECIFY(
    the_second_of_two_is_one_too,
    {"two places", FROM_ANA,
     "Vrem două locuri: unul pentru mine, " ANA_ON_LINE
     ", altul pentru Horia Bratu, jurist. Lui Horia i s-a stricat telefonul.\n",
     ANA_WHOLE "\nHoria Bratu | jurist | Asociația Lumina | -"},
    {"the writer and one more", FROM_ANA,
     "Eu plus o colegă, dacă mai e loc. Eu: " ANA_ON_LINE ". Colega: Mara Stan, logoped. Numărul îl dă ea.\n",
     ANA_WHOLE "\nMara Stan | logoped | Asociația Lumina | -"},
    {"both of us, in the middle of a sentence", FROM_ANA,
     "Am fi doi: Horia Bratu, jurist, 0733 220 118, și subsemnata, " ANA_ON_LINE ".\n",
     "Horia Bratu | jurist | Asociația Lumina | +40733220118\n" ANA_WHOLE},
    {"by the given name, and the writer below", FROM_ANA,
     "Venim amândoi, eu și Horia. Eu sunt psiholog la Asociația Lumina și răspund la 0722 345 678.\n\n"
     "Horia Bratu e jurist, 0733 220 118.\n\nAna Pop\n",
     "Horia Bratu | jurist | Asociația Lumina | +40733220118\n" ANA_WHOLE},
    {"by a pet name, and what the papers say", FROM_ANA,
     "Intrăm amândoi în grup. Eu, Ana Pop, sunt psiholog la Asociația Lumina (0722 345 678). Gabi e jurist; "
     "numărul lui: 0733 220 118. În buletin e Gabriel Bratu.\n",
     ANA_WHOLE "\nGabriel Bratu | jurist | Asociația Lumina | +40733220118"},
    {"a colleague of one who writes for an organization is not", FROM_ANA,
     "Vă scriu în numele Asociației Lumina. Mă înscriu: Ana Pop, psiholog, 0722 345 678. De proiect se ocupă "
     "și colega mea, Mara Stan, jurist.\n",
     ANA_WHOLE},
    {"who was with the writer elsewhere is not", FROM_ANA,
     "Am aflat de la o fostă colegă, Mara Stan, cu care eram amândouă la Salvați Copiii. Mă "
     "înscriu: " ANA_ON_LINE ".\n",
     ANA_WHOLE})

SPECIFY(
    whoever_is_signed_up_by_another_one_is_the_applicant,
    {"for a father, his number apart", FROM_AIDE,
     "Tata nu are e-mail, scriu pentru tata. E psiholog la Asociația Lumina. Îl cheamă Ion Pop.\n\nSunați-l "
     "pe "
     "fix, 0254 214 209.\n\nMaria Ionescu\nfarmacistă\n0744 000 111\n",
     "Ion Pop | psiholog | Asociația Lumina | +40254214209"},
    {"by a pet name that is explained", FROM_AIDE,
     "Scriu pentru Nuți. Eu nu intru, ea vrea. Nuți e Ana Pop, psiholog la Asociația Lumina. Numărul ei: "
     "0722 "
     "345 678.\n\nMaria\n",
     ANA_WHOLE},
    {"who goes in place of the one who signs", FROM_AIDE,
     "Eu sunt plecată, deci merge în locul meu Ana Pop, psiholog.\n\nMaria Ionescu\nmanager, Asociația "
     "Lumina\n0744 000 111\n",
     "Ana Pop | psiholog | Asociația Lumina | -"},
    {"sent by the given name", FROM_AIDE,
     "O trimitem pe Ana de la noi. În acte: Ana Pop, psiholog, Asociația Lumina, 0722 345 678.\n\nMaria "
     "Ionescu\nmedic șef\n0744 000 111\n",
     ANA_WHOLE},
    {"who would like to stand beside", FROM_AIDE,
     "Doamna Ana Pop, psiholog (Asociația Lumina), ar intra în grup. Numărul dumneaei: 0722 345 678. Eu doar "
     "transmit.\n\nMaria Ionescu\n",
     ANA_WHOLE},
    {"an office's decision", FROM_OFFICE,
     "ASOCIAȚIA LUMINA\nDECIZIA nr. 12\n\nDoamna Ana Pop, psiholog, se numește membru în grupul de lucru. "
     "Persoana numită are telefonul 0722 345 "
     "678.\n\nDirector,\nIon Radu\n",
     "Ana Pop | psiholog | ASOCIAȚIA LUMINA | +40722345678"},
    {"line by line, below what the office was told", "From: Cabinet Pop <cabinet.pop@cdep.example>\n",
     "Doamna deputat mi-a cerut să o înscriu:\na) Ana Pop\nb) psiholog\nc) Asociația Lumina\nd) 0722 345 "
     "678\n\n-- \nMaria Ionescu\nconsilier\n",
     ANA_WHOLE})

SPECIFY(a_name_in_hungarian_sentences,
        {"with an ending", FROM_ADDRESS,
         "Részt vennék. Kiss Gellértnek hívnak, pszichológus vagyok, 0722 345 678.\n",
         "Kiss Gellért | pszichológus | - | +40722345678"},
        {"the patron of a school is nobody", FROM_ADDRESS,
         "Részt vennék a munkacsoportban.\n\nKiss Ágnes\npszichológus\nOrbán Balázs Gimnázium, "
         "Székelykeresztúr\n0722 345 678\n",
         "Kiss Ágnes | pszichológus | Orbán Balázs Gimnázium | +40722345678"})

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_of_two_is_one_too),
        cmocka_unit_test(whoever_is_signed_up_by_another_one_is_the_applicant),
        cmocka_unit_test(a_name_in_hungarian_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
