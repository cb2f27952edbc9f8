#include "store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static enum err_kind kind_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
        return ERR_RETRY;
    case SQLITE_READONLY: /* when the file was moved away nothing would ever help but a new start */
        return code == SQLITE_READONLY_DBMOVED ? ERR_BROKEN : ERR_RETRY;
    case SQLITE_TOOBIG:
        return ERR_INPUT;
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ERR_REFUSED;
    default:
        return ERR_BROKEN;
    }
}

int store_fail(const struct roster *roster, int code, const char *doing, struct err *err)
{
    /* sqlite3_errmsg could repeat a value; errstr has only SQLite's own words */
    return err_set(err, kind_of(code), "store %s: %s: %s (SQLite %d)", roster->path, doing,
                   sqlite3_errstr(code), code);
}

static struct statement *slot_for(struct roster *roster, const char *sql)
{
    struct statement *empty = NULL;
    for (size_t i = 0; i < STATEMENT_CACHE; i++) {
        struct statement *slot = &roster->cache[i];
        if (slot->sql == sql && !slot->busy)
            return slot;
        if (!slot->sql && !empty)
            empty = slot;
    }
    if (!empty)
        return xcalloc(1, sizeof *empty);
    empty->cached = true;
    return empty;
}

static int bind_all(struct sqlite3_stmt *handle, const struct binding *binding, size_t count)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        int at = (int)i + 1;
        switch (binding[i].type) {
        case BIND_NULL:
            code = sqlite3_bind_null(handle, at);
            break;
        case BIND_INTEGER:
            code = sqlite3_bind_int64(handle, at, binding[i].integer);
            break;
        case BIND_TEXT:
            code = sqlite3_bind_text64(handle, at, binding[i].bytes, binding[i].length, SQLITE_TRANSIENT,
                                       SQLITE_UTF8);
            break;
        case BIND_BLOB:
            code = sqlite3_bind_blob64(handle, at, binding[i].bytes, binding[i].length, SQLITE_TRANSIENT);
            break;
        }
    }
    return code;
}

int statement_open(struct roster *roster, struct statement **statement, struct err *err, const char *sql,
                   const struct binding *binding, size_t count)
{
    struct statement *slot = slot_for(roster, sql);
    int code = SQLITE_OK;
    slot->roster = roster;
    slot->sql = sql;
    slot->busy = true;
    if (!slot->handle)
        code = sqlite3_prepare_v3(roster->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->handle, NULL);
    if (code == SQLITE_OK)
        code = bind_all(slot->handle, binding, count);
    if (code == SQLITE_OK) {
        *statement = slot;
        return 0;
    }
    store_fail(roster, code, "preparing", err);
    statement_close(&slot);
    return -1;
}

int statement_next(struct statement *statement, struct err *err)
{
    int code = sqlite3_step(statement->handle);
    if (code == SQLITE_ROW)
        return 1;
    if (code == SQLITE_DONE)
        return 0;
    return store_fail(statement->roster, code,
                      sqlite3_stmt_readonly(statement->handle) ? "reading" : "writing", err);
}

void statement_close(struct statement **statement)
{
    struct statement *slot = *statement;
    *statement = NULL;
    if (!slot)
        return;
    slot->busy = false;
    if (slot->cached && slot->handle) {
        sqlite3_reset(slot->handle);
        sqlite3_clear_bindings(slot->handle); /* keeps no message text in memory */
        return;
    }
    sqlite3_finalize(slot->handle);
    if (slot->cached)
        *slot = (struct statement){0};
    else
        free(slot);
}

void statements_free(struct roster *roster)
{
    for (size_t i = 0; i < STATEMENT_CACHE; i++) {
        sqlite3_finalize(roster->cache[i].handle);
        roster->cache[i] = (struct statement){0};
    }
}

int statement_run(struct roster *roster, struct err *err, const char *sql, const struct binding *binding,
                  size_t count)
{
    struct statement *statement;
    if (statement_open(roster, &statement, err, sql, binding, count))
        return -1;
    int more;
    do
        more = statement_next(statement, err);
    while (more > 0);
    statement_close(&statement);
    return more;
}

int statement_number(struct roster *roster, struct err *err, int64_t *number, const char *sql,
                     const struct binding *binding, size_t count)
{
    struct statement *statement;
    if (statement_open(roster, &statement, err, sql, binding, count))
        return -1;
    int found = statement_next(statement, err);
    if (found > 0 && sqlite3_column_type(statement->handle, 0) == SQLITE_NULL)
        found = 0;
    if (found > 0)
        *number = sqlite3_column_int64(statement->handle, 0);
    statement_close(&statement);
    return found;
}

int64_t column_integer(struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

int64_t column_instant(struct statement *statement, int column)
{
    if (sqlite3_column_type(statement->handle, column) == SQLITE_NULL)
        return CLOCK_NONE;
    return sqlite3_column_int64(statement->handle, column);
}

const char *column_text(struct statement *statement, int column, struct arena *arena)
{
    const unsigned char *bytes = sqlite3_column_text(statement->handle, column);
    if (!bytes)
        return NULL;
    return arena_copy(arena, (const char *)bytes, (size_t)sqlite3_column_bytes(statement->handle, column));
}

const char *column_word(struct statement *statement, int column, struct arena *arena)
{
    const char *word = column_text(statement, column, arena);
    return word ? word : "";
}

const char *column_blob(struct statement *statement, int column, struct arena *arena, size_t *length)
{
    const void *bytes = sqlite3_column_blob(statement->handle, column);
    *length = (size_t)sqlite3_column_bytes(statement->handle, column);
    if (sqlite3_column_type(statement->handle, column) == SQLITE_NULL)
        return NULL;
    return arena_copy(arena, bytes ? bytes : "", *length);
}

int column_enum(struct statement *statement, int column, const char *(*word)(int), int count)
{
    const char *stored = (const char *)sqlite3_column_text(statement->handle, column);
    for (int i = 0; stored && i < count; i++)
        if (word(i) && strcmp(word(i), stored) == 0)
            return i;
    return 0;
}

int64_t store_last_number(const struct roster *roster)
{
    return sqlite3_last_insert_rowid(roster->database);
}

int64_t store_changes(const struct roster *roster)
{
    return sqlite3_changes64(roster->database);
}

int store_script(struct roster *roster, const char *sql, struct err *err)
{
    int code = sqlite3_exec(roster->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? 0 : store_fail(roster, code, "preparing the file", err);
}

/* After a full disk or an I/O error SQLite may have rolled back by itself. */
static bool lost(const struct roster *roster)
{
    return roster->depth > 0 && sqlite3_get_autocommit(roster->database);
}

static int begin(struct roster *roster, const char *outermost, struct err *err)
{
    if (lost(roster)) /* a savepoint here would begin, and commit, a transaction of its own */
        return err_set(err, ERR_RETRY, "store %s: the group was undone by an earlier failure", roster->path);
    if (statement_run(roster, err, roster->depth ? "SAVEPOINT change" : outermost, NULL, 0))
        return -1;
    roster->depth++;
    return 0;
}

int store_begin(struct roster *roster, struct err *err)
{
    if (roster->read_only)
        return err_set(err, ERR_BROKEN, "store %s was opened for reading only", roster->path);
    return begin(roster, "BEGIN IMMEDIATE", err);
}

int store_look(struct roster *roster, struct err *err)
{
    return begin(roster, "BEGIN", err);
}

int store_end(struct roster *roster, int result, struct err *err)
{
    bool inner = roster->depth > 1;
    if (lost(roster)) {
        roster->depth--;
        return result < 0 ? result : err_set(err, ERR_RETRY, "store %s: the change was undone", roster->path);
    }
    if (result >= 0 && statement_run(roster, err, inner ? "RELEASE change" : "COMMIT", NULL, 0))
        result = -1;
    if (result < 0 && !lost(roster)) {
        if (inner) {
            statement_run(roster, NULL, "ROLLBACK TO change", NULL, 0);
            statement_run(roster, NULL, "RELEASE change", NULL, 0);
        } else {
            statement_run(roster, NULL, "ROLLBACK", NULL, 0);
        }
    }
    roster->depth--;
    return result;
}

int roster_begin(struct roster *roster, struct err *err)
{
    if (roster->depth)
        return err_set(err, ERR_BROKEN, "store %s: a group within a group", roster->path);
    if (store_begin(roster, err))
        return -1;
    roster->group = true;
    return 0;
}

int roster_commit(struct roster *roster, struct err *err)
{
    if (!roster->group)
        return err_set(err, ERR_BROKEN, "store %s: no group to commit", roster->path);
    roster->group = false;
    return store_end(roster, 0, err);
}

void roster_rollback(struct roster *roster)
{
    if (!roster->group)
        return;
    roster->group = false;
    store_end(roster, -1, NULL);
}

void *list_grow(struct arena *arena, void *list, size_t count, size_t size)
{
    if (count & (count - 1)) /* room is doubled whenever the count is a power of two (or zero) */
        return list;
    void *larger = arena_array(arena, count ? 2 * count : 1, size);
    if (count)
        memcpy(larger, list, count * size);
    return larger;
}

void *pointers_grow(struct arena *arena, void *list, size_t count)
{
    return list_grow(arena, list, count, sizeof(void *));
}

int store_numbers(struct roster *roster, struct arena *arena, struct numbers *numbers, struct err *err,
                  const char *sql, const struct binding *binding, size_t count)
{
    struct statement *statement;
    struct numbers found = {0};
    if (statement_open(roster, &statement, err, sql, binding, count))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        found.item = list_grow(arena, found.item, found.count, sizeof *found.item);
        found.item[found.count++] = column_integer(statement, 0);
    }
    statement_close(&statement);
    if (more == 0)
        *numbers = found;
    return more;
}

const char *words_of(struct arena *arena, unsigned mask, const char *(*word)(int), int count)
{
    const char *words = "";
    for (int i = 0; i < count; i++)
        if (mask & (1u << i))
            words = arena_format(arena, "%s%s%s ", words, *words ? "" : " ", word(i));
    return words;
}
