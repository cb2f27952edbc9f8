/*
 * metrics: figures for a monitoring system, as OpenMetrics text that Prometheus' node_exporter takes too
 * (textfile collector). Counts and instants only, no personal data.
 */
#ifndef GREFIER_SERVICE_METRICS_H
#define GREFIER_SERVICE_METRICS_H

#include "grefier/base/buf.h"
#include "grefier/roster/roster.h"

struct metrics {
    struct roster_counts counts;
    int64_t last_poll;   /* instant of the last poll that succeeded; CLOCK_NONE: there was none */
    unsigned failures;   /* polls that failed since then */
    int64_t started;     /* instant this process started */
    const char *answers; /* "shadow", "draft", "send" */
};

/* The text, ending with "# EOF". Pure. */
void metrics_text(const struct metrics *metrics, struct buf *out);
/* Collects the figures from the store and puts them in the place of `path` (0644), whole. 0, or -1 as
 * file_replace and roster_counts. */
int metrics_write(const char *path, struct roster *roster, struct metrics *metrics, struct err *err);

#endif
