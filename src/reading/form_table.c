/* Tables: a header row and a person a row, or labels in the first column and a person a further column. */
#include "form_reader.h"

#include <string.h>

#include "name.h"
#include "phone.h"

#define NUMBER_DIGITS 5 /* a cell with so many is a phone or a date, not a label */

struct table {
    size_t first, end;               /* units */
    struct label column[CAP_PEOPLE]; /* LABEL_OTHER beyond the header's last cell */
    bool is_weak[CAP_PEOPLE];        /* another column knows this field better */
};

static const struct line *row_at(const struct reader *reader, size_t unit)
{
    return reader->units->item[unit].row;
}

static size_t cells_of(const struct line *row)
{
    return row->cell_count < CAP_PEOPLE ? row->cell_count : CAP_PEOPLE;
}

static bool is_label_cell(const struct reader *reader, const struct folded *cell, struct label *label)
{
    return label_wide(reader->letter->arena, reader->rules, cell, 0, label) && label->is_whole;
}

static unsigned fields_of(const struct label *label)
{
    unsigned fields = label->field == LABEL_OTHER ? 0 : 1u << label->field;
    for (size_t i = 0; i < label->more_count; i++)
        fields |= 1u << label->more[i];
    return fields;
}

/* ---- a header row ---------------------------------------------------------------------------------------------- */

static bool has_number(const struct folded *cell)
{
    size_t digits = 0;
    for (size_t i = 0; i < cell->length; i++)
        digits += cell->text[i] >= '0' && cell->text[i] <= '9';
    return digits >= NUMBER_DIGITS;
}

/* How many different fields the row names, if it is a header row at all: mostly labels, and not label and value in turns. */
static unsigned header_fields(const struct reader *reader, const struct line *row, struct label *column)
{
    size_t labels = 0, filled = 0;
    unsigned fields = 0;
    bool in_turns = true;
    for (size_t i = 0; i < CAP_PEOPLE; i++)
        column[i] = (struct label){.field = LABEL_OTHER};
    for (size_t i = 0; i < cells_of(row); i++) {
        const struct folded *cell = &row->cell[i];
        bool is_label = is_label_cell(reader, cell, &column[i]);
        if (!is_label)
            column[i] = (struct label){.field = LABEL_OTHER};
        fields |= fields_of(&column[i]);
        labels += is_label;
        in_turns = in_turns && is_label == (i % 2 == 0);
        if (label_is_blank(cell, 0, cell->length))
            continue;
        filled++;
        if (has_number(cell))
            return 0;
    }
    return 2 * labels < filled || (in_turns && labels > 1) ? 0 : (unsigned)__builtin_popcount(fields);
}

/* "Gradul" beside "Funcția": of two columns for one field the vaguer one only helps out. */
static void weigh_columns(const struct reader *reader, struct table *table, const struct line *header)
{
    for (size_t i = 0; i < cells_of(header); i++) {
        table->is_weak[i] = false;
        for (size_t j = 0; j < cells_of(header); j++)
            if (i != j && table->column[i].field == table->column[j].field &&
                table->column[i].field != FIELD_NAME && label_is_weak(reader->rules, &header->cell[i]))
                table->is_weak[i] = true;
    }
}

static bool cell_holds(const struct reader *reader, const struct folded *cell, unsigned field)
{
    struct phone phones[PHONES_A_TEXT];
    size_t from = 0, to = cell->length;
    return field == FIELD_NAME ? name_narrow(reader->rules, cell, &from, &to, NAME_SEEN) &&
                                     label_is_blank(cell, to, cell->length)
                               : phones_find(reader->rules, cell, phones) == 1;
}

/* Whether most of what stands in the column below the header is such a value. */
static bool column_holds(const struct reader *reader, const struct table *table, size_t first, size_t column,
                         unsigned field)
{
    size_t held = 0, filled = 0;
    for (size_t i = first; i < table->end; i++) {
        const struct line *row = row_at(reader, i);
        if (column >= cells_of(row) || label_is_blank(&row->cell[column], 0, row->cell[column].length))
            continue;
        filled++;
        held += cell_holds(reader, &row->cell[column], field);
    }
    return held > 0 && 2 * held >= filled;
}

/* "Avocat | Calitatea | Telefon": a column whose head says nothing of it is known by what stands below. */
static void tell_by_cells(const struct reader *reader, struct table *table, size_t header, unsigned field)
{
    const struct line *row = row_at(reader, header);
    struct label label;
    for (size_t i = 0; i < cells_of(row); i++)
        if (fields_of(&table->column[i]) & 1u << field)
            return;
    for (size_t i = 0; i < cells_of(row); i++)
        if (!is_label_cell(reader, &row->cell[i], &label) &&
            column_holds(reader, table, header + 1, i, field)) {
            table->column[i] = (struct label){.field = field, .is_whole = true};
            return;
        }
}

/* A header row, then one person a row. */
static void read_rows(struct reader *reader, const struct table *table, size_t first)
{
    struct label again[CAP_PEOPLE];
    for (size_t i = first; i < table->end && !form_is_full(reader); i++) {
        const struct line *row = row_at(reader, i);
        reader->units->item[i].taken = true;
        if (header_fields(reader, row, again) >= 3)
            continue; /* the header once more, on the next page */
        form_next_person(reader, i);
        for (size_t c = 0; c < cells_of(row); c++)
            if (table->column[c].field != LABEL_OTHER)
                form_put(reader, reader->current, &table->column[c], &row->cell[c], 0, row->cell[c].length, i,
                         table->is_weak[c]);
        form_drop_empty(reader);
        reader->current = NULL;
    }
}

/* ---- labels in the first column -------------------------------------------------------------------------------- */

/* Where the label of a row stands: in its first cell that is none of a number. */
static bool row_label(const struct reader *reader, const struct line *row, size_t *at, struct label *label)
{
    for (*at = 0; *at + 1 < cells_of(row) && *at < 2; ++*at)
        if (is_label_cell(reader, &row->cell[*at], label))
            return true;
    return false;
}

/* Whether the rows begin with labels of different fields. */
static bool has_label_column(const struct reader *reader, const struct table *table)
{
    unsigned fields = 0;
    size_t labels = 0, at;
    struct label label;
    for (size_t i = table->first; i < table->end; i++)
        if (row_label(reader, row_at(reader, i), &at, &label)) {
            fields |= fields_of(&label);
            labels++;
        }
    return __builtin_popcount(fields) >= 2 && 2 * labels >= table->end - table->first;
}

/* A label, then a value a person, up to the next label. Returns the cell behind them. */
static size_t read_pair(struct reader *reader, size_t index, size_t at, const struct label *label, bool wide)
{
    struct form_person **by_column = reader->by_column;
    const struct line *row = row_at(reader, index);
    bool is_name = label->field == FIELD_NAME;
    const char *words = text_key(reader->letter->arena,
                                 text_unfold(reader->letter->arena, &row->cell[at], 0, row->cell[at].length));
    struct label next;
    size_t v = at + 1;
    for (; v < cells_of(row); v++) {
        if (label_at(reader->rules, &row->cell[v], 0, &next) && next.is_whole)
            break;
        if (wide && v > at + 1 && is_label_cell(reader, &row->cell[v], &next) && next.field != label->field &&
            strchr(row->cell[v].text, ':'))
            break;
        size_t person = v - at - 1;
        if (label->field == LABEL_OTHER)
            continue;
        bool is_half =
            is_name && by_column[person] &&
            form_completes_name(reader, by_column[person], words, &row->cell[v], 0, row->cell[v].length);
        if (!by_column[person] || (is_name && by_column[person]->given[FIELD_NAME] && !is_half)) {
            form_next_person(reader, index);
            by_column[person] = reader->current;
        }
        if (by_column[person])
            form_put(reader, by_column[person], label, &row->cell[v], 0, row->cell[v].length, index, false);
        if (by_column[person] && is_name)
            by_column[person]->half = is_half ? NULL : words;
    }
    return v;
}

/* Labels in the first column: one person a further column; or pairs of label and value side by side. */
static void read_pairs(struct reader *reader, const struct table *table)
{
    bool wide = has_label_column(reader, table);
    if (table->first != reader->pairs_end) /* a layout of one small table per line goes on */
        memset(reader->by_column, 0, sizeof reader->by_column);
    reader->pairs_end = table->end;
    for (size_t i = table->first; i < table->end; i++) {
        const struct line *row = row_at(reader, i);
        for (size_t c = 0; c + 1 < cells_of(row);) {
            struct label label;
            bool found = wide ? is_label_cell(reader, &row->cell[c], &label)
                              : label_at(reader->rules, &row->cell[c], 0, &label) && label.is_whole;
            if (!found) {
                c++;
                continue;
            }
            reader->units->item[i].taken = true;
            c = read_pair(reader, i, c, &label, wide);
        }
    }
    reader->current = NULL;
}

/* ---- both ------------------------------------------------------------------------------------------------------- */

static struct table table_at(const struct reader *reader, size_t index)
{
    struct table table = {.first = index, .end = index};
    while (table.end < reader->units->count && row_at(reader, table.end) &&
           row_at(reader, table.end)->table == row_at(reader, index)->table)
        table.end++;
    return table;
}

size_t form_table(struct reader *reader, size_t index)
{
    struct table table = table_at(reader, index);
    bool has_labels = has_label_column(reader, &table);
    reader->form.in_table = true;
    for (size_t i = index; i + 1 < table.end && i < index + 3; i++) { /* a title may stand above the header */
        unsigned fields = header_fields(reader, row_at(reader, i), table.column);
        if (fields < 2 || (fields < 3 && has_labels))
            continue;
        reader->units->item[i].taken = true;
        tell_by_cells(reader, &table, i, FIELD_NAME);
        tell_by_cells(reader, &table, i, FIELD_PHONE);
        weigh_columns(reader, &table, row_at(reader, i));
        read_rows(reader, &table, i + 1);
        return table.end;
    }
    read_pairs(reader, &table);
    return table.end;
}
