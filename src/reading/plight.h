/*
 * plight: a child in danger, told in the words of every day, perhaps beside a whole sign-up: "Fetița vecinilor primește
 * cadouri de la cineva. Ce pot face?" Professionals tell of children, dangers and cases; they seldom tell of one child.
 */
#ifndef GREFIER_READING_PLIGHT_H
#define GREFIER_READING_PLIGHT_H

#include "sign.h"

/* One particular child, and in the same sentence or the next to it what is done to it, or the question what to do; NULL
 * when nobody tells of that. */
const struct sign *plight_find(const struct signs *signs);
/* A child and what is done to it, and anywhere the question what to do: whoever asks seeks help, whatever else they send. */
const struct sign *plight_cry(const struct signs *signs);

#endif
