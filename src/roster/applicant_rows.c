#include <string.h>
#include "values.h"

#define ROW                                                                                                  \
    "SELECT id, status, note, contact, letter, created, updated, asked, last_asked, EXISTS (SELECT"          \
    " 1 FROM value WHERE value.applicant = applicant.id AND state = 'proposed') FROM applicant "
#define VALUES "SELECT applicant, field, text FROM value WHERE state = 'current' AND text <> '' "

static struct applicant *read_row(struct statement *statement, size_t field_count, struct arena *arena)
{
    struct applicant *row = arena_alloc(arena, sizeof *row);
    row->id = column_integer(statement, 0);
    row->status = (enum applicant_status)column_enum(statement, 1, word_of_status, STATUS_COUNT);
    row->note = column_word(statement, 2, arena);
    row->contact = column_word(statement, 3, arena);
    row->letter = column_integer(statement, 4);
    row->created = column_integer(statement, 5);
    row->updated = column_integer(statement, 6);
    row->asked = (unsigned)column_integer(statement, 7);
    row->last_asked = column_instant(statement, 8);
    row->disputed = column_integer(statement, 9) != 0;
    row->field_count = field_count;
    row->language = "";
    return row;
}

static enum sector sector_named(const char *word)
{
    for (int i = 0; i < SECTOR_COUNT; i++)
        if (word_of_sector(i) && strcmp(word_of_sector(i), word) == 0)
            return (enum sector)i;
    return SECTOR_NONE;
}

static void put(const struct roster *roster, struct applicant *row, const char *field, const char *value)
{
    for (size_t i = 0; i < roster->field_count; i++)
        if (strcmp(field, roster->field[i].id) == 0)
            row->field[i] = value;
    if (strcmp(field, VALUE_EXTENSION) == 0)
        row->extension = value;
    else if (strcmp(field, VALUE_SECTOR) == 0)
        row->sector = sector_named(value);
    else if (strcmp(field, VALUE_EMAIL) == 0)
        row->email = value;
    else if (strcmp(field, VALUE_LANGUAGE) == 0)
        row->language = value;
}

static void find_missing(const struct roster *roster, struct applicant *row)
{
    for (size_t i = 0; i < roster->field_count; i++)
        if (roster->field[i].required && !row->field[i])
            row->missing |= 1u << i;
}

static int read_values(struct roster *roster, struct applicant *row, struct arena *arena, struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err, VALUES "AND applicant = ?1", integer(row->id)))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0)
        put(roster, row, column_word(statement, 1, arena), column_word(statement, 2, arena));
    statement_close(&statement);
    find_missing(roster, row);
    return more;
}

static int look_up(struct roster *roster, int64_t id, struct arena *arena, struct applicant **row,
                   struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err, ROW "WHERE id = ?1", integer(id)))
        return -1;
    int found = statement_next(statement, err);
    if (found > 0)
        *row = read_row(statement, roster->field_count, arena);
    statement_close(&statement);
    if (found > 0 && read_values(roster, *row, arena, err))
        return -1;
    return found;
}

int roster_applicant(struct roster *roster, int64_t id, struct arena *arena, struct applicant **applicant,
                     struct err *err)
{
    struct applicant *found = NULL;
    if (store_look(roster, err))
        return -1;
    int result = store_end(roster, look_up(roster, id, arena, &found, err), err);
    if (result > 0)
        *applicant = found;
    return result;
}

static int list(struct roster *roster, const struct applicant_filter *filter, struct arena *arena,
                struct applicant ***row, size_t *count, struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err,
              ROW "WHERE (?1 = '' OR instr(?1, ' ' || status || ' ')) AND (?2 IS NULL OR email = ?2"
                  " OR contact = ?2) AND (?3 = 0 OR letter = ?3) AND created >= ?4 AND (?5 = 0 OR"
                  " created < ?5) AND updated >= ?6 AND (?7 = 0 OR (asked <= ?8 AND last_asked < ?7))"
                  " AND (?9 IS NULL OR id IN (SELECT applicant FROM value WHERE key = ?9 AND field = 'name'"
                  " AND state = 'current' AND field IN ('name', 'phone'))) ORDER BY id",
              text(words_of(arena, filter->statuses, word_of_status, STATUS_COUNT)), text(filter->address),
              integer(filter->letter), integer(filter->created_since), integer(filter->created_until),
              integer(filter->updated_since), integer(filter->last_asked_before),
              integer(filter->asked_at_most),
              text(filter->name ? value_key(arena, "name", filter->name) : NULL)))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        *row = pointers_grow(arena, *row, *count);
        (*row)[(*count)++] = read_row(statement, roster->field_count, arena);
    }
    statement_close(&statement);
    for (size_t i = 0; more == 0 && i < *count; i++)
        more = read_values(roster, (*row)[i], arena, err);
    return more;
}

int roster_applicants(struct roster *roster, const struct applicant_filter *filter, struct arena *arena,
                      struct applicant ***applicant, size_t *count, struct err *err)
{
    static const struct applicant_filter all;
    struct applicant **found = NULL;
    size_t rows = 0;
    if (store_look(roster, err))
        return -1;
    if (store_end(roster, list(roster, filter ? filter : &all, arena, &found, &rows, err), err))
        return -1;
    *applicant = found;
    *count = rows;
    return 0;
}
