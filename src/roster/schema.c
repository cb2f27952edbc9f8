#include "schema.h"
#include "store.h"

#include <stdio.h>

/*
 * Step i makes version i + 1 out of version i. A step that was released is never edited: a change is a new
 * one. Words (kind, action, status, state) are stored as they are printed, so that the file can be read with
 * any SQLite tool for as long as people need it.
 */
static const char *const steps[] = {
    /* what the service knows of itself */
    "CREATE TABLE field (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, required INTEGER NOT NULL)"
    " STRICT;"
    "INSERT INTO field VALUES (0, 'name', 1), (1, 'position', 1), (2, 'organization', 1), (3, 'phone', 1);"
    "CREATE TABLE fact (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE cursor (folder TEXT PRIMARY KEY, uid_validity INTEGER NOT NULL, next_uid INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE attempt (place TEXT PRIMARY KEY, count INTEGER NOT NULL, last INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;"

    /* messages taken in; message_key is the SHA-256 of the Message-ID */
    "CREATE TABLE letter (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " message_key TEXT, message_id TEXT, hash TEXT NOT NULL, received INTEGER, taken INTEGER NOT NULL,"
    " kind TEXT NOT NULL, action TEXT NOT NULL, reason TEXT NOT NULL, language TEXT NOT NULL,"
    " spoke TEXT NOT NULL, topic TEXT NOT NULL, urgent INTEGER NOT NULL,"
    " address TEXT COLLATE NOCASE, name TEXT, subject TEXT, same_as INTEGER,"
    " waiting INTEGER NOT NULL, decision TEXT, decided_by TEXT COLLATE NOCASE, decided INTEGER) STRICT;"
    "CREATE INDEX letter_hash ON letter (hash);"
    "CREATE INDEX letter_key ON letter (message_key) WHERE message_key IS NOT NULL;"
    "CREATE INDEX letter_address ON letter (address) WHERE address IS NOT NULL;"
    "CREATE INDEX letter_taken ON letter (taken);"
    "CREATE INDEX letter_waiting ON letter (number) WHERE waiting;"
    "CREATE TABLE place (place TEXT PRIMARY KEY, letter INTEGER NOT NULL REFERENCES letter) STRICT, WITHOUT"
    " ROWID;"
    "CREATE INDEX place_letter ON place (letter);"

    /* the people */
    "CREATE TABLE applicant (id INTEGER PRIMARY KEY AUTOINCREMENT, letter INTEGER NOT NULL"
    " REFERENCES letter, status TEXT NOT NULL CHECK (status IN ('complete', 'incomplete',"
    " 'review', 'withdrawn', 'unreachable')), note TEXT NOT NULL, email TEXT COLLATE NOCASE,"
    " contact TEXT NOT NULL COLLATE NOCASE, self INTEGER NOT NULL, created INTEGER NOT NULL,"
    " updated INTEGER NOT NULL, asked INTEGER NOT NULL, last_asked INTEGER) STRICT;CREATE INDEX"
    " applicant_email ON applicant (email);CREATE INDEX applicant_contact ON applicant"
    " (contact);CREATE INDEX applicant_letter ON applicant (letter);CREATE TABLE mention (letter"
    " INTEGER NOT NULL REFERENCES letter, applicant INTEGER NOT NULL REFERENCES applicant ON"
    " DELETE CASCADE, PRIMARY KEY (applicant, letter)) STRICT, WITHOUT ROWID;CREATE INDEX"
    " mention_letter ON mention (letter);CREATE TABLE value (id INTEGER PRIMARY KEY, applicant"
    " INTEGER NOT NULL REFERENCES applicant ON DELETE CASCADE, field TEXT NOT NULL, text TEXT NOT"
    " NULL, key TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('current', 'past',"
    " 'proposed')), letter INTEGER REFERENCES letter, line INTEGER NOT NULL, weight INTEGER NOT"
    " NULL, rule TEXT NOT NULL, zone TEXT NOT NULL, piece TEXT NOT NULL, who TEXT NOT NULL"
    " COLLATE NOCASE, created INTEGER NOT NULL, ended INTEGER) STRICT;CREATE UNIQUE INDEX"
    " value_current ON value (applicant, field) WHERE state = 'current';CREATE INDEX"
    " value_applicant ON value (applicant);CREATE INDEX value_letter ON value (letter);CREATE"
    " INDEX value_key ON value (key) WHERE state = 'current' AND field IN ('name', 'phone');"

    /* what leaves */
    "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK"
    " (kind IN ('ask', 'acknowledge', 'digest', 'confirmation', 'alarm')), state TEXT NOT NULL"
    " CHECK (state IN ('queued', 'sending', 'sent', 'later', 'refused', 'uncertain', 'held',"
    " 'dropped', 'draft')), note TEXT NOT NULL, recipient TEXT NOT NULL COLLATE NOCASE, sender"
    " TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, token TEXT COLLATE NOCASE, message BLOB,"
    " letter INTEGER REFERENCES letter, attempts INTEGER NOT NULL, doubts INTEGER NOT NULL, code"
    " INTEGER NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL, due INTEGER NOT NULL,"
    " sent INTEGER) STRICT;CREATE INDEX outbox_due ON outbox (due, number) WHERE state IN"
    " ('queued', 'later', 'uncertain');CREATE INDEX outbox_recipient ON outbox (recipient,"
    " created);CREATE INDEX outbox_created ON outbox (created);CREATE INDEX outbox_token ON"
    " outbox (token) WHERE token IS NOT NULL;CREATE INDEX outbox_letter ON outbox (letter);CREATE"
    " TABLE outbox_applicant (outbox INTEGER NOT NULL REFERENCES outbox, applicant INTEGER NOT"
    " NULL REFERENCES applicant ON DELETE CASCADE, PRIMARY KEY (outbox, applicant)) STRICT,"
    " WITHOUT ROWID;CREATE INDEX outbox_applicant_applicant ON outbox_applicant"
    " (applicant);CREATE TABLE digest (day TEXT NOT NULL, outbox INTEGER NOT NULL REFERENCES"
    " outbox, made INTEGER NOT NULL, PRIMARY KEY (day, outbox)) STRICT, WITHOUT ROWID;"

    /* addresses that were forgotten, as keyed hashes */
    "CREATE TABLE tombstone (hash TEXT PRIMARY KEY, erased INTEGER NOT NULL) STRICT, WITHOUT ROWID;",

    /* what a person's "no" teaches: made-up messages, see lessons.h */
    "CREATE TABLE lesson (letter INTEGER PRIMARY KEY REFERENCES letter, sender TEXT NOT NULL,"
    " subject TEXT NOT NULL, body TEXT NOT NULL, kept INTEGER NOT NULL) STRICT;"};

#define SCHEMA_VERSION ((int64_t)(sizeof steps / sizeof *steps))

static int read_header(struct roster *roster, int64_t *application, int64_t *version, int64_t *tables,
                       struct err *err)
{
    if (NUMBER(roster, err, application, "PRAGMA application_id") < 0 ||
        NUMBER(roster, err, version, "PRAGMA user_version") < 0 ||
        NUMBER(roster, err, tables, "SELECT count(*) FROM sqlite_schema") < 0)
        return -1;
    return 0;
}

static int judge(const struct roster *roster, int64_t application, int64_t version, int64_t tables,
                 struct err *err)
{
    bool empty = application == 0 && version == 0 && tables == 0;
    if (!empty && application != SCHEMA_APPLICATION)
        return err_set(err, ERR_REFUSED, "%s is a database, but not a store of grefier", roster->path);
    if (version > SCHEMA_VERSION)
        return err_set(err, ERR_REFUSED,
                       "store %s was written by a newer grefier (version %lld, this one knows %lld)",
                       roster->path, (long long)version, (long long)SCHEMA_VERSION);
    return 0;
}

static int upgrade(struct roster *roster, struct err *err)
{
    int64_t application = 0, version = 0, tables = 0;
    if (store_begin(roster, err))
        return -1;
    /* read again: another process may have upgraded it between the first look and this lock */
    int result = read_header(roster, &application, &version, &tables, err);
    if (result == 0)
        result = judge(roster, application, version, tables, err);
    for (int64_t step = version; result == 0 && step < SCHEMA_VERSION; step++)
        result = store_script(roster, steps[step], err);
    if (result == 0) {
        char mark[96];
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                 SCHEMA_APPLICATION, (int)SCHEMA_VERSION);
        result = store_script(roster, mark, err);
    }
    return store_end(roster, result, err);
}

int schema_prepare(struct roster *roster, bool read_only, struct err *err)
{
    int64_t application = 0, version = 0, tables = 0;
    if (read_header(roster, &application, &version, &tables, err) ||
        judge(roster, application, version, tables, err))
        return -1;
    if (version == SCHEMA_VERSION)
        return 0;
    if (read_only)
        return err_set(err, ERR_REFUSED,
                       "store %s is of an older version: start the service, or `grefier run --once`, first",
                       roster->path);
    return upgrade(roster, err);
}
