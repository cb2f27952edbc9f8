#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "../rules/yaml.h"
#include "agreement.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/command/command.h"
#include "grefier/letter/letter.h"
#include "grefier/mailbox/source.h"
#include "grefier/reading/reading.h"

#define FIELDS_SCORED 4

static const char *const field_names[FIELDS_SCORED] = {"name", "position", "organization", "phone"};
static const enum agreement_kind field_kinds[FIELDS_SCORED] = {AGREE_NAME, AGREE_TEXT, AGREE_TEXT,
                                                               AGREE_EXACT};

struct tally {
    unsigned right, wrong, missed;
};

struct scoring {
    const struct rules *rules;
    unsigned messages, unread, actions_right, wrong_replies;
    struct tally field[FIELDS_SCORED];
};

/* ---- one message against its label --------------------------------------------------------------------------- */

static bool field_agrees(struct arena *arena, const struct yaml *label, size_t field, const char *value)
{
    const struct yaml *accepted = label ? yaml_get(label, field_names[field]) : NULL;
    for (size_t i = 0; accepted && value && i < accepted->count; i++)
        if (values_agree(arena, field_kinds[field], value, accepted->child[i].text))
            return true;
    return false;
}

static unsigned fields_right(struct arena *arena, const struct yaml *label, const struct person *person)
{
    unsigned right = 0;
    for (size_t i = 0; i < FIELDS_SCORED; i++)
        right += field_agrees(arena, label, i, person->field[i].text);
    return right;
}

/* The person read that fits a label best and is not taken yet; `count` when there is none. */
static size_t best_person(struct arena *arena, const struct yaml *label, const struct verdict *verdict,
                          const bool *taken)
{
    size_t best = verdict->person_count;
    unsigned most = 0;
    for (size_t i = 0; i < verdict->person_count; i++) {
        unsigned right = taken[i] ? 0 : fields_right(arena, label, &verdict->person[i]);
        if (!taken[i] && (best == verdict->person_count || right > most)) {
            best = i;
            most = right;
        }
    }
    return best;
}

static void score_person(struct scoring *scoring, struct arena *arena, const struct yaml *label,
                         const struct person *person, bool *faulty)
{
    for (size_t i = 0; i < FIELDS_SCORED; i++) {
        const struct yaml *wanted = label ? yaml_get(label, field_names[i]) : NULL;
        const char *value = person ? person->field[i].text : NULL;
        bool right = field_agrees(arena, label, i, value);
        scoring->field[i].right += right;
        scoring->field[i].wrong += value && !right;
        scoring->field[i].missed += wanted && wanted->count && !right;
        *faulty |= !right && (value || (wanted && wanted->count));
    }
}

static void score_people(struct scoring *scoring, struct arena *arena, const struct yaml *label,
                         const struct verdict *verdict, bool *faulty)
{
    const struct yaml *people = yaml_get(label, "people");
    bool taken[CAP_PEOPLE] = {false};
    for (size_t i = 0; people && i < people->count; i++) {
        size_t best = best_person(arena, &people->child[i], verdict, taken);
        bool found = best < verdict->person_count && best < CAP_PEOPLE;
        if (found)
            taken[best] = true;
        score_person(scoring, arena, &people->child[i], found ? &verdict->person[best] : NULL, faulty);
    }
    for (size_t i = 0; i < verdict->person_count && i < CAP_PEOPLE; i++)
        if (!taken[i])
            score_person(scoring, arena, NULL, &verdict->person[i], faulty);
}

static const char *word_at(const struct yaml *label, const char *key)
{
    const struct yaml *node = yaml_get(label, key);
    return node && node->kind == YAML_SCALAR ? node->text : "";
}

static void score_letter(struct scoring *scoring, struct arena *arena, const struct yaml *label,
                         const char *path, struct letter *letter)
{
    struct verdict *verdict = NULL;
    const char *wanted = word_at(label, "action");
    bool faulty = false;
    reading_read(letter, scoring->rules, &verdict);
    bool right = strcmp(wanted, action_word(verdict->action)) == 0;
    bool silent = strcmp(wanted, "ignore") == 0 || strcmp(wanted, "review") == 0;
    scoring->actions_right += right;
    if (silent && (verdict->action == ACTION_ASK || verdict->action == ACTION_ACKNOWLEDGE)) {
        scoring->wrong_replies++;
        printf("WRONG REPLY %s\n", path);
    }
    if (strcmp(word_at(label, "kind"), "registration") == 0)
        score_people(scoring, arena, label, verdict, &faulty);
    if (!right)
        printf("%s: want %s, got %s (%s)\n", path, wanted, action_word(verdict->action), verdict->reason);
    else if (faulty)
        printf("%s: the people differ\n", path);
}

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

static int say_score(const struct scoring *scoring)
{
    struct tally all = {0};
    unsigned read = scoring->messages ? scoring->messages : 1;
    printf("messages        %u\ncannot be read  %u\naction right    %.4f\nwrong replies   %u\n",
           scoring->messages, scoring->unread, (double)scoring->actions_right / read, scoring->wrong_replies);
    for (size_t i = 0; i < FIELDS_SCORED; i++) {
        all.right += scoring->field[i].right;
        all.wrong += scoring->field[i].wrong;
        all.missed += scoring->field[i].missed;
        printf("%-15s F1 %.4f  (%u right, %u wrong, %u missed)\n", field_names[i], f1(scoring->field[i]),
               scoring->field[i].right, scoring->field[i].wrong, scoring->field[i].missed);
    }
    printf("all fields      F1 %.4f\n", f1(all));
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
