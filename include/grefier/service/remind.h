/*
 * remind: who was asked for what is missing and did not reply is asked once more, after
 * `outgoing.remind_after`; then it is left to people.
 */
#ifndef GREFIER_SERVICE_REMIND_H
#define GREFIER_SERVICE_REMIND_H

#include "grefier/roster/applicants.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/service.h"

#define REMIND_REQUESTS 2u /* to one applicant in all */

/* Whether an applicant that `asked` asked is to be asked once more. `remind_after` in seconds, 0: never. Pure.
 */
bool remind_is_due(const struct applicant *applicant, const struct outbox_row *asked, int64_t remind_after,
                   int64_t now);

/* Puts the reminders that are due into the outbox; none in shadow mode, none to who wrote since. 0 or -1 (the
 * store). */
int remind_run(struct service *service, int64_t now, struct err *err);

#endif
