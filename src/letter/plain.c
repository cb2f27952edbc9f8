/* Plain text → lines: quote marks, format=flowed (RFC 3676), wraps, links and stars that clients add. */
#include <stdint.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "parts.h"

#define CELLS 16

/* Takes the quote marks off the front of [*at, end) and counts them. */
static unsigned take_quote_marks(const char **at, const char *end, bool flowed)
{
    unsigned depth = 0;
    while (*at < end) {
        const char *next = *at;
        if (depth > 0 && !flowed)
            while (next < end && *next == ' ')
                next++;
        if (next >= end || *next != '>')
            break;
        depth++;
        *at = next + 1;
    }
    if ((flowed || depth > 0) && *at < end && **at == ' ')
        (*at)++;
    return depth < 100 ? depth : 100;
}

enum separator { SEPARATOR_TAB, SEPARATOR_TABS, SEPARATOR_PIPE, SEPARATORS };

struct source {
    const char *at, *end; /* one line without quote marks */
    unsigned depth;
    bool soft;  /* flowed: the next line goes on */
    bool split; /* broken by us: the next line is the rest of it */
    size_t cells[SEPARATORS];
};

struct cells {
    const char *from[CELLS], *to[CELLS];
    size_t count;
};

static const char *skip_bytes(const char *at, const char *end, const char *what)
{
    while (at < end && strchr(what, *at))
        at++;
    return at;
}

/* Cuts a row "| a | b |" or "a\tb"; `count` is 0 when it is none. Several tabs are one separator or, in rows
 * copied from a sheet, empty cells: both are tried. */
static struct cells cut_cells(const char *at, const char *end, enum separator separator)
{
    struct cells cells = {.count = 0};
    char mark = separator == SEPARATOR_PIPE ? '|' : '\t';
    at = skip_bytes(at, end, separator == SEPARATOR_TAB ? " " : " \t");
    while (end > at && (end[-1] == ' ' || (end[-1] == '\t' && separator != SEPARATOR_TAB)))
        end--;
    bool framed = mark == '|' && end - at > 2 && *at == '|';
    if (framed) {
        at++;
        end -= end[-1] == '|';
    }
    for (bool more = at < end; more && cells.count < CELLS;) {
        const char *stop = memchr(at, mark, (size_t)(end - at));
        cells.from[cells.count] = at;
        cells.to[cells.count++] = stop ? stop : end;
        more = stop != NULL;
        at = stop ? stop + 1 : end;
        if (separator == SEPARATOR_TABS)
            at = skip_bytes(at, end, " \t");
    }
    if ((mark == '|' && !framed && cells.count < 3) || cells.count < 2 ||
        skip_bytes(cells.from[0], cells.to[0], " \t") == cells.to[0])
        cells.count = 0;
    return cells;
}

/* "|---|---|" */
static bool is_rule_line(const struct source *source)
{
    return skip_bytes(source->at, source->end, "|+-=: \t") == source->end;
}

static struct source next_source(const char **at, const char *end, const struct unit *unit,
                                 const struct source *before)
{
    const char *start = *at, *stop = start;
    while (stop < end && *stop != '\r' && *stop != '\n' && !(stop - start > SPLIT_BYTES && *stop == ' '))
        stop++;
    *at = stop < end ? stop + (stop[0] == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1) : end;
    struct source source = {.at = start, .end = stop, .split = stop < end && *stop == ' '};
    source.depth = before->split ? before->depth : take_quote_marks(&source.at, stop, unit->flowed);
    size_t length = (size_t)(stop - source.at);
    bool is_delimiter = length == 3 && memcmp(source.at, "-- ", 3) == 0;
    if (unit->flowed && length > 0 && stop[-1] == ' ' && !is_delimiter) {
        source.soft = true;
        source.end -= unit->delete_space;
    }
    for (enum separator i = 0; i < SEPARATORS && !source.soft && !source.split; i++)
        source.cells[i] = cut_cells(source.at, source.end, i).count;
    return source;
}

static void add_row(struct drafts *drafts, const struct source *source, enum separator separator)
{
    struct cells cells = cut_cells(source->at, source->end, separator);
    struct draft *draft = drafts_add(drafts, source->at, (size_t)(source->end - source->at));
    if (!draft)
        return;
    draft->line.quote_depth = source->depth;
    draft->line.table = drafts->tables;
    draft->line.cell_count = cells.count;
    draft->cell = arena_array(drafts->arena, cells.count, sizeof *draft->cell);
    struct buf text;
    buf_init(&text, (size_t)4 * CAP_LINE_BYTES);
    bool bold = false;
    draft->line.bold = true;
    for (size_t i = 0; i < cells.count; i++) {
        bool all = plain_add_visible(&text, cells.from[i], cells.to[i], &bold);
        draft->line.bold = draft->line.bold && all;
        draft->cell[i] = text_line(drafts->arena, text.data, text.length, CAP_LINE_BYTES);
    }
    buf_free(&text);
    draft_join_cells(drafts, draft);
}

static size_t width_of(const char *at, const char *end)
{
    size_t width = 0;
    for (; at < end; at++)
        width += (*at & 0xC0) != 0x80;
    return width;
}

/* "Consiliul Audiovizualului. Telefon: ": a sentence ends before the colon; "Nr. de telefon: " holds no end. */
static bool ends_sentence(const char *text, const char *end)
{
    for (const char *at = text; at + 2 < end; at++)
        if (*at == '.' && at[1] == ' ' && (at[2] < 'a' || at[2] > 'z') && at - text > 4 && at[-1] >= 'a' &&
            at[-2] >= 'a' && at[-3] >= 'a' && at[-4] >= 'a')
            return true;
    return false;
}

#define LABEL_WIDTH 40

/* "Funcția: …", "Localitatea, județul ...... Dolj" */
static bool is_label(const char *text)
{
    static const char *const separators[] = {":", " ..", "....", "____"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        const char *mark = strstr(text, separators[i]);
        if (mark && mark > text && mark - text <= LABEL_WIDTH && !ends_sentence(text, mark))
            return true;
    }
    return false;
}

/* "Mob. 0722 345 678" */
static bool is_label_of_number(const char *text)
{
    size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    size_t number = letters + strspn(text + letters, " .:(");
    return *text >= 'A' && *text <= 'Z' && letters <= 9 && number > letters &&
           (text[number] == '0' || text[number] == '+');
}

/* A line that ends in a small word goes on whatever its width. */
static bool ends_open(const char *text, size_t length)
{
    static const char *const words[] = {"de", "la", "în",  "in", "din", "și", "si", "cu",  "pe",
                                        "a",  "al", "ale", "ai", "sau", "să", "sa", "că",  "ca",
                                        "un", "o",  "the", "of", "and", "to", "at", "for", "pentru"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        if (length > size && text[length - size - 1] == ' ' &&
            memcmp(text + length - size, words[i], size) == 0)
            return true;
    }
    return false;
}

static bool begins_small(const char *text)
{
    static const char *const letters[] = {"ă", "â", "î", "ș", "ş", "ț", "ţ"};
    bool small = *text >= 'a' && *text <= 'z';
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        small = small || strncmp(text, letters[i], strlen(letters[i])) == 0;
    return small;
}

/* "…, iar încurc cifrele," / "ăla e al pizzeriei: 0766 …": behind a comma goes on what begins with small letters and has
 * the words of a sentence. */
static bool is_clause(const char *first, size_t length, const char *second)
{
    size_t blanks = 0;
    for (const char *at = second; *at && *at != ':'; at++)
        blanks += *at == ' ';
    return first[length - 1] == ',' && begins_small(second) && blanks >= 3;
}

/* Of a paragraph that was wrapped twice, at two widths, every second line is short; the sentence goes on. */
static bool is_rest_of_wrap(const struct line *before, const char *first, size_t length, const char *second)
{
    bool ended = strchr(".!?:;,", first[length - 1]) != NULL;
    return before->joined && !ended && begins_small(second) && !strstr(second, " - ");
}

/* "Somaschi Baia Mare:" above bullets is the end of a sentence, no label. */
static bool leads_to_list(const struct drafts *drafts, size_t index)
{
    const char *text = drafts->item[index].line.text;
    size_t length = strlen(text), next = index + 1;
    while (next < drafts->count && drafts->item[next].line.blank)
        next++;
    return length > 0 && text[length - 1] == ':' && next < drafts->count && drafts->item[next].line.bullet;
}

/* Whether a client's hard wrap stands between the line and the one before it: the next word would not have fitted, and
 * the sentence goes on. */
static bool is_wrapped(const struct drafts *drafts, size_t index, size_t width)
{
    const struct draft *before = &drafts->item[index - 1], *draft = &drafts->item[index];
    const char *first = before->line.text, *second = draft->line.text;
    size_t length = strlen(first), columns = width_of(first, first + length);
    if (before->line.blank || draft->line.blank || before->line.quote_depth != draft->line.quote_depth ||
        before->line.cell_count || draft->line.cell_count || draft->line.bullet)
        return false;
    if (columns >= 45 && columns <= 80 && ends_open(first, length))
        return true;
    if ((is_label(second) || is_label_of_number(second)) && !leads_to_list(drafts, index) &&
        !is_clause(first, length, second))
        return false;
    if (is_rest_of_wrap(&before->line, first, length, second))
        return true;
    size_t word = strcspn(second, " ");
    if (!strchr(first, ' ') || columns < 56 || columns > 80 ||
        columns + 1 + width_of(second, second + word) <= width)
        return false;
    char last = first[length - 1];
    bool ended = strchr(".!?:;", last) != NULL;
    return !ended || (*second >= 'a' && *second <= 'z');
}

#define WIDEST_WRAP 80

/* The column at which the client wrapped: the longest line. Where one is longer than any client makes, none does. */
static size_t wrap_width(const struct drafts *drafts)
{
    size_t widest = 0;
    for (size_t i = 0; i < drafts->count; i++) {
        const char *text = drafts->item[i].line.text;
        size_t width = width_of(text, text + strlen(text));
        if (drafts->item[i].line.quote_depth > 0 || !strchr(text, ' '))
            continue;
        if (width > WIDEST_WRAP + 10)
            return SIZE_MAX;
        if (width <= WIDEST_WRAP && width > widest)
            widest = width;
    }
    return widest < 60 ? 60 : widest;
}

static void find_wraps(struct drafts *drafts)
{
    size_t width = wrap_width(drafts);
    for (size_t i = 1; i < drafts->count; i++)
        if (is_wrapped(drafts, i, width))
            drafts->item[i].line.joined = true;
}

/* The text on its way to lines. */
struct reader {
    struct drafts *drafts;
    const struct unit *unit;
    const char *at, *end;
    struct source source, next; /* the line at hand and the one behind it (depth and cells 0 at the end) */
    struct buf pending;         /* the line being put together: DelSp joins words without a blank */
    struct buf visible;
    bool bold, joined, any_soft;
    bool in_table;
    size_t columns; /* of the table, by its separator */
    enum separator separator;
};

static void add_line(struct reader *reader)
{
    const char *text = reader->pending.data ? reader->pending.data : "";
    bool bold = plain_add_visible(&reader->visible, text, text + reader->pending.length, &reader->bold);
    struct draft *draft = drafts_add(reader->drafts, reader->visible.data, reader->visible.length);
    buf_clear(&reader->pending);
    if (!draft)
        return;
    if (draft->line.blank)
        reader->bold = false;
    draft->line.quote_depth = reader->source.depth;
    draft->line.bold = bold && !draft->line.blank;
    draft->line.bullet = text_is_bullet(draft->line.text);
    draft->line.joined =
        reader->joined && !draft->line.blank && !draft->line.bullet &&
        (!is_label(draft->line.text) || (draft->line.text[0] >= 'a' && draft->line.text[0] <= 'z'));
}

/* Whether the line at hand is a row: it has as many cells as the row above or the line below. */
static bool is_row(struct reader *reader)
{
    const struct source *source = &reader->source, *next = &reader->next;
    if (reader->pending.length > 0 || is_rule_line(source))
        return false;
    if (reader->in_table && source->cells[reader->separator] == reader->columns)
        return true;
    for (enum separator i = 0; i < SEPARATORS; i++) {
        bool above_rule = i == SEPARATOR_PIPE && next->at && next->end > next->at && is_rule_line(next);
        if (source->cells[i] > 1 && (next->cells[i] == source->cells[i] || above_rule)) {
            reader->drafts->tables++;
            reader->separator = i;
            reader->columns = source->cells[i];
            return true;
        }
    }
    return false;
}

static void read_line(struct reader *reader)
{
    const struct source *source = &reader->source;
    if (reader->in_table && source->end > source->at && is_rule_line(source))
        return;
    reader->in_table = is_row(reader);
    if (reader->in_table) {
        add_row(reader->drafts, source, reader->separator);
        reader->joined = false;
        return;
    }
    buf_add(&reader->pending, source->at, (size_t)(source->end - source->at));
    reader->any_soft |= source->soft;
    bool goes_on = source->soft && reader->next.at && reader->next.depth == source->depth;
    if (goes_on && reader->unit->delete_space && (source->end == source->at || source->end[-1] != ' '))
        return;
    add_line(reader);
    reader->joined = goes_on || source->split;
}

void plain_read(struct drafts *drafts, struct unit *unit)
{
    if (unit->plain.length == 0)
        return;
    plain_mark_bold(unit->plain.data, unit->plain.length);
    struct reader reader = {
        .drafts = drafts, .unit = unit, .at = unit->plain.data, .end = unit->plain.data + unit->plain.length};
    buf_init(&reader.pending, (size_t)4 * CAP_LINE_BYTES);
    buf_init(&reader.visible, (size_t)4 * CAP_LINE_BYTES);
    reader.next = next_source(&reader.at, reader.end, unit, &reader.source);
    while (reader.next.at && !drafts->full) {
        reader.source = reader.next;
        reader.next = reader.at < reader.end ? next_source(&reader.at, reader.end, unit, &reader.source)
                                             : (struct source){0};
        read_line(&reader);
    }
    if (reader.pending.length > 0)
        add_line(&reader);
    buf_free(&reader.pending);
    buf_free(&reader.visible);
    if (!reader.any_soft) /* also where "format=flowed" is only said, as some webmail does */
        find_wraps(drafts);
    drafts_join_numbers(drafts);
}
