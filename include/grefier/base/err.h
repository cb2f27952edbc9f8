/*
 * err: what went wrong, in the terms of what the caller does next.
 *
 * A function that can fail takes a `struct err *` last and returns 0 or -1 (or a documented enum). On success
 * the err is left untouched. The text is one printable sentence without a final newline, never a secret,
 * never personal data: it may be logged.
 */
#ifndef GREFIER_BASE_ERR_H
#define GREFIER_BASE_ERR_H

#include <stddef.h>

enum err_kind {
    ERR_NONE = 0,
    ERR_RETRY,   /* the world is not ready (network, lock, disk full): try later */
    ERR_INPUT,   /* what we were given is wrong (a message, a file, an argument): set it aside and say so */
    ERR_REFUSED, /* the other side said a lasting no (password, certificate, recipient): a person must act */
    ERR_BROKEN   /* our own fault or a damaged store: stop */
};

#define ERR_TEXT_SIZE 512

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_SIZE];
};

/*
 * Fills `err` (NULL is allowed) and returns -1, so that a failing function can end with `return
 * err_set(...)`. Control characters become blanks; a text that is too long is cut at a character boundary.
 */
int err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "<words>: " in front of the text of an err that is already set. Returns -1. */
int err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The word for a kind: "try later", "bad input", "refused", "broken", "none". Never NULL. */
const char *err_kind_word(enum err_kind kind);

#endif
