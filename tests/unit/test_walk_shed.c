/* Walk-sheds hold exactly the places where a home would count as reached. */
#include "walk/shape.h"
#include "walk/shed.h"
#include "walk/walk.h"
#include "walk_kit.h"

/* xorshift64*: the same city on every machine. */
static uint64_t state;

static double random_share(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

/* Everything needed to ask about single places, and the polygon that was drawn. */
typedef struct little_town {
    lf_network network;
    lf_snap snap;
    lf_graph *graph;
    lf_nearest *nearest;
    lf_shed_grid grid;
    lf_weight weight;
    uint32_t limit_dm;
    lf_outline outline;
    lf_shape shape;
} little_town;

/*
 * Streets every 100 m with bends, one in five missing, over hills; a river along y = 500 … 620 that
 * a single bridge crosses.
 */
static void make_streets(uint64_t seed, bool hills)
{
    state = seed;
    for (int i = 0; i <= 12; i++)
        for (int j = 0; j <= 12; j++)
            for (int up = 0; up < 2; up++) {
                const double x = 100.0 * i, y = 100.0 * j;
                const double xe = x + (up ? 0 : 100), ye = y + (up ? 100 : 0);
                const double bend = 30 * random_share() - 15;
                const bool wet = up && j == 5 && i != 9;
                char id[32], line[256];

                if (random_share() < 0.2 || wet || (i == 12 && !up) || (j == 12 && up))
                    continue;
                snprintf(id, sizeof id, "s%02d_%02d_%d", i, j, up);
                snprintf(line, sizeof line, "%g %g %g, %g %g %g, %g %g %g", x, y,
                         20 * sin(x / 150) * cos(y / 200), (x + xe) / 2 + (up ? bend : 0),
                         (y + ye) / 2 + (up ? 0 : bend), 5.0, xe, ye,
                         20 * sin(xe / 150) * cos(ye / 200));
                if (hills)
                    draped(id, line);
                else
                    RUN("INSERT INTO streets (id, x, y, geom) VALUES (%Q, 0, 0, "
                        "GeomFromText('LINESTRINGZ(' || %Q || ')', 4527))",
                        id, line);
            }
}

static void open_town(little_town *town, lf_weight weight, double limit_m, double step_m)
{
    lf_source source[2];
    lf_join join;

    memset(town, 0, sizeof *town);
    town->weight = weight;
    town->limit_dm = (uint32_t)(limit_m * 10);
    town->network = build();
    ck_assert(lf_snap_make(&ctx, &town->network, 80, &town->snap));
    ck_assert(lf_graph_make(&ctx, town->network.node, town->network.node_count, town->network.edge,
                            town->network.edge_count, weight, &town->graph));
    ck_assert(lf_nearest_make(&ctx, town->graph, &town->nearest));
    ck_assert(lf_snap_point(&town->snap, 333, 410, &join));
    source[0] = (lf_source){lf_network_place(&town->network, &join, weight), 0};
    ck_assert(lf_snap_point(&town->snap, 970, 205, &join));
    source[1] = (lf_source){lf_network_place(&town->network, &join, weight), 1};
    ck_assert(lf_shed_grid_make(&ctx, &town->snap, step_m, &town->grid));
    ck_assert(lf_nearest_search(&ctx, town->nearest, source, 2,
                                town->limit_dm + lf_shed_margin_dm(&town->grid)));
    ck_assert(
        lf_shed_draw(&town->grid, town->nearest, weight, &town->limit_dm, 1, NULL, &town->outline));
    ck_assert_ptr_nonnull(town->outline.wkb);
    ck_assert(lf_shape_from_wkb(&ctx, town->outline.wkb, town->outline.wkb_size, &town->shape));
}

static void close_town(little_town *town)
{
    lf_shape_free(&town->shape);
    lf_outline_free(&town->outline);
    lf_shed_grid_free(&town->grid);
    lf_nearest_free(town->nearest);
    lf_graph_free(town->graph);
    lf_snap_free(&town->snap);
    lf_network_free(&town->network);
}

/* Whether a home there counts as reaching a source: the rule itself, nothing of the shed. */
static bool is_reached(const little_town *town, double x, double y)
{
    lf_join join;
    lf_place place;
    lf_found found;

    if (!lf_snap_point(&town->snap, x, y, &join))
        return false;
    place = lf_network_place(&town->network, &join, town->weight);
    found = lf_nearest_at(town->nearest, &place);
    return lf_is_found(found) && found.cost_dm <= town->limit_dm;
}

static void expect_samples_right(const little_town *town)
{
    const double step = town->grid.step;
    int reached = 0;

    for (int i = (int)(-200 / step); i * step < 1500; i++)
        for (int j = (int)(-200 / step); j * step < 1500; j++) {
            const bool truth = is_reached(town, i * step, j * step);

            reached += truth;
            ck_assert_msg(lf_shape_holds(&town->shape, i * step, j * step) == truth,
                          "grid point %g %g is %sreached", i * step, j * step, truth ? "" : "not ");
        }
    ck_assert_int_gt(reached, 100);
}

static bool has_near_sample(const little_town *town, double x, double y, bool status)
{
    const double step = town->grid.step;

    for (int i = (int)floor(x / step) - 1; i <= (int)floor(x / step) + 2; i++)
        for (int j = (int)floor(y / step) - 1; j <= (int)floor(y / step) + 2; j++)
            if (hypot(i * step - x, j * step - y) < step &&
                is_reached(town, i * step, j * step) == status)
                return true;
    return false;
}

static void expect_points_right(const little_town *town)
{
    int right = 0, count = 20000;

    for (int n = 0; n < count; n++) {
        const double x = 1500 * random_share() - 150, y = 1500 * random_share() - 150;
        const bool inside = lf_shape_holds(&town->shape, x, y);

        right += inside == is_reached(town, x, y);
        ck_assert_msg(has_near_sample(town, x, y, inside), "%g %g is called %s", x, y,
                      inside ? "inside" : "outside");
    }
    /* and far more often than not the point itself is as the polygon says */
    ck_assert_int_gt(right, count * 95 / 100);
}

static void expect_valid(const little_town *town)
{
    void *blob = NULL;
    size_t size = 0;
    lf_statement *statement = NULL;

    ck_assert(lf_blob_from_wkb(&ctx, 4527, town->outline.wkb, town->outline.wkb_size, false, &blob,
                               &size));
    ck_assert(lf_prepare(&ctx, ws, "SELECT ST_IsValid(?1), ST_Area(?1)", &statement));
    lf_bind_blob(statement, 1, blob, size);
    ck_assert_int_eq(lf_statement_step(&ctx, statement), LF_STEP_ROW);
    ck_assert_int_eq(lf_column_integer(statement, 0), 1);
    ck_assert_double_eq_tol(lf_column_real(statement, 1), town->outline.area, 1e-3);
    lf_statement_close(statement);
    free(blob);
}

static void try_town(uint64_t seed, bool hills, lf_weight weight, double limit_m, double step_m)
{
    little_town town;

    make_streets(seed, hills);
    open_town(&town, weight, limit_m, step_m);
    expect_valid(&town);
    expect_samples_right(&town);
    expect_points_right(&town);
    close_town(&town);
}

START_TEST(holds_by_distance)
{
    try_town(41, false, LF_BY_LENGTH, 400, 20);
}
END_TEST

START_TEST(holds_by_effort)
{
    try_town(42, true, LF_BY_EFFORT, 600, 20);
}
END_TEST

START_TEST(holds_on_a_fine_grid)
{
    try_town(43, true, LF_BY_LENGTH, 350, 7);
}
END_TEST

START_TEST(holds_on_a_coarse_grid)
{
    try_town(44, false, LF_BY_LENGTH, 500, 60);
}
END_TEST

START_TEST(holds_with_ground_scale)
{
    set("ground_scale", "1.02");
    try_town(45, false, LF_BY_LENGTH, 500, 20);
}
END_TEST

START_TEST(the_river_is_not_crossed)
{
    little_town town;

    make_streets(46, false);
    RUN("DELETE FROM streets WHERE id = 's09_05_1'");
    open_town(&town, LF_BY_LENGTH, 1200, 20);
    for (double x = 0; x <= 1200; x += 10)
        ck_assert(!lf_shape_holds(&town.shape, x, 600));
    ck_assert(lf_shape_holds(&town.shape, 333, 410));
    close_town(&town);
}
END_TEST

START_TEST(a_box_changes_nothing)
{
    little_town town;
    lf_outline boxed;
    lf_reached *reached;
    lf_place place;
    lf_join join;
    lf_shed_box box;
    lf_source source;

    make_streets(47, false);
    open_town(&town, LF_BY_LENGTH, 250, 20);
    ck_assert(lf_snap_point(&town.snap, 640, 640, &join));
    place = lf_network_place(&town.network, &join, LF_BY_LENGTH);
    source = (lf_source){place, 0};
    ck_assert(lf_nearest_search(&ctx, town.nearest, &source, 1,
                                town.limit_dm + lf_shed_margin_dm(&town.grid)));
    reached = malloc((town.network.node_count + 1) * sizeof *reached);
    box = lf_shed_bounds(&town.snap, town.nearest, &place, 1, reached);
    free(reached);
    lf_outline_free(&town.outline);
    ck_assert(lf_shed_draw(&town.grid, town.nearest, LF_BY_LENGTH, &town.limit_dm, 1, NULL,
                           &town.outline));
    ck_assert(
        lf_shed_draw(&town.grid, town.nearest, LF_BY_LENGTH, &town.limit_dm, 1, &box, &boxed));
    ck_assert_double_eq_tol(town.outline.area, boxed.area, 1e-6);
    lf_outline_free(&boxed);
    close_town(&town);
}
END_TEST

START_TEST(a_ring_of_streets_leaves_a_hole)
{
    street("ring", "9 9, 1009 9, 1009 1009, 9 1009, 9 9", NULL);
    category("park", 3000);
    facility("f", "park", 9, 9);
    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
    NEAR(ask("SELECT ST_IsValid(geom) FROM walk_shed"), 1);
    NEAR(ask("SELECT NumInteriorRings(GeometryN(geom, 1)) FROM walk_shed"), 1);
    NEAR(ask("SELECT ST_Contains(geom, MakePoint(500, 500, 4527)) FROM walk_shed"), 0);
    NEAR(ask("SELECT ST_Contains(geom, MakePoint(500, 150, 4527)) FROM walk_shed"), 1);
    /* 200 m on either side of 4 km of street, square corners inside, round ones outside */
    ck_assert_double_eq_tol(ask("SELECT area_m2 FROM walk_shed"),
                            1000 * 1000 - 600 * 600 + 4 * 1000 * 200 + M_PI * 200 * 200, 2000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shed");
    TCase *cases = tcase_create("shed");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, open_city, close_city);
    tcase_add_test(cases, holds_by_distance);
    tcase_add_test(cases, holds_by_effort);
    tcase_add_test(cases, holds_on_a_fine_grid);
    tcase_add_test(cases, holds_on_a_coarse_grid);
    tcase_add_test(cases, holds_with_ground_scale);
    tcase_add_test(cases, the_river_is_not_crossed);
    tcase_add_test(cases, a_box_changes_nothing);
    tcase_add_test(cases, a_ring_of_streets_leaves_a_hole);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
