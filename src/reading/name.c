#include "name.h"

#include <string.h>

#define WORDS_AT_MOST 5

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static bool is_capital(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static bool is_name_byte(char byte)
{
    return is_letter(byte) || byte == '-' || byte == '\'';
}

/* The end of the word at `at`; the '.' of an initial belongs to it. */
static size_t word_end(const struct folded *text, size_t at, size_t to)
{
    size_t end = at;
    while (end < to && is_name_byte(text->text[end]))
        end++;
    if (end == at + 1 && end < to && text->text[end] == '.')
        end++;
    while (end > at && text->text[end - 1] == '-')
        end--;
    return end;
}

static size_t skip_blanks(const struct folded *text, size_t at, size_t to)
{
    while (at < to && text->text[at] == ' ')
        at++;
    return at;
}

static bool has_word(const struct rules *rules, const char *vocabulary, const struct folded *text,
                     size_t from, size_t to)
{
    return rules_has_word(rules, vocabulary, text->text + from, to - from);
}

/* A word, or each part of a hyphenated one. */
bool is_given_name(const struct rules *rules, const char *text, size_t from, size_t to)
{
    for (size_t part = from, end; part < to; part = end + 1) {
        end = part;
        while (end < to && text[end] != '-')
            end++;
        if (end > part && rules_has_word(rules, "given-name", text + part, end - part))
            return true;
    }
    return false;
}

static bool matches_at(const struct rules *rules, const char *vocabulary, const struct folded *text,
                       size_t from, size_t to, size_t *end)
{
    const struct rule *rule = rules_vocabulary(rules, vocabulary);
    struct rule_match match;
    if (!rule || rule_try_at(rule, text->text, to, from, &match) != RULE_YES)
        return false;
    *end = match.to;
    return true;
}

size_t title_length(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    size_t at = from, end;
    while (at < to && matches_at(rules, "honorific", text, at, to, &end) && end > at) {
        while (end < to && strchr(" .,-", text->text[end]))
            end++;
        at = end;
    }
    return at - from;
}

bool names_organization(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    static const char *const vocabularies[] = {"organization-head", "organization-tail",
                                               "organization-acronym"};
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++) {
        const struct rule *rule = rules_vocabulary(rules, vocabularies[i]);
        struct rule_match match;
        if (rule && rule_try(rule, text->text, to, from, &match) == RULE_YES)
            return true;
    }
    return false;
}

/* "Pieter van Loon": a small word of a name, with the surname after it. */
static bool is_particle(const struct folded *text, size_t from, size_t to)
{
    static const char *const particles[] = {"van",   "von", "der", "den", "di", "del",
                                            "della", "da",  "dos", "bin", "al"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (to - from == strlen(particles[i]) && memcmp(text->text + from, particles[i], to - from) == 0)
            return to + 1 < text->length && text->text[to] == ' ' &&
                   (is_capital(text->text[to + 1]) ||
                    is_particle(text, to + 1, word_end(text, to + 1, text->length)));
    return false;
}

/* "Katrijn De Smet", "Ciarán Ó Dálaigh": such a word with a capital, between two others of the name. */
static bool is_inner_particle(const struct folded *text, size_t from, size_t to)
{
    static const char *const particles[] = {"De", "Le", "Ter", "Ten", "O", "Ni", "Mac", "Van", "Von", "Di"};
    bool is_inner = from > 1 && text->text[from - 1] == ' ' && is_letter(text->text[from - 2]) &&
                    to + 2 < text->length && text->text[to] == ' ' && is_capital(text->text[to + 1]) &&
                    strncmp(text->text + to, " La ", 4) != 0;
    for (size_t i = 0; is_inner && i < sizeof particles / sizeof *particles; i++)
        if (to - from == strlen(particles[i]) && memcmp(text->text + from, particles[i], to - from) == 0)
            return true;
    return false;
}

/* Whether the word may stand in a name at all. */
static bool may_be_name(const struct rules *rules, const struct folded *text, size_t from, size_t to,
                        bool capitals, bool strict)
{
    if (capitals && !is_capital(text->text[from]))
        return is_particle(text, from, to);
    if (is_given_name(rules, text->text, from, to) || is_inner_particle(text, from, to))
        return true;
    if (has_word(rules, "not-a-name", text, from, to))
        return false;
    if (strict && has_word(rules, "place", text, from, to) && !has_word(rules, "surname", text, from, to))
        return false;
    size_t end;
    return !matches_at(rules, "position-head", text, from, text->length, &end) ||
           has_word(rules, "surname", text, from, to);
}

static bool has_capital(const struct folded *text, size_t from, size_t to)
{
    for (size_t i = from; i < to && !strchr(",;:.()", text->text[i]); i++)
        if (is_capital(text->text[i]))
            return true;
    return false;
}

/* "Agent șef principal Mihăilă Dragoș": words that belong to no name, as long as capitals follow. */
static size_t skip_rank(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    size_t at = from, end = from;
    while (at < to && has_capital(text, at, to)) {
        size_t stop = word_end(text, at, to);
        bool is_head = matches_at(rules, "position-head", text, at, to, &end);
        if (stop == at || is_given_name(rules, text->text, at, stop) ||
            (!is_head && is_capital(text->text[at])))
            break;
        at = skip_blanks(text, is_head && end > stop ? end : stop, to);
    }
    return at < to && is_capital(text->text[at]) ? at : from;
}

/* Nothing, or a mark that parts it from what follows. */
static bool ends_part(const struct folded *text, size_t at)
{
    at = skip_blanks(text, at, text->length);
    return at == text->length || strchr(",;:|/(-", text->text[at]);
}

#define LONGEST_NICKNAME 16

/* "Mihnea „Miki” Savu", "Ion (Nelu) Pop": behind a nickname that stands between two words of the name. */
static size_t skip_nickname(const struct folded *text, size_t at, size_t to)
{
    if (at >= to || (text->text[at] != '"' && text->text[at] != '('))
        return at;
    size_t end = at + 1;
    while (end < to && end - at <= LONGEST_NICKNAME && is_name_byte(text->text[end]))
        end++;
    bool is_closed = end < to && end > at + 2 && text->text[end] == (text->text[at] == '(' ? ')' : '"');
    size_t next = is_closed ? skip_blanks(text, end + 1, to) : to;
    bool goes_on = next > end + 1 && next < to && is_capital(text->text[next]);
    return goes_on && is_capital(text->text[at + 1]) ? next : at;
}

#define LONGEST_PLACE 40

/* "Drobeta-Turnu Severin", "Sfântu Gheorghe": a town, though one of its words is a given name. */
static bool is_town(const struct rules *rules, const struct folded *text, size_t from, size_t to)
{
    char key[LONGEST_PLACE];
    if (to - from > sizeof key)
        return false;
    for (size_t i = from; i < to; i++)
        key[i - from] = text->text[i] == ' ' ? '-' : text->text[i];
    return rules_has_word(rules, "place", key, to - from);
}

bool name_narrow(const struct rules *rules, const struct folded *text, size_t *from, size_t *to,
                 enum name_trust trust)
{
    size_t at = skip_blanks(text, *from, *to);
    at += title_length(rules, text, at, *to);
    if (trust != NAME_SEEN) {
        at = skip_rank(rules, text, at, *to);
        at += title_length(rules, text, at, *to);
    }
    size_t begin = at, end = at;
    int words = 0, full = 0, given = 0;
    bool capitals = at < *to && is_capital(text->text[at]);
    if (!capitals && trust == NAME_SEEN)
        return false;
    while (words < WORDS_AT_MOST) {
        size_t stop = word_end(text, at, *to);
        bool is_surname = full == 1 && given == 1 && ends_part(text, stop); /* "Ion Sibiu, psiholog" */
        if (stop == at || !may_be_name(rules, text, at, stop, capitals, trust != NAME_GIVEN && !is_surname))
            break;
        if (names_organization(rules, text, at, stop) && !is_given_name(rules, text->text, at, stop))
            break;
        bool initial = stop - at <= 2 && (stop - at == 1 || text->text[stop - 1] == '.');
        full += !initial;
        given += is_given_name(rules, text->text, at, stop);
        words++;
        end = stop;
        at = skip_blanks(text, stop, *to);
        at += title_length(rules, text, at, *to); /* "Popescu dr. Ion" */
        at = full == 1 && given == 1 ? skip_nickname(text, at, *to) : at;
    }
    bool known = given > 0 || (trust == NAME_SAID && capitals) || trust == NAME_GIVEN;
    if (full < 2 || !known || (trust != NAME_GIVEN && is_town(rules, text, begin, end)))
        return false;
    *from = begin;
    *to = end;
    return true;
}

/* The next word of a name as a lower-case ASCII run; hyphens part words. Returns its length. */
static size_t next_word(const char **at)
{
    while (**at && !is_letter(**at))
        (*at)++;
    const char *end = *at;
    while (*end && is_letter(*end))
        end++;
    return (size_t)(end - *at);
}

static bool same_word(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t shorter = a_length < b_length ? a_length : b_length;
    size_t length = shorter == 1 || shorter >= 3 ? shorter : a_length; /* initials; "Magda" for "Magdalena" */
    if (length != shorter && a_length != b_length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((a[i] | 0x20) != (b[i] | 0x20))
            return false;
    return true;
}

static bool contains_word(const char *name, const char *word, size_t length)
{
    for (const char *at = name; *at;) {
        size_t size = next_word(&at);
        if (size && same_word(at, size, word, length))
            return true;
        at += size;
    }
    return false;
}

/* How many words of `a` there are, and how many of them stand in `b`. */
static int shared_words(const char *a, const char *b, int *count)
{
    int shared = 0;
    *count = 0;
    for (const char *at = a; *at;) {
        size_t size = next_word(&at);
        if (size) {
            (*count)++;
            shared += contains_word(b, at, size);
        }
        at += size;
    }
    return shared;
}

bool name_same(const char *a, const char *b)
{
    int a_count, b_count;
    int a_shared = shared_words(a, b, &a_count), b_shared = shared_words(b, a, &b_count);
    if (a_count == 0 || b_count == 0)
        return false;
    return a_count <= b_count ? a_shared == a_count : b_shared == b_count;
}

bool name_shares_given(const struct rules *rules, const char *a, const char *b)
{
    for (const char *at = a; *at;) {
        size_t size = next_word(&at);
        if (size && contains_word(b, at, size) && rules_has_word(rules, "given-name", at, size))
            return true;
        at += size;
    }
    return false;
}

/* The only word of `a` that does not stand in `b`, when `a` has two; its length, or 0. */
static size_t odd_word(const char *a, const char *b, const char **word)
{
    int count;
    if (shared_words(a, b, &count) != 1 || count != 2)
        return 0;
    for (const char *at = a; *at;) {
        size_t size = next_word(&at);
        if (size && !contains_word(b, at, size)) {
            *word = at;
            return size;
        }
        at += size;
    }
    return 0;
}

/* "Andrei Bulgaru" and "Valentina Bulgaru", but not "Gina Cozma" and "Gherghina Cozma", nor who took another surname. */
static bool are_relatives(const struct rules *rules, const char *a, const char *b)
{
    const char *mine, *theirs;
    size_t length = odd_word(a, b, &mine), other = odd_word(b, a, &theirs);
    return length && other && mine[0] != theirs[0] && rules_has_word(rules, "given-name", mine, length) &&
           rules_has_word(rules, "given-name", theirs, other);
}

bool sender_is(struct letter *letter, const struct rules *rules, const char *known, const char *name)
{
    char *key = text_key(letter->arena, name), *known_key = text_key(letter->arena, known);
    if (known[0] && name_same(key, known_key))
        return true;
    if (are_relatives(rules, key, known_key))
        return false;
    const char *end = strchr(letter->from.address, '@');
    if (!end)
        return false;
    char *local = text_key(
        letter->arena, arena_copy(letter->arena, letter->from.address, (size_t)(end - letter->from.address)));
    for (const char *at = key; *at;) {
        size_t size = next_word(&at);
        if (size >= 4 && memmem(local, strlen(local), at, size))
            return true;
        at += size;
    }
    return false;
}
