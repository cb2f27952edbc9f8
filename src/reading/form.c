#include "form.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "label.h"

struct reader {
    struct letter *letter;
    const struct rules *rules;
    struct units *units;
    struct form form;
    struct form_person *current;
    struct form_person *by_column[CAP_PEOPLE]; /* of the table with labels in its first column */
    size_t pairs_end;
    unsigned seen; /* bit per field labelled so far */
};

static bool is_full(const struct reader *reader)
{
    return reader->form.count == CAP_PEOPLE;
}

static void next_person(struct reader *reader, size_t unit)
{
    if (is_full(reader))
        return;
    reader->current = &reader->form.person[reader->form.count++];
    reader->current->unit = unit;
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

static void put(struct reader *reader, struct form_person *person, unsigned field,
                const struct label_value *value, size_t unit)
{
    struct value *place = &person->field[field];
    person->given[field] = true;
    reader->seen |= 1u << field;
    if (!value->text)
        return;
    const char *rule = rules_field(reader->rules, field)->label->name;
    if (!place->text) {
        place->text = value->text;
    } else if (field == FIELD_NAME) {
        place->text = joined_name(reader, place->text, value->text);
    } else if (place->evidence.weight < 100) {
        place->text = value->text; /* it was only the rest of another field */
    } else if (field != FIELD_PHONE || value->preference <= place->evidence.weight - 100) {
        return; /* the first value of a field counts, but a mobile goes before a landline */
    } else {
        place->text = value->text;
    }
    place->evidence =
        evidence_of(reader->letter->arena, &reader->units->item[unit], rule, 100 + value->preference);
    if (field == FIELD_PHONE)
        person->extension = value->extension;
    struct value *rest = value->rest ? &person->field[value->rest_field] : NULL;
    if (rest && !rest->text) { /* its own label, should it come, goes before it */
        rest->text = value->rest;
        rest->evidence = evidence_of(reader->letter->arena, &reader->units->item[unit], rule, 60);
    }
}

static bool is_part_of_name(const struct form_person *person, const struct label_value *value)
{
    const struct value *name = &person->field[FIELD_NAME];
    return name->text && value->text && !strchr(name->text, ' ') && value->is_partial;
}

static void give(struct reader *reader, unsigned field, const struct folded *text, size_t from, size_t to,
                 size_t unit)
{
    struct label_value value = label_value_read(reader->letter->arena, reader->rules, field, text, from, to);
    reader->form.limit |= value.limit;
    bool same = reader->current && field == FIELD_NAME && is_part_of_name(reader->current, &value);
    if (!same && begins_person(reader, field) &&
        (field == FIELD_NAME || !reader->current || field != FIELD_PHONE))
        next_person(reader, unit);
    if (reader->current)
        put(reader, reader->current, field, &value, unit);
}

/* ---- lines with labels
 * ------------------------------------------------------------------------------------- */

/* One unit: every label in it with what stands between it and the next one. */
static size_t read_line(struct reader *reader, size_t index)
{
    struct unit *unit = &reader->units->item[index];
    const struct folded *text = &unit->folded;
    struct label label;
    if (!label_at(reader->rules, text, 0, &label))
        return index + 1;
    unit->taken = true;
    for (bool more = true; more;) {
        struct label next;
        more = label_next(reader->rules, text, label.to, &next);
        size_t end = more ? next.from : text->length;
        bool empty = label_is_blank(text, label.to, end);
        bool value_below = empty && !more && index + 1 < reader->units->count;
        if (label.field != LABEL_OTHER && value_below) {
            struct unit *below = &reader->units->item[index + 1];
            struct label other;
            if (!below->is_subject && !below->row && !label_at(reader->rules, &below->folded, 0, &other)) {
                below->taken = true;
                give(reader, label.field, &below->folded, 0, below->folded.length, index + 1);
                return index + 2;
            }
        }
        if (label.field != LABEL_OTHER)
            give(reader, label.field, text, label.to, end, index);
        label = next;
    }
    return index + 1;
}

/* Labels one below the other, then as many values: a table whose cells a mail client wrote as lines. */
static size_t read_column(struct reader *reader, size_t index)
{
    unsigned column[CAP_PEOPLE];
    size_t columns = 0, at = index;
    struct label label;
    for (; at < reader->units->count && columns < CAP_PEOPLE; at++) {
        const struct unit *unit = &reader->units->item[at];
        if (unit->is_subject || unit->row || !label_at(reader->rules, &unit->folded, 0, &label) ||
            !label.is_whole)
            break;
        column[columns++] = label.field;
    }
    if (columns < 2)
        return index;
    size_t values = 0;
    while (at + values < reader->units->count && !reader->units->item[at + values].is_subject &&
           !label_at(reader->rules, &reader->units->item[at + values].folded, 0, &label))
        values++;
    for (size_t row = 0; (row + 1) * columns <= values && !is_full(reader); row++) {
        next_person(reader, at + row * columns);
        bool has_value = false;
        for (size_t i = 0; i < columns; i++) {
            size_t unit = at + row * columns + i;
            struct folded *text = &reader->units->item[unit].folded;
            if (column[i] == LABEL_OTHER)
                continue;
            struct label_value value =
                label_value_read(reader->letter->arena, reader->rules, column[i], text, 0, text->length);
            put(reader, reader->current, column[i], &value, unit);
            has_value |= value.text && (column[i] == FIELD_NAME || column[i] == FIELD_PHONE);
        }
        if (!has_value) { /* what follows the table is text again */
            memset(reader->current, 0, sizeof *reader->current);
            reader->form.count--;
            reader->current = NULL;
            break;
        }
        for (size_t i = 0; i < columns; i++)
            reader->units->item[at + row * columns + i].taken = true;
    }
    for (size_t i = index; i < at; i++)
        reader->units->item[i].taken = true;
    return at;
}

/* ---- tables
 * ------------------------------------------------------------------------------------------------ */

static size_t header_columns(struct reader *reader, const struct line *row, unsigned *column)
{
    size_t labels = 0;
    for (size_t i = 0; i < row->cell_count && i < CAP_PEOPLE; i++) {
        struct label label;
        bool is_label = label_at(reader->rules, &row->cell[i], 0, &label) && label.is_whole;
        column[i] = is_label ? label.field : LABEL_OTHER;
        labels += is_label && label.field != LABEL_OTHER;
    }
    return labels;
}

static void read_cell(struct reader *reader, struct form_person *person, unsigned field,
                      const struct folded *cell, size_t unit)
{
    struct label_value value =
        label_value_read(reader->letter->arena, reader->rules, field, cell, 0, cell->length);
    reader->form.limit |= value.limit;
    put(reader, person, field, &value, unit);
}

static bool has_text(const struct form_person *person)
{
    for (unsigned i = 0; i < FIELD_LIMIT; i++)
        if (person->field[i].text)
            return true;
    return false;
}

/* A header row, then one person a row. */
static void read_rows(struct reader *reader, size_t first, size_t end, const unsigned *column)
{
    for (size_t i = first; i < end && !is_full(reader); i++) {
        struct unit *unit = &reader->units->item[i];
        unit->taken = true;
        next_person(reader, i);
        for (size_t c = 0; c < unit->row->cell_count && c < CAP_PEOPLE; c++)
            if (column[c] != LABEL_OTHER)
                read_cell(reader, reader->current, column[c], &unit->row->cell[c], i);
        if (!has_text(reader->current)) {
            memset(reader->current, 0, sizeof *reader->current);
            reader->form.count--;
        }
        reader->current = NULL;
    }
}

/* Labels in the first column: one person a further column; or pairs of label and value side by side. */
static void read_pairs(struct reader *reader, size_t first, size_t end)
{
    struct form_person **by_column = reader->by_column;
    if (first != reader->pairs_end) /* a layout of one small table per line goes on */
        memset(by_column, 0, sizeof reader->by_column);
    reader->pairs_end = end;
    for (size_t i = first; i < end; i++) {
        struct unit *unit = &reader->units->item[i];
        const struct line *row = unit->row;
        for (size_t c = 0; c + 1 < row->cell_count && c + 1 < CAP_PEOPLE; c++) {
            struct label label, value_label;
            if (!label_at(reader->rules, &row->cell[c], 0, &label) || !label.is_whole)
                continue;
            unit->taken = true;
            for (size_t v = c + 1; v < row->cell_count && v < CAP_PEOPLE && label.field != LABEL_OTHER; v++) {
                if (label_at(reader->rules, &row->cell[v], 0, &value_label) && value_label.is_whole)
                    break;
                size_t person = v - c - 1;
                if (!by_column[person] ||
                    (label.field == FIELD_NAME && by_column[person]->given[FIELD_NAME])) {
                    next_person(reader, i);
                    by_column[person] = reader->current;
                }
                if (by_column[person])
                    read_cell(reader, by_column[person], label.field, &row->cell[v], i);
            }
        }
    }
    reader->current = NULL;
}

static size_t read_table(struct reader *reader, size_t index)
{
    unsigned table = reader->units->item[index].row->table, column[CAP_PEOPLE];
    size_t end = index;
    while (end < reader->units->count && reader->units->item[end].row &&
           reader->units->item[end].row->table == table)
        end++;
    reader->form.in_table = true;
    for (size_t i = index; i < end && i < index + 3; i++) /* a title may stand above the header */
        if (header_columns(reader, reader->units->item[i].row, column) >= 2) {
            reader->units->item[i].taken = true;
            read_rows(reader, i + 1, end, column);
            return end;
        }
    read_pairs(reader, index, end);
    return end;
}

/* Whether the signature is a form of its own and not just "Tel.: …" under a name. */
static bool signature_is_form(const struct rules *rules, const struct units *units)
{
    unsigned fields = 0;
    for (size_t i = 0; i < units->count; i++) {
        struct label label;
        if (units->item[i].zone == ZONE_SIGNATURE && !units->item[i].is_subject &&
            label_at(rules, &units->item[i].folded, 0, &label) && label.field < FIELD_PHONE)
            fields |= 1u << label.field;
    }
    return __builtin_popcount(fields) >= 2;
}

/* A form in which nobody has a name and only one field was labelled is no form but a sentence with a colon.
 */
static void keep_real(struct reader *reader)
{
    size_t kept = 0;
    for (size_t i = 0; i < reader->form.count; i++)
        if (has_text(&reader->form.person[i]))
            reader->form.person[kept++] = reader->form.person[i];
    reader->form.count = kept;
    reader->form.fields = (unsigned)__builtin_popcount(reader->seen);
    if (reader->form.fields >= 2 || (reader->form.in_table && kept > 0))
        return;
    reader->form.count = 0;
    for (size_t i = 0; i < reader->units->count; i++)
        reader->units->item[i].taken = false;
}

struct form form_of(struct letter *letter, const struct rules *rules, struct units *units)
{
    struct reader reader = {.letter = letter, .rules = rules, .units = units, .pairs_end = (size_t)-1};
    reader.form.person = arena_array(letter->arena, CAP_PEOPLE, sizeof *reader.form.person);
    bool with_signature = signature_is_form(rules, units);
    for (size_t i = 0; i < units->count;) {
        const struct unit *unit = &units->item[i];
        size_t next = i;
        if (unit->row)
            next = read_table(&reader, i);
        else if (unit->is_subject || unit->zone == ZONE_OWN || with_signature)
            next = read_column(&reader, i);
        if (next == i && (unit->zone == ZONE_OWN || with_signature))
            next = read_line(&reader, i);
        i = next > i ? next : i + 1;
    }
    keep_real(&reader);
    return reader.form;
}
