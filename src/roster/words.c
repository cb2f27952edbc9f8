#include "store.h"

#include "grefier/roster/applicants.h"
#include "grefier/roster/outbox.h"

const char *applicant_status_word(enum applicant_status status)
{
    static const char *const words[STATUS_COUNT] = {"complete", "incomplete", "review", "withdrawn",
                                                    "unreachable"};
    return words[status];
}

const char *outbox_kind_word(enum outbox_kind kind)
{
    static const char *const words[OUTBOX_KIND_COUNT] = {"ask", "acknowledge", "digest", "confirmation",
                                                         "alarm"};
    return words[kind];
}

const char *outbox_state_word(enum outbox_state state)
{
    static const char *const words[OUTBOX_STATE_COUNT] = {
        "queued", "sending", "sent", "later", "refused", "uncertain", "held", "dropped", "draft"};
    return words[state];
}

const char *word_of_kind(int kind)
{
    return kind_word((enum kind)kind);
}

const char *word_of_action(int action)
{
    return action_word((enum action)action);
}

const char *word_of_sector(int sector)
{
    return sector_word((enum sector)sector);
}

const char *word_of_status(int status)
{
    return applicant_status_word((enum applicant_status)status);
}

const char *word_of_outbox_kind(int kind)
{
    return outbox_kind_word((enum outbox_kind)kind);
}

const char *word_of_outbox_state(int state)
{
    return outbox_state_word((enum outbox_state)state);
}
