#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "checking.h"
#include "grefier/answer/compose.h"
#include "grefier/base/clock.h"
#include "grefier/command/command.h"

#define REPORT_MOST  (1024u * 1024u)
#define SPACE_LEAST  (64u * 1024u * 1024u)
#define EARLIEST_NOW INT64_C(1767225600) /* 2026-01-01: a clock before it was never set */

void check_good(const char *what, const char *fact)
{
    printf("ok    %-12s %s\n", what, fact);
}

void check_bad(struct checking *checking, const char *what, const char *fact, const char *remedy)
{
    checking->bad++;
    printf("BAD   %-12s %s\n      %-12s → %s\n", what, fact, "", remedy);
}

void check_note(const char *what, const char *fact)
{
    printf("note  %-12s %s\n", what, fact);
}

static void check_rules(struct checking *checking)
{
    char fact[120];
    struct buf report;
    buf_init(&report, REPORT_MOST);
    size_t wrong = rules_check(checking->rules, &report) + answer_check(checking->rules, &report);
    struct rules_count count = rules_count(checking->rules);
    snprintf(fact, sizeof fact, "%zu rules with %zu examples, %zu templates, %zu wrong", count.rules,
             count.examples, count.templates, wrong);
    if (wrong)
        check_bad(checking, "rules", fact, "`grefier rules check` names each with its file and line");
    else
        check_good("rules", fact);
    buf_free(&report);
}

static void check_store(struct checking *checking)
{
    const char *path = checking->config->store;
    struct roster *roster = NULL;
    struct err err = {0};
    int there = roster_try(path, &err);
    if (there == 0)
        check_note("store", "there is none yet; the first run makes it");
    else if (there < 0 || roster_open(path, true, &roster, &err) != 0)
        check_bad(checking, "store", err.text,
                  "mend what it says, or restore a backup; file and folder must be the service user's own");
    else if (roster_check(roster, &err) != 0)
        check_bad(checking, "store", err.text, "stop the service and restore a backup");
    else
        check_good("store", path);
    roster_close(&roster);
}

static void check_disk(struct checking *checking)
{
    char folder[4096];
    struct statvfs space;
    snprintf(folder, sizeof folder, "%s", checking->config->store);
    if (strrchr(folder, '/'))
        *strrchr(folder, '/') = '\0';
    if (statvfs(*folder ? folder : "/", &space) != 0)
        return;
    uint64_t free_bytes = (uint64_t)space.f_bavail * space.f_frsize;
    char fact[120];
    snprintf(fact, sizeof fact, "%" PRIu64 " MiB free beside the store", free_bytes >> 20);
    if (free_bytes < SPACE_LEAST)
        check_bad(checking, "disk", fact, "make room: nothing is answered that cannot be recorded first");
    else
        check_good("disk", fact);
}

static void check_answers(struct checking *checking)
{
    static const char *const words[] = {"shadow: nobody is answered, the digest shows what would have gone",
                                        "draft: answers are put into Drafts, a person sends them",
                                        "send: applicants are answered"};
    check_note("answers", words[checking->config->outgoing.answers]);
    if (checking->config->secretariat.addresses.count == 0)
        check_note("secretariat",
                   "no addresses: nobody gets the digest, and what waits for a person shows only "
                   "here and in status");
}

static void check_clock(struct checking *checking)
{
    char text[CLOCK_TEXT_SIZE], fact[160];
    int64_t now = clock_now();
    clock_rfc3339(now, text);
    snprintf(fact, sizeof fact, "%s, time zone %s", text, checking->config->secretariat.timezone);
    if (now < EARLIEST_NOW)
        check_bad(checking, "clock", fact,
                  "set the clock: certificates and the order of messages depend on it");
    else
        check_good("clock", fact);
}

int command_check(struct call *call, int argc, char **argv)
{
    struct checking checking = {0};
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 0, 0, &first);
    if (code < 0)
        code = open_config(call, &checking.config);
    if (code >= 0)
        return code;
    check_good("configuration", checking.config->path);
    code = open_rules(checking.config->rules.item, checking.config->rules.count, &checking.rules);
    if (code < 0) {
        check_rules(&checking);
        check_store(&checking);
        check_disk(&checking);
        check_clock(&checking);
        check_answers(&checking);
        fflush(stdout);
        check_mailbox(&checking);
        check_outgoing(&checking);
        check_alert(&checking);
        code = checking.bad ? EXIT_FAILED : EXIT_DONE;
    }
    rules_free(&checking.rules);
    config_free(&checking.config);
    return code;
}
