/*
 * alert: when the mailbox could not be read for `alert.after`, a person is told by a road besides it: another
 * mail server (smtps://, smtp://), a local folder (maildir:) or this machine's mail program (sendmail:). Told
 * once an outage and once more each day it lasts, and when it is over. What is known of an outage is in the
 * store, so that starting again tells nobody twice.
 */
#ifndef GREFIER_SERVICE_ALERT_H
#define GREFIER_SERVICE_ALERT_H

#include <stdbool.h>
#include "grefier/base/err.h"
#include "grefier/service/service.h"

/*
 * After each try to read the mailbox: whether it succeeded, and when not, why. Returns 0, or -1 when the alarm
 * should have gone out and did not (it is tried again the next time), or the store failed.
 */
int alert_after_poll(struct service *service, bool polled, const char *cause, struct err *err);
/* Sends one alarm to everybody in alert.to; for `check` and the above. 0 or -1; nothing to do without url. */
int alert_send(const struct config *config, const char *subject, const char *text, struct err *err);

#endif
