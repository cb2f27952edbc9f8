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

#define FACT_OUTAGE   "outage-since" /* instant of the last poll that succeeded before those that failed */
#define DAY           (INT64_C(24) * 3600)
#define SECONDS_MOST  20 /* for one alarm: the loop stands still meanwhile */
#define LETTER_MOST   (32u * 1024u)
#define MAIL_PROGRAM  "/usr/sbin/sendmail"
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

static int say_blind(const struct config *config, int64_t since, const char *cause, struct err *err)
{
    struct arena *arena = arena_new();
    char when[CLOCK_TEXT_SIZE];
    bool english = strcmp(config->group.language, "en") == 0;
    clock_rfc3339(since, when);
    const char *subject = arena_format(arena,
                                       english ? "[grefier] the mailbox has not been read since %s"
                                               : "[grefier] căsuța nu mai este citită din %s",
                                       when);
    const char *text = arena_format(
        arena,
        english
            ? "The mailbox %s has not been read since %s (UTC).\n\nThe cause: %s\n\nApplicants get no answer "
              "until this is mended. On the server: grefier check\n"
            : "Căsuța %s nu mai este citită din %s (UTC).\n\nCauza: %s\n\nPână la remediere, cei care se "
              "înscriu nu primesc niciun răspuns. Pe server: grefier check\n",
        config->mailbox.server.url, when, cause);
    int result = alert_send(config, subject, text, err);
    arena_free(&arena);
    return result;
}

static int say_well(const struct config *config, int64_t since, struct err *err)
{
    struct arena *arena = arena_new();
    char when[CLOCK_TEXT_SIZE];
    bool english = strcmp(config->group.language, "en") == 0;
    clock_rfc3339(since, when);
    const char *subject =
        english ? "[grefier] the mailbox is read again" : "[grefier] căsuța este citită din nou";
    const char *text = arena_format(
        arena,
        english ? "The mailbox %s, not read since %s (UTC), is read again. What came meanwhile is "
                  "being answered.\n"
                : "Căsuța %s, necitită din %s (UTC), este citită din nou. La ce a sosit între timp se "
                  "răspunde acum.\n",
        config->mailbox.server.url, when);
    int result = alert_send(config, subject, text, err);
    arena_free(&arena);
    return result;
}

static int outage_over(struct service *service, int64_t since, int64_t told, struct err *err)
{
    log_event(LOG_LEVEL_INFO, "outage-over", "seconds=%lld", (long long)(clock_now() - since));
    if (roster_set_fact(service->roster, FACT_OUTAGE, NULL, err) != 0)
        return -1;
    return told >= since ? say_well(service->config, since, err) : 0;
}

/* Since the last success; since now, when nothing was ever read. */
static int outage_begins(struct service *service, int64_t *since, struct err *err)
{
    *since = clock_now();
    if (roster_fact_number(service->roster, FACT_POLL, since, err) < 0)
        return -1;
    return roster_set_fact_number(service->roster, FACT_OUTAGE, *since, err);
}

int alert_after_poll(struct service *service, bool polled, const char *cause, struct err *err)
{
    int64_t since = 0, told = INT64_MIN, now = clock_now();
    int known = roster_fact_number(service->roster, FACT_OUTAGE, &since, err);
    if (known < 0 || roster_fact_number(service->roster, FACT_ALARM, &told, err) < 0)
        return -1;
    if (polled)
        return known ? outage_over(service, since, told, err) : 0;
    if (!known && outage_begins(service, &since, err) != 0)
        return -1;
    if (!service->config->alert.server.url || now - since < service->config->alert.after ||
        (told >= since && now - told < DAY))
        return 0;
    if (say_blind(service->config, since, cause, err) != 0)
        return err_prefix(err, "the alarm did not go out");
    log_event(LOG_LEVEL_WARNING, "alarm", "seconds=%lld", (long long)(now - since));
    return roster_set_fact_number(service->roster, FACT_ALARM, now, err);
}
