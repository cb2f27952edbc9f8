/*
 * Who is signed up, and what is known of each: a specification in short letters. One row a letter; `people` says what
 * must be found, a person a line: name | position | organization | phone, "-" for what is not given.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

/* ---- labels ----------------------------------------------------------------------------------------------------- */

SPECIFY(
    a_label_stands_before_its_value,
    {"on the same line", FROM_ADDRESS,
     "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n", ANA_WHOLE},
    {"with dashes, dots and equal signs", FROM_ADDRESS,
     "Nume – Ana Pop\nFuncția ........ psiholog\nOrganizația = Asociația Lumina\nTel. - 0722.345.678\n",
     ANA_WHOLE},
    {"behind bullets", FROM_ADDRESS,
     "• Nume și prenume: Ana Pop\n• Poziția: psiholog\n• Instituția: Asociația Lumina\n• Nr. telefon: "
     "0722345678\n",
     ANA_WHOLE},
    {"behind numbers", FROM_ADDRESS,
     "1. Numele: Ana Pop\n2. Funcția: psiholog\n3. Organizația: Asociația Lumina\n4. Telefonul: 0722345678\n",
     ANA_WHOLE},
    {"without diacritics, in capitals", FROM_ADDRESS,
     "NUME: Ana Pop\nFUNCTIA: psiholog\nORGANIZATIA: Asociația Lumina\nTELEFON: 0722 345 678\n", ANA_WHOLE},
    {"a position of words that no list knows, up to the place of work", "From: Ana Pop <ana@gmail.example>\n",
     "Sunt operator apeluri 112 la Școala Gimnazială nr. 3 Tulcea, tel. 0722 345 678.\n",
     "Ana Pop | operator apeluri 112 | Școala Gimnazială nr. 3 Tulcea | +40722345678"},
    {"an inflected name, its adjectives too", FROM_ANA,
     "Subsemnata Ana Pop, director al Școlii Gimnaziale „Tudor Vlădulescu”, 0722 345 678\n",
     "Ana Pop | director | Școala Gimnazială „Tudor Vlădulescu” | +40722345678"},
    {"the name that the mail goes out under", "From: Asociația Licurici Zalău <hello@licurici.example>\n",
     "Mă ofer eu, Xenia Copăcean. Vorbim la 0721 340 865.\n",
     "Xenia Copăcean | - | Asociația Licurici Zalău | +40721340865"},
    {"a site below a signature is no position", FROM_ANA,
     "Mă înscriu.\n\nAna Pop\nLumina Games SRL · Cluj-Napoca\n0722 345 678\nluminagames.example\n",
     "Ana Pop | - | Lumina Games SRL | +40722345678"},
    {"in English", FROM_ADDRESS,
     "Name: Ana Pop\nPosition: psychologist\nOrganization: Asociația Lumina\nPhone: +40 722 345 678\n",
     "Ana Pop | psychologist | Asociația Lumina | +40722345678"},
    {"in Hungarian", FROM_ADDRESS,
     "Név: Kovács Ágnes\nBeosztás: szociális munkás\nSzervezet: Asociația Lumina\nTelefon: 0722 345 678\n",
     "Kovács Ágnes | szociális munkás | Asociația Lumina | +40722345678"},
    {"several on one line", FROM_ADDRESS,
     "Nume: Ana Pop, Funcția: psiholog, Organizația: Asociația Lumina, Telefon: 0722 345 678\n", ANA_WHOLE},
    {"several on one line, parted by bars", FROM_ADDRESS,
     "Nume: Ana Pop | Funcția: psiholog | Organizația: Asociația Lumina | Tel: 0722 345 678\n", ANA_WHOLE},
    {"with the value on the next line", FROM_ADDRESS,
     "Nume:\nAna Pop\nFuncția:\npsiholog\nOrganizația:\nAsociația Lumina\nTelefon:\n0722 345 678\n",
     ANA_WHOLE},
    {"with the value on the next line and blank lines between", FROM_ADDRESS,
     "Nume:\nAna Pop\n\nFuncția:\npsiholog\n\nOrganizația:\nAsociația Lumina\n\nTelefon:\n0722 345 678\n",
     ANA_WHOLE},
    {"surname and given name apart", FROM_ADDRESS,
     "Nume: Pop\nPrenume: Ana\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n",
     "Pop Ana | psiholog | Asociația Lumina | +40722345678"},
    {"with nothing behind some", FROM_ADDRESS,
     "Nume: Ana Pop\nFuncția: \nOrganizația: -\nTelefon: 0722 345 678\n", "Ana Pop | - | - | +40722345678"})

SPECIFY(labels_that_come_again_are_further_people,
        {"two blocks", FROM_AIDE,
         "Vă trimit datele colegilor:\n\nNume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația "
         "Lumina\nTelefon: 0722 345 "
         "678\n\nNume: Dan Rusu\nFuncția: asistent social\nOrganizația: Asociația Lumina\nTelefon: 0733 111 "
         "222\n",
         ANA_WHOLE "\nDan Rusu | asistent social | Asociația Lumina | +40733111222"},
        {"the second lacks its phone", FROM_AIDE,
         "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n\n"
         "Nume: Dan Rusu\nFuncția: asistent social\nOrganizația: Asociația Lumina\nTelefon:\n",
         ANA_WHOLE "\nDan Rusu | asistent social | Asociația Lumina | -"})

/* ---- tables ----------------------------------------------------------------------------------------------------- */

#define ROW2(a, b)       "<tr><td>" a "</td><td>" b "</td></tr>"
#define ROW4(a, b, c, d) "<tr><td>" a "</td><td>" b "</td><td>" c "</td><td>" d "</td></tr>"

SPECIFY(
    a_table_holds_people,
    {"a label a row", FROM_ADDRESS HTML,
     "<table>" ROW2("Nume și prenume", "Ana Pop") ROW2("Funcția", "psiholog")
         ROW2("Organizația", "Asociația Lumina") ROW2("Telefon", "0722 345 678") "</table>",
     ANA_WHOLE},
    {"a header row and one person", FROM_AIDE HTML,
     "<table>" ROW4("Nume", "Funcția", "Organizația", "Telefon")
         ROW4("Ana Pop", "psiholog", "Asociația Lumina", "0722 345 678") "</table>",
     ANA_WHOLE},
    {"a header row and two people, a cell empty", FROM_AIDE HTML,
     "<p>Participanți:</p><table>" ROW4("Nume", "Funcția", "Instituția", "Telefon")
         ROW4("Ana Pop", "psiholog", "Asociația Lumina", "0722 345 678")
             ROW4("Dan Rusu", "", "Asociația Lumina", "0733 111 222") "</table>",
     ANA_WHOLE "\nDan Rusu | - | Asociația Lumina | +40733111222"},
    {"each row a table of its own in a layout table", FROM_ADDRESS HTML,
     "<table><tr><td><table>" ROW2("Nume", "Ana Pop") "</table></td></tr><tr><td><table>" ROW2(
         "Funcția",
         "psiholog") "</table></td></tr><tr><td><table>" ROW2("Organizația",
                                                              "Asociația Lumina") "</table></td></"
                                                                                  "tr><tr><td><"
                                                                                  "table>" ROW2(
                                                                                      "Telefon",
                                                                                      "0722 "
                                                                                      "345 678") "</table></"
                                                                                                 "td></tr></"
                                                                                                 "table>",
     ANA_WHOLE},
    {"flattened: labels first, then values", FROM_ADDRESS,
     "Nume\nFuncția\nOrganizația\nTelefon\nAna Pop\npsiholog\nAsociația Lumina\n0722 345 678\n", ANA_WHOLE},
    {"flattened: each label above its value", FROM_ADDRESS,
     "Nume\nAna Pop\nFuncția\npsiholog\nOrganizația\nAsociația Lumina\nTelefon\n0722 345 678\n", ANA_WHOLE},
    {"drawn with tabs", FROM_AIDE,
     "Nume\tFuncția\tOrganizația\tTelefon\nAna Pop\tpsiholog\tAsociația Lumina\t0722 345 678\n", ANA_WHOLE})

/* ---- lists ------------------------------------------------------------------------------------------------------ */

SPECIFY(one_line_may_hold_everything,
        {"commas", FROM_ADDRESS, "Ana Pop, psiholog, Asociația Lumina, 0722 345 678\n", ANA_WHOLE},
        {"dashes", FROM_ADDRESS, "Ana Pop - psiholog - Asociația Lumina - 0722 345 678\n", ANA_WHOLE},
        {"slashes", FROM_ADDRESS, "Ana Pop / psiholog / Asociația Lumina / 0722 345 678\n", ANA_WHOLE},
        {"semicolons", FROM_ADDRESS, "Ana Pop; psiholog; Asociația Lumina; 0722 345 678\n", ANA_WHOLE},
        {"a trade of the register", FROM_ADDRESS, "Ana Pop, croitoreasă, Asociația Lumina, 0722 345 678\n",
         "Ana Pop | croitoreasă | Asociația Lumina | +40722345678"},
        {"an English title of many words", FROM_ADDRESS,
         "Ana Pop, Fraud Analytics Team Leader, Asociația Lumina, 0722 345 678\n",
         "Ana Pop | Fraud Analytics Team Leader | Asociația Lumina | +40722345678"},
        {"years are no part of it", FROM_ADDRESS,
         "Ana Pop, învățătoare de 26 de ani, Asociația Lumina, 0722 345 678\n",
         "Ana Pop | învățătoare | Asociația Lumina | +40722345678"},
        {"a saint in the name", FROM_ADDRESS, "Ana Pop, psiholog, Parohia Sf. Nicolae Hârlău, 0722 345 678\n",
         "Ana Pop | psiholog | Parohia Sf. Nicolae Hârlău | +40722345678"},
        {"a person in the name", FROM_ADDRESS,
         "Ana Pop, psiholog, Liceul Teoretic Gh. Vrănceanu Bacău, 0722 345 678\n",
         "Ana Pop | psiholog | Liceul Teoretic Gh. Vrănceanu Bacău | +40722345678"},
        {"in another order", FROM_ADDRESS, "Asociația Lumina, Ana Pop, psiholog, 0722 345 678\n", ANA_WHOLE},
        {"behind a wish", FROM_ADDRESS,
         "Bună ziua, mă înscriu: Ana Pop, psiholog, Asociația Lumina, 0722 345 678.\n", ANA_WHOLE},
        {"numbered answers to the announcement", FROM_ADDRESS,
         "1. Ana Pop\n2. psiholog\n3. Asociația Lumina\n4. 0722 345 678\n", ANA_WHOLE},
        {"lettered answers", FROM_ADDRESS, "a) Ana Pop\nb) psiholog\nc) Asociația Lumina\nd) 0722 345 678\n",
         ANA_WHOLE},
        {"a person a bullet", FROM_AIDE,
         "Îi înscriem pe:\n- Ana Pop, psiholog, Asociația Lumina, 0722 345 678\n- Dan Rusu, asistent social, "
         "Asociația "
         "Lumina, 0733 111 222\n",
         ANA_WHOLE "\nDan Rusu | asistent social | Asociația Lumina | +40733111222"},
        {"bare lines under one another", FROM_ADDRESS,
         "Doresc să mă înscriu.\n\nAna Pop\npsiholog\nAsociația Lumina\n0722 345 678\n", ANA_WHOLE})

/* ---- sentences and signatures ----------------------------------------------------------------------------------- */

SPECIFY(people_present_themselves_in_sentences,
        {"I am called …", FROM_ADDRESS,
         "Bună ziua, mă numesc Ana Pop și sunt psiholog la Asociația Lumina. Doresc să mă înscriu. Telefonul "
         "meu este 0722 "
         "345 678.\n",
         ANA_WHOLE},
        {"I am …", FROM_ADDRESS,
         "Sunt Ana Pop, psiholog în cadrul Asociației Lumina, și vreau să particip. Tel. 0722 345 678.\n",
         ANA_WHOLE},
        {"the undersigned", FROM_ADDRESS,
         "Subsemnata Ana Pop, în calitate de psiholog la Asociația Lumina, solicit înscrierea în grupul de "
         "lucru. Telefon: "
         "0722 345 678.\n",
         ANA_WHOLE},
        {"in English", FROM_ADDRESS,
         "My name is Ana Pop and I work as a psychologist at Asociația Lumina. I would like to join the "
         "working group. You "
         "can reach me at +40 722 345 678.\n",
         "Ana Pop | psychologist | Asociația Lumina | +40722345678"},
        {"a sentence that the mail program broke", FROM_ADDRESS,
         "Bună ziua, mă numesc Ana Pop și sunt psiholog la Asociația\nLumina. Doresc să mă înscriu în grupul "
         "de lucru, "
         "telefonul\nmeu este 0722 345 678.\n",
         ANA_WHOLE},
        {"the name is only in From", FROM_ANA,
         "Mă înscriu. Sunt psiholog la Asociația Lumina, telefon 0722 345 678.\n", ANA_WHOLE})

SPECIFY(
    a_signature_completes,
    {"behind two dashes", FROM_ANA,
     "Doresc să mă înscriu în grup.\n\n-- \nAna Pop\npsiholog\nAsociația Lumina\n0722 345 678\n", ANA_WHOLE},
    {"behind a greeting", FROM_ANA,
     "Doresc să mă înscriu în grup.\n\nCu stimă,\nAna Pop\npsiholog\nAsociația Lumina\ntel. 0722 345 678\n",
     ANA_WHOLE},
    {"on one line", FROM_ANA,
     "Vă rog să mă înscrieți.\n\nCu respect,\nAna Pop, psiholog, Asociația Lumina, 0722 345 678\n",
     ANA_WHOLE},
    {"what the text says counts more", FROM_ANA,
     "Mă înscriu, telefonul meu mobil este 0722 345 678.\n\n-- \nAna Pop\npsiholog\nAsociația Lumina\nTel. "
     "0268 547 330\n",
     ANA_WHOLE},
    {"a fax beside the phone", FROM_ANA,
     "Doresc să mă înscriu.\n\n-- \nAna Pop\npsiholog\nAsociația Lumina\nTel: 0722 345 678\nFax: 0268 547 "
     "330\n",
     ANA_WHOLE},
    {"an extension", FROM_ANA,
     "Doresc să mă înscriu.\n\n-- \nAna Pop\npsiholog\nAsociația Lumina\nTel: 0268 547 330, int. 12\n",
     "Ana Pop | psiholog | Asociația Lumina | +40268547330 x12"})

/* ---- somebody else ---------------------------------------------------------------------------------------------- */

SPECIFY(who_writes_need_not_be_who_is_signed_up,
        {"a nomination with its signatory", "From: Primăria Codlea <registratura@codlea.example>\n",
         "Vă comunicăm că îl desemnăm pe domnul Dan Rusu, consilier juridic, telefon 0733 111 222, din "
         "partea Primăriei "
         "Codlea.\n\nPrimar,\nVasile Munteanu\n",
         "Dan Rusu | consilier juridic | Primăria Codlea | +40733111222"},
        {"an aide writes for a deputy", FROM_AIDE,
         "În numele doamnei deputat Ana Pop, vă rog să o înscrieți în grupul de lucru: Ana Pop, deputat, "
         "Camera Deputaților, "
         "0722 345 678.\n\nMaria Ionescu\nconsilier parlamentar\n0744 555 666\n",
         "Ana Pop | deputat | Camera Deputaților | +40722345678"},
        {"a letterhead above the letter", "From: DGASPC Brașov <office@dgaspcbv.example>\n",
         "DIRECȚIA GENERALĂ DE ASISTENȚĂ SOCIALĂ ȘI PROTECȚIA COPILULUI BRAȘOV\nStr. Apullum nr. 3, tel. "
         "0268 417 111, fax "
         "0268 411 124\nNr. 21873/17.04.2024\n\nCătre Secretariatul Grupului de lucru\n\nPrin prezenta o "
         "desemnăm pe doamna "
         "Ana Pop, psiholog, tel. 0722 345 678.\n\nDirector general,\nVasile Munteanu\n",
         "Ana Pop | psiholog | DIRECȚIA GENERALĂ DE ASISTENȚĂ SOCIALĂ ȘI PROTECȚIA COPILULUI BRAȘOV | "
         "+40722345678"},
        {"a colleague is added", FROM_ANA,
         "Mă înscriu: Ana Pop, psiholog, Asociația Lumina, 0722 345 678. Și colega mea, Ioana Rusu, asistent "
         "social, 0733 111 "
         "222.\n",
         ANA_WHOLE "\nIoana Rusu | asistent social | Asociația Lumina | +40733111222"},
        {"two in one sentence", FROM_AIDE,
         "Din partea Asociației Lumina vor participa Ana Pop, psiholog, 0722 345 678 și Dan Rusu, asistent "
         "social, 0733 111 "
         "222.\n",
         ANA_WHOLE "\nDan Rusu | asistent social | Asociația Lumina | +40733111222"},
        {"a representative who will be named", "From: Maria Ionescu <maria.ionescu@lumina.example>\n",
         "Asociația Lumina va participa cu un reprezentant al cărui nume îl vom comunica ulterior.\n",
         "- | - | Asociația Lumina | -"})

SPECIFY(
    whom_an_aide_writes_for_signs_up_not_the_aide,
    {"an office called after the one it serves", "From: Cabinet Neacșa <cabinet.neacsa@gmail.example>\n",
     "Vă scriu în numele domnului deputat Răducan Neacșa (Camera Deputaților). Dorește să se alăture "
     "grupului "
     "de lucru.\n\nȘtefania Bleoancă\nasistent parlamentar\n0770 318 226\n",
     "Răducan Neacșa | deputat | Camera Deputaților | -"},
    {"the aide presents herself first", FROM_AIDE,
     "Sunt asistenta doamnei director executiv Corina Manea de la Fundația Alba. Dânsa vrea să se alăture "
     "grupului de lucru; numărul ei direct este 0745 888 121. Pentru programări mă găsiți pe mine la 0745 "
     "888 "
     "122.\n\nMaria Ionescu\n",
     "Corina Manea | director executiv | Fundația Alba | +40745888121"},
    {"the commission goes before the aide's office", FROM_AIDE,
     "Vă scriu din partea doamnei senator Lavinia Crețoiu, vicepreședinte al Comisiei juridice din Senatul "
     "României, care dorește să facă parte din grupul de lucru. Poate fi sunată la 0744 061 902.\n\nCu "
     "stimă,\nMaria Ionescu\nConsilier\nCabinet senatorial Argeș\nM: 0732 415 550\n",
     "Lavinia Crețoiu | senator | Senatul României | +40744061902"},
    {"the aide signs in one line with a phone", FROM_AIDE,
     "Domnul senator Emil Boc a decis să ne reprezinte în grupul de lucru. Senatul României, tel. 0744 030 "
     "303.\n\nMaria Ionescu, șef cabinet, 0744 030 304\n",
     "Emil Boc | senator | Senatul României | +40744030303"})

SPECIFY(
    of_a_nomination_the_one_who_signs_is_not_the_nominee,
    {"nobody is named", FROM_AIDE,
     "DGASPC Vaslui desemnează în grupul de lucru un reprezentant din cadrul Serviciului violență, tel. 0745 "
     "101 999.\n\nMaria Ionescu\nDirector executiv\n",
     "- | - | DGASPC Vaslui | +40745101999"},
    {"a surname only", FROM_AIDE,
     "Persoana nominalizată din partea DGASPC Vaslui este d-na Hulea, șef serviciu, tel. 0745 101 "
     "999.\n\nMaria Ionescu\nDirector executiv\n",
     "- | șef serviciu | DGASPC Vaslui | +40745101999"},
    {"in small letters", FROM_AIDE,
     "desemnam in grupul de lucru pe sorina hulea, sef serviciu, dgaspc vaslui, 0745 101 999\n\nMaria "
     "Ionescu\nDirector executiv\n",
     "sorina hulea | sef serviciu | dgaspc vaslui | +40745101999"},
    {"in the dative", FROM_OFFICE,
     "Domnului Remus Ichim, consilier superior, i se încredințează reprezentarea Primăriei Vidra în grupul "
     "de "
     "lucru. Date de contact: 0744 900 800.\n\nSecretar general,\nDoina Preda\n",
     "Remus Ichim | consilier superior | Primăria Vidra | +40744900800"},
    {"given rather than named", FROM_AIDE,
     "Din partea Asociației Lumina, în grup o veți avea pe Ana Pop, psiholog, 0722 345 678.\n\nMaria Ionescu "
     "| "
     "Asistent | 0722 345 679\n",
     ANA_WHOLE})

SPECIFY(a_message_passed_on_below_is_read_when_the_writer_points_to_it,
        {"a forwarded nomination", FROM_AIDE,
         "Vă transmit mai jos datele colegei noastre care dorește să se înscrie.\n\n"
         "---------- Forwarded message ---------\nDe la: Ana Pop <ana.pop@lumina.example>\nDate: mar., 16 "
         "apr. 2024, "
         "09:00\nSubject: date\nTo: Maria Ionescu <maria.ionescu@cdep.example>\n\n"
         "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n",
         ANA_WHOLE})

/* ---- names ------------------------------------------------------------------------------------------------------ */

#define REST       " | psiholog | Asociația Lumina | +40722345678"
#define SAYS(from) "From: " from " <contact@lumina.example>\n"
#define MORE       "Mă înscriu. Sunt psiholog la Asociația Lumina, tel. 0722 345 678.\n"

SPECIFY(the_name_in_from, {"surname first with a comma", SAYS("\"Popescu, Ion\""), MORE, "Ion Popescu" REST},
        {"behind a short title of parliament", SAYS("\"Dep. Ion Popescu\""), MORE, "Ion Popescu" REST},
        {"what a first name is called by is none", SAYS("Tanti Ileana"), MORE, "-" REST},
        {"title and office", SAYS("\"Dr. Ion Pop (DGASPC)\""), MORE, "Ion Pop" REST},
        {"capitals", SAYS("ION POPESCU"), MORE, "ION POPESCU" REST},
        {"small letters", SAYS("ion popescu"), MORE, "ion popescu" REST},
        {"an office", SAYS("Secretariat"), MORE, "-" REST},
        {"an organization", SAYS("Asociatia Lumina"), MORE, "-" REST},
        {"an address", SAYS("contact@lumina.example"), MORE, "-" REST},
        {"a first name only", SAYS("Ana"), MORE, "-" REST})

#define LIST ", psiholog, Asociația Lumina, 0722 345 678\n"

SPECIFY(names_in_all_their_forms, {"a doctor", FROM_ADDRESS, "Dr. Ana Pop" LIST, "Ana Pop" REST},
        {"a professor", FROM_ADDRESS, "Prof. univ. dr. Ana Pop" LIST, "Ana Pop" REST},
        {"an engineer", FROM_ADDRESS, "ing. Dan Rusu" LIST, "Dan Rusu" REST},
        {"a lady", FROM_ADDRESS, "D-na Ana Pop" LIST, "Ana Pop" REST},
        {"a lawyer", FROM_ADDRESS, "Av. Ana Pop" LIST, "Ana Pop" REST},
        {"a hyphen", FROM_ADDRESS, "Ana-Maria Popescu-Ionescu" LIST, "Ana-Maria Popescu-Ionescu" REST},
        {"capitals", FROM_ADDRESS, "ANA-MARIA POPESCU" LIST, "ANA-MARIA POPESCU" REST},
        {"surname in capitals", FROM_ADDRESS, "POPESCU Ana" LIST, "POPESCU Ana" REST},
        {"a father's initial", FROM_ADDRESS, "Popescu I. Ana" LIST, "Popescu I. Ana" REST},
        {"a maiden name", FROM_ADDRESS, "Ana Pop (fostă Rusu)" LIST, "Ana Pop" REST},
        {"Hungarian", FROM_ADDRESS, "Szőcs Ildikó" LIST, "Szőcs Ildikó" REST},
        {"German", FROM_ADDRESS, "Hans-Jürgen Müller" LIST, "Hans-Jürgen Müller" REST},
        {"a particle", FROM_ADDRESS, "Jan van der Berg" LIST, "Jan van der Berg" REST},
        {"Italian", FROM_ADDRESS, "Giulia D'Angelo" LIST, "Giulia D'Angelo" REST},
        {"cedillas", FROM_ADDRESS, "Ştefan Ţurcanu" LIST, "Ştefan Ţurcanu" REST},
        {"a surname that is a common noun", FROM_ADDRESS, "Maria Lupu" LIST, "Maria Lupu" REST},
        {"a surname that is a town", FROM_ADDRESS, "Ion Sibiu" LIST, "Ion Sibiu" REST})

/* ---- organizations ---------------------------------------------------------------------------------------------- */

SPECIFY(an_organization_that_is_named_like_a_person_is_none,
        {"a foundation", FROM_ANA,
         "Mă înscriu. Sunt psiholog la Fundația Sfântul Nicolae, tel. 0722 345 678.\n",
         "Ana Pop | psiholog | Fundația Sfântul Nicolae | +40722345678"},
        {"a school", FROM_ANA,
         "Mă înscriu. Sunt profesoară la Școala Gimnazială „Ion Creangă”, tel. 0722 345 678.\n",
         "Ana Pop | profesoară | Școala Gimnazială „Ion Creangă” | +40722345678"},
        {"a law office", FROM_ANA, "Mă înscriu: Ana Pop, avocat, Cabinet de avocat Pop Ana, 0722 345 678.\n",
         "Ana Pop | avocat | Cabinet de avocat Pop Ana | +40722345678"},
        {"an office that signs", FROM_OFFICE,
         "Înscriem: Ana Pop, psiholog, Asociația Ana Ipătescu, 0722 345 678.\n",
         "Ana Pop | psiholog | Asociația Ana Ipătescu | +40722345678"})

SPECIFY(an_organization_is_given_back_in_the_nominative,
        {"of an inspectorate", FROM_ANA,
         "Mă înscriu. Sunt consilier în cadrul Inspectoratului Școlar Județean Iași, tel. 0722 345 678.\n",
         "Ana Pop | consilier | Inspectoratul Școlar Județean Iași | +40722345678"},
        {"of a town hall", FROM_ANA,
         "Mă înscriu. Sunt asistent social în cadrul Primăriei Codlea, tel. 0722 345 678.\n",
         "Ana Pop | asistent social | Primăria Codlea | +40722345678"},
        {"of a ministry", FROM_ANA,
         "Mă înscriu. Sunt consilier în cadrul Ministerului Educației, tel. 0722 345 678.\n",
         "Ana Pop | consilier | Ministerul Educației | +40722345678"},
        {"of a university", FROM_ANA,
         "Mă înscriu. Sunt lector al Universității din București, tel. 0722 345 678.\n",
         "Ana Pop | lector | Universitatea din București | +40722345678"},
        {"of a foundation", FROM_ANA, "Mă înscriu. Sunt președinta Fundației Speranța, tel. 0722 345 678.\n",
         "Ana Pop | președinta | Fundația Speranța | +40722345678"})

/* ---- corrections ------------------------------------------------------------------------------------------------ */

SPECIFY(who_corrects_themselves_means_the_last,
        {"no, rather …", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina, 0722 111 222, ba nu, 0722 345 678\n", ANA_WHOLE},
        {"a second sentence", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina, 0722 111 222.\nScuze, numărul corect este 0722 345 678.\n",
         ANA_WHOLE},
        {"the better of two", FROM_ADDRESS,
         "Ana Pop, psiholog, Asociația Lumina. Fix: 0268 547 330, mobil: 0722 345 678 (sunați pe mobil).\n",
         ANA_WHOLE})

static void two_phones_of_equal_right_contradict(void **state)
{
    (void)state;
    struct letter *letter =
        letter_of(FROM_ADDRESS, SUBJECT,
                  "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n\n"
                  "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0733 111 222\n");
    const struct people *people = people_find(letter, shipped_rules());
    assert_true(people->contradicts);
    assert_non_null(people->contradiction);
    letter_free(&letter);
}

static void there_is_always_somebody(void **state)
{
    (void)state;
    struct letter *letter = letter_of("From: x@example.ro\n", "", "\n");
    const struct people *people = people_find(letter, shipped_rules());
    assert_int_equal(people->count, 1);
    for (unsigned field = FIELD_NAME; field <= FIELD_PHONE; field++)
        assert_null(people->person[0].field[field].text);
    assert_false(people->limit);
    letter_free(&letter);
}

SPECIFY(
    a_nominee_is_known_by_the_words_around_the_name,
    {"takes part", FROM_AIDE,
     "Directorul a stabilit ca la lucrările grupului să ia parte doamna TUDORAN PARASCHIVA, consilier "
     "superior.\n"
     "Doamna Tudoran răspunde la 0722 345 678.\n",
     "TUDORAN PARASCHIVA | consilier superior | - | +40722345678"},
    {"from us, behind a post", FROM_AIDE,
     "Din partea Primăriei Comunei Bicaz participă domnul primar Ion Gâlcă, telefon 0722 345 678.\n",
     "Ion Gâlcă | primar | Primăria Comunei Bicaz | +40722345678"},
    {"will be beside you", FROM_AIDE,
     "Domnul deputat Ion Rădoi, telefon 0722 345 678, va fi alături de dumneavoastră în grupul de lucru.\n",
     "Ion Rădoi | deputat | - | +40722345678"},
    {"two in one breath", FROM_OFFICE,
     "Din partea Asociației Lumina vor participa domnul Ion Pop, jurist, tel. 0722 345 678, și doamna Ana "
     "Rus, psiholog.\n",
     "Ion Pop | jurist | Asociația Lumina | +40722345678\nAna Rus | psiholog | Asociația Lumina | -"},
    {"a list of names nobody knows", FROM_OFFICE,
     "Asociația Lumina trimite în grup:\n- Medeea Ciurlionis, psiholog, 0722 345 678\n"
     "- Olaf Gerritsma, jurist, 0722 345 679\n",
     "Medeea Ciurlionis | psiholog | Asociația Lumina | +40722345678\n"
     "Olaf Gerritsma | jurist | Asociația Lumina | +40722345679"},
    {"below the sentence, behind a rank", FROM_OFFICE,
     "Vă comunicăm datele reprezentantului nostru:\n\ncomisar-șef de poliție Lucian Țuțuianu, tel. 0722 345 "
     "678.\n\n"
     "ȘEFUL INSPECTORATULUI\nValeriu Năstase\ntel. 0249 406 500\n",
     "Lucian Țuțuianu | comisar-șef de poliție | - | +40722345678"})

SPECIFY(
    a_phone_belongs_to_whom_the_words_before_it_call,
    {"each by their first name", FROM_AIDE,
     "Propunem pe Dana Arghir, avocat, și pe Iulian Rus, avocat. Dana e la 0722 345 678, iar Iulian la 0722 "
     "345 679.\n",
     "Dana Arghir | avocat | - | +40722345678\nIulian Rus | avocat | - | +40722345679"},
    {"the writer's own is not the nominee's", FROM_AIDE,
     "Doamna directoare Marinela Silaghi vrea să participe. Numărul dânsei este 0722 345 678. Pe mine mă "
     "găsiți la "
     "0264 312 540.\n",
     "Marinela Silaghi | directoare | - | +40722345678"},
    {"the seat's stands beside the name, but another is asked for", FROM_ANA,
     "Subsemnata Ana Pop, director al Asociației Lumina, tel./fax sediu 0243 236 050, solicit înscrierea.\n"
     "Rog să fiu apelată pe mobil: 0722 345 678.\n",
     "Ana Pop | director | Asociația Lumina | +40722345678"})

SPECIFY(
    who_writes_for_somebody_else_is_no_applicant,
    {"an aide who presents herself", FROM_AIDE,
     "Mă numesc Maria Ionescu și lucrez la biroul parlamentar. Vă scriu la rugămintea domnului deputat Ion "
     "Rădoi, care "
     "dorește să facă parte din grup. Telefonul dumnealui: 0722 345 678.\n",
     "Ion Rădoi | deputat | - | +40722345678"},
    {"the one who signs below a list", FROM_OFFICE,
     "Asociația Lumina deleagă în grup pe:\nIon Pop, jurist, telefon 0722 345 678;\nDana Rus, telefon 0722 "
     "345 679.\n\n"
     "Solidari,\nBeniamin Zăvoianu, președinte\n0254 216 300\n",
     "Ion Pop | jurist | Asociația Lumina | +40722345678\nDana Rus | - | Asociația Lumina | +40722345679"},
    {"one phone for both", FROM_OFFICE,
     "Asociația Lumina înscrie două persoane: Svetlana Ruja, psiholog, și Iosif Koch, educator. Amândoi pot "
     "fi sunați la "
     "același număr: 0256 360 417.\n",
     "Svetlana Ruja | psiholog | Asociația Lumina | +40256360417\nIosif Koch | educator | Asociația Lumina | "
     "+40256360417"})

SPECIFY(a_registry_passes_on_its_own_houses_letter,
        {"with a short note above",
         "From: Registratura <registratura@lumina.example>\nTo: inscrieri@protect.example\n",
         "Spre știință și conformare.\n\nDe la: Director <director@lumina.example>\nTrimis: marți, 24 "
         "noiembrie 2026 11:52\n"
         "Către: Registratura <registratura@lumina.example>\nSubiect: Desemnare\n\n"
         "Fundația Lumina o desemnează pe doamna Ana Pop, jurist, tel. 0722 345 678.\n",
         "Ana Pop | jurist | Fundația Lumina | +40722345678"},
        {"another house's letter stays another's",
         "From: Dana Rus <dana@alta.example>\nTo: inscrieri@protect.example\n",
         "Vă trimit ce am primit.\n\nDe la: Director <director@lumina.example>\nTrimis: marți, 24 noiembrie "
         "2026 11:52\n"
         "Către: Dana Rus <dana@alta.example>\nSubiect: Desemnare\n\n"
         "Fundația Lumina o desemnează pe doamna Ana Pop, jurist, tel. 0722 345 678.\n",
         "Dana Rus | - | - | -"})

SPECIFY(the_senders_domain_names_an_organization_that_no_word_gives_away,
        {"two words that are one there", FROM_BRONTO,
         "Mă înscriu. Ana Pop, logoped, Bronto Byte, 0722 345 678\n",
         "Ana Pop | logoped | Bronto Byte | +40722345678"},
        {"with what follows it", FROM_BRONTO,
         "Mă înscriu. Ana Pop, logoped, Bronto Byte Cluj, 0722 345 678\n",
         "Ana Pop | logoped | Bronto Byte Cluj | +40722345678"},
        {"a name that a word begins is longer", FROM_BRONTO,
         "Mă înscriu. Ana Pop, logoped, Asociația Bronto Byte, 0722 345 678\n",
         "Ana Pop | logoped | Asociația Bronto Byte | +40722345678"},
        {"an address in the text is no name", FROM_BRONTO,
         "Mă înscriu. Ana Pop, logoped, 0722 345 678, www.brontobyte.example\n",
         "Ana Pop | logoped | - | +40722345678"},
        {"a mail provider is nobody's organization", "From: Ana Pop <ana.pop@outlook.com>\n",
         "Mă înscriu. Ana Pop, logoped, scriu din outlook, 0722 345 678\n",
         "Ana Pop | logoped | - | +40722345678"})

SPECIFY(
    an_office_behind_a_name_goes_before_a_title,
    {"a professor who inspects", "From: Registratura <isj@isj.example>\n",
     "ISJ Vaslui desemnează în grup pe domnul profesor Emil Cozma, inspector școlar, tel. 0722 345 678.\n",
     "Emil Cozma | inspector școlar | ISJ Vaslui | +40722345678"},
    {"a professor, and no more", "From: Registratura <isj@isj.example>\n",
     "ISJ Vaslui desemnează în grup pe domnul profesor Emil Cozma, tel. 0722 345 678.\n",
     "Emil Cozma | profesor | ISJ Vaslui | +40722345678"})

SPECIFY(
    who_would_join_is_signed_up_by_the_writer,
    {"in English", "From: Jane Doe <jane@mission.example>\n",
     "Our colleague Janet Moore, adviser at the Embassy of Norway, would also be happy to join the "
     "group. Her mobile is +40 722 345 678.\n\nJane Doe\nOffice Manager\n",
     "Janet Moore | adviser | Embassy of Norway | +40722345678"},
    {"by an aide in the office", "From: Cabinet <cabinet@cdep.example>\n",
     "Mă numesc Ion Rusu și sunt consilier în biroul senatorial al domnului senator Emil Cozma.\n\n"
     "Domnul Emil Cozma, senator de Vaslui, dorește să ia parte la grupul de lucru. Telefon: 0722 345 678.\n",
     "Emil Cozma | senator | - | +40722345678"},
    {"and who has no time is not", "From: Cabinet <cabinet@cdep.example>\n",
     "Doamna senator Ana Pop nu are timp, așa că treceți-mă pe mine: Emil Cozma, consilier, Senatul "
     "României, 0722 345 678.\n",
     "Emil Cozma | consilier | Senatul României | +40722345678"})

SPECIFY(who_agrees_or_is_praised_is_no_applicant,
        {"an approval before the wish", FROM_ANA,
         "Având aprobarea doamnei director Felicia Murgoci, doresc să particip la grupul de lucru.\n\n"
         "Ana Pop\npsiholog\nAsociația Lumina\n0722 345 678\n",
         ANA_WHOLE},
        {"a blessing behind it", FROM_ANA,
         "Mă înscriu în grup, cu binecuvântarea domnului președinte Ion Rusu.\n\n"
         "Ana Pop, psiholog\nAsociația Lumina\n0722 345 678\n",
         ANA_WHOLE},
        {"whose idea it was", FROM_ANA,
         "La propunerea domnului decan Emil Cozma vă rog să mă înscrieți: Ana Pop, psiholog, Asociația "
         "Lumina, 0722 345 678.\n",
         ANA_WHOLE},
        {"but not where another one is put on the list", FROM_AIDE,
         "Cu acordul domnului primar Ion Rusu, o înscriu în grup pe doamna Ana Pop, psiholog, Asociația "
         "Lumina, 0722 345 678.\n",
         ANA_WHOLE},
        {"somebody who helped a month ago", FROM_ANA,
         "Luna trecută, la școală, doamna logoped Irina Vasile ne-a povestit despre grup. Mă înscriu: Ana "
         "Pop, psiholog, Asociația Lumina, 0722 345 678.\n",
         ANA_WHOLE},
        {"whom the writer does not speak for", FROM_ANA,
         "Doresc să particip, dar nu în numele doamnei președinte Zoița Marcoci. Ana Pop, psiholog, "
         "Asociația Lumina, 0722 345 678.\n",
         ANA_WHOLE})

SPECIFY(who_writes_because_another_one_cannot_is_none,
        {"a daughter", "From: mari_d <maridobre@mail.example>\n",
         "scriu eu ca tata nu are calculator. El se numeste Dobre Ilie, e paznic la Scoala Ciorani si vrea "
         "in grupul de lucru. telefonul lui 0722 345 678\n",
         "Dobre Ilie | paznic | Scoala Ciorani | +40722345678"},
        {"a sister who only holds the pen", "From: Petra Grosu <petra@mail.example>\n",
         "Trimit eu, fiindcă fratele meu e pe mare. Fratele meu, Lucian Grosu, este psiholog la Asociația "
         "Lumina și vrea în grup. Telefonul lui: 0722 345 678.\n\nEu sunt doar scribul,\nPetra Grosu\n",
         "Lucian Grosu | psiholog | Asociația Lumina | +40722345678"},
        {"whoever tells who it shall be", "From: Dan Chira <dan@lumina.example>\n",
         "Asociația Lumina vrea în grup. Reprezentanta noastră o să fie Ana Pop (psiholog), o găsiți la "
         "0722 345 678.\n\nDan Chira\ndirector, Asociația Lumina\n",
         ANA_WHOLE})

SPECIFY(who_says_that_they_have_no_phone_has_not_the_letterheads,
        {"a number above the name", FROM_ADDRESS,
         "Asociația Lumina\nTel. 0255 211 300\n\nNume: Ana Pop\nFuncția: psiholog\n"
         "Organizația: Asociația Lumina\nTelefon: deocamdată nu am\n",
         "Ana Pop | psiholog | Asociația Lumina | -"},
        {"below it there are two", FROM_ADDRESS,
         "Nume: Ana Pop\nFuncția: psiholog\nOrganizația: Asociația Lumina\nTelefon: 0722 345 678\n"
         "Telefon fix: nu am\n",
         ANA_WHOLE})

SPECIFY(what_several_are_is_given_for_one_of_them,
        {"an adjective behind it", FROM_ANA,
         "Ne înscriem în grupul de lucru: Ana Pop și Ioana Dinu, ambele asistente medicale comunitare la "
         "Primăria "
         "Turda, 0722 345 678 (Ana), 0733 118 207 (Ioana).\n",
         "Ana Pop | asistentă medicală comunitară | Primăria Turda | +40722345678\n"
         "Ioana Dinu | asistentă medicală comunitară | Primăria Turda | +40733118207"},
        {"another noun behind it", FROM_ANA,
         "Ne înscriem în grupul de lucru: Ana Pop și Emil Dinu, amândoi profesori formatori la CCD Alba, "
         "0722 345 678 "
         "(Ana), 0733 118 207 (Emil).\n",
         "Ana Pop | profesor formator | CCD Alba | +40722345678\n"
         "Emil Dinu | profesor formator | CCD Alba | +40733118207"})

SPECIFY(who_is_named_behind_the_wish_is_signed_up,
        {"in the next sentence", FROM_ANA,
         "Fiica mea ar dori să facă parte din grupul de lucru. Se numește Ioana Dinu și e logopedă la "
         "Spitalul Turda. "
         "Sunați-o pe dânsa, nu pe mine: 0733 118 207.\n",
         "Ioana Dinu | logopedă | Spitalul Turda | +40733118207"},
        {"in English, behind what they are", FROM_ANA,
         "The Blue Lantern in Cluj would be glad to be represented in the working group by our Liaison "
         "Officer, Ms "
         "Ingrid Solberg. She may be reached at +40 733 118 207.\n\nKind regards,\nAna Pop\nOffice Manager\n",
         "Ingrid Solberg | Liaison Officer | Blue Lantern in Cluj | +40733118207"},
        {"in English, a colleague", FROM_ANA,
         "The Blue Lantern in Cluj will be represented in your working group by our colleague Oskar Lund, "
         "adviser, +40 733 118 207.\n\nKind regards,\nAna Pop\nOffice Manager\n",
         "Oskar Lund | adviser | Blue Lantern in Cluj | +40733118207"},
        {"in the writer's place", FROM_ANA,
         "La mine nu se mai poate, plec din țară. În locul meu vine Teodora Crișan, avocată la Baroul Cluj, "
         "0733 118 207, și știe tot.\n\nAna Pop\n",
         "Teodora Crișan | avocată | Baroul Cluj | +40733118207"},
        {"who sees to it that a body takes part", FROM_ANA,
         "Vă comunicăm că participarea Agenției Lumina va fi asigurată de către dl. Dan Rusu, consilier, "
         "0733 118 207.\n\nAna Pop\nșef cabinet\n",
         "Dan Rusu | consilier | Agenția Lumina | +40733118207"})

SPECIFY(
    who_goes_is_signed_up_and_not_who_sends_them,
    {"named behind where they go", FROM_ANA,
     "Eu am prea multe pe cap. În locul meu intră în grupul de lucru Ioana Dinu, logopedă la Spitalul Turda, "
     "0733 118 207.\n\nAna Pop\nmanager\n0722 345 678\n",
     "Ioana Dinu | logopedă | Spitalul Turda | +40733118207"},
    {"put there by a pronoun", FROM_ANA,
     "La grupul de lucru băgați-o pe Ioana Dinu, logopedă la Spitalul Turda, 0733 118 207.\n\nAna "
     "Pop\nmanager\n0722 345 678\n",
     "Ioana Dinu | logopedă | Spitalul Turda | +40733118207"},
    {"asked, and ready", FROM_ANA,
     "Doamna logoped Ioana Dinu de la Spitalul Turda e dispusă să intre în grupul de lucru. Numărul dumneaei "
     "este 0733 118 207.\n\nAna Pop\nmanager\n0722 345 678\n",
     "Ioana Dinu | logoped | Spitalul Turda | +40733118207"},
    {"in English", FROM_ANA,
     "The person who will join your working group is Ioana Dinu, speech therapist at Turda Hospital, +40 733 "
     "118 207.\n\nAna Pop\nManager\n",
     "Ioana Dinu | speech therapist | Turda Hospital | +40733118207"})

SPECIFY(names_alone_in_a_list_are_people,
        {"and who signs below them is not", FROM_ANA,
         "Pentru grupul de lucru înscriem trei persoane:\n1. Ioana Dinu\n2. Emil Rusu\n3. Maria Vlad\n\nAna "
         "Pop\n",
         "Ioana Dinu | - | - | -\nEmil Rusu | - | - | -\nMaria Vlad | - | - | -"})

SPECIFY(who_goes_may_be_told_by_what_they_are, {"and the one who signs is another", FROM_ANA,
                                                "Ne alăturăm grupului de lucru. La întâlniri merge "
                                                "directoarea adjunctă, tel. 0733 118 207.\n\nAna Pop\n",
                                                "- | directoarea adjunctă | - | +40733118207"})

SPECIFY(one_number_may_be_told_of_somebody_else_behind_it,
        {"the writer's", FROM_ANA,
         "Ne înscriem doi în grupul de lucru: eu, Ana Pop, logopedă (0722 345 678), și Emil Rusu, jurist. Pe "
         "Emil "
         "îl prindeți tot pe numărul meu.\n",
         "Ana Pop | logopedă | - | +40722345678\nEmil Rusu | jurist | - | +40722345678"})

SPECIFY(an_acronym_with_its_place_stands_behind_what_somebody_is,
        {"without a comma", FROM_ANA,
         "Mă înscriu în grupul de lucru: Ana Pop subofițer GNM Arad 0722 345 678\n",
         "Ana Pop | subofițer | GNM Arad | +40722345678"})

/* ---- the writer in a list, and whoever asked them to write ------------------------------------------------------------ */

#define CLARA "Clara Moga | bibliotecară | Asociația Lumina | +40733111222"

SPECIFY(the_writer_may_stand_in_a_list_without_a_name,
        {"numbered", FROM_ANA,
         "Din partea Asociației Lumina vin:\n1. Clara Moga – bibliotecară – 0733 111 222\n"
         "2. subsemnata – psiholog – 0722 345 678\n",
         CLARA "\n" ANA_WHOLE},
        {"first of them, without a mark", FROM_ANA,
         "Din partea Asociației Lumina vin:\nsubsemnata - psiholog - 0722 345 678\n"
         "dna Clara Moga - bibliotecară - 0733 111 222\n",
         ANA_WHOLE "\n" CLARA})

SPECIFY(
    who_asked_for_it_is_signed_up_and_not_who_writes,
    {"us to tell you", "From: Cabinet <cabinet@prefectura.example>\n",
     "Doamna prefect Clara Moga ne-a cerut să vă transmitem că se alătură grupului.\n\nAna Pop\nconsilier\n",
     "Clara Moga | prefect | - | -"},
    {"in words that are dictated", FROM_ANA,
     "Doamna judecător Clara Moga e în sală și mi-a dictat: da, participă la grup, 0733 111 222.\n\nAna "
     "Pop\ngrefier\n",
     "Clara Moga | judecător | - | +40733111222"},
    {"at the head of a sentence", "From: Asociația Lumina <birou@lumina.example>\n",
     "Din partea Asociației Lumina venim la grup. Merge Clara Moga, bibliotecară, 0733 111 222.\n\nAna "
     "Pop\npreședintă\n",
     CLARA},
    {"on whom the choice fell", FROM_ANA,
     "Alegerea noastră pentru grup s-a oprit asupra doamnei Clara Moga, bibliotecară, 0733 111 222.\n\nAna "
     "Pop\nAsociația Lumina\n",
     CLARA})

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_stands_before_its_value),
        cmocka_unit_test(labels_that_come_again_are_further_people),
        cmocka_unit_test(a_table_holds_people),
        cmocka_unit_test(one_line_may_hold_everything),
        cmocka_unit_test(people_present_themselves_in_sentences),
        cmocka_unit_test(a_signature_completes),
        cmocka_unit_test(who_writes_need_not_be_who_is_signed_up),
        cmocka_unit_test(an_office_behind_a_name_goes_before_a_title),
        cmocka_unit_test(who_would_join_is_signed_up_by_the_writer),
        cmocka_unit_test(whom_an_aide_writes_for_signs_up_not_the_aide),
        cmocka_unit_test(of_a_nomination_the_one_who_signs_is_not_the_nominee),
        cmocka_unit_test(a_message_passed_on_below_is_read_when_the_writer_points_to_it),
        cmocka_unit_test(the_name_in_from),
        cmocka_unit_test(names_in_all_their_forms),
        cmocka_unit_test(an_organization_that_is_named_like_a_person_is_none),
        cmocka_unit_test(an_organization_is_given_back_in_the_nominative),
        cmocka_unit_test(who_corrects_themselves_means_the_last),
        cmocka_unit_test(two_phones_of_equal_right_contradict),
        cmocka_unit_test(there_is_always_somebody),
        cmocka_unit_test(who_writes_for_somebody_else_is_no_applicant),
        cmocka_unit_test(who_agrees_or_is_praised_is_no_applicant),
        cmocka_unit_test(who_writes_because_another_one_cannot_is_none),
        cmocka_unit_test(who_says_that_they_have_no_phone_has_not_the_letterheads),
        cmocka_unit_test(a_phone_belongs_to_whom_the_words_before_it_call),
        cmocka_unit_test(a_registry_passes_on_its_own_houses_letter),
        cmocka_unit_test(a_nominee_is_known_by_the_words_around_the_name),
        cmocka_unit_test(the_senders_domain_names_an_organization_that_no_word_gives_away),
        cmocka_unit_test(what_several_are_is_given_for_one_of_them),
        cmocka_unit_test(who_is_named_behind_the_wish_is_signed_up),
        cmocka_unit_test(who_goes_is_signed_up_and_not_who_sends_them),
        cmocka_unit_test(names_alone_in_a_list_are_people),
        cmocka_unit_test(who_goes_may_be_told_by_what_they_are),
        cmocka_unit_test(one_number_may_be_told_of_somebody_else_behind_it),
        cmocka_unit_test(an_acronym_with_its_place_stands_behind_what_somebody_is),
        cmocka_unit_test(the_writer_may_stand_in_a_list_without_a_name),
        cmocka_unit_test(who_asked_for_it_is_signed_up_and_not_who_writes),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
