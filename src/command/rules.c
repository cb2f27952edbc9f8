#include <stdio.h>

#include "grefier/answer/compose.h"
#include "grefier/command/command.h"
#include "grefier/digest/words.h"
#include "grefier/reading/reading.h"

#define REPORT_MOST (1024u * 1024u)

static int check(struct call *call, int argc, char **argv)
{
    const char *folder = NULL;
    const struct option_row options[] = {{"rules", NULL, &folder}};
    int first;
    int code = options_read(call, options, 1, argc, argv, 0, 1, &first);
    if (code >= 0)
        return code;
    struct rules *rules = NULL;
    code = open_default_rules(first < argc ? argv[first] : folder, &rules);
    if (code >= 0)
        return code;
    struct buf report;
    buf_init(&report, REPORT_MOST);
    size_t wrong = rules_check(rules, &report) + reading_check(rules, &report) +
                   answer_check(rules, &report) + words_check(rules, &report);
    struct rules_count count = rules_count(rules);
    if (report.length)
        fwrite(report.data, 1, report.length, stderr);
    printf("%zu rules, %zu vocabularies with %zu words, %zu examples, %zu templates: %s\n", count.rules,
           count.vocabularies, count.words, count.examples, count.templates,
           wrong ? "something is wrong" : "all is well");
    buf_free(&report);
    rules_free(&rules);
    return wrong ? EXIT_WRONG_CONFIG : EXIT_DONE;
}

int command_rules(struct call *call, int argc, char **argv)
{
    static const struct command table[] = {
        {"check", "[--rules DIR] [DIR]", "compiles every rule and runs the examples written beside them",
         check},
        {"test", "[--rules DIR] DIR…", "scores folders of labelled messages", command_rules_test},
        {"cases", "[--stand-ins] DIR", "writes the kept corrections out as such a folder",
         command_rules_cases},
        {0},
    };
    return command_sub(call, table, argc, argv);
}
