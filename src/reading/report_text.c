/* The verdict for people, and with it the message as it was understood. */
#include <string.h>

#include "grefier/base/arena.h"
#include "grefier/base/caps.h"
#include "grefier/reading/reading.h"

struct page {
    struct arena *arena;
    struct buf *out;
    bool color;
};

enum shade { SHADE_PLAIN, SHADE_STRONG, SHADE_DIM, SHADE_GOOD, SHADE_BAD, SHADE_MARK };

static const char *const shades[] = {
    [SHADE_PLAIN] = "",        [SHADE_STRONG] = "\033[1m", [SHADE_DIM] = "\033[2m",
    [SHADE_GOOD] = "\033[32m", [SHADE_BAD] = "\033[33m",   [SHADE_MARK] = "\033[7m"};

/* Text from a message: one line without anything a terminal would obey. */
static void add_inert(struct page *page, const char *text)
{
    buf_add_text(page->out, text_line(page->arena, text, strlen(text), CAP_LINE_BYTES));
}

static void shade_on(struct page *page, enum shade shade)
{
    if (page->color && shade != SHADE_PLAIN)
        buf_add_text(page->out, shades[shade]);
}

static void shade_off(struct page *page, enum shade shade)
{
    if (page->color && shade != SHADE_PLAIN)
        buf_add_text(page->out, "\033[0m");
}

static void add_shaded(struct page *page, enum shade shade, const char *text)
{
    shade_on(page, shade);
    add_inert(page, text);
    shade_off(page, shade);
}

static enum shade shade_of_action(enum action action)
{
    switch (action) {
    case ACTION_ACKNOWLEDGE:
    case ACTION_ASK:
        return SHADE_GOOD;
    case ACTION_REVIEW:
        return SHADE_BAD;
    case ACTION_IGNORE:
        break;
    }
    return SHADE_DIM;
}

static void add_evidence(struct page *page, const struct evidence *evidence)
{
    if (!evidence->rule)
        return;
    const char *place = evidence->line
                            ? arena_format(page->arena, "%s, line %u", evidence->where, evidence->line)
                            : evidence->where;
    buf_add_text(page->out, "  ");
    add_shaded(
        page, SHADE_DIM,
        arena_format(page->arena, "(%s; %s; %d)", evidence->rule, place ? place : "?", evidence->weight));
}

static void add_person(struct page *page, const struct person *person, const struct rules *rules,
                       bool explain)
{
    for (size_t i = 0; i < rules_field_count(rules) && i < FIELD_LIMIT; i++) {
        const struct rule_field *field = rules_field(rules, i);
        const struct value *value = &person->field[i];
        if (!value->text && !field->required)
            continue;
        buf_add_format(page->out, "    %-14s", field->id);
        if (value->text)
            add_shaded(page, SHADE_STRONG, value->text);
        else
            add_shaded(page, SHADE_BAD, "missing");
        if (i == FIELD_PHONE && person->extension && *person->extension) {
            buf_add_text(page->out, " int. ");
            add_inert(page, person->extension);
        }
        if (explain && value->text)
            add_evidence(page, &value->evidence);
        buf_add_text(page->out, "\n");
    }
    if (sector_word(person->sector))
        buf_add_format(page->out, "    %-14s%s\n", "sector", sector_word(person->sector));
}

static void add_names(struct page *page, const char *title, const char *const *name, size_t count)
{
    if (count == 0)
        return;
    buf_add_format(page->out, "  %-16s", title);
    for (size_t i = 0; i < count; i++)
        buf_add_format(page->out, "%s%s", i ? ", " : "", name[i]);
    buf_add_text(page->out, "\n");
}

static void add_leaning(struct page *page, const char *title, const int leaning[RULE_LEANINGS])
{
    buf_add_format(page->out, "  %-16ssign-up %d, for a person %d, other %d", title, leaning[LEANING_SIGN_UP],
                   leaning[LEANING_PERSON], leaning[LEANING_NOTHING]);
}

static void add_second_opinion(struct page *page, const struct verdict *verdict)
{
    const struct opinion *opinion = &verdict->opinion;
    if (verdict->wording.known > 0) {
        add_leaning(page, "words", verdict->wording.leaning);
        buf_add_format(page->out, " (%zu known)\n", verdict->wording.known);
    }
    if (opinion->found) {
        add_leaning(page, "with the rules", opinion->likely);
        buf_add_format(page->out, " (%s%s)\n", opinion->found,
                       opinion->about_group ? ", names the group" : "");
    }
}

static void add_summary(struct page *page, const char *file, const struct verdict *verdict,
                        const struct rules *rules, bool explain)
{
    add_shaded(page, SHADE_STRONG, file);
    buf_add_text(page->out, "\n  ");
    add_shaded(page, shade_of_action(verdict->action), action_word(verdict->action));
    buf_add_format(page->out, "  %s, %s: ", kind_word(verdict->kind), verdict->language);
    add_inert(page, verdict->reason ? verdict->reason : "");
    buf_add_text(page->out, verdict->urgent ? " (urgent)\n" : "\n");
    for (size_t i = 0; i < verdict->person_count; i++) {
        buf_add_format(page->out, "  person %zu%s\n", i + 1,
                       verdict->person[i].is_sender ? " (the sender)" : "");
        add_person(page, &verdict->person[i], rules, explain);
    }
    if (!explain)
        return;
    add_names(page, "rules", verdict->spoke, verdict->spoke_count);
    add_names(page, "topics", verdict->topic, verdict->topic_count);
    add_second_opinion(page, verdict);
}

/* ---- the message ----------------------------------------------------------------------------------------- */

/* Line 0 are the header fields, which `where` tells apart; it is NULL for a line of the text. */
static bool stands_on(const struct evidence *evidence, unsigned line, const char *where)
{
    return evidence->rule && evidence->line == line &&
           (!where || (evidence->where && strcmp(evidence->where, where) == 0));
}

/* The fields whose values were read from this line. */
static void add_marks(struct page *page, const struct verdict *verdict, const struct rules *rules,
                      unsigned line, const char *where)
{
    for (size_t i = 0; i < verdict->person_count; i++)
        for (size_t field = 0; field < rules_field_count(rules) && field < FIELD_LIMIT; field++)
            if (verdict->person[i].field[field].text &&
                stands_on(&verdict->person[i].field[field].evidence, line, where)) {
                buf_add_text(page->out, "  ");
                add_shaded(page, SHADE_GOOD,
                           arena_format(page->arena, "<- %s", rules_field(rules, field)->id));
            }
}

/* The line, with the values that were read from it marked where they stand. */
static void add_line_text(struct page *page, const char *text, const struct verdict *verdict, unsigned line)
{
    const char *found = NULL;
    size_t length = 0;
    for (size_t i = 0; i < verdict->person_count; i++)
        for (size_t field = 0; field < FIELD_LIMIT; field++) {
            const struct value *value = &verdict->person[i].field[field];
            const char *at =
                value->text && stands_on(&value->evidence, line, NULL) ? strstr(text, value->text) : NULL;
            if (at && (!found || at < found)) {
                found = at;
                length = strlen(value->text);
            }
        }
    if (!found || !page->color) {
        add_inert(page, text);
        return;
    }
    buf_add_text(page->out, text_line(page->arena, text, (size_t)(found - text), CAP_LINE_BYTES));
    if (found > text && found[-1] == ' ')
        buf_add_text(page->out, " ");
    add_shaded(page, SHADE_MARK, arena_copy(page->arena, found, length));
    if (found[length] == ' ')
        buf_add_text(page->out, " ");
    add_inert(page, found + length);
}

static void add_message(struct page *page, const struct letter *letter, const struct verdict *verdict,
                        const struct rules *rules)
{
    buf_add_text(page->out, "  from            ");
    add_inert(page, letter->from.name);
    add_marks(page, verdict, rules, 0, "header");
    buf_add_text(page->out, "\n  subject         ");
    add_inert(page, letter->subject);
    add_marks(page, verdict, rules, 0, "subject");
    buf_add_text(page->out, "\n");
    for (size_t i = 0; i < letter->line_count; i++) {
        const struct line *line = &letter->line[i];
        unsigned number = (unsigned)i + 1;
        if (line->blank)
            continue;
        bool own = line->zone == ZONE_OWN || line->zone == ZONE_SIGNATURE;
        shade_on(page, own ? SHADE_PLAIN : SHADE_DIM);
        buf_add_format(page->out, "  %4u %-9s %s ", number, zone_word(line->zone), line->joined ? "+" : "|");
        add_line_text(page, line->text, verdict, number);
        shade_off(page, own ? SHADE_PLAIN : SHADE_DIM);
        add_marks(page, verdict, rules, number, NULL);
        buf_add_text(page->out, "\n");
    }
}

static void add_losers(struct page *page, const struct verdict *verdict, const struct rules *rules)
{
    for (size_t i = 0; i < verdict->candidate_count; i++) {
        const struct candidate *candidate = &verdict->candidate[i];
        const struct rule_field *field = rules_field(rules, candidate->field);
        if (!candidate->lost || !candidate->value.text)
            continue;
        buf_add_format(page->out, "  not taken       %s: ", field ? field->id : "?");
        add_inert(page, candidate->value.text);
        buf_add_text(page->out, " - ");
        add_inert(page, candidate->lost);
        add_evidence(page, &candidate->value.evidence);
        buf_add_text(page->out, "\n");
    }
}

void reading_text(const char *file, const struct letter *letter, const struct verdict *verdict,
                  const struct rules *rules, bool explain, bool color, struct buf *out)
{
    struct page page = {.arena = arena_new(), .out = out, .color = color};
    add_summary(&page, file, verdict, rules, explain);
    if (explain) {
        add_message(&page, letter, verdict, rules);
        add_losers(&page, verdict, rules);
    }
    arena_free(&page.arena);
}
