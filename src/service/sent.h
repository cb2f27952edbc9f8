/*
 * sent: has a person answered already? The Sent folder tells. Private to this room.
 */
#ifndef GREFIER_SRC_SERVICE_SENT_H
#define GREFIER_SRC_SERVICE_SENT_H

#include "grefier/service/service.h"

/*
 * Whether `outgoing.sent_folder` holds a person's answer to the message with that Message-ID: 1, 0 (also
 * where that folder is not there), -1 when nobody can tell now. On a second
 * connection, that stays open until sent_close. A draft of ours that a person sent is known by `own_token` (or NULL)
 * and is no such answer.
 */
int sent_has_reply(struct service *service, const char *message_id, const char *own_token, struct err *err);
/* Answers that were put into Drafts: which of them a person has sent. Those count as sent from now on. 0, or -1 (the
 * store). */
int sent_find_drafts(struct service *service, int64_t now, struct err *err);
void sent_close(struct service *service);

#endif
