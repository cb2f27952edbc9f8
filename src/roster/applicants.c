#include "grefier/roster/applicants.h"

#include <stdio.h>
#include <string.h>
#include "values.h"

static bool is_field(const struct roster *roster, const char *field)
{
    static const char *const others[] = {VALUE_EXTENSION, VALUE_SECTOR, VALUE_EMAIL, VALUE_LANGUAGE};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(field, others[i]) == 0)
            return true;
    for (size_t i = 0; i < roster->field_count; i++)
        if (strcmp(field, roster->field[i].id) == 0)
            return true;
    return false;
}

static bool is_sector(const char *word)
{
    for (int i = 0; i < SECTOR_COUNT; i++)
        if (word_of_sector(i) && strcmp(word_of_sector(i), word) == 0)
            return true;
    return false;
}

static int no_applicant(int64_t id, struct err *err)
{
    return err_set(err, ERR_INPUT, "there is no applicant %lld", (long long)id);
}

/* Withdrawn, unreachable and review are a person's word: a value changes only the other two. A new address
 * makes somebody reachable again. */
static int follow(struct roster *roster, int64_t id, const char *field, enum applicant_status status,
                  int64_t now, struct err *err)
{
    bool reachable = status == APPLICANT_UNREACHABLE && strcmp(field, VALUE_EMAIL) == 0;
    if (status == APPLICANT_COMPLETE || status == APPLICANT_INCOMPLETE || reachable)
        return status_follow(roster, id, now, err);
    return 0;
}

static int set_value(struct roster *roster, const struct new_value *value, int64_t now, struct err *err)
{
    enum applicant_status status = APPLICANT_COMPLETE;
    int found = status_of(roster, value->applicant, &status, err);
    if (found <= 0)
        return found < 0 ? -1 : no_applicant(value->applicant, err);
    int changed = value_put(roster, value, now, err);
    if (changed > 0 && follow(roster, value->applicant, value->field, status, now, err))
        return -1;
    return changed;
}

int roster_set_value(struct roster *roster, int64_t id, const char *field, const char *value, const char *who,
                     int64_t now, struct err *err)
{
    if (!is_field(roster, field))
        return err_set(err, ERR_INPUT, "there is no such field");
    if (strcmp(field, VALUE_SECTOR) == 0 && value && *value && !is_sector(value))
        return err_set(err, ERR_INPUT, "there is no such sector");
    const struct new_value wanted = {
        .applicant = id, .field = field, .text = value ? value : "", .who = who ? who : ""};
    if (store_begin(roster, err))
        return -1;
    return store_end(roster, set_value(roster, &wanted, now, err), err);
}

/* What a person did to an applicant is history too, under a field of that name. */
static int note(struct roster *roster, int64_t id, const char *deed, const char *what, const char *who,
                int64_t now, struct err *err)
{
    const struct new_value trace = {.applicant = id, .field = deed, .text = what, .who = who ? who : ""};
    if (RUN(roster, err,
            "UPDATE value SET state = 'past', ended = ?3 WHERE applicant = ?1 AND field = ?2"
            " AND state = 'current'",
            integer(id), text(deed), integer(now)) ||
        value_put(roster, &trace, now, err) < 0)
        return -1;
    return 0;
}

static int set_status(struct roster *roster, int64_t id, enum applicant_status status, const char *reason,
                      const char *who, int64_t now, struct err *err)
{
    enum applicant_status before = APPLICANT_COMPLETE;
    int found = status_of(roster, id, &before, err);
    if (found <= 0)
        return found < 0 ? -1 : no_applicant(id, err);
    int result = status == APPLICANT_COMPLETE || status == APPLICANT_INCOMPLETE
                     ? status_follow(roster, id, now, err)
                     : status_set(roster, id, status, reason, now, err);
    if (result || store_changes(roster) == 0)
        return result;
    found = status_of(roster, id, &before, err);
    return found < 0 || note(roster, id, "status", applicant_status_word(before), who, now, err) ? -1 : 1;
}

int roster_set_status(struct roster *roster, int64_t id, enum applicant_status status, const char *reason,
                      const char *who, int64_t now, struct err *err)
{
    if (store_begin(roster, err))
        return -1;
    return store_end(roster, set_status(roster, id, status, reason, who, now, err), err);
}

/* What the remaining row lacks it gets; everything else of the other row becomes history. */
static int move_values(struct roster *roster, int64_t from, int64_t into, int64_t now, struct err *err)
{
    if (RUN(roster, err,
            "UPDATE value SET state = 'past', ended = ?3 WHERE applicant = ?1 AND state = 'current' AND"
            " (text = '' OR field = 'status' OR EXISTS (SELECT 1 FROM value AS own WHERE own.applicant = ?2"
            " AND own.field = value.field AND own.state = 'current' AND own.text <> ''))",
            integer(from), integer(into), integer(now)) ||
        RUN(roster, err,
            "UPDATE value SET state = 'past', ended = ?3 WHERE applicant = ?2 AND state ="
            " 'current' AND text = '' AND field IN (SELECT field FROM value WHERE applicant = ?1"
            " AND state = 'current')",
            integer(from), integer(into), integer(now)) ||
        RUN(roster, err, "UPDATE value SET applicant = ?2 WHERE applicant = ?1", integer(from),
            integer(into)))
        return -1;
    return RUN(roster, err,
               "UPDATE applicant SET updated = ?2, email = (SELECT nullif(text, '') FROM value"
               " WHERE value.applicant = applicant.id AND field = 'email' AND state = 'current'),"
               " contact = CASE contact WHEN '' THEN (SELECT contact FROM applicant WHERE id ="
               " ?3) ELSE contact END, asked = max(asked, (SELECT asked FROM applicant WHERE id ="
               " ?3)) WHERE id = ?1",
               integer(into), integer(now), integer(from));
}

static int merge(struct roster *roster, int64_t from, int64_t into, const char *who, int64_t now,
                 struct err *err)
{
    enum applicant_status status = APPLICANT_COMPLETE, other = APPLICANT_COMPLETE;
    int found = status_of(roster, into, &status, err);
    if (found > 0)
        found = status_of(roster, from, &other, err);
    if (found <= 0 || from == into)
        return found < 0 ? -1 : no_applicant(from, err);
    if (move_values(roster, from, into, now, err) ||
        RUN(roster, err, "INSERT OR IGNORE INTO mention SELECT letter, ?2 FROM mention WHERE applicant = ?1",
            integer(from), integer(into)) ||
        RUN(roster, err,
            "INSERT OR IGNORE INTO outbox_applicant SELECT outbox, ?2 FROM outbox_applicant WHERE"
            " applicant = ?1",
            integer(from), integer(into)) ||
        RUN(roster, err, "DELETE FROM applicant WHERE id = ?1", integer(from)))
        return -1;
    char merged[24];
    snprintf(merged, sizeof merged, "%lld", (long long)from);
    if (note(roster, into, "merged", merged, who, now, err) ||
        follow(roster, into, "merged", status, now, err))
        return -1;
    return 1;
}

int roster_merge(struct roster *roster, int64_t from, int64_t into, const char *who, int64_t now,
                 struct err *err)
{
    return store_begin(roster, err) ? -1 : store_end(roster, merge(roster, from, into, who, now, err), err);
}

int roster_values(struct roster *roster, int64_t applicant, int64_t letter, struct arena *arena,
                  struct value_record **value, size_t *count, struct err *err)
{
    struct statement *statement;
    struct value_record *found = NULL;
    size_t rows = 0;
    if (QUERY(roster, &statement, err,
              "SELECT applicant, field, text, state, letter, rule, zone, piece, line, weight,"
              " who, created, ended FROM value WHERE (?1 = 0 OR applicant = ?1) AND (?2 = 0 OR"
              " letter = ?2) ORDER BY applicant, field, id",
              integer(applicant), integer(letter)))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        found = list_grow(arena, found, rows, sizeof *found);
        found[rows++] = (struct value_record){.applicant = column_integer(statement, 0),
                                              .field = column_word(statement, 1, arena),
                                              .text = column_word(statement, 2, arena),
                                              .state = column_word(statement, 3, arena),
                                              .letter = column_integer(statement, 4),
                                              .rule = column_word(statement, 5, arena),
                                              .where = column_word(statement, 6, arena),
                                              .piece = column_word(statement, 7, arena),
                                              .line = (unsigned)column_integer(statement, 8),
                                              .weight = (int)column_integer(statement, 9),
                                              .who = column_word(statement, 10, arena),
                                              .created = column_integer(statement, 11),
                                              .ended = column_instant(statement, 12)};
    }
    statement_close(&statement);
    if (more < 0)
        return -1;
    *value = found;
    *count = rows;
    return 0;
}

int roster_similar(struct roster *roster, int64_t id, struct arena *arena, int64_t **similar, size_t *count,
                   struct err *err)
{
    struct numbers found = {0};
    if (store_numbers(
            roster, arena, &found, err,
            "SELECT DISTINCT other.applicant FROM value AS own JOIN value AS other"
            " ON other.key = own.key AND other.field = own.field AND other.applicant <> own.applicant"
            " AND other.state = 'current' AND other.field IN ('name', 'phone')"
            " WHERE own.applicant = ?1 AND own.state = 'current' AND own.key <> ''"
            " AND own.field IN ('name', 'phone') ORDER BY 1",
            BINDINGS(integer(id))))
        return -1;
    *similar = found.item;
    *count = found.count;
    return 0;
}
