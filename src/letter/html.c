/*
 * HTML → lines, by libxml2's SAX interface over the whole buffer: no tree, no depth limit. Text that is not
 * shown is dropped; quote and signature containers of the known mail clients are noted on the lines.
 */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "html.h"
#include "parts.h"

#define TABLE_DEPTH   64u
#define SPANS         24u /* columns in which a cell may reach down */
#define STYLES_BYTES  65536u
#define ELEMENT_DEPTH 4096u /* tags that clients forget to close nest by the hundred */

struct element {
    char name[12]; /* enough to tell the ones we know apart */
    unsigned flags;
    unsigned number;    /* items so far, of a list */
    unsigned container; /* of the page, before this element */
    bool tiny;          /* the same */
    int color, background;
};

struct table {
    size_t first; /* draft with which it begins */
    unsigned row, column;
    size_t cell_first;
    unsigned below[SPANS]; /* rows into which the cell of that column still reaches */
    bool nested;           /* it holds another table: layout */
    bool in_cell;
};

struct page {
    struct drafts *drafts;
    struct buf line;
    struct element *element;
    size_t depth, capacity;
    unsigned open[FLAGS]; /* how many elements with that flag are open */
    unsigned container, containers;
    struct table table[TABLE_DEPTH];
    unsigned tables;
    unsigned item_number; /* waits for the text of its item: 0 none */
    bool item_waits;
    bool all_bold, paragraph, tiny, faint;
    int color, background;
    struct sheet sheet;
    bool joined; /* the line at hand goes on from the one before */
    bool deep;   /* text in more elements than are looked into was left out */
};

static bool is_open(const struct page *page, unsigned flag)
{
    return page->open[__builtin_ctz(flag)] > 0;
}

/* ---- lines ---- */

static struct table *current_table(struct page *page)
{
    return page->tables > 0 && page->tables <= TABLE_DEPTH ? &page->table[page->tables - 1] : NULL;
}

static void mark_cell(struct page *page, struct draft *draft)
{
    struct table *table = current_table(page);
    if (table && table->in_cell) {
        draft->row = table->row;
        draft->column = table->column;
    }
}

static void add_item_number(struct page *page, struct draft *draft)
{
    if (!page->item_waits || draft->line.blank)
        return;
    draft->line.bullet = true;
    if (page->item_number && !text_is_bullet(draft->line.text))
        draft->line.text = arena_format(page->drafts->arena, "%u. %s", page->item_number, draft->line.text);
    page->item_waits = false;
}

/* Ends the line; an empty one is kept only when `forced`, by a <br>. */
static void end_line(struct page *page, bool forced)
{
    bool empty = page->line.length == 0 || (page->line.length == 1 && page->line.data[0] == ' ');
    if (empty && !forced) {
        page->line.length = 0;
        return;
    }
    struct draft *draft = drafts_add(page->drafts, page->line.data ? page->line.data : "", page->line.length);
    page->line.length = 0;
    bool bold = page->all_bold, joined = page->joined, faint = page->faint;
    page->joined = page->faint = false;
    page->all_bold = true;
    if (!draft)
        return;
    draft->line.quote_depth = page->open[__builtin_ctz(IS_QUOTE)];
    draft->line.bold = bold && !draft->line.blank;
    draft->line.faint = faint;
    draft->line.joined = joined && !draft->line.blank;
    draft->line.bullet = !joined && text_is_bullet(draft->line.text);
    draft->container = page->container;
    draft->weak_quote = is_open(page, IS_WEAK_QUOTE);
    draft->hint = is_open(page, IS_QUOTE_HEADER) ? HINT_QUOTE_HEADER
                  : is_open(page, IS_SIGNATURE)  ? HINT_SIGNATURE
                                                 : HINT_NONE;
    draft->starts_paragraph = page->paragraph;
    page->paragraph = false;
    add_item_number(page, draft);
    mark_cell(page, draft);
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct page *page = context;
    if (is_open(page, IS_HIDDEN) || page->tiny)
        return;
    if (page->depth > ELEMENT_DEPTH) {
        page->deep = true;
        return;
    }
    bool pre = is_open(page, IS_PRE), bold = is_open(page, IS_BOLD);
    bool lost = color_is_lost(page->color, page->background);
    for (int i = 0; i < length; i++) {
        char byte = (char)text[i];
        if (pre && byte == '\n') {
            end_line(page, true);
            continue;
        }
        if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '\f') {
            if (page->line.length > SPLIT_BYTES) {
                end_line(page, false);
                page->joined = true;
            } else if (page->line.length > 0 && page->line.data[page->line.length - 1] != ' ') {
                buf_add_byte(&page->line, ' ');
            }
            continue;
        }
        if (!bold && (unsigned char)byte != 0xC2 && (unsigned char)byte != 0xA0)
            page->all_bold = false;
        page->faint = page->faint || (lost && ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'));
        buf_add_byte(&page->line, byte);
    }
}

/* ---- elements ---- */

static void begin_table(struct page *page)
{
    struct table *outer = current_table(page);
    if (outer)
        outer->nested = true;
    if (page->tables++ < TABLE_DEPTH)
        page->table[page->tables - 1] = (struct table){.first = page->drafts->count};
}

static void end_table(struct page *page)
{
    struct table *table = current_table(page);
    page->tables--;
    if (!table)
        return;
    if (!table->nested)
        html_table_end(page->drafts, table->first);
    struct table *outer = current_table(page);
    for (size_t i = table->first; table->nested && i < page->drafts->count; i++)
        page->drafts->item[i].row = page->drafts->item[i].column = 0;
    if (outer)
        outer->nested = true;
}

static struct draft *add_empty_cell(struct page *page)
{
    struct draft *draft = drafts_add(page->drafts, "", 0);
    if (!draft)
        return NULL;
    draft->placeholder = true;
    draft->container = page->container;
    draft->line.quote_depth = page->open[__builtin_ctz(IS_QUOTE)];
    mark_cell(page, draft);
    return draft;
}

/* Cells that reach down from the rows above take the next places of this row. */
static void pass_spans(struct page *page, struct table *table)
{
    bool in_cell = table->in_cell;
    while (table->column < SPANS && table->below[table->column] > 0) {
        table->below[table->column++]--;
        table->in_cell = true;
        struct draft *draft = table->nested ? NULL : add_empty_cell(page);
        if (draft)
            draft->spanned = true;
    }
    table->in_cell = in_cell;
}

static unsigned rows_spanned(const xmlChar **attributes)
{
    for (; attributes && attributes[0]; attributes += 2)
        if (text_same((const char *)attributes[0], "rowspan") && attributes[1])
            return (unsigned)strtoul((const char *)attributes[1], NULL, 10) % 1000;
    return 1;
}

static void begin_cell(struct page *page, const xmlChar **attributes)
{
    struct table *table = current_table(page);
    if (!table)
        return;
    table->row += table->row == 0;
    pass_spans(page, table);
    unsigned rows = rows_spanned(attributes);
    if (table->column < SPANS)
        table->below[table->column] = rows > 1 ? rows - 1 : 0;
    table->column++;
    table->cell_first = page->drafts->count;
    table->in_cell = true;
}

static void end_cell(struct page *page)
{
    struct table *table = current_table(page);
    if (!table || !table->in_cell)
        return;
    if (page->drafts->count == table->cell_first && !table->nested)
        add_empty_cell(page);
    table->in_cell = false;
}

static void end_row(struct page *page)
{
    struct table *table = current_table(page);
    if (table && table->column > 0 && !table->in_cell)
        pass_spans(page, table);
}

static void begin_item(struct page *page)
{
    page->item_waits = true;
    page->item_number = 0;
    for (size_t i = page->depth; i-- > 0 && page->depth - i < 8;) {
        struct element *list = &page->element[i];
        if (!(list->flags & IS_LIST))
            continue;
        list->number++;
        if (list->flags & IS_ORDERED)
            page->item_number = list->number;
        return;
    }
}

static void push(struct page *page, const char *name, unsigned flags)
{
    if (page->depth == page->capacity) {
        page->capacity = page->capacity ? 2 * page->capacity : 256;
        page->element = xrealloc(page->element, page->capacity, sizeof *page->element);
    }
    struct element *element = &page->element[page->depth++];
    *element = (struct element){.flags = flags,
                                .container = page->container,
                                .tiny = page->tiny,
                                .color = page->color,
                                .background = page->background};
    snprintf(element->name, sizeof element->name, "%s", name);
    for (unsigned flag = 0; flag < FLAGS; flag++)
        page->open[flag] += flags >> flag & 1u;
}

static void pop(struct page *page)
{
    struct element *element = &page->element[page->depth - 1];
    if (element->flags & IS_BLOCK) {
        end_line(page, false);
        page->paragraph = true;
    }
    if (element->flags & IS_CELL)
        end_cell(page);
    if (element->flags & IS_ROW)
        end_row(page);
    if (element->flags & IS_TABLE)
        end_table(page);
    if (element->flags & IS_ITEM)
        page->item_waits = false;
    page->container = element->container;
    page->tiny = element->tiny;
    page->color = element->color;
    page->background = element->background;
    for (unsigned flag = 0; flag < FLAGS; flag++)
        page->open[flag] -= element->flags >> flag & 1u;
    page->depth--;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct page *page = context;
    if (text_same((const char *)name, "br")) {
        if (!is_open(page, IS_HIDDEN))
            end_line(page, true);
        return;
    }
    struct look look;
    html_look(&page->sheet, (const char *)name, (const char *const *)attributes, &look);
    unsigned flags = look.flags;
    if (is_open(page, IS_HIDDEN))
        flags &= IS_HIDDEN; /* what is in it leaves no trace */
    if (flags & IS_HIDDEN)
        flags = IS_HIDDEN | (flags & IS_CELL);
    if (flags & (IS_BLOCK | IS_SIGNATURE | IS_QUOTE_HEADER | IS_QUOTE)) {
        flags |= IS_BLOCK;
        end_line(page, false);
        page->paragraph = true;
    }
    if (flags & IS_TABLE)
        begin_table(page);
    struct table *table = current_table(page);
    if ((flags & IS_ROW) && table) {
        table->row++;
        table->column = 0;
        table->in_cell = false; /* a row that begins within a cell ends it */
    }
    if (flags & IS_CELL)
        begin_cell(page, attributes);
    if (flags & IS_ITEM)
        begin_item(page);
    push(page, (const char *)name, flags);
    if (flags & (IS_TINY | IS_SIZED))
        page->tiny = (flags & IS_TINY) != 0;
    if (look.color != COLOR_NONE)
        page->color = look.color;
    if (look.background != COLOR_NONE && look.background != COLOR_CLEAR)
        page->background = look.background;
    if ((flags & IS_CONTAINER) && !page->container)
        page->container = ++page->containers;
}

static void on_end(void *context, const xmlChar *name)
{
    struct page *page = context;
    char known[12];
    snprintf(known, sizeof known, "%s", (const char *)name);
    for (size_t back = 1; back <= page->depth && back <= 64; back++) {
        if (strcmp(page->element[page->depth - back].name, known) != 0)
            continue;
        while (back-- > 0)
            pop(page);
        return;
    }
}

static void parse(struct page *page, const char *html, size_t length)
{
    htmlParserCtxtPtr context = htmlNewParserCtxt();
    if (!context)
        return;
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_text,
                              .ignorableWhitespace = on_text};
    *context->sax = handler;
    context->userData = page;
    htmlDocPtr document = htmlCtxtReadMemory(context, html, (int)length, NULL, "UTF-8",
                                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                                 HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED);
    if (document)
        xmlFreeDoc(document);
    htmlFreeParserCtxt(context);
}

void html_read(struct drafts *drafts, const char *html, size_t length)
{
    struct buf reduced, styles;
    buf_init(&reduced, (size_t)2 * CAP_HTML_BYTES);
    buf_init(&styles, STYLES_BYTES);
    html_reduce(html, length, &reduced, &styles);
    struct page *page = xcalloc(1, sizeof *page);
    page->drafts = drafts;
    page->background = 0xFFFFFF;
    if (styles.length > 0)
        sheet_read(&page->sheet, drafts->arena, styles.data, styles.length);
    page->all_bold = page->paragraph = true;
    buf_init(&page->line, (size_t)4 * CAP_LINE_BYTES);
    if (reduced.length > 0)
        parse(page, reduced.data, reduced.length);
    while (page->depth > 0)
        pop(page);
    end_line(page, false);
    drafts_join_numbers(drafts);
    drafts->full = drafts->full || reduced.full || page->deep;
    buf_free(&page->line);
    buf_free(&reduced);
    buf_free(&styles);
    free(page->element);
    free(page);
}
