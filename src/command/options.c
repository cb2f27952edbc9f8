#include "grefier/command/command.h"

#include <getopt.h>
#include <stdio.h>

#include "grefier/version.h"

#define OPTIONS_MOST   12
#define FIRST_OPTION   256
#define OPTION_HELP    1
#define OPTION_VERSION 2
#define OPTION_CONFIG  3

static int wrong_use(const struct call *call, const char *what, const char *argument)
{
    return fail(EXIT_USAGE, "%s: %s%s%s\nusage: grefier %s%s%s %s", call->command->name, what,
                *argument ? " " : "", argument, call->group, *call->group ? " " : "", call->command->name,
                call->command->usage);
}

static void take_option(struct call *call, const struct option_row *row, int letter, const char *value)
{
    if (letter == OPTION_CONFIG)
        call->config = value;
    else if (row[letter - FIRST_OPTION].on)
        *row[letter - FIRST_OPTION].on = true;
    else
        *row[letter - FIRST_OPTION].text = value;
}

int options_read(struct call *call, const struct option_row *row, size_t count, int argc, char **argv,
                 int least, int most, int *first)
{
    struct option known[OPTIONS_MOST + 4] = {
        {"help", no_argument, NULL, OPTION_HELP},
        {"version", no_argument, NULL, OPTION_VERSION},
        {"config", required_argument, NULL, OPTION_CONFIG},
    };
    for (size_t i = 0; i < count && i < OPTIONS_MOST; i++)
        known[i + 3] = (struct option){row[i].name, row[i].on ? no_argument : required_argument, NULL,
                                       FIRST_OPTION + (int)i};
    int letter;
    optind = 0; /* glibc: begin anew */
    opterr = 0;
    while ((letter = getopt_long(argc, argv, ":", known, NULL)) != -1) {
        if (letter == OPTION_HELP)
            return printf("usage: grefier %s%s%s %s\n%s\n", call->group, *call->group ? " " : "",
                          call->command->name, call->command->usage, call->command->says) > 0
                       ? EXIT_DONE
                       : EXIT_FAILED;
        if (letter == OPTION_VERSION)
            return printf("grefier %s\n", GREFIER_VERSION) > 0 ? EXIT_DONE : EXIT_FAILED;
        if (letter == '?')
            return wrong_use(call, "no such option, or not used so:", argv[optind - 1]);
        if (letter == ':')
            return wrong_use(call, "a value is missing after", argv[optind - 1]);
        take_option(call, row, letter, optarg);
    }
    *first = optind;
    if (argc - optind < least)
        return wrong_use(call, "something is missing", "");
    if (argc - optind > most)
        return wrong_use(call, "too much:", argv[optind + most]);
    return -1;
}
