/* wide: text with one unit a character, as the 32-bit PCRE2 takes it; private to this room. */
#ifndef GREFIER_SRC_RULES_WIDE_H
#define GREFIER_SRC_RULES_WIDE_H

#include <stddef.h>
#include <stdint.h>

/* Each unit knows the byte it begins at; the one behind the last, where the text ends. */
struct wide {
    uint32_t *unit;
    uint32_t *byte;
    size_t count;
};

/* Room for a text of that many bytes. */
void wide_make(struct wide *wide, size_t room);
void wide_free(struct wide *wide);
void widen(struct wide *wide, const char *text, size_t length);
/* The unit that holds the byte. */
size_t unit_at(const struct wide *wide, size_t byte);

#endif
