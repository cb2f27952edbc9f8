/*
 * A disk that fails: SQLite's own file layer with every n-th write, flush, cut or deletion turned into an
 * error, or into the sudden death of the process (a write is torn in the middle then).
 */
#ifndef GREFIER_TESTS_FAILING_DISK_H
#define GREFIER_TESTS_FAILING_DISK_H

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

enum disk_failure { DISK_GOOD, DISK_FULL, DISK_BROKEN, DISK_DEATH };

static struct {
    enum disk_failure failure;
    int countdown; /* operations until it fails */
    bool lasting;  /* every later one fails too */
    bool happened;
    sqlite3_vfs vfs, *real;
    struct {
        sqlite3_io_methods methods; /* ours */
        const sqlite3_io_methods *real;
    } layer[4]; /* the database and its journal have different ones */
} disk;

static const sqlite3_io_methods *disk_real(sqlite3_file *file)
{
    for (size_t i = 0; i < sizeof disk.layer / sizeof *disk.layer; i++)
        if (file->pMethods == &disk.layer[i].methods)
            return disk.layer[i].real;
    abort();
}

/* Whether this operation fails. */
static bool disk_fails(void)
{
    if (disk.failure == DISK_GOOD || (disk.happened && !disk.lasting))
        return false;
    if (!disk.happened && --disk.countdown > 0)
        return false;
    disk.happened = true;
    return true;
}

static int disk_outcome(int broken)
{
    if (disk.failure == DISK_DEATH)
        kill(getpid(), SIGKILL);
    return disk.failure == DISK_FULL ? SQLITE_FULL : broken;
}

static int disk_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    if (!disk_fails())
        return disk_real(file)->xWrite(file, bytes, length, offset);
    disk_real(file)->xWrite(file, bytes, length / 2, offset);
    return disk_outcome(SQLITE_IOERR_WRITE);
}

static int disk_sync(sqlite3_file *file, int flags)
{
    return disk_fails() ? disk_outcome(SQLITE_IOERR_FSYNC) : disk_real(file)->xSync(file, flags);
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return disk_fails() ? disk_outcome(SQLITE_IOERR_TRUNCATE) : disk_real(file)->xTruncate(file, size);
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int flush)
{
    (void)vfs;
    return disk_fails() ? disk_outcome(SQLITE_IOERR_DELETE) : disk.real->xDelete(disk.real, name, flush);
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *got)
{
    (void)vfs;
    int result = disk.real->xOpen(disk.real, name, file, flags, got);
    for (size_t i = 0; result == SQLITE_OK && file->pMethods && i < sizeof disk.layer / sizeof *disk.layer;
         i++)
        if (!disk.layer[i].real || disk.layer[i].real == file->pMethods) {
            disk.layer[i].real = file->pMethods;
            disk.layer[i].methods = *file->pMethods;
            disk.layer[i].methods.xWrite = disk_write;
            disk.layer[i].methods.xSync = disk_sync;
            disk.layer[i].methods.xTruncate = disk_truncate;
            file->pMethods = &disk.layer[i].methods;
            break;
        }
    return result;
}

/* Puts the failing layer between SQLite and the system, for the rest of the program. */
static inline void disk_install(void)
{
    if (disk.real)
        return;
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    sqlite3_vfs_register(&disk.vfs, 1);
}

static inline void disk_fail_after(enum disk_failure failure, int operations, bool lasting)
{
    disk.failure = failure;
    disk.countdown = operations;
    disk.lasting = lasting;
    disk.happened = false;
}

#endif
