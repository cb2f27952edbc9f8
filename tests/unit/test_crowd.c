/*
 * Several people signed up in one letter's running text or short lists: who they are, whose phone and position is whose, and
 * that a half of them is never taken for all. Rows as in test_people.c: name | position | organization | phone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "people_case.h"

#define ANA_AND_DAN                                                                                          \
    ANA_WHOLE "\n"                                                                                           \
              "Dan Rusu | jurist | Asociația Lumina | +40733111222"

SPECIFY(who_comes_along_with_the_writer_is_signed_up_too,
        {"my colleague is …", FROM_ANA,
         "Suntem două: eu sunt Ana Pop, psiholog, iar colega mea este Medeea Szilagyi, jurist, amândouă la "
         "Asociația "
         "Lumina.\nNumărul meu e 0722 345 678, al Medeei 0733 111 222.\n",
         ANA_WHOLE "\nMedeea Szilagyi | jurist | Asociația Lumina | +40733111222"},
        {"husband and wife of one surname", FROM_ANA,
         "Eu și soțul meu, Dan Pop, am vrea să ne înscriem. Eu sunt Ana Pop, psiholog la Asociația Lumina, "
         "0722 345 678. "
         "Soțul este jurist, numărul lui e 0733 111 222.\n",
         "Dan Pop | jurist | Asociația Lumina | +40733111222\n" ANA_WHOLE},
        {"the writer only in From", FROM_ANA,
         "Eu și Dan Rusu de la Asociația Lumina vrem să ne înscriem. Eu sunt psiholog, el e jurist. Al meu: "
         "0722 345 678, "
         "al lui Dan: 0733 111 222.\n",
         "Dan Rusu | jurist | Asociația Lumina | +40733111222\n" ANA_WHOLE},
        {"whose number it is behind it", FROM_ANA,
         "Eu, Ana Pop, și colegul meu Dan Rusu suntem juriști la Asociația Lumina și vrem să ne înscriem. "
         "Telefoanele: 0722 "
         "345 678 al meu, 0733 111 222 al lui.\n",
         "Ana Pop | jurist | Asociația Lumina | +40722345678\nDan Rusu | jurist | Asociația Lumina | "
         "+40733111222"},
        {"the undersigned", FROM_ANA,
         "Subsemnații Ana Pop și Dan Rusu, avocați în Baroul Cluj, solicităm înscrierea. Telefoane: 0722 345 "
         "678 (Ana), "
         "0733 111 222 (Dan).\n",
         "Ana Pop | avocat | Baroul Cluj | +40722345678\nDan Rusu | avocat | Baroul Cluj | +40733111222"},
        {"in English", FROM_ANA,
         "My colleague Andrew Millward and I would like to join. I am Ana Pop, psychologist at Asociația "
         "Lumina, 0722 345 "
         "678. Andrew is a social worker, his number is 0733 111 222.\n",
         "Andrew Millward | social worker | Asociația Lumina | +40733111222\n"
         "Ana Pop | psychologist | Asociația Lumina | +40722345678"})

SPECIFY(who_is_only_spoken_of_is_not,
        {"she told me of it", FROM_ANA,
         "Vrem să ne implicăm. Sunt Ana Pop, psiholog la Asociația Lumina, 0722 345 678. Șefa mea, Liana "
         "Toma, a aprobat.\n",
         ANA_WHOLE},
        {"we wrote something", FROM_ANA,
         "Sunt Ana Pop, psiholog la Asociația Lumina, 0722 345 678. Împreună cu colegul meu Dan Rusu am "
         "scris un ghid. Mă "
         "înscriu.\n",
         ANA_WHOLE},
        {"we have children", FROM_ANA,
         "Sunt Ana Pop, psiholog la Asociația Lumina, 0722 345 678. Eu și soțul meu, Dan Pop, avem doi "
         "copii. Mă înscriu.\n",
         ANA_WHOLE})

SPECIFY(names_in_one_breath_belong_together,
        {"with their positions in parentheses", FROM_ANA,
         "Dorim să ne înscriem: Ana Pop (psiholog) și Dan Rusu (jurist), ambii de la Asociația Lumina.\nAna: "
         "0722 345 678\n"
         "Dan: 0733 111 222\n",
         ANA_AND_DAN},
        {"their positions in sentences of their own", FROM_ANA,
         "Suntem Ana Pop și Dan Rusu de la Asociația Lumina și dorim să ne alăturăm. Ana este psiholog, iar "
         "Dan este "
         "jurist. Telefoane: Ana 0722 345 678, Dan 0733 111 222.\n",
         ANA_AND_DAN},
        {"one number for both", FROM_ANA,
         "Eu, Ana Pop, psiholog, și colegul meu Dan Rusu, jurist, de la Asociația Lumina, dorim să facem "
         "parte din grup. Ne "
         "găsiți pe amândoi la același număr, 0722 345 678.\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40722345678"},
        {"one telephone in the room", FROM_ANA,
         "Eu, Ana Pop, psiholog, și colegul meu Dan Rusu, jurist, de la Asociația Lumina, dorim să facem "
         "parte din "
         "grup. Avem un singur telefon în birou, 0722 345 678.\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40722345678"},
        {"one number, said behind it", FROM_ANA,
         "Eu, Ana Pop, psiholog, și colegul meu Dan Rusu, jurist, de la Asociația Lumina, dorim să facem "
         "parte din "
         "grup. Telefon: 0722 345 678 (pentru amândoi).\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40722345678"},
        {"whose it is, said behind it", FROM_ANA,
         "Eu, Ana Pop, psiholog, și colegul meu Dan Rusu, jurist, de la Asociația Lumina, dorim să facem "
         "parte din "
         "grup. 0722 345 678 e nr meu, al lui Dan 0733 111 222.\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40733111222"},
        {"one of them without a number", FROM_ANA,
         "Vă rog să ne înscrieți pe amândoi: Ana Pop, psiholog, 0722 345 678, și Dan Rusu, jurist. Suntem de "
         "la Asociația "
         "Lumina.\n",
         ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | -"})

SPECIFY(
    somebody_writes_for_another,
    {"a relative, called by name in a sentence of its own", FROM_ANA,
     "Scriu în locul tatei, care nu are mail. Vrea să intre în grup.\n\nÎl cheamă Gavril Toma, este preot "
     "la Parohia Lunca, 0740 123 321.\n\nAna\n",
     "Gavril Toma | preot | Parohia Lunca | +40740123321"},
    {"who only passes it on", FROM_ANA,
     "Trimitem la grup două persoane. Una este Ioana Zaharia, jurist, 0733 111 222, cealaltă este Dan "
     "Rusu, psiholog, 0733 111 223, amândoi de la Asociația Lumina. Eu doar îi anunț.\n\nAna Pop\n",
     "Ioana Zaharia | jurist | Asociația Lumina | +40733111222\n"
     "Dan Rusu | psiholog | Asociația Lumina | +40733111223"},
    {"somebody whom a member of parliament told to", FROM_AIDE,
     "Domnul deputat Ilie Corbu m-a împuternicit să vă transmit că dorește să facă parte din grup. "
     "Numărul îl aveți la prima întâlnire.\n\nMaria Ionescu\nconsilier\n0733 111 222\n",
     "Ilie Corbu | deputat | - | -"},
    {"an office, its place and its holder", FROM_OFFICE,
     "Din partea Primăriei Brad merge în grup referenta de la Starea Civilă, Ecaterina Moldovan, 0244 280 "
     "123."
     "\n\nSecretar general,\nIon Vasile\n",
     "Ecaterina Moldovan | referenta | Primăria Brad | +40244280123"},
    {"a block below a line that announces it", FROM_ANA,
     "Reprezentanta noastră în grup este:\n\nOctavia Gritzko\n\nconsilier școlar\n\nAsociația "
     "Lumina\n\n0733 111 222\n\nCu stimă,\nAna Pop\ndirector\n0722 345 678\n",
     "Octavia Gritzko | consilier școlar | Asociația Lumina | +40733111222"})

SPECIFY(
    one_comes_with_the_writer,
    {"as the second of two places", FROM_ANA,
     "Aș vrea două locuri. Unul e al meu: Ana Pop, psiholog la Asociația Lumina, 0722 345 678. Al doilea "
     "e pentru Dan Rusu, jurist (0733 111 222).\n",
     ANA_AND_DAN},
    {"with a number of their own behind 'with me'", FROM_ANA,
     "Mă înscriu: Ana Pop, psiholog la Asociația Lumina, 0722 345 678.\nVine cu mine și un coleg, Dan "
     "Rusu, jurist, 0733 111 222.\n",
     ANA_AND_DAN},
    {"married, each with work of their own", FROM_ANA,
     "Mă înscriu în grup împreună cu soțul, Dan Pop. Eu sunt psiholog la Asociația Lumina (0722 345 678), "
     "iar Dan e jurist la Primăria Brad (0733 111 222).\n",
     "Dan Pop | jurist | Primăria Brad | +40733111222\n" ANA_WHOLE},
    {"two who have a single telephone", FROM_ANA,
     "Primiți-ne pe amândoi: eu, Ana Pop, psiholog, și colegul meu, Dan Rusu, jurist. Suntem de la "
     "Asociația Lumina și avem un singur telefon, 0722 345 678.\n",
     ANA_WHOLE "\nDan Rusu | jurist | Asociația Lumina | +40722345678"},
    {"the last of three, behind 'and'", FROM_ANA,
     "Vrem în grup, toți de la Asociația Lumina: Ana Pop, psiholog, 0722 345 678; Dan Rusu, jurist, 0733 "
     "111 222; iar Bartosz Kowal, omul nostru la calculatoare (pe hârtie scrie voluntar), 0733 111 "
     "223.\n",
     ANA_AND_DAN "\nBartosz Kowal | voluntar | Asociația Lumina | +40733111223"})

SPECIFY(
    one_person_has_several_names,
    {"that of the mail and that after the wedding", "From: Ana Rusu <ana.rusu@lumina.example>\n",
     "Pe mail mai apar ca Ana Rusu, dar din iunie mă numesc Ana Pop. Mă înscriu: sunt psiholog la "
     "Asociația Lumina, 0722 345 678.\n",
     ANA_WHOLE},
    {"a nickname between the others", FROM_ANA,
     "Înscriem, de la Asociația Lumina:\n• Ana Pop – psiholog – 0722 345 678\n• Dan „Dănuț” Rusu – jurist "
     "– 0733 111 222\n",
     ANA_WHOLE "\nDan „Dănuț” Rusu | jurist | Asociația Lumina | +40733111222"},
    {"typed small, and From has half of it", "From: ana p. <ana@lumina.example>\n",
     "salut, mă înscriu\n\nana pop, psiholog, Asociația Lumina, 0722 345 678\n",
     "ana pop | psiholog | Asociația Lumina | +40722345678"},
    {"one that no list knows, above the data", FROM_OFFICE,
     "Mă înscriu la grup.\n\nHermintrud Gündisch\npsiholog\nAsociația Lumina\n0722 345 678\n",
     "Hermintrud Gündisch | psiholog | Asociația Lumina | +40722345678"})

SPECIFY(lists_have_holes,
        {"a family, one without a position", FROM_ANA,
         "Suntem de la Asociația Lumina și vrem să ne înscriem 3 persoane:\n\nAna Pop, psiholog, 0722 345 "
         "678\nDorel Pop "
         "0733 111 222\nAspazia Cobzaru, secretară, 0231 584 119\n",
         ANA_WHOLE "\nDorel Pop | - | Asociația Lumina | +40733111222\n"
                   "Aspazia Cobzaru | secretară | Asociația Lumina | +40231584119"},
        {"an unknown name without a phone between others", FROM_ANA,
         "Suntem 3 persoane de la Asociația Lumina și ne înscriem:\n\nAna Pop, psiholog, 0722 345 "
         "678\nGhizela Nagy, "
         "bucătăreasă\nDan Rusu, jurist, 0733 111 222\n",
         ANA_WHOLE "\nGhizela Nagy | bucătăreasă | Asociația Lumina | -\n"
                   "Dan Rusu | jurist | Asociația Lumina | +40733111222"},
        {"the last without a phone signs nothing", FROM_ANA,
         "De la Asociația Lumina înscriem:\n\n1. Ana Pop - psiholog - 0722 345 678\n2. Dan Rusu - 0733 111 "
         "222\n3. "
         "Petronela Vîlcu - jurist\n",
         ANA_WHOLE "\nDan Rusu | - | Asociația Lumina | +40733111222\n"
                   "Petronela Vîlcu | jurist | Asociația Lumina | -"},
        {"the organization above, in a line that was wrapped", FROM_ANA,
         "Ne dorim să fim parte din grupul de lucru, două persoane de la Asociația\nSomaschi Baia Mare:\n\n"
         "• Ana Pop – psiholog, 0722 345 678\n• Dan Rusu – jurist, 0733 111 222\n",
         "Ana Pop | psiholog | Asociația Somaschi Baia Mare | +40722345678\n"
         "Dan Rusu | jurist | Asociația Somaschi Baia Mare | +40733111222"})

static bool is_held(const char *body)
{
    struct letter *letter = letter_of(FROM_ANA, SUBJECT, body);
    bool held = people_find(letter, shipped_rules())->contradicts;
    letter_free(&letter);
    return held;
}

#define ANA_SAYS "Sunt Ana Pop, psiholog la Asociația Lumina, 0722 345 678. "

static void more_heads_than_names_are_for_a_person_to_see(void **state)
{
    (void)state;
    static const char *const held[] = {
        ANA_SAYS "Suntem trei colege și vrem să ne înscriem.",
        ANA_SAYS "Eu și colega mea vrem să ne înscriem în grup.",
        ANA_SAYS "Mă înscriu în grup împreună cu două colege.",
        "Înscriem patru persoane de la Asociația Lumina:\nAna Pop, psiholog, 0722 345 678\nDan Rusu, jurist, "
        "0733 111 "
        "222\n",
    };
    static const char *const free_to_go[] = {
        ANA_SAYS "Suntem o echipă de trei persoane în asociație, dar mă înscriu doar eu.",
        ANA_SAYS "Lucrez împreună cu trei colege de la DGASPC Vâlcea. Mă înscriu.",
        ANA_SAYS "Am doi copii și vreau să particip.",
        "Înscriem două persoane de la Asociația Lumina:\nAna Pop, psiholog, 0722 345 678\nDan Rusu, jurist, "
        "0733 111 "
        "222\n",
    };
    for (size_t i = 0; i < COUNT(held); i++)
        if (!is_held(held[i]))
            fail_msg("must be held: %s", held[i]);
    for (size_t i = 0; i < COUNT(free_to_go); i++)
        if (is_held(free_to_go[i]))
            fail_msg("must not be held: %s", free_to_go[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_along_with_the_writer_is_signed_up_too),
        cmocka_unit_test(who_is_only_spoken_of_is_not),
        cmocka_unit_test(names_in_one_breath_belong_together),
        cmocka_unit_test(somebody_writes_for_another),
        cmocka_unit_test(one_comes_with_the_writer),
        cmocka_unit_test(one_person_has_several_names),
        cmocka_unit_test(lists_have_holes),
        cmocka_unit_test(more_heads_than_names_are_for_a_person_to_see),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
