#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "grefier/base/clock.h"
#include "grefier/command/command.h"
#include "grefier/roster/applicants.h"
#include "roster_commands.h"

#define OUTPUT_MOST (64u * 1024u * 1024u)
#define SHOWN       200

int ledger_open(struct call *call, bool read_only, struct ledger *ledger)
{
    *ledger = (struct ledger){0};
    int code = open_roster(call, read_only, &ledger->config, &ledger->roster);
    if (code >= 0)
        return code;
    ledger->arena = arena_new();
    buf_init(&ledger->out, OUTPUT_MOST);
    return -1;
}

int ledger_close(struct ledger *ledger, int code)
{
    buf_free(&ledger->out);
    arena_free(&ledger->arena);
    roster_close(&ledger->roster);
    config_free(&ledger->config);
    return code;
}

int applicant_number(const char *text, int64_t *number)
{
    char *end = NULL;
    *number = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : 0;
    if (end && !*end && *number > 0)
        return -1;
    return fail(EXIT_USAGE, "an applicant is named by a number, as in `grefier roster list`");
}

static const char *shown(struct ledger *ledger, const char *text)
{
    return text ? text_line(ledger->arena, text, strlen(text), SHOWN) : "-";
}

/* ---- list --------------------------------------------------------------------------------------------------- */

static void add_missing(struct ledger *ledger, const struct applicant *applicant)
{
    const char *between = "  lacks ";
    for (size_t i = 0; i < applicant->field_count; i++)
        if (applicant->missing & (1u << i)) {
            buf_add_format(&ledger->out, "%s%s", between, roster_field(ledger->roster, i)->id);
            between = ", ";
        }
}

static void add_line(struct ledger *ledger, const struct applicant *applicant)
{
    buf_add_format(&ledger->out, "%4" PRId64 "  %-11s  %s", applicant->id,
                   applicant_status_word(applicant->status), shown(ledger, applicant->field[FIELD_NAME]));
    for (size_t i = FIELD_NAME + 1; i < applicant->field_count; i++)
        if (applicant->field[i])
            buf_add_format(&ledger->out, " · %s", shown(ledger, applicant->field[i]));
    if (applicant->email || *applicant->contact)
        buf_add_format(&ledger->out, " <%s>",
                       shown(ledger, applicant->email ? applicant->email : applicant->contact));
    add_missing(ledger, applicant);
    buf_add_byte(&ledger->out, '\n');
}

static int list(struct call *call, int argc, char **argv)
{
    struct ledger ledger;
    struct applicant **applicant = NULL;
    size_t count = 0;
    struct err err = {0};
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 0, 0, &first);
    if (code < 0)
        code = ledger_open(call, true, &ledger);
    if (code >= 0)
        return code;
    if (roster_applicants(ledger.roster, NULL, ledger.arena, &applicant, &count, &err) != 0)
        return ledger_close(&ledger, fail_err(EXIT_FAILED, &err));
    for (size_t i = 0; i < count; i++)
        add_line(&ledger, applicant[i]);
    return ledger_close(&ledger, print_out(&ledger.out));
}

/* ---- show --------------------------------------------------------------------------------------------------- */

static int add_history(struct ledger *ledger, int64_t id, struct err *err)
{
    struct value_record *value = NULL;
    size_t count = 0;
    if (roster_values(ledger->roster, id, 0, ledger->arena, &value, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        char when[CLOCK_TEXT_SIZE];
        clock_rfc3339(value[i].created, when);
        buf_add_format(&ledger->out, "%-9s %-13s %s  (%s", value[i].state, value[i].field,
                       shown(ledger, value[i].text), when);
        if (value[i].letter)
            buf_add_format(&ledger->out, ", M%" PRId64 "%s%s", value[i].letter, *value[i].rule ? ", " : "",
                           value[i].rule);
        else
            buf_add_format(&ledger->out, ", %s", shown(ledger, value[i].who));
        buf_add_text(&ledger->out, ")\n");
    }
    return 0;
}

static int show(struct call *call, int argc, char **argv)
{
    struct ledger ledger;
    struct applicant *applicant = NULL;
    struct err err = {0};
    int64_t id;
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 1, 1, &first);
    if (code < 0)
        code = applicant_number(argv[first], &id);
    if (code < 0)
        code = ledger_open(call, true, &ledger);
    if (code >= 0)
        return code;
    int found = roster_applicant(ledger.roster, id, ledger.arena, &applicant, &err);
    if (found == 0)
        return ledger_close(&ledger, fail(EXIT_FAILED, "there is no applicant %" PRId64, id));
    if (found > 0)
        add_line(&ledger, applicant);
    if (found < 0 || add_history(&ledger, id, &err) != 0)
        return ledger_close(&ledger, fail_err(EXIT_FAILED, &err));
    return ledger_close(&ledger, print_out(&ledger.out));
}

int command_roster(struct call *call, int argc, char **argv)
{
    static const struct command table[] = {
        {"list", "", "one line an applicant", list},
        {"show", "ID", "an applicant with all values and where they come from", show},
        {"export", "[--format csv,json,xlsx,vcard] [--bom] [--output FILE]",
         "the register for other programs", roster_export},
        {"set", "ID FIELD VALUE", "changes a value; \"\" takes it away", roster_set},
        {"forget", "[--export FILE] ADDRESS|ID", "erases a person everywhere", roster_forget_person},
        {"resend", "ID", "asks again for what is missing, or acknowledges again", roster_resend},
        {0},
    };
    return command_sub(call, table, argc, argv);
}
