#include <inttypes.h>
#include <stdio.h>

#include "grefier/base/clock.h"
#include "grefier/command/command.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/outbox.h"

#define OUTPUT_MOST (256u * 1024u)

struct state {
    struct roster_counts counts;
    bool polled, started;
    int64_t last_poll, start;
    const char *poll_error, *send_error, *mode;
};

static int look(struct roster *roster, struct arena *arena, struct state *state, struct err *err)
{
    *state = (struct state){.poll_error = "", .send_error = "", .mode = ""};
    int polled = roster_fact_number(roster, FACT_POLL, &state->last_poll, err);
    int started = roster_fact_number(roster, FACT_STARTED, &state->start, err);
    if (polled < 0 || started < 0 ||
        roster_fact(roster, FACT_POLL_ERROR, arena, &state->poll_error, err) < 0 ||
        roster_fact(roster, FACT_SEND_ERROR, arena, &state->send_error, err) < 0 ||
        roster_fact(roster, FACT_MODE, arena, &state->mode, err) < 0)
        return -1;
    state->polled = polled > 0;
    state->started = started > 0;
    return roster_counts(roster, &state->counts, err);
}

static void add_instant(struct buf *out, const char *key, bool known, int64_t instant)
{
    char text[CLOCK_TEXT_SIZE] = "";
    if (known && instant != CLOCK_NONE)
        clock_rfc3339(instant, text);
    buf_add_format(out, "\"%s\": ", key);
    buf_add_json(out, *text ? text : NULL);
    buf_add_text(out, ", ");
}

static void write_json(const struct state *state, struct buf *out)
{
    const struct roster_counts *counts = &state->counts;
    buf_add_byte(out, '{');
    add_instant(out, "last_poll", state->polled, state->last_poll);
    buf_add_text(out, "\"poll_error\": ");
    buf_add_json(out, *state->poll_error ? state->poll_error : NULL);
    buf_add_text(out, ", \"send_error\": ");
    buf_add_json(out, *state->send_error ? state->send_error : NULL);
    buf_add_text(out, ", ");
    add_instant(out, "started", state->started, state->start);
    buf_add_text(out, "\"answers\": ");
    buf_add_json(out, *state->mode ? state->mode : NULL);
    buf_add_format(out,
                   ", \"messages\": {\"taken\": %" PRIu64 ", \"answered\": %" PRIu64 ", \"review\": %" PRIu64
                   ", \"ignored\": %" PRIu64 "}, \"waiting\": %" PRIu64 ", \"applicants\": {",
                   counts->letters, counts->answered, counts->review, counts->ignored, counts->waiting);
    for (unsigned i = 0; i < sizeof counts->applicant / sizeof *counts->applicant; i++)
        buf_add_format(out, "%s\"%s\": %" PRIu64, i ? ", " : "",
                       applicant_status_word((enum applicant_status)i), counts->applicant[i]);
    buf_add_text(out, "}, \"outbox\": {");
    for (unsigned i = 0; i < sizeof counts->outbox / sizeof *counts->outbox; i++)
        buf_add_format(out, "%s\"%s\": %" PRIu64, i ? ", " : "", outbox_state_word((enum outbox_state)i),
                       counts->outbox[i]);
    buf_add_text(out, "}, ");
    add_instant(out, "oldest_due", true, counts->oldest_due);
    out->length -= 2;
    buf_add_text(out, "}\n");
}

static void write_words(const struct state *state, struct arena *arena, struct buf *out)
{
    const struct roster_counts *counts = &state->counts;
    char instant[CLOCK_TEXT_SIZE] = "never";
    if (state->polled)
        clock_rfc3339(state->last_poll, instant);
    buf_add_format(out, "last successful poll  %s\n", instant);
    if (*state->poll_error)
        buf_add_format(out, "since then            %s\n",
                       text_line(arena, state->poll_error, strlen(state->poll_error), 400));
    if (*state->send_error)
        buf_add_format(out, "letters do not leave  %s\n",
                       text_line(arena, state->send_error, strlen(state->send_error), 400));
    buf_add_format(out, "answers               %s\n", *state->mode ? state->mode : "not started yet");
    buf_add_format(out,
                   "messages              %" PRIu64 " taken in: %" PRIu64 " answered, %" PRIu64
                   " for a person, %" PRIu64 " left alone\n",
                   counts->letters, counts->answered, counts->review, counts->ignored);
    buf_add_format(out, "waiting for a person  %" PRIu64 "\n", counts->waiting);
    buf_add_text(out, "applicants           ");
    for (unsigned i = 0; i < sizeof counts->applicant / sizeof *counts->applicant; i++)
        buf_add_format(out, "%s %" PRIu64 " %s", i ? "," : "", counts->applicant[i],
                       applicant_status_word((enum applicant_status)i));
    buf_add_text(out, "\noutbox               ");
    bool any = false;
    for (unsigned i = 0; i < sizeof counts->outbox / sizeof *counts->outbox; i++)
        if (counts->outbox[i]) {
            buf_add_format(out, "%s %" PRIu64 " %s", any ? "," : "", counts->outbox[i],
                           outbox_state_word((enum outbox_state)i));
            any = true;
        }
    buf_add_text(out, any ? "\n" : " empty\n");
    if (counts->oldest_due != CLOCK_NONE) {
        clock_rfc3339(counts->oldest_due, instant);
        buf_add_format(out, "oldest due            %s\n", instant);
    }
}

int command_status(struct call *call, int argc, char **argv)
{
    bool json = false;
    const struct option_row options[] = {{"json", &json, NULL}};
    int first;
    int code = options_read(call, options, 1, argc, argv, 0, 0, &first);
    if (code >= 0)
        return code;
    struct config *config = NULL;
    struct roster *roster = NULL;
    struct state state;
    struct buf out;
    struct err err = {0};
    code = open_roster(call, true, &config, &roster);
    if (code >= 0)
        return code;
    struct arena *arena = arena_new();
    buf_init(&out, OUTPUT_MOST);
    if (look(roster, arena, &state, &err) != 0) {
        code = fail_err(EXIT_FAILED, &err);
    } else {
        json ? write_json(&state, &out) : write_words(&state, arena, &out);
        code = print_out(&out);
    }
    buf_free(&out);
    arena_free(&arena);
    roster_close(&roster);
    config_free(&config);
    return code;
}
