#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checking.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/mailbox/probe.h"
#include "grefier/mailbox/source.h"
#include "grefier/post/post.h"
#include "grefier/service/alert.h"
#include "grefier/service/service.h"

#define SECONDS   20 /* for each step on the way to a server */
#define DAY       (INT64_C(24) * 3600)
#define DAYS_LEFT 14 /* of a certificate: fewer are worth a word */

#define SECRET_REMEDY                                                                                        \
    "the file must hold one line, and belong to and be readable by the service user only; after OAuth2: "    \
    "grefier authorize"

/* ---- the way to a server ------------------------------------------------------------------------------ */

static void add_dates(const struct probe *probe, char *fact, size_t size)
{
    char from[CLOCK_TEXT_SIZE], until[CLOCK_TEXT_SIZE];
    size_t length = strlen(fact);
    clock_rfc3339(probe->valid_from, from);
    clock_rfc3339(probe->valid_until, until);
    int64_t left = (probe->valid_until - clock_now()) / DAY;
    snprintf(fact + length, size - length, ", certificate from %.10s until %.10s (%" PRId64 " days left)",
             from, until, left > 0 ? left : 0);
}

static void say_tls(const char *what, const struct probe *probe)
{
    char fact[400];
    snprintf(fact, sizeof fact, "TLS: %s", probe->version);
    add_dates(probe, fact, sizeof fact);
    check_good(what, fact);
    if (probe->valid_until - clock_now() < DAYS_LEFT * DAY)
        check_note(what,
                   "the certificate ends soon: it must be renewed on the mail server, or no mail is read or "
                   "sent any more");
}

static const char *remedy_on_the_way(const struct probe *probe, const struct err *err)
{
    if (err->kind == ERR_INPUT)
        return "see the url in the configuration";
    switch (probe->step) {
    case PROBE_NAME:
        return "see the host name in the url, and this machine's name resolution";
    case PROBE_CONNECTION:
        return "see the port in the url, the network and the firewall";
    default:
        return err->kind == ERR_REFUSED
                   ? "see ca_file; the certificate must be valid now, and for this very host name"
                   : "see the port in the url: imaps and smtps speak TLS at once, imap and smtp begin "
                     "without";
    }
}

/* Whether one can get there; says each step. */
static bool can_reach(struct checking *checking, const char *what, const char *url, const char *ca_file)
{
    struct probe probe;
    struct err err = {0};
    char fact[600];
    int result = probe_server(url, ca_file, SECONDS, &probe, &err);
    if (probe.step > PROBE_NAME) {
        snprintf(fact, sizeof fact, "DNS: %s: %s", probe.server, probe.addresses);
        check_good(what, fact);
    }
    if (probe.step > PROBE_CONNECTION) {
        snprintf(fact, sizeof fact, "TCP: %s takes connections", probe.server);
        check_good(what, fact);
    }
    if (result == 0 && probe.tls)
        say_tls(what, &probe);
    if (result == 0)
        return true;
    static const char *const steps[] = {"DNS", "TCP", "TLS", ""};
    snprintf(fact, sizeof fact, "%s: %s", steps[probe.step], err.text);
    if (probe.valid_until != CLOCK_NONE)
        add_dates(&probe, fact, sizeof fact);
    check_bad(checking, what, fact, remedy_on_the_way(&probe, &err));
    return false;
}

static bool is_maildir(const char *url)
{
    return text_starts(url, "maildir:");
}

/* ---- the mailbox --------------------------------------------------------------------------------------- */

/* `use`: what for, where it is not the folder that is read, or NULL. One that is not needed may be missing. */
static void check_folder(struct checking *checking, struct source_settings settings, const char *folder,
                         const char *use, bool needed)
{
    struct source *source = NULL;
    struct err err = {0};
    char fact[ERR_TEXT_SIZE];
    settings.folder = folder;
    if (source_open(&settings, &source, &err) == 0) {
        snprintf(fact, sizeof fact, "folder %.200s can be read%s%s", source_folder(source), use ? ": " : "",
                 use ? use : "");
        check_good("mailbox", fact);
    } else if (needed || err.kind != ERR_REFUSED) {
        check_bad(checking, "mailbox", err.text,
                  err.kind == ERR_REFUSED ? "make the folder, or name another one in the configuration"
                                          : "see what it says; try again later");
    } else {
        snprintf(fact, sizeof fact, "%.400s: %s are not seen", err.text, use);
        check_note("mailbox", fact);
    }
    source_close(&source);
}

static void check_folders(struct checking *checking, struct source_settings settings)
{
    const struct config *config = checking->config;
    check_folder(checking, settings, config->mailbox.folder, NULL, true);
    for (size_t i = 0; i < config->mailbox.also_inspect.count; i++)
        check_folder(checking, settings, config->mailbox.also_inspect.item[i], NULL, true);
    if (config->outgoing.answers == ANSWERS_DRAFT)
        check_folder(checking, settings, config->outgoing.drafts_folder, "drafts", true);
    check_folder(checking, settings, config->outgoing.sent_folder, "sent messages",
                 config->outgoing.copies == COPIES_YES);
}

void check_mailbox(struct checking *checking)
{
    const struct server_settings *server = &checking->config->mailbox.server;
    struct source_settings settings;
    struct err err = {0};
    char *secret = NULL, fact[ERR_TEXT_SIZE];
    bool local = is_maildir(server->url);
    if (!local && !can_reach(checking, "mailbox", server->url, server->ca_file))
        return;
    if (service_source_settings(checking->config, NULL, &settings, &secret, &err) != 0) {
        check_bad(checking, "mailbox", err.text, SECRET_REMEDY);
    } else if (source_try(&settings, &err) != 0) {
        check_bad(checking, "mailbox", err.text,
                  local                     ? "see the path in the url: the folder must hold cur, new and tmp"
                  : err.kind == ERR_REFUSED ? "see user and password_file, and whether the provider lets "
                                              "programs log in"
                                            : "see what it says; try again later");
    } else {
        snprintf(fact, sizeof fact, "%.300s: %s", server->url, local ? "can be read" : "the login works");
        check_good("mailbox", fact);
        check_folders(checking, settings);
    }
    secret_free(&secret);
}

/* ---- the ways out -------------------------------------------------------------------------------------- */

static const char *remedy_for(const struct post_result *result, const char *url)
{
    if (is_maildir(url))
        return "see the path in the url: the folder must be the service user's own, or makeable by it";
    switch (result->stage) {
    case POST_STAGE_TLS:
        return "see ca_file; the certificate must be valid now, and for this very host name";
    case POST_STAGE_LOGIN:
        return "see user and password_file, and whether the provider lets programs log in";
    case POST_STAGE_SENDER:
        return "the server does not let us write as outgoing.from: see it, and user";
    default:
        return "see what it says, and the host name and port in the url";
    }
}

static void check_post(struct checking *checking, const char *what, const struct post_settings *settings)
{
    struct post *post = NULL;
    struct err err = {0};
    char fact[ERR_TEXT_SIZE];
    struct post_result result = {.outcome = POST_LATER, .stage = POST_STAGE_CONNECT};
    const char *from = checking->config->outgoing.from_address;
    if (post_open(settings, &post, &err) == 0)
        result = post_try(post, from, &err);
    if (result.outcome != POST_SENT) {
        check_bad(checking, what, err.text, remedy_for(&result, settings->url));
    } else if (is_maildir(settings->url)) {
        snprintf(fact, sizeof fact, "%.300s: can be written", settings->url);
        check_good(what, fact);
    } else {
        snprintf(fact, sizeof fact, "%.200s: %s, and %.200s may send", settings->url,
                 settings->user ? "the login works" : "no login is asked for", from);
        check_good(what, fact);
    }
    post_close(&post);
}

void check_outgoing(struct checking *checking)
{
    const struct server_settings *server = &checking->config->outgoing.server;
    struct post_settings settings;
    struct err err = {0};
    char *secret = NULL;
    if (!is_maildir(server->url) && !can_reach(checking, "outgoing", server->url, server->ca_file))
        return;
    if (service_post_settings(checking->config, &settings, &secret, &err) != 0)
        check_bad(checking, "outgoing", err.text, SECRET_REMEDY);
    else
        check_post(checking, "outgoing", &settings);
    secret_free(&secret);
}

void check_alert(struct checking *checking)
{
    const struct server_settings *server = &checking->config->alert.server;
    struct err err = {0};
    char *secret = NULL;
    if (!server->url) {
        check_note("alert", "no alert: nobody is told when the mailbox cannot be read");
        return;
    }
    if (strcmp(server->url, "sendmail:") == 0) {
        if (access(ALERT_MAIL_PROGRAM, X_OK) == 0)
            check_good("alert", ALERT_MAIL_PROGRAM " is there");
        else
            check_bad(checking, "alert", ALERT_MAIL_PROGRAM " is not there",
                      "install a mail program (package msmtp-mta or nullmailer), or name a server");
        return;
    }
    if (!is_maildir(server->url) && !can_reach(checking, "alert", server->url, server->ca_file))
        return;
    if (server->password_file && secret_read(server->password_file, &secret, &err) != 0)
        check_bad(checking, "alert", err.text, SECRET_REMEDY);
    else
        check_post(
            checking, "alert",
            &(struct post_settings){
                .url = server->url, .user = server->user, .password = secret, .ca_file = server->ca_file});
    secret_free(&secret);
}
