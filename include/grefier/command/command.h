/*
 * command: what can be done at the command line. One file a command in src/command/, one row a command in the
 * table of command.c. Results go to stdout, words for people to stderr.
 */
#ifndef GREFIER_COMMAND_COMMAND_H
#define GREFIER_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/err.h"
#include "grefier/roster/roster.h"
#include "grefier/rules/rules.h"
#include "grefier/service/config.h"

/* Exit codes (sysexits.h for the last). */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_WRONG_CONFIG = 78 };

/* One call of a command: the command and what was said before it. */
struct call {
    const struct command *command;
    const char *group;  /* "roster" of `roster list`; "" for the others */
    const char *config; /* --config, or where it is installed */
};

/* argv[0] is the command's own name. Returns the exit code. */
typedef int command_run(struct call *call, int argc, char **argv);

struct command {
    const char *name;
    const char *usage; /* what stands behind the name: "[--once]" */
    const char *says;  /* one line for --help */
    command_run *run;  /* NULL: planned, not built yet; not in --help */
};

command_run command_run_service, command_extract, command_check, command_status, command_why, command_roster,
    command_rules, command_rules_test, command_rules_cases, command_backup, command_digest, command_authorize,
    command_setup, command_backfill;

/* Everything behind main: reads `grefier [--config FILE] COMMAND …` and runs the command. */
int command_main(int argc, char **argv);
/* Finds `name` in a table that ends with a NULL name; NULL when it is not there. */
const struct command *command_find(const struct command *table, const char *name);
/* Runs argv[1] of a table of subcommands ("list" of `roster`); speaks for itself when there is none. */
int command_sub(struct call *call, const struct command *table, int argc, char **argv);

/* One option of a command: a switch or a text; exactly one of the two pointers is set. */
struct option_row {
    const char *name; /* "json": --json */
    bool *on;
    const char **text;
};
/*
 * Reads the options in front of and between the operands; every command also knows --help, --version and
 * --config FILE. Operands are then argv[*first] and on, at least `least` and at most `most` of them. Returns
 * -1 when the command may go on, else the exit code: help was given, or it was wrong use (said on stderr).
 */
int options_read(struct call *call, const struct option_row *row, size_t count, int argc, char **argv,
                 int least, int most, int *first);

/* Each says on stderr what is wrong and returns the exit code, or returns -1 when all is well. */
int open_config(const struct call *call, struct config **config);
int open_rules(const char *const *folders, size_t count, struct rules **rules);
/* The rules of commands that work without a configuration: `folder`, else $GREFIER_RULES, else the installed
 * ones. */
int open_default_rules(const char *folder, struct rules **rules);
/* The configuration's store, for reading or for changing. */
int open_roster(const struct call *call, bool read_only, struct config **config, struct roster **roster);

/* "grefier: …" to stderr; returns `code`. */
int fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* fail with the text of an err. */
int fail_err(int code, const struct err *err);
/* Writes the bytes to stdout; EXIT_DONE, or EXIT_FAILED when they could not be written. */
int print_out(const struct buf *out);
/*
 * Writes a file that only its owner can read, whole or not at all (file_replace). 0, or -1 with BROKEN when `out` is
 * too large, REFUSED or RETRY as file_replace has it.
 */
int write_private(const char *path, const struct buf *out, struct err *err);
/* Whether stdout takes colours: a terminal, and NO_COLOR is not set. */
bool use_color(void);

#endif
