#include "cover.h"

#include <string.h>

#define NOTE_WORDS   40
#define HEADER_LINES 8
#define NO_LINE      ((size_t)-1)

static bool is_passed_on(const struct line *line)
{
    return line->zone == ZONE_FORWARDED || line->zone == ZONE_QUOTED;
}

static unsigned words_of(const char *text)
{
    unsigned words = 0;
    for (size_t at = 0; text[at]; at++)
        words += text[at] != ' ' && (at == 0 || text[at - 1] == ' ');
    return words;
}

/* The first line of what is passed on below a short note; NO_LINE when the own words are more than a note. */
static size_t below_note(const struct letter *letter)
{
    unsigned words = 0;
    for (size_t i = 0; i < letter->line_count; i++) {
        const struct line *line = &letter->line[i];
        if (is_passed_on(line) && !line->blank)
            return words <= NOTE_WORDS ? i : NO_LINE;
        words += line->blank ? 0 : words_of(line->folded.text);
    }
    return NO_LINE;
}

static const char *house_of(const struct letter *letter, const struct rules *rules)
{
    const char *at = strrchr(letter->from.address, '@');
    return at && !rules_has_word(rules, "public-domain", at + 1, strlen(at + 1)) ? at : NULL;
}

/* The line below the header block whose "From" holds `house` (a domain, or an address); NO_LINE when there is none. */
static size_t below_header(const struct letter *letter, size_t first, const char *house)
{
    bool from_house = false;
    for (size_t i = first; i < letter->line_count && i < first + HEADER_LINES; i++) {
        const struct line *line = &letter->line[i];
        bool is_from = strncmp(line->folded.text, "De la", 5) == 0 ||
                       strncmp(line->folded.text, "From", 4) == 0 ||
                       strncmp(line->folded.text, "Felado", 6) == 0;
        from_house |= is_from && text_find(line->folded.text, house);
        if (line->blank && i > first + 1)
            return from_house ? i : NO_LINE;
    }
    return NO_LINE;
}

static bool names_somebody(const struct letter *letter, const struct rules *rules, size_t first)
{
    const struct rule *rule;
    for (size_t r = 0; (rule = rules_at(rules, "passed-on", r)); r++)
        for (size_t i = first; i < letter->line_count; i++)
            if (rule_try(rule, letter->line[i].folded.text, letter->line[i].folded.length, 0, NULL) ==
                RULE_YES)
                return true;
    return false;
}

void cover_open(struct letter *letter, const struct rules *rules)
{
    const char *house = house_of(letter, rules);
    /* who has no house may still send their own letter again */
    const char *writer = *letter->from.address ? letter->from.address : NULL;
    size_t first = writer ? below_note(letter) : NO_LINE;
    size_t body = first != NO_LINE ? below_header(letter, first, house ? house : writer) : NO_LINE;
    bool is_ours = letter->to.count > 0 && house && text_find(letter->to.item[0].address, house);
    if (body == NO_LINE || is_ours || !names_somebody(letter, rules, body))
        return;
    unsigned depth = letter->line[first].quote_depth;
    for (size_t i = body; i < letter->line_count && letter->line[i].quote_depth == depth; i++)
        if (is_passed_on(&letter->line[i]))
            letter->line[i].zone = ZONE_OWN;
}
