#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/clock.h"
#include "grefier/letter/letter.h"
#include "grefier/reading/people.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/erasure.h"
#include "grefier/roster/export.h"
#include "roster_commands.h"

#define WHO "command line"

/* ---- set ---------------------------------------------------------------------------------------------------- */

/* The value as it is kept: one clean line, a phone in E.164. -1, or the exit code. */
static int clean_value(struct ledger *ledger, const char *field, const char *given, const char **value,
                       const char **extension)
{
    char e164[20], digits[8];
    *value = text_line(ledger->arena, given, strlen(given), CAP_VALUE_BYTES);
    *extension = NULL;
    if (!**value)
        return -1;
    if (strcmp(field, "email") == 0 && !address_is_plain(*value))
        return fail(EXIT_USAGE, "roster set: that is no plain address");
    if (strcmp(field, "phone") != 0)
        return -1;
    if (!phone_parse(*value, strlen(*value), e164, digits))
        return fail(EXIT_USAGE, "roster set: that is no valid phone number");
    *value = arena_string(ledger->arena, e164);
    *extension = *digits ? arena_string(ledger->arena, digits) : NULL;
    return -1;
}

static int set_value(struct ledger *ledger, int64_t id, const char *field, const char *value,
                     const char *extension)
{
    struct err err = {0};
    int64_t now = clock_now();
    int changed = roster_set_value(ledger->roster, id, field, value, WHO, now, &err);
    if (changed >= 0 && extension)
        changed |= roster_set_value(ledger->roster, id, "extension", extension, WHO, now, &err);
    if (changed < 0)
        return fail_err(err.kind == ERR_INPUT ? EXIT_USAGE : EXIT_FAILED, &err);
    fprintf(stderr, changed ? "%" PRId64 ": %s is changed\n" : "%" PRId64 ": %s is so already\n", id, field);
    return EXIT_DONE;
}

int roster_set(struct call *call, int argc, char **argv)
{
    struct ledger ledger;
    const char *value, *extension;
    int64_t id;
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 3, 3, &first);
    if (code < 0)
        code = applicant_number(argv[first], &id);
    if (code < 0)
        code = ledger_open(call, false, &ledger);
    if (code >= 0)
        return code;
    code = clean_value(&ledger, argv[first + 1], argv[first + 2], &value, &extension);
    if (code < 0)
        code = set_value(&ledger, id, argv[first + 1], value, extension);
    return ledger_close(&ledger, code);
}

/* ---- forget ------------------------------------------------------------------------------------------------- */

/* What is known of the person, for them to have (GDPR art. 15 and 20). */
static int export_first(struct ledger *ledger, const char *address, const char *path)
{
    struct roster_field field[FIELD_LIMIT];
    struct applicant **applicant = NULL;
    size_t count = 0, field_count = roster_field_count(ledger->roster);
    struct err err = {0};
    for (size_t i = 0; i < field_count; i++)
        field[i] = *roster_field(ledger->roster, i);
    if (roster_applicants(ledger->roster, &(struct applicant_filter){.address = address}, ledger->arena,
                          &applicant, &count, &err) != 0 ||
        export_json(field, field_count, applicant, count, &ledger->out) != 0 ||
        write_private(path, &ledger->out, &err) != 0)
        return fail_err(EXIT_FAILED, &err);
    return -1;
}

int roster_forget_person(struct call *call, int argc, char **argv)
{
    const char *path = NULL;
    const struct option_row options[] = {{"export", NULL, &path}};
    struct ledger ledger;
    struct erased erased = {0};
    struct err err = {0};
    int first;
    int code = options_read(call, options, 1, argc, argv, 1, 1, &first);
    if (code < 0 && !address_is_plain(argv[first]))
        code = fail(EXIT_USAGE, "roster forget: that is no plain address");
    if (code < 0)
        code = ledger_open(call, false, &ledger);
    if (code >= 0)
        return code;
    if (path)
        code = export_first(&ledger, argv[first], path);
    if (code >= 0)
        return ledger_close(&ledger, code);
    if (roster_forget(ledger.roster, argv[first], clock_now(), &erased, &err) != 0)
        return ledger_close(&ledger, fail_err(EXIT_FAILED, &err));
    fprintf(stderr, "erased: %zu applicants, %zu messages, %zu answers\n", erased.applicants, erased.letters,
            erased.messages);
    return ledger_close(&ledger, EXIT_DONE);
}
