/*
 * arena: memory that lives and dies together, one a message.
 *
 * Allocation never returns NULL: when memory is out the program ends (every step is transactional, the
 * service manager starts it again). What is got from an arena is zeroed and is freed only by arena_free.
 */
#ifndef GREFIER_BASE_ARENA_H
#define GREFIER_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* A new empty arena. Never NULL. Free with arena_free. */
struct arena *arena_new(void);
/* Frees everything that came from *arena, then the arena; sets *arena to NULL. Takes NULL. */
void arena_free(struct arena **arena);
/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* `count` zeroed items of `size` bytes; the product is checked for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of `length` bytes / of a string. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);
char *arena_string(struct arena *arena, const char *text);
/* A formatted, NUL-terminated string. */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Heap memory for things that outlive a message; these end the program instead of returning NULL. */
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *memory, size_t count, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *bytes, size_t length);

#endif
