#include "grefier/base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECONDS_A_DAY 86400

int64_t clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

int64_t clock_ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct tm broken_down(int64_t instant)
{
    struct tm parts = {.tm_mday = 1, .tm_year = 70};
    time_t seconds = (time_t)instant;
    gmtime_r(&seconds, &parts);
    return parts;
}

void clock_rfc3339(int64_t instant, char to[CLOCK_TEXT_SIZE])
{
    struct tm parts = broken_down(instant);
    if (strftime(to, CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        to[0] = '\0';
}

void clock_rfc5322(int64_t instant, char to[CLOCK_TEXT_SIZE])
{
    /* strftime would use the locale's names; RFC 5322 wants the English ones */
    static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm parts = broken_down(instant);
    snprintf(to, CLOCK_TEXT_SIZE, "%s, %02d %s %04d %02d:%02d:%02d +0000", days[parts.tm_wday % 7],
             parts.tm_mday, months[parts.tm_mon % 12], (parts.tm_year + 1900) % 10000, parts.tm_hour,
             parts.tm_min, parts.tm_sec);
}

static int digits(const char *text, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        *value = *value * 10 + (text[i] - '0');
    }
    return 0;
}

int clock_parse_day(const char *text, int64_t *instant)
{
    int year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || digits(text, 4, &year) ||
        digits(text + 5, 2, &month) || digits(text + 8, 2, &day))
        return -1;
    struct tm parts = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    time_t seconds = timegm(&parts);
    if (year < 1970 || parts.tm_year != year - 1900 || parts.tm_mon != month - 1 || parts.tm_mday != day)
        return -1; /* timegm moved an impossible day, such as 31 June, to a real one */
    *instant = seconds;
    return 0;
}

int clock_parse_span(const char *text, int64_t *seconds)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', SECONDS_A_DAY}};
    size_t count = strspn(text, "0123456789");
    int value;
    if (count == 0 || count > 9 || digits(text, count, &value) || strlen(text) != count + 1)
        return -1;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (text[count] == units[i].unit) {
            int64_t span = value * units[i].seconds;
            if (span > INT64_C(100) * 366 * SECONDS_A_DAY)
                return -1;
            *seconds = span;
            return 0;
        }
    return -1;
}
