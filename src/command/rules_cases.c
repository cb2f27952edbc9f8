/*
 * rules cases: what a person corrected becomes labelled messages, for `rules test`. Messages are never kept, so
 * a case is put together again from the pieces its values were read from: enough to see the rule fail.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "grefier/base/text.h"
#include "grefier/command/command.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/lessons.h"
#include "grefier/roster/letters.h"
#include "grefier/service/lesson.h"
#include "grefier/service/stand_ins.h"

#define CASES_BYTES (16u * 1024u * 1024u)
#define OPENING     "Bună ziua,\n\nDoresc să mă înscriu în grupul de lucru.\n\n"
#define SCORED      4

struct cases {
    struct roster *roster;
    struct arena *arena;
    const char *folder;
    bool stand_ins;
    struct buf labels;
    size_t count;
};

/* One sign-up and what is known of where its values came from. */
struct kept {
    struct applicant *applicant;
    struct letter_record *letter;
    struct value_record *value;
    size_t count;
    struct stand_ins stand_ins;
};

static const char *put(const struct cases *cases, const struct kept *kept, const char *text)
{
    return cases->stand_ins && text ? stand_ins_put(&kept->stand_ins, text) : text;
}

static bool is_scored(const struct cases *cases, const char *field)
{
    for (size_t i = 0; i < SCORED && i < roster_field_count(cases->roster); i++)
        if (strcmp(roster_field(cases->roster, i)->id, field) == 0)
            return true;
    return false;
}

/* A person changed what was read, or said that a message the rules doubted is a sign-up after all. */
static bool is_corrected(const struct cases *cases, const struct kept *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        if (kept->value[i].letter == 0 && strcmp(kept->value[i].state, "current") == 0 &&
            is_scored(cases, kept->value[i].field))
            return true;
    return kept->letter->action == ACTION_REVIEW && strcmp(kept->letter->decision, "yes") == 0;
}

static bool comes_before(const struct value_record *one, const struct value_record *other)
{
    return one->line != other->line ? one->line < other->line : one < other;
}

/* Whether an earlier value was read from a piece that holds this one's. */
static bool is_repeated(const struct kept *kept, const struct value_record *value)
{
    for (size_t i = 0; i < kept->count; i++)
        if (kept->value[i].letter == value->letter && comes_before(&kept->value[i], value) &&
            strstr(kept->value[i].piece, value->piece))
            return true;
    return false;
}

/* The pieces of the letter in the order of its lines, each once; a long line may have several. */
static size_t add_pieces(const struct cases *cases, const struct kept *kept, struct buf *text)
{
    size_t added = 0;
    for (const struct value_record *last = NULL;;) {
        const struct value_record *next = NULL;
        for (size_t i = 0; i < kept->count; i++)
            if (kept->value[i].letter == kept->letter->number && *kept->value[i].piece &&
                kept->value[i].line > 0 && (!last || comes_before(last, &kept->value[i])) &&
                (!next || comes_before(&kept->value[i], next)))
                next = &kept->value[i];
        if (!next)
            return added;
        last = next;
        if (is_repeated(kept, next))
            continue;
        buf_add_format(text, "%s\n", put(cases, kept, next->piece));
        added++;
    }
}

static void add_label(struct cases *cases, const struct kept *kept, const char *file)
{
    const struct applicant *applicant = kept->applicant;
    struct buf *out = &cases->labels;
    buf_add_text(out, "{\"file\": ");
    buf_add_json(out, file);
    buf_add_format(out, ", \"kind\": \"registration\", \"action\": \"%s\", \"language\": ",
                   applicant->missing ? "ask" : "acknowledge");
    buf_add_json(out, applicant->language);
    buf_add_text(out, ", \"people\": [{");
    for (size_t i = 0; i < SCORED && i < applicant->field_count; i++) {
        const char *value = applicant->field[i];
        if (value && cases->stand_ins)
            value = i == FIELD_NAME    ? kept->stand_ins.name
                    : i == FIELD_PHONE ? kept->stand_ins.phone
                                       : stand_ins_put(&kept->stand_ins, value);
        buf_add_format(out, "%s\"%s\": [", i ? ", " : "", roster_field(cases->roster, i)->id);
        if (value)
            buf_add_json(out, value);
        buf_add_text(out, "]");
    }
    buf_add_text(out, ", \"sector\": [");
    if (sector_word(applicant->sector))
        buf_add_json(out, sector_word(applicant->sector));
    buf_add_format(out, "]}], \"notes\": \"kept from M%" PRId64 ", corrected by a person\"}\n",
                   kept->letter->number);
}

/* Who wrote it may be somebody else, or an office. */
static const char *sender_name(const struct cases *cases, struct kept *kept)
{
    const char *name = kept->letter->from_name;
    return cases->stand_ins && *name ? stand_ins_name(&kept->stand_ins, name) : name;
}

static int write_case(struct cases *cases, struct kept *kept, struct err *err)
{
    struct buf text, message;
    const char *file = arena_format(cases->arena, "case-%" PRId64 ".eml", kept->applicant->id);
    const char *subject = put(cases, kept, kept->letter->subject);
    const char *address = cases->stand_ins ? kept->stand_ins.address : kept->letter->from_address;
    int result = 0;
    buf_init(&text, CAP_TEXT_BYTES);
    buf_init(&message, CAP_MESSAGE_BYTES);
    buf_add_text(&text, OPENING);
    if (add_pieces(cases, kept, &text) > 0) {
        lesson_message(sender_name(cases, kept), *address ? address : "cineva@exemplu.example",
                       *subject ? subject : "Înscriere", text.data, &message);
        add_label(cases, kept, file);
        cases->count++;
        result = write_private(arena_format(cases->arena, "%s/%s", cases->folder, file), &message, err);
    }
    buf_free(&text);
    buf_free(&message);
    return result;
}

/* Whether the sender is called as the organization is: then those are no words of a person's name. */
static bool is_office(const struct kept *kept, struct arena *arena)
{
    const char *name = text_key(arena, kept->letter->from_name);
    for (size_t i = 0; i < kept->count; i++)
        if (strcmp(kept->value[i].field, "organization") == 0 && *kept->value[i].text &&
            (strstr(text_key(arena, kept->value[i].text), name) ||
             strstr(name, text_key(arena, kept->value[i].text))))
            return true;
    return false;
}

/* Everybody whom the letter names: who wrote it, and who else is in it. */
static int find_names(struct cases *cases, struct kept *kept, struct err *err)
{
    struct value_record *value = NULL;
    size_t count = 0;
    if (roster_values(cases->roster, 0, kept->letter->number, cases->arena, &value, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (value[i].applicant != kept->applicant->id && strcmp(value[i].field, "name") == 0 &&
            *value[i].text)
            stand_ins_name(&kept->stand_ins, value[i].text);
    if (*kept->letter->from_name && !is_office(kept, cases->arena))
        stand_ins_name(&kept->stand_ins, kept->letter->from_name);
    return 0;
}

static int look_at(struct cases *cases, struct applicant *applicant, size_t index, struct err *err)
{
    struct kept kept = {.applicant = applicant,
                        .stand_ins = stand_ins_for(cases->arena, index, applicant->field[FIELD_NAME],
                                                   applicant->field[FIELD_PHONE])};
    int found = roster_letter(cases->roster, applicant->letter, cases->arena, &kept.letter, err);
    if (found <= 0)
        return found;
    if (roster_values(cases->roster, applicant->id, 0, cases->arena, &kept.value, &kept.count, err) != 0)
        return -1;
    if (!is_corrected(cases, &kept))
        return 0;
    return find_names(cases, &kept, err) != 0 ? -1 : write_case(cases, &kept, err);
}

/* What was no sign-up: put together with stand-ins when a person said so. */
static int write_lesson(struct cases *cases, const struct lesson *lesson, struct err *err)
{
    struct buf message, *out = &cases->labels;
    const char *file = arena_format(cases->arena, "case-M%" PRId64 ".eml", lesson->letter);
    buf_init(&message, CAP_MESSAGE_BYTES);
    lesson_message(lesson->sender, LESSON_ADDRESS, lesson->subject, lesson->body, &message);
    int result = write_private(arena_format(cases->arena, "%s/%s", cases->folder, file), &message, err);
    buf_free(&message);
    buf_add_text(out, "{\"file\": ");
    buf_add_json(out, file);
    buf_add_text(out, ", \"kind\": \"other\", \"action\": \"ignore\", \"language\": ");
    buf_add_json(out, lesson->language);
    buf_add_text(out, ", \"people\": [], \"notes\": ");
    buf_add_json(out, arena_format(cases->arena, "M%" PRId64 " waited (%s); a person said that it is none",
                                   lesson->letter, lesson->reason));
    buf_add_text(out, "}\n");
    cases->count++;
    return result;
}

static int write_lessons(struct cases *cases, struct err *err)
{
    struct lesson *lesson = NULL;
    size_t count = 0;
    if (roster_lessons(cases->roster, cases->arena, &lesson, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (write_lesson(cases, &lesson[i], err) != 0)
            return -1;
    return 0;
}

static int write_all(struct cases *cases, struct err *err)
{
    struct applicant **applicant = NULL;
    size_t count = 0;
    if (roster_applicants(cases->roster, NULL, cases->arena, &applicant, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (applicant[i]->status != APPLICANT_REVIEW && look_at(cases, applicant[i], i, err) != 0)
            return -1;
    if (write_lessons(cases, err) != 0)
        return -1;
    return write_private(arena_format(cases->arena, "%s/labels.jsonl", cases->folder), &cases->labels, err);
}

int command_rules_cases(struct call *call, int argc, char **argv)
{
    struct cases cases = {0};
    struct config *config = NULL;
    struct err err = {0};
    const struct option_row options[] = {{"stand-ins", &cases.stand_ins, NULL}};
    int first, code = options_read(call, options, 1, argc, argv, 1, 1, &first);
    if (code < 0)
        code = open_roster(call, true, &config, &cases.roster);
    if (code >= 0)
        return code;
    cases.folder = argv[first];
    cases.arena = arena_new();
    buf_init(&cases.labels, CASES_BYTES);
    if (mkdir(cases.folder, 0700) != 0)
        code = fail(EXIT_FAILED, "rules cases: %s: %s", cases.folder, strerror(errno));
    else if (write_all(&cases, &err) != 0)
        code = fail_err(EXIT_FAILED, &err);
    else
        code = printf("%zu %s written to %s\n", cases.count, cases.count == 1 ? "case" : "cases",
                      cases.folder) > 0
                   ? EXIT_DONE
                   : EXIT_FAILED;
    buf_free(&cases.labels);
    arena_free(&cases.arena);
    roster_close(&cases.roster);
    config_free(&config);
    return code;
}
