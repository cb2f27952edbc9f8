#include "grefier/reading/wording.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEM 5 /* letters that tell a word from others, whatever its ending */

struct collector {
    struct arena *arena;
    struct terms *terms;
    const char *mark; /* before each word: "s:" in the subject */
    const char *last; /* word of this paragraph, or NULL */
};

static void add_term(struct collector *collector, const char *term)
{
    if (collector->terms->count < WORDING_TERMS)
        collector->terms->item[collector->terms->count++] = term;
}

static void add_word(struct collector *collector, const char *text, size_t length)
{
    char *word = arena_format(collector->arena, "%s%.*s", collector->mark, (int)length, text);
    for (char *at = word; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    add_term(collector, word);
    if (collector->last)
        add_term(collector, arena_format(collector->arena, "%s %s", collector->last, word));
    collector->last = word;
}

static bool is_of_word(char byte)
{
    return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xC0u) != 0x80u;
}

/* A run of letters and digits; returns its length. */
static size_t take_word(struct collector *collector, const char *text, size_t length)
{
    size_t end = 0, stem = 0, letters = 0;
    bool number = false;
    for (; end < length && is_of_word(text[end]); end++) {
        number |= isdigit((unsigned char)text[end]) != 0;
        letters += begins_character(text[end]);
        stem = letters <= STEM ? end + 1 : stem;
    }
    add_word(collector, number ? "0" : text, number ? 1 : stem);
    return end;
}

static bool is_address(const char *text, size_t length)
{
    size_t end = 0;
    while (end < length && !isspace((unsigned char)text[end]))
        end++;
    return memchr(text, '@', end) != NULL;
}

static void take_text(struct collector *collector, struct folded text)
{
    for (size_t at = 0; at < text.length;) {
        const char *here = text.text + at;
        bool begins = at == 0 || isspace((unsigned char)here[-1]);
        if (begins && !isspace((unsigned char)*here) && is_address(here, text.length - at)) {
            add_word(collector, "@", 1);
            while (at < text.length && !isspace((unsigned char)text.text[at]))
                at++;
        } else if (is_of_word(*here)) {
            at += take_word(collector, here, text.length - at);
        } else {
            if (strchr("?!:", *here))
                add_word(collector, here, 1);
            at++;
        }
    }
}

static void take_lines(struct collector *collector, const struct letter *letter, const bool *left_out)
{
    for (size_t i = 0; i < letter->line_count; i++) {
        const struct line *line = &letter->line[i];
        if (line->zone != ZONE_OWN && (line->zone != ZONE_SIGNATURE || left_out))
            continue;
        if (line->blank || (left_out && left_out[i]))
            collector->last = NULL;
        else
            take_text(collector, line->folded);
    }
}

static void take_marks(struct collector *collector, const struct letter *letter)
{
    if (letter_has_zone(letter, ZONE_QUOTED))
        add_term(collector, "[quoted]");
    if (letter_has_zone(letter, ZONE_FORWARDED))
        add_term(collector, "[forwarded]");
    if (letter->attachment_count > 0)
        add_term(collector, "[file]");
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct terms wording_terms(const struct letter *letter, const bool *left_out)
{
    struct terms terms = {.item = arena_array(letter->arena, WORDING_TERMS, sizeof *terms.item)};
    struct collector collector = {.arena = letter->arena, .terms = &terms, .mark = "s:"};
    if (!left_out) {
        take_text(&collector, letter->subject_folded);
        take_marks(&collector, letter);
    }
    collector.mark = "";
    collector.last = NULL;
    take_lines(&collector, letter, left_out);
    size_t count = 0;
    qsort(terms.item, terms.count, sizeof *terms.item, by_text);
    for (size_t i = 0; i < terms.count; i++)
        if (count == 0 || strcmp(terms.item[count - 1], terms.item[i]) != 0)
            terms.item[count++] = terms.item[i];
    terms.count = count;
    return terms;
}

struct wording wording_of(const struct letter *letter, const struct rules *rules, const bool *left_out)
{
    struct terms terms = wording_terms(letter, left_out);
    struct wording wording = {.terms = terms.count};
    const struct rule_term *always = rules_term(rules, "[always]");
    double sum[RULE_LEANINGS] = {0}, all = 0;
    for (size_t i = 0; i < terms.count; i++) {
        const struct rule_term *term = rules_term(rules, terms.item[i]);
        for (size_t k = 0; term && k < RULE_LEANINGS; k++)
            sum[k] += term->weight[k];
        wording.known += term != NULL;
    }
    if (wording.known == 0)
        return wording;
    for (size_t k = 0; k < RULE_LEANINGS; k++) {
        double score = (always ? always->weight[k] : 0) + sum[k] / sqrt((double)wording.known);
        all += sum[k] = exp(score / 100);
    }
    for (size_t k = 0; k < RULE_LEANINGS; k++)
        wording.leaning[k] = (int)lround(100 * sum[k] / all);
    return wording;
}
