#include "grefier/service/alert.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "grefier/answer/compose.h"
#include "grefier/base/clock.h"
#include "grefier/base/log.h"
#include "grefier/base/stop.h"
#include "grefier/base/text.h"

#define DAY           (INT64_C(24) * 3600)
#define SECONDS_MOST  20 /* for one alarm: the loop stands still meanwhile */
#define LETTER_MOST   (32u * 1024u)
#define MAIL_PROGRAM  ALERT_MAIL_PROGRAM
#define NANOS_BETWEEN 50000000L

extern char **environ;

/* Waits for the mail program, ends it when it takes too long. Returns its exit status, -1 when there is none. */
static int await(pid_t child)
{
    int64_t until = clock_ticks() + SECONDS_MOST * INT64_C(1000);
    int status = 0;
    pid_t ended;
    while ((ended = waitpid(child, &status, WNOHANG)) == 0 && clock_ticks() < until &&
           !stop_is_over(STOP_GRACE))
        nanosleep(&(struct timespec){0, NANOS_BETWEEN}, NULL);
    if (ended == 0) {
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
    }
    return ended == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The mail program wants plain line ends; it reads from memory, so that it cannot block us. */
static int memory_file(const struct buf *letter)
{
    int fd = memfd_create("alarm", MFD_CLOEXEC);
    if (fd < 0)
        return -1;
    for (size_t i = 0; i < letter->length; i++) {
        size_t end = i;
        while (end < letter->length && letter->data[end] != '\r')
            end++;
        if (end > i && write(fd, letter->data + i, end - i) != (ssize_t)(end - i)) {
            close(fd);
            return -1;
        }
        i = end;
    }
    return lseek(fd, 0, SEEK_SET) == 0 ? fd : (close(fd), -1);
}

static int hand_to_program(const struct buf *letter, const char *to, struct err *err)
{
    char *words[] = {(char[]){MAIL_PROGRAM}, (char[]){"-i"}, (char[]){"--"}, NULL, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    pid_t child = 0;
    int fd = memory_file(letter), status = -1;
    if (fd < 0)
        return err_set(err, ERR_RETRY, "the alarm was not written: %s", strerror(errno));
    words[3] = xstrdup(to);
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
    int code = posix_spawn(&child, MAIL_PROGRAM, &actions, &attributes, words, environ);
    if (code == 0)
        status = await(child);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    free(words[3]);
    close(fd);
    if (code != 0)
        return err_set(err, ERR_RETRY, "%s cannot be run: %s", MAIL_PROGRAM, strerror(code));
    return status == 0 ? 0 : err_set(err, ERR_RETRY, "%s did not take the alarm (%d)", MAIL_PROGRAM, status);
}

static int hand_to_server(const struct config *config, const struct buf *letter, const char *to,
                          struct err *err)
{
    const struct server_settings *server = &config->alert.server;
    struct post *post = NULL;
    char *secret = NULL;
    int result = server->password_file ? secret_read(server->password_file, &secret, err) : 0;
    struct post_settings settings = {.url = server->url,
                                     .user = server->user,
                                     .password = secret,
                                     .ca_file = server->ca_file,
                                     .timeout = SECONDS_MOST};
    if (result == 0)
        result = post_open(&settings, &post, err);
    if (result == 0 &&
        post_send(post, config->outgoing.from_address, to, letter->data, letter->length, err).outcome !=
            POST_SENT)
        result = -1;
    post_close(&post);
    secret_free(&secret);
    return result;
}

static void write_letter(const struct config *config, const char *to, const char *subject, const char *text,
                         struct buf *out)
{
    const char *from = config->outgoing.from_address, *domain = strchr(from, '@');
    char date[CLOCK_TEXT_SIZE], id[200];
    uint64_t chance = 0;
    if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance)
        chance = (uint64_t)clock_ticks();
    clock_rfc5322(clock_now(), date);
    snprintf(id, sizeof id, "<alarm.%llx.%llx%.150s>", (unsigned long long)clock_now(),
             (unsigned long long)chance, domain ? domain : "@localhost");
    header_add_address(out, "From", "grefier", from);
    header_add_address(out, "To", "", to);
    header_add(out, "Subject", subject);
    header_add(out, "Date", date);
    buf_add_format(out, "Message-ID: %s\r\n", id);
    header_add(out, "Auto-Submitted", "auto-generated");
    header_add(out, "MIME-Version", "1.0");
    body_add_text(out, text);
}

int alert_send(const struct config *config, const char *subject, const char *text, struct err *err)
{
    int result = 0;
    if (!config->alert.server.url)
        return 0;
    for (size_t i = 0; i < config->alert.to.count; i++) {
        struct buf letter;
        buf_init(&letter, LETTER_MOST);
        write_letter(config, config->alert.to.item[i], subject, text, &letter);
        if (strcmp(config->alert.server.url, "sendmail:") == 0)
            result |= hand_to_program(&letter, config->alert.to.item[i], err);
        else
            result |= hand_to_server(config, &letter, config->alert.to.item[i], err);
        buf_free(&letter);
    }
    return result ? -1 : 0;
}

/* ---- what is told -------------------------------------------------------------------------------------- */

struct words {
    const char *subject, *text, *over_subject, *over_text;
};

/* The subject takes an instant, the text a server, an instant and a cause, the last a server and an instant. */
static const struct words words[][2] = {
    [OUTAGE_MAILBOX] = {{"[grefier] căsuța nu mai este citită din %s",
                         "Căsuța %s nu mai este citită din %s (UTC).\n\nCauza: %s\n\nPână la remediere, cei "
                         "care se înscriu nu "
                         "primesc niciun răspuns. Pe server: grefier check\n",
                         "[grefier] căsuța este citită din nou",
                         "Căsuța %s, necitită din %s (UTC), este citită din nou. La ce a sosit între timp se "
                         "răspunde acum.\n"},
                        {"[grefier] the mailbox has not been read since %s",
                         "The mailbox %s has not been read since %s (UTC).\n\nThe cause: %s\n\nApplicants "
                         "get no answer until this "
                         "is mended. On the server: grefier check\n",
                         "[grefier] the mailbox is read again",
                         "The mailbox %s, not read since %s (UTC), is read again. What came meanwhile is "
                         "being answered.\n"}},
    [OUTAGE_OUTGOING] = {{"[grefier] răspunsurile nu mai pleacă din %s",
                          "Prin %s nu mai pleacă niciun mesaj din %s (UTC).\n\nCauza: %s\n\nPână la "
                          "remediere, cei care se înscriu "
                          "nu primesc niciun răspuns, iar raportul zilei nu ajunge la secretariat; nimic nu "
                          "se pierde. Pe server: "
                          "grefier check\n",
                          "[grefier] răspunsurile pleacă din nou",
                          "Prin %s, oprit din %s (UTC), mesajele pleacă din nou.\n"},
                         {"[grefier] no letter has left since %s",
                          "No letter has left by %s since %s (UTC).\n\nThe cause: %s\n\nUntil this is mended "
                          "applicants get no answer "
                          "and the secretariat no digest; nothing is lost. On the server: grefier check\n",
                          "[grefier] letters leave again",
                          "By %s, where none left since %s (UTC), letters leave again.\n"}},
};

static const struct words *words_for(const struct config *config, enum outage_kind kind)
{
    return &words[kind][strcmp(config->group.language, "en") == 0];
}

static const char *server_of(const struct config *config, enum outage_kind kind)
{
    return kind == OUTAGE_MAILBOX ? config->mailbox.server.url : config->outgoing.server.url;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from the table above */
static int say_begun(const struct config *config, enum outage_kind kind, const struct outage *outage,
                     struct err *err)
{
    struct arena *arena = arena_new();
    const struct words *say = words_for(config, kind);
    char when[CLOCK_TEXT_SIZE];
    clock_rfc3339(outage->since, when);
    int result =
        alert_send(config, arena_format(arena, say->subject, when),
                   arena_format(arena, say->text, server_of(config, kind), when, outage->cause), err);
    arena_free(&arena);
    return result;
}

static int say_over(const struct config *config, enum outage_kind kind, const struct outage *outage,
                    struct err *err)
{
    struct arena *arena = arena_new();
    const struct words *say = words_for(config, kind);
    char when[CLOCK_TEXT_SIZE];
    clock_rfc3339(outage->since, when);
    int result = alert_send(config, say->over_subject,
                            arena_format(arena, say->over_text, server_of(config, kind), when), err);
    arena_free(&arena);
    return result;
}
#pragma GCC diagnostic pop

/* ---- when ---------------------------------------------------------------------------------------------- */

static const struct {
    const char *since, *told;
} facts[] = {[OUTAGE_MAILBOX] = {"outage-since", FACT_ALARM},
             [OUTAGE_OUTGOING] = {"outgoing-outage-since", "outgoing-last-alarm"}};

/* What an earlier start knew. The store may be what is out of order: then memory has to do. */
static void recall(struct service *service, enum outage_kind kind)
{
    struct outage *outage = &service->outage[kind];
    struct err ignored = {0};
    int64_t told = INT64_MIN;
    if (outage->recalled)
        return;
    int known = roster_fact_number(service->roster, facts[kind].since, &outage->since, &ignored);
    outage->recalled =
        known >= 0 && roster_fact_number(service->roster, facts[kind].told, &told, &ignored) >= 0;
    outage->on = known > 0;
    outage->told = told;
}

static void keep(struct service *service, enum outage_kind kind)
{
    const struct outage *outage = &service->outage[kind];
    struct roster *roster = service->roster;
    struct err err = {0};
    int result = outage->on ? roster_set_fact_number(roster, facts[kind].since, outage->since, &err)
                            : roster_set_fact(roster, facts[kind].since, NULL, &err);
    if (result == 0 && outage->told != INT64_MIN)
        result = roster_set_fact_number(roster, facts[kind].told, outage->told, &err);
    if (result != 0)
        log_event(LOG_LEVEL_WARNING, "outage-unrecorded", "note=\"%s\"", err.text);
}

/* Since the last success; since now, when nothing was ever read. */
static void begin(struct service *service, enum outage_kind kind)
{
    struct outage *outage = &service->outage[kind];
    struct err ignored = {0};
    outage->on = true;
    outage->since = clock_now();
    if (kind == OUTAGE_MAILBOX)
        roster_fact_number(service->roster, FACT_POLL, &outage->since, &ignored);
    keep(service, kind);
}

static int end(struct service *service, enum outage_kind kind, struct err *err)
{
    struct outage *outage = &service->outage[kind];
    log_event(LOG_LEVEL_INFO, "outage-over", "of=%s seconds=%lld",
              kind == OUTAGE_MAILBOX ? "mailbox" : "outgoing", (long long)(clock_now() - outage->since));
    outage->on = false;
    outage->cause[0] = '\0';
    keep(service, kind);
    return outage->told >= outage->since ? say_over(service->config, kind, outage, err) : 0;
}

int alert_note(struct service *service, enum outage_kind kind, enum road road, const char *cause,
               struct err *err)
{
    struct outage *outage = &service->outage[kind];
    int64_t now = clock_now();
    recall(service, kind);
    if (road == ROAD_WORKS)
        return outage->on ? end(service, kind, err) : 0;
    if (road == ROAD_FAILS)
        snprintf(outage->cause, sizeof outage->cause, "%s", cause);
    if (!*outage->cause) /* nothing was tried since the start */
        return 0;
    if (!outage->on)
        begin(service, kind);
    if (!service->config->alert.server.url || now - outage->since < service->config->alert.after ||
        (outage->told >= outage->since && now - outage->told < DAY))
        return 0;
    if (say_begun(service->config, kind, outage, err) != 0)
        return err_prefix(err, "the alarm did not go out");
    log_event(LOG_LEVEL_WARNING, "alarm", "of=%s seconds=%lld",
              kind == OUTAGE_MAILBOX ? "mailbox" : "outgoing", (long long)(now - outage->since));
    outage->told = now;
    keep(service, kind);
    return 0;
}
