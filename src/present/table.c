/*
 * Text tables, CSV, and numbers as text. JSON is in json.c.
 */
#include "present/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- text tables ------------------------------------------------------------------------------
 */

bool lf_sheet_begin(lf_sheet *sheet, size_t columns)
{
    *sheet = (lf_sheet){.columns = columns};
    sheet->right = calloc(columns > 0 ? columns : 1, sizeof *sheet->right);
    sheet->failed = sheet->right == NULL;
    return !sheet->failed;
}

/* C0 and C1 control characters, and DEL, as spaces. Works in place on UTF-8. */
static void make_printable(char *text)
{
    for (unsigned char *byte = (unsigned char *)text; *byte != '\0'; byte++) {
        if (*byte < 0x20 || *byte == 0x7f)
            *byte = ' ';
        else if (byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] < 0xa0)
            byte[0] = byte[1] = ' ';
    }
}

static bool grow(lf_sheet *sheet)
{
    if (sheet->count < sheet->capacity)
        return true;
    size_t capacity = sheet->capacity > 0 ? sheet->capacity * 2 : 64;
    char **cells = realloc(sheet->cells, capacity * sizeof *cells);
    if (cells == NULL)
        return false;
    sheet->cells = cells;
    sheet->capacity = capacity;
    return true;
}

void lf_sheet_add(lf_sheet *sheet, const char *text)
{
    char *cell = sheet->failed ? NULL : lf_copy(text != NULL ? text : "");
    if (cell == NULL || !grow(sheet)) {
        free(cell);
        sheet->failed = true;
        return;
    }
    make_printable(cell);
    sheet->cells[sheet->count++] = cell;
}

void lf_sheet_align_right(lf_sheet *sheet, size_t column)
{
    if (!sheet->failed && column < sheet->columns)
        sheet->right[column] = true;
}

size_t lf_sheet_rows(const lf_sheet *sheet)
{
    size_t lines = sheet->columns > 0 ? sheet->count / sheet->columns : 0;
    return lines > 0 ? lines - 1 : 0;
}

/* Width of every column; 0 for those without any text below the heading. */
static void measure_columns(const lf_sheet *sheet, size_t *widths)
{
    for (size_t column = 0; column < sheet->columns; column++)
        widths[column] = 0;
    for (size_t i = sheet->columns; i < sheet->count; i++) {
        size_t width = lf_display_width(sheet->cells[i]);
        size_t column = i % sheet->columns;
        if (width > widths[column])
            widths[column] = width;
    }
    for (size_t column = 0; column < sheet->columns && column < sheet->count; column++) {
        size_t width = lf_display_width(sheet->cells[column]);
        if (widths[column] > 0 && width > widths[column])
            widths[column] = width;
    }
}

/* Adds `count` copies of a short text. */
static void add_repeated(lf_text *line, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lf_text_add(line, text);
}

static void put_line(const lf_sheet *sheet, const size_t *widths, size_t row, size_t indent,
                     lf_output *output)
{
    lf_text line = {0};
    size_t owed = indent; /* spaces that are only written before more text */
    for (size_t column = 0; column < sheet->columns; column++) {
        if (widths[column] == 0)
            continue;
        const char *cell = sheet->cells[row * sheet->columns + column];
        size_t space = widths[column] - lf_display_width(cell);
        if (cell[0] != '\0') {
            add_repeated(&line, " ", owed + (sheet->right[column] ? space : 0));
            lf_text_add(&line, cell);
            owed = sheet->right[column] ? 0 : space;
        } else {
            owed += space;
        }
        owed += 2;
    }
    lf_text_add(&line, "\n");
    lf_output_put(output, lf_text_get(&line));
    output->failed = output->failed || line.failed;
    lf_text_free(&line);
}

static void put_rule(const lf_sheet *sheet, const size_t *widths, size_t indent, lf_output *output)
{
    lf_text line = {0};
    add_repeated(&line, " ", indent);
    bool first = true;
    for (size_t column = 0; column < sheet->columns; column++) {
        if (widths[column] == 0)
            continue;
        lf_text_add(&line, first ? "" : "  ");
        add_repeated(&line, "-", widths[column]);
        first = false;
    }
    lf_text_add(&line, "\n");
    lf_output_put(output, lf_text_get(&line));
    lf_text_free(&line);
}

bool lf_sheet_write(lf_context *ctx, const lf_sheet *sheet, size_t indent, lf_output *output)
{
    size_t *widths = sheet->failed ? NULL : malloc((sheet->columns + 1) * sizeof *widths);
    if (widths == NULL)
        return lf_fail_memory(ctx);
    measure_columns(sheet, widths);
    for (size_t row = 0; (row + 1) * sheet->columns <= sheet->count; row++) {
        put_line(sheet, widths, row, indent, output);
        if (row == 0)
            put_rule(sheet, widths, indent, output);
    }
    free(widths);
    return true;
}

void lf_sheet_free(lf_sheet *sheet)
{
    if (sheet == NULL)
        return;
    for (size_t i = 0; i < sheet->count; i++)
        free(sheet->cells[i]);
    free(sheet->cells);
    free(sheet->right);
    *sheet = (lf_sheet){0};
}

void lf_put_printable(lf_output *output, const char *text)
{
    char *copy = lf_copy(text != NULL ? text : "");
    if (copy == NULL) {
        output->failed = true;
        return;
    }
    make_printable(copy);
    lf_output_put(output, copy);
    free(copy);
}

/* ---- CSV --------------------------------------------------------------------------------------
 */

void lf_csv_text(lf_output *output, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    bool formula = strchr("=+-@\t\r", text[0]) != NULL;
    const char *guard = formula ? "'" : "";
    if (strpbrk(text, ",\"\r\n") == NULL) {
        lf_output_putf(output, "%s%s", guard, text);
        return;
    }
    lf_output_putf(output, "\"%s", guard);
    for (const char *quote = strchr(text, '"'); quote != NULL; quote = strchr(text, '"')) {
        lf_output_put_bytes(output, text, (size_t)(quote - text) + 1);
        lf_output_put(output, "\"");
        text = quote + 1;
    }
    lf_output_putf(output, "%s\"", text);
}

void lf_csv_number(lf_output *output, double value)
{
    char number[LF_NUMBER_SIZE];
    lf_number_full(value, number);
    lf_output_put(output, number);
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

void lf_number_full(double value, char out[LF_NUMBER_SIZE])
{
    out[0] = '\0';
    if (isfinite(value))
        snprintf(out, LF_NUMBER_SIZE, "%.15g", value == 0.0 ? 0.0 : value);
}

static int decimals_of(double value)
{
    double size = fabs(value);
    if (size >= 99.95 || size == 0.0)
        return 0;
    if (size >= 9.995)
        return 1;
    return size >= 0.0995 ? 2 : -1;
}

void lf_number_rounded(double value, const char *unit, char out[LF_NUMBER_SIZE])
{
    if (!isfinite(value)) {
        snprintf(out, LF_NUMBER_SIZE, "–");
        return;
    }
    if (value == 0.0)
        value = 0.0; /* drops the sign of -0 */
    if (unit != NULL && strcmp(unit, "share") == 0) {
        snprintf(out, LF_NUMBER_SIZE, "%.1f", 100.0 * value);
        return;
    }
    int decimals = decimals_of(value);
    if (value == nearbyint(value) && fabs(value) < 1e15)
        decimals = 0;
    if (decimals >= 0)
        snprintf(out, LF_NUMBER_SIZE, "%.*f", decimals, value);
    else
        snprintf(out, LF_NUMBER_SIZE, "%.3g", value);
}
