#include "grefier/roster/export.h"

#include <string.h>
#include "grefier/base/clock.h"
#include "grefier/base/text.h"

#define PHONE_DIGITS_LEAST 7
#define PHONE_DIGITS_MOST  15

static bool is_e164(const char *text)
{
    size_t digits = *text == '+' ? strspn(text + 1, "0123456789") : 0;
    return digits >= PHONE_DIGITS_LEAST && digits <= PHONE_DIGITS_MOST && text[1 + digits] == '\0';
}

static bool is_blank(uint32_t code)
{
    return code == ' ' || code == 0xA0 || code == 0x3000 || code == 0x200B || code == 0xFEFF;
}

bool export_is_formula(const char *text)
{
    static const uint32_t starts[] = {'=',  '+',    '-',    '@',    '|',    '\t',   '\r',
                                      '\n', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0xFF5C, 0x2212};
    const char *end = text + strlen(text);
    uint32_t code = 0;
    if (is_e164(text))
        return false;
    do {
        if (text == end)
            return false;
        text += text_decode(text, end, &code);
    } while (is_blank(code));
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (code == starts[i])
            return true;
    return false;
}

static void add_cell(struct buf *out, const char *text, bool last)
{
    const char *cell = text ? text : "";
    bool formula = export_is_formula(cell);
    bool quoted = strpbrk(cell, "\",\r\n;") || *cell == ' ' || formula;
    if (quoted)
        buf_add_byte(out, '"');
    if (formula)
        buf_add_byte(out, '\'');
    for (const char *at = cell; *at; at++) {
        if (*at == '"')
            buf_add_byte(out, '"');
        buf_add_byte(out, *at);
    }
    if (quoted)
        buf_add_byte(out, '"');
    buf_add_text(out, last ? "\r\n" : ",");
}

static void add_number(struct buf *out, int64_t number)
{
    buf_add_format(out, "%lld,", (long long)number);
}

static void add_instant(struct buf *out, int64_t instant, bool last)
{
    char text[CLOCK_TEXT_SIZE];
    clock_rfc3339(instant, text);
    add_cell(out, text, last);
}

static void add_missing(struct buf *out, const struct roster_field *field, size_t field_count,
                        unsigned missing)
{
    bool first = true;
    for (size_t i = 0; i < field_count; i++)
        if (missing & (1u << i)) {
            buf_add_format(out, "%s%s", first ? "" : " ", field[i].id);
            first = false;
        }
    buf_add_byte(out, ',');
}

static void add_row(struct buf *out, const struct roster_field *field, size_t field_count,
                    const struct applicant *row)
{
    add_number(out, row->id);
    for (size_t i = 0; i < field_count; i++)
        add_cell(out, row->field[i], false);
    add_cell(out, row->extension, false);
    add_cell(out, sector_word(row->sector), false);
    add_cell(out, row->email, false);
    add_cell(out, row->language, false);
    add_cell(out, applicant_status_word(row->status), false);
    add_missing(out, field, field_count, row->missing);
    add_instant(out, row->created, false);
    add_instant(out, row->updated, true);
}

int export_csv(const struct roster_field *field, size_t field_count, struct applicant *const *applicant,
               size_t count, bool mark, struct buf *out)
{
    static const char *const columns[] = {"extension", "sector",  "email",   "language",
                                          "status",    "missing", "created", "updated"};
    const size_t column_count = sizeof columns / sizeof *columns;
    buf_add_text(out, mark ? "\xEF\xBB\xBFid," : "id,");
    for (size_t i = 0; i < field_count; i++)
        add_cell(out, field[i].id, false);
    for (size_t i = 0; i < column_count; i++)
        add_cell(out, columns[i], i + 1 == column_count);
    for (size_t i = 0; i < count && !out->full; i++)
        add_row(out, field, field_count, applicant[i]);
    return out->full ? -1 : 0;
}
