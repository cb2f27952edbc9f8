/*
 * inspect: the folders of mailbox.also_inspect (Junk). They are read as the mailbox is, each with a cursor of its
 * own; what concerns us there waits for a person, and nobody is answered. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_INSPECT_H
#define GREFIER_SRC_SERVICE_INSPECT_H

#include "answering.h"

/*
 * Reads what is new in each of the folders, at most once in mailbox.poll. A folder that cannot be read is said
 * once, and tried again the next time. Returns 0, or -1 when the store failed.
 */
int inspect_run(struct service *service, struct pass_report *report, struct err *err);
/* A message of such a folder: whatever would be done about it is for a person. */
void inspect_hold(struct intake *intake);

#endif
