/* Places, headers of SQL files, layer contracts and small CSV tables. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalog/catalog.h"
#include "catalog/own.h"

/* ---- numbers ---- */

START_TEST(numbers_are_decimal_only)
{
    static const char *const wrong[] = {"",   " 1", "1 ",  "0x1", "inf", "nan",   "1,5",   "1_000",
                                        "1e", ".",  "1e+", "--1", "e5",  "1.2.3", "1e999", "１"};
    double number = 0.0;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!lf_parse_number(wrong[i], &number), "'%s'", wrong[i]);
    ck_assert(lf_parse_number("-12.50e1", &number) && number == -125.0);
    ck_assert(lf_parse_number("+.5", &number) && number == 0.5);
    ck_assert(lf_parse_number("3.", &number) && number == 3.0);
}
END_TEST

START_TEST(numbers_are_written_shortest)
{
    static const struct {
        double number;
        const char *text;
    } cases[] = {{0.1, "0.1"}, {1000, "1000"}, {66.7, "66.7"}, {1e21, "1e+21"}, {-0.25, "-0.25"}};
    char text[LF_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lf_write_number(cases[i].number, text);
        ck_assert_str_eq(text, cases[i].text);
    }
    double back = 0.0;
    lf_write_number(1.0 / 3.0, text);
    ck_assert(lf_parse_number(text, &back) && back == 1.0 / 3.0);
}
END_TEST

/* ---- headers ---- */

static bool parse_sql(lf_context *ctx, const char *text, lf_sql_file *file)
{
    lf_context_init(ctx);
    return lf_sql_file_parse(ctx, "q/a.sql", text, file);
}

START_TEST(header_keeps_keys_in_order)
{
    lf_context ctx;
    lf_sql_file file;
    ck_assert_msg(parse_sql(&ctx,
                            "\xEF\xBB\xBF\r\n-- id: a\r\n--\r\n--about:  one: two \t\r\n"
                            "-- about: three\n-- empty:\n\n-- not a key, but below the header\n"
                            "SELECT 1;\n",
                            &file),
                  "%s", ctx.error);
    ck_assert_uint_eq(file.count, 4);
    ck_assert_str_eq(file.lines[1].key, "about");
    ck_assert_str_eq(file.lines[1].value, "one: two");
    ck_assert_int_eq(file.lines[1].line, 4);
    ck_assert_str_eq(lf_sql_file_get(&file, "about"), "one: two");
    ck_assert_str_eq(lf_sql_file_get(&file, "empty"), "");
    ck_assert_ptr_null(lf_sql_file_get(&file, "missing"));
    ck_assert_uint_eq(strlen(file.hash), 64);
    lf_sql_file_free(&file);
}
END_TEST

START_TEST(header_ends_with_the_comments)
{
    lf_context ctx;
    lf_sql_file file;
    ck_assert(parse_sql(&ctx, "SELECT 1;\n-- id: a\n", &file));
    ck_assert_uint_eq(file.count, 0);
    lf_sql_file_free(&file);
    ck_assert(parse_sql(&ctx, "-- id: a", &file));
    ck_assert_str_eq(lf_sql_file_get(&file, "id"), "a");
    lf_sql_file_free(&file);
    ck_assert(parse_sql(&ctx, "", &file));
    lf_sql_file_free(&file);
}
END_TEST

START_TEST(header_line_without_key_is_an_error)
{
    static const char *const texts[] = {"-- id: a\n-- free text\n", "-- id: a\n-- Id: b\n",
                                        "-- id: a\n-- : b\n", "-- id: a\n-- id\n"};
    lf_context ctx;
    lf_sql_file file;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert(!parse_sql(&ctx, texts[i], &file));
        ck_assert_str_eq(ctx.error, "q/a.sql:2: expected '-- key: value' in the header (a blank "
                                    "line ends the header; text goes under '-- about:')");
        lf_sql_file_free(&file);
    }
    ck_assert(!parse_sql(&ctx, "-- id: a\nSELECT '\xB9\xAB'", &file));
    ck_assert_str_eq(ctx.error, "q/a.sql:2: not UTF-8; save the file as UTF-8 (it may be GBK now)");
}
END_TEST

/* ---- contracts ---- */

#define BODY                                                                                       \
    "CREATE TABLE shops ( -- a remark, with (brackets\n"                                           \
    "    key INTEGER PRIMARY KEY,\n"                                                               \
    "    id TEXT NOT NULL CONSTRAINT \"id, unique\" UNIQUE,\n"                                     \
    "    floor_area_m2 REAL CHECK (floor_area_m2 BETWEEN 0 AND 9), /* x TEXT, */\n"                \
    "    kind TEXT DEFAULT 'a, b INTEGER',\n"                                                      \
    "    x REAL, geom BLOB,\n"                                                                     \
    "    CONSTRAINT \"one\" UNIQUE (id, kind)\n"                                                   \
    ") STRICT;\n"
#define START "-- id: shops\n-- title: Shops\n-- title_zh: 商店\n"
#define REST  "-- geometry: point\n-- fatal_rejects: 0.2\n"

static bool parse_contract(lf_context *ctx, const char *text, lf_contract *contract)
{
    lf_context_init(ctx);
    return lf_contract_parse(ctx, "layers/shops.sql", text, contract);
}

START_TEST(contract_gives_its_fields)
{
    lf_context ctx;
    lf_contract c;
    ck_assert_msg(parse_contract(&ctx,
                                 START "-- geometry: none or point or multipolygon\n"
                                       "-- fatal_rejects: 0.25\n-- about: a\n-- about: b\n"
                                       "-- computed: key, x\n-- names: id = 编号,code , fid\n"
                                       "-- names: kind = 类型\n\n" BODY,
                                 &c),
                  "%s", ctx.error);
    ck_assert_str_eq(c.id, "shops");
    ck_assert_str_eq(c.title_zh, "商店");
    ck_assert(c.takes_none && c.takes_point && c.takes_polygon && !c.takes_line && !c.with_z);
    ck_assert(c.fatal_rejects == 0.25);
    ck_assert_uint_eq(c.computed_count, 2);
    ck_assert_str_eq(c.computed[1], "x");
    ck_assert_uint_eq(c.names_count, 2);
    ck_assert_str_eq(c.names[0].column, "id");
    ck_assert_uint_eq(c.names[0].count, 3);
    ck_assert_str_eq(c.names[0].names[1], "code");
    ck_assert_uint_eq(c.column_count, 6);
    static const char *const columns[] = {"key", "id", "floor_area_m2", "kind", "x", "geom"};
    for (size_t i = 0; i < 6; i++)
        ck_assert_str_eq(c.columns[i], columns[i]);
    lf_contract_free(&c);
}
END_TEST

static const struct {
    const char *text, *error;
} bad_contracts[] = {
    {"-- id: shop\n", "layers/shops.sql:1: id: expected the file's own name; found 'shop'"},
    {"-- id: Shops\n", "layers/shops.sql:1: id: expected a snake_case word; found 'Shops'"},
    {"-- id: shops\n-- id: shops\n", "layers/shops.sql:2: id: given twice; expected once; found "
                                     "'shops'"},
    {"-- tilte_zh: a\n", "layers/shops.sql:1: tilte_zh: unknown key; did you mean title_zh?"},
    {"-- zzz: a\n", "layers/shops.sql:1: zzz: unknown key; expected id, title, title_zh, geometry, "
                    "of, fatal_rejects, about, computed or names"},
    {"-- title:\n", "layers/shops.sql:1: title: expected text; found ''"},
    {"-- geometry: point or line\n",
     "layers/shops.sql:1: geometry: expected none, point, multipolygon, multilinestring or "
     "'linestring z', joined by ' or ', each once; found 'point or line'"},
    {"-- geometry: point or point\n",
     "layers/shops.sql:1: geometry: expected none, point, multipolygon, multilinestring or "
     "'linestring z', joined by ' or ', each once; found 'point or point'"},
    {"-- fatal_rejects: 20\n",
     "layers/shops.sql:1: fatal_rejects: expected a share from 0 to 1; found '20'"},
    {"-- computed: key,, x\n", "layers/shops.sql:1: computed: expected names with commas between, "
                               "each once; found 'key,, x'"},
    {"-- names: id\n",
     "layers/shops.sql:1: names: expected 'column = name, name, ...'; found 'id'"},
    {"-- names: id = a, a\n",
     "layers/shops.sql:1: names: expected names with commas between, each once; found 'id = a, a'"},
    {"-- names: id = a\n-- names: id = b\n",
     "layers/shops.sql:2: names: expected each column once; found 'id = b'"},
    {START "-- geometry: none\n" BODY,
     "layers/shops.sql: the header lacks '-- fatal_rejects: ...'"},
    {START REST "CREATE TABLE shop (key INTEGER);",
     "layers/shops.sql: expected CREATE TABLE shops (...) below the header"},
    {START REST "-- computed: geo\n" BODY,
     "layers/shops.sql: computed: the table has no column 'geo'; did you mean 'geom'?"},
    {START REST "-- names: floor_area = a\n" BODY,
     "layers/shops.sql: names: the table has no column 'floor_area'; did you mean "
     "'floor_area_m2'?"},
};

START_TEST(bad_contract_gives_its_line)
{
    lf_context ctx;
    lf_contract contract;
    ck_assert(!parse_contract(&ctx, bad_contracts[_i].text, &contract));
    ck_assert_str_eq(ctx.error, bad_contracts[_i].error);
    lf_contract_free(&contract);
}
END_TEST

START_TEST(installed_contracts_are_right)
{
    lf_context ctx;
    lf_places places;
    lf_contract *contracts = NULL;
    size_t count = 0;
    bool streets = false;
    lf_context_init(&ctx);
    ck_assert_msg(lf_places_find(&ctx, NULL, &places), "%s", ctx.error);
    ck_assert_msg(lf_contracts_read(&ctx, &places, &contracts, &count), "%s", ctx.error);
    ck_assert_uint_ge(count, 14);
    for (size_t i = 0; i < count; i++) {
        ck_assert(i == 0 || strcmp(contracts[i - 1].id, contracts[i].id) < 0);
        streets = streets || (strcmp(contracts[i].id, "streets") == 0 && contracts[i].with_z &&
                              contracts[i].takes_line);
    }
    ck_assert(streets);
    lf_contracts_free(contracts, count);
    lf_places_free(&places);
}
END_TEST

/* ---- tables ---- */

static bool parse_table(lf_context *ctx, const char *text, lf_table *table)
{
    lf_context_init(ctx);
    return lf_table_parse(ctx, "a.csv", text, table);
}

START_TEST(table_follows_rfc_4180)
{
    lf_context ctx;
    lf_table t;
    ck_assert_msg(parse_table(&ctx,
                              "\xEF\xBB\xBFid,名称,note\r\n1,\"a, \"\"b\"\"\",\r\n\r\n"
                              "2,\"two\nlines\",\"\"\n3,,last",
                              &t),
                  "%s", ctx.error);
    ck_assert_uint_eq(t.rows, 4);
    ck_assert_uint_eq(t.columns, 3);
    ck_assert_str_eq(lf_table_get(&t, 1, "名称"), "a, \"b\"");
    ck_assert_str_eq(lf_table_get(&t, 1, "note"), "");
    ck_assert_str_eq(lf_table_get(&t, 2, "名称"), "two\nlines");
    ck_assert_str_eq(lf_table_get(&t, 3, "note"), "last");
    ck_assert_str_eq(lf_table_get(&t, 3, "absent"), "");
    ck_assert_str_eq(lf_table_get(&t, 4, "note"), "");
    ck_assert_int_eq(lf_table_column(&t, "note"), 2);
    ck_assert_int_eq(lf_table_column(&t, "absent"), -1);
    static const int lines[] = {1, 2, 4, 6};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(t.lines[i], lines[i]);
    lf_table_free(&t);
}
END_TEST

static const struct {
    const char *text, *error;
} bad_tables[] = {
    {"", "a.csv: empty; expected a header row"},
    {"\r\n\n", "a.csv: empty; expected a header row"},
    {"a,b\n1,2\n1\n", "a.csv:3: 1 cells; expected 2 as in the header row"},
    {"a,b\n1,2,3\n", "a.csv:2: 3 cells; expected 2 as in the header row"},
    {"a,\n", "a.csv:1: column 2 has no name"},
    {"a,b,a\n", "a.csv:1: two columns are named 'a'"},
    {"a\n\"x\ny\n", "a.csv:2: the quote opened here is never closed"},
    {"a\n\"x\"y\n", "a.csv:2: text after a closing quote; expected a comma"},
    {"a\nx\"y\n", "a.csv:2: a quote inside a cell; quote the whole cell and double it"},
    {"a\n\xC0\x80\n", "a.csv:2: not UTF-8; save the file as UTF-8 (it may be GBK now)"},
};

START_TEST(bad_table_gives_its_line)
{
    lf_context ctx;
    lf_table table;
    ck_assert(!parse_table(&ctx, bad_tables[_i].text, &table));
    ck_assert_str_eq(ctx.error, bad_tables[_i].error);
    lf_table_free(&table);
}
END_TEST

START_TEST(installed_tables_are_right)
{
    static const char *const names[] = {"layers/categories.csv", "layers/settings.csv"};
    static const char *const keys[] = {"id", "name"};
    lf_context ctx;
    lf_places places;
    lf_context_init(&ctx);
    ck_assert_msg(lf_places_find(&ctx, NULL, &places), "%s", ctx.error);
    for (size_t i = 0; i < 2; i++) {
        char *path = NULL;
        lf_table table;
        ck_assert_msg(lf_places_file(&ctx, &places, names[i], &path), "%s", ctx.error);
        ck_assert_msg(lf_table_read(&ctx, path, &table), "%s", ctx.error);
        for (size_t a = 1; a < table.rows; a++)
            for (size_t b = 1; b < a; b++)
                ck_assert_str_ne(lf_table_get(&table, a, keys[i]),
                                 lf_table_get(&table, b, keys[i]));
        lf_table_free(&table);
        free(path);
    }
    lf_places_free(&places);
}
END_TEST

/* ---- places ---- */

static char own_folder[] = "/tmp/lifang_places_XXXXXX";

static void write_file(const char *name)
{
    lf_context ctx;
    lf_context_init(&ctx);
    char *path = lf_join_path(own_folder, name), *parent = lf_parent_path(path);
    ck_assert(lf_make_folders(&ctx, parent));
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fclose(file), 0);
    free(parent);
    free(path);
}

static void set_up_folder(void)
{
    strcpy(own_folder + strlen(own_folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(own_folder));
    write_file("layers/settings.csv");
    write_file("layers/aa_first.csv");
}

static void tear_down_folder(void)
{
    static const char *const names[] = {"layers/settings.csv", "layers/aa_first.csv", "layers", ""};
    unsetenv("LIFANG_DATA");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = lf_join_path(own_folder, names[i]);
        remove(path);
        free(path);
    }
}

/* aa_first (own) < categories (installed) < settings (own before installed) */
static void check_own_stands_first(const lf_places *places)
{
    lf_context ctx;
    char **paths = NULL;
    size_t count = 0;
    lf_context_init(&ctx);
    ck_assert(lf_places_list(&ctx, places, "layers", ".csv", &paths, &count));
    ck_assert_uint_ge(count, 3);
    ck_assert(lf_starts_with(paths[0], own_folder) && lf_ends_with(paths[0], "/aa_first.csv"));
    ck_assert(!lf_starts_with(paths[1], own_folder));
    ck_assert(lf_starts_with(paths[count - 1], own_folder));
    for (size_t i = 1; i < count; i++)
        ck_assert_str_ne(strrchr(paths[i - 1], '/'), strrchr(paths[i], '/'));
    lf_free_names(paths, count);
    char *path = NULL;
    ck_assert(lf_places_file(&ctx, places, "layers/settings.csv", &path));
    ck_assert(lf_starts_with(path, own_folder));
    free(path);
    ck_assert(lf_places_file(&ctx, places, "layers/categories.csv", &path));
    free(path);
}

START_TEST(the_particular_stands_before_the_general)
{
    lf_context ctx;
    lf_places places;
    lf_context_init(&ctx);
    ck_assert_msg(lf_places_find(&ctx, own_folder, &places), "%s", ctx.error);
    ck_assert_uint_eq(places.count, 2);
    check_own_stands_first(&places);
    lf_places_free(&places);
    setenv("LIFANG_DATA", own_folder, 1);
    ck_assert_msg(lf_places_find(&ctx, "/nowhere", &places), "%s", ctx.error);
    ck_assert_uint_eq(places.count, 3);
    check_own_stands_first(&places);
    lf_places_free(&places);
}
END_TEST

START_TEST(what_is_nowhere_is_said)
{
    lf_context ctx;
    lf_places places;
    char *path = NULL, **paths = NULL;
    size_t count = 7;
    lf_context_init(&ctx);
    ck_assert(lf_places_find(&ctx, own_folder, &places));
    ck_assert(!lf_places_file(&ctx, &places, "layers/none.csv", &path));
    ck_assert_ptr_null(path);
    ck_assert(lf_starts_with(ctx.error, "layers/none.csv: not found in "));
    ck_assert_ptr_nonnull(strstr(ctx.error, own_folder));
    lf_clear_error(&ctx);
    ck_assert(lf_places_list(&ctx, &places, "no/folder", ".csv", &paths, &count));
    ck_assert_uint_eq(count, 0);
    lf_places_free(&places);
    setenv("LIFANG_DATA", "/nowhere", 1);
    ck_assert(!lf_places_find(&ctx, own_folder, &places));
    ck_assert_str_eq(ctx.error, "LIFANG_DATA: /nowhere has no folder 'layers'; expected Lifang's "
                                "data folder");
    ck_assert_uint_eq(places.count, 0);
}
END_TEST

static Suite *catalog_suite(void)
{
    Suite *suite = suite_create("catalog");
    TCase *tests = tcase_create("texts"), *folders = tcase_create("places");
    tcase_add_test(tests, numbers_are_decimal_only);
    tcase_add_test(tests, numbers_are_written_shortest);
    tcase_add_test(tests, header_keeps_keys_in_order);
    tcase_add_test(tests, header_ends_with_the_comments);
    tcase_add_test(tests, header_line_without_key_is_an_error);
    tcase_add_test(tests, contract_gives_its_fields);
    tcase_add_loop_test(tests, bad_contract_gives_its_line, 0,
                        sizeof bad_contracts / sizeof *bad_contracts);
    tcase_add_test(tests, installed_contracts_are_right);
    tcase_add_test(tests, table_follows_rfc_4180);
    tcase_add_loop_test(tests, bad_table_gives_its_line, 0, sizeof bad_tables / sizeof *bad_tables);
    tcase_add_test(tests, installed_tables_are_right);
    tcase_add_checked_fixture(folders, set_up_folder, tear_down_folder);
    tcase_add_test(folders, the_particular_stands_before_the_general);
    tcase_add_test(folders, what_is_nowhere_is_said);
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, folders);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(catalog_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
