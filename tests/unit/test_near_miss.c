/* Letters with the words of a sign-up and perfect data that are none: whose wish is it, and for what? And the sign-ups that
 * look like them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "said_case.h"

#define DATA "\nAna Pop, psiholog, Asociația Lumina, 0722 345 678\n"
#define FORM "Nume: Ana Pop\nPoziție: psiholog\nOrganizație: Asociația Lumina\nTelefon: 0722 345 678\n\n"

static void test_asked_of_us(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Constituire grup de lucru județean - solicitare desemnare",
         "Vă rugăm să desemnați un reprezentant și să ne comunicați numele, funcția și telefonul." DATA},
        {"Grup de lucru", "Vă rog să desemnați și dumneavoastră o persoană în grupul de lucru." DATA},
        {"WP4",
         "Could you confirm that two people from your side join the WP4 working group in Tallinn?" DATA},
        {"WG2", "Would one of you like to join our working group on age verification?" DATA},
        {"Kérés", "Kérjük, jelöljetek ki egy képviselőt a mi munkacsoportunkba." DATA},
    };
    ASSERT_ALL(said, NOT_ANSWERED);
}

static void test_not_decided(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"kérdés", "Mielőtt eldöntöm, hogy jelentkezem-e a munkacsoportba, szeretném megkérdezni." DATA},
        {"?", "Oare să mă înscriu în grupul de lucru?" DATA},
        {"grup", "Nu știu dacă grupul e și pentru mine, dar încerc să aflu." DATA},
        {"grup", "M-aș înscrie în grupul de lucru dacă nu ar fi la București." DATA},
        {"grup", "Încă nu ne-am hotărât dacă vine cineva la grupul de lucru." DATA},
        {"?", "Presupunând că m-aș înscrie în grupul de lucru, ar trebui să vin la București?" DATA},
        {"?", "Should I decide to join the working group, would my employer need to sign?" DATA},
        {"WG", "I would have loved to join the working group, but we are moving." DATA},
        {"grup", "Aș vrea eu să pot intra în grupul de lucru, dar contractul îmi interzice." DATA},
    };
    ASSERT_ALL(said, NOT_ANSWERED);
}

static void test_somebody_elses_or_something_else(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Munkacsoport",
         "Gratulálok! Ha adományra van szükség, számíthatnak ránk a munkacsoportban. Pop Anna, "
         "pszichológus, Lumina Egyesület, 0722 345 678"},
        {"autocar", "Ar veni și doamna Maria Rus, profesoară la Liceul Unirea, 0733 111 222."},
        {"voluntari", "Mă înscriu și eu ca voluntară la Ora de poveste." DATA},
        {"presă", "Deputatul Ion Zamfir declară: „Mă voi înscrie în grupul de lucru.”" DATA},
        {"o idee",
         "La grupul vostru de lucru ar trebui să-l chemați pe Ion Rus, judecător, 0722 345 678. Eu nu "
         "i-am zis nimic."},
        {"Re: Terminologie", "Dacă vrea cineva să scrie expunerea, mă înscriu la a doua mână." DATA},
        {"Observații", "Trimit observațiile mele la documentul grupului de lucru:\n1. La pagina 2 aș scrie "
                       "„copil”.\n2. La punctul 5 lipsește termenul.\n3. Numărul 119 în anexă.\n" DATA},
        {"grup", "doresc să intru în contact cu membrii grupului de lucru." DATA},
        {"ofertă", "Dorim să se alăture firma noastră ca sponsor al grupului de lucru." DATA},
        {"Fwd: vreau să mă înscriu", "Clientul nostru primește eroarea 550." DATA},
    };
    ASSERT_ALL(said, NOT_ANSWERED);
}

#define HERS "\n\n\"Mă înscriu în grupul de lucru. Lia Vrabie, psiholog, Asociația Cuib, 0744 120 330\"\n"

static void test_relays_and_sells(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Re: Înscriere", "A nimerit la noi din eroare, vi-o dau." HERS},
        {"Înscriere", "Vecina de birou mi-a scris așa:" HERS},
        {"Înscriere", "Încă una, bag-o în tabel." HERS},
        {"Pază", "Pentru grupul de lucru vă propunem pachetele noastre de pază, cu factură." SIGNATURE},
        {"Drumuri", "Pentru grupul de lucru vă putem asigura autocare, la prețul pieței." SIGNATURE},
        {"HCL",
         "Prin hotărâre, doamna Lia Vrabie, consilier, a fost numită în comisia de evaluare." SIGNATURE},
        {"Grup de lucru",
         "Am lipit anunțul la avizier. Eu personal n-am cum, poate alții." SIGNATURE ANNOUNCEMENT},
    };
    ASSERT_ALL(said, NOT_ANSWERED);
}

static void test_leaves_in_other_words(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Re: grup", "Vă rog să socotiți fără efect cererea din 4 noiembrie." DATA},
        {"grup", "Am scris că vin în grupul de lucru. M-am răzgândit, nu mai contați pe mine." DATA},
        {"Moving on", "would you please strike me off the working group's list" DATA},
        {"site", "Apar și eu pe site la membrii grupului. Dați jos numele meu, vă rog." DATA},
        {"lista", "Sajnos már nem tudok részt venni a munkacsoportban, kérem, vegyenek le a listáról." DATA},
        {"grup", "Medicul mi-a zis să stau acasă, așa că mă opresc aici cu grupul."},
        {"grup", "Din decembrie Colegiul nu va mai avea reprezentant în grupul de lucru." SIGNATURE},
        {"revenire", "Desemnarea domnului Ion Rus în grupul de lucru încetează la 1 mai." SIGNATURE},
        {"WG", "I'm afraid I have to bow out of the working group."},
        {"WG", "Please count me out from now on."},
        {"date", "Vreau o copie după tot ce aveți despre mine."},
        {"date", "Ce faceți cu numărul meu după ce se termină proiectul?"},
        {"Re: Confirmare", "Vă rog să nu îmi mai trimiteți invitații."},
        {"tabel", "Mi-ați greșit numărul în tabel, corectați-l vă rog."},
    };
    ASSERT_ALL(said, LEAVES);
}

static void test_help_beside_a_sign_up(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Înscriere", FORM "Fetița vecinilor, de 11 ani, primește cadouri de la cineva pe care l-a cunoscut "
                           "într-un joc. Ce pot face?"},
        {"WG",
         "I would like to join the working group." DATA "One of my pupils told me a man in a game keeps "
         "asking her to switch on the camera. What should I do?"},
        {"Jelentkezés", "Szeretnék csatlakozni a munkacsoporthoz." DATA
                        "A keresztlányomat egy ismeretlen zsarolja. Kihez forduljunk?"},
        {"buna", "antrenorul ne pune sa ne filmam in vestiar si zice ca e secret"},
        {"un caz", "Pe grupurile din comună circulă niște poze cu o elevă de a VIII-a." SIGNATURE},
        {"hello", "Someone wants me to send him pictures. I'm 13."},
        {"?", "Am 16 ani și cineva îmi cere poze."},
    };
    ASSERT_ALL(said, SEEKS_HELP);
}

static void test_sign_ups_that_look_alike(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"grup", "Oare mai e timp? Mă înscriu în grupul de lucru." DATA},
        {"grup",
         "Urmare a solicitării de a desemna un reprezentant, o desemnăm în grupul de lucru pe doamna Ana "
         "Pop, psiholog, Asociația Lumina, 0722 345 678."},
        {"WG",
         "Having wondered whether to join for days, I have made up my mind: please add me to the working "
         "group." DATA},
        {"Înscriere", FORM "Aștept detalii despre prima întâlnire."},
        {"grup", "Solicit înscrierea în grupul de lucru și sunt de acord cu prelucrarea datelor mele." DATA},
        {"grup", "Vă rog să mă treceți în grupul de lucru. Nu mai vreau să stau deoparte." DATA},
        {"munkacsoport", "Ha van még hely, szeretnék csatlakozni a munkacsoporthoz." DATA},
        {"grup", "Mă înscriu în grupul de lucru." DATA "Vă rog să nu folosiți numărul de acasă."},
        {"grup", "Mă înscriu în grupul de lucru." DATA "Nu mai vreau să fiu căutat la birou."},
        {"grup", "Mă înscriu în grupul de lucru, am și eu 1.200 de abonați." DATA},
        {"grup", "Mă înscriu în grupul de lucru." DATA "Vă anunț dacă mai vine cineva."},
        {"grup", "V-am ascultat la radio, la emisiunea de seară, și mă înscriu în grupul de lucru." DATA},
        {"grup", "Mă înscriu în grupul de lucru." DATA "Dacă e nevoie de o adeverință, o trimit."},
        {"grup", "Fac voluntariat pe unde pot. Vreau să intru în grupul de lucru." DATA},
        {"grup", "Am 17 ani și mă înscriu în grupul de lucru." DATA},
        {"grup", "Mă înscriu în grupul de lucru, nu mi-e frică să vorbesc." DATA},
        {"încă cineva",
         "M-am înscris deja. S-a hotărât și colega mea: Ioana Rus, jurist, Asociația Zori, 0722 111 222."},
        {"grup", "În grupul de lucru o trimitem pe Ana Pop, tocmai și-a schimbat numărul, vi-l dăm luni."},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

/* Most words of a short letter are those of its signature, which a sign-up has too. */
static void test_signature_makes_no_sign_up(void **state)
{
    (void)state;
    static const struct said as_the_rules_say[] = {
        {"grup", "Nu particip la grupul de lucru." SIGNATURE},
        {"grup de lucru", "Nu mă pot implica în grupul de lucru, am prea multe pe cap." SIGNATURE},
        {"grup de lucru", "Grupul de lucru nu e pentru mine." SIGNATURE},
        {"grup", "Aș fi vrut să particip la grupul de lucru." SIGNATURE},
        {"grup", "Felicitări pentru grupul de lucru!" SIGNATURE},
        {"grup", "Mulțumesc pentru confirmare, ne vedem la grupul de lucru." SIGNATURE},
        {"grup", "Sunt deja în grupul de lucru din aprilie." SIGNATURE},
        {"grup de lucru", "Colegiul nu va avea reprezentant în grupul de lucru." SIGNATURE},
        {"study", "We are not looking to join your working group." SIGNATURE},
    };
    static const struct said not_answered[] = {
        {"înscriere", "Mă înscriu la ședința cu părinții.\n" LABELLED},
        {"Înscriere", "Mă înscriu la masa de Crăciun.\n" LABELLED},
        {"grup", "Aș vrea să fiu la curent cu ce face grupul de lucru." SIGNATURE},
        {"petiție", "Semnez petiția grupului de lucru." SIGNATURE},
        {"grup", "La noi la firmă avem săli bune pentru grupul de lucru." SIGNATURE},
        {"Re: masa", "Treceți-mă și pe mine, cu meniu vegetarian." SIGNATURE},
        {"grup", "Asociația discută marți dacă intră în grupul de lucru și cine o reprezintă." SIGNATURE},
        {"tv", "V-am ascultat la emisiune și aș vrea un interviu despre grupul de lucru." SIGNATURE},
    };
    ASSERT_ALL(as_the_rules_say, NO_SIGNUP);
    ASSERT_ALL(not_answered, NOT_ANSWERED);
}

/* What a person has to look at, told beside a whole sign-up; who says why they come is answered. */
static void test_a_case_beside_a_sign_up(void **state)
{
    (void)state;
    static const struct said told[] = {
        {"grup", "Mă înscriu în grupul de lucru." DATA
                 "\nUnul dintre puștii de la club s-a întâlnit cu un bărbat. Băiatul ei primește bani."},
        {"grup", "Mă înscriu în grupul de lucru." DATA "\nO elevă de la liceu nu mai vine. Cum intervenim?"},
        {"grup", "Mă înscriu în grupul de lucru." DATA "\nUn pedagog pipăie fetele la cămin."},
        {"grup",
         "Mă înscriu în grupul de lucru." DATA "\nUn copil de la centru ne-a spus că i-a cerut adresa."},
        {"grup", "Mă înscriu în grupul de lucru." DATA "\nAntrenorul le trimite filmulețe."},
    };
    static const struct said why[] = {
        {"grup", "Mă înscriu în grupul de lucru, lucrez cu victime și am văzut multe cazuri." DATA},
        {"grup", "Mă înscriu în grupul de lucru. Am audiat sute de copii abuzați." DATA},
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        struct letter *letter;
        struct intention *intention = understand(told[i].subject, told[i].body, &letter);
        if (intention->kind == KIND_REGISTRATION && !intention->doubt)
            fail_msg("answered: %s", told[i].body);
        letter_free(&letter);
    }
    ASSERT_ALL(why, SIGNS_UP);
}

static void test_second_thoughts(void **state)
{
    (void)state;
    static const struct said comes[] = {
        {"grup", "Întâi m-am eschivat, pe urmă m-am răzgândit. Înscrieți-mă în grupul de lucru." DATA},
        {"grup", "M-am retras din comitetul de părinți, așa că mă înscriu în grupul de lucru." DATA},
        {"grup", "Mă înscriu în grupul de lucru." DATA
                 "\nNu mai sunați pe 0733 111 222, numărul bun e 0722 345 678."},
    };
    static const struct said leaves[] = {
        {"grup", "M-am răzgândit, nu mai vreau în grupul de lucru." DATA},
        {"grup", "Vreau în grupul de lucru. Ba nu, m-am răzgândit." DATA},
        {"grup", "Numărul meu din lista grupului de lucru s-a schimbat, am 0722 345 678." DATA},
    };
    ASSERT_ALL(comes, SIGNS_UP);
    ASSERT_ALL(leaves, LEAVES);
}

static void test_told_beside_the_wish(void **state)
{
    (void)state;
    static const struct said signs_up[] = {
        {"x", "Vreau să particip la grupul de lucru, am urmat și cursul de consiliere a victimelor." DATA},
        {"x", "Vorbim despre asta pe grupul de whatsapp al catedrei. Treceți-mă în grupul de lucru." DATA},
        {"x", "inscriet-ma va rog in grupul de lucru" DATA},
    };
    static const struct said does_not[] = {
        {"x", "Vreau să particip, am ales cursul de consiliere a victimelor." DATA},
        {"x", "Treceți-mă și pe mine pe grupul de whatsapp al catedrei." DATA},
        {"x", "nu ma trecet in grupul de lucru" DATA},
    };
    ASSERT_ALL(signs_up, SIGNS_UP);
    ASSERT_ALL(does_not, NOT_ANSWERED);
}

static void test_declines_in_few_words(void **state)
{
    (void)state;
    static const struct said declines[] = {
        {REPLY_SUBJECT, "V-aș ajuta din inimă, însă nu am cum, îngrijesc două bătrâne." DATA ANNOUNCEMENT},
        {REPLY_SUBJECT, "Mulțumesc de invitație, din păcate nu pot." DATA ANNOUNCEMENT},
        {REPLY_SUBJECT, "Mi-ar fi drag, doar că nu pot: lucrez în ture de noapte." DATA ANNOUNCEMENT},
        {"munkacsoport", "Szép kezdeményezés! Sajnálom, de nem tudok bekapcsolódni a munkacsoportba." DATA},
        {"munkacsoport", "A munkacsoportot most nem vállalom, nincs rá időm." DATA},
    };
    static const struct said comes[] = {
        {"grup", "Vreau în grupul de lucru. La Craiova nu am cum să ajung, dar online sunt mereu." DATA},
        {"nu promit că ajung la Arad", "Treceți-mă în grupul de lucru, vă rog." DATA},
        {"grup", "Mă înscriu în grupul de lucru, dacă mă mai gândesc nu mai apuc." DATA},
        {"munkacsoport", "Jelentkezem a munkacsoportba, a többi adatokat később küldöm." DATA},
        {"munkacsoport", "Hárman jelentkeznénk a munkacsoportba." DATA},
    };
    ASSERT_ALL(declines, NOT_ANSWERED);
    ASSERT_ALL(comes, SIGNS_UP);
}

static void test_needs_nobody(void **state)
{
    (void)state;
    static const struct said nothing[] = {
        {"juriu", "Pentru juriul festivalului o propunem pe colega mea." DATA},
        {"presă", "Vă rugăm să ne acreditați la lansarea grupului de lucru." DATA},
        {"Cerere informații de interes public",
         "Vă rog, în temeiul Legii nr. 544/2001, să îmi spuneți câte instituții au răspuns." DATA},
        {"întâlniri", "O vecină mi-a spus că organizați întâlniri cu părinții. Când e prima?"},
        {"școală", "Am vrea să veniți și la liceul nostru cu o discuție pentru elevi." DATA},
    };
    static const struct said comes[] = {
        {"grup", "Un elev mi-a arătat anunțul. Mă înscriu în grupul de lucru." DATA},
        {"grup", "Sunt în juriul unui festival. Mă înscriu în grupul de lucru." DATA},
        {"grup", "Mă înscriu și eu în grup, că am patru nepoți." DATA},
        {"grup", "Mă înscriu și eu că mă doare ce văd." DATA},
        {"grup", "Mă înscriu în grupul de lucru." DATA
                 "\nAcest mesaj conține date acoperite de secretul medical. Dacă l-ați primit din eroare, vă "
                 "rugăm să îl ștergeți.\n"},
        {"grup", "Participanții aleși în ședința de catedră pentru grupul de lucru:" DATA},
    };
    static const struct said friends[] = {
        {"ce bine", "Te-am văzut la televizor! Hai pe la noi când ajungi la Sibiu, avem casă nouă." DATA},
        {"salutare", "Ce mai faci? Treci odată pe la mine, m-am mutat." DATA},
    };
    ASSERT_ALL(nothing, NO_SIGNUP);
    ASSERT_ALL(friends, NOT_ANSWERED);
    ASSERT_ALL(comes, SIGNS_UP);
}

static void test_who_wishes_for_a_seat(void **state)
{
    (void)state;
    static const struct said comes[] = {
        {"x", "Școala Orizont își dorește un loc în grupul de lucru." DATA},
        {"x", "Mi-ar prinde bine un scaun la masa voastră, la grupul de lucru." DATA},
        {"x", "Prin prezenta solicit primirea mea în grupul de lucru." DATA},
        {"x", "Fundația Lumina își arată disponibilitatea de a participa la grupul de lucru." DATA},
        {"Grup de lucru", "De la Fundația Lumina vine Maria Rus, jurist, 0733 111 222."},
        {REPLY_SUBJECT, "Bizuiți-vă și pe o bibliotecară." DATA ANNOUNCEMENT},
        {"Grup de lucru",
         "Vă rugăm să luați act că maior Ana Pop va face parte din grupul de lucru.\n\nMr. Ana Pop\n"
         "Biroul Juridic\n"},
    };
    static const struct said does_not[] = {
        {"x", "Școala Orizont nu își dorește un loc în grupul de lucru." DATA},
        {"x", "Spuneți-ne lista instituțiilor care au desemnat reprezentanți în grupul de lucru." DATA},
        {"x", "De la Primăria Lupeni vine o factură pentru grupul de lucru." DATA},
    };
    ASSERT_ALL(comes, SIGNS_UP);
    ASSERT_ALL(does_not, NOT_ANSWERED);
}

static void test_one_thing_no_the_other_yes(void **state)
{
    (void)state;
    static const struct said comes[] = {
        {"două invitații",
         "La congresul de la Brașov din mai nu mă pot înscrie, am examene. În grupul de lucru "
         "pentru siguranța copiilor online mă înscriu." DATA},
        {"grup", "Webinar - nu, predau. În grupul de lucru mă înscriu." DATA},
        {"grup", "Mă înscriu în grupul de lucru, cu condiția să nu pice ședințele vinerea." DATA},
        {"grup", "M-aș înscrie și eu în grupul de lucru, dacă nu-i prea devreme." DATA},
        {"grup", "Doresc să mă înscriu în grupul de lucru. Sper că n-o să-mi ceară nimeni socoteală dacă am "
                 "greșit adresa." DATA},
        {"grup", "Primesc mesaje de la eleve care nu știu cui să spună. Mă înscriu în grupul de lucru." DATA},
        {"grup", "Cât despre grupul de lucru, sunt a voastră, aici mă aveți." DATA},
        {"grup", "Cu respect cer calitatea de membru al grupului de lucru." DATA},
        {"grup", "Vă mulțumesc pentru invitația în grupul de lucru, o primesc cu bucurie." DATA},
        {"munkacsoport", "Vegyetek be minket is a munkacsoportba!" DATA},
        {"grup", "La început am zis nu, dar m-am răzgândit în bine. Mă înscriu în grupul de lucru." DATA},
        {"grup",
         "Vă scriu în numele fratelui meu: se înscrie și el în grupul de lucru. Mă înscriu și eu." DATA},
    };
    static const struct said does_not[] = {
        {"grupul de lucru", "Frumos, numai că eu nu sunt de așa ceva, lăsați-i pe alții." DATA},
        {"grupul de lucru", "Da, sigur, de ce nu… și totuși nu." DATA},
        {"o poșetă", "Mi-am uitat poșeta pe scaun la eveniment, vin eu după ea." DATA},
        {"working group", "Great project! Keep us posted on how it goes." DATA},
        {"grupul de lucru", "Vă aplaud din toată inima, de pe margine." DATA},
    };
    ASSERT_ALL(comes, SIGNS_UP);
    ASSERT_ALL(does_not, NOT_ANSWERED);
}

static void test_asks_for_another(void **state)
{
    (void)state;
    static const struct said help[] = {
        {"?", "nu pt mine, pt o prietena care are 13 ani, o santajeaza cineva"},
        {"grup", "Ma inscriu si eu la voi in grupul de lucru, sunt voluntar. Fratele meu mic\n"
                 "(12) e amenintat de cineva pe net si parintii nu stiu nimic."},
    };
    static const struct said leaves[] = {
        {"telefon", "scoatetima din lista va rog, nu v-am cerut nimic"},
        {"", "Lăsați-ne în pace cu grupul, vă rog."},
        {"listă", "Vă rugăm ca domnul Radu Ene să nu mai figureze pe lista membrilor."},
        {"", "tăiați 0744 100 200 de pe listă"},
    };
    ASSERT_ALL(help, SEEKS_HELP);
    ASSERT_ALL(leaves, LEAVES);
}

static void test_one_sentence_turns_it_around(void **state)
{
    (void)state;
    static const struct said none[] = {
        {"grup", "Lucrez cu copii de mult. Nu scriu însă pentru grupul vostru de lucru." DATA},
        {"grup de lucru", "Tema mă doare. N-am însă răbdare pentru întâlniri." DATA},
        {"grup de lucru", "Am citit tot. Nu am de unde scoate timp." DATA},
        {"grup de lucru", "Mă onorează, dar nu putem accepta o asemenea numire." DATA},
        {"Working group", "I talked to my board and our answer is regretfully no." DATA},
        {"grup de lucru", "Nu văd rostul să vin." DATA},
        {"grup de lucru", "Am stat și m-am gândit. Așa că luați pe altcineva." DATA},
        {"grup de lucru", "Propunerea va fi supusă votului în consiliu." DATA},
        {"munkacsoport", "Kérem, ne vegyenek fel a munkacsoportba." DATA},
        {"concurs", "Vin cu drag în juriu." DATA},
    };
    static const struct said sign_ups[] = {
        {"grup de lucru", "Am vorbit cu ai mei și răspunsul nostru este pozitiv." DATA},
        {"Working group", "Please save a seat for me in the working group." DATA},
    };
    ASSERT_ALL(none, NOT_ANSWERED);
    ASSERT_ALL(sign_ups, SIGNS_UP);
}

static void test_idioms_of_staying_out(void **state)
{
    (void)state;
    static const struct said out[] = {
        {"grup de lucru", "Vă ajut la tipărit pliante, dar în grup nu contați." DATA},
        {"grup de lucru", "La câte am pe cap, mai bine să vină altcineva." DATA},
        {"grup de lucru", "Am citit anunțul de două ori și de data asta zic nu." DATA},
        {"grup de lucru", "De la noi nu vine nimeni, suntem în inventar." DATA},
        {"grup de lucru", "Ar fi mers contabila, dar nu s-a aprobat în ședință." DATA},
        {"grup de lucru", "Nu vă scriu ca să intru și eu. Vă scriu ca să vă spun că site-ul nu merge." DATA},
        {"grup de lucru", "Colega mea poate ar vrea, dar n-am apucat s-o întreb." DATA},
        {"working group", "Good luck with it, no plans to take part from me." DATA},
        {"munkacsoport", "Köszönöm, de engem most ne írjanak fel." DATA},
    };
    ASSERT_ALL(out, NOT_ANSWERED);
}

/* Somebody is named, but for an errand, a post, a list of what is over; or a body gives things. */
static void test_named_for_something_else(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Răspuns", "Referitor la Grupul de lucru: persoana responsabilă, la nivelul școlii, cu arhivarea "
                    "chestionarelor este doamna Ana Pop, psiholog, tel. 0722 345 678."},
        {"Desemnare",
         "Pentru Grupul de lucru: desemnăm pe doamna Ana Pop, psiholog, ca evaluatoare în juriul "
         "concursului de afișe. Telefon 0722 345 678."},
        {"Răspuns",
         "Consiliul director a hotărât să găzduim prima ședință a Grupului de lucru. De sală se ocupă "
         "doamna Ana Pop, psiholog, tel. 0722 345 678."},
        {"Tabel", "Tabel nominal cu profesorii instruiți de Grupul de lucru:" DATA},
        {"Răspuns",
         "Detalii despre statistica trimisă Grupului de lucru, privind raportul anual, vă poate da "
         "doamna Ana Pop, psiholog, 0722 345 678."},
        {"Răspuns", "Școala își va desemna reprezentantul în Grupul de lucru după ședința din martie." DATA},
    };
    ASSERT_ALL(said, NOT_ANSWERED);
}

static void test_says_no_in_few_words(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Grupul de lucru",
         "Cererea mea de participare la grupul de lucru a fost respinsă de conducere." DATA},
        {"Grupul de lucru", "Am citit anunțul despre grupul de lucru. De la noi nu vine nimeni." DATA},
        {"working group", "I have read the call for the working group. You may count one less." DATA},
        {"munkacsoport", "Köszönöm a felkérést a munkacsoportba. Mégsem leszek tag." DATA},
    };
    ASSERT_ALL(said, NOT_ANSWERED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named_for_something_else),
        cmocka_unit_test(test_says_no_in_few_words),
        cmocka_unit_test(test_signature_makes_no_sign_up),
        cmocka_unit_test(test_asked_of_us),
        cmocka_unit_test(test_not_decided),
        cmocka_unit_test(test_somebody_elses_or_something_else),
        cmocka_unit_test(test_relays_and_sells),
        cmocka_unit_test(test_leaves_in_other_words),
        cmocka_unit_test(test_help_beside_a_sign_up),
        cmocka_unit_test(test_sign_ups_that_look_alike),
        cmocka_unit_test(test_a_case_beside_a_sign_up),
        cmocka_unit_test(test_second_thoughts),
        cmocka_unit_test(test_told_beside_the_wish),
        cmocka_unit_test(test_declines_in_few_words),
        cmocka_unit_test(test_needs_nobody),
        cmocka_unit_test(test_who_wishes_for_a_seat),
        cmocka_unit_test(test_one_thing_no_the_other_yes),
        cmocka_unit_test(test_asks_for_another),
        cmocka_unit_test(test_one_sentence_turns_it_around),
        cmocka_unit_test(test_idioms_of_staying_out),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
