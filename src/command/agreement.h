/*
 * agreement: whether a value that was read says what a label wants. Private to this room.
 */
#ifndef GREFIER_SRC_COMMAND_AGREEMENT_H
#define GREFIER_SRC_COMMAND_AGREEMENT_H

#include <stdbool.h>
#include "grefier/base/arena.h"

enum agreement_kind { AGREE_NAME, AGREE_TEXT, AGREE_EXACT };

/*
 * A name agrees as a set of words; a text when its words overlap by 0.8 (F1); case, diacritics and punctuation
 * aside. EXACT is byte for byte, for phones.
 */
bool values_agree(struct arena *arena, enum agreement_kind kind, const char *value, const char *wanted);

#endif
