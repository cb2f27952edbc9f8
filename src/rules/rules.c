#include "internal.h"

#include <string.h>

const struct rule *rules_at(const struct rules *rules, const char *group, size_t index)
{
    const struct group *found = group_find(rules, group);
    return found && index < found->count ? &found->entry[index]->rule : NULL;
}

const struct rule *rules_named(const struct rules *rules, const char *name)
{
    for (size_t g = 0; g < rules->group_count; g++)
        for (size_t i = 0; i < rules->group[g].count; i++)
            if (strcmp(rules->group[g].entry[i]->rule.name, name) == 0)
                return &rules->group[g].entry[i]->rule;
    return NULL;
}

const char *rules_example(const struct rules *rules, const char *name, size_t index)
{
    const struct entry *entry = (const struct entry *)(const void *)rules_named(rules, name);
    for (size_t i = 0; entry && i < entry->example_count; i++)
        if (!entry->example[i].reject && index-- == 0)
            return entry->example[i].text;
    return NULL;
}

size_t rules_field_count(const struct rules *rules)
{
    return rules->field_count;
}

const struct rule_field *rules_field(const struct rules *rules, size_t index)
{
    return index < rules->field_count ? &rules->field[index] : NULL;
}

const char *rules_template(const struct rules *rules, const char *name)
{
    for (size_t i = 0; i < rules->template_count; i++)
        if (strcmp(rules->template[i].name, name) == 0)
            return rules->template[i].text;
    return NULL;
}

const char *rules_template_file(const struct rules *rules, const char *name)
{
    for (size_t i = 0; i < rules->template_count; i++)
        if (strcmp(rules->template[i].name, name) == 0)
            return rules->template[i].path;
    return NULL;
}

const char *rules_group(const struct rules *rules, size_t index, const struct rule **first)
{
    if (index >= rules->group_count)
        return NULL;
    const struct group *group = &rules->group[index];
    *first = group->count ? &group->entry[0]->rule : NULL;
    return group->name;
}

struct rules_count rules_count(const struct rules *rules)
{
    struct rules_count count = {.vocabularies = rules->vocabulary_count, .templates = rules->template_count};
    for (size_t i = 0; i < rules->vocabulary_count; i++)
        count.words += rules->vocabulary[i]->word_count;
    for (size_t g = 0; g < rules->group_count; g++)
        for (size_t i = 0; i < rules->group[g].count; i++)
            count.examples += rules->group[g].entry[i]->example_count;
    count.rules = rules->rule_count - rules->vocabulary_count;
    return count;
}
