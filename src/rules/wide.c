#include "wide.h"

#include <stdlib.h>

#include "grefier/base/arena.h"
#include "grefier/base/text.h"

void wide_make(struct wide *wide, size_t room)
{
    wide->unit = xcalloc(room + 1, sizeof *wide->unit);
    wide->byte = xcalloc(room + 1, sizeof *wide->byte);
}

void wide_free(struct wide *wide)
{
    free(wide->unit);
    free(wide->byte);
}

void widen(struct wide *wide, const char *text, size_t length)
{
    wide->count = 0;
    for (const char *at = text, *end = text + length; at < end; wide->count++) {
        wide->byte[wide->count] = (uint32_t)(at - text);
        at += text_decode(at, end, &wide->unit[wide->count]);
    }
    wide->byte[wide->count] = (uint32_t)length;
    wide->unit[wide->count] = 0;
}

size_t unit_at(const struct wide *wide, size_t byte)
{
    if (wide->byte[wide->count] == wide->count) /* all ASCII */
        return byte;
    size_t from = 0, to = wide->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (wide->byte[middle] < byte)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}
