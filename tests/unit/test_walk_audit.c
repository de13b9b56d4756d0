/* Candidate sites on foot: as the city's own sites, and what the doubt of a position makes of it.
 */
#include <unistd.h>

#include "walk/audit.h"
#include "walk/walk.h"

#include "walk_kit.h"

static char folder[] = "/tmp/lifang-walk-audit-XXXXXX";
static char city_path[128], audit_path[128];

/* As open_city, in a file that an audit can lie beside. */
static void open_city_file(void)
{
    static const char *const layer[] = {"streets",   "homes", "jobs",    "facilities", "stations",
                                        "entrances", "sites", "anchors", "constraints"};
    char *schema = NULL;

    lf_context_init(&ctx);
    ctx.threads = 2;
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(city_path, sizeof city_path, "%s/city.lifang", folder);
    snprintf(audit_path, sizeof audit_path, "%s/audit.lifang", folder);
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/queries/workspace.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open(&ctx, city_path, 4527, schema, &ws), "%s", ctx.error);
    free(schema);
    for (size_t l = 0; l < sizeof layer / sizeof layer[0]; l++)
        read_contract(layer[l]);
    write_defaults();
    set("walking.min_component_m", "0");
    set("walking.search_limit_m", "9000");
}

static void close_files(void)
{
    lf_workspace_close(ws);
    ws = NULL;
    unlink(city_path);
    unlink(audit_path);
    rmdir(folder);
}

/* A square site of the city, its sides along the axes. */
static void lot(const char *id, double x, double y, double side)
{
    char *name = lf_copyf("'%s'", id);
    char *ring = lf_copyf("%g %g, %g %g, %g %g, %g %g, %g %g", x - side / 2, y - side / 2,
                          x + side / 2, y - side / 2, x + side / 2, y + side / 2, x - side / 2,
                          y + side / 2, x - side / 2, y - side / 2);

    polygon_row("sites", "id", name, ring);
    free(name);
    free(ring);
}

/* Walks the city, then lets an audit take its sites as candidates; ws is then the audit. */
static void begin_audit(void)
{
    char *schema = NULL;

    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
    lf_workspace_close(ws);
    ws = NULL;
    unlink(audit_path);
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/queries/audit.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open_beside(&ctx, audit_path, city_path, schema, &ws), "%s",
                  ctx.error);
    free(schema);
    read_contract("candidates");
    RUN("INSERT INTO candidates (key, id, x, y, geom) SELECT row_number() OVER (ORDER BY id), id, "
        "x, y, geom FROM city.sites");
}

/* All sites in batches of `size`. */
static void audit_all(int64_t size)
{
    lf_walk_audit *walk = NULL;
    int64_t count = 0;

    ck_assert(lf_query_integer(&ctx, ws, "SELECT count(*) FROM candidates", 0, &count));
    ck_assert_msg(lf_walk_audit_open(&ctx, ws, &walk), "%s", ctx.error);
    for (int64_t first = 1; first <= count; first += size)
        ck_assert_msg(lf_walk_audit_batch(&ctx, walk, first, first + size - 1), "%s", ctx.error);
    lf_walk_audit_close(walk);
}

static void expect_none(const char *sql)
{
    int64_t count = -1;
    char *counting = lf_copyf("SELECT count(*) FROM (%s)", sql);

    ck_assert_msg(lf_query_integer(&ctx, ws, counting, -1, &count), "%s", ctx.error);
    ck_assert_msg(count == 0, "%lld rows: %s", (long long)count, sql);
    free(counting);
}

static double number(const char *sql)
{
    double value = NAN;

    ck_assert_msg(lf_query_real(&ctx, ws, sql, NAN, &value), "%s", ctx.error);
    return value;
}

/* ---- the same as the city's own sites ---- */

static uint32_t state;

static double draw(double most)
{
    state = state * 1664525U + 1013904223U;
    return (state >> 8) * most / 16777216.0;
}

/* Rows and columns of streets with hills, a one-way street, stairs and missing pieces. */
static void hilly_city(void)
{
    char id[32], line[256];
    int streets = 0;

    state = 4711;
    for (int i = 0; i < 12; i++)
        for (int j = 0; j < 11; j++)
            for (int turned = 0; turned < 2; turned++) {
                const int x0 = 100 * (turned ? i : j), y0 = 100 * (turned ? j : i);
                const int x1 = turned ? x0 : x0 + 100, y1 = turned ? y0 + 100 : y0;

                if (draw(1) < 0.15)
                    continue;
                snprintf(id, sizeof id, "s%04d", streets++);
                snprintf(line, sizeof line, "%d %d %d, %d %d %d", x0, y0, (x0 * 7 + y0 * 3) % 23,
                         x1, y1, (x1 * 7 + y1 * 3) % 23);
                draped(id, line);
                if (draw(1) < 0.1)
                    RUN("UPDATE streets SET oneway_foot = 1 WHERE id = %Q", id);
                if (draw(1) < 0.05)
                    RUN("UPDATE streets SET stairs = 1 WHERE id = %Q", id);
            }
    category("school", 500);
    category("shop", 300);
    category("station", 800);
    for (int i = 0; i < 25; i++) {
        snprintf(id, sizeof id, "f%02d", i);
        facility(id, i % 2 ? "school" : "shop", draw(1100), draw(1100));
    }
    RUN("UPDATE facilities SET capacity = 100 WHERE category = 'school'");
    point_row("stations", "id", "'st1'", 210, 330);
    point_row("stations", "id", "'st2'", 820, 640);
    point_row("entrances", "id, owner_id", "'e1', 'st2'", 790, 690);
    point_row("entrances", "id, owner_id", "'e2', 'st2'", 860, 610);
    point_row("anchors", "id, kind", "'a1', 'park'", 500, 10);
    for (int i = 0; i < 40; i++) {
        snprintf(id, sizeof id, "'j%02d', 10", i);
        point_row("jobs", "id, jobs", id, draw(1100), draw(1100));
    }
    set("jobs.limits_m", "300 800");
    for (int i = 0; i < 60; i++) {
        snprintf(id, sizeof id, "l%02d", i);
        lot(id, draw(1300) - 100, draw(1300) - 100, 20 + draw(150));
    }
}

START_TEST(candidates_are_walked_as_the_citys_sites)
{
    hilly_city();
    begin_audit();
    audit_all(17);
    expect_none("SELECT c.id, s.category FROM city.walk_site AS s JOIN city.sites AS t ON t.key = "
                "s.site_key JOIN candidates AS c ON c.id = t.id LEFT JOIN site_walk AS w ON "
                "w.site_key = c.key AND w.category = s.category WHERE w.walk_m IS NOT s.walk_m OR "
                "w.walk_place_key IS NOT s.walk_place_key OR w.walk_min IS NOT s.walk_min OR "
                "w.straight_m IS NOT s.straight_m OR w.straight_place_key IS NOT "
                "s.straight_place_key");
    expect_none("SELECT c.id FROM city.walk_station AS s JOIN city.sites AS t ON t.key = s.row_key "
                "JOIN candidates AS c ON c.id = t.id LEFT JOIN site_station AS w ON w.site_key = "
                "c.key AND w.station_key = s.station_key WHERE s.layer = 'sites' AND "
                "((s.walk_m IS NOT NULL AND w.walk_m IS NOT s.walk_m) OR (s.walk_min IS NOT NULL "
                "AND w.walk_min IS NOT s.walk_min) OR (s.straight_m IS NOT NULL AND w.straight_m "
                "IS NOT s.straight_m))");
    expect_none("SELECT c.id, a.part FROM city.walk_access AS a JOIN city.sites AS t ON t.key = "
                "a.row_key JOIN candidates AS c ON c.id = t.id LEFT JOIN site_access AS w ON "
                "w.site_key = c.key AND w.part = a.part WHERE a.layer = 'sites' AND (w.x IS NOT "
                "a.x OR w.y IS NOT a.y OR w.street_id IS NOT a.street_id OR w.access_m IS NOT "
                "a.access_m)");
    ck_assert(number("SELECT count(*) FROM site_walk WHERE walk_m IS NOT NULL") > 100);
    ck_assert(number("SELECT count(*) FROM site_station WHERE walk_min IS NOT walk_m / 66.7") > 5);
    ck_assert(number("SELECT count(*) FROM site_catchment") > 20);
}
END_TEST

/* Found by searching from the site in the network turned round; the nearest was found from the
 * places. */
START_TEST(what_is_found_around_agrees_with_the_nearest)
{
    hilly_city();
    begin_audit();
    audit_all(100);
    expect_none(
        "SELECT w.site_key, w.walk_m, min(k.walk_m) AS around FROM site_walk AS w LEFT JOIN "
        "site_catchment AS k ON k.site_key = w.site_key WHERE w.category = 'school' AND "
        "w.walk_m <= 550 GROUP BY w.site_key HAVING around IS NOT w.walk_m");
    expect_none("SELECT w.site_key, w.walk_m, min(k.walk_m) AS around, min(k.walk_min) AS minutes "
                "FROM site_walk AS w LEFT JOIN site_station AS k ON k.site_key = w.site_key WHERE "
                "w.category = 'station' AND w.walk_m <= 880 GROUP BY w.site_key HAVING around IS "
                "NOT w.walk_m OR minutes IS NOT w.walk_min");
    expect_none(
        "SELECT a.site_key FROM site_reach AS a JOIN site_reach AS b USING (site_key) WHERE "
        "a.limit_m < b.limit_m AND (a.jobs > b.jobs OR a.jobs > a.straight_jobs + 200)");
    ck_assert(number("SELECT max(jobs) FROM site_reach") > 50);
}
END_TEST

START_TEST(near_and_far_hold_the_walk_between_them)
{
    hilly_city();
    begin_audit();
    audit_all(100);
    expect_none("SELECT * FROM site_walk WHERE near_m > walk_m OR far_m < walk_m OR near_min > "
                "walk_min OR far_min < walk_min OR (far_why IS NULL AND far_m IS NOT walk_m) OR "
                "(near_why IS NULL AND near_m IS NOT walk_m)");
    expect_none("SELECT * FROM site_station WHERE near_m > walk_m OR far_m < walk_m");
    ck_assert(number("SELECT count(*) FROM site_walk WHERE near_why = 'position'") > 10);
    ck_assert(number("SELECT count(*) FROM site_walk WHERE far_why = 'access'") > 10);
}
END_TEST

/* A site on its own beside a street; eight more where the doubt of its position would put it. */
START_TEST(a_moved_site_is_what_moving_it_gives)
{
    static const double d = 0.70710678118654752;
    static const double way[8][2] = {{0, 1},  {d, d},   {1, 0},  {d, -d},
                                     {0, -1}, {-d, -d}, {-1, 0}, {-d, d}};
    char id[8];

    street("a", "-500 0, 900 0", NULL);
    street("b", "0 0, 0 700", NULL);
    street("c", "900 0, 900 700, 0 700", NULL);
    category("shop", 500);
    facility("f", "shop", 620, 5);
    lot("a0", 300, 40, 30);
    for (int i = 0; i < 8; i++) {
        snprintf(id, sizeof id, "m%d", i);
        lot(id, 300 + 25 * way[i][0], 40 + 25 * way[i][1], 30);
    }
    begin_audit();
    audit_all(4);
    ck_assert_double_eq(
        number("SELECT near_m FROM site_walk WHERE site_key = 1 AND category = 'shop'"),
        number("SELECT min(walk_m) FROM site_walk WHERE category = 'shop'"));
    ck_assert_double_ge(
        number("SELECT far_m FROM site_walk WHERE site_key = 1 AND category = 'shop'"),
        number("SELECT max(walk_m) FROM site_walk WHERE category = 'shop'"));
    expect_none("SELECT 1 FROM site_walk WHERE site_key = 1 AND near_why IS NOT 'position'");
}
END_TEST

START_TEST(threads_change_no_row)
{
    static const char *const table[] = {"site_access", "site_walk",      "site_station",
                                        "site_reach",  "site_catchment", "site_link"};

    hilly_city();
    begin_audit();
    ctx.threads = 1;
    audit_all(60);
    for (size_t t = 0; t < sizeof table / sizeof *table; t++)
        RUN("CREATE TEMP TABLE kept_%s AS SELECT * FROM %s", table[t], table[t]);
    ctx.threads = 4;
    audit_all(7);
    for (size_t t = 0; t < sizeof table / sizeof *table; t++) {
        char *more = lf_copyf("SELECT * FROM kept_%s EXCEPT SELECT * FROM %s", table[t], table[t]);
        char *less = lf_copyf("SELECT * FROM %s EXCEPT SELECT * FROM kept_%s", table[t], table[t]);

        expect_none(more);
        expect_none(less);
        free(more);
        free(less);
    }
}
END_TEST

/* ---- rivers, islands of land, missing links ---- */

static void river_city(void)
{
    street("north", "0 300, 2000 300", NULL);
    street("bridge", "2000 300, 2000 -300", "bridge = 1");
    street("south", "2000 -300, 0 -300", NULL);
    category("station", 800);
    point_row("stations", "id", "'metro'", 100, 300);
    polygon_row("constraints", "id, kind, name", "'river', '水域', '清江'",
                "-500 -200, 3000 -200, 3000 200, -500 200, -500 -200");
}

START_TEST(a_lot_across_the_river_walks_round_by_the_bridge)
{
    river_city();
    lot("far", 100, -310, 30);
    begin_audit();
    audit_all(1);
    ck_assert_double_lt(number("SELECT straight_m FROM site_walk"), 620);
    ck_assert_double_gt(number("SELECT walk_m FROM site_walk"), 4000);
    expect_none("SELECT * FROM site_station WHERE walk_m IS NOT NULL");
    ck_assert_double_eq(number("SELECT count(*) FROM site_station WHERE straight_m < 620"), 1);
    expect_none("SELECT * FROM site_link"); /* 600 m is no gap */
}
END_TEST

START_TEST(a_link_over_the_river_says_what_it_crosses)
{
    char *crosses = NULL;

    river_city();
    set("audit.link_m", "700");
    lot("far", 100, -310, 30);
    begin_audit();
    audit_all(1);
    ck_assert_double_eq_tol(number("SELECT gap_m FROM site_link"), 600, 20);
    ck_assert_double_le(number("SELECT walk_m FROM site_link"), 800);
    ck_assert(lf_query_text(&ctx, ws, "SELECT crosses FROM site_link", &crosses));
    ck_assert_str_eq(crosses, "constraints: 清江");
    free(crosses);
}
END_TEST

START_TEST(a_landlocked_lot_has_no_access_and_is_not_lost)
{
    river_city();
    lot("inland", 400, 900, 30);
    begin_audit();
    audit_all(1);
    expect_none("SELECT * FROM site_access");
    expect_none("SELECT * FROM site_walk WHERE walk_m IS NOT NULL OR near_m IS NOT NULL");
    ck_assert_double_eq_tol(number("SELECT straight_m FROM site_walk"), 650, 30);
}
END_TEST

/* Two combs of streets that a gap keeps apart, the shop on the other side. */
static void gap_city(double gap)
{
    char line[64];

    street("one", "0 0, 300 0", NULL);
    street("tooth", "200 0, 200 100", NULL);
    snprintf(line, sizeof line, "200 %g, 200 400", 100 + gap);
    street("other", line, NULL);
    street("far", "0 400, 600 400", NULL);
    street("round", "300 0, 2500 0, 2500 400, 600 400", NULL);
    category("shop", 800);
    facility("f", "shop", 350, 400);
    lot("l", 20, 0, 20);
}

START_TEST(the_shortest_gap_mends_it_and_measures_as_foretold)
{
    double foretold = 0;
    char *kind = NULL;

    gap_city(30);
    begin_audit();
    audit_all(1);
    ck_assert_double_gt(number("SELECT walk_m FROM site_walk"), 800);
    ck_assert_double_eq_tol(number("SELECT gap_m FROM site_link"), 30, 1e-9);
    foretold = number("SELECT walk_m FROM site_link");
    ck_assert_double_eq_tol(foretold, 170 + 400 + 150, 1e-6);
    ck_assert(lf_query_text(&ctx, ws, "SELECT kind FROM site_link", &kind));
    ck_assert_str_eq(kind, "gap");
    free(kind);
    close_files();
    open_city_file();
    gap_city(30);
    street("link", "200 100, 200 130", NULL);
    begin_audit();
    audit_all(1);
    ck_assert_double_eq_tol(number("SELECT walk_m FROM site_walk"), foretold, 0.11);
    expect_none("SELECT * FROM site_link");
}
END_TEST

START_TEST(a_near_miss_is_called_that)
{
    char *kind = NULL;

    gap_city(5);
    begin_audit();
    audit_all(1);
    ck_assert(lf_query_text(&ctx, ws, "SELECT kind FROM site_link", &kind));
    ck_assert_str_eq(kind, "near_miss");
    ck_assert_double_eq_tol(number("SELECT gap_m FROM site_link"), 5, 1e-9);
    free(kind);
}
END_TEST

START_TEST(an_unjoined_crossing_is_a_gap_of_nothing)
{
    char *kind = NULL;

    street("one", "0 0, 400 0", NULL);
    street("other", "200 -50, 200 400", NULL);
    category("shop", 500);
    facility("f", "shop", 200, 200);
    lot("l", 20, 0, 20);
    begin_audit();
    audit_all(1);
    ck_assert(lf_query_text(&ctx, ws, "SELECT kind FROM site_link", &kind));
    ck_assert_str_eq(kind, "unjoined_crossing");
    ck_assert_double_eq(number("SELECT gap_m FROM site_link"), 0);
    ck_assert_double_eq_tol(number("SELECT walk_m FROM site_link"), 370, 0.1);
    free(kind);
}
END_TEST

START_TEST(a_bridge_overhead_is_no_link)
{
    street("ground", "0 0, 400 0", NULL);
    street("over", "200 -100, 200 0.01, 200 400", "bridge = 1, level = 1");
    category("shop", 500);
    facility("f", "shop", 200, 350);
    lot("l", 20, 0, 20);
    begin_audit();
    audit_all(1);
    expect_none("SELECT * FROM site_link");
}
END_TEST

/* ---- sheds ---- */

START_TEST(sheds_grow_with_the_limit)
{
    lf_walk_audit *walk = NULL;
    const int64_t keys[] = {1, 2};

    hilly_city();
    begin_audit();
    RUN("SELECT RecoverGeometryColumn('site_shed', 'geom', 4527, 'MULTIPOLYGON', 'XY')");
    ck_assert_msg(lf_walk_audit_open(&ctx, ws, &walk), "%s", ctx.error);
    ck_assert_msg(lf_walk_audit_sheds(&ctx, walk, keys, 2), "%s", ctx.error);
    lf_walk_audit_close(walk);
    ck_assert_double_eq(number("SELECT count(*) FROM site_shed"), 6);
    expect_none("SELECT * FROM site_shed AS a JOIN site_shed AS b USING (site_key) WHERE b.limit_m "
                "> a.limit_m AND b.area_m2 < a.area_m2");
    expect_none("SELECT * FROM site_shed WHERE abs(ST_Area(geom) - area_m2) > 1");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("walk of candidate sites");
    TCase *tests = tcase_create("candidates");

    tcase_add_checked_fixture(tests, open_city_file, close_files);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, candidates_are_walked_as_the_citys_sites);
    tcase_add_test(tests, what_is_found_around_agrees_with_the_nearest);
    tcase_add_test(tests, near_and_far_hold_the_walk_between_them);
    tcase_add_test(tests, a_moved_site_is_what_moving_it_gives);
    tcase_add_test(tests, threads_change_no_row);
    tcase_add_test(tests, a_lot_across_the_river_walks_round_by_the_bridge);
    tcase_add_test(tests, a_link_over_the_river_says_what_it_crosses);
    tcase_add_test(tests, a_landlocked_lot_has_no_access_and_is_not_lost);
    tcase_add_test(tests, the_shortest_gap_mends_it_and_measures_as_foretold);
    tcase_add_test(tests, a_near_miss_is_called_that);
    tcase_add_test(tests, an_unjoined_crossing_is_a_gap_of_nothing);
    tcase_add_test(tests, a_bridge_overhead_is_no_link);
    tcase_add_test(tests, sheds_grow_with_the_limit);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
