#include "agreement.h"

#include <stdlib.h>
#include <string.h>

#include "grefier/base/text.h"

#define WORDS_MOST 128

struct word_list {
    const char *word[WORDS_MOST];
    size_t count;
};

static int in_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool of_a_word(unsigned char byte)
{
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == '_';
}

static struct word_list words_of(struct arena *arena, const char *text)
{
    struct word_list list = {.count = 0};
    const char *at = text_key(arena, text);
    while (*at && list.count < WORDS_MOST) {
        size_t length = 0;
        while (of_a_word((unsigned char)at[length]))
            length++;
        if (length)
            list.word[list.count++] = arena_copy(arena, at, length);
        at += length ? length : 1;
    }
    qsort(list.word, list.count, sizeof *list.word, in_order);
    return list;
}

/* Of two sorted lists. */
static size_t words_in_common(const struct word_list *a, const struct word_list *b)
{
    size_t common = 0, i = 0, j = 0;
    while (i < a->count && j < b->count) {
        int order = strcmp(a->word[i], b->word[j]);
        common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return common;
}

bool values_agree(struct arena *arena, enum agreement_kind kind, const char *value, const char *wanted)
{
    if (kind == AGREE_EXACT)
        return strcmp(value, wanted) == 0;
    struct word_list got = words_of(arena, value), want = words_of(arena, wanted);
    size_t common = words_in_common(&got, &want), all = got.count + want.count;
    if (kind == AGREE_NAME)
        return common == got.count && common == want.count;
    return common > 0 && 10 * common * 2 >= 8 * all;
}
