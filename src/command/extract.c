#include <limits.h>
#include <stdio.h>

#include "grefier/command/command.h"
#include "grefier/letter/letter.h"
#include "grefier/mailbox/source.h"
#include "grefier/reading/reading.h"

#define OUTPUT_MOST (8u * 1024u * 1024u) /* one message explained, with every line of it */

struct extraction {
    const struct rules *rules;
    bool json, explain, color;
    bool unread; /* something could not be read */
    struct buf out;
};

static void say_unread(struct extraction *extraction, const char *name, const struct err *err)
{
    extraction->unread = true;
    if (!extraction->json) {
        struct arena *arena = arena_new();
        fail(EXIT_FAILED, "%s: %s", text_line(arena, name, strlen(name), PATH_MAX), err->text);
        arena_free(&arena);
        return;
    }
    buf_add_text(&extraction->out, "{\"file\": ");
    buf_add_json(&extraction->out, name);
    buf_add_text(&extraction->out, ", \"error\": ");
    buf_add_json(&extraction->out, err->text);
    buf_add_text(&extraction->out, "}\n");
}

static void extract_one(struct extraction *extraction, const char *name, const struct mail *mail)
{
    struct letter *letter = NULL;
    struct verdict *verdict = NULL;
    struct err err = {0};
    if (letter_read(mail->raw, mail->length, extraction->rules, &letter, &err) != 0) {
        say_unread(extraction, name, &err);
        return;
    }
    letter->truncated = mail->truncated;
    reading_read(letter, extraction->rules, &verdict);
    if (extraction->json) {
        reading_json(name, verdict, extraction->rules, extraction->explain, &extraction->out);
        buf_add_byte(&extraction->out, '\n');
    } else {
        reading_text(name, letter, verdict, extraction->rules, extraction->explain, extraction->color,
                     &extraction->out);
    }
    letter_free(&letter);
}

static int extract_all(struct extraction *extraction, struct files *files)
{
    for (;;) {
        struct mail mail = {0};
        const char *name = "";
        struct err err = {0};
        int got = files_next(files, &mail, &name, &err);
        if (got == 0)
            return extraction->unread ? EXIT_FAILED : EXIT_DONE;
        if (got < 0)
            say_unread(extraction, name, &err);
        else
            extract_one(extraction, name, &mail);
        mail_release(&mail);
        int code = print_out(&extraction->out);
        if (code != EXIT_DONE)
            return code;
        buf_clear(&extraction->out);
    }
}

int command_extract(struct call *call, int argc, char **argv)
{
    struct extraction extraction = {.color = use_color()};
    const char *folder = NULL;
    const struct option_row options[] = {
        {"json", &extraction.json, NULL}, {"explain", &extraction.explain, NULL}, {"rules", NULL, &folder}};
    int first;
    int code = options_read(call, options, 3, argc, argv, 1, INT_MAX, &first);
    if (code >= 0)
        return code;
    struct rules *rules = NULL;
    code = open_default_rules(folder, &rules);
    if (code >= 0)
        return code;
    letter_setup();
    extraction.rules = rules;
    buf_init(&extraction.out, OUTPUT_MOST);
    struct files *files = files_open((const char *const *)argv + first, (size_t)(argc - first));
    code = extract_all(&extraction, files);
    if (files_left_out(files))
        fprintf(stderr,
                "grefier: left out: %zu of the folder's files, links or no messages (name them to have them "
                "read)\n",
                files_left_out(files));
    files_close(&files);
    buf_free(&extraction.out);
    rules_free(&rules);
    return code;
}
