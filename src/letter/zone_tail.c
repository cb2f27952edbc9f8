/* What stands at the end of the writer's own words: footers, and the signature. */
#include <string.h>

#include "grefier/base/text.h"
#include "parts.h"

#define SIGNATURE_LINES 14u /* a block of more lines is text, whatever stands above it */
#define SIGNATURE_WIDTH 110u
#define DELIMITED_LINES 30u /* below "-- " */

static bool is_own(const struct drafts *drafts, size_t index)
{
    return drafts->item[index].line.zone == ZONE_OWN;
}

static const struct rule *match_line(const struct drafts *drafts, struct marks *marks, enum mark mark,
                                     size_t index)
{
    const struct folded *folded = &drafts->item[index].line.folded;
    return marks_match(marks, mark, folded->text, folded->length);
}

/* ---- footers ---- */

/* A line of nothing but dashes, stars or underscores. */
static bool is_separator(const struct draft *draft)
{
    const char *text = draft->line.folded.text;
    return draft->line.folded.length >= 4 && text[strspn(text, "-_=*~ ")] == '\0';
}

static size_t paragraph_end(const struct drafts *drafts, size_t index)
{
    size_t end = index + 1;
    while (end < drafts->count && is_own(drafts, end) && !drafts->item[end].line.blank &&
           !drafts->item[end].starts_paragraph)
        end++;
    return end;
}

static void make_footer(struct drafts *drafts, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        drafts->item[i].line.zone = ZONE_FOOTER;
    size_t above = from;
    while (above > 0 && drafts->item[above - 1].line.blank)
        above--;
    if (above > 0 && is_own(drafts, above - 1) && is_separator(&drafts->item[above - 1]))
        drafts->item[above - 1].line.zone = ZONE_FOOTER;
}

/* Words that only a notice uses, in the paragraph that begins at `index` or the one below it: people, too,
 * call a message confidential. */
static bool has_evidence(const struct drafts *drafts, struct marks *marks, size_t index)
{
    unsigned paragraphs = 0;
    for (size_t i = index; i < drafts->count && i < index + DELIMITED_LINES && is_own(drafts, i); i++) {
        const struct draft *draft = &drafts->item[i];
        if (draft->line.blank)
            continue;
        bool begins = i > index && (draft->starts_paragraph || drafts->item[i - 1].line.blank);
        if (begins && ++paragraphs > 1)
            return false;
        if (match_line(drafts, marks, MARK_FOOTER_EVIDENCE, i))
            return true;
    }
    return false;
}

static bool begins_footer(const struct drafts *drafts, struct marks *marks, size_t index, bool after_footer)
{
    if (match_line(drafts, marks, MARK_FOOTER, index))
        return true;
    if (match_line(drafts, marks, MARK_FOOTER_MAYBE, index) && has_evidence(drafts, marks, index))
        return true;
    return after_footer &&
           (match_line(drafts, marks, MARK_FOOTER_MORE, index) || is_separator(&drafts->item[index]));
}

static void find_footers(struct drafts *drafts, struct marks *marks)
{
    bool after_footer = false;
    for (size_t i = 0; i < drafts->count;) {
        if (!is_own(drafts, i) || drafts->item[i].line.blank) {
            i++;
            continue;
        }
        bool is_line = match_line(drafts, marks, MARK_SENT_FROM, i);
        bool begins = !is_line && begins_footer(drafts, marks, i, after_footer);
        size_t end = begins ? paragraph_end(drafts, i) : i + 1;
        if (is_line || begins)
            make_footer(drafts, i, end);
        after_footer = begins;
        i = end;
    }
}

/* ---- signatures ---- */

static size_t words_in(const char *text)
{
    size_t words = 0;
    for (const char *at = text; *at; at++)
        words += *at != ' ' && (at == text || at[-1] == ' ');
    return words;
}

/* A sentence or list rather than a line of a name block. */
static bool is_prose(const struct draft *draft)
{
    const struct folded *folded = &draft->line.folded;
    if (folded->length == 0)
        return false;
    char last = folded->text[folded->length - 1];
    size_t words = words_in(folded->text);
    return draft->line.joined || draft->line.bullet || draft->line.cell_count || last == '?' ||
           (words > 4 && last == ':') || folded->length > (size_t)2 * SIGNATURE_WIDTH ||
           (words > 8 && (last == '.' || last == '!' || last == ',')) || words > 22;
}

/* Where the name block that begins at `from` ends (at most `to`); `from` when there is none. A sentence below
 * it, in a paragraph of its own, is text again. */
static size_t name_block_end(const struct drafts *drafts, size_t from, size_t to)
{
    size_t lines = 0, last = from;
    bool gap = true;
    for (size_t i = from; i < to; i++) {
        const struct draft *draft = &drafts->item[i];
        if (draft->line.blank || !is_own(drafts, i)) {
            gap = true;
            continue;
        }
        if (is_prose(draft))
            return gap ? last : from;
        if (++lines > SIGNATURE_LINES)
            return from;
        gap = false;
        last = i + 1;
    }
    return last;
}

static void make_signature(struct drafts *drafts, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (is_own(drafts, i))
            drafts->item[i].line.zone = ZONE_SIGNATURE;
}

static size_t count_text(const struct drafts *drafts, size_t from, size_t to)
{
    size_t lines = 0;
    for (size_t i = from; i < to; i++)
        lines += is_own(drafts, i) && !drafts->item[i].line.blank;
    return lines;
}

/* Behind the last own line of [from, to) that says something. */
static size_t last_text(const struct drafts *drafts, size_t from, size_t to)
{
    while (to > from && (drafts->item[to - 1].line.blank || !is_own(drafts, to - 1)))
        to--;
    return to;
}

/* A postscript below the name is the writer's own again. */
static size_t signature_end(const struct drafts *drafts, struct marks *marks, size_t from, size_t to)
{
    size_t lines = 0;
    for (size_t i = from; i < to && lines < DELIMITED_LINES; i++) {
        if (!is_own(drafts, i) || drafts->item[i].line.blank)
            continue;
        if (match_line(drafts, marks, MARK_POSTSCRIPT, i))
            return i;
        lines++;
    }
    return to;
}

/* Where the signature begins that "-- " or a line of underscores announces; `to` when there is none. */
static size_t announced_signature(const struct drafts *drafts, struct marks *marks, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct draft *draft = &drafts->item[i];
        if (!is_own(drafts, i) || draft->line.blank)
            continue;
        if (strcmp(draft->line.folded.text, "--") == 0 && count_text(drafts, i + 1, to) <= DELIMITED_LINES)
            return i;
        if (!match_line(drafts, marks, MARK_SIGNATURE, i))
            continue;
        size_t end = signature_end(drafts, marks, i + 1, to);
        if (name_block_end(drafts, i + 1, end) == last_text(drafts, i + 1, end))
            return i;
    }
    return to;
}

/* The line behind the last closing phrase; `to` when there is none. A phrase that closes nothing is a
 * greeting.
 */
static size_t closing_end(const struct drafts *drafts, struct marks *marks, size_t from, size_t to)
{
    size_t end = to;
    bool anything_above = false;
    for (size_t i = from; i < to; i++) {
        if (!is_own(drafts, i) || drafts->item[i].line.blank)
            continue;
        if (anything_above && match_line(drafts, marks, MARK_SIGN_OFF, i))
            end = i + 1;
        anything_above = true;
    }
    return end;
}

/* One stretch of own words; footers may stand between. */
static void find_signature(struct drafts *drafts, struct marks *marks, size_t from, size_t to)
{
    size_t announced = announced_signature(drafts, marks, from, to);
    make_signature(drafts, announced, signature_end(drafts, marks, announced, to));
    size_t block = closing_end(drafts, marks, from, announced);
    size_t end = signature_end(drafts, marks, block, announced);
    make_signature(drafts, block, name_block_end(drafts, block, end));
}

/* Signature containers of HTML, unless the writer typed the message into it. */
static void take_hints(struct drafts *drafts)
{
    size_t outside = 0;
    bool prose = false;
    for (size_t i = 0; i < drafts->count; i++) {
        const struct draft *draft = &drafts->item[i];
        if (draft->line.zone != ZONE_OWN || draft->line.blank)
            continue;
        if (draft->hint == HINT_SIGNATURE)
            prose = prose || is_prose(draft);
        else
            outside++;
    }
    if (outside == 0 && prose)
        return;
    for (size_t i = 0; i < drafts->count; i++)
        if (drafts->item[i].hint == HINT_SIGNATURE && is_own(drafts, i))
            drafts->item[i].line.zone = ZONE_SIGNATURE;
}

void zones_mark_tail(struct drafts *drafts, struct marks *marks)
{
    find_footers(drafts, marks);
    take_hints(drafts);
    for (size_t from = 0; from < drafts->count;) {
        size_t to = from;
        while (to < drafts->count &&
               (drafts->item[to].line.zone == ZONE_OWN || drafts->item[to].line.zone == ZONE_FOOTER))
            to++;
        find_signature(drafts, marks, from, to);
        from = to + 1;
    }
}
