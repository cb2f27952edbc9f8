#include "names.h"

#include <string.h>

#include "grefier/base/text.h"

#define BETWEEN " -.,"

/* Whether the word of `length` at `word` is one of the words of `key`. */
static bool holds(const char *key, const char *word, size_t length)
{
    for (size_t own; *(key += strspn(key, BETWEEN)); key += own) {
        own = strcspn(key, BETWEEN);
        if (own == length && memcmp(key, word, length) == 0)
            return true;
    }
    return false;
}

static void count(struct arena *arena, const char *a, const char *b, unsigned *common, unsigned *alone)
{
    const char *at = text_key(arena, a), *other = text_key(arena, b);
    for (size_t length; *(at += strspn(at, BETWEEN)); at += length) {
        length = strcspn(at, BETWEEN);
        bool both = holds(other, at, length);
        *common += both && length > 1; /* an initial is nobody's name */
        *alone += !both;
    }
}

bool names_within(struct arena *arena, const char *a, const char *b)
{
    unsigned common = 0, alone = 0;
    count(arena, a, b, &common, &alone);
    return common > 0 && alone == 0;
}

bool names_touch(struct arena *arena, const char *a, const char *b)
{
    unsigned common = 0, alone = 0;
    count(arena, a, b, &common, &alone);
    return common > 0;
}
