/*
 * The writer's own signature below a message passed on in plain text: nothing marks where the forward ends, but a "-- "
 * with the name of From under it does.
 */
#include <string.h>

#include "parts.h"

#define NAME_WORD 4 /* letters; shorter words stand in anybody's name */

static bool shares_word(const char *line, const char *name)
{
    for (const char *at = name; *at;) {
        size_t length = strcspn(at, " ,.-\"'()");
        char word[64];
        if (length >= NAME_WORD && length < sizeof word) {
            memcpy(word, at, length);
            word[length] = '\0';
            if (text_find(line, word))
                return true;
        }
        at += length + (at[length] != '\0');
    }
    return false;
}

static bool is_passed_on(const struct line *line)
{
    return line->quote_depth == 0 && (line->zone == ZONE_FORWARDED || line->zone == ZONE_QUOTED);
}

void zones_reclaim_signature(struct letter *letter)
{
    size_t mark = letter->line_count;
    while (mark > 0 && strcmp(letter->line[mark - 1].text, "--") != 0)
        mark--;
    if (mark == 0 || mark == letter->line_count || !is_passed_on(&letter->line[mark - 1]))
        return;
    struct folded name = text_fold(letter->arena, letter->from.name, strlen(letter->from.name));
    if (!shares_word(letter->line[mark].folded.text, name.text))
        return;
    for (size_t i = mark - 1; i < letter->line_count; i++)
        if (is_passed_on(&letter->line[i]))
            letter->line[i].zone = ZONE_SIGNATURE;
}
