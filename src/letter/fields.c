/*
 * The header block is cut here and not by the MIME library: broken first lines, lines without a colon, a
 * hundred thousand fields or one of a megabyte must neither lose the message nor cost memory.
 */
#include <stdint.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "parts.h"

#define FIELD_RAW_BYTES 32768u /* room for CAP_ADDRESSES real addresses */

static const char *line_end(const char *at, const char *end)
{
    const char *found = memchr(at, '\n', (size_t)(end - at));
    return found ? found : end;
}

static const char *after(const char *line_end_at, const char *end)
{
    return line_end_at < end ? line_end_at + 1 : end;
}

/* The colon of "Name:" or NULL. RFC 5322 2.2: printable ASCII; blanks before the colon are obsolete but real.
 */
static const char *colon_of(const char *at, const char *end)
{
    const char *start = at;
    while (at<end && * at> ' ' && *at < 127 && *at != ':')
        at++;
    const char *name_end = at;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at < end && *at == ':' && name_end > start && name_end - start <= 100 ? at : NULL;
}

static bool is_blank_line(const char *at, const char *end)
{
    while (at < end && (*at == '\r' || *at == ' ' || *at == '\t'))
        at++;
    return at == end;
}

static bool is_empty_line(const char *at, const char *end)
{
    return at == end || (end - at == 1 && *at == '\r');
}

/* Where the first field begins, or NULL: mbox marks, blank lines and junk before it are passed over. */
static const char *first_field(const char *raw, const char *end)
{
    bool junk = false;
    for (const char *at = raw; at < end;) {
        const char *stop = line_end(at, end);
        bool is_mbox = stop - at > 5 && memcmp(at, "From ", 5) == 0;
        if (!is_mbox && colon_of(at, stop))
            return at;
        bool blank = is_blank_line(at, stop);
        if (blank && junk)
            return NULL;
        junk = junk || (!blank && !is_mbox && *at != ' ' && *at != '\t' && *at != '>');
        at = after(stop, end);
    }
    return NULL;
}

static const char *unfold(struct arena *arena, const char *bytes, size_t length)
{
    char *value = arena_alloc(arena, length + 1);
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        char byte = bytes[i];
        if (byte == '\r' || byte == '\n' || byte == '\t' || byte == '\0')
            byte = ' ';
        if (byte == ' ' && (used == 0 || value[used - 1] == ' '))
            continue;
        value[used++] = byte;
    }
    while (used > 0 && value[used - 1] == ' ')
        used--;
    return charset_utf8(arena, value, used, NULL, NULL);
}

static bool is_needed(const char *name)
{
    static const char *const needed[] = {"from",
                                         "sender",
                                         "to",
                                         "cc",
                                         "reply-to",
                                         "subject",
                                         "date",
                                         "message-id",
                                         "in-reply-to",
                                         "references",
                                         "content-type",
                                         "return-path",
                                         "auto-submitted",
                                         "content-transfer-encoding"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (text_same(name, needed[i]))
            return true;
    return false;
}

static void add_field(struct arena *arena, struct fields *fields, const char *at, const char *colon,
                      const char *end)
{
    size_t name_length = (size_t)(colon - at);
    while (name_length > 0 && (at[name_length - 1] == ' ' || at[name_length - 1] == '\t'))
        name_length--;
    char name[128];
    memcpy(name, at, name_length);
    name[name_length] = '\0';
    if (fields->count >= (size_t)2 * CAP_HEADER_COUNT ||
        (fields->count >= CAP_HEADER_COUNT && !is_needed(name))) {
        fields->dropped = true;
        return;
    }
    const char *value = colon + 1;
    size_t length = (size_t)(end - value);
    if (length > FIELD_RAW_BYTES) {
        length = FIELD_RAW_BYTES;
        fields->dropped = true;
    }
    fields->item[fields->count++] = (struct field){.name = arena_copy(arena, name, name_length),
                                                   .value = unfold(arena, value, length),
                                                   .raw = value,
                                                   .raw_length = length};
}

bool fields_split(struct arena *arena, const char *raw, size_t length, struct fields *fields)
{
    const char *end = raw + length, *at = first_field(raw, end);
    *fields = (struct fields){.body = end};
    if (!at)
        return false;
    fields->item = arena_array(arena, (size_t)2 * CAP_HEADER_COUNT, sizeof *fields->item);
    while (at < end) {
        const char *stop = line_end(at, end);
        if (is_empty_line(at, stop)) {
            fields->body = after(stop, end);
            break;
        }
        const char *colon = colon_of(at, stop), *next = after(stop, end);
        if (!colon && !(next < end && colon_of(next, line_end(next, end)))) {
            fields->body = at; /* the empty line before the text is missing */
            break;
        }
        while (next < end && (*next == ' ' || *next == '\t') && !is_blank_line(next, line_end(next, end))) {
            stop = line_end(next, end);
            next = after(stop, end);
        }
        if (colon)
            add_field(arena, fields, at, colon, stop);
        at = next;
    }
    fields->body_length = (size_t)(end - fields->body);
    return fields->count > 0;
}

const struct field *fields_find(const struct fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (text_same(fields->item[i].name, name))
            return &fields->item[i];
    return NULL;
}

static void add_without_returns(struct buf *buf, const char *bytes, size_t length)
{
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        const char *stop = memchr(at, '\r', (size_t)(end - at));
        buf_add(buf, at, (size_t)((stop ? stop : end) - at));
        at = stop ? stop + 1 : end;
    }
}

void fields_hash(const struct fields *fields, bool truncated, char hex[65])
{
    static const char *const kept[] = {"from", "to", "date", "subject", "message-id"};
    struct buf bytes;
    buf_init(&bytes, SIZE_MAX / 4);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const struct field *field = fields_find(fields, kept[i]);
        buf_add_text(&bytes, kept[i]);
        buf_add_byte(&bytes, ':');
        if (field)
            add_without_returns(&bytes, field->raw, field->raw_length);
        buf_add_byte(&bytes, '\n');
    }
    /* Relays lengthen the header, so what is left of a cut body differs from copy to copy at its end. */
    size_t length = fields->body_length;
    if (truncated && length > CAP_MESSAGE_BYTES / 2)
        length = CAP_MESSAGE_BYTES / 2;
    add_without_returns(&bytes, fields->body, length);
    text_sha256(bytes.data, bytes.length, hex);
    buf_free(&bytes);
}
