/*
 * Which lines are the writer's own. An earlier message begins with a header line ("Pe …, X a scris:"), a
 * block of header fields, a forward mark or a container of the mail client; it ends where its quote marks or
 * its container end, and without any it reaches to the end.
 */
#include <string.h>

#include "grefier/base/text.h"
#include "parts.h"

#define WRAPPED_LINES 4 /* over how many lines a client breaks "On … wrote:" */
#define JOINED_BYTES  2000
#define DIGITS        "0123456789"

struct zoner {
    struct drafts *drafts;
    struct marks *marks;
    bool passed_on;      /* the subject says Fwd: */
    enum zone below;     /* zone of unmarked lines from here on; ZONE_OWN when none is in force */
    unsigned container;  /* `below` ends with it, unless 0 */
    enum zone marked;    /* zone of lines with quote marks */
    bool anything_above; /* own words stand above */
};

static struct draft *draft_at(const struct zoner *zoner, size_t index)
{
    return &zoner->drafts->item[index];
}

static void set_zone(struct zoner *zoner, size_t from, size_t to, enum zone zone)
{
    for (size_t i = from; i < to; i++)
        draft_at(zoner, i)->line.zone = zone;
}

static size_t next_text(const struct zoner *zoner, size_t index)
{
    while (index < zoner->drafts->count && draft_at(zoner, index)->line.blank)
        index++;
    return index;
}

static const struct rule *match_line(struct zoner *zoner, enum mark mark, size_t index)
{
    const struct folded *folded = &draft_at(zoner, index)->line.folded;
    return marks_match(zoner->marks, mark, folded->text, folded->length);
}

static bool ends_sentence(const struct folded *folded)
{
    return folded->length > 0 && strchr(".!?:;", folded->text[folded->length - 1]);
}

/* A time of day: a memo of one's own gives the day only. */
static bool tells_time(const char *text)
{
    for (const char *at = text; *at; at++)
        if (*at >= '0' && *at <= '9' && at[1] == ':' && at[2] >= '0' && at[2] <= '5' && at[3] >= '0' &&
            at[3] <= '9')
            return true;
    return false;
}

/* A time of day, or a year. */
static bool is_dated(const char *text)
{
    for (const char *at = text; *at; at += strcspn(at, DIGITS)) {
        size_t length = strspn(at, DIGITS);
        if (length == 4 && (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0))
            return true;
        at += length;
    }
    return tells_time(text);
}

/* Lines [from, to) as one, folded. */
static void join_lines(const struct zoner *zoner, size_t from, size_t to, struct buf *joined)
{
    buf_clear(joined);
    for (size_t i = from; i < to; i++) {
        const struct folded *folded = &draft_at(zoner, i)->line.folded;
        if (joined->length > 0)
            buf_add_byte(joined, ' ');
        buf_add(joined, folded->text, folded->length);
    }
}

static const char *text_in(const struct buf *joined)
{
    return joined->data ? joined->data : "";
}

static bool is_header(struct zoner *zoner, const struct buf *joined)
{
    return marks_match(zoner->marks, MARK_QUOTE_HEADER, text_in(joined), joined->length);
}

/* `above` and the lines below it are a header, those from `line` on alone as well (`header`): whether it begins
 * only there. "9 retrage" above it has no date, and a new "Pe 24.11.2026 …" begins another line; the second
 * line of a broken header, "X <x@y> a scris:", has neither above nor in it. */
static bool begins_below(struct zoner *zoner, const struct buf *above, size_t line, const struct buf *header)
{
    const struct folded *first = &draft_at(zoner, line)->line.folded;
    return !is_dated(text_in(above)) || ends_sentence(&draft_at(zoner, line - 1)->line.folded) ||
           (is_dated(text_in(header)) &&
            marks_match(zoner->marks, MARK_QUOTE_START, first->text, strcspn(first->text, "<")));
}

/* Whether the header that lines [index, end) are together begins with the first of them. */
static bool begins_at(struct zoner *zoner, size_t index, size_t end)
{
    struct buf above, header;
    bool begins = true;
    buf_init(&above, JOINED_BYTES);
    buf_init(&header, JOINED_BYTES);
    for (size_t line = index + 1; line < end && begins; line++) {
        join_lines(zoner, index, line, &above);
        join_lines(zoner, line, end, &header);
        begins = !is_header(zoner, &header) || !begins_below(zoner, &above, line, &header);
    }
    buf_free(&above);
    buf_free(&header);
    return begins;
}

/* Lines of "On … wrote:" from `index` on, also when a client broke it; 0 when it is none. */
static size_t quote_header_lines(struct zoner *zoner, size_t index)
{
    if (match_line(zoner, MARK_QUOTE_HEADER, index))
        return 1;
    if (!match_line(zoner, MARK_QUOTE_START, index))
        return 0;
    struct buf joined;
    buf_init(&joined, JOINED_BYTES);
    size_t end = index + 1;
    bool found = false;
    for (; end < zoner->drafts->count && end < index + WRAPPED_LINES && !found; end++) {
        const struct line *line = &draft_at(zoner, end)->line;
        if (line->blank || line->quote_depth != draft_at(zoner, index)->line.quote_depth)
            break;
        join_lines(zoner, index, end + 1, &joined);
        found = is_header(zoner, &joined);
    }
    buf_free(&joined);
    return found && begins_at(zoner, index, end) ? end - index : 0;
}

/* What a block "From: / Sent: / To: / Subject:" has shown so far. */
struct block {
    const struct rule *seen[16];
    unsigned count, strays;
    bool from, address, time;
    size_t last; /* its last line */
};

/* Takes the line at `index` into the block. Returns false when it is none of its lines. */
static bool take_part(struct zoner *zoner, struct block *block, size_t index)
{
    const struct draft *draft = draft_at(zoner, index);
    const struct rule *part = match_line(zoner, MARK_HEADER_PART, index);
    bool address = strchr(draft->line.text, '@') != NULL;
    if (!part) { /* a long list of recipients goes on */
        if (index != block->last + 1 || block->count == 0 || !(address || draft->line.joined) ||
            ++block->strays > 6)
            return false;
    } else {
        for (unsigned i = 0; i < block->count; i++)
            if (block->seen[i] == part)
                return false;
        block->seen[block->count++] = part;
    }
    block->last = index;
    block->from = block->from || (part && strstr(part->name, ".from"));
    block->address = block->address || address;
    block->time = block->time || tells_time(draft->line.folded.text);
    return true;
}

/* Lines of a header block from `index` on, or 0. A form has such labels too: it takes a From and `needed`
 * fields in all, and an address or a time of day among them; at the very top an address, unless the subject
 * says that the message is passed on. */
static size_t header_block_lines(struct zoner *zoner, size_t index, unsigned needed)
{
    struct block block = {.last = index};
    for (size_t i = index; i < zoner->drafts->count && block.count < 16; i++) {
        if (draft_at(zoner, i)->line.blank) {
            if (i > block.last + 1)
                break;
        } else if (!take_part(zoner, &block, i)) {
            break;
        }
    }
    bool proven = block.address || (block.time && (zoner->anything_above || zoner->passed_on));
    return block.from && proven && block.count >= needed ? block.last + 1 - index : 0;
}

/* "Secretariat wrote:" is a header only where a quote follows. */
static bool is_weak_header(struct zoner *zoner, size_t index)
{
    size_t next = next_text(zoner, index + 1);
    return next < zoner->drafts->count && draft_at(zoner, next)->line.quote_depth > 0 &&
           match_line(zoner, MARK_QUOTE_WEAK, index);
}

/* A line of dashes or underscores that a client put above the header belongs to it. */
static void take_separator(struct zoner *zoner, size_t index, enum zone zone)
{
    size_t above = index;
    while (above > 0 && draft_at(zoner, above - 1)->line.blank)
        above--;
    if (above == 0)
        return;
    struct line *line = &draft_at(zoner, above - 1)->line;
    const char *text = line->folded.text;
    if (line->zone == ZONE_OWN && line->folded.length >= 5 && text[strspn(text, "-_= ")] == '\0')
        line->zone = zone;
}

/* Lines [index, end) say that an earlier message follows: decides how far it reaches. */
static void begin_earlier(struct zoner *zoner, size_t index, size_t end, enum zone zone)
{
    set_zone(zoner, index, end, zone);
    take_separator(zoner, index, zone);
    size_t next = next_text(zoner, end);
    zoner->marked = zone;
    if (next < zoner->drafts->count && draft_at(zoner, next)->weak_quote &&
        !draft_at(zoner, index)->weak_quote) {
        for (size_t i = end; i < zoner->drafts->count; i++) /* a bare <blockquote>, by its header a quote */
            if (draft_at(zoner, i)->weak_quote && !draft_at(zoner, i)->line.quote_depth)
                draft_at(zoner, i)->line.quote_depth = 1;
        set_zone(zoner, end, next, zone);
        return;
    }
    if (next < zoner->drafts->count && draft_at(zoner, next)->line.quote_depth > 0) {
        set_zone(zoner, end, next, zone);
        return;
    }
    zoner->below = zone;
    zoner->container = draft_at(zoner, index)->container;
}

/* Looks for the beginning of an earlier message at `index`; returns the line after its header. */
static size_t earlier_header(struct zoner *zoner, size_t index)
{
    size_t lines = 0;
    enum zone zone = ZONE_QUOTED;
    if (match_line(zoner, MARK_FORWARD, index)) {
        zone = ZONE_FORWARDED;
        size_t next = next_text(zoner, index + 1);
        bool above = zoner->anything_above;
        zoner->anything_above = true; /* below a forward mark no memo begins */
        size_t block = next < zoner->drafts->count && draft_at(zoner, next)->line.quote_depth == 0
                           ? header_block_lines(zoner, next, 2)
                           : 0;
        zoner->anything_above = above;
        lines = block ? next + block - index : 1;
    } else if ((lines = quote_header_lines(zoner, index)) > 0) {
        size_t next = next_text(zoner, index + lines), more = 0;
        if (next < zoner->drafts->count && (more = quote_header_lines(zoner, next)) > 0) {
            lines = next + more - index; /* a divider, and below it "On … wrote:" */
            next = next_text(zoner, index + lines);
        }
        size_t block = next < zoner->drafts->count ? header_block_lines(zoner, next, 2) : 0;
        if (block)
            lines = next + block - index;
        size_t whole = block ? 0 : header_block_lines(zoner, index, 3); /* joined, its lines look like one */
        if (whole > lines)
            lines = whole;
        if ((block || whole) &&
            zoner->passed_on) /* Roundcube passes on below the same divider as it answers */
            zone = ZONE_FORWARDED;
    } else if (is_weak_header(zoner, index)) {
        lines = 1;
    } else if ((lines = header_block_lines(zoner, index, 3)) > 0) {
        zone = zoner->passed_on ? ZONE_FORWARDED : ZONE_QUOTED;
    } else if (draft_at(zoner, index)->hint == HINT_QUOTE_HEADER) {
        while (index + lines < zoner->drafts->count &&
               draft_at(zoner, index + lines)->hint == HINT_QUOTE_HEADER)
            lines++;
        zone = zoner->passed_on ? ZONE_FORWARDED : ZONE_QUOTED;
    }
    if (lines > 0)
        begin_earlier(zoner, index, index + lines, zone);
    return index + lines;
}

static bool begins_small(const struct line *line)
{
    return line->folded.text[0] >= 'a' && line->folded.text[0] <= 'z';
}

/* A client that wraps what it quotes leaves the last words of a line without a quote mark. */
static bool is_rest_of_quote(const struct drafts *drafts, size_t index)
{
    if (index == 0 || index + 1 >= drafts->count)
        return false;
    const struct line *before = &drafts->item[index - 1].line, *line = &drafts->item[index].line,
                      *after = &drafts->item[index + 1].line;
    return before->quote_depth > 0 && after->quote_depth == before->quote_depth &&
           before->folded.length >= 56 && !ends_sentence(&before->folded) && line->folded.length <= 40 &&
           begins_small(line) && begins_small(after);
}

void zones_mark(struct drafts *drafts, struct marks *marks, bool passed_on)
{
    struct zoner zoner = {.drafts = drafts, .marks = marks, .passed_on = passed_on, .marked = ZONE_QUOTED};
    for (size_t i = 0; i < drafts->count;) {
        struct draft *draft = &drafts->item[i];
        if (zoner.below != ZONE_OWN && zoner.container && draft->container != zoner.container)
            zoner.below = ZONE_OWN;
        if (draft->forwarded) {
            draft->line.zone = ZONE_FORWARDED;
        } else if (zoner.below != ZONE_OWN) {
            draft->line.zone = zoner.below;
        } else if (draft->line.quote_depth > 0 || is_rest_of_quote(drafts, i)) {
            draft->line.zone = zoner.marked;
        } else if (!draft->line.blank) {
            size_t after = earlier_header(&zoner, i);
            if (after > i) {
                i = after;
                continue;
            }
            zoner.marked = ZONE_QUOTED;
            zoner.anything_above = true;
        }
        i++;
    }
}
