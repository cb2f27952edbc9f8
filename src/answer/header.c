/* Header fields as they may leave: RFC 5322 folding, RFC 2047 words, written by one small encoder instead of
 * GMime's, which chooses charsets by itself and would bring its objects into a pure room. */
#include "grefier/answer/compose.h"

#include <stdint.h>
#include <string.h>

#include "grefier/base/arena.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/letter/letter.h"

#define LINE_WIDTH   76
#define WORD_START   "=?UTF-8?Q?"
#define WORD_END     "?="
#define WORD_ROOM    (75 - (sizeof WORD_START - 1) - (sizeof WORD_END - 1))
#define LONGEST_WORD 70 /* a longer one cannot be folded, so it is encoded */
#define ID_BYTES     250

struct field {
    struct buf *out;
    size_t column;
};

static struct field begin(struct buf *out, const char *name)
{
    buf_add_text(out, name);
    buf_add_byte(out, ':');
    return (struct field){.out = out, .column = strlen(name) + 1};
}

static void put(struct field *line, const char *bytes, size_t length)
{
    buf_add(line->out, bytes, length);
    line->column += length;
}

static void fold(struct field *line)
{
    buf_add_text(line->out, "\r\n ");
    line->column = 1;
}

/* A blank, or a fold when `length` more bytes would be too many; never right behind the colon. */
static void separate(struct field *line, size_t length, bool first)
{
    if (!first && line->column + 1 + length > LINE_WIDTH)
        fold(line);
    else
        put(line, " ", 1);
}

static void end(struct field *line)
{
    buf_add_text(line->out, "\r\n");
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x7F || (unsigned char)*text < 0x20)
            return false;
    return true;
}

static bool has_long_word(const char *text)
{
    for (; *text; text += strspn(text, " ")) {
        size_t length = strcspn(text, " ");
        if (length > LONGEST_WORD)
            return true;
        text += length;
    }
    return false;
}

/* A text that only looks like an encoded word would be decoded by the reader. */
static bool needs_encoding(const char *text)
{
    return !is_ascii(text) || strstr(text, "=?") || has_long_word(text);
}

/* The signs that stand for themselves also in a phrase (RFC 2047, section 5, rule 3). */
static bool is_literal(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           (byte != '\0' && strchr("!*+-/", byte));
}

static size_t encode_character(const char *at, size_t length, char to[12])
{
    size_t size = 0;
    for (size_t i = 0; i < length; i++) {
        if (is_literal(at[i]) || at[i] == ' ') {
            to[size++] = at[i] == ' ' ? '_' : at[i];
        } else {
            to[size++] = '=';
            to[size++] = "0123456789ABCDEF"[(unsigned char)at[i] >> 4];
            to[size++] = "0123456789ABCDEF"[(unsigned char)at[i] & 15];
        }
    }
    return size;
}

static void put_encoded(struct field *line, const char *text)
{
    size_t around = sizeof WORD_START + sizeof WORD_END - 1; /* with the blank in front */
    size_t room = line->column + around < LINE_WIDTH ? LINE_WIDTH - line->column - around : 0;
    put(line, " ", 1);
    put(line, WORD_START, sizeof WORD_START - 1);
    size_t used = 0;
    for (const char *at = text, *last = text + strlen(text); at < last;) {
        uint32_t code;
        char encoded[12];
        size_t length = text_decode(at, last, &code);
        size_t size = encode_character(at, length, encoded);
        if (used + size > room && used > 0) { /* never inside a character */
            put(line, WORD_END, sizeof WORD_END - 1);
            fold(line);
            put(line, WORD_START, sizeof WORD_START - 1);
            used = 0;
            room = WORD_ROOM;
        }
        put(line, encoded, size);
        used += size;
        at += length;
    }
    put(line, WORD_END, sizeof WORD_END - 1);
}

static void put_plain(struct field *line, const char *text)
{
    for (bool first = true; *text; first = false) {
        size_t length = strcspn(text, " ");
        separate(line, length, first);
        put(line, text, length);
        text += length + strspn(text + length, " ");
    }
}

void header_add(struct buf *out, const char *name, const char *value)
{
    struct arena *arena = arena_new();
    const char *clean = text_line(arena, value, strlen(value), CAP_HEADER_BYTES);
    struct field line = begin(out, name);
    if (needs_encoding(clean))
        put_encoded(&line, clean);
    else
        put_plain(&line, clean);
    end(&line);
    arena_free(&arena);
}

static bool is_phrase_of_atoms(const char *text)
{
    for (; *text; text++)
        if (!is_literal(*text) && !strchr(" #$%&'=?^_`{|}~", *text))
            return false;
    return true;
}

static void put_quoted(struct field *line, const char *text)
{
    put(line, " \"", 2);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            put(line, "\\", 1);
        put(line, text, 1);
    }
    put(line, "\"", 1);
}

void header_add_address(struct buf *out, const char *name, const char *display_name, const char *address)
{
    if (!address_is_plain(address))
        return;
    struct arena *arena = arena_new();
    const char *words = display_name ? display_name : "";
    const char *clean = text_line(arena, words, strlen(words), CAP_VALUE_BYTES);
    struct field line = begin(out, name);
    if (!*clean) {
        put(&line, " ", 1);
        put(&line, address, strlen(address));
    } else {
        if (needs_encoding(clean) || (!is_phrase_of_atoms(clean) && strlen(clean) > LONGEST_WORD / 2))
            put_encoded(&line, clean);
        else if (is_phrase_of_atoms(clean))
            put_plain(&line, clean);
        else
            put_quoted(&line, clean);
        separate(&line, strlen(address) + 2, false);
        put(&line, "<", 1);
        put(&line, address, strlen(address));
        put(&line, ">", 1);
    }
    end(&line);
    arena_free(&arena);
}

bool header_id_is_plain(const char *id)
{
    const char *at = id ? strchr(id, '@') : NULL;
    size_t length = at ? strnlen(id, ID_BYTES + 1) : 0;
    if (!at || at == id || !at[1] || strchr(at + 1, '@') || length > ID_BYTES || strstr(id, "=?"))
        return false;
    for (; *id; id++)
        if ((unsigned char)*id <= 0x20 || (unsigned char)*id >= 0x7F || strchr("<>()\",;\\", *id))
            return false;
    return true;
}

void header_add_ids(struct buf *out, const char *name, const char *const *ids, size_t count)
{
    struct field line = {.out = out};
    for (size_t i = 0; i < count; i++) {
        if (!header_id_is_plain(ids[i]))
            continue;
        bool first = line.column == 0;
        if (first)
            line = begin(out, name);
        separate(&line, strlen(ids[i]) + 2, first);
        put(&line, "<", 1);
        put(&line, ids[i], strlen(ids[i]));
        put(&line, ">", 1);
    }
    if (line.column > 0)
        end(&line);
}
