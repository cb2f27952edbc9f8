/* Documents of rule files into structures; patterns are compiled later, when all vocabularies are known. */
#include "internal.h"

#include <string.h>

#define GROUP_KEYS "group about says rules"
#define RULE_KEYS  "id says weight zone language about pattern match reject"

void *arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
    if (count & (count - 1)) /* not at a power of two: there is room */
        return items;
    void *grown = arena_array(arena, count ? 2 * count : 1, size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

struct group *group_find(const struct rules *rules, const char *name)
{
    for (size_t i = 0; i < rules->group_count; i++)
        if (strcmp(rules->group[i].name, name) == 0)
            return &rules->group[i];
    return NULL;
}

static struct group *group_make(struct rules *rules, const char *name)
{
    struct group *group = group_find(rules, name);
    if (group)
        return group;
    rules->group = arena_grow(rules->arena, rules->group, rules->group_count, sizeof *rules->group);
    group = &rules->group[rules->group_count++];
    *group = (struct group){.name = name};
    return group;
}

struct entry *entry_add(struct rules *rules, const char *group_name, const char *id,
                        const struct place *place, struct problems *problems)
{
    struct group *group = group_make(rules, group_name);
    const char *name = arena_format(rules->arena, "%s.%s", group_name, id);
    for (size_t i = 0; i < group->count; i++)
        if (strcmp(group->entry[i]->rule.name, name) == 0) {
            problem_at(problems, place, "the rule \"%s\" is already in %s:%u", name,
                       group->entry[i]->rule.file, group->entry[i]->rule.line);
            return NULL;
        }
    if (rules->rule_count >= CAP_RULES) {
        problem_at(problems, place, "more than %u rules", CAP_RULES);
        return NULL;
    }
    rules->rule_count++;
    struct entry *entry = arena_alloc(rules->arena, sizeof *entry);
    entry->rule = (struct rule){.name = name,
                                .group = group->name,
                                .says = "",
                                .weight = 1,
                                .zones = RULE_ZONE_OWN,
                                .file = place->file,
                                .line = place->line};
    group->entry = arena_grow(rules->arena, group->entry, group->count, sizeof(struct entry *));
    group->entry[group->count++] = entry;
    return entry;
}

static bool is_identifier(const char *text)
{
    return *text && strlen(text) <= 80 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == strlen(text);
}

static void read_zone(const struct yaml *node, unsigned *zones, struct problems *problems)
{
    static const struct {
        const char *word;
        unsigned zone;
    } known[] = {{"subject", RULE_ZONE_SUBJECT},     {"own", RULE_ZONE_OWN},
                 {"signature", RULE_ZONE_SIGNATURE}, {"quoted", RULE_ZONE_QUOTED},
                 {"forwarded", RULE_ZONE_FORWARDED}, {"footer", RULE_ZONE_FOOTER},
                 {"header", RULE_ZONE_HEADER},       {"attachment", RULE_ZONE_ATTACHMENT}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (node->kind == YAML_SCALAR && strcmp(known[i].word, node->text) == 0) {
            *zones |= known[i].zone;
            return;
        }
    problem_at(problems, &node->place,
               "a zone is subject, own, signature, quoted, forwarded, footer, header or attachment");
}

static void read_zones(const struct yaml *node, unsigned *zones, struct problems *problems)
{
    *zones = 0;
    if (node->kind != YAML_SCALAR && node->count == 0)
        problem_at(problems, &node->key_place, "a rule needs a zone: where is it tried?");
    if (node->kind == YAML_SCALAR)
        read_zone(node, zones, problems);
    for (size_t i = 0; i < node->count; i++)
        read_zone(&node->child[i], zones, problems);
}

static void read_example(struct entry *entry, const struct yaml *node, bool reject, struct problems *problems)
{
    struct example *example = &entry->example[entry->example_count];
    const struct yaml *text = node->kind == YAML_MAP ? yaml_get(node, "text") : node;
    if (!text || (node->kind == YAML_MAP && reject)) {
        problem_at(problems, &node->place,
                   reject ? "a rejected example is a plain text" : "an example needs a \"text\"");
        return;
    }
    if (text->kind == YAML_LIST) {
        problem_at(problems, &text->place, "an example is a text (quote what begins with a bracket)");
        return;
    }
    *example = (struct example){.place = node->place,
                                .text = text->text,
                                .reject = reject,
                                .groups = node->kind == YAML_MAP ? node : NULL};
    entry->example_count++;
}

void read_examples(struct rules *rules, struct entry *entry, const struct yaml *item,
                   struct problems *problems)
{
    const struct yaml *lists[2] = {yaml_get(item, "match"), yaml_get(item, "reject")};
    size_t room = 1 + (lists[0] ? lists[0]->count : 0) + (lists[1] ? lists[1]->count : 0);
    entry->example = arena_array(rules->arena, room, sizeof *entry->example);
    for (size_t l = 0; l < 2; l++) {
        if (lists[l] && lists[l]->kind != YAML_LIST)
            problem_at(problems, &lists[l]->place, "%s must be a list of examples", lists[l]->key);
        for (size_t i = 0; lists[l] && lists[l]->kind == YAML_LIST && i < lists[l]->count; i++)
            read_example(entry, &lists[l]->child[i], l == 1, problems);
    }
}

static bool read_pattern(struct entry *entry, const struct yaml *item, struct problems *problems)
{
    const struct yaml *pattern = yaml_get(item, "pattern");
    if (!pattern) {
        problem_at(problems, &item->place, "the rule has no pattern");
        return false;
    }
    if (!yaml_text(pattern, "pattern", problems))
        return false;
    if (pattern->style == YAML_PLAIN)
        problem_at(
            problems, &pattern->place,
            "write the pattern below \"pattern: |-\", or in single quotes: bare, YAML changes its signs");
    if (strlen(pattern->text) > PATTERN_BYTES)
        problem_at(problems, &pattern->place, "the pattern is longer than %u bytes", PATTERN_BYTES);
    entry->source = (struct source){pattern->text, pattern->place, pattern->style};
    return true;
}

static void read_rule(struct rules *rules, const char *group, const struct yaml *item,
                      struct problems *problems)
{
    if (item->kind != YAML_MAP) {
        problem_at(problems, &item->place, "a rule is a map of keys: %s", RULE_KEYS);
        return;
    }
    yaml_only(item, RULE_KEYS, problems);
    const struct yaml *id = yaml_get(item, "id"), *says = yaml_get(item, "says"),
                      *weight = yaml_get(item, "weight"), *zone = yaml_get(item, "zone"),
                      *language = yaml_get(item, "language");
    if (!id || id->kind != YAML_SCALAR || !is_identifier(id->text)) {
        problem_at(problems, id ? &id->place : &item->place,
                   "a rule needs an \"id\" of small letters, digits, dots and hyphens");
        return;
    }
    struct entry *entry = entry_add(rules, group, id->text, &id->place, problems);
    if (!entry)
        return;
    if (says && yaml_text(says, "says", problems))
        entry->rule.says = says->text;
    entry->says_place = says ? says->place : id->place;
    if (weight)
        yaml_int(weight, -1000, 1000, &entry->rule.weight, problems);
    if (zone)
        read_zones(zone, &entry->rule.zones, problems);
    if (language && yaml_text(language, "language", problems))
        entry->rule.language = language->text;
    read_pattern(entry, item, problems);
    read_examples(rules, entry, item, problems);
}

void read_group(struct rules *rules, const struct yaml *document, struct problems *problems)
{
    yaml_only(document, GROUP_KEYS, problems);
    const struct yaml *name = yaml_get(document, "group"), *list = yaml_get(document, "rules");
    if (name->kind != YAML_SCALAR || !is_identifier(name->text) || strchr(name->text, '.') ||
        strcmp(name->text, "vocabulary") == 0 || strcmp(name->text, "fields") == 0) {
        problem_at(problems, &name->place,
                   "the name of a group is made of small letters, digits and hyphens; "
                   "vocabulary and fields are taken");
        return;
    }
    if (!list || list->kind != YAML_LIST) {
        problem_at(problems, list ? &list->place : &name->place, "a group needs a list \"rules\"");
        return;
    }
    struct group *group = group_make(rules, name->text);
    const struct yaml *words = yaml_get(document, "says");
    if (words && words->kind == YAML_LIST && !group->words)
        group->words = words;
    else if (words)
        problem_at(problems, &words->key_place,
                   "the words of a group's rules (says) are one list, in one file");
    for (size_t i = 0; i < list->count; i++)
        read_rule(rules, name->text, &list->child[i], problems);
}

/* An empty list is of a group whose rules say nothing. */
static bool is_listed(const struct yaml *list, const char *word)
{
    if (list->count == 0)
        return !*word;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->child[i].text, word) == 0)
            return true;
    return false;
}

void check_says(const struct rules *rules, struct problems *problems)
{
    for (size_t g = 0; g < rules->group_count; g++) {
        const struct group *group = &rules->group[g];
        for (size_t i = 0; group->words && i < group->count; i++)
            if (!is_listed(group->words, group->entry[i]->rule.says))
                problem_at(
                    problems, &group->entry[i]->says_place,
                    "\"%.60s\" is no word that rules of group \"%s\" say; the words are listed in %s:%u",
                    group->entry[i]->rule.says, group->name, group->words->place.file,
                    group->words->place.line);
    }
}
