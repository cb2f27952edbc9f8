#include "grefier/command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int fail(int code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("grefier: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return code;
}

int fail_err(int code, const struct err *err)
{
    return fail(code, "%s", err->text);
}

int print_out(const struct buf *out)
{
    if (out->full)
        return fail(EXIT_FAILED, "the output is too large");
    if (out->length && fwrite(out->data, 1, out->length, stdout) != out->length)
        return fail(EXIT_FAILED, "the output could not be written: %s", strerror(errno));
    return EXIT_DONE;
}

bool use_color(void)
{
    const char *plain = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && (!plain || !*plain);
}

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

int write_private(const char *path, const struct buf *out, struct err *err)
{
    struct stat there;
    if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode))
        return err_set(err, ERR_REFUSED, "%s is no plain file: not written", path);
    struct arena *arena = arena_new();
    char *beside = arena_format(arena, "%s.XXXXXX", path);
    int result = -1;
    int fd = mkostemp(beside, O_CLOEXEC); /* O_EXCL and mode 0600 */
    if (fd < 0) {
        err_set(err, ERR_RETRY, "%s cannot be written: %s", path, strerror(errno));
        goto out;
    }
    if (write_all(fd, out->data ? out->data : "", out->length) != 0 || rename(beside, path) != 0) {
        err_set(err, ERR_RETRY, "%s cannot be written: %s", path, strerror(errno));
        unlink(beside);
        goto out;
    }
    result = 0;
out:
    if (fd >= 0)
        close(fd);
    arena_free(&arena);
    return result;
}
