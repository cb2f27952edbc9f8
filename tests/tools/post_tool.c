/* Sends message files through post_send and prints each result as a line of JSON, for the integration tests.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/clock.h"
#include "grefier/post/post.h"

#define FILE_LIMIT ((size_t)32 * 1024 * 1024)

static int usage(void)
{
    fputs("post_tool --url URL [--user USER] [--password WORD] [--token TOKEN] [--ca FILE] [--timeout "
          "SECONDS]\n"
          "          [--try] --from ADDRESS --to ADDRESS FILE...\n",
          stderr);
    return 2;
}

static int read_file(const char *path, struct buf *text)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    char piece[65536];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(text, piece, got);
    fclose(file);
    return text->full ? -1 : 0;
}

static void print_result(struct post_result result, const struct err *err, int64_t milliseconds)
{
    struct buf line;
    buf_init(&line, 4096);
    buf_add_format(&line, "{\"outcome\": \"%s\", \"stage\": \"%s\", \"code\": %d, \"milliseconds\": %lld",
                   post_outcome_word(result.outcome), post_stage_word(result.stage), result.code,
                   (long long)milliseconds);
    buf_add_format(&line, ", \"kind\": \"%s\", \"error\": ", err_kind_word(err->kind));
    buf_add_json(&line, err->text);
    buf_add_text(&line, "}");
    puts(line.data);
    fflush(stdout);
    buf_free(&line);
}

static int send_file(struct post *post, const char *from, const char *to, const char *path)
{
    struct buf text;
    buf_init(&text, FILE_LIMIT);
    int result = read_file(path, &text);
    if (result) {
        fprintf(stderr, "%s: cannot be read\n", path);
    } else {
        struct err err = {0};
        int64_t start = clock_ticks();
        struct post_result outcome = post_send(post, from, to, text.data ? text.data : "", text.length, &err);
        print_result(outcome, &err, clock_ticks() - start);
    }
    buf_free(&text);
    return result;
}

static int try_login(struct post *post, const char *from)
{
    struct err err = {0};
    int64_t start = clock_ticks();
    struct post_result result = post_try(post, from, &err);
    printf("{\"try\": %d, \"stage\": \"%s\", ", result.outcome == POST_SENT ? 0 : -1,
           post_stage_word(result.stage));
    struct buf text;
    buf_init(&text, 4096);
    buf_add_json(&text, err.text);
    printf("\"kind\": \"%s\", \"milliseconds\": %lld, \"error\": %s}\n", err_kind_word(err.kind),
           (long long)(clock_ticks() - start), text.data);
    buf_free(&text);
    return 0;
}

struct order {
    struct post_settings settings;
    const char *from, *to;
    int only_try;
};

static int read_options(int argc, char **argv, struct order *order)
{
    static const struct option options[] = {
        {"url", 1, NULL, 'u'}, {"user", 1, NULL, 'n'},    {"password", 1, NULL, 'p'}, {"token", 1, NULL, 'k'},
        {"ca", 1, NULL, 'c'},  {"timeout", 1, NULL, 's'}, {"from", 1, NULL, 'f'},     {"to", 1, NULL, 't'},
        {"try", 0, NULL, 'y'}, {NULL, 0, NULL, 0}};
    const char *timeout = "0";
    const struct {
        int option;
        const char **value;
    } places[] = {{'u', &order->settings.url},
                  {'n', &order->settings.user},
                  {'p', &order->settings.password},
                  {'k', &order->settings.token},
                  {'c', &order->settings.ca_file},
                  {'s', &timeout},
                  {'f', &order->from},
                  {'t', &order->to}};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?')
            return -1;
        order->only_try |= option == 'y';
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            if (places[i].option == option)
                *places[i].value = optarg;
    }
    order->settings.timeout = (int)strtol(timeout, NULL, 10);
    return order->settings.url ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct order order = {.from = "", .to = ""};
    if (read_options(argc, argv, &order))
        return usage();
    struct post *post = NULL;
    struct err err = {0};
    if (post_open(&order.settings, &post, &err)) {
        printf("{\"open\": -1, \"kind\": \"%s\"}\n", err_kind_word(err.kind));
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    int result = order.only_try ? try_login(post, *order.from ? order.from : NULL) : 0;
    for (int i = optind; i < argc && result == 0; i++)
        result = send_file(post, order.from, order.to, argv[i]);
    post_close(&post);
    return result ? 1 : 0;
}
