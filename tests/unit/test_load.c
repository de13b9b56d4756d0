/* The stage load over the formats and encodings that sources come in. */
#include "load_city.h"

/* Homes near Nanjing in EPSG:4548. */
#define CITY "name: 试城\ncrs: EPSG:4548\nlayers:\n"

static const char csv_utf8[] = "编号,小区,套数,经度,纬度\n"
                               "a1,幸福里,120,118.78,32.05\n"
                               "a2,平安坊,\"1,200\",118.79,32.06\n"
                               "a3,长乐,１２,118.80,32.07\n";

static const char *home_rows(trial *t)
{
    return ask(t, "SELECT id, name, dwellings FROM homes ORDER BY key");
}
static const char expected_homes[] = "a1|幸福里|120.0\na2|平安坊|1200.0\na3|长乐|12.0";

/* ---- CSV ---- */

START_TEST(csv_with_byte_order_mark)
{
    trial t;
    trial_begin(&t);
    char text[512];
    snprintf(text, sizeof text, "\xEF\xBB\xBF%s", csv_utf8);
    trial_file(&t, "homes.csv", text);
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(home_rows(&t), expected_homes);
    ck_assert_str_eq(
        ask(&t, "SELECT encoding, encoding_assumed, crs, rows_read, rows_kept FROM source"),
        "UTF-8|0|EPSG:4326|3|3");
    assert_said(&t, "homes: 3 read, 3 kept, 0 repaired, 0 rejected");
    trial_end(&t);
}
END_TEST

static void write_recoded(const trial *t, const char *name, const char *text, const char *encoding)
{
    char *bytes = CPLRecode(text, "UTF-8", encoding);
    trial_file(t, name, bytes);
    CPLFree(bytes);
}

START_TEST(csv_in_gbk_is_recognised)
{
    trial t;
    trial_begin(&t);
    write_recoded(&t, "homes.csv", csv_utf8, "GBK");
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(home_rows(&t), expected_homes);
    ck_assert_str_eq(ask(&t, "SELECT encoding, encoding_assumed FROM source"), "GB18030|1");
    assert_said(&t, "homes.csv does not say its encoding: read as GB18030");
    trial_end(&t);
}
END_TEST

START_TEST(csv_in_a_stated_encoding)
{
    trial t;
    trial_begin(&t);
    write_recoded(&t, "homes.csv", "id,name,lon,lat\na2,平安坊,118.79,32.06\n", "BIG5");
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', encoding: BIG5}\n");
    ck_assert_str_eq(ask(&t, "SELECT encoding, encoding_assumed FROM source"), "BIG5|0");
    ck_assert_str_eq(ask(&t, "SELECT name FROM homes WHERE id = 'a2'"), "平安坊");
    FAILS_WITH(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', encoding: KLINGON}\n",
               "homes.csv", "KLINGON", "not known");
    trial_end(&t);
}
END_TEST

START_TEST(csv_that_is_latin_is_not_taken_for_chinese)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "homes.csv", "id,name,dwellings,lon,lat\n1,S\xE3o Jo\xE3o,3,-51.2,-30.05\n");
    assert_loads(&t, "name: x\ncrs: EPSG:31982\nlayers:\n"
                     "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(ask(&t, "SELECT name FROM homes"), "São João");
    ck_assert_str_eq(ask(&t, "SELECT encoding, encoding_assumed FROM source"), "CP1252|1");
    trial_end(&t);
}
END_TEST

START_TEST(csv_with_wkt_and_its_own_separator)
{
    trial t;
    trial_begin(&t);
    trial_file(
        &t, "sites.csv",
        "id;shape;plan\ns1;POLYGON((118.7 32,118.71 32,118.71 32.01,118.7 32.01,118.7 32));x\n"
        "s2;POLYGON((1 2;y\n");
    FAILS_WITH(&t, CITY "  sites: {source: sites.csv, wkt: shape, crs: 'EPSG:4490'}\n",
               "sites: 1 of 2 rows were rejected", "1 × coordinates cannot be read");
    trial_file(
        &t, "sites.csv",
        "id;shape;plan\ns1;POLYGON((118.7 32,118.71 32,118.71 32.01,118.7 32.01,118.7 32));x\n");
    assert_loads(&t, CITY "  sites: {source: sites.csv, wkt: shape, crs: 'EPSG:4490'}\n");
    ck_assert_str_eq(ask(&t,
                         "SELECT id, round(site_area_m2 / 1000), ST_GeometryType(geom), Srid(geom)"
                         " FROM sites"),
                     "s1|1048.0|MULTIPOLYGON|4548");
    assert_said(&t, "1 blank areas are taken from the polygons");
    trial_end(&t);
}
END_TEST

START_TEST(filters_see_numbers_and_codes_keep_their_zeros)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "homes.csv",
               "id,套数,lon,lat\n0012,9,118.78,32.05\n0013,12,118.79,32.05\n"
               "0014,,118.79,32.05\n");
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', where: '套数 > 9'}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, dwellings FROM homes"), "0013|12.0");
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', select: \"SELECT id, "
                          "套数 * 2 AS dwellings, lon, lat FROM homes WHERE 套数 < 10\"}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, dwellings FROM homes"), "0012|18.0");
    FAILS_WITH(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', where: 'sets > 9'}\n",
               "homes: where", "homes.csv");
    FAILS_WITH(&t,
               CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', select: 'SELECT nix FROM "
                    "homes'}\n",
               "homes: the select on homes.csv cannot be run");
    FAILS_WITH(&t,
               CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', select: 'DROP TABLE homes'}\n",
               "must begin with SELECT");
    trial_end(&t);
}
END_TEST

START_TEST(tables_need_no_crs_and_lose_blank_rows_aloud)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "market.csv",
               "area_id,month,stock_m2,sold_m2\nA,2024-01,100,5\nA,2024-02,90,\n"
               ",,,\nA,2024-13,1,1\nA,2024-01,2,2\nB,2024-01,1,1\nC,2024-01,1,1\n"
               "D,2024-01,1,1\nE,2024-01,1,1\nF,2024-01,1,1\nG,2024-01,1,1\n");
    assert_loads(&t, CITY "  market: market.csv\n");
    ck_assert_str_eq(ask(&t, "SELECT count(*), sum(sold_m2 IS NULL) FROM market"), "8|1");
    ck_assert_str_eq(
        ask(&t, "SELECT feature, column_name, reason FROM reject ORDER BY key LIMIT 1"),
        "line 5|month|month must be written YYYY-MM (it is '2024-13')");
    ck_assert_str_eq(ask(&t, "SELECT feature FROM reject ORDER BY key DESC LIMIT 1"), "line 6");
    assert_said(&t, "1 rows with nothing in them are left out");
    trial_end(&t);
}
END_TEST

/* ---- shapefiles ---- */

static void write_gbk_shapefile(const trial *t, bool keep_cpg)
{
    char *dbf = trial_path(t, "小区.dbf");
    char *cpg = trial_path(t, "小区.cpg");
    ck_assert(write_source(t, "ESRI Shapefile", "小区.shp", "小区", 4548, "ENCODING=GBK",
                           LIST("编号", "小区名称", "套数"),
                           LIST("POINT (670000 3550000)|h1|清凉门大街甲一号|10",
                                "POINT (670100 3550000)|h2|北圩路|20")));
    if (!keep_cpg) {
        remove(cpg);
        FILE *file = fopen(dbf, "r+b"); /* no language mark either */
        ck_assert_ptr_nonnull(file);
        fseek(file, 29, SEEK_SET);
        fputc(0, file);
        fclose(file);
    }
    free(dbf);
    free(cpg);
}

START_TEST(shapefile_in_gbk_without_cpg)
{
    trial t;
    trial_begin(&t);
    write_gbk_shapefile(&t, false);
    assert_loads(&t, CITY "  homes: {source: 小区.shp, fields: {name: 小区名称}}\n");
    ck_assert_str_eq(home_rows(&t), "h1|清凉门大街甲一号|10.0\nh2|北圩路|20.0");
    ck_assert_str_eq(ask(&t, "SELECT encoding, encoding_assumed, driver FROM source"),
                     "GB18030|1|ESRI Shapefile");
    assert_said(&t, "小区.shp does not say its encoding: read as GB18030");
    trial_end(&t);
}
END_TEST

START_TEST(shapefile_with_cpg_is_believed)
{
    trial t;
    trial_begin(&t);
    write_gbk_shapefile(&t, true);
    assert_loads(&t, CITY "  homes: {source: 小区.shp, fields: {name: 小区名称}}\n");
    ck_assert_str_eq(home_rows(&t), "h1|清凉门大街甲一号|10.0\nh2|北圩路|20.0");
    ck_assert_str_eq(ask(&t, "SELECT encoding_assumed FROM source"), "0");
    trial_end(&t);
}
END_TEST

START_TEST(cpg_that_lies_is_found_out)
{
    trial t;
    trial_begin(&t);
    write_gbk_shapefile(&t, true);
    trial_file(&t, "小区.cpg", "UTF-8");
    assert_loads(&t, CITY "  homes: {source: 小区.shp, fields: {name: 小区名称}}\n");
    ck_assert_str_eq(home_rows(&t), "h1|清凉门大街甲一号|10.0\nh2|北圩路|20.0");
    ck_assert_str_eq(ask(&t, "SELECT encoding_assumed FROM source"), "1");
    trial_end(&t);
}
END_TEST

START_TEST(stated_encoding_of_a_shapefile)
{
    trial t;
    trial_begin(&t);
    write_gbk_shapefile(&t, false);
    assert_loads(&t, CITY "  homes: {source: 小区.shp, encoding: GBK, fields: {name: 小区名称}}\n");
    ck_assert_str_eq(ask(&t, "SELECT encoding, encoding_assumed FROM source"), "GBK|0");
    ck_assert_str_eq(ask(&t, "SELECT name FROM homes LIMIT 1"), "清凉门大街甲一号");
    trial_end(&t);
}
END_TEST

/* ---- other formats ---- */

/* A layer written by GDAL in degrees comes out in the city's plane, whatever the format. */
static void check_format(const char *driver, const char *file)
{
    trial t;
    char yaml[512];
    trial_begin(&t);
    if (write_source(&t, driver, file, "homes", 4326, NULL, LIST("id", "name", "dwellings:r"),
                     LIST("POINT (118.78 32.05)|a|甲|3", "POINT (118.79 32.06)|b|乙|4.5"))) {
        snprintf(yaml, sizeof yaml, CITY "  homes: {source: %s}\n", file);
        assert_loads(&t, yaml);
        ck_assert_str_eq(ask(&t, "SELECT id, name, dwellings, round(x), round(y) FROM homes"
                                 " ORDER BY id"),
                         "a|甲|3.0|668118.0|3548783.0\nb|乙|4.5|669045.0|3549908.0");
    }
    trial_end(&t);
}

START_TEST(formats_that_carry_everything)
{
    check_format("GPKG", "h.gpkg");
    check_format("GeoJSON", "h.geojson");
    check_format("FlatGeobuf", "h.fgb");
    check_format("GML", "h.gml");
    check_format("LIBKML", "h.kml");
    check_format("SQLite", "h.sqlite");
    check_format("MapInfo File", "h.tab");
}
END_TEST

START_TEST(xlsx_makes_tables_and_points)
{
    trial t;
    trial_begin(&t);
    if (write_source(&t, "XLSX", "t.xlsx", "目标", 0, NULL,
                     LIST("编号", "度量", "比较", "目标值:r", "属性"),
                     LIST("|t1|coverage|不低于|85|约束性", "|t2|coverage|≤|20|预期性"))) {
        assert_loads(&t, CITY "  targets: t.xlsx\n");
        ck_assert_str_eq(ask(&t, "SELECT id, measure, comparison, value, binding FROM targets"),
                         "t1|coverage|>=|85.0|1\nt2|coverage|<=|20.0|0");
    }
    if (write_source(&t, "XLSX", "h.xlsx", "homes", 0, NULL, LIST("id", "lon:r", "lat:r", "套数:r"),
                     LIST("|h1|118.78|32.05|7"))) {
        assert_loads(&t, CITY "  homes: {source: h.xlsx, datum: wgs84}\n");
        ck_assert_str_eq(ask(&t, "SELECT id, dwellings, round(x) FROM homes"), "h1|7.0|668118.0");
    }
    trial_end(&t);
}
END_TEST

START_TEST(dxf_needs_a_crs_and_gives_closed_lines)
{
    trial t;
    trial_begin(&t);
    if (write_source(&t, "DXF", "d.dxf", "entities", 0, NULL, NULL,
                     LIST("LINESTRING (670000 3550000, 670100 3550000, 670100 3550100, 670000 "
                          "3550100, 670000 3550000)",
                          "POLYGON ((670200 3550000, 670300 3550000, 670300 3550100, 670200 "
                          "3550000))"))) {
        FAILS_WITH(&t, CITY "  sites: d.dxf\n", "sites: d.dxf has no CRS");
        assert_loads(&t, CITY "  sites: {source: d.dxf, crs: 'EPSG:4548'}\n");
        ck_assert_str_eq(ask(&t, "SELECT round(ST_Area(geom)) FROM sites ORDER BY key"),
                         "10000.0\n5000.0");
        ck_assert_str_eq(ask(&t, "SELECT what FROM repair LIMIT 1"),
                         "closed line taken as a polygon");
        assert_said(&t, "d.dxf has no id: the number of the feature stands for it");
    }
    trial_end(&t);
}
END_TEST

START_TEST(geojson_with_another_crs_is_believed)
{
    trial t;
    trial_begin(&t);
    trial_file(
        &t, "h.json",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
        "\"urn:ogc:def:crs:EPSG::4548\"}},\"features\":[{\"type\":\"Feature\",\"properties\":{"
        "\"id\":\"a\",\"dwellings\":1},\"geometry\":{\"type\":\"Point\",\"coordinates\":["
        "670000,3550000]}}]}");
    assert_loads(&t, CITY "  homes: h.json\n");
    ck_assert_str_eq(ask(&t, "SELECT x, y FROM homes"), "670000.0|3550000.0");
    ck_assert_str_eq(ask(&t, "SELECT crs FROM source"), "EPSG:4548");
    FAILS_WITH(&t, CITY "  homes: {source: h.json, datum: gcj02}\n", "homes: datum gcj02",
               "CGCS2000 / 3-degree Gauss-Kruger CM 117E");
    trial_end(&t);
}
END_TEST

START_TEST(file_geodatabase_and_zip)
{
    trial t;
    trial_begin(&t);
    write_gbk_shapefile(&t, true);
    char command[256];
    snprintf(command, sizeof command, "cd %s && zip -q h.zip 小区.*", t.folder);
    if (system(command) == 0) {
        assert_loads(&t, CITY "  homes: {source: h.zip, fields: {name: 小区名称}}\n");
        ck_assert_str_eq(ask(&t, "SELECT name FROM homes LIMIT 1"), "清凉门大街甲一号");
    } else
        printf("skipped: no zip program\n");
    check_format("OpenFileGDB", "h.gdb");
    trial_end(&t);
}
END_TEST

/* ---- which source, which layer ---- */

START_TEST(missing_and_foreign_files)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "h.shp", "this is no shapefile at all");
    FAILS_WITH(&t, CITY "  homes: gone.csv\n", "gone.csv", "there is no such file");
    FAILS_WITH(&t, CITY "  homes: h.shp\n", "h.shp: no driver reads it");
    FAILS_WITH(&t, CITY "  homes: 'https://example.org/h.json'\n", "lies on a network");
    FAILS_WITH(&t, CITY "  homes: '/vsicurl/http://example.org/h.json'\n", "lies on a network");
    FAILS_WITH(&t, CITY "  homes: 'WFS:http://example.org'\n", "lies on a network");
    FAILS_WITH(&t, CITY "  homes: 'PG:host=db.example.org dbname=x'\n", "lies on a network");
    trial_end(&t);
}
END_TEST

static void write_two_layers(const trial *t)
{
    char *path = trial_path(t, "two.gpkg");
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4548);
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    GDALDatasetCreateLayer(dataset, "buildings", srs, wkbPoint, NULL);
    GDALDatasetCreateLayer(dataset, "houses", srs, wkbPoint, NULL);
    GDALClose(dataset);
    OSRDestroySpatialReference(srs);
    free(path);
}

START_TEST(layers_are_named_when_there_are_several)
{
    trial t;
    trial_begin(&t);
    write_two_layers(&t);
    FAILS_WITH(&t, CITY "  homes: two.gpkg\n", "holds 2 layers", "buildings, houses");
    FAILS_WITH(&t, CITY "  homes: {source: two.gpkg, layer: building}\n", "has no layer 'building'",
               "did you mean 'buildings'?");
    assert_loads(&t, CITY "  homes: {source: two.gpkg, layer: houses}\n");
    assert_said(&t, "two.gpkg holds no rows");
    trial_end(&t);
}
END_TEST

START_TEST(unchanged_sources_are_not_read_again)
{
    trial t;
    trial_begin(&t);
    const char *yaml = CITY "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n";
    trial_file(&t, "homes.csv", csv_utf8);
    assert_loads(&t, yaml);
    assert_loads(&t, yaml);
    ck_assert_str_eq(lf_text_get(&t.said), "load: unchanged\n");
    trial_file(&t, "homes.csv", "id,lon,lat\nb,118.7,32\n");
    assert_loads(&t, yaml);
    ck_assert_str_eq(ask(&t, "SELECT id FROM homes"), "b");
    ck_assert_str_eq(ask(&t, "SELECT count(*) FROM source"), "1");
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326', set: {tenure: 租}}\n");
    ck_assert_str_eq(ask(&t, "SELECT tenure FROM homes"), "租");
    trial_end(&t);
}
END_TEST

START_TEST(a_failed_load_leaves_the_last_one)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "homes.csv", csv_utf8);
    assert_loads(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n");
    FAILS_WITH(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n  jobs: none.csv\n",
               "none.csv");
    ck_assert_str_eq(home_rows(&t), expected_homes);
    volatile sig_atomic_t stop = 1;
    t.ctx.stop = &stop;
    FAILS_WITH(&t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4490'}\n", "interrupted");
    t.ctx.stop = NULL;
    lf_clear_error(&t.ctx);
    ck_assert_str_eq(home_rows(&t), expected_homes);
    trial_end(&t);
}
END_TEST

START_TEST(nothing_is_written_beside_the_sources)
{
    trial t;
    trial_begin(&t);
    ck_assert(write_source(&t, "GML", "h.gml", "homes", 4326, NULL, LIST("id"),
                           LIST("POINT (118.78 32.05)|a")));
    char *xsd = trial_path(&t, "h.xsd");
    char **before = VSIReadDir(t.folder);
    remove(xsd); /* without a schema GDAL would like to keep its own */
    assert_loads(&t, CITY "  homes: h.gml\n");
    char **after = VSIReadDir(t.folder);
    /* the schema is gone, the city file is new */
    ck_assert_int_eq(CSLCount(after), CSLCount(before));
    CSLDestroy(before);
    CSLDestroy(after);
    free(xsd);
    trial_end(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("load");
    TCase *tests = tcase_create("load");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, csv_with_byte_order_mark);
    tcase_add_test(tests, csv_in_gbk_is_recognised);
    tcase_add_test(tests, csv_in_a_stated_encoding);
    tcase_add_test(tests, csv_that_is_latin_is_not_taken_for_chinese);
    tcase_add_test(tests, csv_with_wkt_and_its_own_separator);
    tcase_add_test(tests, filters_see_numbers_and_codes_keep_their_zeros);
    tcase_add_test(tests, tables_need_no_crs_and_lose_blank_rows_aloud);
    tcase_add_test(tests, shapefile_in_gbk_without_cpg);
    tcase_add_test(tests, shapefile_with_cpg_is_believed);
    tcase_add_test(tests, cpg_that_lies_is_found_out);
    tcase_add_test(tests, stated_encoding_of_a_shapefile);
    tcase_add_test(tests, formats_that_carry_everything);
    tcase_add_test(tests, xlsx_makes_tables_and_points);
    tcase_add_test(tests, dxf_needs_a_crs_and_gives_closed_lines);
    tcase_add_test(tests, geojson_with_another_crs_is_believed);
    tcase_add_test(tests, file_geodatabase_and_zip);
    tcase_add_test(tests, missing_and_foreign_files);
    tcase_add_test(tests, layers_are_named_when_there_are_several);
    tcase_add_test(tests, unchanged_sources_are_not_read_again);
    tcase_add_test(tests, a_failed_load_leaves_the_last_one);
    tcase_add_test(tests, nothing_is_written_beside_the_sources);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
