/* folder_use: which folder the server keeps for a use, like sent messages (RFC 6154). */
#ifndef GREFIER_MAILBOX_FOLDER_USE_H
#define GREFIER_MAILBOX_FOLDER_USE_H

#include "session.h"

/* Whether `folder` names a use (SOURCE_SENT, SOURCE_DRAFTS) instead of a folder. */
bool folder_is_use(const char *folder);
/* What a folder of that use is called where nobody says: SOURCE_SENT's is "Sent". */
const char *folder_usual_name(const char *use);

/*
 * The name (UTF-8; free with free) of the folder: where it is a use, the one that the server says is for it, or the
 * usual one where it says of none that can be opened. Returns 0, or -1: RETRY (as session_search).
 */
int folder_find(struct session *session, const char *folder, char **name, struct err *err);

#endif
