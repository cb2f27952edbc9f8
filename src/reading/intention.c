/* What the writer wants: the collected signs and data, decided. */
#include <string.h>

#include "assent.h"
#include "bare_data.h"
#include "enclosure.h"
#include "nominee.h"
#include "plight.h"
#include "second.h"
#include "weighing.h"

/* ---- decisions, the first that applies ------------------------------------------------------------------- */

/* As the rules see it so far: the words may say otherwise. */
static void decide_openly(struct weighing *weighing, enum kind kind, bool doubt, const char *reason,
                          enum openness open)
{
    weighing_decide(weighing, kind, doubt, reason);
    weighing->open = open;
}

/* "La început am zis nu, m-am răzgândit. Înscrieți-mă": second thoughts are for what is said after them. */
static void follow_second_thoughts(struct weighing *weighing)
{
    const struct signs *signs = &weighing->signs;
    if (signs_best(signs, SIGN_REFUSE, TEXT_ZONES))
        return;
    for (size_t i = 0; i < signs->count; i++) {
        struct sign *thought = &signs->item[i];
        if (strcmp(thought->rule->name, "intention.withdraw.second-thoughts") != 0)
            continue;
        for (size_t j = 0; j < signs->count; j++) {
            const struct sign *wish = &signs->item[j];
            bool joins = wish->kind == SIGN_SIGNUP || wish->kind == SIGN_JOIN;
            if (joins && !wish->cancelled && wish->weight >= CERTAIN && wish->sentence > thought->sentence)
                thought->cancelled = true;
        }
    }
}

static bool needs_a_person(struct weighing *weighing)
{
    follow_second_thoughts(weighing);
    const struct sign *said = signs_best(&weighing->signs, SIGN_HELP, TEXT_ZONES);
    const struct sign *help = said ? said : plight_cry(&weighing->signs);
    const struct sign *report = signs_best(&weighing->signs, SIGN_REPORT, TEXT_ZONES);
    const struct sign *withdraw = signs_best(&weighing->signs, SIGN_WITHDRAW, TEXT_ZONES);
    const struct sign *rights = signs_best(&weighing->signs, SIGN_DATA_PROTECTION, TEXT_ZONES);
    if (help || report) {
        weighing_speak(weighing, help ? help : report);
        weighing->intention->urgent = true;
        weighing_decide(weighing, KIND_SENSITIVE, false,
                        help ? "somebody seeks help" : "somebody reports a case or asks where to report");
    } else if (withdraw || rights) {
        weighing_speak(weighing, withdraw ? withdraw : rights);
        weighing_decide(weighing, KIND_WITHDRAWAL, false,
                        withdraw ? "somebody withdraws" : "a request about personal data");
    }
    return help || report || withdraw || rights;
}

static const char *objection_words(const struct weighing *weighing)
{
    switch (weighing->objection ? weighing->objection->kind : SIGN_KINDS) {
    case SIGN_REFUSE:
        return "says that they do not take part";
    case SIGN_LATER:
        return "perhaps later";
    case SIGN_OTHER_EVENT:
        return "about another event or offer";
    case SIGN_BUSINESS:
        return "other business";
    case SIGN_QUESTION:
        return "asks about the group";
    case SIGN_THANKS:
        return "thanks, or speaks of an earlier sign-up";
    case SIGN_INFORM:
        return "passes information on";
    case SIGN_INTERNAL:
        return "talk about sign-ups";
    default:
        return "no sign-up recognised";
    }
}

/* A colleague's mail is talk unless it signs somebody up in so many words or passes a sign-up on. */
static bool comes_from_colleague(struct weighing *weighing)
{
    if (!weighing_is_colleague(weighing))
        return false;
    bool passed = (letter_has_zone(weighing->letter, ZONE_FORWARDED) ||
                   letter_has_zone(weighing->letter, ZONE_QUOTED)) &&
                  weighing_passes_on(weighing);
    bool known = weighing_of(weighing, SIGN_INTERNAL) >= CERTAIN; /* "e deja în tabel" */
    if (passed && !known) {
        weighing_decide(weighing, KIND_REGISTRATION, true, "a colleague passes a sign-up on");
        weighing->intention->passed_on = true;
    } else if (weighing->wish >= CERTAIN && weighing->said >= 2 &&
               weighing_of(weighing, SIGN_INTERNAL) == 0) {
        weighing_decide(weighing, KIND_REGISTRATION, true, "a colleague speaks of a sign-up");
    } else {
        weighing_decide(weighing, KIND_OTHER, false, "a colleague's message");
        weighing->intention->may_pass_on = !known && letter_has_zone(weighing->letter, ZONE_FORWARDED);
    }
    return true;
}

/* Who sells to us, applies for a job or asks us for something, whatever words they borrow from a sign-up. */
static bool is_business(struct weighing *weighing)
{
    const struct sign *business = signs_best(&weighing->signs, SIGN_BUSINESS, TEXT_ZONES);
    if (!business || business->weight < DECISIVE || weighing_speaks_apart(weighing, business))
        return false;
    weighing_speak(weighing, business);
    bool both = weighing->wish >= EXPLICIT && weighing->said >= 2;
    weighing_decide(weighing, both ? KIND_REGISTRATION : KIND_OTHER, both,
                    both ? "speaks of this group and of other business" : "other business");
    return true;
}

/* Refusals and other events weigh more than any data. */
static bool is_declined(struct weighing *weighing)
{
    const struct sign *refuse = signs_best(&weighing->signs, SIGN_REFUSE, TEXT_ZONES);
    const struct sign *other = signs_best(&weighing->signs, SIGN_OTHER_EVENT, TEXT_ZONES);
    int nominate = weighing_of(weighing, SIGN_NOMINATE);
    weighing_speak(weighing, refuse);
    weighing_speak(weighing, other);
    if (refuse && refuse->weight >= SERIOUS) {
        if (nominate >= CERTAIN ||
            (nominate >= SERIOUS && weighing->people->nominates && weighing->data >= 20))
            return false; /* "eu nu pot, dar o desemnez pe colega mea" */
        bool both = weighing->wish >= CERTAIN || (weighing->wish >= CLEAR && weighing->data >= 20);
        decide_openly(weighing, both ? KIND_REGISTRATION : KIND_OTHER, both,
                      both ? "says both that somebody takes part and that somebody does not"
                           : "says that they do not take part",
                      OPEN_DECLINED);
        return true;
    }
    if (other && other->weight >= SERIOUS && !weighing_events_are_apart(weighing)) {
        bool both = weighing->wish >= EXPLICIT || (weighing->wish >= CLEAR && weighing->context >= 20 &&
                                                   signs_best(&weighing->signs, SIGN_GROUP, TEXT_ZONES));
        decide_openly(weighing, both ? KIND_REGISTRATION : KIND_OTHER, both,
                      both ? "speaks of this group and of another event" : "about another event or offer",
                      OPEN_DECLINED);
        return true;
    }
    return false;
}

#define MUCH_MORE 12 /* words beside a weak sign that may say anything */

/* Whether the strongest objection stands even against a clear sign-up. Questions and good wishes do not; other
 * business does where the group is not named. */
static bool contradicts(const struct weighing *weighing)
{
    if (weighing->against < SERIOUS)
        return false;
    switch (weighing->objection->kind) {
    case SIGN_LATER:
        return true;
    case SIGN_THANKS: /* "Am primit mesajul de mai jos. Mă înscriu:" */
        return weighing->wished != SIGN_SIGNUP || weighing->wish < CERTAIN || weighing->said < 3;
    case SIGN_BUSINESS:
        return weighing->context < NAMED || weighing->against > CERTAIN;
    default:
        return weighing->wish < EXPLICIT && weighing->context == 0;
    }
}

/* A sign-up that only the subject speaks of, above words that ask or tell something else. */
static bool only_subject_says(const struct weighing *weighing)
{
    if (weighing_has_own_wish(weighing))
        return false;
    if (weighing_is_forwarded(weighing) && !signs_best(&weighing->signs, SIGN_ANNOUNCEMENT, ~0u))
        return true; /* it is the subject of what is passed on */
    if (signs_best(&weighing->signs, SIGN_QUESTION, OWN_ZONES) &&
        (weighing->said < FIELD_FIRST_CUSTOM || bare_data_is_signature(weighing)))
        return true;
    return weighing->said < 2 && weighing_other_words(weighing) > 2 * SHORT_REMARK;
}

/* An offer or bare data among words that may say anything. */
static bool says_more(const struct weighing *weighing)
{
    bool answers =
        weighing->said >= FIELD_FIRST_CUSTOM && weighing->wish >= SERIOUS && weighing->context >= 30;
    return weighing->wished == SIGN_INTEREST && weighing->wish < CERTAIN && !weighing_is_titled(weighing) &&
           !answers && weighing_unexplained(weighing) > MUCH_MORE;
}

/* Whether it is known what the wish is for: the group or the announcement, a subject that signs up, or the data that are
 * asked for beside the very words of signing up. "Contați pe noi" may be said of anything. */
static bool is_grounded(const struct weighing *weighing)
{
    if (weighing->context >= NAMED || weighing->wish >= EXPLICIT)
        return true;
    bool data = weighing->said >= 2 || weighing->said + weighing->signed_only >= 3;
    if (weighing->wished == SIGN_SIGNUP && weighing->wish >= CLEAR)
        return data || weighing->context > 0 || weighing_is_titled(weighing);
    return weighing->wish >= SERIOUS && data && weighing->against < SERIOUS &&
           (weighing->context > 0 || weighing_is_titled(weighing));
}

/* A wish in a thread about something else, where neither the words nor the subject say the group. */
static bool is_elsewhere(const struct weighing *weighing)
{
    return weighing->context < NAMED && weighing->wish < EXPLICIT && weighing_has_own_wish(weighing) &&
           weighing_is_reply(weighing) && !weighing_is_titled(weighing);
}

static void weigh(struct weighing *weighing)
{
    bool grounded = is_grounded(weighing);
    int score = weighing->wish + weighing->context + weighing->data;
    score -= weighing->wish >= CERTAIN ? weighing->against / 4 : weighing->against * 3 / 4;
    bool unfounded = !grounded && weighing->said < 2 && weighing->wish < CERTAIN; /* "Da, confirm." */
    unsigned enough = weighing->context >= 30 ? 3 : FIELD_FIRST_CUSTOM;
    if (weighing->wish == 0 && weighing->said >= enough && weighing->context >= NAMED &&
        weighing->against == 0 && !bare_data_is_aside(weighing))
        decide_openly(weighing, KIND_REGISTRATION, true,
                      "names the group and gives all data, but says no wish", OPEN_WIDE);
    else if (weighing->wish == 0 || score < POSSIBLE || unfounded) {
        bool loose = assent_is_loose(weighing);
        bool praise = weighing->wish == 0 && weighing->said == 0 && bare_data_is_aside(weighing);
        decide_openly(weighing, loose ? KIND_REGISTRATION : KIND_OTHER, loose,
                      loose ? "a yes, but not to what" : objection_words(weighing),
                      praise ? OPEN_OPPOSED : OPEN_WIDE);
    } else if (is_elsewhere(weighing))
        decide_openly(weighing, KIND_OTHER, weighing->said + weighing->signed_only >= 2,
                      "in a thread about something else", OPEN_OPPOSED);
    else if (weighing->wish < CERTAIN && weighing->against >= SERIOUS)
        decide_openly(weighing, KIND_OTHER, weighing->wish >= SERIOUS && score >= CERTAIN,
                      objection_words(weighing), OPEN_WIDE);
    else if (score < CERTAIN || !grounded || weighing->wish < CLEAR || only_subject_says(weighing))
        decide_openly(weighing, KIND_REGISTRATION, true, "perhaps a sign-up",
                      bare_data_answer_us(weighing) ? OPEN_NOT : OPEN_WIDE);
    else if (says_more(weighing))
        decide_openly(weighing, KIND_REGISTRATION, true,
                      "perhaps a sign-up, but it says more than the rules understand", OPEN_WIDE);
    else if (assent_is_elsewhere(weighing))
        decide_openly(weighing, KIND_REGISTRATION, true, "a yes, but to something else that was asked",
                      OPEN_OPPOSED);
    else if (contradicts(weighing))
        decide_openly(weighing, KIND_REGISTRATION, true,
                      arena_format(weighing->letter->arena, "perhaps a sign-up, but also: %s",
                                   objection_words(weighing)),
                      OPEN_OPPOSED);
    else
        weighing_decide(weighing, KIND_REGISTRATION, false,
                        weighing->wished == SIGN_NOMINATE ? "somebody is signed up by another" : "a sign-up");
}

/* ---- what else matters for a sign-up --------------------------------------------------------------------- */

#define GUESSED     50 /* below it, a value has nothing for it but the place where it stands */
#define NONE_AT_ALL 90 /* the weight of words that leave no room for a guess: "nu țin de nicio organizație" */

static bool is_given(const struct value *value, bool surely)
{
    return value->text && (!surely || value->evidence.weight >= GUESSED);
}

/* Whether somebody lacks the field; `surely`: what is only guessed is not given. */
static bool is_missing(const struct weighing *weighing, const char *field, bool surely)
{
    const struct people *people = weighing->people;
    for (size_t i = 0; i < rules_field_count(weighing->rules); i++)
        for (size_t p = 0; p < people->count; p++)
            if (strcmp(rules_field(weighing->rules, i)->id, field) == 0 &&
                !is_given(&people->person[p].field[i], surely) &&
                (people->person[p].is_sender || !people->nominates))
                return true;
    return false;
}

/* What somebody says of themselves that they cannot give: "o trimit pe colega mea, eu sunt la pensie". A rule whose name
 * ends in a field ("cannot.phone") speaks of that one only: who has no mobile but gave another number has given one. */
static const struct sign *find_impossible(const struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        if (sign->kind == SIGN_CANNOT_GIVE && !sign->cancelled &&
            is_missing(weighing, strrchr(sign->rule->name, '.') + 1, sign->weight >= NONE_AT_ALL))
            return sign;
    }
    return NULL;
}

/* Whoever signs up in their own words is who signs up, whatever stands below. */
static bool signs_up_themself(const struct weighing *weighing)
{
    const struct sign *signup = signs_best(&weighing->signs, SIGN_SIGNUP, OWN_ZONES);
    const struct sign *join = signs_best(&weighing->signs, SIGN_JOIN, OWN_ZONES);
    return (signup && signup->weight >= CLEAR) || (join && join->weight >= CLEAR);
}

static void look_closer(struct weighing *weighing)
{
    struct intention *intention = weighing->intention;
    if (intention->kind != KIND_REGISTRATION)
        return;
    weighing_forgive_unnamed(weighing);
    const struct sign *doubt = signs_best(&weighing->signs, SIGN_DOUBT, TEXT_ZONES);
    const struct sign *cannot = find_impossible(weighing);
    bool mild = doubt && doubt->weight < SERIOUS;
    if (doubt && !intention->doubt && (!mild || (weighing->wish < EXPLICIT && !second_is_sure(weighing)))) {
        weighing_speak(weighing, doubt);
        decide_openly(weighing, KIND_REGISTRATION, true, "a sign-up with a condition, or to something else",
                      OPEN_DECLINED);
    }
    if (weighing->said < 2 && letter_has_zone(weighing->letter, ZONE_FORWARDED) &&
        weighing_passes_on(weighing)) {
        intention->reason = intention->doubt ? intention->reason : "a sign-up is passed on";
        intention->doubt = true;
        intention->passed_on = !signs_up_themself(weighing);
    }
    if (!intention->doubt && weighing_is_copy(weighing) &&
        (weighing->wish < EXPLICIT || weighing->context <= NAMED)) {
        intention->doubt = true;
        intention->reason = "perhaps a sign-up, but it went to somebody else";
    }
    if (!intention->doubt && (plight_find(&weighing->signs) || second_hears_a_case(weighing))) {
        intention->doubt = true;
        intention->reason = "a sign-up, but it speaks of a child in danger";
    }
    if (!intention->doubt && nominee_is_missed(weighing)) {
        intention->doubt = true;
        intention->reason = "somebody is named for the group, but only the writer is found";
    }
    if (cannot) {
        weighing_speak(weighing, cannot);
        intention->cannot_give = true;
        if (!intention->doubt && !is_missing(weighing, strrchr(cannot->rule->name, '.') + 1, false)) {
            intention->doubt = true;
            intention->reason = "says that something asked for cannot be given";
        }
    }
    intention->attachment_only = enclosure_holds_data(weighing);
    intention->in_person = weighing_signs_in_person(weighing);
}

/* Nothing of its own, and a message passed on. */
static void look_below(struct weighing *weighing)
{
    if (weighing->intention->kind != KIND_OTHER || !letter_has_zone(weighing->letter, ZONE_FORWARDED) ||
        weighing->against >= SERIOUS)
        return;
    if (weighing_passes_on(weighing))
        weighing_decide(weighing, KIND_REGISTRATION, true, "a sign-up is passed on");
    bool silent = !signs_up_themself(weighing);
    weighing->intention->passed_on = weighing->intention->kind == KIND_REGISTRATION && silent;
    weighing->intention->may_pass_on = weighing->intention->kind == KIND_OTHER && silent;
}

static void conclude(struct weighing *weighing)
{
    weighing_collect(weighing);
    if (needs_a_person(weighing) || comes_from_colleague(weighing) || is_business(weighing) ||
        is_declined(weighing))
        return;
    assent_weigh(weighing);
    bare_data_weigh(weighing);
    weigh(weighing);
    look_below(weighing);
    if (weighing->intention->kind == KIND_OTHER && !weighing->intention->doubt &&
        enclosure_is_signup(weighing))
        weighing_decide(weighing, KIND_REGISTRATION, true, "the data are in an attached file");
}

static void pardon_organizations(struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->people->count; i++) {
        const char *name = weighing->people->person[i].field[FIELD_ORGANIZATION].text;
        if (name)
            signs_pardon_name(&weighing->signs, text_fold(weighing->letter->arena, name, strlen(name)));
    }
}

struct intention *intention_find(struct letter *letter, const struct rules *rules,
                                 const struct people *people)
{
    struct weighing weighing = {.letter = letter,
                                .rules = rules,
                                .people = people,
                                .signs = signs_find(letter, rules),
                                .intention = arena_alloc(letter->arena, sizeof(struct intention))};
    struct intention *intention = weighing.intention;
    signs_pardon_labels(&weighing.signs, people->form_line);
    pardon_organizations(&weighing);
    intention->language = language_of(letter, rules);
    intention->topic_count = topics_of(letter, rules, intention->topic);
    intention->limit = weighing.signs.limit;
    conclude(&weighing);
    second_listen(&weighing);
    look_closer(&weighing);
    return intention;
}
