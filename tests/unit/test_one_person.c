/*
 * What one person who signs up says of themselves, as hurried people write it: labels with slips, lines that a client broke,
 * names of organizations that go on with small words, values taken back, values that are none. One row a letter;
 * test_people.c says how `people` is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

/* ---- labels ----------------------------------------------------------------------------------------------------- */

SPECIFY(a_label_with_a_slip_is_a_label,
        {"letters exchanged", FROM_ADDRESS,
         "Nuem: Zoia Ghimpu\nFucntia: mână dreaptă\nIsntitutia: Trei Fântâni\nTelfeon: 0722 345 678\n",
         "Zoia Ghimpu | mână dreaptă | Trei Fântâni | +40722345678"},
        {"letters left out, behind dashes", FROM_ADDRESS,
         "Nume și prnume – Zoia Ghimpu\nPozția – mână dreaptă\nInstiuția – Trei Fântâni\nTelefn mobil – 0722 "
         "345 678\n",
         "Zoia Ghimpu | mână dreaptă | Trei Fântâni | +40722345678"},
        {"a police station is no position", FROM_ADDRESS,
         "Mă înscriu în grup.\nEmil Cojocaru\nAgent-șef de poliție\nPoliția Municipiului Onești\ntel. 0234 "
         "118 667\n",
         "Emil Cojocaru | Agent-șef de poliție | Poliția Municipiului Onești | +40234118667"})

SPECIFY(
    a_label_that_no_rule_knows_is_one_still,
    {"its line is no part of the value above", FROM_ADDRESS,
     "Numele și prenumele ....... Mioara Zaharia\nFuncția ................... educator specializat\n"
     "Unitatea .................. Casa de tip familial „Rândunica” Filiași\n"
     "Localitatea, județul ...... Filiași, Dolj\nTelefon ................... 0722 345 678\n",
     "Mioara Zaharia | educator specializat | Casa de tip familial „Rândunica” Filiași | +40722345678"},
    {"where no other asks for the organization, the value that is one", FROM_ADDRESS,
     "Nume: Amalia Cernat\nMeseria: bibliotecară\nCasa mea profesională: Biblioteca Județeană Brăila\n"
     "Telefon: 0722 345 678\n",
     "Amalia Cernat | bibliotecară | Biblioteca Județeană Brăila | +40722345678"},
    {"but not the one they studied at", FROM_ADDRESS,
     "Nume: Amalia Cernat\nMeseria: bibliotecară\nStudii: Universitatea din Craiova\nTelefon: 0722 345 678\n",
     "Amalia Cernat | bibliotecară | - | +40722345678"},
    {"an organization below a position's label", FROM_ADDRESS,
     "Nume: Costi Neagu\nFuncția: avocat\nForma de exercitare a profesiei: Cabinet de Avocat „Neagu "
     "Costi”\nTelefon: 0722 345 678\n",
     "Costi Neagu | avocat | Cabinet de Avocat „Neagu Costi” | +40722345678"},
    {"a degree gives way to the position", FROM_ADDRESS,
     "Nume: Silvia Drăgoi\nGradul didactic: I\nFuncția: profesor\nInstituția: Școala Specială Galați\n"
     "Telefon: 0722 345 678\n",
     "Silvia Drăgoi | profesor | Școala Specială Galați | +40722345678"})

SPECIFY(
    a_value_in_quotes_is_given_without_them,
    {"as a program is configured", FROM_ADDRESS,
     "Mă înscriu în grupul de lucru.\nnume = \"Zoia Ghimpu\"\nfunctie = \"psiholog\"\n"
     "organizatie = \"Asociația Umbrela\"\ntelefon = \"0722 345 678\"\n",
     "Zoia Ghimpu | psiholog | Asociația Umbrela | +40722345678"},
    {"Romanian quotes behind colons", FROM_ADDRESS,
     "Nume: „Zoia Ghimpu”\nFuncția: „psiholog”\nInstituția: „Asociația Umbrela”\nTelefon: „0722 345 678”\n",
     "Zoia Ghimpu | psiholog | Asociația Umbrela | +40722345678"})

/* ---- lines ------------------------------------------------------------------------------------------------------- */

SPECIFY(a_broken_line_ends_no_value,
        {"in the organization, before a colon", FROM_ADDRESS,
         "Vă rog să mă includeți. Mara-Cristina Eftimie, membru al Consiliului\nNațional al Audiovizualului. "
         "Telefon: 0722 345 678.\n",
         "Mara-Cristina Eftimie | membru | Consiliul Național al Audiovizualului | +40722345678"},
        {"in the number", FROM_ADDRESS, "Ana Pop, psiholog, Asociația Lumina, telefon 0722\n345 678.\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
        {"in the position", FROM_ADDRESS,
         "Bună seara! Mă numesc Otilia Cârstoiu și sunt psihoterapeută de copii și\nadolescenți de opt ani. "
         "Număr: 0722 345 678.\n",
         "Otilia Cârstoiu | psihoterapeută de copii și adolescenți | - | +40722345678"})

/* ---- organizations ------------------------------------------------------------------------------------------------ */

SPECIFY(
    an_organization_goes_on_with_small_words,
    {"toward", FROM_ANA, "Ana Pop\nfondatoare\nAsociația Doi Pași spre Acasă\n0722 345 678\n",
     "Ana Pop | fondatoare | Asociația Doi Pași spre Acasă | +40722345678"},
    {"behind", FROM_ANA, "Ana Pop, psiholog, Fundația Casa de după Deal, 0722 345 678\n",
     "Ana Pop | psiholog | Fundația Casa de după Deal | +40722345678"},
    {"an article", FROM_ANA, "Ana Pop, psiholog, Asociația Salvează o Inimă, 0722 345 678\n",
     "Ana Pop | psiholog | Asociația Salvează o Inimă | +40722345678"},
    {"a street that is none", FROM_ANA,
     "Vă scriu de la Asociația Strada Mea din Constanța, sunt psiholog, 0722 345 678\n",
     "Ana Pop | psiholog | Asociația Strada Mea | +40722345678"},
    {"a number", FROM_ANA, "Ana Pop, educatoare, Grădinița nr. 14 Hunedoara, 0722 345 678\n",
     "Ana Pop | educatoare | Grădinița nr. 14 Hunedoara | +40722345678"},
    {"an apostrophe", FROM_ANA, "I am Ana Pop, programme officer at Lantern Children's Fund, 0722 345 678\n",
     "Ana Pop | programme officer | Lantern Children's Fund | +40722345678"},
    {"in capitals it ends where the sentence goes on", FROM_ADDRESS,
     "SUBSEMNATUL TRAMBITAS ILIE SUNT VICEPRIMAR LA PRIMARIA RACHITOASA SI VREAU SA FIU SI EU ACOLO, 0722 "
     "345 678\n",
     "TRAMBITAS ILIE | VICEPRIMAR | PRIMARIA RACHITOASA | +40722345678"},
    {"dictated", FROM_ADDRESS,
     "bună ziua numele meu este radu gheorghieș sunt mediator școlar la școala gimnazială nicolae bălcescu "
     "din băilești și vreau să mă înscriu telefon 0722 345 678\n",
     "radu gheorghieș | mediator școlar | școala gimnazială nicolae bălcescu din băilești | +40722345678"},
    {"our press is none", FROM_ANA,
     "Our press officer put your notice in the clippings.\n\nAna Pop\nAttaché\nRoyal Norwegian Embassy in "
     "Bucharest\n0722 345 678\n",
     "Ana Pop | Attaché | Royal Norwegian Embassy | +40722345678"})

SPECIFY(of_some_school_nobody_knows_the_name,
        {"a hospital", FROM_ANA, "Mă înscriu. Sunt psiholog într-un spital din Turda, 0722 345 678\n",
         "Ana Pop | psiholog | - | +40722345678"},
        {"an NGO", FROM_ANA, "Mă înscriu. Sunt psiholog la un ONG din Turda, 0722 345 678\n",
         "Ana Pop | psiholog | - | +40722345678"},
        {"a village", FROM_ANA, "Mă înscriu. Sunt învățătoare în satul Valea Mare, 0722 345 678\n",
         "Ana Pop | învățătoare | - | +40722345678"},
        {"its name behind it", FROM_ANA,
         "Mă înscriu. Sunt psiholog la o asociație mică, Asociația Lumina, 0722 345 678\n", ANA_WHOLE})

/* ---- positions ---------------------------------------------------------------------------------------------------- */

SPECIFY(a_position_stands_where_one_stands,
        {"before the verb", FROM_ANA, "Logoped sunt, la Centrul Medical Salvia, 0722 345 678\n",
         "Ana Pop | Logoped | Centrul Medical Salvia | +40722345678"},
        {"behind the place of work", FROM_ANA,
         "Muncesc la Fundația Copac în Floare ca terapeut ocupațional. 0722 345 678\n",
         "Ana Pop | terapeut ocupațional | Fundația Copac în Floare | +40722345678"},
        {"in small letters, with a place of work that no word gives away",
         "From: Ana Pop <ana@gmail.example>\n",
         "mă bag și eu: ana pop, pr & comunicare la nădejde pentru familii (ong, slobozia), mobil: 0722 345 "
         "678\n",
         "ana pop | pr & comunicare | nădejde pentru familii (ong, slobozia) | +40722345678"},
        {"what is no place of work", "From: Ana Pop <ana@gmail.example>\n",
         "mă bag și eu: ana pop, psiholog la cabinetul meu, mobil: 0722 345 678\n",
         "ana pop | psiholog | - | +40722345678"})

SPECIFY(a_sentence_is_no_value,
        {"in a list", FROM_ADDRESS,
         "Valer Cioban,\npoziția o știu abia luni, după reorganizare,\nDirecția de Sănătate Publică "
         "Vâlcea,\n0722 "
         "345 678.\n",
         "Valer Cioban | - | Direcția de Sănătate Publică Vâlcea | +40722345678"},
        {"behind a label", FROM_ADDRESS,
         "Nume: Ana Pop\nFuncție: încă nu s-a hotărât\nInstituție: Asociația Lumina\nTelefon: 0722 345 678\n",
         "Ana Pop | - | Asociația Lumina | +40722345678"})

/* ---- phones ------------------------------------------------------------------------------------------------------- */

SPECIFY(a_number_taken_back_is_none,
        {"with a story", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina. 0722 345 687... nu, iar încurc cifrele,\năla e al pizzeriei "
         "de lângă noi: 0722 345 678.\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
        {"with a word", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina, 0722 345 687, pardon, 0722 345 678\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"})

SPECIFY(a_number_broken_over_lines_is_one,
        {"in three", FROM_ADDRESS, "Ana Pop\npsiholog\nAsociația Lumina\nMob. 0722\n345\n678\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
        {"within a group", FROM_ADDRESS, "Ana Pop, psiholog, Asociația Lumina\ntel. 07223\n45678, seara\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
        {"behind the country", FROM_ADDRESS, "Ana Pop\npsiholog\nAsociația Lumina\n+40\n722 345 678\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
        {"not where digits are wanting", FROM_ADDRESS,
         "Ana Pop\npsiholog\nAsociația Lumina\nVin la 08\n12 copii aduc\n",
         "Ana Pop | psiholog | Asociația Lumina | -"},
        {"its label begins a line of its own", FROM_ADDRESS,
         "Vreau și eu în grup. Oana Neagu, logoped la Centrul Județean „Pași Mici” Vaslui\nMob. 0722 345 "
         "678\n",
         "Oana Neagu | logoped | Centrul Județean „Pași Mici” Vaslui | +40722345678"})

SPECIFY(a_number_told_in_two_places_is_one,
        {"the area behind it", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina, fix 33-45-67, prefix 0264.\n",
         "Ana Pop | psiholog | Asociația Lumina | +40264334567"},
        {"the area before it", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina. Prefixul nostru e 0264, iar numărul 33 45 67.\n",
         "Ana Pop | psiholog | Asociația Lumina | +40264334567"},
        {"the country", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina, 068 33 45 67, codul țării fiind 373\n",
         "Ana Pop | psiholog | Asociația Lumina | +37368334567"},
        {"no other code", FROM_ADDRESS, "Ana Pop, psiholog, Asociația Lumina, cod client 264, 33 45 67\n",
         "Ana Pop | psiholog | Asociația Lumina | -"})

SPECIFY(
    a_number_in_words_is_one,
    {"tens", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina, zero șapte douăzeci și doi treizeci și patru cincizeci și șase "
     "șaptezeci și opt\n",
     "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
    {"hundreds", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina, zero șapte sute douăzeci și doi, trei sute patruzeci și cinci, "
     "șase sute șaptezeci și opt\n",
     "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
    {"with words between the groups", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina, zero șapte douăzeci și doi pe urmă trei sute patruzeci și cinci "
     "liniuță șase sute șaptezeci și opt\n",
     "Ana Pop | psiholog | Asociația Lumina | +40722345678"},
    {"the plus, among digits", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina, plus trei șapte trei 68 trei trei patru 567\n",
     "Ana Pop | psiholog | Asociația Lumina | +37368334567"},
    {"what is counted is none", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina, douăzeci și doi de copii, trei case, zero bani\n",
     "Ana Pop | psiholog | Asociația Lumina | -"})

SPECIFY(the_number_of_a_card_is_no_phone,
        {"with its kind", FROM_ADDRESS, "Ana Pop, avocat, Asociația Lumina, card profesional 0722345678\n",
         "Ana Pop | avocat | Asociația Lumina | -"},
        {"with two words", FROM_ADDRESS,
         "Ana Pop, avocat, Asociația Lumina, legitimație de serviciu nr. 0722345678\n",
         "Ana Pop | avocat | Asociația Lumina | -"},
        {"a phone behind it is one", FROM_ADDRESS,
         "Ana Pop, avocat, Asociația Lumina, card de membru, tel. 0722345678\n",
         "Ana Pop | avocat | Asociația Lumina | +40722345678"})

SPECIFY(
    of_two_numbers_the_writers_own_counts,
    {"beside a husband's", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina. Ziua sunați-l pe soțul meu, 0733 111 222. Al meu: 0722 345 678.\n",
     ANA_WHOLE},
    {"before somebody's who is called otherwise", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina. Mie să-mi dați mesaj pe 0722 345 678. Paznicul, Gelu, îl găsiți "
     "la 0733 111 222.\n",
     ANA_WHOLE},
    {"before the one that is wrong", FROM_ADDRESS,
     "Ana Pop, psiholog, Asociația Lumina, 0722 345 678 (nu 0722 345 687, cum scrisesem).\n", ANA_WHOLE},
    {"abroad, the plus left out", FROM_ADDRESS, "Ana Pop, psiholog, Asociația Lumina, 373 68 334 567\n",
     "Ana Pop | psiholog | Asociația Lumina | +37368334567"})

/* ---- words of a position, and of an organization ------------------------------------------------------------------ */

SPECIFY(a_unit_without_its_article_is_part_of_a_position,
        {"between slashes", FROM_ADDRESS,
         "Mă înscriu: Ana Pop / coordonatoare centru de plasament / Asociația Lumina / 0722 345 678\n",
         "Ana Pop | coordonatoare centru de plasament | Asociația Lumina | +40722345678"},
        {"in a line of its own", FROM_ANA,
         "Mă înscriu în grupul de lucru.\n\nAna Pop\nșef serviciu Protecția Victimelor\nDGASPC Vaslui\n"
         "0722 345 678\n",
         "Ana Pop | șef serviciu Protecția Victimelor | DGASPC Vaslui | +40722345678"},
        {"one with an article is where somebody works", FROM_ANA,
         "Mă înscriu. Ana Pop, manager, Centrul de zi Licurici, 0722 345 678\n",
         "Ana Pop | manager | Centrul de zi Licurici | +40722345678"})

SPECIFY(what_somebody_heads_is_part_of_a_position,
        {"before the place of work", FROM_ANA,
         "Mă înscriu în grupul de lucru. Sunt șefă casă de tip familial la Asociația Lumina, 0722 345 678.\n",
         "Ana Pop | șefă casă de tip familial | Asociația Lumina | +40722345678"},
        {"with its article", FROM_ANA,
         "Mă înscriu: Ana Pop, șefa Biroului Voluntari, Asociația Lumina, 0722 345 678\n",
         "Ana Pop | șefa Biroului Voluntari | Asociația Lumina | +40722345678"},
        {"what they look after", FROM_ANA,
         "Mă înscriu. Sunt responsabila cu cercul de șah, lucrez la Asociația Lumina. 0722 345 678\n",
         "Ana Pop | responsabila cu cercul de șah | Asociația Lumina | +40722345678"},
        {"what they are there for", FROM_ANA,
         "Mă înscriu. Sunt consilieră pentru dezvoltare personală la Asociația Lumina, 0722 345 678.\n",
         "Ana Pop | consilieră pentru dezvoltare personală | Asociația Lumina | +40722345678"},
        {"a program that corrects is nobody", FROM_ANA,
         "Mă înscriu, corectorul m-a încurcat. Sunt psiholog la Asociația Lumina, 0722 345 678.\n",
         ANA_WHOLE})

SPECIFY(a_position_begins_a_sentence,
        {"typed small", FROM_ANA,
         "bună, vreau și eu în grup. educatoare la Grădinița nr. 3 Vaslui. tel 0722 345 678\n",
         "Ana Pop | educatoare | Grădinița nr. 3 Vaslui | +40722345678"},
        {"in Hungarian", "From: Nagy Ilona <nagy@yahoo.example>\n",
         "Kérem, vegyenek fel a munkacsoportba. Szociálpedagógus vagyok a Szent Anna Gyermekotthonban. "
         "0722 345 678\n",
         "Nagy Ilona | Szociálpedagógus | Szent Anna Gyermekotthon | +40722345678"})

SPECIFY(an_organization_has_a_kind_that_abroad_is_called_otherwise,
        {"an association of Moldova", "From: Ana Pop <ana@mail.example>\n",
         "Mă numesc Ana Pop, psiholog în cadrul A.O. „Speranța Nordului”, 0722 345 678.\n",
         "Ana Pop | psiholog | A.O. „Speranța Nordului” | +40722345678"},
        {"a foundation of the Netherlands", "From: Ana Pop <ana@mail.example>\n",
         "I would like to join the group. Project manager of Stichting Open Deur, 0722 345 678.\n",
         "Ana Pop | Project manager | Stichting Open Deur | +40722345678"},
        {"an adjective before its town", FROM_ADDRESS,
         "Ana Pop, psiholog la Centrul de consiliere psihopedagogică Vaslui, 0722 345 678.\n",
         "Ana Pop | psiholog | Centrul de consiliere psihopedagogică Vaslui | +40722345678"},
        {"the young people somebody works with are none", FROM_ANA,
         "Mă înscriu. Lucrez cu tinerii din cartier.\nAna Pop, psiholog, 0722 345 678\n",
         "Ana Pop | psiholog | - | +40722345678"})

SPECIFY(an_organization_is_written_as_its_people_do,
        {"an acronym that is also a kind", FROM_ANA,
         "Mă numesc Ana Pop, sunt psiholog la CMBRAE și doresc să mă înscriu, 0722 345 678.\n",
         "Ana Pop | psiholog | CMBRAE | +40722345678"},
        {"dotted capitals", FROM_ANA, "Ana Pop, psiholog, Asociația P.A.S., 0722 345 678\n",
         "Ana Pop | psiholog | Asociația P.A.S | +40722345678"},
        {"in single quotes", FROM_ANA, "Ana Pop, psiholog, Asociația 'Un Cuib Cald', 0722 345 678\n",
         "Ana Pop | psiholog | Asociația 'Un Cuib Cald' | +40722345678"},
        {"a capital within", FROM_ANA, "Ana Pop, psiholog, Asociația iCopil, 0722 345 678\n",
         "Ana Pop | psiholog | Asociația iCopil | +40722345678"},
        {"a town whose kind is shortened", FROM_ANA, "Ana Pop, jurist, Primăria Mun. Onești, 0722 345 678\n",
         "Ana Pop | jurist | Primăria Mun. Onești | +40722345678"},
        {"a college that is shortened", FROM_ANA, "Ana Pop, psiholog, Lic. Teoretic Huși, 0722 345 678\n",
         "Ana Pop | psiholog | Lic. Teoretic Huși | +40722345678"},
        {"the school of a room", FROM_ANA,
         "Mă înscriu. Sunt Ana Pop, psiholog la cabinetul școlar de la Liceul Unirea, 0722 345 678.\n",
         "Ana Pop | psiholog | Liceul Unirea | +40722345678"},
        {"what we do is none", FROM_ANA,
         "We trust your group and I would like to join.\nAna Pop, psiholog, 0722 345 678\n",
         "Ana Pop | psiholog | - | +40722345678"})

SPECIFY(a_number_is_written_with_commas,
        {"between its groups", FROM_ADDRESS, "Ana Pop, psiholog, Asociația Lumina, nr 0722,345,678\n",
         ANA_WHOLE})

/* ---- what somebody is, and what else stands there ------------------------------------------------------------------- */

SPECIFY(a_rank_gives_way_to_the_office_behind_it,
        {"behind the name", FROM_ADDRESS,
         "Desemnăm în grupul de lucru pe domnul comisar-șef Emil Cojocaru, ofițer de presă, Inspectoratul de "
         "Poliție Bacău, telefon 0722 345 678.\n",
         "Emil Cojocaru | ofițer de presă | Inspectoratul de Poliție Bacău | +40722345678"},
        {"below it", "From: Emil Cojocaru <e.cojocaru@politie.example>\n",
         "Doresc să particip la grupul de lucru.\n\nCu stimă,\nComisar de poliție Emil Cojocaru\n"
         "psiholog principal\nIPJ Bacău\n0722 345 678\n",
         "Emil Cojocaru | psiholog principal | IPJ Bacău | +40722345678"},
        {"a rank alone is what they are", "From: Emil Cojocaru <e.cojocaru@politie.example>\n",
         "Doresc să particip la grupul de lucru.\n\nCu stimă,\nComisar de poliție Emil Cojocaru\nIPJ Bacău\n"
         "0722 345 678\n",
         "Emil Cojocaru | Comisar de poliție | IPJ Bacău | +40722345678"})

SPECIFY(
    who_heads_a_service_says_of_which,
    {"without an article", FROM_ANA,
     "Doresc să particip la grupul de lucru. Sunt Ana Pop, șef birou Evidența Persoanelor, Primăria Turda. "
     "Telefon 0722 345 678.\n",
     "Ana Pop | șef birou Evidența Persoanelor | Primăria Turda | +40722345678"},
    {"somewhere", FROM_ANA,
     "Doresc să particip la grupul de lucru. Sunt Ana Pop, șefa Secției Copii de la Biblioteca Județeană "
     "Cluj, 0722 345 678.\n",
     "Ana Pop | șefa Secției Copii | Biblioteca Județeană Cluj | +40722345678"})

SPECIFY(what_only_stands_there_is_no_position,
        {"a farewell without a mark", FROM_ANA,
         "I would like to join the working group.\n\nAna Pop, mobile 0722 345 678.\n\nAll the best\n",
         "Ana Pop | - | - | +40722345678"},
        {"the same place as another's", FROM_ANA,
         "Vreau în grupul de lucru. Ana Pop, logoped tot la Fundația Umbrela, 0722 345 678.\n",
         "Ana Pop | logoped | Fundația Umbrela | +40722345678"})

SPECIFY(
    a_name_goes_on_behind_a_small_word_with_a_capital,
    {"Flemish", "From: Lieve De Wachter <lieve@hotline.example>\n",
     "Please put me on the list of the working group.\n\nLieve De Wachter\nsenior analyst\n+32 486 22 71 "
     "09\n",
     "Lieve De Wachter | senior analyst | - | +32486227109"},
    {"Irish", "From: Cormac Ó Briain <cormac@hotline.example>\n",
     "Please put me on the list of the working group.\n\nCormac Ó Briain\nsenior analyst\n+353 87 441 9026\n",
     "Cormac Ó Briain | senior analyst | - | +353874419026"})

SPECIFY(
    a_number_is_mended_by_its_last_digits,
    {"and told again", FROM_ANA,
     "Vreau în grupul de lucru. Ana Pop, psiholog, Asociația Lumina, 0722 345 687, ba nu, 678 la coadă, deci "
     "0722 345 678.\n",
     ANA_WHOLE},
    {"a registry's number is no phone", FROM_ANA,
     "Nr. 0733118207/14.11.2026\nDoresc să particip la grupul de lucru. Ana Pop, psiholog, Asociația "
     "Lumina.\n",
     "Ana Pop | psiholog | Asociația Lumina | -"})

/* ---- trades that nobody thinks of, and where they are plied --------------------------------------------------------- */

SPECIFY(a_trade_is_a_position,
        {"in a sentence", FROM_ANA,
         "Vreau în grupul de lucru. Mă numesc Ana Pop și sunt dresoare de câini. 0722 345 678\n",
         "Ana Pop | dresoare de câini | - | +40722345678"},
        {"of the post", FROM_ANA,
         "Vreau în grupul de lucru. Sunt Ana Pop, șefă de tură și factoriță poștală. 0722 345 678\n",
         "Ana Pop | șefă de tură și factoriță poștală | - | +40722345678"},
        {"what somebody is not is none", FROM_ANA,
         "Vreau în grupul de lucru. Nu-s profesoară, sunt stupară. Ana Pop, 0722 345 678\n",
         "Ana Pop | stupară | - | +40722345678"},
        {"in English", FROM_ANA,
         "I want to join the working group. My name is Ana Pop and I am a hairdresser. 0722 345 678\n",
         "Ana Pop | hairdresser | - | +40722345678"},
        {"in Hungarian", "From: Pap Anna <pap.anna@example.ro>\n",
         "Szeretnék csatlakozni a munkacsoporthoz. Pap Anna vagyok, falugondnok. Telefon: 0722 345 678\n",
         "Pap Anna | falugondnok | - | +40722345678"})

SPECIFY(a_position_ends_before_the_shift_and_the_route,
        {"a shift", FROM_ANA,
         "Mă înscriu în grupul de lucru: Ana Pop, dispeceră în tura de zi, Asociația Lumina, 0722 345 678\n",
         "Ana Pop | dispeceră | Asociația Lumina | +40722345678"},
        {"a route", FROM_ANA,
         "Mă înscriu în grupul de lucru: Ana Pop, șoferiță pe traseul 7, Asociația Lumina, 0722 345 678\n",
         "Ana Pop | șoferiță | Asociația Lumina | +40722345678"},
        {"what somebody founded", FROM_ANA,
         "Put me on the list of the working group: Ana Pop, co-founder of Lumea Mică, 0722 345 678.\n",
         "Ana Pop | co-founder | Lumea Mică | +40722345678"})

SPECIFY(a_place_of_work_has_a_name,
        {"a choir", FROM_ANA,
         "Mă înscriu în grupul de lucru. Sunt Ana Pop, dirijoare la Corul de copii „Mugurii” Blaj, 0722 345 "
         "678\n",
         "Ana Pop | dirijoare | Corul de copii „Mugurii” Blaj | +40722345678"},
        {"an airport", FROM_ANA,
         "Mă înscriu în grupul de lucru: Ana Pop, agent handling, Aeroportul Internațional Ovidiu Vulpe, "
         "0722 345 678\n",
         "Ana Pop | agent handling | Aeroportul Internațional Ovidiu Vulpe | +40722345678"},
        {"in Spanish", FROM_ANA,
         "Mă înscriu în grupul de lucru. Sunt Ana Pop, psiholog la Fundación Casa Verde, 0722 345 678\n",
         "Ana Pop | psiholog | Fundación Casa Verde | +40722345678"},
        {"none is meant", FROM_ANA,
         "Mă înscriu în grupul de lucru. Sunt Ana Pop, psiholog, vin fără asociație în spate. 0722 345 678\n",
         "Ana Pop | psiholog | - | +40722345678"})

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_with_a_slip_is_a_label),
        cmocka_unit_test(a_label_that_no_rule_knows_is_one_still),
        cmocka_unit_test(a_broken_line_ends_no_value),
        cmocka_unit_test(an_organization_goes_on_with_small_words),
        cmocka_unit_test(of_some_school_nobody_knows_the_name),
        cmocka_unit_test(a_position_stands_where_one_stands),
        cmocka_unit_test(a_sentence_is_no_value),
        cmocka_unit_test(a_number_taken_back_is_none),
        cmocka_unit_test(a_number_broken_over_lines_is_one),
        cmocka_unit_test(a_number_told_in_two_places_is_one),
        cmocka_unit_test(a_number_in_words_is_one),
        cmocka_unit_test(the_number_of_a_card_is_no_phone),
        cmocka_unit_test(of_two_numbers_the_writers_own_counts),
        cmocka_unit_test(a_unit_without_its_article_is_part_of_a_position),
        cmocka_unit_test(what_somebody_heads_is_part_of_a_position),
        cmocka_unit_test(a_position_begins_a_sentence),
        cmocka_unit_test(an_organization_has_a_kind_that_abroad_is_called_otherwise),
        cmocka_unit_test(an_organization_is_written_as_its_people_do),
        cmocka_unit_test(a_number_is_written_with_commas),
        cmocka_unit_test(a_value_in_quotes_is_given_without_them),
        cmocka_unit_test(a_rank_gives_way_to_the_office_behind_it),
        cmocka_unit_test(who_heads_a_service_says_of_which),
        cmocka_unit_test(what_only_stands_there_is_no_position),
        cmocka_unit_test(a_name_goes_on_behind_a_small_word_with_a_capital),
        cmocka_unit_test(a_number_is_mended_by_its_last_digits),
        cmocka_unit_test(a_trade_is_a_position),
        cmocka_unit_test(a_position_ends_before_the_shift_and_the_route),
        cmocka_unit_test(a_place_of_work_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
