/*
 * notify: the service manager is told how things are (sd_notify(3)), and its watchdog is answered: only after
 * the mailbox was read with success, so that a service that runs but is blind is started again. Nothing
 * happens where nobody listens ($NOTIFY_SOCKET is not set).
 */
#ifndef GREFIER_SERVICE_NOTIFY_H
#define GREFIER_SERVICE_NOTIFY_H

#include <stdint.h>

/* Started, or the configuration was read anew: READY=1 with a line for `systemctl status`. */
void notify_ready(const char *status);
/* The mailbox was read with success: WATCHDOG=1, and the line for `systemctl status`. Nobody else may. */
void notify_polled(const char *status);
/* The line for `systemctl status` alone. */
void notify_status(const char *status);
/* The configuration is being read anew; ends with notify_ready. */
void notify_reloading(void);
/* The service has begun to end. */
void notify_stopping(void);
/* How many seconds may at most lie between two polls, half of the watchdog's time ($WATCHDOG_USEC meant for
 * this process), at least 1; INT64_MAX where there is no watchdog. */
int64_t notify_poll_most(void);

#endif
