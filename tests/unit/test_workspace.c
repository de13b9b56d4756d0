/* The door to SQLite: what it makes, refuses and says. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "workspace/readers.h"
#include "workspace/workspace.h"

static lf_context ctx;
static lf_workspace *workspace;

static void open_fresh(void)
{
    char *schema = NULL;
    lf_context_init(&ctx);
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/queries/workspace.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open(&ctx, ":memory:", 4527, schema, &workspace), "%s", ctx.error);
    free(schema);
}

static void close_it(void)
{
    lf_workspace_close(workspace);
    workspace = NULL;
}

static void expect_error(const char *part)
{
    ck_assert_msg(strstr(ctx.error, part) != NULL, "expected \"%s\" in \"%s\"", part, ctx.error);
    lf_clear_error(&ctx);
}

START_TEST(makes_tables_and_settings)
{
    int64_t count = 0;
    double real = 0;
    ck_assert(lf_query_integer(&ctx, workspace, "SELECT count(*) FROM walk_shed", 7, &count));
    ck_assert_int_eq(count, 0);
    ck_assert_int_eq(lf_workspace_srid(workspace), 4527);
    ck_assert(lf_workspace_run(&ctx, workspace, "t",
                               "INSERT INTO setting VALUES ('a', '2.5', 'default')"));
    ck_assert(lf_setting_real(&ctx, workspace, "a", &real));
    ck_assert_double_eq(real, 2.5);
    ck_assert(!lf_setting_real(&ctx, workspace, "b", &real));
    expect_error("setting b is not in the workspace");
}
END_TEST

START_TEST(stage_is_whole_or_absent)
{
    bool current = false;
    int64_t count = 0;
    ck_assert(lf_stage_begin(&ctx, workspace, "walk"));
    ck_assert(
        lf_workspace_run(&ctx, workspace, "t", "INSERT INTO walk_fact VALUES ('edges', 1, '')"));
    lf_stage_rollback(workspace);
    lf_stage_rollback(workspace);
    ck_assert(lf_query_integer(&ctx, workspace, "SELECT count(*) FROM walk_fact", 7, &count));
    ck_assert_int_eq(count, 0);
    ck_assert(lf_stage_begin(&ctx, workspace, "walk"));
    ck_assert(lf_stage_commit(&ctx, workspace, "walk", "abc"));
    ck_assert(lf_stage_is_current(&ctx, workspace, "walk", "abc", &current) && current);
    ck_assert(lf_stage_is_current(&ctx, workspace, "walk", "abd", &current) && !current);
}
END_TEST

static void refused(const char *sql, const char *why)
{
    lf_statement *query = NULL;
    ck_assert_msg(!lf_prepare_reading(&ctx, workspace, "q.sql", sql, &query, NULL, NULL), "%s",
                  sql);
    ck_assert_ptr_null(query);
    expect_error(why);
}

START_TEST(a_query_may_only_read)
{
    char **reads = NULL;
    size_t count = 0;
    lf_statement *query = NULL;
    refused("DELETE FROM value",
            "q.sql: a query may only read, but this one asks for writing to value");
    refused("DROP TABLE value", "may only read");
    refused("PRAGMA user_version = 3", "the pragma user_version");
    refused("ATTACH 'x' AS y", "attaching x");
    refused("SELECT 1; SELECT 2", "more than one SQL statement");
    refused("SELECT 1; DROP TABLE value", "q.sql: holds more than one SQL statement");
    refused("-- nothing", "holds no SQL statement");
    refused("SELECT load_extension('x')", "the function load_extension");
    refused("SELECT DropTable('main', 'value')", "the function droptable");
    refused("SELECT ST_AddIsoNode('t', 1, NULL)", "the function st_addisonode");
    refused("SELECT BlobFromFile('/etc/passwd')", "no such function: BlobFromFile");
    refused("SELECT random()", "the function random");
    refused("SELEC 1", "q.sql: near \"SELEC\"");
    ck_assert_msg(
        lf_prepare_reading(&ctx, workspace, "q.sql",
                           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n "
                           "WHERE i < 3) SELECT i, (SELECT count(*) FROM run), "
                           "json_extract('[1]', '$[0]'), ST_Area(ST_Buffer(MakePoint(0,0),1))"
                           " FROM n, value;  -- end",
                           &query, &reads, &count),
        "%s", ctx.error);
    ck_assert_int_eq((int)count, 2);
    ck_assert_str_eq(reads[0], "run");
    ck_assert_str_eq(reads[1], "value");
    lf_free_names(reads, count);
    lf_statement_close(query);
}
END_TEST

START_TEST(a_broken_row_costs_only_itself)
{
    const char *refusal = NULL, *column = NULL;
    lf_statement *insert = NULL;
    ck_assert(lf_workspace_run(
        &ctx, workspace, "t",
        "CREATE TABLE homes (id TEXT NOT NULL UNIQUE, dwellings REAL CONSTRAINT "
        "\"dwellings must not be negative\" CHECK (dwellings >= 0)) STRICT; BEGIN"));
    ck_assert(lf_prepare(&ctx, workspace, "INSERT INTO homes VALUES (?1, ?2)", &insert));
    lf_bind_text(insert, 1, "a");
    lf_bind_real(insert, 2, -1);
    ck_assert(lf_statement_try(&ctx, insert, &refusal, &column));
    ck_assert_str_eq(refusal, "dwellings must not be negative");
    ck_assert_str_eq(column, "dwellings");
    lf_bind_text(insert, 2, "many");
    ck_assert(lf_statement_try(&ctx, insert, &refusal, &column));
    ck_assert_str_eq(refusal, "dwellings is not of the right type");
    lf_bind_null(insert, 1);
    lf_bind_null(insert, 2);
    ck_assert(lf_statement_try(&ctx, insert, &refusal, &column));
    ck_assert_str_eq(refusal, "id must not be blank");
    lf_bind_text(insert, 1, "a");
    ck_assert(lf_statement_try(&ctx, insert, &refusal, &column));
    ck_assert_ptr_null(refusal);
    ck_assert(lf_statement_try(&ctx, insert, &refusal, &column));
    ck_assert_str_eq(refusal, "id stands twice in the layer");
    lf_statement_close(insert);
    ck_assert(lf_workspace_run(&ctx, workspace, "t", "COMMIT"));
}
END_TEST

START_TEST(geometry_goes_through_unchanged)
{
    static const unsigned char point[] = {1, 1,    0, 0, 0, 0, 0, 0, 0, 0,   0,
                                          0, 0x40, 0, 0, 0, 0, 0, 0, 8, 0x40};
    /* LINESTRING Z (1 2 3, 4 5 6), little-endian ISO */
    unsigned char line[9 + 48] = {1, 0xEA, 3, 0, 0, 2, 0, 0, 0};
    const double values[] = {1, 2, 3, 4, 5, 6};
    memcpy(line + 9, values, sizeof values);
    void *blob = NULL, *wkb = NULL;
    size_t size = 0, wkb_size = 0, count = 0;
    double *xyz = NULL;
    ck_assert(lf_blob_from_wkb(&ctx, 4527, point, sizeof point, false, &blob, &size));
    ck_assert(lf_blob_to_wkb(&ctx, blob, size, &wkb, &wkb_size));
    ck_assert_mem_eq(wkb, point, sizeof point);
    free(blob);
    free(wkb);
    ck_assert_msg(lf_blob_from_wkb(&ctx, 4527, line, sizeof line, true, &blob, &size), "%s",
                  ctx.error);
    ck_assert(lf_blob_line(&ctx, blob, size, &xyz, &count));
    ck_assert_int_eq((int)count, 2);
    ck_assert_mem_eq(xyz, values, sizeof values);
    free(blob);
    free(xyz);
    ck_assert(!lf_blob_from_wkb(&ctx, 4527, "x", 1, false, &blob, &size));
    expect_error("cannot be read");
}
END_TEST

/* What SpatiaLite makes of a text, by way of well-known binary, is byte for byte what it makes. */
static void expect_same_blob(const char *text, bool with_z)
{
    char *sql = lf_copyf("SELECT ST_GeomFromText('%s', 4527)", text);
    lf_statement *row = NULL;
    void *made = NULL, *wkb = NULL;
    size_t size = 0, wkb_size = 0, made_size = 0;
    ck_assert(lf_prepare(&ctx, workspace, sql, &row));
    ck_assert_int_eq(lf_statement_step(&ctx, row), LF_STEP_ROW);
    const void *blob = lf_column_blob(row, 0, &size);
    ck_assert_msg(blob != NULL, "%s", text);
    ck_assert(lf_blob_to_wkb(&ctx, blob, size, &wkb, &wkb_size));
    ck_assert_msg(lf_blob_from_wkb(&ctx, 4527, wkb, wkb_size, with_z, &made, &made_size), "%s: %s",
                  text, ctx.error);
    ck_assert_uint_eq(made_size, size);
    ck_assert_mem_eq(made, blob, size);
    for (size_t cut = 0; cut < wkb_size; cut++) {
        void *none = NULL;
        ck_assert_msg(!lf_blob_from_wkb(&ctx, 4527, wkb, cut, with_z, &none, &made_size),
                      "%s is taken after %zu bytes", text, cut);
        lf_clear_error(&ctx);
    }
    free(made);
    free(wkb);
    free(sql);
    lf_statement_close(row);
}

START_TEST(blobs_are_those_of_spatialite)
{
    expect_same_blob("POINT(3 -4)", false);
    expect_same_blob("LINESTRING(1 2, 5 -7, 3 9)", false);
    expect_same_blob("LINESTRINGZ(1 2 3, 5 -7 8, 3 9 0)", true);
    expect_same_blob("POLYGON((0 0, 9 0, 9 9, 0 0), (5 1, 6 1, 6 2, 5 1))", false);
    expect_same_blob("MULTIPOINT(1 2, 3 4)", false);
    expect_same_blob("MULTILINESTRING((1 2, 3 4), (5 6, 7 8, 9 9))", false);
    expect_same_blob("MULTIPOLYGON(((0 0, 9 0, 9 9, 0 0)), ((20 0, 29 0, 29 9, 20 0)))", false);
    expect_same_blob("GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(3 4, 5 6))", false);
}
END_TEST

static void make_places(lf_workspace *ws)
{
    ck_assert_msg(
        lf_workspace_run(&ctx, ws, "t",
                         "CREATE TABLE places (key INTEGER PRIMARY KEY, geom BLOB NOT NULL);"
                         "INSERT INTO places VALUES (1, MakePoint(5, 5, 4527)),"
                         " (2, MakePoint(90, 5, 4527))") &&
            lf_workspace_register_geometry(&ctx, ws, "places", "POINT", "XY"),
        "%s", ctx.error);
}

static const char in_frame[] =
    "SELECT count(*) FROM places WHERE key IN (SELECT rowid FROM SpatialIndex WHERE"
    " f_table_name = 'places' AND search_frame = BuildMbr(0, 0, 10, 10))";

/* Without an index SpatiaLite would find nothing and say nothing. */
START_TEST(an_index_is_made_when_a_query_asks_for_it)
{
    lf_statement *query = NULL;
    int64_t count = 7;
    static const char indexes[] =
        "SELECT count(*) FROM geometry_columns WHERE spatial_index_enabled = 1";
    make_places(workspace);
    ck_assert(lf_prepare_reading(&ctx, workspace, "t", "SELECT count(*) FROM places", &query, NULL,
                                 NULL));
    lf_statement_close(query);
    ck_assert(lf_query_integer(&ctx, workspace, indexes, 7, &count));
    ck_assert_int_eq(count, 0);
    for (int time = 0; time < 2; time++) {
        ck_assert_msg(lf_prepare_reading(&ctx, workspace, "t", in_frame, &query, NULL, NULL), "%s",
                      ctx.error);
        ck_assert_int_eq(lf_statement_step(&ctx, query), LF_STEP_ROW);
        ck_assert_int_eq(lf_column_integer(query, 0), 1);
        lf_statement_close(query);
    }
    ck_assert(lf_workspace_unindex_geometry(&ctx, workspace, "places"));
    ck_assert(lf_workspace_unindex_geometry(&ctx, workspace, "places"));
}
END_TEST

START_TEST(an_index_cannot_be_made_for_a_reader)
{
    char path[] = "/tmp/lifang-test-XXXXXX";
    lf_workspace *other = NULL;
    lf_statement *query = NULL;
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    close(file);
    ck_assert(lf_workspace_open(&ctx, path, 4527, "SELECT 1", &other));
    make_places(other);
    lf_workspace_close(other);
    ck_assert(lf_workspace_open_read(&ctx, path, &other));
    ck_assert(!lf_prepare_reading(&ctx, other, "t", in_frame, &query, NULL, NULL));
    ck_assert_ptr_null(query);
    expect_error("has no spatial indexes, and they cannot be made");
    lf_workspace_close(other);
    unlink(path);
}
END_TEST

enum { ITEMS = 40, BAD_ITEM = 7 };

/* Each item is the sum of 1 … item, worked out by whatever connection it is given. */
static bool add_up(lf_context *own, lf_workspace *reader, void *user, size_t item)
{
    int64_t *sums = user;
    char *sql = lf_copyf("SELECT sum(n) FROM numbers WHERE n <= %zu", item);
    bool done = lf_query_integer(own, reader, sql, 0, &sums[item]);
    free(sql);
    return done;
}

static bool fail_late_items(lf_context *own, lf_workspace *reader, void *user, size_t item)
{
    (void)reader;
    (void)user;
    return item < BAD_ITEM || lf_fail(own, "item %zu", item);
}

static void expect_sums(lf_workspace *ws)
{
    int64_t sums[ITEMS] = {0};
    ck_assert_msg(lf_workspace_run(&ctx, ws, "t",
                                   "CREATE TABLE numbers (n INTEGER);"
                                   "INSERT INTO numbers SELECT value FROM json_each('[1,2,3,4,5]');"
                                   "INSERT INTO numbers SELECT n + 5 FROM numbers;"
                                   "INSERT INTO numbers SELECT n + 10 FROM numbers;"
                                   "INSERT INTO numbers SELECT n + 20 FROM numbers"),
                  "%s", ctx.error);
    ck_assert_msg(lf_workspace_read_each(&ctx, ws, ITEMS, add_up, sums), "%s", ctx.error);
    for (int64_t i = 0; i < ITEMS; i++)
        ck_assert_int_eq(sums[i], i * (i + 1) / 2);
}

START_TEST(several_threads_read_what_was_committed)
{
    char path[] = "/tmp/lifang-test-XXXXXX";
    lf_workspace *other = NULL;
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    close(file);
    ctx.threads = 3;
    ck_assert(lf_workspace_open(&ctx, path, 4527, "SELECT 1", &other));
    expect_sums(other);
    ck_assert(!lf_workspace_read_each(&ctx, other, ITEMS, fail_late_items, NULL));
    expect_error("item 7");
    lf_workspace_close(other);
    unlink(path);
    expect_sums(workspace); /* in memory: by one thread */
}
END_TEST

START_TEST(a_stop_reaches_every_reader)
{
    static const volatile sig_atomic_t stop = 1;
    int64_t sums[ITEMS] = {0};
    ctx.stop = &stop;
    ck_assert(!lf_workspace_read_each(&ctx, workspace, ITEMS, add_up, sums));
    ck_assert_int_eq(ctx.failure, LF_STOPPED);
    ctx.stop = NULL;
    lf_clear_error(&ctx);
}
END_TEST

START_TEST(a_foreign_or_older_file_is_refused)
{
    char path[] = "/tmp/lifang-test-XXXXXX";
    lf_workspace *other = NULL;
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq((int)write(file, "not a database, but long enough to be one", 41), 41);
    close(file);
    ck_assert(!lf_workspace_open(&ctx, path, 4527, "SELECT 1", &other));
    expect_error("is not a Lifang workspace");
    unlink(path);
    ck_assert(lf_workspace_open(&ctx, path, 4527, "SELECT 1", &other));
    lf_workspace_close(other);
    ck_assert(!lf_workspace_open(&ctx, path, 32631, "SELECT 1", &other));
    expect_error("was made for EPSG:4527 but the city file says EPSG:32631");
    ck_assert(lf_workspace_open_read(&ctx, path, &other));
    ck_assert(!lf_workspace_run(&ctx, other, "t", "CREATE TABLE x (y)"));
    expect_error("cannot write");
    lf_workspace_close(other);
    unlink(path);
    ck_assert(!lf_workspace_open(&ctx, "/nowhere/at/all.lifang", 4527, "SELECT 1", &other));
    expect_error("/nowhere/at/all.lifang: cannot open the workspace");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workspace");
    TCase *tests = tcase_create("workspace");
    tcase_add_checked_fixture(tests, open_fresh, close_it);
    tcase_add_test(tests, makes_tables_and_settings);
    tcase_add_test(tests, stage_is_whole_or_absent);
    tcase_add_test(tests, a_query_may_only_read);
    tcase_add_test(tests, a_broken_row_costs_only_itself);
    tcase_add_test(tests, geometry_goes_through_unchanged);
    tcase_add_test(tests, blobs_are_those_of_spatialite);
    tcase_add_test(tests, an_index_is_made_when_a_query_asks_for_it);
    tcase_add_test(tests, an_index_cannot_be_made_for_a_reader);
    tcase_add_test(tests, several_threads_read_what_was_committed);
    tcase_add_test(tests, a_stop_reaches_every_reader);
    tcase_add_test(tests, a_foreign_or_older_file_is_refused);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
