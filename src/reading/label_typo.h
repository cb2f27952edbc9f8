/* label_typo: the words of labels as hurried people type them ("fucntia", "nuem", "telfeon"), by how little they differ from
 * the words of the vocabularies label-name, label-position, label-organization and label-phone. */
#ifndef GREFIER_READING_LABEL_TYPO_H
#define GREFIER_READING_LABEL_TYPO_H

#include "label.h"

/* The field that one of the words in [from, to) nearly names. Only where no word is known, and something must be a label. */
bool label_typo(const struct rules *rules, const struct folded *words, size_t from, size_t to,
                unsigned *field);

#endif
