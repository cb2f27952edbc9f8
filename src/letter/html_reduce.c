/*
 * The parser is quadratic in the attributes of one tag, so it gets to see only the few that matter, each
 * short. Linear in the input: what is searched once to the end in vain is not searched again.
 */
#include <string.h>

#include "grefier/base/text.h"
#include "parts.h"

#define ATTRIBUTE_BYTES 1500u
#define ATTRIBUTES      12u

struct cursor {
    const char *at, *end;
    bool no_more_quotes[2]; /* ' and " do not occur behind the cursor */
    bool no_more_comments;
};

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == '\0';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_kept(const char *name, size_t length)
{
    static const char *const kept[] = {"style",   "class",   "id",    "type",    "hidden",    "start",
                                       "colspan", "rowspan", "color", "bgcolor", "background"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strlen(kept[i]) == length && strncasecmp(kept[i], name, length) == 0)
            return true;
    return false;
}

/* The value behind "=", without its quotes. Moves the cursor behind it. */
static void take_value(struct cursor *cursor, const char **value, size_t *length)
{
    char quote = cursor->at < cursor->end ? *cursor->at : '\0';
    if (quote == '"' || quote == '\'') {
        bool *none = &cursor->no_more_quotes[quote == '"'];
        const char *close =
            *none ? NULL : memchr(cursor->at + 1, quote, (size_t)(cursor->end - cursor->at - 1));
        if (close) {
            *value = cursor->at + 1;
            *length = (size_t)(close - *value);
            cursor->at = close + 1;
            return;
        }
        *none = true;
    }
    *value = cursor->at;
    while (cursor->at < cursor->end && !is_space(*cursor->at) && *cursor->at != '>')
        cursor->at++;
    *length = (size_t)(cursor->at - *value);
}

static void add_attribute(struct buf *reduced, const char *name, size_t name_length, const char *value,
                          size_t length)
{
    if (length > ATTRIBUTE_BYTES)
        length = ATTRIBUTE_BYTES;
    buf_add_byte(reduced, ' ');
    buf_add(reduced, name, name_length);
    buf_add_text(reduced, "=\"");
    for (size_t i = 0; i < length; i++)
        buf_add_byte(reduced, value[i] == '"' || value[i] == '<' || value[i] == '&' || (value[i] & 0x80)
                                  ? ' '
                                  : value[i]);
    buf_add_byte(reduced, '"');
}

/* One tag from its name on; the cursor stands behind "<" or "</". */
static void take_tag(struct cursor *cursor, struct buf *reduced, bool closing)
{
    const char *name = cursor->at;
    while (cursor->at < cursor->end && !is_space(*cursor->at) && *cursor->at != '>' && *cursor->at != '/')
        cursor->at++;
    buf_add_text(reduced, closing ? "</" : "<");
    size_t name_length = (size_t)(cursor->at - name);
    buf_add(reduced, name, name_length < 40 ? name_length : 40);
    unsigned kept = 0;
    while (cursor->at < cursor->end && *cursor->at != '>') {
        if (is_space(*cursor->at) || *cursor->at == '/') {
            cursor->at++;
            continue;
        }
        const char *attribute = cursor->at, *value = "";
        size_t length = 0;
        do
            cursor->at++;
        while (cursor->at < cursor->end && !is_space(*cursor->at) && !strchr("=>/", *cursor->at));
        size_t attribute_length = (size_t)(cursor->at - attribute);
        while (cursor->at < cursor->end && is_space(*cursor->at))
            cursor->at++;
        if (cursor->at < cursor->end && *cursor->at == '=') {
            do
                cursor->at++;
            while (cursor->at < cursor->end && is_space(*cursor->at));
            take_value(cursor, &value, &length);
        }
        if (!closing && kept < ATTRIBUTES && is_kept(attribute, attribute_length)) {
            add_attribute(reduced, attribute, attribute_length, value, length);
            kept++;
        }
    }
    cursor->at += cursor->at < cursor->end;
    buf_add_byte(reduced, '>');
}

/* From the name of a style element to its end tag. */
static void take_styles(const char *at, const char *end, struct buf *styles)
{
    const char *open = memchr(at, '>', (size_t)(end - at));
    if (open) {
        buf_add(styles, open + 1, (size_t)(end - open - 1));
        buf_add_byte(styles, '\n');
    }
}

/* Script, style and title hold no text of the mail: moves behind their end, or to the end of all. */
static bool skip_raw(struct cursor *cursor, struct buf *styles)
{
    static const char *const raw[] = {"script", "style", "title", "textarea"};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
        size_t length = strlen(raw[i]);
        if ((size_t)(cursor->end - cursor->at) <= length || strncasecmp(cursor->at, raw[i], length) != 0 ||
            is_letter(cursor->at[length]))
            continue;
        const char *at = cursor->at;
        while ((at = memchr(at, '<', (size_t)(cursor->end - at)))) {
            at++;
            if ((size_t)(cursor->end - at) > length && *at == '/' && strncasecmp(at + 1, raw[i], length) == 0)
                break;
        }
        const char *close = at ? memchr(at, '>', (size_t)(cursor->end - at)) : NULL;
        if (text_same(raw[i], "style"))
            take_styles(cursor->at, at ? at - 1 : cursor->end, styles);
        cursor->at = close ? close + 1 : cursor->end;
        return true;
    }
    return false;
}

/* "<!-- … -->", "<!DOCTYPE …>", "<![if …]>", "<?xml …>": the cursor stands behind "<". */
static void skip_declaration(struct cursor *cursor)
{
    const char *close = NULL;
    size_t rest = (size_t)(cursor->end - cursor->at);
    if (rest >= 3 && memcmp(cursor->at, "!--", 3) == 0 && !cursor->no_more_comments) {
        close = memmem(cursor->at + 1, rest - 1, "-->", 3);
        if (close) {
            cursor->at = close + 3;
            return;
        }
        cursor->no_more_comments = true;
    }
    close = memchr(cursor->at, '>', rest);
    cursor->at = close ? close + 1 : cursor->end;
}

void html_reduce(const char *html, size_t length, struct buf *reduced, struct buf *styles)
{
    struct cursor cursor = {.at = html, .end = html + length};
    while (cursor.at < cursor.end) {
        const char *open = memchr(cursor.at, '<', (size_t)(cursor.end - cursor.at));
        const char *stop = open ? open : cursor.end;
        for (const char *nul; (nul = memchr(cursor.at, '\0', (size_t)(stop - cursor.at)));
             cursor.at = nul + 1)
            buf_add(reduced, cursor.at, (size_t)(nul - cursor.at));
        buf_add(reduced, cursor.at, (size_t)(stop - cursor.at));
        cursor.at = stop;
        if (!open)
            break;
        cursor.at++;
        char next = cursor.at < cursor.end ? *cursor.at : '\0';
        if (next == '!' || next == '?') {
            skip_declaration(&cursor);
        } else if (is_letter(next)) {
            if (!skip_raw(&cursor, styles))
                take_tag(&cursor, reduced, false);
        } else if (next == '/' && cursor.at + 1 < cursor.end && is_letter(cursor.at[1])) {
            cursor.at++;
            take_tag(&cursor, reduced, true);
        } else {
            buf_add_text(reduced, "&lt;");
        }
    }
}
