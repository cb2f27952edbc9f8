/*
 * orders: the secretariat answers a digest, and what it orders is done. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_ORDERS_H
#define GREFIER_SRC_SERVICE_ORDERS_H

#include "answering.h"

/*
 * Looks whether the letter answers a digest that was sent, by the digest's id in its references or its token in
 * references or subject. Then *taken is set and the letter needs no other step: from a secretariat address
 * (and not refused by the server's authentication) its orders are done and intake->answer is the confirmation;
 * from anybody else it waits for a person. A letter of ours that comes back to us is also taken, and left
 * alone. All inside the caller's transaction. 0 or -1.
 */
int orders_take(struct intake *intake, bool *taken, struct err *err);

#endif
