#include "grefier/service/correct.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/letter/letter.h"
#include "grefier/reading/people.h"
#include "grefier/roster/applicants.h"

#define EXTENSION_DIGITS 7

struct correcting {
    struct roster *roster;
    const struct rules *rules;
    const struct correction *correction;
    int64_t now;
    struct arena *arena;
    const char *extension; /* that comes with a phone: "" none; NULL: the field is no phone */
};

static bool is(const struct correcting *correcting, const char *field)
{
    return strcmp(correcting->correction->field, field) == 0;
}

/* "<ana@x.example>", "mailto:ana@x.example", "ana@x.example." */
static const char *clean_address(struct arena *arena, const char *text)
{
    text += strspn(text, " <(");
    if (text_starts(text, "mailto:"))
        text += strlen("mailto:");
    size_t length = strcspn(text, "> ");
    while (length > 0 && strchr(".,;:)", text[length - 1]))
        length--;
    return arena_copy(arena, text, length);
}

static enum correct_outcome clean(struct correcting *correcting, const char **value)
{
    char e164[20], digits[8];
    if (is(correcting, "phone"))
        correcting->extension = "";
    if (!**value)
        return CORRECT_CHANGED;
    if (is(correcting, "email")) {
        *value = clean_address(correcting->arena, *value);
        return address_is_plain(*value) ? CORRECT_CHANGED : CORRECT_NO_EMAIL;
    }
    if (is(correcting, "extension")) {
        size_t length = strspn(*value, "0123456789");
        return (*value)[length] || length > EXTENSION_DIGITS ? CORRECT_NO_EXTENSION : CORRECT_CHANGED;
    }
    if (!is(correcting, "phone"))
        return CORRECT_CHANGED;
    if (!phone_parse(*value, strlen(*value), e164, digits))
        return CORRECT_NO_PHONE;
    correcting->extension = arena_string(correcting->arena, digits);
    *value = arena_string(correcting->arena, e164);
    return CORRECT_CHANGED;
}

/* 1, 0 it is so already, -1. */
static int set(const struct correcting *correcting, const char *field, const char *value, struct err *err)
{
    return roster_set_value(correcting->roster, correcting->correction->id, field, value,
                            correcting->correction->who, correcting->now, err);
}

/* Another position or organization may mean another sector. */
static int follow_sector(const struct correcting *correcting, struct err *err)
{
    struct applicant *row = NULL;
    if (!is(correcting, "position") && !is(correcting, "organization"))
        return 0;
    int found =
        roster_applicant(correcting->roster, correcting->correction->id, correcting->arena, &row, err);
    if (found <= 0)
        return found;
    enum sector sector =
        sector_of(correcting->rules, row->field[FIELD_POSITION], row->field[FIELD_ORGANIZATION], row->email);
    if (sector == SECTOR_NONE || sector == row->sector)
        return 0;
    return set(correcting, "sector", sector_word(sector), err) < 0 ? -1 : 0;
}

/* A new phone takes the old one's extension away; the same phone keeps it. */
static int follow_extension(const struct correcting *correcting, int changed, struct err *err)
{
    if (!correcting->extension || (!changed && !*correcting->extension))
        return changed;
    int also = set(correcting, "extension", correcting->extension, err);
    return also < 0 ? -1 : changed | also;
}

int correct_value(struct roster *roster, const struct rules *rules, const struct correction *correction,
                  int64_t now, struct arena *arena, enum correct_outcome *outcome, const char **value,
                  struct err *err)
{
    struct correcting correcting = {roster, rules, correction, now, arena, NULL};
    struct applicant *row = NULL;
    *value = text_line(arena, correction->text, strlen(correction->text), CAP_VALUE_BYTES);
    *outcome = CORRECT_NOBODY;
    int found = roster_applicant(roster, correction->id, arena, &row, err);
    if (found <= 0)
        return found;
    *outcome = clean(&correcting, value);
    if (*outcome != CORRECT_CHANGED)
        return 0;
    int changed = set(&correcting, correction->field, *value, err);
    if (changed >= 0)
        changed = follow_extension(&correcting, changed, err);
    if (changed < 0 || follow_sector(&correcting, err) != 0)
        return -1;
    *outcome = changed ? CORRECT_CHANGED : CORRECT_SAME;
    return 0;
}
