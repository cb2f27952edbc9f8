#include "form.h"

#include <string.h>

#include "form_reader.h"
#include "phone.h"

#define NEIGHBOURS 4 /* units away: a label and its value, a blank and a label of something else */

/* ---- which lines begin with a label -------------------------------------------------------------------------- */

static bool is_read(const struct unit *unit, bool with_signature)
{
    return !unit->row && !unit->is_subject && (unit->zone == ZONE_OWN || with_signature);
}

/* Whether labels stand one below the other here, with as many values behind them. */
static bool is_in_column(const struct reader *reader, size_t index)
{
    size_t first = index, end = index;
    while (first > 0 && reader->label[first - 1].is_whole)
        first--;
    while (reader->label[end].is_whole)
        end++;
    size_t values = 0;
    while (end + values < reader->units->count && reader->label[end + values].to == 0 && values < end - first)
        values++;
    return values == end - first;
}

/* What follows the label on its line, or stands on the next one, can be its value. */
static bool has_fitting_value(const struct reader *reader, size_t index)
{
    const struct label *label = &reader->label[index];
    const struct unit *unit = &reader->units->item[index], *below = unit + 1;
    if (!label->is_whole)
        return label_fits(reader->rules, label, &unit->folded, label->to, unit->folded.length);
    if (index + 1 >= reader->units->count || below->is_subject || below->row)
        return false;
    return reader->label[index + 1].to > 0
               ? is_in_column(reader, index)
               : label_fits(reader->rules, label, &below->folded, 0, below->folded.length);
}

/* How many other fields the labels around ask for. */
static unsigned fields_around(const struct reader *reader, size_t index, const bool *fits)
{
    unsigned fields = 0;
    size_t first = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    for (size_t i = first; i < reader->units->count && i <= index + NEIGHBOURS; i++)
        if (i != index && fits[i] && reader->label[i].field != LABEL_OTHER &&
            reader->label[i].field != reader->label[index].field)
            fields |= 1u << reader->label[i].field;
    return (unsigned)__builtin_popcount(fields);
}

static bool is_question(const struct folded *text, const struct label *label)
{
    const char *mark = memchr(text->text + label->from, '?', label->to - label->from);
    return mark != NULL;
}

static bool asks_for(const struct label *label, unsigned field)
{
    bool asked = label->to > 0 && label->field == field;
    for (size_t i = 0; i < label->more_count && label->to > 0; i++)
        asked = asked || label->more[i] == field;
    return asked;
}

/* In a form that asks for no organization by name, a line whose value is one does ("Casa mea: Biblioteca …"). */
static void note_workplaces(struct reader *reader, const bool *fits, bool with_signature)
{
    for (size_t i = 0; i < reader->units->count; i++)
        if (asks_for(&reader->label[i], FIELD_ORGANIZATION))
            return;
    for (size_t i = 0; i < reader->units->count; i++) {
        const struct unit *unit = &reader->units->item[i];
        struct label label;
        if (!is_read(unit, with_signature) || reader->label[i].to > 0 || fields_around(reader, i, fits) < 2 ||
            label_wide(reader->letter->arena, reader->rules, &unit->folded, 0, &label) ||
            !label_of_workplace(reader->letter->arena, reader->rules, &unit->folded, &label))
            continue;
        reader->label[i] = label;
        return;
    }
}

/* "Gradul" gives way to "Funcția". */
static void weigh_labels(struct reader *reader)
{
    for (size_t i = 0; i < reader->units->count; i++) {
        struct label *label = &reader->label[i];
        if (label->to > 0 && (label->field == FIELD_POSITION || label->field == FIELD_ORGANIZATION))
            label->is_weak |= label_is_weak(reader->rules, &reader->units->item[i].folded);
    }
}

/* A label known by its key word only is one where a label of another field is near; "De unde?" needs two. */
static void note_labels(struct reader *reader, bool with_signature)
{
    size_t count = reader->units->count;
    reader->label = arena_array(reader->letter->arena, count + 1, sizeof *reader->label);
    bool *fits = arena_array(reader->letter->arena, count + 1, sizeof *fits);
    for (size_t i = 0; i < count; i++) {
        const struct unit *unit = &reader->units->item[i];
        struct label label = {.to = 0};
        bool found = is_read(unit, with_signature)
                         ? label_wide(reader->letter->arena, reader->rules, &unit->folded, 0, &label)
                         : !unit->row && label_at(reader->rules, &unit->folded, 0, &label);
        bool says_else =
            label.is_wide && label.field == LABEL_OTHER && !label.is_whole; /* data may stand in it */
        if (found && !says_else)
            reader->label[i] = label;
    }
    for (size_t i = 0; i < count; i++)
        fits[i] = reader->label[i].to > 0 && (!reader->label[i].is_wide || has_fitting_value(reader, i));
    for (size_t i = 0; i < count; i++) {
        unsigned needed = is_question(&reader->units->item[i].folded, &reader->label[i]) ? 2 : 1;
        if (reader->label[i].is_wide && (!fits[i] || fields_around(reader, i, fits) < needed))
            reader->label[i].to = 0;
    }
    note_workplaces(reader, fits, with_signature);
    weigh_labels(reader);
}

static bool has_label(const struct reader *reader, size_t index)
{
    return reader->label[index].to > 0;
}

/* ---- lines with labels --------------------------------------------------------------------------------------- */

/* The label alone, and its value on the next line. Returns whether it is so. */
static bool read_below(struct reader *reader, const struct label *label, size_t index)
{
    if (label->field == LABEL_OTHER || index + 1 >= reader->units->count)
        return false;
    struct unit *below = &reader->units->item[index + 1];
    if (below->is_subject || below->row || has_label(reader, index + 1))
        return false;
    below->taken = reader->alternates = true;
    form_give(reader, label, &below->folded, 0, below->folded.length, index + 1);
    return true;
}

/* A number below "Fax:" is none of the writer's. */
static void pass_number_below(struct reader *reader, size_t index)
{
    if (index + 1 >= reader->units->count || has_label(reader, index + 1))
        return;
    struct arena *arena = reader->letter->arena;
    struct unit *below = &reader->units->item[index + 1];
    const char *text =
        arena_format(arena, "%s %s", reader->units->item[index].folded.text, below->folded.text);
    struct folded both = text_fold(arena, text, strlen(text));
    struct phone phones[PHONES_A_TEXT];
    below->taken |= !below->row && phones_find(reader->rules, &below->folded, phones) > 0 &&
                    phones_find(reader->rules, &both, phones) == 0;
}

/* One unit: every label in it with what stands between it and the next one. */
static size_t read_line(struct reader *reader, size_t index)
{
    if (!has_label(reader, index))
        return index + 1;
    struct unit *unit = &reader->units->item[index];
    const struct folded *text = &unit->folded;
    struct label label = reader->label[index];
    bool dashes = memchr(text->text, '-', label.to) && !memchr(text->text, ':', label.to);
    unit->taken = true;
    for (bool more = true; more;) {
        struct label next;
        more = label_next_wide(reader->letter->arena, reader->rules, text, label.to, dashes, &next);
        size_t end = more ? next.from : text->length;
        bool is_alone = !more && label_is_blank(text, label.to, end);
        if (is_alone && read_below(reader, &label, index))
            return index + 2;
        if (is_alone)
            pass_number_below(reader, index);
        if (label.field != LABEL_OTHER)
            form_give(reader, &label, text, label.to, end, index);
        label = next;
    }
    return index + 1;
}

/* ---- labels one below the other, then as many values: a table whose cells a mail client wrote as lines -------- */

static size_t column_labels(const struct reader *reader, size_t index, struct label *column)
{
    size_t columns = 0;
    for (size_t at = index; at < reader->units->count && columns < CAP_PEOPLE; at++) {
        const struct unit *unit = &reader->units->item[at];
        if (unit->is_subject || unit->row || !has_label(reader, at) || !reader->label[at].is_whole)
            break;
        column[columns++] = reader->label[at];
    }
    return columns;
}

/* The values of one person from unit `at` on; false when there is neither name nor phone among them: text again. */
static bool read_column_row(struct reader *reader, const struct label *column, size_t columns, size_t at)
{
    form_next_person(reader, at);
    for (size_t i = 0; i < columns; i++) {
        const struct folded *text = &reader->units->item[at + i].folded;
        if (column[i].field != LABEL_OTHER)
            form_put(reader, reader->current, &column[i], text, 0, text->length, at + i, false);
    }
    if (!reader->current->field[FIELD_NAME].text && !reader->current->field[FIELD_PHONE].text) {
        memset(reader->current, 0, sizeof *reader->current);
        reader->form.count--;
        reader->current = NULL;
        return false;
    }
    for (size_t i = 0; i < columns; i++)
        reader->units->item[at + i].taken = true;
    return true;
}

static size_t read_column(struct reader *reader, size_t index)
{
    struct label column[CAP_PEOPLE];
    size_t columns = column_labels(reader, index, column), at = index + columns, values = 0;
    if (columns < 2 || reader->alternates)
        return index;
    while (at + values < reader->units->count && !reader->units->item[at + values].is_subject &&
           !has_label(reader, at + values))
        values++;
    for (size_t row = 0; (row + 1) * columns <= values && !form_is_full(reader); row++)
        if (!read_column_row(reader, column, columns, at + row * columns))
            break;
    for (size_t i = index; i < at; i++)
        reader->units->item[i].taken = true;
    return at;
}

/* ---- all of it ----------------------------------------------------------------------------------------------- */

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

static unsigned fields_given(const struct form_person *person)
{
    unsigned fields = 0;
    for (unsigned field = 0; field < FIELD_LIMIT; field++)
        fields += person->given[field];
    return fields;
}

/* "tel. 0264…" below a table of people: the phone of who signs, not one more person. */
static bool is_stray(const struct reader *reader, const struct form_person *person)
{
    if (person->given[FIELD_NAME] || fields_given(person) > 1)
        return false;
    for (size_t i = 0; i < reader->form.count; i++)
        if (reader->form.person[i].field[FIELD_NAME].text)
            return true;
    return false;
}

/* A form in which nobody has a name and only one field was labelled is no form but a sentence with a colon.
 */
static void keep_real(struct reader *reader)
{
    size_t kept = 0;
    for (size_t i = 0; i < reader->form.count; i++) {
        struct form_person *person = &reader->form.person[i];
        if (!form_has_text(person))
            continue;
        if (is_stray(reader, person))
            reader->units->item[person->unit].taken = false;
        else
            reader->form.person[kept++] = *person;
    }
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
    note_labels(&reader, with_signature);
    for (size_t i = 0; i < units->count;) {
        const struct unit *unit = &units->item[i];
        size_t next = i;
        if (unit->row)
            next = form_table(&reader, i);
        else if (unit->is_subject || unit->zone == ZONE_OWN || with_signature)
            next = read_column(&reader, i);
        if (next == i && (unit->zone == ZONE_OWN || with_signature))
            next = read_line(&reader, i);
        i = next > i ? next : i + 1;
    }
    keep_real(&reader);
    return reader.form;
}
