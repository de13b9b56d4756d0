/* What goes out: widths, quoting, numbers, documents, listings, files. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "present/present.h"
#include "present/table.h"

static lf_context ctx;
static lf_text taken;

static bool take(void *user, const char *bytes, size_t count)
{
    lf_text_add_bytes(user, bytes, count);
    return true;
}

static lf_output output;

static void begin_output(void)
{
    lf_context_init(&ctx);
    lf_text_free(&taken);
    taken = (lf_text){0};
    lf_output_init(&output, take, &taken);
}

static const char *written(void)
{
    ck_assert(lf_output_finish(&ctx, &output));
    return lf_text_get(&taken);
}

/* ---- text tables ---- */

START_TEST(table_aligns_wide_characters)
{
    lf_sheet sheet;
    begin_output();
    lf_sheet_begin(&sheet, 3);
    lf_sheet_align_right(&sheet, 1);
    const char *cells[] = {"区域", "值", "Empty", "城关区", "7", "", "ab", "12.5", NULL};
    for (int i = 0; i < 9; i++)
        lf_sheet_add(&sheet, cells[i]);
    ck_assert_uint_eq(lf_sheet_rows(&sheet), 2);
    ck_assert(lf_sheet_write(&ctx, &sheet, 1, &output));
    /* The heading and each row end in the same column; a column without text is left out. */
    ck_assert_str_eq(written(), " 区域      值\n"
                                " ------  ----\n"
                                " 城关区     7\n"
                                " ab      12.5\n");
    lf_sheet_free(&sheet);
}
END_TEST

START_TEST(table_disarms_control_characters)
{
    lf_sheet sheet;
    begin_output();
    lf_sheet_begin(&sheet, 1);
    lf_sheet_add(&sheet, "h");
    lf_sheet_add(&sheet, "a\033[31mb\nc\td\xc2\x9b"
                         "e");
    ck_assert(lf_sheet_write(&ctx, &sheet, 0, &output));
    ck_assert_str_eq(strchr(strchr(written(), '\n') + 1, '\n') + 1, "a [31mb c d  e\n");
    lf_sheet_free(&sheet);
}
END_TEST

/* ---- CSV ---- */

static void expect_csv(const char *text, const char *expected)
{
    begin_output();
    lf_csv_text(&output, text);
    ck_assert_str_eq(written(), expected);
}

START_TEST(csv_quotes_and_neutralises)
{
    expect_csv("plain", "plain");
    expect_csv("", "");
    expect_csv(NULL, "");
    expect_csv("a,b", "\"a,b\"");
    expect_csv("say \"yes\"", "\"say \"\"yes\"\"\"");
    expect_csv("two\nlines", "\"two\nlines\"");
    expect_csv("=1+1", "'=1+1");
    expect_csv("+7", "'+7");
    expect_csv("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0");
    expect_csv("@SUM(A1,B1)", "\"'@SUM(A1,B1)\"");
    expect_csv("\tx", "'\tx");
    expect_csv("a=b", "a=b");
    begin_output();
    lf_csv_number(&output, -1.5);
    lf_csv_number(&output, (double)NAN);
    ck_assert_str_eq(written(), "-1.5");
}
END_TEST

/* ---- numbers ---- */

static void expect_rounded(double value, const char *unit, const char *expected)
{
    char out[LF_NUMBER_SIZE];
    lf_number_rounded(value, unit, out);
    ck_assert_str_eq(out, expected);
}

START_TEST(numbers_are_rounded_for_reading)
{
    expect_rounded(0.6534, "share", "65.3");
    expect_rounded(1, "share", "100.0");
    expect_rounded(0, "ratio", "0");
    expect_rounded(-0.0, "ratio", "0");
    expect_rounded(12345.6, "m2", "12346");
    expect_rounded(99.96, "m2", "100");
    expect_rounded(12.34, "m2", "12.3");
    expect_rounded(1.2345, "ratio", "1.23");
    expect_rounded(0.01234, "ratio", "0.0123");
    expect_rounded(42, NULL, "42");
    expect_rounded((double)NAN, "share", "–");
    char out[LF_NUMBER_SIZE];
    lf_number_full(0.1, out);
    ck_assert_str_eq(out, "0.1");
    lf_number_full(1e300 * 1e10, out);
    ck_assert_str_eq(out, "");
    lf_number_full(-0.0, out);
    ck_assert_str_eq(out, "0");
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_escapes_hostile_names)
{
    lf_json json;
    begin_output();
    lf_json_init(&json, &output, 0);
    lf_json_open(&json, NULL, '{');
    lf_json_string(&json, "na\"me", "</script><b>&\\\x01\n\x7f");
    lf_json_string(&json, "separators", "\xe2\x80\xa8\xe2\x80\xa9");
    lf_json_string(&json, "broken", "a\xff\xe6\x97z");
    lf_json_string(&json, "nothing", NULL);
    lf_json_number(&json, "nan", (double)NAN);
    lf_json_boolean(&json, "yes", true);
    lf_json_document(&json, "document", "{\"a\": \"<\"}");
    lf_json_open(&json, "list", '[');
    lf_json_integer(&json, NULL, -3);
    lf_json_number(&json, NULL, 0.5);
    lf_json_close(&json, ']');
    lf_json_close(&json, '}');
    ck_assert_str_eq(written(),
                     "{\"na\\\"me\": \"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\\\\\\u0001\\n"
                     "\\u007f\", \"separators\": \"\\u2028\\u2029\", "
                     "\"broken\": \"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\", \"nothing\": null, "
                     "\"nan\": null, \"yes\": true, \"document\": {\"a\": \"\\u003c\"}, "
                     "\"list\": [-3, 0.5]}\n");
}
END_TEST

START_TEST(json_breaks_lines_to_a_depth)
{
    lf_json json;
    begin_output();
    lf_json_begin_document(&json, &output);
    lf_json_open(&json, "rows", '[');
    lf_json_open(&json, NULL, '{');
    lf_json_integer(&json, "a", 1);
    lf_json_integer(&json, "b", 2);
    lf_json_close(&json, '}');
    lf_json_close(&json, ']');
    lf_json_open(&json, "none", '[');
    lf_json_close(&json, ']');
    lf_json_close(&json, '}');
    ck_assert_str_eq(written(), "{\n"
                                "  \"format\": \"lifang-results\",\n"
                                "  \"version\": 1,\n"
                                "  \"rows\": [\n"
                                "    {\"a\": 1, \"b\": 2}\n"
                                "  ],\n"
                                "  \"none\": []\n"
                                "}\n");
}
END_TEST

/* ---- a workspace filled by hand ---- */

static lf_workspace *workspace;
static lf_places places;

static void run_file(const char *name)
{
    char path[512], *sql = NULL;
    snprintf(path, sizeof path, "%s/%s", LF_SOURCE_DIR, name);
    ck_assert_msg(lf_read_file(&ctx, path, &sql, NULL), "%s", ctx.error);
    ck_assert_msg(lf_workspace_run(&ctx, workspace, name, sql), "%s", ctx.error);
    free(sql);
}

static void run_sql(const char *sql)
{
    ck_assert_msg(lf_workspace_run(&ctx, workspace, "test", sql), "%s", ctx.error);
}

static const char *const rows =
    "INSERT INTO setting VALUES ('city.name', '测试市', 't'), ('city.title', 'Testville', 't'),"
    " ('city.language', 'en', 't');"
    "INSERT INTO areas (key, id, kind, name, population, x, y, geom)"
    " SELECT k, id, 'district', name, 10, x, 0,"
    " ST_GeomFromText('MULTIPOLYGON(((' || x || ' 0, ' || (x + 9) || ' 0, ' || (x + 9) || ' 9, '"
    " || x || ' 0)))', 4527) FROM (SELECT 1 AS k, 'D1' AS id, '=东区' AS name, 0 AS x"
    " UNION ALL SELECT 2, 'D2', 'West <b>', 10);"
    "INSERT INTO homes (key, id, name, dwellings, residents, x, y, geom) VALUES"
    " (1, 'h1', 'One', 10, 30, 1, 1, MakePoint(1, 1, 4527)),"
    " (2, 'h2', 'Two', 20, 60, 11, 1, MakePoint(11, 1, 4527)),"
    " (3, 'h3', NULL, NULL, NULL, 12, 1, MakePoint(12, 1, 4527));"
    "INSERT INTO category VALUES ('market', 'Market', '菜市场', 10, 500, NULL, 'GB', 'GK-H'),"
    " ('park', 'Park', '公园', NULL, NULL, 15, NULL, NULL);"
    "INSERT INTO walk_access VALUES ('homes', 1, 1, 'nearest', 2, 's1', 1, 0),"
    " ('homes', 2, 1, 'nearest', 2, 's1', 11, 0);"
    "INSERT INTO walk_nearest (home_key, category, walk_m, walk_min) VALUES"
    " (1, 'market', 499.96, 7.5), (1, 'park', 1200, 15.5), (2, 'market', 501, 7.6),"
    " (2, 'park', 900, 13);"
    "INSERT INTO source (key, layer, part, path, hash, rows_read, rows_kept, rows_rejected)"
    " VALUES (1, 'homes', 1, 'homes.csv', 'abc', 5, 3, 2);"
    "INSERT INTO reject (source_key, layer, feature, id, column_name, reason) VALUES"
    " (1, 'homes', '4', 'h4', 'dwellings', 'dwellings must not be negative'),"
    " (1, 'homes', '5', 'h4', 'id', 'id must be unique within the layer');"
    "INSERT INTO walk_problem (kind, layer, id, detail, distance_m, geom) VALUES"
    " ('far_from_street', 'homes', 'h3', 'no street within 200 m', 250, MakePoint(12, 1, 4527));"
    "INSERT INTO walk_fact VALUES ('edges', 12, 'count');"
    "INSERT INTO measure (id, title, title_zh, unit, better, file, hash, needs, bases,"
    " query) VALUES"
    " ('coverage', 'Coverage', '覆盖率', 'share', 'higher', 'f', 'h', '[\"homes\"]',"
    " '[\"residents\", \"dwellings\"]', '-- slices: category'), ('ratio', 'Ratio', '比', 'ratio', "
    "'band', 'f', 'h', '[]',"
    " '[]', '');"
    "INSERT INTO run VALUES (1, 'coverage', '{}', 1, NULL), (2, 'ratio', '{\"k\":\"<x>\"}', 1,"
    " 'there are no jobs');"
    "INSERT INTO value (run_key, measure, area_id, slice, base, numerator, denominator, value, low,"
    " high, reason) VALUES"
    " (1, 'coverage', 'city', 'market', 'residents', 30, 90, 30.0/90, 0.3, 0.4, NULL),"
    " (1, 'coverage', 'D1', 'market', 'residents', 30, 30, 1, 1, 1, NULL),"
    " (1, 'coverage', 'D2', 'market', 'residents', 0, 0, NULL, NULL, NULL, 'no residents'),"
    " (1, 'coverage', 'city', 'market', 'dwellings', 10, 30, 10.0/30, 0.3, 0.4, NULL);"
    "INSERT INTO targets (key, id, title_en, measure, area, slice, comparison, value, unit, "
    "binding,"
    " clause) VALUES (1, 'T1', 'Markets', 'coverage', '', 'market', '>=', 80, '%', 1, '3.1'),"
    " (2, 'T2', NULL, 'ratio', '', '', '<=', 1, '', 0, NULL);"
    "INSERT INTO target_value (target_key, run_key, value_key, factor, reason) VALUES"
    " (1, 1, 1, 0.01, NULL), (2, 2, NULL, 1, NULL);"
    "INSERT INTO stage VALUES ('load', 'l'), ('walk', 'w'), ('measure', 'm');";

static void make_view(const char *name)
{
    char path[512], *view = NULL;
    lf_text sql = {0};
    snprintf(path, sizeof path, "%s/queries/views/%s.sql", LF_SOURCE_DIR, name);
    ck_assert_msg(lf_read_file(&ctx, path, &view, NULL), "%s", ctx.error);
    lf_text_addf(&sql, "CREATE VIEW %s AS %s", name, strstr(view, "WITH"));
    run_sql(lf_text_get(&sql));
    lf_text_free(&sql);
    free(view);
}

static void open_filled(void)
{
    static const char *const layers[] = {"areas",  "homes",      "facilities", "stations",
                                         "sites",  "targets",    "streets",    "rail_lines",
                                         "jobs",   "anchors",    "commutes",   "constraints",
                                         "market", "programmes", "entrances"};
    char *schema = NULL;
    lf_context_init(&ctx);
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/queries/workspace.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open(&ctx, ":memory:", 4527, schema, &workspace), "%s", ctx.error);
    free(schema);
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++) {
        char name[64];
        snprintf(name, sizeof name, "layers/%s.sql", layers[i]);
        run_file(name);
    }
    run_sql(rows);
    make_view("verdict");
    make_view("main_value");
    make_view("summary_measure");
    ck_assert_msg(lf_places_find(&ctx, NULL, &places), "%s", ctx.error);
}

static void close_filled(void)
{
    lf_places_free(&places);
    lf_workspace_close(workspace);
    workspace = NULL;
    lf_text_free(&taken);
    taken = (lf_text){0};
}

static const char *print(const char *what, const char *format, const char *language,
                         const lf_filter *filter)
{
    lf_print how = {.format = format, .language = language, .take = take, .user = &taken};
    lf_text_clear(&taken);
    ck_assert_msg(lf_present_print(&ctx, workspace, &places, what, filter, &how), "%s", ctx.error);
    return lf_text_get(&taken);
}

static void expect_part(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "expected\n%s\nin\n%s", part, text);
}

START_TEST(values_stand_by_district)
{
    const char *text = print("values", "text", "en", NULL);
    expect_part(text, "Measure   Slice   Base       Unit  Testville  =东区  West <b>");
    expect_part(text, "Coverage  Market  residents  %          33.3  100.0         –");
    expect_part(text, "  Title  Reason\n  -----  -----------------\n  Ratio  there are no jobs\n");
    lf_filter brief = {.brief = true};
    text = print("values", "text", "en", &brief);
    ck_assert_ptr_null(strstr(text, "dwellings"));
}
END_TEST

START_TEST(values_as_csv_are_exact_and_safe)
{
    const char *text = print("values", "csv", "en", NULL);
    expect_part(text, "measure,title,slice,slice_title,base,kind,area,area_name,value,unit,");
    expect_part(text, "coverage,Coverage,market,Market,residents,city,city,Testville,"
                      "0.333333333333333,share,30,90,0.3,0.4,,");
    expect_part(text, "residents,district,D1,'=东区,1,share,");
    expect_part(text, "D2,West <b>,,share,0,0,,,no residents,");
    text = print("values", "csv", "zh", NULL);
    expect_part(text, "覆盖率,market,菜市场,居民,");
}
END_TEST

START_TEST(verdicts_are_told_and_counted)
{
    const char *text = print("verdicts", "text", "zh", NULL);
    expect_part(text, "未达标");
    expect_part(text, "测试市");
    text = print("verdicts", "text", "en", NULL);
    expect_part(text, "T1  Markets  Testville  Market  missed");
    expect_part(text, "0 met, 1 missed, 0 borderline, 1 not measured, 0 reported, 0 recorded, 1 "
                      "binding and missed");
    lf_outcome_counts counts = {0};
    ck_assert(lf_present_count_verdicts(&ctx, workspace, &places, &counts));
    ck_assert_uint_eq(counts.missed, 1);
    ck_assert_uint_eq(counts.not_measured, 1);
    ck_assert_uint_eq(counts.binding_missed, 1);
}
END_TEST

START_TEST(summary_has_all_parts)
{
    const char *text = print("summary", "text", "en", NULL);
    expect_part(text, "homes  homes.csv     5     3         0         2  1 × dwellings must not");
    expect_part(text, "Problems of the network");
    expect_part(text, "too far from any street  homes      1");
    text = print("summary", "json", "en", NULL);
    expect_part(text, "\"area\": \"D2\", \"value\": null, \"numerator\": 0, \"denominator\": 0");
    expect_part(text, "West \\u003cb\\u003e");
    expect_part(text, "\"parameters\": {\"k\":\"\\u003cx\\u003e\"}");
    expect_part(text, "\"verdict_counts\": {\n    \"met\": 0,");
    /* The language changes what is read, not what programs get. */
    char *english = lf_copy(text);
    ck_assert_str_eq(print("summary", "json", "zh", NULL), english);
    free(english);
}
END_TEST

/* One number of a query over the texts document and schema, put there by the test below. */
static int64_t ask(const char *sql)
{
    int64_t answer = -1;
    ck_assert_msg(lf_query_integer(&ctx, workspace, sql, -1, &answer), "%s", ctx.error);
    return answer;
}

/* Every section and key of the document stands in the schema with its type, and the other way
 * round. */
START_TEST(document_keeps_its_schema)
{
    char *schema = NULL;
    lf_statement *insert = NULL;
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/src/present/results.schema.json", &schema, NULL));
    run_sql("CREATE TABLE t (document TEXT, schema TEXT);"
            "INSERT INTO notice (stage, subject, message) VALUES ('load', 'homes', 'guessed');"
            "INSERT INTO walk_component VALUES (1, 12, 345.6, 1, 2, 90)");
    ck_assert(lf_prepare(&ctx, workspace, "INSERT INTO t VALUES (?1, ?2)", &insert));
    lf_bind_text(insert, 1, print("summary", "json", "en", NULL));
    lf_bind_text(insert, 2, schema);
    ck_assert_msg(lf_statement_do(&ctx, insert), "%s", ctx.error);
    lf_statement_close(insert);
    free(schema);
    /* All sections of the document are in the schema; what else is there belongs to lists, which
     * say so (tests/schema holds those to it). */
    ck_assert_int_eq(ask("SELECT count(*) FROM t, json_each(t.document)"), 15);
    ck_assert_int_eq(ask("SELECT count(*) FROM t, json_each(t.document) AS d"
                         " JOIN json_each(t.schema, '$.properties') AS s ON s.key = d.key"),
                     15);
    run_sql("CREATE TABLE wanted AS SELECT s.key AS section, p.key AS name,"
            " coalesce(json_extract(p.value, '$.type'), '') AS types FROM t,"
            " json_each(t.schema, '$.properties') AS s,"
            " json_each(s.value, CASE WHEN json_extract(s.value, '$.type') = 'array'"
            " THEN '$.items.properties' ELSE '$.properties' END) AS p;"
            "CREATE TABLE given AS SELECT s.key AS section, c.key AS name, CASE c.type"
            " WHEN 'text' THEN 'string' WHEN 'real' THEN 'number' WHEN 'true' THEN 'boolean'"
            " WHEN 'false' THEN 'boolean' ELSE c.type END AS type"
            " FROM t, json_each(t.document) AS s, json_each(s.value) AS r, json_each(r.value) AS c"
            " WHERE s.type = 'array'"
            " UNION ALL SELECT s.key, c.key, CASE c.type WHEN 'text' THEN 'string' ELSE c.type END"
            " FROM t, json_each(t.document) AS s, json_each(s.value) AS c"
            " WHERE s.type = 'object'");
    ck_assert_int_gt(ask("SELECT count(*) FROM given"), 100);
    ck_assert_int_eq(
        ask("SELECT count(*) FROM given AS g WHERE NOT EXISTS (SELECT 1 FROM wanted AS w"
            " WHERE w.section = g.section AND w.name = g.name AND (instr(w.types,"
            " g.type) OR (g.type = 'integer' AND instr(w.types, 'number'))))"),
        0);
    ck_assert_int_eq(ask("SELECT count(*) FROM wanted AS w, t WHERE w.section IN (SELECT d.key FROM"
                         " json_each(t.document) AS d) AND NOT EXISTS (SELECT 1 FROM given AS g"
                         " WHERE w.section = g.section AND w.name = g.name)"),
                     0);
}
END_TEST

START_TEST(wrong_words_get_a_suggestion)
{
    lf_print how = {.format = "text", .take = take, .user = &taken};
    lf_filter filter = {.measure = "covrage"};
    ck_assert(!lf_present_print(&ctx, workspace, &places, "values", &filter, &how));
    expect_part(ctx.error, "did you mean 'coverage'?");
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    lf_clear_error(&ctx);
    how.format = "xml";
    ck_assert(!lf_present_print(&ctx, workspace, &places, "values", NULL, &how));
    expect_part(ctx.error, "expected text, csv or json");
    lf_clear_error(&ctx);
    how.format = "text";
    ck_assert(!lf_present_list(&ctx, workspace, &places, NULL, "target", &how));
    expect_part(ctx.error, "did you mean 'targets'?");
    lf_clear_error(&ctx);
    run_sql("DELETE FROM stage WHERE name = 'measure'");
    ck_assert(!lf_present_print(&ctx, workspace, &places, "verdicts", NULL, &how));
    expect_part(ctx.error, "the stage 'measure' has not finished yet; do 'lifang measure' first");
}
END_TEST

/* Every column that a listing shows has words in both languages. */
START_TEST(every_list_prints_with_labels)
{
    static const char *const lists[] = {"measures", "parameters", "categories", "layers",
                                        "settings", "targets",    "areas",      "problems",
                                        "rejects",  "repairs",    "notices"};
    static const char *const formats[] = {"text", "csv", "json"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t f = 0; f < 3; f++) {
            lf_print how = {.format = formats[f], .language = "en", .take = take, .user = &taken};
            lf_text_clear(&taken);
            ck_assert_msg(lf_present_list(&ctx, workspace, &places, NULL, lists[i], &how), "%s: %s",
                          lists[i], ctx.error);
            ck_assert_uint_gt(taken.length, 0);
        }
}
END_TEST

START_TEST(headings_have_words)
{
    char **paths = NULL;
    size_t count = 0;
    lf_report report;
    ck_assert(lf_report_open(&ctx, workspace, &places, "zh", &report));
    ck_assert(lf_places_list(&ctx, &places, "queries/present", ".sql", &paths, &count));
    ck_assert_uint_gt(count, 20);
    for (size_t i = 0; i < count; i++) {
        lf_sql_file file;
        ck_assert(lf_sql_file_read(&ctx, paths[i], &file));
        const char *id = lf_sql_file_get(&file, "id");
        const char *list = lf_sql_file_get(&file, "text");
        ck_assert_msg(strstr(paths[i], id) != NULL, "%s", paths[i]);
        while (list != NULL && *list != '\0') {
            char name[64];
            list += strspn(list, " ,");
            snprintf(name, sizeof name, "%.*s", (int)strcspn(list, " ,"), list);
            list += strcspn(list, " ,");
            ck_assert_msg(lf_report_words(&report, "column", name) != NULL, "%s: no label for %s",
                          paths[i], name);
        }
        lf_sql_file_free(&file);
    }
    lf_free_names(paths, count);
    lf_report_close(&report);
}
END_TEST

/* ---- files ---- */

static void read_result(const char *folder, const char *name, char **bytes, size_t *length)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    ck_assert_msg(lf_read_file(&ctx, path, bytes, length), "%s", ctx.error);
}

static const char *const names[] = {"results.gpkg", "results.json", "results.xlsx", "values.csv",
                                    "verdicts.csv", "gaps.csv",     "report.html"};
enum { NAMES = sizeof names / sizeof names[0] };

static void remove_folder(const char *folder)
{
    char path[512];
    for (int i = 0; i < NAMES; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    ck_assert_int_eq(rmdir(folder), 0); /* nothing else was left behind */
}

START_TEST(files_are_whole_and_the_same_twice)
{
    char first[] = "/tmp/lifang_present_XXXXXX", second[] = "/tmp/lifang_present_XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(first));
    ck_assert_ptr_nonnull(mkdtemp(second));
    ck_assert_msg(lf_present(&ctx, workspace, &places, "en", first), "%s", ctx.error);
    ck_assert_msg(lf_present(&ctx, workspace, &places, "en", second), "%s", ctx.error);
    for (int i = 0; i < NAMES; i++) {
        char *a = NULL, *b = NULL;
        size_t a_length = 0, b_length = 0;
        read_result(first, names[i], &a, &a_length);
        read_result(second, names[i], &b, &b_length);
        ck_assert_msg(a_length == b_length && memcmp(a, b, a_length) == 0, "%s differs", names[i]);
        free(a);
        free(b);
    }
    char *gaps = NULL;
    read_result(first, "gaps.csv", &gaps, NULL);
    ck_assert_str_eq(gaps, "\xef\xbb\xbfid,name,x,y,dwellings,residents,joined,missing,"
                           "missing_categories\r\n"
                           "h1,One,1,1,10,30,1,1,Park\r\n"
                           "h2,Two,11,1,20,60,1,1,Market\r\n"
                           "h3,,12,1,,,0,,\r\n");
    free(gaps);
    remove_folder(first);
    remove_folder(second);
}
END_TEST

static int told_unchanged;

static void note_message(void *user, lf_level level, const char *line)
{
    (void)user;
    (void)level;
    told_unchanged += strcmp(line, "present: unchanged") == 0;
}

START_TEST(files_are_written_only_when_needed)
{
    char folder[] = "/tmp/lifang_present_XXXXXX", path[128];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ctx.message = note_message;
    told_unchanged = 0;
    ck_assert_msg(lf_present(&ctx, workspace, &places, "en", folder), "%s", ctx.error);
    ck_assert_int_eq(told_unchanged, 0);
    ck_assert(lf_present(&ctx, workspace, &places, "en", folder));
    ck_assert_int_eq(told_unchanged, 1);
    ck_assert(lf_present(&ctx, workspace, &places, "zh", folder)); /* another language */
    ck_assert_int_eq(told_unchanged, 1);
    snprintf(path, sizeof path, "%s/values.csv", folder);
    unlink(path);
    ck_assert(lf_present(&ctx, workspace, &places, "zh", folder)); /* a file is gone */
    ck_assert_int_eq(told_unchanged, 1);
    ck_assert(lf_file_exists(path));
    ctx.message = NULL;
    remove_folder(folder);
}
END_TEST

START_TEST(unwritable_folder_is_said)
{
    char folder[] = "/tmp/lifang_present_XXXXXX", path[128];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file", folder);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fclose(file);
    ck_assert(
        !lf_present(&ctx, workspace, &places, "en", path)); /* a file where a folder must be */
    expect_part(ctx.error, path);
    unlink(path);
    rmdir(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("present");
    TCase *forms = tcase_create("forms");
    tcase_add_test(forms, table_aligns_wide_characters);
    tcase_add_test(forms, table_disarms_control_characters);
    tcase_add_test(forms, csv_quotes_and_neutralises);
    tcase_add_test(forms, numbers_are_rounded_for_reading);
    tcase_add_test(forms, json_escapes_hostile_names);
    tcase_add_test(forms, json_breaks_lines_to_a_depth);
    suite_add_tcase(suite, forms);
    TCase *results = tcase_create("results");
    tcase_add_checked_fixture(results, open_filled, close_filled);
    tcase_set_timeout(results, 60);
    tcase_add_test(results, values_stand_by_district);
    tcase_add_test(results, values_as_csv_are_exact_and_safe);
    tcase_add_test(results, verdicts_are_told_and_counted);
    tcase_add_test(results, summary_has_all_parts);
    tcase_add_test(results, document_keeps_its_schema);
    tcase_add_test(results, wrong_words_get_a_suggestion);
    tcase_add_test(results, every_list_prints_with_labels);
    tcase_add_test(results, headings_have_words);
    tcase_add_test(results, files_are_whole_and_the_same_twice);
    tcase_add_test(results, files_are_written_only_when_needed);
    tcase_add_test(results, unwritable_folder_is_said);
    suite_add_tcase(suite, results);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
