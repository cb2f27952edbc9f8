#include "grefier/base/text.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

size_t text_decode(const char *at, const char *end, uint32_t *code)
{
    const unsigned char *byte = (const unsigned char *)at;
    size_t room = (size_t)(end - at);
    if (byte[0] < 0x80) {
        *code = byte[0];
        return 1;
    }
    size_t length = byte[0] >= 0xF0 ? 4 : byte[0] >= 0xE0 ? 3 : 2;
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char mask[] = {0, 0, 0x1F, 0x0F, 0x07};
    uint32_t value = byte[0] & mask[length];
    *code = 0xFFFD;
    if (byte[0] < 0xC2 || byte[0] > 0xF4 || room < length)
        return 1;
    for (size_t i = 1; i < length; i++) {
        if ((byte[i] & 0xC0u) != 0x80u)
            return 1;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    if (value < lowest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *code = value;
    return length;
}

size_t text_encode(uint32_t code, char *to)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0u | code >> 6);
        to[1] = (char)(0x80u | (code & 0x3Fu));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (char)(0xE0u | code >> 12);
        to[1] = (char)(0x80u | (code >> 6 & 0x3Fu));
        to[2] = (char)(0x80u | (code & 0x3Fu));
        return 3;
    }
    to[0] = (char)(0xF0u | code >> 18);
    to[1] = (char)(0x80u | (code >> 12 & 0x3Fu));
    to[2] = (char)(0x80u | (code >> 6 & 0x3Fu));
    to[3] = (char)(0x80u | (code & 0x3Fu));
    return 4;
}

bool text_is_utf8(const char *bytes, size_t length)
{
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        uint32_t code;
        size_t step = text_decode(at, end, &code);
        if (code == 0xFFFD && step == 1)
            return false;
        at += step;
    }
    return true;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

bool text_same(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

bool text_starts(const char *text, const char *start)
{
    while (*start && lower(*text) == lower(*start)) {
        text++;
        start++;
    }
    return !*start;
}

bool text_ends(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);
    return size <= length && text_same(text + length - size, end);
}

const char *text_find(const char *text, const char *what)
{
    for (; *text; text++)
        if (text_starts(text, what))
            return text;
    return *what ? NULL : text;
}

void text_sha256(const void *bytes, size_t length, char hex[65])
{
    unsigned char digest[32] = {0};
    gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, length, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[64] = '\0';
}
