/*
 * sign: what the rules of group "intention" found in a letter. A sign that speaks against signing up cancels
 * the signs of a sign-up that it overlaps: "nu mă înscriu", "înainte de a mă înscrie", "mă înscriu la curs";
 * another event also the group: "grupul de lucru pentru deșeuri". "spare" cancels objections: "nu pentru un interviu".
 */
#ifndef GREFIER_READING_SIGN_H
#define GREFIER_READING_SIGN_H

#include "sentence.h"

enum sign_kind {
    /* for a sign-up */
    SIGN_SIGNUP,   /* "mă înscriu", "Înscriere": signing up, whatever for */
    SIGN_JOIN,     /* "vreau să particip": taking part, in what must be said elsewhere */
    SIGN_NOMINATE, /* "o desemnăm pe doamna …" */
    SIGN_INTEREST, /* "mă interesează", "datele mele sunt", "și eu": something is offered */
    SIGN_ASSENT,   /* "din tot sufletul, da": a yes that may be said of anything, see assent.h */
    /* what it is about */
    SIGN_GROUP,        /* the group is named in the writer's words or the subject */
    SIGN_ANNOUNCEMENT, /* the announcement or our own letters, quoted, forwarded or in the subject */
    SIGN_ASKED,        /* our question whether somebody joins, quoted */
    SIGN_BESIDES,      /* words of another matter: an assent may be to that */
    SIGN_COLLEAGUE,    /* the sender is one of us */
    /* against a sign-up */
    SIGN_CONDITION, /* takes back the nominations and offers that it overlaps: "dacă se aprobă", "revenim cu" */
    SIGN_SPARE,     /* cancels only the objections that it overlaps: what is denied, or somebody else's */
    SIGN_CITED, /* takes back the signs of a sign-up that lie wholly in it: somebody else's words, in quotes */
    SIGN_CANCEL, /* cancels only what it overlaps */
    SIGN_REFUSE,
    SIGN_LATER,
    SIGN_QUESTION,
    SIGN_OTHER_EVENT,
    SIGN_BUSINESS,
    SIGN_THANKS,
    SIGN_INFORM,
    SIGN_INTERNAL, /* colleagues' talk about sign-ups */
    /* for a person to see */
    SIGN_WITHDRAW,
    SIGN_DATA_PROTECTION,
    SIGN_HELP,
    SIGN_REPORT,
    SIGN_CHILD,      /* one particular child is spoken of */
    SIGN_DANGER,     /* what is done to children, or who does it */
    SIGN_WHAT_TO_DO, /* whoever asks this, or holds the messages, about a child in danger seeks help */
    SIGN_CLOSED,     /* the child that is spoken of here is out of it, or in a book */
    SIGN_CANNOT_GIVE,
    SIGN_ATTACHMENT,
    SIGN_DOUBT, /* a condition, or two voices: somebody must look */
    SIGN_ASIDE, /* praise, good wishes, news: bare data below it are just how somebody signs */
    SIGN_KINDS
};

struct sign {
    enum sign_kind kind;
    const struct rule *rule;
    int weight;
    size_t sentence;
    size_t from, to; /* in the sentence */
    bool cancelled;
};

#define LABELLED_BYTES 160u /* a longer line holds more than a label and its value */

#define EXPLICIT 100 /* weight of a sign that names the group itself as what is joined */

#define SIGNS 1024 /* found in one letter */

struct signs {
    struct sentences sentences;
    struct sign *item;
    size_t count;
    bool limit; /* a rule hit its limit, or there were too many signs: a person must look */
};

/* Lives in the letter's arena. */
struct signs signs_find(struct letter *letter, const struct rules *rules);
/* "Loc de muncă: …", "Post: …" above a value say nothing against a sign-up: cancels what rules found there. `form_line`
 * tells of each line of the letter whether it holds labelled data. */
void signs_pardon_labels(struct signs *signs, const bool *form_line);
/* "Asociația Atelierul Curajului" speaks of no workshop: cancels what rules found of other matters within the (folded) name
 * of somebody's organization. */
void signs_pardon_name(struct signs *signs, struct folded name);
/* The strongest sign of the kind that is not cancelled, in any of the zones; NULL when there is none. */
const struct sign *signs_best(const struct signs *signs, enum sign_kind kind, unsigned zones);
/* Its weight, 0 when there is none. */
int signs_weight(const struct signs *signs, enum sign_kind kind, unsigned zones);
/* The kind that a rule's `says` means, SIGN_KINDS when it is no such word. */
enum sign_kind sign_kind_of(const char *says);

#endif
