/* The sector somebody works in: rules that speak of the position, the organization or the sender's domain. The heaviest
 * wins; among equals the one whose body is named first in the text, then the longer name. */
#include <string.h>

#include "grefier/base/arena.h"
#include "grefier/reading/people.h"

static enum sector sector_of_word(const char *word)
{
    for (unsigned sector = SECTOR_PARLIAMENT; sector <= SECTOR_OTHER; sector++)
        if (strcmp(sector_word((enum sector)sector), word) == 0)
            return (enum sector)sector;
    return SECTOR_NONE;
}

struct strongest {
    const struct rule *rule;
    size_t from, to; /* of the body it names */
};

static bool outweighs(const struct strongest *one, const struct strongest *other)
{
    if (!other->rule || one->rule->weight != other->rule->weight)
        return !other->rule || one->rule->weight > other->rule->weight;
    return one->from != other->from ? one->from < other->from : one->to > other->to;
}

static bool is_given(const char *value)
{
    return value && *value;
}

/* Rules see "position: …" and "organization: …", so that each can ask for one of them. */
static void look(struct arena *arena, const struct rules *rules, const char *field, const char *value,
                 struct strongest *strongest)
{
    if (!is_given(value))
        return;
    const char *written = arena_format(arena, "%s: %s", field, value);
    struct folded folded = text_fold(arena, written, strlen(written));
    const struct rule *rule;
    struct rule_match match;
    for (size_t i = 0; (rule = rules_at(rules, "sector", i)); i++) {
        if (strongest->rule && rule->weight < strongest->rule->weight)
            continue;
        if (rule_try(rule, folded.text, folded.length, 0, &match) != RULE_YES)
            continue;
        const struct rule_capture *body = rule_capture(&match, "body");
        struct strongest found = {rule, body ? body->from : match.from, body ? body->to : match.to};
        if (outweighs(&found, strongest))
            *strongest = found;
    }
}

enum sector sector_of(const struct rules *rules, const char *position, const char *organization,
                      const char *address)
{
    struct strongest strongest = {0};
    struct arena *arena = arena_new();
    const char *at = address ? strrchr(address, '@') : NULL;
    look(arena, rules, "organization", organization, &strongest);
    look(arena, rules, "position", position, &strongest);
    look(arena, rules, "domain", at ? at + 1 : NULL, &strongest);
    arena_free(&arena);
    enum sector sector = strongest.rule ? sector_of_word(strongest.rule->says) : SECTOR_NONE;
    if (sector == SECTOR_NONE && (is_given(organization) || (is_given(position) && !strongest.rule)))
        return SECTOR_OTHER; /* a name or an occupation that no rule knows */
    return sector;
}
