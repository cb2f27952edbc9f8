/* Tables in HTML mail are mostly layout. One that holds data becomes rows of cells, the others stay lines. */
#include <string.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "parts.h"

#define COLUMNS 24u

struct shape {
    unsigned rows, filled; /* rows; rows with two or more cells that say something */
    unsigned columns;
    unsigned tallest; /* lines in one cell */
};

static struct shape shape_of(const struct drafts *drafts, size_t first)
{
    struct shape shape = {0};
    unsigned row = 0, filled_cells = 0, filled_column = 0, lines = 0, column = 0;
    for (size_t i = first; i < drafts->count; i++) {
        const struct draft *draft = &drafts->item[i];
        if (!draft->row)
            continue;
        if (draft->row != row) {
            shape.rows++;
            filled_cells = filled_column = column = 0;
            row = draft->row;
        }
        if (draft->column != column)
            lines = 0;
        column = draft->column;
        if (column > shape.columns)
            shape.columns = column;
        if (draft->line.blank)
            continue;
        if (++lines > shape.tallest)
            shape.tallest = lines;
        if (column != filled_column && ++filled_cells == 2)
            shape.filled++;
        filled_column = column;
    }
    return shape;
}

static bool holds_data(struct shape shape)
{
    if (shape.columns < 2 || shape.columns > COLUMNS || shape.filled == 0 || shape.tallest > 6)
        return false;
    return shape.rows > 1 || shape.tallest == 1;
}

static unsigned widest(const struct drafts *drafts, size_t from, size_t to)
{
    unsigned column = 0;
    for (size_t i = from; i < to; i++)
        if (drafts->item[i].column > column)
            column = drafts->item[i].column;
    return column;
}

/* What the cell that reaches down into this row says. */
static const char *from_above(const struct draft *above, size_t column)
{
    return above && column < above->line.cell_count ? above->cell[column] : "";
}

/* The cells of one row, drafts [from, to), as one draft; `above` is the row before, or NULL. */
static struct draft row_of(struct drafts *drafts, size_t from, size_t to, const struct draft *above)
{
    struct draft row = drafts->item[from];
    size_t count = widest(drafts, from, to);
    row.cell = arena_array(drafts->arena, count, sizeof *row.cell);
    for (size_t i = 0; i < count; i++)
        row.cell[i] = "";
    row.line.bold = true;
    for (size_t i = from; i < to; i++) {
        const struct draft *draft = &drafts->item[i];
        const char **cell = &row.cell[draft->column - 1];
        if (draft->spanned)
            *cell = from_above(above, draft->column - 1);
        if (draft->line.blank)
            continue;
        row.line.bold = row.line.bold && draft->line.bold;
        row.line.faint = row.line.faint || draft->line.faint;
        *cell = **cell ? arena_format(drafts->arena, "%s %s", *cell, draft->line.text) : draft->line.text;
    }
    row.line.bullet = false;
    row.line.cell_count = count;
    row.line.table = drafts->tables;
    row.row = row.column = 0;
    row.starts_paragraph = true;
    draft_join_cells(drafts, &row);
    return row;
}

static bool is_all_blank(const struct drafts *drafts, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!drafts->item[i].line.blank)
            return false;
    return true;
}

static void make_rows(struct drafts *drafts, size_t first)
{
    size_t kept = first, to;
    const struct draft *above = NULL;
    for (size_t from = first; from < drafts->count; from = to) {
        unsigned row = drafts->item[from].row;
        to = from + 1;
        while (row && to < drafts->count && drafts->item[to].row == row)
            to++;
        if (row && widest(drafts, from, to) > 1) {
            if (!is_all_blank(drafts, from, to)) {
                drafts->item[kept] = row_of(drafts, from, to, above);
                above = &drafts->item[kept++];
            }
            continue;
        }
        for (size_t i = from; i < to; i++) {
            drafts->item[i].row = drafts->item[i].column = 0;
            if (!drafts->item[i].placeholder)
                drafts->item[kept++] = drafts->item[i];
        }
    }
    drafts->count = kept;
}

static void leave_lines(struct drafts *drafts, size_t first)
{
    size_t kept = first;
    for (size_t i = first; i < drafts->count; i++) {
        drafts->item[i].row = drafts->item[i].column = 0;
        if (!drafts->item[i].placeholder)
            drafts->item[kept++] = drafts->item[i];
    }
    drafts->count = kept;
}

void html_table_end(struct drafts *drafts, size_t first)
{
    if (holds_data(shape_of(drafts, first))) {
        drafts->tables++;
        make_rows(drafts, first);
    } else {
        leave_lines(drafts, first);
    }
}
