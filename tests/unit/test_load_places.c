/* The stage load over geometry, CRS, datum and terrain, and on real data where it is at hand. */
#include "load_city.h"

#include <geodesic.h>
#include <math.h>

#include "load/frame.h"

#define CITY "name: 试城\ncrs: EPSG:4548\nlayers:\n"

/* ---- geometry ---- */

/* Sites given as WKT in the city's plane. */
static const char sites[] =
    "id;wkt\n"
    "good;POLYGON((670000 3550000,670100 3550000,670100 3550100,670000 3550100,670000 3550000))\n"
    "bow;POLYGON((670000 3550000,670100 3550100,670100 3550000,670000 3550100,670000 3550000))\n"
    "two;MULTIPOLYGON(((670000 3550000,670100 3550000,670100 3550100,670000 3550000)),((670200 "
    "3550000,670300 3550000,670300 3550100,670200 3550000)))\n"
    "lap;MULTIPOLYGON(((670000 3550000,670100 3550000,670100 3550100,670000 3550100,670000 "
    "3550000)),((670050 3550000,670150 3550000,670150 3550100,670050 3550100,670050 3550000)))\n"
    "high;POLYGON Z((670000 3550000 5,670100 3550000 5,670100 3550100 5,670000 3550000 5))\n"
    "round;CURVEPOLYGON(CIRCULARSTRING(670000 3550000,670200 3550000,670000 3550000))\n"
    "mix;GEOMETRYCOLLECTION(POINT(670000 3550000),POLYGON((670000 3550000,670100 3550000,670100 "
    "3550100,670000 3550000)))\n"
    "ring;LINESTRING(670000 3550000,670100 3550000,670100 3550100,670000 3550000)\n"
    "open;LINESTRING(670000 3550000,670100 3550000,670100 3550100)\n"
    "point;POINT(670000 3550000)\n"
    "flat;POLYGON((670000 3550000,670100 3550000,670000 3550000))\n"
    "empty;POLYGON EMPTY\n"
    "blank;\n";

START_TEST(polygons_are_mended_and_said)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "layers_sites.csv", sites);
    char *text = trial_path(&t, "layers");
    mkdir(text, 0777);
    free(text);
    /* The contract bears 20 % of rejects; here the city's own contract bears them all. */
    char *ddl = NULL;
    ck_assert(lf_read_file(&t.ctx, LF_SOURCE_DIR "/layers/sites.sql", &ddl, NULL));
    char *share = strstr(ddl, "fatal_rejects: 0.2");
    ck_assert_ptr_nonnull(share);
    memcpy(share, "fatal_rejects: 1.0", strlen("fatal_rejects: 1.0"));
    trial_file(&t, "layers/sites.sql", ddl);
    free(ddl);
    assert_loads(&t, CITY "  sites: {source: layers_sites.csv, crs: 'EPSG:4548'}\n");
    ck_assert_str_eq(ask(&t,
                         "SELECT id, round(ST_Area(geom)), ST_IsValid(geom) FROM sites ORDER BY "
                         "key"),
                     "good|10000.0|1\nbow|5000.0|1\ntwo|10000.0|1\nlap|15000.0|1\nhigh|5000.0|1\n"
                     "round|31391.0|1\nmix|5000.0|1\nring|5000.0|1");
    ck_assert_str_eq(
        ask(&t, "SELECT id, CASE WHEN what LIKE 'Self-inter%' THEN 'crosses itself' ELSE what END"
                " FROM repair ORDER BY key"),
        "bow|crosses itself\nlap|crosses itself\nround|curves drawn as straight segments\n"
        "mix|parts of another kind of geometry left out\nring|closed line taken as a polygon");
    ck_assert_str_eq(ask(&t, "SELECT id, reason FROM reject ORDER BY key"),
                     "open|is an open line, but polygons are wanted\n"
                     "point|is a point, but polygons are wanted\n"
                     "flat|is a polygon without area\n"
                     "empty|has no geometry\nblank|has no geometry");
    ck_assert_str_eq(
        ask(&t, "SELECT count(*) FROM sites WHERE ST_Within(MakePoint(x, y, 4548), geom)"), "8");
    trial_end(&t);
}
END_TEST

START_TEST(lines_are_split_and_cleaned)
{
    trial t;
    trial_begin(&t);
    trial_file(
        &t, "s.csv",
        "id;bridge;wkt\n"
        "a;是;MULTILINESTRING((670000 3550000,670100 3550000),(670200 3550000,670200 3550300))\n"
        "b;;LINESTRING(670000 3550000,670000 3550000,670050 3550000)\n"
        "c;no;MULTILINESTRING((670000 3550000,670100 3550000),(670000 3550000,670000 3550000))\n"
        "d;0;LINESTRING M(670000 3550000 7,670100 3550000 8)\n"
        "e;0;LINESTRING Z(670000 3550000 7,670100 3550000 8)\n"
        "f;0;LINESTRING(670000 3550000,670000 3550000)\n");
    assert_loads(&t, CITY "  streets: {source: s.csv, crs: 'EPSG:4548', crossings: join}\n");
    ck_assert_str_eq(ask(&t,
                         "SELECT id, bridge, level, walkable, factor, crossings_join, draped, x,"
                         " ST_NumPoints(geom), ST_Z(ST_EndPoint(geom)) FROM streets ORDER BY key"),
                     "a|1|0|1|1.0|1|0|670050.0|2|0.0\n"
                     "a#2|1|0|1|1.0|1|0|670200.0|2|0.0\n"
                     "b|0|0|1|1.0|1|0|670025.0|2|0.0\n"
                     "c|0|0|1|1.0|1|0|670050.0|2|0.0\n"
                     "d|0|0|1|1.0|1|0|670050.0|2|0.0\n"
                     "e|0|0|1|1.0|1|1|670050.0|2|8.0");
    ck_assert_str_eq(ask(&t, "SELECT id, what FROM repair"), "c|parts without length left out");
    ck_assert_str_eq(ask(&t, "SELECT id, reason FROM reject"), "f|is a line without length");
    assert_said(&t, "1 lines carry heights of their own");
    trial_end(&t);
}
END_TEST

START_TEST(points_and_rail_lines)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "p.csv",
               "id;wkt\na;MULTIPOINT(670000 3550000)\nb;POINT Z(670000 3550000 9)\n"
               "c;POINT(670000 3550000)\nd;POINT(670000 3550000)\ne;POINT(670000 3550000)\n"
               "f;MULTIPOINT(670000 3550000,670001 3550000)\n");
    trial_file(&t, "r.csv",
               "id;wkt\n1;LINESTRING(670000 3550000,670100 3550000)\n"
               "2;MULTILINESTRING((670000 3550000,670100 3550000),(670200 3550000,670200 "
               "3550300))\n");
    assert_loads(&t, CITY "  stations: {source: p.csv, crs: 'EPSG:4548'}\n"
                          "  rail_lines: {source: r.csv, crs: 'EPSG:4548'}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, AsText(geom) FROM stations WHERE key < 3"),
                     "a|POINT(670000 3550000)\nb|POINT(670000 3550000)");
    ck_assert_str_eq(ask(&t, "SELECT id, reason FROM reject"),
                     "f|has 2 points; a row stands for one place");
    ck_assert_str_eq(ask(&t, "SELECT id, ST_NumGeometries(geom), y FROM rail_lines"),
                     "1|1|3550000.0\n2|2|3550150.0");
    trial_end(&t);
}
END_TEST

/* ---- CRS ---- */

START_TEST(a_crs_is_needed)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "h.csv", "id,lon,lat\na,118.78,32.05\n");
    FAILS_WITH(&t, CITY "  homes: h.csv\n", "homes: h.csv has no CRS", "EPSG:4326");
    trial_file(&t, "m.csv", "id,x,y\na,670000,3550000\n");
    FAILS_WITH(&t, CITY "  homes: m.csv\n", "homes: m.csv has no CRS: give it with crs:");
    ck_assert_ptr_null(strstr(t.ctx.error, "degrees"));
    trial_file(&t, "n.csv", "id,residents\na,7\n");
    FAILS_WITH(&t, CITY "  homes: n.csv\n", "homes: n.csv has no geometry",
               "points or polygons are wanted");
    FAILS_WITH(&t, CITY "  homes: {source: h.csv, crs: 'EPSG:99'}\n", "crs 'EPSG:99' is not known");
    trial_end(&t);
}
END_TEST

START_TEST(the_citys_crs_must_measure)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "h.csv", "id,lon,lat\na,118.78,32.05\n");
    FAILS_WITH(&t, "name: x\ncrs: EPSG:3857\nlayers:\n  homes: {source: h.csv, crs: 'EPSG:4326'}\n",
               "crs EPSG:3857 is off in length by 18.",
               "EPSG:4549 (CGCS2000 3-degree zone, central meridian 120° E", "EPSG:4528");
    lf_workspace_close(t.ws);
    t.ws = NULL;
    FAILS_WITH(&t, "name: x\ncrs: EPSG:4490\nlayers:\n  homes: {source: h.csv, crs: 'EPSG:4326'}\n",
               "crs EPSG:4490 is in degrees", "EPSG:4549");
    lf_workspace_close(t.ws);
    t.ws = NULL;
    FAILS_WITH(&t, "name: x\ncrs: EPSG:2263\nlayers:\n  homes: {source: h.csv, crs: 'EPSG:4326'}\n",
               "crs EPSG:2263 counts in units of 0.3048");
    trial_end(&t);
}
END_TEST

START_TEST(zones_are_suggested_by_place)
{
    static const struct {
        double lon, lat;
        const char *starts;
    } cases[] = {{118.78, 32.05, "EPSG:4549 (CGCS2000"},
                 {116.4, 39.9, "EPSG:4548 (CGCS2000"},
                 {75.0, 39.0, "EPSG:4534 "},
                 {135.0, 48.0, "EPSG:4554 "},
                 {-51.2, -30.0, "EPSG:32722 (UTM zone 22S"},
                 {7.42, 43.73, "EPSG:32632 (UTM zone 32N"},
                 {-179.9, 10.0, "EPSG:32601 "},
                 {179.99, -10.0, "EPSG:32760 "}};
    char text[200];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lf_frame_suggest(cases[i].lon, cases[i].lat, text, sizeof text);
        ck_assert_msg(lf_starts_with(text, cases[i].starts), "%s", text);
    }
}
END_TEST

START_TEST(swapped_axes_are_noticed)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "h.csv", "id,lon,lat\na,32.05,118.78\nb,32.06,118.79\n");
    FAILS_WITH(&t, CITY "  homes: {source: h.csv, crs: 'EPSG:4326'}\n",
               "2 × the axes are swapped: x holds what y should");
    trial_file(&t, "h.csv", "id,x,y\na,3550000,670000\n");
    FAILS_WITH(&t, CITY "  homes: {source: h.csv, crs: 'EPSG:4548'}\n", "the axes are swapped");
    trial_file(&t, "h.csv", "id,lon,lat\na,12.5,41.9\n");
    FAILS_WITH(&t, CITY "  homes: {source: h.csv, crs: 'EPSG:4326'}\n",
               "1 × lies outside the area of the city's CRS");
    trial_file(&t, "h.csv",
               "id,lon,lat\na,118.78,32.05\n2,118.78,32.05\n3,118.78,32.05\n"
               "4,118.78,32.05\n5,118.78,32.05\n6,32.05,118.78\n");
    assert_loads(&t, CITY "  homes: {source: h.csv, crs: 'EPSG:4326'}\n");
    ck_assert_ptr_nonnull(strstr(ask(&t, "SELECT reason FROM reject"),
                                 "lies at x 32.05, y 118.78, outside the area of EPSG:4548"));
    ck_assert_ptr_nonnull(
        strstr(ask(&t, "SELECT reason FROM reject"), "with x and y exchanged it would lie inside"));
    trial_end(&t);
}
END_TEST

START_TEST(shifted_datums_are_undone)
{
    trial t;
    trial_begin(&t);
    /* one place in the three datums (a published one, Zhumadian) */
    trial_file(&t, "w.csv", "id,lon,lat\nw,114.0164322,33.0133556\n");
    trial_file(&t, "g.csv", "id,lon,lat\ng,114.022306,33.0115324\n");
    trial_file(&t, "b.csv", "id,lon,lat\nb,114.0287781,33.0176697\n");
    assert_loads(&t, "name: x\ncrs: EPSG:4547\nlayers:\n  homes:\n"
                     "    - {source: w.csv, datum: cgcs2000}\n    - {source: g.csv, datum: gcj02}\n"
                     "    - {source: b.csv, datum: bd09}\n");
    ck_assert_str_eq(
        ask(&t, "SELECT count(*), max(x) - min(x) < 1.5, max(y) - min(y) < 1.5 FROM homes"),
        "3|1|1");
    ck_assert_str_eq(ask(&t, "SELECT crs, datum FROM source"),
                     "EPSG:4490|cgcs2000\nEPSG:4326|gcj02\nEPSG:4326|bd09");
    trial_end(&t);
}
END_TEST

START_TEST(lengths_on_the_ground)
{
    lf_context ctx;
    lf_frame frame;
    lf_context_init(&ctx);
    GDALAllRegister();
    ck_assert(lf_frame_open(&ctx, 4548, &frame));
    /* On the central meridian a transverse Mercator map with scale 1 is true. */
    ck_assert_double_eq_tol(lf_frame_ground_scale(&frame, 500000, 3550000), 1.0, 1e-8);
    /* Away from it the map is longer by (x/R)²/2. */
    double expected = 1.0 / (1.0 + 0.5 * pow(170000.0 / 6367000.0, 2));
    ck_assert_double_eq_tol(lf_frame_ground_scale(&frame, 670000, 3550000), expected, 1e-6);
    double line[] = {670000, 3550000, 670100, 3550000, 670100, 3550500};
    ck_assert_double_eq_tol(lf_frame_line_scale(&frame, line, 3), expected, 1e-6);
    lf_frame_close(&frame);
}
END_TEST

/* ---- terrain ---- */

/* A DEM in the city's plane: 20 m cells, height = (x - 670000) / 10; one corner without data. */
static void write_dem(const trial *t)
{
    enum { SIZE = 50 };
    static float heights[SIZE * SIZE];
    double place[6] = {670000, 20, 0, 3551000, 0, -20};
    char *path = trial_path(t, "dem.tif");
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4548);
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GTiff"), path, SIZE, SIZE, 1, GDT_Float32, NULL);
    GDALSetGeoTransform(dataset, place);
    GDALSetSpatialRef(dataset, srs);
    for (int row = 0; row < SIZE; row++)
        for (int column = 0; column < SIZE; column++)
            heights[row * SIZE + column] = row < 5 && column < 5 ? -9999.0F : (float)column * 2 + 1;
    GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, 1), -9999.0);
    ck_assert_int_eq(GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Write, 0, 0, SIZE, SIZE,
                                  heights, SIZE, SIZE, GDT_Float32, 0, 0),
                     CE_None);
    GDALClose(dataset);
    OSRDestroySpatialReference(srs);
    free(path);
}

START_TEST(streets_lie_on_the_terrain)
{
    trial t;
    trial_begin(&t);
    write_dem(&t);
    trial_file(&t, "s.csv",
               "id;bridge;level;wkt\n"
               "slope;0;0;LINESTRING(670100 3550100,670300 3550100)\n"
               "short;0;0;LINESTRING(670100 3550100,670110 3550100)\n"
               "bridge;1;0;LINESTRING(670020 3550990,670400 3550500)\n"
               "over;0;1;LINESTRING(670100 3550100,670300 3550100,670300 3550200)\n"
               "hole;0;0;LINESTRING(670020 3550990,670400 3550500)\n"
               "away;0;0;LINESTRING(680000 3550100,680300 3550100)\n");
    assert_loads(&t, "name: x\ncrs: EPSG:4548\ndem: dem.tif\nlayers:\n"
                     "  streets: {source: s.csv, crs: 'EPSG:4548'}\n");
    /* heights are x / 10 between the cell centres */
    ck_assert_str_eq(
        ask(&t, "SELECT id, draped, ST_NumPoints(geom), round(ST_Z(ST_StartPoint(geom)), 3),"
                " round(ST_Z(ST_EndPoint(geom)), 3), round(ST_Z(ST_PointN(geom, 2)), 3)"
                " FROM streets ORDER BY key"),
        "slope|1|11|10.0|30.0|12.0\n"
        "short|1|2|10.0|11.0|11.0\n"
        "bridge|0|2|0.0|0.0|0.0\n"
        "over|1|16|10.0|30.0|11.333\n"
        "hole|0|2|0.0|0.0|0.0\n"
        "away|0|2|0.0|0.0|0.0");
    assert_said(&t, "streets: 3 of 6 lines draped on the terrain");
    assert_said(&t, "the dem does not cover 3 of 6 lines (50.0 %)");
    FAILS_WITH(&t,
               "name: x\ncrs: EPSG:4548\ndem: s.csv\nlayers:\n"
               "  streets: {source: s.csv, crs: 'EPSG:4548'}\n",
               "dem:", "no driver reads it");
    trial_end(&t);
}
END_TEST

/* ---- real data ---- */

static bool has_real_data(const char **folder)
{
    *folder = getenv("LIFANG_TEST_DATA");
    if (*folder != NULL && lf_is_folder(*folder))
        return true;
    printf("skipped: LIFANG_TEST_DATA is not set\n");
    return false;
}

START_TEST(porto_alegre)
{
    const char *data;
    char yaml[4096];
    trial t;
    if (!has_real_data(&data))
        return;
    trial_begin(&t);
    snprintf(
        yaml, sizeof yaml,
        "name: Porto Alegre\ncrs: EPSG:31982\ndem: %1$s/porto_alegre/poa_elevation.tif\nlayers:\n"
        "  homes: {source: %1$s/porto_alegre/poa_hexgrid.csv, crs: 'EPSG:4326'}\n"
        "  jobs: {source: %1$s/porto_alegre/poa_hexgrid.csv, crs: 'EPSG:4326'}\n"
        "  streets: %1$s/porto_alegre/poa_osm.pbf\n"
        "  stations: {source: %1$s/porto_alegre/poa_trensurb.zip/stops.txt, fields: {id: "
        "stop_id}}\n",
        data);
    assert_loads(&t, yaml);
    ck_assert_str_eq(ask(&t, "SELECT layer, rows_read, rows_kept, rows_rejected, crs FROM source"),
                     "homes|1227|1227|0|EPSG:4326\njobs|1227|1222|5|EPSG:4326\n"
                     "stations|24|24|0|EPSG:4326\nstreets|14381|14381|0|EPSG:4326");
    ck_assert_str_eq(ask(&t, "SELECT DISTINCT reason FROM reject"), "jobs must not be blank");
    ck_assert_str_eq(ask(&t, "SELECT sum(residents), (SELECT sum(jobs) FROM jobs) FROM homes"),
                     "812935.0|337921.0");
    ck_assert_str_eq(ask(&t, "SELECT name FROM stations WHERE id = 'MR'"), "ESTACAO MERCADO");
    ck_assert_str_eq(ask(&t, "SELECT sum(draped) > 14000, min(ground_scale) > 1.0003,"
                             " max(ground_scale) < 1.0005, sum(stairs) FROM streets"),
                     "1|1|1|407");
    trial_end(&t);
}
END_TEST

static double ring_area_m2(const struct geod_geodesic *ellipsoid, const lf_frame *frame,
                           OGRGeometryH ring)
{
    struct geod_polygon polygon;
    double area_m2 = 0.0;
    geod_polygon_init(&polygon, 0);
    for (int i = 0; i + 1 < OGR_G_GetPointCount(ring); i++) {
        double x = OGR_G_GetX(ring, i);
        double y = OGR_G_GetY(ring, i);
        OCTTransform(frame->to_degrees, 1, &x, &y, NULL);
        geod_polygon_addpoint(ellipsoid, &polygon, y, x);
    }
    geod_polygon_compute(ellipsoid, &polygon, 0, 1, &area_m2, NULL);
    return fabs(area_m2);
}

static double shape_area_m2(const struct geod_geodesic *ellipsoid, const lf_frame *frame,
                            OGRGeometryH shape)
{
    double area_m2 = 0.0;
    bool polygon = OGR_GT_Flatten(OGR_G_GetGeometryType(shape)) == wkbPolygon;
    for (int i = 0; i < OGR_G_GetGeometryCount(shape); i++) {
        OGRGeometryH part = OGR_G_GetGeometryRef(shape, i);
        double part_m2 =
            polygon ? ring_area_m2(ellipsoid, frame, part) : shape_area_m2(ellipsoid, frame, part);
        area_m2 += polygon && i > 0 ? -part_m2 : part_m2;
    }
    return area_m2;
}

/* Ground area in km² of the loaded areas: back to degrees, then on the ellipsoid. */
static double loaded_area_km2(trial *t)
{
    struct geod_geodesic ellipsoid;
    double total_m2 = 0.0;
    lf_statement *rows = NULL;
    lf_frame frame;
    geod_init(&ellipsoid, 6378137.0, 1.0 / 298.257223563);
    ck_assert(lf_frame_open(&t->ctx, lf_workspace_srid(t->ws), &frame));
    ck_assert(lf_prepare(&t->ctx, t->ws, "SELECT geom FROM areas", &rows));
    while (lf_statement_step(&t->ctx, rows) == LF_STEP_ROW) {
        size_t blob_size = 0;
        size_t size = 0;
        void *wkb = NULL;
        OGRGeometryH shape = NULL;
        const void *blob = lf_column_blob(rows, 0, &blob_size);
        ck_assert(lf_blob_to_wkb(&t->ctx, blob, blob_size, &wkb, &size));
        ck_assert_int_eq(OGR_G_CreateFromWkb(wkb, NULL, &shape, (int)size), OGRERR_NONE);
        total_m2 += shape_area_m2(&ellipsoid, &frame, shape);
        OGR_G_DestroyGeometry(shape);
        free(wkb);
    }
    lf_statement_close(rows);
    lf_frame_close(&frame);
    return total_m2 / 1e6;
}

START_TEST(five_cities_from_gcj02_files)
{
    static const struct {
        const char *code;
        int srid;
        double area_km2;
    } cities[] = {{"320100", 4549, 6587.9},
                  {"500000", 4545, 82384.4},
                  {"360100", 4548, 7192.1},
                  {"510400", 4543, 7399.9},
                  {"511700", 4545, 16586.6}};
    const char *data;
    char yaml[1024];
    if (!has_real_data(&data))
        return;
    for (size_t i = 0; i < sizeof cities / sizeof cities[0]; i++) {
        trial t;
        trial_begin(&t);
        snprintf(yaml, sizeof yaml,
                 "name: x\ncrs: EPSG:%d\nlayers:\n  areas: {source: %s/china/%s_full.json, datum: "
                 "gcj02, fields: {id: adcode}}\n",
                 cities[i].srid, data, cities[i].code);
        assert_loads(&t, yaml);
        double area_km2 = loaded_area_km2(&t);
        ck_assert_msg(fabs(area_km2 - cities[i].area_km2) <= 0.1, "%s: %.3f km2 instead of %.1f",
                      cities[i].code, area_km2, cities[i].area_km2);
        trial_end(&t);
    }
}
END_TEST

/* Every highway way of the extract is either on the list or left out by the rule, none is lost. */
START_TEST(monaco_ways_by_the_rule)
{
    const char *data;
    char yaml[1024];
    trial t;
    if (!has_real_data(&data))
        return;
    trial_begin(&t);
    snprintf(yaml, sizeof yaml,
             "name: Monaco\ncrs: EPSG:32632\nlayers:\n  streets: %s/monaco/monaco.osm.gz\n", data);
    assert_loads(&t, yaml);
    ck_assert_str_eq(ask(&t, "SELECT driver, rows_rejected FROM source"), "OSM|0");
    ck_assert_str_eq(ask(&t, "SELECT count(*), sum(stairs) FROM streets"), "858|82");
    trial_end(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("load_places");
    TCase *tests = tcase_create("load_places");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, polygons_are_mended_and_said);
    tcase_add_test(tests, lines_are_split_and_cleaned);
    tcase_add_test(tests, points_and_rail_lines);
    tcase_add_test(tests, a_crs_is_needed);
    tcase_add_test(tests, the_citys_crs_must_measure);
    tcase_add_test(tests, zones_are_suggested_by_place);
    tcase_add_test(tests, swapped_axes_are_noticed);
    tcase_add_test(tests, shifted_datums_are_undone);
    tcase_add_test(tests, lengths_on_the_ground);
    tcase_add_test(tests, streets_lie_on_the_terrain);
    tcase_add_test(tests, porto_alegre);
    tcase_add_test(tests, five_cities_from_gcj02_files);
    tcase_add_test(tests, monaco_ways_by_the_rule);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
