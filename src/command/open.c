#include "grefier/command/command.h"

#include <stdlib.h>
#include <unistd.h>

#define PROBLEMS_MOST (256u * 1024u)

static int say_problems(struct buf *problems, const struct err *err)
{
    if (problems->length)
        fwrite(problems->data, 1, problems->length, stderr);
    buf_free(problems);
    return fail_err(EXIT_WRONG_CONFIG, err);
}

int open_config(const struct call *call, struct config **config)
{
    struct buf problems;
    struct err err = {0};
    buf_init(&problems, PROBLEMS_MOST);
    if (config_load(call->config, config, &problems, &err) != 0)
        return say_problems(&problems, &err);
    buf_free(&problems);
    return -1;
}

int open_rules(const char *const *folders, size_t count, struct rules **rules)
{
    struct buf problems;
    struct err err = {0};
    buf_init(&problems, PROBLEMS_MOST);
    if (rules_load(folders, count, rules, &problems, &err) != 0)
        return say_problems(&problems, &err);
    buf_free(&problems);
    return -1;
}

int open_default_rules(const char *folder, struct rules **rules)
{
    const char *folders[2] = {folder ? folder : getenv("GREFIER_RULES"), NULL};
    size_t count = 1;
    if (!folders[0] || !*folders[0]) {
        folders[0] = GREFIER_RULES_DIR;
        if (access(CONFIG_RULES_OVER, R_OK | X_OK) == 0)
            folders[count++] = CONFIG_RULES_OVER;
    }
    return open_rules(folders, count, rules);
}

int open_roster(const struct call *call, bool read_only, struct config **config, struct roster **roster)
{
    int code = open_config(call, config);
    if (code >= 0)
        return code;
    struct err err = {0};
    if (roster_open((*config)->store, read_only, roster, &err) == 0)
        return -1;
    config_free(config);
    return fail_err(EXIT_FAILED, &err);
}
