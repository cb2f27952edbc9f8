/*
 * lesson: a message that a person refused, put together again as a made-up one that is doubted for the same reason.
 * Pure.
 *
 * Its sentences are the examples written beside the rules that spoke, its people are made up, field by field where the
 * message gave one; of what was really written it holds only those words of the subject that are common ones (vocabulary
 * "not-a-name") and nobody's here. So nothing personal can be in it, whatever the message said.
 */
#ifndef GREFIER_SERVICE_LESSON_H
#define GREFIER_SERVICE_LESSON_H

#include "grefier/base/buf.h"
#include "grefier/roster/applicants.h"
#include "grefier/roster/lessons.h"
#include "grefier/roster/letters.h"
#include "grefier/rules/rules.h"

/*
 * Fills *lesson in the arena. False where none may be kept: calls for help, withdrawals and requests about data, what is
 * no doubt about a sign-up, what the rules cannot be made to doubt for the same reason again, and where a word of the
 * people's own names could not be kept out. `value` are the values that the letter brought (roster_values).
 */
bool lesson_of(const struct rules *rules, const struct letter_record *record,
               const struct value_record *value, size_t count, struct arena *arena, struct lesson *lesson);

#define LESSON_ADDRESS "cineva@altundeva.example" /* of who never wrote it */
/* Adds the message that a labelled case is: from that sender, to an address that is nobody's. */
void lesson_message(const char *name, const char *address, const char *subject, const char *text,
                    struct buf *out);

#endif
