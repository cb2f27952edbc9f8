#include "grefier/base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grefier/base/arena.h"
#include "grefier/base/text.h"

void buf_init(struct buf *buf, size_t maximum)
{
    *buf = (struct buf){.maximum = maximum};
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    buf_init(buf, buf->maximum);
}

void buf_clear(struct buf *buf)
{
    buf->length = 0;
    buf->full = false;
    if (buf->data)
        buf->data[0] = '\0';
}

int buf_add(struct buf *buf, const void *bytes, size_t length)
{
    if (length > buf->maximum - buf->length) {
        buf->full = true;
        return -1;
    }
    if (buf->length + length + 1 > buf->capacity) {
        size_t capacity = buf->capacity ? buf->capacity : 128;
        while (capacity < buf->length + length + 1)
            capacity *= 2;
        buf->data = xrealloc(buf->data, capacity, 1);
        buf->capacity = capacity;
    }
    if (length)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
    return 0;
}

int buf_add_text(struct buf *buf, const char *text)
{
    return buf_add(buf, text, strlen(text));
}

int buf_add_byte(struct buf *buf, char byte)
{
    return buf_add(buf, &byte, 1);
}

int buf_add_format(struct buf *buf, const char *format, ...)
{
    char small[512];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    int result = -1;
    if (length >= 0 && (size_t)length < sizeof small) {
        result = buf_add(buf, small, (size_t)length);
    } else if (length >= 0) {
        char *large = xcalloc((size_t)length + 1, 1);
        vsnprintf(large, (size_t)length + 1, format, again);
        result = buf_add(buf, large, (size_t)length);
        free(large);
    }
    va_end(again);
    return result;
}

char *buf_take(struct buf *buf, size_t *length)
{
    char *data = buf->data ? buf->data : xcalloc(1, 1);
    if (length)
        *length = buf->length;
    size_t maximum = buf->maximum;
    buf_init(buf, maximum);
    return data;
}

static void add_json_character(struct buf *buf, uint32_t code)
{
    static const char *const named[] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t"};
    if (code < sizeof named / sizeof *named && named[code]) {
        buf_add_text(buf, named[code]);
    } else if (code < 0x20 || code == 0x7F || code == 0x2028 || code == 0x2029) {
        buf_add_format(buf, "\\u%04x", (unsigned)code);
    } else {
        char bytes[4];
        buf_add(buf, bytes, text_encode(code, bytes));
    }
}

int buf_add_json(struct buf *buf, const char *text)
{
    if (!text)
        return buf_add_text(buf, "null");
    size_t before = buf->length;
    bool was_full = buf->full;
    buf->full = false;
    buf_add_byte(buf, '"');
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code;
        at += text_decode(at, end, &code);
        add_json_character(buf, code);
    }
    buf_add_byte(buf, '"');
    if (buf->full) { /* half a string would be no JSON */
        buf->length = before;
        if (buf->data)
            buf->data[before] = '\0';
        return -1;
    }
    buf->full = was_full;
    return 0;
}
