/* Numbers as people say them in English and in Chinese. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "present/number.h"

static lf_context ctx;
static lf_places places;
static lf_workspace *workspace;

static void open_reports(void)
{
    lf_context_init(&ctx);
    ck_assert(lf_places_find(&ctx, NULL, &places));
    ck_assert(lf_workspace_open(&ctx, ":memory:", 4527, "CREATE TABLE setting (name, value)",
                                &workspace));
}

static void close_reports(void)
{
    lf_workspace_close(workspace);
    lf_places_free(&places);
}

static void expect_said(double value, const char *unit, const char *english, const char *chinese)
{
    char out[LF_NUMBER_SIZE];
    lf_number_said(value, unit, false, out);
    ck_assert_str_eq(out, english);
    lf_number_said(value, unit, true, out);
    ck_assert_str_eq(out, chinese);
}

START_TEST(thousands_are_grouped_in_english_and_people_counted_by_wan)
{
    expect_said(9999, "residents", "9,999", "9999");
    expect_said(10000, "residents", "10,000", "1 万");
    expect_said(12345, "residents", "12,345", "1.23 万");
    expect_said(123000, "residents", "123,000", "12.3 万");
    expect_said(312000, "m2", "312,000", "31.2 万");
    expect_said(1000000, "m2", "1,000,000", "100 万");
    expect_said(5204140, "residents", "5,204,140", "520.4 万");
    expect_said(99999999, "m2", "99,999,999", "1 亿");
    expect_said(123456789, "m2", "123,456,789", "1.23 亿");
    expect_said(-45000, "units", "-45,000", "-4.5 万");
    expect_said(12000, "residents per year", "12,000", "1.2 万");
    expect_said(9999.6, "residents", "10,000", "1 万");
}
END_TEST

START_TEST(other_units_are_not_counted_by_wan)
{
    expect_said(12345, "m", "12,345", "12345");
    expect_said(11296, "residents per km2", "11,296", "11296");
    expect_said(0.6534, "share", "65.3", "65.3");
    expect_said(1.2345, "ratio", "1.23", "1.23");
    expect_said(0.0001234, "ratio", "0.000123", "0.000123");
    expect_said(1e17, "residents", "100,000,000,000,000,000", "100000000000000000");
    expect_said((double)NAN, "residents", "–", "–");
    expect_said((double)INFINITY, "residents", "–", "–");
    expect_said(123, NULL, "123", "123");
}
END_TEST

static void expect_spoken(const char *language, double value, const char *unit,
                          const char *expected)
{
    lf_report report;
    char out[LF_SPOKEN_SIZE];
    ck_assert(lf_report_open(&ctx, workspace, &places, language, &report));
    lf_number_spoken(&report, value, unit, out);
    ck_assert_str_eq(out, expected);
    lf_report_close(&report);
}

START_TEST(units_stand_where_each_language_puts_them)
{
    expect_spoken("en", 12345, "residents", "12,345 residents");
    expect_spoken("zh", 12345, "residents", "1.23 万人");
    expect_spoken("zh", 45000, "dwellings", "4.5 万套");
    expect_spoken("zh", 312000, "m2", "31.2 万㎡");
    expect_spoken("zh", 850, "m", "850 米");
    expect_spoken("en", 850, "m", "850 m");
    expect_spoken("zh", 12345, "m", "12.3 公里");
    expect_spoken("en", 12345, "m", "12.3 km");
    expect_spoken("zh", 12.5, "min", "12.5 分钟");
    expect_spoken("en", 0.456, "share", "45.6%");
    expect_spoken("zh", 0.456, "share", "45.6%");
    expect_spoken("zh", 1.5, "ratio", "1.50");
    expect_spoken("zh", 12000, "residents per year", "1.2 万人/年");
    expect_spoken("zh", (double)NAN, "residents", "–");
    expect_spoken("zh", 3, NULL, "3");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number");
    TCase *spoken = tcase_create("spoken");
    tcase_add_unchecked_fixture(spoken, open_reports, close_reports);
    tcase_add_test(spoken, thousands_are_grouped_in_english_and_people_counted_by_wan);
    tcase_add_test(spoken, other_units_are_not_counted_by_wan);
    tcase_add_test(spoken, units_stand_where_each_language_puts_them);
    suite_add_tcase(suite, spoken);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
