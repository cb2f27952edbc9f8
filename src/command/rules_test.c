#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "scoring.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/command/command.h"
#include "grefier/letter/letter.h"
#include "grefier/mailbox/source.h"

static void score_file(struct scoring *scoring, struct arena *arena, const struct yaml *label,
                       const char *path)
{
    struct mail mail = {0};
    struct letter *letter = NULL;
    struct err err = {0};
    const char *name = path;
    struct files *files = files_open(&path, 1);
    scoring->messages++;
    if (files_next(files, &mail, &name, &err) == 1 &&
        letter_read(mail.raw, mail.length, scoring->rules, &letter, &err) == 0) {
        score_letter(scoring, arena, label, path, letter);
    } else {
        scoring->unread++;
        printf("%s: cannot be read: %s\n", path, err.text);
    }
    letter_free(&letter);
    mail_release(&mail);
    files_close(&files);
}

/* ---- folders ---------------------------------------------------------------------------------------------------- */

static int score_line(struct scoring *scoring, const char *folder, const char *line, size_t length)
{
    struct arena *arena = arena_new();
    struct buf text;
    struct yaml *label = NULL;
    size_t count = 0;
    int code = -1;
    buf_init(&text, 4096);
    struct problems problems = {&text, 0};
    if (yaml_read(arena, "labels.jsonl", line, length, &label, &count, &problems) != 0 || count != 1 ||
        !*word_at(label, "file"))
        code = fail(EXIT_FAILED, "%s/labels.jsonl: a line is no label: %.60s", folder, line);
    else
        score_file(scoring, arena, label, arena_format(arena, "%s/%s", folder, word_at(label, "file")));
    buf_free(&text);
    arena_free(&arena);
    return code;
}

static int score_folder(struct scoring *scoring, const char *folder)
{
    char path[PATH_MAX];
    char *line = NULL;
    size_t size = 0;
    int code = -1;
    snprintf(path, sizeof path, "%s/labels.jsonl", folder);
    FILE *labels = fopen(path, "re");
    if (!labels)
        return fail(EXIT_FAILED, "%s cannot be read: %s", path, strerror(errno));
    for (ssize_t length; code < 0 && (length = getline(&line, &size, labels)) > 0;)
        if (line[strspn(line, " \t\r\n")])
            code = score_line(scoring, folder, line, (size_t)length);
    free(line);
    fclose(labels);
    return code;
}

static double f1(struct tally tally)
{
    unsigned all = 2 * tally.right + tally.wrong + tally.missed;
    return all ? 2.0 * tally.right / all : 0.0;
}

static double share(unsigned right, unsigned all)
{
    return all ? (double)right / all : 0.0;
}

static int say_score(const struct scoring *scoring)
{
    struct tally all = {0};
    printf("messages                 %u\nno answer                %u\naction accuracy          %.4f\n"
           "wrong replies            %u\nrecords exactly right    %.4f\n",
           scoring->messages, scoring->unread, share(scoring->actions_right, scoring->messages),
           scoring->wrong_replies, share(scoring->exact, scoring->registrations));
    for (size_t i = 0; i < rules_field_count(scoring->rules) && i < FIELD_LIMIT; i++) {
        const struct tally *tally = &scoring->field[i];
        all.right += tally->right;
        all.wrong += tally->wrong;
        all.missed += tally->missed;
        char title[96];
        snprintf(title, sizeof title, "%s F1", rules_field(scoring->rules, i)->id);
        printf("%-24s %.4f  (%u right, %u wrong, %u missed)\n", title, f1(*tally), tally->right, tally->wrong,
               tally->missed);
    }
    printf("fields F1                %.4f\nsector accuracy          %.4f\n", f1(all),
           share(scoring->sector.right, scoring->sector.right + scoring->sector.missed));
    return scoring->wrong_replies || scoring->unread ? EXIT_FAILED : EXIT_DONE;
}

int command_rules_test(struct call *call, int argc, char **argv)
{
    const char *folder = NULL;
    const struct option_row options[] = {{"rules", NULL, &folder}};
    struct rules *rules = NULL;
    struct scoring scoring = {0};
    int first;
    int code = options_read(call, options, 1, argc, argv, 1, INT_MAX, &first);
    if (code < 0)
        code = open_default_rules(folder, &rules);
    if (code >= 0)
        return code;
    letter_setup();
    scoring.rules = rules;
    for (int i = first; i < argc && code < 0; i++)
        code = score_folder(&scoring, argv[i]);
    if (code < 0)
        code = say_score(&scoring);
    rules_free(&rules);
    return code;
}
