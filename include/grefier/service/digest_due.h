/*
 * digest_due: when a digest is due, what stands in it, and putting it into the outbox. One a local day, at
 * secretariat.digest_at; one that was missed is caught up with once. Local days are calendar.h's: call
 * calendar_set with the configuration's zone first.
 */
#ifndef GREFIER_SERVICE_DIGEST_DUE_H
#define GREFIER_SERVICE_DIGEST_DUE_H

#include "grefier/digest/digest.h"
#include "grefier/roster/roster.h"
#include "grefier/service/config.h"
#include "grefier/service/service.h"

/* What a digest is made from. */
struct digest_source {
    struct roster *roster;
    const struct config *config;
    const struct rules *rules;
};

/* Fills a digest for that local day as it looks at `now`: from the digest before it on (or the day before),
 * until it was made, or its time, or now. Recipient, token and ids are left empty. Lives in the arena. 0, -1. */
int digest_fill(const struct digest_source *source, int64_t day, int64_t now, struct arena *arena,
                struct digest *digest, struct err *err);

/* Whether a digest is due now: 1 and its day, 0, -1. Never for a time before the service's first start. */
int digest_is_due(const struct digest_source *source, int64_t now, int64_t *day, struct err *err);
/* Queues that day's digest, a copy for each secretariat address. 1 queued, 0 it has one already (unless
 * `again`) or there is nobody to send it to, -1. */
int digest_queue(const struct digest_source *source, int64_t day, bool again, int64_t now, struct err *err);

/* For the clerk, each pass: queues the digest when it is due. A digest that cannot be made is logged and tried
 * again with the next pass; nothing else waits for it. */
void digest_tick(struct service *service, int64_t now);
/* When the next one falls due; CLOCK_NONE when nobody gets one. */
int64_t digest_next(const struct config *config, int64_t now);
/* For the clerk, after a poll that succeeded: remembers when that was, and the longest time since the last
 * digest in which none did. 0 or -1. */
int digest_note_poll(struct roster *roster, int64_t now, struct err *err);

#endif
