/* What mail clients add when they write HTML down as plain text: link targets, picture marks, stars for bold.
 */
#include <string.h>

#include "grefier/base/text.h"
#include "parts.h"

#define BOLD_BYTES  400 /* between two stars, over line ends too */
#define BOLD_TOGGLE '\1'

static bool starts_at(const char *at, const char *end, const char *what)
{
    size_t length = strlen(what);
    return (size_t)(end - at) >= length && strncasecmp(at, what, length) == 0;
}

static bool is_link(const char *at, const char *end)
{
    static const char *const schemes[] = {
        "mailto:", "http://", "https://", "tel:", "cid:", "file:", "x-apple-data"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (starts_at(at, end, schemes[i]))
            return true;
    return false;
}

/* "x@y<mailto:x@y>", "text <https://…>", "[cid:…]", "[image: …]": what the reader of the mail did not see.
 * Returns its last byte, or NULL when [at, end) begins with no such thing. */
static const char *skip_link(const char *at, const char *end, bool alone)
{
    if (*at == '<' && is_link(at + 1, end) && !alone)
        return memchr(at, '>', (size_t)(end - at));
    if (*at == '[' && (starts_at(at, end, "[cid:") || starts_at(at, end, "[image:")))
        return memchr(at, ']', (size_t)(end - at));
    return NULL;
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           (byte & 0x80);
}

static bool is_blank_byte(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* The star that closes "*bold words*" opened at `open`, or NULL. It may stand on a later line, in the same
 * paragraph. */
static char *closing_star(const char *text, char *open, const char *end)
{
    if (open + 2 >= end || is_blank_byte(open[1]) || open[1] == '*' ||
        (open > text && is_word_byte(open[-1])))
        return NULL;
    const char *limit = end - open > BOLD_BYTES ? open + BOLD_BYTES : end;
    for (char *at = open + 1; at < limit; at++) {
        bool empty_line = at[0] == '\n' && at + 1 < limit && (at[1] == '\n' || at[1] == '\r');
        if (empty_line)
            return NULL;
        if (*at == '*')
            return is_blank_byte(at[-1]) || (at + 1 < end && is_word_byte(at[1])) ? NULL : at;
    }
    return NULL;
}

void plain_mark_bold(char *text, size_t length)
{
    char *end = text + length;
    for (char *at = text; at < end && (at = memchr(at, '*', (size_t)(end - at))); at++) {
        char *close = closing_star(text, at, end);
        if (!close)
            continue;
        *at = *close = BOLD_TOGGLE;
        at = close;
    }
}

bool plain_add_visible(struct buf *out, const char *at, const char *end, bool *in_bold)
{
    bool all_bold = true;
    buf_clear(out);
    buf_add(out, "", 0);
    for (; at < end; at++) {
        const char *skipped = *at == '<' || *at == '[' ? skip_link(at, end, out->length == 0) : NULL;
        if (skipped) {
            at = skipped;
        } else if (*at == BOLD_TOGGLE) {
            *in_bold = !*in_bold;
        } else {
            all_bold = all_bold && (*in_bold || is_blank_byte(*at));
            buf_add_byte(out, *at);
        }
    }
    return all_bold && out->length > 0;
}
