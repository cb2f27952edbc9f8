#include "plight.h"

#define OWN_WORDS (RULE_ZONE_OWN | RULE_ZONE_SIGNATURE)

static bool has_danger_near(const struct signs *signs, size_t sentence)
{
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *danger = &signs->item[i];
        if (danger->kind == SIGN_DANGER && !danger->cancelled && danger->sentence + 1 >= sentence &&
            danger->sentence <= sentence + 1)
            return true;
    }
    return false;
}

const struct sign *plight_find(const struct signs *signs)
{
    for (size_t i = 0; i < signs->count; i++) {
        const struct sign *child = &signs->item[i];
        if (child->kind == SIGN_CHILD && !child->cancelled && has_danger_near(signs, child->sentence))
            return child;
    }
    return NULL;
}

const struct sign *plight_cry(const struct signs *signs)
{
    return signs_best(signs, SIGN_WHAT_TO_DO, OWN_WORDS) ? plight_find(signs) : NULL;
}
