#include "weighing.h"

#include <string.h>

#define AGREEING_SUBJECT 40
#define AGREEING_TEXT    35
#define EARNEST          70 /* a wish that stands beside business of any kind, in a paragraph of its own */

void weighing_speak_name(struct weighing *weighing, const char *name)
{
    struct intention *intention = weighing->intention;
    for (size_t i = 0; i < intention->spoke_count; i++)
        if (strcmp(intention->spoke[i], name) == 0)
            return;
    if (intention->spoke_count < READING_SPOKE)
        intention->spoke[intention->spoke_count++] = name;
}

void weighing_speak(struct weighing *weighing, const struct sign *sign)
{
    if (sign)
        weighing_speak_name(weighing, sign->rule->name);
}

void weighing_decide(struct weighing *weighing, enum kind kind, bool doubt, const char *reason)
{
    weighing->intention->kind = kind;
    weighing->intention->doubt = doubt;
    weighing->intention->reason = reason;
}

int weighing_of(const struct weighing *weighing, enum sign_kind kind)
{
    return signs_weight(&weighing->signs, kind, TEXT_ZONES);
}

/* ---- for and against -------------------------------------------------------------------------------------- */

static void count_data(struct weighing *weighing)
{
    const struct people *people = weighing->people;
    for (size_t i = 0; i < people->count; i++) {
        unsigned said = 0, signed_only = 0;
        for (unsigned field = 0; field < FIELD_FIRST_CUSTOM; field++) {
            const struct value *value = &people->person[i].field[field];
            if (!value->text || !value->evidence.where)
                continue;
            said +=
                strcmp(value->evidence.where, "own") == 0 || strcmp(value->evidence.where, "subject") == 0;
            signed_only += strcmp(value->evidence.where, "signature") == 0;
        }
        if (said > weighing->said || (said == weighing->said && signed_only > weighing->signed_only)) {
            weighing->said = said;
            weighing->signed_only = signed_only;
        }
    }
    weighing->data = weighing->said >= 3                           ? 30
                     : people->labelled && weighing->said >= 2     ? 25
                     : weighing->said == 2                         ? 20
                     : weighing->said + weighing->signed_only >= 2 ? 10
                                                                   : 0;
}

static void find_wish(struct weighing *weighing)
{
    for (unsigned kind = SIGN_SIGNUP; kind <= SIGN_INTEREST; kind++) {
        const struct sign *sign = signs_best(&weighing->signs, (enum sign_kind)kind, TEXT_ZONES);
        weighing_speak(weighing, sign);
        if (sign && sign->weight > weighing->wish) {
            weighing->wish = sign->weight;
            weighing->wished = (enum sign_kind)kind;
        }
    }
}

bool weighing_is_reply(const struct weighing *weighing)
{
    return weighing->letter->reference_count > 0 ||
           strcmp(weighing->letter->subject, weighing->letter->subject_core) != 0;
}

bool weighing_is_forwarded(const struct weighing *weighing)
{
    const char *subject = weighing->letter->subject;
    return (subject[0] == 'F' || subject[0] == 'f') && (subject[1] == 'W' || subject[1] == 'w') &&
           (subject[2] == ':' || subject[2] == 'd' || subject[2] == 'D');
}

bool weighing_is_titled(const struct weighing *weighing)
{
    for (unsigned kind = SIGN_SIGNUP; kind <= SIGN_NOMINATE; kind++)
        if (signs_best(&weighing->signs, (enum sign_kind)kind, RULE_ZONE_SUBJECT))
            return true;
    return false;
}

static void find_context(struct weighing *weighing)
{
    const struct sign *group = signs_best(&weighing->signs, SIGN_GROUP, TEXT_ZONES);
    const struct sign *announcement = signs_best(&weighing->signs, SIGN_ANNOUNCEMENT, ~0u);
    weighing_speak(weighing, group);
    weighing_speak(weighing, announcement);
    int named = group ? group->weight : 0, around = announcement ? announcement->weight : 0;
    if (around == 0 && weighing_of(weighing, SIGN_THANKS) >= SERIOUS)
        around = 20; /* our confirmation is spoken of */
    if (around == 0 && weighing->wish >= CLEAR && weighing->people->labelled && weighing->said >= 3 &&
        !weighing_is_reply(weighing))
        around = 20; /* the very fields that the announcement asks for */
    weighing->context = named > around ? named : around;
}

/* Who gives their data with a clear wish and asks something too has signed up. */
static bool asks_besides(const struct weighing *weighing)
{
    return weighing->wish >= SERIOUS && weighing->wished != SIGN_INTEREST && weighing->said >= 2;
}

static bool same_paragraph(const struct letter *letter, unsigned a, unsigned b)
{
    unsigned from = a < b ? a : b, to = a < b ? b : a;
    for (unsigned i = from; from > 0 && i < to; i++)
        if (letter->line[i - 1].blank)
            return false;
    return from > 0;
}

bool weighing_speaks_apart(const struct weighing *weighing, const struct sign *of)
{
    const struct signs *signs = &weighing->signs;
    bool papers = of->weight <= PAPERWORK;
    enum sign_kind last = papers ? SIGN_INTEREST : SIGN_SIGNUP;
    int least = papers ? SERIOUS : EARNEST;
    unsigned other = signs->sentences.item[of->sentence].line;
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *wish = &signs->item[i];
        unsigned line = signs->sentences.item[wish->sentence].line;
        if (wish->kind > last || wish->cancelled || wish->weight < least ||
            same_paragraph(weighing->letter, line, other))
            continue;
        for (size_t j = 0; j < signs->count; j++) {
            const struct sign *group = &signs->item[j];
            if (group->kind == SIGN_GROUP && !group->cancelled && group->weight >= NAMED &&
                same_paragraph(weighing->letter, line, signs->sentences.item[group->sentence].line))
                return true;
        }
    }
    return false;
}

bool weighing_events_are_apart(const struct weighing *weighing)
{
    bool told = false; /* in the text; a subject alone says what the whole letter is about */
    if (weighing->wish < EXPLICIT)
        return false;
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        if (sign->kind != SIGN_OTHER_EVENT || sign->cancelled || sign->weight < SERIOUS)
            continue;
        if (!weighing_speaks_apart(weighing, sign))
            return false;
        told |= weighing->signs.sentences.item[sign->sentence].zone != RULE_ZONE_SUBJECT;
    }
    return told;
}

/* "Particip și eu", what the announcement asks for, each under its label, and the announcement below: whoever also asks
 * for a paper has signed up. */
static bool fills_in(const struct weighing *weighing)
{
    return weighing->wish >= CLEAR && weighing->people->labelled && weighing->said >= 3 &&
           signs_best(&weighing->signs, SIGN_ANNOUNCEMENT, ~0u);
}

static void find_objections(struct weighing *weighing)
{
    static const enum sign_kind kinds[] = {SIGN_LATER, SIGN_BUSINESS, SIGN_QUESTION, SIGN_THANKS,
                                           SIGN_INFORM};
    bool nominates = weighing_of(weighing, SIGN_NOMINATE) >= SERIOUS;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if ((kinds[i] == SIGN_THANKS || kinds[i] == SIGN_INFORM) && nominates)
            continue; /* signed up already, and now somebody else; "spre știință" above a nomination */
        if (kinds[i] == SIGN_QUESTION && asks_besides(weighing))
            continue;
        const struct sign *sign = signs_best(&weighing->signs, kinds[i], TEXT_ZONES);
        if (sign && kinds[i] == SIGN_BUSINESS &&
            (weighing_speaks_apart(weighing, sign) || (sign->weight <= PAPERWORK && fills_in(weighing))))
            continue;
        weighing_speak(weighing, sign);
        if (sign && sign->weight > weighing->against) {
            weighing->against = sign->weight;
            weighing->objection = sign;
        }
    }
}

/* "Înscriere" above, "treceți-mă și pe mine" below: two signs that agree. */
static void let_signs_agree(struct weighing *weighing)
{
    int subject = 0, own = 0;
    for (unsigned kind = SIGN_SIGNUP; kind <= SIGN_INTEREST; kind++) {
        int above = signs_weight(&weighing->signs, (enum sign_kind)kind, RULE_ZONE_SUBJECT);
        int below = signs_weight(&weighing->signs, (enum sign_kind)kind, OWN_ZONES);
        subject = above > subject ? above : subject;
        own = below > own ? below : own;
    }
    bool means_something = /* "DA", twice, may answer anything */
        weighing->wished != SIGN_INTEREST || weighing->context > 0 || weighing->said >= 3;
    if (subject >= AGREEING_SUBJECT && own >= AGREEING_TEXT && weighing->wish < EXPLICIT && means_something) {
        weighing->wish += 20;
        if (weighing->context == 0 && weighing->wish >= EXPLICIT) /* neither says what for */
            weighing->wish = EXPLICIT - 1;
        weighing->wished = weighing->wished == SIGN_NOMINATE ? SIGN_NOMINATE : SIGN_SIGNUP;
    }
}

#define LABELLED 100 /* the weight of a value under a label, see form_values.c */

/* Who fills in, for somebody named, the very fields that the announcement asks for, names them for the group. Without a
 * form and without a word of the group a nomination may be for anything: a person must look. */
static void trust_form(struct weighing *weighing)
{
    const struct value *name = &weighing->people->person[0].field[FIELD_NAME];
    bool in_form =
        name->text && name->evidence.weight >= LABELLED && weighing->people->labelled && weighing->said >= 3;
    if (weighing->context > 0 || weighing->against >= SERIOUS || !in_form ||
        weighing_of(weighing, SIGN_NOMINATE) == 0 ||
        (weighing_is_reply(weighing) && !weighing_is_titled(weighing)))
        return;
    weighing->context = 25;
    if (weighing->wish < SERIOUS) {
        weighing->wish = SERIOUS;
        weighing->wished = SIGN_NOMINATE;
    }
}

/* Where the group is spoken of, somebody named with data of their own is named for it, whatever the verb. */
static void wish_for_nominee(struct weighing *weighing)
{
    if (weighing->people->nominates && weighing->said >= 2 && weighing->context >= 20 &&
        weighing->wish < SERIOUS && !signs_best(&weighing->signs, SIGN_ASIDE, TEXT_ZONES)) {
        weighing->wish = SERIOUS;
        weighing->wished = SIGN_NOMINATE;
    }
}

void weighing_collect(struct weighing *weighing)
{
    find_wish(weighing);
    count_data(weighing);
    find_context(weighing);
    find_objections(weighing);
    let_signs_agree(weighing);
    trust_form(weighing);
    wish_for_nominee(weighing);
}

bool weighing_has_own_wish(const struct weighing *weighing)
{
    for (unsigned kind = SIGN_SIGNUP; kind <= SIGN_INTEREST; kind++)
        if (signs_best(&weighing->signs, (enum sign_kind)kind, OWN_ZONES))
            return true;
    return false;
}

#define PERSONAL 3 /* data that make a person of a sender: a vacation notice has fewer, a newsletter none */

bool weighing_signs_in_person(const struct weighing *weighing)
{
    const struct sign *signup = signs_best(&weighing->signs, SIGN_SIGNUP, RULE_ZONE_OWN);
    const struct sign *join = signs_best(&weighing->signs, SIGN_JOIN, RULE_ZONE_OWN);
    bool wishes = (signup && signup->weight >= SERIOUS) || (join && join->weight >= CERTAIN);
    return wishes && weighing->people->count == 1 && weighing->people->person[0].is_sender &&
           weighing->said + weighing->signed_only >= PERSONAL;
}

/* Whether another sentence than that of the doubt says what group is joined. */
static bool joins_elsewhere(const struct weighing *weighing, const struct sign *doubt)
{
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        if (sign->kind <= SIGN_NOMINATE && !sign->cancelled && sign->weight >= EARNEST &&
            sign->sentence != doubt->sentence)
            return true;
    }
    return false;
}

void weighing_forgive_unnamed(struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->signs.count; i++) {
        struct sign *sign = &weighing->signs.item[i];
        if (sign->kind == SIGN_DOUBT && strcmp(sign->rule->name, "intention.doubt.will-name") == 0 &&
            joins_elsewhere(weighing, sign))
            sign->cancelled = true;
    }
}

/* ---- who writes ------------------------------------------------------------------------------------------ */

static bool same_domain(const char *a, const char *b)
{
    const char *at = strrchr(a, '@'), *other = strrchr(b, '@');
    return at && other && text_same(at, other);
}

bool weighing_is_colleague(const struct weighing *weighing)
{
    const struct letter *letter = weighing->letter;
    const char *from = letter->from.address, *domain = strrchr(from, '@');
    if (signs_best(&weighing->signs, SIGN_COLLEAGUE, RULE_ZONE_HEADER))
        return true;
    if (!domain || rules_has_word(weighing->rules, "public-domain", domain + 1, strlen(domain + 1)))
        return false;
    const struct address_list *ours = letter->delivered_to.count ? &letter->delivered_to : &letter->to;
    return ours->count > 0 && same_domain(from, ours->item[0].address);
}

/* Whether the rules that know colleagues' addresses know this one. */
static bool is_ours(const struct weighing *weighing, const char *address)
{
    const char *line = arena_format(weighing->letter->arena, "From: %s", address);
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(weighing->rules, "intention", i)); i++)
        if (sign_kind_of(rule->says) == SIGN_COLLEAGUE &&
            rule_try(rule, line, strlen(line), 0, NULL) == RULE_YES)
            return true;
    return false;
}

static bool holds(const struct address_list *list, const char *address)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_same(list->item[i].address, address))
            return true;
    return false;
}

bool weighing_is_copy(const struct weighing *weighing)
{
    const struct letter *letter = weighing->letter;
    for (size_t i = 0; i < letter->delivered_to.count; i++)
        if (holds(&letter->to, letter->delivered_to.item[i].address))
            return false;
    for (size_t i = 0; i < letter->to.count; i++)
        if (is_ours(weighing, letter->to.item[i].address))
            return false;
    for (size_t i = 0; i < letter->cc.count; i++)
        if (holds(&letter->delivered_to, letter->cc.item[i].address) ||
            is_ours(weighing, letter->cc.item[i].address))
            return true;
    return false;
}

#define ANSWERS_LEAST 3 /* of four that are asked for */

bool weighing_is_mere_list(const struct weighing *weighing)
{
    return weighing->people->count > 1 && weighing->wish == 0 && weighing->context < 30;
}

static bool is_number(const struct line *line, unsigned number)
{
    const char *text = line->text;
    return line->zone == ZONE_OWN && text[0] == (char)('0' + number) && text[1] && strchr(".)-: ", text[1]);
}

/* Which field of somebody's was read from the line with this number; FIELD_FIRST_CUSTOM when none was. */
static unsigned field_on(const struct people *people, unsigned line)
{
    unsigned field = 0;
    for (size_t i = 0; i < people->count; i++)
        for (field = 0; field < FIELD_FIRST_CUSTOM; field++)
            if (people->person[i].field[field].text && people->person[i].field[field].evidence.line == line)
                return field;
    return FIELD_FIRST_CUSTOM;
}

/* Remarks on a draft are numbered too: each line must hold an answer of its own. */
bool weighing_is_numbered(const struct weighing *weighing)
{
    const struct letter *letter = weighing->letter;
    unsigned next = 1, answered = 0;
    for (size_t i = 0; i < letter->line_count; i++) {
        if (!is_number(&letter->line[i], next))
            continue;
        unsigned field = field_on(weighing->people, (unsigned)i + 1);
        answered |= field < FIELD_FIRST_CUSTOM ? 1u << field : 0;
        next++;
    }
    unsigned answers = 0;
    for (unsigned field = 0; field < FIELD_FIRST_CUSTOM; field++)
        answers += answered >> field & 1u;
    return next > ANSWERS_LEAST && next <= FIELD_FIRST_CUSTOM + 1 && answers >= ANSWERS_LEAST - 1;
}

bool weighing_passes_on(const struct weighing *weighing)
{
    const struct rule *rule;
    for (size_t r = 0; (rule = rules_at(weighing->rules, "passed-on", r)); r++)
        for (size_t i = 0; i < weighing->signs.sentences.count; i++) {
            const struct sentence *sentence = &weighing->signs.sentences.item[i];
            if ((sentence->zone & rule->zones) &&
                rule_try(rule, sentence->text, sentence->length, 0, NULL) == RULE_YES)
                return true;
        }
    return false;
}
