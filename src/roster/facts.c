#include "store.h"

#include <stdlib.h>
#include <string.h>
#include "grefier/roster/outbox.h"

static bool same_fields(const struct roster *roster, const struct roster_field *field, size_t count)
{
    if (count != roster->field_count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(field[i].id, roster->field[i].id) != 0 || field[i].required != roster->field[i].required)
            return false;
    return true;
}

int roster_set_fields(struct roster *roster, const struct roster_field *field, size_t count, struct err *err)
{
    if (count == 0 || count > FIELD_LIMIT)
        return err_set(err, ERR_INPUT, "a sign-up has 1 to %d fields", FIELD_LIMIT);
    if (same_fields(roster, field, count))
        return 0;
    if (store_begin(roster, err))
        return -1;
    int result = RUN(roster, err, "DELETE FROM field");
    for (size_t i = 0; result == 0 && i < count; i++)
        result = RUN(roster, err, "INSERT INTO field VALUES (?1, ?2, ?3)", integer((int64_t)i),
                     text(field[i].id), integer(field[i].required));
    if (store_end(roster, result, err))
        return -1;
    for (size_t i = 0; i < roster->field_count; i++)
        free((char *)roster->field[i].id);
    for (size_t i = 0; i < count; i++)
        roster->field[i] = (struct roster_field){xstrdup(field[i].id), field[i].required};
    roster->field_count = count;
    return 0;
}

int roster_use_rules(struct roster *roster, const struct rules *rules, struct err *err)
{
    struct roster_field field[FIELD_LIMIT];
    size_t count = rules_field_count(rules);
    if (count > FIELD_LIMIT)
        return err_set(err, ERR_INPUT, "a sign-up has 1 to %d fields", FIELD_LIMIT);
    for (size_t i = 0; i < count; i++)
        field[i] = (struct roster_field){rules_field(rules, i)->id, rules_field(rules, i)->required};
    return roster_set_fields(roster, field, count, err);
}

size_t roster_field_count(const struct roster *roster)
{
    return roster->field_count;
}

const struct roster_field *roster_field(const struct roster *roster, size_t index)
{
    return &roster->field[index];
}

int roster_cursor(struct roster *roster, const char *folder, struct source_cursor *cursor, struct err *err)
{
    struct statement *statement;
    struct source_cursor found = {0};
    if (QUERY(roster, &statement, err, "SELECT uid_validity, next_uid FROM cursor WHERE folder = ?1",
              text(folder)))
        return -1;
    int row = statement_next(statement, err);
    if (row > 0) {
        found.uid_validity = (uint32_t)column_integer(statement, 0);
        found.next_uid = (uint32_t)column_integer(statement, 1);
    }
    statement_close(&statement);
    if (row < 0)
        return -1;
    *cursor = found;
    return 0;
}

int roster_set_cursor(struct roster *roster, const char *folder, const struct source_cursor *cursor,
                      struct err *err)
{
    if (store_begin(roster, err))
        return -1;
    int result = RUN(roster, err, "INSERT OR REPLACE INTO cursor VALUES (?1, ?2, ?3)", text(folder),
                     integer(cursor->uid_validity), integer(cursor->next_uid));
    return store_end(roster, result, err);
}

int roster_fact(struct roster *roster, const char *key, struct arena *arena, const char **value,
                struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err, "SELECT value FROM fact WHERE key = ?1", text(key)))
        return -1;
    int row = statement_next(statement, err);
    if (row > 0)
        *value = column_word(statement, 0, arena);
    statement_close(&statement);
    return row;
}

static int set_fact(struct roster *roster, const char *key, struct binding value, struct err *err)
{
    if (store_begin(roster, err))
        return -1;
    int result = value.type == BIND_NULL
                     ? RUN(roster, err, "DELETE FROM fact WHERE key = ?1", text(key))
                     : RUN(roster, err, "INSERT OR REPLACE INTO fact VALUES (?1, ?2)", text(key), value);
    return store_end(roster, result, err);
}

int roster_set_fact(struct roster *roster, const char *key, const char *value, struct err *err)
{
    return set_fact(roster, key, text(value), err);
}

int roster_fact_number(struct roster *roster, const char *key, int64_t *number, struct err *err)
{
    return NUMBER(roster, err, number, "SELECT value FROM fact WHERE key = ?1", text(key));
}

int roster_set_fact_number(struct roster *roster, const char *key, int64_t number, struct err *err)
{
    return set_fact(roster, key, integer(number), err);
}

int roster_attempt_begin(struct roster *roster, const char *place, int64_t now, unsigned *before,
                         struct err *err)
{
    int64_t count = 0;
    if (store_begin(roster, err))
        return -1;
    int result = NUMBER(roster, err, &count, "SELECT count FROM attempt WHERE place = ?1", text(place));
    if (result >= 0)
        result = RUN(roster, err,
                     "INSERT INTO attempt VALUES (?1, 1, ?2)"
                     " ON CONFLICT (place) DO UPDATE SET count = count + 1, last = excluded.last",
                     text(place), integer(now));
    if (store_end(roster, result, err))
        return -1;
    *before = (unsigned)count;
    return 0;
}

int roster_attempt_end(struct roster *roster, const char *place, struct err *err)
{
    if (store_begin(roster, err))
        return -1;
    int result = RUN(roster, err, "DELETE FROM attempt WHERE place = ?1", text(place));
    return store_end(roster, result, err);
}

/* The first row of a check, its first column: 1 and the text, 0 none, -1. */
static int first_finding(struct roster *roster, const char *pragma, struct arena *arena, const char **finding,
                         struct err *err)
{
    struct statement *statement;
    if (statement_open(roster, &statement, err, pragma, NULL, 0))
        return -1;
    int found = statement_next(statement, err);
    if (found > 0)
        *finding = column_word(statement, 0, arena);
    statement_close(&statement);
    return found;
}

int roster_check(struct roster *roster, struct err *err)
{
    const char *finding = "ok";
    struct arena *arena = arena_new();
    int result = first_finding(roster, "PRAGMA integrity_check(1)", arena, &finding, err);
    if (result >= 0 && strcmp(finding, "ok") != 0)
        result =
            err_set(err, ERR_BROKEN, "store %s is damaged: %s: put back a backup", roster->path, finding);
    if (result >= 0)
        result = first_finding(roster, "PRAGMA foreign_key_check", arena, &finding, err);
    if (result > 0)
        result = err_set(err, ERR_BROKEN, "store %s is damaged: a row of %s refers to nothing", roster->path,
                         finding);
    arena_free(&arena);
    return result;
}

static int count_words(struct roster *roster, const char *sql, const char *(*word)(int), int words,
                       uint64_t *counter, struct err *err)
{
    struct statement *statement;
    if (statement_open(roster, &statement, err, sql, NULL, 0))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0)
        counter[column_enum(statement, 0, word, words)] += (uint64_t)column_integer(statement, 1);
    statement_close(&statement);
    return more;
}

static int count_all(struct roster *roster, struct roster_counts *counts, struct err *err)
{
    uint64_t action[ACTION_COUNT] = {0};
    int64_t waiting = 0;
    if (count_words(roster, "SELECT action, count(*) FROM letter GROUP BY action", word_of_action,
                    ACTION_COUNT, action, err) ||
        count_words(roster, "SELECT status, count(*) FROM applicant GROUP BY status", word_of_status,
                    STATUS_COUNT, counts->applicant, err) ||
        count_words(roster, "SELECT state, count(*) FROM outbox GROUP BY state", word_of_outbox_state,
                    OUTBOX_STATE_COUNT, counts->outbox, err) ||
        NUMBER(roster, err, &waiting, "SELECT count(*) FROM letter WHERE waiting") < 0 ||
        outbox_next_due(roster, &counts->oldest_due, err) < 0)
        return -1;
    counts->waiting = (uint64_t)waiting;
    counts->ignored = action[ACTION_IGNORE];
    counts->review = action[ACTION_REVIEW];
    counts->answered = action[ACTION_ASK] + action[ACTION_ACKNOWLEDGE];
    counts->letters = counts->ignored + counts->review + counts->answered;
    return 0;
}

int roster_counts(struct roster *roster, struct roster_counts *counts, struct err *err)
{
    struct roster_counts found = {.oldest_due = CLOCK_NONE};
    if (store_look(roster, err))
        return -1;
    if (store_end(roster, count_all(roster, &found, err), err))
        return -1;
    *counts = found;
    return 0;
}
