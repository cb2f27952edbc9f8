/*
 * Any bytes at all are read as a message and, when rules are at hand, understood: nothing may crash, hang or
 * leave its caps. The rules are those of $GREFIER_RULES.
 *
 * Built with -DFUZZ=ON (clang); run as  GREFIER_RULES=rules fuzz_letter CORPUS_FOLDER  and, for a quick check
 * of known inputs,  fuzz_letter -runs=0 CORPUS_FOLDER.
 */
#include <stdint.h>
#include <stdlib.h>

#include "grefier/letter/letter.h"
#include "grefier/reading/reading.h"
#include "grefier/rules/rules.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct rules *rules;

int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count;
    (void)words;
    letter_setup();
    const char *folder = getenv("GREFIER_RULES");
    struct err err = {0};
    struct buf problems;
    buf_init(&problems, 65536);
    if (folder && rules_load(&folder, 1, &rules, &problems, &err) != 0) {
        fprintf(stderr, "%s\n%s", err.text, problems.data ? problems.data : "");
        exit(78);
    }
    buf_free(&problems);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct letter *letter = NULL;
    if (letter_read((const char *)bytes, length, rules, &letter, NULL) != 0)
        return 0;
    if (rules) {
        struct verdict *verdict = NULL;
        reading_read(letter, rules, &verdict);
    }
    letter_free(&letter);
    return 0;
}
