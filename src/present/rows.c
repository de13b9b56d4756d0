/*
 * Keeps rows of a listing.
 */
#include "present/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool keep_names(lf_context *ctx, const lf_listing *listing, lf_rows *out)
{
    out->names = calloc(listing->count + 1, sizeof *out->names);
    if (out->names == NULL)
        return lf_fail_memory(ctx);
    for (; out->columns < listing->count; out->columns++) {
        out->names[out->columns] = lf_copy(listing->columns[out->columns].name);
        if (out->names[out->columns] == NULL)
            return lf_fail_memory(ctx);
    }
    return true;
}

static bool keep_blob(lf_context *ctx, const void *bytes, size_t size, lf_rows_cell *cell)
{
    cell->blob = malloc(size + 1);
    if (cell->blob == NULL)
        return lf_fail_memory(ctx);
    memcpy(cell->blob, bytes, size);
    cell->size = size;
    return true;
}

static bool keep_cell(lf_context *ctx, const lf_listing *listing, size_t column, lf_rows_cell *cell)
{
    char buffer[LF_CELL_SIZE];
    lf_column_type kind = lf_column_kind(listing->rows, (int)column);
    cell->number = kind == LF_INTEGER || kind == LF_REAL
                       ? lf_column_real(listing->rows, (int)column)
                       : (double)NAN;
    if (kind == LF_BLOB) {
        size_t size = 0;
        const void *bytes = lf_column_blob(listing->rows, (int)column, &size);
        return keep_blob(ctx, bytes, size, cell);
    }
    cell->text = lf_copy(lf_listing_cell(listing, column, buffer));
    return cell->text != NULL || lf_fail_memory(ctx);
}

static bool keep_row(lf_context *ctx, const lf_listing *listing, lf_rows *out)
{
    size_t used = out->count * out->columns;
    lf_rows_cell *more = realloc(out->cells, (used + out->columns) * sizeof *more);
    if (more == NULL)
        return lf_fail_memory(ctx);
    memset(more + used, 0, out->columns * sizeof *more);
    out->cells = more;
    out->count++;
    for (size_t i = 0; i < out->columns; i++)
        if (!keep_cell(ctx, listing, i, &more[used + i]))
            return false;
    return true;
}

bool lf_rows_read(lf_context *ctx, lf_listing *listing, lf_rows *out)
{
    lf_step step = LF_STEP_FAILED;
    *out = (lf_rows){0};
    if (!keep_names(ctx, listing, out))
        return false;
    while ((step = lf_statement_step(ctx, listing->rows)) == LF_STEP_ROW)
        if (!keep_row(ctx, listing, out))
            return false;
    return step == LF_STEP_DONE;
}

void lf_rows_free(lf_rows *rows)
{
    if (rows == NULL)
        return;
    for (size_t i = 0; i < rows->count * rows->columns; i++) {
        free(rows->cells[i].text);
        free(rows->cells[i].blob);
    }
    lf_free_names(rows->names, rows->columns);
    free(rows->cells);
    *rows = (lf_rows){0};
}

static const lf_rows_cell *find_cell(const lf_rows *rows, size_t row, const char *name)
{
    for (size_t i = 0; row < rows->count && i < rows->columns; i++)
        if (strcmp(rows->names[i], name) == 0)
            return &rows->cells[row * rows->columns + i];
    return NULL;
}

const char *lf_rows_text(const lf_rows *rows, size_t row, const char *name)
{
    const lf_rows_cell *cell = find_cell(rows, row, name);
    return cell == NULL || cell->text == NULL ? "" : cell->text;
}

double lf_rows_number(const lf_rows *rows, size_t row, const char *name)
{
    const lf_rows_cell *cell = find_cell(rows, row, name);
    return cell == NULL ? (double)NAN : cell->number;
}

const void *lf_rows_blob(const lf_rows *rows, size_t row, const char *name, size_t *size)
{
    const lf_rows_cell *cell = find_cell(rows, row, name);
    *size = cell == NULL ? 0 : cell->size;
    return cell == NULL ? NULL : cell->blob;
}

void lf_rows_describe(const lf_rows *rows, lf_text *out)
{
    lf_text_addf(out, "%zu %zu\n", rows->count, rows->columns);
    for (size_t i = 0; i < rows->count * rows->columns; i++) {
        const lf_rows_cell *cell = &rows->cells[i];
        lf_text_addf(out, "%.17g %zu ", cell->number, cell->size);
        lf_text_add_bytes(out, cell->blob, cell->size);
        lf_text_add(out, cell->text != NULL ? cell->text : "");
        lf_text_add(out, "\n");
    }
}
