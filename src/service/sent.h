/*
 * sent: has a person answered already? The Sent folder tells. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_SENT_H
#define GREFIER_SRC_SERVICE_SENT_H

#include "grefier/service/service.h"

/*
 * Whether `outgoing.sent_folder` holds a person's answer to the message with that Message-ID: 1, 0 (also
 * where no such folder is configured, or it is not there), -1 when nobody can tell now. On a second
 * connection, that stays open until sent_close.
 */
int sent_has_reply(struct service *service, const char *message_id, struct err *err);
void sent_close(struct service *service);

#endif
