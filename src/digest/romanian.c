#include "grefier/digest/romanian.h"

#include <stdlib.h>
#include <string.h>

#include "grefier/base/clock.h"

#define DAY_SECONDS 86400
#define NO_BREAK    "\xC2\xA0"

static const char *const weekdays[] = {"luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"};
static const char *const months[] = {"ianuarie",   "februarie", "martie",    "aprilie",
                                     "mai",        "iunie",     "iulie",     "august",
                                     "septembrie", "octombrie", "noiembrie", "decembrie"};

enum plural romanian_plural(uint64_t count)
{
    if (count == 1)
        return PLURAL_ONE;
    uint64_t tail = count % 100;
    return count == 0 || (tail >= 1 && tail <= 19) ? PLURAL_FEW : PLURAL_MANY;
}

static const char *grouped(struct arena *arena, uint64_t number)
{
    if (number < 1000)
        return arena_format(arena, "%llu", (unsigned long long)number);
    return arena_format(arena, "%s" NO_BREAK "%03llu", grouped(arena, number / 1000),
                        (unsigned long long)(number % 1000));
}

const char *romanian_number(struct arena *arena, uint64_t number)
{
    if (number < 10000) /* four digits stand together */
        return arena_format(arena, "%llu", (unsigned long long)number);
    return grouped(arena, number);
}

/* The civil calendar by whole numbers (Howard Hinnant's days_from_civil): eras of 400 years, beginning in
 * March. */
struct day_parts day_parts(int64_t day)
{
    int64_t shifted = day + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * of_year + 2) / 153;
    struct day_parts parts = {.day = (unsigned)(of_year - (153 * month + 2) / 5 + 1),
                              .month = (unsigned)(month < 10 ? month + 3 : month - 9),
                              .weekday = (unsigned)(((day + 3) % 7 + 7) % 7)};
    parts.year = year_of_era + era * 400 + (parts.month <= 2);
    return parts;
}

int64_t day_number(int64_t year, unsigned month, unsigned day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + (int64_t)day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719468;
}

const char *romanian_day(struct arena *arena, int64_t day)
{
    struct day_parts parts = day_parts(day);
    return arena_format(arena, "%s, %u %s %lld", weekdays[parts.weekday], parts.day, months[parts.month - 1],
                        (long long)parts.year);
}

bool romanian_is_day(struct arena *arena, const char *text)
{
    const char *before_day = strchr(text, ','), *before_year = strrchr(text, ' ');
    if (!before_day || !before_year)
        return false;
    unsigned long day = strtoul(before_day + 1, NULL, 10), year = strtoul(before_year, NULL, 10);
    if (day < 1 || day > 31 || year < 1970 || year > 9999)
        return false;
    for (unsigned month = 1; month <= 12; month++)
        if (strcmp(romanian_day(arena, day_number((int64_t)year, month, (unsigned)day)), text) == 0)
            return true;
    return false;
}

const char *romanian_day_short(struct arena *arena, int64_t day)
{
    struct day_parts parts = day_parts(day);
    return arena_format(arena, "%u %s", parts.day, months[parts.month - 1]);
}

const char *romanian_day_tick(struct arena *arena, int64_t day)
{
    struct day_parts parts = day_parts(day);
    return arena_format(arena, "%u.%02u", parts.day, parts.month);
}

const char *day_text(struct arena *arena, int64_t day)
{
    struct day_parts parts = day_parts(day);
    return arena_format(arena, "%04lld-%02u-%02u", (long long)parts.year, parts.month, parts.day);
}

int day_parse(const char *text, int64_t *day)
{
    int64_t instant;
    if (clock_parse_day(text, &instant) != 0)
        return -1;
    *day = instant / DAY_SECONDS;
    return 0;
}
