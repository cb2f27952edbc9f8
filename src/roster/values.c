#include "values.h"

#include <stdlib.h>
#include <string.h>
#include "grefier/base/caps.h"
#include "grefier/base/text.h"

#define NAME_WORDS 24
#define NAME_MARKS " -.,;'\""

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *value_key(struct arena *arena, const char *field, const char *value)
{
    const char *key = text_key(arena, value);
    if (strcmp(field, "name") != 0)
        return key;
    const char *word[NAME_WORDS] = {NULL};
    size_t count = 0;
    for (const char *at = key + strspn(key, NAME_MARKS); *at && count < NAME_WORDS;
         at += strspn(at, NAME_MARKS)) {
        size_t length = strcspn(at, NAME_MARKS);
        word[count++] = arena_copy(arena, at, length);
        at += length;
    }
    qsort(word, count, sizeof *word, by_text);
    const char *sorted = "";
    for (size_t i = 0; i < count; i++)
        sorted = arena_format(arena, "%s%s%s", sorted, i ? " " : "", word[i]);
    return sorted;
}

static int end_current(struct roster *roster, int64_t applicant, const char *field, int64_t now,
                       struct err *err)
{
    return RUN(roster, err,
               "UPDATE value SET state = 'past', ended = ?3 WHERE applicant = ?1 AND field = ?2"
               " AND state = 'current'",
               integer(applicant), text(field), integer(now));
}

/* The applicant's row repeats the address, so that it can be found. */
static int follow_value(struct roster *roster, int64_t applicant, const char *field, const char *value,
                        int64_t now, struct err *err)
{
    if (strcmp(field, VALUE_EMAIL) == 0 && RUN(roster, err, "UPDATE applicant SET email = ?2 WHERE id = ?1",
                                               integer(applicant), text_or_null(value)))
        return -1;
    return RUN(roster, err, "UPDATE applicant SET updated = ?2 WHERE id = ?1", integer(applicant),
               integer(now));
}

static int insert(struct roster *roster, const struct new_value *value, const char *clean,
                  struct arena *arena, int64_t now, struct err *err)
{
    static const struct evidence none;
    const struct evidence *evidence = value->evidence ? value->evidence : &none;
    const char *piece = evidence->text ? evidence->text : "";
    if (!value->proposed && end_current(roster, value->applicant, value->field, now, err))
        return -1;
    return RUN(
        roster, err,
        "INSERT INTO value (applicant, field, text, key, state, letter, line, weight, rule, zone, piece,"
        " who, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        integer(value->applicant), text(value->field), text(clean),
        text(value_key(arena, value->field, clean)), text(value->proposed ? "proposed" : "current"),
        reference(value->letter), integer(evidence->line), integer(evidence->weight),
        text(evidence->rule ? evidence->rule : ""), text(evidence->where ? evidence->where : ""),
        text(text_line(arena, piece, strlen(piece), CAP_VALUE_BYTES)), text(value->who), integer(now));
}

int value_put(struct roster *roster, const struct new_value *value, int64_t now, struct err *err)
{
    struct arena *arena = arena_new();
    const char *wanted = value->text ? value->text : "";
    const char *clean = text_line(arena, wanted, strlen(wanted), CAP_VALUE_BYTES);
    int64_t same = 0;
    int result =
        NUMBER(roster, err, &same,
               "SELECT text = ?3 FROM value WHERE applicant = ?1 AND field = ?2 AND state = 'current'",
               integer(value->applicant), text(value->field), text(clean));
    if (result == 0)
        same = *clean == '\0'; /* nothing was there and nothing shall be */
    if (result >= 0)
        result = same ? 0 : 1;
    if (result > 0 && insert(roster, value, clean, arena, now, err))
        result = -1;
    if (result > 0 && !value->proposed &&
        follow_value(roster, value->applicant, value->field, clean, now, err))
        result = -1;
    arena_free(&arena);
    return result;
}

int value_accept(struct roster *roster, int64_t id, int64_t now, struct err *err)
{
    struct statement *statement;
    struct arena *arena = arena_new();
    int result =
        QUERY(roster, &statement, err, "SELECT applicant, field, text FROM value WHERE id = ?1", integer(id));
    if (result == 0) {
        result = statement_next(statement, err) > 0 ? 0 : -1;
        int64_t applicant = result ? 0 : column_integer(statement, 0);
        const char *field = result ? "" : column_word(statement, 1, arena);
        const char *value = result ? "" : column_word(statement, 2, arena);
        statement_close(&statement);
        if (result == 0 &&
            (end_current(roster, applicant, field, now, err) ||
             RUN(roster, err, "UPDATE value SET state = 'current' WHERE id = ?1", integer(id)) ||
             follow_value(roster, applicant, field, value, now, err)))
            result = -1;
    }
    arena_free(&arena);
    return result;
}

int status_set(struct roster *roster, int64_t applicant, enum applicant_status status, const char *note,
               int64_t now, struct err *err)
{
    return RUN(roster, err,
               "UPDATE applicant SET status = ?2, note = ?3, updated = ?4"
               " WHERE id = ?1 AND (status <> ?2 OR note <> ?3)",
               integer(applicant), text(applicant_status_word(status)), text(note ? note : ""), integer(now));
}

int status_follow(struct roster *roster, int64_t applicant, int64_t now, struct err *err)
{
    int64_t missing = 0;
    if (NUMBER(roster, err, &missing,
               "SELECT count(*) FROM field WHERE required AND NOT EXISTS (SELECT 1 FROM value WHERE"
               " applicant = ?1 AND value.field = field.id AND state = 'current' AND text <> '')",
               integer(applicant)) < 0)
        return -1;
    return status_set(roster, applicant, missing ? APPLICANT_INCOMPLETE : APPLICANT_COMPLETE, "", now, err);
}

int status_of(struct roster *roster, int64_t applicant, enum applicant_status *status, struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err, "SELECT status FROM applicant WHERE id = ?1", integer(applicant)))
        return -1;
    int found = statement_next(statement, err);
    if (found > 0)
        *status = (enum applicant_status)column_enum(statement, 0, word_of_status, STATUS_COUNT);
    statement_close(&statement);
    return found;
}
