/*
 * log: one key=value line to stderr with a journald priority in front ("<6>"). For service, command and the
 * edges only. No addresses, names or phones below LOG_DEBUG; a test reads these lines, they are an interface.
 */
#ifndef GREFIER_BASE_LOG_H
#define GREFIER_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR = 3, LOG_LEVEL_WARNING = 4, LOG_LEVEL_INFO = 6, LOG_LEVEL_DEBUG = 7 };

/* Lines above this level are dropped; LOG_LEVEL_INFO at the start. */
void log_set_level(enum log_level level);
/* Writes one line: "<priority>event=EVENT " and the formatted rest; control characters in it become '?'. The
 * priority prefix is left out on a terminal. */
void log_event(enum log_level level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
