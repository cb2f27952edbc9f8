/*
 * romanian: numbers and days as Romanian says them. Pure. A day is counted from 1 January 1970 (day 0); how an
 * instant becomes a local day is the service's business (calendar.h).
 */
#ifndef GREFIER_DIGEST_ROMANIAN_H
#define GREFIER_DIGEST_ROMANIAN_H

#include <stdbool.h>
#include <stdint.h>
#include "grefier/base/arena.h"

/* Which of the three forms a count takes: "o înscriere", "2 înscrieri", "20 de înscrieri" (CLDR: one, few,
 * other). */
enum plural { PLURAL_ONE, PLURAL_FEW, PLURAL_MANY };
enum plural romanian_plural(uint64_t count);
/* "1978", "12 345": from five digits on, groups of three parted by no-break blanks. Lives in the arena. */
const char *romanian_number(struct arena *arena, uint64_t number);

struct day_parts {
    int64_t year;
    unsigned month, day, weekday; /* from 1; weekday 0 is Monday */
};
struct day_parts day_parts(int64_t day);
int64_t day_number(int64_t year, unsigned month, unsigned day);
/* "luni, 23 noiembrie 2026"; "23 noiembrie"; "23.11"; "2026-11-23". Live in the arena. */
const char *romanian_day(struct arena *arena, int64_t day);
/* Whether the text is such a day ("luni, 23 noiembrie 2026") and nothing else. */
bool romanian_is_day(struct arena *arena, const char *text);
const char *romanian_day_short(struct arena *arena, int64_t day);
const char *romanian_day_tick(struct arena *arena, int64_t day);
const char *day_text(struct arena *arena, int64_t day);
/* Reads "2026-11-23". 0, or -1 when it is no real day. */
int day_parse(const char *text, int64_t *day);

#endif
