/*
 * source_tool: the mailbox room on the command line, for the stories that run it against real and hostile
 * servers. One JSON object a line. The password comes from $SOURCE_PASSWORD, a token from $SOURCE_TOKEN.
 *
 *   source_tool read   url=U user=N [ca=FILE] [folder=F] [cursor=V:N] [from=DAY] [timeout=S] [wait=S]
 * [limit=N] source_tool append url=U user=N … to=FOLDER [flags=F]     the message is read from standard input
 *   source_tool has    url=U user=N … to=FOLDER id=MESSAGE-ID
 *   source_tool files  PATH…
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include "grefier/base/arena.h"
#include "grefier/base/buf.h"
#include "grefier/base/clock.h"
#include "grefier/base/text.h"
#include "grefier/mailbox/source.h"

static const char *option(int count, char **arguments, const char *name)
{
    size_t length = strlen(name);
    for (int i = 2; i < count; i++)
        if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=')
            return arguments[i] + length + 1;
    return NULL;
}

static int number(int count, char **arguments, const char *name, int otherwise)
{
    const char *value = option(count, arguments, name);
    return value ? (int)strtol(value, NULL, 10) : otherwise;
}

static void print(struct buf *line)
{
    puts(line->data);
    fflush(stdout);
    buf_free(line);
}

static int print_error(const char *name, const struct err *err)
{
    struct buf line;
    buf_init(&line, 1u << 16);
    buf_add_text(&line, "{\"file\": ");
    buf_add_json(&line, name);
    buf_add_text(&line, ", \"error\": ");
    buf_add_json(&line, err->text);
    buf_add_text(&line, ", \"kind\": ");
    buf_add_json(&line, err_kind_word(err->kind));
    buf_add_text(&line, "}");
    print(&line);
    return 1;
}

static void print_mail(const char *name, const struct mail *mail)
{
    struct buf line;
    char hash[65];
    buf_init(&line, 1u << 16);
    text_sha256(mail->raw, mail->length, hash);
    buf_add_text(&line, "{\"file\": ");
    buf_add_json(&line, name);
    buf_add_text(&line, ", \"place\": ");
    buf_add_json(&line, mail->place);
    buf_add_format(&line, ", \"uid_validity\": %u, \"uid\": %u, \"length\": %zu, \"size\": %llu",
                   mail->uid_validity, mail->uid, mail->length, (unsigned long long)mail->size);
    buf_add_format(&line, ", \"internal_date\": %lld, \"truncated\": %s, \"sha256\": \"%s\"}",
                   (long long)mail->internal_date, mail->truncated ? "true" : "false", hash);
    print(&line);
}

static void print_end(const struct source *source, bool renewed)
{
    struct source_cursor cursor = source_position(source);
    struct buf line;
    buf_init(&line, 1u << 12);
    buf_add_format(&line, "{\"end\": true, \"cursor\": \"%u:%u\", \"renewed\": %s}", cursor.uid_validity,
                   cursor.next_uid, renewed ? "true" : "false");
    print(&line);
}

static void print_memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"peak_kib\": %ld}\n", usage.ru_maxrss);
}

static int read_all(struct source *source, int limit, struct err *err)
{
    struct mail mail;
    int result = 0;
    for (int i = 0; i < limit && (result = source_next(source, &mail, err)) == 1; i++) {
        print_mail(NULL, &mail);
        mail_release(&mail);
    }
    return result < 0 ? -1 : 0;
}

static int read_source(const struct source_settings *settings, int count, char **arguments)
{
    struct source *source = NULL;
    struct source_cursor cursor = {0, 0};
    struct err err = {.kind = ERR_NONE};
    int64_t from = CLOCK_NONE;
    bool renewed = false;
    int status = 0, limit = number(count, arguments, "limit", INT32_MAX), woken = 1;
    int seconds = number(count, arguments, "wait", -1);
    const char *text = option(count, arguments, "cursor");
    if (text) {
        char *rest;
        cursor.uid_validity = (uint32_t)strtoul(text, &rest, 10);
        cursor.next_uid = (uint32_t)strtoul(rest + 1, NULL, 10);
    }
    if (option(count, arguments, "from"))
        clock_parse_day(option(count, arguments, "from"), &from);
    if (source_open(settings, &source, &err) != 0 ||
        source_begin(source, &cursor, from, &renewed, &err) != 0 || read_all(source, limit, &err) != 0)
        goto failed;
    for (; seconds >= 0 && woken == 1; seconds = number(count, arguments, "again", -1)) {
        puts("{\"waiting\": true}");
        fflush(stdout);
        woken = source_wait(source, seconds, -1, &err);
        if (woken < 0 || source_refresh(source, &err) != 0 || read_all(source, limit, &err) != 0)
            goto failed;
        printf("{\"woken\": %d}\n", woken);
        fflush(stdout);
    }
    print_end(source, renewed);
    goto out;
failed:
    status = print_error(NULL, &err);
out:
    source_close(&source);
    print_memory();
    return status;
}

static int append(const struct source_settings *settings, int count, char **arguments)
{
    static char message[1u << 20];
    struct err err = {.kind = ERR_NONE};
    size_t length = fread(message, 1, sizeof message, stdin);
    if (source_append(settings, option(count, arguments, "to"), option(count, arguments, "flags"), message,
                      length, &err) != 0)
        return print_error(NULL, &err);
    puts("{\"appended\": true}");
    return 0;
}

static int has(const struct source_settings *settings, int count, char **arguments)
{
    struct err err = {.kind = ERR_NONE};
    int found =
        source_has_message(settings, option(count, arguments, "to"), option(count, arguments, "id"), &err);
    if (found < 0)
        return print_error(NULL, &err);
    printf("{\"found\": %s}\n", found ? "true" : "false");
    return 0;
}

static int read_files(int count, char **arguments)
{
    struct files *files = files_open((const char *const *)arguments + 2, (size_t)(count - 2));
    const char *name = NULL;
    struct mail mail;
    struct err err = {.kind = ERR_NONE};
    int result, status = 0;
    while ((result = files_next(files, &mail, &name, &err)) != 0) {
        if (result < 0) {
            status = print_error(name, &err);
            continue;
        }
        print_mail(name, &mail);
        mail_release(&mail);
    }
    files_close(&files);
    return status;
}

int main(int count, char **arguments)
{
    if (count < 3)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    struct source_settings settings = {.url = option(count, arguments, "url"),
                                       .user = option(count, arguments, "user"),
                                       .password = getenv("SOURCE_PASSWORD"),
                                       .token = getenv("SOURCE_TOKEN"),
                                       .ca_file = option(count, arguments, "ca"),
                                       .folder = option(count, arguments, "folder"),
                                       .timeout = number(count, arguments, "timeout", 0)};
    if (strcmp(arguments[1], "read") == 0 && settings.url)
        return read_source(&settings, count, arguments);
    if (strcmp(arguments[1], "append") == 0 && settings.url)
        return append(&settings, count, arguments);
    if (strcmp(arguments[1], "has") == 0 && settings.url)
        return has(&settings, count, arguments);
    if (strcmp(arguments[1], "files") == 0)
        return read_files(count, arguments);
    return 2;
}
