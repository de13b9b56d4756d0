/* The whole stage on cities small enough to measure by hand. */
#include "walk/walk.h"
#include "walk_kit.h"

static void walk(void)
{
    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
}

static double nearest(const char *column, const char *home_id, const char *category_id)
{
    return ask("SELECT %s FROM walk_nearest JOIN homes ON homes.key = home_key "
               "WHERE homes.id = '%s' AND category = '%s'",
               column, home_id, category_id);
}

/*
 * A river along y = 0 … 100, a bank street on either side from x = 0 to 1000, and one bridge at
 * x = 900. A clinic on the south bank at x = 100, homes on both.
 */
static void river_city(void)
{
    open_city();
    street("north", "0 100, 900 100, 1000 100", NULL);
    street("south", "0 0, 900 0, 1000 0", NULL);
    street("bridge", "900 0, 900 100", "bridge = 1, level = 1");
    category("clinic", 1000);
    facility("c1", "clinic", 100, -20);
    home("h_south", 300, -10);
    home("h_north", 100, 130);
    home("h_east", 700, 101.5);
    home("h_far", 100, 500);
}

START_TEST(the_river_is_crossed_at_the_bridge)
{
    walk();
    NEAR(nearest("walk_m", "h_south", "clinic"), 10 + 200 + 20);
    NEAR(nearest("straight_m", "h_south", "clinic"), hypot(200, 10));
    NEAR(nearest("walk_m", "h_north", "clinic"), 30 + 800 + 100 + 800 + 20);
    NEAR(nearest("straight_m", "h_north", "clinic"), 150);
    NEAR(nearest("walk_m", "h_east", "clinic"), 1.5 + 200 + 100 + 800 + 20);
    NEAR(nearest("walk_min", "h_south", "clinic"), 230 / 66.7);
    NEAR(nearest("walk_place_key", "h_south", "clinic"), 1);
}
END_TEST

START_TEST(a_home_far_from_streets_is_listed_not_guessed)
{
    walk();
    ck_assert(isnan(nearest("walk_m", "h_far", "clinic")));
    NEAR(nearest("straight_m", "h_far", "clinic"), 520);
    NEAR(ask("SELECT distance_m FROM walk_problem WHERE kind = 'far_from_street' AND "
             "layer = 'homes' AND id = 'h_far'"),
         400);
    NEAR(ask("SELECT count(*) FROM walk_access WHERE layer = 'homes'"), 3);
    NEAR(ask("SELECT count(*) FROM notice WHERE stage = 'walk' AND subject = 'homes'"), 1);
}
END_TEST

START_TEST(access_tells_where_a_home_meets_the_street)
{
    walk();
    NEAR(ask("SELECT a.x FROM walk_access AS a JOIN homes AS h ON h.key = a.row_key "
             "WHERE a.layer = 'homes' AND h.id = 'h_south' AND a.kind = 'nearest' AND "
             "a.street_id = 'south' AND a.y = 0"),
         300);
    NEAR(ask("SELECT access_m FROM walk_access AS a JOIN homes AS h ON h.key = a.row_key "
             "WHERE a.layer = 'homes' AND h.id = 'h_south'"),
         10);
}
END_TEST

START_TEST(facts_and_components)
{
    street("islet", "0 2000, 100 2000", NULL);
    home("h_islet", 50, 2000);
    walk();
    NEAR(ask("SELECT value FROM walk_fact WHERE name = 'edges'"), 6);
    NEAR(ask("SELECT value FROM walk_fact WHERE name = 'nodes'"), 8);
    NEAR(ask("SELECT value FROM walk_fact WHERE name = 'length_km'"), 2.2);
    NEAR(ask("SELECT value FROM walk_fact WHERE name = 'components'"), 2);
    NEAR(ask("SELECT homes FROM walk_component WHERE component = 1 AND joinable = 1"), 3);
    NEAR(ask("SELECT residents FROM walk_component WHERE component = 1"), 30);
    NEAR(ask("SELECT joinable FROM walk_component WHERE component = 2 AND length_m = 100"), 0);
    NEAR(ask("SELECT count(*) FROM walk_problem WHERE kind = 'small_component' AND id = 'islet'"),
         1);
    ck_assert(isnan(nearest("walk_m", "h_islet", "clinic")));
}
END_TEST

START_TEST(equal_ways_go_to_the_lower_id)
{
    facility("b2", "clinic", 500, 0);
    facility("a9", "clinic", 100, 0);
    RUN("UPDATE facilities SET key = 50 + key");
    home("h_mid", 300, 0);
    walk();
    NEAR(nearest("walk_m", "h_mid", "clinic"), 200);
    NEAR(nearest("walk_place_key", "h_mid", "clinic"),
         ask("SELECT key FROM facilities WHERE id = 'a9'"));
    NEAR(nearest("straight_place_key", "h_mid", "clinic"),
         ask("SELECT key FROM facilities WHERE id = 'a9'"));
}
END_TEST

START_TEST(places_on_the_limit_count)
{
    set("walking.search_limit_m", "230");
    RUN("UPDATE category SET limit_m = 100");
    walk();
    NEAR(nearest("walk_m", "h_south", "clinic"), 230);
    ck_assert(isnan(nearest("walk_m", "h_east", "clinic")));
    NEAR(ask("SELECT count(*) FROM walk_nearest AS n JOIN homes AS h ON h.key = n.home_key "
             "WHERE h.id = 'h_east'"),
         0);
}
END_TEST

START_TEST(times_take_slopes_and_stairs)
{
    /* 1000 m of 10 % uphill from x = 0, and stairs of 50 m beyond */
    RUN("DELETE FROM streets; DELETE FROM homes; DELETE FROM facilities");
    draped("hill", "0 0 0, 1000 0 100");
    street("stairs", "1000 0, 1050 0", "stairs = 1");
    home("low", 0, 0);
    home("high", 1050, 0);
    facility("mid", "clinic", 500, 0);
    walk();
    NEAR(nearest("walk_m", "low", "clinic"), 500);
    NEAR(nearest("walk_m", "high", "clinic"), 550);
    ck_assert_double_eq_tol(nearest("walk_min", "low", "clinic"), 500 * exp(0.35) / 66.7, 0.002);
    ck_assert_double_eq_tol(nearest("walk_min", "high", "clinic"), 500 / 66.7 + 50 / 30.0, 0.002);
}
END_TEST

START_TEST(by_time_another_place_may_be_nearer)
{
    RUN("DELETE FROM streets; DELETE FROM homes; DELETE FROM facilities");
    street("slow", "0 0, 100 0", "factor = 10");
    street("quick", "0 0, -500 0", NULL);
    home("h", 0, 0);
    facility("near", "clinic", 100, 0);
    facility("far", "clinic", -500, 0);
    walk();
    NEAR(nearest("walk_m", "h", "clinic"), 100);
    NEAR(nearest("walk_place_key", "h", "clinic"),
         ask("SELECT key FROM facilities WHERE id = 'near'"));
    NEAR(nearest("walk_min", "h", "clinic"), 500 / 66.7);
    NEAR(nearest("walk_min_place_key", "h", "clinic"),
         ask("SELECT key FROM facilities WHERE id = 'far'"));
}
END_TEST

START_TEST(one_way_streets_are_walked_one_way)
{
    RUN("DELETE FROM streets; DELETE FROM homes; DELETE FROM facilities");
    street("a_there", "0 0, 600 0", "oneway_foot = 1");
    street("b_back", "600 0, 600 100, 0 100, 0 0", NULL);
    home("h", 300, 0);
    facility("f", "clinic", 200, 0);
    walk();
    NEAR(nearest("walk_m", "h", "clinic"), 300 + 100 + 600 + 100 + 200);
}
END_TEST

START_TEST(a_park_is_reached_at_its_edge)
{
    category("park", 500);
    polygon_row("facilities", "id, category", "'p1', 'park'",
                "500 -300, 800 -300, 800 50, 500 50, 500 -300");
    walk();
    NEAR(nearest("walk_m", "h_south", "park"), 10 + 200);
    NEAR(nearest("straight_m", "h_south", "park"), 200);
    NEAR(nearest("straight_m", "h_east", "park"), 51.5);
    NEAR(ask("SELECT count(*) FROM walk_access AS a JOIN facilities AS f ON f.key = a.row_key "
             "WHERE a.layer = 'facilities' AND f.id = 'p1' AND a.kind <> 'edge'"),
         0);
    NEAR(ask("SELECT min(a.x) FROM walk_access AS a JOIN facilities AS f ON f.key = a.row_key "
             "WHERE a.layer = 'facilities' AND f.id = 'p1'"),
         500);
    NEAR(ask("SELECT max(a.x) FROM walk_access AS a JOIN facilities AS f ON f.key = a.row_key "
             "WHERE a.layer = 'facilities' AND f.id = 'p1'"),
         800);
}
END_TEST

START_TEST(a_home_in_a_park_has_reached_it)
{
    category("park", 500);
    polygon_row("facilities", "id, category", "'p1', 'park'",
                "500 -300, 800 -300, 800 50, 500 50, 500 -300");
    home("h_in", 700, -40);
    walk();
    NEAR(nearest("straight_m", "h_in", "park"), 0);
    ck_assert_double_le(nearest("walk_m", "h_in", "park"), 40 + 10.1);
}
END_TEST

START_TEST(a_park_under_a_bridge_is_not_reached_from_it)
{
    category("park", 500);
    polygon_row("facilities", "id, category", "'p1', 'park'",
                "880 30, 920 30, 920 60, 880 60, 880 30");
    walk();
    NEAR(ask("SELECT count(*) FROM walk_access AS a JOIN facilities AS f ON f.key = a.row_key "
             "WHERE a.layer = 'facilities' AND f.id = 'p1' AND a.kind = 'edge'"),
         0);
}
END_TEST

START_TEST(a_park_no_street_touches_is_joined_from_its_boundary)
{
    category("park", 500);
    polygon_row("facilities", "id, category", "'p1', 'park'",
                "300 -200, 400 -200, 400 -50, 300 -50, 300 -200");
    walk();
    NEAR(nearest("walk_m", "h_south", "park"), 10 + 50);
    NEAR(ask("SELECT count(*) FROM walk_access AS a JOIN facilities AS f ON f.key = a.row_key "
             "WHERE a.layer = 'facilities' AND f.id = 'p1' AND a.kind = 'nearest'"),
         3); /* x = 300, 350 and 400, the shortest access leg of each */
}
END_TEST

START_TEST(entrances_are_the_only_way_in)
{
    category("park", 500);
    polygon_row("facilities", "id, category", "'p1', 'park'",
                "500 -300, 800 -300, 800 50, 500 50, 500 -300");
    point_row("entrances", "id, owner_id", "'gate', 'p1'", 800, 0);
    point_row("entrances", "id, owner_id", "'back', 'p1'", 650, -300);
    point_row("entrances", "id, owner_id", "'lost', 'nobody'", 0, 0);
    walk();
    NEAR(nearest("walk_m", "h_south", "park"), 10 + 500);
    NEAR(ask("SELECT count(*) FROM walk_access WHERE kind = 'entrance' AND x = 800"), 1);
    NEAR(ask("SELECT count(*) FROM walk_access WHERE kind = 'entrance'"), 1);
    NEAR(ask("SELECT distance_m FROM walk_problem WHERE layer = 'entrances' AND id = 'back'"), 300);
    NEAR(ask("SELECT count(*) FROM notice WHERE subject = 'entrances'"), 1);
}
END_TEST

START_TEST(sites_are_left_at_their_edge)
{
    polygon_row("sites", "id", "'s1'", "400 -50, 500 -50, 500 20, 400 20, 400 -50");
    walk();
    NEAR(ask("SELECT walk_m FROM walk_site WHERE category = 'clinic'"), 300 + 20);
    NEAR(ask("SELECT walk_min FROM walk_site WHERE category = 'clinic'"), 320 / 66.7);
    NEAR(ask("SELECT straight_m FROM walk_site WHERE category = 'clinic'"), 300);
}
END_TEST

START_TEST(jobs_are_summed_within_limits)
{
    set("jobs.limits_m", "200 1000");
    set("jobs.limits_min", "3");
    point_row("jobs", "id, jobs", "'j1', 100", 500, 0);
    point_row("jobs", "id, jobs", "'j2', 7", 490, 0);
    point_row("jobs", "id, jobs", "'j3', 1", 300, 110);
    walk();
    NEAR(ask("SELECT jobs FROM walk_reach JOIN homes ON homes.key = home_key "
             "WHERE homes.id = 'h_south' AND limit_name = '200 m'"),
         7);
    NEAR(ask("SELECT straight_jobs FROM walk_reach JOIN homes ON homes.key = home_key "
             "WHERE homes.id = 'h_south' AND limit_m = 200"),
         8);
    NEAR(ask("SELECT jobs FROM walk_reach JOIN homes ON homes.key = home_key "
             "WHERE homes.id = 'h_south' AND limit_name = '3 min' AND limit_min = 3 AND "
             "straight_jobs IS NULL"),
         7);
    NEAR(ask("SELECT jobs FROM walk_reach JOIN homes ON homes.key = home_key "
             "WHERE homes.id = 'h_south' AND limit_name = '1000 m'"),
         107);
    NEAR(ask("SELECT count(*) FROM walk_reach"), 9);
}
END_TEST

START_TEST(stations_know_what_lies_around)
{
    category("station", 800);
    point_row("stations", "id", "'st'", 100, 0);
    point_row("jobs", "id, jobs", "'j1', 100", 500, -30);
    walk();
    NEAR(ask("SELECT walk_m FROM walk_station AS s JOIN homes AS h ON h.key = s.row_key "
             "WHERE s.layer = 'homes' AND h.id = 'h_south'"),
         210);
    NEAR(ask("SELECT walk_min FROM walk_station AS s JOIN homes AS h ON h.key = s.row_key "
             "WHERE s.layer = 'homes' AND h.id = 'h_south'"),
         210 / 66.7);
    NEAR(ask("SELECT straight_m FROM walk_station AS s JOIN homes AS h ON h.key = s.row_key "
             "WHERE s.layer = 'homes' AND h.id = 'h_north' AND s.walk_m IS NULL"),
         130);
    NEAR(ask("SELECT walk_m FROM walk_station WHERE layer = 'jobs'"), 430);
    NEAR(ask("SELECT walk_m FROM walk_station WHERE layer = 'facilities'"), 20);
    NEAR(nearest("walk_m", "h_south", "station"), 210);
    NEAR(ask("SELECT count(*) FROM walk_shed WHERE kind = 'station' AND subject = 'st'"), 2);
}
END_TEST

START_TEST(without_streets_the_straight_line_is_left)
{
    RUN("DELETE FROM streets");
    category("station", 800);
    point_row("stations", "id", "'st'", 100, 0);
    walk();
    ck_assert(isnan(nearest("walk_m", "h_south", "clinic")));
    NEAR(nearest("straight_m", "h_north", "clinic"), 150);
    NEAR(ask("SELECT count(*) FROM walk_station WHERE layer = 'homes' AND walk_m IS NULL"), 4);
    NEAR(ask("SELECT count(*) FROM notice WHERE stage = 'walk' AND subject = 'streets'"), 1);
    NEAR(ask("SELECT count(*) FROM walk_problem"), 0);
    NEAR(ask("SELECT count(*) FROM walk_shed"), 0);
}
END_TEST

START_TEST(a_category_without_places_is_said)
{
    category("theatre", 1000);
    walk();
    NEAR(ask("SELECT count(*) FROM notice WHERE stage = 'walk' AND subject = 'theatre'"), 1);
    NEAR(ask("SELECT count(*) FROM walk_nearest WHERE category = 'theatre'"), 0);
}
END_TEST

START_TEST(adding_a_street_never_lengthens_a_walk)
{
    double before;

    walk();
    before = nearest("walk_m", "h_north", "clinic");
    street("ferry", "500 0, 500 100", NULL);
    walk();
    ck_assert_double_le(nearest("walk_m", "h_north", "clinic"), before);
    NEAR(nearest("walk_m", "h_north", "clinic"), before - 800);
}
END_TEST

START_TEST(a_second_run_writes_the_same)
{
    double sum;

    walk();
    sum = ask("SELECT sum(walk_m) + total(straight_m) FROM walk_nearest");
    ctx.threads = 1;
    walk();
    NEAR(ask("SELECT sum(walk_m) + total(straight_m) FROM walk_nearest"), sum);
    NEAR(ask("SELECT count(*) FROM stage WHERE name = 'walk'"), 1);
}
END_TEST

START_TEST(ground_scale_stretches_everything_off_the_map)
{
    set("ground_scale", "1.001");
    RUN("UPDATE streets SET ground_scale = 1.001");
    walk();
    ck_assert_double_eq_tol(nearest("walk_m", "h_south", "clinic"), 230 * 1.001, 0.1);
    NEAR(nearest("straight_m", "h_north", "clinic"), 150 * 1.001);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stage");
    TCase *cases = tcase_create("stage");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(cases, river_city, close_city);
    tcase_add_test(cases, the_river_is_crossed_at_the_bridge);
    tcase_add_test(cases, a_home_far_from_streets_is_listed_not_guessed);
    tcase_add_test(cases, access_tells_where_a_home_meets_the_street);
    tcase_add_test(cases, facts_and_components);
    tcase_add_test(cases, equal_ways_go_to_the_lower_id);
    tcase_add_test(cases, places_on_the_limit_count);
    tcase_add_test(cases, times_take_slopes_and_stairs);
    tcase_add_test(cases, by_time_another_place_may_be_nearer);
    tcase_add_test(cases, one_way_streets_are_walked_one_way);
    tcase_add_test(cases, a_park_is_reached_at_its_edge);
    tcase_add_test(cases, a_home_in_a_park_has_reached_it);
    tcase_add_test(cases, a_park_under_a_bridge_is_not_reached_from_it);
    tcase_add_test(cases, a_park_no_street_touches_is_joined_from_its_boundary);
    tcase_add_test(cases, entrances_are_the_only_way_in);
    tcase_add_test(cases, sites_are_left_at_their_edge);
    tcase_add_test(cases, jobs_are_summed_within_limits);
    tcase_add_test(cases, stations_know_what_lies_around);
    tcase_add_test(cases, without_streets_the_straight_line_is_left);
    tcase_add_test(cases, a_category_without_places_is_said);
    tcase_add_test(cases, adding_a_street_never_lengthens_a_walk);
    tcase_add_test(cases, a_second_run_writes_the_same);
    tcase_add_test(cases, ground_scale_stretches_everything_off_the_map);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
