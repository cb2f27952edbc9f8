/*
 * The style sheet within a page, as far as it hides: rules for one class or id (".h", "td.h", "#x"). What holds only
 * on some screens (@media) is left out, and so are selectors that depend on where an element stands.
 */
#include <string.h>
#include <strings.h>

#include "grefier/base/text.h"
#include "html.h"

static size_t name_length(const char *at, const char *end)
{
    size_t length = 0;
    while (at + length < end &&
           (strchr("-_0123456789", at[length]) || ((at[length] | 0x20) >= 'a' && (at[length] | 0x20) <= 'z')))
        length++;
    return length;
}

/* Behind the block that begins at `at`, with the blocks in it. */
static const char *block_end(const char *at, const char *end)
{
    unsigned depth = 0;
    for (; at < end; at++) {
        depth += *at == '{';
        if (*at == '}' && --depth == 0)
            return at + 1;
    }
    return end;
}

/* Whether it bears on whether words are seen. */
static bool matters(const struct look *look)
{
    return (look->flags & (IS_HIDDEN | IS_TINY)) || look->color != COLOR_NONE ||
           look->background != COLOR_NONE;
}

/* One selector of a list, blanks around it. */
static void add_rule(struct sheet *sheet, struct arena *arena, const char *at, const char *end,
                     const struct look *look)
{
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    while (end > at && strchr(" \t\r\n", end[-1]))
        end--;
    size_t tag = name_length(at, end);
    const char *mark = at + tag;
    if (mark + 1 >= end || (*mark != '.' && *mark != '#') || sheet->count == SHEET_RULES)
        return;
    size_t length = name_length(mark + 1, end);
    if (length == 0 || mark + 1 + length != end)
        return;
    sheet->rule[sheet->count++] = (struct sheet_rule){.tag = arena_copy(arena, at, tag),
                                                      .mark = *mark,
                                                      .name = arena_copy(arena, mark + 1, length),
                                                      .look = *look};
}

static void add_rules(struct sheet *sheet, struct arena *arena, const char *at, const char *open,
                      const char *end)
{
    struct look look = {0, COLOR_NONE, COLOR_NONE};
    style_look(arena_copy(arena, open + 1, (size_t)(end - open - 1)), &look);
    if (!matters(&look))
        return;
    while (at < open) {
        const char *comma = memchr(at, ',', (size_t)(open - at)), *stop = comma ? comma : open;
        add_rule(sheet, arena, at, stop, &look);
        at = stop + 1;
    }
}

/* Behind blanks, comments and the marks of HTML comments. */
static const char *skip_noise(const char *at, const char *end)
{
    for (;;) {
        while (at < end && strchr(" \t\r\n", *at))
            at++;
        size_t rest = (size_t)(end - at);
        if (rest >= 4 && memcmp(at, "<!--", 4) == 0) {
            at += 4;
        } else if (rest >= 3 && memcmp(at, "-->", 3) == 0) {
            at += 3;
        } else if (rest >= 2 && memcmp(at, "/*", 2) == 0) {
            const char *close = memmem(at + 2, rest - 2, "*/", 2);
            at = close ? close + 2 : end;
        } else {
            return at;
        }
    }
}

void sheet_read(struct sheet *sheet, struct arena *arena, const char *text, size_t length)
{
    const char *end = text + length, *at = text;
    while ((at = skip_noise(at, end)) < end && sheet->count < SHEET_RULES) {
        const char *open = memchr(at, '{', (size_t)(end - at));
        const char *semicolon = *at == '@' ? memchr(at, ';', (size_t)(end - at)) : NULL;
        if (semicolon && (!open || semicolon < open)) { /* @import …; */
            at = semicolon + 1;
            continue;
        }
        if (!open)
            return;
        const char *stop = block_end(open, end);
        if (*at != '@')
            add_rules(sheet, arena, at, open, stop > open + 1 && stop[-1] == '}' ? stop - 1 : stop);
        at = stop;
    }
}

bool sheet_applies(const struct sheet_rule *rule, const char *tag, char mark, const char *value)
{
    if (rule->mark != mark || (rule->tag[0] && !text_same(rule->tag, tag)))
        return false;
    size_t length = strlen(rule->name);
    for (const char *at = value; *at;) {
        size_t size = strcspn(at, " \t\r\n");
        if (size == length && strncasecmp(at, rule->name, length) == 0)
            return true;
        at += size;
        at += strspn(at, " \t\r\n");
    }
    return false;
}
