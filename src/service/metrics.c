#include "grefier/service/metrics.h"

#include <inttypes.h>

#include "grefier/base/clock.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/file.h"
#include "grefier/version.h"

#define METRICS_BYTES_MOST (64u * 1024u)

/* "info" types are OpenMetrics only, and counters may not go down, as ours do when a person is forgotten: so
 * everything is a gauge. */
static void begin(struct buf *out, const char *name, const char *help)
{
    buf_add_format(out, "# TYPE %s gauge\n# HELP %s %s\n", name, name, help);
}

static void add_instant(struct buf *out, const char *name, const char *help, int64_t instant)
{
    begin(out, name, help);
    buf_add_format(out, "%s %" PRId64 "\n", name, instant == CLOCK_NONE ? 0 : instant);
}

static void add_count(struct buf *out, const char *name, const char *label, const char *word, uint64_t count)
{
    buf_add_format(out, "%s{%s=\"%s\"} %" PRIu64 "\n", name, label, word, count);
}

void metrics_text(const struct metrics *metrics, struct buf *out)
{
    const struct roster_counts *counts = &metrics->counts;
    begin(out, "grefier_build_info", "The running version and what it does with answers.");
    buf_add_format(out, "grefier_build_info{version=\"%s\",answers=\"%s\"} 1\n", GREFIER_VERSION,
                   metrics->answers);
    add_instant(out, "grefier_start_time_seconds", "When the service started.", metrics->started);
    add_instant(out, "grefier_last_poll_timestamp_seconds",
                "When the mailbox was last read with success; 0: never.", metrics->last_poll);
    begin(out, "grefier_poll_failures", "Polls that failed since then.");
    buf_add_format(out, "grefier_poll_failures %u\n", metrics->failures);
    begin(out, "grefier_messages", "Messages taken in, by what was done about them.");
    add_count(out, "grefier_messages", "action", "answered", counts->answered);
    add_count(out, "grefier_messages", "action", "review", counts->review);
    add_count(out, "grefier_messages", "action", "ignored", counts->ignored);
    begin(out, "grefier_messages_waiting", "Messages that wait for a person.");
    buf_add_format(out, "grefier_messages_waiting %" PRIu64 "\n", counts->waiting);
    begin(out, "grefier_applicants", "Applicants, by status.");
    for (unsigned i = 0; i < sizeof counts->applicant / sizeof *counts->applicant; i++)
        add_count(out, "grefier_applicants", "status", applicant_status_word((enum applicant_status)i),
                  counts->applicant[i]);
    begin(out, "grefier_outbox", "Letters of ours, by state.");
    for (unsigned i = 0; i < sizeof counts->outbox / sizeof *counts->outbox; i++)
        add_count(out, "grefier_outbox", "state", outbox_state_word((enum outbox_state)i), counts->outbox[i]);
    add_instant(out, "grefier_outbox_oldest_due_timestamp_seconds",
                "When the oldest letter that has not left was due; 0: none.", counts->oldest_due);
    buf_add_text(out, "# EOF\n");
}

int metrics_write(const char *path, struct roster *roster, struct metrics *metrics, struct err *err)
{
    struct buf out;
    metrics->last_poll = CLOCK_NONE;
    if (roster_counts(roster, &metrics->counts, err) != 0 ||
        roster_fact_number(roster, FACT_POLL, &metrics->last_poll, err) < 0)
        return -1;
    buf_init(&out, METRICS_BYTES_MOST);
    metrics_text(metrics, &out);
    int result = file_replace(path, out.data, out.length, 0644, err);
    buf_free(&out);
    return result;
}
