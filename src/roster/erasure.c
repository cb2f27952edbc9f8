#include "grefier/roster/erasure.h"

#include "erase.h"

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

/* What nobody decided in time goes as if it had been refused. */
static int expire_waiting(struct roster *roster, int64_t before, int64_t now, struct erased *erased,
                          struct err *err)
{
    struct arena *arena = arena_new();
    struct numbers old = {0};
    int result =
        store_numbers(roster, arena, &old, err, "SELECT number FROM letter WHERE waiting AND taken < ?1",
                      BINDINGS(integer(before)));
    for (size_t i = 0; result == 0 && i < old.count; i++)
        if (RUN(roster, err, WIPE "WHERE letter = ?1 AND state = 'held'", integer(old.item[i]),
                integer(now)) ||
            RUN(roster, err,
                "UPDATE letter SET waiting = 0, decision = 'expired', decided = ?2 WHERE number = ?1",
                integer(old.item[i]), integer(now)) ||
            letter_reject(roster, old.item[i], arena, now, err))
            result = -1;
    erased->undecided = old.count;
    arena_free(&arena);
    return result;
}

static int expire_letters(struct roster *roster, int64_t before, int64_t now, struct erased *erased,
                          struct err *err)
{
    if (RUN(roster, err, "DELETE FROM lesson WHERE kept < ?1", integer(before)) ||
        RUN(roster, err,
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
            " AND recipient <> '' AND state IN ('sent', 'refused', 'dropped', 'draft')",
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
    int result = expire_waiting(roster, now - keep_messages, now, &done, err);
    if (result == 0)
        result = expire_letters(roster, now - keep_messages, now, &done, err);
    if (result == 0)
        result = expire_applicants(roster, now - keep_incomplete, now, &done, err);
    if (store_end(roster, result, err))
        return -1;
    *erased = done;
    return 0;
}
