/*
 * report: questions of the day's digest that no other page of the roster answers.
 */
#ifndef GREFIER_ROSTER_REPORT_H
#define GREFIER_ROSTER_REPORT_H

#include "grefier/roster/roster.h"

/* The digest made last before `now` for a day before `day`: 1, the day in the arena and when, 0 none, -1. */
int report_digest_before(struct roster *roster, const char *day, int64_t now, struct arena *arena,
                         const char **before, int64_t *made, struct err *err);

/* How many sign-ups (letters that brought or changed an applicant) name each topic, most first. */
struct topic_tally {
    const char *topic;
    uint64_t count;
};
int report_topics(struct roster *roster, struct arena *arena, struct topic_tally **tally, size_t *count,
                  struct err *err);

/* How many letters went because nobody had decided about them in time, in since <= t < until. 0 or -1. */
int report_expired(struct roster *roster, int64_t since, int64_t until, uint64_t *count, struct err *err);

#endif
