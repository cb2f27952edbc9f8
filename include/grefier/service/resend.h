/*
 * resend: an applicant is written to again: what is missing is asked for, or the sign-up acknowledged. Through
 * the gate like everything else; only the caps on automatic answers do not count where a person orders it.
 */
#ifndef GREFIER_SERVICE_RESEND_H
#define GREFIER_SERVICE_RESEND_H

#include "grefier/roster/applicants.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/config.h"

enum resend_outcome {
    RESEND_QUEUED,
    RESEND_SHADOW,     /* written down, but answers are in shadow mode */
    RESEND_STOPPED,    /* the gate says no; `reason` */
    RESEND_NO_ADDRESS, /* nobody to write to */
    RESEND_WITHDRAWN,  /* or waits for a person: not written to */
    RESEND_NOBODY      /* no such applicant */
};

struct resend {
    enum resend_outcome outcome;
    enum outbox_kind kind; /* ASK or ACKNOWLEDGE */
    const char *reason;    /* of the gate; "" */
};

/* Composes and puts it into the outbox. 0 and *resend, or -1 (the store, a template). */
int resend_answer(struct roster *roster, const struct config *config, const struct rules *rules,
                  int64_t applicant, int64_t now, struct resend *resend, struct err *err);

/* Asks once more for what these incomplete applicants lack, in one letter to whom `asked` went to. Nobody
 * ordered it: the caps count (RESEND_STOPPED). 0 and *resend, or -1. */
int resend_reminder(struct roster *roster, const struct config *config, const struct rules *rules,
                    const struct outbox_row *asked, struct applicant **applicant, size_t count, int64_t now,
                    struct resend *resend, struct err *err);

#endif
