/* folder: opening a folder of the mailbox at the place where reading goes on. Private to this room. */
#ifndef GREFIER_SRC_SERVICE_FOLDER_H
#define GREFIER_SRC_SERVICE_FOLDER_H

#include "grefier/service/service.h"

/* Connects, opens `folder` and finds where reading goes on in it. Returns 0 and *source, or -1 as source_open. */
int folder_open(struct service *service, const char *folder, struct source **source, struct err *err);

#endif
