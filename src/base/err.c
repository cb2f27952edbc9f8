#include "grefier/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A cut in the middle of a UTF-8 character would make the sentence unprintable. */
static void make_printable(char *text)
{
    size_t length = strlen(text);
    if (length == ERR_TEXT_SIZE - 1) {
        while (length > 0 && ((unsigned char)text[length - 1] & 0xC0u) == 0x80u)
            length--;
        if (length > 0 && (unsigned char)text[length - 1] >= 0xC0u)
            length--;
        text[length] = '\0';
    }
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = ' ';
}

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    if (!err)
        return -1;
    va_list arguments;
    va_start(arguments, format);
    char text[ERR_TEXT_SIZE]; /* the arguments may point into err->text */
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    make_printable(text);
    memcpy(err->text, text, sizeof text);
    err->kind = kind;
    return -1;
}

int err_prefix(struct err *err, const char *format, ...)
{
    if (!err)
        return -1;
    char whole[2 * ERR_TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(whole, ERR_TEXT_SIZE, format, arguments);
    va_end(arguments);
    size_t length = strlen(whole);
    snprintf(whole + length, sizeof whole - length, ": %s", err->text);
    whole[ERR_TEXT_SIZE - 1] = '\0';
    make_printable(whole);
    memcpy(err->text, whole, sizeof err->text);
    return -1;
}

const char *err_kind_word(enum err_kind kind)
{
    static const char *const words[] = {"none", "try later", "bad input", "refused", "broken"};
    return (size_t)kind < sizeof words / sizeof *words ? words[kind] : "unknown";
}
