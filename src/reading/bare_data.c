#include "bare_data.h"

#define A_REMARK   6  /* words beside bare data: "pot la orice oră, online" */
#define FEW_WORDS  12 /* words beside a form */
#define MANY_WORDS 40 /* words beside a whole form below a title that signs up */

/* The very fields that the announcement asks for, filled in: in this mailbox that is a sign-up, unless something else is
 * named. In answer to the announcement, two of them will do. */
static bool is_form(const struct weighing *weighing, unsigned words)
{
    bool objects =
        weighing->against >= SERIOUS && weighing->objection->kind != SIGN_INFORM; /* it cites the call */
    bool numbered =
        (weighing->context >= 30 || weighing->said >= FIELD_FIRST_CUSTOM) && weighing_is_numbered(weighing);
    if (!(weighing->people->labelled || numbered) || objects ||
        (weighing->context == 0 && weighing_is_reply(weighing)) || weighing_is_mere_list(weighing))
        return false;
    unsigned remark = weighing->context > 0 ? FEW_WORDS : 0; /* "Aș vrea o ofertă" is about something else */
    if (weighing->said >= FIELD_FIRST_CUSTOM && weighing_is_titled(weighing))
        remark = MANY_WORDS;
    return (weighing->said >= 3 && words <= remark) || (weighing->said >= 2 && weighing->context >= 30);
}

bool bare_data_is_aside(const struct weighing *weighing)
{
    return weighing->wish < CLEAR && !weighing_is_titled(weighing) &&
           signs_best(&weighing->signs, SIGN_ASIDE, TEXT_ZONES);
}

void bare_data_weigh(struct weighing *weighing)
{
    unsigned words = weighing_other_words(weighing);
    if (is_form(weighing, words)) {
        weighing->wish = weighing->wish > SERIOUS ? weighing->wish : SERIOUS;
        weighing->context = weighing->context > 20 ? weighing->context : 20;
        return;
    }
    if (bare_data_is_aside(weighing)) {
        weighing->wish = 0;
        return;
    }
    bool is_list = weighing->people->labelled && weighing->people->count > 1; /* needs words around it */
    if (weighing->wish >= CLEAR || weighing_has_own_wish(weighing) ||
        words > (is_list ? 2 * SHORT_REMARK : SHORT_REMARK) ||
        signs_best(&weighing->signs, SIGN_QUESTION, TEXT_ZONES))
        return;
    bool is_beside = weighing->wish > 0 || weighing_words_above(weighing) == 0; /* else: "Luăm act." */
    bool asked = weighing->context >= 20 || weighing->wish > 0;
    if (weighing->said >= 3 || (weighing->said >= 2 && weighing->context >= 30) ||
        (weighing->said >= 1 && weighing->context >= 40)) {
        weighing->wished = weighing->wish > 0 ? weighing->wished : SIGN_INTEREST;
        bool sure = asked && words <= A_REMARK && is_beside && !weighing_is_mere_list(weighing);
        weighing->wish = sure ? CLEAR : CLEAR - 20;
    }
}
