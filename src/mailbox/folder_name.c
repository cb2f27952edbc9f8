#include "folder_name.h"

#include <stdint.h>
#include <string.h>
#include "grefier/base/buf.h"
#include "grefier/base/text.h"

#define NAME_BYTES 512u

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

struct shifted { /* a run of UTF-16 units between '&' and '-', six bits at a time */
    struct buf *to;
    uint32_t bits;
    unsigned count;
    bool open;
};

static void add_unit(struct shifted *shifted, uint32_t unit)
{
    shifted->bits = (shifted->bits << 16 | unit) & 0x3fffffu;
    shifted->count += 16;
    while (shifted->count >= 6) {
        shifted->count -= 6;
        buf_add_byte(shifted->to, digits[shifted->bits >> shifted->count & 63]);
    }
}

static void add_shifted(struct shifted *shifted, uint32_t code)
{
    if (!shifted->open) {
        buf_add_byte(shifted->to, '&');
        shifted->open = true;
        shifted->bits = shifted->count = 0;
    }
    if (code > 0xffff) {
        add_unit(shifted, 0xd7c0u + (code >> 10));
        add_unit(shifted, 0xdc00u + (code & 0x3ffu));
    } else {
        add_unit(shifted, code);
    }
}

static void end_shifted(struct shifted *shifted)
{
    if (shifted->open && shifted->count > 0)
        buf_add_byte(shifted->to, digits[shifted->bits << (6 - shifted->count) & 63]);
    if (shifted->open)
        buf_add_byte(shifted->to, '-');
    shifted->open = false;
}

int folder_name_encode(const char *name, char **wire, struct err *err)
{
    size_t length = strlen(name);
    if (length == 0 || length > NAME_BYTES || !text_is_utf8(name, length))
        return err_set(err, ERR_INPUT, "the name of a mail folder is empty, too long or not UTF-8");
    struct buf encoded;
    buf_init(&encoded, 8 * NAME_BYTES);
    struct shifted shifted = {.to = &encoded};
    for (const char *at = name, *end = name + length; at < end;) {
        uint32_t code;
        at += text_decode(at, end, &code);
        if (code < ' ' || code == 0x7f) {
            buf_free(&encoded);
            return err_set(err, ERR_INPUT, "the name of a mail folder has control characters");
        }
        if (code > 0x7f) {
            add_shifted(&shifted, code);
            continue;
        }
        end_shifted(&shifted);
        buf_add_byte(&encoded, (char)code);
        if (code == '&')
            buf_add_byte(&encoded, '-');
    }
    end_shifted(&shifted);
    *wire = buf_take(&encoded, NULL);
    return 0;
}

/* ---- the other way -------------------------------------------------------------------------------------- */

static void add_code(struct buf *to, uint32_t code)
{
    char bytes[4];
    buf_add(to, bytes, text_encode(code, bytes));
}

/* The UTF-16 units of a run that begins behind its '&'; returns where it ends. */
static const char *add_run(struct buf *to, const char *at)
{
    uint32_t bits = 0, high = 0;
    const char *digit;
    for (unsigned count = 0; *at && (digit = strchr(digits, *at)) != NULL; at++) {
        bits = (bits << 6 | (uint32_t)(digit - digits)) & 0x3fffffu;
        count += 6;
        if (count < 16)
            continue;
        count -= 16;
        uint32_t unit = bits >> count & 0xffffu;
        bool is_low = unit >= 0xdc00u && unit < 0xe000u;
        if (unit >= 0xd800u && unit < 0xdc00u)
            high = unit;
        else
            add_code(to, is_low ? (high << 10) + unit - 0x35fdc00u : unit);
    }
    return at;
}

int folder_name_decode(const char *wire, char **name)
{
    struct buf decoded;
    char *again = NULL;
    buf_init(&decoded, 8 * NAME_BYTES);
    for (const char *at = wire; *at; at += *at == '-') {
        size_t plain = strcspn(at, "&");
        buf_add(&decoded, at, plain);
        at += plain;
        if (*at == '\0')
            break;
        if (*++at == '-')
            buf_add_byte(&decoded, '&');
        else
            at = add_run(&decoded, at);
    }
    char *text = decoded.full ? NULL : buf_take(&decoded, NULL);
    bool same = text && folder_name_encode(text, &again, NULL) == 0 && again && strcmp(again, wire) == 0;
    buf_free(&decoded);
    free(again);
    if (same)
        *name = text;
    else
        free(text);
    return same ? 0 : -1;
}
