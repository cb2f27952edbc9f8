#include "second.h"

#include <math.h>
#include <stddef.h>

/* What must be there before the words are heard. */
#define KNOWN_LEAST  15 /* terms: fewer may be said of anything */
#define KNOWN_SHARE  5  /* one in so many: a language of which only few words are known is not understood */
#define WORDS_LEAST  14 /* beside data and greetings: less is a remark */
#define DATA_LEAST   2  /* fields that somebody gives of themselves, to be answered for their words */
#define DATA_TOLD    3  /* fields that somebody gives in their own words, not only as they sign */
#define BESIDE_LEAST 3  /* terms beside the data, to be heard by themselves */
#define CASES_MOST   16 /* paragraphs that speak of children in danger: so many are for a person anyway */

/* How likely it must be, in hundredths, */
#define LIKE_SIGN_UP  92 /* to be answered, where the rules leave it open; */
#define LIKE_DOUBTED  85 /* where they see a sign-up: less is for a person, */
#define LIKE_EXPLICIT 30 /* where that is in so many words; */
#define LIKE_NOTHING  95 /* to be none where they see one. */
/* How sure the words alone must be, in hundredths: */
#define REMARK_LIKE   85 /* what is said beside the data, where that is but a remark */
#define CERTAIN_WORDS 97 /* to forgive a mild doubt */
#define LIKE_CASE     70 /* a paragraph beside the sign-up tells of a case */

/* What the rules have found, as far as the words may say otherwise. */
enum finding {
    FOUND_SIGN_UP,
    FOUND_DOUBT,
    FOUND_OPPOSED_DOUBT,
    FOUND_DECLINED_DOUBT,
    FOUND_NOTHING,
    FOUND_OPPOSED_NOTHING,
    FOUND_DECLINED_NOTHING,
    FOUND_BUSINESS,
    FOUND_LAST_WORD, /* nothing that words could change */
};
static const char *const finding_words[] = {
    [FOUND_SIGN_UP] = "sign-up",
    [FOUND_DOUBT] = "doubt",
    [FOUND_OPPOSED_DOUBT] = "doubt, opposed",
    [FOUND_DECLINED_DOUBT] = "doubt, declined",
    [FOUND_NOTHING] = "nothing",
    [FOUND_OPPOSED_NOTHING] = "nothing, opposed",
    [FOUND_DECLINED_NOTHING] = "nothing, declined",
    [FOUND_BUSINESS] = "business",
};

/* What findings and words weigh together, in hundredths of the logarithm of odds: multinomial logistic regression over
 * 4,874 letters as they were labelled, with what rules that had not seen them found (tests/corpus/README.md). */
#define WEIGHT_OF_WORDS 91
static const int weight_of_finding[][RULE_LEANINGS] = {
    [FOUND_SIGN_UP] = {35, 0, -73},
    [FOUND_DOUBT] = {63, 0, 50},
    [FOUND_OPPOSED_DOUBT] = {14, 0, -105},
    [FOUND_DECLINED_DOUBT] = {13, 0, -4},
    [FOUND_NOTHING] = {-43, 0, 27},
    [FOUND_OPPOSED_NOTHING] = {-46, 0, 71},
    [FOUND_DECLINED_NOTHING] = {-129, 0, 126},
    [FOUND_BUSINESS] = {-111, 0, 217},
};
/* and where the group or the announcement is named */
static const int weight_of_subject_matter[RULE_LEANINGS] = {44, 0, 49};

static enum finding finding_of(const struct weighing *weighing)
{
    static const enum finding doubts[] = {[OPEN_NOT] = FOUND_LAST_WORD,
                                          [OPEN_WIDE] = FOUND_DOUBT,
                                          [OPEN_OPPOSED] = FOUND_OPPOSED_DOUBT,
                                          [OPEN_DECLINED] = FOUND_DECLINED_DOUBT};
    static const enum finding nothings[] = {[OPEN_NOT] = FOUND_BUSINESS,
                                            [OPEN_WIDE] = FOUND_NOTHING,
                                            [OPEN_OPPOSED] = FOUND_OPPOSED_NOTHING,
                                            [OPEN_DECLINED] = FOUND_DECLINED_NOTHING};
    const struct intention *intention = weighing->intention;
    const struct wording *wording = &intention->wording;
    if (weighing_is_colleague(weighing) || wording->known < KNOWN_LEAST ||
        wording->known * KNOWN_SHARE < wording->terms)
        return FOUND_LAST_WORD;
    if (intention->kind == KIND_REGISTRATION)
        return intention->doubt ? doubts[weighing->open] : FOUND_SIGN_UP;
    return intention->kind == KIND_OTHER ? nothings[weighing->open] : FOUND_LAST_WORD;
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
        doubtful |= signs_best(&weighing->signs, doubts[i], OWN_ZONES) != NULL;
    return doubtful;
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

/* A remark that names the group: by data told without a word beside them, or by what is said beside them. */
static bool is_borne_out(const struct weighing *weighing, const struct wording *beside)
{
    bool told = weighing->said >= DATA_TOLD;
    if (told && weighing_other_words(weighing) == 0)
        return true;
    return (told || weighing->wish > 0) && beside->known >= BESIDE_LEAST &&
           beside->leaning[LEANING_SIGN_UP] >= REMARK_LIKE;
}

/* Whether a remark is enough to be answered for its words. */
static bool is_wish_in_few_words(const struct weighing *weighing)
{
    if (is_doubtful_remark(weighing))
        return false;
    struct wording beside = wording_beside_data(weighing);
    return is_form(weighing) || (weighing->wish > 0 && is_titled(weighing)) ||
           (says_about_what(weighing) && is_borne_out(weighing, &beside));
}

static struct opinion weigh_together(const struct weighing *weighing, enum finding finding)
{
    double odds[RULE_LEANINGS], all = 0;
    struct opinion opinion = {finding_words[finding], says_about_what(weighing), {0}};
    for (size_t k = 0; k < RULE_LEANINGS; k++) {
        int leaning = weighing->intention->wording.leaning[k];
        double sum = WEIGHT_OF_WORDS * log(leaning > 0 ? leaning / 100.0 : 0.005);
        sum += weight_of_finding[finding][k] + (opinion.about_group ? weight_of_subject_matter[k] : 0);
        all += odds[k] = exp(sum / 100);
    }
    for (size_t k = 0; k < RULE_LEANINGS; k++)
        opinion.likely[k] = (int)lround(100 * odds[k] / all);
    return opinion;
}

static enum rule_leaning likeliest(const int likely[RULE_LEANINGS])
{
    enum rule_leaning best = LEANING_SIGN_UP;
    for (enum rule_leaning k = LEANING_SIGN_UP; k < RULE_LEANINGS; k++)
        best = likely[k] > likely[best] ? k : best;
    return best;
}

/* `name` stands among the rules that spoke. */
static void take(struct weighing *weighing, enum kind kind, bool doubt, const char *name, const char *reason)
{
    weighing_decide(weighing, kind, doubt, reason);
    weighing_speak_name(weighing, name);
}

/* Whether enough is said beside the data to be heard against the rules. */
static bool says_enough(const struct weighing *weighing, enum finding finding)
{
    bool told = weighing->said >= DATA_TOLD && weighing_other_words(weighing) > 0 &&
                (finding == FOUND_DOUBT || (finding == FOUND_NOTHING && weighing->wish > 0));
    bool unnamed = finding == FOUND_SIGN_UP && !says_about_what(weighing);
    return told || weighing_other_words(weighing) >= (unnamed ? 1 : WORDS_LEAST);
}

static void object_to_signup(struct weighing *weighing, const int likely[RULE_LEANINGS])
{
    if (likely[LEANING_NOTHING] >= LIKE_NOTHING && weighing->wish < EXPLICIT && !is_remark(weighing))
        take(weighing, KIND_OTHER, false, "wording.nothing",
             "a sign-up by the rules, but its words are those of other letters");
    else if (likely[LEANING_SIGN_UP] < (weighing->wish >= EXPLICIT ? LIKE_EXPLICIT : LIKE_DOUBTED))
        take(weighing, KIND_REGISTRATION, true, "wording.unlike",
             "a sign-up by the rules, but its words are not those of one");
}

static void object_to_doubt(struct weighing *weighing, const int likely[RULE_LEANINGS])
{
    if (likeliest(likely) == LEANING_NOTHING)
        take(weighing, KIND_OTHER, false, "wording.nothing",
             "nothing clear by the rules, and its words are those of other letters");
}

/* Whether anything but its words says that the letter may be meant for the group. */
static bool is_of_the_group(const struct weighing *weighing)
{
    return says_about_what(weighing) || weighing->wish > 0 || weighing->said >= DATA_TOLD;
}

static void object_to_nothing(struct weighing *weighing, enum finding finding,
                              const int likely[RULE_LEANINGS])
{
    if (likeliest(likely) == LEANING_PERSON)
        take(weighing, KIND_OTHER, true, "wording.person",
             "no sign-up, but in words like those that a person had to see");
    else if (likeliest(likely) == LEANING_SIGN_UP && finding != FOUND_BUSINESS && is_of_the_group(weighing))
        take(weighing, KIND_REGISTRATION, true, "wording.like",
             "no sign-up by the rules, but its words are those of one");
}

/* Whether what the rules left open is answered. A signature stands below every letter: there some rule must have heard a
 * wish. */
static bool is_signup(const struct weighing *weighing, enum finding finding, const int likely[RULE_LEANINGS])
{
    unsigned given = weighing->said + (weighing->wish > 0 ? weighing->signed_only : 0);
    return (finding == FOUND_DOUBT || finding == FOUND_NOTHING) && given >= DATA_LEAST &&
           likely[LEANING_SIGN_UP] >= LIKE_SIGN_UP &&
           (!is_remark(weighing) || is_wish_in_few_words(weighing));
}

void second_listen(struct weighing *weighing)
{
    weighing->intention->wording = wording_of(weighing->letter, weighing->rules, NULL);
    enum finding finding = finding_of(weighing);
    if (finding == FOUND_LAST_WORD)
        return;
    weighing->intention->opinion = weigh_together(weighing, finding);
    const int *likely = weighing->intention->opinion.likely;
    if (is_signup(weighing, finding, likely))
        take(weighing, KIND_REGISTRATION, false, "wording.sign-up", "a sign-up by all its words");
    else if (!says_enough(weighing, finding))
        return;
    else if (finding == FOUND_SIGN_UP)
        object_to_signup(weighing, likely);
    else if (weighing->intention->doubt)
        object_to_doubt(weighing, likely);
    else
        object_to_nothing(weighing, finding, likely);
}

bool second_is_sure(const struct weighing *weighing)
{
    const struct wording *wording = &weighing->intention->wording;
    return wording->known >= KNOWN_LEAST && wording->leaning[LEANING_SIGN_UP] >= CERTAIN_WORDS;
}

struct paragraph {
    size_t from, to; /* lines, both within */
};

static struct paragraph paragraph_at(const struct letter *letter, size_t line)
{
    struct paragraph paragraph = {line, line};
    while (paragraph.to + 1 < letter->line_count && !letter->line[paragraph.to + 1].blank)
        paragraph.to++;
    return paragraph;
}

static bool is_within(struct paragraph paragraph, const struct sentence *sentence)
{
    return sentence->zone == RULE_ZONE_OWN && sentence->line > paragraph.from &&
           sentence->line <= paragraph.to + 1;
}

/* A paragraph that speaks of what is done to a child; or of a child, where that is not why somebody signs up. */
static bool tells_of_a_child(const struct weighing *weighing, struct paragraph paragraph)
{
    const struct signs *signs = &weighing->signs;
    bool child = false, wish = false, danger = false;
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *sign = &signs->item[i];
        if (sign->cancelled || !is_within(paragraph, &signs->sentences.item[sign->sentence]))
            continue;
        child |= sign->kind == SIGN_CHILD;
        wish |= sign->kind <= SIGN_NOMINATE;
        danger |= sign->kind == SIGN_DANGER || sign->kind == SIGN_REPORT;
    }
    return danger || (child && !wish);
}

static struct wording wording_of_paragraph(const struct weighing *weighing, struct paragraph paragraph)
{
    const struct letter *letter = weighing->letter;
    bool *left_out = arena_array(letter->arena, letter->line_count, sizeof *left_out);
    for (size_t i = 0; i < letter->line_count; i++)
        left_out[i] = i < paragraph.from || i > paragraph.to;
    return wording_of(letter, weighing->rules, left_out);
}

bool second_hears_a_case(const struct weighing *weighing)
{
    const struct letter *letter = weighing->letter;
    struct paragraph paragraph = {0};
    unsigned told = 0;
    for (size_t line = 0; line < letter->line_count && told < CASES_MOST; line = paragraph.to + 1) {
        paragraph = paragraph_at(letter, line);
        if (letter->line[line].zone != ZONE_OWN || !tells_of_a_child(weighing, paragraph))
            continue;
        struct wording wording = wording_of_paragraph(weighing, paragraph);
        if (wording.known >= KNOWN_LEAST && wording.leaning[LEANING_PERSON] >= LIKE_CASE)
            return true;
        told++;
    }
    return told == CASES_MOST;
}
