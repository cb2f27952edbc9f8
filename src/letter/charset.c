/*
 * Declared charsets are wrong often enough that the bytes are asked first: text that is valid UTF-8 with
 * multibyte characters is UTF-8, whatever the label says.
 */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "grefier/base/text.h"
#include "parts.h"

#define REPLACEMENT "\xEF\xBF\xBD"

static size_t multibyte_count(const char *bytes, size_t length, size_t *invalid)
{
    size_t found = 0;
    *invalid = 0;
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        uint32_t code;
        size_t step = text_decode(at, end, &code);
        if (step > 1)
            found++;
        else if (code == 0xFFFD && end - at > 3) /* a last character may have been cut */
            ++*invalid;
        at += step;
    }
    return found;
}

static void repair(struct buf *out, const char *bytes, size_t length)
{
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        uint32_t code;
        size_t step = text_decode(at, end, &code);
        if (step == 1 && code == 0xFFFD)
            buf_add_text(out, REPLACEMENT);
        else
            buf_add(out, at, step);
        at += step;
    }
}

static bool is_letter(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Romanian written in windows-1250 and labelled Latin-1: the codes of ş ţ ă stand where Latin-1 has º þ ã. */
static bool looks_central_european(const char *bytes, size_t length)
{
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i], before = (unsigned char)bytes[i - 1];
        if ((byte == 0xBA || byte == 0xFE || byte == 0xE3) &&
            (is_letter(before) || (i + 1 < length && is_letter((unsigned char)bytes[i + 1]))))
            return true;
    }
    return false;
}

static bool is_western(const char *charset)
{
    static const char *const names[] = {"iso-8859-1", "iso8859-1",   "latin1",   "windows-1252",
                                        "cp1252",     "iso-8859-15", "us-ascii", "ascii"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_same(charset, names[i]))
            return true;
    return false;
}

/* The name iconv knows, or NULL when the bytes say it is better not to ask for it. */
static const char *charset_named(const char *declared, const char *bytes, size_t length)
{
    if (!declared || !*declared || strlen(declared) > 40)
        return NULL;
    if (text_same(declared, "unicode-1-1-utf-7"))
        return "UTF-7";
    if (is_western(declared))
        return looks_central_european(bytes, length) ? NULL : "WINDOWS-1252";
    for (const char *at = declared; *at; at++)
        if (!is_letter((unsigned char)*at) && !strchr("0123456789-_:.+", *at))
            return NULL; /* "//TRANSLIT" and other orders to iconv */
    return declared;
}

static void convert(struct buf *out, iconv_t conversion, const char *bytes, size_t length)
{
    char *at = (char *)(uintptr_t)bytes;
    size_t left = length;
    while (left > 0) {
        char piece[4096], *to = piece;
        size_t room = sizeof piece;
        size_t result = iconv(conversion, &at, &left, &to, &room);
        int failure = errno;
        repair(out, piece, sizeof piece - room);
        if (result != (size_t)-1 || (failure == E2BIG && room < sizeof piece))
            continue;
        if (buf_add_text(out, REPLACEMENT) != 0)
            break;
        at++;
        left--;
        iconv(conversion, NULL, NULL, NULL, NULL);
    }
}

static const char *byte_order(const char *bytes, size_t length)
{
    if (length >= 2 && (unsigned char)bytes[0] == 0xFF && (unsigned char)bytes[1] == 0xFE)
        return "UTF-16LE";
    if (length >= 2 && (unsigned char)bytes[0] == 0xFE && (unsigned char)bytes[1] == 0xFF)
        return "UTF-16BE";
    return NULL;
}

char *charset_utf8(struct arena *arena, const char *bytes, size_t length, const char *declared,
                   size_t *result_length)
{
    struct buf out;
    buf_init(&out, 4 * length + 16);
    if (length == 0)
        bytes = "";
    size_t invalid = 0, multibyte = multibyte_count(bytes, length, &invalid);
    const char *wide = byte_order(bytes, length);
    bool is_utf8 = !wide && ((multibyte > 0 && (invalid == 0 || multibyte > 2 * invalid)) ||
                             (multibyte == 0 && invalid == 0 && declared && text_same(declared, "utf-8")));
    iconv_t conversion = (iconv_t)-1;
    if (!is_utf8) {
        const char *name = wide ? wide : charset_named(declared, bytes, length);
        if (name && !text_same(name, "utf-8"))
            conversion = iconv_open("UTF-8", name);
        if (conversion == (iconv_t)-1 && invalid > 0)
            conversion = iconv_open("UTF-8", "WINDOWS-1250");
    }
    if (conversion == (iconv_t)-1) {
        repair(&out, bytes, length);
    } else {
        convert(&out, conversion, bytes, length);
        iconv_close(conversion);
    }
    char *result = arena_copy(arena, out.data ? out.data : "", out.length);
    if (result_length)
        *result_length = out.length;
    buf_free(&out);
    return result;
}
