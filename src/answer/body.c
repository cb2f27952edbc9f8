/* The text of a letter as it may leave: format=flowed (RFC 3676) and quoted-printable (RFC 2045). */
#include "grefier/answer/compose.h"

#include <stdint.h>
#include <string.h>

#include "grefier/base/text.h"

#define FLOW_WIDTH    75  /* characters of a line with its soft break's blank, and room for a stuffed one */
#define ENCODED_WIDTH 76  /* bytes of a quoted-printable line with its "=" */
#define LINE_LIMIT    998 /* RFC 5322 */

/* Control characters vanish, a CR without LF ends a line as well, bad bytes become U+FFFD. */
static void clean_text(const char *text, struct buf *clean)
{
    for (const char *at = text, *last = text + strlen(text); at < last;) {
        uint32_t code;
        at += text_decode(at, last, &code);
        if (code == '\r')
            code = *at == '\n' ? 0 : '\n';
        if (code == '\t')
            code = ' ';
        if ((code < 0x20 && code != '\n') || (code >= 0x7F && code < 0xA0))
            continue;
        char bytes[4];
        buf_add(clean, bytes, text_encode(code, bytes));
    }
}

/* Bytes of the longest piece of the line that fits the width and ends behind a blank; all when none does. */
static size_t piece(const char *line, size_t length)
{
    size_t width = 0, best = 0;
    for (size_t i = 0; i < length; i++) {
        if (((unsigned char)line[i] & 0xC0u) != 0x80u)
            width++;
        if (width > FLOW_WIDTH && best > 0)
            return best;
        if (line[i] == ' ' && i + 1 < length && line[i + 1] != ' ')
            best = i + 1;
    }
    return length;
}

static void flow_line(const char *line, size_t length, struct buf *flowed)
{
    if (length == 3 && memcmp(line, "-- ", 3) == 0) {
        buf_add_text(flowed, "-- \r\n");
        return;
    }
    while (length > 0 && line[length - 1] == ' ') /* a blank at the end would join the next line */
        length--;
    do {
        size_t size = piece(line, length);
        if (*line == ' ' || *line == '>' || (size >= 5 && memcmp(line, "From ", 5) == 0))
            buf_add_byte(flowed, ' '); /* RFC 3676, 4.4: space-stuffing */
        buf_add(flowed, line, size);
        buf_add_text(flowed, "\r\n");
        line += size;
        length -= size;
    } while (length > 0);
}

static void flow(const char *text, struct buf *flowed)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        flow_line(text, length, flowed);
        text += length + (text[length] == '\n');
    }
}

static bool is_seven_bit(const char *text)
{
    for (size_t column = 0; *text; text++) {
        column = *text == '\n' ? 0 : column + 1;
        if ((unsigned char)*text >= 0x7F || column > LINE_LIMIT)
            return false;
    }
    return true;
}

static void encode_line(const char *line, size_t length, struct buf *out)
{
    size_t column = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)line[i];
        bool literal = byte >= 0x20 && byte < 0x7F && byte != '=' && !(byte == ' ' && i + 1 == length);
        size_t size = literal ? 1 : 3;
        if (column + size > ENCODED_WIDTH - 1) {
            buf_add_text(out, "=\r\n");
            column = 0;
        }
        if (literal)
            buf_add_byte(out, line[i]);
        else
            buf_add_format(out, "=%02X", (unsigned)byte);
        column += size;
    }
    buf_add_text(out, "\r\n");
}

static void encode(const char *flowed, struct buf *out)
{
    while (*flowed) {
        size_t length = strcspn(flowed, "\r");
        encode_line(flowed, length, out);
        flowed += length + 2;
    }
}

void body_add_text(struct buf *out, const char *text)
{
    size_t maximum = 8 * strlen(text) + 16;
    struct buf clean, flowed;
    buf_init(&clean, maximum);
    buf_init(&flowed, maximum);
    clean_text(text, &clean);
    flow(clean.data ? clean.data : "", &flowed);
    const char *lines = flowed.data ? flowed.data : "";
    bool plain = is_seven_bit(lines);
    buf_add_text(out, "Content-Type: text/plain; charset=utf-8; format=flowed\r\n");
    buf_add_format(out, "Content-Transfer-Encoding: %s\r\n\r\n", plain ? "7bit" : "quoted-printable");
    if (plain)
        buf_add_text(out, lines);
    else
        encode(lines, out);
    buf_free(&clean);
    buf_free(&flowed);
}
