#include "form_reader.h"

#include <string.h>

#include "name.h"
#include "phone.h"

#define PARTS        8
#define WEIGHT       100 /* of a value under its own label */
#define WEIGHT_GUESS 60  /* of one that its own label, should it come, goes before */

bool form_is_full(const struct reader *reader)
{
    return reader->form.count == CAP_PEOPLE;
}

void form_next_person(struct reader *reader, size_t unit)
{
    if (form_is_full(reader))
        return;
    reader->current = &reader->form.person[reader->form.count++];
    reader->current->unit = unit;
}

bool form_has_text(const struct form_person *person)
{
    for (unsigned i = 0; i < FIELD_LIMIT; i++)
        if (person->field[i].text)
            return true;
    return false;
}

bool form_drop_empty(struct reader *reader)
{
    if (reader->form.count == 0 || form_has_text(&reader->form.person[reader->form.count - 1]))
        return false;
    memset(&reader->form.person[--reader->form.count], 0, sizeof *reader->form.person);
    return true;
}

/* A label that comes again begins the next person: the name's always, another one when it opened this person.
 */
static bool begins_person(const struct reader *reader, unsigned field)
{
    const struct form_person *person = reader->current;
    if (!person)
        return true;
    if (!person->given[field])
        return false;
    return field == FIELD_NAME || !person->given[FIELD_NAME];
}

static const char *joined_name(struct reader *reader, const char *before, const char *after)
{
    const char *both = arena_format(reader->letter->arena, "%s %s", before, after);
    return text_line(reader->letter->arena, both, strlen(both), CAP_VALUE_BYTES);
}

/* "idem": what the person before has. */
static void take_from_above(struct reader *reader, struct form_person *person, unsigned field)
{
    if (person > reader->form.person && !person->field[field].text)
        person->field[field] = person[-1].field[field];
}

/* What the text gives of another field, where that one has no value yet. */
static void put_rest(struct reader *reader, struct form_person *person, unsigned field,
                     const struct label_value *value, size_t unit)
{
    struct value *rest = value->rest ? &person->field[value->rest_field] : NULL;
    if (!rest || rest->text)
        return;
    rest->text = value->rest;
    rest->evidence = evidence_of(reader->letter->arena, &reader->units->item[unit],
                                 rules_field(reader->rules, field)->label->name, WEIGHT_GUESS);
}

/* "Tel. 0255 …" of a letterhead: not the phone of whoever says below their name that they have none. */
static bool stands_above_name(const struct form_person *person)
{
    const struct value *phone = &person->field[FIELD_PHONE], *name = &person->field[FIELD_NAME];
    return phone->text && name->text && phone->evidence.line < name->evidence.line;
}

static void put(struct reader *reader, struct form_person *person, unsigned field,
                const struct label_value *value, size_t unit, int weight)
{
    struct value *place = &person->field[field];
    person->given[field] = true;
    reader->seen |= 1u << field;
    put_rest(reader, person, field, value, unit);
    if (value->is_same)
        take_from_above(reader, person, field);
    if (!value->text) {
        if (field == FIELD_PHONE && stands_above_name(person))
            *place = (struct value){0};
        return;
    }
    const char *rule = rules_field(reader->rules, field)->label->name;
    if (!place->text) {
        place->text = value->text;
    } else if (field == FIELD_NAME) {
        place->text = joined_name(reader, place->text, value->text);
    } else if (place->evidence.weight < WEIGHT && weight >= WEIGHT) {
        place->text = value->text; /* it was only the rest of another field */
    } else if (field != FIELD_PHONE || value->preference <= place->evidence.weight - WEIGHT) {
        return; /* the first value of a field counts, but a mobile goes before a landline */
    } else {
        place->text = value->text;
    }
    place->evidence =
        evidence_of(reader->letter->arena, &reader->units->item[unit], rule, weight + value->preference);
    if (field == FIELD_PHONE)
        person->extension = value->extension;
}

/* ---- several fields under one label -------------------------------------------------------------------------- */

struct part {
    size_t from, to;
    bool used;
};

static void add_part(const struct folded *text, size_t from, size_t to, struct part *part, size_t *count)
{
    if (*count < PARTS && from < to && !label_is_blank(text, from, to))
        part[(*count)++] = (struct part){.from = from, .to = to};
}

/* The text cut at commas, semicolons, bars, slashes and dashes with blanks around them. */
static void cut_at_marks(const struct folded *text, size_t from, size_t to, struct part *part, size_t *count)
{
    size_t begin = from;
    for (size_t at = from; at < to && *count + 1 < PARTS; at++) {
        bool blanks = at > from && at + 1 < to && text->text[at - 1] == ' ' && text->text[at + 1] == ' ';
        if (!strchr(",;|/", text->text[at]) && !(text->text[at] == '-' && blanks))
            continue;
        add_part(text, begin, at, part, count);
        begin = at + 1;
    }
    add_part(text, begin, to, part, count);
}

/* "Asociația X, tel. " before a number. */
static size_t before_number(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    const struct rule *rule = rules_named(rules, "form.leads-to-number");
    struct rule_match match;
    return rule && rule_try(rule, text->text, to, from, &match) == RULE_YES ? match.from : to;
}

/* The text in parts; a phone number is one of its own wherever it stands. */
static size_t cut(struct reader *reader, const struct folded *text, size_t from, size_t to,
                  struct part part[PARTS])
{
    struct phone phones[PHONES_A_TEXT];
    size_t count = 0, begin = from;
    int found = phones_find(reader->rules, text, phones);
    reader->form.limit |= found < 0;
    for (int i = 0; i < found; i++) {
        if (phones[i].from < begin || phones[i].to > to)
            continue;
        cut_at_marks(text, begin, before_number(reader->rules, text, begin, phones[i].from), part, &count);
        add_part(text, phones[i].from, phones[i].to, part, &count);
        begin = phones[i].to;
    }
    cut_at_marks(text, begin, to, part, &count);
    return count;
}

/* What surely is a name or a phone goes to its field, wherever it stands. */
static void put_sure(struct reader *reader, struct form_person *person, unsigned field,
                     const struct folded *text, struct part *part, size_t parts, size_t unit)
{
    person->given[field] = true;
    reader->seen |= 1u << field;
    for (size_t i = 0; i < parts; i++) {
        size_t from = part[i].from, to = part[i].to;
        if (part[i].used ||
            (field == FIELD_NAME && !name_narrow(reader->rules, text, &from, &to, NAME_GIVEN)))
            continue;
        struct label_value value =
            label_value_read(reader->letter->arena, reader->rules, field, text, part[i].from, part[i].to);
        if (!value.text)
            continue;
        put(reader, person, field, &value, unit, WEIGHT);
        part[i].used = field != FIELD_NAME || label_is_blank(text, to, part[i].to);
        part[i].from = to; /* "Ana Pop psiholog": the rest is another field's */
        if (field == FIELD_NAME)
            return;
    }
}

/* "director, Asociația X" under "Funcția și instituția", "Ana Pop, psiholog" under "Nume, funcție": the parts in their
 * order; the last field takes what is left. */
static void put_parts(struct reader *reader, struct form_person *person, const struct label *label,
                      const struct folded *text, size_t from, size_t to, size_t unit)
{
    struct part part[PARTS];
    size_t parts = cut(reader, text, from, to, part), next = 0;
    unsigned field[1 + LABEL_MORE], fields = 0;
    for (size_t i = 0; i <= label->more_count; i++) {
        unsigned one = i ? label->more[i - 1] : label->field;
        if (one == FIELD_NAME || one == FIELD_PHONE)
            put_sure(reader, person, one, text, part, parts, unit);
        else
            field[fields++] = one;
    }
    for (unsigned i = 0; i < fields; i++) {
        while (next < parts && part[next].used)
            next++;
        size_t last = next; /* of the parts that this field takes */
        while (i + 1 == fields && last + 1 < parts && !part[last + 1].used)
            last++;
        struct label_value value = {.text = NULL};
        if (next < parts)
            value = label_value_read(reader->letter->arena, reader->rules, field[i], text, part[next].from,
                                     part[last].to);
        put(reader, person, field[i], &value, unit, WEIGHT);
        next = last + 1;
    }
}

/* "Asociația X, tel. 0722 345 678" under "Unde lucrez". */
static bool holds_phone_too(const struct reader *reader, const struct label *label, const struct folded *text,
                            size_t from, size_t to)
{
    struct phone phones[PHONES_A_TEXT];
    bool asked = label->field == FIELD_PHONE || label->field >= FIELD_FIRST_CUSTOM;
    for (size_t i = 0; i < label->more_count; i++)
        asked = asked || label->more[i] == FIELD_PHONE;
    int found = asked ? 0 : phones_find(reader->rules, text, phones);
    for (int i = 0; i < found; i++)
        if (phones[i].from >= from && phones[i].to <= to)
            return true;
    return false;
}

/* ---- to whom ------------------------------------------------------------------------------------------------- */

void form_put(struct reader *reader, struct form_person *person, const struct label *label,
              const struct folded *text, size_t from, size_t to, size_t unit, bool weak)
{
    if (label->more_count < LABEL_MORE && holds_phone_too(reader, label, text, from, to)) {
        struct label both = *label;
        unsigned seen = reader->seen & 1u << FIELD_PHONE;
        bool given = person->given[FIELD_PHONE];
        both.more[both.more_count++] = FIELD_PHONE;
        put_parts(reader, person, &both, text, from, to, unit);
        reader->seen =
            (reader->seen & ~(1u << FIELD_PHONE)) | seen; /* nobody asked for it: it makes no form */
        person->given[FIELD_PHONE] = given;
        return;
    }
    if (label->more_count > 0) {
        put_parts(reader, person, label, text, from, to, unit);
        return;
    }
    struct label_value value =
        label_value_read(reader->letter->arena, reader->rules, label->field, text, from, to);
    reader->form.limit |= value.limit;
    put(reader, person, label->field, &value, unit, weak ? WEIGHT_GUESS : WEIGHT);
}

static bool is_half_label(const struct reader *reader, const char *label)
{
    const struct rule *rule = rules_named(reader->rules, "form.half-of-name");
    return rule && rule_try(rule, label, strlen(label), 0, NULL) == RULE_YES;
}

/* The label as it stands at the value's unit or the one above it. */
static const char *label_words(struct reader *reader, const struct label *label, size_t unit)
{
    const struct folded *text = &reader->units->item[unit].folded;
    if (reader->label[unit].to == 0 && unit > 0)
        text = &reader->units->item[unit - 1].folded;
    return text_key(reader->letter->arena, text_unfold(reader->letter->arena, text, label->from, label->to));
}

/* "Nume: Pop" / "Prenume: Ana Maria": two labels, one name. */
bool form_completes_name(const struct reader *reader, const struct form_person *person, const char *label,
                         const struct folded *text, size_t from, size_t to)
{
    const char *name = person->field[FIELD_NAME].text;
    if (person->half && strcmp(person->half, label) != 0 &&
        (is_half_label(reader, label) || is_half_label(reader, person->half)))
        return true;
    struct label_value value =
        label_value_read(reader->letter->arena, reader->rules, FIELD_NAME, text, from, to);
    return name && value.text && !strchr(name, ' ') && value.is_partial;
}

static bool is_for_all(struct reader *reader, const struct label *label, size_t unit)
{
    const struct rule *rule = rules_named(reader->rules, "form.for-all");
    const char *words = label_words(reader, label, unit);
    return rule && rule_try(rule, words, strlen(words), 0, NULL) == RULE_YES;
}

/* "Instituția (pentru ambele): …": whoever was not asked for it has the last one's. */
static void share(struct reader *reader, unsigned field)
{
    for (size_t i = 0; field < FIELD_LIMIT && i < reader->form.count; i++) {
        struct form_person *person = &reader->form.person[i];
        if (!person->given[field] && reader->current->field[field].text) {
            person->field[field] = reader->current->field[field];
            person->given[field] = true;
        }
    }
}

void form_give(struct reader *reader, const struct label *label, const struct folded *text, size_t from,
               size_t to, size_t unit)
{
    unsigned field = label->field;
    bool is_name = field == FIELD_NAME && label->more_count == 0;
    const char *words = is_name ? label_words(reader, label, unit) : NULL;
    bool same =
        reader->current && is_name && form_completes_name(reader, reader->current, words, text, from, to);
    if (!same && begins_person(reader, field) &&
        (field == FIELD_NAME || !reader->current || field != FIELD_PHONE))
        form_next_person(reader, unit);
    if (!reader->current)
        return;
    form_put(reader, reader->current, label, text, from, to, unit, label->is_weak);
    if (!is_name && is_for_all(reader, label, unit))
        share(reader, field);
    if (is_name)
        reader->current->half = same ? NULL : words;
}
