/*
 * trial: reading a message in a process of its own first. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_TRIAL_H
#define GREFIER_SRC_SERVICE_TRIAL_H

#include <stdbool.h>
#include "grefier/mailbox/source.h"
#include "grefier/rules/rules.h"

/*
 * Reads the message in a child that may die of it, with a minute of processor time at most. False when it did:
 * the message is to be set aside. A program that was merely switched off while it read a message survives this;
 * one that the message kills does not have to die a second time.
 */
bool trial_survived(const struct mail *mail, const struct rules *rules);

#endif
