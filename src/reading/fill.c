/* Values of a person, taken from the letter where they were not given beside the name. */
#include "gathering.h"

#include <string.h>

#include "heading.h"
#include "layout.h"
#include "name.h"

void fill_entity(struct gathering *gathering, struct person *person, struct entity *entity)
{
    struct value *value = &person->field[entity->field];
    value->text = entity->text;
    value->evidence = evidence_at(gathering->letter->arena, &gathering->units.item[entity->unit],
                                  entity->from, entity->rule, entity->weight);
    if (entity->field == FIELD_PHONE)
        person->extension = entity->extension;
    entity->used = true;
}

static void set_header_name(struct gathering *gathering, struct person *person)
{
    person->field[FIELD_NAME] = (struct value){
        .text = gathering->header_name,
        .evidence = {
            .rule = "header.from", .where = "header", .weight = 40, .text = gathering->letter->from.name}};
}

/* What the person's own block does not give is taken from the rest of the message. */
void fill_field(struct gathering *gathering, struct person *person, unsigned field, bool with_signature)
{
    if (person->field[field].text)
        return;
    struct entity *entity = fit_best(gathering, field, person, with_signature);
    if (entity)
        fill_entity(gathering, person, entity);
}

/* The nominator's signature may tell the organization, but what the text says goes before it. */
void fill_organization(struct gathering *gathering, struct person *person)
{
    if (!person->is_sender)
        fill_field(gathering, person, FIELD_ORGANIZATION, false);
    fill_field(gathering, person, FIELD_ORGANIZATION, true);
}

void fill_by_heading(struct gathering *gathering, struct person *person, const struct entity *name)
{
    struct entity *heading = heading_over(&gathering->units, &gathering->entities, name);
    if (heading && !person->field[FIELD_ORGANIZATION].text)
        fill_entity(gathering, person, heading);
}

/* ---- names
 * ------------------------------------------------------------------------------------------------- */

static struct entity *best_own_name(struct gathering *gathering)
{
    struct entity *found = NULL;
    int highest = 0;
    for (size_t i = 0; i < gathering->entities.count; i++) {
        struct entity *entity = &gathering->entities.item[i];
        const struct unit *unit = &gathering->units.item[entity->unit];
        if (entity->field != FIELD_NAME || entity->role == ROLE_OTHER || entity->role == ROLE_NOMINEE ||
            entity->role == ROLE_COMPANION)
            continue;
        bool same = sender_is(gathering->letter, gathering->rules, gathering->known, entity->text);
        bool stands_alone = entity->from <= 4 && !unit->is_subject;
        if (entity->role == ROLE_SEEN && !same && !stands_alone && !unit->is_subject)
            continue; /* a name in passing */
        int score = entity->weight + (same ? 30 : 0) + (unit->zone == ZONE_SIGNATURE ? 5 : 0);
        if (!found || score > highest) {
            found = entity;
            highest = score;
        }
    }
    return found;
}

void fill_own_name(struct gathering *gathering, struct person *person)
{
    if (person->field[FIELD_NAME].text)
        return;
    struct entity *entity = best_own_name(gathering);
    if (entity && (entity->role == ROLE_SELF || !gathering->header_name[0] ||
                   sender_is(gathering->letter, gathering->rules, gathering->header_name, entity->text)))
        fill_entity(gathering, person, entity);
    else if (gathering->header_name[0])
        set_header_name(gathering, person);
}

static void guess(struct gathering *gathering, struct person *person, unsigned field, const char *text,
                  size_t unit)
{
    if (!text || person->field[field].text)
        return;
    person->field[field].text = text;
    person->field[field].evidence =
        evidence_of(gathering->letter->arena, &gathering->units.item[unit], "shape.layout", 35);
}

static struct layout_known known_of(const struct person *person)
{
    return (struct layout_known){.position = person->field[FIELD_POSITION].text != NULL,
                                 .organization = person->field[FIELD_ORGANIZATION].text != NULL};
}

static void guess_from(struct gathering *gathering, struct person *person, struct layout_guess found)
{
    guess(gathering, person, FIELD_POSITION, found.position, found.position_unit);
    guess(gathering, person, FIELD_ORGANIZATION, found.organization, found.organization_unit);
}

/* Where no known word helped, the place in the writer's own signature does. */
void fill_by_place(struct gathering *gathering, struct person *person, bool self)
{
    if (!person->field[FIELD_NAME].text ||
        (person->field[FIELD_POSITION].text && person->field[FIELD_ORGANIZATION].text))
        return;
    const char *key = text_key(gathering->letter->arena, person->field[FIELD_NAME].text);
    for (size_t i = 0; i < gathering->entities.count; i++) {
        const struct entity *entity = &gathering->entities.item[i];
        const struct unit *unit = &gathering->units.item[entity->unit];
        if (entity->field != FIELD_NAME || unit->is_subject ||
            !name_same(text_key(gathering->letter->arena, entity->text), key))
            continue;
        bool heads_block = entity->from <= 6 && unit->folded.length < 60; /* a name line, not a sentence */
        guess_from(gathering, person,
                   layout_read_list(gathering->letter, gathering->rules, &gathering->units,
                                    &gathering->entities, entity, known_of(person)));
        if (self && (unit->zone == ZONE_SIGNATURE || heads_block))
            guess_from(gathering, person,
                       layout_read_block(gathering->letter, gathering->rules, &gathering->units,
                                         &gathering->entities, entity, known_of(person)));
    }
}

/* "tot de la noi": colleagues who are signed up together are of one organization, unless a form asks each for theirs. */
void fill_shared_organization(struct gathering *gathering)
{
    struct people *people = gathering->people;
    const struct value *shared = NULL;
    for (size_t i = 0; i < people->count; i++) {
        if (i < gathering->form.count && gathering->form.person[i].given[FIELD_ORGANIZATION])
            return;
        if (!shared && people->person[i].field[FIELD_ORGANIZATION].text)
            shared = &people->person[i].field[FIELD_ORGANIZATION];
    }
    for (size_t i = 0; i < people->count && shared; i++)
        if (!people->person[i].field[FIELD_ORGANIZATION].text)
            people->person[i].field[FIELD_ORGANIZATION] = *shared;
}

/* "Asociația Licurici <hello@licurici.example>": where the text says none, the name that the mail goes out under does. */
void fill_by_sender_name(struct gathering *gathering, struct person *person)
{
    static const char *const kinds[] = {"people.organization.headed", "people.organization.acronym"};
    struct letter *letter = gathering->letter;
    struct value *value = &person->field[FIELD_ORGANIZATION];
    struct folded name = text_fold(letter->arena, letter->from.name, strlen(letter->from.name));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !value->text; i++) {
        const struct rule *rule = rules_named(gathering->rules, kinds[i]);
        struct rule_match match;
        if (!rule || rule_try(rule, name.text, name.length, 0, &match) != RULE_YES)
            continue;
        const struct rule_capture *found = rule_capture(&match, "organization");
        if (!found || !memchr(name.text + found->from, ' ', found->to - found->from))
            continue; /* a bare "DAS" or "Primăria" is no name of one */
        value->text = value_clean(letter->arena, gathering->rules, FIELD_ORGANIZATION,
                                  text_unfold(letter->arena, &name, found->from, found->to));
        value->evidence = (struct evidence){
            .rule = "header.from", .where = "header", .weight = 40, .text = letter->from.name};
    }
}

/* "av. Ana Pop": where no other word says what somebody does, the title before the name does. */
void fill_by_title(struct gathering *gathering, struct person *person)
{
    const char *name = person->field[FIELD_NAME].text;
    const struct rule *rule = rules_named(gathering->rules, "value.profession-title");
    if (!name || !rule || person->field[FIELD_POSITION].text)
        return;
    const char *key = text_key(gathering->letter->arena, name);
    for (size_t i = 0; i < gathering->entities.count; i++) {
        const struct entity *entity = &gathering->entities.item[i];
        const struct unit *unit = &gathering->units.item[entity->unit];
        struct rule_match match;
        if (entity->field != FIELD_NAME ||
            !name_same(text_key(gathering->letter->arena, entity->text), key) ||
            rule_try(rule, unit->folded.text, entity->from, 0, &match) != RULE_YES)
            continue;
        const struct rule_capture *title = rule_capture(&match, "title");
        if (!title)
            continue;
        person->field[FIELD_POSITION].text =
            text_unfold(gathering->letter->arena, &unit->folded, title->from, title->to);
        person->field[FIELD_POSITION].evidence =
            evidence_of(gathering->letter->arena, unit, rule->name, rule->weight);
        return;
    }
}
