#include "grefier/service/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grefier/base/arena.h"

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        length -= (size_t)written;
    }
    return fsync(fd);
}

/* A rename is safe from a power cut only when the folder itself is on the disk. */
static int flush_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int result = fsync(fd);
    close(fd);
    return result;
}

/* What root replaces stays the service user's: the owner is the old file's, else the folder's. */
static int keep_owner(int fd, const char *path)
{
    struct stat old;
    if (geteuid() != 0)
        return 0;
    if (lstat(path, &old) != 0) {
        const char *slash = strrchr(path, '/');
        struct arena *arena = arena_new();
        int found = stat(slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : ".", &old);
        arena_free(&arena);
        if (found != 0)
            return -1;
    }
    return fchown(fd, old.st_uid, old.st_gid);
}

int file_replace(const char *path, const void *bytes, size_t length, mode_t mode, struct err *err)
{
    struct stat there;
    if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode))
        return err_set(err, ERR_REFUSED, "%s is no plain file: not written", path);
    struct arena *arena = arena_new();
    char *beside = arena_format(arena, "%s.XXXXXX", path);
    int result = -1;
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0) {
        err_set(err, ERR_RETRY, "%s cannot be written: %s", path, strerror(errno));
        goto out;
    }
    if (fchmod(fd, mode) != 0 || keep_owner(fd, path) != 0 || write_all(fd, bytes, length) != 0 ||
        rename(beside, path) != 0) {
        err_set(err, ERR_RETRY, "%s cannot be written: %s", path, strerror(errno));
        unlink(beside);
    } else if (flush_folder(arena, path) != 0) {
        err_set(err, ERR_RETRY, "the folder of %s cannot be flushed: %s", path, strerror(errno));
    } else {
        result = 0;
    }
out:
    if (fd >= 0)
        close(fd);
    arena_free(&arena);
    return result;
}
