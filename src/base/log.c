#include "grefier/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static enum log_level highest = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    highest = level;
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    if (level > highest)
        return;
    char rest[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(rest, sizeof rest, format, arguments);
    va_end(arguments);
    for (char *at = rest; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = '?';
    char priority[8] = "";
    if (!isatty(STDERR_FILENO))
        snprintf(priority, sizeof priority, "<%d>", (int)level);
    fprintf(stderr, "%sevent=%s%s%s\n", priority, event, *rest ? " " : "", rest);
}
