/*
 * results.xlsx: which sheets it has, and the sheet of measures by area.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/spreadsheet.h"

/* ---- measures by area ---------------------------------------------------------------------------
 */

enum { LEAD_COLUMNS = 5, MOST_MEASURES = 400 };
static const char *const lead_names[LEAD_COLUMNS] = {"kind", "id", "name", "parent_id",
                                                     "population"};

/* A column of the sheet: one measure, or one slice of it. */
typedef struct measure_column {
    char *name, *heading, *measure, *unit, *better; /* owned */
    double band_low, band_high;
    double *values; /* owned; a row each, NaN: not measured */
} measure_column;

typedef struct matrix {
    measure_column *columns; /* owned */
    size_t column_count;
    int64_t *keys; /* owned; of the rows */
    size_t row_count;
} matrix;

static void free_matrix(matrix *m)
{
    for (size_t i = 0; i < m->column_count; i++) {
        measure_column *column = &m->columns[i];
        free(column->name);
        free(column->heading);
        free(column->measure);
        free(column->unit);
        free(column->better);
        free(column->values);
    }
    free(m->columns);
    free(m->keys);
}

static char *column_heading(const lf_report *report, const char *title, const char *slice,
                            const char *unit)
{
    const char *words = lf_report_words(report, "unit", unit);
    bool share = strcmp(unit, "share") == 0;
    bool with_slice = slice != NULL && slice[0] != '\0';
    bool with_unit = !share && words != NULL && words[0] != '\0';
    return lf_copyf("%s%s%s%s%s%s", title, with_slice ? " · " : "",
                    with_slice ? lf_report_label(report, "slice_title", slice) : "",
                    with_unit ? (report->chinese ? "（" : " (") : "", with_unit ? words : "",
                    with_unit ? (report->chinese ? "）" : ")") : "");
}

static char *text_of(const lf_statement *rows, int column)
{
    const char *text = lf_column_text(rows, column);
    return lf_copy(text != NULL ? text : "");
}

/* Columns of queries/present/geopackage/columns/areas.sql. */
enum { NAME, TYPE, ALIAS, SLICE, MEASURE, UNIT, BETTER, BAND_LOW, BAND_HIGH, COLUMNS_OF_COLUMNS };

static bool read_column(lf_context *ctx, const lf_report *report, const lf_statement *rows,
                        matrix *m)
{
    measure_column *column = &m->columns[m->column_count++];
    *column = (measure_column){.name = text_of(rows, NAME),
                               .measure = text_of(rows, MEASURE),
                               .unit = text_of(rows, UNIT),
                               .better = text_of(rows, BETTER),
                               .band_low = lf_column_real(rows, BAND_LOW),
                               .band_high = lf_column_real(rows, BAND_HIGH),
                               .values = malloc((m->row_count + 1) * sizeof(double))};
    const char *title = lf_column_text(rows, ALIAS);
    if (column->unit != NULL)
        column->heading = column_heading(report, title != NULL ? title : column->name,
                                         lf_column_text(rows, SLICE), column->unit);
    if (column->name == NULL || column->heading == NULL || column->measure == NULL ||
        column->better == NULL || column->values == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < m->row_count; i++)
        column->values[i] = NAN;
    return true;
}

static bool read_columns(lf_context *ctx, const lf_report *report, matrix *m)
{
    char *path = NULL;
    lf_sql_file file = {0};
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    m->columns = calloc(MOST_MEASURES, sizeof *m->columns);
    bool ok = m->columns != NULL ? true : lf_fail_memory(ctx);
    ok = ok &&
         lf_places_file(ctx, report->places, "queries/present/geopackage/columns/areas.sql",
                        &path) &&
         lf_sql_file_read(ctx, path, &file) &&
         lf_prepare_reading(ctx, report->workspace, path, file.text, &rows, NULL, NULL);
    if (ok && lf_column_count(rows) < COLUMNS_OF_COLUMNS)
        ok = lf_fail(ctx, "%s: expected %d columns, from name to band_high", path,
                     COLUMNS_OF_COLUMNS);
    if (ok && lf_bind_index(rows, ":language") > 0)
        lf_bind_text(rows, lf_bind_index(rows, ":language"), lf_report_language(report));
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        ok = m->column_count < MOST_MEASURES
                 ? read_column(ctx, report, rows, m)
                 : lf_fail(ctx, "%s: more than %d columns", path, MOST_MEASURES);
    lf_statement_close(rows);
    lf_sql_file_free(&file);
    free(path);
    return ok && step == LF_STEP_DONE;
}

static bool read_keys(lf_context *ctx, lf_listing *areas, matrix *m)
{
    lf_step step;
    size_t room = 0;
    while ((step = lf_statement_step(ctx, areas->rows)) == LF_STEP_ROW) {
        if (m->row_count == room) {
            room = room * 2 + 64;
            int64_t *keys = realloc(m->keys, room * sizeof *keys);
            if (keys == NULL)
                return lf_fail_memory(ctx);
            m->keys = keys;
        }
        m->keys[m->row_count++] = lf_column_integer(areas->rows, 0);
    }
    return step == LF_STEP_DONE;
}

/* Values come in the order of the rows; the column is looked for from where the last one was. */
static bool read_values(lf_context *ctx, const lf_report *report, matrix *m)
{
    lf_listing values;
    lf_step step = LF_STEP_FAILED;
    size_t row = 0, hint = 0;
    bool ok = lf_listing_open(ctx, report, "workbook_values", NULL, LF_FORMAT_JSON, &values);
    while (ok && (step = lf_statement_step(ctx, values.rows)) == LF_STEP_ROW) {
        int64_t key = lf_column_integer(values.rows, 0);
        const char *name = lf_column_text(values.rows, 1);
        while (row < m->row_count && m->keys[row] != key)
            row++;
        if (row == m->row_count)
            ok = lf_fail(ctx, "%s: the value of key %lld stands out of the order of the areas",
                         values.file.path, (long long)key);
        for (size_t i = 0; ok && i < m->column_count; i++) {
            size_t at = (hint + i) % m->column_count;
            if (name == NULL || strcmp(m->columns[at].name, name) != 0)
                continue;
            m->columns[at].values[row] = lf_column_real(values.rows, 2);
            hint = at + 1;
            break;
        }
    }
    lf_listing_close(&values);
    return ok && step == LF_STEP_DONE;
}

static bool write_headings(lf_context *ctx, lf_workbook *book, const lf_style *style,
                           const matrix *m)
{
    lf_classes classes;
    for (int i = 0; i < LEAD_COLUMNS; i++)
        lf_workbook_heading(book,
                            lf_report_label(lf_workbook_report(book), "column", lead_names[i]));
    for (size_t i = 0; i < m->column_count; i++) {
        const measure_column *column = &m->columns[i];
        lf_style_measure about = {column->measure, column->unit, column->better, column->band_low,
                                  column->band_high};
        lf_workbook_heading(book, column->heading);
        if (!lf_style_classes(ctx, style, &about, column->values + 1,
                              m->row_count > 0 ? m->row_count - 1 : 0, &classes))
            return false;
        /* Sums of areas of different kinds cannot be told apart by one scale; shares and ratios
         * can. */
        if (classes.method != LF_CLASSES_NATURAL)
            lf_workbook_colour_values(book, LEAD_COLUMNS + i, &classes);
    }
    return lf_workbook_end_row(ctx, book);
}

static bool write_areas(lf_context *ctx, lf_workbook *book, lf_listing *areas, const matrix *m)
{
    char buffer[LF_CELL_SIZE];
    lf_step step;
    size_t row = 0;
    lf_statement_reset(areas->rows);
    while ((step = lf_statement_step(ctx, areas->rows)) == LF_STEP_ROW) {
        for (size_t i = 1; i < LEAD_COLUMNS; i++)
            lf_workbook_text(book, lf_listing_cell(areas, i, buffer));
        lf_workbook_number(book, lf_column_real(areas->rows, LEAD_COLUMNS), NULL);
        for (size_t i = 0; i < m->column_count; i++)
            lf_workbook_number(book, m->columns[i].values[row], m->columns[i].unit);
        row++;
        if (!lf_workbook_end_row(ctx, book))
            return false;
    }
    return step == LF_STEP_DONE;
}

static bool write_matrix(lf_context *ctx, lf_workbook *book, const lf_style *style)
{
    const lf_report *report = lf_workbook_report(book);
    matrix m = {0};
    lf_listing areas;
    bool ok = lf_listing_open(ctx, report, "workbook_areas", NULL, LF_FORMAT_JSON, &areas) &&
              read_keys(ctx, &areas, &m) && read_columns(ctx, report, &m) &&
              read_values(ctx, report, &m) &&
              lf_workbook_begin_sheet(ctx, book, lf_listing_title(&areas)) &&
              write_headings(ctx, book, style, &m) && write_areas(ctx, book, &areas, &m) &&
              lf_workbook_end_sheet(ctx, book, 3);
    lf_listing_close(&areas);
    free_matrix(&m);
    return ok;
}

/* ---- the book -----------------------------------------------------------------------------------
 */

static bool write_sheets(lf_context *ctx, lf_workbook *book, const lf_style *style)
{
    static const char *const after[] = {"gaps",     "layers",  "rejects",       "repairs",
                                        "problems", "notices", "workbook_about"};
    const lf_filter brief = {.brief = true};
    if (!lf_workbook_listing(ctx, book, "verdicts", NULL) || !write_matrix(ctx, book, style) ||
        !lf_workbook_listing(ctx, book, "values", &brief))
        return false;
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++)
        if (!lf_workbook_listing(ctx, book, after[i], NULL))
            return false;
    return true;
}

bool lf_workbook_results(lf_context *ctx, const lf_report *report, const char *path)
{
    lf_style *style = NULL;
    lf_workbook *book = NULL;
    bool ok = lf_style_open(ctx, report, &style) &&
              lf_workbook_open(ctx, report, style, path, &book) && write_sheets(ctx, book, style) &&
              lf_workbook_finish(ctx, book);
    lf_workbook_close(book);
    lf_style_close(style);
    return ok;
}
