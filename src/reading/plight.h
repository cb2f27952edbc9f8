/*
 * plight: a child in danger, told in the words of every day, perhaps beside a whole sign-up: "Fetița vecinilor primește
 * cadouri de la cineva. Ce pot face?" Professionals tell of children, dangers and cases; they seldom tell of one child.
 */
#ifndef GREFIER_READING_PLIGHT_H
#define GREFIER_READING_PLIGHT_H

#include "sign.h"

/* One particular child, and in the same sentence or the next to it what is done to it; NULL when nobody tells of that. */
const struct sign *plight_find(const struct signs *signs);
/* The same where the writer also asks what to do: whoever does seeks help, whatever else they send. */
const struct sign *plight_cry(const struct signs *signs);

#endif
