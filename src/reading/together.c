/* Who is named in one breath with somebody who is signed up. */
#include "crowding.h"

#define BREATH 160 /* between the two names, with the position and the phone of the first */

bool together_with(const struct crowding *crowding, const struct member *before, const struct member *member)
{
    const struct entity *first = before->name, *second = member->name;
    const struct folded *text = &crowding_unit(crowding, second)->folded;
    const struct rule *rule = rules_named(crowding->rules, "value.together");
    return first->unit == second->unit && first->to < second->from && second->from - first->to <= BREATH &&
           !unit_sentence_ends(text, first->to, second->from) && rule &&
           rule_try(rule, text->text, second->from, first->to, NULL) == RULE_YES;
}
