/*
 * Memory that runs out: the reading of every definition is repeated with the first, the second, the
 * nth allocation failing, until one reading gets through. Each must fail cleanly or give the whole.
 * Linked with --wrap for malloc, calloc, realloc and strdup (see tests/CMakeLists.txt), so that the
 * allocations of the project's own code fail and those of foreign libraries do not.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/city.h"
#include "catalog/scoring.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

static size_t until_failure; /* 0: no allocation fails */
static size_t failures;

static bool fails_now(void)
{
    if (until_failure == 0 || --until_failure > 0)
        return false;
    failures++;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
    return fails_now() ? NULL : __real_strdup(text);
}

typedef bool reading(lf_context *ctx);

/* Calls `read` until no allocation is left to fail; returns how many did. */
static size_t fail_each(reading *read)
{
    for (size_t n = 1;; n++) {
        lf_context ctx;
        lf_context_init(&ctx);
        failures = 0;
        until_failure = n;
        bool ok = read(&ctx);
        until_failure = 0;
        if (failures == 0) {
            ck_assert_msg(ok, "%s", ctx.error);
            return n - 1;
        }
        ck_assert_msg(!ok, "allocation %zu failed and nobody noticed", n);
        ck_assert_msg(strstr(ctx.error, "memory") != NULL, "allocation %zu: %s", n, ctx.error);
    }
}

static lf_places places;

static bool read_city(lf_context *ctx)
{
    static const char text[] =
        "name: a\ncrs: 4527\ntitle: b\nlanguage: en\ndem: d.tif\n"
        "layers:\n"
        "  homes: [a.csv, {source: b.csv, fields: {id: i, class: c}, set: {tenure: own}, crs: "
        "4326,\n"
        "    datum: bd09, open_options: {A: b, C: d}, select: SELECT 1, x: a, y: b}]\n"
        "  stations: /vsizip/a.zip/stops.txt\n"
        "walking: {slope: none, speed_m_per_min: 70}\n"
        "jobs: {limits_m: [1, 2, 3], limits_min: []}\n"
        "categories: {market: , tea: {title: Tea, tier: 5, names: [a, b, c, d, e, f]}}\n";
    lf_city city;
    bool ok = lf_city_parse(ctx, "in/town.yaml", text, sizeof text - 1, &places, &city);
    until_failure = 0; /* Check allocates too */
    ck_assert(ok || city.name == NULL);
    lf_city_free(&city);
    return ok;
}

START_TEST(city_file_survives_any_failure)
{
    lf_context ctx;
    lf_context_init(&ctx);
    ck_assert_msg(lf_places_find(&ctx, NULL, &places), "%s", ctx.error);
    ck_assert_uint_gt(fail_each(read_city), 500);
    lf_places_free(&places);
}
END_TEST

static bool find_places(lf_context *ctx)
{
    lf_places found;
    bool ok = lf_places_find(ctx, "/tmp", &found);
    until_failure = 0; /* Check allocates too */
    ck_assert_uint_eq(found.count, ok ? 2 : 0);
    lf_places_free(&found);
    return ok;
}

START_TEST(places_survive_any_failure)
{
    ck_assert_uint_gt(fail_each(find_places), 4);
}
END_TEST

static bool read_table(lf_context *ctx)
{
    lf_table table;
    bool ok = lf_table_parse(ctx, "a.csv", "a,b\n1,2\n\"3\",\"4\"\n5,6\n7,8\n9,0\n", &table);
    until_failure = 0; /* Check allocates too */
    ck_assert_uint_eq(table.rows, ok ? 6 : 0);
    lf_table_free(&table);
    return ok;
}

START_TEST(table_survives_any_failure)
{
    ck_assert_uint_gt(fail_each(read_table), 12);
}
END_TEST

static bool read_contract(lf_context *ctx)
{
    lf_contract contract;
    bool ok = lf_contract_parse(ctx, "layers/a.sql",
                                "-- id: a\n-- title: A\n-- title_zh: 甲\n-- geometry: point\n"
                                "-- fatal_rejects: 1\n-- computed: key, x\n-- names: b = c, d\n\n"
                                "CREATE TABLE a (key INTEGER, x REAL, b TEXT);\n",
                                &contract);
    until_failure = 0; /* Check allocates too */
    ck_assert(ok || contract.id == NULL);
    lf_contract_free(&contract);
    return ok;
}

START_TEST(contract_survives_any_failure)
{
    ck_assert_uint_gt(fail_each(read_contract), 20);
}
END_TEST

static bool read_scoring(lf_context *ctx)
{
    static const char text[] =
        "draws: 3\ncriteria:\n  a: {check: b, part: c, weight: 2}\n"
        "  d: {check: e, by: measured, worst: 1, best: 2, weight: 1}\n"
        "  f: {check: g, weight: 1}\n  h: {check: i, weight: 1}\n  j: {check: k, weight: 1}\n"
        "  l: {check: m, weight: 1}\n  n: {check: o, weight: 1}\n  p: {check: q, weight: 1}\n"
        "  r: {check: s, weight: 1}\n";
    lf_scoring scoring;
    bool ok = lf_scoring_parse(ctx, "scoring.yaml", text, sizeof text - 1, &scoring);
    until_failure = 0; /* Check allocates too */
    ck_assert_uint_eq(scoring.count, ok ? 9 : 0);
    lf_scoring_free(&scoring);
    return ok;
}

START_TEST(scoring_survives_any_failure)
{
    ck_assert_uint_gt(fail_each(read_scoring), 15);
}
END_TEST

static Suite *memory_suite(void)
{
    Suite *suite = suite_create("catalog memory");
    TCase *tests = tcase_create("memory");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, city_file_survives_any_failure);
    tcase_add_test(tests, places_survive_any_failure);
    tcase_add_test(tests, table_survives_any_failure);
    tcase_add_test(tests, contract_survives_any_failure);
    tcase_add_test(tests, scoring_survives_any_failure);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(memory_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
