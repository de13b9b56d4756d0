/*
 * Rows of a query as the page's document wants them. See page_own.h.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/page_own.h"

/* A query being written. */
typedef struct page_query {
    lf_page *page;
    lf_listing listing;
    int shape_column, tolerance_column; /* -1: none */
    lf_page_shapes shapes;
    int64_t most, stride; /* most is 0 where all rows are shown */
    int64_t total, shown;
} page_query;

void lf_page_number(double value, int digits, char out[LF_NUMBER_SIZE])
{
    if (!isfinite(value))
        snprintf(out, LF_NUMBER_SIZE, "null");
    else if (value == nearbyint(value) && fabs(value) < 1e15)
        snprintf(out, LF_NUMBER_SIZE, "%.0f", value == 0.0 ? 0.0 : value);
    else
        snprintf(out, LF_NUMBER_SIZE, "%.*g", digits, value);
}

/* ---- opening ------------------------------------------------------------------------------------
 */

/* The column that a header key names, -1 where the header has no such key. */
static bool named_column(lf_context *ctx, const page_query *query, const char *key, int *out)
{
    const char *name = lf_sql_file_get(&query->listing.file, key);
    *out = -1;
    return name == NULL || lf_listing_column(ctx, &query->listing, name, out);
}

static const char *header_of(const page_query *query, const char *key)
{
    return lf_sql_file_get(&query->listing.file, key);
}

static bool shown_row(const page_query *query, int64_t row)
{
    return query->most == 0 || (query->stride > 1 ? row % query->stride == 0 : row < query->most);
}

/* Steps through all rows: counts them, and reads the shapes of those that will be shown. */
static bool survey(lf_context *ctx, page_query *query, double *tolerance_m)
{
    lf_statement *rows = query->listing.rows;
    lf_step step;
    query->total = 0;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        size_t size = 0;
        if (query->tolerance_column >= 0)
            *tolerance_m = fmax(*tolerance_m, lf_column_real(rows, query->tolerance_column));
        if (query->shape_column >= 0 && shown_row(query, query->total)) {
            const void *wkb = lf_column_blob(rows, query->shape_column, &size);
            if (!lf_page_shapes_add(ctx, &query->shapes, &query->page->frame, wkb, size))
                return false;
        }
        query->total++;
    }
    return step == LF_STEP_DONE;
}

static bool prepare_shapes(lf_context *ctx, page_query *query)
{
    const char *lines = header_of(query, "lines"), *evenly = header_of(query, "evenly");
    const bool shared = header_of(query, "shared") != NULL;
    double tolerance_m = query->page->frame.tolerance_m;
    query->shapes.lines = lines != NULL;
    if (query->shape_column < 0 && (query->most == 0 || evenly == NULL))
        return true; /* rows are counted while they are written */
    if (!survey(ctx, query, &tolerance_m))
        return false;
    if (evenly != NULL && query->most > 0)
        query->stride = (query->total + query->most - 1) / query->most;
    return query->shape_column < 0 ||
           lf_page_shapes_simplify(ctx, &query->shapes, &query->page->frame, tolerance_m, shared);
}

static bool open_query(lf_context *ctx, lf_page *page, const char *listing, page_query *out)
{
    int lines = -1;
    *out = (page_query){.page = page, .shape_column = -1, .tolerance_column = -1, .stride = 1};
    if (!lf_listing_open(ctx, page->report, listing, NULL, LF_FORMAT_JSON, &out->listing) ||
        !named_column(ctx, out, "polygons", &out->shape_column) ||
        !named_column(ctx, out, "lines", &lines) ||
        !named_column(ctx, out, "tolerance", &out->tolerance_column))
        return false;
    if (lines >= 0)
        out->shape_column = lines;
    const char *most = header_of(out, "most");
    out->most = most != NULL ? strtoll(most, NULL, 10) : 0;
    return prepare_shapes(ctx, out);
}

static void close_query(page_query *query)
{
    lf_listing_close(&query->listing);
    lf_page_shapes_free(&query->shapes);
}

/* ---- cells --------------------------------------------------------------------------------------
 */

static bool put_shape(lf_context *ctx, const page_query *query, const char *key)
{
    lf_text text = {0};
    if (lf_column_kind(query->listing.rows, query->shape_column) == LF_NULL) {
        lf_json_raw(&query->page->json, key, NULL);
        return true;
    }
    lf_page_shapes_put(&query->shapes, (size_t)query->shown, &text);
    bool ok = !text.failed || lf_fail_memory(ctx);
    if (ok)
        lf_json_raw(&query->page->json, key, lf_text_get(&text));
    lf_text_free(&text);
    return ok;
}

static void put_text(const page_query *query, size_t column, const char *key, const char *text)
{
    if (query->listing.columns[column].document)
        lf_json_document(&query->page->json, key, text);
    else
        lf_json_string(&query->page->json, key, text);
}

static bool put_cell(lf_context *ctx, const page_query *query, size_t column, bool with_key)
{
    const lf_list_column *about = &query->listing.columns[column];
    const char *key = with_key ? about->name : NULL;
    lf_statement *rows = query->listing.rows;
    lf_json *json = &query->page->json;
    const int index = (int)column;
    char number[LF_NUMBER_SIZE];
    if (index == query->shape_column)
        return put_shape(ctx, query, key);
    switch (lf_column_kind(rows, index)) {
    case LF_INTEGER:
        if (about->boolean)
            lf_json_boolean(json, key, lf_column_integer(rows, index) != 0);
        else
            lf_json_integer(json, key, lf_column_integer(rows, index));
        break;
    case LF_REAL:
        lf_page_number(lf_column_real(rows, index), LF_PAGE_DIGITS, number);
        lf_json_raw(json, key, number);
        break;
    case LF_TEXT:
        put_text(query, column, key, lf_column_text(rows, index));
        break;
    default:
        lf_json_raw(json, key, NULL);
    }
    return true;
}

/* The cells of the current row, each with its key or none. */
static bool put_cells(lf_context *ctx, const page_query *query, bool with_keys)
{
    bool ok = true;
    for (size_t i = 0; ok && i < query->listing.count; i++)
        if ((int)i != query->tolerance_column)
            ok = put_cell(ctx, query, i, with_keys);
    return ok;
}

/* ---- forms --------------------------------------------------------------------------------------
 */

static void put_columns(const page_query *query)
{
    lf_json *json = &query->page->json;
    lf_json_open(json, "columns", '[');
    for (size_t i = 0; i < query->listing.count; i++)
        if ((int)i != query->tolerance_column)
            lf_json_string(json, NULL, query->listing.columns[i].name);
    lf_json_close(json, ']');
}

/* All rows that are shown, as lists or as objects. */
static bool put_rows(lf_context *ctx, page_query *query, const char *key, bool as_objects)
{
    lf_json *json = &query->page->json;
    lf_step step = LF_STEP_DONE;
    bool ok = true;
    int64_t row = 0;
    lf_json_open(json, key, '[');
    while (ok && (step = lf_statement_step(ctx, query->listing.rows)) == LF_STEP_ROW) {
        if (shown_row(query, row++)) {
            lf_json_open(json, NULL, as_objects ? '{' : '[');
            ok = put_cells(ctx, query, as_objects);
            lf_json_close(json, as_objects ? '}' : ']');
            query->shown++;
        }
    }
    lf_json_close(json, ']');
    query->total = row;
    return ok && step == LF_STEP_DONE;
}

static bool put_table(lf_context *ctx, page_query *query, bool capped)
{
    put_columns(query);
    if (!put_rows(ctx, query, "rows", false))
        return false;
    if (capped) {
        lf_json_integer(&query->page->json, "total", query->total);
        lf_json_integer(&query->page->json, "shown", query->shown);
    }
    return true;
}

/* The only row: as an object, as members of the object that is open, or its only cell. */
static bool put_one(lf_context *ctx, page_query *query, const char *key, lf_page_form form)
{
    lf_json *json = &query->page->json;
    const lf_step step = lf_statement_step(ctx, query->listing.rows);
    if (step == LF_STEP_FAILED)
        return false;
    if (form == LF_PAGE_MEMBERS)
        return step == LF_STEP_DONE || put_cells(ctx, query, true);
    if (step == LF_STEP_DONE) {
        lf_json_raw(json, key, NULL);
        return true;
    }
    if (form == LF_PAGE_ONE) {
        const char *text = lf_column_text(query->listing.rows, 0);
        lf_json_document(json, key, text != NULL ? text : "null");
        return true;
    }
    lf_json_open(json, key, '{');
    bool ok = put_cells(ctx, query, true);
    lf_json_close(json, '}');
    return ok;
}

static bool put_form(lf_context *ctx, page_query *query, const char *key, lf_page_form form)
{
    lf_json *json = &query->page->json;
    bool ok = false;
    switch (form) {
    case LF_PAGE_OBJECTS:
        return put_rows(ctx, query, key, true);
    case LF_PAGE_TABLE:
    case LF_PAGE_CAPPED:
        lf_json_open(json, key, '{');
        ok = put_table(ctx, query, form == LF_PAGE_CAPPED);
        lf_json_close(json, '}');
        return ok;
    case LF_PAGE_TABLE_HERE:
    case LF_PAGE_CAPPED_HERE:
        return put_table(ctx, query, form == LF_PAGE_CAPPED_HERE);
    default:
        return put_one(ctx, query, key, form);
    }
}

bool lf_page_rows(lf_context *ctx, lf_page *page, const char *key, const char *listing,
                  lf_page_form form)
{
    page_query query;
    bool ok = open_query(ctx, page, listing, &query) && put_form(ctx, &query, key, form);
    close_query(&query);
    return ok;
}

/* ---- streets ------------------------------------------------------------------------------------
 */

enum { RANKS = 4 };

static bool read_streets(lf_context *ctx, const lf_page *page, lf_listing *listing,
                         lf_page_shapes shapes[RANKS])
{
    int rank = 0, g = 0;
    lf_step step;
    if (!lf_listing_open(ctx, page->report, "present/page/streets", NULL, LF_FORMAT_JSON,
                         listing) ||
        !lf_listing_column(ctx, listing, "rank", &rank) ||
        !lf_listing_column(ctx, listing, "g", &g))
        return false;
    while ((step = lf_statement_step(ctx, listing->rows)) == LF_STEP_ROW) {
        size_t size = 0;
        const int64_t at = lf_column_integer(listing->rows, rank);
        const void *wkb = lf_column_blob(listing->rows, g, &size);
        if (at < 1 || at > RANKS)
            return lf_fail(ctx, "%s: rank must be 1 to %d", listing->file.path, RANKS);
        if (!lf_page_shapes_add(ctx, &shapes[at - 1], &page->frame, wkb, size))
            return false;
    }
    return step == LF_STEP_DONE;
}

static bool put_streets(lf_context *ctx, lf_page *page, const char *key,
                        lf_page_shapes shapes[RANKS])
{
    lf_json *json = &page->json;
    int64_t total = 0, shown = 0;
    if (!lf_query_integer(ctx, page->report->workspace, "SELECT count(*) FROM streets", 0, &total))
        return false;
    lf_json_open(json, key, '{');
    lf_json_open(json, "ranks", '[');
    for (int r = 0; r < RANKS; r++) {
        lf_text text = {0};
        shown += (int64_t)shapes[r].shape_count;
        if (shapes[r].shape_count == 0)
            continue;
        if (!lf_page_shapes_simplify(ctx, &shapes[r], &page->frame, page->frame.tolerance_m, false))
            return false;
        lf_page_shapes_put_all(&shapes[r], &text);
        lf_json_open(json, NULL, '{');
        lf_json_integer(json, "rank", r + 1);
        lf_json_raw(json, "lines", lf_text_get(&text));
        lf_json_close(json, '}');
        json->output->failed = json->output->failed || text.failed;
        lf_text_free(&text);
    }
    lf_json_close(json, ']');
    lf_json_integer(json, "total", total);
    lf_json_integer(json, "shown", shown);
    lf_json_close(json, '}');
    return true;
}

bool lf_page_streets(lf_context *ctx, lf_page *page, const char *key)
{
    lf_listing listing = {0};
    lf_page_shapes shapes[RANKS] = {
        {.lines = true}, {.lines = true}, {.lines = true}, {.lines = true}};
    bool ok = read_streets(ctx, page, &listing, shapes) && put_streets(ctx, page, key, shapes);
    for (int r = 0; r < RANKS; r++)
        lf_page_shapes_free(&shapes[r]);
    lf_listing_close(&listing);
    return ok;
}
