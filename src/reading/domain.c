#include "domain.h"

#include <ctype.h>
#include <string.h>

#define SHORTEST      5 /* letters: "dsp", "isj" are kinds of institutions, not names */
#define WORDS_AT_MOST 7

static const char *letters_of(struct arena *arena, const char *text, size_t length)
{
    char *letters = arena_alloc(arena, length + 1);
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        if (isalnum((unsigned char)text[i]))
            letters[count++] = (char)tolower((unsigned char)text[i]);
    return letters;
}

const char *domain_name(struct letter *letter, const struct rules *rules)
{
    const char *at = strrchr(letter->from.address, '@');
    if (!at || rules_has_word(rules, "public-domain", at + 1, strlen(at + 1)))
        return "";
    const char *name = at + 1, *stop = strrchr(name, '.');
    if (!stop)
        return "";
    for (const char *dot = name; (dot = strchr(dot, '.')) && dot < stop;)
        if (stop - ++dot >= SHORTEST) /* "mail.casanoua.ro", but "casanoua.org.ro" */
            name = dot;
    size_t length = strcspn(name, ".");
    const char *letters = letters_of(letter->arena, name, length);
    return strlen(letters) >= SHORTEST ? letters : "";
}

static bool is_word_byte(char byte)
{
    return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

static size_t word_end(const struct folded *text, size_t at)
{
    while (at < text->length && is_word_byte(text->text[at]))
        at++;
    return at;
}

/* Words that a domain leaves out: "Drepturi pentru Copii" is drepturicopii.example. */
static bool is_small(const char *word, size_t length)
{
    static const char *const words[] = {"de",  "pentru", "si", "cu", "al",  "a",   "ale",
                                        "din", "in",     "la", "of", "for", "and", "the"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (length == strlen(words[i]) && strncasecmp(word, words[i], length) == 0)
            return true;
    return false;
}

/* The end of the words that begin at `from` and spell the domain, or 0. */
static size_t spelled(const struct folded *text, size_t from, const char *domain)
{
    size_t at = from;
    for (unsigned words = 0; words < WORDS_AT_MOST && at < text->length; words++) {
        size_t end = word_end(text, at), length = end - at;
        if (strncasecmp(text->text + at, domain, length) == 0)
            domain += length;
        else if (words == 0 || !is_small(text->text + at, length))
            return 0;
        if (!*domain)
            return end;
        at = end;
        while (at < text->length && strchr(" -\"'&", text->text[at]))
            at++;
        if (at == end && at < text->length)
            return 0; /* "lumina.example": an address */
    }
    return 0;
}

bool domain_find(const struct folded *text, const char *domain, size_t *from, size_t *to)
{
    for (size_t at = *from; at < text->length;) {
        bool begins = at == 0 || (!is_word_byte(text->text[at - 1]) && !strchr("@./", text->text[at - 1]));
        size_t end = begins && is_word_byte(text->text[at]) ? spelled(text, at, domain) : 0;
        bool in_address =
            end && end + 1 < text->length && strchr("@.", text->text[end]) && text->text[end + 1] != ' ';
        if (end && !in_address) {
            *from = at;
            *to = end;
            return true;
        }
        at++;
    }
    return false;
}
