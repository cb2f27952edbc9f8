/* phone_spoken: numbers as a telephone's dictation writes them, in words (rules "phone.spoken-…"). */
#ifndef GREFIER_READING_PHONE_SPOKEN_H
#define GREFIER_READING_PHONE_SPOKEN_H

#include "grefier/base/text.h"
#include "grefier/rules/rules.h"

/*
 * The text with its number words as digits ("zero șapte treizeci și doi" is "0 7 32"), in `arena`; written->origin
 * holds offsets into `text`. Returns how many words became digits.
 */
int phone_write_digits(struct arena *arena, const struct rules *rules, const struct folded *text,
                       struct folded *written);

#endif
