/* checking: the lines of `grefier check`. Each is a fact, and where it is a bad one, a remedy. */
#ifndef GREFIER_SRC_COMMAND_CHECKING_H
#define GREFIER_SRC_COMMAND_CHECKING_H

#include "grefier/command/command.h"

struct checking {
    struct config *config;
    struct rules *rules;
    unsigned bad;
};

void check_good(const char *what, const char *fact);
void check_bad(struct checking *checking, const char *what, const char *fact, const char *remedy);
/* Neither good nor bad: worth knowing. */
void check_note(const char *what, const char *fact);

/* ---- check_servers.c: name, port, TLS with its certificate, login, and what is wanted there ---- */

/* The mailbox and each folder that is read or written. */
void check_mailbox(struct checking *checking);
/* The way out, up to the sender's address. */
void check_outgoing(struct checking *checking);
/* The road of the alarm, if there is one. */
void check_alert(struct checking *checking);

#endif
