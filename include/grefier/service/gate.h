/*
 * gate: may this go out? The one question that is asked of everything that leaves, last before the outbox.
 * Pure: a struct of facts in, a ruling with a name out. It holds alone, whatever the rule files say.
 * RFC 3834 and what real inboxes taught.
 */
#ifndef GREFIER_SERVICE_GATE_H
#define GREFIER_SERVICE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "grefier/letter/letter.h"
#include "grefier/reading/guard.h"
#include "grefier/roster/outbox.h"
#include "grefier/service/config.h"

struct gate_facts {
    enum outbox_kind kind; /* what would go out */
    enum answers mode;
    const char *recipient;
    const char *answer; /* the composed bytes; NULL while there are none */
    size_t answer_length;

    /* Ours. `address` holds every address and alias of the mailbox, and the one we write from. */
    const struct text_list *address, *secretariat;
    const char *authserv_id; /* NULL: Authentication-Results are not looked at */
    int64_t started;         /* nothing older is ever answered; CLOCK_NONE: no limit */

    /* The message that would be answered; only for an answer. */
    const struct letter *letter;
    const struct guard_finding *guard; /* what guard_look says; may be NULL */
    int64_t received;                  /* when our server took it; CLOCK_NONE unknown */
    const struct person *person;       /* whom the answer names */
    size_t person_count;

    /* What the store says. */
    bool own_id;      /* its Message-ID, or its mark, is one of ours */
    bool same_id;     /* that Message-ID was taken in already, with other content */
    bool in_thread;   /* it answers a letter of ours that went to this very address */
    bool stranger;    /* it answers a letter of ours that went to somebody else */
    bool human_spoke; /* a person answered it already (Sent) */
    bool updates;     /* it adds to applicants known from this very address, and names nobody else */
    uint64_t to_sender, to_sender_most; /* answers to this address in the span, and the cap; 0: no cap */
    uint64_t ever_to_sender;            /* …and whenever it was */
    uint64_t in_all, in_all_most;       /* answers to everybody in the span, and the cap; 0: no cap */
};

enum gate_way {
    GATE_PASS,
    GATE_DROP,   /* all is right, but the mode is `shadow`: kept as what would have gone */
    GATE_HOLD,   /* the answer waits in the outbox for a person */
    GATE_REVIEW, /* nothing is answered; a person looks at the message */
    GATE_IGNORE  /* left strictly alone */
};

struct gate_ruling {
    enum gate_way way;
    const char *name;   /* "gate.null-sender"; NULL for GATE_PASS. Static */
    const char *reason; /* one line, no personal data; NULL for GATE_PASS. Static */
};

/* The strictest ruling of all checks; of equally strict ones the first in the table. */
struct gate_ruling gate_rule(const struct gate_facts *facts);

/* The names of all checks, index 0, 1, … until NULL: for documentation and tests. */
const char *gate_name(size_t index);
/* "pass", "drop", "hold", "review", "ignore". */
const char *gate_way_word(enum gate_way way);

/*
 * What the server `authserv_id` found (RFC 8601), in all the Authentication-Results fields that name it: its
 * filters may each write one. A failed DMARC in any of them decides; a pass counts only above the next Received
 * (what lies below, others may have written). Where DMARC is silent, a failed SPF or DKIM counts unless the other
 * one passed.
 */
enum gate_authentication { AUTHENTICATION_UNKNOWN, AUTHENTICATION_PASSED, AUTHENTICATION_FAILED };
enum gate_authentication gate_authentication(const struct letter *letter, const char *authserv_id);
/*
 * Whether that server vouches for the domain of the From address: its topmost field has DMARC's pass with that
 * header.from, a DKIM signature's with that header.d or header.i, or SPF's with that smtp.mailfrom. The very domain:
 * whose parent or subdomain it is, nobody here knows. Any doubt is no.
 */
bool gate_author_is_proven(const struct letter *letter, const char *authserv_id);

#endif
