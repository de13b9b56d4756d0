/*
 * Turns values (a row per area) into a table with a column per area.
 */
#include "present/pivot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_AREAS = 12, LEAD_COLUMNS = 4 /* measure, slice, base, unit */ };

typedef struct pivot {
    const lf_report *report;
    lf_filter filter;
    char *ids[MOST_AREAS + 1];   /* owned; the city and the areas */
    char *names[MOST_AREAS + 1]; /* owned */
    size_t columns;              /* of the two above */
    size_t areas;                /* all there are, without the city */
    char *kind;                  /* owned; may be NULL when there are no areas */
    lf_sheet sheet;
    char *cells[MOST_AREAS + 1]; /* owned; the row being filled */
    char *lead[LEAD_COLUMNS];    /* owned; its first cells */
    char *parameters;            /* owned; of a row that is not the default, else NULL */
    int64_t run, last_run;
} pivot;

/* Columns of the values listing, by name. */
typedef struct value_columns {
    int run, title, slice, slice_title, base, unit, area, value, is_default, parameters;
} value_columns;

static void free_texts(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(texts[i]);
        texts[i] = NULL;
    }
}

static void free_pivot(pivot *table)
{
    free_texts(table->ids, MOST_AREAS + 1);
    free_texts(table->names, MOST_AREAS + 1);
    free_texts(table->cells, MOST_AREAS + 1);
    free_texts(table->lead, LEAD_COLUMNS);
    free(table->kind);
    free(table->parameters);
    lf_sheet_free(&table->sheet);
}

/* Replaces an owned text; a lack of memory shows when the sheet is written. */
static void keep(pivot *table, char **place, const char *text)
{
    free(*place);
    *place = lf_copy(text);
    if (*place == NULL && text != NULL)
        table->sheet.failed = true;
}

static bool read_areas(lf_context *ctx, pivot *table)
{
    lf_listing areas;
    lf_step step = LF_STEP_FAILED;
    if (lf_listing_open(ctx, table->report, "pivot_areas", &table->filter, LF_FORMAT_JSON, &areas))
        while ((step = lf_statement_step(ctx, areas.rows)) == LF_STEP_ROW) {
            keep(table, &table->kind, lf_column_text(areas.rows, 2));
            table->areas += (size_t)lf_column_integer(areas.rows, 3);
            if (table->columns <= MOST_AREAS) {
                keep(table, &table->ids[table->columns], lf_column_text(areas.rows, 0));
                keep(table, &table->names[table->columns++], lf_column_text(areas.rows, 1));
            }
        }
    lf_listing_close(&areas);
    return step == LF_STEP_DONE;
}

static void begin_sheet(pivot *table)
{
    static const char *const lead[LEAD_COLUMNS] = {"measure_title", "slice_title", "base", "unit"};
    bool failed = table->sheet.failed;
    lf_sheet_begin(&table->sheet, LEAD_COLUMNS + table->columns + 1);
    table->sheet.failed = table->sheet.failed || failed;
    for (size_t i = 0; i < LEAD_COLUMNS; i++)
        lf_sheet_add(&table->sheet, lf_report_label(table->report, "column", lead[i]));
    for (size_t i = 0; i < table->columns; i++) {
        lf_sheet_align_right(&table->sheet, LEAD_COLUMNS + i);
        lf_sheet_add(&table->sheet, table->names[i]);
    }
    lf_sheet_add(&table->sheet, lf_report_label(table->report, "column", "parameters"));
}

/* Hands the filled row to the sheet; the measure's title stands in the first row of a run only. */
static void end_row(pivot *table)
{
    if (table->lead[0] == NULL)
        return;
    lf_sheet_add(&table->sheet, table->run == table->last_run ? "" : table->lead[0]);
    for (size_t i = 1; i < LEAD_COLUMNS; i++)
        lf_sheet_add(&table->sheet, table->lead[i]);
    for (size_t i = 0; i < table->columns; i++)
        lf_sheet_add(&table->sheet, table->cells[i] != NULL ? table->cells[i] : "–");
    lf_sheet_add(&table->sheet, table->run == table->last_run ? "" : table->parameters);
    table->last_run = table->run;
    free_texts(table->cells, MOST_AREAS + 1);
    free_texts(table->lead, LEAD_COLUMNS);
}

static const char *cell_text(const lf_listing *values, int column)
{
    const char *text = lf_column_text(values->rows, column);
    return text != NULL ? text : "";
}

static void begin_row(pivot *table, const lf_listing *values, const value_columns *at)
{
    char buffer[LF_CELL_SIZE];
    const int lead[LEAD_COLUMNS] = {at->title, at->slice_title, at->base, at->unit};
    for (size_t i = 0; i < LEAD_COLUMNS; i++)
        keep(table, &table->lead[i], lf_listing_cell(values, (size_t)lead[i], buffer));
    bool is_default = lf_column_integer(values->rows, at->is_default) != 0;
    keep(table, &table->parameters, is_default ? NULL : cell_text(values, at->parameters));
    table->run = lf_column_integer(values->rows, at->run);
}

/* A row of values: the next cell of the row being filled, or the first of a new one. */
static void take_value(pivot *table, const lf_listing *values, const value_columns *at,
                       lf_text *group)
{
    char buffer[LF_CELL_SIZE];
    lf_text key = {0};
    lf_text_addf(&key, "%lld\x1f%s\x1f%s", (long long)lf_column_integer(values->rows, at->run),
                 cell_text(values, at->slice), cell_text(values, at->base));
    if (table->lead[0] == NULL || strcmp(lf_text_get(&key), lf_text_get(group)) != 0) {
        end_row(table);
        begin_row(table, values, at);
        lf_text_clear(group);
        lf_text_add(group, lf_text_get(&key));
    }
    const char *area = cell_text(values, at->area);
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->ids[i], area) == 0)
            keep(table, &table->cells[i], lf_listing_cell(values, (size_t)at->value, buffer));
    lf_text_free(&key);
}

static bool find_columns(lf_context *ctx, const lf_listing *values, value_columns *at)
{
    return lf_listing_column(ctx, values, "run", &at->run) &&
           lf_listing_column(ctx, values, "title", &at->title) &&
           lf_listing_column(ctx, values, "slice", &at->slice) &&
           lf_listing_column(ctx, values, "slice_title", &at->slice_title) &&
           lf_listing_column(ctx, values, "base", &at->base) &&
           lf_listing_column(ctx, values, "unit", &at->unit) &&
           lf_listing_column(ctx, values, "area", &at->area) &&
           lf_listing_column(ctx, values, "value", &at->value) &&
           lf_listing_column(ctx, values, "is_default", &at->is_default) &&
           lf_listing_column(ctx, values, "parameters", &at->parameters);
}

static bool fill(lf_context *ctx, pivot *table)
{
    lf_listing values;
    value_columns at;
    lf_text group = {0};
    bool ok =
        lf_listing_open(ctx, table->report, "values", &table->filter, LF_FORMAT_JSON, &values) &&
        find_columns(ctx, &values, &at);
    lf_step step = LF_STEP_FAILED;
    while (ok && !table->sheet.failed &&
           (step = lf_statement_step(ctx, values.rows)) == LF_STEP_ROW)
        take_value(table, &values, &at, &group);
    end_row(table);
    lf_text_free(&group);
    lf_listing_close(&values);
    return ok && (table->sheet.failed ? lf_fail_memory(ctx) : step == LF_STEP_DONE);
}

/* "18 areas of kind street: …" where they do not fit. */
static void say_hidden(const pivot *table, size_t indent, lf_output *output)
{
    lf_output_putf(output, "%*s%zu × %s: %s\n", (int)indent, "", table->areas,
                   lf_report_label(table->report, "kind", table->kind),
                   lf_report_label(table->report, "text", "areas_hidden"));
}

static bool write_unmeasured(lf_context *ctx, const pivot *table, size_t indent, lf_output *output)
{
    lf_listing reasons;
    bool ok =
        lf_listing_open(ctx, table->report, "unmeasured", &table->filter, LF_FORMAT_TEXT, &reasons);
    if (ok && lf_statement_step(ctx, reasons.rows) == LF_STEP_ROW) {
        lf_statement_reset(reasons.rows);
        lf_output_putf(output, "\n%*s%s\n", (int)indent, "", lf_listing_title(&reasons));
        ok = lf_listing_text(ctx, &reasons, indent, output);
    }
    lf_listing_close(&reasons);
    return ok;
}

/* A line per area, for one measure in many areas. */
static bool write_long(lf_context *ctx, const pivot *table, size_t indent, lf_output *output)
{
    lf_listing values;
    bool ok =
        lf_listing_open(ctx, table->report, "values", &table->filter, LF_FORMAT_TEXT, &values) &&
        lf_listing_text(ctx, &values, indent, output);
    lf_listing_close(&values);
    return ok;
}

bool lf_pivot_text(lf_context *ctx, const lf_report *report, const lf_filter *filter, size_t indent,
                   lf_output *output)
{
    pivot table = {.report = report, .last_run = -1};
    if (filter != NULL)
        table.filter = *filter;
    bool ok = read_areas(ctx, &table);
    if (table.filter.kind == NULL)
        table.filter.kind = table.kind;
    bool many = table.areas > MOST_AREAS;
    if (ok && many && table.filter.measure != NULL) {
        ok = write_long(ctx, &table, indent, output);
    } else if (ok) {
        if (many)
            table.columns = 1;
        begin_sheet(&table);
        ok = fill(ctx, &table) && lf_sheet_write(ctx, &table.sheet, indent, output);
        if (ok && many)
            say_hidden(&table, indent, output);
    }
    ok = ok && write_unmeasured(ctx, &table, indent, output);
    free_pivot(&table);
    return ok;
}
