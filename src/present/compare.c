/*
 * Reads two sides into tables in memory, pairs them, and prints the listings of queries/compare.
 */
#include "present/compare.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/compare_map.h"
#include "present/listing.h"

struct lf_comparison {
    lf_workspace *tables;    /* owned; in memory */
    const lf_places *places; /* borrowed */
    char *workspaces[2];     /* owned; NULL where the side is a document */
};

/* ---- reading a side -----------------------------------------------------------------------------
 */

/* What a side is read from: one of the two is set. */
typedef struct side_source {
    int side;                /* 1 or 2 */
    lf_workspace *workspace; /* owned; NULL: a document, read from the comparison's own tables */
} side_source;

/* "INSERT INTO side_area VALUES (1, ?1, ?2, ?3)" */
static bool prepare_insert(lf_context *ctx, lf_workspace *tables, const char *table, int side,
                           int columns, lf_statement **out)
{
    lf_text sql = {0};
    lf_text_addf(&sql, "INSERT INTO %s VALUES (%d", table, side);
    for (int i = 1; i <= columns; i++)
        lf_text_addf(&sql, ", ?%d", i);
    lf_text_add(&sql, ")");
    bool ok = sql.failed ? lf_fail_memory(ctx) : lf_prepare(ctx, tables, lf_text_get(&sql), out);
    lf_text_free(&sql);
    return ok;
}

static void bind_cell(lf_statement *insert, int index, const lf_statement *row, int column)
{
    switch (lf_column_kind(row, column)) {
    case LF_INTEGER:
        lf_bind_integer(insert, index, lf_column_integer(row, column));
        break;
    case LF_REAL:
        lf_bind_real(insert, index, lf_column_real(row, column));
        break;
    case LF_TEXT:
        lf_bind_text(insert, index, lf_column_text(row, column));
        break;
    default:
        lf_bind_null(insert, index);
    }
}

/* All rows of a query into the table it is named for. */
static bool copy_rows(lf_context *ctx, lf_workspace *tables, const side_source *source,
                      const char *path)
{
    lf_sql_file file = {0};
    lf_statement *rows = NULL, *insert = NULL;
    lf_workspace *from = source->workspace != NULL ? source->workspace : tables;
    lf_step step = LF_STEP_FAILED;
    bool ok = lf_sql_file_read(ctx, path, &file) &&
              lf_prepare_reading(ctx, from, path, file.text, &rows, NULL, NULL);
    const char *table = ok ? lf_sql_file_get(&file, "id") : NULL;
    if (ok && table == NULL)
        ok = lf_fail(ctx, "%s: the header has no 'id'", path);
    ok = ok && prepare_insert(ctx, tables, table, source->side, lf_column_count(rows), &insert);
    if (ok && lf_bind_index(rows, ":side") > 0)
        lf_bind_integer(rows, lf_bind_index(rows, ":side"), source->side);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        for (int i = 0; i < lf_column_count(rows); i++)
            bind_cell(insert, i + 1, rows, i);
        ok = lf_statement_do(ctx, insert) && !lf_stopping(ctx);
    }
    lf_statement_close(rows);
    lf_statement_close(insert);
    lf_sql_file_free(&file);
    return ok && step == LF_STEP_DONE;
}

/* Every query of a folder into the table it is named for. */
static bool copy_side(lf_context *ctx, const lf_comparison *comparison, const side_source *source,
                      const char *folder)
{
    char **paths = NULL;
    size_t count = 0;
    bool ok = lf_places_list(ctx, comparison->places, folder, ".sql", &paths, &count);
    for (size_t i = 0; ok && i < count; i++)
        ok = copy_rows(ctx, comparison->tables, source, paths[i]);
    lf_free_names(paths, count);
    return ok;
}

/* ---- what a path is -----------------------------------------------------------------------------
 */

typedef enum side_form { A_CITY_FILE, A_WORKSPACE, A_DOCUMENT } side_form;

/* Told by the first bytes; a city file by its name. */
static bool tell_form(lf_context *ctx, const char *path, side_form *out)
{
    char start[16] = "";
    FILE *file = NULL;
    if (lf_ends_with(path, ".yaml") || lf_ends_with(path, ".yml")) {
        *out = A_CITY_FILE;
        return true;
    }
    if (lf_is_folder(path))
        return lf_fail(ctx, "%s: is a folder; expected a city file, a workspace or a results.json",
                       path);
    file = fopen(path, "rb");
    if (file == NULL)
        return lf_fail(ctx, "%s: cannot be read: %s", path, strerror(errno));
    size_t length = fread(start, 1, sizeof start, file);
    fclose(file);
    size_t skip = length >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (length == sizeof start && memcmp(start, "SQLite format 3", sizeof start) == 0)
        *out = A_WORKSPACE;
    else if (length > skip && start[skip] == '{')
        *out = A_DOCUMENT;
    else
        return lf_fail(ctx, "%s: is neither a city file, a workspace nor a results.json", path);
    return true;
}

/* The text of a results document, refused when it is not whole or of another kind. */
static bool store_document(lf_context *ctx, lf_workspace *tables, int side, const char *path)
{
    char *text = NULL, *format = NULL, *sql = NULL;
    lf_statement *insert = NULL;
    int64_t valid = 0;
    bool ok = lf_read_file(ctx, path, &text, NULL) &&
              lf_prepare(ctx, tables, "INSERT INTO document VALUES (?1, ?2)", &insert);
    if (ok) {
        lf_bind_integer(insert, 1, side);
        lf_bind_text(insert, 2, lf_starts_with(text, "\xef\xbb\xbf") ? text + 3 : text);
        ok = lf_statement_do(ctx, insert);
    }
    sql = lf_copyf("SELECT json_valid(text) FROM document WHERE side = %d", side);
    ok =
        ok && (sql != NULL || lf_fail_memory(ctx)) && lf_query_integer(ctx, tables, sql, 0, &valid);
    if (ok && valid == 0)
        ok = lf_fail(ctx, "%s: is not JSON that can be read whole", path);
    free(sql);
    sql = lf_copyf("SELECT json_extract(text, '$.format') || ' '"
                   " || (json_type(text, '$.values') = 'array') FROM document WHERE side = %d",
                   side);
    ok = ok && (sql != NULL || lf_fail_memory(ctx)) && lf_query_text(ctx, tables, sql, &format);
    if (ok && (format == NULL || strcmp(format, "lifang-results 1") != 0))
        ok = lf_fail(ctx, "%s: is no results.json of Lifang (format lifang-results, with values)",
                     path);
    lf_statement_close(insert);
    free(text);
    free(format);
    free(sql);
    return ok;
}

static bool open_measured(lf_context *ctx, const char *path, lf_workspace **out)
{
    char *measured = NULL;
    bool ok = lf_workspace_open_read(ctx, path, out) &&
              lf_stage_fingerprint(ctx, *out, "measure", &measured);
    if (ok && measured[0] == '\0')
        ok = lf_fail(ctx, "%s: has not been measured yet; do 'lifang measure' first", path);
    free(measured);
    return ok;
}

/* The workspace a city file means. */
static bool workspace_of(lf_context *ctx, const char *path, side_form form, char **out)
{
    lf_city city = {0};
    if (form == A_WORKSPACE)
        *out = lf_copy(path);
    else if (!lf_city_read(ctx, path, &city)) {
        lf_city_free(&city);
        return false;
    } else
        *out = lf_copy(city.workspace);
    lf_city_free(&city);
    return *out != NULL || lf_fail_memory(ctx);
}

static bool read_side(lf_context *ctx, lf_comparison *comparison, int side, const char *path)
{
    side_form form = A_CITY_FILE;
    side_source source = {.side = side};
    bool ok = tell_form(ctx, path, &form);
    if (ok && form == A_DOCUMENT)
        ok = store_document(ctx, comparison->tables, side, path);
    else if (ok)
        ok = workspace_of(ctx, path, form, &comparison->workspaces[side - 1]) &&
             open_measured(ctx, comparison->workspaces[side - 1], &source.workspace);
    lf_tell_progress(ctx, "comparing", (uint64_t)side - 1, 3);
    ok = ok &&
         copy_side(ctx, comparison, &source,
                   form == A_DOCUMENT ? "queries/compare/document" : "queries/compare/workspace") &&
         lf_workspace_runf(ctx, comparison->tables, "compare",
                           "UPDATE side_city SET path = %Q WHERE side = %d;"
                           "DELETE FROM document WHERE side = %d",
                           path, side, side);
    lf_workspace_close(source.workspace);
    return ok;
}

/* ---- both ---------------------------------------------------------------------------------------
 */

/* Results of two cities have nothing to compare but their names. */
static bool check_same_city(lf_context *ctx, const lf_comparison *comparison)
{
    char *difference = NULL;
    bool ok = lf_query_text(
        ctx, comparison->tables,
        "SELECT a.path || ' is of ' || coalesce(a.name, '?') || ' (' || coalesce(a.crs, '?') || '),"
        " ' || b.path || ' of ' || coalesce(b.name, '?') || ' (' || coalesce(b.crs, '?') || ')'"
        " FROM side_city AS a JOIN side_city AS b ON b.side = 2"
        " WHERE a.side = 1 AND (a.name IS NOT b.name OR a.crs IS NOT b.crs)",
        &difference);
    if (ok && difference != NULL)
        ok = lf_fail(ctx, "results of two cities cannot be compared: %s", difference);
    free(difference);
    return ok;
}

static bool open_tables(lf_context *ctx, lf_comparison *comparison)
{
    char *path = NULL, *schema = NULL;
    enum { ANY_SRID = 4527 }; /* there is no geometry in it */
    bool ok = lf_places_file(ctx, comparison->places, "queries/compare/schema.sql", &path) &&
              lf_read_file(ctx, path, &schema, NULL) &&
              lf_workspace_open(ctx, ":memory:", ANY_SRID, schema, &comparison->tables);
    free(path);
    free(schema);
    return ok;
}

static bool derive(lf_context *ctx, const lf_comparison *comparison)
{
    char *path = NULL, *sql = NULL;
    bool ok = lf_places_file(ctx, comparison->places, "queries/compare/derive.sql", &path) &&
              lf_read_file(ctx, path, &sql, NULL) &&
              lf_workspace_run(ctx, comparison->tables, path, sql);
    free(path);
    free(sql);
    return ok;
}

bool lf_comparison_open(lf_context *ctx, const lf_places *places, const char *before,
                        const char *after, lf_comparison **out)
{
    lf_comparison *comparison = calloc(1, sizeof *comparison);
    *out = NULL;
    if (comparison == NULL)
        return lf_fail_memory(ctx);
    comparison->places = places;
    bool ok = open_tables(ctx, comparison) && lf_stage_begin(ctx, comparison->tables, "compare") &&
              read_side(ctx, comparison, 1, before) && read_side(ctx, comparison, 2, after) &&
              check_same_city(ctx, comparison) && derive(ctx, comparison) &&
              lf_stage_commit(ctx, comparison->tables, "compare", "");
    lf_tell_progress(ctx, "comparing", 3, 3);
    if (ok)
        *out = comparison;
    else
        lf_comparison_close(comparison);
    return ok;
}

void lf_comparison_close(lf_comparison *comparison)
{
    if (comparison == NULL)
        return;
    lf_workspace_close(comparison->tables);
    free(comparison->workspaces[0]);
    free(comparison->workspaces[1]);
    free(comparison);
}

bool lf_comparison_name(lf_context *ctx, const lf_comparison *comparison, int side,
                        const char *name)
{
    return lf_workspace_runf(ctx, comparison->tables, "compare",
                             "UPDATE side_city SET path = %Q WHERE side = %d", name, side);
}

bool lf_comparison_count(lf_context *ctx, const lf_comparison *comparison,
                         lf_comparison_counts *counts)
{
    int64_t outcomes = 0, values = 0;
    bool ok =
        lf_query_integer(ctx, comparison->tables,
                         "SELECT count(*) FROM verdict_change WHERE state = 'outcome'", 0,
                         &outcomes) &&
        lf_query_integer(ctx, comparison->tables,
                         "SELECT count(*) FROM value_change WHERE state <> 'same'", 0, &values);
    *counts = (lf_comparison_counts){(uint64_t)outcomes, (uint64_t)values};
    return ok;
}

/* ---- printing -----------------------------------------------------------------------------------
 */

static const struct {
    const char *listing, *key;
    bool counts;
} sections[] = {
    {"compare/sides", "sides", false},       {"compare/differences", "differences", false},
    {"compare/verdicts", "verdicts", false}, {"compare/values", "values", false},
    {"compare/counts", "counts", true},
};
enum { SECTIONS = sizeof sections / sizeof sections[0] };

static bool write_counts(lf_context *ctx, lf_listing *counts, lf_output *output)
{
    lf_step step = lf_statement_step(ctx, counts->rows);
    if (step != LF_STEP_ROW)
        return step != LF_STEP_FAILED;
    lf_output_put(output, "\n");
    for (size_t i = 0; i < counts->count; i++)
        lf_output_putf(output, "%s%lld %s", i > 0 ? ", " : "",
                       (long long)lf_column_integer(counts->rows, (int)i),
                       lf_report_label(counts->report, "count", counts->columns[i].name));
    lf_output_put(output, "\n");
    return true;
}

static bool write_text(lf_context *ctx, const lf_report *report, const lf_filter *filter,
                       lf_output *output)
{
    bool ok = true;
    for (size_t i = 0; ok && i < SECTIONS; i++) {
        lf_listing listing;
        ok = lf_listing_open(ctx, report, sections[i].listing, filter, LF_FORMAT_TEXT, &listing);
        if (ok && sections[i].counts)
            ok = write_counts(ctx, &listing, output);
        else if (ok) {
            lf_output_putf(output, "%s%s\n", i > 0 ? "\n" : "", lf_listing_title(&listing));
            ok = lf_listing_text(ctx, &listing, 2, output);
        }
        lf_listing_close(&listing);
    }
    return ok;
}

static bool write_json(lf_context *ctx, const lf_report *report, const lf_filter *filter,
                       lf_output *output)
{
    lf_json json;
    bool ok = true;
    lf_json_init(&json, output, 2);
    lf_json_open(&json, NULL, '{');
    lf_json_string(&json, "format", "lifang-comparison");
    lf_json_integer(&json, "version", 1);
    for (size_t i = 0; ok && i < SECTIONS; i++) {
        lf_listing listing;
        ok = lf_listing_open(ctx, report, sections[i].listing, filter, LF_FORMAT_JSON, &listing);
        if (ok)
            ok = sections[i].counts ? lf_listing_json_object(ctx, &listing, &json, sections[i].key)
                                    : lf_listing_json(ctx, &listing, &json, sections[i].key);
        lf_listing_close(&listing);
    }
    lf_json_close(&json, '}');
    return ok;
}

static bool write_any(lf_context *ctx, const lf_report *report, const lf_filter *given,
                      lf_format format, lf_output *output)
{
    lf_filter filter = given != NULL ? *given : (lf_filter){0};
    filter.brief = format == LF_FORMAT_TEXT && filter.measure == NULL;
    if (format == LF_FORMAT_TEXT)
        return write_text(ctx, report, &filter, output);
    if (format == LF_FORMAT_JSON)
        return write_json(ctx, report, &filter, output);
    if (filter.measure != NULL || filter.area != NULL || filter.kind != NULL)
        return lf_listing_print(ctx, report, "compare/values", &filter, format, output);
    if (!lf_listing_print(ctx, report, "compare/verdicts", &filter, format, output))
        return false;
    lf_output_put(output, "\r\n");
    return lf_listing_print(ctx, report, "compare/values", &filter, format, output);
}

bool lf_comparison_print(lf_context *ctx, const lf_comparison *comparison, const lf_filter *filter,
                         const lf_print *print)
{
    lf_report report = {0};
    lf_output output;
    lf_format format;
    lf_output_init(&output, print->take, print->user);
    bool ok =
        lf_format_from_word(ctx, print->format, &format) &&
        lf_report_open(ctx, comparison->tables, comparison->places, print->language, &report) &&
        write_any(ctx, &report, filter, format, &output);
    lf_report_close(&report);
    if (ok)
        return lf_output_finish(ctx, &output);
    lf_text_free(&output.pending);
    return false;
}

/* ---- files --------------------------------------------------------------------------------------
 */

/* CSV where a listing is named, else the document. */
static bool write_file(lf_context *ctx, const lf_report *report, const char *folder,
                       const char *name, const char *listing)
{
    lf_output_file file;
    if (!lf_file_open(ctx, folder, name, &file))
        return false;
    lf_output_put(&file.output, listing != NULL ? "\xef\xbb\xbf" : "");
    bool ok = listing != NULL
                  ? lf_listing_print(ctx, report, listing, NULL, LF_FORMAT_CSV, &file.output)
                  : write_json(ctx, report, NULL, &file.output);
    if (ok)
        return lf_file_commit(ctx, &file);
    lf_file_abandon(&file);
    return false;
}

bool lf_comparison_write(lf_context *ctx, const lf_comparison *comparison, const char *language,
                         const char *folder)
{
    lf_report report = {0};
    const char *shapes =
        comparison->workspaces[1] != NULL ? comparison->workspaces[1] : comparison->workspaces[0];
    bool ok = lf_report_open(ctx, comparison->tables, comparison->places, language, &report) &&
              lf_make_folders(ctx, folder) &&
              write_file(ctx, &report, folder, "compare_verdicts.csv", "compare/verdicts") &&
              write_file(ctx, &report, folder, "compare.csv", "compare/values") &&
              write_file(ctx, &report, folder, "compare.json", NULL);
    if (ok && shapes != NULL)
        ok = lf_comparison_map(ctx, &report, shapes, folder);
    lf_report_close(&report);
    return ok;
}

/* ---- audits -------------------------------------------------------------------------------------
 */

static bool read_audit(lf_context *ctx, const lf_comparison *comparison, int side,
                       lf_audit_side from)
{
    side_source source = {.side = side};
    bool ok = lf_workspace_open_beside_read(ctx, from.audit, from.city, &source.workspace) &&
              copy_side(ctx, comparison, &source, "queries/compare/audit");
    lf_workspace_close(source.workspace);
    return ok;
}

static bool write_audit_listing(lf_context *ctx, lf_listing *listing, lf_format format,
                                const char *key, bool first, lf_json *json, lf_output *output)
{
    if (format == LF_FORMAT_JSON)
        return lf_listing_json(ctx, listing, json, key);
    lf_output_put(output, first ? "" : format == LF_FORMAT_CSV ? "\r\n" : "\n");
    if (format == LF_FORMAT_CSV)
        return lf_listing_csv(ctx, listing, output);
    lf_output_putf(output, "%s\n", lf_listing_title(listing));
    return lf_listing_text(ctx, listing, 2, output);
}

static bool write_audits(lf_context *ctx, const lf_report *report, lf_format format,
                         lf_output *output)
{
    static const char *const listings[] = {"compare/sites", "compare/checks"}, *const keys[] = {
                                                                                   "sites",
                                                                                   "checks"};
    lf_filter filter = {.brief = format == LF_FORMAT_TEXT};
    lf_json json;
    bool ok = true;
    if (format == LF_FORMAT_JSON) {
        lf_json_init(&json, output, 2);
        lf_json_open(&json, NULL, '{');
        lf_json_string(&json, "format", "lifang-audit-comparison");
        lf_json_integer(&json, "version", 1);
    }
    for (size_t i = 0; ok && i < 2; i++) {
        lf_listing listing;
        ok = lf_listing_open(ctx, report, listings[i], &filter, format, &listing) &&
             write_audit_listing(ctx, &listing, format, keys[i], i == 0, &json, output);
        lf_listing_close(&listing);
    }
    if (format == LF_FORMAT_JSON)
        lf_json_close(&json, '}');
    return ok;
}

bool lf_audits_compare(lf_context *ctx, const lf_places *places, lf_audit_side before,
                       lf_audit_side after, const lf_print *print)
{
    lf_comparison comparison = {.places = places};
    lf_report report = {0};
    lf_output output;
    lf_format format;
    lf_output_init(&output, print->take, print->user);
    bool ok = lf_format_from_word(ctx, print->format, &format) && open_tables(ctx, &comparison) &&
              lf_stage_begin(ctx, comparison.tables, "compare") &&
              read_audit(ctx, &comparison, 1, before) && read_audit(ctx, &comparison, 2, after) &&
              lf_stage_commit(ctx, comparison.tables, "compare", "") &&
              lf_report_open(ctx, comparison.tables, places, print->language, &report) &&
              write_audits(ctx, &report, format, &output);
    lf_report_close(&report);
    lf_workspace_close(comparison.tables);
    if (ok)
        return lf_output_finish(ctx, &output);
    lf_text_free(&output.pending);
    return false;
}
