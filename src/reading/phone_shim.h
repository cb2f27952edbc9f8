/* The one door to libphonenumber (C++). */
#ifndef GREFIER_READING_PHONE_SHIM_H
#define GREFIER_READING_PHONE_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Whether `digits` (digits and perhaps a leading '+') is a valid number of `region` or, with '+', of any
 * country; writes its E.164 form. *is_mobile tells mobile numbers. Never throws. */
bool phone_is_valid(const char *digits, const char *region, char *e164, size_t size, bool *is_mobile);

#ifdef __cplusplus
}
#endif

#endif
