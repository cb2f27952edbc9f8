/*
 * Forms and tables as people make them up: labels in their own words, columns of their own, cells left empty. One row a
 * letter; the values are such that nothing but the label tells what they are; `people` says what must be found (test_people.c says how it is written).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

#define ZOIA "Zoia Ghimpu | mână dreaptă | Trei Fântâni | +40722345678"
#define DAN  "Dan Rusu | îndrumător de cerc | Trei Fântâni | +40733111222"
#define BOTH ZOIA "\n" DAN

/* ---- labels in one's own words ------------------------------------------------------------------------------------ */

SPECIFY(
    a_label_is_known_by_its_key_word,
    {"questions", FROM_ADDRESS,
     "Cum mă cheamă: Zoia Ghimpu\nCe sunt: mână dreaptă\nUnde lucrez: Trei Fântâni\nUnde mă găsiți: 0722 345 "
     "678\n",
     ZOIA},
    {"questions with marks", FROM_ADDRESS,
     "Cine? Zoia Ghimpu\nCe fac? mână dreaptă\nDe unde? Trei Fântâni\nLa ce număr? 0722 345 678\n", ZOIA},
    {"of an office", FROM_ADDRESS,
     "Numele și prenumele persoanei desemnate: Zoia Ghimpu\nPostul ocupat în prezent: mână dreaptă\nUnitatea "
     "angajatoare: Trei Fântâni"
     "\nDate de contact telefonic: 0722 345 678\n",
     ZOIA},
    {"of a school", FROM_ADDRESS,
     "Prenume și nume: Zoia Ghimpu\nFuncția didactică: mână dreaptă\nUnitatea de învățământ: Trei "
     "Fântâni\nTel. mobil "
     "personal: 0722 345 678\n",
     ZOIA},
    {"offered", FROM_ADDRESS,
     "Mă numesc: Zoia Ghimpu\nLucrez ca: mână dreaptă\nReprezint: Trei Fântâni\nVă las și numărul: 0722 345 "
     "678\n",
     ZOIA},
    {"with misspellings", FROM_ADDRESS,
     "Numle si prenumle: Zoia Ghimpu\nFunctai: mână dreaptă\nOrganizatai: Trei Fântâni\nTelefn: 0722 345 "
     "678\n",
     ZOIA},
    {"with remarks", FROM_ADDRESS,
     "Nume (cu majuscule, ca în buletin): Zoia Ghimpu\nFuncția deținută (la zi): mână dreaptă\nInstituția "
     "(denumire completă): Trei Fântâni"
     "\nNr. tel. (de preferat mobil): 0722 345 678\n",
     ZOIA},
    {"in two languages", FROM_ADDRESS,
     "Nume și prenume / Full name: Zoia Ghimpu\nPoziția actuală / Current position: mână dreaptă\nInstituția "
     "de proveniență / "
     "Affiliation: Trei Fântâni\nTelefon mobil / Cell: 0722 345 678\n",
     ZOIA},
    {"in English", FROM_ADDRESS,
     "Participant's name: Zoia Ghimpu\nRole within the organisation: mână dreaptă\nName of organisation: "
     "Trei Fântâni"
     "\nBest number to reach me on: 0722 345 678\n",
     ZOIA},
    {"in Hungarian", FROM_ADDRESS,
     "A jelentkező neve: Kovács Ágnes\nBetöltött tisztség: szociális munkás\nA szervezet neve: Trei Fântâni"
     "\nElérhető telefonszám: 0722 345 678\n",
     "Kovács Ágnes | szociális munkás | Trei Fântâni | +40722345678"},
    {"in German", FROM_ADDRESS,
     "Vor- und Nachname: Zoia Ghimpu\nBeruf: mână dreaptă\nEinrichtung: Trei Fântâni\nHandynummer: 0722 345 "
     "678\n",
     ZOIA},
    {"in Italian", FROM_ADDRESS,
     "Nome e cognome: Zoia Ghimpu\nRuolo: mână dreaptă\nEnte di appartenenza: Trei Fântâni\nCellulare: 0722 "
     "345 678\n",
     ZOIA},
    {"in French", FROM_ADDRESS,
     "Nom et prénom : Zoia Ghimpu\nFonction : mână dreaptă\nOrganisme : Trei Fântâni\nTéléphone portable : "
     "0722 345 678\n",
     ZOIA},
    {"behind emojis", FROM_ADDRESS,
     "👤 Nume: Zoia Ghimpu\n💼 Funcția: mână dreaptă\n🏢 Unde activez: Trei Fântâni\n📞 Telefon: 0722 345 678\n",
     ZOIA},
    {"arrows", FROM_ADDRESS,
     "Numele meu -> Zoia Ghimpu\nOcupația mea -> mână dreaptă\nLocul meu de muncă -> Trei Fântâni\nNumărul "
     "meu -> 0722 345 "
     "678\n",
     ZOIA},
    {"dashes", FROM_ADDRESS,
     "Nume și prenume - Zoia Ghimpu\nOcupația - mână dreaptă\nLoc de muncă - Trei Fântâni\nMobil - 0722 34 "
     "56 78\n",
     ZOIA},
    {"dashes on one line", FROM_ADDRESS,
     "Nume - Zoia Ghimpu; Funcția - mână dreaptă; Organizația - Trei Fântâni; Telefon - 0722 345 678\n",
     ZOIA},
    {"the value on the next line", FROM_ADDRESS,
     "Prenumele și numele dvs.\nZoia Ghimpu\nCe funcție ocupați?\nmână dreaptă\nDin partea cărei organizații "
     "participați?\nTrei Fântâni\nLa ce număr vă putem suna?\n0722 345 678\n",
     ZOIA},
    {"with labels of other things between", FROM_ADDRESS,
     "Nume: Zoia Ghimpu\nAdresa de e-mail: ana@lumina.example\nProfesia: mână dreaptă\nLocalitatea: "
     "Cluj\nUnde lucrez: Trei Fântâni"
     "\nMotivația: vreau să ajut\nTelefon: 0722 345 678\n",
     ZOIA},
    {"two fields under one label", FROM_ADDRESS,
     "Nume și funcție: Zoia Ghimpu, mână dreaptă\nInstituția: Trei Fântâni\nTelefon / e-mail: 0722 345 678 / "
     "ana@lumina.example\n",
     ZOIA},
    {"two phones, the mobile counts", FROM_ADDRESS,
     "Nume: Zoia Ghimpu\nProfesia: mână dreaptă\nAngajator: Trei Fântâni\nTelefoane: 0264 123 456 (birou), "
     "0722 345 678\n",
     ZOIA})

SPECIFY(blocks_of_labels_are_people,
        {"in one's own words", FROM_AIDE,
         "Numele și prenumele: Zoia Ghimpu\nPostul ocupat: mână dreaptă\nLocul de muncă: Trei Fântâni\nNr. "
         "mobil: 0722 345 "
         "678\n\nNumele și prenumele: Dan Rusu\nPostul ocupat: îndrumător de cerc\nLocul de muncă: Trei "
         "Fântâni\nNr. "
         "mobil: 0733 111 222\n",
         BOTH},
        {"numbered", FROM_AIDE,
         "Participant 1\nNume: Zoia Ghimpu\nRol: mână dreaptă\nONG: Trei Fântâni\nTel: 0722 345 "
         "678\n\nParticipant 2\nNume: Dan "
         "Rusu\nRol: îndrumător de cerc\nONG: idem\nTel: 0733 111 222\n",
         BOTH},
        {"the phone of who signs is no further person", FROM_AIDE,
         "Nume: Zoia Ghimpu\nFuncția: mână dreaptă\nOrganizația: Trei Fântâni\nTelefon: 0722 345 678\n\nCu "
         "stimă,\nMaria Ionescu\nsecretară\nTel.: 0264 123 456\n",
         ZOIA})

/* ---- tables ------------------------------------------------------------------------------------------------------- */

#define TABLE(rows)            "<table border=1>" rows "</table>"
#define TD(x)                  "<td><p class=MsoNormal><span>" x "<o:p></o:p></span></p></td>"
#define ROW2(a, b)             "<tr>" TD(a) TD(b) "</tr>"
#define ROW3(a, b, c)          "<tr>" TD(a) TD(b) TD(c) "</tr>"
#define ROW4(a, b, c, d)       "<tr>" TD(a) TD(b) TD(c) TD(d) "</tr>"
#define ROW5(a, b, c, d, e)    "<tr>" TD(a) TD(b) TD(c) TD(d) TD(e) "</tr>"
#define ROW6(a, b, c, d, e, f) "<tr>" TD(a) TD(b) TD(c) TD(d) TD(e) TD(f) "</tr>"

SPECIFY(
    a_header_row_names_the_columns,
    {"of a school, with titular and substitute", FROM_AIDE HTML,
     TABLE(ROW5("Calitatea", "Nume, prenume", "Funcția didactică", "Unitatea școlară", "Nr. telefon")
               ROW5("Titular", "Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")
                   ROW5("Supleant", "Dan Rusu", "îndrumător de cerc", "Trei Fântâni", "0733 111 222")),
     BOTH},
    {"with numbers and columns of other things", FROM_AIDE HTML,
     TABLE(ROW6("Nr. crt.", "Numele participantului", "Postul ocupat în prezent", "Locul de muncă",
                "Tel. mobil", "Localitatea")
               ROW6("1.", "Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678", "Cluj-Napoca")
                   ROW6("2.", "Dan Rusu", "îndrumător de cerc", "Trei Fântâni", "0733 111 222", "Dej")),
     BOTH},
    {"in questions", FROM_AIDE HTML,
     TABLE(ROW4("Cine", "Ce face", "De unde", "Contact")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")
                   ROW4("Dan Rusu", "îndrumător de cerc", "Trei Fântâni", "0733 111 222")),
     BOTH},
    {"a title above", FROM_AIDE HTML,
     TABLE("<tr><td colspan=4>TABEL NOMINAL</td></tr>" ROW4("Persoana", "Meseria", "Firma / ONG",
                                                            "Număr de contact")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")),
     ZOIA},
    {"the position stands in two columns", FROM_AIDE HTML,
     TABLE(ROW5("Gradul", "Numele", "Funcția", "Instituția", "Telefon")
               ROW5("principal", "Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")),
     ZOIA},
    {"first name and surname apart", FROM_AIDE HTML,
     TABLE(ROW5("Prenume", "Nume", "Titlul", "Angajator", "Telefon")
               ROW5("Zoia", "Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")
                   ROW5("Dan", "Rusu", "îndrumător de cerc", "Trei Fântâni", "0733 111 222")),
     BOTH},
    {"two fields in a cell", FROM_AIDE HTML,
     TABLE(ROW3("Nume, funcția", "Instituția", "Date de contact")
               ROW3("Zoia Ghimpu, mână dreaptă", "Trei Fântâni", "0722 345 678, ana@lumina.example")
                   ROW3("Dan Rusu, îndrumător de cerc", "Trei Fântâni", "dan@lumina.example; 0733 111 222")),
     BOTH},
    {"position and organization in a cell", FROM_AIDE HTML,
     TABLE(ROW3("Nume și prenume", "Funcția și instituția", "Telefon")
               ROW3("Zoia Ghimpu", "mână dreaptă, Trei Fântâni", "0722 345 678")
                   ROW3("Dan Rusu", "îndrumător de cerc – Trei Fântâni", "0733 111 222")),
     BOTH},
    {"the same as above", FROM_AIDE HTML,
     TABLE(ROW4("Participant", "Profesia", "Organizația", "Telefon")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")
                   ROW4("Dan Rusu", "îndrumător de cerc", "idem", "0733 111 222")),
     BOTH},
    {"the same as above, in other words", FROM_AIDE HTML,
     TABLE(ROW4("Participant", "Profesia", "Organizația", "Telefon")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")
                   ROW4("Dan Rusu", "îndrumător de cerc", "tot acolo", "0733 111 222")
                       ROW4("Ion Radu", "la fel", "-//-", "-")),
     BOTH "\nIon Radu | îndrumător de cerc | Trei Fântâni | -"},
    {"the organization once for all", FROM_AIDE HTML,
     TABLE(ROW4("Nume", "Funcție", "Telefon", "Instituție") "<tr>" TD("Zoia Ghimpu") TD("mână dreaptă")
               TD("0722 345 678") "<td rowspan=2>Trei Fântâni</td></tr>"
                                  "<tr>" TD("Dan Rusu") TD("îndrumător de cerc") TD("0733 111 222") "</tr>"),
     BOTH},
    {"the organization once for all, in front", FROM_AIDE HTML,
     TABLE(ROW4("Instituția", "Reprezentant", "Funcția",
                "Telefon") "<tr><td rowspan=\"2\">Trei Fântâni</td>" TD("Zoia Ghimpu") TD("mână dreaptă")
               TD("0722 345 678") "</tr>"
                                  "<tr>" TD("Dan Rusu") TD("îndrumător de cerc") TD("0733 111 222") "</tr>"),
     BOTH},
    {"a cell left empty is missing", FROM_AIDE HTML,
     TABLE(ROW4("Instituția", "Reprezentant", "Funcția", "Telefon")
               ROW4("Trei Fântâni", "Zoia Ghimpu", "mână dreaptă", "0722 345 678")
                   ROW4("", "Dan Rusu", "îndrumător de cerc", "0733 111 222")),
     ZOIA "\nDan Rusu | îndrumător de cerc | - | +40733111222"},
    {"who signs below is not in the table", FROM_AIDE HTML,
     TABLE(ROW4("Nume", "Funcția", "Instituția", "Telefon")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni",
                    "0722 345 678")) "<p>Director,</p><p>prof. Maria Ionescu</p><p>tel. 0264 12 34 56; fax "
                                     "0264 12 34 57</p>",
     ZOIA},
    {"two tables", FROM_AIDE HTML,
     TABLE(ROW4("Nume", "Rolul", "Organizația", "Mobil")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni",
                    "0722 345 678")) "<p>și</p>" TABLE(ROW4("Nume", "Rolul", "Organizația", "Mobil")
                                                           ROW4("Dan Rusu", "îndrumător de cerc",
                                                                "Trei Fântâni", "0733 111 222")),
     BOTH},
    {"in English, German and Hungarian", FROM_AIDE HTML,
     TABLE(ROW4("Név / Name", "Beosztás / Funktion", "Intézmény / Institution", "Telefonszám / Telefonnummer")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0722 345 678")),
     ZOIA},
    {"two phones in a cell", FROM_AIDE HTML,
     TABLE(ROW4("Nume", "Ocupație", "Asociația", "Telefon fix/mobil")
               ROW4("Zoia Ghimpu", "mână dreaptă", "Trei Fântâni", "0264 123 456<br>0722 345 678")),
     ZOIA},
    {"remarks and capitals", FROM_AIDE HTML,
     TABLE(ROW4("NUMELE ȘI PRENUMELE (cu majuscule)", "FUNCȚIA / GRADUL", "STRUCTURA DIN CARE FACE PARTE",
                "NR. TEL. DE SERVICIU") ROW4("Zoia GHIMPU", "mână dreaptă", "Trei Fântâni", "0722 345 678")),
     "Zoia GHIMPU | mână dreaptă | Trei Fântâni | +40722345678"},
    {"a head that says nothing of names", FROM_AIDE HTML,
     TABLE(ROW4("Pilonul", "Postul", "Instituția", "Telefon")
               ROW4("d-na Ana Pop", "mână dreaptă", "Trei Fântâni", "0722 345 678")
                   ROW4("Dan Rusu", "îndrumător de cerc", "Trei Fântâni", "0733 111 222")),
     "Ana Pop | mână dreaptă | Trei Fântâni | +40722345678\n"
     "Dan Rusu | îndrumător de cerc | Trei Fântâni | +40733111222"},
    {"nor of phones, but of a fax", FROM_AIDE HTML,
     TABLE(ROW4("Numele", "Postul", "Fax", "Unde răspunde")
               ROW4("Zoia Ghimpu", "mână dreaptă", "0264 111 222", "0722 345 678")),
     "Zoia Ghimpu | mână dreaptă | - | +40722345678"},
    {"drawn with bars", FROM_AIDE,
     "| Nr. | Nume și prenume | Grad/funcție | Unitatea | Tel |\n|---|---|---|---|---|\n| 1 | Zoia Ghimpu | "
     "mână dreaptă | "
     "Trei Fântâni | 0722 345 678 |\n| 2 | Dan Rusu | îndrumător de cerc | Trei Fântâni | 0733 111 222 |\n",
     BOTH},
    {"flattened: labels first, then the values of two", FROM_AIDE,
     "Nr.\nPersoana desemnată\nPostul\nInstituția de unde vine\nTel. mobil\n1.\nZoia Ghimpu\nmână "
     "dreaptă\nTrei Fântâni\n0722 345 "
     "678\n2.\nDan Rusu\nîndrumător de cerc\nTrei Fântâni\n0733 111 222\n",
     BOTH})

SPECIFY(a_first_column_names_the_rows,
        {"in one's own words", FROM_ADDRESS HTML,
         TABLE(ROW2("Prenume și nume", "Zoia Ghimpu") ROW2("Rolul în organizație", "mână dreaptă")
                   ROW2("Cine mă trimite", "Trei Fântâni") ROW2("Tel. mobil", "0722 . 345 . 678")
                       ROW2("E-mail", "ana@lumina.example")),
         ZOIA},
        {"numbered, of an office", FROM_ADDRESS HTML,
         TABLE(ROW3("1", "Numele persoanei nominalizate", "Zoia Ghimpu")
                   ROW3("2", "Postul ocupat în prezent", "mână dreaptă")
                       ROW3("3", "Entitatea reprezentată", "Trei Fântâni")
                           ROW3("4", "Nr. de telefon mobil", "0722 345 678")),
         ZOIA},
        {"half a name a row", FROM_ADDRESS HTML,
         TABLE(ROW2("Nume", "Pop-Rusu") ROW2("Prenume", "Ana Maria") ROW2("Postul", "mână dreaptă")
                   ROW2("Unde lucrez", "Trei Fântâni") ROW2("Mobil", "0722 345 678")),
         "Pop-Rusu Ana Maria | mână dreaptă | Trei Fântâni | +40722345678"},
        {"half a name a row, the given one first", FROM_ADDRESS HTML,
         TABLE(ROW2("First name", "Zoia") ROW2("Family name", "Ghimpu") ROW2("Position", "mână dreaptă")
                   ROW2("Organisation", "Trei Fântâni") ROW2("Mobile", "0722 345 678")),
         ZOIA},
        {"a column a person", FROM_AIDE HTML,
         TABLE(ROW3("", "Titular", "Supleant") ROW3("Numele", "Zoia Ghimpu", "Dan Rusu")
                   ROW3("Meseria", "mână dreaptă", "îndrumător de cerc")
                       ROW3("Unde lucrează", "Trei Fântâni", "idem")
                           ROW3("Cum îi sunăm", "0722 345 678", "0733 111 222")),
         BOTH},
        {"one table a person", FROM_AIDE HTML,
         TABLE(ROW2("Cine", "Zoia Ghimpu") ROW2("Profesia", "mână dreaptă") ROW2("Angajator", "Trei Fântâni")
                   ROW2("Mobil", "0722 345 678")) "<br>" TABLE(ROW2("Cine", "Dan Rusu")
                                                                   ROW2("Profesia", "îndrumător de cerc")
                                                                       ROW2("Angajator", "Trei Fântâni")
                                                                           ROW2("Mobil", "0733 111 222")),
         BOTH})

/* ---- labels of half a name, values that are none --------------------------------------------------------------------- */

#define REST "Funcția: psiholog\nInstituția: Asociația Lumina\nTelefon: 0722 345 678\n"

SPECIFY(a_name_in_two_lines_is_one,
        {"two given names", FROM_ADDRESS, "Nume: Pop-Rusu\nPrenume: Ana Maria\n" REST,
         "Pop-Rusu Ana Maria | psiholog | Asociația Lumina | +40722345678"},
        {"the other way round", FROM_ADDRESS, "Prenumele: Ana Maria\nNumele de familie: Pop\n" REST,
         "Ana Maria Pop | psiholog | Asociația Lumina | +40722345678"},
        {"in English", FROM_ADDRESS, "First name: Ana\nSurname: Pop Rusu\n" REST,
         "Ana Pop Rusu | psiholog | Asociația Lumina | +40722345678"},
        {"of two people", FROM_AIDE,
         "Nume: Pop\nPrenume: Ana Maria\n" REST
         "Nume: Rusu\nPrenume: Dan Ion\nFuncția: jurist\nInstituția: aceeași ca a Anei\nTelefon: 0733 111 "
         "222\n",
         "Pop Ana Maria | psiholog | Asociația Lumina | +40722345678\n"
         "Rusu Dan Ion | jurist | Asociația Lumina | +40733111222"},
        {"numbered people", FROM_AIDE,
         "Nume 1: Ana Pop\n" REST
         "Nume 2: Dan Rusu\nFuncția: jurist\nInstituția: idem\nTelefon: 0733 111 222\n",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678\n"
         "Dan Rusu | jurist | Asociația Lumina | +40733111222"},
        {"the other half empty", FROM_ADDRESS, "Nume: Ana Pop\nPrenume:\n" REST,
         "Ana Pop | psiholog | Asociația Lumina | +40722345678"})

SPECIFY(a_name_with_words_that_no_list_knows,
        {"a title", FROM_ANA, "Nume: protos. dr. Grigorie Pop\n" REST,
         "Grigorie Pop | psiholog | Asociația Lumina | +40722345678"},
        {"a small word abroad", FROM_ANA, "Nume: Siobhán Ní Bhriain\n" REST,
         "Siobhán Ní Bhriain | psiholog | Asociația Lumina | +40722345678"},
        {"a nickname", FROM_ANA, "Nume: Ana (Anuța) Rusu\n" REST,
         "Ana (Anuța) Rusu | psiholog | Asociația Lumina | +40722345678"})

#define WITH(position)                                                                                       \
    "Nume: Ana Pop\nFuncția: " position "\nInstituția: Asociația Lumina\nTelefon: 0722 345 678\n"
#define NO_POSITION "Ana Pop | - | Asociația Lumina | +40722345678"

SPECIFY(
    words_that_a_value_is_missing_are_none,
    {"in parentheses", FROM_ADDRESS, WITH("(încă nu știm)"), NO_POSITION},
    {"for now", FROM_ADDRESS, WITH("deocamdată niciuna, se schimbă în martie"), NO_POSITION},
    {"to come", FROM_ADDRESS, WITH("o veți primi de la conducere"), NO_POSITION},
    {"in English", FROM_ADDRESS, WITH("to be decided in spring"), NO_POSITION},
    {"in Hungarian", FROM_ADDRESS, WITH("még nincs"), NO_POSITION},
    {"behind dots", FROM_ADDRESS, WITH("............ (nu știu ce să scriu)"), NO_POSITION},
    {"a phone behind them", FROM_ADDRESS,
     "Nume: Ana Pop\nFuncția: psiholog\nInstituția: Asociația Lumina\nTelefon: nu am fix, doar 0722 345 "
     "678\n",
     ANA_WHOLE},
    {"the number of the label below", FROM_ADDRESS,
     "Nume:\nAna Pop\nFuncția:\npsiholog\nInstituția:\nAsociația Lumina\nTelefon:\n\nFax:\n0264 334 567\n",
     "Ana Pop | psiholog | Asociația Lumina | -"})

SPECIFY(a_label_in_other_words_is_one,
        {"explained in parentheses", FROM_ADDRESS,
         "Nume: Ana Pop\nSlujba (adică funcția): psiholog\nUnde: Asociația Lumina\nCum dai de mine: 0722 345 "
         "678\n",
         ANA_WHOLE},
        {"a pronoun with a slash", FROM_AIDE HTML,
         TABLE(ROW3("Cine", "Ce face", "Unde îl/o suni") ROW3("Ana Pop", "psiholog", "0722 345 678")
                   ROW3("Dan Rusu", "jurist", "are alt număr de luni")) "<p>Toți de la Asociația Lumina.</p>",
         "Ana Pop | psiholog | Asociația Lumina | +40722345678\nDan Rusu | jurist | Asociația Lumina | -"})

/* ---- what only looks like a form ---------------------------------------------------------------------------------- */

SPECIFY(words_with_a_colon_are_no_form,
        {"a sentence ends with a colon", "From: Ana Pop <ana.pop@example.ro>\n",
         "Vă scriu despre lucruri de nume: ale noastre.\nUnde lucrez: aici și acolo, pe teren.\n\nAna "
         "Pop\npsiholog\nAsociația "
         "Lumina\n0722 345 678\n",
         ANA_WHOLE},
        {"a timetable", FROM_ANA,
         "Mă înscriu.\nData: 5 mai\nLocul: Sala Mare\nOrganizator: Primăria\n\n-- \nAna "
         "Pop\npsiholog\nAsociația Lumina\n0722 "
         "345 678\n",
         ANA_WHOLE})

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_is_known_by_its_key_word),
        cmocka_unit_test(blocks_of_labels_are_people),
        cmocka_unit_test(a_header_row_names_the_columns),
        cmocka_unit_test(a_first_column_names_the_rows),
        cmocka_unit_test(a_name_in_two_lines_is_one),
        cmocka_unit_test(a_name_with_words_that_no_list_knows),
        cmocka_unit_test(words_that_a_value_is_missing_are_none),
        cmocka_unit_test(a_label_in_other_words_is_one),
        cmocka_unit_test(words_with_a_colon_are_no_form),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
