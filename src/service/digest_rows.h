/* digest_rows: rows of the store as rows of the digest. Private to this room. */
#ifndef GREFIER_SRC_SERVICE_DIGEST_ROWS_H
#define GREFIER_SRC_SERVICE_DIGEST_ROWS_H

#include "grefier/roster/applicants.h"
#include "grefier/roster/letters.h"
#include "grefier/service/digest_due.h"

/* What the steps of filling share. */
struct filling {
    const struct digest_source *source;
    struct arena *arena;
    struct digest *digest;
    int64_t since, until;
    const struct words *words;
    struct applicant **applicant; /* all, by id */
    size_t applicant_count;
};

/* The roster, new sign-ups and incomplete ones, sectors and days. 0 or -1. */
int rows_people(struct filling *filling, struct err *err);
/* The letters that wait, the most urgent first, each with what was understood. 0 or -1. */
int rows_letters(struct filling *filling, struct err *err);
/* Answers that did not arrive, or did not leave. 0 or -1. */
int rows_answers(struct filling *filling, struct err *err);
/* What was left alone, and topics. 0 or -1. */
int rows_counts(struct filling *filling, struct err *err);

#endif
