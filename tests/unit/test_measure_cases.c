/*
 * Runs the case files of tests/cases: given rows, a measure with parameters, expected rows. Every
 * measure must have a file. The notation is told in tests/cases/README.md.
 */
#include "case_kit.h"
#include "measure_city.h"

#include "measure/areas.h"
#include "measure/derived.h"
#include "measure/runner.h"

typedef struct city {
    lf_context ctx;
    lf_places places;
    lf_workspace *ws;
    lf_query query;
    int64_t run;
} city;

/* ---- given rows
 * ---------------------------------------------------------------------------------- */

/* "home" in a walk table names a home by id. Returns the layer, or NULL. */
static const char *layer_named_by(const char *column)
{
    static const char *const words[][2] = {{"home", "homes"},          {"station", "stations"},
                                           {"site", "sites"},          {"job", "jobs"},
                                           {"facility", "facilities"}, {"programme", "programmes"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], column) == 0)
            return words[i][1];
    return NULL;
}

static bool is_layer(const char *table)
{
    static const char *const others[] = {"walk_", "category", "setting"};
    for (size_t i = 0; i < 3; i++)
        if (lf_starts_with(table, others[i]))
            return false;
    return true;
}

static void add_column(lf_text *names, lf_text *values, const char *table, char *const *heads,
                       char *const *cells, size_t count, size_t i)
{
    const char *layer = layer_named_by(heads[i]);
    lf_text_add(names, names->length ? ", " : "");
    lf_text_add(values, values->length ? ", " : "");
    if (strcmp(heads[i], "geom") == 0 && *cells[i]) {
        lf_text_add(names, "geom");
        lf_text_addf(values, "%s(GeomFromText('%s', %d))",
                     strstr(cells[i], "POINT") ? "" : "CastToMulti", cells[i], TEST_SRID);
    } else if (layer && !is_layer(table)) {
        lf_text_addf(names, "%s_key", heads[i]);
        lf_text_addf(values, "(SELECT key FROM %s WHERE id = '%s')", layer, cells[i]);
    } else if (strcmp(heads[i], "row") == 0) {
        lf_text_add(names, "row_key");
        lf_text_addf(values, "(SELECT key FROM %s WHERE id = '%s')",
                     cell_of(heads, cells, count, "layer"), cells[i]);
    } else {
        lf_text_add(names, heads[i]);
        add_value(values, cells[i]);
    }
}

/* What a case need not say: where a place lies, a category's titles. */
static void add_missing(lf_text *names, lf_text *values, const char *table, char *const *heads,
                        char *const *cells, size_t count)
{
    const char *x = cell_of(heads, cells, count, "x"), *y = cell_of(heads, cells, count, "y");
    const char *geom = cell_of(heads, cells, count, "geom"),
               *id = cell_of(heads, cells, count, "id");
    static const char *const without[] = {"targets", "commutes", "market", "programmes"};
    bool places = is_layer(table);
    for (size_t i = 0; i < 4; i++)
        places = places && strcmp(without[i], table) != 0;
    if (strcmp(table, "category") == 0 && !cell_of(heads, cells, count, "title")) {
        lf_text_add(names, ", title, title_zh");
        lf_text_addf(values, ", '%s', '%s'", id, id);
    }
    if (places && geom && *geom && !x) {
        lf_text_add(names, ", x, y");
        lf_text_addf(values,
                     ", X(PointOnSurface(GeomFromText('%s'))),"
                     " Y(PointOnSurface(GeomFromText('%s')))",
                     geom, geom);
    } else if (places && !geom) {
        lf_text_add(names, x ? ", geom" : ", x, y, geom");
        lf_text_addf(values, "%s, MakePoint(%s, %s, %d)", x ? "" : ", 0, 0", x ? x : "0",
                     y ? y : "0", TEST_SRID);
    }
}

static void insert_row(case_file *file, city *here, const char *table, char *const *heads,
                       char *const *cells, size_t count)
{
    lf_text names = {0}, values = {0};
    for (size_t i = 0; i < count; i++)
        add_column(&names, &values, table, heads, cells, count, i);
    add_missing(&names, &values, table, heads, cells, count);
    if (!lf_workspace_runf(&here->ctx, here->ws, "given", "INSERT INTO %s (%s) VALUES (%s)", table,
                           lf_text_get(&names), lf_text_get(&values)))
        fail_case(file, "given %s: %s", table, here->ctx.error);
    lf_clear_error(&here->ctx);
    lf_text_free(&names);
    lf_text_free(&values);
}

static void read_given(case_file *file, city *here, char *table)
{
    char *heads[MOST_CELLS], *cells[MOST_CELLS];
    next_line(file);
    size_t columns = file->line && *file->line == '|' ? split_row(file->line, heads) : 0;
    if (columns == 0)
        fail_case(file, "given %s: expected a row of column names", table);
    else
        next_line(file);
    for (; columns && file->line && *file->line == '|'; next_line(file)) {
        size_t count = split_row(file->line, cells);
        if (count != columns)
            fail_case(file, "given %s: %zu cells under %zu columns", table, count, columns);
        else
            insert_row(file, here, table, heads, cells, count);
    }
}

static void read_setting(case_file *file, city *here, char *text)
{
    char *equals = strchr(text, '=');
    if (equals)
        *equals = '\0';
    if (!equals || !lf_workspace_runf(&here->ctx, here->ws, "setting",
                                      "INSERT OR REPLACE INTO setting VALUES (%Q, %Q, 'case')",
                                      lf_trim(text), lf_trim(equals + 1)))
        fail_case(file, "setting: expected name = value");
    next_line(file);
}

/* ---- running and comparing
 * ----------------------------------------------------------------------- */

static bool run_measure(city *here, const char *parameters, lf_text *complaint)
{
    lf_context *ctx = &here->ctx;
    lf_layer_map map = {0};
    lf_runner *runner = NULL;
    lf_parameters values = {0};
    bool done = lf_areas_make_atoms(ctx, here->ws) &&
                lf_layer_map_open(ctx, here->ws, &here->places, &map) &&
                lf_derived_make(ctx, here->ws, &here->places, &map) &&
                lf_parameters_start(ctx, here->ws, &here->query, NULL, &values) &&
                lf_parameters_parse(&values, parameters, complaint) &&
                lf_runner_open(ctx, here->ws, &map, &runner) &&
                lf_runner_enter(ctx, runner, &here->query) &&
                lf_runner_run(ctx, runner, &values, true, true, NULL, &here->run);
    lf_runner_close(runner);
    lf_parameters_free(&values);
    lf_layer_map_free(&map);
    return done;
}

static void read_run(case_file *file, city *here, const char *parameters)
{
    lf_text complaint = {0};
    if (!run_measure(here, parameters, &complaint))
        fail_case(file, "run: %s%s", here->ctx.error, lf_text_get(&complaint));
    lf_clear_error(&here->ctx);
    lf_text_free(&complaint);
    next_line(file);
}

static void compare_row(case_file *file, city *here, char *const *heads, char *const *cells,
                        size_t count)
{
    const char *keys[] = {"area", "slice", "base"};
    const char *wanted[3];
    char where[300];
    lf_statement *row = NULL;
    for (int i = 0; i < 3; i++) {
        wanted[i] = cell_of(heads, cells, count, keys[i]);
        wanted[i] = wanted[i] ? wanted[i] : i == 0 ? "city" : "";
    }
    snprintf(where, sizeof where, "%s/%s/%s", wanted[0], wanted[1], wanted[2]);
    ck_assert(lf_prepare(&here->ctx, here->ws,
                         "SELECT area_id AS area, * FROM value WHERE run_key = ? AND area_id = ?"
                         " AND slice = ? AND base = ?",
                         &row));
    lf_bind_integer(row, 1, here->run);
    for (int i = 0; i < 3; i++)
        lf_bind_text(row, i + 2, wanted[i]);
    if (lf_statement_step(&here->ctx, row) != LF_STEP_ROW)
        fail_case(file, "%s: expected a row, got none", where);
    else
        for (size_t i = 0; i < count; i++)
            compare_cell(file, row, where, heads[i], cells[i]);
    lf_statement_close(row);
}

static void read_expected(case_file *file, city *here, bool only)
{
    char *heads[MOST_CELLS], *cells[MOST_CELLS];
    int64_t rows = 0, listed = 0;
    char sql[80];
    next_line(file);
    size_t columns = file->line && *file->line == '|' ? split_row(file->line, heads) : 0;
    if (columns == 0)
        fail_case(file, "expect: expected a row of column names");
    else
        next_line(file);
    for (; columns && file->line && *file->line == '|'; next_line(file), listed++) {
        size_t count = split_row(file->line, cells);
        if (count != columns)
            fail_case(file, "expect: %zu cells under %zu columns", count, columns);
        else
            compare_row(file, here, heads, cells, count);
    }
    snprintf(sql, sizeof sql, "SELECT count(*) FROM value WHERE run_key = %lld",
             (long long)here->run);
    ck_assert(lf_query_integer(&here->ctx, here->ws, sql, -1, &rows));
    if (only && rows != listed)
        fail_case(file, "expected %lld rows, got %lld", (long long)listed, (long long)rows);
    if (listed == 0)
        fail_case(file, "expect: nothing is expected");
}

/* ---- a case, a file, all files
 * ------------------------------------------------------------------- */

static bool open_case(case_file *file, city *here)
{
    const char *slash = strrchr(file->path, '/');
    char name[300];
    snprintf(name, sizeof name, "queries/measures%s", slash ? slash : file->path);
    memcpy(strrchr(name, '.'), ".sql", 5);
    char *path = NULL;
    *here = (city){0};
    bool done = open_city(&here->ctx, &here->places, &here->ws) &&
                lf_places_file(&here->ctx, &here->places, name, &path) &&
                lf_query_read(&here->ctx, path, LF_QUERY_MEASURE, &here->query);
    if (!done)
        fail_case(file, "%s", here->ctx.error);
    free(path);
    return done;
}

static void close_case(city *here)
{
    lf_query_free(&here->query);
    lf_workspace_close(here->ws);
    lf_places_free(&here->places);
}

static void run_case(case_file *file)
{
    city here;
    bool expects = false;
    snprintf(file->name, sizeof file->name, "%s", lf_trim(file->line + strlen("case:")));
    file->tolerance = 1e-9;
    bool open = open_case(file, &here);
    next_line(file);
    while (open && file->line && !lf_starts_with(file->line, "case:")) {
        if (lf_starts_with(file->line, "given "))
            read_given(file, &here, lf_trim(file->line + 6));
        else if (lf_starts_with(file->line, "setting "))
            read_setting(file, &here, file->line + 8);
        else if (lf_starts_with(file->line, "run"))
            read_run(file, &here, file->line + 3);
        else if (lf_starts_with(file->line, "expect")) {
            expects = true;
            read_expected(file, &here, strcmp(file->line, "expect only") == 0);
        } else if (lf_starts_with(file->line, "tolerance ")) {
            file->tolerance = strtod(file->line + 10, NULL);
            next_line(file);
        } else {
            fail_case(file, "unknown line '%s'", file->line);
            next_line(file);
        }
    }
    if (open && !expects)
        fail_case(file, "expects nothing");
    close_case(&here);
}

static char **case_paths;
static size_t case_count;

START_TEST(case_file_holds)
{
    case_file file = {.path = case_paths[_i]};
    lf_context ctx;
    int cases = 0;
    lf_context_init(&ctx);
    ck_assert_msg(lf_read_file(&ctx, file.path, &file.text, NULL), "%s", ctx.error);
    file.rest = file.text;
    for (next_line(&file); file.line; cases++)
        if (lf_starts_with(file.line, "case:")) {
            run_case(&file);
        } else {
            fail_case(&file, "expected 'case: name', got '%s'", file.line);
            next_line(&file);
        }
    if (cases == 0)
        fail_case(&file, "the file holds no case");
    ck_assert_msg(file.failures.length == 0, "%s", lf_text_get(&file.failures));
    lf_text_free(&file.failures);
    free(file.text);
}
END_TEST

START_TEST(every_measure_has_cases)
{
    lf_context ctx;
    char **queries = NULL;
    size_t count = 0;
    lf_text missing = {0};
    lf_context_init(&ctx);
    char *measures = lf_join_path(root(), "queries/measures");
    ck_assert(lf_list_folder(&ctx, measures, ".sql", &queries, &count));
    free(measures);
    ck_assert_uint_gt(count, 0);
    for (size_t i = 0; i < count; i++) {
        char *path =
            lf_copyf("%s/tests/cases/%.*s.case", root(), (int)strlen(queries[i]) - 4, queries[i]);
        if (!lf_file_exists(path))
            lf_text_addf(&missing, "\n  queries/measures/%s has no tests/cases/%.*s.case",
                         queries[i], (int)strlen(queries[i]) - 4, queries[i]);
        free(path);
    }
    lf_free_names(queries, count);
    ck_assert_msg(missing.length == 0, "%s", lf_text_get(&missing));
    lf_text_free(&missing);
}
END_TEST

int main(void)
{
    lf_context ctx;
    char **names = NULL;
    lf_context_init(&ctx);
    char *folder = lf_join_path(root(), "tests/cases");
    if (!lf_list_folder(&ctx, folder, ".case", &names, &case_count)) {
        fprintf(stderr, "%s\n", ctx.error);
        return EXIT_FAILURE;
    }
    case_paths = calloc(case_count + 1, sizeof *case_paths);
    for (size_t i = 0; case_paths && i < case_count; i++)
        case_paths[i] = lf_join_path(folder, names[i]);
    Suite *suite = suite_create("measure cases");
    TCase *cases = tcase_create("cases");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, every_measure_has_cases);
    tcase_add_loop_test(cases, case_file_holds, 0, (int)case_count);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    lf_free_names(names, case_count);
    lf_free_names(case_paths, case_count);
    free(folder);
    return failed == 0 && case_count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
