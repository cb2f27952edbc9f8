#include "second.h"

#include <stddef.h>

/* What must be there before the words are heard. */
#define KNOWN_LEAST  15 /* terms: fewer may be said of anything */
#define DATA_LEAST   2  /* fields that somebody gives of themselves */
#define BESIDE_LEAST 3  /* terms beside the data, to be heard by themselves */
#define WORDS_LEAST  14 /* beside data and greetings: less is a remark */

/* How sure the words must be, in hundredths. */
#define LIKE_SIGN_UP      92 /* to answer */
#define LIKE_WISH         88 /* where the rules hear a wish, but not what for */
#define LIKE_ONLY         97 /* where nothing says what the letter is about */
#define LIKE_OPPOSED      97 /* where a rule knows something against it */
#define BESIDE_LIKE       25 /* what is said beside the data agrees */
#define REMARK_LIKE       85 /* where that is but a remark */
#define UNLIKE_SIGN_UP    20 /* below it a sign-up is shown to a person */
#define UNLIKE_ONLY       50 /* where nothing says what the letter is about */
#define RATHER_PERSONAL   80 /* and from here on */
#define LIKE_PERSONAL     50 /* from here on what was no sign-up is shown to a person */
#define LIKE_NOTHING      90 /* from here on what was open is no sign-up; */
#define LIKE_NOTHING_ELSE 95 /* where the rules have found both a wish and something against it */

/* `name` stands among the rules that spoke. */
static void take(struct weighing *weighing, enum kind kind, bool doubt, const char *name, const char *reason)
{
    weighing_decide(weighing, kind, doubt, reason);
    weighing_speak_name(weighing, name);
}

static bool says_about_what(const struct weighing *weighing)
{
    return signs_best(&weighing->signs, SIGN_GROUP, TEXT_ZONES) ||
           signs_best(&weighing->signs, SIGN_ANNOUNCEMENT, ~0u);
}

/* What is said beside the data. */
static struct wording wording_beside_data(const struct weighing *weighing)
{
    const struct sentences *sentences = &weighing->signs.sentences;
    bool *data = arena_array(weighing->letter->arena, weighing->letter->line_count + 1, sizeof *data);
    for (size_t i = 0; i < sentences->count; i++)
        if (sentences->item[i].zone == RULE_ZONE_OWN && weighing_gives_data(weighing, &sentences->item[i]))
            data[sentences->item[i].line - 1] = true;
    return wording_of(weighing->letter, weighing->rules, data);
}

static bool is_remark(const struct weighing *weighing)
{
    return weighing_other_words(weighing) < WORDS_LEAST && weighing_unexplained(weighing) < WORDS_LEAST;
}

/* "Felicitări pentru inițiativă!", "Poate particip." In so few words any doubt is about all of them. */
static bool is_doubtful_remark(const struct weighing *weighing)
{
    static const enum sign_kind doubts[] = {SIGN_CONDITION, SIGN_CITED, SIGN_CANCEL, SIGN_ASIDE};
    bool doubtful = weighing->against > 0;
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
        doubtful |= signs_best(&weighing->signs, doubts[i], TEXT_ZONES) != NULL;
    return doubtful && is_remark(weighing);
}

/* Labels or a table, filled in without a word beside them. */
static bool is_form(const struct weighing *weighing)
{
    bool table = false;
    for (size_t i = 0; i < weighing->letter->line_count; i++)
        table |= weighing->letter->line[i].zone == ZONE_OWN && weighing->letter->line[i].cell_count > 0;
    return (table || weighing->people->labelled) && weighing_other_words(weighing) == 0 &&
           weighing_unexplained(weighing) == 0;
}

/* The subject signs up, and is not that of a letter passed on. */
static bool is_titled(const struct weighing *weighing)
{
    return weighing_is_titled(weighing) && !weighing_is_forwarded(weighing);
}

/* Of what little is said beside the data. */
static bool agrees_beside_data(const struct weighing *weighing, const struct wording *beside)
{
    return says_about_what(weighing) && beside->known >= BESIDE_LEAST &&
           beside->leaning[LEANING_SIGN_UP] >= REMARK_LIKE;
}

/* Whether there is enough to be judged by its words, and nothing that the rules must decide. */
static bool may_be_signup(const struct weighing *weighing)
{
    bool later =
        weighing->objection && weighing->objection->kind == SIGN_LATER && weighing->against >= SERIOUS;
    bool open = (weighing->open == OPEN_WIDE || weighing->open == OPEN_OPPOSED) && !later;
    if (!open || weighing->intention->wording.known < KNOWN_LEAST ||
        weighing->said + weighing->signed_only < DATA_LEAST || is_doubtful_remark(weighing))
        return false;
    if (is_form(weighing))
        return true;
    struct wording beside = wording_beside_data(weighing);
    if (is_remark(weighing))
        return weighing->wish > 0 && (is_titled(weighing) || agrees_beside_data(weighing, &beside));
    return beside.known < BESIDE_LEAST || beside.leaning[LEANING_SIGN_UP] >= BESIDE_LIKE;
}

static bool is_like_signup(const struct weighing *weighing)
{
    int leaning = weighing->intention->wording.leaning[LEANING_SIGN_UP];
    bool opposed = weighing->open == OPEN_OPPOSED || weighing->against >= SERIOUS;
    if (!says_about_what(weighing))
        return leaning >= (weighing->wish > 0 ? LIKE_WISH : LIKE_ONLY) && !opposed &&
               weighing->against == 0 && weighing->said >= DATA_LEAST;
    return leaning >= (opposed ? LIKE_OPPOSED : LIKE_SIGN_UP);
}

void second_listen(struct weighing *weighing)
{
    weighing->intention->wording = wording_of(weighing->letter, weighing->rules, NULL);
    if (may_be_signup(weighing) && is_like_signup(weighing))
        take(weighing, KIND_REGISTRATION, false, "wording.sign-up", "a sign-up by all its words");
}

bool second_is_sure(const struct weighing *weighing)
{
    const struct wording *wording = &weighing->intention->wording;
    return wording->known >= KNOWN_LEAST && wording->leaning[LEANING_SIGN_UP] >= LIKE_OPPOSED &&
           !is_remark(weighing);
}

/* The strongest wish in the own text. */
static const struct sign *wish_of(const struct weighing *weighing)
{
    const struct sign *best = NULL;
    for (unsigned kind = SIGN_SIGNUP; kind <= SIGN_INTEREST; kind++) {
        const struct sign *sign = signs_best(&weighing->signs, (enum sign_kind)kind, RULE_ZONE_OWN);
        if (sign && (!best || sign->weight > best->weight))
            best = sign;
    }
    return best;
}

/* "P.S. La grupul de lucru vin și eu" below a page of other things: what the paragraph with the wish says by itself. */
static bool is_said_apart(const struct weighing *weighing)
{
    const struct letter *letter = weighing->letter;
    const struct sign *wish = wish_of(weighing);
    if (!wish)
        return false;
    bool *left_out = arena_array(letter->arena, letter->line_count + 1, sizeof *left_out);
    size_t line = weighing->signs.sentences.item[wish->sentence].line - 1, from = line, to = line;
    while (from > 0 && !letter->line[from - 1].blank)
        from--;
    while (to + 1 < letter->line_count && !letter->line[to + 1].blank)
        to++;
    for (size_t i = 0; i < letter->line_count; i++)
        left_out[i] = i < from || i > to;
    return wording_of(letter, weighing->rules, left_out).leaning[LEANING_SIGN_UP] >= LIKE_SIGN_UP;
}

/* A sign-up by the rules. */
static void object_to_signup(struct weighing *weighing)
{
    const int *leaning = weighing->intention->wording.leaning;
    int least = says_about_what(weighing) ? UNLIKE_SIGN_UP : UNLIKE_ONLY;
    bool personal = leaning[LEANING_PERSON] >= RATHER_PERSONAL;
    if (personal || (leaning[LEANING_SIGN_UP] < least && !is_said_apart(weighing)))
        take(weighing, KIND_REGISTRATION, true, "wording.unlike",
             "a sign-up by the rules, but its words are not those of one");
}

/* Nothing that anybody should see, by the rules. */
static void object_to_nothing(struct weighing *weighing)
{
    const int *leaning = weighing->intention->wording.leaning;
    if (weighing_is_colleague(weighing))
        return;
    if (leaning[LEANING_PERSON] >= LIKE_PERSONAL)
        take(weighing, KIND_OTHER, true, "wording.person",
             "no sign-up, but in words like those that a person had to see");
    else if (leaning[LEANING_SIGN_UP] >= LIKE_SIGN_UP && weighing->open == OPEN_DECLINED &&
             says_about_what(weighing))
        take(weighing, KIND_REGISTRATION, true, "wording.like",
             "no sign-up by the rules, but its words are those of one");
}

/* Perhaps a sign-up, by the rules. */
static void object_to_doubt(struct weighing *weighing)
{
    int least = weighing->open == OPEN_WIDE ? LIKE_NOTHING : LIKE_NOTHING_ELSE;
    if (weighing->intention->wording.leaning[LEANING_NOTHING] >= least)
        take(weighing, KIND_OTHER, false, "wording.nothing",
             "nothing clear by the rules, and its words are those of other letters");
}

void second_object(struct weighing *weighing)
{
    const struct intention *intention = weighing->intention;
    bool signup = intention->kind == KIND_REGISTRATION;
    bool certain = signup && !intention->doubt;
    unsigned words = weighing_other_words(weighing),
             least = certain && !says_about_what(weighing) ? 1 : WORDS_LEAST;
    if (intention->wording.known < KNOWN_LEAST || words < least)
        return;
    if (certain)
        object_to_signup(weighing);
    else if (intention->kind == KIND_OTHER && !intention->doubt)
        object_to_nothing(weighing);
    else if (signup && weighing->open != OPEN_NOT)
        object_to_doubt(weighing);
}
