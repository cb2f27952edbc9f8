#ifndef GREFIER_MAILBOX_FOLDER_NAME_H
#define GREFIER_MAILBOX_FOLDER_NAME_H

#include "grefier/base/err.h"

/*
 * A folder's name as IMAP wants it on the wire: modified UTF-7 (RFC 3501, section 5.1.3). Returns 0 and *wire
 * (free with free), or -1 with INPUT: empty, too long, no UTF-8, control characters.
 */
int folder_name_encode(const char *name, char **wire, struct err *err);
/*
 * The other way. Returns 0 and *name (UTF-8; free with free), or -1 where folder_name_encode would not give those very
 * bytes back: such a folder cannot be asked for by its name.
 */
int folder_name_decode(const char *wire, char **name);

#endif
