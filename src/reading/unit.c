#include "unit.h"

#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/caps.h"

static bool is_passed_on(const struct line *line)
{
    return line->zone == ZONE_FORWARDED || line->zone == ZONE_QUOTED;
}

static bool is_read(const struct line *line, bool with_forwarded)
{
    return !line->blank &&
           (line->zone == ZONE_OWN || line->zone == ZONE_SIGNATURE || (with_forwarded && is_passed_on(line)));
}

/* The line with those that continue it, as one text; *next is the first line after them. */
static struct folded join_lines(struct letter *letter, size_t first, size_t *next)
{
    const struct line *line = &letter->line[first];
    size_t end = first + 1;
    while (end < letter->line_count && letter->line[end].joined && !letter->line[end].blank &&
           letter->line[end].zone == line->zone && letter->line[end].cell_count == 0)
        end++;
    *next = end;
    if (end == first + 1)
        return line->folded;
    struct buf text;
    buf_init(&text, CAP_LINE_BYTES);
    for (size_t i = first; i < end; i++) {
        if (i > first)
            buf_add_byte(&text, ' ');
        buf_add_text(&text, letter->line[i].text);
    }
    size_t length = text.length;
    char *copy = arena_copy(letter->arena, text.data ? text.data : "", length);
    buf_free(&text);
    return text_fold(letter->arena, copy, length);
}

struct units units_of(struct letter *letter, bool with_forwarded)
{
    struct units units = {.item = arena_array(letter->arena, letter->line_count + 1, sizeof *units.item)};
    for (size_t i = 0, next; i < letter->line_count; i = next) {
        const struct line *line = &letter->line[i];
        next = i + 1;
        if (!is_read(line, with_forwarded))
            continue;
        struct unit *unit = &units.item[units.count++];
        unit->zone = is_passed_on(line) ? ZONE_OWN : line->zone;
        unit->is_forwarded = is_passed_on(line);
        unit->bullet = line->bullet;
        unit->after_blank = i == 0 || letter->line[i - 1].blank;
        unit->line = (unsigned)i + 1;
        if (line->cell_count > 0) {
            unit->row = line;
            unit->folded = line->folded;
        } else {
            unit->folded = join_lines(letter, i, &next);
        }
    }
    struct unit *subject = &units.item[units.count++];
    subject->is_subject = true;
    subject->folded = text_fold(letter->arena, letter->subject_core, strlen(letter->subject_core));
    return units;
}

const char *unit_where(const struct unit *unit)
{
    return unit->is_subject     ? "subject"
           : unit->is_forwarded ? zone_word(ZONE_FORWARDED)
                                : zone_word(unit->zone);
}

size_t mark_length(const struct folded *text)
{
    size_t length = strspn(text->text, "0123456789");
    bool numbered = length > 0 && length <= 2;
    if (!numbered)
        length = text->text[0] >= 'a' && text->text[0] <= 'z';
    if (length > 0 && length < text->length && strchr(".)", text->text[length]))
        length++;
    else
        length = strspn(text->text, "*-");
    size_t blanks = strspn(text->text + length, " ");
    return length > 0 && blanks > 0 ? length + blanks : 0;
}

bool unit_sentence_ends(const struct folded *text, size_t from, size_t to)
{
    for (size_t i = from; i + 2 < to; i++)
        if (strchr(".!?;", text->text[i]) && text->text[i + 1] == ' ' && i >= from + 3 &&
            text->text[i - 1] != '.' &&
            ((text->text[i + 2] >= 'A' && text->text[i + 2] <= 'Z') || text->text[i] != '.'))
            return true;
    return false;
}
