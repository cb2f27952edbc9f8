/* The digest's HTML part. */
#include <string.h>

#include "grefier/digest/romanian.h"
#include "grefier/base/text.h"
#include "markup.h"

#define SIMILAR_MOST 3

static void bold(struct page *page, const char *text)
{
    buf_add_text(page->out, "<div><b>");
    markup_text(page->out, text);
    buf_add_text(page->out, "</b></div>\n");
}

static void row(struct page *page, const char *text)
{
    if (!text || !*text)
        return;
    markup_row_open(page, "");
    markup_line(page, text);
    markup_row_close(page);
}

static void more(struct page *page, size_t count, size_t shown)
{
    const char *rest = page_more(page, count, shown);
    if (rest)
        row(page, arena_format(page->arena, "… %s", rest));
}

static const char *number_and(struct page *page, const char *mark, int64_t number, const char *text)
{
    return arena_format(page->arena, "%s%lld" PAGE_DOT "%s", mark, (long long)number, text);
}

static const char *order(struct page *page, const char *mark, int64_t number, const char *verb)
{
    return arena_format(page->arena, "%s%lld %s", mark, (long long)number, verb);
}

static void add_values(struct page *page, const struct digest_letter *letter)
{
    if (!letter->value_count)
        return;
    buf_add_text(page->out, "<div style=\"font-size:14px;padding-top:4px\"><b>");
    markup_text(page->out, word(page->words, "row.understood"));
    buf_add_text(page->out, "</b></div>\n");
    for (size_t i = 0; i < letter->value_count; i++)
        markup_small(page, page_value(page, &letter->value[i]));
}

static void add_letter(struct page *page, const struct digest_letter *letter)
{
    const struct words *words = page->words;
    const char *subject = page_outside(page, letter->subject);
    bool asks = page_is_question(page, letter);
    const struct markup_button buttons[] = {
        {word(words, asks ? "button.yes" : "button.seen"), order(page, "M", letter->number, "da"),
         COLOR_GREEN},
        {word(words, "button.no"), order(page, "M", letter->number, "nu"), COLOR_GREY}};
    markup_card_open(page, letter->urgent ? COLOR_RED : COLOR_AMBER);
    bold(page, number_and(page, "M", letter->number, word_of(words, "kind", letter->kind)));
    markup_line(page, page_sender(page, letter));
    markup_line(page, word_fill(words, page->arena, "row.subject",
                                *subject ? subject : word(words, "row.nosubject"), NULL, NULL));
    markup_line(page, word_fill(words, page->arena, "row.reason",
                                word_reason(words, page->arena, letter->reason), NULL, NULL));
    if (letter->same_as)
        markup_line(page,
                    word_fill(words, page->arena, "row.same",
                              arena_format(page->arena, "%lld", (long long)letter->same_as), NULL, NULL));
    add_values(page, letter);
    if (letter->held)
        markup_small(page, word_count(words, page->arena, "row.held", letter->held));
    if (letter->expires)
        markup_line(page, page_expires(page, letter));
    markup_buttons(page, buttons, asks ? 2 : 1);
    markup_small(page, page_ask(page, letter));
    markup_card_close(page);
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
        markup_heading(page, word(page->words, "head.help"), urgent);
        markup_card_open(page, COLOR_RED);
        for (const char *const *help = words_help(page->words); *help; help++)
            markup_line(page, *help);
        markup_card_close(page);
        add_letters(page, true);
    }
    markup_heading(page, word(page->words, "head.waiting"), rest);
    if (!rest)
        row(page, word(page->words, "none.waiting"));
    add_letters(page, false);
}

static void add_similar(struct page *page, const struct digest_person *person)
{
    struct markup_button button[SIMILAR_MOST];
    size_t count = person->similar_count < SIMILAR_MOST ? person->similar_count : SIMILAR_MOST;
    const char *all = "", *own = arena_format(page->arena, "%lld", (long long)person->id);
    for (size_t i = 0; i < count; i++) {
        const char *other = arena_format(page->arena, "%lld", (long long)person->similar[i]);
        all = arena_format(page->arena, "%s%s%s", all, *all ? ", " : "", other);
        button[i] =
            (struct markup_button){word_fill(page->words, page->arena, "button.merge", other, own, NULL),
                                   arena_format(page->arena, "%s unește %s", other, own), COLOR_BLUE};
    }
    if (!count)
        return;
    markup_line(page, word_fill(page->words, page->arena, "row.similar", all, NULL, NULL));
    markup_buttons(page, button, count);
}

static void add_newcomer(struct page *page, const struct digest_person *person)
{
    markup_card_open(page, *person->missing ? COLOR_AMBER : COLOR_GREEN);
    bold(page, number_and(page, "", person->id, page_name(page, person)));
    markup_line(page, page_role(page, person));
    markup_small(page, page_join(page, page_contact(page, person),
                                 person->sector ? word_of(page->words, "sector", person->sector) : ""));
    if (*person->missing)
        markup_line(page, word_fill(page->words, page->arena, "row.missing", person->missing, NULL, NULL));
    add_similar(page, person);
    markup_card_close(page);
}

static void add_newcomers(struct page *page)
{
    const struct digest *digest = page->digest;
    markup_heading(page, word(page->words, "head.new"), digest->newcomer_count);
    if (!digest->newcomer_count)
        row(page, word(page->words, "none.new"));
    for (size_t i = 0; i < digest->newcomer_count && i < page->rows; i++)
        add_newcomer(page, &digest->newcomer[i]);
    more(page, digest->newcomer_count, page->rows);
}

static void add_incomplete(struct page *page)
{
    const struct digest *digest = page->digest;
    const struct words *words = page->words;
    markup_heading(page, word(words, "head.incomplete"), digest->incomplete_count);
    if (!digest->incomplete_count)
        row(page, word(words, "none.incomplete"));
    for (size_t i = 0; i < digest->incomplete_count && i < page->rows; i++) {
        const struct digest_person *person = &digest->incomplete[i];
        const struct markup_button buttons[] = {
            {word(words, "button.send"), order(page, "", person->id, "trimite"), COLOR_BLUE},
            {word(words, "button.withdraw"), order(page, "", person->id, "retrage"), COLOR_GREY}};
        markup_card_open(page, COLOR_AMBER);
        bold(page, number_and(page, "", person->id, page_name(page, person)));
        markup_line(page, page_missing(page, person));
        markup_small(page, page_address(page, person->email));
        if (person->disputed)
            markup_small(page, word(words, "row.disputed"));
        markup_buttons(page, buttons, 2);
        markup_card_close(page);
    }
    more(page, digest->incomplete_count, page->rows);
}

static void add_answers(struct page *page, const char *heading, const struct digest_answer *answer,
                        size_t count, const char *color)
{
    markup_heading(page, word(page->words, heading), count);
    for (size_t i = 0; i < count && i < page->rows; i++) {
        markup_card_open(page, color);
        markup_line(page, page_answer(page, &answer[i]));
        markup_card_close(page);
    }
    more(page, count, page->rows);
}

static void bars_open(struct page *page)
{
    markup_row_open(page, "");
    buf_add_text(page->out, "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
                            "width=\"100%\">\n");
}

static void bars_close(struct page *page)
{
    buf_add_text(page->out, "</table>\n");
    markup_row_close(page);
}

static void add_ignored(struct page *page)
{
    const struct digest *digest = page->digest;
    const struct words *words = page->words;
    markup_heading(page, word(words, "head.ignored"), 0);
    row(page, digest->ignored_count
                  ? word_count(words, page->arena, "ignored.lead", page_ignored_total(digest))
                  : word(words, "none.ignored"));
    if (!digest->ignored_count)
        return;
    bars_open(page);
    for (size_t i = 0; i < digest->ignored_count && i < page->rows; i++) {
        buf_add_format(page->out,
                       "<tr>\n<td width=\"40\" align=\"right\" valign=\"top\" style=\"padding:2px 12px 2px 0;"
                       "font-size:15px\">%s</td>\n<td style=\"font-size:15px\">",
                       romanian_number(page->arena, digest->ignored[i].count));
        markup_text(page->out, word_reason(words, page->arena, digest->ignored[i].name));
        buf_add_text(page->out, "</td>\n</tr>\n");
    }
    bars_close(page);
    if (digest->ignored_count > page->rows)
        row(page, word_count(words, page->arena, "ignored.more", digest->ignored_count - page->rows));
}

static void add_counts(struct page *page, const char *heading, const char *section,
                       const struct digest_count *count, size_t rows)
{
    uint64_t most = 0;
    for (size_t i = 0; i < rows; i++)
        most = count[i].count > most ? count[i].count : most;
    markup_heading(page, word(page->words, heading), 0);
    bars_open(page);
    for (size_t i = 0; i < rows; i++)
        markup_bar(page, word_of(page->words, section, count[i].name), count[i].count, most);
    bars_close(page);
}

static void add_days(struct page *page)
{
    uint64_t most, total = page_days_total(page->digest, &most);
    markup_heading(page, word(page->words, "head.days"), 0);
    row(page,
        total ? word_count(page->words, page->arena, "total.days", total) : word(page->words, "total.none"));
    if (!total)
        return;
    markup_row_open(page, "");
    markup_columns(page, page->digest->by_day, DIGEST_DAYS, most);
    markup_row_close(page);
}

static void add_end(struct page *page)
{
    const char *lines = word(page->words, "how.lines");
    markup_heading(page, word(page->words, "head.reply"), 0);
    row(page, word(page->words, "how.lead"));
    markup_row_open(page, "padding-left:24px;font-family:Consolas,Menlo,monospace;font-size:14px");
    for (size_t length; *lines; lines += length) {
        length = strcspn(lines, "/");
        markup_line(page, arena_format(page->arena, "„%s”", text_line(page->arena, lines, length, length)));
        length += lines[length] == '/';
    }
    markup_row_close(page);
    row(page, word(page->words, "how.numbers"));
    markup_row_open(page, "padding-top:24px");
    markup_small(page, word_fill(page->words, page->arena, "footer", page->digest->from_address, NULL, NULL));
    if (*page->digest->token)
        markup_small(page, arena_format(page->arena, "[ref. %s]", page->digest->token));
    markup_row_close(page);
}

static void add_head(struct page *page)
{
    const char *note[PAGE_NOTES];
    size_t notes = page_notes(page, note);
    markup_row_open(page, "padding-top:12px");
    markup_small(page, page_outside(page, page->digest->group_name));
    buf_add_text(page->out, "<h1 style=\"margin:4px 0;font-size:25px;line-height:1.25\">");
    markup_text(page->out, romanian_day(page->arena, page->digest->day));
    buf_add_text(page->out, "</h1>\n");
    markup_line(page, page_summary(page));
    markup_row_close(page);
    for (size_t i = 0; i < notes; i++) {
        markup_card_open(page, COLOR_RED);
        markup_line(page, note[i]);
        markup_card_close(page);
    }
}

static void write_html(struct page *page)
{
    const struct digest *digest = page->digest;
    markup_open(page);
    add_head(page);
    add_waiting(page);
    add_newcomers(page);
    add_incomplete(page);
    add_answers(page, "head.failed", digest->failed, digest->failed_count, COLOR_RED);
    if (!digest->failed_count)
        row(page, word(page->words, "none.failed"));
    if (digest->unsent_count)
        add_answers(page, "head.shadow", digest->unsent, digest->unsent_count, COLOR_BLUE);
    add_ignored(page);
    add_counts(page, "head.sectors", "sector", digest->sector, digest->sector_count);
    row(page, page_lack(page));
    add_days(page);
    if (digest->topic_count)
        add_counts(page, "head.topics", "topic", digest->topic, digest->topic_count);
    add_end(page);
    markup_close(page);
}

void digest_html(const struct digest *digest, const struct words *words, struct buf *out)
{
    page_fit(digest, words, DIGEST_HTML_MOST, out, write_html);
}
