/* The room measure: headers, the runner's refusals, areas, units, targets, verdicts, explanations.
 */
#include "measure_city.h"

#include <math.h>
#include <unistd.h>

#include "measure/areas.h"
#include "measure/derived.h"
#include "measure/explain.h"
#include "measure/measure.h"
#include "measure/polygon.h"
#include "measure/reasons.h"
#include "measure/runner.h"
#include "measure/units.h"

static lf_context ctx;
static lf_places places;
static lf_workspace *ws;

static void open_fresh(void)
{
    ck_assert_msg(open_city(&ctx, &places, &ws), "%s", ctx.error);
}

static void close_it(void)
{
    lf_workspace_close(ws);
    lf_places_free(&places);
}

static void expect_error(const char *part)
{
    ck_assert_msg(strstr(ctx.error, part) != NULL, "expected \"%s\" in \"%s\"", part, ctx.error);
    lf_clear_error(&ctx);
}

static void run_sql(const char *sql)
{
    ck_assert_msg(lf_workspace_run(&ctx, ws, "test", sql), "%s", ctx.error);
}

/* Compares one value of a query, as text, with what is expected ("" for NULL). */
static void expect_text(const char *sql, const char *expected)
{
    char *got = NULL;
    ck_assert_msg(lf_query_text(&ctx, ws, sql, &got), "%s", ctx.error);
    ck_assert_msg(strcmp(got ? got : "", expected) == 0, "%s: expected '%s', got '%s'", sql,
                  expected, got ? got : "");
    free(got);
}

/* ---- headers
 * ------------------------------------------------------------------------------------- */

#define HEAD                                                                                       \
    "-- id: own\n-- title: Own\n-- title_zh: 自有\n-- unit: count\n-- better: none\n"            \
    "-- about: What it is.\n-- about_zh: 说明。\n"

static const struct {
    const char *text, *error;
} headers[] = {
    {"-- id: own\n-- tittle: Own\nSELECT 1;",
     "own.sql:2: unknown header key 'tittle'; did you mean 'title'?"},
    {"-- id: own\n-- index: a\nSELECT 1;", "own.sql:2: unknown header key 'index'"},
    {"-- id: own\n-- title: Own\nSELECT 1;", "own.sql:1: the header has no line '-- title_zh: …'"},
    {"-- id: other\n-- title: Own\n-- title_zh: 自有\n-- unit: count\n-- better: none\n"
     "-- about: x\n-- about_zh: x\nSELECT 1;",
     "own.sql:1: id 'other'; expected the file's name 'own'"},
    {HEAD "-- id: own\nSELECT 1;", "own.sql:8: header key 'id' stands already in line 1"},
    {HEAD "-- norm:\nSELECT 1;", "own.sql:8: header key 'norm' has no value"},
    {HEAD "-- parameter: limit\nSELECT 1;",
     "own.sql:8: parameter 'limit'; expected name = default"},
    {HEAD "-- parameter: Limit = 5 | how far\nSELECT 1;", "parameter name 'Limit'; expected small"},
    {HEAD "-- parameter: limit = | how far\nSELECT 1;",
     "parameter limit has no default of its own"},
    {HEAD "-- parameter: limit = 9 | how far | 1 .. 5\nSELECT 1;",
     "default 9 of parameter limit lies"},
    {HEAD "-- parameter: limit = a | how far | 1 .. 5\nSELECT 1;",
     "default 'a'; expected a number"},
    {HEAD "-- parameter: limit = 3 | how far | 5 .. 1\nSELECT 1;", "expected a range such as"},
    {HEAD "-- parameter: how = run | how | walk, straight\nSELECT 1;",
     "default 'run'; expected one of"},
    {HEAD "-- parameter: a = 1 | x\n-- parameter: a = 2 | y\nSELECT 1;",
     "parameter 'a' is declared twice"},
    {HEAD "-- needs: streets if how = walk\nSELECT 1;", "needs: 'streets if how = walk'; expected"},
    {HEAD "-- settled_by: limit\nSELECT 1;", "settled_by: 'limit'; expected declared parameters"},
    {"-- id: own\n-- title: Own\n-- title_zh: 自有\n-- unit: count\n-- better: more\n"
     "-- about: x\n-- about_zh: x\nSELECT 1;",
     "own.sql:5: better: 'more'; expected higher, lower, band or none"},
    {"-- id: own\n-- title: Own\n-- title_zh: 自有\n-- unit: count\n-- better: band\n"
     "-- about: x\n-- about_zh: x\nSELECT 1;",
     "expected parameters band_low and band_high"},
};

START_TEST(header_is_refused)
{
    lf_query query;
    lf_context_init(&ctx);
    ck_assert(!lf_query_parse(&ctx, "own.sql", headers[_i].text, LF_QUERY_MEASURE, &query));
    expect_error(headers[_i].error);
    lf_query_free(&query);
}
END_TEST

START_TEST(header_is_read)
{
    lf_query query;
    lf_context_init(&ctx);
    ck_assert_msg(lf_query_parse(&ctx, "own.sql",
                                 HEAD "-- about: More of it.\n-- base: residents, dwellings\n"
                                      "-- parameter: b = walk | how | walk, straight\n"
                                      "-- parameter: a = | how far | 1 .. 5\n"
                                      "-- parameter: c = @stations.core_m | core | 1 .. 900\n"
                                      "-- needs: streets if b = walk\nSELECT 1;",
                                 LF_QUERY_MEASURE, &query),
                  "%s", ctx.error);
    ck_assert_str_eq(query.about, "What it is. More of it.");
    ck_assert_uint_eq(query.base_count, 2);
    ck_assert_str_eq(query.bases[1], "dwellings");
    ck_assert_uint_eq(query.parameter_count, 3);
    ck_assert_str_eq(query.parameters[0].name, "a");
    ck_assert(query.parameters[0].is_number && query.parameters[0].preset == NULL);
    ck_assert_uint_eq(query.parameters[1].choice_count, 2);
    ck_assert_str_eq(query.needs[0].value, "walk");
    lf_query_free(&query);
}
END_TEST

/* ---- the runner's refusals
 * ----------------------------------------------------------------------- */

static const struct {
    const char *text, *error;
} queries[] = {
    {HEAD "SELECT 1 AS atom, 2 AS numerator; SELECT 1;",
     "own.sql: holds more than one SQL statement"},
    {HEAD "DELETE FROM homes;", "own.sql: a query may only read"},
    {HEAD "INSERT INTO homes (id) VALUES ('a');", "own.sql: a query may only read"},
    {HEAD "CREATE TABLE x (a);", "own.sql: a query may only read"},
    {HEAD "PRAGMA user_version = 3;", "own.sql: a query may only read"},
    {HEAD "ATTACH 'other.db' AS other;", "own.sql: a query may only read"},
    {HEAD "SELECT load_extension('x') AS atom, 1 AS numerator;", "own.sql: a query may only read"},
    {HEAD "SELECT 1 AS numerator;", "own.sql: expected either a column area_id or a column atom"},
    {HEAD "SELECT 1 AS atom, 'a' AS area_id, 1 AS numerator;",
     "either a column area_id or a column atom"},
    {HEAD "SELECT 1 AS atom, 2 AS denominator;", "own.sql: the column numerator is missing"},
    {HEAD "SELECT 1 AS atom, 2 AS numerater;",
     "unknown column 'numerater'; did you mean 'numerator'?"},
    {HEAD "SELECT 1 AS atom, 2 AS numerator, 3 AS numerator;", "column 'numerator' stands twice"},
    {HEAD "-- parameter: limit_m = 5 | x\nSELECT 1 AS atom, :limt_m AS numerator;",
     "uses :limt_m, which no '-- parameter:' line declares; did you mean 'limit_m'?"},
    {HEAD "SELECT 1 AS atom, ? AS numerator;", "expected a name such as :limit_m"},
    {HEAD "-- parameter: limit_m = 5 | x\nSELECT 1 AS atom, 2 AS numerator;",
     "own.sql:8: parameter limit_m is declared but the query never uses it"},
    {HEAD "-- needs: street\nSELECT 1 AS atom, 2 AS numerator;",
     "'street' is no layer; did you mean 'streets'?"},
    {HEAD "SELECT 1 AS atom, dwelings AS numerator FROM homes;", "no such column: dwelings"},
    {HEAD "", "own.sql"},
};

START_TEST(query_is_refused)
{
    lf_query query;
    lf_layer_map map = {0};
    lf_runner *runner = NULL;
    open_fresh();
    ck_assert_msg(lf_query_parse(&ctx, "own.sql", queries[_i].text, LF_QUERY_MEASURE, &query), "%s",
                  ctx.error);
    ck_assert(lf_layer_map_open(&ctx, ws, &places, &map));
    ck_assert(lf_runner_open(&ctx, ws, &map, &runner));
    ck_assert(!lf_runner_enter(&ctx, runner, &query));
    expect_error(queries[_i].error);
    lf_runner_close(runner);
    lf_layer_map_free(&map);
    lf_query_free(&query);
    close_it();
}
END_TEST

/* ---- parameters
 * ---------------------------------------------------------------------------------- */

START_TEST(parameters_take_what_fits)
{
    static const struct {
        const char *text, *json, *complaint;
    } rows[] = {
        {"", "{\"a\":null,\"b\":\"walk\",\"c\":500}", NULL},
        {"a=2.50; b = Straight", "{\"a\":2.5,\"b\":\"straight\",\"c\":500}", NULL},
        {"a＝3；c＝1e2", "{\"a\":3,\"b\":\"walk\",\"c\":100}", NULL},
        {"aa=3;;", NULL, "measure own has no parameter 'aa'"},
        {"a=6", NULL, "parameter a = 6; expected 1 to 5"},
        {"a=x", NULL, "parameter a = 'x'; expected a number"},
        {"b=run", NULL, "parameter b = 'run'; expected walk or straight"},
        {"a", NULL, "parameters 'a'; expected name=value pairs"},
    };
    lf_query query;
    open_fresh();
    ck_assert(lf_query_parse(&ctx, "own.sql",
                             HEAD "-- parameter: b = walk | how | walk, straight\n"
                                  "-- parameter: a = | how far | 1 .. 5\n"
                                  "-- parameter: c = @stations.core_m | core | 1 .. 900\nSELECT 1;",
                             LF_QUERY_MEASURE, &query));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lf_parameters parameters;
        lf_text complaint = {0};
        ck_assert(lf_parameters_start(&ctx, ws, &query, NULL, &parameters));
        ck_assert(lf_parameters_parse(&parameters, rows[i].text, &complaint) ==
                  (rows[i].json != NULL));
        char *json = lf_parameters_json(&parameters);
        if (rows[i].json)
            ck_assert_str_eq(json, rows[i].json);
        else
            ck_assert_msg(lf_starts_with(lf_text_get(&complaint), rows[i].complaint), "%s",
                          lf_text_get(&complaint));
        free(json);
        lf_text_free(&complaint);
        lf_parameters_free(&parameters);
    }
    lf_query_free(&query);
    close_it();
}
END_TEST

START_TEST(city_overrides_and_is_checked)
{
    lf_pair pairs[] = {{(char *)"complete_circle.required", (char *)"8", 12}};
    lf_city city = {.path = (char *)"city.yaml", .measures = pairs, .measure_count = 1};
    open_fresh();
    ck_assert_msg(lf_measure(&ctx, ws, &places, &city), "%s", ctx.error);
    expect_text("SELECT json_extract(parameters, '$.required') FROM run"
                " WHERE measure = 'complete_circle'",
                "8");
    pairs[0].value = (char *)"many";
    ck_assert(!lf_measure(&ctx, ws, &places, &city));
    expect_error("city.yaml:12: measures: parameter required = 'many'; expected a number");
    lf_clear_error(&ctx);
    /* Names that nobody knows are refused where the city file is read; those of checks are not for
     * measures. */
    pairs[0].name = (char *)"station_walk.severity";
    ck_assert_msg(lf_measure(&ctx, ws, &places, &city), "%s", ctx.error);
    close_it();
}
END_TEST

/* ---- areas
 * --------------------------------------------------------------------------------------- */

/* WKB of one square as a polygon, little-endian. */
static size_t square_wkb(double x, double y, double side, unsigned char *out)
{
    const double corners[] = {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
    const uint32_t head[] = {3, 1, 5};
    out[0] = 1;
    memcpy(out + 1, head, sizeof head);
    memcpy(out + 13, corners, sizeof corners);
    return 13 + sizeof corners;
}

START_TEST(tiles_share_no_point)
{
    unsigned char wkb[128];
    lf_polygon tiles[16];
    lf_context_init(&ctx);
    for (int i = 0; i < 16; i++)
        ck_assert(lf_polygon_read(&ctx, wkb, square_wkb((i % 4) * 0.1, (i / 4) * 0.1, 0.1, wkb),
                                  &tiles[i]));
    /* Every point of a lattice that falls on borders and corners belongs to exactly one tile. */
    for (int ix = 0; ix < 80; ix++)
        for (int iy = 0; iy < 80; iy++) {
            int holds = 0;
            for (int i = 0; i < 16; i++)
                holds += lf_polygon_holds(&tiles[i], ix * 0.005, iy * 0.005);
            ck_assert_msg(holds == 1, "%d tiles hold %g %g", holds, ix * 0.005, iy * 0.005);
        }
    ck_assert(!lf_polygon_holds(&tiles[0], 1, 1));
    for (int i = 0; i < 16; i++)
        lf_polygon_free(&tiles[i]);
}
END_TEST

START_TEST(polygons_agree_with_spatialite)
{
    lf_statement *row = NULL;
    void *wkb = NULL;
    size_t size = 0, blob_size = 0;
    lf_polygon polygon;
    open_fresh();
    /* A star of many corners with a hole and a second part. */
    run_sql("INSERT INTO areas (id, kind, x, y, geom) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL"
            " SELECT i + 1 FROM n WHERE i < 2000), ring AS (SELECT group_concat(round(cos(i * pi() "
            "/ 1000) *"
            " (900 + 90 * sin(i)), 3) || ' ' || round(sin(i * pi() / 1000) * (900 + 90 * sin(i)), "
            "3), ',')"
            " AS t"
            " FROM n WHERE i < 2000) SELECT 'a', 'star', 0, 0, "
            "CastToMulti(GeomFromText('MULTIPOLYGON(((' ||"
            " t || ',900 0),(-300 -300, 300 -300, 300 300, -300 300, -300 -300)),((2000 0, 2100 0,"
            " 2050 90, 2000 0)))', 4527)) FROM ring");
    ck_assert(lf_prepare(&ctx, ws, "SELECT geom FROM areas", &row));
    ck_assert(lf_statement_step(&ctx, row) == LF_STEP_ROW);
    const void *blob = lf_column_blob(row, 0, &blob_size);
    ck_assert(lf_blob_to_wkb(&ctx, blob, blob_size, &wkb, &size));
    ck_assert_msg(lf_polygon_read(&ctx, wkb, size, &polygon), "%s", ctx.error);
    lf_statement_close(row);
    run_sql(
        "CREATE TABLE probe AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 3000) SELECT -1100.0 + (i * 7919) % 3300 AS x, -1100.0 + (i * 104729) % 2200"
        " AS y FROM n");
    ck_assert(lf_prepare(&ctx, ws,
                         "SELECT p.x, p.y, ST_Contains(a.geom, MakePoint(p.x, p.y, 4527))"
                         " FROM probe AS p, areas AS a",
                         &row));
    int inside = 0;
    while (lf_statement_step(&ctx, row) == LF_STEP_ROW) {
        bool holds = lf_polygon_holds(&polygon, lf_column_real(row, 0), lf_column_real(row, 1));
        inside += holds;
        ck_assert_msg(holds == (lf_column_integer(row, 2) == 1), "at %g %g", lf_column_real(row, 0),
                      lf_column_real(row, 1));
    }
    ck_assert_int_gt(inside, 500);
    lf_statement_close(row);
    lf_polygon_free(&polygon);
    free(wkb);
    close_it();
}
END_TEST

START_TEST(broken_wkb_is_refused)
{
    unsigned char wkb[128];
    lf_polygon polygon;
    size_t size = square_wkb(0, 0, 1, wkb);
    for (size_t cut = 0; cut < size; cut++) {
        lf_context_init(&ctx);
        ck_assert(!lf_polygon_read(&ctx, wkb, cut, &polygon));
        lf_polygon_free(&polygon);
    }
    wkb[1] = 1; /* a point */
    lf_context_init(&ctx);
    ck_assert(!lf_polygon_read(&ctx, wkb, size, &polygon));
    lf_polygon_free(&polygon);
}
END_TEST

START_TEST(overlapping_and_missing_areas_are_told)
{
    open_fresh();
    run_sql("INSERT INTO areas (id, kind, x, y, geom) SELECT id, 'district', 0, 0,"
            " CastToMulti(GeomFromText(wkt, 4527)) FROM (SELECT 'a' AS id,"
            " 'POLYGON((0 0, 20 0, 20 20, 0 20, 0 0))' AS wkt UNION ALL SELECT 'b',"
            " 'POLYGON((10 0, 30 0, 30 20, 10 20, 10 0))');"
            "INSERT INTO homes (id, residents, x, y, geom) VALUES ('h1', 1, 5, 5, x'00'),"
            " ('h2', 2, 15, 5, x'00'), ('h3', NULL, 25, 5, x'00'), ('h4', 8, 99, 5, x'00')");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_text("SELECT group_concat(area_id || ' ' || k, ', ') FROM (SELECT area_id,"
                " count(*) AS k FROM home_atom JOIN atom_area USING (atom) GROUP BY 1 ORDER BY 1)",
                "a 2, b 1");
    expect_text(
        "SELECT group_concat(message, '|') FROM (SELECT message FROM notice ORDER BY key)",
        "1 of 4 homes lie outside every area; they count for the city only|"
        "1 of 4 rows lie in more than one area of the same kind; the first area by id counts "
        "them|1 of 4 homes have no residents; they count in nothing that is measured by it");
    close_it();
}
END_TEST

/* ---- units
 * --------------------------------------------------------------------------------------- */

START_TEST(units_convert)
{
    static const struct {
        const char *from, *to;
        double factor; /* 0: does not fit */
    } rows[] = {{"%", "share", 0.01},
                {"", "share", 1},
                {NULL, "dwellings", 1},
                {"万套", "dwellings", 1e4},
                {"套", "dwellings", 1},
                {"万m²", "m2", 1e4},
                {"万㎡", "m2", 1e4},
                {"公顷", "m2", 1e4},
                {"万户", "households", 1e4},
                {"万人", "residents", 1e4},
                {"%", "ratio", 0.01},
                {"m²/人", "m2 per resident", 1},
                {"万套", "share", 0},
                {"bananas", "share", 0},
                {"km", "m2", 0},
                {"x", "x", 1}};
    lf_units units;
    open_fresh();
    ck_assert_msg(lf_units_read(&ctx, &places, &units), "%s", ctx.error);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double factor = 0;
        lf_text complaint = {0};
        bool fits = lf_units_convert(&units, rows[i].from, rows[i].to, &factor, &complaint);
        ck_assert_msg(fits == (rows[i].factor > 0), "%s to %s", rows[i].from, rows[i].to);
        if (fits)
            ck_assert_double_eq_tol(factor, rows[i].factor, 1e-12);
        else
            ck_assert(strstr(lf_text_get(&complaint), "does not fit a measure in") != NULL);
        lf_text_free(&complaint);
    }
    lf_units_free(&units);
    close_it();
}
END_TEST

/* Every unit that a measure or the units file names is known, so that targets can be converted. */
START_TEST(units_of_all_measures_are_known)
{
    lf_units units;
    lf_query *all = NULL;
    size_t count = 0;
    open_fresh();
    ck_assert(lf_units_read(&ctx, &places, &units));
    ck_assert_msg(lf_queries_read(&ctx, &places, LF_QUERY_MEASURE, &all, &count), "%s", ctx.error);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t row = 1; row < units.table.rows; row++)
            known = known || strcmp(lf_table_get(&units.table, row, "unit"), all[i].unit) == 0;
        ck_assert_msg(known, "unit '%s' of %s is not in queries/units.csv", all[i].unit, all[i].id);
    }
    lf_queries_free(all, count);
    lf_units_free(&units);
    close_it();
}
END_TEST

/* ---- verdicts
 * ------------------------------------------------------------------------------------ */

/* One target over one value; NULL texts are SQL NULL. */
static const struct {
    const char *comparison, *target, *target_to, *tolerance, *binding, *factor, *confidence;
    const char *value, *low, *high;
    const char *outcome;
} verdicts[] = {
    {">=", "90", NULL, NULL, "1", "0.01", NULL, "0.95", NULL, NULL, "met"},
    {">=", "90", NULL, NULL, "1", "0.01", NULL, "0.85", NULL, NULL, "missed"},
    {">=", "29", NULL, NULL, "1", "0.01", NULL, "0.29", NULL, NULL, "met"}, /* 28.999999999999996 */
    {"<=", "55", NULL, NULL, "1", "0.01", NULL, "0.55", NULL, NULL, "met"}, /* 55.00000000000001 */
    {">", "29", NULL, NULL, "1", "0.01", NULL, "0.29", NULL, NULL, "missed"},
    {"<", "55", NULL, NULL, "1", "0.01", NULL, "0.55", NULL, NULL, "missed"},
    {"<", "56", NULL, NULL, "1", "0.01", NULL, "0.55", NULL, NULL, "met"},
    {"=", "12", NULL, NULL, "0", "10000", NULL, "120000", NULL, NULL, "met"},
    {"=", "12", NULL, NULL, "0", "10000", NULL, "120001", NULL, NULL, "missed"},
    {"=", "12", NULL, "0.1", "0", "10000", NULL, "120500", NULL, NULL, "borderline"},
    {"=", "12", NULL, "0.1", "0", "10000", NULL, "120000", NULL, NULL, "met"},
    {"=", "12", NULL, "0.1", "0", "10000", NULL, "125000", NULL, NULL, "missed"},
    {"between", "0.8", "1.2", NULL, "0", "1", NULL, "1.2", NULL, NULL, "met"},
    {"between", "0.8", "1.2", NULL, "0", "1", NULL, "1.3", NULL, NULL, "missed"},
    {"between", "0.8", "1.2", "0.1", "0", "1", NULL, "1.25", NULL, NULL, "borderline"},
    {"between", "0.8", "1.2", "0.1", "0", "1", NULL, "1", NULL, NULL, "met"},
    {">=", "90", NULL, "2", "1", "0.01", NULL, "0.91", NULL, NULL, "borderline"},
    {">=", "90", NULL, "2", "1", "0.01", NULL, "0.89", NULL, NULL, "borderline"},
    {">=", "90", NULL, "2", "1", "0.01", NULL, "0.93", NULL, NULL, "met"},
    {">=", "90", NULL, "2", "1", "0.01", NULL, "0.87", NULL, NULL, "missed"},
    {">=", "90", NULL, NULL, "1", "0.01", NULL, "0.92", "0.88", "0.95", "borderline"},
    {">=", "90", NULL, NULL, "1", "0.01", NULL, "0.88", "0.85", "0.91", "borderline"},
    {">=", "90", NULL, NULL, "1", "0.01", NULL, "0.95", "0.91", "0.97", "met"},
    {">=", "90", NULL, NULL, "1", "0.01", NULL, "0.8", "0.7", "0.85", "missed"},
    {"=", "90", NULL, NULL, "1", "0.01", NULL, "0.89", "0.85", "0.95", "borderline"},
    /* a default limit after a norm nobody has looked up decides nothing binding by itself */
    {">=", "90", NULL, NULL, "1", "0.01", "GK-H", "0.5", NULL, NULL, "borderline"},
    {">=", "90", NULL, NULL, "1", "0.01", "SEEN2", "0.5", NULL, NULL, "borderline"},
    {">=", "90", NULL, NULL, "1", "0.01", "SEEN", "0.5", NULL, NULL, "missed"},
    {">=", "90", NULL, NULL, "0", "0.01", "GK-H", "0.5", NULL, NULL, "missed"},
    {">=", "90", NULL, NULL, "1", "0.01", "GK-H", "0.95", NULL, NULL, "met"},
    {">=", "90", NULL, NULL, "1", "0.01", NULL, NULL, NULL, NULL, "not measured"},
};

static void bind_all(lf_statement *insert, const char *const *texts, int count)
{
    for (int i = 0; i < count; i++)
        lf_bind_text(insert, i + 1, texts[i]);
}

START_TEST(verdict_follows_the_rules)
{
    lf_statement *insert = NULL;
    open_fresh();
    run_sql("INSERT INTO measure (id, title, title_zh, unit, better, file, hash, needs)"
            " VALUES ('m', 'M', '量', 'share', 'higher', 'f', 'h', '[]');"
            "INSERT INTO run (key, measure, parameters, is_default) VALUES (1, 'm', '{}', 1)");
    const char *value[] = {verdicts[_i].value, verdicts[_i].low, verdicts[_i].high,
                           verdicts[_i].value ? NULL : "no residents here"};
    ck_assert(
        lf_prepare(&ctx, ws,
                   "INSERT INTO value (key, run_key, measure, area_id, value, low, high, reason)"
                   " VALUES (1, 1, 'm', 'city', ?, ?, ?, ?)",
                   &insert));
    bind_all(insert, value, 4);
    ck_assert_msg(lf_statement_do(&ctx, insert), "%s", ctx.error);
    lf_statement_close(insert);
    const char *target[] = {verdicts[_i].comparison, verdicts[_i].target, verdicts[_i].target_to,
                            verdicts[_i].tolerance, verdicts[_i].binding};
    ck_assert(lf_prepare(&ctx, ws,
                         "INSERT INTO targets (key, id, measure, comparison, value, value_to,"
                         " tolerance, binding) VALUES (1, 'T', 'm', ?, ?, ?, ?, ?)",
                         &insert));
    bind_all(insert, target, 5);
    ck_assert_msg(lf_statement_do(&ctx, insert), "%s", ctx.error);
    lf_statement_close(insert);
    const char *answer[] = {verdicts[_i].factor, verdicts[_i].confidence};
    ck_assert(
        lf_prepare(&ctx, ws,
                   "INSERT INTO target_value (target_key, run_key, value_key, factor, norm,"
                   " confidence) VALUES (1, 1, 1, ?1, CASE WHEN ?2 IS NOT NULL THEN 'GB' END, ?2)",
                   &insert));
    bind_all(insert, answer, 2);
    ck_assert_msg(lf_statement_do(&ctx, insert), "%s", ctx.error);
    lf_statement_close(insert);
    ck_assert_msg(lf_views_make(&ctx, ws, &places), "%s", ctx.error);
    expect_text("SELECT outcome FROM verdict", verdicts[_i].outcome);
    expect_text("SELECT count(*) FROM verdict WHERE (outcome IN ('borderline', 'not measured'))"
                " <= (reason IS NOT NULL)",
                "1");
    if (verdicts[_i].confidence && strcmp(verdicts[_i].confidence, "SEEN") != 0)
        expect_text("SELECT reason LIKE '%confirm against the standard%' FROM verdict", "1");
    if (!verdicts[_i].value)
        expect_text("SELECT reason FROM verdict", "no residents here");
    close_it();
}
END_TEST

/* ---- the stage as a whole
 * ------------------------------------------------------------------------ */

static void small_city(void)
{
    run_sql("INSERT INTO areas (id, kind, name, x, y, geom) SELECT id, 'district', name, 0, 0,"
            " CastToMulti(GeomFromText(wkt, 4527)) FROM (SELECT 'a' AS id, '东区' AS name,"
            " 'POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))' AS wkt UNION ALL SELECT 'b', '西区',"
            " 'POLYGON((10 0, 20 0, 20 10, 10 10, 10 0))' UNION ALL SELECT 'c', '西区',"
            " 'POLYGON((20 0, 30 0, 30 10, 20 10, 20 0))');"
            "INSERT INTO homes (id, residents, dwellings, x, y, geom) VALUES"
            " ('h1', 60, 30, 5, 5, MakePoint(5, 5, 4527)), ('h2', 40, 10, 15, 5, MakePoint(15, 5, "
            "4527));"
            "INSERT INTO facilities (id, category, x, y, geom) VALUES ('m', 'market', 5, 5, "
            "MakePoint(5, 5, 4527));"
            "INSERT INTO streets (id, x, y, geom) VALUES ('s', 0, 0, x'00');"
            "INSERT INTO category VALUES ('market', 'Food market', '菜市场', 10, 500, NULL,"
            " 'GB 50180-2018 附录C', 'GK-H');"
            "INSERT INTO walk_nearest (home_key, category, walk_m, straight_m) VALUES"
            " (1, 'market', 100, 80), (2, 'market', 520, 400);"
            "INSERT INTO programmes (id, class, units) VALUES ('p', 'rental', 25000);"
            "INSERT INTO source (layer, part, path, hash, rows_kept) VALUES"
            " ('homes', 1, 'homes.csv', 'abc', 2), ('streets', 1, 'streets.shp', 'def', 1)");
}

static void add_target(const char *id, const char *rest)
{
    ck_assert_msg(
        lf_workspace_runf(&ctx, ws, "test",
                          "INSERT INTO targets (id, measure, parameters, area, slice, base,"
                          " comparison, value, unit, binding) VALUES (%Q, %s)",
                          id, rest),
        "%s", ctx.error);
}

static void expect_verdict(const char *id, const char *outcome, const char *reason)
{
    char *sql = lf_copyf("SELECT outcome FROM verdict WHERE id = '%s'", id);
    expect_text(sql, outcome);
    free(sql);
    char *got = NULL;
    sql = lf_copyf("SELECT reason FROM verdict WHERE id = '%s'", id);
    ck_assert(lf_query_text(&ctx, ws, sql, &got));
    ck_assert_msg(reason ? got && strstr(got, reason) : !got, "%s: expected '%s', got '%s'", id,
                  reason ? reason : "", got ? got : "");
    free(got);
    free(sql);
}

START_TEST(targets_find_their_values)
{
    open_fresh();
    small_city();
    add_target("T01", "'coverage', 'limit_m=550', NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T02", "'coverage', 'limit_m=600', '东区', '菜市场', 'dwellings', '>=', 90, '%', 1");
    add_target("T03", "'coverage', NULL, NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T04", "'coverge', NULL, NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T05", "'coverage', 'limit=600', NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T06", "'coverage', NULL, '西区', 'market', NULL, '>=', 90, '%', 1");
    add_target("T07", "'coverage', NULL, '东曲区', 'market', NULL, '>=', 90, '%', 1");
    add_target("T08", "'coverage', NULL, NULL, 'markt', NULL, '>=', 90, '%', 1");
    add_target("T09", "'coverage', NULL, NULL, NULL, NULL, '>=', 90, '%', 1");
    add_target("T10", "'coverage', NULL, NULL, 'market', 'residence', '>=', 90, '%', 1");
    add_target("T11", "'coverage', NULL, NULL, 'market', NULL, '>=', 90, '万套', 1");
    add_target("T12", "'programme_units', NULL, '测试市', 'all', NULL, '>=', 2.5, '万套', 1");
    add_target("T13", "'jobs_per_household', NULL, NULL, NULL, NULL, '>=', 1, NULL, 1");
    add_target("T14", "'coverage', 'limit_m=600.0', 'c', 'market', NULL, '>=', 90, '%', 1");
    add_target("T15", "'facilities_per_1000', NULL, NULL, 'market', NULL, '>=', 90, NULL, 1");
    add_target("T16", "'coverage_tier', NULL, NULL, '10', 'residents', '>=', 101, '%', 1");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_verdict("T15", "missed", NULL);
    expect_verdict("T16", "borderline", "the limit is a default after GB 50180-2018 附录C (GK-H)");
    expect_verdict("T01", "borderline", "flips when walking limits change");
    expect_verdict("T02", "met", NULL);
    expect_verdict("T03", "borderline", "confirm against the standard");
    expect_verdict("T04", "not measured", "unknown measure 'coverge'; did you mean 'coverage'?");
    expect_verdict("T05", "not measured", "no parameter 'limit'");
    expect_verdict("T06", "not measured", "several areas are named '西区'; give an id: b, c");
    expect_verdict("T07", "not measured", "unknown area '东曲区'; did you mean '东区'?");
    expect_verdict("T08", "not measured", "unknown slice 'markt'; did you mean 'market'?");
    expect_verdict("T09", "not measured", "names no slice; expected one of market");
    expect_verdict("T10", "not measured", "unknown base 'residence'; did you mean 'residents'?");
    expect_verdict("T11", "not measured", "unit '万套' does not fit a measure in share");
    expect_verdict("T12", "met", NULL);
    expect_verdict("T13", "not measured", "needs layer jobs, which is empty");
    expect_verdict("T14", "not measured", "no residents here");
    expect_text("SELECT value || ' ' || unit FROM verdict WHERE id = 'T12'", "2.5 万套");
    expect_text("SELECT base FROM verdict WHERE id = 'T01'", "residents");
    expect_text("SELECT count(*) FROM run WHERE measure = 'coverage'", "3");
    expect_text("SELECT parameters FROM run WHERE measure = 'coverage' AND NOT is_default"
                " ORDER BY key DESC LIMIT 1",
                "{\"limit_m\":600,\"limit_min\":null,\"metric\":\"walk\"}");
    close_it();
}
END_TEST

/* A run that only targets want gives the slices they ask for; the default run gives all of them. */
START_TEST(a_targets_run_gives_its_slices)
{
    open_fresh();
    small_city();
    run_sql("INSERT INTO category VALUES ('clinic', 'c', '诊所', 15, 1000, NULL, 'GB', 'SEEN'),"
            " ('school', 's', '小学', 10, 500, NULL, 'GB', 'SEEN');"
            "INSERT INTO facilities (id, category, x, y, geom) VALUES ('c', 'clinic', 5, 5, x'00'),"
            " ('s', 'school', 5, 5, x'00')");
    add_target("T01", "'coverage', 'limit_m=400', NULL, 'market', NULL, '>=', 60, '%', 1");
    add_target("T02", "'coverage', 'limit_m=400', NULL, '诊所', NULL, '>=', 60, '%', 1");
    add_target("T03", "'coverage', NULL, NULL, 'clinic', NULL, '>=', 60, '%', 1");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_text(
        "SELECT group_concat(slice || ifnull(low, '')) FROM (SELECT slice, low FROM value AS v"
        " JOIN run AS r ON r.key = run_key WHERE v.measure = 'coverage' AND NOT is_default"
        " AND area_id = 'city' AND base = 'residents' ORDER BY slice)",
        "clinic0.0,market0.6");
    expect_text(
        "SELECT group_concat(slice || ifnull(low, '')) FROM (SELECT slice, low FROM value AS v"
        " JOIN run AS r ON r.key = run_key WHERE v.measure = 'coverage' AND is_default"
        " AND area_id = 'city' AND base = 'residents' ORDER BY slice)",
        "clinic0.0,market,school");
    expect_verdict("T01", "met", NULL);
    expect_verdict("T02", "missed", NULL);
    close_it();
}
END_TEST

/* Who writes a limit into the city file has confirmed it: a binding target may then be missed. */
START_TEST(a_limit_that_was_set_decides)
{
    open_fresh();
    small_city();
    run_sql("INSERT INTO stations (id, x, y, geom) VALUES ('s', 0, 0, x'00');"
            "INSERT INTO category VALUES ('station', 's', 's', NULL, 800, NULL, 'GB', 'GK-H')");
    add_target("T01", "'station_band_share', NULL, NULL, 'within', NULL, '>=', 50, '%', 1");
    add_target("T02", "'coverage', NULL, NULL, 'market', NULL, '>=', 101, '%', 1");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_verdict("T01", "borderline", "confirm against the standard");
    expect_verdict("T02", "borderline", "confirm against the standard");
    run_sql("UPDATE setting SET origin = 'city.yaml:9' WHERE name = 'stations.influence_m';"
            "UPDATE category SET norm = 'city.yaml:12', confidence = NULL");
    ck_assert(lf_stage_forget(&ctx, ws, "measure"));
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_verdict("T01", "missed", NULL);
    expect_verdict("T02", "missed", NULL);
    close_it();
}
END_TEST

START_TEST(low_and_high_only_where_a_target_asks)
{
    open_fresh();
    small_city();
    add_target("T01", "'coverage', NULL, NULL, 'market', NULL, '>=', 90, '%', 1");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_text("SELECT low || ' ' || value || ' ' || high FROM value WHERE measure = 'coverage'"
                " AND area_id = 'city' AND base = 'residents'",
                "0.6 0.6 1.0");
    expect_text("SELECT count(*) FROM value WHERE measure = 'unserved_residents'"
                " AND low IS NOT NULL",
                "0");
    close_it();
}
END_TEST

START_TEST(second_run_is_the_same_and_skipped)
{
    static const char digest[] =
        "SELECT (SELECT group_concat(quote(area_id) || slice || base || quote(value) ||"
        " quote(numerator) || quote(reason)) FROM value) || (SELECT group_concat(parameters) FROM "
        "run)";
    char *first = NULL;
    open_fresh();
    small_city();
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    ck_assert(lf_query_text(&ctx, ws, digest, &first));
    ck_assert(lf_workspace_run(&ctx, ws, "test", "DELETE FROM value"));
    ck_assert(lf_measure(&ctx, ws, &places, NULL)); /* unchanged: does nothing */
    expect_text("SELECT count(*) FROM value", "0");
    ck_assert(lf_stage_forget(&ctx, ws, "measure"));
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_text(digest, first);
    free(first);
    close_it();
}
END_TEST

START_TEST(an_empty_city_measures_nothing)
{
    open_fresh();
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_text("SELECT count(*) FROM value WHERE value IS NOT NULL", "0");
    expect_text("SELECT count(*) FROM value WHERE reason IS NULL", "0");
    expect_text("SELECT count(*) > 15 FROM run", "1");
    close_it();
}
END_TEST

START_TEST(reasons_are_said_in_chinese)
{
    static const struct {
        const char *reason, *en, *zh, *expected;
    } rows[] = {{"no land here", "no land here", "无", "无"},
                {"no land here!", "no land here", "无", NULL},
                {"homes have no x", "homes have no {}", "未填 {}", "未填 x"},
                {"a 'b'; c 'd'?", "a '{}'; c '{}'?", "{}，{}。", "b，d。"},
                {"a 'b'; c 'd'", "a '{}'; c '{}'?", "{}，{}。", NULL},
                {"aXb", "a{}b{}", "[{}{}]", "[X]"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *zh = lf_reason_by_pattern(rows[i].reason, rows[i].en, rows[i].zh);
        ck_assert_msg(rows[i].expected ? zh && strcmp(zh, rows[i].expected) == 0 : !zh,
                      "%s: got %s", rows[i].reason, zh ? zh : "nothing");
        free(zh);
    }
    open_fresh();
    small_city();
    add_target("T01", "'coverge', NULL, NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T02", "'coverage', 'limit=600', NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T03", "'coverage', 'limit_m=0', NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T04", "'coverage', 'metric=run', NULL, 'market', NULL, '>=', 90, '%', 1");
    add_target("T05", "'coverage', NULL, '西区', 'market', NULL, '>=', 90, '%', 1");
    add_target("T06", "'coverage', NULL, NULL, NULL, NULL, '>=', 90, '%', 1");
    add_target("T07", "'coverage', NULL, NULL, 'market', NULL, '>=', 90, '万套', 1");
    add_target("T08", "'jobs_per_dwelling', 'zzzzz=1', NULL, NULL, NULL, '>=', 90, NULL, 1");
    add_target("T09", "'dwellings_by_class', 'a=1', NULL, NULL, NULL, '>=', 90, NULL, 1");
    add_target("T10", "'coverage', NULL, 'xxxxx', 'market', NULL, '>=', 90, '%', 1");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    /* Every reason the program itself gives has its pattern. */
    expect_text(
        "SELECT group_concat(reason, '|') FROM (SELECT reason FROM value UNION SELECT reason"
        " FROM run UNION SELECT reason FROM target_value) WHERE reason IS NOT NULL"
        " AND reason NOT IN (SELECT reason FROM reason_text)",
        "");
    expect_text("SELECT reason_zh FROM verdict WHERE id = 'T01'",
                "未知的度量“coverge”；是否为“coverage”？");
    close_it();
}
END_TEST

/* ---- the city's own queries
 * ---------------------------------------------------------------------- */

static void write_file(const char *folder, const char *name, const char *text)
{
    char *path = lf_join_path(folder, name);
    char *parent = lf_parent_path(path);
    ck_assert(lf_make_folders(&ctx, parent));
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
    free(path);
    free(parent);
}

static void remove_tree(const char *folder)
{
    char *command = lf_copyf("rm -r '%s'", folder);
    ck_assert_int_eq(system(command), 0);
    free(command);
}

START_TEST(a_city_brings_its_own_queries)
{
    char folder[] = "/tmp/lifang_measure_XXXXXX";
    lf_places own;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    open_fresh();
    small_city();
    write_file(folder, "queries/measures/own.sql",
               HEAD "SELECT atom, homes AS numerator FROM a_first;");
    write_file(folder, "queries/derived/a_first.sql",
               "-- id: a_first\n-- about: Reads what is made after it.\n-- index: atom\n"
               "SELECT atom, homes FROM z_last;");
    write_file(
        folder, "queries/derived/z_last.sql",
        "-- id: z_last\n-- about: Made first all the same.\nSELECT atom, homes FROM atom_home;");
    ck_assert(lf_places_find(&ctx, folder, &own));
    ck_assert_msg(lf_measure(&ctx, ws, &own, NULL), "%s", ctx.error);
    expect_text("SELECT value FROM value WHERE measure = 'own' AND area_id = 'city'", "2.0");
    expect_text("SELECT layers FROM measure WHERE id = 'own'", "[\"homes\"]");
    expect_text("SELECT file FROM measure WHERE id = 'own'", "queries/measures/own.sql");
    write_file(folder, "queries/derived/z_last.sql",
               "-- id: z_last\n-- about: Lacks something.\nSELECT atom, homes FROM nowhere;");
    ck_assert(!lf_measure(&ctx, ws, &own, NULL));
    expect_error("no such table");
    expect_text("SELECT value FROM value WHERE measure = 'own' AND area_id = 'city'", "2.0");
    write_file(folder, "queries/derived/z_last.sql",
               "-- id: z_last\n-- about: Writes.\nDELETE FROM homes;");
    ck_assert(!lf_measure(&ctx, ws, &own, NULL));
    write_file(folder, "queries/derived/a_first.sql",
               "-- id: a_first\n-- about: Alone.\nSELECT 1 AS atom, 1 AS homes;");
    lf_clear_error(&ctx);
    ck_assert(!lf_measure(&ctx, ws, &own, NULL));
    expect_error("z_last.sql: a query may only read");
    lf_places_free(&own);
    close_it();
    remove_tree(folder);
}
END_TEST

/* ---- explanations
 * -------------------------------------------------------------------------------- */

static void expect_explained(const char *value, const char *format, const char *language,
                             const char *const *parts)
{
    lf_text text = {0};
    ck_assert_msg(lf_explain(&ctx, ws, value, format, language, &text), "%s", ctx.error);
    for (; *parts; parts++)
        ck_assert_msg(strstr(lf_text_get(&text), *parts) != NULL, "expected \"%s\" in\n%s", *parts,
                      lf_text_get(&text));
    lf_text_free(&text);
}

static void expect_unexplained(const char *value, const char *format, const char *error)
{
    lf_text text = {0};
    ck_assert(!lf_explain(&ctx, ws, value, format, NULL, &text));
    lf_text_free(&text);
    expect_error(error);
}

START_TEST(a_value_is_explained)
{
    static const char *const english[] = {
        "Target T01",
        "outcome: borderline",
        "(binding)",
        "city / market / residents: 60 % = 60 / 100 [60 %, 100 %]",
        "metric = walk",
        "limit_m = (none)",
        "homes: homes.csv, 2 rows",
        "SHA-256 abc",
        "streets.shp",
        "queries/measures/coverage.sql",
        "WITH limits AS (",
        "confirm against the standard",
        NULL};
    static const char *const chinese[] = {
        "度量 coverage  设施覆盖率", "a / market / dwellings: 100 %", "依据: GB 50180-2018", NULL};
    static const char *const band[] = {"within 0.75–1.5", NULL};
    open_fresh();
    small_city();
    expect_unexplained("coverage", "text", "nothing has been measured yet");
    add_target("T01", "'coverage', NULL, NULL, 'market', NULL, '>=', 90, '%', 1");
    run_sql("UPDATE homes SET households = 10; INSERT INTO jobs (id, jobs, x, y, geom) VALUES"
            " ('j', 20, 5, 5, x'00')");
    ck_assert_msg(lf_measure(&ctx, ws, &places, NULL), "%s", ctx.error);
    expect_explained("T01", "text", "en", english);
    expect_explained("coverage/东区/菜市场", "text", "zh", chinese);
    expect_explained("jobs_per_household/city", "text", NULL, band);
    expect_unexplained("coverge", "text",
                       "unknown measure or target 'coverge'; did you mean 'coverage'?");
    expect_unexplained("coverage/citi", "text", "unknown area 'citi'; did you mean 'city'?");
    expect_unexplained("coverage/city/markt", "text", "did you mean 'market'?");
    expect_unexplained("coverage/city/market/resident", "text", "did you mean 'residents'?");
    expect_unexplained("coverage", "xml", "an explanation is text or json");
    lf_text json = {0};
    lf_statement *check = NULL;
    ck_assert_msg(lf_explain(&ctx, ws, "T01", "json", NULL, &json), "%s", ctx.error);
    ck_assert(lf_prepare(&ctx, ws,
                         "SELECT json_extract(?1, '$.target.outcome') || ' ' ||"
                         " json_extract(?1, '$.values[0].denominator') || ' ' ||"
                         " json_extract(?1, '$.sources[0].hash') || ' ' ||"
                         " json_array_length(?1, '$.values')",
                         &check));
    lf_bind_text(check, 1, lf_text_get(&json));
    ck_assert(lf_statement_step(&ctx, check) == LF_STEP_ROW);
    ck_assert_str_eq(lf_column_text(check, 0), "borderline 100.0 abc 1");
    lf_statement_close(check);
    lf_text_free(&json);
    close_it();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measure");
    TCase *tests = tcase_create("measure");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, header_is_refused, 0, sizeof headers / sizeof *headers);
    tcase_add_test(tests, header_is_read);
    tcase_add_loop_test(tests, query_is_refused, 0, sizeof queries / sizeof *queries);
    tcase_add_test(tests, parameters_take_what_fits);
    tcase_add_test(tests, city_overrides_and_is_checked);
    tcase_add_test(tests, tiles_share_no_point);
    tcase_add_test(tests, polygons_agree_with_spatialite);
    tcase_add_test(tests, broken_wkb_is_refused);
    tcase_add_test(tests, overlapping_and_missing_areas_are_told);
    tcase_add_test(tests, units_convert);
    tcase_add_test(tests, units_of_all_measures_are_known);
    tcase_add_loop_test(tests, verdict_follows_the_rules, 0, sizeof verdicts / sizeof *verdicts);
    tcase_add_test(tests, targets_find_their_values);
    tcase_add_test(tests, a_targets_run_gives_its_slices);
    tcase_add_test(tests, a_limit_that_was_set_decides);
    tcase_add_test(tests, low_and_high_only_where_a_target_asks);
    tcase_add_test(tests, second_run_is_the_same_and_skipped);
    tcase_add_test(tests, an_empty_city_measures_nothing);
    tcase_add_test(tests, reasons_are_said_in_chinese);
    tcase_add_test(tests, a_city_brings_its_own_queries);
    tcase_add_test(tests, a_value_is_explained);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
