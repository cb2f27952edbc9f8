/* Which of the entities found stay where several stand in the same place. */
#include <stdlib.h>
#include <string.h>

#include "scan.h"

static int by_weight(const void *a, const void *b)
{
    const struct entity *x = a, *y = b;
    if (x->weight != y->weight)
        return y->weight - x->weight;
    size_t x_length = x->to - x->from, y_length = y->to - y->from;
    if (x_length != y_length)
        return x_length < y_length ? 1 : -1;
    return x->unit != y->unit ? (x->unit > y->unit) - (x->unit < y->unit)
                              : (x->from > y->from) - (x->from < y->from);
}

static int by_place(const void *a, const void *b)
{
    const struct entity *x = a, *y = b;
    if (x->unit != y->unit)
        return (x->unit > y->unit) - (x->unit < y->unit);
    return (x->from > y->from) - (x->from < y->from);
}

static bool overlap(const struct entity *a, const struct entity *b)
{
    return a->unit == b->unit && a->from < b->to && b->from < a->to;
}

static void lose(struct scan *scan, struct entities *entities, const struct entity *entity, const char *why)
{
    struct candidate *candidate = &entities->lost[entities->lost_count++];
    candidate->field = entity->field;
    candidate->value.text = entity->text;
    candidate->value.evidence =
        evidence_of(scan->letter->arena, &scan->units->item[entity->unit], entity->rule, entity->weight);
    candidate->lost = why;
}

#define AFTER_POSITION 24 /* " în cadrul ", ", angajată la " */

static bool follows_position(const struct scan *scan, const struct entity *entity)
{
    for (size_t i = 0; i < scan->count; i++) {
        const struct entity *before = &scan->found[i];
        if (before->field == FIELD_POSITION && before->unit == entity->unit && before->to <= entity->from &&
            entity->from - before->to <= AFTER_POSITION)
            return true;
    }
    return false;
}

/* What reaches into a heavier entity from the left ends before it: "consilier școlar Violeta Caraiman". */
static bool shorten(struct scan *scan, struct entity *entity, size_t end)
{
    if (entity->field != FIELD_POSITION && entity->field != FIELD_ORGANIZATION)
        return false;
    const struct folded *folded = &scan->units->item[entity->unit].folded;
    entity->to = end;
    entity->text = value_clean(scan->letter->arena, scan->rules, entity->field,
                               text_unfold(scan->letter->arena, folded, entity->from, end));
    return entity->text && strlen(entity->text) >= 3 &&
           (entity->field != FIELD_ORGANIZATION || !scan_is_no_organization(scan, entity->text));
}

/* "Nordic Centre for Safer Childhood" around "Centre for Safer Childhood": the fuller name of one organization. */
static bool names_more(const struct entity *entity, const struct entity *there)
{
    return entity->field == FIELD_ORGANIZATION && there->field == FIELD_ORGANIZATION && !entity->is_subunit &&
           entity->from < there->from && entity->to >= there->to;
}

/* The entity in the place of the shorter names of the same organization. */
static void put(struct entities *entities, const struct entity *entity)
{
    struct entity fuller = *entity;
    size_t kept = 0;
    for (size_t i = 0; i < entities->count; i++) {
        struct entity *there = &entities->item[i];
        if (!overlap(entity, there) || !names_more(entity, there))
            entities->item[kept++] = *there;
        else if (there->weight > fuller.weight)
            fuller.weight = there->weight;
    }
    entities->item[kept] = fuller;
    entities->count = kept + 1;
}

static bool has_place(struct scan *scan, const struct entities *entities, struct entity *entity)
{
    if (entity->after_position && !follows_position(scan, entity))
        return false;
    const struct rule *study =
        rules_named(scan->rules, "value.study-cue"); /* where one studies is no workplace */
    if (entity->field == FIELD_ORGANIZATION && study &&
        rule_try(study, scan->units->item[entity->unit].folded.text, entity->from, 0, NULL) == RULE_YES)
        return false;
    for (size_t i = 0; i < entities->count; i++) {
        const struct entity *there = &entities->item[i];
        if (overlap(entity, there) && !names_more(entity, there) &&
            !(entity->from < there->from && shorten(scan, entity, there->from)))
            return false;
    }
    return true;
}

void scan_settle(struct scan *scan, struct entities *entities)
{
    qsort(scan->found, scan->count, sizeof *scan->found, by_weight);
    for (size_t i = 0; i < scan->count; i++) {
        struct entity *entity = &scan->found[i];
        if (has_place(scan, entities, entity))
            put(entities, entity);
        else if (entity->field != FIELD_VOID)
            lose(scan, entities, entity, "a heavier value stands in the same place");
    }
    size_t kept = 0;
    for (size_t i = 0; i < entities->count; i++) {
        const struct unit *unit = &scan->units->item[entities->item[i].unit];
        bool is_old = scan->old_signature && unit->zone == ZONE_SIGNATURE && !unit->is_subject &&
                      entities->item[i].field != FIELD_NAME;
        if (entities->item[i].field != FIELD_VOID && !is_old)
            entities->item[kept++] = entities->item[i];
    }
    entities->count = kept;
    if (entities->count > 1)
        qsort(entities->item, entities->count, sizeof *entities->item, by_place);
}
