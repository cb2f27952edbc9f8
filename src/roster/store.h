/*
 * store: what the files of this room share: the handle, statements, transactions. SQLite itself is seen only
 * by store.c (the file) and statement.c (what runs in it).
 */
#ifndef GREFIER_SRC_ROSTER_STORE_H
#define GREFIER_SRC_ROSTER_STORE_H

#include <string.h>
#include "grefier/base/clock.h"
#include "grefier/roster/roster.h"

struct sqlite3;
struct sqlite3_stmt;

#define STATEMENT_CACHE 128

struct statement {
    struct roster *roster;
    struct sqlite3_stmt *handle;
    const char *sql;
    bool busy, cached;
};

struct roster {
    struct sqlite3 *database;
    char *path;
    bool read_only;
    int lock;       /* file descriptor of the service's lock; -1 */
    unsigned depth; /* of transactions: the outermost is BEGIN, the inner ones are savepoints */
    bool group;     /* the outermost one is the caller's */
    struct statement cache[STATEMENT_CACHE];
    struct roster_field field[FIELD_LIMIT];
    size_t field_count;
};

/* ---- values for the ?1, ?2 … of a statement: never put into its text ---- */

enum binding_type { BIND_NULL, BIND_INTEGER, BIND_TEXT, BIND_BLOB };
struct binding {
    enum binding_type type;
    int64_t integer;
    const void *bytes;
    size_t length;
};
static inline struct binding integer(int64_t value)
{
    return (struct binding){.type = BIND_INTEGER, .integer = value};
}

/* NULL for 0: no row has that number. */
static inline struct binding reference(int64_t number)
{
    const struct binding none = {0};
    return number == 0 ? none : integer(number);
}

/* NULL for CLOCK_NONE. */
static inline struct binding instant(int64_t value)
{
    const struct binding none = {0};
    return value == CLOCK_NONE ? none : integer(value);
}

static inline struct binding blob(const void *bytes, size_t length)
{
    const struct binding some = {.type = BIND_BLOB, .bytes = bytes, .length = length}, none = {0};
    return bytes ? some : none;
}

static inline struct binding text(const char *value)
{
    const struct binding some = {BIND_TEXT, 0, value, value ? strlen(value) : 0}, none = {0};
    return value ? some : none;
}

/* NULL for "". */
static inline struct binding text_or_null(const char *value)
{
    return text(value && *value ? value : NULL);
}

/* ---- statements ---- */

#define BINDINGS(...)                                                                                        \
    (struct binding[]){__VA_ARGS__}, sizeof((struct binding[]){__VA_ARGS__}) / sizeof(struct binding)
/* `sql` is a string literal: prepared statements are kept by its address. */
#define QUERY(roster, statement, err, sql, ...)                                                              \
    statement_open(roster, statement, err, sql, BINDINGS(__VA_ARGS__))
/* Runs to the end; 0 or -1. store_changes tells how many rows it changed. */
#define RUN(roster, err, sql, ...) statement_run(roster, err, sql, BINDINGS(__VA_ARGS__))
/* The first column of the first row: 1, 0 no row or NULL (*number untouched), -1. */
#define NUMBER(roster, err, number, sql, ...)                                                                \
    statement_number(roster, err, number, sql, BINDINGS(__VA_ARGS__))

int statement_open(struct roster *roster, struct statement **statement, struct err *err, const char *sql,
                   const struct binding *binding, size_t count);
/* 1 a row, 0 the end, -1. */
int statement_next(struct statement *statement, struct err *err);
/* Takes NULL. */
void statement_close(struct statement **statement);
int statement_run(struct roster *roster, struct err *err, const char *sql, const struct binding *binding,
                  size_t count);
int statement_number(struct roster *roster, struct err *err, int64_t *number, const char *sql,
                     const struct binding *binding, size_t count);
/* Ends every statement that is kept. */
void statements_free(struct roster *roster);

int64_t column_integer(struct statement *statement, int column);
int64_t column_instant(struct statement *statement, int column); /* CLOCK_NONE for NULL */
/* Copies in the arena: NULL, or "", for NULL. */
const char *column_text(struct statement *statement, int column, struct arena *arena);
const char *column_word(struct statement *statement, int column, struct arena *arena);
const char *column_blob(struct statement *statement, int column, struct arena *arena, size_t *length);
/* The number of that word in 0 … count - 1, or 0. */
int column_enum(struct statement *statement, int column, const char *(*word)(int), int count);

int64_t store_last_number(const struct roster *roster);
int64_t store_changes(const struct roster *roster);
/* Several statements without values, as the schema has them. */
int store_script(struct roster *roster, const char *sql, struct err *err);
/* Translates an SQLite result code; returns -1. */
int store_fail(const struct roster *roster, int code, const char *doing, struct err *err);

/* ---- transactions ---- */

/* Every change is between these two: store_end undoes it when `result` is negative, else makes it lasting (or
 * leaves that to the group). Returns `result`, or -1 when it could not be made lasting. */
int store_begin(struct roster *roster, struct err *err);
int store_end(struct roster *roster, int result, struct err *err);
/* The same for several reads that must see one picture. */
int store_look(struct roster *roster, struct err *err);

/* ---- lists of numbers and words ---- */

/* kind_word and its kin, for column_enum and words_of. */
const char *word_of_kind(int kind);
const char *word_of_action(int action);
const char *word_of_sector(int sector);
const char *word_of_status(int status);
const char *word_of_outbox_kind(int kind);
const char *word_of_outbox_state(int state);
#define KIND_COUNT         8
#define ACTION_COUNT       4
#define SECTOR_COUNT       7
#define STATUS_COUNT       5
#define OUTBOX_KIND_COUNT  5
#define OUTBOX_STATE_COUNT 9

struct numbers {
    int64_t *item; /* in the arena */
    size_t count;
};
/* The first column of all rows. */
int store_numbers(struct roster *roster, struct arena *arena, struct numbers *numbers, struct err *err,
                  const char *sql, const struct binding *binding, size_t count);
/* " queued later " for the bits of `mask`, "" for 0: for instr(?1, ' ' || state || ' '). */
const char *words_of(struct arena *arena, unsigned mask, const char *(*word)(int), int count);
/* Room for one more item in an arena list that doubles. */
void *list_grow(struct arena *arena, void *list, size_t count, size_t size);
/* The same for a list of pointers. */
void *pointers_grow(struct arena *arena, void *list, size_t count);

#endif
