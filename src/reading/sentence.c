#include "sentence.h"

#include <ctype.h>
#include <string.h>

#include "grefier/base/buf.h"
#include "grefier/base/caps.h"

#define SENTENCES                                                                                            \
    6000u /* above the lines that a letter may hold; what is over them is not read for meaning */

static void make_room(struct sentences *sentences, struct arena *arena)
{
    if (sentences->count & (sentences->count - 1)) /* not at a power of two: there is room */
        return;
    struct sentence *grown = arena_array(arena, sentences->count ? 2 * sentences->count : 1, sizeof *grown);
    if (sentences->count)
        memcpy(grown, sentences->item, sentences->count * sizeof *grown);
    sentences->item = grown;
}

static void add(struct sentences *sentences, struct arena *arena, const char *text, size_t length,
                unsigned zone, unsigned line)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    if (length == 0 || sentences->count >= SENTENCES)
        return;
    make_room(sentences, arena);
    sentences->item[sentences->count++] = (struct sentence){text, length, zone, line};
}

/* A full stop behind a short word is an abbreviation ("tel. 07…", "nr. 3", "d-na. Pop", "dvs. și"). */
static bool is_abbreviation(const char *text, size_t stop)
{
    size_t letters = 0;
    while (letters < stop && isalpha((unsigned char)text[stop - letters - 1]))
        letters++;
    return letters > 0 && letters <= 3;
}

/* Whether the text ends a sentence with the mark at `at`. */
static bool ends_sentence(const char *text, size_t length, size_t at)
{
    if (!strchr(".!?", text[at]) || (at + 1 < length && text[at + 1] != ' '))
        return false;
    if (text[at] != '.' || at + 2 >= length)
        return true;
    return !is_abbreviation(text, at) || isupper((unsigned char)text[at + 2]);
}

static void split(struct sentences *sentences, struct arena *arena, const char *text, size_t length,
                  unsigned zone, unsigned line)
{
    size_t from = 0;
    for (size_t at = 0; at < length; at++)
        if (ends_sentence(text, length, at)) {
            add(sentences, arena, text + from, at + 1 - from, zone, line);
            from = at + 1;
        }
    add(sentences, arena, text + from, length - from, zone, line);
}

static unsigned rule_zone_of(enum zone zone)
{
    static const unsigned zones[] = {[ZONE_OWN] = RULE_ZONE_OWN,
                                     [ZONE_SIGNATURE] = RULE_ZONE_SIGNATURE,
                                     [ZONE_QUOTED] = RULE_ZONE_QUOTED,
                                     [ZONE_FORWARDED] = RULE_ZONE_FORWARDED,
                                     [ZONE_FOOTER] = RULE_ZONE_FOOTER};
    return zones[zone];
}

/* The line and those that continue it, folded; returns the line after them. */
static size_t paragraph(const struct letter *letter, size_t first, const char **text, size_t *length)
{
    const struct line *line = &letter->line[first];
    size_t end = first + 1;
    while (end < letter->line_count && letter->line[end].joined && !letter->line[end].blank &&
           letter->line[end].zone == line->zone)
        end++;
    *text = line->folded.text;
    *length = line->folded.length;
    if (end == first + 1)
        return end;
    struct buf joined;
    buf_init(&joined, CAP_LINE_BYTES);
    for (size_t i = first; i < end; i++) {
        if (i > first)
            buf_add_byte(&joined, ' ');
        buf_add(&joined, letter->line[i].folded.text, letter->line[i].folded.length);
    }
    *text = arena_copy(letter->arena, joined.data ? joined.data : "", joined.length);
    *length = joined.length;
    buf_free(&joined);
    return end;
}

static void add_line(struct sentences *sentences, const struct letter *letter, const char *written,
                     unsigned zone)
{
    struct folded folded = text_fold(letter->arena, written, strlen(written));
    add(sentences, letter->arena, folded.text, folded.length, zone, 0);
}

struct sentences sentences_of(const struct letter *letter)
{
    struct sentences sentences = {0};
    add_line(&sentences, letter, letter->subject_core, RULE_ZONE_SUBJECT);
    for (size_t i = 0; i < letter->line_count;) {
        const char *text;
        size_t length;
        if (letter->line[i].blank) {
            i++;
            continue;
        }
        unsigned zone = rule_zone_of(letter->line[i].zone), line = (unsigned)i + 1;
        i = paragraph(letter, i, &text, &length);
        split(&sentences, letter->arena, text, length, zone, line);
    }
    for (size_t i = 0; i < letter->header_count; i++)
        add_line(&sentences, letter,
                 arena_format(letter->arena, "%s: %s", letter->headers[i].name, letter->headers[i].value),
                 RULE_ZONE_HEADER);
    for (size_t i = 0; i < letter->attachment_count; i++)
        if (!letter->attachment[i].is_inline)
            add_line(&sentences, letter, letter->attachment[i].name, RULE_ZONE_ATTACHMENT);
    return sentences;
}

const char *sentence_where(const struct sentence *sentence)
{
    switch (sentence->zone) {
    case RULE_ZONE_SUBJECT:
        return "subject";
    case RULE_ZONE_SIGNATURE:
        return "signature";
    case RULE_ZONE_QUOTED:
        return "quoted";
    case RULE_ZONE_FORWARDED:
        return "forwarded";
    case RULE_ZONE_FOOTER:
        return "footer";
    case RULE_ZONE_HEADER:
        return "header";
    case RULE_ZONE_ATTACHMENT:
        return "attachment";
    default:
        return "own";
    }
}
