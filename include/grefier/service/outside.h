/*
 * outside: what the loop tells the world around it: the service manager (notify.h), the monitoring system
 * (metrics.h), and a person when the mailbox stays unread (alert.h). Never fails: what cannot be told is
 * logged.
 */
#ifndef GREFIER_SERVICE_OUTSIDE_H
#define GREFIER_SERVICE_OUTSIDE_H

#include "grefier/service/service.h"

/* The loop begins. */
void outside_started(void);
/* After each try to read the mailbox; `cause` when it failed, `failures` in a row. */
void outside_polled(struct service *service, bool polled, const char *cause, unsigned failures);
/* After each pass, what it has found out about the way out. */
void outside_sent(struct service *service, enum road road, const char *cause);
/* Around reading the configuration anew, and at the end. */
void outside_reloading(void);
void outside_reloaded(void);
void outside_stopping(void);
/* How long the loop may wait when it would like to wait so many seconds: the watchdog wants more often. */
int64_t outside_wait(int64_t seconds);

#endif
