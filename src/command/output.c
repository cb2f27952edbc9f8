#include "grefier/command/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grefier/service/file.h"

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

int write_private(const char *path, const struct buf *out, struct err *err)
{
    if (out->full)
        return err_set(err, ERR_BROKEN, "%s is not written: its content is too large", path);
    return file_replace(path, out->data ? out->data : "", out->length, 0600, err);
}
