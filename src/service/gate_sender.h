/*
 * gate_sender: the names that machines write under. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_GATE_SENDER_H
#define GREFIER_SRC_SERVICE_GATE_SENDER_H

#include <stdbool.h>

/* Whether the local part of `address` is a machine's: noreply, mailer-daemon, lista-bounces. A small organization's
 * people do write from office@ or contact@. */
bool gate_machine_name(const char *address);

#endif
