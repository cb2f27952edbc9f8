#include "outbox_rows.h"

#include <string.h>

#define ROW                                                                                                  \
    "SELECT number, kind, state, note, recipient, sender, message_id, token, letter, attempts,"              \
    " doubts, code, created, due, sent, message FROM outbox "

static struct outbox_row *read_row(struct statement *statement, bool with_text, struct arena *arena)
{
    struct outbox_row *row = arena_alloc(arena, sizeof *row);
    row->number = column_integer(statement, 0);
    row->kind = (enum outbox_kind)column_enum(statement, 1, word_of_outbox_kind, OUTBOX_KIND_COUNT);
    row->state = (enum outbox_state)column_enum(statement, 2, word_of_outbox_state, OUTBOX_STATE_COUNT);
    row->note = column_word(statement, 3, arena);
    row->recipient = column_word(statement, 4, arena);
    row->sender = column_word(statement, 5, arena);
    row->message_id = column_word(statement, 6, arena);
    row->token = column_word(statement, 7, arena);
    row->letter = column_integer(statement, 8);
    row->attempts = (unsigned)column_integer(statement, 9);
    row->doubts = (unsigned)column_integer(statement, 10);
    row->code = (int)column_integer(statement, 11);
    row->created = column_integer(statement, 12);
    row->due = column_integer(statement, 13);
    row->sent = column_instant(statement, 14);
    if (with_text)
        row->message = column_blob(statement, 15, arena, &row->length);
    return row;
}

static int read_applicants(struct roster *roster, struct outbox_row *row, struct arena *arena,
                           struct err *err)
{
    struct numbers found = {0};
    if (store_numbers(roster, arena, &found, err,
                      "SELECT applicant FROM outbox_applicant WHERE outbox = ?1 ORDER BY applicant",
                      BINDINGS(integer(row->number))))
        return -1;
    row->applicant = found.item;
    row->applicant_count = found.count;
    return 0;
}

/* One row, or none: 1, 0, -1. */
static int look_up(struct roster *roster, bool with_text, struct arena *arena, struct outbox_row **row,
                   struct err *err, const char *sql, const struct binding *binding, size_t count)
{
    struct statement *statement;
    struct outbox_row *found = NULL;
    if (store_look(roster, err))
        return -1;
    int result = statement_open(roster, &statement, err, sql, binding, count);
    if (result == 0) {
        result = statement_next(statement, err);
        if (result > 0)
            found = read_row(statement, with_text, arena);
        statement_close(&statement);
    }
    if (found && read_applicants(roster, found, arena, err))
        result = -1;
    result = store_end(roster, result, err);
    if (result > 0)
        *row = found;
    return result;
}

int outbox_due(struct roster *roster, int64_t now, const struct outbox_row *after, struct arena *arena,
               struct outbox_row **row, struct err *err)
{
    return look_up(
        roster, true, arena, row, err,
        ROW "WHERE state IN ('queued', 'later', 'uncertain') AND due <= ?1 AND message IS NOT NULL"
            " AND (due, number) > (?2, ?3) ORDER BY due, number LIMIT 1",
        BINDINGS(integer(now), integer(after ? after->due : INT64_MIN), integer(after ? after->number : 0)));
}

int outbox_next_due(struct roster *roster, int64_t *due, struct err *err)
{
    return NUMBER(roster, err, due,
                  "SELECT min(due) FROM outbox WHERE state IN ('queued', 'later', 'uncertain')"
                  " AND message IS NOT NULL");
}

int outbox_get(struct roster *roster, int64_t number, bool with_text, struct arena *arena,
               struct outbox_row **row, struct err *err)
{
    return look_up(roster, with_text, arena, row, err, ROW "WHERE number = ?1", BINDINGS(integer(number)));
}

static int list(struct roster *roster, const struct outbox_filter *filter, struct arena *arena,
                struct outbox_row ***row, size_t *count, struct err *err)
{
    struct statement *statement;
    if (QUERY(
            roster, &statement, err,
            ROW
            "WHERE (?1 = '' OR instr(?1, ' ' || state || ' ')) AND (?2 = '' OR instr(?2, ' ' || kind || ' '))"
            " AND (?3 = 0 OR letter = ?3) AND (?4 = 0 OR EXISTS (SELECT 1 FROM outbox_applicant"
            " WHERE outbox = number AND applicant = ?4)) AND changed >= ?5 AND (?6 = 0 OR changed < ?6)"
            " ORDER BY number",
            text(words_of(arena, filter->states, word_of_outbox_state, OUTBOX_STATE_COUNT)),
            text(words_of(arena, filter->kinds, word_of_outbox_kind, OUTBOX_KIND_COUNT)),
            integer(filter->letter), integer(filter->applicant), integer(filter->since),
            integer(filter->until)))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        *row = pointers_grow(arena, *row, *count);
        (*row)[(*count)++] = read_row(statement, false, arena);
    }
    statement_close(&statement);
    for (size_t i = 0; more == 0 && i < *count; i++)
        more = read_applicants(roster, (*row)[i], arena, err);
    return more;
}

int outbox_list(struct roster *roster, const struct outbox_filter *filter, struct arena *arena,
                struct outbox_row ***row, size_t *count, struct err *err)
{
    static const struct outbox_filter all;
    struct outbox_row **found = NULL;
    size_t rows = 0;
    if (store_look(roster, err))
        return -1;
    if (store_end(roster, list(roster, filter ? filter : &all, arena, &found, &rows, err), err))
        return -1;
    *row = found;
    *count = rows;
    return 0;
}

int outbox_count(struct roster *roster, const char *recipient, unsigned kinds, int64_t since, uint64_t *count,
                 struct err *err)
{
    struct arena *arena = arena_new();
    const char *words = words_of(arena, kinds, word_of_outbox_kind, OUTBOX_KIND_COUNT);
    int64_t found = 0;
    int result =
        recipient
            ? NUMBER(roster, err, &found,
                     "SELECT count(*) FROM outbox WHERE recipient = ?1 AND created >= ?2"
                     " AND (?3 = '' OR instr(?3, ' ' || kind || ' ')) AND state NOT IN ('held', 'dropped')",
                     text(recipient), integer(since), text(words))
            : NUMBER(roster, err, &found,
                     "SELECT count(*) FROM outbox WHERE created >= ?1"
                     " AND (?2 = '' OR instr(?2, ' ' || kind || ' ')) AND state NOT IN ('held', 'dropped')",
                     integer(since), text(words));
    arena_free(&arena);
    if (result < 0)
        return -1;
    *count = (uint64_t)found;
    return 0;
}

int outbox_find_thread(struct roster *roster, const char *const *message_id, size_t message_id_count,
                       const char *const *token, size_t token_count, struct arena *arena,
                       struct outbox_row **row, struct err *err)
{
    int found = 0;
    for (size_t i = 0; found == 0 && i < message_id_count; i++)
        found = look_up(roster, false, arena, row, err, ROW "WHERE message_id = ?1",
                        BINDINGS(text(message_id[i])));
    for (size_t i = 0; found == 0 && i < token_count; i++)
        found = look_up(roster, false, arena, row, err, ROW "WHERE token = ?1 ORDER BY number DESC LIMIT 1",
                        BINDINGS(text(token[i])));
    return found;
}
