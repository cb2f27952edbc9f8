#include "layout.h"

#include <string.h>

#define WORDS_AT_MOST 9
#define PARTS_AT_MOST 6
#define LINES_BELOW   3
#define LONG_WORD     4
#define BESIDE        13 /* " in cadrul " */

struct part {
    size_t unit, from, to; /* in the unit's folded text */
};

/* The parts in which no rule knows a word, in their order. */
struct parts {
    struct letter *letter;
    const struct rules *rules;
    const struct units *units;
    const struct entities *entities;
    struct part item[PARTS_AT_MOST];
    size_t count;
    struct layout_known known; /* also what known words in other parts say */
    bool in_capitals;          /* the name has capitals: then so have organizations */
};

/* "All the best", with no mark behind it and nobody's name below. */
static bool is_sign_off(const struct rules *rules, const char *text, size_t length)
{
    const struct rule *rule;
    for (size_t i = 0; (rule = rules_at(rules, "zone", i)); i++)
        if (strcmp(rule->says, "sign-off") == 0 && rule_try(rule, text, length, 0, NULL) == RULE_YES)
            return true;
    return false;
}

/* A line that can be a position or an organization: a few words, no numbers, no addresses, nothing known in
 * it. */
static bool is_plain(const struct rules *rules, const char *text, size_t length)
{
    const struct rule *sentence = rules_named(rules, "value.sentence");
    if (sentence && rule_try(sentence, text, length, 0, NULL) != RULE_NO)
        return false;
    size_t words = 1;
    for (const char *at = text; at < text + length; at++) {
        if (strchr("@0123456789:", *at))
            return false;
        words += *at == ' ';
    }
    bool is_site = memmem(text, length, "www.", 4) || (words == 1 && memchr(text, '.', length - 1));
    return words <= WORDS_AT_MOST && length >= 3 && !is_site && !memchr(text, '!', length) &&
           !is_sign_off(rules, text, length);
}

/* The first value known in [from, to) of the unit, or NULL. */
static const struct entity *known_in(const struct parts *parts, size_t unit, size_t from, size_t to)
{
    for (size_t i = 0; i < parts->entities->count; i++) {
        const struct entity *entity = &parts->entities->item[i];
        if (entity->unit == unit && entity->from < to && entity->to > from)
            return entity;
    }
    return NULL;
}

static const struct folded *text_of(const struct parts *parts, size_t unit)
{
    return &parts->units->item[unit].folded;
}

static bool is_capital(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || byte == '"' || (unsigned char)byte >= 0x80;
}

/* "moderator la Radio Vatra", "Growth Hacker @ HubulTău": where the place of work begins; `to` when nowhere. Who writes
 * no capitals writes none there either. */
static size_t place_of_work(const struct folded *text, size_t from, size_t to, bool in_capitals)
{
    static const char *const words[] = {" @ ", " la ", " at ", " in cadrul ", " din cadrul ", " with "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(text->text + from, to - from, words[i], strlen(words[i]));
        size_t after = at ? (size_t)(at - text->text) + strlen(words[i]) : to;
        if (after < to && (i == 0 || !in_capitals || is_capital(text->text[after])))
            return (size_t)(at - text->text);
    }
    return to;
}

/* What stands in the way of reading the part: a value that is known already, whose field is noted. */
static size_t known_begins(struct parts *parts, size_t unit, size_t from, size_t to)
{
    const struct entity *known = known_in(parts, unit, from, to);
    if (!known)
        return to;
    parts->known.position |= known->field == FIELD_POSITION;
    parts->known.organization |= known->field == FIELD_ORGANIZATION;
    return known->field == FIELD_ORGANIZATION && known->from > from ? known->from : from;
}

/* "Săcele", "Săcele, BV" */
static bool is_place(const struct parts *parts, const char *text, size_t length)
{
    const char *comma = memchr(text, ',', length);
    return rules_has_word(parts->rules, "place", text, comma ? (size_t)(comma - text) : length);
}

/* "la zâmbete pentru viață", not "la o școală", "la doi copii": in small letters only what can be no other thing. */
static bool is_workplace(const struct parts *parts, const struct folded *text, size_t from, size_t to)
{
    const struct rule *vague = rules_named(parts->rules, "value.vague-workplace");
    return from < to && (is_capital(text->text[from]) || !vague ||
                         rule_try(vague, text->text + from, to - from, 0, NULL) == RULE_NO);
}

/* "dispecer la telverde": behind a position that is known, where somebody works, in small letters. */
static size_t behind_position(const struct parts *parts, size_t unit, size_t from, size_t to)
{
    const struct folded *text = text_of(parts, unit);
    const struct entity *known = known_in(parts, unit, from, to);
    if (parts->in_capitals || !known || known->field != FIELD_POSITION || known->to >= to)
        return to;
    size_t place = place_of_work(text, known->to, to, false);
    return place == known->to ? place : to;
}

static void keep(struct parts *parts, size_t unit, size_t from, size_t to)
{
    const struct folded *text = text_of(parts, unit);
    size_t behind = behind_position(parts, unit, from, to), end = to;
    to = known_begins(parts, unit, from, to);
    if (behind < end) {
        from = behind + 1 + strcspn(text->text + behind + 1, " ");
        to = known_begins(parts, unit, from, end);
        if (!is_workplace(parts, text, from + 1, to))
            return;
    }
    while (from < to && strchr(" -@", text->text[from]))
        from++;
    while (to > from && strchr(" -@", text->text[to - 1]))
        to--;
    if (parts->count == PARTS_AT_MOST || from >= to || text->text[from] == '(' ||
        !is_plain(parts->rules, text->text + from, to - from) ||
        is_place(parts, text->text + from, to - from))
        return;
    size_t place = place_of_work(text, from, to, parts->in_capitals), after = place;
    if (place < to)
        after += 1 + strcspn(text->text + place + 1, " ");
    if (place < to && !is_workplace(parts, text, after + 1, to))
        place = after = to;
    parts->item[parts->count++] = (struct part){unit, from, place};
    if (place < to)
        keep(parts, unit, after, to);
}

/* "Radio Vatra", "DSP Hunedoara", "Casa „X”": every word begins like a name. */
static bool looks_like_name(const struct folded *text, const struct part *part)
{
    size_t words = 0;
    for (size_t at = part->from; at < part->to; at++) {
        if (at > part->from && text->text[at - 1] != ' ')
            continue;
        size_t end = at;
        while (end < part->to && text->text[end] != ' ')
            end++;
        if (!is_capital(text->text[at]) && end - at > 3)
            return false;
        words++;
    }
    return words >= 2;
}

static void guess_position(const struct parts *parts, const struct part *part, struct layout_guess *guess)
{
    const struct folded *text = text_of(parts, part->unit);
    if (memchr(text->text + part->from, '"', part->to - part->from))
        return; /* a motto */
    guess->position = value_clean(parts->letter->arena, parts->rules, FIELD_POSITION,
                                  text_unfold(parts->letter->arena, text, part->from, part->to));
    guess->position_unit = part->unit;
}

static void guess_organization(const struct parts *parts, const struct part *part, struct layout_guess *guess)
{
    const struct folded *text = text_of(parts, part->unit);
    if (!is_capital(text->text[part->from]) && parts->in_capitals)
        return;
    guess->organization = value_clean(parts->letter->arena, parts->rules, FIELD_ORGANIZATION,
                                      text_unfold(parts->letter->arena, text, part->from, part->to));
    guess->organization_unit = part->unit;
}

static bool is_name_like(const struct parts *parts, const struct part *part)
{
    return looks_like_name(text_of(parts, part->unit), part);
}

/* "Growth Hacker @ HubulTău": the organization follows at once. */
static bool known_is_beside(const struct parts *parts, const struct part *part)
{
    const struct entity *known = known_in(parts, part->unit, part->to, part->to + BESIDE);
    return known && known->field == FIELD_ORGANIZATION;
}

/* People write what they are before where they are that, unless the words themselves say otherwise. */
static struct layout_guess guess_from(const struct parts *parts)
{
    struct layout_guess guess = {.position = NULL};
    const struct part *first = &parts->item[0], *last = first + parts->count - 1;
    if (parts->count == 0 || (parts->known.position && parts->known.organization))
        return guess;
    bool turned = parts->count > 1 && is_name_like(parts, first) && !is_name_like(parts, first + 1);
    if (parts->known.position) {
        guess_organization(parts, last, &guess);
    } else if (parts->known.organization) {
        if (!is_name_like(parts, first) || known_is_beside(parts, first))
            guess_position(parts, first, &guess);
    } else if (parts->count > 1) {
        guess_position(parts, turned ? first + 1 : first, &guess);
        guess_organization(parts, turned ? first : first + 1, &guess);
    } else if (is_name_like(parts, first)) {
        guess_organization(parts, first, &guess);
    } else {
        guess_position(parts, first, &guess);
    }
    return guess;
}

/* ---- the lines of a signature ------------------------------------------------------------------------------ */

/* "DJ și moderator | Radio Vatra", "3. HackForKids": the columns of a line. */
static void keep_columns(struct parts *parts, size_t unit)
{
    const struct folded *text = text_of(parts, unit);
    for (size_t at = mark_length(text), end; at < text->length; at = end + 1) {
        end = at;
        while (end < text->length && text->text[end] != '|' && text->text[end] != '\t' &&
               strncmp(text->text + end, "//", 2) != 0)
            end++;
        keep(parts, unit, at, end);
    }
}

static bool has_name(const struct entities *entities, size_t unit)
{
    for (size_t i = 0; i < entities->count; i++)
        if (entities->item[i].unit == unit && entities->item[i].field == FIELD_NAME)
            return true;
    return false;
}

/* No parts yet of what stands around `name`. */
static struct parts parts_beside(struct letter *letter, const struct rules *rules, const struct units *units,
                                 const struct entities *entities, const struct entity *name,
                                 struct layout_known known)
{
    return (struct parts){.letter = letter,
                          .rules = rules,
                          .units = units,
                          .entities = entities,
                          .known = known,
                          .in_capitals = is_capital(units->item[name->unit].folded.text[name->from])};
}

struct layout_guess layout_read_block(struct letter *letter, const struct rules *rules,
                                      const struct units *units, const struct entities *entities,
                                      const struct entity *name, struct layout_known known)
{
    struct parts parts = parts_beside(letter, rules, units, entities, name, known);
    for (size_t i = name->unit + 1; i < units->count && i <= name->unit + LINES_BELOW; i++) {
        const struct unit *unit = &units->item[i];
        if (unit->is_subject || unit->zone != units->item[name->unit].zone ||
            (unit->after_blank && i > name->unit + 1) || has_name(entities, i))
            break;
        keep_columns(&parts, i);
    }
    return guess_from(&parts);
}

/* ---- a list in one line ------------------------------------------------------------------------------------ */

/* The end of the part of a list that begins at `at`: a comma, semicolon, bar, slash or dash with blanks. */
static size_t part_end(const struct folded *text, size_t at)
{
    int depth = 0;
    for (; at < text->length; at++) {
        char byte = text->text[at];
        depth += byte == '(' ? 1 : byte == ')' && depth ? -1 : 0;
        if (depth)
            continue; /* "Zâmbete pentru viață (ong, Arad)" */
        bool spaced =
            at > 0 && text->text[at - 1] == ' ' && (at + 1 == text->length || text->text[at + 1] == ' ');
        if (strchr(",;|\t", byte) || (strchr("/-@", byte) && spaced) ||
            (byte == '.' && (at + 1 == text->length || text->text[at + 1] == ' ')))
            break;
    }
    return at;
}

/* "…, 0722 410 556", "…, psiholog, …": a list gives other data than the name. */
static bool has_data(const struct entities *entities, size_t unit)
{
    for (size_t i = 0; i < entities->count; i++)
        if (entities->item[i].unit == unit &&
            (entities->item[i].field == FIELD_PHONE || entities->item[i].field == FIELD_POSITION))
            return true;
    return false;
}

static bool begins_sentence(const struct rules *rules, const struct folded *text, size_t from, size_t end)
{
    size_t word = from + strcspn(text->text + from, " ,.");
    return rules_has_word(rules, "not-a-name", text->text + from, (word < end ? word : end) - from);
}

struct layout_guess layout_read_list(struct letter *letter, const struct rules *rules,
                                     const struct units *units, const struct entities *entities,
                                     const struct entity *name, struct layout_known known)
{
    struct parts parts = parts_beside(letter, rules, units, entities, name, known);
    const struct folded *text = &units->item[name->unit].folded;
    size_t at = name->to;
    bool listed = has_data(entities, name->unit);
    if (at < text->length && text->text[at] == '.' && listed)
        at++; /* "Nina Arsenie. Redactor-șef, TeleCentru Alba." */
    if (at >= text->length || !strchr(",;|/ -\t", text->text[at]))
        return guess_from(&parts);
    for (size_t end; at < text->length; at = end + 1) {
        end = part_end(text, at);
        size_t from = at;
        while (from < end && strchr(" -", text->text[from]))
            from++;
        bool says_where = place_of_work(text, from, end, parts.in_capitals) < end &&
                          strcspn(text->text + from, " ") >= LONG_WORD; /* not "de la …" */
        if (from < end && !says_where && begins_sentence(rules, text, from, end))
            break;
        keep(&parts, name->unit, from, end);
        if (end < text->length && text->text[end] == '.')
            break; /* what follows the sentence is no list any more */
    }
    if (!listed && parts.count < 2)
        parts.count = 0;
    return guess_from(&parts);
}
