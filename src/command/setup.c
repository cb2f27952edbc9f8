#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "grefier/base/text.h"
#include "grefier/command/command.h"
#include "grefier/service/file.h"

#define ANSWER_MOST  1024u
#define FILE_MOST    (64u * 1024u)
#define SERVICE_USER "grefier"
#define STORE        "/var/lib/grefier/roster.db"

struct setup {
    struct arena *arena;
    bool quiet; /* asks nothing */
    const char *mailbox, *user, *outgoing, *from, *secretariat, *group, *store, *password_file;
    char *password;
};

/* A line from standard input; NULL when it has ended. */
static char *read_line(struct arena *arena)
{
    char *line = NULL, *clean = NULL;
    size_t size = 0;
    ssize_t length = getline(&line, &size, stdin);
    if (length >= 0)
        clean = text_line(arena, line, (size_t)length, ANSWER_MOST);
    if (line)
        explicit_bzero(line, size);
    free(line);
    return clean;
}

/* Unless an option said it: asks, until something is said or there is something to fall back on. 0 or -1. */
static int ask(struct setup *setup, const char **answer, const char *question, const char *fallback)
{
    while (!*answer) {
        if (setup->quiet && !fallback)
            return fprintf(stderr, "grefier: setup: not given: %s\n", question), -1;
        if (setup->quiet) {
            *answer = fallback;
            break;
        }
        fprintf(stderr, fallback ? "%s [%s]: " : "%s: ", question, fallback);
        const char *said = read_line(setup->arena);
        if (!said)
            return fprintf(stderr, "\ngrefier: setup: the input has ended\n"), -1;
        *answer = *said ? said : fallback;
    }
    return 0;
}

static int ask_password(struct setup *setup)
{
    struct termios shown, hidden;
    struct err err = {0};
    if (setup->password_file) {
        char *path = realpath(setup->password_file, NULL);
        int result = secret_read(path ? path : setup->password_file, &setup->password, &err);
        free(path);
        return result == 0 ? 0 : (fail_err(EXIT_FAILED, &err), -1);
    }
    bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
    const char *said = NULL;
    if (terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    int result = ask(setup, &said, "Password of the mailbox (also for outgoing mail)", NULL);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    if (result == 0)
        setup->password = xstrdup(said);
    return result;
}

static bool is_folder(const char *url)
{
    return text_starts(url, "maildir:");
}

/* imaps://imap.example.org → smtps://smtp.example.org */
static const char *guess_outgoing(struct setup *setup)
{
    const char *host = strstr(setup->mailbox, "://imap.");
    if (!host)
        return NULL;
    host += strlen("://imap.");
    return arena_format(setup->arena, "smtps://smtp.%.*s", (int)strcspn(host, ":/?"), host);
}

static int ask_all(struct setup *setup)
{
    if (ask(setup, &setup->mailbox, "Mailbox (imaps://HOST, imap://HOST or maildir:/PATH)", NULL) != 0)
        return -1;
    bool remote = !is_folder(setup->mailbox);
    if ((remote &&
         (ask(setup, &setup->user, "User of the mailbox", NULL) != 0 || ask_password(setup) != 0)) ||
        ask(setup, &setup->outgoing, "Outgoing mail (smtps://HOST, smtp://HOST or maildir:/PATH)",
            guess_outgoing(setup)) != 0 ||
        ask(setup, &setup->from, "Address that answers come from",
            setup->user && strchr(setup->user, '@') ? setup->user : NULL) != 0 ||
        ask(setup, &setup->secretariat, "Address of the secretariat, for the digest", NULL) != 0 ||
        ask(setup, &setup->group, "Name of the group", NULL) != 0)
        return -1;
    return ask(setup, &setup->store, "File of the register", geteuid() == 0 ? STORE : "roster.db");
}

static void add(struct buf *out, const char *key, const char *value)
{
    buf_add_format(out, "%s: ", key);
    buf_add_json(out, value);
    buf_add_byte(out, '\n');
}

static void write_config(const struct setup *setup, struct buf *out)
{
    buf_add_text(out, "# Written by `grefier setup`. Every key: man 5 grefier.yaml\nmailbox:\n");
    add(out, "  url", setup->mailbox);
    if (!is_folder(setup->mailbox)) {
        add(out, "  user", setup->user);
        buf_add_text(out, "  password_file: imap-password\n");
    }
    buf_add_text(out, "outgoing:\n");
    add(out, "  url", setup->outgoing);
    if (!is_folder(setup->outgoing) && setup->password) {
        add(out, "  user", setup->user);
        buf_add_text(out, "  password_file: smtp-password\n");
    }
    add(out, "  from", setup->from);
    buf_add_text(
        out,
        "  answers: shadow # nobody is answered yet; the digest shows what would have gone. Then: send\n");
    buf_add_text(out, "secretariat:\n  addresses: [");
    buf_add_json(out, setup->secretariat);
    buf_add_text(out, "]\ngroup:\n");
    add(out, "  name", setup->group);
    add(out, "store", setup->store);
}

/* As root the service's user has to read it, and it holds no secret. */
static void let_service_read(const char *path)
{
    const struct group *group = geteuid() == 0 ? getgrnam(SERVICE_USER) : NULL;
    if (group && lchown(path, 0, group->gr_gid) == 0 && chmod(path, 0640) != 0)
        fprintf(stderr, "grefier: %s: %s\n", path, strerror(errno));
}

static char *folder_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(arena, path, (size_t)(slash - path)) : arena_string(arena, ".");
}

/* For the installed service where the service manager looks for it, else beside the configuration. */
static int keep_password(struct setup *setup, const char *config, const char *name, struct err *err)
{
    bool installed = geteuid() == 0 && strcmp(config, GREFIER_CONFIG_FILE) == 0;
    const char *path = installed ? arena_format(setup->arena, CONFIG_CREDENTIALS "%s", name)
                                 : arena_format(setup->arena, "%s/%s", folder_of(setup->arena, config), name);
    char *line = arena_format(setup->arena, "%s\n", setup->password);
    if (installed && mkdir("/etc/credstore", 0700) != 0 && errno != EEXIST)
        return err_set(err, ERR_RETRY, "/etc/credstore cannot be made: %s", strerror(errno));
    int result = file_replace(path, line, strlen(line), 0600, err);
    explicit_bzero(line, strlen(line));
    return result;
}

static int write_all(struct setup *setup, const char *path, struct err *err)
{
    struct buf text;
    buf_init(&text, FILE_MOST);
    write_config(setup, &text);
    int result = file_replace(path, text.data, text.length, 0600, err);
    if (result == 0)
        let_service_read(path);
    if (result == 0 && setup->password)
        result = keep_password(setup, path, "imap-password", err);
    if (result == 0 && setup->password && !is_folder(setup->outgoing))
        result = keep_password(setup, path, "smtp-password", err);
    buf_free(&text);
    return result;
}

/* What was said is tried out beside the real file, so that a mistake leaves nothing behind. */
static int is_right(struct setup *setup, const char *path)
{
    struct call trial = {.config = arena_format(setup->arena, "%s.trial", path)};
    struct config *config = NULL;
    struct buf text;
    struct err err = {0};
    buf_init(&text, FILE_MOST);
    write_config(setup, &text);
    int code = file_replace(trial.config, text.data, text.length, 0600, &err) == 0
                   ? open_config(&trial, &config)
                   : fail_err(EXIT_FAILED, &err);
    unlink(trial.config);
    config_free(&config);
    buf_free(&text);
    return code;
}

int command_setup(struct call *call, int argc, char **argv)
{
    struct setup setup = {0};
    bool force = false;
    const struct option_row options[] = {{"mailbox", NULL, &setup.mailbox},
                                         {"user", NULL, &setup.user},
                                         {"outgoing", NULL, &setup.outgoing},
                                         {"from", NULL, &setup.from},
                                         {"secretariat", NULL, &setup.secretariat},
                                         {"group", NULL, &setup.group},
                                         {"store", NULL, &setup.store},
                                         {"password-file", NULL, &setup.password_file},
                                         {"yes", &setup.quiet, NULL},
                                         {"force", &force, NULL}};
    struct err err = {0};
    int first;
    int code = options_read(call, options, 10, argc, argv, 0, 0, &first);
    if (code >= 0)
        return code;
    if (!force && access(call->config, F_OK) == 0)
        return fail(EXIT_FAILED, "%s is there already (--force replaces it)", call->config);
    setup.arena = arena_new();
    if (ask_all(&setup) != 0)
        code = EXIT_USAGE;
    else
        code = is_right(&setup, call->config);
    if (code < 0 && write_all(&setup, call->config, &err) != 0)
        code = fail_err(EXIT_FAILED, &err);
    if (code < 0) {
        char *check[] = {(char[]){"check"}, NULL};
        fprintf(stderr, "Written: %s\n", call->config);
        code = command_check(call, 1, check);
    }
    secret_free(&setup.password);
    arena_free(&setup.arena);
    return code;
}
