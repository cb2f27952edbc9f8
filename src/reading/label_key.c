#include "label_key.h"

#include <string.h>

#include "grefier/base/buf.h"
#include "label_typo.h"
#include "name.h"

#define LABEL_BYTES 90u /* a longer text is a sentence */
#define LABEL_WORDS 9u

/* ---- the label's own words ---------------------------------------------------------------------------------- */

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Bullets, numbers and pictures before the label: "2) ", "📞 ". */
static size_t mark_end(const char *text, size_t from, size_t to)
{
    size_t at = from;
    while (at < to && !is_letter(text[at]) && text[at] != '(')
        at++;
    return at;
}

/* Where the label ends: before a colon, an arrow, a dash with a blank, dots, a question mark; or at the end of all. */
static size_t separator_at(const char *text, size_t from, size_t to)
{
    int depth = 0;
    for (size_t at = from; at < to; at++) {
        const char *rest = text + at;
        depth += *rest == '(' ? 1 : *rest == ')' && depth ? -1 : 0;
        if (depth)
            continue;
        bool apart = at > from && text[at - 1] == ' '; /* "Vor- und Nachname:" goes on behind its dash */
        bool parts =
            apart || (at > from && (rest[1] == ' ' || rest[1] == '\0') && !memchr(rest, ':', to - at));
        if (strchr(":=?|", *rest) || (*rest == '-' && (parts || rest[1] == '>')) ||
            strncmp(rest, "...", 3) == 0 || strncmp(rest, "__", 2) == 0)
            return at;
    }
    return to;
}

static size_t value_at(const char *text, size_t at, size_t to)
{
    while (at < to && strchr(" :=?|->._", text[at]))
        at++;
    return at;
}

/* The words of [from, to) without remarks in parentheses, as a text of their own. */
static struct folded words_of(struct arena *arena, const struct folded *text, size_t from, size_t to)
{
    struct buf words;
    buf_init(&words, 4 * LABEL_BYTES);
    int depth = 0;
    for (size_t at = from; at < to; at++) {
        char byte = text->text[at];
        depth += byte == '(' ? 1 : 0;
        if (!depth && byte != '*' && byte != '_')
            buf_add_byte(&words, byte);
        depth -= byte == ')' && depth ? 1 : 0;
    }
    while (words.length > 0 && strchr(" .,;", words.data[words.length - 1]))
        words.length--;
    if (words.length > 2 && words.data[words.length - 2] == ' ' && words.data[words.length - 1] >= '1' &&
        words.data[words.length - 1] <= '9') /* "Nume 2: …" */
        words.length -= 2;
    struct folded folded =
        text_fold(arena, arena_copy(arena, words.data ? words.data : "", words.length), words.length);
    buf_free(&words);
    return folded;
}

static bool is_label_word(const struct rules *rules, const char *text, size_t from, size_t to)
{
    const struct rule *rule = rules_named(rules, "form.label-word");
    return rule && rule_try(rule, text + from, to - from, 0, NULL) == RULE_YES;
}

/* A label is a few words without numbers, and a word with a capital in it is no name ("Instituția Prefectului"). */
static bool looks_like_label(const struct rules *rules, const struct folded *words)
{
    if (words->length < 2 || words->length > LABEL_BYTES || strpbrk(words->text, "0123456789@!\""))
        return false;
    bool all_capitals = true;
    for (size_t at = 0; at < words->length; at++)
        all_capitals = all_capitals && !(words->text[at] >= 'a' && words->text[at] <= 'z');
    size_t count = 0;
    for (size_t at = 0, end; at < words->length; at = end + 1) {
        end = at;
        while (end < words->length && is_letter(words->text[end]))
            end++;
        if (end == at)
            continue;
        if (count++ > 0 && is_capital(words->text[at]) && !all_capitals &&
            !is_label_word(rules, words->text, at, end))
            return false;
    }
    return count > 0 && count <= LABEL_WORDS;
}

/* ---- the fields it asks for --------------------------------------------------------------------------------- */

static unsigned field_named(const struct rules *rules, const char *id)
{
    for (unsigned i = 0; i < rules_field_count(rules) && i < FIELD_LIMIT; i++)
        if (strcmp(rules_field(rules, i)->id, id) == 0)
            return i;
    return LABEL_OTHER;
}

/* The heaviest key in [from, to), the first among equals. */
static bool find_key(const struct rules *rules, const struct folded *words, size_t from, size_t to,
                     unsigned *field)
{
    const struct rule *rule, *best = NULL;
    size_t best_at = 0;
    for (size_t i = 0; (rule = rules_at(rules, "form", i)); i++) {
        struct rule_match match;
        if (strncmp(rule->name, "form.key-", 9) != 0 ||
            rule_try(rule, words->text + from, to - from, 0, &match) != RULE_YES)
            continue;
        if (best && (rule->weight < best->weight || (rule->weight == best->weight && match.from >= best_at)))
            continue;
        best = rule;
        best_at = match.from;
    }
    if (best)
        *field = field_named(rules, best->says);
    return best != NULL;
}

/* The end of the part of a label that begins at `from` ("Nume, funcția", "Funcția și instituția"); *next is behind the
 * word or mark that joins it to the next one. */
static size_t part_end(const struct folded *words, size_t from, size_t *next)
{
    static const char *const joins[] = {",",     ";",    "/",     "&",    "+",  " si ",
                                        " and ", " es ", " und ", " et ", " e "};
    for (size_t at = from; at < words->length; at++)
        for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
            if (strncasecmp(words->text + at, joins[i], strlen(joins[i])) == 0) {
                *next = at + strlen(joins[i]);
                return at;
            }
    return *next = words->length;
}

/* "instituției", "organizației" behind a slash belong to the part before them. */
static bool is_genitive(const struct folded *words, size_t from, size_t to)
{
    while (to > from && words->text[to - 1] == ' ')
        to--;
    size_t length = to - from;
    return length > 5 && !memchr(words->text + from + 1, ' ', length - 1) &&
           (strncasecmp(words->text + to - 3, "iei", 3) == 0 ||
            strncasecmp(words->text + to - 4, "ului", 4) == 0);
}

static void add_field(struct label *label, bool *found, unsigned field)
{
    if (!*found || label->field == LABEL_OTHER) {
        label->field = field;
        *found = true;
        return;
    }
    bool known = field == LABEL_OTHER || field == label->field || label->more_count == LABEL_MORE;
    for (size_t i = 0; i < label->more_count; i++)
        known = known || label->more[i] == field;
    if (!known)
        label->more[label->more_count++] = field;
}

/* `parted`: something parts the label from its value, so that mistyped words may be taken for those they resemble. */
static bool read_parts(const struct rules *rules, const struct folded *words, bool parted,
                       struct label *label)
{
    bool found = false;
    for (size_t from = 0, next; from < words->length; from = next) {
        size_t end = part_end(words, from, &next);
        unsigned field;
        if ((find_key(rules, words, from, end, &field) ||
             (parted && label_typo(rules, words, from, end, &field))) &&
            !(found && is_genitive(words, from, end)))
            add_field(label, &found, field);
    }
    return found;
}

/* What the remark in the label says of it: "Ascultarea (funcția)". */
static bool read_remark(struct arena *arena, const struct rules *rules, const struct folded *text,
                        size_t from, size_t to, struct label *label)
{
    const char *open = memchr(text->text + from, '(', to - from);
    const char *close = open ? memchr(open, ')', (size_t)(text->text + to - open)) : NULL;
    if (!close || open == text->text + from)
        return false;
    struct folded words = text_fold(arena, open + 1, (size_t)(close - open) - 1);
    unsigned field;
    if (!looks_like_label(rules, &words) || !find_key(rules, &words, 0, words.length, &field))
        return false;
    label->field = field;
    return true;
}

/* "Unde îl/o suni": the slash may part no two labels. */
static bool read_keys(const struct rules *rules, const struct folded *words, bool parted, struct label *label)
{
    return read_parts(rules, words, parted, label) || find_key(rules, words, 0, words->length, &label->field);
}

bool label_wide(struct arena *arena, const struct rules *rules, const struct folded *text, size_t at,
                struct label *label)
{
    if (label_at(rules, text, at, label))
        return true;
    size_t from = mark_end(text->text, at, text->length), end = separator_at(text->text, from, text->length);
    if (end <= from || end - from > 2 * LABEL_BYTES)
        return false;
    struct folded words = words_of(arena, text, from, end);
    struct label made = {.from = at, .to = value_at(text->text, end, text->length), .is_wide = true};
    made.is_whole = made.to >= text->length;
    bool numbers_people =
        made.is_whole && end > from && text->text[end - 1] >= '0' && text->text[end - 1] <= '9';
    if (numbers_people || !looks_like_label(rules, &words) ||
        (!read_keys(rules, &words, end < text->length && !made.is_whole, &made) &&
         !read_remark(arena, rules, text, from, end, &made)))
        return false;
    *label = made;
    return true;
}

bool label_of_workplace(struct arena *arena, const struct rules *rules, const struct folded *text,
                        struct label *label)
{
    size_t from = mark_end(text->text, 0, text->length), end = separator_at(text->text, from, text->length);
    size_t value = value_at(text->text, end, text->length);
    const struct rule *other = rules_named(rules, "form.no-workplace");
    if (end <= from || end - from > LABEL_BYTES || value >= text->length ||
        !label_value_is_organization(rules, text, value, text->length))
        return false;
    struct folded words = words_of(arena, text, from, end);
    if (!looks_like_label(rules, &words) || unit_sentence_ends(text, value, text->length) ||
        (other && rule_try(other, words.text, words.length, 0, NULL) != RULE_NO))
        return false;
    *label = (struct label){.field = FIELD_ORGANIZATION, .to = value, .is_wide = true, .is_weak = true};
    return true;
}

static bool parts_value(const struct folded *text, const struct label *label, bool dashes)
{
    const char *mark = strpbrk(text->text + label->from, dashes ? ":=?-" : ":=?");
    return mark && mark < text->text + label->to && !label->is_whole;
}

bool label_next_wide(struct arena *arena, const struct rules *rules, const struct folded *text, size_t at,
                     bool dashes, struct label *label)
{
    bool found = label_next(rules, text, at, label);
    size_t limit = found ? label->from : text->length;
    for (size_t i = at; i < limit; i++) {
        if (!strchr(",;|", text->text[i]))
            continue;
        size_t from = i + 1;
        while (from < limit && text->text[from] == ' ')
            from++;
        struct label one;
        if (from >= limit || !label_wide(arena, rules, text, from, &one) ||
            !parts_value(text, &one, dashes) || strcspn(text->text + from, ",;|") < one.to - from)
            continue;
        *label = one;
        return true;
    }
    return found;
}

/* ---- does the value fit ------------------------------------------------------------------------------------- */

static size_t digits_in(const struct folded *text, size_t from, size_t to)
{
    size_t digits = 0;
    for (size_t at = from; at < to; at++)
        digits += text->text[at] >= '0' && text->text[at] <= '9';
    return digits;
}

static size_t words_in(const struct folded *text, size_t from, size_t to)
{
    size_t words = 0;
    for (size_t at = from; at < to; at++)
        words += text->text[at] != ' ' && (at == from || text->text[at - 1] == ' ');
    return words;
}

bool label_fits(const struct rules *rules, const struct label *label, const struct folded *text, size_t from,
                size_t to)
{
    const struct rule *nothing = rules_named(rules, "form.nothing");
    if (label->field == LABEL_OTHER || label_is_blank(text, from, to) ||
        (nothing && rule_try(nothing, text->text + from, to - from, 0, NULL) == RULE_YES))
        return true;
    size_t begin = from, end = to, words = words_in(text, from, to);
    while (begin < end && text->text[begin] == ' ')
        begin++;
    switch (label->field) {
    case FIELD_NAME:
        return name_narrow(rules, text, &begin, &end, NAME_GIVEN) ||
               (label->more_count == 0 && words <= 2 && is_capital(text->text[begin]));
    case FIELD_PHONE:
        return digits_in(text, from, to) >= 6 && words <= 16;
    default:
        return words <= 16 && text->text[to - 1] != '?' &&
               digits_in(text, from, to) < 8 + 6 * label->more_count;
    }
}

bool label_is_weak(const struct rules *rules, const struct folded *text)
{
    const struct rule *rule = rules_named(rules, "form.weak-label");
    return rule && rule_try(rule, text->text, text->length, 0, NULL) == RULE_YES;
}
