/* The stage load over columns, values and categories: what is taken, and what is refused and why.
 */
#include "load_city.h"

#include "load/encoding.h"
#include "load/locate.h"
#include "load/values.h"

#define CITY "name: 试城\ncrs: EPSG:4548\nlayers:\n"

/* ---- values ---- */

START_TEST(numbers_in_many_hands)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {{"12", 12},
                {" 12.5 ", 12.5},
                {"1,234", 1234},
                {"1,234,567.5", 1234567.5},
                {"１２．５", 12.5},
                {"－３", -3},
                {"1，234", 1234},
                {"1e3", 1000},
                {"　7　", 7},
                {"\xC2\xA0"
                 "8",
                 8},
                {".5", 0.5},
                {"+4", 4}};
    static const char *const bad[] = {"abc", "1,5",   "12 34", "1,2345", "nan",   "inf", "0x10",
                                      "--1", "1.2.3", "12套",  ",123",   "1e999", "1e",  "五"};
    static const char *const blank[] = {"", "  ", "\t", "　", "\xC2\xA0"};
    double number = 0.0;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        ck_assert_msg(lf_value_number(good[i].text, &number) == LF_READ_OK, "'%s'", good[i].text);
        ck_assert_msg(number == good[i].value, "'%s' gave %g", good[i].text, number);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(lf_value_number(bad[i], &number) == LF_READ_WRONG, "'%s'", bad[i]);
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++)
        ck_assert_msg(lf_value_number(blank[i], &number) == LF_READ_BLANK, "'%s'", blank[i]);
}
END_TEST

START_TEST(whole_numbers_flags_and_years)
{
    int64_t value = 0;
    ck_assert(lf_value_integer("3.0", &value) == LF_READ_OK && value == 3);
    ck_assert(lf_value_integer("3.5", &value) == LF_READ_WRONG);
    ck_assert(lf_value_integer("1e300", &value) == LF_READ_WRONG);
    static const char *const yes[] = {"1", "yes", "TRUE", "t", "是", " Y ", "约束性", "binding"};
    static const char *const no[] = {"0", "no", "False", "F", "否", "预期性", "expected"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        ck_assert_msg(lf_value_flag(yes[i], &value) == LF_READ_OK && value == 1, "'%s'", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        ck_assert_msg(lf_value_flag(no[i], &value) == LF_READ_OK && value == 0, "'%s'", no[i]);
    ck_assert(lf_value_flag("maybe", &value) == LF_READ_WRONG);
    ck_assert(lf_value_year("2015年", &value) == LF_READ_OK && value == 2015);
    ck_assert(lf_value_year("1998/07/01", &value) == LF_READ_OK && value == 1998);
    ck_assert(lf_value_year("2001-9", &value) == LF_READ_OK && value == 2001);
    ck_assert(lf_value_year("90年代", &value) == LF_READ_WRONG);
    ck_assert(lf_value_year("2015 or so", &value) == LF_READ_WRONG);
}
END_TEST

START_TEST(comparisons)
{
    static const char *const forms[][2] = {{">=", ">="}, {"≥", ">="},         {"不低于", ">="},
                                           {"≤", "<="},  {"不超过", "<="},    {"＝", "="},
                                           {"＞", ">"},  {"介于", "between"}, {" >= ", ">="}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const char *canonical = lf_value_comparison(forms[i][0]);
        ck_assert_msg(canonical != NULL, "'%s'", forms[i][0]);
        ck_assert_str_eq(canonical, forms[i][1]);
    }
    ck_assert_ptr_null(lf_value_comparison("about"));
}
END_TEST

START_TEST(encodings_are_judged_by_their_bytes)
{
    static const struct {
        const char *bytes;
        lf_encoding encoding;
    } cases[] = {{"plain", LF_ENCODING_ASCII},
                 {"里坊", LF_ENCODING_UTF8},
                 {"\xC0\xEF\xB7\xBB", LF_ENCODING_GB18030}, /* 里坊 */
                 {"S\xE3o Paulo", LF_ENCODING_LATIN},
                 {"caf\xE9", LF_ENCODING_LATIN},
                 {"\xB1\xB1\xBE\xA9\x81\x30\x81\x30", LF_ENCODING_GB18030}}; /* a 4-byte form */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_msg(lf_encoding_of_text(cases[i].bytes, strlen(cases[i].bytes)) ==
                          cases[i].encoding,
                      "case %zu", i);
}
END_TEST

START_TEST(network_names_are_refused)
{
    static const char *const remote[] = {"/vsizip//vsicurl/http://h/a.zip",
                                         "HTTP://h/a.json",
                                         "PG:dbname=x host=10.0.0.9",
                                         "postgresql://h/x",
                                         "WFS:https://h",
                                         "SELECT ogr_geocode(name) FROM a"};
    static const char *const local[] = {"/data/a.shp", "PG:dbname=x", "PG:host=localhost dbname=x",
                                        "PG:host='/var/run/postgresql' dbname=x", "wfs.gml"};
    lf_context ctx;
    for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++) {
        lf_context_init(&ctx);
        ck_assert_msg(!lf_refuse_network(&ctx, remote[i]), "%s", remote[i]);
        lf_context_init(&ctx);
        ctx.allow_network = true;
        ck_assert(lf_refuse_network(&ctx, remote[i]));
    }
    for (size_t i = 0; i < sizeof local / sizeof local[0]; i++) {
        lf_context_init(&ctx);
        ck_assert_msg(lf_refuse_network(&ctx, local[i]), "%s", local[i]);
    }
}
END_TEST

START_TEST(passwords_are_not_shown)
{
    static const char *const cases[][2] = {
        {"PG:host=h password=se'cret dbname=x", "PG:host=h password=*** dbname=x"},
        {"PG:password='a b' host=h", "PG:password=*** host=h"},
        {"postgresql://me:secret@h/x", "postgresql://***@h/x"},
        {"PG:host=/tmp dbname=x", "PG:host=/tmp dbname=x"},
        {"data/password=1.csv", "data/password=1.csv"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *shown = lf_shown_path(cases[i][0]);
        ck_assert_str_eq(shown, cases[i][1]);
        free(shown);
    }
}
END_TEST

/* ---- columns ---- */

START_TEST(a_missing_column_is_named_with_the_nearest)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "jobs.csv", "id,jobss,lon,lat\n1,5,118.78,32.05\n");
    FAILS_WITH(&t, CITY "  jobs: {source: jobs.csv, crs: 'EPSG:4326'}\n",
               "jobs: jobs.csv has no column 'jobs'", "did you mean 'jobss'?",
               "fields: {jobs: jobss}");
    FAILS_WITH(&t, CITY "  jobs: {source: jobs.csv, crs: 'EPSG:4326', fields: {jobs: joobss}}\n",
               "fields: jobs", "has no column 'joobss'", "did you mean 'jobss'?");
    FAILS_WITH(&t, CITY "  jobs: {source: jobs.csv, crs: 'EPSG:4326', x: longitude, y: lat}\n",
               "jobs: x: jobs.csv has no column 'longitude'");
    assert_loads(&t, CITY "  jobs: {source: jobs.csv, crs: 'EPSG:4326', fields: {jobs: JOBSS}}\n");
    ck_assert_str_eq(ask(&t, "SELECT jobs FROM jobs"), "5.0");
    trial_end(&t);
}
END_TEST

START_TEST(accepted_names_are_used_once_and_own_names_first)
{
    trial t;
    trial_begin(&t);
    /* 户数 is accepted for units and households; 套数 comes first for units. */
    trial_file(&t, "p.csv", "编号,类别,套数,户数,name\n1,保租房,10,9,甲\n");
    assert_loads(&t, CITY "  programmes: p.csv\n");
    ck_assert_str_eq(ask(&t, "SELECT id, class, units, households, name FROM programmes"),
                     "1|affordable_rental|10.0|9.0|甲");
    trial_file(&t, "p.csv", "ID,Class,户数,NAME\n1,保租房,9,甲\n");
    assert_loads(&t, CITY "  programmes: {source: p.csv, set: {mode: 新建}}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, class, units, households, mode FROM programmes"),
                     "1|affordable_rental|9.0|NULL|new");
    trial_end(&t);
}
END_TEST

START_TEST(bad_rows_are_listed_with_their_reasons)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "homes.csv",
               "id,residents,dwellings,build_year,lon,lat\n"
               "a,10,3,1999,118.78,32.05\n"
               "b,many,3,1999,118.78,32.05\n"
               "a,10,3,1999,118.78,32.05\n"
               "c,10,-3,1999,118.78,32.05\n"
               "d,10,3,99,118.78,32.05\n"
               "e,10,3,1999,,32.05\n"
               "f,10,3,1999,here,32.05\n"
               "g,,,,118.78,32.05\n"
               ",10,3,1999,118.78,32.05\n");
    trial_file(&t, "more.csv",
               "id,lon,lat\n1,118.7,32\n2,118.7,32\n3,118.7,32\n4,118.7,32\n5,118.7,32\n"
               "6,118.7,32\n7,118.7,32\n8,118.7,32\n9,118.7,32\n10,118.7,32\n11,118.7,32\n"
               "12,118.7,32\n13,118.7,32\n14,118.7,32\n15,118.7,32\n16,118.7,32\n17,118.7,32\n"
               "18,118.7,32\n19,118.7,32\n20,118.7,32\n21,118.7,32\n22,118.7,32\n23,118.7,32\n"
               "24,118.7,32\n25,118.7,32\n26,118.7,32\n27,118.7,32\n28,118.7,32\n");
    assert_loads(&t, CITY "  homes:\n    - {source: homes.csv, crs: 'EPSG:4326'}\n"
                          "    - {source: more.csv, crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(ask(&t, "SELECT feature, id, column_name, reason FROM reject ORDER BY key"),
                     "line 3|b|residents|residents: 'many' is not a number\n"
                     "line 4|a|id|id stands twice in the layer (it is 'a')\n"
                     "line 5|c|dwellings|dwellings must not be negative (it is '-3')\n"
                     "line 6|d|build_year|build_year must lie between 1800 and 2200 (it is '99')\n"
                     "line 7|e|geom|has no geometry\n"
                     "line 8|f|geom|lon: 'here' is not a number\n"
                     "line 10|NULL|id|id must not be blank");
    ck_assert_str_eq(ask(&t, "SELECT id, residents FROM homes WHERE id IN ('a', 'g')"),
                     "a|10.0\ng|NULL");
    ck_assert_str_eq(ask(&t, "SELECT part, rows_read, rows_kept, rows_rejected FROM source"),
                     "1|9|2|7\n2|28|28|0");
    ck_assert_str_eq(ask(&t, "SELECT max(key), count(*) FROM homes"), "30|30");
    assert_said(&t,
                "homes: 37 read, 30 kept, 0 repaired, 7 rejected (1 × residents is not a number, ");
    trial_end(&t);
}
END_TEST

START_TEST(too_many_bad_rows_are_fatal)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "homes.csv",
               "id,residents,lon,lat\na,x,118,32\nb,-1,118,32\nc,y,118,32\nd,1,118,32\n");
    FAILS_WITH(
        &t, CITY "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n",
        "homes: 3 of 4 rows were rejected (at most 20 % are allowed): 2 × residents is not a "
        "number, 1 × residents must not be negative");
    trial_end(&t);
}
END_TEST

START_TEST(two_sources_without_ids_do_not_collide)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "a.csv", "lon,lat\n118.7,32\n118.7,32\n");
    assert_loads(&t, CITY "  homes:\n    - {source: a.csv, crs: 'EPSG:4326'}\n"
                          "    - {source: a.csv, crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(
        ask(&t, "SELECT group_concat(id, ' ') FROM (SELECT id FROM homes ORDER BY key)"),
        "1 2 2:1 2:2");
    trial_end(&t);
}
END_TEST

START_TEST(hostile_names_and_texts_are_only_data)
{
    trial t;
    trial_begin(&t);
    const char *name = "x'; DROP TABLE homes; --\".csv";
    trial_file(&t, name,
               "id,name,lon,lat\n\"'); DELETE FROM homes; --\",\"%s%n\",118.7,32\n"
               "\"<script>\",\"line\nbreak\",118.7,32\n");
    assert_loads(&t, CITY
                 "  homes: {source: \"x'; DROP TABLE homes; --\\\".csv\", crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, name FROM homes ORDER BY key"),
                     "'); DELETE FROM homes; --|%s%n\n<script>|line\nbreak");
    ck_assert_str_eq(ask(&t, "SELECT path FROM source"), name);
    trial_end(&t);
}
END_TEST

/* ---- categories and settings ---- */

static const char facilities[] =
    "id,类别,lon,lat\n1,小学,118.78,32.05\n2,Primary School,118.78,32.05\n"
    "3,SUPERMARKET,118.78,32.05\n4,park,118.78,32.05\n"
    "5,茶楼,118.78,32.05\n6,幼儿园 ,118.78,32.05\n";

START_TEST(categories_go_by_any_of_their_names)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "f.csv", facilities);
    assert_loads(&t, CITY "  facilities: {source: f.csv, crs: 'EPSG:4326'}\n");
    ck_assert_str_eq(ask(&t,
                         "SELECT group_concat(category, ' ') FROM (SELECT category FROM facilities"
                         " ORDER BY key)"),
                     "primary_school primary_school market park kindergarten");
    ck_assert_str_eq(ask(&t, "SELECT reason FROM reject"),
                     "category: '茶楼' is not a known category");
    ck_assert_str_eq(ask(&t, "SELECT id, tier, limit_m, limit_min FROM category"),
                     "kindergarten|5|300.0|NULL\nmarket|10|500.0|NULL\npark|NULL|500.0|NULL\n"
                     "primary_school|10|500.0|NULL");
    trial_file(&t, "f.csv", "id,category,lon,lat\n1,primary_scool,118.78,32.05\n");
    FAILS_WITH(&t, CITY "  facilities: {source: f.csv, crs: 'EPSG:4326'}\n",
               "1 × category is not a known category");
    trial_end(&t);
}
END_TEST

START_TEST(unknown_categories_get_a_suggestion)
{
    trial t;
    trial_begin(&t);
    char text[512];
    snprintf(text, sizeof text, "%s7,kindergarden,118.78,32.05\n", facilities);
    trial_file(&t, "f.csv", text);
    assert_loads(&t, CITY "  facilities: {source: f.csv, crs: 'EPSG:4326'}\n"
                          "categories:\n  tea_house: {title: Tea house, tier: 5, names: [茶楼]}\n");
    ck_assert_str_eq(
        ask(&t, "SELECT reason FROM reject"),
        "category: 'kindergarden' is not a known category; did you mean 'kindergarten'?");
    trial_end(&t);
}
END_TEST

START_TEST(the_city_lists_and_limits_categories)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "f.csv", facilities);
    trial_file(&t, "s.csv", "id,lon,lat\nS1,118.78,32.05\n");
    assert_loads(&t,
                 CITY "  facilities: {source: f.csv, crs: 'EPSG:4326'}\n"
                      "  stations: {source: s.csv, crs: 'EPSG:4326'}\n"
                      "tiers: {5_m: 350}\n"
                      "categories:\n"
                      "  primary_school: {}\n"
                      "  kindergarten: {}\n"
                      "  market: {tier: 15}\n"
                      "  park: {minutes: 10}\n"
                      "  tea_house: {title: Tea house, title_zh: 茶馆, tier: 5, names: [茶楼]}\n"
                      "  elderly_home: {distance_m: 900}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, title_zh, tier, limit_m, limit_min, norm FROM category"),
                     "elderly_home|养老院|15|900.0|NULL|city.yaml:13\n"
                     "kindergarten|幼儿园|5|350.0|NULL|city.yaml:6\n"
                     "market|菜市场|15|1000.0|NULL|city.yaml:10\n"
                     "park|公园|NULL|NULL|10.0|city.yaml:11\n"
                     "primary_school|小学|10|500.0|NULL|GB 50180-2018 附录C\n"
                     "station|轨道站点|NULL|800.0|NULL|GB 50180-2018 附录C\n"
                     "tea_house|茶馆|5|350.0|NULL|city.yaml:6");
    assert_said(&t, "category elderly_home has no place in the data");
    ck_assert_str_eq(ask(&t, "SELECT value, origin FROM setting WHERE name IN ('tiers.5_m', "
                             "'tiers.10_m') ORDER BY name"),
                     "500|default\n350|city.yaml:6");
    assert_loads(&t, CITY "  facilities: {source: f.csv, crs: 'EPSG:4326'}\n"
                          "tiers: {by: time}\ncategories:\n  primary_school: {}\n");
    ck_assert_str_eq(ask(&t, "SELECT id, limit_m, limit_min FROM category"),
                     "primary_school|NULL|10.0");
    assert_said(&t, "facilities of categories that the city file does not list are kept, but not "
                    "measured: kindergarten (1), market (1), park (1)");
    trial_end(&t);
}
END_TEST

START_TEST(settings_are_all_there)
{
    trial t;
    trial_begin(&t);
    trial_file(&t, "s.csv", "id,lon,lat\nS1,118.78,32.05\n");
    assert_loads(&t,
                 "name: 试城\ntitle: Trial\nlanguage: zh\ncrs: EPSG:4548\nlayers:\n"
                 "  stations: {source: s.csv, crs: 'EPSG:4326'}\nwalking: {speed_m_per_min: 60}\n");
    double speed = 0.0;
    ck_assert(lf_setting_real(&t.ctx, t.ws, "walking.speed_m_per_min", &speed));
    ck_assert(speed == 60.0);
    ck_assert_str_eq(
        ask(&t, "SELECT name, value FROM setting WHERE name LIKE 'city.%' ORDER BY name"),
        "city.language|zh\ncity.name|试城\ncity.title|Trial");
    ck_assert_str_eq(ask(&t, "SELECT count(*) > 20 FROM setting"), "1");
    trial_end(&t);
}
END_TEST

/* ---- doubts about whole layers ---- */

START_TEST(overlaps_gaps_and_homes_outside)
{
    trial t;
    trial_begin(&t);
    /* Four squares around a hole of 9 ha; the first two overlap by 1.2 ha. */
    trial_file(
        &t, "a.csv",
        "id;wkt\n"
        "A;POLYGON((669000 3550000,669640 3550000,669640 3550300,669000 3550300,669000 3550000))\n"
        "B;POLYGON((669600 3550000,669900 3550000,669900 3550600,669600 3550600,669600 3550000))\n"
        "C;POLYGON((669300 3550600,669900 3550600,669900 3550900,669300 3550900,669300 3550600))\n"
        "D;POLYGON((669000 3550300,669300 3550300,669300 3550900,669000 3550900,669000 "
        "3550300))\n");
    trial_file(&t, "h.csv", "id,residents,x,y\n1,10,669100,3550100\n2,20,669450,3550450\n3,,1,1\n");
    FAILS_WITH(&t, CITY "  homes: {source: h.csv, crs: 'EPSG:4548'}\n", "homes: 1 of 3 rows");
    trial_file(&t, "h.csv", "id,residents,x,y\n1,10,669100,3550100\n2,20,669450,3550450\n");
    assert_loads(&t, CITY "  areas: {source: a.csv, crs: 'EPSG:4548', set: {kind: 街道}}\n"
                          "  homes: {source: h.csv, crs: 'EPSG:4548'}\n");
    assert_said(&t, "areas of kind 街道 overlap in 1 places, 1.20 ha in all; the most A and B");
    assert_said(&t, "areas of kind 街道 leave 1 gaps between them, 9.00 ha in all");
    assert_said(&t, "1 of 2 homes (20 residents) lie outside every area");
    trial_end(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("load_rows");
    TCase *tests = tcase_create("load_rows");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, numbers_in_many_hands);
    tcase_add_test(tests, whole_numbers_flags_and_years);
    tcase_add_test(tests, comparisons);
    tcase_add_test(tests, encodings_are_judged_by_their_bytes);
    tcase_add_test(tests, network_names_are_refused);
    tcase_add_test(tests, passwords_are_not_shown);
    tcase_add_test(tests, a_missing_column_is_named_with_the_nearest);
    tcase_add_test(tests, accepted_names_are_used_once_and_own_names_first);
    tcase_add_test(tests, bad_rows_are_listed_with_their_reasons);
    tcase_add_test(tests, too_many_bad_rows_are_fatal);
    tcase_add_test(tests, two_sources_without_ids_do_not_collide);
    tcase_add_test(tests, hostile_names_and_texts_are_only_data);
    tcase_add_test(tests, categories_go_by_any_of_their_names);
    tcase_add_test(tests, unknown_categories_get_a_suggestion);
    tcase_add_test(tests, the_city_lists_and_limits_categories);
    tcase_add_test(tests, settings_are_all_there);
    tcase_add_test(tests, overlaps_gaps_and_homes_outside);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
