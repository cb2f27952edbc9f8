/*
 * roster_commands: what the files of the command `roster` share. Private to this room.
 */
#ifndef GREFIER_SRC_COMMAND_ROSTER_COMMANDS_H
#define GREFIER_SRC_COMMAND_ROSTER_COMMANDS_H

#include "grefier/command/command.h"

/* The store, and what a command needs to speak about it. */
struct ledger {
    struct config *config;
    struct roster *roster;
    struct arena *arena;
    struct buf out;
    bool mark; /* CSV begins with a byte order mark, for Excel */
};
/* -1 when it is open, else the exit code. */
int ledger_open(struct call *call, bool read_only, struct ledger *ledger);
/* Closes it and returns `code`. */
int ledger_close(struct ledger *ledger, int code);
/* Reads an applicant's number; -1 when it is one, else the exit code. */
int applicant_number(const char *text, int64_t *number);

/* The roster as a workbook; says itself what went wrong. 0 or -1. */
int roster_export_book(struct ledger *ledger, struct buf *out);

command_run roster_export, roster_set, roster_forget_person, roster_resend;

#endif
