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
    const char *at = text;
    if (*at == '(')
        at++;
    size_t digits = strspn(at, "0123456789");
    if (digits > 2)
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
