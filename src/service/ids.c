#include "ids.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define TOKEN_SIGNS 16

static void by_chance(void *to, size_t size)
{
    if (getrandom(to, size, 0) != (ssize_t)size)
        abort();
}

const char *ids_message(struct arena *arena, const char *address)
{
    uint64_t chance[2];
    const char *domain = strchr(address, '@');
    by_chance(chance, sizeof chance);
    return arena_format(arena, "%016llx%016llx%s", (unsigned long long)chance[0],
                        (unsigned long long)chance[1], domain ? domain : "@localhost");
}

const char *ids_token(struct arena *arena)
{
    static const char signs[] = "ABCDEFGHJKMNPQRSTVWXYZ2345678901"; /* 32: every sign equally likely */
    unsigned char chance[TOKEN_SIGNS];
    char token[TOKEN_SIGNS + 1];
    by_chance(chance, sizeof chance);
    for (size_t i = 0; i < TOKEN_SIGNS; i++)
        token[i] = signs[chance[i] % (sizeof signs - 1)];
    token[TOKEN_SIGNS] = '\0';
    return arena_string(arena, token);
}
