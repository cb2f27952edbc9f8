/* The roster as a workbook. The only file that sees libxlsxwriter. Version 1.1 writes to a path only: it gets
 * an anonymous file in memory, so that no copy of the roster lies on a disk. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "grefier/base/caps.h"
#include "grefier/base/text.h"
#include "grefier/digest/digest.h"
#include "grefier/digest/romanian.h"
#include "grefier/reading/reading.h"

#define EXCEL_EPOCH  25569 /* day 0 as Excel counts */
#define FIELDS_MOST  12
#define COLUMNS_MOST (FIELDS_MOST + 10)
#define ROWS_MOST    100000u

struct book {
    const struct digest *digest;
    const struct words *words;
    struct arena *arena;
    lxw_workbook *workbook;
    lxw_format *head, *text, *date;
};

struct sheet {
    struct book *book;
    lxw_worksheet *handle;
    lxw_row_t row;
    lxw_col_t column;
};

/* Always a string cell, with the text format: neither reading nor editing makes a formula of it. */
static void put_text(struct sheet *sheet, const char *text)
{
    lxw_col_t column = sheet->column++;
    const char *clean = text ? text_line(sheet->book->arena, text, strlen(text), CAP_VALUE_BYTES * 2) : "";
    if (*clean)
        worksheet_write_string(sheet->handle, sheet->row, column, clean, sheet->book->text);
}

static void put_number(struct sheet *sheet, double number)
{
    worksheet_write_number(sheet->handle, sheet->row, sheet->column++, number, NULL);
}

static void put_day(struct sheet *sheet, int64_t day)
{
    lxw_col_t column = sheet->column++;
    if (day != DAY_NONE)
        worksheet_write_number(sheet->handle, sheet->row, column, (double)(day + EXCEL_EPOCH),
                               sheet->book->date);
}

static void next_row(struct sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
}

struct column {
    const char *title;
    double width;
};

/* A name that Excel does not allow (from an edited words file) gives way to its own. */
static struct sheet add_sheet(struct book *book, const char *name, const struct column *column, size_t count)
{
    struct sheet sheet = {.book = book, .handle = workbook_add_worksheet(book->workbook, name)};
    if (!sheet.handle)
        sheet.handle = workbook_add_worksheet(book->workbook, NULL);
    for (size_t i = 0; i < count; i++) {
        worksheet_set_column(sheet.handle, (lxw_col_t)i, (lxw_col_t)i, column[i].width, NULL);
        worksheet_write_string(sheet.handle, 0, (lxw_col_t)i, column[i].title, book->head);
    }
    worksheet_freeze_panes(sheet.handle, 1, 0);
    next_row(&sheet);
    return sheet;
}

static void end_sheet(struct sheet *sheet, size_t columns)
{
    worksheet_autofilter(sheet->handle, 0, 0, sheet->row > 1 ? sheet->row - 1 : 1, (lxw_col_t)(columns - 1));
    worksheet_repeat_rows(sheet->handle, 0, 0);
    worksheet_set_landscape(sheet->handle);
    worksheet_fit_to_pages(sheet->handle, 1, 0);
}

static size_t people_columns(const struct book *book, struct column *column)
{
    const struct words *words = book->words;
    size_t count = 0;
    column[count++] = (struct column){word(words, "column.id"), 6};
    for (size_t i = 0; i < book->digest->field_count && i < FIELDS_MOST; i++)
        column[count++] = (struct column){book->digest->field_title[i], i == FIELD_ORGANIZATION ? 40
                                                                        : i == FIELD_PHONE      ? 16
                                                                                                : 28};
    const struct column rest[] = {{word(words, "column.extension"), 9}, {word(words, "column.sector"), 24},
                                  {word(words, "column.email"), 30},    {word(words, "column.status"), 14},
                                  {word(words, "column.missing"), 22},  {word(words, "column.created"), 12},
                                  {word(words, "column.updated"), 12},  {word(words, "column.asked"), 12}};
    memcpy(column + count, rest, sizeof rest);
    return count + sizeof rest / sizeof *rest;
}

static void add_person(struct sheet *sheet, const struct digest_person *person)
{
    const struct book *book = sheet->book;
    put_number(sheet, (double)person->id);
    for (size_t i = 0; i < book->digest->field_count && i < FIELDS_MOST; i++)
        put_text(sheet, person->field[i]);
    put_text(sheet, person->extension);
    put_text(sheet, person->sector ? word_of(book->words, "sector", person->sector) : NULL);
    put_text(sheet, person->email);
    put_text(sheet, word_of(book->words, "status", person->status));
    put_text(sheet, person->missing);
    put_day(sheet, person->created);
    put_day(sheet, person->updated);
    put_number(sheet, person->asked);
    next_row(sheet);
}

static void add_people(struct book *book)
{
    struct column column[COLUMNS_MOST];
    size_t columns = people_columns(book, column);
    struct sheet sheet = add_sheet(book, word(book->words, "sheet.people"), column, columns);
    for (size_t i = 0; i < book->digest->person_count && i < ROWS_MOST; i++)
        add_person(&sheet, &book->digest->person[i]);
    end_sheet(&sheet, columns);
}

/* "nume: Maria Ilieș; telefon: +40744111222" */
static const char *understood(const struct book *book, const struct digest_letter *letter)
{
    const char *all = "";
    for (size_t i = 0; i < letter->value_count; i++)
        all = arena_format(book->arena, "%s%s%s: %s", all, *all ? "; " : "", letter->value[i].title,
                           letter->value[i].text);
    return all;
}

static void add_letters(struct book *book)
{
    const struct words *words = book->words;
    const struct column column[] = {
        {word(words, "column.number"), 9},  {word(words, "column.urgent"), 9},
        {word(words, "column.kind"), 18},   {word(words, "column.person"), 28},
        {word(words, "column.from"), 36},   {word(words, "column.subject"), 40},
        {word(words, "column.reason"), 50}, {word(words, "column.understood"), 60},
        {word(words, "column.day"), 12}};
    struct sheet sheet =
        add_sheet(book, word(words, "sheet.waiting"), column, sizeof column / sizeof *column);
    for (size_t i = 0; i < book->digest->letter_count && i < ROWS_MOST; i++) {
        const struct digest_letter *letter = &book->digest->letter[i];
        put_text(&sheet, arena_format(book->arena, "M%lld", (long long)letter->number));
        put_text(&sheet, letter->urgent ? word(words, "column.urgent") : "");
        put_text(&sheet, word_of(words, "kind", letter->kind));
        put_text(&sheet, letter->from_name);
        put_text(&sheet, letter->from_address);
        put_text(&sheet, letter->subject);
        put_text(&sheet, word_reason(words, book->arena, letter->reason));
        put_text(&sheet, understood(book, letter));
        put_day(&sheet, letter->day);
        next_row(&sheet);
    }
    end_sheet(&sheet, sizeof column / sizeof *column);
}

static void put_answers(struct sheet *sheet, const struct digest_answer *answer, size_t count)
{
    const struct book *book = sheet->book;
    for (size_t i = 0; i < count && i < ROWS_MOST; i++, next_row(sheet)) {
        put_text(sheet, answer[i].person);
        put_text(sheet, answer[i].recipient);
        put_text(sheet, word_of(book->words, "answer", answer[i].kind));
        put_text(sheet, word_of(book->words, "state", answer[i].state));
        put_text(sheet, word_reason(book->words, book->arena, answer[i].note));
        put_day(sheet, answer[i].day);
    }
}

static void add_answers(struct book *book)
{
    const struct words *words = book->words;
    const struct column column[] = {{word(words, "column.person"), 30}, {word(words, "column.email"), 30},
                                    {word(words, "column.kind"), 14},   {word(words, "column.state"), 12},
                                    {word(words, "column.note"), 50},   {word(words, "column.day"), 12}};
    struct sheet sheet = add_sheet(book, word(words, "sheet.failed"), column, sizeof column / sizeof *column);
    put_answers(&sheet, book->digest->failed, book->digest->failed_count);
    put_answers(&sheet, book->digest->unsent, book->digest->unsent_count);
    end_sheet(&sheet, sizeof column / sizeof *column);
}

/* A chart of the rows [from, to] of two columns, drawn beside them. */
static void add_chart(struct sheet *sheet, const char *name, uint8_t type, const char *title, lxw_row_t from,
                      lxw_row_t to)
{
    lxw_chart *chart = workbook_add_chart(sheet->book->workbook, type);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, name, from, 0, to, 0);
    chart_series_set_values(series, name, from, 1, to, 1);
    chart_title_set_name(chart, title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    worksheet_insert_chart(sheet->handle, from, 3, chart);
}

static void put_heading(struct sheet *sheet, const char *title)
{
    worksheet_write_string(sheet->handle, sheet->row, 0, title, sheet->book->head);
    worksheet_write_string(sheet->handle, sheet->row, 1, word(sheet->book->words, "column.count"),
                           sheet->book->head);
    next_row(sheet);
}

static void add_totals(struct book *book)
{
    const struct words *words = book->words;
    const struct digest *digest = book->digest;
    const char *name = word(words, "sheet.totals");
    struct sheet sheet = add_sheet(book, name, NULL, 0);
    worksheet_set_column(sheet.handle, 0, 0, 32, NULL);
    sheet.row = 0;
    put_heading(&sheet, word(words, "head.sectors"));
    lxw_row_t from = sheet.row;
    for (size_t i = 0; i < digest->sector_count; i++, next_row(&sheet)) {
        put_text(&sheet, word_of(words, "sector", digest->sector[i].name));
        put_number(&sheet, (double)digest->sector[i].count);
    }
    if (digest->sector_count)
        add_chart(&sheet, sheet.handle->name, LXW_CHART_BAR, word(words, "head.sectors"), from,
                  sheet.row - 1);
    sheet.row = from + 18; /* below the chart */
    put_heading(&sheet, word(words, "head.days"));
    from = sheet.row;
    for (size_t i = 0; i < DIGEST_DAYS; i++, next_row(&sheet)) {
        put_day(&sheet, digest->day - (DIGEST_DAYS - 1) + (int64_t)i);
        put_number(&sheet, (double)digest->by_day[i]);
    }
    add_chart(&sheet, sheet.handle->name, LXW_CHART_COLUMN, word(words, "head.days"), from, sheet.row - 1);
    next_row(&sheet);
    if (digest->topic_count)
        put_heading(&sheet, word(words, "head.topics"));
    for (size_t i = 0; i < digest->topic_count; i++, next_row(&sheet)) {
        put_text(&sheet, word_of(words, "topic", digest->topic[i].name));
        put_number(&sheet, (double)digest->topic[i].count);
    }
}

static void prepare(struct book *book)
{
    lxw_doc_properties properties = {.title = (char *)word(book->words, "sheet.people"),
                                     .author = (char *)book->digest->group_name,
                                     .created = (time_t)book->digest->date};
    workbook_set_properties(book->workbook, &properties);
    book->head = workbook_add_format(book->workbook);
    format_set_bold(book->head);
    format_set_bottom(book->head, LXW_BORDER_THIN);
    book->text = workbook_add_format(book->workbook);
    format_set_num_format(book->text, "@");
    book->date = workbook_add_format(book->workbook);
    format_set_num_format(book->date, "dd.mm.yyyy");
    format_set_align(book->date, LXW_ALIGN_LEFT);
}

static int read_back(int file, struct buf *out, struct err *err)
{
    char piece[16384];
    ssize_t got;
    if (lseek(file, 0, SEEK_SET) != 0)
        return err_set(err, ERR_RETRY, "the workbook cannot be read back: %s", strerror(errno));
    while ((got = read(file, piece, sizeof piece)) > 0)
        if (buf_add(out, piece, (size_t)got) != 0)
            return err_set(err, ERR_INPUT, "the workbook is over %zu bytes", out->maximum);
    return got < 0 ? err_set(err, ERR_RETRY, "the workbook cannot be read back: %s", strerror(errno)) : 0;
}

static int write_book(const struct digest *digest, const struct words *words, bool whole, struct buf *out,
                      struct err *err)
{
    struct book book = {.digest = digest, .words = words, .arena = arena_new()};
    int result = -1, file = memfd_create("workbook", MFD_CLOEXEC);
    if (file < 0) {
        err_set(err, ERR_RETRY, "no memory for the workbook: %s", strerror(errno));
        goto out;
    }
    book.workbook = workbook_new(arena_format(book.arena, "/proc/self/fd/%d", file));
    if (!book.workbook) {
        err_set(err, ERR_RETRY, "no memory for the workbook");
        goto out;
    }
    prepare(&book);
    add_people(&book);
    if (whole) {
        add_letters(&book);
        add_answers(&book);
        add_totals(&book);
    }
    lxw_error failure = workbook_close(book.workbook);
    if (failure != LXW_NO_ERROR)
        err_set(err, ERR_RETRY, "the workbook cannot be written: %s", lxw_strerror(failure));
    else
        result = read_back(file, out, err);
out:
    if (file >= 0)
        close(file);
    arena_free(&book.arena);
    return result;
}

int digest_workbook(const struct digest *digest, const struct words *words, struct buf *out, struct err *err)
{
    return write_book(digest, words, true, out, err);
}

int digest_roster_workbook(const struct digest *digest, const struct words *words, struct buf *out,
                           struct err *err)
{
    return write_book(digest, words, false, out, err);
}
