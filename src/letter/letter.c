#include "grefier/letter/letter.h"

#include <gmime/gmime.h>
#include <libxml/parser.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "parts.h"

#define STUB_BYTES 200u

void letter_setup(void)
{
    static bool done;
    if (done)
        return;
    done = true;
    g_mime_init();
    xmlInitParser();
    GMimeParserOptions *options = g_mime_parser_options_get_default();
    static const char *fallback[] = {"utf-8", "windows-1250", NULL};
    g_mime_parser_options_set_fallback_charsets(options, fallback);
}

/* Whether words stand behind a message that was passed on: only the HTML's container tells where that one
 * ends.
 */
static bool goes_on_behind_forward(const struct drafts *html)
{
    unsigned container = 0;
    for (size_t i = 0; i < html->count; i++) {
        const struct draft *draft = &html->item[i];
        if (draft->line.blank || draft->line.quote_depth > 0)
            continue;
        if (draft->container == 0 && container > 0)
            return true;
        if (draft->hint == HINT_NONE && draft->container > 0)
            container = draft->container;
    }
    return false;
}

/* Whether the HTML says more than the plain part: that one is empty, a stub, or has flattened a table. */
static bool prefers_html(const struct drafts *plain, const struct drafts *html)
{
    size_t plain_weight = drafts_weight(plain), html_weight = drafts_weight(html);
    if (plain_weight == 0)
        return html_weight > 0 || html->full;
    if ((drafts_have_table(html) && !drafts_have_table(plain)) || goes_on_behind_forward(html))
        return true;
    return plain_weight < STUB_BYTES && html_weight > 2 * plain_weight + 60;
}

static void read_unit(struct letter *letter, struct drafts *drafts, struct unit *unit)
{
    struct drafts plain = {.arena = letter->arena}, html = {.arena = letter->arena};
    plain_read(&plain, unit);
    if (unit->html.length > 0)
        html_read(&html, unit->html.data, unit->html.length);
    bool from_html = prefers_html(&plain, &html);
    struct drafts *taken = from_html ? &html : &plain;
    for (size_t i = 0; i < taken->count; i++)
        taken->item[i].forwarded = unit->forwarded;
    drafts_append(drafts, taken);
    drafts->full = drafts->full || (from_html ? unit->html_cut : unit->plain_cut);
    letter->from_html = letter->from_html || from_html;
    drafts_free(&plain);
    drafts_free(&html);
}

static void fold(struct drafts *drafts)
{
    struct arena *arena = drafts->arena;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->item[i];
        struct line *line = &draft->line;
        line->folded = text_fold(arena, line->text, strlen(line->text));
        if (!line->cell_count)
            continue;
        struct folded *cell = arena_array(arena, line->cell_count, sizeof *cell);
        for (size_t j = 0; j < line->cell_count; j++)
            cell[j] = text_fold(arena, draft->cell[j], strlen(draft->cell[j]));
        line->cell = cell;
    }
}

static bool is_passed_on(const struct letter *letter)
{
    static const char *const marks[] = {
        "fw:", "fwd:", "wg:", "tr:", "i:", "tovabbitas:", "redirect", "redir:"};
    const char *subject = letter->subject_folded.text;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (text_starts(subject, marks[i]))
            return true;
    return false;
}

static void note_damage(struct letter *letter, const struct drafts *drafts, const struct marks *marks)
{
    if (marks->limit)
        letter->damage = "a zone rule gave up on a line, the parts of the text may be mistaken";
    if (drafts->full)
        letter->damage = "some of the text was left out: it is longer than is read";
}

static void read_text(struct letter *letter, const struct rules *rules, struct content *content)
{
    struct drafts drafts = {.arena = letter->arena};
    struct marks marks;
    for (size_t i = 0; i < content->count; i++)
        read_unit(letter, &drafts, &content->unit[i]);
    fold(&drafts);
    marks_init(&marks, rules);
    zones_mark(&drafts, &marks, is_passed_on(letter));
    zones_mark_tail(&drafts, &marks);
    letter->line_count = drafts.count;
    letter->line = arena_array(letter->arena, drafts.count, sizeof *letter->line);
    for (size_t i = 0; i < drafts.count; i++) {
        letter->line[i] = drafts.item[i].line;
        if (strstr(letter->line[i].text, "-----BEGIN PGP MESSAGE-----"))
            letter->is_encrypted = true;
    }
    note_damage(letter, &drafts, &marks);
    drafts_free(&drafts);
}

int letter_read(const char *raw, size_t length, const struct rules *rules, struct letter **letter,
                struct err *err)
{
    letter_setup();
    bool truncated = length >= CAP_MESSAGE_BYTES;
    if (length > CAP_MESSAGE_BYTES)
        length = CAP_MESSAGE_BYTES;
    struct arena *arena = arena_new();
    struct fields fields;
    if (!fields_split(arena, raw, length, &fields)) {
        arena_free(&arena);
        return err_set(err, ERR_INPUT,
                       length ? "no header field at all: this is no message" : "the message is empty");
    }
    struct letter *fresh = arena_alloc(arena, sizeof *fresh);
    fresh->arena = arena;
    fresh->truncated = truncated;
    fields_hash(&fields, truncated, fresh->hash);
    headers_read(fresh, &fields);
    struct content content = {0};
    mime_read(fresh, &fields, &content);
    if (rules)
        rules_budget(rules, CAP_TRIAL_BYTES);
    read_text(fresh, rules, &content);
    zones_reclaim_signature(fresh);
    if (rules)
        rules_budget(rules, SIZE_MAX);
    content_free(&content);
    *letter = fresh;
    return 0;
}

void letter_free(struct letter **letter)
{
    if (!letter || !*letter)
        return;
    struct arena *arena = (*letter)->arena;
    arena_free(&arena);
    *letter = NULL;
}

const char *letter_header(const struct letter *letter, const char *name)
{
    for (size_t i = 0; i < letter->header_count; i++)
        if (text_same(letter->headers[i].name, name))
            return letter->headers[i].value;
    return NULL;
}

bool letter_has_zone(const struct letter *letter, enum zone zone)
{
    for (size_t i = 0; i < letter->line_count; i++)
        if (letter->line[i].zone == zone && !letter->line[i].blank)
            return true;
    return false;
}

const char *zone_word(enum zone zone)
{
    static const char *const words[] = {"own", "signature", "quoted", "forwarded", "footer"};
    return words[zone];
}
