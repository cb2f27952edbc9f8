#include "grefier/roster/outbox.h"

#include <string.h>
#include "outbox_rows.h"

static int add_row(struct roster *roster, const struct outgoing *outgoing, int64_t now, int64_t *number,
                   struct err *err)
{
    int64_t there;
    int found = NUMBER(roster, err, &there, "SELECT number FROM outbox WHERE message_id = ?1",
                       text(outgoing->message_id));
    if (found)
        return found < 0 ? -1 : err_set(err, ERR_INPUT, "the outbox has that Message-ID already");
    if (RUN(roster, err,
            "INSERT INTO outbox (kind, state, note, recipient, sender, message_id, token, message, letter,"
            " attempts, doubts, code, created, changed, due)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, ?10, ?10, ?11)",
            text(outbox_kind_word(outgoing->kind)), text(outbox_state_word(outgoing->state)),
            text(outgoing->note ? outgoing->note : ""), text(outgoing->recipient),
            text(outgoing->sender ? outgoing->sender : ""), text(outgoing->message_id),
            text_or_null(outgoing->token), blob(outgoing->message, outgoing->length),
            reference(outgoing->letter), integer(now), integer(outgoing->due > now ? outgoing->due : now)))
        return -1;
    *number = store_last_number(roster);
    for (size_t i = 0; i < outgoing->applicant_count; i++)
        if (RUN(roster, err, "INSERT OR IGNORE INTO outbox_applicant VALUES (?1, ?2)", integer(*number),
                integer(outgoing->applicant[i])))
            return -1;
    return outgoing->state == OUTBOX_QUEUED ? outbox_count_request(roster, *number, now, err) : 0;
}

int outbox_count_request(struct roster *roster, int64_t number, int64_t now, struct err *err)
{
    return RUN(roster, err,
               "UPDATE applicant SET asked = asked + 1, last_asked = ?2 WHERE id IN"
               " (SELECT applicant FROM outbox_applicant JOIN outbox ON number = outbox"
               " WHERE number = ?1 AND kind = 'ask')",
               integer(number), integer(now));
}

int outbox_add(struct roster *roster, const struct outgoing *outgoing, int64_t now, int64_t *number,
               struct err *err)
{
    int64_t added = 0;
    if (!outgoing->recipient || !*outgoing->recipient || !outgoing->message_id || !*outgoing->message_id ||
        !outgoing->message)
        return err_set(err, ERR_INPUT, "a message for the outbox lacks its recipient, id or text");
    if (store_begin(roster, err) || store_end(roster, add_row(roster, outgoing, now, &added, err), err))
        return -1;
    if (number)
        *number = added;
    return 0;
}

int outbox_recover(struct roster *roster, int64_t now, size_t *count, struct err *err)
{
    if (store_begin(roster, err))
        return -1;
    int result =
        RUN(roster, err,
            "UPDATE outbox SET state = CASE WHEN message IS NULL THEN 'dropped' ELSE 'uncertain' END,"
            " doubts = doubts + 1, due = ?1, changed = ?1, note = 'interrupted while sending'"
            " WHERE state = 'sending'",
            integer(now));
    size_t rows = (size_t)store_changes(roster);
    if (store_end(roster, result, err))
        return -1;
    *count = rows;
    return 0;
}

/* Runs one UPDATE that is a transaction: 1 when it changed something, 0, -1. */
static int update(struct roster *roster, struct err *err, const char *sql, const struct binding *binding,
                  size_t count)
{
    if (store_begin(roster, err))
        return -1;
    int result = statement_run(roster, err, sql, binding, count);
    int64_t rows = result ? 0 : store_changes(roster);
    if (store_end(roster, result, err))
        return -1;
    return rows > 0;
}

int outbox_claim(struct roster *roster, int64_t number, int64_t now, struct err *err)
{
    if (roster->depth)
        return err_set(err, ERR_BROKEN, "store %s: a claim inside a group is none", roster->path);
    return update(roster, err,
                  "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ?2"
                  " WHERE number = ?1 AND state IN ('queued', 'later', 'uncertain') AND message IS NOT NULL",
                  BINDINGS(integer(number), integer(now)));
}

int outbox_settle(struct roster *roster, int64_t number, const struct outbox_settlement *settlement,
                  int64_t now, struct err *err)
{
    if (settlement->state == OUTBOX_QUEUED || settlement->state == OUTBOX_SENDING)
        return err_set(err, ERR_BROKEN, "a message is not settled as '%s'",
                       outbox_state_word(settlement->state));
    return update(roster, err,
                  "UPDATE outbox SET state = ?2, code = ?3, note = ?4, due = max(?5, due), changed = ?6,"
                  " doubts = doubts + (?2 = 'uncertain'),"
                  " sent = CASE WHEN ?2 = 'sent' THEN ?6 ELSE sent END,"
                  " message = CASE WHEN ?2 IN ('sent', 'refused', 'draft') THEN NULL ELSE message END"
                  " WHERE number = ?1 AND state NOT IN ('sent', 'refused', 'dropped')",
                  BINDINGS(integer(number), text(outbox_state_word(settlement->state)),
                           integer(settlement->code), text(settlement->note ? settlement->note : ""),
                           integer(settlement->due), integer(now)));
}

static int release(struct roster *roster, int64_t number, int64_t now, struct err *err)
{
    int released = update(roster, err,
                          "UPDATE outbox SET state = 'queued', note = '', due = ?2, changed = ?2"
                          " WHERE number = ?1 AND state = 'held' AND message IS NOT NULL",
                          BINDINGS(integer(number), integer(now)));
    if (released > 0 && outbox_count_request(roster, number, now, err))
        return -1;
    return released;
}

int outbox_release(struct roster *roster, int64_t number, int64_t now, struct err *err)
{
    return store_begin(roster, err) ? -1 : store_end(roster, release(roster, number, now, err), err);
}

static int bounce(struct roster *roster, int64_t number, const char *reason, int64_t now, struct err *err)
{
    int known = update(roster, err,
                       "UPDATE outbox SET state = 'refused', note = ?2, message = NULL, changed = ?3"
                       " WHERE number = ?1",
                       BINDINGS(integer(number), text(reason), integer(now)));
    if (known > 0 && RUN(roster, err,
                         "UPDATE applicant SET status = 'unreachable', note = ?2, updated = ?3 WHERE id IN"
                         " (SELECT applicant FROM outbox_applicant WHERE outbox = ?1)"
                         " AND status <> 'withdrawn'",
                         integer(number), text(reason), integer(now)))
        return -1;
    return known;
}

int outbox_bounced(struct roster *roster, int64_t number, const char *reason, int64_t now, struct err *err)
{
    return store_begin(roster, err) ? -1 : store_end(roster, bounce(roster, number, reason, now, err), err);
}

static int add_digest(struct roster *roster, const char *day, bool again, const struct outgoing *outgoing,
                      size_t count, int64_t now, struct err *err)
{
    int64_t made, number = 0;
    int there = NUMBER(roster, err, &made, "SELECT max(made) FROM digest WHERE day = ?1", text(day));
    if (there < 0 || (there && !again))
        return there < 0 ? -1 : 0;
    for (size_t i = 0; i < count; i++)
        if (outbox_add(roster, &outgoing[i], now, &number, err) ||
            RUN(roster, err, "INSERT INTO digest VALUES (?1, ?2, ?3)", text(day), integer(number),
                integer(now)))
            return -1;
    return 1;
}

int roster_add_digest(struct roster *roster, const char *day, bool again, const struct outgoing *outgoing,
                      size_t count, int64_t now, struct err *err)
{
    return store_begin(roster, err)
               ? -1
               : store_end(roster, add_digest(roster, day, again, outgoing, count, now, err), err);
}

int roster_digest_made(struct roster *roster, const char *day, int64_t *made, struct err *err)
{
    int64_t when = 0;
    int found = NUMBER(roster, err, &when, "SELECT max(made) FROM digest WHERE day = ?1", text(day));
    if (found > 0 && made)
        *made = when;
    return found;
}

int roster_last_digest(struct roster *roster, struct arena *arena, const char **day, int64_t *made,
                       struct err *err)
{
    struct statement *statement;
    if (QUERY(roster, &statement, err, "SELECT day, made FROM digest ORDER BY day DESC, made DESC LIMIT 1"))
        return -1;
    int found = statement_next(statement, err);
    if (found > 0) {
        *day = column_word(statement, 0, arena);
        if (made)
            *made = column_integer(statement, 1);
    }
    statement_close(&statement);
    return found;
}
