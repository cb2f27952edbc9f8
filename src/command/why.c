#include <inttypes.h>
#include <stdio.h>

#include "grefier/base/clock.h"
#include "grefier/command/command.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/letters.h"
#include "grefier/roster/outbox.h"

#define OUTPUT_MOST (1024u * 1024u)
#define SHOWN       300 /* bytes of one value */

struct telling {
    struct roster *roster;
    struct arena *arena;
    struct buf out;
};

static const char *shown(struct telling *telling, const char *text)
{
    return text_line(telling->arena, text, strlen(text), SHOWN);
}

static void tell(struct telling *telling, const char *what, const char *text)
{
    if (text && *text)
        buf_add_format(&telling->out, "%-12s %s\n", what, shown(telling, text));
}

static void tell_instant(struct telling *telling, const char *what, int64_t instant)
{
    char text[CLOCK_TEXT_SIZE];
    if (instant == CLOCK_NONE)
        return;
    clock_rfc3339(instant, text);
    tell(telling, what, text);
}

static void tell_letter(struct telling *telling, const struct letter_record *letter)
{
    buf_add_format(&telling->out, "M%" PRId64 "\n", letter->number);
    tell(telling, "from",
         *letter->from_name ? arena_format(telling->arena, "%s <%s>", letter->from_name, letter->from_address)
                            : letter->from_address);
    tell(telling, "subject", letter->subject);
    tell(telling, "message-id", letter->message_id);
    tell(telling, "lies at", letter->place);
    tell_instant(telling, "received", letter->received);
    tell_instant(telling, "taken", letter->taken);
    tell(telling, "kind", kind_word(letter->kind));
    tell(telling, "action", action_word(letter->action));
    tell(telling, "reason", letter->reason);
    for (size_t i = 0; i < letter->spoke_count; i++)
        tell(telling, i ? "" : "rules", letter->spoke[i]);
    if (letter->waiting)
        tell(telling, "waits", "for a person to decide");
    if (*letter->decision)
        tell(telling, "decided",
             *letter->decided_by
                 ? arena_format(telling->arena, "%s, by %s", letter->decision, letter->decided_by)
                 : letter->decision);
    if (letter->same_as)
        tell(telling, "same id as", arena_format(telling->arena, "M%" PRId64, letter->same_as));
}

static int tell_values(struct telling *telling, const struct letter_record *letter, struct err *err)
{
    struct value_record *value = NULL;
    size_t count = 0;
    if (roster_values(telling->roster, 0, letter->number, telling->arena, &value, &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        buf_add_format(&telling->out, "%-12s %" PRId64 " %s = %s", i ? "" : "values", value[i].applicant,
                       value[i].field, shown(telling, value[i].text));
        if (*value[i].rule)
            buf_add_format(&telling->out, "  (%s, %s line %u)", value[i].rule, value[i].where, value[i].line);
        if (strcmp(value[i].state, "current") != 0)
            buf_add_format(&telling->out, "  [%s]", value[i].state);
        buf_add_byte(&telling->out, '\n');
    }
    return 0;
}

static int tell_answers(struct telling *telling, const struct letter_record *letter, struct err *err)
{
    struct outbox_row **row = NULL;
    size_t count = 0;
    if (outbox_list(telling->roster, &(struct outbox_filter){.letter = letter->number}, telling->arena, &row,
                    &count, err) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        char when[CLOCK_TEXT_SIZE] = "";
        if (row[i]->sent != CLOCK_NONE)
            clock_rfc3339(row[i]->sent, when);
        buf_add_format(&telling->out, "%-12s %s: %s%s%s%s%s, %u attempt%s <%s>\n", i ? "" : "answers",
                       outbox_kind_word(row[i]->kind), outbox_state_word(row[i]->state), *when ? " at " : "",
                       when, *row[i]->note ? ", " : "", shown(telling, row[i]->note), row[i]->attempts,
                       row[i]->attempts == 1 ? "" : "s", shown(telling, row[i]->message_id));
    }
    if (count == 0)
        tell(telling, "answers", "none");
    return 0;
}

static int tell_all(struct telling *telling, const char *id)
{
    struct letter_record *letter = NULL;
    struct err err = {0};
    int found = roster_find_letter(telling->roster, id, telling->arena, &letter, &err);
    if (found == 0)
        return fail(EXIT_FAILED, "no message is known as %s", shown(telling, id));
    if (found > 0)
        tell_letter(telling, letter);
    if (found < 0 || tell_values(telling, letter, &err) != 0 || tell_answers(telling, letter, &err) != 0)
        return fail_err(EXIT_FAILED, &err);
    return print_out(&telling->out);
}

int command_why(struct call *call, int argc, char **argv)
{
    int first;
    int code = options_read(call, NULL, 0, argc, argv, 1, 1, &first);
    if (code >= 0)
        return code;
    struct config *config = NULL;
    struct telling telling = {0};
    code = open_roster(call, true, &config, &telling.roster);
    if (code >= 0)
        return code;
    telling.arena = arena_new();
    buf_init(&telling.out, OUTPUT_MOST);
    code = tell_all(&telling, argv[first]);
    buf_free(&telling.out);
    arena_free(&telling.arena);
    roster_close(&telling.roster);
    config_free(&config);
    return code;
}
