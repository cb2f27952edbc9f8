/* Which of the values found belongs to whom: by what stands beside them, and by what the words around say. */
#include "gathering.h"

#include <string.h>

#include "heading.h"
#include "name.h"

#define NOWHERE      ((size_t)-1)
#define POSITION_GAP 24 /* " în cadrul ", ", angajată la " */

/* "director al Asociației X": the organization right after a position is where somebody works. */
static bool follows_position(const struct gathering *gathering, size_t index)
{
    const struct entity *entity = &gathering->entities.item[index];
    const struct entity *before = index > 0 ? entity - 1 : NULL;
    return before && before->field == FIELD_POSITION && before->unit == entity->unit &&
           entity->from - before->to <= POSITION_GAP;
}

/* "S.C. X S.R.L., producător de …": what a firm does is nobody's position. */
static bool is_appositive(const struct gathering *gathering, size_t index)
{
    const struct entity *entity = &gathering->entities.item[index];
    const struct entity *before = index > 0 ? entity - 1 : NULL;
    return before && before->field == FIELD_ORGANIZATION && before->unit == entity->unit &&
           entity->from - before->to <= 4;
}

static bool has_cue(const struct gathering *gathering, const struct entity *entity, const char *name)
{
    const struct rule *rule = rules_named(gathering->rules, name);
    const char *text = gathering->units.item[entity->unit].folded.text;
    return rule && rule_try(rule, text, entity->from, 0, NULL) == RULE_YES;
}

/* A position with its organization right behind it says where somebody works. */
static bool leads_to_organization(const struct gathering *gathering, size_t index)
{
    const struct entity *entity = &gathering->entities.item[index], *next = entity + 1;
    return index + 1 < gathering->entities.count && next->field == FIELD_ORGANIZATION &&
           next->unit == entity->unit && next->from - entity->to <= POSITION_GAP;
}

/* "cu șofer cazat de noi": an occupation in passing is nobody's position; "sunt șofer" is. */
static bool is_meant(const struct gathering *gathering, const struct entity *entity)
{
    const struct unit *unit = &gathering->units.item[entity->unit];
    return unit->zone == ZONE_SIGNATURE || strcmp(entity->rule, "people.position.known") != 0 ||
           has_cue(gathering, entity, "value.position-cue");
}

static bool is_in_capitals(const char *text)
{
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z')
            return false;
    return true;
}

/* In a letterhead the authority above stands over the institution that writes. */
static bool is_letterhead_parent(const struct gathering *gathering, size_t index)
{
    const struct entity *entity = &gathering->entities.item[index], *next = entity + 1;
    return index + 1 < gathering->entities.count && next->field == FIELD_ORGANIZATION &&
           next->unit > entity->unit && next->unit <= entity->unit + 2 && is_in_capitals(entity->text) &&
           is_in_capitals(next->text);
}

/* "membru", "reprezentant": whatever else somebody is goes before it. */
static bool is_weak_position(const struct gathering *gathering, const struct entity *entity)
{
    const struct rule *rule = rules_named(gathering->rules, "value.weak-position");
    struct folded text = text_fold(gathering->letter->arena, entity->text, strlen(entity->text));
    return rule && rule_try(rule, text.text, text.length, 0, NULL) == RULE_YES;
}

/* A line of its own above the words about somebody who is not named: the house that writes, not the office of it that they
 * tell. */
static bool heads_letter(const struct gathering *gathering, const struct entity *entity)
{
    const struct entities *entities = &gathering->entities;
    const struct unit *unit = &gathering->units.item[entity->unit];
    return (entities->unnamed || entities->somebody) && entity->field == FIELD_ORGANIZATION &&
           !unit->is_subject && entity->unit < entities->told_unit && entity->from <= 4 &&
           entity->to + 2 >= unit->folded.length;
}

/* How well an entity fits the person whose name (or other values) stand in `anchor`'s unit. */
static int fit(const struct gathering *gathering, size_t index, size_t anchor)
{
    const struct entity *entity = &gathering->entities.item[index];
    const struct unit *unit = &gathering->units.item[entity->unit];
    int score = entity->weight;
    if (unit->is_subject)
        score -= 12;
    else if (unit->zone == ZONE_SIGNATURE)
        score -= 4;
    if (entity->unit == anchor)
        score += 20;
    if ((entity->field == FIELD_ORGANIZATION && follows_position(gathering, index)) ||
        (entity->field == FIELD_POSITION && leads_to_organization(gathering, index)))
        score += 12;
    if (entity->field != FIELD_PHONE && has_cue(gathering, entity, "value.present-cue"))
        score += 15;
    if (entity->used && entity->field != FIELD_ORGANIZATION)
        score -= 50;
    if (entity->is_subunit)
        score -= 45;
    if (entity->field == FIELD_POSITION && is_weak_position(gathering, entity))
        score -= 40;
    if (anchor == NOWHERE && heads_letter(gathering, entity))
        score += 25;
    if (entity->field == FIELD_ORGANIZATION && is_letterhead_parent(gathering, index))
        score -= 15;
    return score;
}

/* Whether the entity stands beside somebody else's name: after it in the same unit, with no own name between.
 */
static bool is_anothers(const struct gathering *gathering, size_t index, const char *key)
{
    const struct entity *entity = &gathering->entities.item[index];
    for (size_t i = index; i-- > 0;) {
        const struct entity *before = &gathering->entities.item[i];
        if (before->unit != entity->unit)
            return false;
        size_t end = before->to > before->from + 3 ? before->to - 3 : before->from; /* its stop counts */
        if (unit_sentence_ends(&gathering->units.item[entity->unit].folded, end, entity->from))
            return false;
        bool in_passing = before->role == ROLE_SEEN && !before->used && entity->field == FIELD_ORGANIZATION;
        if (before->field == FIELD_NAME && !in_passing)
            return !name_same(text_key(gathering->letter->arena, before->text), key);
    }
    return false;
}

/* Where the nominator's own block begins: a unit that is just another person's name ("DECAN, / av. Traian Huiban"). */
static size_t signatory_begins(const struct gathering *gathering, size_t after, const char *key)
{
    for (size_t i = 0; i < gathering->entities.count; i++) {
        const struct entity *entity = &gathering->entities.item[i];
        const struct unit *unit = &gathering->units.item[entity->unit];
        size_t title = title_length(gathering->rules, &unit->folded, 0, entity->from);
        if (entity->field == FIELD_NAME && entity->unit > after && !unit->is_subject &&
            2 * (entity->to - entity->from) > unit->folded.length - title &&
            !name_same(text_key(gathering->letter->arena, entity->text), key)) {
            bool below_office = entity->unit > after + 1 &&
                                heading_is_office(&gathering->units, &gathering->entities, entity);
            return entity->unit - below_office;
        }
    }
    return gathering->units.count;
}

/* "va fi reprezentată de un inspector școlar, pe care …": what somebody is who is named later. */
static bool is_told(const struct gathering *gathering, const struct entity *position)
{
    const struct entities *entities = &gathering->entities;
    const char *text = gathering->units.item[position->unit].folded.text;
    bool is_one = (position->from >= 4 && memcmp(text + position->from - 4, " un ", 4) == 0) ||
                  (position->from >= 3 && memcmp(text + position->from - 3, " o ", 3) == 0);
    return (entities->unnamed || entities->somebody) && position->unit == entities->told_unit && is_one &&
           !is_weak_position(gathering, position);
}

/* Of somebody who is not named: no phone of the letterhead or of a line that signs, no occupation in passing. */
static bool is_said_below(const struct gathering *gathering, const struct entity *entity)
{
    const struct folded *text = &gathering->units.item[entity->unit].folded;
    if (entity->field == FIELD_POSITION)
        return strcmp(entity->rule, "people.position.known") != 0 || is_told(gathering, entity);
    bool is_sentence = text->length > 0 && strchr(".!?;", text->text[text->length - 1]);
    bool told = gathering->entities.unnamed || gathering->entities.somebody;
    size_t unit = gathering->entities.told_unit;
    bool is_houses = signatory_begins(gathering, 0, "") == gathering->units.count; /* nobody signs */
    return !told || entity->unit == unit || (entity->unit > unit && (is_sentence || is_houses));
}

/* The line right below one that is nothing but the nominee's name: "Paul Butnaru / Abuse Desk Manager". */
static bool is_line_below(const struct gathering *gathering, const struct entity *position, size_t anchor)
{
    const struct folded *text = &gathering->units.item[position->unit].folded;
    if (position->unit != anchor + 1 || position->to - position->from + 2 < text->length)
        return false;
    for (size_t i = 0; i < gathering->entities.count; i++) {
        const struct entity *name = &gathering->entities.item[i];
        if (name->unit == anchor && name->field == FIELD_NAME)
            return 2 * (name->to - name->from) > gathering->units.item[anchor].folded.length;
    }
    return false;
}

/* A nominee's position stands beside the name and the phone after it; what stands elsewhere is the nominator's. */
static bool may_be_nominees(const struct gathering *gathering, const struct entity *entity, size_t anchor,
                            const char *key)
{
    const struct unit *unit = &gathering->units.item[entity->unit];
    if (entity->field == FIELD_ORGANIZATION || unit->is_subject)
        return true;
    if (anchor == NOWHERE) /* not named: what stands above whoever signs, in a sentence */
        return entity->unit < signatory_begins(gathering, 0, key) && is_said_below(gathering, entity);
    if (entity->field == FIELD_POSITION)
        return entity->unit == anchor || is_line_below(gathering, entity, anchor);
    if (has_cue(gathering, entity, "value.office-phone-cue"))
        return false;
    return entity->unit >= anchor && entity->unit < signatory_begins(gathering, anchor, key);
}

static size_t anchor_of(const struct gathering *gathering, const struct person *person)
{
    for (size_t i = 0; i < gathering->entities.count; i++) {
        const struct entity *entity = &gathering->entities.item[i];
        if (entity->field == FIELD_NAME && person->field[FIELD_NAME].text &&
            strcmp(entity->text, person->field[FIELD_NAME].text) == 0)
            return entity->unit;
    }
    return NOWHERE;
}

/* `key` is the person's name, "" where it is not known. */
static bool may_take(const struct gathering *gathering, size_t index, size_t anchor, const char *key,
                     bool with_signature)
{
    const struct entity *entity = &gathering->entities.item[index];
    const struct unit *unit = &gathering->units.item[entity->unit];
    bool signs = !unit->is_subject && unit->zone == ZONE_SIGNATURE;
    if (!with_signature && (signs || entity->is_subunit || entity->is_writers ||
                            !may_be_nominees(gathering, entity, anchor, key)))
        return false;
    if (is_anothers(gathering, index, key) ||
        heading_is_mere_rank(gathering->rules, &gathering->units, &gathering->entities, entity))
        return false;
    if (entity->field != FIELD_POSITION || (!key[0] && is_told(gathering, entity)))
        return true;
    return (entity->unit == anchor || is_meant(gathering, entity)) &&
           !has_cue(gathering, entity, "value.negative-cue") && (key[0] || !is_appositive(gathering, index));
}

struct entity *fit_best(struct gathering *gathering, unsigned field, const struct person *person,
                        bool with_signature)
{
    size_t anchor = anchor_of(gathering, person);
    const char *name = person->field[FIELD_NAME].text;
    const char *key = name ? text_key(gathering->letter->arena, name) : "";
    struct entity *found = NULL;
    int highest = 0;
    for (size_t i = 0; i < gathering->entities.count; i++) {
        struct entity *entity = &gathering->entities.item[i];
        if (entity->field != field || !may_take(gathering, i, anchor, key, with_signature))
            continue;
        int score = fit(gathering, i, anchor);
        if (!found || score > highest) {
            found = entity;
            highest = score;
        }
    }
    return found;
}
