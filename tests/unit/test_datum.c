/* GCJ-02 and BD-09 against published coordinates, and the areas of five cities drawn in GCJ-02. */
#include <check.h>
#include <geodesic.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "catalog/catalog.h"
#include "load/datum.h"
#include "load/gdal.h"

/* Path of a file of real data, or NULL with a plain message when the folder is absent. */
static char *real_data(const char *name)
{
    const char *folder = getenv("LIFANG_TEST_DATA");
    char *path = folder == NULL ? NULL : lf_join_path(folder, name);
    if (path != NULL && lf_file_exists(path))
        return path;
    printf("skipped: LIFANG_TEST_DATA has no %s\n", name);
    free(path);
    return NULL;
}

static double number(const lf_table *table, size_t row, const char *column)
{
    return strtod(lf_table_get(table, row, column), NULL);
}

static lf_degrees point_of(const lf_table *table, size_t row, const char *lon, const char *lat)
{
    return (lf_degrees){.lon = number(table, row, lon), .lat = number(table, row, lat)};
}

static void assert_near(lf_degrees a, lf_degrees b, double tolerance, const char *what)
{
    ck_assert_msg(fabs(a.lon - b.lon) <= tolerance && fabs(a.lat - b.lat) <= tolerance,
                  "%s: %.9f %.9f instead of %.9f %.9f", what, a.lon, a.lat, b.lon, b.lat);
}

START_TEST(cities_agree_with_the_published_table)
{
    lf_context ctx;
    lf_table table = {0};
    char *path = real_data("datum/gcoord_china_cities.csv");
    if (path == NULL)
        return;
    lf_context_init(&ctx);
    ck_assert_msg(lf_table_read(&ctx, path, &table), "%s", ctx.error);
    ck_assert_uint_eq(table.rows, 665);
    for (size_t row = 1; row < table.rows; row++) {
        const char *name = lf_table_get(&table, row, "name");
        lf_degrees wgs84 = point_of(&table, row, "wgs_lon", "wgs_lat");
        lf_degrees gcj02 = point_of(&table, row, "gcj_lon", "gcj_lat");
        lf_degrees bd09 = point_of(&table, row, "bd_lon", "bd_lat");
        assert_near(lf_datum_gcj02_from_wgs84(wgs84), gcj02, 1e-5, name);
        assert_near(lf_datum_wgs84_from_gcj02(gcj02), wgs84, 1e-5, name);
        assert_near(lf_datum_bd09_from_gcj02(gcj02), bd09, 1e-5, name);
        assert_near(lf_datum_convert(bd09, LF_DATUM_BD09, LF_DATUM_WGS84), wgs84, 1e-5, name);
        assert_near(lf_datum_convert(wgs84, LF_DATUM_WGS84, LF_DATUM_BD09), bd09, 1e-5, name);
    }
    lf_table_free(&table);
    free(path);
}
END_TEST

static lf_datum datum_named(const char *name)
{
    lf_datum datum = LF_DATUM_WGS84;
    ck_assert_msg(lf_datum_from_name(name, &datum), "%s", name);
    return datum;
}

/*
 * The table states its tolerances in words. Published inverses take one step and are therefore off
 * themselves: by 5e-7 degrees for BD-09, by up to 1e-5 for GCJ-02; ours go back exactly.
 */
static double tolerance_of(const char *words, lf_datum from)
{
    double stated = strtod(words, NULL);
    if (stated <= 0.0)
        return strstr(words, "unchanged") != NULL ? 0.0 : 1e-5;
    return from == LF_DATUM_BD09 ? fmax(stated, 1e-6) : stated;
}

START_TEST(published_vectors_hold)
{
    lf_context ctx;
    lf_table table = {0};
    size_t used = 0;
    char *path = real_data("datum/published_vectors.csv");
    if (path == NULL)
        return;
    lf_context_init(&ctx);
    ck_assert_msg(lf_table_read(&ctx, path, &table), "%s", ctx.error);
    for (size_t row = 1; row < table.rows; row++) {
        const char *words = lf_table_get(&table, row, "tolerance");
        if (strstr(words, "DO NOT USE") != NULL)
            continue;
        lf_datum from = datum_named(lf_table_get(&table, row, "from"));
        lf_datum to = datum_named(lf_table_get(&table, row, "to"));
        lf_degrees got = lf_datum_convert(point_of(&table, row, "in_lon", "in_lat"), from, to);
        assert_near(got, point_of(&table, row, "out_lon", "out_lat"), tolerance_of(words, from),
                    lf_table_get(&table, row, "source"));
        used++;
    }
    ck_assert_uint_eq(used, 17);
    lf_table_free(&table);
    free(path);
}
END_TEST

START_TEST(there_and_back_is_exact)
{
    static const lf_datum all[] = {LF_DATUM_WGS84, LF_DATUM_GCJ02, LF_DATUM_BD09};
    for (double lon = 73.0; lon < 136.0; lon += 0.731)
        for (double lat = 4.0; lat < 54.0; lat += 0.617)
            for (int i = 0; i < 9; i++) {
                lf_degrees start = {.lon = lon, .lat = lat};
                lf_degrees there = lf_datum_convert(start, all[i / 3], all[i % 3]);
                assert_near(lf_datum_convert(there, all[i % 3], all[i / 3]), start, 1e-7,
                            "round trip");
            }
}
END_TEST

START_TEST(one_known_point)
{
    /* Tian'anmen as several libraries print it. */
    lf_degrees gcj02 = lf_datum_gcj02_from_wgs84((lf_degrees){.lon = 116.404, .lat = 39.915});
    assert_near(gcj02, (lf_degrees){.lon = 116.41024449916938, .lat = 39.91640428150164}, 1e-9,
                "Tian'anmen");
}
END_TEST

START_TEST(outside_the_box_nothing_moves)
{
    static const lf_degrees far[] = {
        {.lon = -51.2, .lat = -30.0}, {.lon = 7.42, .lat = 43.73}, {.lon = 183.0, .lat = 45.0},
        {.lon = 72.0, .lat = 30.0},   {.lon = 120.0, .lat = 0.5},
    };
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        ck_assert(!lf_datum_is_shifted(far[i]));
        assert_near(lf_datum_gcj02_from_wgs84(far[i]), far[i], 0.0, "outside");
        assert_near(lf_datum_wgs84_from_gcj02(far[i]), far[i], 0.0, "outside");
    }
    ck_assert(lf_datum_is_shifted((lf_degrees){.lon = 118.8, .lat = 32.06}));
}
END_TEST

START_TEST(names_of_datums)
{
    lf_datum datum;
    ck_assert(lf_datum_from_name("GCJ-02", &datum) && datum == LF_DATUM_GCJ02);
    ck_assert(lf_datum_from_name("bd09", &datum) && datum == LF_DATUM_BD09);
    ck_assert(lf_datum_from_name("CGCS2000", &datum) && datum == LF_DATUM_WGS84);
    ck_assert(!lf_datum_from_name("bd09mc", &datum));
}
END_TEST

/* ---- areas ---- */

static double ring_area_m2(const struct geod_geodesic *ellipsoid, OGRGeometryH ring)
{
    struct geod_polygon polygon;
    double area_m2 = 0.0;
    geod_polygon_init(&polygon, 0);
    for (int i = 0; i + 1 < OGR_G_GetPointCount(ring); i++) {
        lf_degrees point = {.lon = OGR_G_GetX(ring, i), .lat = OGR_G_GetY(ring, i)};
        point = lf_datum_wgs84_from_gcj02(point);
        geod_polygon_addpoint(ellipsoid, &polygon, point.lat, point.lon);
    }
    geod_polygon_compute(ellipsoid, &polygon, 0, 1, &area_m2, NULL);
    return fabs(area_m2);
}

static double polygons_area_m2(const struct geod_geodesic *ellipsoid, OGRGeometryH geometry)
{
    double area_m2 = 0.0;
    if (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) != wkbPolygon) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
            area_m2 += polygons_area_m2(ellipsoid, OGR_G_GetGeometryRef(geometry, i));
        return area_m2;
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++) {
        double ring_m2 = ring_area_m2(ellipsoid, OGR_G_GetGeometryRef(geometry, i));
        area_m2 += i == 0 ? ring_m2 : -ring_m2;
    }
    return area_m2;
}

START_TEST(five_cities_have_their_areas)
{
    static const struct {
        const char *file;
        double area_km2;
    } cities[] = {{"china/320100_full.json", 6587.9},
                  {"china/500000_full.json", 82384.4},
                  {"china/360100_full.json", 7192.1},
                  {"china/510400_full.json", 7399.9},
                  {"china/511700_full.json", 16586.6}};
    lf_context ctx;
    lf_quiet quiet;
    struct geod_geodesic ellipsoid;
    lf_context_init(&ctx);
    lf_quiet_begin(&ctx, &quiet);
    geod_init(&ellipsoid, 6378137.0, 1.0 / 298.257223563);
    for (size_t i = 0; i < sizeof cities / sizeof cities[0]; i++) {
        char *path = real_data(cities[i].file);
        if (path == NULL)
            continue;
        double area_m2 = 0.0;
        OGRFeatureH feature;
        GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
        ck_assert_ptr_nonnull(dataset);
        OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
        while ((feature = OGR_L_GetNextFeature(layer)) != NULL) {
            area_m2 += polygons_area_m2(&ellipsoid, OGR_F_GetGeometryRef(feature));
            OGR_F_Destroy(feature);
        }
        ck_assert_double_eq_tol(area_m2 / 1e6, cities[i].area_km2, 0.1);
        GDALClose(dataset);
        free(path);
    }
    lf_quiet_end(&quiet);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("datum");
    TCase *tests = tcase_create("datum");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, one_known_point);
    tcase_add_test(tests, cities_agree_with_the_published_table);
    tcase_add_test(tests, published_vectors_hold);
    tcase_add_test(tests, there_and_back_is_exact);
    tcase_add_test(tests, outside_the_box_nothing_moves);
    tcase_add_test(tests, names_of_datums);
    tcase_add_test(tests, five_cities_have_their_areas);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
