#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "grefier/answer/compose.h"
#include "grefier/base/clock.h"
#include "grefier/command/command.h"
#include "grefier/mailbox/source.h"
#include "grefier/post/post.h"
#include "grefier/service/service.h"

#define REPORT_MOST  (1024u * 1024u)
#define SPACE_LEAST  (64u * 1024u * 1024u)
#define EARLIEST_NOW INT64_C(1767225600) /* 2026-01-01: a clock before it was never set */

/* Each line is a fact, and where it is a bad one, a remedy. */
struct checking {
    struct config *config;
    struct rules *rules;
    unsigned bad;
};

static void good(const char *what, const char *fact)
{
    printf("ok    %-12s %s\n", what, fact);
}

static void bad(struct checking *checking, const char *what, const char *fact, const char *remedy)
{
    checking->bad++;
    printf("BAD   %-12s %s\n      %-12s → %s\n", what, fact, "", remedy);
}

static void worth(const char *what, const char *fact)
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
        bad(checking, "rules", fact, "`grefier rules check` names each with its file and line");
    else
        good("rules", fact);
    buf_free(&report);
}

static void check_store(struct checking *checking)
{
    const char *path = checking->config->store;
    struct roster *roster = NULL;
    struct err err = {0};
    char folder[4096];
    struct statvfs space;
    snprintf(folder, sizeof folder, "%s", path);
    if (strrchr(folder, '/'))
        *strrchr(folder, '/') = '\0';
    if (access(path, F_OK) != 0 && errno == ENOENT)
        worth("store", "there is none yet; the first run makes it");
    else if (roster_open(path, true, &roster, &err) != 0)
        bad(checking, "store", err.text,
            "mend what it says, or restore a backup; the file must be the service user's own");
    else if (roster_check(roster, &err) != 0)
        bad(checking, "store", err.text, "stop the service and restore a backup");
    else
        good("store", path);
    roster_close(&roster);
    if (statvfs(*folder ? folder : "/", &space) != 0)
        return;
    uint64_t free_bytes = (uint64_t)space.f_bavail * space.f_frsize;
    char fact[120];
    snprintf(fact, sizeof fact, "%" PRIu64 " MiB free beside the store", free_bytes >> 20);
    if (free_bytes < SPACE_LEAST)
        bad(checking, "disk", fact, "make room: nothing is answered that cannot be recorded first");
    else
        good("disk", fact);
}

static const char *remedy_for(const struct err *err)
{
    return err->kind == ERR_REFUSED
               ? "see user, password_file and ca_file; the certificate must be for this very host name"
           : err->kind == ERR_INPUT ? "see the url in the configuration"
                                    : "see the host name, the port, the network and the firewall";
}

static void check_mailbox(struct checking *checking, const char *folder)
{
    struct source_settings settings;
    struct source *source = NULL;
    struct err err = {0};
    char *secret = NULL, fact[400];
    if (service_source_settings(checking->config, folder, &settings, &secret, &err) != 0) {
        bad(checking, "mailbox", err.text,
            "the file must hold one line, and belong to and be readable by the service user only");
    } else if (source_open(&settings, &source, &err) != 0) {
        bad(checking, "mailbox", err.text, remedy_for(&err));
    } else {
        snprintf(fact, sizeof fact, "%s: folder %s can be read", settings.url, folder);
        good("mailbox", fact);
    }
    source_close(&source);
    secret_free(&secret);
}

static void check_outgoing(struct checking *checking)
{
    struct post_settings settings;
    struct post *post = NULL;
    struct err err = {0};
    char *secret = NULL, fact[400];
    if (service_post_settings(checking->config, &settings, &secret, &err) != 0) {
        bad(checking, "outgoing", err.text,
            "the file must hold one line, and belong to and be readable by the service user only");
    } else if (post_open(&settings, &post, &err) != 0 || post_try(post, &err) != 0) {
        bad(checking, "outgoing", err.text, remedy_for(&err));
    } else {
        snprintf(fact, sizeof fact, "%s: ready to take mail", settings.url);
        good("outgoing", fact);
    }
    post_close(&post);
    secret_free(&secret);
}

static void check_answers(struct checking *checking)
{
    static const char *const words[] = {"shadow: nobody is answered, the digest shows what would have gone",
                                        "draft: answers are put into Drafts, a person sends them",
                                        "send: applicants are answered"};
    worth("answers", words[checking->config->outgoing.answers]);
    if (checking->config->secretariat.addresses.count == 0)
        worth("secretariat", "no addresses: nobody gets the digest, and what waits for a person shows only "
                             "here and in status");
}

static void check_clock(struct checking *checking)
{
    char text[CLOCK_TEXT_SIZE], fact[160];
    int64_t now = clock_now();
    clock_rfc3339(now, text);
    snprintf(fact, sizeof fact, "%s, time zone %s", text, checking->config->secretariat.timezone);
    if (now < EARLIEST_NOW)
        bad(checking, "clock", fact, "set the clock: certificates and the order of messages depend on it");
    else
        good("clock", fact);
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
    good("configuration", checking.config->path);
    code = open_rules(checking.config->rules.item, checking.config->rules.count, &checking.rules);
    if (code < 0) {
        check_rules(&checking);
        check_store(&checking);
        check_clock(&checking);
        check_answers(&checking);
        fflush(stdout);
        check_mailbox(&checking, checking.config->mailbox.folder);
        for (size_t i = 0; i < checking.config->mailbox.also_inspect.count; i++)
            check_mailbox(&checking, checking.config->mailbox.also_inspect.item[i]);
        if (checking.config->outgoing.answers == ANSWERS_DRAFT)
            check_mailbox(&checking, checking.config->outgoing.drafts_folder);
        if (checking.config->outgoing.copies == COPIES_YES)
            check_mailbox(&checking, checking.config->outgoing.sent_folder);
        check_outgoing(&checking);
        code = checking.bad ? EXIT_FAILED : EXIT_DONE;
    }
    rules_free(&checking.rules);
    config_free(&checking.config);
    return code;
}
