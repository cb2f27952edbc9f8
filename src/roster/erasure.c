#include "grefier/roster/erasure.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include "grefier/base/text.h"
#include "values.h"

#define FACT_TOMBSTONE_KEY "tombstone-key"
#define KEY_BYTES          32

/* The texts of unsent messages may name anybody: they are wiped, and what was still to go is dropped. */
#define WIPE                                                                                                 \
    "UPDATE outbox SET message = NULL, changed = ?2, note = CASE WHEN state IN ('sent', 'refused',"          \
    " 'dropped') THEN note ELSE 'forgotten' END, state = CASE WHEN state IN ('queued', 'later',"             \
    " 'uncertain', 'held', 'draft') THEN 'dropped' ELSE state END "

/* Pieces of the same messages, and any piece or subject that repeats one of the person's own values. */
static int wipe_evidence(struct roster *roster, int64_t id, struct err *err)
{
    if (RUN(roster, err,
            "UPDATE value SET piece = '' WHERE piece <> '' AND (letter IN (SELECT letter FROM"
            " mention WHERE applicant = ?1) OR EXISTS (SELECT 1 FROM value AS own WHERE"
            " own.applicant = ?1 AND own.field IN ('name', 'phone', 'email') AND length(own.text)"
            " > 3 AND instr(value.piece, own.text)))",
            integer(id)))
        return -1;
    return RUN(
        roster, err,
        "UPDATE letter SET subject = NULL WHERE subject IS NOT NULL AND"
        " (number IN (SELECT letter FROM mention WHERE applicant = ?1) OR EXISTS (SELECT 1 FROM value AS own"
        " WHERE own.applicant = ?1 AND own.field IN ('name', 'phone', 'email') AND length(own.text) > 3"
        " AND instr(letter.subject, own.text)))",
        integer(id));
}

int applicant_erase(struct roster *roster, int64_t id, int64_t now, struct err *err)
{
    if (wipe_evidence(roster, id, err) ||
        RUN(roster, err, WIPE "WHERE number IN (SELECT outbox FROM outbox_applicant WHERE applicant = ?1)",
            integer(id), integer(now)) ||
        RUN(roster, err,
            "UPDATE outbox SET recipient = '' WHERE number IN (SELECT outbox FROM outbox_applicant"
            " GROUP BY outbox HAVING max(applicant) = ?1 AND min(applicant) = ?1)",
            integer(id)) ||
        RUN(roster, err,
            "UPDATE letter SET message_id = NULL, address = NULL, name = NULL WHERE number IN"
            " (SELECT letter FROM mention GROUP BY letter HAVING max(applicant) = ?1 AND"
            " min(applicant) = ?1)",
            integer(id)))
        return -1;
    return RUN(roster, err, "DELETE FROM applicant WHERE id = ?1", integer(id));
}

static int erase_known(struct roster *roster, int64_t id, int64_t now, struct err *err)
{
    enum applicant_status status;
    int found = status_of(roster, id, &status, err);
    if (found > 0 && applicant_erase(roster, id, now, err))
        return -1;
    return found;
}

int roster_erase_applicant(struct roster *roster, int64_t id, int64_t now, struct err *err)
{
    return store_begin(roster, err) ? -1 : store_end(roster, erase_known(roster, id, now, err), err);
}

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

static int erase_people(struct roster *roster, const char *address, int64_t now, struct arena *arena,
                        struct erased *erased, struct err *err)
{
    struct numbers people = {0};
    if (store_numbers(roster, arena, &people, err,
                      "SELECT id FROM applicant WHERE email = ?1 OR (self AND contact = ?1) OR id IN (SELECT"
                      " applicant FROM value WHERE field = 'email' AND text = ?1 COLLATE NOCASE)",
                      BINDINGS(text(address))))
        return -1;
    for (size_t i = 0; i < people.count; i++)
        if (applicant_erase(roster, people.item[i], now, err))
            return -1;
    erased->applicants = people.count;
    return RUN(roster, err, "UPDATE applicant SET contact = '' WHERE contact = ?1", text(address));
}

static int erase_letters(struct roster *roster, const char *address, int64_t now, struct erased *erased,
                         struct err *err)
{
    if (RUN(roster, err,
            "UPDATE value SET piece = '' WHERE piece <> '' AND (letter IN (SELECT number FROM letter"
            " WHERE address = ?1) OR instr(lower(piece), lower(?1)))",
            text(address)) ||
        RUN(roster, err,
            "UPDATE letter SET decision = 'forgotten', decided = ?2, waiting = 0 WHERE address ="
            " ?1 AND waiting",
            text(address), integer(now)) ||
        RUN(roster, err,
            "UPDATE letter SET message_id = NULL, address = NULL, name = NULL, subject = NULL"
            " WHERE address = ?1",
            text(address)))
        return -1;
    erased->letters = (size_t)store_changes(roster);
    if (RUN(roster, err, "UPDATE letter SET subject = NULL WHERE instr(lower(subject), lower(?1))",
            text(address)) ||
        RUN(roster, err, "UPDATE letter SET decided_by = '' WHERE decided_by = ?1", text(address)) ||
        RUN(roster, err, "UPDATE value SET who = '' WHERE who = ?1", text(address)))
        return -1;
    return 0;
}

/* Digests and confirmations that still have a text may name the person; the day's digest is made anew. */
static int erase_messages(struct roster *roster, const char *address, int64_t now, struct erased *erased,
                          struct err *err)
{
    if (RUN(roster, err,
            "DELETE FROM digest WHERE outbox IN (SELECT number FROM outbox WHERE message IS NOT NULL)") ||
        RUN(roster, err,
            WIPE "WHERE message IS NOT NULL AND (recipient = ?1 OR kind NOT IN ('ask', 'acknowledge'))",
            text(address), integer(now)) ||
        RUN(roster, err, "UPDATE outbox SET recipient = '' WHERE recipient = ?1", text(address)))
        return -1;
    erased->messages = (size_t)store_changes(roster);
    return 0;
}

static int forget(struct roster *roster, const char *address, int64_t now, struct arena *arena,
                  struct erased *erased, struct err *err)
{
    const char *key = NULL;
    if (tombstone_key(roster, true, arena, &key, err) < 0 ||
        RUN(roster, err, "INSERT OR REPLACE INTO tombstone VALUES (?1, ?2)",
            text(tombstone(arena, key, address)), integer(now)) ||
        erase_messages(roster, address, now, erased, err) ||
        erase_letters(roster, address, now, erased, err) ||
        erase_people(roster, address, now, arena, erased, err))
        return -1;
    return 0;
}

int roster_forget(struct roster *roster, const char *address, int64_t now, struct erased *erased,
                  struct err *err)
{
    struct erased done = {0};
    if (roster->depth)
        return err_set(err, ERR_BROKEN, "store %s: nobody is forgotten inside a group", roster->path);
    if (!address || !*address)
        return err_set(err, ERR_INPUT, "whom to forget is told by an address");
    if (store_begin(roster, err))
        return -1;
    struct arena *arena = arena_new();
    int result = store_end(roster, forget(roster, address, now, arena, &done, err), err);
    arena_free(&arena);
    if (result)
        return -1;
    *erased = done;
    if (RUN(roster, err, "VACUUM"))
        return err_prefix(err, "erased, but the file could not be rewritten, do it again later");
    return 0;
}

static int expire_letters(struct roster *roster, int64_t before, int64_t now, struct erased *erased,
                          struct err *err)
{
    if (RUN(roster, err,
            "UPDATE value SET piece = '' WHERE piece <> '' AND letter IN"
            " (SELECT number FROM letter WHERE taken < ?1 AND NOT waiting)",
            integer(before)) ||
        RUN(roster, err,
            "UPDATE letter SET message_id = NULL, address = NULL, name = NULL, subject = NULL"
            " WHERE taken < ?1 AND NOT waiting AND coalesce(message_id, address, name, subject)"
            " IS NOT NULL",
            integer(before)))
        return -1;
    erased->letters = (size_t)store_changes(roster);
    if (RUN(roster, err,
            "UPDATE outbox SET message = NULL, recipient = '', changed = ?2 WHERE created < ?1"
            " AND recipient <> '' AND state IN ('sent', 'refused', 'dropped')",
            integer(before), integer(now)))
        return -1;
    erased->messages = (size_t)store_changes(roster);
    return 0;
}

static int expire_applicants(struct roster *roster, int64_t before, int64_t now, struct erased *erased,
                             struct err *err)
{
    struct arena *arena = arena_new();
    struct numbers old = {0};
    int result = store_numbers(roster, arena, &old, err,
                               "SELECT id FROM applicant WHERE status IN ('incomplete', 'withdrawn')"
                               " AND updated < ?1",
                               BINDINGS(integer(before)));
    for (size_t i = 0; result == 0 && i < old.count; i++)
        result = applicant_erase(roster, old.item[i], now, err);
    erased->applicants = old.count;
    arena_free(&arena);
    return result;
}

int roster_expire(struct roster *roster, int64_t now, int64_t keep_messages, int64_t keep_incomplete,
                  struct erased *erased, struct err *err)
{
    struct erased done = {0};
    if (store_begin(roster, err))
        return -1;
    int result = expire_letters(roster, now - keep_messages, now, &done, err);
    if (result == 0)
        result = expire_applicants(roster, now - keep_incomplete, now, &done, err);
    if (store_end(roster, result, err))
        return -1;
    *erased = done;
    return 0;
}
