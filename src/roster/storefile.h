#ifndef GREFIER_SRC_ROSTER_STOREFILE_H
#define GREFIER_SRC_ROSTER_STOREFILE_H

#include <stdbool.h>
#include "grefier/base/err.h"

/*
 * The path with its folder resolved, when the folder and the file may be trusted (see roster_open); with
 * `create` a missing folder (the last one) and file are made. Free *resolved. -1: REFUSED, RETRY.
 */
int storefile_prepare(const char *path, bool create, char **resolved, struct err *err);
/* Makes an empty file 0600 that was not there; the folder's owner gets it when we are root. */
int storefile_create(const char *path, struct err *err);
/* Whether the folder can be written, or made where it is missing; 1 the file is there, 0 it could be made, -1. */
int storefile_try(const char *path, struct err *err);

#endif
