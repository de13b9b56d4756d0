/* Mean height and slope of the ground under a polygon. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>

#include "load/ground.h"

static lf_context ctx;
static lf_terrain terrain;
static GDALDatasetH raster;
static OGRSpatialReferenceH plane;

/* A slope of one in ten towards the east over 100 × 100 cells of 10 m; no data beyond x = 900 m. */
static void make_terrain(void)
{
    float row[100];
    double corners[6] = {0, 10, 0, 1000, 0, -10};
    GDALAllRegister();
    lf_context_init(&ctx);
    raster = GDALCreate(GDALGetDriverByName("MEM"), "", 100, 100, 1, GDT_Float32, NULL);
    GDALSetGeoTransform(raster, corners);
    GDALRasterBandH band = GDALGetRasterBand(raster, 1);
    GDALSetRasterNoDataValue(band, -9999);
    for (int i = 0; i < 100; i++)
        row[i] = i >= 90 ? -9999.0F : (float)(10 * i + 5) / 10.0F;
    for (int y = 0; y < 100; y++)
        ck_assert_int_eq(GDALRasterIO(band, GF_Write, 0, y, 100, 1, row, 100, 1, GDT_Float32, 0, 0),
                         CE_None);
    plane = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(plane, 4527);
    OSRSetAxisMappingStrategy(plane, OAMS_TRADITIONAL_GIS_ORDER);
    memset(&terrain, 0, sizeof terrain);
    terrain.dataset = raster;
    terrain.band = band;
    terrain.to_dem = OCTNewCoordinateTransformation(plane, plane);
    terrain.inverse[1] = 0.1;
    terrain.inverse[3] = 100;
    terrain.inverse[5] = -0.1;
    terrain.width = terrain.height = 100;
    terrain.scale = 1;
    terrain.has_nodata = true;
    terrain.nodata = -9999;
    terrain.cell_m = 10;
    terrain.tiles_across = terrain.tiles_down = 1;
    terrain.tiles = calloc(1, sizeof *terrain.tiles);
}

static void drop_terrain(void)
{
    lf_terrain_close(&terrain);
    OSRDestroySpatialReference(plane);
}

static lf_ground ground_of(const char *wkt, double x, double y)
{
    char buffer[256], *text = buffer;
    OGRGeometryH polygon = NULL;
    lf_ground ground = {NAN, NAN};
    strcpy(buffer, wkt);
    ck_assert_int_eq(OGR_G_CreateFromWkt(&text, NULL, &polygon), OGRERR_NONE);
    ck_assert_msg(lf_ground_of_polygon(&ctx, &terrain, polygon, x, y, &ground), "%s", ctx.error);
    OGR_G_DestroyGeometry(polygon);
    return ground;
}

START_TEST(means_over_the_polygon)
{
    lf_ground ground =
        ground_of("POLYGON((200 200, 400 200, 400 600, 200 600, 200 200))", 300, 400);
    ck_assert_double_eq_tol(ground.height_m, 30.0, 0.01);
    ck_assert_double_eq_tol(ground.slope_share, 0.1, 1e-6);
    /* Only what lies inside counts: an L whose arms lie low and high, not its bounding box. */
    ground = ground_of("POLYGON((100 100, 200 100, 200 800, 100 800, 100 100))", 150, 400);
    ck_assert_double_eq_tol(ground.height_m, 15.0, 0.01);
}
END_TEST

START_TEST(a_sliver_is_sampled_at_its_point)
{
    lf_ground ground =
        ground_of("POLYGON((500 500, 501 500, 501 501, 500 501, 500 500))", 500.5, 500.5);
    ck_assert_double_eq_tol(ground.height_m, 50.05, 0.01);
    ck_assert_double_eq_tol(ground.slope_share, 0.1, 1e-6);
}
END_TEST

START_TEST(beyond_the_raster_nothing_is_known)
{
    lf_ground ground =
        ground_of("POLYGON((850 100, 990 100, 990 300, 850 300, 850 100))", 900, 200);
    ck_assert(isnan(ground.height_m));
    ck_assert(isnan(ground.slope_share));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ground");
    TCase *tests = tcase_create("ground");
    tcase_add_checked_fixture(tests, make_terrain, drop_terrain);
    tcase_add_test(tests, means_over_the_polygon);
    tcase_add_test(tests, a_sliver_is_sampled_at_its_point);
    tcase_add_test(tests, beyond_the_raster_nothing_is_known);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
