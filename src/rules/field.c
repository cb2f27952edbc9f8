#include "engine.h"
#include "internal.h"

#include <string.h>

#include "grefier/base/text.h"

#define FIELD_KEYS "id required validator title labels match reject about"

static const char *const first_fields[] = {"name", "position", "organization", "phone"};

/*
 * A label and what separates it from its value. The first way asks for a separator (or the end), so that
 * "nume" does not win over "nume și prenume:"; the second takes a bare label at the start of a line.
 */
static const char label_pattern[] =
    "^ [\\s*>\\-+_#•·●▪■◦○►▶→✓✔§]*+ (?: o \\s++ )?+\n"
    "(?: \\(? (?: \\d{1,2} (?: \\. \\d{1,2} )* | [a-h] | i{1,3} | iv | vi{0,3} ) (?: [.)]++ \\s*+ | \\s*+ - "
    "\\s++ ) )?\n"
    "[*_]*+ (?:\n"
    "  (?<label> (?&_label) (?: \\s* [/|(] \\s* (?&_label) \\s* \\)? )* ) (?!\\w)\n"
    "  [*_]*+ (?: \\s*+ \\( [^)]{0,60} \\) )? [*_]*+\n"
    "  (?<separator> \\s*+ (?: [:=]++ [\\s*_:=.>\\-]*+ | [-=]+ > \\s*+ | \\.{3,}+ [\\s.:]*+ | _{2,}+ "
    "[\\s_:]*+ | [;|] \\s*+\n"
    "      | (?<= \\s ) - \\s*+ | -++ \\s++ | - (?= [\\d+(] ) | \\. \\s*+ (?= [+(]*+ \\d ) | \\.? \\s*+ $ ) "
    ")\n"
    "| (?<label> (?&_label) ) (?!\\w)\n"
    ")\n";

static void read_titles(struct rules *rules, struct rule_field *field, const struct yaml *item,
                        struct problems *problems)
{
    const struct yaml *title = yaml_get(item, "title");
    field->title_ro = field->title_en = field->id;
    if (!title)
        return;
    yaml_only(title, "ro en", problems);
    const struct yaml *ro = yaml_get(title, "ro"), *en = yaml_get(title, "en");
    if (!ro || !en) {
        problem_at(problems, &title->place, "a title has the texts ro and en: title: {ro: …, en: …}");
        return;
    }
    const char *text_ro = yaml_text(ro, "title", problems), *text_en = yaml_text(en, "title", problems);
    if (text_ro)
        field->title_ro = text_ro;
    if (text_en)
        field->title_en = text_en;
    (void)rules;
}

static void read_validator(struct rule_field *field, const struct yaml *item, struct problems *problems)
{
    const struct yaml *validator = yaml_get(item, "validator");
    field->validator = "text";
    for (size_t i = 0; i < 4; i++)
        if (strcmp(field->id, first_fields[i]) == 0)
            field->validator = first_fields[i];
    if (!validator)
        return;
    bool known = strcmp(validator->text, "text") == 0;
    for (size_t i = 0; i < 4; i++)
        known = known || strcmp(validator->text, first_fields[i]) == 0;
    if (known)
        field->validator = validator->text;
    else
        problem_at(problems, &validator->place, "a validator is name, position, organization, phone or text");
}

static const char *label_source(struct rules *rules, const struct yaml *labels, struct problems *problems)
{
    struct word *word = arena_array(rules->arena, labels->count + 1, sizeof *word);
    size_t count = 0;
    for (size_t i = 0; i < labels->count; i++)
        if (read_word(&labels->child[i], false, &word[count], problems))
            count++;
    for (size_t i = 0; i < count; i++)
        if (!word[i].literal)
            engine_check_fragment(rules, &word[i].source, problems);
    return arena_format(rules->arena, "%s(?(DEFINE)(?<_label>(?:%s)))", label_pattern,
                        words_alternatives(rules->arena, word, count));
}

static void read_labels(struct rules *rules, struct rule_field *field, const struct yaml *item,
                        struct problems *problems)
{
    const struct yaml *labels = yaml_get(item, "labels");
    const struct place *place = labels ? &labels->place : &item->place;
    if (!labels || labels->kind != YAML_LIST || labels->count == 0) {
        problem_at(problems, place, "a field needs a list \"labels\"");
        return;
    }
    const char *id = arena_format(rules->arena, "%s.label", field->id);
    struct entry *entry = entry_add(rules, "fields", id, place, problems);
    if (!entry)
        return;
    entry->rule.says = field->id;
    entry->rule.zones = RULE_ZONE_OWN | RULE_ZONE_SIGNATURE;
    entry->source = (struct source){label_source(rules, labels, problems), *place, YAML_PLAIN};
    read_examples(rules, entry, item, problems);
    field->label = &entry->rule;
}

/* What else stands beside the fields where they are written out, and what the secretariat's orders are called. */
static bool is_taken(const char *id)
{
    static const char *const taken[] = {"id",     "extension", "sector",   "email",   "language",
                                        "status", "missing",   "created",  "updated", "evidence",
                                        "yes",    "no",        "withdraw", "merge",   "send"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(taken[i], id) == 0)
            return true;
    return false;
}

static bool is_there(const struct rules *rules, const char *id)
{
    for (size_t i = 0; i < rules->field_count; i++)
        if (strcmp(rules->field[i].id, id) == 0)
            return true;
    return false;
}

/* Whether the field may be called that; else a problem. */
static bool check_id(const struct rules *rules, const struct yaml *item, const struct yaml *id,
                     struct problems *problems)
{
    if (!id || !id->text[0] || strspn(id->text, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(id->text))
        problem_at(problems, id ? &id->place : &item->place,
                   "a field needs an \"id\" of small letters and digits");
    else if (is_taken(id->text))
        problem_at(problems, &id->place, "\"%s\" is taken by the program: a field needs another id",
                   id->text);
    else if (is_there(rules, id->text))
        problem_at(problems, &id->place, "there is already a field \"%s\"", id->text);
    else
        return true;
    return false;
}

static void read_field(struct rules *rules, const struct yaml *item, struct problems *problems)
{
    if (item->kind != YAML_MAP) {
        problem_at(problems, &item->place, "a field is a map of keys: %s", FIELD_KEYS);
        return;
    }
    yaml_only(item, FIELD_KEYS, problems);
    const struct yaml *id = yaml_get(item, "id"), *required = yaml_get(item, "required");
    if (!check_id(rules, item, id, problems))
        return;
    if (rules->field_count == RULE_FIELDS) {
        problem_at(problems, &id->place, "more than %d fields", RULE_FIELDS);
        return;
    }
    if (rules->field_count < 4 && strcmp(id->text, first_fields[rules->field_count]) != 0)
        problem_at(problems, &id->place,
                   "the first fields are name, position, organization, phone, in this order");
    struct rule_field *field = &rules->field[rules->field_count++];
    field->id = id->text;
    field->required = rules->field_count <= 4;
    if (required)
        yaml_bool(required, &field->required, problems);
    read_titles(rules, field, item, problems);
    read_validator(field, item, problems);
    read_labels(rules, field, item, problems);
}

void read_fields(struct rules *rules, const struct yaml *document, struct problems *problems)
{
    yaml_only(document, "fields about", problems);
    const struct yaml *list = yaml_get(document, "fields");
    if (rules->field_count > 0) {
        problem_at(problems, &list->place, "the fields are already described in another file");
        return;
    }
    if (list->kind != YAML_LIST || list->count < 4) {
        problem_at(problems, &list->place, "fields is a list of at least four fields");
        return;
    }
    for (size_t i = 0; i < list->count; i++)
        read_field(rules, &list->child[i], problems);
}
