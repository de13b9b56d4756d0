/*
 * Runs the case files of tests/cases/checks: given rows, one check with parameters, expected rows
 * of check_result. Every check must have a file. The notation is told in tests/cases/README.md.
 */
#include "audit_city.h"
#include "case_kit.h"

typedef struct case_here {
    audit_city town;
    char id[64]; /* of the check */
    bool ran;
} case_here;

/* ---- given rows
 * ---------------------------------------------------------------------------------- */

static bool is_audits(const char *table)
{
    return strcmp(table, "candidates") == 0 || lf_starts_with(table, "site_");
}

/* Tables whose rows have a place on the map. */
static bool has_place(const char *table)
{
    static const char *const words[] = {"candidates", "areas",      "homes",     "sites",
                                        "stations",   "facilities", "anchors",   "constraints",
                                        "jobs",       "streets",    "rail_lines"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], table) == 0)
            return true;
    return false;
}

static void add_quoted(lf_text *out, const char *text)
{
    lf_text_add(out, "'");
    for (; *text; text++)
        lf_text_add_bytes(out, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
    lf_text_add(out, "'");
}

/* "(SELECT key FROM stations WHERE id = 's1')"; `place` looks in all layers of places. */
static void add_key(lf_text *out, const char *layer, const char *id)
{
    lf_text_addf(out, "(SELECT key FROM %s WHERE id = ", layer);
    add_quoted(out, id);
    lf_text_add(out, ")");
}

static void add_place(lf_text *names, lf_text *values, const char *table, const char *id)
{
    lf_text key = {0};
    lf_text_add(&key, "coalesce(");
    add_key(&key, "stations", id);
    lf_text_add(&key, ", ");
    add_key(&key, "facilities", id);
    lf_text_add(&key, ", ");
    add_key(&key, "anchors", id);
    lf_text_add(&key, ")");
    if (strcmp(table, "site_walk") == 0) {
        lf_text_add(names, "walk_place_key, walk_min_place_key, straight_place_key");
        lf_text_addf(values, "%s, %s, %s", lf_text_get(&key), lf_text_get(&key), lf_text_get(&key));
    } else {
        lf_text_add(names, "place_key");
        lf_text_add(values, lf_text_get(&key));
    }
    lf_text_free(&key);
}

static void add_column(lf_text *names, lf_text *values, const char *table, const char *head,
                       const char *cell)
{
    static const char *const named[][2] = {{"site", "candidates"},
                                           {"station", "stations"},
                                           {"facility", "facilities"},
                                           {"home", "homes"}};
    lf_text_add(names, names->length ? ", " : "");
    lf_text_add(values, values->length ? ", " : "");
    bool keyed = lf_starts_with(table, "site_") || lf_starts_with(table, "walk_");
    for (size_t i = 0; keyed && i < 4; i++)
        if (strcmp(named[i][0], head) == 0) {
            lf_text_addf(names, "%s_key", head);
            add_key(values, named[i][1], cell);
            return;
        }
    if (strcmp(head, "place") == 0 && keyed) {
        add_place(names, values, table, cell);
    } else if (strcmp(head, "geom") == 0) {
        lf_text_add(names, "geom");
        lf_text_addf(values, "%s(GeomFromText('%s', %d))",
                     strstr(cell, "POLYGON") ? "CastToMulti" : "", cell, TEST_SRID);
    } else {
        lf_text_add(names, head);
        add_value(values, cell);
    }
}

/* Where a row lies that does not say so: at x, y, or at a point of its shape. */
static void add_missing(lf_text *names, lf_text *values, const char *table, char *const *heads,
                        char *const *cells, size_t count)
{
    const char *geom = cell_of(heads, cells, count, "geom"), *x = cell_of(heads, cells, count, "x"),
               *y = cell_of(heads, cells, count, "y");
    if (strcmp(table, "category") == 0 && !cell_of(heads, cells, count, "title")) {
        const char *id = cell_of(heads, cells, count, "id");
        lf_text_addf(names, ", title, title_zh");
        lf_text_addf(values, ", '%s', '%s'", id, id);
    }
    if (!has_place(table))
        return;
    if (geom && !x) {
        lf_text_add(names, ", x, y");
        lf_text_addf(
            values,
            ", X(PointOnSurface(GeomFromText('%s'))), Y(PointOnSurface(GeomFromText('%s')))", geom,
            geom);
    } else if (!geom) {
        lf_text_add(names, x ? ", geom" : ", x, y, geom");
        lf_text_addf(values, "%s, MakePoint(%s, %s, %d)", x ? "" : ", 0, 0", x ? x : "0",
                     y ? y : "0", TEST_SRID);
    }
}

static void insert_row(case_file *file, case_here *here, const char *table, char *const *heads,
                       char *const *cells, size_t count)
{
    lf_text names = {0}, values = {0};
    for (size_t i = 0; i < count; i++)
        add_column(&names, &values, table, heads[i], cells[i]);
    add_missing(&names, &values, table, heads, cells, count);
    lf_workspace *ws = is_audits(table) ? here->town.audit : here->town.city;
    if (!lf_workspace_runf(&here->town.ctx, ws, "given", "INSERT INTO %s (%s) VALUES (%s)", table,
                           lf_text_get(&names), lf_text_get(&values)))
        fail_case(file, "given %s: %s", table, here->town.ctx.error);
    lf_clear_error(&here->town.ctx);
    lf_text_free(&names);
    lf_text_free(&values);
}

/* A value of a measure's default evaluation. */
static const char figure_sql[] =
    "INSERT OR IGNORE INTO measure (id, title, title_zh, unit, better, file, hash, needs)"
    " VALUES (%Q, '', '', 'ratio', 'none', '', '', '[]');"
    "INSERT OR IGNORE INTO run (measure, parameters, is_default) VALUES (%Q, '{}', 1);"
    "INSERT INTO value (run_key, measure, area_id, slice, numerator, denominator, value)"
    " SELECT key, measure, %Q, %Q, %Q, %Q, %Q FROM run WHERE measure = %Q AND is_default;";

/* A row of targets with the evaluation that answers it. */
static const char rule_sql[] =
    "INSERT INTO targets (id, title_en, title_zh, measure, slice, area, comparison, value, "
    "value_to,"
    " clause) VALUES (%Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q);"
    "INSERT OR IGNORE INTO measure (id, title, title_zh, unit, better, file, hash, needs)"
    " VALUES (%Q, '', '', %Q, 'none', '', '', '[]');"
    "INSERT OR IGNORE INTO run (measure, parameters, is_default) VALUES (%Q, %Q, 0);"
    "INSERT INTO target_value (target_key, run_key) SELECT t.key, r.key FROM targets AS t, run AS r"
    " WHERE t.id = %Q AND r.measure = %Q AND r.parameters = %Q;";

static void insert_figure(case_file *file, case_here *here, char *const *heads, char *const *cells,
                          size_t count)
{
    const char *keys[] = {"measure", "area", "slice", "numerator", "denominator", "value"};
    const char *c[6];
    for (int i = 0; i < 6; i++) {
        c[i] = cell_of(heads, cells, count, keys[i]);
        if (c[i] && !*c[i])
            c[i] = NULL;
    }
    if (!lf_workspace_runf(&here->town.ctx, here->town.city, "given figure", figure_sql, c[0], c[0],
                           c[1] ? c[1] : "city", c[2] ? c[2] : "", c[3], c[4], c[5], c[0]))
        fail_case(file, "given figure: %s", here->town.ctx.error);
    lf_clear_error(&here->town.ctx);
}

static void insert_rule(case_file *file, case_here *here, char *const *heads, char *const *cells,
                        size_t count)
{
    const char *keys[] = {"id",         "measure", "parameters", "slice",  "area",
                          "comparison", "value",   "value_to",   "clause", "unit"};
    const char *c[10];
    for (int i = 0; i < 10; i++) {
        c[i] = cell_of(heads, cells, count, keys[i]);
        if (c[i] && !*c[i])
            c[i] = NULL;
    }
    const char *parameters = c[2] ? c[2] : "{}";
    if (!lf_workspace_runf(&here->town.ctx, here->town.city, "given rule", rule_sql, c[0], c[0],
                           c[0], c[1], c[3], c[4], c[5] ? c[5] : "report", c[6], c[7], c[8], c[1],
                           c[9] ? c[9] : "share", c[1], parameters, c[0], c[1], parameters))
        fail_case(file, "given rule: %s", here->town.ctx.error);
    lf_clear_error(&here->town.ctx);
}

static void read_given(case_file *file, case_here *here, const char *table)
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
        else if (strcmp(table, "rule") == 0)
            insert_rule(file, here, heads, cells, count);
        else if (strcmp(table, "figure") == 0)
            insert_figure(file, here, heads, cells, count);
        else
            insert_row(file, here, table, heads, cells, count);
    }
}

static void read_setting(case_file *file, case_here *here, char *text)
{
    char *equals = strchr(text, '=');
    if (equals)
        *equals = '\0';
    if (!equals || !lf_workspace_runf(&here->town.ctx, here->town.city, "setting",
                                      "INSERT OR REPLACE INTO setting VALUES (%Q, %Q, 'case')",
                                      lf_trim(text), lf_trim(equals + 1)))
        fail_case(file, "setting: expected name = value");
    next_line(file);
}

/* ---- running and comparing
 * ----------------------------------------------------------------------- */

enum { MOST_PARAMETERS = 8 };

/* "a = 1; b = 2" as the city file would give it. */
static size_t read_parameters(const case_here *here, char *text, lf_pair pairs[MOST_PARAMETERS])
{
    size_t count = 0;
    char *rest = text;
    for (char *pair; count < MOST_PARAMETERS && (pair = strsep(&rest, ";")) != NULL;) {
        char *equals = strchr(pair, '=');
        if (!equals)
            continue;
        *equals = '\0';
        pairs[count++] = (lf_pair){.name = lf_copyf("%s.%s", here->id, lf_trim(pair)),
                                   .value = lf_copy(lf_trim(equals + 1)),
                                   .line = 1};
    }
    return count;
}

static void read_run(case_file *file, case_here *here, char *text)
{
    static char path[] = "city.yaml";
    lf_pair pairs[MOST_PARAMETERS];
    lf_city city = {.path = path, .measures = pairs};
    city.measure_count = read_parameters(here, text, pairs);
    bool done = here->ran || derive_city(&here->town);
    here->ran = true;
    if (!done || !run_audit(&here->town, &city, NULL))
        fail_case(file, "run: %s", here->town.ctx.error);
    lf_clear_error(&here->town.ctx);
    for (size_t i = 0; i < city.measure_count; i++) {
        free(pairs[i].name);
        free(pairs[i].value);
    }
    next_line(file);
}

static void compare_row(case_file *file, case_here *here, char *const *heads, char *const *cells,
                        size_t count)
{
    const char *site = cell_of(heads, cells, count, "site"),
               *part = cell_of(heads, cells, count, "part");
    char where[300];
    lf_statement *row = NULL;
    snprintf(where, sizeof where, "%s/%s", site ? site : "?", part ? part : "");
    ck_assert(lf_prepare(&here->town.ctx, here->town.audit,
                         "SELECT c.id AS site, r.* FROM check_result AS r JOIN candidates AS c"
                         " ON c.key = r.site_key WHERE r.check_id = ? AND c.id = ? AND r.part = ?",
                         &row));
    lf_bind_text(row, 1, here->id);
    lf_bind_text(row, 2, site);
    lf_bind_text(row, 3, part ? part : "");
    if (lf_statement_step(&here->town.ctx, row) != LF_STEP_ROW)
        fail_case(file, "%s: expected a row, got none", where);
    else
        for (size_t i = 0; i < count; i++)
            if (strcmp(heads[i], "part") != 0)
                compare_cell(file, row, where, heads[i], cells[i]);
    lf_statement_close(row);
}

static void check_count(case_file *file, case_here *here, int64_t listed)
{
    lf_text parts = {0};
    lf_statement *rows = NULL;
    int64_t found = 0;
    ck_assert(lf_prepare(&here->town.ctx, here->town.audit,
                         "SELECT c.id || '/' || r.part FROM check_result AS r JOIN candidates AS c"
                         " ON c.key = r.site_key WHERE r.check_id = ? ORDER BY 1",
                         &rows));
    lf_bind_text(rows, 1, here->id);
    while (lf_statement_step(&here->town.ctx, rows) == LF_STEP_ROW) {
        found++;
        lf_text_addf(&parts, " %s", lf_column_text(rows, 0));
    }
    if (found != listed)
        fail_case(file, "expected %lld rows, got %lld:%s", (long long)listed, (long long)found,
                  lf_text_get(&parts));
    lf_statement_close(rows);
    lf_text_free(&parts);
}

static void read_expected(case_file *file, case_here *here, bool only)
{
    char *heads[MOST_CELLS], *cells[MOST_CELLS];
    int64_t listed = 0;
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
    if (only)
        check_count(file, here, listed);
    if (listed == 0)
        fail_case(file, "expect: nothing is expected");
}

/* ---- a case, a file, all files
 * ------------------------------------------------------------------- */

static bool open_case(case_file *file, case_here *here)
{
    const char *slash = strrchr(file->path, '/');
    *here = (case_here){.ran = false};
    snprintf(here->id, sizeof here->id, "%.*s", (int)strcspn(slash + 1, "."), slash + 1);
    bool done = open_audit_city(&here->town);
    if (!done)
        fail_case(file, "%s", here->town.ctx.error);
    return done;
}

static void run_case(case_file *file)
{
    case_here here;
    bool expects = false;
    snprintf(file->name, sizeof file->name, "%s", lf_trim(file->line + strlen("case:")));
    file->tolerance = 1e-6;
    bool open = open_case(file, &here);
    next_line(file);
    while (open && file->line && !lf_starts_with(file->line, "case:")) {
        if (lf_starts_with(file->line, "given ")) {
            char table[64];
            snprintf(table, sizeof table, "%s", lf_trim(file->line + 6));
            read_given(file, &here, table);
        } else if (lf_starts_with(file->line, "setting "))
            read_setting(file, &here, file->line + 8);
        else if (lf_starts_with(file->line, "run"))
            read_run(file, &here, file->line + 3);
        else if (lf_starts_with(file->line, "expect")) {
            expects = true;
            read_expected(file, &here, strcmp(file->line, "expect only") == 0);
        } else {
            fail_case(file, "unknown line '%s'", file->line);
            next_line(file);
        }
    }
    if (open && !expects)
        fail_case(file, "expects nothing");
    close_audit_city(&here.town);
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
    ck_assert_msg(file.failures.length == 0, "%.3500s", lf_text_get(&file.failures));
    lf_text_free(&file.failures);
    free(file.text);
}
END_TEST

START_TEST(every_check_has_cases)
{
    lf_context ctx;
    char **queries = NULL;
    size_t count = 0;
    lf_text missing = {0};
    lf_context_init(&ctx);
    char *folder = lf_join_path(root(), "queries/checks");
    ck_assert(lf_list_folder(&ctx, folder, ".sql", &queries, &count));
    free(folder);
    ck_assert_uint_gt(count, 0);
    for (size_t i = 0; i < count; i++) {
        char *path = lf_copyf("%s/tests/cases/checks/%.*s.case", root(),
                              (int)strlen(queries[i]) - 4, queries[i]);
        if (!lf_file_exists(path))
            lf_text_addf(&missing, "\n  queries/checks/%s has no tests/cases/checks/%.*s.case",
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
    char *folder = lf_join_path(root(), "tests/cases/checks");
    if (!lf_list_folder(&ctx, folder, ".case", &names, &case_count)) {
        fprintf(stderr, "%s\n", ctx.error);
        return EXIT_FAILURE;
    }
    case_paths = calloc(case_count + 1, sizeof *case_paths);
    for (size_t i = 0; case_paths && i < case_count; i++)
        case_paths[i] = lf_join_path(folder, names[i]);
    Suite *suite = suite_create("check cases");
    TCase *cases = tcase_create("cases");
    tcase_set_timeout(cases, 240);
    tcase_add_test(cases, every_check_has_cases);
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
