/*
 * Folding by Unicode's own tables (GLib's decomposition), so that every Latin letter with marks is covered
 * and not only the Romanian ones.
 */
#include "grefier/base/text.h"

#include <glib.h>
#include <string.h>

#include "grefier/base/buf.h"

/* Letters that Unicode does not decompose, and signs people use for one another. */
static const char *special(uint32_t code)
{
    switch (code) {
    case 0x00A0:
    case 0x202F:
    case 0x2007:
    case 0x3000:
    case 0x1680:
    case '\t':
    case '\n':
    case '\r':
    case 0x2028:
    case 0x2029:
    case 0x0085:
        return " ";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
        return "-";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
    case 0x2033:
    case 0x301D:
    case 0x301E:
        return "\"";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039:
    case 0x203A:
    case 0x0060:
    case 0x00B4:
    case 0x2032:
        return "'";
    case 0x00DF:
        return "ss";
    case 0x00C6:
        return "AE";
    case 0x00E6:
        return "ae";
    case 0x00D8:
        return "O";
    case 0x00F8:
        return "o";
    case 0x0152:
        return "OE";
    case 0x0153:
        return "oe";
    case 0x0110:
    case 0x00D0:
        return "D";
    case 0x0111:
    case 0x00F0:
        return "d";
    case 0x0141:
        return "L";
    case 0x0142:
        return "l";
    case 0x0131:
        return "i";
    case 0x2026:
        return "...";
    default:
        return NULL;
    }
}

/* Nothing to see: soft hyphen, zero-width, bidi marks and embeddings, variation selectors, BOM, combining
 * marks. */
static bool is_invisible(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x034F || code == 0x061C ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE01EF);
}

static bool is_blank(uint32_t code)
{
    const char *as = special(code);
    return code == ' ' || (as && as[0] == ' ') || (code >= 0x2000 && code <= 0x200A) || code == 0x205F;
}

/* Writes the folded form of one character (at most 8 bytes) and returns its length. */
static size_t fold_character(uint32_t code, char to[8])
{
    if (is_blank(code)) {
        to[0] = ' ';
        return 1;
    }
    const char *as = special(code);
    if (as) {
        size_t length = 0;
        for (; as[length]; length++)
            to[length] = as[length];
        return length;
    }
    if (is_invisible(code) || (code >= 0x0300 && code <= 0x036F))
        return 0;
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize count = g_unichar_fully_decompose(code, TRUE, parts, G_N_ELEMENTS(parts));
    size_t length = 0;
    if (count > 0 && parts[0] < 0x80 && parts[0] >= 0x20) {
        for (gsize i = 0; i < count && length < 8; i++)
            if (parts[i] < 0x80 && parts[i] >= 0x20)
                to[length++] = (char)parts[i];
        return length;
    }
    if (code != 0xFFFD && !g_unichar_isalnum(code)) { /* bullets, arrows, pictures */
        to[0] = g_unichar_ispunct(code) || g_unichar_type(code) == G_UNICODE_OTHER_SYMBOL ? '*' : '?';
        return 1;
    }
    return text_encode(code, to);
}

struct folded text_fold(struct arena *arena, const char *bytes, size_t length)
{
    struct buf text;
    buf_init(&text, SIZE_MAX / 4);
    size_t room = length + 8;
    uint32_t *origin =
        arena_array(arena, 3 * room, sizeof *origin); /* "…" grows by nothing, ligatures by one */
    size_t count = 0;
    const char *end = bytes + length;
    for (const char *at = bytes; at < end;) {
        uint32_t code;
        size_t step = text_decode(at, end, &code);
        char folded[8];
        size_t size = fold_character(code, folded);
        if (count + size > 3 * room - 1)
            break;
        buf_add(&text, folded, size);
        for (size_t i = 0; i < size; i++)
            origin[count++] = (uint32_t)(at - bytes);
        at += step;
    }
    origin[count] = (uint32_t)length;
    struct folded result = {.text = arena_copy(arena, text.data ? text.data : "", text.length),
                            .length = text.length,
                            .origin = origin,
                            .original = bytes};
    buf_free(&text);
    return result;
}

char *text_key(struct arena *arena, const char *text)
{
    struct folded folded = text_fold(arena, text, strlen(text));
    for (size_t i = 0; i < folded.length; i++)
        if (folded.text[i] >= 'A' && folded.text[i] <= 'Z')
            folded.text[i] = (char)(folded.text[i] + 32);
    return folded.text;
}

char *text_unfold(struct arena *arena, const struct folded *folded, size_t from, size_t to)
{
    if (to > folded->length)
        to = folded->length;
    if (from > to)
        from = to;
    while (from < to && folded->text[from] == ' ')
        from++;
    while (to > from && folded->text[to - 1] == ' ')
        to--;
    uint32_t begin = folded->origin[from], end = from == to ? begin : folded->origin[to];
    return arena_copy(arena, folded->original + begin, end - begin);
}

char *text_line(struct arena *arena, const char *bytes, size_t length, size_t maximum)
{
    char *line = arena_alloc(arena, (length < maximum ? length : maximum) * 3 + 4);
    size_t used = 0;
    bool blank = false;
    const char *end = bytes + length;
    for (const char *at = bytes; at < end;) {
        uint32_t code;
        at += text_decode(at, end, &code);
        if (is_blank(code)) {
            blank = used > 0;
            continue;
        }
        if (is_invisible(code))
            continue;
        char character[4];
        size_t size = text_encode(code, character);
        if (used + size + (blank ? 1u : 0u) > maximum)
            break;
        if (blank)
            line[used++] = ' ';
        blank = false;
        memcpy(line + used, character, size);
        used += size;
    }
    line[used] = '\0';
    return line;
}
