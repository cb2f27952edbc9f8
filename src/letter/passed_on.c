/*
 * A message passed on, as a letter of its own: its lines become own words and are cut into zones anew, everything
 * around it is blank, and its header says who wrote it. Line numbers stay those of the letter.
 */
#include <string.h>

#include "parts.h"

struct piece {
    size_t from, to; /* its lines, header and all */
    size_t body;     /* the first line below the header */
    unsigned depth;  /* of quote marks around all of it */
};

static bool is_passed_on(const struct line *line)
{
    return line->zone == ZONE_FORWARDED || line->zone == ZONE_QUOTED;
}

static bool is_separator(const struct line *line)
{
    return line->folded.text[strspn(line->folded.text, "-_=* ")] == '\0';
}

static bool matches(struct marks *marks, enum mark mark, const struct line *line)
{
    return marks_match(marks, mark, line->folded.text, line->folded.length) != NULL;
}

/* Whether the line belongs to the header; `above` says that the line before it did: a long list of addresses and a
 * broken "On … wrote:" go on. */
static bool is_header_line(struct marks *marks, const struct line *line, bool above)
{
    static const enum mark kinds[] = {MARK_HEADER_PART, MARK_FORWARD, MARK_QUOTE_HEADER, MARK_QUOTE_FROM};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (matches(marks, kinds[i], line))
            return true;
    return is_separator(line) ||
           (above && (line->joined || line->folded.text[strspn(line->folded.text, " ")] == '<'));
}

static void note_writer(struct letter *inner, struct marks *marks, const struct line *line)
{
    const struct rule *rule = marks_match(marks, MARK_QUOTE_FROM, line->folded.text, line->folded.length);
    struct rule_match match;
    if (!rule || inner->from_count ||
        rule_try(rule, line->folded.text, line->folded.length, 0, &match) != RULE_YES)
        return;
    const struct rule_capture *name = rule_capture(&match, "name");
    const struct rule_capture *address = rule_capture(&match, "address");
    const char *plain = address ? text_unfold(inner->arena, &line->folded, address->from, address->to) : "";
    inner->from_count = 1;
    inner->from.name = name ? text_unfold(inner->arena, &line->folded, name->from, name->to) : "";
    inner->from.address = address_is_plain(plain) ? plain : "";
}

/* Finds the header and what it says. Blank lines may stand between its lines, but a body ends it. */
static void read_header(struct letter *inner, struct marks *marks, struct piece *piece,
                        const struct line *line)
{
    bool above = false;
    piece->body = piece->from;
    for (size_t i = piece->from; i < piece->to; i++) {
        if (line[i].blank) {
            above = false;
            continue;
        }
        if (!is_header_line(marks, &line[i], above))
            break;
        note_writer(inner, marks, &line[i]);
        above = !is_separator(&line[i]);
        piece->body = i + 1;
    }
    piece->depth = 0;
    for (size_t i = piece->body; i < piece->to; i++)
        if (!line[i].blank) {
            piece->depth = line[i].quote_depth;
            break;
        }
}

static bool find_piece(const struct letter *letter, struct piece *piece)
{
    size_t from = 0;
    while (from < letter->line_count && (letter->line[from].blank || !is_passed_on(&letter->line[from])))
        from++;
    size_t to = from;
    while (to < letter->line_count && (letter->line[to].blank || is_passed_on(&letter->line[to])))
        to++;
    *piece = (struct piece){.from = from, .to = to};
    return from < letter->line_count;
}

/* The lines below the header as drafts, the others blank. */
static void copy_lines(struct drafts *drafts, const struct letter *letter, const struct piece *piece)
{
    const struct line blank = {.text = "", .folded = text_fold(drafts->arena, "", 0), .blank = true};
    drafts->item = arena_array(drafts->arena, letter->line_count, sizeof *drafts->item);
    drafts->count = drafts->capacity = letter->line_count;
    for (size_t i = 0; i < letter->line_count; i++) {
        struct draft *draft = &drafts->item[i];
        const struct line *line = &letter->line[i];
        bool is_inside = i >= piece->body && i < piece->to && line->quote_depth >= piece->depth;
        draft->line = is_inside ? *line : blank;
        draft->line.zone = ZONE_OWN;
        draft->line.quote_depth = is_inside ? line->quote_depth - piece->depth : 0;
        draft->starts_paragraph = is_inside && !line->joined && (i == 0 || letter->line[i - 1].blank);
    }
}

struct letter *letter_passed_on(const struct letter *letter, const struct rules *rules)
{
    struct piece piece;
    struct marks marks;
    if (!find_piece(letter, &piece))
        return NULL;
    marks_init(&marks, rules);
    struct letter *inner = arena_alloc(letter->arena, sizeof *inner);
    *inner = (struct letter){.arena = letter->arena,
                             .from = {"", ""},
                             .sender = {"", ""},
                             .return_path = {"", ""},
                             .subject = letter->subject_core,
                             .subject_folded = letter->subject_folded,
                             .subject_core = letter->subject_core,
                             .message_id = "",
                             .date = letter->date,
                             .content_type = letter->content_type,
                             .report_type = "",
                             .delivery_report = "",
                             .returned_headers = "",
                             .from_html = letter->from_html};
    read_header(inner, &marks, &piece, letter->line);
    struct drafts drafts = {.arena = letter->arena};
    copy_lines(&drafts, letter, &piece);
    zones_mark(&drafts, &marks, false);
    zones_mark_tail(&drafts, &marks);
    inner->line_count = drafts.count;
    inner->line = arena_array(letter->arena, drafts.count + 1, sizeof *inner->line);
    for (size_t i = 0; i < drafts.count; i++)
        inner->line[i] = drafts.item[i].line;
    return inner;
}
