/* phone: numbers found in running text by rules (group "phone"), judged by libphonenumber. */
#ifndef GREFIER_READING_PHONE_H
#define GREFIER_READING_PHONE_H

#include "grefier/base/text.h"
#include "grefier/rules/rules.h"

struct phone {
    size_t from, to; /* in the folded text, the extension included */
    char e164[20];
    char extension[8]; /* "" when none */
    bool is_mobile;
    int preference; /* what the words around it say: call me here, mobile, work, only in the morning */
    const char *rule;
};

#define PHONES_A_TEXT 16

/*
 * Finds the phone numbers of `text` in order. Faxes, CNPs, tax and register numbers, bank accounts and dates
 * are none (rules "phone.not-…"). Returns how many (at most PHONES_A_TEXT), or -1 when a rule hit its limit.
 */
int phones_find(const struct rules *rules, const struct folded *text, struct phone phones[PHONES_A_TEXT]);

#endif
