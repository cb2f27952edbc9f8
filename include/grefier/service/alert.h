/*
 * alert: when the mailbox could not be read, or no letter could leave, for `alert.after`, a person is told by a
 * road besides them: another mail server (smtps://, smtp://), a local folder (maildir:) or this machine's mail
 * program (sendmail:). Told once an outage and once more each day it lasts, and when it is over. What is known of
 * an outage is in the store, so that starting again tells nobody twice, and in memory, for when the store is what
 * is out of order.
 */
#ifndef GREFIER_SERVICE_ALERT_H
#define GREFIER_SERVICE_ALERT_H

#include <stdbool.h>
#include "grefier/base/err.h"
#include "grefier/service/service.h"

#define ALERT_MAIL_PROGRAM "/usr/sbin/sendmail" /* what "sendmail:" runs */

/*
 * After each pass: what is known of one of the two roads; `cause` when it failed. With ROAD_UNTRIED what was known
 * last still holds. Returns 0, or -1 when the alarm should have gone out and did not (it is tried again the next
 * time).
 */
int alert_note(struct service *service, enum outage_kind kind, enum road road, const char *cause,
               struct err *err);
/* Sends one alarm to everybody in alert.to; for `check` and the above. 0 or -1; nothing to do without url. */
int alert_send(const struct config *config, const char *subject, const char *text, struct err *err);

#endif
