#include "grefier/roster/export.h"

#include "grefier/base/clock.h"

static void add_member(struct buf *out, const char *name, const char *value)
{
    buf_add_text(out, ", ");
    buf_add_json(out, name);
    buf_add_text(out, ": ");
    buf_add_json(out, value);
}

static void add_instant(struct buf *out, const char *name, int64_t instant)
{
    char text[CLOCK_TEXT_SIZE];
    clock_rfc3339(instant, text);
    add_member(out, name, text);
}

static void add_missing(struct buf *out, const struct roster_field *field, size_t field_count,
                        unsigned missing)
{
    const char *comma = "";
    buf_add_text(out, ", \"missing\": [");
    for (size_t i = 0; i < field_count; i++)
        if (missing & (1u << i)) {
            buf_add_text(out, comma);
            buf_add_json(out, field[i].id);
            comma = ", ";
        }
    buf_add_byte(out, ']');
}

static void add_applicant(struct buf *out, const struct roster_field *field, size_t field_count,
                          const struct applicant *row)
{
    buf_add_format(out, "{\"id\": %lld", (long long)row->id);
    for (size_t i = 0; i < field_count; i++)
        add_member(out, field[i].id, row->field[i]);
    add_member(out, "extension", row->extension);
    add_member(out, "sector", sector_word(row->sector));
    add_member(out, "email", row->email);
    add_member(out, "language", row->language);
    add_member(out, "status", applicant_status_word(row->status));
    add_missing(out, field, field_count, row->missing);
    add_instant(out, "created", row->created);
    add_instant(out, "updated", row->updated);
    buf_add_byte(out, '}');
}

int export_json(const struct roster_field *field, size_t field_count, struct applicant *const *applicant,
                size_t count, struct buf *out)
{
    buf_add_byte(out, '[');
    for (size_t i = 0; i < count && !out->full; i++) {
        buf_add_text(out, i ? ",\n" : "\n");
        add_applicant(out, field, field_count, applicant[i]);
    }
    buf_add_text(out, count ? "\n]\n" : "]\n");
    return out->full ? -1 : 0;
}
