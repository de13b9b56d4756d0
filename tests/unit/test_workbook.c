/* Workbooks: what stands in the file as another library reads it back, limits, and failures. */
#include <check.h>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "present/spreadsheet.h"
#include "present/spreadsheet_own.h"

static lf_context ctx;
static lf_places places;
static lf_report report;
static lf_style *style;
static lf_workbook *book;
static char path[] = "/tmp/lifang-workbook-XXXXXX.xlsx";

static void open_book(void)
{
    lf_context_init(&ctx);
    strcpy(path, "/tmp/lifang-workbook-XXXXXX.xlsx");
    int file = mkstemps(path, 5);
    ck_assert_int_ge(file, 0);
    close(file);
    ck_assert(lf_places_find(&ctx, NULL, &places));
    ck_assert(lf_report_open(&ctx, NULL, &places, "zh", &report));
    ck_assert(lf_style_open(&ctx, &report, &style));
    ck_assert(lf_workbook_open(&ctx, &report, style, path, &book));
}

static void close_book(void)
{
    lf_workbook_close(book);
    lf_style_close(style);
    lf_report_close(&report);
    lf_places_free(&places);
    unlink(path);
}

static GDALDatasetH read_back(void)
{
    ck_assert_msg(lf_workbook_finish(&ctx, book), "%s", ctx.error);
    GDALAllRegister();
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    ck_assert_ptr_nonnull(dataset);
    return dataset;
}

static void put_row(const char *text, double number)
{
    lf_workbook_text(book, text);
    lf_workbook_number(book, number, "share");
    ck_assert(lf_workbook_end_row(&ctx, book));
}

static void begin(const char *title)
{
    ck_assert_msg(lf_workbook_begin_sheet(&ctx, book, title), "%s", ctx.error);
    lf_workbook_heading(book, "名称");
    lf_workbook_heading(book, "share");
    ck_assert(lf_workbook_end_row(&ctx, book));
}

START_TEST(cells_come_back_as_they_were)
{
    static const char *const texts[] = {"=1+1", "+1", "@x", "-1", "<b>&\"'", "two\nlines", "清江"};
    open_book();
    begin("表");
    for (size_t i = 0; i < 7; i++)
        put_row(texts[i], i == 3 ? NAN : 0.125 * (double)i);
    ck_assert(lf_workbook_end_sheet(&ctx, book, 1));
    GDALDatasetH dataset = read_back();
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    ck_assert_str_eq(OGR_L_GetName(layer), "表");
    ck_assert_int_eq(OGR_L_GetFeatureCount(layer, 1), 7);
    for (size_t i = 0; i < 7; i++) {
        OGRFeatureH row = OGR_L_GetNextFeature(layer);
        ck_assert_str_eq(OGR_F_GetFieldAsString(row, 0), texts[i]);
        if (i == 3)
            ck_assert(!OGR_F_IsFieldSetAndNotNull(row, 1)); /* not measured is never 0 */
        else
            ck_assert_double_eq(OGR_F_GetFieldAsDouble(row, 1), 0.125 * (double)i);
        OGR_F_Destroy(row);
    }
    GDALClose(dataset);
    close_book();
}
END_TEST

START_TEST(rows_beyond_a_sheet_go_on_on_the_next)
{
    open_book();
    book->row_limit = 11; /* the heading and ten rows */
    begin("Long");
    for (int i = 0; i < 25; i++)
        put_row("x", i);
    ck_assert(lf_workbook_end_sheet(&ctx, book, 1));
    GDALDatasetH dataset = read_back();
    static const char *const names[] = {"Long", "Long (2)", "Long (3)"};
    ck_assert_int_eq(GDALDatasetGetLayerCount(dataset), 3);
    double next = 0.0;
    for (int i = 0; i < 3; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        ck_assert_str_eq(OGR_L_GetName(layer), names[i]);
        ck_assert_int_eq(OGR_L_GetFeatureCount(layer, 1), i < 2 ? 10 : 5);
        ck_assert_str_eq(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer), 0)),
                         "名称");
        for (OGRFeatureH row = OGR_L_GetNextFeature(layer); row != NULL;
             row = OGR_L_GetNextFeature(layer)) {
            ck_assert_double_eq(OGR_F_GetFieldAsDouble(row, 1), next);
            next += 1.0;
            OGR_F_Destroy(row);
        }
    }
    ck_assert_double_eq(next, 25.0);
    GDALClose(dataset);
    close_book();
}
END_TEST

START_TEST(titles_fit_and_differ)
{
    static const char *const titles[] = {
        "a/b:c*[d]?\\",
        "Same",
        "same",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
        "",
        "'quoted'"};
    open_book();
    for (size_t i = 0; i < 7; i++) {
        begin(titles[i]);
        put_row("x", 1.0);
        ck_assert(lf_workbook_end_sheet(&ctx, book, 1));
    }
    GDALDatasetH dataset = read_back();
    ck_assert_int_eq(GDALDatasetGetLayerCount(dataset), 7);
    ck_assert_str_eq(OGR_L_GetName(GDALDatasetGetLayer(dataset, 0)), "a b c  d   ");
    ck_assert_str_eq(OGR_L_GetName(GDALDatasetGetLayer(dataset, 2)), "same (2)");
    GDALClose(dataset);
    close_book();
}
END_TEST

START_TEST(long_and_broken_texts_are_cut_and_cleaned)
{
    open_book();
    char *text = malloc(40001);
    memset(text, 'a', 40000);
    text[40000] = '\0';
    begin("t");
    put_row(text, 1.0);
    put_row("bad \xff byte \x01 end", 1.0);
    ck_assert(lf_workbook_end_sheet(&ctx, book, 1));
    GDALDatasetH dataset = read_back();
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    OGRFeatureH row = OGR_L_GetNextFeature(layer);
    const char *cut = OGR_F_GetFieldAsString(row, 0);
    ck_assert_uint_eq(strlen(cut), 32766 + strlen("…"));
    ck_assert_str_eq(cut + 32766, "…");
    OGR_F_Destroy(row);
    row = OGR_L_GetNextFeature(layer);
    ck_assert_str_eq(OGR_F_GetFieldAsString(row, 0), "bad ? byte   end");
    OGR_F_Destroy(row);
    GDALClose(dataset);
    free(text);
    close_book();
}
END_TEST

START_TEST(failures_are_told)
{
    open_book();
    begin("t");
    for (int i = 0; i < LF_XLSX_COLUMNS + 5; i++) /* more columns than there is room for */
        lf_workbook_text(book, "x");
    ck_assert(!lf_workbook_end_sheet(&ctx, book, 1));
    ck_assert_ptr_nonnull(strstr(ctx.error, "cannot write the workbook"));
    close_book();
    lf_context_init(&ctx);
    ck_assert(lf_places_find(&ctx, NULL, &places));
    ck_assert(lf_report_open(&ctx, NULL, &places, "en", &report));
    ck_assert(lf_style_open(&ctx, &report, &style));
    ck_assert(lf_workbook_open(&ctx, &report, style, "/nowhere/at/all.xlsx", &book));
    begin("t");
    ck_assert(lf_workbook_end_sheet(&ctx, book, 1));
    ck_assert(!lf_workbook_finish(&ctx, book));
    ck_assert_ptr_nonnull(strstr(ctx.error, "/nowhere/at/all.xlsx"));
    close_book();
}
END_TEST

START_TEST(a_workbook_that_is_not_whole_is_found)
{
    open_book();
    begin("t");
    for (int i = 0; i < 1000; i++)
        put_row("x", i);
    ck_assert(lf_workbook_end_sheet(&ctx, book, 1));
    GDALClose(read_back());
    ck_assert(lf_xlsx_verify(&ctx, path, 40000.0)); /* a row is more than 40 bytes */
    ck_assert(!lf_xlsx_verify(&ctx, path, 1e6));
    ck_assert_ptr_nonnull(strstr(ctx.error, "not whole"));
    lf_context_init(&ctx);
    ck_assert_int_eq(truncate(path, 1000), 0);
    ck_assert(!lf_xlsx_verify(&ctx, path, 1.0));
    close_book();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workbook");
    TCase *cases = tcase_create("workbook");
    tcase_add_test(cases, cells_come_back_as_they_were);
    tcase_add_test(cases, rows_beyond_a_sheet_go_on_on_the_next);
    tcase_add_test(cases, titles_fit_and_differ);
    tcase_add_test(cases, long_and_broken_texts_are_cut_and_cleaned);
    tcase_add_test(cases, failures_are_told);
    tcase_add_test(cases, a_workbook_that_is_not_whole_is_found);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
