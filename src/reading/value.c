/* Values as they are given back: as written, without what only surrounds them. */
#include "entity.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "name.h"

#define EVIDENCE_BYTES  120
#define EVIDENCE_BEFORE 40 /* of them before the value */

/* Characters that never begin or end a value, as UTF-8 pieces. */
static const char *const surroundings[] = {" ", ",", ";", ":", "|", "•", "·", "*",  "_",
                                           "=", "–", "—", "-", "/", ">", "<", "\t", "…"};

static size_t piece_at_start(const char *text)
{
    for (size_t i = 0; i < sizeof surroundings / sizeof *surroundings; i++)
        if (strncmp(text, surroundings[i], strlen(surroundings[i])) == 0)
            return strlen(surroundings[i]);
    return 0;
}

static size_t piece_at_end(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof surroundings / sizeof *surroundings; i++) {
        size_t size = strlen(surroundings[i]);
        if (size <= length && memcmp(text + length - size, surroundings[i], size) == 0)
            return size;
    }
    return 0;
}

/* A full stop ends the sentence, unless the value is an abbreviation ("S.R.L.", "jr."). */
static bool ends_with_stop(const char *text, size_t length)
{
    if (length == 0 || !strchr(".!?", text[length - 1]))
        return false;
    if (text[length - 1] != '.')
        return true;
    const char *word = text + length - 1;
    while (word > text && word[-1] != ' ')
        word--;
    size_t size = (size_t)(text + length - 1 - word);
    return size > 3 || (size > 0 && !memchr(word, '.', size) && size != 1);
}

/* A whole value in quotes loses them; "Colegiul „X”" keeps its own. */
static void take_off_quotes(const char **text, size_t *length)
{
    static const char *const opening[] = {"\"", "„", "“", "«", "'", "”"};
    static const char *const closing[] = {"\"", "”", "“", "»", "'"};
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
        for (size_t j = 0; j < sizeof closing / sizeof *closing; j++) {
            size_t a = strlen(opening[i]), b = strlen(closing[j]);
            if (*length <= a + b || memcmp(*text, opening[i], a) != 0 ||
                memcmp(*text + *length - b, closing[j], b) != 0 ||
                memmem(*text + a, *length - a - b, closing[j], b))
                continue;
            *text += a;
            *length -= a + b;
            return;
        }
}

static size_t count_of(const char *text, size_t length, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == byte;
    return count;
}

static void trim(const char **text, size_t *length)
{
    size_t before;
    do {
        before = *length;
        size_t piece;
        while (*length > 0 && (piece = piece_at_start(*text)) > 0 && piece <= *length) {
            *text += piece;
            *length -= piece;
        }
        while (*length > 0 && (piece = piece_at_end(*text, *length)) > 0)
            *length -= piece;
        if (ends_with_stop(*text, *length))
            (*length)--;
        if (*length > 0 && (*text)[*length - 1] == '(')
            (*length)--;
        if (*length > 0 && (*text)[*length - 1] == ')' &&
            count_of(*text, *length, '(') < count_of(*text, *length, ')'))
            (*length)--;
    } while (*length != before);
}

/* Without what the rule finds at the end: small words that only led to what was cut off ("Asociația X din"), remarks that
 * are no part of it ("învățătoare de 26 de ani"). */
static void drop_end(struct arena *arena, const struct rules *rules, const char *name, const char *text,
                     size_t *length)
{
    const struct rule *rule = rules_named(rules, name);
    if (!rule)
        return;
    struct rule_match match;
    struct folded folded = text_fold(arena, text, *length);
    if (rule_try(rule, folded.text, folded.length, 0, &match) == RULE_YES && match.from > 0)
        *length = folded.origin[match.from];
}

static const char *strip_lead(struct arena *arena, const struct rules *rules, unsigned field,
                              const char *text, size_t *length)
{
    const struct rule *rule =
        rules_named(rules, field == FIELD_POSITION ? "value.lead-position" : "value.lead-organization");
    struct rule_match match;
    struct folded folded = text_fold(arena, text, *length);
    if (!rule || rule_try_at(rule, folded.text, folded.length, 0, &match) != RULE_YES ||
        match.to >= folded.length)
        return text;
    size_t cut = folded.origin[match.to];
    *length -= cut;
    return text + cut;
}

const char *value_clean(struct arena *arena, const struct rules *rules, unsigned field, const char *text)
{
    size_t length = strlen(text);
    trim(&text, &length);
    if (field == FIELD_POSITION || field == FIELD_ORGANIZATION) {
        text = strip_lead(arena, rules, field, text, &length);
        if (field == FIELD_POSITION)
            drop_end(arena, rules, "value.tail-position", text, &length);
        drop_end(arena, rules, "value.dangling", text, &length);
        trim(&text, &length);
    }
    take_off_quotes(&text, &length);
    trim(&text, &length);
    return length > 0 ? text_line(arena, text, length, CAP_VALUE_BYTES) : NULL;
}

struct evidence evidence_of(struct arena *arena, const struct unit *unit, const char *rule, int weight)
{
    return evidence_at(arena, unit, 0, rule, weight);
}

struct evidence evidence_at(struct arena *arena, const struct unit *unit, size_t from, const char *rule,
                            int weight)
{
    const struct folded *folded = &unit->folded;
    size_t start = 0;
    if (from > EVIDENCE_BEFORE && folded->length > EVIDENCE_BYTES)
        start = from - EVIDENCE_BEFORE + strcspn(folded->text + from - EVIDENCE_BEFORE, " ");
    const char *piece = folded->original + folded->origin[start < from ? start : from];
    return (struct evidence){.rule = rule,
                             .where = unit_where(unit),
                             .line = unit->line,
                             .weight = weight,
                             .text = text_line(arena, piece, strlen(piece), EVIDENCE_BYTES)};
}

/* A text whose ending was found: what stands before it, what takes its place, what follows. */
struct inflected {
    const char *before, *ending, *after, *rule;
};

static bool find_ending(struct arena *arena, const struct rules *rules, const char *group, const char *text,
                        struct inflected *inflected)
{
    struct folded folded = text_fold(arena, text, strlen(text));
    struct rule_match match;
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(rules, group, i)); i++) {
        if (rule_try(rule, folded.text, folded.length, 0, &match) != RULE_YES)
            continue;
        const struct rule_capture *ending = rule_capture(&match, "ending");
        if (!ending || folded.text[ending->from] < 'a') /* capitals are left as they are */
            continue;
        *inflected = (struct inflected){text_unfold(arena, &folded, 0, ending->from),
                                        strcmp(rule->says, "-") == 0 ? "" : rule->says,
                                        text + folded.origin[ending->to], rule->name};
        return true;
    }
    return false;
}

#define ADJECTIVES 4 /* "Direcției Generale Județene …": more in a row are not written */

/* The words of `group` right behind a noun: " Gimnaziale „X”" -> " Gimnazială „X”". */
static const char *agree(struct arena *arena, const struct rules *rules, const char *group, const char *text)
{
    struct inflected adjective;
    const char *agreed = "";
    for (unsigned i = 0; i < ADJECTIVES && text[0] == ' '; i++) {
        if (!find_ending(arena, rules, group, text + 1, &adjective))
            break;
        agreed = arena_format(arena, "%s %s%s", agreed, adjective.before, adjective.ending);
        text = adjective.after;
    }
    return arena_format(arena, "%s%s", agreed, text);
}

/* "Inspectoratului Școlar" -> "Inspectoratul Școlar", by the rules of `group`. */
static const char *inflect(struct arena *arena, const struct rules *rules, const char *group,
                           const char *text)
{
    struct inflected noun;
    if (!find_ending(arena, rules, group, text, &noun))
        return text;
    if (strcmp(group, "inflection") == 0 && text_ends(noun.ending, "a"))
        noun.after = agree(arena, rules, "inflection-adjective", noun.after);
    else if (strstr(noun.rule, ".plural")) /* "psihologi clinicieni" */
        noun.after = agree(arena, rules, "inflection-plural", noun.after);
    return arena_format(arena, "%s%s%s", noun.before, noun.ending, noun.after);
}

/* The text without the place an association only adds to its name: "Asociația Casa Bună din Baia Mare". */
static const char *without_place(struct arena *arena, const struct rules *rules, const char *text)
{
    const struct rule *rule = rules_named(rules, "value.association-place");
    struct folded folded = text_fold(arena, text, strlen(text));
    struct rule_match match;
    if (!rule || rule_try(rule, folded.text, folded.length, 0, &match) != RULE_YES)
        return text;
    const struct rule_capture *added = rule_capture(&match, "added"), *place = rule_capture(&match, "place");
    size_t word =
        place ? strcspn(folded.text + place->from, " ") : 0; /* of "Baia Mare" the first word will do */
    if (!added || !place || !rules_has_word(rules, "place", folded.text + place->from, word))
        return text;
    return text_unfold(arena, &folded, 0, added->from);
}

static const char *organization_base_form(struct arena *arena, const struct rules *rules, const char *text)
{
    const struct rule *rule = rules_named(rules, "value.part-of-organization");
    struct folded folded = text_fold(arena, text, strlen(text));
    struct rule_match match;
    text = inflect(arena, rules, "inflection", without_place(arena, rules, text));
    if (!rule || rule_try(rule, folded.text, folded.length, 0, &match) != RULE_YES)
        return text;
    const struct rule_capture *part = rule_capture(&match, "part"), *whole = rule_capture(&match, "whole");
    if (!whole)
        return text;
    const char *body =
        inflect(arena, rules, "inflection", text_unfold(arena, &folded, whole->from, whole->to));
    if (!part)
        return body;
    return arena_format(
        arena, "%s, %s",
        inflect(arena, rules, "inflection", text_unfold(arena, &folded, part->from, part->to)), body);
}

const char *value_base_form(struct arena *arena, const struct rules *rules, unsigned field, const char *text)
{
    if (!text)
        return NULL;
    return field == FIELD_ORGANIZATION ? organization_base_form(arena, rules, text)
                                       : inflect(arena, rules, "inflection-position", text);
}
