/* The digest's plain part: as complete as the HTML one. */
#include <string.h>

#include "grefier/digest/romanian.h"
#include "page.h"

#define BAR      "\xE2\x96\xA0" /* ■ */
#define BAR_MOST 24

static void line(struct page *page, const char *indent, const char *text)
{
    if (text && *text)
        buf_add_format(page->out, "%s%s\n", indent, text);
}

static void heading(struct page *page, const char *key, size_t count)
{
    if (count)
        buf_add_format(page->out, "\n== %s (%s) ==\n", word(page->words, key),
                       romanian_number(page->arena, count));
    else
        buf_add_format(page->out, "\n== %s ==\n", word(page->words, key));
}

static void more(struct page *page, size_t count, size_t shown)
{
    const char *rest = page_more(page, count, shown);
    if (rest)
        buf_add_format(page->out, "… %s\n", rest);
}

static void add_letter(struct page *page, const struct digest_letter *letter)
{
    const char *head = word_of(page->words, "kind", letter->kind);
    const char *subject = page_outside(page, letter->subject);
    head = page_join(page, head, page_sender(page, letter));
    buf_add_format(page->out, "\nM%lld" PAGE_DOT "%s\n", (long long)letter->number, head);
    line(page, "   ",
         word_fill(page->words, page->arena, "row.subject",
                   *subject ? subject : word(page->words, "row.nosubject"), NULL, NULL));
    line(page, "   ",
         word_fill(page->words, page->arena, "row.reason",
                   word_reason(page->words, page->arena, letter->reason), NULL, NULL));
    if (letter->same_as)
        line(page, "   ",
             word_fill(page->words, page->arena, "row.same",
                       arena_format(page->arena, "%lld", (long long)letter->same_as), NULL, NULL));
    for (size_t i = 0; i < letter->value_count; i++)
        line(page, "   - ", page_value(page, &letter->value[i]));
    if (letter->held)
        line(page, "   ", word_count(page->words, page->arena, "row.held", letter->held));
    line(page, "   ", page_expires(page, letter));
    const char *no = page_is_question(page, letter)
                         ? arena_format(page->arena, " / M%lld nu", (long long)letter->number)
                         : "";
    buf_add_format(page->out, "   > M%lld da%s   %s\n", (long long)letter->number, no,
                   page_ask(page, letter));
}

static void add_letters(struct page *page, bool urgent)
{
    const struct digest *digest = page->digest;
    size_t count = 0, most = urgent ? page->urgent : page->waiting;
    for (size_t i = 0; i < digest->letter_count; i++)
        if (digest->letter[i].urgent == urgent && count++ < most)
            add_letter(page, &digest->letter[i]);
    more(page, count, most);
}

static void add_waiting(struct page *page)
{
    uint64_t urgent = page_urgent(page->digest), rest = page->digest->letter_count - urgent;
    if (urgent) {
        heading(page, "head.help", urgent);
        for (const char *const *help = words_help(page->words); *help; help++)
            line(page, "   ", *help);
        add_letters(page, true);
    }
    heading(page, "head.waiting", rest);
    if (!rest)
        line(page, "", word(page->words, "none.waiting"));
    add_letters(page, false);
}

static void add_newcomers(struct page *page)
{
    const struct digest *digest = page->digest;
    heading(page, "head.new", digest->newcomer_count);
    if (!digest->newcomer_count)
        line(page, "", word(page->words, "none.new"));
    for (size_t i = 0; i < digest->newcomer_count && i < page->rows; i++) {
        const struct digest_person *person = &digest->newcomer[i];
        buf_add_format(page->out, "%lld" PAGE_DOT "%s\n", (long long)person->id, page_name(page, person));
        line(page, "   ", page_role(page, person));
        line(page, "   ",
             page_join(page, page_contact(page, person),
                       person->sector ? word_of(page->words, "sector", person->sector) : ""));
        if (*person->missing)
            line(page, "   ",
                 word_fill(page->words, page->arena, "row.missing", person->missing, NULL, NULL));
        for (size_t j = 0; j < person->similar_count; j++) {
            const char *other = arena_format(page->arena, "%lld", (long long)person->similar[j]);
            buf_add_format(page->out, "   %s   > %s unește %lld\n",
                           word_fill(page->words, page->arena, "row.similar", other, NULL, NULL), other,
                           (long long)person->id);
        }
    }
    more(page, digest->newcomer_count, page->rows);
}

static void add_incomplete(struct page *page)
{
    const struct digest *digest = page->digest;
    heading(page, "head.incomplete", digest->incomplete_count);
    if (!digest->incomplete_count)
        line(page, "", word(page->words, "none.incomplete"));
    for (size_t i = 0; i < digest->incomplete_count && i < page->rows; i++) {
        const struct digest_person *person = &digest->incomplete[i];
        buf_add_format(page->out, "%lld" PAGE_DOT "%s\n", (long long)person->id,
                       page_join(page, page_name(page, person), page_address(page, person->email)));
        line(page, "   ", page_missing(page, person));
        if (person->disputed)
            line(page, "   ", word(page->words, "row.disputed"));
        buf_add_format(page->out, "   > %lld trimite / %lld retrage\n", (long long)person->id,
                       (long long)person->id);
    }
    more(page, digest->incomplete_count, page->rows);
}

static void add_answers(struct page *page, const char *key, const struct digest_answer *answer, size_t count)
{
    heading(page, key, count);
    for (size_t i = 0; i < count && i < page->rows; i++)
        line(page, "- ", page_answer(page, &answer[i]));
    more(page, count, page->rows);
}

static void add_ignored(struct page *page)
{
    const struct digest *digest = page->digest;
    heading(page, "head.ignored", 0);
    if (!digest->ignored_count)
        line(page, "", word(page->words, "none.ignored"));
    else
        line(page, "", word_count(page->words, page->arena, "ignored.lead", page_ignored_total(digest)));
    for (size_t i = 0; i < digest->ignored_count && i < page->rows; i++)
        buf_add_format(page->out, "%4llu  %s\n", (unsigned long long)digest->ignored[i].count,
                       word_reason(page->words, page->arena, digest->ignored[i].name));
    if (digest->ignored_count > page->rows)
        line(page, "",
             word_count(page->words, page->arena, "ignored.more", digest->ignored_count - page->rows));
}

static void bar(struct page *page, const char *label, uint64_t count, uint64_t most)
{
    uint64_t length = most ? (count * BAR_MOST + most - 1) / most : 0;
    buf_add_format(page->out, "%4llu  %s ", (unsigned long long)count, label);
    while (length-- > 0)
        buf_add_text(page->out, BAR);
    buf_add_byte(page->out, '\n');
}

static void add_counts(struct page *page, const char *key, const char *section,
                       const struct digest_count *count, size_t rows)
{
    uint64_t most = 0;
    for (size_t i = 0; i < rows; i++)
        most = count[i].count > most ? count[i].count : most;
    heading(page, key, 0);
    for (size_t i = 0; i < rows; i++)
        bar(page, word_of(page->words, section, count[i].name), count[i].count, most);
}

static void add_days(struct page *page)
{
    uint64_t most, total = page_days_total(page->digest, &most);
    heading(page, "head.days", 0);
    line(page, "",
         total ? word_count(page->words, page->arena, "total.days", total) : word(page->words, "total.none"));
    for (size_t i = 0; i < DIGEST_DAYS; i++)
        if (page->digest->by_day[i])
            bar(page, romanian_day_tick(page->arena, page->digest->day - (DIGEST_DAYS - 1) + (int64_t)i),
                page->digest->by_day[i], most);
}

static void add_end(struct page *page)
{
    const struct digest *digest = page->digest;
    heading(page, "head.reply", 0);
    line(page, "", word(page->words, "how.lead"));
    words_add_how(page->words, "   ", page->out);
    line(page, "", word(page->words, "how.numbers"));
    buf_add_format(page->out, "\n-- \n%s\n",
                   word_fill(page->words, page->arena, "footer", digest->from_address, NULL, NULL));
    if (*digest->token)
        buf_add_format(page->out, "[ref. %s]\n", digest->token);
}

static void write_text(struct page *page)
{
    const struct digest *digest = page->digest;
    const char *note[PAGE_NOTES];
    size_t notes = page_notes(page, note);
    buf_add_format(page->out, "%s\n%s\n", word(page->words, "title"), romanian_day(page->arena, digest->day));
    line(page, "", page_outside(page, digest->group_name));
    buf_add_format(page->out, "\n%s\n", page_summary(page));
    for (size_t i = 0; i < notes; i++)
        buf_add_format(page->out, "\n! %s\n", note[i]);
    add_waiting(page);
    add_newcomers(page);
    add_incomplete(page);
    add_answers(page, "head.failed", digest->failed, digest->failed_count);
    if (!digest->failed_count)
        line(page, "", word(page->words, "none.failed"));
    if (digest->unsent_count)
        add_answers(page, "head.shadow", digest->unsent, digest->unsent_count);
    add_ignored(page);
    add_counts(page, "head.sectors", "sector", digest->sector, digest->sector_count);
    line(page, "", page_lack(page));
    add_days(page);
    if (digest->topic_count)
        add_counts(page, "head.topics", "topic", digest->topic, digest->topic_count);
    add_end(page);
}

void digest_text(const struct digest *digest, const struct words *words, struct buf *out)
{
    page_fit(digest, words, DIGEST_TEXT_MOST, out, write_text);
}
