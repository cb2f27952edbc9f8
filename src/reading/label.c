#include "label.h"

#include <string.h>

#include "grefier/base/caps.h"
#include "name.h"
#include "phone.h"

static bool is_blank_byte(char byte)
{
    return byte == ' ' || byte == '.' || byte == '_' || byte == '-' || byte == '/' || byte == '?' ||
           byte == ':';
}

bool label_is_blank(const struct folded *text, size_t from, size_t to)
{
    while (from < to && is_blank_byte(text->text[from]))
        from++;
    return from >= to || (to - from == 3 && strncmp(text->text + from, "n/a", 3) == 0);
}

static bool try_label(const struct rule *rule, const struct folded *text, size_t at, struct label *label)
{
    struct rule_match match;
    if (!rule || rule_try_at(rule, text->text + at, text->length - at, 0, &match) != RULE_YES)
        return false;
    const struct rule_capture *name = rule_capture(&match, "label");
    const struct rule_capture *separator = rule_capture(&match, "separator");
    size_t end = at + (separator ? separator->to : name ? name->to : match.to);
    bool separated = separator && separator->to > separator->from;
    bool whole = label_is_blank(text, end, text->length);
    if (!separated && !whole)
        return false;
    *label = (struct label){.from = at, .to = end, .is_whole = whole};
    return true;
}

bool label_at(const struct rules *rules, const struct folded *text, size_t at, struct label *label)
{
    bool found = false;
    struct label one;
    for (size_t i = 0; i < rules_field_count(rules) && i < FIELD_LIMIT; i++) {
        if (!try_label(rules_field(rules, i)->label, text, at, &one) || (found && one.to <= label->to))
            continue;
        *label = one;
        label->field = (unsigned)i;
        found = true;
    }
    if (try_label(rules_named(rules, "form.other-label"), text, at, &one) && (!found || one.to > label->to)) {
        *label = one;
        label->field = LABEL_OTHER;
        found = true;
    }
    return found;
}

bool label_next(const struct rules *rules, const struct folded *text, size_t at, struct label *label)
{
    for (size_t i = at; i < text->length; i++) {
        bool after_mark = i > at && strchr(",;|/)\t.", text->text[i - 1]);
        bool after_blank = i > at && text->text[i - 1] == ' ';
        if (!after_mark && !after_blank)
            continue;
        while (i < text->length && text->text[i] == ' ')
            i++;
        if (i < text->length && label_at(rules, text, i, label) && label->to > i &&
            strchr(":=", text->text[label->to - 1 - (text->text[label->to - 1] == ' ')]))
            return true;
    }
    return false;
}

/* "Ana Pop, psiholog" under "Nume și funcție". */
static void read_position_after(struct arena *arena, const struct rules *rules, const struct folded *text,
                                size_t from, size_t to, struct label_value *value)
{
    const struct rule *head = rules_vocabulary(rules, "position-head");
    struct rule_match match;
    while (from < to && strchr(" ,;-(/|", text->text[from]))
        from++;
    if (!head || from >= to || rule_try_at(head, text->text, to, from, &match) != RULE_YES)
        return;
    value->rest = value_clean(arena, rules, FIELD_POSITION, text_unfold(arena, text, from, to));
    value->rest_field = FIELD_POSITION;
}

/* "arhid. dr. ", "subsemnata, ": words of no name that a full stop or a comma ends. */
static size_t skip_titles(const struct folded *text, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++) {
        if (text->text[at] == ' ' && at > from + 1 && !strchr(".,", text->text[at - 1]))
            return from;
        if (text->text[at] == ' ')
            from = at + 1;
    }
    return from;
}

#define NAME_WORDS 5

/* Two to five words that all begin with a capital, whatever they are: "Aoife Ní Dhálaigh", "Ioana (Oana) Neagu". */
static bool is_capitalised(const struct folded *text, size_t from, size_t to)
{
    size_t words = 0;
    for (size_t at = from; at < to; at++) {
        char byte = text->text[at];
        bool begins = at == from || text->text[at - 1] == ' ';
        char first = byte == '(' || byte == '"' ? text->text[at + 1] : byte;
        if (strchr("0123456789@:;,/", byte) || (begins && !(first >= 'A' && first <= 'Z')))
            return false;
        words += begins;
    }
    return words >= 2 && words <= NAME_WORDS;
}

static void read_odd_name(struct arena *arena, const struct rules *rules, const struct folded *text,
                          size_t from, size_t to, struct label_value *value)
{
    size_t begin = skip_titles(text, from, to), end = to;
    bool one_word = to > from + 1 && !memchr(text->text + from, ' ', to - from) &&
                    !memchr(text->text + from, '@', to - from) && (text->text[from] | 0x20) >= 'a';
    if (names_organization(rules, text, from, to))
        return;
    if (begin > from && name_narrow(rules, text, &begin, &end, NAME_GIVEN)) {
        value->text = text_unfold(arena, text, begin, end);
    } else if (one_word || is_capitalised(text, from, to)) {
        value->text = text_unfold(arena, text, from, to);
        value->is_partial = one_word;
    }
}

static void read_name(struct arena *arena, const struct rules *rules, const struct folded *text, size_t from,
                      size_t to, struct label_value *value)
{
    while (from < to && strchr(" \"'", text->text[from]))
        from++;
    size_t begin = from, end = to;
    if (name_narrow(rules, text, &begin, &end, NAME_GIVEN)) {
        value->text = text_unfold(arena, text, begin, end);
        read_position_after(arena, rules, text, end, to, value);
        return;
    }
    while (to > from && strchr(" .,;\"'", text->text[to - 1]))
        to--;
    read_odd_name(arena, rules, text, from, to, value);
}

static void read_phone(struct arena *arena, const struct rules *rules, const struct folded *text, size_t from,
                       size_t to, struct label_value *value)
{
    struct folded part =
        text_fold(arena, text_unfold(arena, text, from, to), strlen(text_unfold(arena, text, from, to)));
    struct phone phones[PHONES_A_TEXT];
    int count = phones_find(rules, &part, phones);
    value->limit = count < 0;
    for (int i = 0; i < count; i++) {
        if (value->text && phones[i].preference <= value->preference)
            continue;
        value->text = arena_string(arena, phones[i].e164);
        value->extension = phones[i].extension[0] ? arena_string(arena, phones[i].extension) : NULL;
        value->preference = phones[i].preference;
    }
}

/* "director, Asociația X" under "Funcția": the organization is no part of the position. */
static size_t position_end(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    const struct rule *rule = rules_named(rules, "form.position-then-organization");
    struct rule_match match;
    if (rule && rule_try(rule, text->text, to, from, &match) == RULE_YES && match.from > from)
        return match.from;
    return to;
}

bool label_value_is_organization(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    static const char *const vocabularies[] = {"organization-head", "organization-acronym"};
    while (from < to && strchr(" \"", text->text[from]))
        from++;
    bool found = false;
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies && from < to; i++) {
        const struct rule *head = rules_vocabulary(rules, vocabularies[i]);
        struct rule_match match;
        found = found || (head && rule_try_at(head, text->text, to, from, &match) == RULE_YES &&
                          match.to + 2 < to); /* a bare "Primăria" is no name of one */
    }
    return found;
}

/* "Direcția Juridică, consilier", "consilier, …": a position begins some part of the text. */
static bool gives_position(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    const struct rule *head = rules_vocabulary(rules, "position-head");
    bool found = false;
    for (size_t at = from; head && !found && at < to; at++) {
        bool begins = at == from || (strchr(",;|/-", text->text[at]) != NULL);
        size_t word = at + strspn(text->text + at, " ,;|/-");
        found = begins && word < to && rule_try_at(head, text->text, to, word, NULL) == RULE_YES;
    }
    return found;
}

static void read_position(struct arena *arena, const struct rules *rules, const struct folded *text,
                          size_t from, size_t to, struct label_value *value)
{
    bool is_other =
        label_value_is_organization(rules, text, from, to) && !gives_position(rules, text, from, to);
    size_t end = is_other ? from : position_end(rules, text, from, to);
    if (end > from)
        value->text = value_clean(arena, rules, FIELD_POSITION, text_unfold(arena, text, from, end));
    if (end < to) {
        value->rest = value_clean(arena, rules, FIELD_ORGANIZATION, text_unfold(arena, text, end, to));
        value->rest_field = FIELD_ORGANIZATION;
    }
}

static bool is_said(const struct rules *rules, const char *name, const struct folded *text, size_t from,
                    size_t to)
{
    const struct rule *rule = rules_named(rules, name);
    return rule && rule_try(rule, text->text + from, to - from, 0, NULL) == RULE_YES;
}

struct label_value label_value_read(struct arena *arena, const struct rules *rules, unsigned field,
                                    const struct folded *text, size_t from, size_t to)
{
    struct label_value value = {.is_same = is_said(rules, "form.same-as-above", text, from, to)};
    const char *validator = rules_field(rules, field)->validator;
    bool is_phone = strcmp(validator, "phone") == 0; /* a number may stand behind "nu am fix" */
    if (value.is_same || label_is_blank(text, from, to) ||
        (!is_phone && is_said(rules, "form.nothing", text, from, to)) ||
        (field == FIELD_POSITION && is_said(rules, "form.role-in-list", text, from, to)))
        return value;
    if (strcmp(validator, "name") == 0)
        read_name(arena, rules, text, from, to, &value);
    else if (is_phone)
        read_phone(arena, rules, text, from, to, &value);
    else if (strcmp(validator, "position") == 0)
        read_position(arena, rules, text, from, to, &value);
    else
        value.text =
            value_clean(arena, rules, strcmp(validator, "organization") == 0 ? FIELD_ORGANIZATION : field,
                        text_unfold(arena, text, from, to));
    if (value.text)
        value.text = text_line(arena, value.text, strlen(value.text), CAP_VALUE_BYTES);
    return value;
}
