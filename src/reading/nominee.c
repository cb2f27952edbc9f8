#include "nominee.h"

#include <string.h>

#define BY_SHAPE 57 /* the weight of a name that no words introduce, see entity.c */

/* "Luați act că lt. Ana Pop va face parte din grup", and below it her own name: who writes is who is meant. Not so in "Ana
 * Pop, director, desemnează". */
static bool is_named_for_it(const struct weighing *weighing, const char *name)
{
    struct arena *arena = weighing->letter->arena;
    const char *folded = text_fold(arena, name, strlen(name)).text;
    for (size_t i = 0; i < weighing->signs.count; i++) {
        const struct sign *sign = &weighing->signs.item[i];
        const char *text = weighing->signs.sentences.item[sign->sentence].text;
        if (sign->kind == SIGN_NOMINATE && !sign->cancelled && text_starts(text + sign->from, "va ") &&
            text_find(arena_format(arena, "%.*s", (int)sign->from, text), folded))
            return true;
    }
    return false;
}

bool nominee_is_missed(const struct weighing *weighing)
{
    const struct person *person = &weighing->people->person[0];
    const struct value *name = &person->field[FIELD_NAME];
    return weighing->people->count == 1 && person->is_sender && name->text &&
           name->evidence.weight <= BY_SHAPE && weighing_of(weighing, SIGN_NOMINATE) >= SERIOUS &&
           weighing_of(weighing, SIGN_SIGNUP) == 0 && weighing_of(weighing, SIGN_JOIN) == 0 &&
           !is_named_for_it(weighing, name->text);
}
