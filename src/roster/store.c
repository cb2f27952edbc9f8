#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include "schema.h"
#include "storefile.h"

#define BUSY_MILLISECONDS 10000 /* a reader or a short command may hold the file; nothing holds it longer */

/* A store is a file from outside too: nothing in it may run code, whoever wrote it. */
static int configure(struct roster *roster, struct err *err)
{
    static const struct {
        int option, value;
    } options[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                   {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                   {SQLITE_DBCONFIG_ENABLE_VIEW, 0}, {SQLITE_DBCONFIG_DQS_DML, 0},
                   {SQLITE_DBCONFIG_DQS_DDL, 0}};
    sqlite3_extended_result_codes(roster->database, 1);
    sqlite3_busy_timeout(roster->database, BUSY_MILLISECONDS);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        int code = sqlite3_db_config(roster->database, options[i].option, options[i].value, NULL);
        if (code != SQLITE_OK)
            return store_fail(roster, code, "configuring", err);
    }
    if (store_script(roster,
                     "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;"
                     "PRAGMA secure_delete = ON;",
                     err))
        return -1;
    return store_script(roster, roster->read_only ? "PRAGMA query_only = ON" : "PRAGMA journal_mode = DELETE",
                        err);
}

/* A reader too opens the file for writing where it may: only so can it roll back what a killed writer left.
 */
static int open_database(struct roster *roster, struct err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = sqlite3_open_v2(roster->path, &roster->database, flags, NULL);
    if (code != SQLITE_OK)
        return store_fail(roster, code, "opening", err);
    if (!roster->read_only && sqlite3_db_readonly(roster->database, "main") == 1)
        return err_set(err, ERR_RETRY, "store %s is read-only", roster->path);
    return configure(roster, err);
}

static int load_fields(struct roster *roster, struct err *err)
{
    struct statement *statement;
    struct arena *arena = arena_new();
    int more = QUERY(roster, &statement, err, "SELECT id, required FROM field ORDER BY position");
    if (more == 0) {
        while ((more = statement_next(statement, err)) > 0 && roster->field_count < FIELD_LIMIT)
            roster->field[roster->field_count++] =
                (struct roster_field){.id = xstrdup(column_word(statement, 0, arena)),
                                      .required = column_integer(statement, 1) != 0};
        statement_close(&statement);
    }
    arena_free(&arena);
    return more < 0 ? -1 : 0;
}

int roster_open(const char *path, bool read_only, struct roster **roster, struct err *err)
{
    struct roster *opened = xcalloc(1, sizeof *opened);
    opened->lock = -1;
    opened->read_only = read_only;
    if (storefile_prepare(path, !read_only, &opened->path, err) || open_database(opened, err) ||
        schema_prepare(opened, read_only, err) || load_fields(opened, err)) {
        roster_close(&opened);
        return -1;
    }
    *roster = opened;
    return 0;
}

void roster_close(struct roster **roster)
{
    struct roster *closing = *roster;
    *roster = NULL;
    if (!closing)
        return;
    roster_rollback(closing);
    statements_free(closing);
    sqlite3_close_v2(closing->database);
    for (size_t i = 0; i < closing->field_count; i++)
        free((char *)closing->field[i].id);
    if (closing->lock >= 0)
        close(closing->lock);
    free(closing->path);
    free(closing);
}

int roster_try(const char *path, struct err *err)
{
    struct roster *roster = NULL;
    int there = storefile_try(path, err);
    if (there <= 0)
        return there;
    if (roster_open(path, true, &roster, err))
        return -1;
    int result = sqlite3_db_readonly(roster->database, "main") == 1
                     ? err_set(err, ERR_RETRY, "store %s is read-only", roster->path)
                     : store_script(roster, "PRAGMA query_only = OFF; BEGIN IMMEDIATE; ROLLBACK", err);
    roster_close(&roster);
    return result ? -1 : 1;
}

static int open_lock(const char *path)
{
    return open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
}

/* A file of its own: the locks on the database itself are SQLite's, and short. */
int roster_hold(struct roster *roster, struct err *err)
{
    size_t size = strlen(roster->path) + sizeof ".lock";
    char *path = xcalloc(1, size);
    snprintf(path, size, "%s.lock", roster->path);
    int lock = open_lock(path);
    if (lock < 0 && errno == ENOENT) {
        storefile_create(path, NULL); /* when another process was faster, that is as good */
        lock = open_lock(path);
    }
    int result = 0;
    if (lock < 0)
        result = err_set(err, errno == ELOOP ? ERR_REFUSED : ERR_RETRY, "%s: %s", path, strerror(errno));
    else if (flock(lock, LOCK_EX | LOCK_NB))
        result = err_set(err, ERR_RETRY, "another grefier serves the store %s", roster->path);
    if (result == 0)
        roster->lock = lock;
    else if (lock >= 0)
        close(lock);
    free(path);
    return result;
}

int roster_backup(struct roster *roster, const char *path, struct err *err)
{
    sqlite3 *copy = NULL;
    if (roster->depth)
        return err_set(err, ERR_BROKEN, "store %s: no backup inside a group", roster->path);
    if (storefile_create(path, err))
        return -1;
    int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(copy, 1);
        sqlite3_busy_timeout(roster->database, BUSY_MILLISECONDS);
        sqlite3_backup *backup = sqlite3_backup_init(copy, "main", roster->database, "main");
        code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_extended_errcode(copy);
        if (backup)
            sqlite3_backup_finish(backup);
        if (code == SQLITE_DONE)
            code = SQLITE_OK;
    }
    sqlite3_close_v2(copy);
    if (code == SQLITE_OK)
        return 0;
    unlink(path); /* half a copy is worse than none */
    return store_fail(roster, code, "making a backup", err);
}
