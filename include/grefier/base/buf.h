/*
 * buf: bytes that grow up to a maximum fixed when it is made.
 *
 * Past its maximum a buf takes nothing more and remembers it (`full`); callers check once, at the end. `data`
 * is always NUL-terminated once something was added (the NUL is not counted in `length`).
 */
#ifndef GREFIER_BASE_BUF_H
#define GREFIER_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data; /* NULL until the first byte */
    size_t length;
    size_t capacity;
    size_t maximum;
    bool full; /* something did not fit and was left out, whole */
};

/* Makes an empty buf for at most `maximum` bytes. Free with buf_free. */
void buf_init(struct buf *buf, size_t maximum);
/* Frees the bytes and leaves an empty buf with the same maximum. */
void buf_free(struct buf *buf);
/* Empties it, keeps the memory. */
void buf_clear(struct buf *buf);
/* Each adds and returns 0, or adds nothing, sets `full` and returns -1. */
int buf_add(struct buf *buf, const void *bytes, size_t length);
int buf_add_text(struct buf *buf, const char *text);
int buf_add_byte(struct buf *buf, char byte);
int buf_add_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Gives the bytes (never NULL, NUL-terminated, to be freed with free) and leaves the buf empty. */
char *buf_take(struct buf *buf, size_t *length);

/* Adds `text` as a JSON string with its quotes (RFC 8259), or null for NULL. Invalid UTF-8 becomes U+FFFD. */
int buf_add_json(struct buf *buf, const char *text);

#endif
