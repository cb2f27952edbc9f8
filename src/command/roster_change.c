#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "grefier/base/clock.h"
#include "grefier/letter/letter.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/erasure.h"
#include "grefier/roster/export.h"
#include "grefier/service/correct.h"
#include "roster_commands.h"

#define WHO "command line"

/* ---- set ---------------------------------------------------------------------------------------------------- */

static int say_outcome(enum correct_outcome outcome, int64_t id, const char *field)
{
    switch (outcome) {
    case CORRECT_CHANGED:
        fprintf(stderr, "%" PRId64 ": %s is changed\n", id, field);
        return EXIT_DONE;
    case CORRECT_SAME:
        fprintf(stderr, "%" PRId64 ": %s is so already\n", id, field);
        return EXIT_DONE;
    case CORRECT_NOBODY:
        return fail(EXIT_USAGE, "there is no applicant %" PRId64, id);
    case CORRECT_NO_PHONE:
        return fail(EXIT_USAGE, "roster set: that is no valid phone number");
    case CORRECT_NO_EMAIL:
        return fail(EXIT_USAGE, "roster set: that is no plain address");
    case CORRECT_NO_EXTENSION:
        break;
    }
    return fail(EXIT_USAGE, "roster set: that is no extension");
}

/* All of it or nothing: the sector and the extension follow the value. */
static int set_value(struct ledger *ledger, const struct rules *rules, const struct correction *correction)
{
    struct err err = {0};
    enum correct_outcome outcome = CORRECT_SAME;
    const char *value;
    if (roster_begin(ledger->roster, &err) != 0)
        return fail_err(EXIT_FAILED, &err);
    if (correct_value(ledger->roster, rules, correction, clock_now(), ledger->arena, &outcome, &value,
                      &err) != 0 ||
        roster_commit(ledger->roster, &err) != 0) {
        roster_rollback(ledger->roster);
        return fail_err(err.kind == ERR_INPUT ? EXIT_USAGE : EXIT_FAILED, &err);
    }
    return say_outcome(outcome, correction->id, correction->field);
}

int roster_set(struct call *call, int argc, char **argv)
{
    struct ledger ledger;
    struct rules *rules = NULL;
    int64_t id;
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 3, 3, &first);
    if (code < 0)
        code = applicant_number(argv[first], &id);
    if (code < 0)
        code = ledger_open(call, false, &ledger);
    if (code >= 0)
        return code;
    const struct correction correction = {id, argv[first + 1], argv[first + 2], WHO};
    code = open_rules(ledger.config->rules.item, ledger.config->rules.count, &rules);
    if (code < 0)
        code = set_value(&ledger, rules, &correction);
    rules_free(&rules);
    return ledger_close(&ledger, code);
}

/* ---- forget ------------------------------------------------------------------------------------------------- */

/* An address, or the number of an applicant, who may have none. -1, or the exit code. */
static int read_whom(const char *text, struct whom *whom)
{
    *whom = (struct whom){0};
    if (*text && text[strspn(text, "0123456789")] == '\0')
        return applicant_number(text, &whom->id);
    if (!address_is_plain(text))
        return fail(EXIT_USAGE, "roster forget: that is neither a plain address nor an applicant's number");
    whom->address = text;
    return -1;
}

/* What is known of the person, for them to have (GDPR art. 15 and 20). */
static int export_first(struct ledger *ledger, const int64_t *id, size_t count, const char *path)
{
    struct roster_field field[FIELD_LIMIT];
    struct applicant **applicant = arena_array(ledger->arena, count + 1, sizeof(struct applicant *));
    size_t field_count = roster_field_count(ledger->roster);
    struct err err = {0};
    for (size_t i = 0; i < field_count; i++)
        field[i] = *roster_field(ledger->roster, i);
    for (size_t i = 0; i < count; i++)
        if (roster_applicant(ledger->roster, id[i], ledger->arena, &applicant[i], &err) <= 0)
            return fail_err(EXIT_FAILED, &err);
    if (export_json(field, field_count, applicant, count, &ledger->out) != 0 ||
        write_private(path, &ledger->out, &err) != 0)
        return fail_err(EXIT_FAILED, &err);
    return -1;
}

static bool is_among(int64_t one, const int64_t *id, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (id[i] == one)
            return true;
    return false;
}

/* Rows that may be the same person and stay: somebody must look. Each is named once. */
static const char *find_similar(struct ledger *ledger, const int64_t *id, size_t count, struct err *err)
{
    const char *all = "";
    for (size_t i = 0; i < count; i++) {
        int64_t *similar = NULL;
        size_t found = 0;
        if (roster_similar(ledger->roster, id[i], ledger->arena, &similar, &found, err) != 0)
            return NULL;
        for (size_t j = 0; j < found; j++) {
            const char *one = arena_format(ledger->arena, " %" PRId64, similar[j]);
            if (!is_among(similar[j], id, count) &&
                !strstr(arena_format(ledger->arena, "%s ", all), arena_format(ledger->arena, "%s ", one)))
                all = arena_format(ledger->arena, "%s%s", all, one);
        }
    }
    return all;
}

static int forget(struct ledger *ledger, const struct whom *whom, const char *path)
{
    struct erased erased = {0};
    struct err err = {0};
    int64_t *id = NULL;
    size_t count = 0;
    if (roster_rows_of(ledger->roster, whom, ledger->arena, &id, &count, &err) != 0)
        return fail_err(EXIT_FAILED, &err);
    const char *similar = find_similar(ledger, id, count, &err);
    if (!similar)
        return fail_err(EXIT_FAILED, &err);
    int code = path ? export_first(ledger, id, count, path) : -1;
    if (code >= 0)
        return code;
    if (roster_forget(ledger->roster, whom, clock_now(), &erased, &err) != 0)
        return fail_err(EXIT_FAILED, &err);
    fprintf(stderr, "erased: %zu applicants, %zu messages, %zu answers\n", erased.applicants, erased.letters,
            erased.messages);
    if (*similar)
        fprintf(stderr, "with the same name or phone, and still there:%s (`grefier roster show ID`)\n",
                similar);
    return EXIT_DONE;
}

int roster_forget_person(struct call *call, int argc, char **argv)
{
    const char *path = NULL;
    const struct option_row options[] = {{"export", NULL, &path}};
    struct ledger ledger;
    struct whom whom;
    int first;
    int code = options_read(call, options, 1, argc, argv, 1, 1, &first);
    if (code < 0)
        code = read_whom(argv[first], &whom);
    if (code < 0)
        code = ledger_open(call, false, &ledger);
    if (code >= 0)
        return code;
    return ledger_close(&ledger, forget(&ledger, &whom, path));
}
