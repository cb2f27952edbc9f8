#include "grefier/answer/inert.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/text.h"

#define LEFT_OUT "[\xE2\x80\xA6]"

/* Programs that make links read these as the ASCII signs that they look like (UTS 46, NFKC). */
static uint32_t plain_sign(uint32_t code)
{
    switch (code) {
    case 0x2024:
    case 0x3002:
    case 0xFF0E:
    case 0xFF61:
    case 0xFE52:
        return '.';
    case 0xFF1A:
    case 0xFE55:
        return ':';
    case 0xFF0F:
    case 0x2044:
    case 0x2215:
        return '/';
    case 0xFF20:
    case 0xFE6B:
        return '@';
    case '[':
    case 0xFF3B:
        return '(';
    case ']':
    case 0xFF3D:
        return ')';
    default:
        return code;
    }
}

static char *plain_signs(struct arena *arena, const char *text)
{
    char *plain = arena_alloc(arena, 3 * strlen(text) + 1); /* a bad byte grows to three */
    size_t length = 0;
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code;
        at += text_decode(at, end, &code);
        length += text_encode(plain_sign(code), plain + length);
    }
    return plain;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static bool is_label(char byte)
{
    return is_letter(byte) || is_digit(byte) || byte == '-' || byte == '_';
}

/* Where in the word [from, end) a link with a scheme or "www." begins; `end` when there is none. */
static const char *link_start(const char *from, const char *end)
{
    for (const char *at = from; at < end; at++) {
        if (end - at >= 3 && memcmp(at, "://", 3) == 0) {
            while (at > from && (is_label(at[-1]) || at[-1] == '+' || at[-1] == '.'))
                at--;
            return at;
        }
        if (text_starts(at, "www.") && (at == from || !is_label(at[-1])))
            return at;
    }
    return end;
}

/* "evil.com" is a link to many readers, "S.R.L." and "3.5" are not: no top domain is one letter or a number.
 */
static bool dot_makes_link(const char *from, const char *at, const char *end)
{
    return *at == '.' && at > from && is_label(at[-1]) && end - at > 2 && is_letter(at[1]) && is_label(at[2]);
}

static bool colon_makes_link(const char *from, const char *at, const char *end)
{
    return *at == ':' && at > from && is_label(at[-1]) && !is_digit(at[-1]) && at + 1 < end;
}

static void add_word(struct buf *out, const char *from, const char *end)
{
    const char *link = link_start(from, end);
    for (const char *at = from; at < link; at++) {
        buf_add_byte(out, *at);
        if (dot_makes_link(from, at, link) || colon_makes_link(from, at, link))
            buf_add_byte(out, ' ');
    }
    if (link < end)
        buf_add_text(out, LEFT_OUT);
}

char *text_inert(struct arena *arena, const char *text, size_t maximum)
{
    if (!text)
        return arena_string(arena, "");
    const char *line = plain_signs(arena, text_line(arena, text, strlen(text), maximum));
    struct buf out;
    buf_init(&out, 2 * strlen(line) + sizeof LEFT_OUT * (strlen(line) + 1));
    while (*line) {
        size_t length = strcspn(line, " ");
        add_word(&out, line, line + length);
        line += length;
        if (*line)
            buf_add_byte(&out, *line++);
    }
    char *inert = text_line(arena, out.data ? out.data : "", out.length, maximum);
    buf_free(&out);
    return inert;
}
