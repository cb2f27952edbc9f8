/* The right to be forgotten: a person everywhere, to the last byte. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "erase.h"
#include "grefier/base/text.h"
#include "grefier/roster/erasure.h"
#include "mentions.h"

#define FACT_TOMBSTONE_KEY "tombstone-key"
#define KEY_BYTES          32

/* A key of this store alone: the hash of a likely address cannot be looked up in a table made elsewhere. */
static int tombstone_key(struct roster *roster, bool make, struct arena *arena, const char **key,
                         struct err *err)
{
    unsigned char random[KEY_BYTES];
    char *hex;
    int found = roster_fact(roster, FACT_TOMBSTONE_KEY, arena, key, err);
    if (found || !make)
        return found;
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return err_set(err, ERR_RETRY, "the system gives no random bytes");
    hex = arena_alloc(arena, 2 * KEY_BYTES + 1);
    for (size_t i = 0; i < KEY_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", random[i]);
    *key = hex;
    return roster_set_fact(roster, FACT_TOMBSTONE_KEY, hex, err) ? -1 : 1;
}

static const char *tombstone(struct arena *arena, const char *key, const char *address)
{
    char *lower = arena_string(arena, address);
    for (char *at = lower; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    const char *keyed = arena_format(arena, "%s:%s:%s", key, lower, key);
    char *hash = arena_alloc(arena, 65);
    text_sha256(keyed, strlen(keyed), hash);
    return hash;
}

int roster_forgotten(struct roster *roster, const char *address, int64_t *when, struct err *err)
{
    struct arena *arena = arena_new();
    const char *key = NULL;
    int found = tombstone_key(roster, false, arena, &key, err);
    if (found > 0)
        found = NUMBER(roster, err, when, "SELECT erased FROM tombstone WHERE hash = ?1",
                       text(tombstone(arena, key, address)));
    arena_free(&arena);
    return found;
}

/* ---- who it is ---- */

static bool has_number(const struct numbers *numbers, int64_t number)
{
    for (size_t i = 0; i < numbers->count; i++)
        if (numbers->item[i] == number)
            return true;
    return false;
}

static void add_numbers(struct numbers *all, const struct numbers *more, struct arena *arena)
{
    for (size_t i = 0; i < more->count; i++) {
        if (has_number(all, more->item[i]))
            continue;
        all->item = list_grow(arena, all->item, all->count, sizeof *all->item);
        all->item[all->count++] = more->item[i];
    }
}

static int find_first(struct roster *roster, const struct whom *whom, struct arena *arena,
                      struct numbers *people, struct err *err)
{
    if (!whom->address || !*whom->address)
        return store_numbers(roster, arena, people, err, "SELECT id FROM applicant WHERE id = ?1",
                             BINDINGS(integer(whom->id)));
    return store_numbers(
        roster, arena, people, err,
        "SELECT id FROM applicant WHERE email = ?1 OR (self AND contact = ?1) OR id IN"
        " (SELECT applicant FROM value WHERE field IN ('email', 'given-email') AND text = ?1 COLLATE NOCASE)",
        BINDINGS(text(whom->address)));
}

/* Somebody signed up by a colleague, and again by themselves: the same name and the same phone. */
static int find_people(struct roster *roster, const struct whom *whom, struct arena *arena,
                       struct numbers *people, struct err *err)
{
    struct numbers first = {0};
    if (find_first(roster, whom, arena, &first, err))
        return -1;
    add_numbers(people, &first, arena);
    for (size_t i = 0; i < first.count; i++) {
        struct numbers same = {0};
        if (store_numbers(roster, arena, &same, err,
                          "SELECT DISTINCT name.applicant FROM value AS own JOIN value AS name ON name.key ="
                          " own.key AND name.field = 'name' AND name.state = 'current' JOIN value AS phone ON"
                          " phone.applicant = ?1 AND phone.field = 'phone' AND phone.state = 'current' JOIN"
                          " value AS number ON number.applicant = name.applicant AND number.key = phone.key"
                          " AND number.field = 'phone' AND number.state = 'current' WHERE own.applicant = ?1"
                          " AND own.field = 'name' AND own.state = 'current' AND own.key <> '' AND"
                          " phone.key <> '' ORDER BY 1",
                          BINDINGS(integer(first.item[i]))))
            return -1;
        add_numbers(people, &same, arena);
    }
    return 0;
}

int roster_rows_of(struct roster *roster, const struct whom *whom, struct arena *arena, int64_t **id,
                   size_t *count, struct err *err)
{
    struct numbers people = {0};
    if (find_people(roster, whom, arena, &people, err))
        return -1;
    *id = people.item;
    *count = people.count;
    return 0;
}

/* What is to be erased. */
struct forgetting {
    struct roster *roster;
    struct arena *arena;
    int64_t now;
    struct numbers people;
    const char **address; /* theirs alone */
    size_t address_count;
    struct value_record *own; /* their names, phones and addresses, the old ones too */
    size_t own_count;
    struct erased erased;
};

static bool is_shared(struct forgetting *forgetting, const char *address, int *failed, struct err *err)
{
    struct numbers others = {0};
    *failed = store_numbers(forgetting->roster, forgetting->arena, &others, err,
                            "SELECT id FROM applicant WHERE email = ?1", BINDINGS(text(address)));
    for (size_t i = 0; i < others.count; i++)
        if (!has_number(&forgetting->people, others.item[i]))
            return true;
    return false;
}

static int add_address(struct forgetting *forgetting, const char *address, bool asked, struct err *err)
{
    int failed = 0;
    for (size_t i = 0; i < forgetting->address_count; i++)
        if (text_same(forgetting->address[i], address))
            return 0;
    if (!*address || (!asked && is_shared(forgetting, address, &failed, err)) || failed)
        return failed;
    forgetting->address =
        list_grow(forgetting->arena, forgetting->address, forgetting->address_count, sizeof(char *));
    forgetting->address[forgetting->address_count++] = address;
    return 0;
}

/* Their own values, and the addresses that are nobody else's. */
static int find_own(struct forgetting *forgetting, const struct whom *whom, struct err *err)
{
    static const char *const fields[] = {"name", "phone", VALUE_EMAIL, VALUE_GIVEN_EMAIL};
    if (whom->address && add_address(forgetting, whom->address, true, err))
        return -1;
    for (size_t i = 0; i < forgetting->people.count; i++) {
        struct value_record *value = NULL;
        size_t count = 0;
        if (roster_values(forgetting->roster, forgetting->people.item[i], 0, forgetting->arena, &value,
                          &count, err))
            return -1;
        for (size_t j = 0; j < count; j++)
            for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
                if (strcmp(value[j].field, fields[k]) != 0 || !*value[j].text)
                    continue;
                forgetting->own = list_grow(forgetting->arena, forgetting->own, forgetting->own_count,
                                            sizeof *forgetting->own);
                forgetting->own[forgetting->own_count++] = value[j];
                if (strstr(value[j].field, VALUE_EMAIL) && add_address(forgetting, value[j].text, false, err))
                    return -1;
            }
    }
    return 0;
}

/* ---- what there is of them ---- */

static bool speaks_of_them(const struct forgetting *forgetting, const char *text)
{
    for (size_t i = 0; i < forgetting->own_count; i++)
        if (mentions(text, forgetting->own[i].field, forgetting->own[i].text))
            return true;
    return false;
}

/* The numbers of the rows whose text, in the second column, speaks of them. */
static int find_mentions(struct forgetting *forgetting, struct statement *statement, struct numbers *numbers,
                         struct err *err)
{
    int more;
    while ((more = statement_next(statement, err)) > 0) {
        const char *said = column_word(statement, 1, forgetting->arena);
        struct numbers one = {&(int64_t){column_integer(statement, 0)}, 1};
        if (speaks_of_them(forgetting, said))
            add_numbers(numbers, &one, forgetting->arena);
    }
    statement_close(&statement);
    return more;
}

/* What others' messages say of them: pieces, subjects, the name they were sent under. */
static int erase_mentions(struct forgetting *forgetting, struct err *err)
{
    struct roster *roster = forgetting->roster;
    struct statement *statement;
    struct numbers pieces = {0}, subjects = {0}, names = {0}, lessons = {0};
    if (QUERY(roster, &statement, err, "SELECT id, piece FROM value WHERE piece <> ''") ||
        find_mentions(forgetting, statement, &pieces, err) ||
        QUERY(roster, &statement, err, "SELECT number, subject FROM letter WHERE subject IS NOT NULL") ||
        find_mentions(forgetting, statement, &subjects, err) ||
        QUERY(roster, &statement, err, "SELECT number, name FROM letter WHERE name IS NOT NULL") ||
        find_mentions(forgetting, statement, &names, err) ||
        QUERY(roster, &statement, err,
              "SELECT letter, sender || ' ' || subject || ' ' || body FROM lesson") ||
        find_mentions(forgetting, statement, &lessons, err))
        return -1;
    for (size_t i = 0; i < lessons.count; i++)
        if (RUN(roster, err, "DELETE FROM lesson WHERE letter = ?1", integer(lessons.item[i])))
            return -1;
    for (size_t i = 0; i < pieces.count; i++)
        if (RUN(roster, err, "UPDATE value SET piece = '' WHERE id = ?1", integer(pieces.item[i])))
            return -1;
    for (size_t i = 0; i < names.count; i++)
        if (RUN(roster, err, "UPDATE letter SET name = NULL WHERE number = ?1", integer(names.item[i])))
            return -1;
    for (size_t i = 0; i < subjects.count; i++)
        if (RUN(roster, err, "UPDATE letter SET subject = NULL WHERE number = ?1", integer(subjects.item[i])))
            return -1;
    return 0;
}

static int erase_letters(struct forgetting *forgetting, const char *address, struct err *err)
{
    struct roster *roster = forgetting->roster;
    if (RUN(roster, err, "DELETE FROM lesson WHERE letter IN (SELECT number FROM letter WHERE address = ?1)",
            text(address)) ||
        RUN(roster, err,
            "UPDATE value SET piece = '' WHERE piece <> '' AND (letter IN (SELECT number FROM letter"
            " WHERE address = ?1) OR instr(lower(piece), lower(?1)))",
            text(address)) ||
        RUN(roster, err,
            "UPDATE letter SET decision = 'forgotten', decided = ?2, waiting = 0 WHERE address ="
            " ?1 AND waiting",
            text(address), integer(forgetting->now)) ||
        RUN(roster, err,
            "UPDATE letter SET message_id = NULL, address = NULL, name = NULL, subject = NULL"
            " WHERE address = ?1",
            text(address)))
        return -1;
    forgetting->erased.letters += (size_t)store_changes(roster);
    if (RUN(roster, err, "UPDATE letter SET subject = NULL WHERE instr(lower(subject), lower(?1))",
            text(address)) ||
        RUN(roster, err, "UPDATE letter SET decided_by = '' WHERE decided_by = ?1", text(address)) ||
        RUN(roster, err, "UPDATE value SET who = '' WHERE who = ?1", text(address)))
        return -1;
    return 0;
}

/* Digests and confirmations that still have a text may name the person; the day's digest is made anew. */
static int erase_reports(struct forgetting *forgetting, struct err *err)
{
    struct roster *roster = forgetting->roster;
    if (RUN(roster, err,
            "DELETE FROM digest WHERE outbox IN (SELECT number FROM outbox WHERE message IS NOT NULL)"))
        return -1;
    return RUN(roster, err,
               WIPE "WHERE message IS NOT NULL AND kind NOT IN ('ask', 'acknowledge') AND ?1 = ?1",
               integer(0), integer(forgetting->now));
}

static int erase_messages(struct forgetting *forgetting, const char *address, struct err *err)
{
    struct roster *roster = forgetting->roster;
    if (RUN(roster, err, WIPE "WHERE message IS NOT NULL AND recipient = ?1", text(address),
            integer(forgetting->now)) ||
        RUN(roster, err, "UPDATE outbox SET recipient = '' WHERE recipient = ?1", text(address)))
        return -1;
    forgetting->erased.messages += (size_t)store_changes(roster);
    return 0;
}

static int erase_address(struct forgetting *forgetting, const char *key, const char *address, struct err *err)
{
    struct roster *roster = forgetting->roster;
    if (RUN(roster, err, "INSERT OR REPLACE INTO tombstone VALUES (?1, ?2)",
            text(tombstone(forgetting->arena, key, address)), integer(forgetting->now)) ||
        erase_messages(forgetting, address, err) || erase_letters(forgetting, address, err))
        return -1;
    return RUN(roster, err, "UPDATE applicant SET contact = '' WHERE contact = ?1", text(address));
}

static int forget(struct forgetting *forgetting, const struct whom *whom, struct err *err)
{
    const char *key = NULL;
    if (find_people(forgetting->roster, whom, forgetting->arena, &forgetting->people, err) ||
        find_own(forgetting, whom, err))
        return -1;
    if (!forgetting->address_count && !forgetting->people.count)
        return err_set(err, ERR_INPUT, "there is no applicant %lld", (long long)whom->id);
    if (tombstone_key(forgetting->roster, true, forgetting->arena, &key, err) < 0 ||
        erase_reports(forgetting, err) || erase_mentions(forgetting, err))
        return -1;
    for (size_t i = 0; i < forgetting->address_count; i++)
        if (erase_address(forgetting, key, forgetting->address[i], err))
            return -1;
    for (size_t i = 0; i < forgetting->people.count; i++)
        if (RUN(forgetting->roster, err,
                "DELETE FROM lesson WHERE letter IN (SELECT letter FROM mention WHERE applicant = ?1)",
                integer(forgetting->people.item[i])) ||
            applicant_erase(forgetting->roster, forgetting->people.item[i], forgetting->now, err))
            return -1;
    forgetting->erased.applicants = forgetting->people.count;
    return 0;
}

int roster_forget(struct roster *roster, const struct whom *whom, int64_t now, struct erased *erased,
                  struct err *err)
{
    struct forgetting forgetting = {.roster = roster, .now = now};
    if (roster->depth)
        return err_set(err, ERR_BROKEN, "store %s: nobody is forgotten inside a group", roster->path);
    if ((!whom->address || !*whom->address) && whom->id <= 0)
        return err_set(err, ERR_INPUT, "whom to forget is told by an address or a number");
    if (store_begin(roster, err))
        return -1;
    forgetting.arena = arena_new();
    int result = store_end(roster, forget(&forgetting, whom, err), err);
    arena_free(&forgetting.arena);
    if (result)
        return -1;
    *erased = forgetting.erased;
    if (RUN(roster, err, "VACUUM"))
        return err_prefix(err, "erased, but the file could not be rewritten, do it again later");
    return 0;
}
