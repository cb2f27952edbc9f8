#include "storefile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "grefier/base/arena.h"

static int system_fail(const char *path, const char *doing, struct err *err)
{
    int cause = errno;
    bool lasting = cause == EACCES || cause == EPERM || cause == ELOOP || cause == ENOTDIR ||
                   cause == EEXIST || cause == EISDIR || cause == ENAMETOOLONG;
    return err_set(err, lasting ? ERR_REFUSED : ERR_RETRY, "store %s: %s: %s", path, doing, strerror(cause));
}

static bool trusted_owner(uid_t owner)
{
    return owner == geteuid() || owner == 0 || geteuid() == 0;
}

/* A symbolic link to the folder is allowed (systemd's DynamicUser makes one), so the end of it is what
 * counts. */
static int check_folder(const char *folder, struct err *err)
{
    struct stat found;
    if (stat(folder, &found))
        return system_fail(folder, "looking at the folder", err);
    if (!S_ISDIR(found.st_mode))
        return err_set(err, ERR_REFUSED, "store: %s is no folder", folder);
    if (!trusted_owner(found.st_uid))
        return err_set(err, ERR_REFUSED, "store: the folder %s belongs to another user", folder);
    if (found.st_mode & (S_IWGRP | S_IWOTH))
        return err_set(err, ERR_REFUSED, "store: others can write to the folder %s: chmod 700 %s", folder,
                       folder);
    return 0;
}

/* lstat, not open: closing any descriptor of the file would drop the locks this process holds on it. */
static int check_file(const char *path, struct err *err)
{
    struct stat found;
    if (lstat(path, &found))
        return errno == ENOENT ? 1 : system_fail(path, "looking at the file", err);
    if (S_ISLNK(found.st_mode))
        return err_set(err, ERR_REFUSED, "store %s is a symbolic link: refused", path);
    if (!S_ISREG(found.st_mode))
        return err_set(err, ERR_REFUSED, "store %s is no regular file", path);
    if (!trusted_owner(found.st_uid) || (found.st_uid == 0 && geteuid() != 0))
        return err_set(err, ERR_REFUSED, "store %s belongs to another user", path);
    if (found.st_mode & (S_IRWXG | S_IRWXO))
        return err_set(err, ERR_REFUSED, "store %s can be read or written by others: chmod 600 %s", path,
                       path);
    if (found.st_nlink > 1)
        return err_set(err, ERR_REFUSED, "store %s has a second name (hard link): refused", path);
    return 0;
}

int storefile_create(const char *path, struct err *err)
{
    int file = open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return system_fail(path, "making the file", err);
    int result = fchmod(file, S_IRUSR | S_IWUSR); /* whatever the umask was */
    if (geteuid() == 0) {
        char *folder = xstrdup(path);
        char *slash = strrchr(folder, '/');
        if (slash)
            *slash = '\0';
        struct stat found;
        if (stat(slash ? (*folder ? folder : "/") : ".", &found) || fchown(file, found.st_uid, found.st_gid))
            result = -1;
        free(folder);
    }
    if (result)
        system_fail(path, "making the file", err);
    close(file);
    return result;
}

/* The folder of a path (to be freed) and the name in it; NULL when it names no file. */
static char *split(const char *path, const char **name, struct err *err)
{
    const char *slash = strrchr(path, '/');
    *name = slash ? slash + 1 : path;
    if (**name == '\0' || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) {
        err_set(err, ERR_REFUSED, "store: \"%s\" names no file", path);
        return NULL;
    }
    if (!slash)
        return xstrdup(".");
    return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

int storefile_prepare(const char *path, bool create, char **resolved, struct err *err)
{
    char *real = NULL, *whole = NULL;
    const char *name;
    int result = -1;
    char *folder = split(path, &name, err);
    if (!folder)
        return -1;
    if (create && mkdir(folder, S_IRWXU) && errno != EEXIST) {
        system_fail(folder, "making the folder", err);
        goto out;
    }
    real = realpath(folder, NULL);
    if (!real) {
        if (errno == ENOENT)
            err_set(err, ERR_REFUSED, "there is no store at %s", path);
        else
            system_fail(folder, "looking at the folder", err);
        goto out;
    }
    if (check_folder(real, err))
        goto out;
    size_t length = strlen(real) + strlen(name) + 2;
    whole = xcalloc(1, length);
    snprintf(whole, length, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
    result = check_file(whole, err);
    if (result == 1 && create)
        result = storefile_create(whole, err);
    else if (result == 1)
        result = err_set(err, ERR_REFUSED, "there is no store at %s", path);
out:
    free(folder);
    free(real);
    if (result == 0)
        *resolved = whole;
    else
        free(whole);
    return result;
}

static int check_writable(const char *folder, struct err *err)
{
    if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS))
        return system_fail(folder, "the folder cannot be written", err);
    return 0;
}

int storefile_try(const char *path, struct err *err)
{
    const char *name, *folder_name;
    char *folder = split(path, &name, err), *around = NULL;
    struct stat found;
    int result = -1;
    if (!folder)
        return -1;
    if (stat(folder, &found) == 0) {
        result = check_folder(folder, err) || check_writable(folder, err) ? -1 : lstat(path, &found) == 0;
    } else if (errno != ENOENT) {
        system_fail(folder, "looking at the folder", err);
    } else if ((around = split(folder, &folder_name, err))) {
        result = check_writable(around, err);
    }
    free(around);
    free(folder);
    return result;
}
