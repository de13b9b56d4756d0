/*
 * The network in memory: order, arcs, places, components and what is refused.
 */
#include "base/context.h"
#include "walk/graph.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static lf_edge level_street(uint32_t from, uint32_t to, uint32_t length_dm)
{
    return (lf_edge){.from = from,
                     .to = to,
                     .length_dm = length_dm,
                     .effort_forward_dm = length_dm,
                     .effort_backward_dm = length_dm};
}

START_TEST(ranks_follow_a_hilbert_curve)
{
    enum { SIDE = 16 };
    lf_context ctx;
    lf_node nodes[SIDE * SIDE];
    lf_graph *graph = NULL;

    lf_context_init(&ctx);
    for (int i = 0; i < SIDE * SIDE; i++)
        nodes[i] = (lf_node){.x_m = 500000.0 + i % SIDE, .y_m = 3e6 + i / SIDE};
    ck_assert(lf_graph_make(&ctx, nodes, SIDE * SIDE, NULL, 0, LF_BY_LENGTH, &graph));
    for (uint32_t r = 0; r + 1 < SIDE * SIDE; r++) {
        const lf_node *here = &nodes[graph->node[r]], *next = &nodes[graph->node[r + 1]];

        ck_assert_uint_eq(graph->rank[graph->node[r]], r);
        ck_assert_double_eq(fabs(here->x_m - next->x_m) + fabs(here->y_m - next->y_m), 1.0);
    }
    lf_graph_free(graph);
}
END_TEST

START_TEST(arcs_follow_weight_and_direction)
{
    const lf_node nodes[] = {{0, 0}, {10, 0}, {20, 0}};
    const lf_edge edges[] = {
        {.from = 0, .to = 1, .length_dm = 100, .effort_forward_dm = 150, .effort_backward_dm = 90},
        {.from = 2,
         .to = 1,
         .length_dm = 70,
         .effort_forward_dm = LF_NO_WAY,
         .effort_backward_dm = 80},
        {.from = 2, .to = 2, .length_dm = 5, .effort_forward_dm = 5, .effort_backward_dm = 5},
    };
    const lf_weight weights[] = {LF_BY_LENGTH, LF_BY_EFFORT};

    for (size_t w = 0; w < 2; w++) {
        const bool effort = weights[w] == LF_BY_EFFORT;
        lf_context ctx;
        lf_graph *graph = NULL;
        uint32_t at, from;

        lf_context_init(&ctx);
        ck_assert(lf_graph_make(&ctx, nodes, 3, edges, 3, weights[w], &graph));
        ck_assert_uint_eq(graph->span[0].forward_dm, effort ? 150 : 100);
        ck_assert_uint_eq(graph->span[0].backward_dm, effort ? 90 : 100);
        ck_assert_uint_eq(graph->span[1].forward_dm, LF_NO_WAY);
        /* Node 2 can be entered but not left. */
        at = graph->rank[2];
        ck_assert_uint_eq(graph->forward.first[at + 1] - graph->forward.first[at], 0);
        from = graph->reverse.first[at];
        ck_assert_uint_eq(graph->reverse.first[at + 1] - from, 1);
        ck_assert_uint_eq(graph->reverse.arc[from].head, graph->rank[1]);
        ck_assert_uint_eq(graph->reverse.arc[from].cost_dm, effort ? 80 : 70);
        ck_assert_uint_eq(graph->forward.first[3], 3);
        ck_assert_uint_eq(graph->reverse.first[3], 3);
        lf_graph_free(graph);
    }
}
END_TEST

START_TEST(empty_and_point_like_networks_are_networks)
{
    const lf_node same[] = {{7, 7}, {7, 7}};
    const lf_edge edge = level_street(0, 1, 0);
    lf_context ctx;
    lf_graph *graph = NULL;

    lf_context_init(&ctx);
    ck_assert(lf_graph_make(&ctx, NULL, 0, NULL, 0, LF_BY_EFFORT, &graph));
    ck_assert_uint_eq(graph->node_count, 0);
    lf_graph_free(graph);
    ck_assert(lf_graph_make(&ctx, same, 2, &edge, 1, LF_BY_EFFORT, &graph));
    ck_assert_uint_eq(graph->rank[0], 0);
    ck_assert_uint_eq(graph->rank[1], 1);
    lf_graph_free(graph);
    lf_graph_free(NULL);
}
END_TEST

START_TEST(wrong_networks_are_refused)
{
    const lf_node nodes[] = {{0, 0}, {1, NAN}};
    const lf_edge edge = level_street(0, 2, 1);
    lf_context ctx;
    lf_graph *graph = NULL;
    lf_components parts;

    lf_context_init(&ctx);
    ck_assert(!lf_graph_make(&ctx, nodes, 2, NULL, 0, LF_BY_LENGTH, &graph));
    ck_assert_ptr_null(graph);
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    ck_assert_str_ne(ctx.error, "");
    lf_clear_error(&ctx);
    ck_assert(!lf_graph_make(&ctx, nodes, 2, &edge, 1, LF_BY_LENGTH, &graph));
    ck_assert_ptr_null(graph);
    lf_clear_error(&ctx);
    ck_assert(!lf_components_make(&ctx, 2, &edge, 1, &parts));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
}
END_TEST

START_TEST(places_beyond_their_edge_are_refused)
{
    const lf_node nodes[] = {{0, 0}, {10, 0}};
    const lf_edge edge = {.from = 0,
                          .to = 1,
                          .length_dm = 100,
                          .effort_forward_dm = 100,
                          .effort_backward_dm = LF_NO_WAY};
    const lf_place good = {.edge = 0, .forward_dm = 100, .backward_dm = 12345};
    const lf_place far = {.edge = 0, .forward_dm = 101};
    const lf_place lost = {.edge = 1};
    lf_context ctx;
    lf_graph *graph = NULL;

    lf_context_init(&ctx);
    ck_assert(lf_graph_make(&ctx, nodes, 2, &edge, 1, LF_BY_EFFORT, &graph));
    ck_assert(lf_graph_check_places(&ctx, graph, &good, 1));
    ck_assert(!lf_graph_check_places(&ctx, graph, &far, 1));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    ck_assert(!lf_graph_has_place(graph, &lost));
    lf_graph_free(graph);
}
END_TEST

START_TEST(direct_ways_respect_order_and_direction)
{
    const lf_span both = {.forward_dm = 100, .backward_dm = 300};
    const lf_span one_way = {.forward_dm = 100, .backward_dm = LF_NO_WAY};
    const lf_span free_down = {.forward_dm = 0, .backward_dm = 300};
    const lf_place near = {.forward_dm = 20, .backward_dm = 240, .access_dm = 3};
    const lf_place far = {.forward_dm = 70, .backward_dm = 90, .access_dm = 4};
    const lf_place top = {.forward_dm = 0, .backward_dm = 200};
    const lf_place foot = {.forward_dm = 0, .backward_dm = 50};

    ck_assert_uint_eq(lf_place_direct(&both, &near, &far), 50 + 7);
    ck_assert_uint_eq(lf_place_direct(&both, &far, &near), 150 + 7);
    ck_assert_uint_eq(lf_place_direct(&one_way, &near, &far), 50 + 7);
    ck_assert_uint_ge(lf_place_direct(&one_way, &far, &near), LF_FAR);
    ck_assert_uint_eq(lf_place_direct(&free_down, &top, &foot), 0);
    ck_assert_uint_eq(lf_place_direct(&free_down, &foot, &top), 150);
}
END_TEST

START_TEST(components_count_nodes_and_length)
{
    lf_edge edges[] = {level_street(4, 2, 30), level_street(2, 4, 40), level_street(1, 5, 7),
                       level_street(0, 1, 9), level_street(5, 5, 2)};
    const uint32_t expected[] = {0, 1, 2, 3, 2, 1};
    lf_context ctx;
    lf_components parts;

    lf_context_init(&ctx);
    edges[0].effort_backward_dm = LF_NO_WAY; /* one direction still joins */
    edges[3].effort_forward_dm = edges[3].effort_backward_dm = LF_NO_WAY; /* a closed street */
    ck_assert(lf_components_make(&ctx, 6, edges, 5, &parts));
    ck_assert_uint_eq(parts.count, 4);
    for (int n = 0; n < 6; n++)
        ck_assert_uint_eq(parts.of_node[n], expected[n]);
    ck_assert_uint_eq(parts.nodes[0], 1);
    ck_assert_uint_eq(parts.nodes[1], 2);
    ck_assert_uint_eq(parts.nodes[2], 2);
    ck_assert_uint_eq(parts.length_dm[0], 0);
    ck_assert_uint_eq(parts.length_dm[1], 9);
    ck_assert_uint_eq(parts.length_dm[2], 70);
    lf_components_free(&parts);
    lf_components_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("graph");
    TCase *cases = tcase_create("graph");
    SRunner *runner;
    int failed;

    tcase_add_test(cases, ranks_follow_a_hilbert_curve);
    tcase_add_test(cases, arcs_follow_weight_and_direction);
    tcase_add_test(cases, empty_and_point_like_networks_are_networks);
    tcase_add_test(cases, wrong_networks_are_refused);
    tcase_add_test(cases, places_beyond_their_edge_are_refused);
    tcase_add_test(cases, direct_ways_respect_order_and_direction);
    tcase_add_test(cases, components_count_nodes_and_length);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
