/* Classes of values, and the signs and palettes of layers/styles/. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "present/style.h"
#include "present/style_own.h"

static lf_context ctx;
static lf_places places;
static lf_report report;
static lf_style *style;

static void open_style(void)
{
    lf_context_init(&ctx);
    ck_assert(lf_places_find(&ctx, NULL, &places));
    ck_assert(lf_report_open(&ctx, NULL, &places, "en", &report));
    ck_assert_msg(lf_style_open(&ctx, &report, &style), "%s", ctx.error);
}

static void close_style(void)
{
    lf_style_close(style);
    lf_report_close(&report);
    lf_places_free(&places);
}

/* ---- round numbers ---- */

START_TEST(round_numbers_lie_in_the_gap)
{
    static const double gaps[][3] = {
        {0.31, 0.42, 0.4},      {1.18, 1.31, 1.2}, {3.0, 4.0, 4.0},    {2.0, 3.0, 3.0},
        {0.29, 0.31, 0.3},      {98.0, 131, 100},  {1203, 1207, 1205}, {-0.5, 0.5, 0.0},
        {-4.2, -3.1, -4.0},     {-1.0, 0.0, 0.0},  {0.0, 0.7, 0.5},    {10500, 19000, 15000},
        {0.123, 0.1234, 0.1232}};
    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
        double x = lf_round_between(gaps[i][0], gaps[i][1]);
        ck_assert_msg(x == gaps[i][2], "(%g, %g]: %.17g", gaps[i][0], gaps[i][1], x);
    }
    ck_assert_double_eq(lf_round_between(1.0, 1.0 + 1e-15), 1.0 + 1e-15);
}
END_TEST

START_TEST(round_numbers_always_part_their_neighbours)
{
    srand(7);
    for (int i = 0; i < 20000; i++) {
        double a = (rand() - RAND_MAX / 2) / 1e7, b = a + ldexp(rand() + 1.0, -rand() % 60);
        double x = lf_round_between(a, b);
        ck_assert_msg(a < x && x <= b, "(%.17g, %.17g]: %.17g", a, b, x);
    }
}
END_TEST

/* ---- natural breaks ---- */

static double squares(const double *values, size_t from, size_t to)
{
    double mean = 0.0, sum = 0.0;
    for (size_t i = from; i < to; i++)
        mean += values[i] / (double)(to - from);
    for (size_t i = from; i < to; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sum;
}

/* Least squares over every way to part the values, by trying them all. */
static double least(const double *values, size_t from, size_t count, size_t classes)
{
    if (classes == 1)
        return squares(values, from, count);
    double best = INFINITY;
    for (size_t cut = from + 1; cut + classes - 1 <= count; cut++)
        best = fmin(best, squares(values, from, cut) + least(values, cut, count, classes - 1));
    return best;
}

static int order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

START_TEST(natural_breaks_are_the_best_there_are)
{
    lf_context_init(&ctx);
    srand(11);
    for (int round = 0; round < 400; round++) {
        double values[14], inner[LF_CLASSES_MOST], sum = 0.0;
        size_t count = 2 + (size_t)rand() % 13, classes = 2 + (size_t)rand() % 4, inner_count = 0;
        for (size_t i = 0; i < count; i++) /* with ties, and far from 0 */
            values[i] = 1e6 + rand() % (round % 2 == 0 ? 9 : 1000);
        qsort(values, count, sizeof *values, order);
        ck_assert(lf_breaks_natural(&ctx, values, count, classes, inner, &inner_count));
        size_t start = 0;
        for (size_t k = 0; k <= inner_count; k++) {
            size_t end = start;
            while (end < count && (k == inner_count || values[end] < inner[k]))
                end++;
            ck_assert_uint_gt(end, start);
            sum += squares(values, start, end);
            start = end;
        }
        ck_assert_uint_eq(start, count);
        double best = least(values, 0, count, inner_count + 1);
        ck_assert_msg(sum <= best + 1e-6, "%g instead of %g", sum, best);
    }
}
END_TEST

START_TEST(natural_breaks_of_many_values)
{
    enum { COUNT = 100000 };
    double *values = malloc(COUNT * sizeof *values), inner[LF_CLASSES_MOST];
    size_t inner_count = 0;
    lf_context_init(&ctx);
    for (size_t i = 0; i < COUNT; i++) /* five heaps, each of a fifth */
        values[i] = (double)(i / (COUNT / 5)) * 100.0 + (double)(i % (COUNT / 5)) / COUNT;
    ck_assert(lf_breaks_natural(&ctx, values, COUNT, 5, inner, &inner_count));
    ck_assert_uint_eq(inner_count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_gt(inner[i], 100.0 * (double)i + 0.2 - 1e-5);
        ck_assert_double_le(inner[i], 100.0 * (double)(i + 1));
    }
    free(values);
}
END_TEST

/* ---- quantiles ---- */

START_TEST(quantiles_part_evenly_and_keep_ties_together)
{
    double inner[LF_CLASSES_MOST];
    size_t inner_count = 0;
    lf_context_init(&ctx);
    const double plain[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    ck_assert(lf_breaks_quantile(&ctx, plain, 10, 5, inner, &inner_count));
    ck_assert_uint_eq(inner_count, 4);
    const double expected[] = {3, 5, 7, 9};
    for (size_t i = 0; i < 4; i++)
        ck_assert_double_eq(inner[i], expected[i]);
    const double ties[] = {0, 0, 0, 0, 0, 0, 0, 1, 2, 2};
    ck_assert(lf_breaks_quantile(&ctx, ties, 10, 5, inner, &inner_count));
    ck_assert_uint_eq(inner_count, 2); /* three different values */
    ck_assert_double_gt(inner[0], 0.0);
    ck_assert_double_le(inner[0], 1.0);
    ck_assert_double_gt(inner[1], 1.0);
    ck_assert_double_le(inner[1], 2.0);
}
END_TEST

/* ---- classes ---- */

static lf_classes classify(const char *id, const char *unit, const char *better, double low,
                           double high, const double *values, size_t count)
{
    lf_classes classes;
    lf_style_measure measure = {id, unit, better, low, high};
    ck_assert_msg(lf_style_classes(&ctx, style, &measure, values, count, &classes), "%s",
                  ctx.error);
    return classes;
}

START_TEST(shares_keep_their_given_limits)
{
    open_style();
    const double values[] = {0.0, 0.2, 0.39, 0.4, 0.81, 1.0, NAN};
    lf_classes c = classify("coverage", "share", "higher", NAN, NAN, values, 7);
    ck_assert_int_eq(c.method, LF_CLASSES_GIVEN);
    ck_assert_uint_eq(c.count, 5);
    ck_assert_str_eq(c.items[2].label[0], "40–60%");
    ck_assert_str_eq(c.items[0].label[1], "0–20%");
    const size_t counts[] = {1, 2, 1, 0, 2};
    for (size_t i = 0; i < 5; i++)
        ck_assert_uint_eq(c.items[i].count, counts[i]);
    ck_assert_uint_eq(c.none.count, 1);
    ck_assert_ptr_eq(lf_classes_find(&c, 0.4), &c.items[2]); /* the lower limit belongs to it */
    ck_assert_ptr_eq(lf_classes_find(&c, 1.0), &c.items[4]); /* the last holds its upper one */
    ck_assert_ptr_eq(lf_classes_find(&c, NAN), &c.none);
    lf_classes worse = classify("x", "share", "lower", NAN, NAN, values, 7);
    ck_assert_uint_ne(worse.items[4].colour, c.items[4].colour);
    const double beyond[] = {-0.1, 1.4};
    c = classify("x", "share", "none", NAN, NAN, beyond, 2);
    ck_assert_str_eq(c.items[0].label[0], "below 20%");
    ck_assert_str_eq(c.items[4].label[0], "80% and more");
    close_style();
}
END_TEST

START_TEST(bands_diverge_and_hold_both_ends)
{
    open_style();
    const double values[] = {0.2, 0.75, 1.0, 1.5, 1.6, 9.0};
    lf_classes c = classify("jobs_per_household", "ratio", "band", 0.75, 1.5, values, 6);
    ck_assert_int_eq(c.method, LF_CLASSES_BAND);
    ck_assert_uint_eq(c.count, 5);
    ck_assert_ptr_eq(lf_classes_find(&c, 0.75), &c.items[2]);
    ck_assert_ptr_eq(lf_classes_find(&c, 1.5), &c.items[2]);
    ck_assert_ptr_eq(lf_classes_find(&c, 1.5000001), &c.items[3]);
    ck_assert_ptr_eq(lf_classes_find(&c, 0.3), &c.items[0]);
    ck_assert_ptr_eq(lf_classes_find(&c, 3.0), &c.items[4]);
    ck_assert_str_eq(c.items[2].label[0], "0.75–1.5");
    ck_assert_str_eq(c.items[0].label[0], "below 0.375");
    ck_assert_str_eq(c.items[4].label[1], "3 及以上");
    /* Both arms are dark in print: the lower one is hatched. */
    ck_assert_int_ne(c.items[0].hatch, LF_HATCH_NONE);
    ck_assert_int_eq(c.items[4].hatch, LF_HATCH_NONE);
    /* A band nobody knows cannot be diverged around. */
    c = classify("jobs_per_household", "ratio", "band", NAN, NAN, values, 6);
    ck_assert_int_eq(c.method, LF_CLASSES_QUANTILE);
    close_style();
}
END_TEST

START_TEST(few_values_make_few_classes)
{
    open_style();
    const double same[] = {0.3, 0.3, 0.3, NAN, INFINITY};
    lf_classes c = classify("x", "ratio", "none", NAN, NAN, same, 5);
    ck_assert_int_eq(c.method, LF_CLASSES_ONE);
    ck_assert_uint_eq(c.count, 1);
    ck_assert_str_eq(c.items[0].label[0], "0.3");
    ck_assert_uint_eq(c.none.count, 2);
    ck_assert_ptr_eq(lf_classes_find(&c, 0.3), &c.items[0]);
    const double nothing[] = {NAN};
    c = classify("x", "ratio", "none", NAN, NAN, nothing, 1);
    ck_assert_uint_eq(c.count, 0);
    ck_assert_ptr_eq(lf_classes_find(&c, 1.0), &c.none);
    c = classify("x", "ratio", "none", NAN, NAN, NULL, 0);
    ck_assert_uint_eq(c.count, 0);
    const double two[] = {5, 12000};
    c = classify("x", "residents", "none", NAN, NAN, two, 2);
    ck_assert_int_eq(c.method, LF_CLASSES_NATURAL);
    ck_assert_uint_eq(c.count, 2);
    ck_assert_str_eq(c.items[1].label[0], "10,000–12,000");
    ck_assert_str_eq(c.items[1].label[1], "1万–1.2万");
    close_style();
}
END_TEST

START_TEST(a_label_says_what_the_class_holds)
{
    open_style();
    srand(3);
    for (int round = 0; round < 200; round++) {
        double values[60];
        size_t count = 1 + (size_t)rand() % 60;
        for (size_t i = 0; i < count; i++)
            values[i] = round % 3 == 0 ? rand() % 7 : exp(rand() / (RAND_MAX / 20.0)) - 3.0;
        lf_classes c =
            classify("x", round % 2 ? "ratio" : "count", "none", NAN, NAN, values, count);
        size_t held = 0;
        for (size_t i = 0; i < c.count; i++) {
            ck_assert_uint_gt(c.items[i].count, 0);
            held += c.items[i].count;
            if (i > 0)
                ck_assert_double_eq(c.items[i].from, c.items[i - 1].to);
        }
        ck_assert_uint_eq(held, count);
        for (size_t i = 0; i < count; i++) {
            ck_assert_double_ge(values[i], c.items[0].from);
            ck_assert_double_le(values[i], c.items[c.count - 1].to);
        }
    }
    close_style();
}
END_TEST

/* ---- signs ---- */

START_TEST(signs_are_found_by_their_nearest_name)
{
    open_style();
    const lf_sign *sign = NULL;
    ck_assert_str_eq(lf_style_find(style, "verdict.not measured")->id, "verdict.not_measured");
    ck_assert_str_eq(lf_style_find(style, "facility.unheard_of")->id, "facility");
    ck_assert_str_eq(lf_style_find(style, "home.missing.3")->id, "home.missing.1");
    ck_assert_str_eq(lf_style_find(style, "home.missing.8")->id, "home.missing.8");
    ck_assert_str_eq(lf_style_find(style, "home.missing.14")->id, "home.missing.8");
    ck_assert_str_eq(lf_style_find(style, "walkshed.10")->id, "walkshed.10");
    ck_assert_str_eq(lf_style_find(style, "walkshed.limit")->id, "walkshed");
    ck_assert_str_eq(lf_style_find(style, "area.区")->id, "area");
    ck_assert_ptr_null(lf_style_find(style, "nothing.of.this"));
    ck_assert_ptr_null(lf_style_find(style, ""));
    ck_assert(!lf_style_sign(&ctx, style, "nothing", &sign));
    ck_assert_ptr_nonnull(strstr(ctx.error, "there is no symbol 'nothing'"));
    for (size_t i = 0; i < lf_style_sign_count(style); i++) {
        sign = lf_style_sign_at(style, i);
        ck_assert_msg(sign->kind != LF_SIGN_POINT || sign->mark.size_mm > 0.0, "%s", sign->id);
        ck_assert_msg((sign->mark.paint.fill & 0xff) != 0 ||
                          (sign->mark.paint.stroke & 0xff) != 0 ||
                          sign->mark.paint.hatch != LF_HATCH_NONE,
                      "%s would not be seen", sign->id);
    }
    close_style();
}
END_TEST

/* Verdicts must be told apart in black and white: no two have the same hatch. */
START_TEST(verdicts_differ_without_colour)
{
    static const char *const words[] = {"met", "missed", "borderline", "not_measured"};
    static const char *const outcomes[] = {"pass", "fail", "borderline", "warn", "not_measured"};
    open_style();
    char a[64], b[64];
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++) {
            snprintf(a, sizeof a, "verdict.%s", words[i]);
            snprintf(b, sizeof b, "verdict.%s", words[j]);
            ck_assert_int_ne(lf_style_find(style, a)->mark.paint.hatch,
                             lf_style_find(style, b)->mark.paint.hatch);
        }
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < i; j++) {
            snprintf(a, sizeof a, "site.%s", outcomes[i]);
            snprintf(b, sizeof b, "site.%s", outcomes[j]);
            ck_assert_int_ne(lf_style_find(style, a)->mark.paint.hatch,
                             lf_style_find(style, b)->mark.paint.hatch);
        }
    close_style();
}
END_TEST

/* ---- palettes ---- */

typedef struct lab {
    double l, a, b;
} lab;

/* Linear light of a colour as a person without one kind of cone sees it. Matrices: G. M. Machado,
 * M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color Vision
 * Deficiency, IEEE TVCG 15 (2009), severity 1. */
static const double sights[4][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {.152286, 1.052583, -.204868, .114503, .786281, .099216, -.003882, -.048116, 1.051998},
    {.367322, .860646, -.227968, .280085, .672501, .047413, -.011820, .042940, .968881},
    {1.255528, -.076749, -.178779, -.078411, .930809, .147602, .004733, .691367, .303900}};

/* OKLab (B. Ottosson, 2020), in hundredths: equal distances look equally far. */
static lab seen(lf_rgba colour, const double sight[9])
{
    double light[3], seen_light[3];
    for (int i = 0; i < 3; i++) {
        double c = (double)(colour >> (24 - 8 * i) & 0xff) / 255.0;
        light[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++)
        seen_light[i] = fmax(0.0, sight[3 * i] * light[0] + sight[3 * i + 1] * light[1] +
                                      sight[3 * i + 2] * light[2]);
    double r = seen_light[0], g = seen_light[1], b = seen_light[2];
    double l = cbrt(.4122214708 * r + .5363325363 * g + .0514459929 * b);
    double m = cbrt(.2119034982 * r + .6806995451 * g + .1073969566 * b);
    double s = cbrt(.0883024619 * r + .2817188376 * g + .6299787005 * b);
    return (lab){100 * (.2104542553 * l + .7936177850 * m - .0040720468 * s),
                 100 * (1.9779984951 * l - 2.4285922050 * m + .4505937099 * s),
                 100 * (.0259040371 * l + .7827717662 * m - .8086757660 * s)};
}

static double distance(lab x, lab y)
{
    return sqrt((x.l - y.l) * (x.l - y.l) + (x.a - y.a) * (x.a - y.a) + (x.b - y.b) * (x.b - y.b));
}

START_TEST(palettes_serve_every_eye)
{
    static const char *const names[] = {"reach", "lack", "amount", "balance"};
    open_style();
    for (int p = 0; p < 4; p++)
        for (size_t n = 3; n <= 7; n += 2) {
            lf_rgba colours[LF_CLASSES_MOST];
            ck_assert(lf_style_palette(&ctx, style, names[p], n, colours));
            for (int eye = 0; eye < 4; eye++)
                for (size_t i = 0; i < n; i++)
                    for (size_t j = 0; j < i; j++)
                        ck_assert_msg(
                            distance(seen(colours[i], sights[eye]), seen(colours[j], sights[eye])) >
                                (n == 7 ? 7.0 : 9.0),
                            "%s of %zu: classes %zu and %zu, eye %d", names[p], n, i, j, eye);
            /* Printed in grey: sequences grow darker, the middle of a band is the lightest. */
            for (size_t i = 1; i < n; i++) {
                double step = seen(colours[i], sights[0]).l - seen(colours[i - 1], sights[0]).l;
                bool darker = p < 3 || i > n / 2;
                ck_assert_msg(darker ? step < -5.0 : step > 5.0, "%s of %zu: step %zu", names[p], n,
                              i);
            }
        }
    close_style();
}
END_TEST

/* ---- bad files ---- */

static void expect_refused(const char *name, const char *text, const char *expected)
{
    char folder[] = "/tmp/lifang-style-XXXXXX";
    char path[128];
    lf_context_init(&ctx);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/layers/styles", folder);
    ck_assert(lf_make_folders(&ctx, path));
    snprintf(path, sizeof path, "%s/layers/styles/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    ck_assert(lf_places_find(&ctx, folder, &places));
    ck_assert(lf_report_open(&ctx, NULL, &places, "zh", &report));
    ck_assert(!lf_style_open(&ctx, &report, &style));
    ck_assert_msg(strstr(ctx.error, expected) != NULL, "%s", ctx.error);
    lf_report_close(&report);
    lf_places_free(&places);
    unlink(path);
    char clean[160];
    snprintf(clean, sizeof clean, "rm -r '%s'", folder);
    ck_assert_int_eq(system(clean), 0);
}

#define SYMBOLS                                                                                    \
    "id,kind,fill,stroke,stroke_mm,size_mm,shape,hatch,hatch_colour,dash,casing,casing_mm,"        \
    "opacity,"                                                                                     \
    "label\n"

START_TEST(bad_files_are_named_with_line_and_cell)
{
    expect_refused("symbols.csv", SYMBOLS "a,area,red,,,,,none,,none,,,1,symbol.area\n",
                   "symbols.csv:2: fill: 'red' is no colour");
    expect_refused("symbols.csv", SYMBOLS "a,blob,,,,,,none,,none,,,1,symbol.area\n",
                   "symbols.csv:2: kind: 'blob' is none of point, line, area");
    expect_refused("symbols.csv", SYMBOLS "a,area,,,nan,,,none,,none,,,1,symbol.area\n",
                   "symbols.csv:2: stroke_mm: 'nan' is no number from 0 to 20");
    expect_refused("symbols.csv", SYMBOLS "a,point,,,,1,cow,none,,none,,,1,symbol.area\n",
                   "symbols.csv:2: shape: 'cow' is none of circle");
    expect_refused("symbols.csv", SYMBOLS "a,area,,,,,,none,,none,,,1,no.such\n",
                   "labels.csv has no words for 'no.such'");
    expect_refused("symbols.csv",
                   SYMBOLS "a,area,,,,,,none,,none,,,1,symbol.area\n"
                           "a,area,,,,,,none,,none,,,1,symbol.area\n",
                   "symbols.csv:3: the symbol 'a' stands here a second time");
    expect_refused("symbols.csv", "id,kind\n", "there is no column 'fill'");
    expect_refused("palettes.csv", "palette,kind,classes,colours\np,x,3,#000000 #ffffff\n",
                   "palettes.csv:2: colours: expected as many");
    expect_refused("measures.csv",
                   "measure,unit,better,palette,method,classes,limits\n,,,reach,given,3,0 1 2\n",
                   "measures.csv:2: limits: expected rising numbers");
    expect_refused("measures.csv",
                   "measure,unit,better,palette,method,classes,limits\n,,,green,quantile,3,\n",
                   "there is no palette 'green' of 2 classes");
    expect_refused("measures.csv",
                   "measure,unit,better,palette,method,classes,limits\n,,,reach,magic,3,\n",
                   "method: 'magic' is none of");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("style");
    TCase *cases = tcase_create("style");
    tcase_add_test(cases, round_numbers_lie_in_the_gap);
    tcase_add_test(cases, round_numbers_always_part_their_neighbours);
    tcase_add_test(cases, natural_breaks_are_the_best_there_are);
    tcase_add_test(cases, natural_breaks_of_many_values);
    tcase_add_test(cases, quantiles_part_evenly_and_keep_ties_together);
    tcase_add_test(cases, shares_keep_their_given_limits);
    tcase_add_test(cases, bands_diverge_and_hold_both_ends);
    tcase_add_test(cases, few_values_make_few_classes);
    tcase_add_test(cases, a_label_says_what_the_class_holds);
    tcase_add_test(cases, signs_are_found_by_their_nearest_name);
    tcase_add_test(cases, verdicts_differ_without_colour);
    tcase_add_test(cases, palettes_serve_every_eye);
    tcase_add_test(cases, bad_files_are_named_with_line_and_cell);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
