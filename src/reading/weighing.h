/*
 * weighing: what a letter gives for and against a sign-up, collected from signs and people before anything is
 * decided (intention.c).
 */
#ifndef GREFIER_READING_WEIGHING_H
#define GREFIER_READING_WEIGHING_H

#include "grefier/reading/intention.h"
#include "sign.h"

#define OWN_ZONES  (RULE_ZONE_OWN | RULE_ZONE_SIGNATURE)
#define TEXT_ZONES (RULE_ZONE_SUBJECT | OWN_ZONES)

/* The scale that the weights of the rules live on. */
#define CERTAIN   80 /* enough to answer */
#define POSSIBLE  55 /* enough for a person to look */
#define CLEAR     50 /* a wish below it is never answered, whatever else speaks for it */
#define SERIOUS   60 /* a sign against that no weak sign for a sign-up outweighs */
#define DECISIVE  95 /* a sign of business that nothing but the group itself outweighs */
#define PAPERWORK 70 /* up to here, business is about papers and money; above, somebody wants something */
#define NAMED     20 /* context from which on it is clear that the message is about the group */

/* Whether the words may say otherwise than the rules did so far, see second.h. */
enum openness {
    OPEN_NOT,      /* the rules are certain */
    OPEN_WIDE,     /* they have found nothing, or too little */
    OPEN_OPPOSED,  /* they have found something that may speak against a sign-up: never answered */
    OPEN_DECLINED, /* they have found that somebody declines, or speaks of something else: never answered */
};

struct weighing {
    struct letter *letter;
    const struct rules *rules;
    const struct people *people;
    struct signs signs;
    struct intention *intention;
    unsigned said;         /* fields given in the own words or the subject, of the person who gives most */
    unsigned signed_only;  /* fields that only the signature gives */
    int wish;              /* strongest sign of a sign-up */
    enum sign_kind wished; /* what kind it was */
    int context;           /* how clear it is what the message is about */
    int data;              /* how much the data speak for a sign-up */
    int against;           /* strongest sign against one */
    const struct sign *objection;
    enum openness open;
};

/* Fills the counts below `intention` from signs and people. */
void weighing_collect(struct weighing *weighing);
/* Notes the rule of `sign` (NULL: nothing) as one that spoke. */
void weighing_speak(struct weighing *weighing, const struct sign *sign);
void weighing_speak_name(struct weighing *weighing, const char *name);
/* What the writer wants, as far as is known now. */
void weighing_decide(struct weighing *weighing, enum kind kind, bool doubt, const char *reason);
/* The weight of the strongest such sign in the writer's words, 0 for none. */
int weighing_of(const struct weighing *weighing, enum sign_kind kind);

/* "Participăm la grupul de lucru. Persoana o vom desemna ulterior.": no doubt, who it is will be asked for like any field. */
void weighing_forgive_unnamed(struct weighing *weighing);

/* Whether the sender is one of us: the mailbox's own domain (but a public mail provider's, vocabulary
 * "public-domain", says nothing), or an address that rules know. */
bool weighing_is_colleague(const struct weighing *weighing);
/* Whether what is passed on below the own words is somebody's sign-up (group "passed-on"): the words for it,
 * in the first person or as a nomination. The announcement itself has none. */
bool weighing_passes_on(const struct weighing *weighing);
/* Whether some paragraph both wishes and names the group ("Separat de raportare, …"), another than that of the sign `of`
 * business, which is then beside it: of papers and money whatever is wished, of anything else what is wished in earnest. */
bool weighing_speaks_apart(const struct weighing *weighing, const struct sign *of);
/* Whether every other event stands in another paragraph than an explicit wish that names the group: "La grupul vostru, da,
 * notează-mă. — Acum tabăra: …" */
bool weighing_events_are_apart(const struct weighing *weighing);
/* Whether the letter answers another one or passes it on: without any word of the group it is about that. */
bool weighing_is_reply(const struct weighing *weighing);
/* Whether its subject is that of a letter which it passes on ("Fwd: vreau să mă înscriu"). */
bool weighing_is_forwarded(const struct weighing *weighing);
/* Whether the subject itself signs somebody up. */
bool weighing_is_titled(const struct weighing *weighing);
/* Whether the letter went to somebody else and to us only in copy. */
bool weighing_is_copy(const struct weighing *weighing);
/* Whether the own words are the answers that the announcement asks for, by number: "1. Ana Pop", "2. jurist", "3. …". */
bool weighing_is_numbered(const struct weighing *weighing);
/* Whether several people are named without a wish and without the announcement: a list, for whatever. */
bool weighing_is_mere_list(const struct weighing *weighing);
/* Words in the own text, without the sentences that give data, greetings and thanks (group
 * "filler"). */
unsigned weighing_other_words(const struct weighing *weighing);
/* Those of them that stand above the first data: what is said there is the message, the data may be a signature. */
unsigned weighing_words_above(const struct weighing *weighing);
/* Whether a sentence of the text gives somebody's data. */
bool weighing_gives_data(const struct weighing *weighing, const struct sentence *sentence);
/* Words in the own text that no rule accounts for: neither data nor a greeting nor in a sentence with a sign of a
 * sign-up. */
unsigned weighing_unexplained(const struct weighing *weighing);
/* Of these, the words in one sentence of the own text, whatever signs it has. */
unsigned weighing_unexplained_in(const struct weighing *weighing, const struct sentence *sentence);
/* Whether the sender signs themselves up in their own text, in so many words and with data. */
bool weighing_signs_in_person(const struct weighing *weighing);
/* Whether the text, not only the subject, has a sign of a sign-up. */
bool weighing_has_own_wish(const struct weighing *weighing);

#endif
