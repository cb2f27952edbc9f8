/* The sector somebody works in: rules that speak of the position or of the organization, the strongest wins. */
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
    enum sector sector;
    int weight;
};

/* Rules see "position: …" and "organization: …", so that each can ask for one of them. */
static void look(struct arena *arena, const struct rules *rules, const char *field, const char *value,
                 struct strongest *strongest)
{
    const char *written = arena_format(arena, "%s: %s", field, value);
    struct folded folded = text_fold(arena, written, strlen(written));
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(rules, "sector", i)); i++)
        if (rule->weight > strongest->weight &&
            rule_try(rule, folded.text, folded.length, 0, NULL) == RULE_YES)
            *strongest = (struct strongest){sector_of_word(rule->says), rule->weight};
}

enum sector sector_of(const struct rules *rules, const char *position, const char *organization)
{
    struct strongest strongest = {SECTOR_NONE, 0};
    struct arena *arena = arena_new();
    if (organization)
        look(arena, rules, "organization", organization, &strongest);
    if (position)
        look(arena, rules, "position", position, &strongest);
    arena_free(&arena);
    if (strongest.sector == SECTOR_NONE && organization)
        return SECTOR_OTHER;
    return strongest.sector;
}
