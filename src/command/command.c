#include "grefier/command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "grefier/version.h"

static const struct command commands[] = {
    {"run", "[--once]", "the service: takes in mail, answers, or one pass of it", command_run_service},
    {"extract", "[--json] [--explain] [--rules DIR] PATH…",
     "what would be understood and done; touches nothing", command_extract},
    {"check", "", "configuration, rules, store, both servers: a line each", command_check},
    {"status", "[--json]", "last poll, queue, counts, what waits for a person", command_status},
    {"why", "ID", "everything that is known of one message (its Message-ID or M15)", command_why},
    {"roster", "list|show|export|set|resend|forget …", "the register of applicants", command_roster},
    {"rules", "check|test|cases …", "compiles the rules and runs their examples; scores labelled messages",
     command_rules},
    {"backup", "FILE", "a consistent copy of the store", command_backup},
    {"digest", "[--date DAY] [--format text,html,eml] [--send [--again]]",
     "shows a day's digest, or sends it if it was not sent yet", command_digest},
    {"backfill", "--since DAY [--answer]", "takes in older mail; answers it only when told",
     command_backfill},
    {"setup", "[--yes] [--force] [--mailbox URL …]",
     "the first run: asks, writes the configuration, runs check", command_setup},
    {"authorize", "[--outgoing]", "OAuth2: lets somebody agree in a browser elsewhere", command_authorize},
    {0},
};

const struct command *command_find(const struct command *table, const char *name)
{
    for (; table->name; table++)
        if (strcmp(table->name, name) == 0)
            return table;
    return NULL;
}

static void list_commands(const struct command *table)
{
    for (; table->name; table++)
        if (table->run)
            printf("  %-10s %s\n  %-10s   %s\n", table->name, table->usage, "", table->says);
}

static int help(void)
{
    printf("usage: grefier [--config FILE] COMMAND …\n\n");
    list_commands(commands);
    printf("\n--help after a command shows its usage; --version shows the version.\n"
           "FILE is %s unless given. Exit: 0 done, 1 failed, 2 wrong use, 78 the configuration or a rule is "
           "wrong.\n",
           CONFIG_FILE);
    return EXIT_DONE;
}

static int version(void)
{
    printf("grefier %s\n", GREFIER_VERSION);
    return EXIT_DONE;
}

static int run_one(struct call *call, const struct command *command, int argc, char **argv)
{
    if (!command->run)
        return fail(EXIT_FAILED, "%s: not built yet", command->name);
    call->command = command;
    return command->run(call, argc, argv);
}

int command_sub(struct call *call, const struct command *table, int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0) {
        printf("usage: grefier %s COMMAND …\n\n", argv[0]);
        list_commands(table);
        return EXIT_DONE;
    }
    if (strcmp(name, "--version") == 0)
        return version();
    const struct command *command = command_find(table, name);
    call->group = argv[0];
    if (command)
        return run_one(call, command, argc - 1, argv + 1);
    if (argc > 1)
        return fail(EXIT_USAGE, "%s: no such command: %s (see grefier %s --help)", argv[0], name, argv[0]);
    return fail(EXIT_USAGE, "%s: which command? (see grefier %s --help)", argv[0], argv[0]);
}

static int run_line(int argc, char **argv)
{
    static const struct option known[] = {
        {"config", required_argument, NULL, 'c'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {0},
    };
    struct call call = {.group = "", .config = CONFIG_FILE};
    int letter;
    opterr = 0;
    while ((letter = getopt_long(argc, argv, "+:c:h", known, NULL)) != -1) {
        if (letter == 'c')
            call.config = optarg;
        else if (letter == 'h')
            return help();
        else if (letter == 'v')
            return version();
        else
            return fail(EXIT_USAGE, "%s %s (see grefier --help)",
                        letter == ':' ? "a value is missing after" : "no such option:", argv[optind - 1]);
    }
    if (optind >= argc)
        return fail(EXIT_USAGE, "which command? (see grefier --help)");
    const struct command *command = command_find(commands, argv[optind]);
    if (!command)
        return fail(EXIT_USAGE, "no such command: %s (see grefier --help)", argv[optind]);
    return run_one(&call, command, argc - optind, argv + optind);
}

int command_main(int argc, char **argv)
{
    int code = run_line(argc, argv);
    if (fflush(stdout) != 0 && code == EXIT_DONE)
        return fail(EXIT_FAILED, "the output could not be written");
    return code;
}
