/*
 * token: the mark of ours by which a reply or a bounce is tied to its answer even when a relay rewrote the
 * Message-ID: in the X-Grefier header, as an id in References, and as "[ref. K7Q2-9D]" at the end of the
 * text. Pure. A token proves nothing by itself: the sender's address must fit too.
 */
#ifndef GREFIER_ANSWER_TOKEN_H
#define GREFIER_ANSWER_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#define TOKEN_SIZE    41 /* longest token with its NUL */
#define TOKEN_MINIMUM 4

/* Whether it is 4 to 40 ASCII letters, digits and inner "-". */
bool token_is_plain(const char *token);
/* The token as a message id without < >, "grefier.TOKEN@DOMAIN" of `address`. False when one is not plain. */
bool token_to_id(const char *token, const char *address, char *id, size_t size);
/* The token of such an id, from any domain. */
bool token_from_id(const char *id, char token[TOKEN_SIZE]);
/* The token of the last "[ref. TOKEN]" in a text. */
bool token_from_text(const char *text, char token[TOKEN_SIZE]);

#endif
