#include "page.h"

#include <string.h>
#include "grefier/answer/inert.h"
#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/digest/romanian.h"
#include "grefier/letter/letter.h"
#include "grefier/reading/reading.h"

#define ROWS_MOST 400
#define ROWS_FEW  12 /* of every list, before a more important one is cut */

/* Fewer rows of the list that can wait best; false when there are none left. */
static bool shorten(struct page *page)
{
    static const size_t floors[] = {ROWS_FEW, 0};
    size_t *const list[] = {&page->rows, &page->waiting, &page->urgent};
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
        for (size_t j = 0; j < sizeof list / sizeof *list; j++)
            if (*list[j] > floors[i]) {
                *list[j] = *list[j] / 2 > floors[i] ? *list[j] / 2 : floors[i];
                return true;
            }
    return false;
}

void page_fit(const struct digest *digest, const struct words *words, size_t most, struct buf *out,
              void (*write)(struct page *page))
{
    struct buf try;
    struct page page = {.digest = digest,
                        .words = words,
                        .out = &try,
                        .rows = ROWS_MOST,
                        .waiting = ROWS_MOST,
                        .urgent = ROWS_MOST};
    for (bool last = false; !last;) {
        page.arena = arena_new();
        buf_init(&try, most);
        write(&page);
        arena_free(&page.arena);
        last = !try.full || !shorten(&page);
        if (last)
            buf_add(out, try.data ? try.data : "", try.length);
        buf_free(&try);
    }
}

const char *page_outside(const struct page *page, const char *text)
{
    return text_inert(page->arena, text, CAP_VALUE_BYTES);
}

const char *page_address(const struct page *page, const char *address)
{
    return address && address_is_plain(address) ? address : page_outside(page, address);
}

const char *page_join(const struct page *page, const char *a, const char *b)
{
    if (!a || !*a || !b || !*b)
        return a && *a ? a : b ? b : "";
    return arena_format(page->arena, "%s" PAGE_DOT "%s", a, b);
}

static const char *counted(const struct page *page, const char *key, uint64_t count)
{
    return word_count(page->words, page->arena, key, count);
}

uint64_t page_urgent(const struct digest *digest)
{
    uint64_t urgent = 0;
    for (size_t i = 0; i < digest->letter_count; i++)
        urgent += digest->letter[i].urgent;
    return urgent;
}

/* What happened, without the roster's size; "" when nothing did. */
static const char *events(const struct page *page)
{
    const struct digest *digest = page->digest;
    const struct {
        const char *key;
        uint64_t count;
    } sums[] = {{"sum.urgent", page_urgent(digest)},
                {"sum.new", digest->newcomer_count},
                {"sum.incomplete", digest->incomplete_count},
                {"sum.waiting", digest->letter_count - page_urgent(digest)},
                {"sum.failed", digest->failed_count}};
    const char *line = "";
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (sums[i].count)
            line = page_join(page, line, counted(page, sums[i].key, sums[i].count));
    return line;
}

const char *page_summary(const struct page *page)
{
    const char *line = events(page);
    return page_join(page, *line ? line : word(page->words, "sum.nothing"),
                     counted(page, "sum.people", page->digest->members));
}

const char *digest_subject(const struct digest *digest, const struct words *words, struct arena *arena)
{
    struct page page = {.digest = digest, .words = words, .arena = arena};
    const struct {
        const char *key;
        uint64_t count;
    } sums[] = {{"sum.urgent", page_urgent(digest)},
                {"sum.new", digest->newcomer_count},
                {"sum.waiting", digest->letter_count - page_urgent(digest)}};
    const char *line = "";
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (sums[i].count)
            line = arena_format(arena, "%s%s%s", line, *line ? ", " : "",
                                counted(&page, sums[i].key, sums[i].count));
    return word_fill(words, arena, "subject", romanian_day(arena, digest->day),
                     *line ? line : word(words, "subject.empty"), NULL);
}

size_t page_notes(const struct page *page, const char *note[PAGE_NOTES])
{
    const struct digest *digest = page->digest;
    const struct words *words = page->words;
    size_t count = 0;
    if (*digest->blind_since)
        note[count++] = word_fill(words, page->arena, "note.blind", digest->blind_since, NULL, NULL);
    if (*digest->gap_from)
        note[count++] = word_fill(words, page->arena, "note.gap", digest->gap_from, digest->gap_till, NULL);
    if (*digest->error)
        note[count++] =
            word_fill(words, page->arena, "note.error", page_outside(page, digest->error), NULL, NULL);
    if (*digest->last_digest)
        note[count++] = word_fill(words, page->arena, "note.late", digest->last_digest, NULL, NULL);
    if (digest->past)
        note[count++] = word(words, "note.past");
    if (digest->shadow)
        note[count++] = word(words, "note.shadow");
    if (digest->draft)
        note[count++] = word(words, "note.draft");
    return count;
}

const char *page_name(const struct page *page, const struct digest_person *person)
{
    const char *name = page_outside(page, person->field[FIELD_NAME]);
    return *name ? name : word(page->words, "row.unknown");
}

const char *page_role(const struct page *page, const struct digest_person *person)
{
    const char *line = "";
    for (size_t i = 0; i < page->digest->field_count; i++)
        if (i != FIELD_NAME && i != FIELD_PHONE)
            line = page_join(page, line, page_outside(page, person->field[i]));
    return line;
}

const char *page_contact(const struct page *page, const struct digest_person *person)
{
    const char *phone = page_outside(page, person->field[FIELD_PHONE]);
    if (*phone && person->extension && *person->extension)
        phone = arena_format(page->arena, "%s, %s %s", phone, word(page->words, "field.extension"),
                             page_outside(page, person->extension));
    return page_join(page, phone, page_address(page, person->email));
}

static const char *asked(const struct page *page, const struct digest_person *person)
{
    if (person->asked == 0)
        return word(page->words, "row.asked.never");
    const char *often = counted(page, "row.asked", person->asked);
    if (person->last_asked == DAY_NONE)
        return often;
    const char *last = word_fill(page->words, page->arena, "row.asked.last",
                                 romanian_day_short(page->arena, person->last_asked), NULL, NULL);
    return arena_format(page->arena, "%s, %s", often, last);
}

const char *page_missing(const struct page *page, const struct digest_person *person)
{
    const struct words *words = page->words;
    const char *line = word_fill(words, page->arena, "row.missing", person->missing, NULL, NULL);
    line = page_join(page, line,
                     word_fill(words, page->arena, "row.since",
                               romanian_day_short(page->arena, person->created), NULL, NULL));
    return page_join(page, line, asked(page, person));
}

const char *page_sender(const struct page *page, const struct digest_letter *letter)
{
    const char *name = page_outside(page, letter->from_name),
               *address = page_address(page, letter->from_address);
    if (!*address)
        address = word(page->words, "row.noaddress");
    else if (*name)
        address = arena_format(page->arena, "%s <%s>", name, address);
    return page_join(page, address, romanian_day_short(page->arena, letter->day));
}

const char *page_value(const struct page *page, const struct digest_value *value)
{
    const char *piece = page_outside(page, value->piece), *where = "";
    if (*piece && value->line)
        where = word_fill(page->words, page->arena, "row.line", piece,
                          arena_format(page->arena, "%u", value->line), NULL);
    else if (*piece)
        where = word_fill(page->words, page->arena, "row.header", piece, NULL, NULL);
    return arena_format(page->arena, *where ? "%s: %s (%s)" : "%s: %s%s", value->title,
                        page_address(page, value->text), where);
}

const char *page_ask(const struct page *page, const struct digest_letter *letter)
{
    static const char *const kinds[] = {"registration", "followup", "withdrawal", "sensitive"};
    if (letter->held)
        return word(page->words, "ask.held");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(letter->kind, kinds[i]) == 0 && (i > 1 || letter->value_count > 0))
            return word_of(page->words, "ask", kinds[i]);
    return word(page->words, letter->urgent ? "ask.sensitive" : "ask.other");
}

const char *page_expires(const struct page *page, const struct digest_letter *letter)
{
    if (letter->expires == 0)
        return "";
    return word_fill(page->words, page->arena, "row.expires",
                     romanian_day_short(page->arena, letter->expires), NULL, NULL);
}

bool page_is_question(const struct page *page, const struct digest_letter *letter)
{
    const char *ask = page_ask(page, letter);
    return ask != word(page->words, "ask.other") && ask != word(page->words, "ask.sensitive");
}

/* A note of ours in Romanian; anything else are a server's words. */
static const char *page_note(const struct page *page, const char *note)
{
    const char *known = word_reason(page->words, page->arena, note);
    if (known != note || !*note)
        return known;
    return word_fill(page->words, page->arena, "row.server", page_outside(page, note), NULL, NULL);
}

const char *page_answer(const struct page *page, const struct digest_answer *answer)
{
    const char *line = page_outside(page, answer->person);
    const char *recipient = page_address(page, answer->recipient);
    line = page_join(page, line,
                     *recipient ? word_fill(page->words, page->arena, "row.to", recipient, NULL, NULL) : "");
    line = page_join(page, line, word_of(page->words, "answer", answer->kind));
    if (strcmp(answer->state, "dropped") == 0)
        return line;
    line = page_join(page, line, word_of(page->words, "state", answer->state));
    return page_join(page, line, page_note(page, answer->note));
}

const char *page_lack(const struct page *page)
{
    const struct digest *digest = page->digest;
    const char *line = "";
    for (size_t i = 0; i < digest->sector_count; i++) {
        const char *lack = word_of(page->words, "lack", digest->sector[i].name);
        if (digest->sector[i].count == 0 && lack != digest->sector[i].name)
            line = arena_format(page->arena, "%s%s%s", line, *line ? ", " : "", lack);
    }
    if (!*line)
        return word(page->words, "lack.none");
    return word_fill(page->words, page->arena, "lack.lead", line, NULL, NULL);
}

const char *page_more(const struct page *page, size_t count, size_t shown)
{
    return count > shown ? counted(page, "more", count - shown) : NULL;
}

uint64_t page_days_total(const struct digest *digest, uint64_t *most)
{
    uint64_t total = 0;
    *most = 0;
    for (size_t i = 0; i < DIGEST_DAYS; i++) {
        total += digest->by_day[i];
        if (digest->by_day[i] > *most)
            *most = digest->by_day[i];
    }
    return total;
}

uint64_t page_ignored_total(const struct digest *digest)
{
    uint64_t total = 0;
    for (size_t i = 0; i < digest->ignored_count; i++)
        total += digest->ignored[i].count;
    return total;
}
