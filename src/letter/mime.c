/* The MIME tree → texts, attachments, reports. Wraps GMime. RFC 2045-2047, 2183, 3462, 3464. */
#include <gmime/gmime.h>
#include <stdint.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "parts.h"

#define BOUNDARY_LINES 2048u /* lines that begin with "--": each may cost the parser a part */
#define REPORT_BYTES   65536u

struct walk {
    struct letter *letter;
    struct content *content;
    bool *cut; /* of the text that was walked last, or NULL: what a truncated message ends in */
    unsigned parts;
    bool in_report;
    bool stopped;
};

struct place {
    unsigned depth;
    struct unit *alternative; /* the unit whose forms are being collected, or NULL */
    bool related, forwarded;
};

static void walk_object(struct walk *walk, GMimeObject *object, struct place place);

void content_free(struct content *content)
{
    for (size_t i = 0; i < content->count; i++) {
        buf_free(&content->unit[i].plain);
        buf_free(&content->unit[i].html);
    }
    content->count = 0;
}

static struct unit *new_unit(struct walk *walk, bool forwarded)
{
    struct content *content = walk->content;
    if (content->count == UNITS) {
        walk->stopped = true;
        return NULL;
    }
    struct unit *unit = &content->unit[content->count++];
    *unit = (struct unit){.forwarded = forwarded};
    buf_init(&unit->plain, (size_t)4 * CAP_TEXT_BYTES);
    buf_init(&unit->html, CAP_HTML_BYTES);
    return unit;
}

/* The part's bytes as transferred; borrowed from the stream of the whole message where that is possible. */
static GByteArray *transferred(GMimePart *part)
{
    GByteArray *bytes = g_byte_array_new();
    GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
    GMimeStream *stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : NULL;
    if (!stream)
        return bytes;
    GMimeStream *memory = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(memory), FALSE);
    g_mime_stream_reset(stream);
    g_mime_stream_write_to_stream(stream, memory);
    g_object_unref(memory);
    return bytes;
}

static bool is_base64(unsigned char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '+' || byte == '/';
}

/* GMime drops the last group of base64 that lacks its padding. */
static void pad_base64(GByteArray *bytes)
{
    size_t count = 0;
    for (guint i = 0; i < bytes->len; i++) {
        if (bytes->data[i] == '=')
            return;
        count += is_base64(bytes->data[i]);
    }
    if (count % 4 > 1)
        g_byte_array_append(bytes, (const guint8 *)"==", (guint)(4 - count % 4));
}

/* The part's decoded bytes; free with g_byte_array_unref. */
static GByteArray *decoded(GMimePart *part)
{
    GByteArray *bytes = transferred(part);
    GMimeContentEncoding kind = g_mime_part_get_content_encoding(part);
    if (kind != GMIME_CONTENT_ENCODING_BASE64 && kind != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
        kind != GMIME_CONTENT_ENCODING_UUENCODE)
        return bytes;
    if (kind == GMIME_CONTENT_ENCODING_BASE64)
        pad_base64(bytes);
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, kind);
    size_t room = g_mime_encoding_outlen(&state, bytes->len);
    GByteArray *result = g_byte_array_new();
    g_byte_array_set_size(result, (guint)room + 16);
    size_t length =
        g_mime_encoding_flush(&state, (const char *)bytes->data, bytes->len, (char *)result->data);
    g_byte_array_set_size(result, (guint)length);
    g_byte_array_unref(bytes);
    return result;
}

static const char *lower_type(struct arena *arena, GMimeContentType *type)
{
    if (!type)
        return "text/plain";
    const char *media = g_mime_content_type_get_media_type(type),
               *subtype = g_mime_content_type_get_media_subtype(type);
    char *text = arena_format(arena, "%.60s/%.100s", media ? media : "text", subtype ? subtype : "plain");
    for (char *at = text; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at + 32);
    return text_line(arena, text, strlen(text), 200);
}

static bool is_type(GMimeObject *object, const char *media, const char *subtype)
{
    return g_mime_content_type_is_type(g_mime_object_get_content_type(object), media, subtype);
}

static bool is_attached(GMimeObject *object)
{
    const char *disposition = g_mime_object_get_disposition(object);
    return disposition && text_same(disposition, "attachment");
}

static void add_attachment(struct walk *walk, GMimeObject *object, struct place place)
{
    struct letter *letter = walk->letter;
    if (letter->attachment_count == CAP_ATTACHMENTS) {
        walk->stopped = true;
        return;
    }
    const char *name = NULL;
    size_t size = 0;
    if (GMIME_IS_PART(object)) {
        name = g_mime_part_get_filename(GMIME_PART(object));
        GByteArray *bytes = transferred(GMIME_PART(object));
        size = bytes->len;
        g_byte_array_unref(bytes);
    }
    if (!name)
        name = g_mime_object_get_content_disposition_parameter(object, "filename");
    if (!name)
        name = g_mime_object_get_content_type_parameter(object, "name");
    bool is_picture = is_type(object, "image", "*");
    letter->attachment[letter->attachment_count++] =
        (struct attachment){.name = name ? text_line(letter->arena, name, strlen(name), CAP_VALUE_BYTES) : "",
                            .type = lower_type(letter->arena, g_mime_object_get_content_type(object)),
                            .size = size,
                            .is_inline = is_picture && !is_attached(object) &&
                                         (place.related || g_mime_object_get_content_id(object))};
}

/* The part's text in UTF-8, lines kept. Lives in the letter's arena. */
static const char *text_of(struct walk *walk, GMimePart *part, size_t maximum, size_t *length)
{
    GByteArray *bytes = decoded(part);
    const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    size_t size = bytes->len < maximum ? bytes->len : maximum;
    if (size < bytes->len)
        walk->stopped = true;
    const char *text = charset_utf8(walk->letter->arena, (const char *)bytes->data, size, charset, length);
    g_byte_array_unref(bytes);
    return text;
}

static void add_text(struct walk *walk, GMimePart *part, bool is_html, struct place place)
{
    struct unit *unit = place.alternative ? place.alternative : new_unit(walk, place.forwarded);
    if (!unit)
        return;
    size_t length;
    const char *text = text_of(walk, part, is_html ? CAP_HTML_BYTES / 4 : CAP_TEXT_BYTES, &length);
    struct buf *buf = is_html ? &unit->html : &unit->plain;
    if (buf->length > 0)
        buf_add_text(buf, "\n");
    if (buf_add(buf, text, length) != 0)
        walk->stopped = true;
    walk->cut = is_html ? &unit->html_cut : &unit->plain_cut;
    const char *format = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "format");
    const char *space = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "delsp");
    if (!is_html) {
        unit->flowed = format && text_same(format, "flowed");
        unit->delete_space = unit->flowed && space && text_same(space, "yes");
    }
}

static void walk_text(struct walk *walk, GMimeObject *object, struct place place)
{
    struct letter *letter = walk->letter;
    GMimePart *part = GMIME_PART(object);
    size_t length;
    bool is_plain = is_type(object, "text", "plain"), is_html = is_type(object, "text", "html");
    if (is_type(object, "text", "calendar")) {
        letter->has_calendar = true;
        add_attachment(walk, object, place);
    } else if (is_type(object, "text", "rfc822-headers")) {
        if (!letter->returned_headers[0])
            letter->returned_headers = text_of(walk, part, REPORT_BYTES, &length);
    } else if ((is_plain || is_html) && !is_attached(object) &&
               (!g_mime_part_get_filename(part) || walk->content->count == 0)) {
        add_text(walk, part, is_html, place);
    } else if (!place.alternative) { /* other forms of the same words (AMP, watch) are no attachments */
        add_attachment(walk, object, place);
    }
}

static bool is_machine(const struct letter *letter)
{
    return letter->null_return_path || text_starts(letter->from.address, "mailer-daemon") ||
           text_starts(letter->from.address, "postmaster");
}

static void walk_message(struct walk *walk, GMimeObject *object, struct place place)
{
    GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    struct letter *letter = walk->letter;
    if (!walk->in_report)
        add_attachment(walk, object, place);
    if (!message)
        return;
    if (walk->in_report || is_machine(letter)) {
        char *headers = g_mime_object_get_headers(GMIME_OBJECT(message), NULL);
        if (headers && !letter->returned_headers[0]) {
            size_t length = strlen(headers);
            letter->returned_headers = charset_utf8(
                letter->arena, headers, length < REPORT_BYTES ? length : REPORT_BYTES, NULL, NULL);
        }
        g_free(headers);
        return;
    }
    place.forwarded = true;
    place.alternative = NULL;
    GMimeObject *inside = g_mime_message_get_mime_part(message);
    if (inside)
        walk_object(walk, inside, place);
}

static void walk_multipart(struct walk *walk, GMimeObject *object, struct place place)
{
    GMimeMultipart *multipart = GMIME_MULTIPART(object);
    if (is_type(object, "multipart", "encrypted"))
        walk->letter->is_encrypted = true;
    if (is_type(object, "multipart", "report"))
        walk->in_report = true;
    if (is_type(object, "multipart", "alternative") && !place.alternative)
        place.alternative = new_unit(walk, place.forwarded);
    if (is_type(object, "multipart", "related"))
        place.related = true;
    int count = g_mime_multipart_get_count(multipart);
    for (int i = 0; i < count && !(walk->parts > CAP_MIME_PARTS); i++)
        walk_object(walk, g_mime_multipart_get_part(multipart, i), place);
}

static void walk_part(struct walk *walk, GMimeObject *object, struct place place)
{
    struct letter *letter = walk->letter;
    size_t length;
    if (is_type(object, "message", "delivery-status") ||
        is_type(object, "message", "global-delivery-status")) {
        if (!letter->delivery_report[0])
            letter->delivery_report = text_of(walk, GMIME_PART(object), REPORT_BYTES, &length);
        return;
    }
    if (is_type(object, "message", "global-headers") && !letter->returned_headers[0])
        letter->returned_headers = text_of(walk, GMIME_PART(object), REPORT_BYTES, &length);
    if (is_type(object, "application", "pkcs7-mime") || is_type(object, "application", "x-pkcs7-mime") ||
        is_type(object, "application", "pgp-encrypted"))
        letter->is_encrypted = true;
    if (is_type(object, "text", "*"))
        walk_text(walk, object, place);
    else
        add_attachment(walk, object, place);
}

static void walk_object(struct walk *walk, GMimeObject *object, struct place place)
{
    if (!object)
        return;
    if (++walk->parts > CAP_MIME_PARTS || ++place.depth > CAP_MIME_DEPTH) {
        walk->stopped = true;
        return;
    }
    walk->cut = NULL;
    if (GMIME_IS_MULTIPART(object))
        walk_multipart(walk, object, place);
    else if (GMIME_IS_MESSAGE_PART(object))
        walk_message(walk, object, place);
    else if (GMIME_IS_PART(object))
        walk_part(walk, object, place);
}

/* How much of the body is handed to the parser: it holds every part in memory. */
static size_t parsable(const char *body, size_t length)
{
    unsigned dashes = 0;
    for (const char *at = body, *end = body + length; at && at < end;) {
        if (end - at > 2 && at[0] == '-' && at[1] == '-' && ++dashes > BOUNDARY_LINES)
            return (size_t)(at - body);
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    return length;
}

static GMimeMessage *parse(const struct fields *fields, size_t length)
{
    static const char *const kept[] = {"content-type", "content-transfer-encoding", "content-disposition",
                                       "content-id", "mime-version"};
    struct buf bytes;
    buf_init(&bytes, SIZE_MAX / 4);
    buf_add_text(&bytes, "X: x\n"); /* a message needs a field */
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const struct field *field = fields_find(fields, kept[i]);
        if (field)
            buf_add_format(&bytes, "%s: %s\n", kept[i], field->value);
    }
    buf_add_text(&bytes, "\n");
    buf_add(&bytes, fields->body, length);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.data, bytes.length);
    buf_free(&bytes);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    return message;
}

void mime_read(struct letter *letter, const struct fields *fields, struct content *content)
{
    letter->content_type = "text/plain";
    letter->report_type = letter->delivery_report = letter->returned_headers = "";
    letter->attachment = arena_array(letter->arena, CAP_ATTACHMENTS, sizeof *letter->attachment);
    size_t length = parsable(fields->body, fields->body_length);
    struct walk walk = {
        .letter = letter, .content = content, .stopped = length < fields->body_length || fields->dropped};
    GMimeMessage *message = parse(fields, length);
    GMimeObject *root = message ? g_mime_message_get_mime_part(message) : NULL;
    if (root) {
        letter->content_type = lower_type(letter->arena, g_mime_object_get_content_type(root));
        const char *report = g_mime_object_get_content_type_parameter(root, "report-type");
        if (report)
            letter->report_type =
                text_key(letter->arena, text_line(letter->arena, report, strlen(report), 100));
        walk_object(&walk, root, (struct place){0});
    } else {
        letter->damage = "the structure of the message could not be read";
    }
    if (letter->truncated && walk.cut)
        *walk.cut = true;
    if (walk.stopped)
        letter->damage = "some of the message was left out: it has more parts, fields or text than are read";
    if (message)
        g_object_unref(message);
}
