#include "grefier/command/command.h"

int command_backup(struct call *call, int argc, char **argv)
{
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 1, 1, &first);
    if (code >= 0)
        return code;
    struct config *config = NULL;
    struct roster *roster = NULL;
    struct err err = {0};
    code = open_roster(call, true, &config, &roster);
    if (code >= 0)
        return code;
    code = roster_backup(roster, argv[first], &err) == 0 ? EXIT_DONE : fail_err(EXIT_FAILED, &err);
    roster_close(&roster);
    config_free(&config);
    return code;
}
