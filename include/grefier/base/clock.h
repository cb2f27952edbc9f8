/*
 * clock: instants as seconds since 1970 (UTC) and their written forms. Formatting is pure; clock_now is the
 * one place that reads the wall clock and clock_ticks the monotonic one (both for service, command and the
 * edges only).
 */
#ifndef GREFIER_BASE_CLOCK_H
#define GREFIER_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLOCK_NONE INT64_MIN /* an instant that is not known */

/* Seconds since the epoch. */
int64_t clock_now(void);
/* Milliseconds that never go back, from an arbitrary start. */
int64_t clock_ticks(void);

/* "2026-11-23T08:00:00Z" (RFC 3339) into `to`. */
#define CLOCK_TEXT_SIZE 40
void clock_rfc3339(int64_t instant, char to[CLOCK_TEXT_SIZE]);
/* "Mon, 23 Nov 2026 08:00:00 +0000" (RFC 5322) into `to`. */
void clock_rfc5322(int64_t instant, char to[CLOCK_TEXT_SIZE]);
/* Reads "YYYY-MM-DD" as midnight UTC. Returns 0, or -1 when it is no real day. */
int clock_parse_day(const char *text, int64_t *instant);
/* Reads "60s", "5m", "2h", "7d", "400d" into seconds. Returns 0, or -1 when it is not of that form or above
 * 100 years. */
int clock_parse_span(const char *text, int64_t *seconds);

#endif
