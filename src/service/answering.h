/*
 * answering: from a verdict to the row for the outbox: known applicants, the gate, the composed bytes.
 * Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_ANSWERING_H
#define GREFIER_SRC_SERVICE_ANSWERING_H

#include "grefier/roster/applicants.h"
#include "grefier/roster/letters.h"
#include "grefier/service/gate.h"
#include "grefier/service/service.h"

/* One message on its way; everything in it lives in the letter's arena. */
struct intake {
    struct service *service;
    int64_t now;
    const struct mail *mail;
    struct letter *letter;
    struct verdict *verdict;   /* a copy of the reading's own, that may be changed */
    int64_t same_as;           /* the letter with the same Message-ID and other content; 0 */
    struct outbox_row *thread; /* the letter of ours it answers, or NULL */
    bool from_thread_partner;  /* …and it comes from the address that letter went to */

    struct taking_person taking[CAP_PEOPLE];
    struct person *person; /* as the answer names them: what is known and what is new together */
    size_t person_count;
    unsigned asked; /* how often the one of them that was asked most was asked */
    bool updated;   /* known applicants' records gain or change something */
    bool unchanged; /* all are known applicants, and nothing is new */
    bool wait;      /* it is answered, and a person is to read it too */
    struct outgoing answer;
    bool answered; /* `answer` is filled */
};

/* Ties the message to a letter of ours by the ids and marks it carries. 0 or -1. */
int thread_find(struct intake *intake, struct err *err);
/* A report about a letter of ours: when that failed, it and its applicants are marked, with the reason. 0 or -1. */
int thread_bounced(struct intake *intake, struct err *err);

/* A reply in a thread: what it gives to the applicants there, corrections too. Changes the verdict. 0 or -1. */
int follow_thread(struct intake *intake, struct err *err);
/* A letter of its own in which somebody known gives what they were asked for; any other stays what it was. 0 or -1. */
int follow_afresh(struct intake *intake, struct err *err);

/* Finds which people are in the roster already and fills taking[] and person[]; where a known applicant's phone
 * would change, or somebody of that name is known from elsewhere, the action becomes `review`. 0 or -1. */
int people_match(struct intake *intake, struct err *err);
/* Adds one person; `known` NULL when new. `may_change`: bits of the fields whose noted value a new one replaces; any
 * other difference makes the action `review`. */
void people_add(struct intake *intake, const struct person *person, const struct applicant *known,
                unsigned may_change);
/* The answer is written in the language the applicant is known by, unless these words clearly are another's. */
void people_keep_language(struct intake *intake, const struct applicant *known);
/* What the people together still lack, known and new data together. */
unsigned intake_missing(const struct intake *intake);
/* An answer that was decided becomes what is true of known and new data together: an acknowledgement, a request, or,
 * where it was asked for often enough, nothing. */
void people_settle(struct intake *intake);

/* Composes the answer and asks the gate; may change the verdict's action and reason. 0 or -1. */
int answer_prepare(struct intake *intake, struct err *err);
/* Fills in what the caps on automatic answers need to know. 0 or -1. */
int gate_count_answers(struct roster *roster, const struct config *config, const char *recipient, int64_t now,
                       struct gate_facts *facts, struct err *err);

#endif
