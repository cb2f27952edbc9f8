/*
 * export: the roster for other programs. Pure: rows in, bytes out. Columns in this order: id, name, position,
 * organization, phone (and the rules' own fields), extension, sector, email, language, status, missing,
 * created, updated.
 */
#ifndef GREFIER_ROSTER_EXPORT_H
#define GREFIER_ROSTER_EXPORT_H

#include "grefier/roster/applicants.h"

/* RFC 4180: CRLF, quoted where needed, a header line; UTF-8, with a byte order mark when `mark` (Excel needs
 * it). `missing` is joined by blanks. A cell that a spreadsheet would take for a formula (export_is_formula)
 * gets an apostrophe in front. 0, or -1 when `out` is full (nothing usable then). */
int export_csv(const struct roster_field *field, size_t field_count, struct applicant *const *applicant,
               size_t count, bool mark, struct buf *out);
/* An array of objects, one a line. Values not known are null, `missing` is an array. 0 or -1 as above. */
int export_json(const struct roster_field *field, size_t field_count, struct applicant *const *applicant,
                size_t count, struct buf *out);
/* vCard 4.0 (RFC 6350), a card each for who is in: not for those who withdrew or wait for a person. 0 or -1 as
 * above. */
int export_vcard(struct applicant *const *applicant, size_t count, struct buf *out);
/*
 * Whether a spreadsheet may take the text for a formula: its first character that is no blank is one of
 * = + - @ | TAB CR LF or their full-width forms. A number in E.164 form ("+" and 7 to 15 digits) is none:
 * nothing can be hidden in it, and a phone must stay a phone.
 */
bool export_is_formula(const char *text);

#endif
