/* bare_data: data without a word of signing up, in answer to those who asked for them. */
#ifndef GREFIER_READING_BARE_DATA_H
#define GREFIER_READING_BARE_DATA_H

#include "weighing.h"

#define SHORT_REMARK 15 /* words that may stand beside the data before it is another message */

/* Nothing but data, where data were asked for: a sign-up. With a remark that no rule understands, or where nobody asked:
 * perhaps one. Sets `wish`, `wished` and `context`. */
void bare_data_weigh(struct weighing *weighing);
/* What our own letter below asks for, whatever else is said above: a person should see it. */
bool bare_data_answer_us(const struct weighing *weighing);
/* Whether there is only praise or good wishes above the data ("Bravo, am auzit de grup!"): nobody signs up. */
bool bare_data_is_aside(const struct weighing *weighing);
/* Whether the data below words of another kind are spread as somebody signs. */
bool bare_data_is_signature(const struct weighing *weighing);

#endif
