/* What the writer wants, from their own words: table after table of how people say it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "said_case.h"

static void test_signs_up_to_the_group(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"x", "Doresc să mă înscriu în grupul de lucru."},
        {"x", "Aș vrea să fac parte din grupul de lucru."},
        {"x", "vreu sa particip la grupu de lucru"},
        {"x", "vreau sa ma insciu in grup"},
        {"x", "Vă rog să mă includeți în grup."},
        {"x", "La grupul vostru mă alătur și eu."},
        {"x", "Subsemnata solicit prin prezenta înscrierea în Grupul de lucru."},
        {"x", "Îmi exprim disponibilitatea de a face parte din grupul de lucru."},
        {"x", "I would be delighted to join the working group."},
        {"x", "Szeretnék jelentkezni a munkacsoportba."},
        {"Grup de lucru", "Mă înscriu."},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

static void test_easy_to_miss(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Inscriere", ONE_LINE "Multumesc!"},
        {"Inscriere - Ana Pop, asistent social, Primăria Lupeni, 0743 112 908", ""},
        {REPLY_SUBJECT, ONE_LINE ANNOUNCEMENT},
        {REPLY_SUBJECT, LABELLED ANNOUNCEMENT},
        {"", LABELLED},
        {REPLY_SUBJECT, "Da, particip." ANNOUNCEMENT},
        {REPLY_SUBJECT, "Și eu vreau!" ANNOUNCEMENT},
        {REPLY_SUBJECT, "trec si eu" ANNOUNCEMENT},
        {REPLY_SUBJECT, "Contați pe mine." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Prezent." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "count me in" ANNOUNCEMENT},
        {"inscirere", "buna, ma insciu si eu: " ONE_LINE},
        {"raport", "Trimit raportul vineri.\n\nȘi la grupul vostru pe legislație treceți-mă și pe mine.\n"},
        {"Atelierul Curajului", "Vreau să stau în grupul de lucru. Ana Pop, psiholog, Asociația Atelierul "
                                "Curajului, 0722 345 678\n"},
        {"art. 374",
         "Aș fi bucuroasă să lucrez alături de dumneavoastră la propunerile din anunț.\n" ONE_LINE},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

static void test_in_roundabout_words(void **state)
{
    (void)state;
    static const struct said said[] = {
        {REPLY_SUBJECT, "Cred că am ceva de spus, deci da." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Iată-mă, dacă vă folosesc." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Țineți-mi un loc." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Intru și eu în horă." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Ele nu pot veni. Vin eu pentru ele." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Aș fi onorat." SIGNATURE ANNOUNCEMENT},
        {"Cerere", "Prezenta ține loc de cerere de înscriere." SIGNATURE},
        {"Bună ziua", "Am aprobarea comandantului să fac parte din grupul de lucru." SIGNATURE},
        {"Bună ziua", "Am hotărât: suntem alături de grup." SIGNATURE},
        {"membru, nu reportaj", "Vreau un loc la masă, ca membră a grupului." SIGNATURE},
        {"Bună ziua", "La newsletter nu, mulțumesc. La grupul de lucru însă da." SIGNATURE},
        {"Bună ziua", "Directorul e de acord să fac parte din grupul de lucru." SIGNATURE},
        {"Grup de lucru", "Ne-am sfătuit la asociație și eu voi merge în grupul de lucru." SIGNATURE},
        {"Grup de lucru", "Să nu mă lăsați pe dinafară: vreau în grupul de lucru!" SIGNATURE},
        {"Grup de lucru", "Îmi asum un loc în grup." SIGNATURE},
        {"Participare",
         "Federația răspunde afirmativ invitației și va participa prin mine." SIGNATURE ANNOUNCEMENT},
        {"Înscriere în grup", "Nu vă scriu pentru un interviu, ci ca să mă înscriu." SIGNATURE},
        {"Înscriere în grup",
         "La noi vin în fiecare vară 200 de copii în tabere. Vreau să intru în grupul de lucru." SIGNATURE},
        {"Working group", "Please add me to the list for the working group." SIGNATURE},
        {REPLY_SUBJECT, "Vă mulțumesc pentru invitație, pe care o accept." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "1. Ana Pop\n2. psiholog\n3. Asociația Lumina\n4. îl trimit mâine\n" ANNOUNCEMENT},
        {"adeziune", "Vă aduc la cunoștință adeziunea mea la grupul de lucru." SIGNATURE},
        {"grup de lucru", "N-aș dori să scriu despre grup, ci să lucrez în el." SIGNATURE},
        {"Working group", "I would be very glad to sit on the group when it starts." SIGNATURE},
        {"Arbeitsgruppe", "Hiermit melde ich mich für die Arbeitsgruppe an." SIGNATURE},
        {"gruppo di lavoro", "Vorrei aderire al gruppo di lavoro." SIGNATURE},
        {"groupe de travail", "Je souhaite participer au groupe de travail." SIGNATURE},
        {"grupo de trabajo", "Quiero participar en el grupo de trabajo." SIGNATURE},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

#define OTHER_THREAD(question)                                                                               \
    "\n\nPe 9 nov. 2026, la 15:40, Teodora Mihalache <inscrieri@protect.example> a scris:\n\n> " question "\n"

static void test_yes_in_words_of_any_kind(void **state)
{
    (void)state;
    static const struct said said[] = {
        {REPLY_SUBJECT, "Cu toată inima, da." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Fără nicio ezitare: da." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Unde semnez? Vin cu tot dragul." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Nu pot să nu particip." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Am văzut prea multe ca să stau deoparte." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Cum aș putea refuza o asemenea invitație?" SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "I'd hate to miss this." SIGNATURE ANNOUNCEMENT},
        {"Grup de lucru", "Pentru grupul de lucru mă ofer fără rezerve." SIGNATURE},
        {"Grup de lucru", "De grupul de lucru nu mă scăpați!" SIGNATURE},
        {"munkacsoport", "Nem szeretnék kimaradni a munkacsoportból." SIGNATURE},
        {"revin", "V-am scris luni că nu mă pot implica. Acum vin în grupul de lucru." SIGNATURE},
        {"tabăra",
         "La grupul de lucru, da, notează-mă.\n\nPentru tabăra din iulie avem 34 de locuri." SIGNATURE},
        {"Re: două întrebări",
         ONE_LINE "\nCu drag, da." OTHER_THREAD("Vă trecem și pe dvs. în grupul de lucru?")},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

#define DATA "\nAna Pop, psiholog, Asociația Lumina, 0722 345 678\n"

static void test_what_only_looks_like_an_objection(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"grup", "M-aș alătura grupului de lucru dacă nu vă încurc." DATA},
        {"grupul de lucru",
         "Au zâmbit toți în cancelarie, eu nu. Vreau să particip la grupul de lucru." DATA},
        {"înscriere", "Nu știu dacă mă calific, dar mă înscriu în grupul de lucru." DATA},
        {"Re: Grup de lucru",
         "Am trimis mesajul prea devreme, iertați-mă. Mă înscriu în grupul de lucru." DATA},
        {"grup", "Ne-ați trecut pe lista de distribuție, mulțumesc; mă înscriu în grupul de lucru." DATA},
        {"grup", "Aud de la elevi lucruri de care m-am speriat. Mă înscriu în grupul de lucru." DATA},
        {"grup", "Eram gata să zic nu. Treceți-mă în grupul de lucru." DATA},
        {"Munkacsoport",
         "A munkacsoportban számíthattok rám. Pop Anna, pszichológus, Lumina Egyesület, 0722 345 678"},
        {"înscriere", "Mă înscriu ca simplu părinte." DATA},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

static void test_yes_to_something_else(void **state)
{
    (void)state;
    static const struct said said[] = {
        {REPLY_SUBJECT, "Din tot sufletul, felicitări!" SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Categoric nu." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Cum să nu! Dau mai departe anunțul." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT,
         "Ba bine că nu! Așa mi-au răspuns și la minister când am propus eu." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Nu pot să nu vă felicit." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Sigur că da, dar din martie." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Puneți-mă în legătură cu cineva de la juridic." SIGNATURE ANNOUNCEMENT},
        {"grupul de lucru", "Dacă se ține online, mă aveți în grupul de lucru." SIGNATURE},
        {"grupul de lucru", "Mi-e cu neputință să vin la grupul de lucru." SIGNATURE},
        {"grupul de lucru", "Pentru grupul de lucru ne oferim ca furnizor de traduceri." SIGNATURE},
        {"grupul de lucru", "La grupul de lucru mă găsiți, ca de obicei, în rândul doi." SIGNATURE},
        {"Re: grupul de lucru",
         "Desigur." SIGNATURE OTHER_THREAD("Putem folosi fotografia dvs. de la grupul de lucru?")},
        {"Re: confirmare", "Mă bucur, sunt printre voi!" SIGNATURE OTHER_THREAD(
                               "Am primit înscrierea dvs. în grupul de lucru.")},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct letter *letter;
        struct intention *intention = understand(said[i].subject, said[i].body, &letter);
        if (intention->kind == KIND_REGISTRATION && !intention->doubt)
            fail_msg("answered (%s): %s / %s", intention->reason, said[i].subject, said[i].body);
        letter_free(&letter);
    }
}

/* The words of a sign-up, about something else. None may be answered; some need a person. */
static void test_near_misses_are_not_answered(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Re: brad", "Contați pe noi!" SIGNATURE},
        {"Re: brad", "Treceți-mă și pe mine.\n" ONE_LINE},
        {"Re: brad", "Mă înscriu și eu!\n" ONE_LINE},
        {"Re: contract", "Vă comunicăm datele reprezentantului nostru: Ana Pop, director, 0722 345 678."},
        {"Cadou", "Mă înscriu și eu cu 100 lei.\n" ONE_LINE},
        {"concert", "Țineți-mi două locuri, particip cu drag.\n" ONE_LINE},
        {"Grup", "Mă înscriu în grupul de lucru pentru violență domestică.\n" ONE_LINE},
        {"Desemnare", "O desemnăm pe Ana Pop, psiholog, 0722 345 678, în Grupul de lucru mixt pentru romi."},
        {"Desemnare", "O desemnăm pe Ana Pop în grupul de lucru al Ministerului Sănătății.\n" ONE_LINE},
        {"Solicitare", "Vă rugăm să desemnați un reprezentant în grupul de lucru." SIGNATURE},
        {"Grup de lucru", "Ne-ar bucura să vă alăturați grupului nostru de lucru." SIGNATURE},
        {"Grup de lucru", "Vă oferim catering pentru grupul de lucru. Contați pe noi!" SIGNATURE},
        {"Grup de lucru", "Putem găzdui grupul de lucru, contați pe noi." SIGNATURE},
        {"Candidatură", "Scriu pentru postul de asistent. Mi-ar plăcea să mă alătur echipei care ține "
                        "secretariatul grupului de lucru.\n" ONE_LINE},
        {"Grup de lucru", "Aș participa la grupul de lucru dacă s-ar ține la Cluj." SIGNATURE},
        {"Grup de lucru", "Poate particip la grupul de lucru, nu știu încă." SIGNATURE},
        {"Grup de lucru", "Vreau să mă înscriu, dar abia din februarie." SIGNATURE},
        {"Grup de lucru", "Vom desemna un reprezentant în grupul de lucru luna viitoare." SIGNATURE},
        {"Grup de lucru", "V-am scris luni că mă înscriu în grupul de lucru." SIGNATURE},
        {"Grup de lucru", "Particip la grupul de lucru din septembrie și aș vrea minuta." SIGNATURE},
        {"Grup de lucru", "Am vrea să includem grupul de lucru ca partener." SIGNATURE},
        {"WG", "Please share the call to join the working group." SIGNATURE},
        {"Grup de lucru", "În grupul de lucru pe educație media vă invităm să participați." SIGNATURE},
        {REPLY_SUBJECT, "În ianuarie mă înscriu sigur." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Mă înscriu când mă întorc din concediu." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Dacă se amână termenul, mă înscriu și eu." SIGNATURE ANNOUNCEMENT},
        {"Re: Prima întâlnire grup de lucru", "Particip online." SIGNATURE},
        {"Grup de lucru", "Elevii mei vor să participe la grupul de lucru, se poate?" SIGNATURE},
        /* all four fields, and the object of the wish is not the group */
        {"ședința de marți", "La ședința de marți vin eu: " ONE_LINE},
        {"întâlnire", "Particip și eu joi la voi. " ONE_LINE},
        {"vizită", "Venim doi: " ONE_LINE "și Ion Rusu, jurist, Asociația Lumina, 0722 345 679."},
        {"acces clădire", "Confirm participarea mea mâine la minister: " ONE_LINE},
        {"videoconferință", "Mă alătur și eu la call-ul de luni. " ONE_LINE},
        {"proiect", "Aș vrea să particip la proiectul Erasmus. " ONE_LINE},
        {"consorțiu", "Dorim să ne alăturăm consorțiului. Persoana de contact: " ONE_LINE},
        {"rețea", "Vrem să facem parte din rețeaua voastră. " ONE_LINE},
        {"audiere", "Vin la audiere. " ONE_LINE},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct letter *letter;
        struct intention *intention = understand(said[i].subject, said[i].body, &letter);
        if (is_as_expected(intention, SIGNS_UP))
            fail_msg("answered (%s): %s / %s", intention->reason, said[i].subject, said[i].body);
        letter_free(&letter);
    }
}

static void test_signs_somebody_up(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Adresa nr. 12/2024", "Instituția noastră o desemnează pe doamna Ana Pop, psiholog, telefon 0722 "
                               "345 678, să participe la grupul de lucru."},
        {"x", "Fundația Aripi va fi reprezentată în grup de Ana Pop, psiholog, 0722 345 678."},
        {"x", "Pentru grupul de lucru, persoana desemnată este Ana Pop."},
        {"x", "O înscriu în grupul de lucru pe colega mea Ana Pop, eu nu pot veni."},
        {"x", "Il propunem pe dl. Ion Rusu ca membru în grupul de lucru."},
        {REPLY_SUBJECT, "Colega mea nu poate, vin eu.\n" ONE_LINE ANNOUNCEMENT},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

static void test_says_no_or_not_yet(void **state)
{
    (void)state;
    static const struct said said[] = {
        {REPLY_SUBJECT, "Deocamdată nu mă înscriu, doar mă informez." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Din păcate nu putem participa." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Nu putem delega un reprezentant în grupul de lucru." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Instituția noastră nu poate desemna pe nimeni." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Mi-ar fi plăcut să mă înscriu, dar nu am timp." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Nu, mulțumesc." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Revin eu în ianuarie dacă mai aveți loc." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Mă mai gândesc." SIGNATURE ANNOUNCEMENT},
        {"working group", "Unfortunately I cannot join the working group." SIGNATURE},
        {REPLY_SUBJECT, "Până una-alta nu ne treceți nicăieri." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Nu am timpul necesar pentru a intra în grup." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT,
         "O discutăm luni în ședință și, dacă se aprobă, revenim cu numele persoanei și cu datele "
         "cerute." SIGNATURE ANNOUNCEMENT},
        {REPLY_SUBJECT,
         "Înainte de a hotărî dacă delegăm pe cineva, am avea nevoie de câteva lămuriri." SIGNATURE
             ANNOUNCEMENT},
    };
    ASSERT_ALL(said, NO_SIGNUP);
}

static void test_asks_about_the_group(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Întrebare", "Ce presupune participarea la grupul de lucru?" SIGNATURE},
        {"Grup de lucru", "Cum mă pot înscrie?" SIGNATURE},
        {"Grup de lucru", "Înainte de a mă înscrie aș vrea să aflu mai multe detalii." SIGNATURE},
        {REPLY_SUBJECT, "Dacă mă înscriu, câte ore ar fi pe lună?" SIGNATURE ANNOUNCEMENT},
        {"working group", "Who can join the working group?" SIGNATURE},
    };
    ASSERT_ALL(said, NO_SIGNUP);
}

static void test_signs_up_elsewhere(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Înscriere curs", "Doresc să particip la cursul de formare din 22 mai.\n" LABELLED},
        {"Înscriere conferință", "Doresc să mă înscriu.\n" LABELLED},
        {"Inscriere", "Vă rog să mă înscrieți la webinarul de joi.\n" LABELLED},
        {"Voluntariat", "Aș vrea să fac voluntariat la voi.\n" LABELLED},
        {"Aplicație post psiholog", "Aplic pentru postul de psiholog.\n" LABELLED},
        {"Newsletter", "Vreau să mă abonez la newsletter." SIGNATURE},
        {"semnez", "Semnez și eu petiția, vă rog să mă treceți la semnatari.\n" ONE_LINE},
        {"ședință", "Confirm participarea la ședința de joi." SIGNATURE},
        {"training", "I would like to register for the training.\n" LABELLED},
    };
    ASSERT_ALL(said, NO_SIGNUP);
}

static void test_other_mail(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Factura 123", "Vă transmitem atașat factura." SIGNATURE},
        {"Solicitare interviu", "Pregătesc un material despre grupul de lucru." SIGNATURE},
        {"Invitație", "Vă invităm la lansarea raportului. Confirmați participarea." SIGNATURE},
        {"Re: Confirmare înscriere", "Mulțumesc pentru confirmare, pe curând!" SIGNATURE},
        {"Fwd: Lansare Grup de Lucru - înscrieri", "Am dat mai departe anunțul. Spor!" SIGNATURE},
        {REPLY_SUBJECT, "Felicitări pentru inițiativă!" SIGNATURE ANNOUNCEMENT},
        {"propuneri", "Vă transmitem propunerile noastre pentru grupul de lucru." SIGNATURE},
        {"Protocol", "Vă rugăm să ne returnați un exemplar." SIGNATURE},
        {"listă", "Așa aș răspunde celor care scriu „mă înscriu în grupul de lucru”." SIGNATURE},
        {"Grup de lucru", "Vă felicit pentru grupul de lucru, e mare nevoie de el.\n\n" ONE_LINE},
        {REPLY_SUBJECT, "Bravo! Abia aștept să citesc propunerile voastre.\n\n" ONE_LINE ANNOUNCEMENT},
        {"Anunț", "Am văzut anunțul cu grupul de lucru. Foarte bună inițiativă!\n\n" ONE_LINE},
        {"Confirmare", "Confirm primirea materialelor.\n\n" ONE_LINE},
        {"Pensionar", "Dacă aș fi mai tânăr m-aș înscrie și eu în grupul vostru.\n\n" ONE_LINE},
        {"un curs?",
         "Ți-ar surâde să vii la masteranzii mei, să le povestești de grupul de lucru?\n\n" ONE_LINE},
        {"Invitație",
         "Ministerul constituie Grupul de lucru interministerial și invită Platforma ProTECT să desemneze un "
         "reprezentant. Vă rugăm să ne transmiteți numele, funcția și telefonul persoanei "
         "nominalizate.\n\n" ONE_LINE},
    };
    ASSERT_ALL(said, NO_SIGNUP);
}

static void test_doubt_goes_to_a_person(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Grup de lucru", "Mă înscriu în grupul de lucru, dar nu voi participa.\n" LABELLED},
        {"Grup de lucru", "Mă înscriu în grup doar dacă întâlnirile sunt online.\n" LABELLED},
        {"Înscriere conferință", "Doresc să mă înscriu în grupul de lucru.\n" LABELLED},
        {"Înscriere grup de lucru", "Se poate participa și online?" SIGNATURE},
        {"", ONE_LINE},
        {REPLY_SUBJECT,
         "Persoana care ne va reprezenta se stabilește săptămâna viitoare, după care vă comunicăm "
         "datele." SIGNATURE ANNOUNCEMENT},
        {"Date facturare", LABELLED},
        {"Legitimație parcare", LABELLED},
        {REPLY_SUBJECT, "Luăm act.\n\n" ONE_LINE ANNOUNCEMENT},
        {REPLY_SUBJECT, "Greșit destinatarul.\n\n" ONE_LINE ANNOUNCEMENT},
    };
    ASSERT_ALL(said, NOT_SURE);
}

static void test_leaves_or_asks_about_data(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"x", "Vă rog să mă scoateți de pe listă." SIGNATURE},
        {"x", "Nu mai pot participa la grupul de lucru." SIGNATURE},
        {"Retragere din grupul de lucru", "Bună ziua." SIGNATURE},
        {"x", "Vă rugăm să o radiați din lista membrilor."},
        {"x", "Vă rog să ștergeți numărul meu din evidență."},
        {"Solicitare în temeiul art. 15 GDPR", "Ce date personale dețineți despre mine?"},
        {"x", "Please remove me from the list."},
        {"x", "De unde aveți datele mele?"},
        {"x", "Numărul meu este trecut greșit."},
        {"x", "Am greșit numărul de telefon, rectificați vă rog."},
        {"x", "V-am transmis la înscriere un număr eronat." SIGNATURE},
        {"x", "Doamna Pop, desemnată în grupul de lucru, și-a schimbat telefonul."},
        {"x", "Vă rugăm să considerați retrasă desemnarea doamnei Ana Pop." SIGNATURE},
        {"Re: Confirmare înscriere", "Nu am cum să ajung la întâlniri, așa că renunț. Dați locul altcuiva."},
        {"grup", "Vreau să mă trag la o parte, am prea multe."},
        {"grup", "Luați pe altcineva în locul meu."},
        {"grup", "M-au trecut pe listă fără voia mea."},
        {"?", "Nu mai vreau să aveți telefonul meu."},
        {"?", "Ce aveți despre mine?"},
    };
    ASSERT_ALL(said, LEAVES);
}

static void test_help_and_reports_come_first(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Înscriere grup", "Când aveam 14 ani am trecut prin ceva asemănător. Aș vrea să vorbesc cu cineva."},
        {"ajutor", "Un adult necunoscut îi scrie fiicei mele de 12 ani."},
        {"x", "Azi un elev mi-a spus că cineva îl amenință." SIGNATURE},
        {"x", "Vreau să mă înscriu în grup. Fiul meu a fost șantajat cu poze.\n" LABELLED},
        {"x", "am 13 ani si nu stiu cui sa spun"},
        {"x", "Vreau să raportez un caz de abuz."},
        {"x", "Vă semnalez că în blocul meu un bărbat filmează fete minore."},
        {"x", "La noi în sat un bărbat adună copii în curte și îi pozează."},
        {"x", "Am primit un clip cu un copil abuzat."},
        {"x", "Un coleg de cancelarie îi cere unei eleve să îi trimită poze." SIGNATURE},
        {"Situație la clasă", "Circulă pe grupul băieților fotografii cu o colegă dezbrăcată." SIGNATURE},
        {"x", "My daughter is being threatened online, please help."},
    };
    ASSERT_ALL(said, SEEKS_HELP);
}

/* Told beside a sign-up: one child, and what happens to it now. */
static void test_a_child_is_told_of(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Înscriere",
         "Mă înscriu în grupul de lucru. O copilă de la noi din internat a plecat duminică cu un tip "
         "de pe net.\n" LABELLED},
        {"Înscriere",
         "Mă înscriu în grupul de lucru.\n" LABELLED "\nMinorul B. e bătut de concubinul mamei.\n"},
        {"Înscriere",
         "Mă înscriu în grupul de lucru. Un elev mi-a arătat ieri chatul, l-am copiat.\n" LABELLED},
        {"Înscriere",
         "Mă înscriu în grupul de lucru. Colega fetei mele e luată cu mașina de un domn.\n" LABELLED},
        {"Sign-up", "I want to join the working group. A boy from my class ran off with a man he met "
                    "online.\n" LABELLED},
    };
    ASSERT_ALL(said, FOR_A_PERSON);
}

/* A sign-up by the rules, but in the words of other letters, or beside a case: not answered, not lost. */
static void test_sign_ups_that_a_person_reads(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"înscriere", "Am 20 de interviuri și nu știu ce să fac cu ce am aflat. Mă înscriu în grupul de "
                      "lucru.\n" ONE_LINE},
        {"Mulțumiri", "Raportul financiar vine separat, cu două deconturi.\n\nAm văzut că ați deschis "
                      "înscrierile la grupul de "
                      "lucru. Te rog să mă treci și pe mine pe listă." SIGNATURE},
        {"o psihologă", "M-aș înscrie eu, ca psihologă.\n" ONE_LINE},
        {"Înscriere", "Mă înscriu în grupul de lucru. Acum doi ani o elevă a plecat cu un tip de pe net, s-a "
                      "întors după o zi.\n" LABELLED},
    };
    ASSERT_ALL(said, FOR_A_PERSON);
}

/* The writer's own and well, or at large: why somebody comes. */
static void test_why_somebody_comes(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Înscriere", "Mă înscriu în grupul de lucru. Sunt tatăl unui băiat de 10 ani și vreau reguli mai "
                      "bune.\n" LABELLED},
        {"Înscriere",
         "Mă înscriu în grupul de lucru. Am o fată la liceu și vreau să o știu protejată.\n" LABELLED},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

static void test_professionals_speak_of_abuse(void **state)
{
    (void)state;
    static const struct said said[] = {
        {"Înscriere",
         "Lucrez cu victime ale abuzului și doresc să mă înscriu în grupul de lucru.\n" LABELLED},
        {"Înscriere", "Am 15 ani de experiență cu copii abuzați. Mă înscriu în grupul de lucru.\n" LABELLED},
        {"Înscriere", "Am văzut pe pagina inspectoratului anunțul despre copii. Mă înscriu.\n" LABELLED},
    };
    ASSERT_ALL(said, SIGNS_UP);
}

static void test_language(void **state)
{
    (void)state;
    static const struct {
        const char *body, *language;
    } said[] = {
        {"Doresc să mă înscriu.", "ro"},
        {"I would like to join the working group. Kind regards", "en"},
        {"Tisztelt Szervezők! Szeretnék jelentkezni. Köszönöm", "hu"},
        {"0722 345 678", "ro"},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        struct letter *letter = letter_of(ANA, "", said[i].body);
        assert_string_equal(language_of(letter, shipped_rules()), said[i].language);
        letter_free(&letter);
    }
}

static void test_topics_are_named_once(void **state)
{
    (void)state;
    const char *topic[READING_TOPICS];
    struct letter *letter = letter_of(ANA, "grooming", "Lucrez pe grooming și pe terminologie. Grooming!");
    assert_int_equal(topics_of(letter, shipped_rules(), topic), 2);
    assert_string_equal(topic[0], "terminology");
    assert_string_equal(topic[1], "grooming-and-sextortion");
    letter_free(&letter);
}

static void test_who_fills_in_and_asks_for_a_paper(void **state)
{
    (void)state;
    static const struct said signs_up[] = {
        {REPLY_SUBJECT, "Particip și eu.\n" LABELLED "Trebuie adeverință de la firmă?" ANNOUNCEMENT},
    };
    static const struct said not_answered[] = {
        {"Re: cursul de vară", "Particip și eu.\n" LABELLED "Am nevoie de adeverință de participare."},
        {REPLY_SUBJECT, "Am nevoie de adeverința de la cursul de vară." SIGNATURE ANNOUNCEMENT},
    };
    ASSERT_ALL(signs_up, SIGNS_UP);
    ASSERT_ALL(not_answered, NOT_ANSWERED);
}

static void test_sign_ups_in_few_words(void **state)
{
    (void)state;
    static const struct said signs_up[] = {
        {"zi bună", ONE_LINE "Cerere de participare la grupul de lucru.\n"},
        {"Asociația Atelierul Curajului",
         "Ana Pop / psiholog / Asociația Atelierul Curajului / 0722 345 678\n"},
        {"", "Ana Pop, psiholog, Asociația Atelierul Curajului. Ader. 0722 345 678\n"},
        {"De la Atelierul Curajului", "Venim doi de la Asociația Atelierul Curajului:\n"
                                      "Ana Pop, psiholog, 0722 345 678\nDan Lupu, jurist, 0722 345 679\n"},
        {"doi", "M-aș înscrie și eu, cu drag.\n" ONE_LINE},
        {"Înscriere", "Aș vrea să particip la dezbaterile voastre.\n" ONE_LINE},
        {"tabel",
         "Am centralizat doritorii pentru grupul de lucru:\nDan Lupu, jurist, Primăria Lupeni, 0722 345 "
         "679\nIda Rus, medic, Spitalul Lupeni, 0722 345 670\nEu nu particip, doar fac lista.\n"},
        {"Fwd: inscriere",
         "Data trecută am pus greșit adresa, îl retrimit.\nMă înscriu în grupul de lucru.\n" ONE_LINE},
        {"Re: salut",
         "Sigur, trece-mă.\n" ONE_LINE
         "\nPe 6 nov. 2026, la 18:22, Ina <inscrieri@protect.example> a scris:\n> Ai citit invitația "
         "la grupul de lucru?\n"},
    };
    ASSERT_ALL(signs_up, SIGNS_UP);
}

static void test_few_words_of_something_else(void **state)
{
    (void)state;
    static const struct said not_answered[] = {
        {"inscriere", "Înscriere grup de lucru: cât mai e deschisă?" SIGNATURE},
        {"afiș", "Text: Înscriere grup de lucru. Se tipărește mâine." SIGNATURE},
        {"Re: factura", "Ana Pop / psiholog / Asociația Atelierul Curajului / 0722 345 678\n"},
        {"toner", "Ana Pop / psiholog / Asociația Atelierul Curajului / 0722 345 678\n"},
        {"Asociația Atelierul Curajului", SIGNATURE},
        {"cina de vineri", "Ana Pop, psiholog, Asociația Atelierul Curajului. Particip. 0722 345 678\n"},
        {"De la Atelierul Curajului", "Venim doi de la Asociația Atelierul Curajului luni după cutii:\n"
                                      "Ana Pop, psiholog, 0722 345 678\n"},
        {"x", "M-aș înscrie la masteratul dumneavoastră.\n" ONE_LINE},
        {"x", "M-aș înscrie, dar nu știu dacă am timp." SIGNATURE},
        {"Înscriere", "Doresc să particip la dezbaterea de la Senat.\n" ONE_LINE},
        {"tabel",
         "Am adunat amatorii din oraș pentru tabără:\nDan Lupu, jurist, Primăria Lupeni, 0722 345 679\n"},
        {"tabel", "Eu nu particip la grupul de lucru, doar vă felicit." SIGNATURE},
        {"Fwd: oferta", "Data trecută am pus greșit adresa, îl retrimit." SIGNATURE},
        {"Re: contract",
         "Semnez, normal.\n" ONE_LINE
         "\nPe 6 nov. 2026, la 18:22, Ina <inscrieri@protect.example> a scris:\n> Ai văzut contractul "
         "trimis? De grupul de lucru vorbim mâine.\n"},
    };
    static const struct said seeks_help[] = {
        {"x", "Am găsit poze pe telefonul fiicei mele și nu știu ce să fac cu ele." SIGNATURE},
    };
    ASSERT_ALL(not_answered, NOT_ANSWERED);
    ASSERT_ALL(seeks_help, SEEKS_HELP);
}

#define OUR_REQUEST                                                                                          \
    "\n\nOn Mon, 16 Nov 2026, Secretariat <inscrieri@protect.example> wrote:\n"                              \
    "> Vă rugăm să ne trimiteți numele complet, poziția, organizația și numărul de telefon.\n"

static void test_answers_what_we_asked_for(void **state)
{
    (void)state;
    static const struct said signs_up[] = {
        {"Re: Confirmare", "Ups, uitasem să trec funcția și telefonul!\n\n" ONE_LINE OUR_REQUEST},
        {"Re: Confirmare", "Scuze pentru întârziere.\n\n" ONE_LINE OUR_REQUEST},
        {"Fișa", "Am trecut punctele din anunț într-o listă.\n\n" LABELLED},
        {"Re: Confirmare", "Corect, prima dată am scris din mers. Acum complet:\n\n" ONE_LINE OUR_REQUEST},
        {"grup de lucru", ONE_LINE "Gata, sper că am zis tot. Mă anunțați voi când începeți.\n"},
    };
    static const struct said seen[] = {
        {"Re: Confirmare", "M-am gândit mai bine, las pe alții.\n\n" ONE_LINE OUR_REQUEST},
        {"Re: Confirmare", "Vă credeam altă instituție.\n\n" ONE_LINE OUR_REQUEST},
    };
    ASSERT_ALL(signs_up, SIGNS_UP);
    ASSERT_ALL(seen, NOT_SURE);
}

static void test_asks_for_their_data_in_english(void **state)
{
    (void)state;
    static const struct said leaves[] = {
        {"Request", "Please provide access to the personal data you hold, under Article 15 GDPR."},
        {"Request", "Kindly tell me who has received my details and do not share my data any further."},
    };
    static const struct said not [] = {
        {"Working group", "I teach Article 8 GDPR and would like to join the working group."},
        {"Răspuns", "Vă comunicăm că nu putem da curs înscrierii unui angajat în grupul de lucru."},
    };
    ASSERT_ALL(leaves, LEAVES);
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++) {
        struct letter *letter;
        assert_int_not_equal(understand(not [i].subject, not [i].body, &letter)->kind, KIND_WITHDRAWAL);
        letter_free(&letter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_fills_in_and_asks_for_a_paper),
        cmocka_unit_test(test_sign_ups_in_few_words),
        cmocka_unit_test(test_few_words_of_something_else),
        cmocka_unit_test(test_signs_up_to_the_group),
        cmocka_unit_test(test_easy_to_miss),
        cmocka_unit_test(test_in_roundabout_words),
        cmocka_unit_test(test_yes_in_words_of_any_kind),
        cmocka_unit_test(test_what_only_looks_like_an_objection),
        cmocka_unit_test(test_yes_to_something_else),
        cmocka_unit_test(test_near_misses_are_not_answered),
        cmocka_unit_test(test_signs_somebody_up),
        cmocka_unit_test(test_says_no_or_not_yet),
        cmocka_unit_test(test_asks_about_the_group),
        cmocka_unit_test(test_signs_up_elsewhere),
        cmocka_unit_test(test_other_mail),
        cmocka_unit_test(test_doubt_goes_to_a_person),
        cmocka_unit_test(test_leaves_or_asks_about_data),
        cmocka_unit_test(test_help_and_reports_come_first),
        cmocka_unit_test(test_a_child_is_told_of),
        cmocka_unit_test(test_sign_ups_that_a_person_reads),
        cmocka_unit_test(test_why_somebody_comes),
        cmocka_unit_test(test_professionals_speak_of_abuse),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_topics_are_named_once),
        cmocka_unit_test(test_answers_what_we_asked_for),
        cmocka_unit_test(test_asks_for_their_data_in_english),
    };
    return cmocka_run_group_tests(tests, NULL, free_shipped_rules);
}
