#include <stdio.h>
#include <string.h>

#include "grefier/base/clock.h"
#include "grefier/command/command.h"
#include "grefier/digest/romanian.h"
#include "grefier/service/calendar.h"
#include "grefier/service/digest_due.h"

#define FORMATS_MOST 3

/* What is shown but not sent has an id that no digest has. */
#define SHOWN_TOKEN "NOT-SENT"
#define SHOWN_ID    "not-sent@grefier.invalid"

struct showing {
    struct digest digest;
    const struct words *words;
    struct arena *arena;
};

static int show_text(struct showing *showing, struct buf *out, struct err *err)
{
    (void)err;
    digest_text(&showing->digest, showing->words, out);
    return 0;
}

static int show_html(struct showing *showing, struct buf *out, struct err *err)
{
    (void)err;
    digest_html(&showing->digest, showing->words, out);
    return 0;
}

static int show_eml(struct showing *showing, struct buf *out, struct err *err)
{
    return digest_mail(&showing->digest, showing->words, out, err);
}

static const struct format {
    const char *name;
    int (*show)(struct showing *showing, struct buf *out, struct err *err);
} formats[] = {{"text", show_text}, {"html", show_html}, {"eml", show_eml}};

/* Reads "text,html"; -1, or the exit code. */
static int choose(const char *list, const struct format *chosen[FORMATS_MOST], size_t *count)
{
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        const struct format *found = NULL;
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
            if (strlen(formats[i].name) == length && strncmp(formats[i].name, at, length) == 0)
                found = &formats[i];
        if (!found || *count == FORMATS_MOST)
            return fail(EXIT_USAGE, "digest: no such format: %.*s (text, html, eml)", (int)length, at);
        chosen[(*count)++] = found;
        at += length;
        if (!*at)
            return -1;
    }
}

static int show(const struct digest_source *source, int64_t day, const struct format *const *format,
                size_t count)
{
    struct showing showing = {.arena = arena_new()};
    struct err err = {0};
    struct buf out;
    int code = EXIT_DONE;
    buf_init(&out, DIGEST_MAIL_MOST);
    showing.words = words_read(showing.arena, source->rules);
    if (digest_fill(source, day, clock_now(), showing.arena, &showing.digest, &err) != 0)
        code = fail_err(EXIT_FAILED, &err);
    const struct text_list *address = &source->config->secretariat.addresses;
    showing.digest.to_address = address->count ? address->item[0] : source->config->outgoing.from_address;
    showing.digest.token = SHOWN_TOKEN;
    showing.digest.message_id = SHOWN_ID;
    for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
        buf_clear(&out);
        code = format[i]->show(&showing, &out, &err) == 0 ? print_out(&out) : fail_err(EXIT_FAILED, &err);
    }
    buf_free(&out);
    arena_free(&showing.arena);
    return code;
}

static int queue(const struct digest_source *source, int64_t day, bool again)
{
    struct err err = {0};
    if (source->config->secretariat.addresses.count == 0)
        return fail(EXIT_FAILED, "digest: secretariat.addresses names nobody to send it to");
    int queued = digest_queue(source, day, again, clock_now(), &err);
    if (queued < 0)
        return fail_err(EXIT_FAILED, &err);
    fprintf(stderr, queued ? "digest: it lies in the outbox; the service sends it, or `grefier run --once`\n"
                           : "digest: that day's was made already (--again makes another one)\n");
    return EXIT_DONE;
}

static int open_all(struct call *call, bool read_only, struct config **config, struct rules **rules,
                    struct roster **roster)
{
    int code = open_roster(call, read_only, config, roster);
    if (code >= 0)
        return code;
    code = open_rules((*config)->rules.item, (*config)->rules.count, rules);
    if (code < 0)
        return -1;
    roster_close(roster);
    config_free(config);
    return code;
}

int command_digest(struct call *call, int argc, char **argv)
{
    const char *given = NULL, *list = "text";
    bool sends = false, again = false;
    const struct option_row options[] = {
        {"date", NULL, &given}, {"format", NULL, &list}, {"send", &sends, NULL}, {"again", &again, NULL}};
    const struct format *chosen[FORMATS_MOST];
    size_t count = 0;
    struct config *config = NULL;
    struct rules *rules = NULL;
    struct roster *roster = NULL;
    int64_t day = 0;
    int first, code = options_read(call, options, 4, argc, argv, 0, 0, &first);
    if (code < 0 && given && day_parse(given, &day) != 0)
        code = fail(EXIT_USAGE, "digest: --date wants a day such as 2026-11-23");
    if (code < 0)
        code = choose(list, chosen, &count);
    if (code < 0 && again && !sends)
        code = fail(EXIT_USAGE, "digest: --again goes with --send");
    if (code < 0)
        code = open_all(call, !sends, &config, &rules, &roster);
    if (code >= 0)
        return code;
    calendar_set(config->secretariat.timezone);
    if (!given)
        day = calendar_local(clock_now()).day;
    const struct digest_source source = {roster, config, rules};
    if (day > calendar_local(clock_now()).day)
        code = fail(EXIT_USAGE, "digest: that day has not come yet");
    else
        code = sends ? queue(&source, day, again) : show(&source, day, chosen, count);
    roster_close(&roster);
    rules_free(&rules);
    config_free(&config);
    return code;
}
