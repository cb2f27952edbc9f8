/* vCard 4.0 (RFC 6350). */
#include "grefier/roster/export.h"

#include <string.h>
#include "grefier/base/clock.h"

#define LINE_OCTETS 75

/* A content line, folded at a character's edge. */
static void add_line(struct buf *out, const char *line)
{
    size_t column = 0;
    for (; *line; line++) {
        if (column >= LINE_OCTETS && ((unsigned char)*line & 0xC0u) != 0x80u) {
            buf_add_text(out, "\r\n ");
            column = 1;
        }
        buf_add_byte(out, *line);
        /* the next character must fit whole */
        column += ((unsigned char)line[1] & 0xC0u) == 0xC0u && column + 4 > LINE_OCTETS ? LINE_OCTETS : 1;
    }
    buf_add_text(out, "\r\n");
}

static const char *escaped(struct arena *arena, const char *text)
{
    struct buf out;
    buf_init(&out, 2 * strlen(text) + 1);
    for (; *text; text++) {
        if (strchr("\\,;", *text))
            buf_add_byte(&out, '\\');
        buf_add_byte(&out, *text);
    }
    const char *copy = arena_copy(arena, out.data ? out.data : "", out.length);
    buf_free(&out);
    return copy;
}

static void add_text(struct buf *out, struct arena *arena, const char *property, const char *text)
{
    if (text && *text)
        add_line(out, arena_format(arena, "%s:%s", property, escaped(arena, text)));
}

static void add_phone(struct buf *out, struct arena *arena, const struct applicant *applicant)
{
    const char *phone = applicant->field[FIELD_PHONE], *extension = applicant->extension;
    if (!phone || *phone != '+' || strspn(phone + 1, "0123456789") != strlen(phone + 1))
        return;
    if (extension && *extension && strspn(extension, "0123456789") == strlen(extension))
        add_line(out, arena_format(arena, "TEL;VALUE=uri:tel:%s;ext=%s", phone, extension));
    else
        add_line(out, arena_format(arena, "TEL;VALUE=uri:tel:%s", phone));
}

/* FN is the one property a card must have. */
static const char *shown_name(struct arena *arena, const struct applicant *applicant)
{
    const char *const choice[] = {applicant->field[FIELD_NAME], applicant->email,
                                  applicant->field[FIELD_ORGANIZATION]};
    for (size_t i = 0; i < sizeof choice / sizeof *choice; i++)
        if (choice[i] && *choice[i])
            return choice[i];
    return arena_format(arena, "%lld", (long long)applicant->id);
}

static void add_card(struct buf *out, struct arena *arena, const struct applicant *applicant)
{
    char when[CLOCK_TEXT_SIZE], basic[CLOCK_TEXT_SIZE];
    size_t length = 0;
    clock_rfc3339(applicant->updated, when);
    for (const char *at = when; *at; at++)
        if (*at != '-' && *at != ':')
            basic[length++] = *at;
    basic[length] = '\0';
    add_line(out, "BEGIN:VCARD");
    add_line(out, "VERSION:4.0");
    add_text(out, arena, "FN", shown_name(arena, applicant));
    add_text(out, arena, "TITLE", applicant->field[FIELD_POSITION]);
    add_text(out, arena, "ORG", applicant->field[FIELD_ORGANIZATION]);
    add_phone(out, arena, applicant);
    add_text(out, arena, "EMAIL", applicant->email);
    add_text(out, arena, "CATEGORIES", sector_word(applicant->sector));
    add_text(out, arena, "LANG", applicant->language);
    add_line(out, arena_format(arena, "REV:%s", basic));
    add_line(out, "END:VCARD");
}

int export_vcard(struct applicant *const *applicant, size_t count, struct buf *out)
{
    for (size_t i = 0; i < count && !out->full; i++) {
        struct arena *arena = arena_new();
        if (applicant[i]->status != APPLICANT_WITHDRAWN && applicant[i]->status != APPLICANT_REVIEW)
            add_card(out, arena, applicant[i]);
        arena_free(&arena);
    }
    return out->full ? -1 : 0;
}
