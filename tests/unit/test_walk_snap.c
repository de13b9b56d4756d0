/* Points meet the network at the nearest point of the nearest edge. */
#include "walk/access.h"
#include "walk/segment.h"
#include "walk/snap.h"
#include "walk/straight.h"
#include "walk_kit.h"

static lf_network network;
static lf_snap snap;

static void join_within(double max_access_m)
{
    network = build();
    ck_assert_msg(lf_snap_make(&ctx, &network, max_access_m, &snap), "%s", ctx.error);
}

static void teardown(void)
{
    lf_snap_free(&snap);
    lf_network_free(&network);
    close_city();
}

static uint64_t state = 7;

static double random_share(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

START_TEST(the_nearest_point_of_the_nearest_edge)
{
    lf_join join;
    double x, y;

    street("a", "0 0, 1000 0", NULL);
    street("b", "0 100, 1000 100", NULL);
    join_within(200);
    ck_assert(lf_snap_point(&snap, 333, 60, &join));
    ck_assert_str_eq(lf_network_street_id(&network, &join), "b");
    NEAR(join.access_m, 40);
    lf_network_point(&network, &join, &x, &y);
    NEAR(x, 333);
    NEAR(y, 100);
}
END_TEST

START_TEST(the_limit_is_inclusive_and_ground_distance)
{
    lf_join join;

    set("ground_scale", "2");
    street("a", "0 0, 1000 0", NULL);
    join_within(200);
    ck_assert(lf_snap_point(&snap, 500, 100, &join));
    NEAR(join.access_m, 200);
    ck_assert(!lf_snap_point(&snap, 500, 100.01, &join));
    NEAR(lf_snap_distance(&snap, 500, 150), 300);
    ck_assert(isinf(lf_snap_distance(&snap, 500, 5000)));
}
END_TEST

START_TEST(ties_go_to_the_lower_street_id)
{
    lf_join join;

    street("z", "0 0, 1000 0", NULL);
    street("m", "0 100, 1000 100", NULL);
    join_within(200);
    ck_assert(lf_snap_point(&snap, 333, 50, &join));
    ck_assert_str_eq(lf_network_street_id(&network, &join), "m");
}
END_TEST

START_TEST(at_a_junction_a_two_way_street_goes_first)
{
    lf_join join;

    street("a", "0 0, 1000 0", "oneway_foot = 1");
    street("b", "0 0, 0 1000", NULL);
    street("c", "0 0, 0 -1000", NULL);
    join_within(200);
    ck_assert(lf_snap_point(&snap, 0, 0, &join));
    ck_assert_str_eq(lf_network_street_id(&network, &join), "b");
}
END_TEST

START_TEST(short_pieces_of_network_are_not_joined_to)
{
    lf_join join;

    street("long", "0 0, 1000 0", NULL);
    street("short", "0 50, 100 50", NULL);
    join_within(200);
    ck_assert(lf_snap_point(&snap, 50, 50, &join));
    ck_assert_str_eq(lf_network_street_id(&network, &join), "long");
}
END_TEST

START_TEST(equals_trying_every_segment)
{
    set("walking.min_component_m", "0");
    for (int s = 0; s < 300; s++) {
        const double x = 3000 * random_share(), y = 3000 * random_share();
        char id[16], line[128];

        snprintf(id, sizeof id, "s%03d", s);
        snprintf(line, sizeof line, "%g %g, %g %g, %g %g", x, y, x + 300 * random_share() - 150,
                 y + 40 * random_share(), x + 900 * random_share(), y + 900 * random_share());
        street(id, line, NULL);
    }
    join_within(120);
    for (int n = 0; n < 5000; n++) {
        const double x = 3600 * random_share() - 300, y = 3600 * random_share() - 300;
        double best = INFINITY;
        lf_join join;

        for (size_t e = 0; e < network.edge_count; e++)
            for (uint32_t p = network.first_point[e]; p + 1 < network.first_point[e + 1]; p++) {
                const lf_edge_point *at = &network.point[p];

                best = fmin(
                    best,
                    sqrt(lf_foot_on(at[0].x_m, at[0].y_m, at[1].x_m, at[1].y_m, x, y).distance2));
            }
        ck_assert_int_eq(lf_snap_point(&snap, x, y, &join), best <= 120);
        if (best <= 120)
            NEAR(join.access_m, best);
    }
}
END_TEST

START_TEST(the_straight_nearest_equals_trying_everything)
{
    lf_categories categories = {0};
    lf_access_finder *finder = NULL;
    lf_things things;
    lf_straight straight;

    category("f", 500);
    for (int n = 0; n < 200; n++) {
        char id[16];

        snprintf(id, sizeof id, "f%03d", n);
        facility(id, "f", floor(4000 * random_share()), floor(4000 * random_share()));
    }
    polygon_row("facilities", "id, category", "'g', 'f'",
                "1000 1000, 1600 1100, 1300 1900, 1000 1000");
    join_within(200);
    ck_assert(lf_access_finder_make(&ctx, &snap, &finder));
    ck_assert(lf_categories_read(&ctx, ws, &categories));
    ck_assert_msg(
        lf_things_read_shapes(&ctx, ws, "facilities", &categories, finder, &snap, &things), "%s",
        ctx.error);
    ck_assert(lf_straight_make(&ctx, &things, 0, 1, 250, &straight));
    for (int n = 0; n < 3000; n++) {
        double xy[2] = {5000 * random_share() - 500, 5000 * random_share() - 500};
        const lf_shape from = {.xy = xy, .x0 = xy[0], .x1 = xy[0], .y0 = xy[1], .y1 = xy[1]};
        double best = INFINITY, distance = NAN;
        uint32_t index;

        for (size_t i = 0; i < things.count; i++)
            best = fmin(best, lf_shape_distance(&things.thing[i].shape, xy[0], xy[1]));
        ck_assert_int_eq(lf_straight_nearest(&straight, &from, &index, &distance), best <= 250);
        if (best <= 250)
            ck_assert_double_eq_tol(distance, best, 1e-3);
    }
    lf_straight_free(&straight);
    lf_things_free(&things);
    lf_categories_free(&categories);
    lf_access_finder_free(finder);
}
END_TEST

START_TEST(straight_sums_equal_trying_everything)
{
    lf_things jobs;
    lf_straight_sums sums;

    for (int n = 0; n < 2000; n++) {
        char values[32];

        snprintf(values, sizeof values, "'j%04d', %d", n, n % 17);
        point_row("jobs", "id, jobs", values, floor(3000 * random_share()),
                  floor(3000 * random_share()));
    }
    ck_assert(lf_things_read_points(&ctx, ws, "jobs", "jobs", &jobs));
    ck_assert(lf_straight_sums_make(&ctx, &jobs, 1, 900, &sums));
    for (int n = 0; n < 300; n++) {
        const double x = floor(3000 * random_share()), y = floor(3000 * random_share());
        double sum = 0;

        for (size_t j = 0; j < jobs.count; j++)
            if (hypot(jobs.thing[j].x_m - x, jobs.thing[j].y_m - y) <= 500)
                sum += jobs.thing[j].weight;
        NEAR(lf_straight_sum(&sums, x, y, 500), sum);
    }
    lf_straight_sums_free(&sums);
    lf_things_free(&jobs);
    join_within(200);
}
END_TEST

START_TEST(distances_between_polygons)
{
    lf_shape a, b, point;
    double square[] = {0, 0, 10, 0, 10, 10, 0, 10, 0, 0};
    double far_square[] = {13, 14, 20, 14, 20, 20, 13, 20, 13, 14};
    uint32_t first[] = {0, 5};

    a = (lf_shape){.xy = square, .first = first, .ring_count = 1, .x1 = 10, .y1 = 10};
    b = (lf_shape){
        .xy = far_square, .first = first, .ring_count = 1, .x0 = 13, .y0 = 14, .x1 = 20, .y1 = 20};
    NEAR(lf_shape_gap(&a, &b), 5);
    ck_assert(lf_shape_point(&ctx, 5, 5, &point));
    NEAR(lf_shape_gap(&a, &point), 0);
    NEAR(lf_shape_gap(&point, &b), hypot(8, 9));
    lf_shape_free(&point);
    join_within(200);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("snap");
    TCase *cases = tcase_create("snap");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_city, teardown);
    tcase_add_test(cases, the_nearest_point_of_the_nearest_edge);
    tcase_add_test(cases, the_limit_is_inclusive_and_ground_distance);
    tcase_add_test(cases, ties_go_to_the_lower_street_id);
    tcase_add_test(cases, at_a_junction_a_two_way_street_goes_first);
    tcase_add_test(cases, short_pieces_of_network_are_not_joined_to);
    tcase_add_test(cases, equals_trying_every_segment);
    tcase_add_test(cases, the_straight_nearest_equals_trying_everything);
    tcase_add_test(cases, straight_sums_equal_trying_everything);
    tcase_add_test(cases, distances_between_polygons);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
