#include "grefier/reading/people.h"

#include <string.h>

#include "cover.h"
#include "gathering.h"
#include "grefier/base/caps.h"
#include "given.h"
#include "name.h"

/* The full name in From: "Popescu, Ion", "Dr. Ion Popescu (DGASPC)"; an office or a first name alone is none.
 */
static const char *name_in_header(struct letter *letter, const struct rules *rules)
{
    const char *display = letter->from.name;
    struct folded folded = text_fold(letter->arena, display, strlen(display));
    if (names_organization(rules, &folded, 0, folded.length)) {
        const char *bar = strpbrk(folded.text, "|(-");
        size_t end = bar && bar > folded.text ? (size_t)(bar - folded.text) : 0;
        if (!end || names_organization(rules, &folded, 0, end))
            return "";
        folded.length = end;
    }
    size_t from = 0, to = folded.length;
    const char *comma = memchr(folded.text, ',', folded.length);
    if (comma) { /* the address book's order: "Popescu, Ion" */
        size_t at = (size_t)(comma - folded.text);
        const char *turned =
            arena_format(letter->arena, "%s %s", text_unfold(letter->arena, &folded, at + 1, to),
                         text_unfold(letter->arena, &folded, 0, at));
        folded = text_fold(letter->arena, turned, strlen(turned));
        to = folded.length;
    }
    return name_narrow(rules, &folded, &from, &to, NAME_SAID) ? text_unfold(letter->arena, &folded, from, to)
                                                              : "";
}

static const char *name_in_signature(const struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->entities.count; i++) {
        const struct entity *entity = &gathering->entities.item[i];
        const struct unit *unit = &gathering->units.item[entity->unit];
        if (entity->field == FIELD_NAME && entity->role != ROLE_OTHER && !unit->is_subject &&
            unit->zone == ZONE_SIGNATURE)
            return entity->text;
    }
    return "";
}

/* ---- who
 * --------------------------------------------------------------------------------------------------- */

static struct person *add_person(struct people *people)
{
    return people->count < CAP_PEOPLE ? &people->person[people->count++] : NULL;
}

static bool is_sender(const struct gathering *gathering, const char *name)
{
    return name && sender_is(gathering->letter, gathering->rules, gathering->known, name);
}

static void from_form(struct gathering *gathering)
{
    struct form *form = &gathering->form;
    struct people *people = gathering->people;
    people->labelled = form->fields >= 2;
    for (size_t i = 0; i < form->count; i++) {
        struct person *person = add_person(people);
        if (!person)
            return;
        memcpy(person->field, form->person[i].field, sizeof person->field);
        person->extension = form->person[i].extension;
    }
    bool alone = people->count == 1;
    for (size_t i = 0; i < people->count; i++) {
        struct person *person = &people->person[i];
        if (alone)
            fill_own_name(gathering, person);
        person->is_sender = is_sender(gathering, person->field[FIELD_NAME].text);
        bool self = alone && (person->is_sender || !gathering->header_name[0]);
        people->nominates |= !person->is_sender && gathering->header_name[0];
        if (!form->person[i].given[FIELD_ORGANIZATION] || alone)
            fill_organization(gathering, person);
        if (alone) {
            fill_field(gathering, person, FIELD_POSITION, self);
            if (!form->person[i].given[FIELD_PHONE])
                fill_field(gathering, person, FIELD_PHONE, self);
        }
    }
}

/* One name, two phones of equal right: which of them holds, only a person can say. */
static void find_contradictions(struct gathering *gathering)
{
    struct people *people = gathering->people;
    for (size_t i = 0; i < people->count; i++)
        for (size_t j = i + 1; j < people->count; j++) {
            const struct value *a = people->person[i].field, *b = people->person[j].field;
            bool same = a[FIELD_NAME].text && b[FIELD_NAME].text &&
                        name_same(text_key(gathering->letter->arena, a[FIELD_NAME].text),
                                  text_key(gathering->letter->arena, b[FIELD_NAME].text));
            if (same && a[FIELD_PHONE].text && b[FIELD_PHONE].text &&
                strcmp(a[FIELD_PHONE].text, b[FIELD_PHONE].text) != 0) {
                people->contradicts = true;
                people->contradiction = "one person is given with two different phones";
            }
        }
}

/* "suntem trei", and only two are named: a half of them is not to be told that all is well. */
static void count_heads(struct gathering *gathering)
{
    struct people *people = gathering->people;
    size_t named = 0;
    for (size_t i = 0; i < people->count; i++)
        named += people->person[i].field[FIELD_NAME].text != NULL;
    if (gathering->entities.headcount > (int)named && !people->contradicts) {
        people->contradicts = true;
        people->contradiction = "it announces more people than it names";
    }
}

/* "la același număr", "amândoi profesori" */
static void share_values(struct gathering *gathering)
{
    struct people *people = gathering->people;
    for (size_t i = 0; i < gathering->entities.count; i++) {
        struct entity *entity = &gathering->entities.item[i];
        for (size_t p = 0; p < people->count && entity->is_shared && people->count > 1; p++)
            if (!people->person[p].field[entity->field].text)
                fill_entity(gathering, &people->person[p], entity);
    }
}

/* Whose data stand there is not who writes. */
static bool lists_others(const struct gathering *gathering, const struct crowd *crowd)
{
    bool own = false;
    for (size_t i = 0; i < crowd->count; i++)
        own |= crowd->member[i].is_sender || crowd->member[i].role == ROLE_SELF;
    return !own && crowd->count > 1 && gathering->known[0];
}

#define CLEARLY_BETTER 6

/* "sediu 0243 …" stands beside the name, but "sunați-mă pe mobil: 0729 …" is what a lone person asks for. */
static void prefer_phone(struct gathering *gathering, struct member *member)
{
    struct entity **phone = &member->field[FIELD_PHONE];
    for (size_t i = 0; i < gathering->entities.count && *phone; i++) {
        struct entity *other = &gathering->entities.item[i];
        const struct unit *unit = &gathering->units.item[other->unit];
        bool is_own = unit->zone == ZONE_OWN && !unit->is_subject;
        if (other->field == FIELD_PHONE && is_own && other->weight >= (*phone)->weight + CLEARLY_BETTER)
            *phone = other;
    }
}

/* "eu și Paula Pop", and the writer's own name only below it or in From. */
static void add_writer(struct gathering *gathering)
{
    struct people *people = gathering->people;
    for (size_t i = 0; i < people->count; i++)
        if (people->person[i].is_sender)
            return;
    struct person *person = add_person(people);
    if (!person)
        return;
    person->is_sender = true;
    fill_own_name(gathering, person);
    for (size_t i = 0; i < gathering->entities.count; i++) {
        struct entity *entity = &gathering->entities.item[i];
        if (entity->is_writers && !person->field[entity->field].text)
            fill_entity(gathering, person, entity);
    }
}

static void from_crowd(struct gathering *gathering, struct crowd *crowd)
{
    struct people *people = gathering->people;
    people->nominates = crowd->nominates || lists_others(gathering, crowd);
    if (crowd->count == 1 && !crowd->nominates)
        prefer_phone(gathering, &crowd->member[0]);
    for (size_t i = 0; i < crowd->count; i++) {
        struct member *member = &crowd->member[i];
        struct person *person = add_person(people);
        if (!person)
            return;
        fill_entity(gathering, person, member->name);
        for (unsigned field = FIELD_POSITION; field <= FIELD_PHONE; field++)
            if (member->field[field])
                fill_entity(gathering, person, member->field[field]);
        /* the office of somebody is called after them, but an aide writes */
        bool written_for = gathering->entities.acting && member->role == ROLE_NOMINEE;
        person->is_sender = (member->is_sender && !written_for) || member->role == ROLE_SELF;
    }
    if (crowd->accompanied)
        add_writer(gathering);
    bool alone = people->count == 1;
    for (size_t i = 0; i < people->count; i++) {
        struct person *person = &people->person[i];
        bool self = alone && (person->is_sender || !crowd->nominates);
        if (i < crowd->count)
            fill_by_heading(gathering, person, crowd->member[i].name);
        if (alone || self) {
            fill_field(gathering, person, FIELD_PHONE, self);
            fill_field(gathering, person, FIELD_POSITION, self);
        }
        fill_organization(gathering, person);
        fill_by_place(gathering, person, self);
    }
}

/* "Persoana o stabilim săptămâna viitoare", "va participa un coleg": the one who signs is not the one who comes. */
static void from_unnamed(struct gathering *gathering)
{
    struct person *person = add_person(gathering->people);
    gathering->people->nominates = true;
    fill_field(gathering, person, FIELD_ORGANIZATION, true);
    fill_field(gathering, person, FIELD_PHONE, false);
    fill_field(gathering, person, FIELD_POSITION, false);
}

static void from_self(struct gathering *gathering)
{
    struct person *person = add_person(gathering->people);
    person->is_sender = true;
    fill_own_name(gathering, person);
    fill_field(gathering, person, FIELD_PHONE, true);
    fill_field(gathering, person, FIELD_POSITION, true);
    fill_field(gathering, person, FIELD_ORGANIZATION, true);
    fill_by_place(gathering, person, true);
}

/* ---- the rest
 * ---------------------------------------------------------------------------------------------- */

static void note_missing(struct gathering *gathering)
{
    struct people *people = gathering->people;
    for (size_t i = 0; i < people->count; i++) {
        struct person *person = &people->person[i];
        for (unsigned field = 0; field < rules_field_count(gathering->rules) && field < FIELD_LIMIT; field++)
            if (rules_field(gathering->rules, field)->required && !person->field[field].text)
                person->missing |= 1u << field;
        if (person->is_sender && gathering->letter->from.address[0])
            person->email = gathering->letter->from.address;
        person->sector = sector_of(gathering->rules, person->field[FIELD_POSITION].text,
                                   person->field[FIELD_ORGANIZATION].text, person->email);
    }
}

static void finish(struct gathering *gathering)
{
    share_values(gathering);
    fill_shared_organization(gathering);
    if (gathering->people->count == 1 && gathering->people->person[0].is_sender &&
        gathering->people->person[0].field[FIELD_NAME].text)
        fill_by_sender_name(gathering, &gathering->people->person[0]);
    for (size_t i = 0; i < gathering->people->count; i++) {
        struct person *person = &gathering->people->person[i];
        fill_by_title(gathering, person);
        for (unsigned field = FIELD_POSITION; field <= FIELD_ORGANIZATION; field++)
            person->field[field].text =
                value_base_form(gathering->letter->arena, gathering->rules, field, person->field[field].text);
    }
    note_missing(gathering);
    given_addresses(gathering->letter, gathering->people);
}

static void note_form_lines(struct gathering *gathering)
{
    bool *is_form = arena_array(gathering->letter->arena, gathering->letter->line_count + 1, sizeof *is_form);
    for (size_t i = 0; i < gathering->units.count; i++) {
        const struct unit *unit = &gathering->units.item[i];
        if (unit->taken && unit->line > 0)
            is_form[unit->line - 1] = true;
    }
    gathering->people->form_line = is_form;
}

static void keep_candidates(struct gathering *gathering)
{
    struct people *people = gathering->people;
    struct entities *entities = &gathering->entities;
    people->candidate = arena_array(gathering->letter->arena, entities->count + entities->lost_count + 1,
                                    sizeof *people->candidate);
    for (size_t i = 0; i < entities->count; i++) {
        const struct entity *entity = &entities->item[i];
        struct candidate *candidate = &people->candidate[people->candidate_count++];
        candidate->field = entity->field;
        candidate->value.text = entity->text;
        candidate->value.evidence = evidence_of(
            gathering->letter->arena, &gathering->units.item[entity->unit], entity->rule, entity->weight);
        candidate->lost = entity->used ? NULL : "another value fits the person better";
    }
    for (size_t i = 0; i < entities->lost_count; i++)
        people->candidate[people->candidate_count++] = entities->lost[i];
}

static void read_all(struct gathering *gathering, bool with_forwarded)
{
    gathering->units = units_of(gathering->letter, with_forwarded);
    gathering->form = form_of(gathering->letter, gathering->rules, &gathering->units);
    gathering->entities = entities_of(gathering->letter, gathering->rules, &gathering->units);
}

/* What was passed on holds our own address: it is the announcement or our own answer, nobody's data. */
static bool quotes_us(const struct letter *letter)
{
    for (size_t i = 0; i < letter->line_count; i++)
        for (size_t j = 0; j < letter->to.count; j++)
            if ((letter->line[i].zone == ZONE_QUOTED || letter->line[i].zone == ZONE_FORWARDED) &&
                letter->to.item[j].address[0] && text_find(letter->line[i].text, letter->to.item[j].address))
                return true;
    return false;
}

/* Whom the words name is not found: of those that are, the one who signs is not it; nor is the only one below the
 * letter of an office that will name somebody later. */
static bool only_signatory(const struct gathering *gathering, const struct crowd *crowd)
{
    bool office_writes = gathering->entities.unnamed && !gathering->header_name[0] && crowd->count == 1 &&
                         crowd->member[0].name->unit > gathering->entities.told_unit;
    if (!gathering->entities.somebody && !(gathering->entities.unnamed && crowd->count > 0))
        return false;
    for (size_t i = 0; i < crowd->count; i++) {
        const struct member *member = &crowd->member[i];
        bool only_signs =
            member->signs_office || office_writes || (member->is_sender && gathering->entities.somebody);
        if (!only_signs || member->role != ROLE_SEEN)
            return false;
    }
    return true;
}

static bool has_phone(const struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->entities.count; i++)
        if (gathering->entities.item[i].field == FIELD_PHONE)
            return true;
    return false;
}

/* "Telefon | Fax | CUI": labels that are nobody's, above a letter that names somebody. */
static bool is_letterhead(const struct form *form)
{
    return form->count == 1 && !form->person[0].given[FIELD_NAME] && !form->person[0].given[FIELD_POSITION];
}

/* "INSTITUȚIA PREFECTULUI - JUDEȚUL …", "Date de contact ale persoanei desemnate: tel. …": what a letter says is no form. */
static void read_as_text(struct gathering *gathering)
{
    gathering->form.count = 0;
    for (size_t i = 0; i < gathering->units.count; i++)
        gathering->units.item[i].taken = false;
    gathering->entities = entities_of(gathering->letter, gathering->rules, &gathering->units);
}

struct people *people_find(struct letter *letter, const struct rules *rules)
{
    struct gathering gathering = {.letter = letter, .rules = rules};
    struct people *people = gathering.people = arena_alloc(letter->arena, sizeof *people);
    people->person = arena_array(letter->arena, CAP_PEOPLE, sizeof *people->person);
    cover_open(letter, rules);
    gathering.header_name = name_in_header(letter, rules);
    read_all(&gathering, false);
    if (gathering.entities.below && gathering.form.count == 0 && !has_phone(&gathering) && !quotes_us(letter))
        read_all(&gathering, true);
    if (gathering.entities.sent_by_house)
        gathering.header_name = "";
    gathering.signature_name = name_in_signature(&gathering);
    gathering.known = gathering.header_name[0]      ? gathering.header_name
                      : gathering.signature_name[0] ? gathering.signature_name
                                                    : letter->from.name;
    struct crowd crowd = crowd_of(letter, rules, &gathering.units, &gathering.entities, gathering.known);
    if (crowd.nominates && is_letterhead(&gathering.form)) {
        read_as_text(&gathering);
        crowd = crowd_of(letter, rules, &gathering.units, &gathering.entities, gathering.known);
    }
    if (gathering.form.count > 0)
        from_form(&gathering);
    else if (only_signatory(&gathering, &crowd))
        from_unnamed(&gathering);
    else if (crowd.count > 0 && !(crowd.is_contact && gathering.header_name[0]))
        from_crowd(&gathering, &crowd);
    else if (gathering.entities.unnamed)
        from_unnamed(&gathering);
    if (people->count == 0)
        from_self(&gathering);
    finish(&gathering);
    note_form_lines(&gathering);
    find_contradictions(&gathering);
    count_heads(&gathering);
    keep_candidates(&gathering);
    people->limit = gathering.form.limit || gathering.entities.limit;
    return people;
}
