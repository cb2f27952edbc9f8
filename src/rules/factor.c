/*
 * Hundreds of word patterns as one: words that begin with the same items share them, as in
 * asistent (?: social | medical ). It keeps a long vocabulary below PCRE2's 64 KiB a pattern, and a matcher
 * looks at each beginning once. Which words match does not change; words that begin with different letters
 * cannot be taken for one another, so only those change places.
 */
#include "internal.h"

#include <string.h>

struct span {
    const char *text;
    size_t length;
};

/* A word as its items: a letter, an escape, a class or a group, each with its quantifier. */
struct items {
    const struct span *item;
    size_t count;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

static const char *skip_blanks(const char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

static const char *group_end(const char *at)
{
    size_t depth = 0;
    do {
        if (*at == '[') {
            at = pattern_class_end(at);
            continue;
        }
        if (*at == '\\' && at[1])
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')')
            depth--;
        at++;
    } while (*at && depth > 0);
    return at;
}

static const char *atom_end(const char *at)
{
    const char *end = at + 1;
    if (*at == '\\' && at[1]) {
        end = at + 2;
        if (*end == '{' && strchr("pPxoNgk", at[1]) && strchr(end, '}'))
            end = strchr(end, '}') + 1;
    } else if (*at == '[') {
        end = pattern_class_end(at);
    } else if (*at == '(') {
        end = group_end(at);
    } else if (at[0] == '{' && at[1] == '{' && strstr(at, "}}")) {
        end = strstr(at, "}}") + 2;
    } else {
        while (((unsigned char)*end & 0xC0u) == 0x80u)
            end++;
    }
    return end;
}

static const char *quantifier_end(const char *at)
{
    const char *mark = skip_blanks(at);
    if (*mark == '{' && mark[1] >= '0' && mark[1] <= '9' && strchr(mark, '}'))
        mark = strchr(mark, '}') + 1;
    else if (*mark && strchr("?*+", *mark))
        mark++;
    else
        return at;
    return *mark && strchr("?+", *mark) ? mark + 1 : mark;
}

/* Whether the word can be cut into items: no choice outside a group, no comment, no change of mode. */
static bool cut(struct arena *arena, const char *text, struct items *items)
{
    struct span *item = arena_array(arena, strlen(text) + 1, sizeof *item);
    size_t count = 0;
    if (strchr(text, '#') || strstr(text, "(?-") || strstr(text, "(?i") || strstr(text, "\\Q"))
        return false;
    for (const char *at = skip_blanks(text); *at; at = skip_blanks(at)) {
        if (*at == '|' || *at == ')')
            return false;
        const char *end = quantifier_end(atom_end(at));
        item[count++] = (struct span){at, (size_t)(end - at)};
        at = end;
    }
    *items = (struct items){item, count};
    return count > 0;
}

static bool is_letter(const struct span *item)
{
    return item->length == 1 &&
           ((item->text[0] >= 'a' && item->text[0] <= 'z') || (item->text[0] >= '0' && item->text[0] <= '9'));
}

static bool same_item(const struct items *a, const struct items *b, size_t depth)
{
    return a->count > depth && b->count > depth && a->item[depth].length == b->item[depth].length &&
           memcmp(a->item[depth].text, b->item[depth].text, a->item[depth].length) == 0;
}

/* Behind each word come those that share its item at `depth`, as far as no word between could be meant
 * instead. */
static void gather(struct items *words, size_t count, size_t depth)
{
    for (size_t i = 0; i < count; i++) {
        if (words[i].count <= depth || !is_letter(&words[i].item[depth]))
            continue;
        size_t place = i + 1;
        for (size_t j = i + 1; j < count && words[j].count > depth && is_letter(&words[j].item[depth]); j++) {
            if (!same_item(&words[i], &words[j], depth))
                continue;
            struct items moved = words[j];
            memmove(&words[place + 1], &words[place], (j - place) * sizeof *words);
            words[place++] = moved;
        }
        i = place - 1;
    }
}

static void write_items(const struct items *word, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++) {
        buf_add(out, word->item[i].text, word->item[i].length);
        if (strchr("\\{", word->item[i].text[0]))
            buf_add_byte(out, ' '); /* what follows must not be taken for a part of it: \1 0, {{ */
    }
}

static void write_words(struct items *words, size_t count, size_t depth, struct buf *out)
{
    gather(words, count, depth);
    for (size_t from = 0, to; from < count; from = to) {
        size_t shared = depth;
        for (to = from + 1; to < count && same_item(&words[from], &words[to], depth);)
            to++;
        if (from > 0)
            buf_add_byte(out, '|');
        if (to == from + 1) {
            write_items(&words[from], depth, words[from].count, out);
            continue;
        }
        for (bool all = true; all; shared += all)
            for (size_t i = from; i < to; i++)
                all = all && same_item(&words[from], &words[i], shared);
        write_items(&words[from], depth, shared, out);
        buf_add_text(out, "(?:");
        write_words(words + from, to - from, shared, out);
        buf_add_byte(out, ')');
    }
}

void factor_write(const char *const *pattern, size_t count, struct buf *out)
{
    struct arena *arena = arena_new();
    struct items *words = arena_array(arena, count + 1, sizeof *words);
    for (size_t i = 0; i < count; i++) {
        if (cut(arena, pattern[i], &words[i]))
            continue;
        struct span *whole = arena_alloc(arena, sizeof *whole);
        whole->text = arena_format(arena, "(?:%s\n)", pattern[i]); /* a comment must not swallow the ")" */
        whole->length = strlen(whole->text);
        words[i] = (struct items){whole, 1};
    }
    write_words(words, count, 0, out);
    arena_free(&arena);
}
