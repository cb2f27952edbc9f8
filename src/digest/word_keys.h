/* word_keys: every key of rules/digest/words.ro.txt that the program uses; a test compares the two. */
#ifndef GREFIER_SRC_DIGEST_WORD_KEYS_H
#define GREFIER_SRC_DIGEST_WORD_KEYS_H

#include <stdbool.h>

struct word_key {
    const char *name;
    bool counted; /* has three forms */
};
extern const struct word_key word_keys[]; /* ends with a NULL name */

#endif
