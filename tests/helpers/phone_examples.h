/* Phone numbers that libphonenumber itself gives as examples, varied, for tests of how numbers are found. */
#ifndef GREFIER_TESTS_PHONE_EXAMPLES_H
#define GREFIER_TESTS_PHONE_EXAMPLES_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

struct phone_example {
    char e164[20];          /* "+40712034567" */
    char national[32];      /* "0712 034 567" */
    char international[32]; /* "+40 712 034 567" */
    char significant[20];   /* "712034567" */
    int country_code;       /* 40 */
    bool has_zero;          /* the national form puts a 0 in front of the significant number */
};

/* A valid number of the region, its last digits chosen by `variation`. False when the region is unknown. */
bool phone_example_of(const char *region, bool mobile, unsigned variation, struct phone_example *example);

#ifdef __cplusplus
}
#endif

#endif
