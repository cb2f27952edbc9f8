#include "markup.h"

#include <string.h>
#include "grefier/digest/romanian.h"

#define FONT         "font-family:Arial,Helvetica,sans-serif"
#define BREAKS       "word-break:break-word;overflow-wrap:break-word" /* an address wider than a phone */
#define TABLE        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
#define CHART_HEIGHT 64

void markup_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        const char *escaped = *text == '&'    ? "&amp;"
                              : *text == '<'  ? "&lt;"
                              : *text == '>'  ? "&gt;"
                              : *text == '"'  ? "&quot;"
                              : *text == '\'' ? "&#39;"
                                              : NULL;
        if (escaped)
            buf_add_text(out, escaped);
        else
            buf_add_byte(out, *text);
    }
}

void markup_percent(struct buf *out, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *text; text++)
        if (strchr(plain, *text))
            buf_add_byte(out, *text);
        else
            buf_add_format(out, "%%%02X", (unsigned)(unsigned char)*text);
}

/* Outlook for Windows knows no max-width: it gets a table of a fixed width around ours. */
void markup_open(struct page *page)
{
    buf_add_text(page->out, "<!DOCTYPE html>\n<html lang=\"ro\">\n<head>\n<meta charset=\"utf-8\">\n"
                            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                            "<meta name=\"color-scheme\" content=\"light dark\">\n"
                            "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
                            "<meta name=\"format-detection\" content=\"telephone=no\">\n<title>");
    markup_text(page->out, word(page->words, "title"));
    buf_add_text(page->out,
                 "</title>\n</head>\n<body style=\"margin:0;padding:0\">\n" TABLE " width=\"100%\">\n<tr>\n"
                 "<td align=\"center\" style=\"padding:8px\">\n"
                 "<!--[if mso]>" TABLE " width=\"680\"><tr><td><![endif]-->\n" TABLE
                 " width=\"100%\" style=\"max-width:680px;table-layout:fixed;text-align:left;" BREAKS ";" FONT
                 ";font-size:16px;line-height:1.45\">\n");
}

void markup_close(struct page *page)
{
    buf_add_text(page->out, "</table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td>\n</tr>\n</table>\n"
                            "</body>\n</html>\n");
}

void markup_row_open(struct page *page, const char *style)
{
    buf_add_format(page->out, "<tr>\n<td style=\"padding:4px 8px;%s\">\n", style);
}

void markup_row_close(struct page *page)
{
    buf_add_text(page->out, "</td>\n</tr>\n");
}

void markup_heading(struct page *page, const char *text, uint64_t count)
{
    markup_row_open(page, "padding-top:28px");
    buf_add_text(page->out, "<h2 style=\"margin:0;font-size:19px;line-height:1.3\">");
    markup_text(page->out, text);
    if (count)
        buf_add_format(page->out, " (%s)", romanian_number(page->arena, count));
    buf_add_text(page->out, "</h2>\n");
    markup_row_close(page);
}

void markup_line(struct page *page, const char *text)
{
    if (!text || !*text)
        return;
    buf_add_text(page->out, "<div>");
    markup_text(page->out, text);
    buf_add_text(page->out, "</div>\n");
}

void markup_small(struct page *page, const char *text)
{
    if (!text || !*text)
        return;
    buf_add_text(page->out, "<div style=\"font-size:14px;opacity:.8\">");
    markup_text(page->out, text);
    buf_add_text(page->out, "</div>\n");
}

void markup_card_open(struct page *page, const char *color)
{
    markup_row_open(page, "padding-top:6px;padding-bottom:6px");
    buf_add_format(page->out,
                   TABLE
                   " width=\"100%%\" style=\"table-layout:fixed\">\n<tr>\n<td style=\"border-left:4px solid "
                   "%s;padding:2px 0 2px 12px\">\n",
                   color);
}

void markup_card_close(struct page *page)
{
    buf_add_text(page->out, "</td>\n</tr>\n</table>\n");
    markup_row_close(page);
}

/* A colour of its own with white on it reads the same in light and dark; the cell carries the padding,
 * because Outlook gives none to links. */
static void button_cell(struct page *page, const struct markup_button *button)
{
    struct buf *out = page->out;
    const struct digest *digest = page->digest;
    const char *subject =
        word_fill(page->words, page->arena, "reply.subject", day_text(page->arena, digest->day), NULL, NULL);
    buf_add_format(out,
                   "<td bgcolor=\"%s\" style=\"background-color:%s;border-radius:5px;padding:7px 16px\">"
                   "<a href=\"mailto:",
                   button->color, button->color);
    markup_percent(out, digest->from_address);
    buf_add_text(out, "?subject=");
    markup_percent(out, *digest->token ? arena_format(page->arena, "%s [ref. %s]", subject, digest->token)
                                       : subject);
    buf_add_text(out, "&amp;body=");
    markup_percent(out, button->order);
    buf_add_text(out, "\" style=\"color:#ffffff;text-decoration:none;font-weight:bold;font-size:15px\">");
    markup_text(out, button->label);
    buf_add_text(out, "</a></td>\n<td width=\"10\" style=\"font-size:1px\">&nbsp;</td>\n");
}

void markup_buttons(struct page *page, const struct markup_button *button, size_t count)
{
    buf_add_text(page->out, TABLE " style=\"margin:8px 0 4px 0\">\n<tr>\n");
    for (size_t i = 0; i < count; i++)
        button_cell(page, &button[i]);
    buf_add_text(page->out, "</tr>\n</table>\n");
}

void markup_bar(struct page *page, const char *label, uint64_t count, uint64_t most)
{
    struct buf *out = page->out;
    uint64_t width = most ? 1 + count * 99 / most : 0;
    buf_add_text(out, "<tr>\n<td width=\"42%\" style=\"padding:3px 8px 3px 0;font-size:15px\">");
    markup_text(out, label);
    buf_add_format(
        out, "</td>\n<td width=\"40\" align=\"right\" style=\"padding:3px 8px;font-size:15px\">%s</td>\n<td>",
        romanian_number(page->arena, count));
    if (count && most)
        buf_add_format(out,
                       TABLE " width=\"%llu%%\"><tr><td bgcolor=\"" COLOR_BLUE "\" height=\"14\" "
                             "style=\"background-color:" COLOR_BLUE
                             ";font-size:1px;line-height:14px\">&nbsp;</td></tr></table>",
                       (unsigned long long)width);
    buf_add_text(out, "</td>\n</tr>\n");
}

static void column(struct page *page, uint64_t count, uint64_t most)
{
    buf_add_text(page->out, "<td valign=\"bottom\" width=\"3%\" style=\"padding:0 1px\">");
    if (count && most) {
        uint64_t height = (count * (CHART_HEIGHT - 2)) / most + 2;
        buf_add_format(page->out,
                       TABLE " width=\"100%%\"><tr><td bgcolor=\"" COLOR_BLUE "\" height=\"%llu\" "
                             "style=\"background-color:" COLOR_BLUE
                             ";font-size:1px;line-height:1px;height:%llupx\">&nbsp;</td></tr></table>",
                       (unsigned long long)height, (unsigned long long)height);
    }
    buf_add_text(page->out, "</td>\n");
}

/* Under the columns the first, a middle and the last day. */
void markup_columns(struct page *page, const uint64_t *count, size_t days, uint64_t most)
{
    struct buf *out = page->out;
    int64_t last = page->digest->day, first = last - (int64_t)days + 1;
    size_t half = days / 2;
    buf_add_format(out,
                   TABLE " width=\"100%%\" style=\"border-bottom:1px solid " COLOR_GREY
                         "\">\n<tr height=\"%d\" style=\"height:%dpx\">\n",
                   CHART_HEIGHT, CHART_HEIGHT);
    for (size_t i = 0; i < days; i++)
        column(page, count[i], most);
    buf_add_text(out, "</tr>\n</table>\n" TABLE " width=\"100%\" style=\"font-size:13px\">\n<tr>\n");
    buf_add_format(out, "<td align=\"left\">%s</td><td align=\"center\">%s</td><td align=\"right\">%s</td>\n",
                   romanian_day_tick(page->arena, first),
                   romanian_day_tick(page->arena, first + (int64_t)half),
                   romanian_day_tick(page->arena, last));
    buf_add_text(out, "</tr>\n</table>\n");
}
