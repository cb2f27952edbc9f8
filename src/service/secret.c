#include "grefier/service/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECRET_BYTES_MOST (64u * 1024u)

/* The folder is the service manager's and private; its files may carry an access list, which looks like group
 * rights. */
static bool is_credential(const char *path)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    size_t length = folder ? strlen(folder) : 0;
    return length > 0 && strncmp(path, folder, length) == 0 && path[length] == '/' && !strstr(path, "/../");
}

static int look(int fd, const char *path, size_t *size, struct err *err)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return err_set(err, ERR_RETRY, "the secret %s cannot be read: %s", path, strerror(errno));
    if (!S_ISREG(about.st_mode))
        return err_set(err, ERR_REFUSED, "the secret %s is no plain file", path);
    if (about.st_uid != geteuid() && about.st_uid != 0)
        return err_set(err, ERR_REFUSED, "the secret %s belongs to somebody else", path);
    if ((about.st_mode & 077) != 0 && !is_credential(path))
        return err_set(err, ERR_REFUSED, "the secret %s can be read by others: chmod 600 it", path);
    if (about.st_size > (off_t)SECRET_BYTES_MOST)
        return err_set(err, ERR_REFUSED, "the secret %s is too large", path);
    *size = (size_t)about.st_size;
    return 0;
}

int secret_read(const char *path, char **secret, struct err *err)
{
    char *bytes = NULL;
    size_t size = 0, length = 0;
    int result = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return err_set(err, ERR_RETRY, "the secret %s cannot be read: %s", path, strerror(errno));
    if (look(fd, path, &size, err) != 0)
        goto out;
    bytes = xcalloc(size + 1, 1);
    while (length < size) {
        ssize_t got = read(fd, bytes + length, size - length);
        if (got < 0 && errno != EINTR) {
            err_set(err, ERR_RETRY, "the secret %s cannot be read: %s", path, strerror(errno));
            goto out;
        }
        if (got == 0)
            break;
        length += got > 0 ? (size_t)got : 0;
    }
    if (length > 0 && bytes[length - 1] == '\n')
        bytes[--length] = '\0';
    if (length > 0 && bytes[length - 1] == '\r')
        bytes[--length] = '\0';
    if (length == 0 || strlen(bytes) != length || strpbrk(bytes, "\r\n")) {
        err_set(err, ERR_REFUSED, "the secret %s is not one line of text", path);
        goto out;
    }
    *secret = bytes;
    bytes = NULL;
    result = 0;
out:
    if (bytes)
        explicit_bzero(bytes, size);
    free(bytes);
    close(fd);
    return result;
}

void secret_free(char **secret)
{
    if (!*secret)
        return;
    explicit_bzero(*secret, strlen(*secret));
    free(*secret);
    *secret = NULL;
}
