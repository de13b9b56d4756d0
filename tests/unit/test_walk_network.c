/* Streets become a network: what joins, what does not, what it costs to walk. */
#include "walk_kit.h"

static lf_network network;

static void setup(void)
{
    open_city();
}

static void teardown(void)
{
    lf_network_free(&network);
    close_city();
}

static void expect_size(size_t nodes, size_t edges, uint32_t components)
{
    ck_assert_uint_eq(network.node_count, nodes);
    ck_assert_uint_eq(network.edge_count, edges);
    ck_assert_uint_eq(network.components.count, components);
}

static size_t found(lf_finding_kind kind)
{
    return network.findings.total[kind];
}

START_TEST(shared_vertices_join)
{
    street("a", "0 0, 100 0, 200 0", NULL);
    street("b", "100 -50, 100 0, 100 50", NULL);
    network = build();
    expect_size(5, 4, 1);
    NEAR(network.length_m, 300);
}
END_TEST

START_TEST(street_ends_meet_in_one_edge)
{
    street("a", "0 0, 100 0", NULL);
    street("b", "250 0, 100 0", NULL);
    network = build();
    expect_size(2, 1, 1);
    ck_assert_uint_eq(network.edge[0].length_dm, 2500);
    ck_assert_str_eq(lf_street_id(&network.streets, network.point_street[0]), "a");
    ck_assert_str_eq(lf_street_id(&network.streets, network.point_street[1]), "b");
}
END_TEST

START_TEST(ring_becomes_one_edge)
{
    street("a", "0 0, 100 0, 100 100", NULL);
    street("b", "100 100, 0 100, 0 0", NULL);
    network = build();
    expect_size(1, 1, 1);
    ck_assert_uint_eq(network.edge[0].from, network.edge[0].to);
    ck_assert_uint_eq(network.edge[0].length_dm, 4000);
}
END_TEST

START_TEST(an_end_within_tolerance_joins)
{
    street("a", "0 0, 100 0", NULL);
    street("b", "50 0.4, 50 80", NULL);
    street("c", "70 0.6, 70 80", NULL);
    network = build();
    expect_size(6, 4, 2);
    ck_assert_uint_eq(network.touches_joined, 1);
    ck_assert_uint_eq(found(LF_NEAR_MISS), 1);
    NEAR(network.findings.item[0].distance_m, 0.6);
}
END_TEST

START_TEST(tolerance_is_ground_distance)
{
    street("a", "0 0, 100 0", "ground_scale = 2");
    street("b", "50 0.4, 50 80", "ground_scale = 2");
    set("ground_scale", "2");
    network = build();
    expect_size(4, 2, 2);
    NEAR(network.length_m, 2 * 179.6);
}
END_TEST

START_TEST(two_ends_at_one_spot_are_one_junction)
{
    street("a", "0 0, 100 0", NULL);
    street("b", "50 0.3, 50 80", NULL);
    street("c", "50 -0.3, 50 -80", NULL);
    network = build();
    expect_size(5, 4, 1);
}
END_TEST

START_TEST(an_end_near_an_end_joins)
{
    street("a", "0 0, 100 0", NULL);
    street("b", "100.3 0, 200 0", NULL);
    network = build();
    expect_size(2, 1, 1);
}
END_TEST

START_TEST(an_end_touches_its_own_line)
{
    street("a", "0 0, 100 0, 100 50, 50 50, 50 0.2", NULL);
    network = build();
    expect_size(2, 2, 1);
}
END_TEST

START_TEST(crossings_join_only_on_request)
{
    street("a", "0 0, 100 0", NULL);
    street("b", "50 -50, 50 50", "crossings_join = 1");
    network = build();
    expect_size(4, 2, 2);
    ck_assert_uint_eq(found(LF_UNJOINED_CROSSING), 1);
    lf_network_free(&network);
    RUN("UPDATE streets SET crossings_join = 1");
    network = build();
    expect_size(5, 4, 1);
    ck_assert_uint_eq(found(LF_UNJOINED_CROSSING), 0);
    ck_assert_uint_eq(network.crossings_joined, 1);
}
END_TEST

START_TEST(crossings_never_join_across_levels)
{
    street("a", "0 0, 100 0", "crossings_join = 1");
    street("b", "20 -50, 20 50", "crossings_join = 1, bridge = 1");
    street("c", "40 -50, 40 50", "crossings_join = 1, tunnel = 1");
    street("d", "60 -50, 60 50", "crossings_join = 1, level = 1");
    network = build();
    expect_size(8, 4, 4);
    ck_assert_uint_eq(found(LF_UNJOINED_CROSSING), 0);
}
END_TEST

START_TEST(a_vertex_inside_two_levels_does_not_join)
{
    street("road", "0 0, 50 0, 100 0", NULL);
    street("over", "50 -50, 50 0, 50 50", "bridge = 1");
    network = build();
    expect_size(4, 2, 2);
    ck_assert_uint_eq(found(LF_LEVEL_DIFFERENCE), 1);
}
END_TEST

START_TEST(a_bridge_lands_on_the_ground)
{
    street("road", "0 0, 50 0, 100 0", NULL);
    street("over", "50 0, 50 50", "bridge = 1, level = 1");
    street("east", "70 0.1, 70 50", "bridge = 1, level = 1");
    network = build();
    expect_size(6, 5, 1);
}
END_TEST

START_TEST(a_ground_end_below_a_bridge_does_not_join)
{
    street("over", "0 0, 100 0", "bridge = 1, level = 1");
    street("path", "50 0.2, 50 50", NULL);
    network = build();
    expect_size(4, 2, 2);
    ck_assert_uint_eq(found(LF_END_UNDER_LEVEL), 1);
    ck_assert_uint_eq(found(LF_NEAR_MISS), 0);
}
END_TEST

START_TEST(a_tunnel_that_has_landed_joins_no_other_street)
{
    street("road", "0 0, 100 0", NULL);
    street("tunnel", "50 0.3, 50 80", "tunnel = 1");
    street("yard", "50 0.3, 90 0.9", NULL);
    network = build();
    /* the yard joins the road on its own level, and the tunnel joins the yard */
    expect_size(5, 4, 1);
    lf_network_free(&network);
    RUN("UPDATE streets SET level = 1 WHERE id = 'yard'");
    network = build();
    expect_size(4, 2, 2);
    ck_assert_uint_eq(found(LF_END_UNDER_LEVEL), 2);
}
END_TEST

START_TEST(a_ramp_joins_both_levels)
{
    street("over", "0 0, 50 0, 100 0", "bridge = 1, level = 2");
    street("ramp", "50 0, 50 50", "level = 1");
    network = build();
    expect_size(4, 3, 1);
}
END_TEST

START_TEST(an_end_prefers_its_own_level)
{
    street("over", "0 0, 50 0, 100 0", "level = 1");
    street("road", "50 -50, 50 0, 50 50", NULL);
    street("path", "50 0, 90 30", NULL);
    network = build();
    expect_size(6, 4, 2);
    ck_assert_uint_eq(found(LF_LEVEL_DIFFERENCE), 1);
}
END_TEST

START_TEST(dead_ends_beside_their_own_street_are_no_near_miss)
{
    street("a", "0 0, 50 0, 100 0", NULL);
    street("stub", "50 0, 50 8", NULL);
    network = build();
    ck_assert_uint_eq(found(LF_NEAR_MISS), 0);
}
END_TEST

START_TEST(segments_to_nowhere_are_dropped)
{
    street("a", "500000 4000000, 500100 4000000, 0 0, 500200 4000000, 500300 4000000", NULL);
    network = build();
    expect_size(4, 2, 2);
    NEAR(network.length_m, 200);
    ck_assert_uint_eq(found(LF_LONG_SEGMENT), 2);
}
END_TEST

START_TEST(tobler_is_steepest_downhill_at_five_percent)
{
    NEAR(lf_tobler_effort(0), 1);
    NEAR(lf_tobler_effort(-0.05), exp(-0.175));
    NEAR(lf_tobler_effort(0.1), exp(0.35));
    NEAR(lf_tobler_effort(-0.1), 1);
    NEAR(lf_tobler_effort(5), lf_tobler_effort(LF_STEEPEST_SLOPE));
}
END_TEST

START_TEST(slope_counts_by_direction)
{
    draped("a", "0 0 100, 100 0 110");
    network = build();
    ck_assert_uint_eq(network.edge[0].length_dm, 1000);
    ck_assert_uint_eq(network.edge[0].effort_forward_dm, lround(1000 * exp(0.35)));
    ck_assert_uint_eq(network.edge[0].effort_backward_dm, 1000);
    ck_assert_uint_eq(network.sloped_edges, 1);
    ck_assert(!network.effort_is_length);
    lf_network_free(&network);
    set("walking.slope", "none");
    network = build();
    ck_assert(network.effort_is_length);
    ck_assert_uint_eq(network.sloped_edges, 0);
}
END_TEST

START_TEST(a_deck_is_even)
{
    draped("a", "0 0 100, 50 0 20, 100 0 100");
    RUN("UPDATE streets SET bridge = 1");
    network = build();
    ck_assert_uint_eq(network.edge[0].effort_forward_dm, 1000);
}
END_TEST

START_TEST(stairs_have_their_own_speed)
{
    set("walking.speed_m_per_min", "60");
    draped("a", "0 0 0, 30 0 15");
    RUN("UPDATE streets SET stairs = 1, factor = 1.5");
    network = build();
    ck_assert_uint_eq(network.edge[0].length_dm, 300);
    ck_assert_uint_eq(network.edge[0].effort_forward_dm, 900);
    ck_assert_uint_eq(network.edge[0].effort_backward_dm, 900);
    ck_assert_uint_eq(network.stairs_edges, 1);
}
END_TEST

START_TEST(one_way_streets_keep_their_direction)
{
    street("a", "0 0, 100 0", "oneway_foot = 1");
    street("b", "200 0, 100 0", "oneway_foot = -1");
    street("c", "200 0, 300 0", NULL);
    network = build();
    /* a and b lead the same way and become one; c may be walked both ways */
    expect_size(3, 2, 1);
    ck_assert_uint_eq(network.edge[0].effort_forward_dm, 2000);
    ck_assert_uint_eq(network.edge[0].effort_backward_dm, LF_NO_WAY);
    ck_assert(network.effort_is_length);
}
END_TEST

START_TEST(rounding_does_not_add_up)
{
    lf_text line = {0};

    for (int i = 0; i <= 1000; i++)
        lf_text_addf(&line, "%s%.17g 0", i ? ", " : "", i * 0.04);
    street("a", lf_text_get(&line), NULL);
    lf_text_free(&line);
    network = build();
    ck_assert_uint_eq(network.edge[0].length_dm, 400);
}
END_TEST

START_TEST(places_lie_within_their_edge)
{
    draped("a", "0 0 0, 33.33 0 5, 77.77 11 0");
    network = build();
    for (uint32_t p = 0; p + 1 < network.first_point[1]; p++)
        for (int i = 0; i <= 100; i++) {
            const lf_join join = {.point = p, .t = i / 100.0, .access_m = 1.26};
            const lf_place place = lf_network_place(&network, &join, LF_BY_EFFORT);
            const lf_place flat = lf_network_place(&network, &join, LF_BY_LENGTH);

            ck_assert_uint_le(place.forward_dm, network.edge[0].effort_forward_dm);
            ck_assert_uint_le(place.backward_dm, network.edge[0].effort_backward_dm);
            ck_assert_uint_eq(flat.forward_dm + flat.backward_dm, network.edge[0].length_dm);
            ck_assert_uint_eq(place.access_dm, 13);
        }
}
END_TEST

START_TEST(order_of_rows_changes_nothing)
{
    lf_network other;

    street("a", "0 0, 50 0, 100 0", NULL);
    street("b", "50 0, 50 50", NULL);
    street("c", "50 50, 90 0.2", NULL);
    network = build();
    RUN("UPDATE streets SET key = 100 - key");
    other = build();
    ck_assert_uint_eq(network.edge_count, other.edge_count);
    ck_assert_mem_eq(network.edge, other.edge, network.edge_count * sizeof *network.edge);
    lf_network_free(&other);
}
END_TEST

START_TEST(no_streets_no_edges)
{
    network = build();
    expect_size(0, 0, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("network");
    TCase *rules = tcase_create("network");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(rules, setup, teardown);
    tcase_add_test(rules, shared_vertices_join);
    tcase_add_test(rules, street_ends_meet_in_one_edge);
    tcase_add_test(rules, ring_becomes_one_edge);
    tcase_add_test(rules, an_end_within_tolerance_joins);
    tcase_add_test(rules, tolerance_is_ground_distance);
    tcase_add_test(rules, two_ends_at_one_spot_are_one_junction);
    tcase_add_test(rules, an_end_near_an_end_joins);
    tcase_add_test(rules, an_end_touches_its_own_line);
    tcase_add_test(rules, crossings_join_only_on_request);
    tcase_add_test(rules, crossings_never_join_across_levels);
    tcase_add_test(rules, a_vertex_inside_two_levels_does_not_join);
    tcase_add_test(rules, a_bridge_lands_on_the_ground);
    tcase_add_test(rules, a_ground_end_below_a_bridge_does_not_join);
    tcase_add_test(rules, a_tunnel_that_has_landed_joins_no_other_street);
    tcase_add_test(rules, a_ramp_joins_both_levels);
    tcase_add_test(rules, an_end_prefers_its_own_level);
    tcase_add_test(rules, dead_ends_beside_their_own_street_are_no_near_miss);
    tcase_add_test(rules, segments_to_nowhere_are_dropped);
    tcase_add_test(rules, tobler_is_steepest_downhill_at_five_percent);
    tcase_add_test(rules, slope_counts_by_direction);
    tcase_add_test(rules, a_deck_is_even);
    tcase_add_test(rules, stairs_have_their_own_speed);
    tcase_add_test(rules, one_way_streets_keep_their_direction);
    tcase_add_test(rules, rounding_does_not_add_up);
    tcase_add_test(rules, places_lie_within_their_edge);
    tcase_add_test(rules, order_of_rows_changes_nothing);
    tcase_add_test(rules, no_streets_no_edges);
    suite_add_tcase(suite, rules);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
