/* The city file: a good one gives its fields, and every bad one its exact line of complaint. */
#include <check.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalog/city.h"

/* A folder of the city with a select and a measure of its own, before the installed definitions. */
static char folder[] = "/tmp/lifang_city_XXXXXX";
static lf_places places;

static void write_file(const char *name, const char *text)
{
    lf_context ctx;
    lf_context_init(&ctx);
    char *path = lf_join_path(folder, name), *parent = lf_parent_path(path);
    ck_assert_msg(lf_make_folders(&ctx, parent), "%s", ctx.error);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    free(parent);
    free(path);
}

static void set_up(void)
{
    lf_context ctx;
    lf_context_init(&ctx);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_file("layers/selects/local_streets.sql", "SELECT * FROM lines\n");
    write_file("queries/measures/zz_local.sql", "-- id: zz_local\nSELECT 1\n");
    ck_assert_msg(lf_places_find(&ctx, folder, &places), "%s", ctx.error);
}

static void tear_down(void)
{
    static const char *const names[] = {"layers/selects/local_streets.sql",
                                        "layers/selects",
                                        "layers",
                                        "queries/measures/zz_local.sql",
                                        "queries/measures",
                                        "queries",
                                        "town.yaml",
                                        ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = lf_join_path(folder, names[i]);
        remove(path);
        free(path);
    }
    lf_places_free(&places);
}

static bool parse(lf_context *ctx, const char *text, lf_city *city)
{
    lf_context_init(ctx);
    return lf_city_parse(ctx, "in/town.yaml", text, strlen(text), &places, city);
}

/* ---- what is right ---- */

static const char good[] =
    "name: 清江市\n"
    "title: Qingjiang\n"
    "crs: EPSG:4527\n"
    "language: zh\n"
    "dem: data/dem.tif\n"
    "plan: ../plans/one\n"
    "layers:\n"
    "  areas:\n"
    "    - {source: d.gpkg, layer: districts, set: {kind: district}, fields: {id: 代码}}\n"
    "    - source: /abs/s.gpkg\n"
    "      where: level = 2\n"
    "  homes: data/homes.csv\n"
    "  stations: {source: 'PG:dbname=x', datum: gcj02, crs: 4326}\n"
    "  streets: {source: a.osm.pbf, select: local_streets, crossings: join}\n"
    "  jobs: {source: g.csv, x: lon, y: lat, crs: EPSG:4326, encoding: GBK,\n"
    "         open_options: {SEPARATOR: SEMICOLON, EMPTY_STRING_AS_NULL: yes}}\n"
    "  facilities:\n"
    "    source: /vsizip/a.zip/f.csv\n"
    "    wkt: shape\n"
    "    select: SELECT * FROM f WHERE x > 1\n"
    "walking:\n"
    "  speed_m_per_min: 66.70\n"
    "  slope: none\n"
    "stations: {core_m: 5e2, by: time}\n"
    "tiers: {15_m: \"900\"}\n"
    "jobs: {limits_m: [1000, 3000.5], limits_min: []}\n"
    "categories:\n"
    "  health_centre: {}\n"
    "  station:\n"
    "  market: {tier: 10, distance_m: 450}\n"
    "  park: {tier: none}\n"
    "  tea_house: {title_zh: 茶馆, tier: 5, names: [茶楼, teahouse]}\n"
    "  night_clinic: {title: Night clinic, minutes: 15}\n"
    "measures:\n"
    "  zz_local: {required: 8, bands: [1, 2]}\n";

static const lf_city_source *source_of(const lf_city *city, const char *layer, int part)
{
    for (size_t i = 0; i < city->source_count; i++)
        if (strcmp(city->sources[i].layer, layer) == 0 && city->sources[i].part == part)
            return &city->sources[i];
    ck_abort_msg("no source %s %d", layer, part);
    return NULL;
}

START_TEST(good_file_gives_its_top_keys)
{
    lf_context ctx;
    lf_city city;
    ck_assert_msg(parse(&ctx, good, &city), "%s", ctx.error);
    ck_assert_str_eq(city.path, "in/town.yaml");
    ck_assert_str_eq(city.folder, "in");
    ck_assert_str_eq(city.name, "清江市");
    ck_assert_str_eq(city.title, "Qingjiang");
    ck_assert_int_eq(city.srid, 4527);
    ck_assert_str_eq(city.language, "zh");
    ck_assert_str_eq(city.dem, "in/data/dem.tif");
    ck_assert_str_eq(city.plan, "in/../plans/one");
    ck_assert_str_eq(city.workspace, "in/out/town.lifang");
    ck_assert_str_eq(city.output, "in/out");
    ck_assert_uint_eq(strlen(city.hash), 64);
    lf_city_free(&city);
}
END_TEST

START_TEST(good_file_gives_its_sources)
{
    lf_context ctx;
    lf_city city;
    ck_assert_msg(parse(&ctx, good, &city), "%s", ctx.error);
    ck_assert_uint_eq(city.source_count, 7);
    const lf_city_source *s = source_of(&city, "areas", 1);
    ck_assert_int_eq(s->line, 9);
    ck_assert_str_eq(s->full_path, "in/d.gpkg");
    ck_assert_str_eq(s->ogr_layer, "districts");
    ck_assert_uint_eq(s->set_count, 1);
    ck_assert_str_eq(s->set[0].name, "kind");
    ck_assert_str_eq(s->set[0].value, "district");
    ck_assert_str_eq(s->fields[0].value, "代码");
    s = source_of(&city, "areas", 2);
    ck_assert_int_eq(s->line, 10);
    ck_assert_str_eq(s->full_path, "/abs/s.gpkg");
    ck_assert_str_eq(s->where, "level = 2");
    s = source_of(&city, "homes", 1);
    ck_assert_str_eq(s->full_path, "in/data/homes.csv");
    ck_assert_ptr_null(s->crs);
    s = source_of(&city, "stations", 1);
    ck_assert_str_eq(s->full_path, "PG:dbname=x");
    ck_assert_str_eq(s->datum, "gcj02");
    ck_assert_str_eq(s->crs, "EPSG:4326");
    ck_assert(!s->crossings_join);
    s = source_of(&city, "streets", 1);
    ck_assert_str_eq(s->select, "local_streets");
    ck_assert(s->crossings_join);
    s = source_of(&city, "jobs", 1);
    ck_assert_str_eq(s->x, "lon");
    ck_assert_str_eq(s->y, "lat");
    ck_assert_str_eq(s->encoding, "GBK");
    ck_assert_uint_eq(s->open_option_count, 2);
    ck_assert_str_eq(s->open_options[1], "EMPTY_STRING_AS_NULL=yes");
    s = source_of(&city, "facilities", 1);
    ck_assert_str_eq(s->full_path, "/vsizip/in/a.zip/f.csv");
    ck_assert_str_eq(s->wkt, "shape");
    lf_city_free(&city);
}
END_TEST

static void check_pair(const lf_pair *pair, const char *name, const char *value, int line)
{
    ck_assert_str_eq(pair->name, name);
    ck_assert_str_eq(pair->value, value);
    ck_assert_int_eq(pair->line, line);
}

START_TEST(good_file_gives_its_settings)
{
    lf_context ctx;
    lf_city city;
    ck_assert_msg(parse(&ctx, good, &city), "%s", ctx.error);
    ck_assert_uint_eq(city.setting_count, 7);
    check_pair(&city.settings[0], "walking.speed_m_per_min", "66.7", 22);
    check_pair(&city.settings[1], "walking.slope", "none", 23);
    check_pair(&city.settings[2], "stations.core_m", "500", 24);
    check_pair(&city.settings[3], "stations.by", "time", 24);
    check_pair(&city.settings[4], "tiers.15_m", "900", 25);
    check_pair(&city.settings[5], "jobs.limits_m", "1000 3000.5", 26);
    check_pair(&city.settings[6], "jobs.limits_min", "", 26);
    ck_assert_uint_eq(city.measure_count, 2);
    check_pair(&city.measures[0], "zz_local.required", "8", 35);
    check_pair(&city.measures[1], "zz_local.bands", "1 2", 35);
    lf_city_free(&city);
}
END_TEST

START_TEST(good_file_gives_its_categories)
{
    lf_context ctx;
    lf_city city;
    ck_assert_msg(parse(&ctx, good, &city), "%s", ctx.error);
    ck_assert_uint_eq(city.category_count, 6);
    const lf_city_category *c = city.categories;
    ck_assert_str_eq(c[0].id, "health_centre");
    ck_assert_ptr_null(c[0].title);
    ck_assert_int_eq(c[0].tier, 0);
    ck_assert(isnan(c[0].distance_m) && isnan(c[0].minutes));
    ck_assert_int_eq(c[1].line, 29);
    ck_assert_int_eq(c[2].tier, 10);
    ck_assert(c[2].distance_m == 450.0);
    ck_assert_int_eq(c[3].tier, -1);
    ck_assert_str_eq(c[4].title, "茶馆");
    ck_assert_str_eq(c[4].title_zh, "茶馆");
    ck_assert_uint_eq(c[4].name_count, 2);
    ck_assert_str_eq(c[4].names[1], "teahouse");
    ck_assert_str_eq(c[5].title_zh, "Night clinic");
    ck_assert(c[5].minutes == 15.0);
    lf_city_free(&city);
}
END_TEST

START_TEST(workspace_and_output_follow_one_another)
{
    lf_context ctx;
    lf_city city;
    ck_assert(
        parse(&ctx, "{name: a, crs: 4527, layers: {homes: h.csv}, workspace: w/a.lifang}", &city));
    ck_assert_str_eq(city.workspace, "in/w/a.lifang");
    ck_assert_str_eq(city.output, "in/w");
    lf_city_free(&city);
    ck_assert(
        parse(&ctx, "{name: a, crs: 'epsg:32650', layers: {homes: h.csv}, output: /o}", &city));
    ck_assert_int_eq(city.srid, 32650);
    ck_assert_str_eq(city.workspace, "in/out/town.lifang");
    ck_assert_str_eq(city.output, "/o");
    lf_city_free(&city);
}
END_TEST

START_TEST(byte_order_mark_and_anchors_are_fine)
{
    lf_context ctx;
    lf_city city;
    ck_assert_msg(parse(&ctx,
                        "\xEF\xBB\xBFname: a\r\ncrs: 4527\r\nlayers:\r\n"
                        "  homes: {source: h.csv, fields: &f {id: 编号}}\r\n"
                        "  sites: {source: s.csv, fields: *f}\r\n",
                        &city),
                  "%s", ctx.error);
    ck_assert_str_eq(city.name, "a");
    ck_assert_str_eq(city.sources[1].fields[0].value, "编号");
    lf_city_free(&city);
}
END_TEST

START_TEST(numbers_do_not_hang_on_the_locale)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "pt_BR.UTF-8"};
    lf_context ctx;
    lf_city city;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_ALL, names[i]) != NULL)
            break;
    ck_assert_msg(parse(&ctx, good, &city), "%s", ctx.error);
    check_pair(&city.settings[0], "walking.speed_m_per_min", "66.7", 22);
    check_pair(&city.settings[5], "jobs.limits_m", "1000 3000.5", 26);
    lf_city_free(&city);
    setlocale(LC_ALL, "C");
}
END_TEST

START_TEST(file_is_read_beside_its_own_definitions)
{
    lf_context ctx;
    lf_city city;
    char *path = lf_join_path(folder, "town.yaml");
    write_file("town.yaml", good);
    lf_context_init(&ctx);
    ck_assert_msg(lf_city_read(&ctx, path, &city), "%s", ctx.error);
    ck_assert_str_eq(city.folder, folder);
    lf_city_free(&city);
    remove(path);
    ck_assert(!lf_city_read(&ctx, path, &city));
    ck_assert_ptr_nonnull(strstr(ctx.error, "town.yaml"));
    lf_city_free(&city);
    free(path);
}
END_TEST

/* ---- what is wrong ---- */

#define HEAD "name: a\ncrs: EPSG:4527\nlayers: {homes: h.csv}\n"

static const struct {
    const char *text, *error;
} bad[] = {
    {"", "in/town.yaml: empty"},
    {"# only a remark\n", "in/town.yaml: empty"},
    {"- a\n", "in/town.yaml:1: expected a mapping, found a list"},
    {"just text\n", "in/town.yaml:1: expected a mapping, found text"},
    {"7\n", "in/town.yaml:1: expected a mapping, found a number"},
    {"name: a\n\tcrs: 4527\n", "in/town.yaml:2: a tab; YAML is indented with spaces"},
    {"name: a\ntitle:\n\t- b\n", "in/town.yaml:3: a tab; YAML is indented with spaces"},
    {"name: \xC7\xE5\xBD\xAD\n",
     "in/town.yaml:1: not UTF-8; save the file as UTF-8 (it may be GBK now)"},
    {"name: a\ntitle: \x01\n",
     "in/town.yaml:2: not valid YAML: control characters are not allowed"},
    {HEAD "---\nname: b\n", "in/town.yaml:4: a second document begins here; expected one"},
    {"name: [a\n", "in/town.yaml:2: not valid YAML: did not find expected ',' or ']', "
                   "while parsing a flow sequence (line 1)"},
    {"name: a\nname: b\n", "in/town.yaml:2: the key 'name' is already on line 1"},
    {"name: a\n? [b]\n: c\n", "in/town.yaml:2: expected a word as key, found a list"},
    {"name: !include x\n", "in/town.yaml:1: name: the tag !include is not supported"},
    {"name: \"a\\0b\"\n", "in/town.yaml:1: name: holds a NUL character"},
    {"name:\ncrs: 4527\n", "in/town.yaml:1: name: expected text, found nothing"},
    {"name: {a: b}\n", "in/town.yaml:1: name: expected text, found a mapping"},
    {"name: ''\n", "in/town.yaml:1: name: expected text, found an empty one"},
    {"crs: 4527\nlayers: {homes: h.csv}\n", "in/town.yaml:1: name: required, but not given"},
    {"name: a\nlayers: {homes: h.csv}\n", "in/town.yaml:1: crs: required, but not given"},
    {"name: a\ncrs: 4527\n", "in/town.yaml:1: layers: required, but not given"},
    {"name: a\ncrs: 4527\nlayers: {}\n", "in/town.yaml:1: layers: required, but not given"},
    {"crs: CGCS2000\n", "in/town.yaml:1: crs: expected the EPSG code of a projected system in "
                        "metres, such as EPSG:4527; found 'CGCS2000'"},
    {"crs: EPSG:45.7\n", "in/town.yaml:1: crs: expected the EPSG code of a projected system in "
                         "metres, such as EPSG:4527; found 'EPSG:45.7'"},
    {"nam: a\n", "in/town.yaml:1: nam: unknown key; did you mean name?"},
    {"Layers: a\n", "in/town.yaml:1: Layers: unknown key; did you mean layers?"},
    {"zzzzzz: a\n",
     "in/town.yaml:1: zzzzzz: unknown key; expected name, title, crs, language, workspace, output, "
     "dem, plan, layers, categories, measures, walking, stations, tiers, jobs or "
     "audit"},
    {"<<: {a: b}\n", "in/town.yaml:1: <<: merge keys are not supported; write the keys out"},
    {"language: cn\n", "in/town.yaml:1: language: 'cn' is not allowed; expected zh or en"},
    /* layers */
    {"layers: 7\n", "in/town.yaml:1: layers: expected a mapping, found a number"},
    {"layers:\n  home: h.csv\n",
     "in/town.yaml:2: layers.home: unknown layer; did you mean layers.homes?"},
    {"layers:\n  homes:\n", "in/town.yaml:2: layers.homes: expected a path, a mapping or a list of "
                            "them, found nothing"},
    {"layers:\n  homes: [[a]]\n",
     "in/town.yaml:2: layers.homes[1]: expected a path or a mapping, found a list"},
    {"layers:\n  homes:\n    - a.csv\n    - {sorce: b.csv}\n",
     "in/town.yaml:4: layers.homes[2].sorce: unknown key; did you mean layers.homes[2].source?"},
    {"layers:\n  homes: {layer: a}\n",
     "in/town.yaml:2: layers.homes: expected the key 'source' (a file or a connection)"},
    {"layers:\n  homes: {source: a, datum: gcj}\n",
     "in/town.yaml:2: layers.homes.datum: 'gcj' is not allowed; expected gcj02, bd09, wgs84 or "
     "cgcs2000; did you mean gcj02?"},
    {"layers:\n  homes: {source: a, x: lon}\n",
     "in/town.yaml:2: layers.homes: x and y name two columns; expected both"},
    {"layers:\n  homes: {source: a, x: lon, y: lat, wkt: g}\n",
     "in/town.yaml:2: layers.homes: expected either x and y, or wkt"},
    {"layers:\n  homes: {source: a, crossings: join}\n",
     "in/town.yaml:2: layers.homes: only the layer streets has crossings"},
    {"layers:\n  homes: {source: a, fields: {dweling: b}}\n",
     "in/town.yaml:2: layers.homes.fields.dweling: unknown column; did you mean "
     "layers.homes.fields.dwellings?"},
    {"layers:\n  homes: {source: a, set: {key: b}}\n",
     "in/town.yaml:2: layers.homes.set.key: this column is computed and cannot be given"},
    {"layers:\n  homes: {source: a, set: {class: b}, fields: {class: c}}\n",
     "in/town.yaml:2: layers.homes: the column class is both in fields and in set"},
    {"layers:\n  homes: {source: a, fields: [id]}\n",
     "in/town.yaml:2: layers.homes.fields: expected a mapping, found a list"},
    {"layers:\n  homes: {source: a, open_options: {A B: c}}\n",
     "in/town.yaml:2: layers.homes.open_options.A B: expected the name of an open option of GDAL"},
    {"layers:\n  streets: {source: a, select: local_street}\n",
     "in/town.yaml:2: layers.streets.select: there is no layers/selects/local_street.sql; did you "
     "mean 'local_streets'?"},
    /* settings */
    {HEAD "walking:\n  speed: 60\n",
     "in/town.yaml:5: walking.speed: unknown key; did you mean walking.speed_m_per_min?"},
    {HEAD "walking:\n  speed_m_per_min: fast\n",
     "in/town.yaml:5: walking.speed_m_per_min: expected a number, found 'fast'"},
    {HEAD "walking:\n  speed_m_per_min: 66,7\n",
     "in/town.yaml:5: walking.speed_m_per_min: expected a number, found '66,7'"},
    {HEAD "walking:\n  speed_m_per_min: 0x40\n",
     "in/town.yaml:5: walking.speed_m_per_min: expected a number, found '0x40'"},
    {HEAD "walking:\n  speed_m_per_min: .inf\n",
     "in/town.yaml:5: walking.speed_m_per_min: expected a number, found '.inf'"},
    {HEAD "walking:\n  speed_m_per_min: 1e999\n",
     "in/town.yaml:5: walking.speed_m_per_min: expected a number, found '1e999'"},
    {HEAD "walking:\n  speed_m_per_min: 900\n",
     "in/town.yaml:5: walking.speed_m_per_min: 900 is out of range; expected 10 to 200 m/min"},
    {HEAD "walking:\n  speed_m_per_min: [1]\n",
     "in/town.yaml:5: walking.speed_m_per_min: expected a number, found a list"},
    {HEAD "walking:\n  slope: toblr\n",
     "in/town.yaml:5: walking.slope: 'toblr' is not allowed; expected tobler or none; did you mean "
     "tobler?"},
    {HEAD "walking: 66\n", "in/town.yaml:4: walking: expected a mapping, found a number"},
    {HEAD "jobs: {limits_m: [1000, -3]}\n",
     "in/town.yaml:4: jobs.limits_m[2]: expected a number above 0, found -3"},
    {HEAD "jobs: {limits_m: [1000, 1e3]}\n",
     "in/town.yaml:4: jobs.limits_m[2]: 1000 stands in the list twice"},
    {HEAD "jobs: {limits_m: {a: 1}}\n",
     "in/town.yaml:4: jobs.limits_m: expected a list, found a mapping"},
    {HEAD "jobs: {limits_m: ~}\n",
     "in/town.yaml:4: jobs.limits_m: expected a number, found nothing"},
    /* categories */
    {HEAD "categories: [market]\n", "in/town.yaml:4: categories: expected a mapping, found a list"},
    {HEAD "categories: {markt: {}}\n",
     "in/town.yaml:4: categories.markt: unknown category; did you mean 'market'?; a new one needs "
     "title or title_zh"},
    {HEAD "categories: {茶馆: {}}\n",
     "in/town.yaml:4: categories.茶馆: expected an id in snake_case; other names go under title_zh "
     "or names"},
    {HEAD "categories: {tea: {title: Tea}}\n",
     "in/town.yaml:4: categories.tea: a new category needs a tier (15, 10 or 5), distance_m or "
     "minutes"},
    {HEAD "categories: {market: {tier: 20}}\n",
     "in/town.yaml:4: categories.market.tier: '20' is not allowed; expected 15, 10, 5 or none"},
    {HEAD "categories: {market: {distance_m: 0}}\n",
     "in/town.yaml:4: categories.market.distance_m: 0 is out of range; expected above 0 and at "
     "most "
     "50000 m"},
    {HEAD "categories: {market: {distance: 500}}\n",
     "in/town.yaml:4: categories.market.distance: unknown key; did you mean "
     "categories.market.distance_m?"},
    {HEAD "categories: {market: 5}\n",
     "in/town.yaml:4: categories.market: expected a mapping, found a number"},
    {HEAD "categories: {market: {names: shop}}\n",
     "in/town.yaml:4: categories.market.names: expected a list, found text"},
    {HEAD "categories: {station: {distance_m: 700}}\n",
     "in/town.yaml:4: categories.station: the reach of stations is set by stations.influence_m, "
     "outside the tiers"},
    /* measures */
    {HEAD "measures: {zz_locl: {a: 1}}\n",
     "in/town.yaml:4: measures.zz_locl: unknown measure; did you mean measures.zz_local?"},
    {HEAD "measures: {zz_local: 3}\n",
     "in/town.yaml:4: measures.zz_local: expected a mapping, found a number"},
    {HEAD "measures: {zz_local: {A: 3}}\n",
     "in/town.yaml:4: measures.zz_local.A: expected the name of a parameter in snake_case"},
    {HEAD "measures: {zz_local: {a: {b: 3}}}\n",
     "in/town.yaml:4: measures.zz_local.a: expected text, found a mapping"},
};

START_TEST(bad_file_gives_its_line)
{
    lf_context ctx;
    lf_city city;
    ck_assert(!parse(&ctx, bad[_i].text, &city));
    ck_assert_str_eq(ctx.error, bad[_i].error);
    ck_assert_int_eq(ctx.failure, LF_COULD_NOT);
    ck_assert_ptr_null(city.name);
    lf_city_free(&city);
}
END_TEST

START_TEST(nul_bytes_are_refused)
{
    lf_context ctx;
    lf_city city;
    lf_context_init(&ctx);
    ck_assert(!lf_city_parse(&ctx, "t.yaml", "name: a\nb\0c", 11, &places, &city));
    ck_assert_str_eq(ctx.error, "t.yaml:2: holds a NUL byte; expected a text file in UTF-8");
}
END_TEST

/* ---- what would be too much ---- */

static void check_refused(lf_text *text, const char *expected)
{
    lf_context ctx;
    lf_city city;
    ck_assert(!text->failed);
    ck_assert(!parse(&ctx, lf_text_get(text), &city));
    ck_assert_msg(strstr(ctx.error, expected) != NULL, "%s", ctx.error);
    lf_text_free(text);
}

START_TEST(a_huge_file_is_refused)
{
    lf_text text = {0};
    for (int i = 0; i < 70000; i++)
        lf_text_add(&text, "# a line of sixty bytes or so, all of it remarks and no more.\n");
    check_refused(&text, "in/town.yaml: 4340000 bytes; expected at most 4194304");
}
END_TEST

START_TEST(many_anchors_are_refused)
{
    lf_text text = {0};
    for (int i = 0; i < 2000; i++)
        lf_text_addf(&text, "- &a%d x\n", i);
    check_refused(&text, "in/town.yaml:1001: too many anchors (&); expected at most 1000");
}
END_TEST

START_TEST(aliases_cannot_multiply)
{
    lf_text text = {0};
    lf_text_add(&text, "name: a\ncrs: 4527\nlayers:\n  homes:\n    - source: h\n      "
                       "open_options: &o {");
    for (int i = 0; i < 900; i++)
        lf_text_addf(&text, "K%d: v, ", i);
    lf_text_add(&text, "}\n");
    for (int i = 0; i < 5000; i++)
        lf_text_add(&text, "    - {source: h, open_options: *o}\n");
    check_refused(&text, "too many values; expected at most 200000");
}
END_TEST

START_TEST(aliased_text_cannot_multiply)
{
    lf_text text = {0};
    lf_text_add(&text, "name: &n ");
    for (int i = 0; i < 10000; i++)
        lf_text_add(&text, "abcdefghij");
    lf_text_add(&text, "\ncrs: 4527\nlayers:\n  homes:\n");
    for (int i = 0; i < 1000; i++)
        lf_text_add(&text, "    - *n\n");
    check_refused(&text, "too much text; expected at most 16777216 bytes");
}
END_TEST

START_TEST(an_alias_to_itself_ends)
{
    lf_text text = {0};
    lf_text_add(&text, "name: a\ncrs: 4527\nlayers: &l\n  homes: *l\n");
    check_refused(&text, "layers.homes.homes: unknown key");
}
END_TEST

START_TEST(many_values_are_refused)
{
    lf_text text = {0};
    for (int i = 0; i < 300000; i++)
        lf_text_add(&text, "- a\n");
    check_refused(&text, "in/town.yaml:200000: too many values; expected at most 200000");
}
END_TEST

START_TEST(many_directives_are_refused)
{
    lf_text text = {0};
    for (int i = 0; i < 100; i++)
        lf_text_addf(&text, "%%TAG !a%d! tag:x\n", i);
    check_refused(&text, "in/town.yaml: 100 lines begin with '%'; expected at most 16");
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
    lf_text text = {0};
    for (int i = 0; i < 100000; i++)
        lf_text_add(&text, "[");
    check_refused(&text, "in/town.yaml:1: nested too deeply; expected at most 64 levels");
}
END_TEST

START_TEST(long_keys_are_cut_between_characters)
{
    lf_context ctx;
    lf_city city;
    lf_text text = {0};
    lf_text_add(&text, "a");
    for (int i = 0; i < 300; i++)
        lf_text_add(&text, "里");
    lf_text_add(&text, ": 1\n");
    ck_assert(!parse(&ctx, lf_text_get(&text), &city));
    ck_assert(lf_is_utf8(ctx.error, strlen(ctx.error)));
    ck_assert_ptr_nonnull(strstr(ctx.error, ": unknown key; expected name"));
    lf_text_free(&text);
}
END_TEST

static Suite *city_suite(void)
{
    Suite *suite = suite_create("city");
    TCase *tests = tcase_create("city");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, good_file_gives_its_top_keys);
    tcase_add_test(tests, good_file_gives_its_sources);
    tcase_add_test(tests, good_file_gives_its_settings);
    tcase_add_test(tests, good_file_gives_its_categories);
    tcase_add_test(tests, workspace_and_output_follow_one_another);
    tcase_add_test(tests, byte_order_mark_and_anchors_are_fine);
    tcase_add_test(tests, numbers_do_not_hang_on_the_locale);
    tcase_add_test(tests, file_is_read_beside_its_own_definitions);
    tcase_add_loop_test(tests, bad_file_gives_its_line, 0, sizeof bad / sizeof *bad);
    tcase_add_test(tests, nul_bytes_are_refused);
    tcase_add_test(tests, a_huge_file_is_refused);
    tcase_add_test(tests, many_anchors_are_refused);
    tcase_add_test(tests, aliases_cannot_multiply);
    tcase_add_test(tests, aliased_text_cannot_multiply);
    tcase_add_test(tests, an_alias_to_itself_ends);
    tcase_add_test(tests, many_values_are_refused);
    tcase_add_test(tests, many_directives_are_refused);
    tcase_add_test(tests, deep_nesting_is_refused);
    tcase_add_test(tests, long_keys_are_cut_between_characters);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(city_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
