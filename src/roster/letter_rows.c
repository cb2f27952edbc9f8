#include "letter_rows.h"

#include <stdlib.h>
#include <string.h>

#define RECORD                                                                                               \
    "SELECT number, message_id, hash, received, taken, kind, action, reason, language, name,"                \
    " address, subject, spoke, topic, urgent, waiting, decision, decided_by, decided, same_as,"              \
    " (SELECT min(place) FROM place WHERE letter = number) FROM letter "

/* "a\nb" → {"a", "b"} */
static const char *const *split(const char *joined, struct arena *arena, size_t *count)
{
    const char **word = NULL;
    *count = 0;
    while (*joined) {
        size_t length = strcspn(joined, "\n");
        word = list_grow(arena, word, *count, sizeof *word);
        word[(*count)++] = arena_copy(arena, joined, length);
        joined += length + (joined[length] == '\n');
    }
    return word;
}

static struct letter_record *read_record(struct statement *statement, struct arena *arena)
{
    struct letter_record *record = arena_alloc(arena, sizeof *record);
    record->number = column_integer(statement, 0);
    record->message_id = column_word(statement, 1, arena);
    record->hash = column_word(statement, 2, arena);
    record->received = column_instant(statement, 3);
    record->taken = column_integer(statement, 4);
    record->kind = (enum kind)column_enum(statement, 5, word_of_kind, KIND_COUNT);
    record->action = (enum action)column_enum(statement, 6, word_of_action, ACTION_COUNT);
    record->reason = column_word(statement, 7, arena);
    record->language = column_word(statement, 8, arena);
    record->from_name = column_word(statement, 9, arena);
    record->from_address = column_word(statement, 10, arena);
    record->subject = column_word(statement, 11, arena);
    record->spoke = split(column_word(statement, 12, arena), arena, &record->spoke_count);
    record->topic = split(column_word(statement, 13, arena), arena, &record->topic_count);
    record->urgent = column_integer(statement, 14) != 0;
    record->waiting = column_integer(statement, 15) != 0;
    record->decision = column_word(statement, 16, arena);
    record->decided_by = column_word(statement, 17, arena);
    record->decided = column_instant(statement, 18);
    record->same_as = column_integer(statement, 19);
    record->place = column_word(statement, 20, arena);
    return record;
}

static int read_applicants(struct roster *roster, struct letter_record *record, struct arena *arena,
                           struct err *err)
{
    struct numbers found = {0};
    if (store_numbers(roster, arena, &found, err,
                      "SELECT applicant FROM mention WHERE letter = ?1 ORDER BY applicant",
                      BINDINGS(integer(record->number))))
        return -1;
    record->applicant = found.item;
    record->applicant_count = found.count;
    return 0;
}

static int look_up(struct roster *roster, struct arena *arena, struct letter_record **record, struct err *err,
                   const char *sql, struct binding key)
{
    struct statement *statement;
    struct letter_record *found = NULL;
    if (store_look(roster, err))
        return -1;
    int result = statement_open(roster, &statement, err, sql, &key, 1);
    if (result == 0) {
        result = statement_next(statement, err);
        if (result > 0)
            found = read_record(statement, arena);
        statement_close(&statement);
    }
    if (found && read_applicants(roster, found, arena, err))
        result = -1;
    result = store_end(roster, result, err);
    if (result > 0)
        *record = found;
    return result;
}

int roster_letter(struct roster *roster, int64_t number, struct arena *arena, struct letter_record **record,
                  struct err *err)
{
    return look_up(roster, arena, record, err, RECORD "WHERE number = ?1", integer(number));
}

int roster_find_letter(struct roster *roster, const char *id, struct arena *arena,
                       struct letter_record **record, struct err *err)
{
    const char *digits = *id == 'M' || *id == 'm' ? id + 1 : id;
    size_t length = strlen(digits);
    if (length > 0 && length < 18 && strspn(digits, "0123456789") == length)
        return roster_letter(roster, strtoll(digits, NULL, 10), arena, record, err);
    length = strlen(id);
    if (length > 1 && id[0] == '<' && id[length - 1] == '>')
        id = arena_copy(arena, id + 1, length - 2);
    return look_up(roster, arena, record, err, RECORD "WHERE message_key = ?1 ORDER BY number LIMIT 1",
                   text(message_key(arena, id)));
}

static int list(struct roster *roster, const struct letter_filter *filter, struct arena *arena,
                struct letter_record ***record, size_t *count, struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err,
              RECORD "WHERE (NOT ?1 OR waiting) AND (?2 = '' OR instr(?2, ' ' || action || ' '))"
                     " AND (?3 = '' OR instr(?3, ' ' || kind || ' ')) AND taken >= ?4"
                     " AND (?5 = 0 OR taken < ?5) AND (?6 = 0 OR EXISTS (SELECT 1 FROM mention"
                     " WHERE applicant = ?6 AND mention.letter = number))"
                     " AND (?7 IS NULL OR address = ?7) ORDER BY urgent DESC, number",
              integer(filter->waiting), text(words_of(arena, filter->actions, word_of_action, ACTION_COUNT)),
              text(words_of(arena, filter->kinds, word_of_kind, KIND_COUNT)), integer(filter->since),
              integer(filter->until), integer(filter->applicant), text(filter->address)))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        *record = pointers_grow(arena, *record, *count);
        (*record)[(*count)++] = read_record(statement, arena);
    }
    statement_close(&statement);
    for (size_t i = 0; more == 0 && i < *count; i++)
        more = read_applicants(roster, (*record)[i], arena, err);
    return more;
}

int roster_letters(struct roster *roster, const struct letter_filter *filter, struct arena *arena,
                   struct letter_record ***record, size_t *count, struct err *err)
{
    static const struct letter_filter all;
    struct letter_record **found = NULL;
    size_t rows = 0;
    if (store_look(roster, err))
        return -1;
    if (store_end(roster, list(roster, filter ? filter : &all, arena, &found, &rows, err), err))
        return -1;
    *record = found;
    *count = rows;
    return 0;
}

int roster_tally(struct roster *roster, enum action action, int64_t since, int64_t until, struct arena *arena,
                 struct letter_tally **tally, size_t *count, struct err *err)
{
    struct statement *statement;
    struct letter_tally *found = NULL;
    size_t rows = 0;
    if (QUERY(roster, &statement, err,
              "SELECT kind, reason, count(*) FROM letter WHERE action = ?1 AND taken >= ?2"
              " AND (?3 = 0 OR taken < ?3) GROUP BY kind, reason ORDER BY 3 DESC, 1, 2",
              text(action_word(action)), integer(since), integer(until)))
        return -1;
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        found = list_grow(arena, found, rows, sizeof *found);
        found[rows++] =
            (struct letter_tally){.kind = (enum kind)column_enum(statement, 0, word_of_kind, KIND_COUNT),
                                  .reason = column_word(statement, 1, arena),
                                  .count = (uint64_t)column_integer(statement, 2)};
    }
    statement_close(&statement);
    if (more < 0)
        return -1;
    *tally = found;
    *count = rows;
    return 0;
}
