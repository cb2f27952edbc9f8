#include <stdlib.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "parts.h"

bool text_is_bullet(const char *text)
{
    static const char *const marks[] = {"- ", "* ", "+ ", "• ", "· ", "– ", "— ",           "▪ ",
                                        "◦ ", "‣ ", "● ", "■ ", "✓ ", "➢ ", "\xEF\x82\xB7 "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    bool in_parentheses = *text == '(';
    const char *at = in_parentheses ? text + 1 : text;
    size_t digits = strspn(at, "0123456789");
    if (digits > (in_parentheses ? 1 : 2)) /* "fratele meu mic" / "(13) e speriat" */
        return false;
    if (digits == 0) {
        if (!(*at >= 'a' && *at <= 'h') || at[1] != ')')
            return false;
        digits = 1;
    }
    at += digits;
    size_t marks_length = strspn(at, ".)-");
    return marks_length >= 1 && marks_length <= 2 && (at[marks_length] == ' ' || *at == ')') &&
           at[marks_length] != '\0';
}

struct draft *drafts_add(struct drafts *drafts, const char *text, size_t length)
{
    if (drafts->count >= CAP_LINES || drafts->bytes >= CAP_TEXT_BYTES) {
        drafts->full = true;
        return NULL;
    }
    if (drafts->count == drafts->capacity) {
        drafts->capacity = drafts->capacity ? 2 * drafts->capacity : 64;
        drafts->item = xrealloc(drafts->item, drafts->capacity, sizeof *drafts->item);
    }
    struct draft *draft = &drafts->item[drafts->count++];
    *draft = (struct draft){0};
    draft->line.text = text_line(drafts->arena, text, length, CAP_LINE_BYTES);
    draft->line.blank = draft->line.text[0] == '\0';
    drafts->bytes += strlen(draft->line.text);
    return draft;
}

void drafts_append(struct drafts *drafts, const struct drafts *more)
{
    for (size_t i = 0; i < more->count; i++) {
        struct draft *draft = drafts_add(drafts, "", 0);
        if (!draft)
            break;
        *draft = more->item[i];
        if (draft->line.table)
            draft->line.table += drafts->tables;
        drafts->bytes += strlen(draft->line.text);
    }
    drafts->tables += more->tables;
    drafts->full = drafts->full || more->full;
}

void drafts_free(struct drafts *drafts)
{
    free(drafts->item);
    *drafts = (struct drafts){.arena = drafts->arena};
}

void draft_join_cells(struct drafts *drafts, struct draft *draft)
{
    struct buf text;
    buf_init(&text, CAP_LINE_BYTES);
    for (size_t i = 0; i < draft->line.cell_count; i++) {
        if (i > 0)
            buf_add_text(&text, " | ");
        buf_add_text(&text, draft->cell[i]);
    }
    draft->line.text = text_line(drafts->arena, text.data ? text.data : "", text.length, CAP_LINE_BYTES);
    draft->line.blank = false;
    buf_free(&text);
}

bool drafts_have_table(const struct drafts *drafts)
{
    return drafts->tables > 0;
}

size_t drafts_weight(const struct drafts *drafts)
{
    size_t weight = 0;
    for (size_t i = 0; i < drafts->count; i++)
        for (const char *at = drafts->item[i].line.text; *at; at++)
            weight += *at != ' ';
    return weight;
}

/* ---- phone numbers broken over lines ---- */

#define NUMBER_DIGITS 10 /* of a national one, its 0 included; with +40 there is one more */
#define NUMBER_LINES  4

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_number_mark(char byte)
{
    return byte != '\0' && strchr(" .-/()", byte) != NULL;
}

/* How many digits are wanting to the number that the text ends in; 0 when it ends in none that begins as one. */
static size_t digits_wanting(const char *text)
{
    size_t length = strlen(text), from = length, digits = 0;
    while (from > 0 && (is_digit(text[from - 1]) || is_number_mark(text[from - 1])))
        digits += is_digit(text[--from]);
    bool plus = from > 0 && text[from - 1] == '+';
    while (from < length && !is_digit(text[from]))
        from++;
    bool begins = plus ? strncmp(text + from, "40", 2) == 0 : text[from] == '0';
    size_t whole = NUMBER_DIGITS + plus;
    return begins && digits >= 2 && digits < whole ? whole - digits : 0;
}

/* Takes the digits that the text begins with from *wanting; false when it cannot be the rest of the number. */
static bool goes_on(const char *text, size_t *wanting)
{
    size_t at = 0, digits = 0;
    for (; digits < *wanting && (is_digit(text[at]) || (digits > 0 && is_number_mark(text[at]))); at++)
        digits += is_digit(text[at]);
    *wanting -= digits;
    return digits >= 2 && !is_digit(text[at]) && (*wanting == 0 || text[at] == '\0');
}

/* How many lines behind `index` hold the rest of a number that begins at its end. */
static size_t lines_of_rest(const struct drafts *drafts, size_t index)
{
    const struct line *first = &drafts->item[index].line;
    size_t wanting = first->cell_count ? 0 : digits_wanting(first->text), lines = 0;
    while (wanting > 0) {
        if (++lines > NUMBER_LINES || index + lines >= drafts->count)
            return 0;
        const struct line *line = &drafts->item[index + lines].line;
        if (line->quote_depth != first->quote_depth || line->cell_count || drafts->item[index + lines].row ||
            !goes_on(line->text, &wanting))
            return 0;
    }
    return lines;
}

void drafts_join_numbers(struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++)
        for (size_t rest = lines_of_rest(drafts, i); rest > 0; rest--)
            drafts->item[i + rest].line.joined = true;
}
