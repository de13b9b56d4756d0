/* Outlines of the page: coded as differences, simplified alike on both sides of a border. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "present/page_shape.h"

static const lf_page_frame frame = {1000, 2000, 9000, 9000, 1, 5};

/* ---- WKB ----------------------------------------------------------------------------------------
 */

typedef struct wkb {
    unsigned char bytes[64 * 1024];
    size_t size;
} wkb;

static void put(wkb *out, const void *bytes, size_t count)
{
    ck_assert_uint_le(out->size + count, sizeof out->bytes);
    memcpy(out->bytes + out->size, bytes, count);
    out->size += count;
}

static void put_head(wkb *out, uint32_t type, uint32_t count)
{
    put(out, "\1", 1);
    put(out, &type, 4);
    put(out, &count, 4);
}

static void put_points(wkb *out, const double *xy, uint32_t count)
{
    put(out, &count, 4);
    put(out, xy, count * 2 * sizeof(double));
}

static void add_polygon(lf_context *ctx, lf_page_shapes *shapes, const double *xy, uint32_t count)
{
    static wkb text;
    text.size = 0;
    put_head(&text, 3, 1);
    put_points(&text, xy, count);
    ck_assert_msg(lf_page_shapes_add(ctx, shapes, &frame, text.bytes, text.size), "%s", ctx->error);
}

static char *written(const lf_page_shapes *shapes, size_t shape)
{
    lf_text text = {0};
    lf_page_shapes_put(shapes, shape, &text);
    char *out = lf_text_take(&text);
    ck_assert_ptr_nonnull(out);
    return out;
}

static void expect_shape(const lf_page_shapes *shapes, size_t shape, const char *json)
{
    char *got = written(shapes, shape);
    ck_assert_str_eq(got, json);
    free(got);
}

/* ---- tests --------------------------------------------------------------------------------------
 */

START_TEST(test_differences_from_the_corner)
{
    lf_context ctx;
    lf_page_shapes shapes = {0};
    const double square[] = {1010, 2020, 1110, 2020, 1110, 2120, 1010, 2120, 1010, 2020};
    lf_context_init(&ctx);
    add_polygon(&ctx, &shapes, square, 5);
    expect_shape(&shapes, 0, "[[10,20,100,0,0,100,-100,0]]");
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, true));
    expect_shape(&shapes, 0, "[[10,20,100,0,0,100,-100,0]]");
    lf_page_shapes_free(&shapes);
}
END_TEST

START_TEST(test_nothing_is_an_empty_shape)
{
    lf_context ctx;
    lf_page_shapes shapes = {0};
    lf_context_init(&ctx);
    ck_assert(lf_page_shapes_add(&ctx, &shapes, &frame, NULL, 0));
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, true));
    expect_shape(&shapes, 0, "[]");
    lf_page_shapes_free(&shapes);
}
END_TEST

/* Two areas with a ragged border between them, written in opposite directions and begun at
 * different points: both keep the same points of it. */
START_TEST(test_a_shared_border_stays_shared)
{
    enum { STEPS = 200 };
    lf_context ctx;
    lf_page_shapes shapes = {0};
    double border[STEPS + 1][2], left[2 * (STEPS + 4)], right[2 * (STEPS + 4)];
    size_t l = 0, r = 0;
    lf_context_init(&ctx);
    for (int i = 0; i <= STEPS; i++) {
        border[i][0] = 4000 + 3 * sin(i * 1.7) + 40 * sin(i / 20.0);
        border[i][1] = 3000 + 10 * i;
    }
    for (int i = 0; i <= STEPS; i++) {
        left[l++] = border[i][0];
        left[l++] = border[i][1];
    }
    const double west[] = {2000, 5000, 2000, 3000, border[0][0], border[0][1]};
    memcpy(left + l, west, sizeof west);
    l += 6;
    const double east[] = {6000, 3000, 6000, 5000};
    memcpy(right, east, sizeof east);
    r += 4;
    for (int i = STEPS; i >= 0; i--) {
        right[r++] = border[i][0];
        right[r++] = border[i][1];
    }
    right[r++] = 6000;
    right[r++] = 3000;
    add_polygon(&ctx, &shapes, left, (uint32_t)(l / 2));
    add_polygon(&ctx, &shapes, right, (uint32_t)(r / 2));
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, true));
    size_t kept = 0, shared = 0;
    for (size_t i = 0; i < shapes.runs[0].count; i++) {
        const lf_page_spot a = shapes.spots[i];
        if (!shapes.kept[i] ||
            a.x == 1000) /* 1000: the western side, which is the left one's own */
            continue;
        kept++;
        for (size_t k = shapes.runs[1].first; k < shapes.spot_count; k++)
            shared += shapes.kept[k] && shapes.spots[k].x == a.x && shapes.spots[k].y == a.y;
    }
    ck_assert_uint_eq(kept, shared);
    ck_assert_uint_gt(kept, 5);
    ck_assert_uint_lt(kept, STEPS / 2); /* it was simplified */
    lf_page_shapes_free(&shapes);
}
END_TEST

/* No point that was left out lies farther from the outline than the tolerance. */
START_TEST(test_within_the_tolerance)
{
    enum { POINTS = 720 };
    lf_context ctx;
    lf_page_shapes shapes = {0};
    double ring[2 * (POINTS + 1)];
    lf_context_init(&ctx);
    for (int i = 0; i <= POINTS; i++) {
        const double angle = (i % POINTS) * 2 * M_PI / POINTS, radius = 1000 + 30 * sin(angle * 9);
        ring[2 * i] = 4000 + radius * cos(angle);
        ring[2 * i + 1] = 5000 + radius * sin(angle);
    }
    add_polygon(&ctx, &shapes, ring, POINTS + 1);
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, true));
    const size_t count = shapes.runs[0].count;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t from = i, to = i;
        kept += shapes.kept[i];
        while (!shapes.kept[from])
            from = (from + count - 1) % count;
        while (!shapes.kept[to])
            to = (to + 1) % count;
        const lf_page_spot p = shapes.spots[i], a = shapes.spots[from], b = shapes.spots[to];
        const double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
        const double off = length > 0 ? fabs((p.x - a.x) * dy - (p.y - a.y) * dx) / length : 0;
        ck_assert_double_le(off, 5.0 + 1e-9);
    }
    ck_assert_uint_lt(kept, count / 4);
    lf_page_shapes_free(&shapes);
}
END_TEST

START_TEST(test_small_things_do_not_vanish)
{
    lf_context ctx;
    lf_page_shapes shapes = {0};
    const double tiny[] = {1010, 2010, 1012, 2010, 1012, 2012, 1010, 2010};
    const double speck[] = {1100.1, 2100.1, 1100.2, 2100.1, 1100.2, 2100.2, 1100.1, 2100.1};
    lf_context_init(&ctx);
    add_polygon(&ctx, &shapes, tiny, 4);
    add_polygon(&ctx, &shapes, speck, 4);
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, true));
    expect_shape(&shapes, 0, "[[10,10,2,0,0,2]]");
    expect_shape(&shapes, 1, "[[100,100,1,0,-1,1]]"); /* less than a step: drawn as one */
    lf_page_shapes_free(&shapes);
}
END_TEST

/* Holes smaller than twice the tolerance across go, larger ones stay. */
START_TEST(test_holes)
{
    static wkb text;
    lf_context ctx;
    lf_page_shapes shapes = {0};
    const double outer[] = {1000, 2000, 2000, 2000, 2000, 3000, 1000, 3000, 1000, 2000};
    const double small[] = {1100, 2100, 1108, 2100, 1108, 2108, 1100, 2108, 1100, 2100};
    const double large[] = {1500, 2500, 1600, 2500, 1600, 2600, 1500, 2600, 1500, 2500};
    lf_context_init(&ctx);
    text.size = 0;
    put_head(&text, 3, 3);
    put_points(&text, outer, 5);
    put_points(&text, small, 5);
    put_points(&text, large, 5);
    ck_assert(lf_page_shapes_add(&ctx, &shapes, &frame, text.bytes, text.size));
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, true));
    expect_shape(&shapes, 0, "[[0,0,1000,0,0,1000,-1000,0],[500,500,100,0,0,100,-100,0]]");
    lf_page_shapes_free(&shapes);
}
END_TEST

START_TEST(test_lines_stay_open_and_keep_their_ends)
{
    static wkb text;
    lf_context ctx;
    lf_page_shapes shapes = {.lines = true};
    const double line[] = {1000, 2000, 1100, 2002, 1200, 2000, 1000, 2000};
    lf_context_init(&ctx);
    text.size = 0;
    put(&text, "\1\2\0\0\0", 5);
    put_points(&text, line, 4);
    ck_assert(lf_page_shapes_add(&ctx, &shapes, &frame, text.bytes, text.size));
    ck_assert(lf_page_shapes_simplify(&ctx, &shapes, &frame, 5, false));
    expect_shape(&shapes, 0, "[[0,0,200,0,-200,0]]");
    lf_page_shapes_free(&shapes);
}
END_TEST

/* Every cut of a polygon's bytes is refused or read, and nothing is read beyond them. */
START_TEST(test_cut_bytes)
{
    static wkb text;
    lf_context ctx;
    const double square[] = {1010, 2020, 1110, 2020, 1110, 2120, 1010, 2120, 1010, 2020};
    text.size = 0;
    put_head(&text, 3, 1);
    put_points(&text, square, 5);
    for (size_t size = 0; size < text.size; size++) {
        lf_page_shapes shapes = {0};
        unsigned char *copy = malloc(size + 1);
        ck_assert_ptr_nonnull(copy);
        memcpy(copy, text.bytes, size);
        lf_context_init(&ctx);
        ck_assert(!lf_page_shapes_add(&ctx, &shapes, &frame, copy, size));
        ck_assert_str_ne(ctx.error, "");
        free(copy);
        lf_page_shapes_free(&shapes);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("page_shape");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, test_differences_from_the_corner);
    tcase_add_test(tests, test_nothing_is_an_empty_shape);
    tcase_add_test(tests, test_a_shared_border_stays_shared);
    tcase_add_test(tests, test_within_the_tolerance);
    tcase_add_test(tests, test_small_things_do_not_vanish);
    tcase_add_test(tests, test_holes);
    tcase_add_test(tests, test_lines_stay_open_and_keep_their_ends);
    tcase_add_test(tests, test_cut_bytes);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
