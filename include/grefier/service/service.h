/*
 * service: what the clerk works with, and the four things it does: take in what is new, send what is due,
 * pass by pass, for ever.
 *
 *   intake.c  one message, as a straight line: letter, reading, gate, answer, roster
 *   drain.c   what is due in the outbox: claimed, sent, settled
 *   inspect.c the folders besides the mailbox (Junk): read and reported, never answered
 *   clerk.c   opening, one pass; loop.c pass by pass
 */
#ifndef GREFIER_SERVICE_SERVICE_H
#define GREFIER_SERVICE_SERVICE_H

#include <stdbool.h>
#include <stdint.h>
#include "grefier/mailbox/source.h"
#include "grefier/post/post.h"
#include "grefier/roster/roster.h"
#include "grefier/rules/rules.h"
#include "grefier/service/config.h"

/* What an alarm can be about, and what a pass has found out about it. */
enum outage_kind { OUTAGE_MAILBOX, OUTAGE_OUTGOING, OUTAGE_KINDS };
enum road { ROAD_UNTRIED, ROAD_WORKS, ROAD_FAILS };

struct outage {    /* for alert.c */
    bool recalled; /* what the store knows of it was read */
    bool on;
    int64_t since, told; /* told: INT64_MIN never */
    char cause[ERR_TEXT_SIZE];
};

struct service {
    struct config *config;
    struct rules *rules;
    struct roster *roster;
    struct source *source; /* NULL while not connected */
    const char *inspected; /* the folder of also_inspect that `source` is at the moment; NULL: the mailbox */
    struct source *sent;   /* the Sent folder; NULL while nothing is looked up there */
    bool sent_absent;      /* …for that folder is not there; until the pass is over */
    struct post *post;     /* NULL until something was sent */
    int64_t started;       /* nothing older is ever answered */
    int64_t post_again;    /* clock_ticks: before it no new try with a server that failed; 0: none */
    unsigned post_failures;
    int64_t inspect_again;   /* clock_ticks: before it the folders of also_inspect are not read again */
    uint64_t inspect_failed; /* which of them could not be read, a bit each: said once */
    struct outage outage[OUTAGE_KINDS];
    bool (*told_to_stop)(void); /* asked between messages; NULL: never */
};

/* What one pass did, for the log and the exit code. */
struct pass_report {
    uint64_t taken, known; /* messages taken in; seen again */
    uint64_t sent, later, refused, uncertain, drafts;
};

/*
 * Opens store (created and locked: one service a store) and takes over `config` and `rules`. What was being
 * sent when the last service died becomes uncertain. On error nothing is taken over.
 */
int service_open(struct config **config, struct rules **rules, struct service *service, struct err *err);
void service_close(struct service *service);

/* Connects to the mailbox unless it is connected, and finds where reading goes on. -1 as source_open. */
int service_connect(struct service *service, struct err *err);
void service_disconnect(struct service *service);

/*
 * Takes in every message that is new, in groups of one transaction each; each is safe when its group is
 * committed. A message that cannot be read is recorded for a person. Returns 0, or -1: RETRY, REFUSED (the
 * mailbox), BROKEN (the store); what was committed stays.
 */
int intake_run(struct service *service, struct pass_report *report, struct err *err);

/*
 * Sends what is due: one row at a time, claimed before the first byte, settled after. Returns 0, or -1 when a
 * server could not be used (what is due stays due, later each time) or the store failed.
 */
int drain_run(struct service *service, struct pass_report *report, struct err *err);
/*
 * drain_run, and what it tells about the way out: *road is left alone when nothing was tried; why it failed
 * stands in the store for `status`.
 */
int drain_and_note(struct service *service, struct pass_report *report, enum road *road, struct err *err);
/* Seconds to wait before the next attempt: from a minute, doubling up to four hours, a fifth of it by chance.
 */
int64_t drain_delay(unsigned attempts);

/* One pass: connect, intake, drain, disconnect. The first thing that went wrong; intake that fails sends
 * nothing. */
int clerk_once(struct service *service, struct pass_report *report, struct err *err);
/*
 * The loop, until SIGTERM or SIGINT: waits for mail, takes it in, sends; reconnects with growing delays;
 * SIGHUP reads configuration and rules again, or keeps the old ones and says why. Returns 0, or -1 when the
 * store failed.
 */
int clerk_run(struct service *service, struct err *err);

/* Once a day, as long as the clock is steady (steady.h): erases what was promised to be kept no longer. 0 or
 * -1. */
int clerk_expire(struct service *service, struct err *err);

/* How a mailbox and an outgoing server are reached. Secrets are read into *secret (secret_free it). */
int service_source_settings(const struct config *config, const char *folder, struct source_settings *settings,
                            char **secret, struct err *err);
int service_post_settings(const struct config *config, struct post_settings *settings, char **secret,
                          struct err *err);

#endif
