/*
 * Workbooks: sheets, cells, widths, and what keeps them within Excel's limits.
 */
#include "present/spreadsheet.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/spreadsheet_own.h"

enum {
    ROWS_OF_A_SHEET = 1048576,
    CHARACTERS_OF_A_CELL = 32767,
    CHARACTERS_OF_A_TITLE = 31,
    WIDEST_COLUMN = 60,
    NARROWEST_COLUMN = 6
};

/* Places in lf_workbook.formats. */
enum { PERCENT, WHOLE, ONE, TWO, THREE, SMALL, PLAIN, TEXT };
_Static_assert(TEXT + 1 == LF_XLSX_FORMATS, "one number format each");

/* ---- the book -----------------------------------------------------------------------------------
 */

static void make_formats(lf_workbook *book)
{
    static const char *const number_formats[] = {"0.0%",  "#,##0",    "#,##0.0", "#,##0.00",
                                                 "0.000", "0.00E+00", "0",       "General"};
    for (int i = 0; i < LF_XLSX_FORMATS; i++) {
        book->formats[i] = workbook_add_format(book->book);
        format_set_num_format(book->formats[i], number_formats[i]);
        format_set_align(book->formats[i], LXW_ALIGN_VERTICAL_TOP);
    }
    book->heading_format = workbook_add_format(book->book);
    format_set_bold(book->heading_format);
    format_set_text_wrap(book->heading_format);
    format_set_align(book->heading_format, LXW_ALIGN_VERTICAL_TOP);
    format_set_bg_color(book->heading_format, 0xe6e6e1);
    format_set_bottom(book->heading_format, LXW_BORDER_THIN);
}

/* The file says it was made then: the same results give the same bytes. */
static const time_t fixed_date = 946684800; /* 2000-01-01T00:00:00Z */

bool lf_workbook_open(lf_context *ctx, const lf_report *report, const lf_style *style,
                      const char *path, lf_workbook **out)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE};
    lxw_doc_properties properties = {.comments = "lifang " LF_VERSION, .created = fixed_date};
    lf_workbook *book = calloc(1, sizeof *book);
    *out = book;
    if (book == NULL)
        return lf_fail_memory(ctx);
    book->report = report;
    book->style = style;
    book->row_limit = ROWS_OF_A_SHEET;
    book->path = lf_copy(path);
    book->names = lf_copy("\n");
    book->headings = calloc(LF_XLSX_COLUMNS, sizeof *book->headings);
    book->widths = calloc(LF_XLSX_COLUMNS, sizeof *book->widths);
    book->colours = calloc(LF_XLSX_COLUMNS, sizeof *book->colours);
    book->book = workbook_new_opt(path, &options);
    if (book->path == NULL || book->names == NULL || book->headings == NULL ||
        book->widths == NULL || book->colours == NULL || book->book == NULL)
        return lf_fail_memory(ctx);
    make_formats(book);
    workbook_set_properties(book->book, &properties);
    return true;
}

const lf_report *lf_workbook_report(const lf_workbook *book)
{
    return book->report;
}

static bool told(lf_context *ctx, const lf_workbook *book)
{
    if (book->error == LXW_NO_ERROR)
        return true;
    if (book->error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return lf_fail_memory(ctx);
    return lf_fail(ctx, "%s: cannot write the workbook: %s", book->path, lxw_strerror(book->error));
}

static void note(lf_workbook *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

/* Bytes of the rows, which the library keeps in temporary files until it closes. Rows are on their
 * way to the disk then: an error shows here first. */
static double bytes_of_rows(lf_workbook *book)
{
    double bytes = 0.0;
    lxw_worksheet *sheet = NULL;
    STAILQ_FOREACH(sheet, book->book->worksheets, list_pointers)
    {
        if (sheet->optimize_tmpfile == NULL)
            continue;
        if (fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile))
            note(book, LXW_ERROR_CREATING_TMPFILE);
        bytes += (double)ftell(sheet->optimize_tmpfile);
    }
    return bytes;
}

/* The library tells standard error where it cannot open a file; so that is tried first. */
static bool can_write(lf_context *ctx, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return lf_fail(ctx, "%s: cannot write the workbook: %s", path, strerror(errno));
    return fclose(file) == 0 ||
           lf_fail(ctx, "%s: cannot write the workbook: %s", path, strerror(errno));
}

bool lf_workbook_finish(lf_context *ctx, lf_workbook *book)
{
    if (!told(ctx, book) || !can_write(ctx, book->path))
        return false;
    double bytes = bytes_of_rows(book);
    if (!told(ctx, book))
        return false;
    errno = 0;
    note(book, workbook_close(book->book));
    book->book = NULL;
    if (book->error != LXW_NO_ERROR && errno != 0)
        return lf_fail(ctx, "%s: cannot write the workbook: %s", book->path, strerror(errno));
    return told(ctx, book) && lf_xlsx_verify(ctx, book->path, bytes);
}

static void forget_sheet(lf_workbook *book)
{
    for (size_t i = 0; i < book->columns; i++) {
        free(book->headings[i]);
        book->headings[i] = NULL;
        book->widths[i] = 0;
        book->colours[i] = (lf_column_colours){0};
    }
    free(book->title);
    book->title = NULL;
    book->sheet = NULL;
    book->columns = book->column = book->row = 0;
}

void lf_workbook_close(lf_workbook *book)
{
    if (book == NULL)
        return;
    if (book->headings != NULL)
        forget_sheet(book);
    lxw_workbook_free(book->book);
    free(book->headings);
    free(book->widths);
    free(book->colours);
    free(book->names);
    free(book->path);
    free(book);
}

/* ---- titles of sheets ---------------------------------------------------------------------------
 */

/* Bytes of the first `characters` of a UTF-8 text, or of all of it. */
static size_t bytes_of(const char *text, size_t characters)
{
    size_t i = 0;
    for (; text[i] != '\0'; i++)
        if (((unsigned char)text[i] & 0xc0) != 0x80 && characters-- == 0)
            break;
    return i;
}

/* As Excel wants titles: at most 31 characters (those beyond the plane of common ones count twice,
 * so fewer serve), none of []:*?/\, no apostrophe at either end. free() the result. */
static char *make_title(const char *title, size_t part)
{
    char number[24] = "";
    if (part > 1)
        snprintf(number, sizeof number, " (%zu)", part);
    size_t room = CHARACTERS_OF_A_TITLE - strlen(number), astral = 0;
    for (const char *c = title; *c != '\0'; c++)
        astral += ((unsigned char)*c & 0xf8) == 0xf0;
    if (astral > 0)
        room /= 2;
    char *out = lf_copyf("%.*s%s", (int)bytes_of(title, room), title, number);
    for (char *c = out; c != NULL && *c != '\0'; c++)
        if (strchr("[]:*?/\\'", *c) != NULL || (unsigned char)*c < ' ')
            *c = ' ';
    return out;
}

static void lower(char *text)
{
    for (; *text != '\0'; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text - 'A' + 'a');
}

/* Whether a sheet has that title already (letters' case does not count); notes it where not. */
static bool take_title(lf_context *ctx, lf_workbook *book, const char *title, bool *taken)
{
    char *line = lf_copyf("\n%s\n", title);
    if (line == NULL)
        return lf_fail_memory(ctx);
    lower(line);
    *taken = strstr(book->names, line) != NULL;
    char *names = *taken ? NULL : lf_copyf("%s%s", book->names, line + 1);
    free(line);
    if (*taken)
        return true;
    if (names == NULL)
        return lf_fail_memory(ctx);
    free(book->names);
    book->names = names;
    return true;
}

static bool add_worksheet(lf_context *ctx, lf_workbook *book)
{
    bool taken = true, ok = true;
    while (ok && taken) {
        char *title = make_title(book->title[0] != '\0' ? book->title : "-", book->part);
        ok = title != NULL ? take_title(ctx, book, title, &taken) : lf_fail_memory(ctx);
        if (ok && !taken) {
            book->sheet = workbook_add_worksheet(book->book, title);
            ok = book->sheet != NULL ||
                 lf_fail(ctx, "%s: a sheet cannot be named '%s'", book->path, title);
        } else {
            book->part++;
        }
        free(title);
    }
    return ok;
}

bool lf_workbook_begin_sheet(lf_context *ctx, lf_workbook *book, const char *title)
{
    forget_sheet(book);
    book->part = 1;
    book->title = lf_copy(title);
    return book->title != NULL ? add_worksheet(ctx, book) : lf_fail_memory(ctx);
}

/* ---- cells --------------------------------------------------------------------------------------
 */

static void widen(lf_workbook *book, size_t width)
{
    if (book->column < LF_XLSX_COLUMNS && width > book->widths[book->column])
        book->widths[book->column] = width;
}

/* Whether "_x0041_" begins here: what Excel reads as the character of that number. */
static bool is_escape(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 &&
           text[6] == '_';
}

/* Cut to what a cell holds, without characters that XML cannot hold. free() it. */
static char *make_text(const char *text)
{
    lf_text out = {0};
    size_t keep = bytes_of(text, CHARACTERS_OF_A_CELL);
    bool cut = text[keep] != '\0', valid = lf_is_utf8(text, strlen(text));
    if (cut)
        keep = bytes_of(text, CHARACTERS_OF_A_CELL - 1);
    for (size_t i = 0; i < keep; i++) {
        unsigned char c = (unsigned char)text[i];
        bool control = (c < ' ' && c != '\n' && c != '\t') || c == 0x7f;
        if (is_escape(text + i))
            lf_text_add(&out,
                        "_x005F"); /* the underscore itself, so that the rest stays as it is */
        lf_text_add_bytes(&out, control ? " " : c >= 0x80 && !valid ? "?" : text + i, 1);
    }
    lf_text_add(&out, cut ? "…" : "");
    if (out.length == 0)
        lf_text_add(&out, " ");
    return lf_text_take(&out);
}

/* Whether a text may stand as it is; most may. */
static bool is_plain(const char *text)
{
    size_t length = 0;
    bool ascii = true;
    for (const char *c = text; *c != '\0'; c++, length++) {
        if (((unsigned char)*c < ' ' && *c != '\n' && *c != '\t') || *c == 0x7f ||
            (c[0] == '_' && c[1] == 'x'))
            return false;
        ascii = ascii && (unsigned char)*c < 0x80;
    }
    return length > 0 && length <= CHARACTERS_OF_A_CELL && (ascii || lf_is_utf8(text, length));
}

static bool in_sheet(lf_workbook *book)
{
    if (book->column >= LF_XLSX_COLUMNS)
        note(book, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
    return book->sheet != NULL && book->error == LXW_NO_ERROR;
}

static void put_text(lf_workbook *book, const char *text, lxw_format *format)
{
    bool plain = is_plain(text);
    char *clean = plain ? NULL : make_text(text);
    if (clean == NULL && !plain)
        note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        note(book,
             worksheet_write_string(book->sheet, (lxw_row_t)book->row, (lxw_col_t)book->column,
                                    clean != NULL ? clean : text, format));
    free(clean);
}

void lf_workbook_heading(lf_workbook *book, const char *text)
{
    if (!in_sheet(book))
        return;
    char *copy = lf_copy(text);
    if (copy == NULL)
        note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    book->headings[book->column] = copy;
    book->columns = book->column + 1;
    /* A heading wraps, so half of a long one is enough; 2 for the filter's button. */
    size_t width = lf_display_width(text);
    widen(book, (width > 16 ? 8 + width / 4 : width) + 2);
    put_text(book, text, book->heading_format);
    book->column++;
}

void lf_workbook_text(lf_workbook *book, const char *text)
{
    if (in_sheet(book) && text != NULL && text[0] != '\0') {
        put_text(book, text, book->formats[TEXT]);
        widen(book, lf_display_width(text));
    }
    book->column++;
}

/* Decimals as in the text tables. */
static int choose_format(double value, const char *unit)
{
    double size = fabs(value);
    if (unit != NULL && strcmp(unit, "share") == 0)
        return PERCENT;
    if (value == nearbyint(value) || size >= 99.95)
        return WHOLE;
    if (size >= 9.995)
        return ONE;
    if (size >= 0.0995)
        return TWO;
    return size >= 0.0005 ? THREE : SMALL;
}

static void put_number(lf_workbook *book, double value, int format)
{
    if (in_sheet(book)) {
        note(book,
             worksheet_write_number(book->sheet, (lxw_row_t)book->row, (lxw_col_t)book->column,
                                    value == 0.0 ? 0.0 : value, book->formats[format]));
        size_t digits = fabs(value) >= 10.0 ? (size_t)log10(fabs(value)) : 0;
        widen(book, format == PLAIN ? digits + 3 : digits + digits / 3 + 5);
    }
    book->column++;
}

void lf_workbook_number(lf_workbook *book, double value, const char *unit)
{
    if (isfinite(value))
        put_number(book, value, choose_format(value, unit));
    else
        book->column++;
}

void lf_workbook_plain(lf_workbook *book, int64_t value)
{
    put_number(book, (double)value, PLAIN);
}

/* ---- rows and sheets ----------------------------------------------------------------------------
 */

/* On paper: A4 lying, the heading on every page. A page's width holds some two dozen columns; wider
 * sheets go over several, with the columns that stay in sight on each. */
static void set_print(lf_workbook *book, size_t freeze)
{
    enum { A4 = 9, COLUMNS_OF_A_PAGE = 24 };
    worksheet_set_paper(book->sheet, A4);
    worksheet_set_landscape(book->sheet);
    worksheet_repeat_rows(book->sheet, 0, 0);
    if (book->columns <= COLUMNS_OF_A_PAGE)
        worksheet_fit_to_pages(book->sheet, 1, 0);
    else if (freeze > 0)
        worksheet_repeat_columns(book->sheet, 0, (lxw_col_t)(freeze - 1));
}

/* Widths, filter, colours and what stays in sight, for the rows written so far. */
static void dress_sheet(lf_workbook *book, size_t freeze)
{
    size_t last = book->row > 0 ? book->row - 1 : 0;
    for (size_t i = 0; i < book->columns; i++) {
        size_t width = book->widths[i] + 1;
        width = width < NARROWEST_COLUMN ? NARROWEST_COLUMN : width;
        width = width > WIDEST_COLUMN ? WIDEST_COLUMN : width;
        note(book,
             worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL));
        if (last > 0)
            lf_xlsx_paint_column(book, i, last);
    }
    if (book->columns > 0)
        note(book, worksheet_autofilter(book->sheet, 0, 0, (lxw_row_t)last,
                                        (lxw_col_t)(book->columns - 1)));
    worksheet_freeze_panes(book->sheet, 1, (lxw_col_t)freeze);
    set_print(book, freeze);
}

/* A row as high as the heading with most lines. */
static void fit_heading(lf_workbook *book)
{
    enum { LINE_HEIGHT_PT = 16, MOST_LINES = 5 };
    size_t lines = 1;
    for (size_t i = 0; i < book->columns; i++) {
        size_t width = book->headings[i] != NULL ? lf_display_width(book->headings[i]) : 0;
        size_t room = book->widths[i] > 3 ? book->widths[i] - 2 : 1;
        size_t needed = (width + room - 1) / room;
        lines = needed > lines ? needed : lines;
    }
    lines = lines > MOST_LINES ? MOST_LINES : lines;
    if (book->sheet != NULL)
        note(book, worksheet_set_row(book->sheet, 0, (double)(lines * LINE_HEIGHT_PT), NULL));
}

/* The rows go on on another sheet under the same headings. */
static bool go_on(lf_context *ctx, lf_workbook *book)
{
    dress_sheet(book, 1);
    book->part++;
    if (!add_worksheet(ctx, book))
        return false;
    book->row = book->column = 0;
    for (; book->column < book->columns; book->column++)
        put_text(book, book->headings[book->column], book->heading_format);
    fit_heading(book);
    book->row = 1;
    book->column = 0;
    return true;
}

bool lf_workbook_end_row(lf_context *ctx, lf_workbook *book)
{
    if (book->row == 0)
        fit_heading(book);
    book->row++;
    book->column = 0;
    return book->row < book->row_limit || (told(ctx, book) && go_on(ctx, book));
}

void lf_workbook_colour_values(lf_workbook *book, size_t column, const lf_classes *classes)
{
    if (column < LF_XLSX_COLUMNS)
        book->colours[column] = (lf_column_colours){.values = true, .classes = *classes};
}

void lf_workbook_colour_outcomes(lf_workbook *book, size_t column)
{
    if (column < LF_XLSX_COLUMNS)
        book->colours[column].outcomes = true;
}

bool lf_workbook_end_sheet(lf_context *ctx, lf_workbook *book, size_t freeze)
{
    if (told(ctx, book))
        dress_sheet(book, freeze);
    forget_sheet(book);
    return told(ctx, book);
}
