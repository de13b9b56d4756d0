/*
 * Homes paired with the facilities around them. Every facility has a category of its own, so that
 * the table of nearest places, which is searched another way, knows every pair too.
 */
#include "walk/walk.h"
#include "walk_kit.h"

static unsigned draw(unsigned long long *state, unsigned below)
{
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(*state >> 33) % below;
}

/* A grid of streets 200 m apart with gaps, and a piece that hangs on nothing. */
static void make_streets(unsigned long long *state)
{
    for (int row = 0; row <= 10; row++)
        for (int column = 0; column < 10; column++) {
            char id[32], line[96];

            if (draw(state, 6) == 0)
                continue;
            snprintf(id, sizeof id, "e%d-%d", row, column);
            snprintf(line, sizeof line, "%d %d, %d %d", 200 * column, 200 * row, 200 * column + 200,
                     200 * row);
            street(id, line, draw(state, 9) == 0 ? "oneway_foot = 1" : NULL);
            snprintf(id, sizeof id, "n%d-%d", row, column);
            snprintf(line, sizeof line, "%d %d, %d %d", 200 * row, 200 * column, 200 * row,
                     200 * column + 200);
            street(id, line, NULL);
        }
    street("far", "9000 0, 9800 0", NULL);
}

static void make_places(unsigned long long *state)
{
    char id[16];

    for (int h = 0; h < 60; h++) {
        snprintf(id, sizeof id, "h%d", h);
        home(id, draw(state, 2000), draw(state, 2000));
    }
    home("away", 4000, 4000); /* no street is near */
    home("far", 9100, 30);
    for (int f = 0; f < 12; f++) {
        snprintf(id, sizeof id, "f%02d", f);
        category(id, 500);
        facility(id, id, draw(state, 2000), draw(state, 2000));
    }
    category("ground", 500);
    polygon_row("facilities", "id, category", "'ground', 'ground'",
                "620 610, 780 610, 780 790, 620 790, 620 610");
    category("gate", 500);
    facility("gate", "gate", 1000, 1000);
    point_row("entrances", "id, owner_id", "'g1', 'gate'", 1700, 1000);
    category("none", 500);
    facility("none", "none", 1000, 1000);
    RUN("UPDATE facilities SET capacity = 10 WHERE id <> 'none'");
    RUN("UPDATE facilities SET capacity = 0 WHERE id = 'f00'");
}

static const char differences[] =
    "WITH known AS (SELECT f.key AS facility_key, n.home_key,"
    "  iif(n.walk_m <= %1$f, n.walk_m, NULL) AS walk_m,"
    "  iif(n.straight_m <= %1$f, n.straight_m, NULL) AS straight_m"
    "  FROM walk_nearest AS n JOIN facilities AS f ON f.category = n.category WHERE f.capacity > "
    "0),"
    " meant AS (SELECT * FROM known WHERE walk_m IS NOT NULL OR straight_m IS NOT NULL),"
    " had AS (SELECT facility_key, home_key, walk_m, straight_m FROM walk_catchment)"
    " SELECT (SELECT count(*) FROM (SELECT * FROM meant EXCEPT SELECT * FROM had))"
    " + (SELECT count(*) FROM (SELECT * FROM had EXCEPT SELECT * FROM meant))";

START_TEST(pairs_are_those_of_the_nearest_search)
{
    unsigned long long state = (unsigned long long)_i + 1;

    open_city();
    set("walking.catchment_m", "700");
    set("walking.tolerance", "0.1");
    make_streets(&state);
    make_places(&state);
    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
    ck_assert_double_gt(ask("SELECT count(walk_m) FROM walk_catchment"), 50);
    ck_assert_double_gt(ask("SELECT count(*) - count(walk_m) FROM walk_catchment"), 0);
    ck_assert_double_eq(ask(differences, 770.0), 0);
    close_city();
}
END_TEST

/* A gate 700 m from the point: a home at the gate is near on foot and far straight. */
START_TEST(a_gate_apart_is_found)
{
    open_city();
    set("walking.catchment_m", "300");
    street("s", "0 0, 2000 0", NULL);
    category("gate", 500);
    facility("gate", "gate", 1000, 0);
    RUN("UPDATE facilities SET capacity = 1");
    point_row("entrances", "id, owner_id", "'g1', 'gate'", 1700, 0);
    home("h", 1800, 0);
    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
    NEAR(ask("SELECT walk_m FROM walk_catchment"), 100);
    ck_assert(isnan(ask("SELECT straight_m FROM walk_catchment")));
    close_city();
}
END_TEST

START_TEST(without_streets_pairs_are_straight)
{
    open_city();
    category("school", 500);
    facility("f", "school", 0, 0);
    home("h", 300, 400);
    home("out", 3000, 400);
    RUN("UPDATE facilities SET capacity = 1");
    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
    ck_assert_double_eq(ask("SELECT count(*) FROM walk_catchment"), 1);
    NEAR(ask("SELECT straight_m FROM walk_catchment"), 500);
    close_city();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("walk catchment");
    TCase *cases = tcase_create("pairs");
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, pairs_are_those_of_the_nearest_search, 0, 8);
    tcase_add_test(cases, a_gate_apart_is_found);
    tcase_add_test(cases, without_streets_pairs_are_straight);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
