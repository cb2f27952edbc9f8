/*
 * file: files that are replaced whole or not at all.
 */
#ifndef GREFIER_SERVICE_FILE_H
#define GREFIER_SERVICE_FILE_H

#include <stddef.h>
#include <sys/types.h>
#include "grefier/base/err.h"

/*
 * Puts the bytes in the place of `path` with the given rights: written beside it, flushed to the disk, renamed,
 * the folder flushed. What root writes belongs to the old file's owner, else to the folder's. A symbolic link or
 * anything but a plain file at `path` is refused. 0, or -1 with REFUSED or RETRY; then the old file is as it was.
 */
int file_replace(const char *path, const void *bytes, size_t length, mode_t mode, struct err *err);

#endif
