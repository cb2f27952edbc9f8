#include <stdio.h>
#include <string.h>

#include "grefier/roster/export.h"
#include "roster_commands.h"

#define FORMATS_MOST 4

typedef int write_format(struct ledger *ledger, struct applicant *const *applicant, size_t count,
                         struct buf *out);

static size_t fields_of(const struct ledger *ledger, struct roster_field field[FIELD_LIMIT])
{
    size_t count = roster_field_count(ledger->roster);
    for (size_t i = 0; i < count; i++)
        field[i] = *roster_field(ledger->roster, i);
    return count;
}

static int write_csv(struct ledger *ledger, struct applicant *const *applicant, size_t count, struct buf *out)
{
    struct roster_field field[FIELD_LIMIT];
    size_t field_count = fields_of(ledger, field);
    return export_csv(field, field_count, applicant, count, ledger->mark, out);
}

static int write_json(struct ledger *ledger, struct applicant *const *applicant, size_t count,
                      struct buf *out)
{
    struct roster_field field[FIELD_LIMIT];
    size_t field_count = fields_of(ledger, field);
    return export_json(field, field_count, applicant, count, out);
}

static int write_vcard(struct ledger *ledger, struct applicant *const *applicant, size_t count,
                       struct buf *out)
{
    (void)ledger;
    return export_vcard(applicant, count, out);
}

static int write_book(struct ledger *ledger, struct applicant *const *applicant, size_t count,
                      struct buf *out)
{
    (void)applicant; /* it reads them again, with what only the digest knows of them */
    (void)count;
    return roster_export_book(ledger, out);
}

static const struct format {
    const char *name;
    write_format *write;
} formats[] = {{"csv", write_csv}, {"json", write_json}, {"xlsx", write_book}, {"vcard", write_vcard}};

/* Reads "csv,json" into *chosen; -1, or the exit code. */
static int choose(const char *list, const struct format *chosen[FORMATS_MOST], size_t *count)
{
    *count = 0;
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        const struct format *found = NULL;
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
            if (strlen(formats[i].name) == length && strncmp(formats[i].name, at, length) == 0)
                found = &formats[i];
        if (!found)
            return fail(EXIT_USAGE, "roster export: no such format: %.*s (csv, json, xlsx, vcard)",
                        (int)length, at);
        if (*count < FORMATS_MOST)
            chosen[(*count)++] = found;
        at += length;
        if (!*at)
            return -1;
    }
}

/* With one format FILE is the file; with several each gets the format's name as its ending. */
static const char *path_for(struct ledger *ledger, const char *output, const struct format *format,
                            size_t count)
{
    return count == 1 ? output : arena_format(ledger->arena, "%s.%s", output, format->name);
}

static int write_one(struct ledger *ledger, const struct format *format, struct applicant *const *applicant,
                     size_t count, const char *path)
{
    struct err err = {0};
    buf_clear(&ledger->out);
    if (format->write(ledger, applicant, count, &ledger->out) != 0)
        return fail(EXIT_FAILED, "the roster is too large to export");
    if (!path)
        return print_out(&ledger->out);
    return write_private(path, &ledger->out, &err) == 0 ? EXIT_DONE : fail_err(EXIT_FAILED, &err);
}

int roster_export(struct call *call, int argc, char **argv)
{
    const char *list = "csv", *output = NULL;
    bool mark = false;
    const struct option_row options[] = {
        {"format", NULL, &list}, {"output", NULL, &output}, {"bom", &mark, NULL}};
    const struct format *chosen[FORMATS_MOST];
    size_t chosen_count = 0, count = 0;
    struct ledger ledger;
    struct applicant **applicant = NULL;
    struct err err = {0};
    int first;
    int code = options_read(call, options, 3, argc, argv, 0, 0, &first);
    if (code < 0)
        code = choose(list, chosen, &chosen_count);
    if (code < 0 && chosen_count > 1 && !output)
        code = fail(EXIT_USAGE, "roster export: several formats need --output FILE");
    if (code < 0)
        code = ledger_open(call, true, &ledger);
    if (code >= 0)
        return code;
    ledger.mark = mark;
    if (roster_applicants(ledger.roster, NULL, ledger.arena, &applicant, &count, &err) != 0)
        return ledger_close(&ledger, fail_err(EXIT_FAILED, &err));
    code = EXIT_DONE;
    for (size_t i = 0; i < chosen_count && code == EXIT_DONE; i++)
        code = write_one(&ledger, chosen[i], applicant, count,
                         output ? path_for(&ledger, output, chosen[i], chosen_count) : NULL);
    return ledger_close(&ledger, code);
}
