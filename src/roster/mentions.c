#include "mentions.h"

#include <string.h>
#include "grefier/base/text.h"

#define NUMBER_DIGITS 9 /* of a Romanian number behind +40 or 0 */
#define SHORTEST      4 /* bytes: less than that stands in every other text */
#define NAME_MARKS    " -.,;'\""

static const char *digits_of(struct arena *arena, const char *text)
{
    char *digits = arena_alloc(arena, strlen(text) + 1);
    size_t count = 0;
    for (; *text; text++)
        if (*text >= '0' && *text <= '9')
            digits[count++] = *text;
    digits[count] = '\0';
    return digits;
}

static bool has_number(struct arena *arena, const char *text, const char *number)
{
    const char *digits = digits_of(arena, number);
    size_t length = strlen(digits);
    if (length < SHORTEST)
        return false;
    return strstr(digits_of(arena, text), length > NUMBER_DIGITS ? digits + length - NUMBER_DIGITS : digits);
}

static bool has_words(struct arena *arena, const char *text, const char *name)
{
    const char *key = text_key(arena, text), *word = text_key(arena, name);
    if (strlen(word) < SHORTEST)
        return false;
    for (word += strspn(word, NAME_MARKS); *word; word += strspn(word, NAME_MARKS)) {
        size_t length = strcspn(word, NAME_MARKS);
        if (length > 1 && !strstr(key, arena_copy(arena, word, length)))
            return false;
        word += length;
    }
    return true;
}

bool mentions(const char *text, const char *field, const char *value)
{
    struct arena *arena = arena_new();
    bool found = strcmp(field, "phone") == 0  ? has_number(arena, text, value)
                 : strcmp(field, "name") == 0 ? has_words(arena, text, value)
                                              : strlen(value) >= SHORTEST && text_find(text, value) != NULL;
    arena_free(&arena);
    return found;
}
