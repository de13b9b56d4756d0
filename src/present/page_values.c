/*
 * Values by area, packed: one series for every measure, slice, base and kind of area; and the
 * classes that colour each. See page_own.h.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/page_own.h"

/* What of an area a series holds. */
enum { VALUE, NUMERATOR, DENOMINATOR, LOW, HIGH, REASON, FIGURES };

static const char *const figure_names[FIGURES] = {"v", "n", "d", "low", "high", "reason"};
static const char *const figure_columns[FIGURES] = {"value", "numerator", "denominator",
                                                    "low",   "high",      "reason"};

/* Which series a row belongs to. */
typedef struct series_id {
    int64_t measure, slice, kind; /* slice -1: none */
    char base[64];
} series_id;

typedef struct measure_facts {
    char *id, *unit, *better; /* owned */
    double low, high;
} measure_facts;

/* An array that was written for the measure that is open. */
typedef struct written_array {
    int which;
    int64_t kind;
    size_t series; /* its place in the measure's list */
    char *text;    /* owned */
} written_array;

typedef struct value_writer {
    lf_page *page;
    lf_listing listing;
    int columns[FIGURES], measure, slice, base, kind, within;
    size_t *kind_counts; /* owned; areas of every kind */
    size_t kinds;
    measure_facts *measures; /* owned */
    size_t measure_count;
    double *figures; /* owned; FIGURES × most areas of a kind */
    size_t most;
    series_id id; /* of the series being gathered */
    bool gathering, measure_open;
    size_t series;         /* written of the measure that is open */
    written_array *arrays; /* owned */
    size_t array_count, array_capacity;
} value_writer;

/* ---- what is known beforehand -------------------------------------------------------------------
 */

static bool read_kinds(lf_context *ctx, value_writer *writer)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    if (!lf_prepare(ctx, writer->page->report->workspace,
                    "SELECT count FROM temp.page_kind ORDER BY place", &rows))
        return false;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        size_t *more =
            realloc(writer->kind_counts, (writer->kinds + 1) * sizeof *writer->kind_counts);
        if (more == NULL) {
            lf_fail_memory(ctx);
            break;
        }
        writer->kind_counts = more;
        more[writer->kinds] = (size_t)lf_column_integer(rows, 0);
        if (more[writer->kinds] > writer->most)
            writer->most = more[writer->kinds];
        writer->kinds++;
    }
    lf_statement_close(rows);
    if (step != LF_STEP_DONE)
        return false;
    writer->figures = malloc((writer->most + 1) * FIGURES * sizeof *writer->figures);
    return writer->figures != NULL || lf_fail_memory(ctx);
}

static bool add_measure(value_writer *writer, lf_statement *row)
{
    measure_facts *more =
        realloc(writer->measures, (writer->measure_count + 1) * sizeof *writer->measures);
    if (more == NULL)
        return false;
    writer->measures = more;
    measure_facts *facts = &more[writer->measure_count++];
    *facts = (measure_facts){.id = lf_copy(lf_column_text(row, 0)),
                             .unit = lf_copy(lf_column_text(row, 1)),
                             .better = lf_copy(lf_column_text(row, 2)),
                             .low = lf_column_real(row, 3),
                             .high = lf_column_real(row, 4)};
    return facts->id != NULL && facts->unit != NULL && facts->better != NULL;
}

static bool read_measures(lf_context *ctx, value_writer *writer)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    if (!lf_prepare(ctx, writer->page->report->workspace,
                    "SELECT p.id, m.unit, m.better, json_extract(p.parameters, '$.band_low'),"
                    " json_extract(p.parameters, '$.band_high')"
                    " FROM temp.page_measure AS p JOIN measure AS m ON m.id = p.id"
                    " ORDER BY p.place",
                    &rows))
        return false;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        if (!add_measure(writer, rows)) {
            lf_fail_memory(ctx);
            break;
        }
    lf_statement_close(rows);
    return step == LF_STEP_DONE;
}

static bool open_values(lf_context *ctx, value_writer *writer)
{
    lf_listing *listing = &writer->listing;
    if (!lf_listing_open(ctx, writer->page->report, "present/page/values", NULL, LF_FORMAT_JSON,
                         listing))
        return false;
    for (int i = 0; i < FIGURES; i++)
        if (!lf_listing_column(ctx, listing, figure_columns[i], &writer->columns[i]))
            return false;
    return lf_listing_column(ctx, listing, "measure", &writer->measure) &&
           lf_listing_column(ctx, listing, "slice", &writer->slice) &&
           lf_listing_column(ctx, listing, "base", &writer->base) &&
           lf_listing_column(ctx, listing, "kind", &writer->kind) &&
           lf_listing_column(ctx, listing, "within", &writer->within) && read_kinds(ctx, writer) &&
           read_measures(ctx, writer);
}

/* ---- classes ------------------------------------------------------------------------------------
 */

static void put_colour(lf_json *json, const char *key, lf_rgba colour)
{
    char text[16];
    if ((colour & 0xff) == 0xff)
        snprintf(text, sizeof text, "#%06x", (unsigned)(colour >> 8));
    else
        snprintf(text, sizeof text, "#%08x", (unsigned)colour);
    lf_json_string(json, key, (colour & 0xff) == 0 ? NULL : text);
}

static const char *hatch_word(lf_hatch hatch)
{
    switch (hatch) {
    case LF_HATCH_UP:
        return "up";
    case LF_HATCH_DOWN:
        return "down";
    case LF_HATCH_CROSS:
        return "cross";
    case LF_HATCH_DOTS:
        return "dots";
    case LF_HATCH_HORIZONTAL:
        return "horizontal";
    default:
        return NULL;
    }
}

static void put_limit(lf_json *json, const char *key, double value)
{
    char number[LF_NUMBER_SIZE];
    lf_page_number(value, LF_PAGE_DIGITS, number);
    lf_json_raw(json, key, number);
}

static void put_class(lf_json *json, const char *key, const lf_class *one)
{
    lf_json_open(json, key, '{');
    put_limit(json, "from", one->from);
    put_limit(json, "to", one->to);
    put_colour(json, "colour", one->colour);
    lf_json_string(json, "hatch", hatch_word(one->hatch));
    lf_json_open(json, "label", '{');
    lf_json_string(json, "en", one->label[0]);
    lf_json_string(json, "zh", one->label[1]);
    lf_json_close(json, '}');
    lf_json_close(json, '}');
}

static bool take_text(void *user, const char *bytes, size_t count)
{
    lf_text *text = user;
    lf_text_add_bytes(text, bytes, count);
    return !text->failed;
}

/* The classes as JSON; free() *out. */
static bool classes_json(lf_context *ctx, const lf_classes *classes, char **out)
{
    lf_text text = {0};
    lf_output output;
    lf_json json;
    lf_output_init(&output, take_text, &text);
    lf_json_init(&json, &output, -1);
    lf_json_open(&json, NULL, '{');
    lf_json_string(&json, "method", lf_class_method_word(classes->method));
    lf_json_open(&json, "classes", '[');
    for (size_t i = 0; i < classes->count; i++)
        put_class(&json, NULL, &classes->items[i]);
    lf_json_close(&json, ']');
    put_class(&json, "none", &classes->none);
    lf_json_close(&json, '}');
    *out = lf_output_finish(ctx, &output) ? lf_text_take(&text) : NULL;
    lf_text_free(&text);
    return *out != NULL || lf_fail_memory(ctx);
}

/* The place of these classes among those used so far; they are added where they are new. */
static bool index_of_classes(lf_context *ctx, lf_page *page, const lf_classes *classes, size_t *out)
{
    char *json = NULL;
    if (!classes_json(ctx, classes, &json))
        return false;
    for (*out = 0; *out < page->class_count; (*out)++)
        if (strcmp(page->classes[*out], json) == 0) {
            free(json);
            return true;
        }
    if (page->class_count == page->class_capacity) {
        const size_t capacity = page->class_capacity > 0 ? page->class_capacity * 2 : 64;
        char **more = realloc(page->classes, capacity * sizeof *more);
        if (more == NULL) {
            free(json);
            return lf_fail_memory(ctx);
        }
        page->classes = more;
        page->class_capacity = capacity;
    }
    page->classes[page->class_count++] = json;
    return true;
}

/* ---- a series -----------------------------------------------------------------------------------
 */

static double *figure(const value_writer *writer, int which)
{
    return writer->figures + (size_t)which * (writer->most + 1);
}

static size_t area_count(const value_writer *writer)
{
    return writer->kind_counts[writer->id.kind];
}

static bool any_known(const value_writer *writer, int which)
{
    const double *list = figure(writer, which);
    for (size_t i = 0; i < area_count(writer); i++)
        if (!isnan(list[i]))
            return true;
    return false;
}

/* Nothing to see: no area has a value, or all are 0. */
static bool is_empty(const value_writer *writer)
{
    const double *values = figure(writer, VALUE);
    for (size_t i = 0; i < area_count(writer); i++)
        if (!isnan(values[i]) && values[i] != 0.0)
            return false;
    return true;
}

/* The walk's tolerance changes nothing: low and high say what the value says. */
static bool same_as_values(const value_writer *writer, int which)
{
    const double *values = figure(writer, VALUE), *list = figure(writer, which);
    for (size_t i = 0; i < area_count(writer); i++)
        if (!isnan(list[i]) && list[i] != values[i])
            return false;
    return true;
}

static bool is_written(const value_writer *writer, int which)
{
    if (!any_known(writer, which))
        return false;
    if (which == LOW || which == HIGH)
        return !same_as_values(writer, which);
    if (which == NUMERATOR)
        return any_known(writer, DENOMINATOR) || !same_as_values(writer, NUMERATOR);
    return true;
}

static void write_figures(const value_writer *writer, int which, lf_text *text)
{
    const double *list = figure(writer, which);
    const bool exact = which == NUMERATOR || which == DENOMINATOR;
    const int digits = exact ? LF_PAGE_DIGITS : LF_PAGE_VALUE_DIGITS;
    char number[LF_NUMBER_SIZE];
    lf_text_clear(text);
    for (size_t i = 0; i < area_count(writer); i++) {
        lf_page_number(list[i], digits, number);
        lf_text_add(text, i > 0 ? "," : "[");
        lf_text_add(text, number);
    }
    lf_text_add(text, "]");
}

static bool remember_array(value_writer *writer, int which, const char *text)
{
    if (writer->array_count == writer->array_capacity) {
        const size_t capacity = writer->array_capacity > 0 ? writer->array_capacity * 2 : 64;
        written_array *more = realloc(writer->arrays, capacity * sizeof *more);
        if (more == NULL)
            return false;
        writer->arrays = more;
        writer->array_capacity = capacity;
    }
    char *copy = lf_copy(text);
    if (copy == NULL)
        return false;
    writer->arrays[writer->array_count++] =
        (written_array){which, writer->id.kind, writer->series, copy};
    return true;
}

static void forget_arrays(value_writer *writer)
{
    for (size_t i = 0; i < writer->array_count; i++)
        free(writer->arrays[i].text);
    writer->array_count = 0;
    writer->series = 0;
}

/* Slices often share their denominators: an array that stands in an earlier series of the measure
 * is named by that series' place. */
static bool put_figures(lf_context *ctx, value_writer *writer, int which, lf_text *text)
{
    lf_json *json = &writer->page->json;
    write_figures(writer, which, text);
    for (size_t i = 0; i < writer->array_count; i++) {
        const written_array *array = &writer->arrays[i];
        if (array->which == which && array->kind == writer->id.kind &&
            strcmp(array->text, lf_text_get(text)) == 0) {
            lf_json_integer(json, figure_names[which], (int64_t)array->series);
            return true;
        }
    }
    lf_json_raw(json, figure_names[which], lf_text_get(text));
    return remember_array(writer, which, lf_text_get(text)) || lf_fail_memory(ctx);
}

static bool put_classes(lf_context *ctx, const value_writer *writer)
{
    const measure_facts *facts = &writer->measures[writer->id.measure];
    const lf_style_measure about = {facts->id, facts->unit, facts->better, facts->low, facts->high};
    lf_json *json = &writer->page->json;
    lf_classes classes;
    size_t index = 0;
    if (writer->id.kind == 0) {
        lf_json_raw(json, "classes", NULL);
        return true;
    }
    if (!lf_style_classes(ctx, writer->page->style, &about, figure(writer, VALUE),
                          area_count(writer), &classes))
        return false;
    if (classes.count == 0) {
        lf_json_raw(json, "classes", NULL);
        return true;
    }
    if (!index_of_classes(ctx, writer->page, &classes, &index))
        return false;
    lf_json_integer(json, "classes", (int64_t)index);
    return true;
}

static void open_measure(value_writer *writer)
{
    if (!writer->measure_open)
        lf_json_open(&writer->page->json, writer->measures[writer->id.measure].id, '[');
    writer->measure_open = true;
}

static bool put_series(lf_context *ctx, value_writer *writer)
{
    lf_json *json = &writer->page->json;
    lf_text text = {0};
    if (!writer->gathering)
        return true;
    if (writer->id.kind != 0 && is_empty(writer)) {
        writer->page->left_out += (int64_t)area_count(writer);
        return true;
    }
    open_measure(writer);
    lf_json_open(json, NULL, '{');
    if (writer->id.slice < 0)
        lf_json_raw(json, "slice", NULL);
    else
        lf_json_integer(json, "slice", writer->id.slice);
    lf_json_string(json, "base", writer->id.base);
    lf_json_integer(json, "kind", writer->id.kind);
    bool ok = put_classes(ctx, writer);
    for (int which = 0; ok && which < FIGURES; which++)
        if (is_written(writer, which))
            ok = put_figures(ctx, writer, which, &text);
    lf_json_close(json, '}');
    writer->series++;
    ok = ok && (!text.failed || lf_fail_memory(ctx));
    lf_text_free(&text);
    return ok;
}

/* ---- all series ---------------------------------------------------------------------------------
 */

static series_id id_of_row(const value_writer *writer)
{
    lf_statement *row = writer->listing.rows;
    const bool sliced = lf_column_kind(row, writer->slice) != LF_NULL;
    series_id id = {.measure = lf_column_integer(row, writer->measure),
                    .slice = sliced ? lf_column_integer(row, writer->slice) : -1,
                    .kind = lf_column_integer(row, writer->kind)};
    const char *base = lf_column_text(row, writer->base);
    snprintf(id.base, sizeof id.base, "%s", base != NULL ? base : "");
    return id;
}

static bool same_series(const series_id *a, const series_id *b)
{
    return a->measure == b->measure && a->slice == b->slice && a->kind == b->kind &&
           strcmp(a->base, b->base) == 0;
}

static bool begin_series(lf_context *ctx, value_writer *writer, const series_id *id)
{
    if (!put_series(ctx, writer))
        return false;
    if (writer->measure_open && id->measure != writer->id.measure) {
        lf_json_close(&writer->page->json, ']');
        writer->measure_open = false;
        forget_arrays(writer);
    }
    if (id->kind < 0 || (size_t)id->kind >= writer->kinds || id->measure < 0 ||
        (size_t)id->measure >= writer->measure_count)
        return lf_fail(ctx, "%s: no such kind or measure", writer->listing.file.path);
    writer->id = *id;
    writer->gathering = true;
    for (int which = 0; which < FIGURES; which++)
        for (size_t i = 0; i < area_count(writer); i++)
            figure(writer, which)[i] = NAN;
    return true;
}

static bool take_row(lf_context *ctx, value_writer *writer)
{
    const series_id id = id_of_row(writer);
    if ((!writer->gathering || !same_series(&id, &writer->id)) && !begin_series(ctx, writer, &id))
        return false;
    const int64_t within = lf_column_integer(writer->listing.rows, writer->within);
    if (within < 0 || (size_t)within >= area_count(writer))
        return lf_fail(ctx, "%s: no such area", writer->listing.file.path);
    for (int which = 0; which < FIGURES; which++)
        figure(writer, which)[within] =
            lf_column_real(writer->listing.rows, writer->columns[which]);
    return true;
}

static void free_writer(value_writer *writer)
{
    for (size_t i = 0; i < writer->measure_count; i++) {
        free(writer->measures[i].id);
        free(writer->measures[i].unit);
        free(writer->measures[i].better);
    }
    forget_arrays(writer);
    free(writer->arrays);
    free(writer->measures);
    free(writer->kind_counts);
    free(writer->figures);
    lf_listing_close(&writer->listing);
}

bool lf_page_values(lf_context *ctx, lf_page *page, const char *key)
{
    value_writer writer = {.page = page};
    lf_step step = LF_STEP_FAILED;
    lf_json_open(&page->json, key, '{');
    bool ok = open_values(ctx, &writer);
    while (ok && (step = lf_statement_step(ctx, writer.listing.rows)) == LF_STEP_ROW)
        ok = take_row(ctx, &writer);
    ok = ok && step == LF_STEP_DONE && put_series(ctx, &writer);
    if (writer.measure_open)
        lf_json_close(&page->json, ']');
    lf_json_close(&page->json, '}');
    free_writer(&writer);
    return ok;
}

/* ---- styles -------------------------------------------------------------------------------------
 */

/* A cell of symbols.csv: a number, a text, or null where it is empty. */
static void put_cell(lf_json *json, const char *key, const char *text)
{
    char *end = NULL;
    const double value = strtod(text, &end);
    if (text[0] == '\0')
        lf_json_raw(json, key, NULL);
    else if (*end == '\0' && isfinite(value))
        lf_json_number(json, key, value);
    else
        lf_json_string(json, key, text);
}

static bool put_symbols(lf_context *ctx, lf_page *page)
{
    lf_json *json = &page->json;
    lf_table table = {0};
    char *path = NULL;
    bool ok = lf_places_file(ctx, page->report->places, "layers/styles/symbols.csv", &path) &&
              lf_table_read(ctx, path, &table);
    lf_json_open(json, "symbols", '{');
    for (size_t row = 1; ok && row < table.rows; row++) {
        lf_json_open(json, lf_table_get(&table, row, "id"), '{');
        for (size_t column = 0; column < table.columns; column++)
            if (strcmp(table.cells[column], "id") != 0)
                put_cell(json, table.cells[column], table.cells[row * table.columns + column]);
        lf_json_close(json, '}');
    }
    lf_json_close(json, '}');
    lf_table_free(&table);
    free(path);
    return ok;
}

bool lf_page_styles(lf_context *ctx, lf_page *page, const char *key)
{
    lf_json *json = &page->json;
    lf_json_open(json, key, '{');
    bool ok = put_symbols(ctx, page);
    lf_json_open(json, "classes", '[');
    for (size_t i = 0; i < page->class_count; i++)
        lf_json_raw(json, NULL, page->classes[i]);
    lf_json_close(json, ']');
    lf_json_close(json, '}');
    return ok;
}
