#include "assent.h"

#define ANNOUNCED                                                                                            \
    30 /* context: the announcement itself is answered, not just some letter that names the group */
#define SAY_LITTLE 45 /* other words among which a loose yes is still what the letter says */

#define BESIDE_YES                                                                                           \
    8 /* words that no rule accounts for beside a mere yes: "Da! Așa mi-au răspuns și la minister." */

static const struct sentence *sentence_of(const struct weighing *weighing, const struct sign *sign)
{
    return &weighing->signs.sentences.item[sign->sentence];
}

/* The last line of the own text before that line; 0 when there is none. */
static unsigned own_line_before(const struct weighing *weighing, unsigned line)
{
    const struct letter *letter = weighing->letter;
    for (unsigned before = line - 1; before > 0; before--)
        if (letter->line[before - 1].zone == ZONE_OWN && !letter->line[before - 1].blank)
            return before;
    return 0;
}

static bool is_question(const struct sentence *sentence)
{
    size_t length = sentence->length;
    while (length > 0 && sentence->text[length - 1] == ' ')
        length--;
    return length > 0 && sentence->text[length - 1] == '?';
}

/* Whether the quoted lines between the two ask one thing only, or ask last, whether somebody joins. */
static bool asks_to_join(const struct weighing *weighing, unsigned after, unsigned before, bool only)
{
    const struct sentences *sentences = &weighing->signs.sentences;
    size_t last = 0;
    unsigned questions = 0;
    for (size_t i = 0; i < sentences->count; i++) {
        const struct sentence *sentence = &sentences->item[i];
        if (sentence->zone != RULE_ZONE_QUOTED || sentence->line <= after || sentence->line >= before ||
            !is_question(sentence))
            continue;
        last = i;
        questions++;
    }
    if (questions == 0 || (only && questions > 1))
        return false;
    for (size_t i = 0; i < weighing->signs.count; i++)
        if (weighing->signs.item[i].kind == SIGN_ASKED && weighing->signs.item[i].sentence == last)
            return true;
    return false;
}

/* Whether the yes stands below our quoted question, or above the only one. */
static bool answers_question(const struct weighing *weighing, const struct sign *sign)
{
    unsigned line = sentence_of(weighing, sign)->line;
    if (line == 0)
        return false;
    unsigned before = own_line_before(weighing, line);
    if (asks_to_join(weighing, before, line, false))
        return true;
    return before == 0 && asks_to_join(weighing, line, (unsigned)weighing->letter->line_count + 1, true);
}

static const struct sign *answer_to_question(const struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        bool is_yes = (sign->kind == SIGN_ASSENT || (sign->kind == SIGN_INTEREST && sign->weight >= CLEAR)) &&
                      !sign->cancelled && sentence_of(weighing, sign)->zone == RULE_ZONE_OWN;
        if (is_yes && answers_question(weighing, sign))
            return sign;
    }
    return NULL;
}

/* Whether it is clear what the yes is for: the announcement, or the group in the writer's own words. In a thread the
 * subject tells what others wrote. */
static bool is_for_group(const struct weighing *weighing)
{
    if (signs_weight(&weighing->signs, SIGN_ANNOUNCEMENT, ~0u) >= ANNOUNCED)
        return true;
    unsigned zones = weighing_is_reply(weighing) ? OWN_ZONES : TEXT_ZONES;
    return signs_weight(&weighing->signs, SIGN_GROUP, zones) >= NAMED;
}

#define OF_VALUES                                                                                            \
    4 /* words of a sentence beside its data: what it speaks of is what somebody is ("interpret", "Price") */

/* Whether something else is spoken of, other than in somebody's data. */
static bool speaks_of_else(const struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        const struct sentence *sentence = sentence_of(weighing, sign);
        if (sign->kind != SIGN_BESIDES || sign->cancelled || !(sentence->zone & TEXT_ZONES))
            continue;
        if (sentence->zone == RULE_ZONE_SUBJECT || weighing_unexplained_in(weighing, sentence) > OF_VALUES ||
            !weighing_gives_data(weighing, sentence))
            return true;
    }
    return false;
}

bool assent_is_troubled(const struct weighing *weighing)
{
    static const enum sign_kind kinds[] = {SIGN_REFUSE,   SIGN_LATER,  SIGN_QUESTION, SIGN_OTHER_EVENT,
                                           SIGN_BUSINESS, SIGN_THANKS, SIGN_INFORM,   SIGN_DOUBT};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (signs_best(&weighing->signs, kinds[i], TEXT_ZONES))
            return true;
    return speaks_of_else(weighing);
}

static void take(struct weighing *weighing, const struct sign *sign, int weight, enum sign_kind kind)
{
    weighing_speak(weighing, sign);
    weighing->wish = weight;
    weighing->wished = kind;
}

void assent_weigh(struct weighing *weighing)
{
    const struct sign *answer = answer_to_question(weighing);
    if (answer && weighing->wish < SERIOUS) {
        take(weighing, answer, SERIOUS, SIGN_JOIN);
        weighing->context = weighing->context > ANNOUNCED ? weighing->context : ANNOUNCED;
        return;
    }
    const struct sign *assent = signs_best(&weighing->signs, SIGN_ASSENT, OWN_ZONES);
    if (!assent || weighing->wish >= assent->weight || assent_is_troubled(weighing) ||
        !is_for_group(weighing) || weighing->said + weighing->signed_only < 2)
        return;
    bool is_alone =
        weighing_other_words(weighing) <= SAY_LITTLE && !signs_best(&weighing->signs, SIGN_ASIDE, TEXT_ZONES);
    if (assent->weight >= SERIOUS) /* names the group */
        take(weighing, assent, assent->weight, SIGN_JOIN);
    else if (is_alone && assent->weight > CLEAR)
        take(weighing, assent, SERIOUS, SIGN_JOIN);
    else if (is_alone && weighing_unexplained(weighing) <= BESIDE_YES)
        take(weighing, assent, CLEAR, SIGN_INTEREST);
}

#define NAMELESS 35 /* weight of a wish, at least, that a person should see with the data beside it */

bool assent_is_loose(const struct weighing *weighing)
{
    const struct sign *assent = signs_best(&weighing->signs, SIGN_ASSENT, OWN_ZONES);
    const struct sign *join = signs_best(&weighing->signs, SIGN_JOIN, OWN_ZONES);
    const struct sign *interest = signs_best(&weighing->signs, SIGN_INTEREST, OWN_ZONES);
    if (weighing->said + weighing->signed_only < 3 || weighing->against >= SERIOUS ||
        speaks_of_else(weighing))
        return false;
    if (assent || join)
        return weighing->said >= 3 || !weighing_is_reply(weighing);
    return interest && interest->weight >= NAMELESS && weighing->against == 0 && !weighing_is_reply(weighing);
}

/* "Ai văzut anunțul cu grupul de lucru?" asks nothing else of whoever asks to be put down below it. */
static bool names_group(const struct weighing *weighing, size_t sentence)
{
    for (size_t i = 0; i < weighing->signs.count; i++)
        if (weighing->signs.item[i].kind == SIGN_ANNOUNCEMENT && weighing->signs.item[i].sentence == sentence)
            return true;
    return false;
}

/* Whether a quoted question of ours is answered that does not ask who joins. */
static bool answers_other_question(const struct weighing *weighing)
{
    const struct sentences *sentences = &weighing->signs.sentences;
    bool asks = false;
    for (size_t i = 0; i < sentences->count; i++)
        asks |= sentences->item[i].zone == RULE_ZONE_QUOTED && is_question(&sentences->item[i]) &&
                !(weighing->wished == SIGN_SIGNUP && names_group(weighing, i));
    for (size_t i = 0; i < weighing->signs.count; i++)
        if (weighing->signs.item[i].kind == SIGN_ASKED)
            return false;
    return asks;
}

bool assent_is_elsewhere(const struct weighing *weighing)
{
    if (weighing->wish >= CERTAIN || weighing->wished == SIGN_NOMINATE || !weighing_is_reply(weighing) ||
        weighing_is_titled(weighing) || signs_weight(&weighing->signs, SIGN_ANNOUNCEMENT, ~0u) >= ANNOUNCED ||
        signs_weight(&weighing->signs, SIGN_GROUP, OWN_ZONES) >= NAMED)
        return false;
    return signs_best(&weighing->signs, SIGN_BESIDES, RULE_ZONE_QUOTED) || answers_other_question(weighing);
}
