/*
 * guard: may this sender ever be answered by a machine? Looks only at who sends and how, not at what is said.
 * RFC 3834, and the marks that real responders, bounces, lists and shops leave (rules/guard.yaml).
 */
#ifndef GREFIER_READING_GUARD_H
#define GREFIER_READING_GUARD_H

#include "grefier/reading/reading.h"

struct guard_finding {
    enum kind kind;   /* KIND_AUTOMATIC or KIND_BOUNCE when a machine wrote it; KIND_OTHER when nothing speaks
                         against */
    const char *name; /* which mark: "guard.auto-submitted", "guard.null-sender"; NULL when none */
    const char *reason; /* one line; NULL when none */
    bool hold; /* a person wrote it, but a machine must not answer (Reply-To elsewhere, several authors …) */
};

struct guard_finding guard_look(const struct letter *letter, const struct rules *rules);

#endif
