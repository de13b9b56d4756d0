/* Looks of layers: conditions, and QML and SLD that no name can break. */
#include <check.h>
#include <cpl_error.h>
#include <cpl_minixml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/look.h"

static lf_context ctx;
static const char *const hostile = "a\"b'c<d>&e]]>\n\x01\xff\xef\xbf\xbf x";

static lf_look make_look(lf_sign_kind kind)
{
    lf_look look = {.kind = kind};
    lf_context_init(&ctx);
    return look;
}

static const lf_symbol blue = {.shape = LF_SHAPE_STAR,
                               .size_mm = 2.0,
                               .paint = {.fill = 0x0072b2ff,
                                         .stroke = 0x000000ff,
                                         .stroke_mm = 0.2,
                                         .hatch = LF_HATCH_CROSS,
                                         .hatch_colour = 0xffffff80}};

/* ---- conditions ---- */

START_TEST(conditions_are_read)
{
    lf_look look = make_look(LF_SIGN_POINT);
    lf_look_rule *rule = lf_look_add(&ctx, &look, &blue, "x");
    ck_assert(lf_look_condition(
        &ctx, rule, "missing >= 4 and kind = 'it''s <b>' and tier is null and n <> -2.5", "f"));
    ck_assert_uint_eq(rule->term_count, 4);
    ck_assert_str_eq(rule->terms[0].column, "missing");
    ck_assert_int_eq(rule->terms[0].op, LF_LOOK_AT_LEAST);
    ck_assert_double_eq(rule->terms[0].number, 4.0);
    ck_assert_str_eq(rule->terms[1].text, "it's <b>");
    ck_assert_int_eq(rule->terms[2].op, LF_LOOK_NULL);
    ck_assert_double_eq(rule->terms[3].number, -2.5);
    lf_look_free(&look);
}
END_TEST

START_TEST(wrong_conditions_are_refused)
{
    static const char *const wrong[] = {"",        "missing",        "missing >=", "missing == 3",
                                        "a = b",   "a = 1 or b = 2", "a = 1 and",  "a is 3",
                                        "'a' = 1", "a = nan",        "a = 0x10"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        lf_look look = make_look(LF_SIGN_POINT);
        lf_look_rule *rule = lf_look_add(&ctx, &look, &blue, "x");
        ck_assert_msg(!lf_look_condition(&ctx, rule, wrong[i], "file.sql"), "'%s'", wrong[i]);
        ck_assert_ptr_nonnull(strstr(ctx.error, "file.sql"));
        lf_look_free(&look);
    }
}
END_TEST

/* ---- documents ---- */

/* An XML document of GDAL's reader; the test fails where it cannot be read. */
static CPLXMLNode *parse(const lf_text *text)
{
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLXMLNode *root = CPLParseXMLString(lf_text_get(text));
    CPLPopErrorHandler();
    ck_assert_msg(root != NULL, "%s", lf_text_get(text));
    return root;
}

START_TEST(hostile_names_stay_names)
{
    const lf_sign_kind kinds[] = {LF_SIGN_POINT, LF_SIGN_LINE, LF_SIGN_AREA};
    for (size_t k = 0; k < 3; k++) {
        lf_look look = make_look(kinds[k]);
        lf_text qml = {0}, sld = {0};
        look.label_column = lf_copy(hostile);
        for (int i = 0; i < 2; i++) {
            lf_look_rule *rule = lf_look_add(&ctx, &look, &blue, hostile);
            ck_assert(lf_look_text(&ctx, rule, hostile, hostile));
            ck_assert(lf_look_number(&ctx, rule, hostile, LF_LOOK_LESS, 0.1));
        }
        const char *const aliases[] = {hostile, hostile};
        lf_look_qml(&look, aliases, 1, &qml);
        lf_look_sld(&look, hostile, hostile, &sld);
        ck_assert(lf_is_utf8(qml.bytes, qml.length));
        ck_assert(lf_is_utf8(sld.bytes, sld.length));
        CPLXMLNode *root = parse(&qml);
        const char *filter =
            CPLGetXMLValue(root, "=qgis.renderer-v2.rules.rule.filter", "not there");
        ck_assert_msg(strstr(filter, "AND") != NULL, "%s", filter);
        /* The name is in quotes, its own quote doubled; the text likewise. */
        ck_assert_ptr_nonnull(strstr(filter, "\"a\"\"b'c<d>&e]]>"));
        ck_assert_ptr_nonnull(strstr(filter, "= 'a\"b''c<d>&e]]>"));
        ck_assert_ptr_null(strchr(lf_text_get(&qml), '\x01'));
        CPLDestroyXMLNode(root);
        CPLDestroyXMLNode(parse(&sld));
        lf_text_free(&qml);
        lf_text_free(&sld);
        lf_look_free(&look);
    }
}
END_TEST

START_TEST(limits_are_half_open_and_exact)
{
    lf_look look = make_look(LF_SIGN_AREA);
    lf_text qml = {0}, sld = {0};
    lf_look_rule *rule = lf_look_add(&ctx, &look, &blue, "20–40%");
    ck_assert(lf_look_number(&ctx, rule, "v", LF_LOOK_AT_LEAST, 0.1));
    ck_assert(lf_look_number(&ctx, rule, "v", LF_LOOK_LESS, 0.30000000000000004));
    lf_look_qml(&look, NULL, 0, &qml);
    lf_look_sld(&look, "l", "n", &sld);
    CPLXMLNode *root = parse(&qml);
    const char *filter = CPLGetXMLValue(root, "=qgis.renderer-v2.rules.rule.filter", "");
    ck_assert_str_eq(filter, "\"v\" >= 0.10000000000000001 AND \"v\" < 0.30000000000000004");
    CPLDestroyXMLNode(root);
    ck_assert_ptr_nonnull(strstr(lf_text_get(&sld), "PropertyIsGreaterThanOrEqualTo"));
    ck_assert_ptr_nonnull(strstr(lf_text_get(&sld), "<ogc:Literal>0.30000000000000004<"));
    ck_assert_ptr_null(strstr(lf_text_get(&qml), "<aliases>"));
    lf_text_free(&qml);
    lf_text_free(&sld);
    lf_look_free(&look);
}
END_TEST

START_TEST(one_rule_for_all_is_a_single_symbol)
{
    lf_look look = make_look(LF_SIGN_POINT);
    lf_text qml = {0};
    ck_assert_ptr_nonnull(lf_look_add(&ctx, &look, &blue, "all"));
    lf_look_qml(&look, NULL, 0, &qml);
    CPLXMLNode *root = parse(&qml);
    ck_assert_str_eq(CPLGetXMLValue(root, "=qgis.renderer-v2.type", ""), "singleSymbol");
    CPLDestroyXMLNode(root);
    lf_text_free(&qml);
    lf_look_free(&look);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("look");
    TCase *cases = tcase_create("look");
    tcase_add_test(cases, conditions_are_read);
    tcase_add_test(cases, wrong_conditions_are_refused);
    tcase_add_test(cases, hostile_names_stay_names);
    tcase_add_test(cases, limits_are_half_open_and_exact);
    tcase_add_test(cases, one_rule_for_all_is_a_single_symbol);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
