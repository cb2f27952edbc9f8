#include "plight.h"

#define OWN_WORDS (RULE_ZONE_OWN | RULE_ZONE_SIGNATURE)

/* "Anul trecut o elevă a fost amenințată": why somebody comes, and no case any more. */
static bool is_closed(const struct signs *signs, size_t sentence)
{
    for (size_t i = 0; i < signs->count; i++)
        if (signs->item[i].kind == SIGN_CLOSED && signs->item[i].sentence == sentence)
            return true;
    return false;
}

static bool is_near(const struct signs *signs, enum sign_kind kind, size_t sentence)
{
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *sign = &signs->item[i];
        if (sign->kind == kind && !sign->cancelled && !is_closed(signs, sign->sentence) &&
            sign->sentence + 1 >= sentence && sign->sentence <= sentence + 1)
            return true;
    }
    return false;
}

static const struct sign *child_near(const struct signs *signs, enum sign_kind kind)
{
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *child = &signs->item[i];
        if (child->kind == SIGN_CHILD && !child->cancelled && !is_closed(signs, child->sentence) &&
            is_near(signs, kind, child->sentence))
            return child;
    }
    return NULL;
}

const struct sign *plight_find(const struct signs *signs)
{
    const struct sign *child = child_near(signs, SIGN_DANGER);
    return child ? child : child_near(signs, SIGN_WHAT_TO_DO);
}

const struct sign *plight_cry(const struct signs *signs)
{
    return signs_best(signs, SIGN_WHAT_TO_DO, OWN_WORDS) ? child_near(signs, SIGN_DANGER) : NULL;
}
