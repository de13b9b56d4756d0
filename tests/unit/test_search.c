/*
 * The searches against a brute force that knows none of their tricks: every place becomes a node
 * of its own between its neighbours on the edge, and all shortest ways are found by Floyd's
 * algorithm. Random small networks with slopes, one-way pieces, costless pieces, self-loops and
 * parallel pieces.
 */
#include "base/context.h"
#include "walk/core.h"
#include "walk/lanes.h"
#include "walk/nearest.h"
#include "walk/reach.h"
#include "walk/search.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
    NODES_MOST = 8,
    EDGES_MOST = 14,
    PLACES = 44,
    POINTS_MOST = NODES_MOST + PLACES,
    CASES = 200
};

static const int64_t NEVER = INT64_C(1) << 50;

/* ---- random networks ---- */

typedef struct town {
    lf_node nodes[NODES_MOST];
    uint32_t node_count;
    lf_edge edges[EDGES_MOST + 1];
    uint32_t edge_count;
    lf_weight weight;
    uint32_t scale; /* costs are multiples of this */
    lf_place places[PLACES];
    lf_graph *graph;
} town;

static uint64_t dice_state;

static uint32_t dice(uint32_t below)
{
    uint64_t z = dice_state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) % below);
}

static uint32_t random_effort(uint32_t scale)
{
    switch (dice(8)) {
    case 0:
        return LF_NO_WAY;
    case 1:
        return 0;
    case 2:
        return 200 * scale; /* beyond most limits */
    default:
        return dice(20) * scale;
    }
}

static lf_edge random_edge(const town *t)
{
    return (lf_edge){.from = dice(t->node_count),
                     .to = dice(t->node_count),
                     .length_dm = dice(20) * t->scale,
                     .effort_forward_dm = random_effort(t->scale),
                     .effort_backward_dm = random_effort(t->scale)};
}

static lf_place random_place(const town *t)
{
    const uint32_t share = dice(3) == 0 ? dice(2) * 16 : dice(17); /* sixteenths of the edge */
    lf_place place = {.edge = dice(t->edge_count), .access_dm = dice(2) * dice(6) * t->scale};
    const lf_span *span = &t->graph->span[place.edge];

    if (span->forward_dm != LF_NO_WAY)
        place.forward_dm = (uint32_t)((uint64_t)span->forward_dm * share / 16);
    if (span->backward_dm != LF_NO_WAY)
        place.backward_dm = (uint32_t)((uint64_t)span->backward_dm * (16 - share) / 16);
    return place;
}

static void make_graph(town *t)
{
    lf_context ctx;

    lf_context_init(&ctx);
    ck_assert(lf_graph_make(&ctx, t->nodes, t->node_count, t->edges, t->edge_count, t->weight,
                            &t->graph));
}

static town random_town(uint64_t seed, uint32_t scale)
{
    town t = {.scale = scale};

    dice_state = seed;
    t.node_count = 1 + dice(NODES_MOST);
    t.edge_count = 1 + dice(EDGES_MOST);
    for (uint32_t n = 0; n < t.node_count; n++)
        t.nodes[n] = (lf_node){.x_m = dice(50), .y_m = dice(50)};
    for (uint32_t e = 0; e < t.edge_count; e++)
        t.edges[e] = random_edge(&t);
    t.weight = dice(4) == 0 ? LF_BY_LENGTH : LF_BY_EFFORT;
    make_graph(&t);
    for (int p = 0; p < PLACES; p++)
        t.places[p] = random_place(&t);
    return t;
}

/* ---- brute force ---- */

typedef struct ways {
    int64_t between[POINTS_MOST][POINTS_MOST];
} ways;

static void allow(ways *w, uint32_t a, uint32_t b, int64_t cost)
{
    if (cost < w->between[a][b])
        w->between[a][b] = cost;
}

/* Is place b next to a, or at the same point, seen from `from`? */
static bool is_before(const lf_span *span, const lf_place *a, const lf_place *b)
{
    if (span->forward_dm != LF_NO_WAY && a->forward_dm != b->forward_dm)
        return a->forward_dm < b->forward_dm;
    return span->backward_dm != LF_NO_WAY && a->backward_dm > b->backward_dm;
}

/* Strings the places of an edge up between its ends, one step to each neighbour. */
static void string_up(ways *w, const town *t, uint32_t edge)
{
    const lf_span *span = &t->graph->span[edge];
    const lf_place start = {.forward_dm = 0, .backward_dm = span->backward_dm};
    const lf_place end = {.forward_dm = span->forward_dm, .backward_dm = 0};
    uint32_t point[PLACES + 2];
    const lf_place *at[PLACES + 2];
    int count = 0;

    point[count] = t->edges[edge].from;
    at[count++] = &start;
    for (uint32_t p = 0; p < PLACES; p++) {
        int i = count;

        if (t->places[p].edge != edge)
            continue;
        for (; i > 1 && is_before(span, &t->places[p], at[i - 1]); i--) {
            point[i] = point[i - 1];
            at[i] = at[i - 1];
        }
        point[i] = t->node_count + p;
        at[i] = &t->places[p];
        count++;
    }
    point[count] = t->edges[edge].to;
    at[count++] = &end;
    for (int i = 0; i + 1 < count; i++) {
        const bool inner = i > 0 && i + 2 < count;
        const bool same = inner && !is_before(span, at[i], at[i + 1]);
        const bool open = span->forward_dm != LF_NO_WAY || span->backward_dm != LF_NO_WAY;

        if (span->forward_dm != LF_NO_WAY || (same && open))
            allow(w, point[i], point[i + 1],
                  same ? 0 : (int64_t)at[i + 1]->forward_dm - at[i]->forward_dm);
        if (span->backward_dm != LF_NO_WAY || (same && open))
            allow(w, point[i + 1], point[i],
                  same ? 0 : (int64_t)at[i]->backward_dm - at[i + 1]->backward_dm);
    }
}

static void find_ways(ways *w, const town *t)
{
    const uint32_t count = t->node_count + PLACES;

    for (uint32_t a = 0; a < count; a++) {
        for (uint32_t b = 0; b < count; b++)
            w->between[a][b] = a == b ? 0 : NEVER;
    }
    for (uint32_t e = 0; e < t->edge_count; e++)
        string_up(w, t, e);
    for (uint32_t via = 0; via < count; via++) {
        for (uint32_t a = 0; a < count; a++) {
            for (uint32_t b = 0; b < count; b++)
                allow(w, a, b, w->between[a][via] + w->between[via][b]);
        }
    }
}

/* From the thing at place a to the thing at place b, access legs counted. */
static int64_t walk_between(const ways *w, const town *t, uint32_t a, uint32_t b)
{
    return w->between[t->node_count + a][t->node_count + b] + t->places[a].access_dm +
           t->places[b].access_dm;
}

/* A place has no way to itself when its edge is closed both ways: it is not on the network. */
static bool is_closed(const town *t, uint32_t place)
{
    const lf_span *span = &t->graph->span[t->places[place].edge];

    return span->forward_dm == LF_NO_WAY && span->backward_dm == LF_NO_WAY;
}

static lf_found brute_nearest(const ways *w, const town *t, uint32_t target, const uint32_t *source,
                              const uint32_t *owner, int sources, uint32_t limit_dm)
{
    lf_found best = {.owner = LF_NO_OWNER, .cost_dm = UINT32_MAX};

    for (int s = 0; s < sources; s++) {
        const int64_t cost = walk_between(w, t, target, source[s]);

        if (cost > limit_dm || is_closed(t, target) || is_closed(t, source[s]))
            continue;
        if (cost < best.cost_dm || (cost == best.cost_dm && owner[s] < best.owner))
            best = (lf_found){.cost_dm = (uint32_t)cost, .owner = owner[s]};
    }
    return best;
}

/* ---- properties on small networks ---- */

enum { SOURCES = 5, OFFERS = 8 };

static void assert_same(lf_found a, lf_found b)
{
    ck_assert_uint_eq(a.owner, b.owner);
    if (lf_is_found(a))
        ck_assert_uint_eq(a.cost_dm, b.cost_dm);
}

START_TEST(nearest_equals_brute_force)
{
    static ways w;
    town t = random_town((uint64_t)_i, 1);
    lf_source sources[SOURCES];
    uint32_t place[SOURCES], owner[SOURCES];
    const uint32_t limit_dm = dice(5) == 0 ? UINT32_MAX : dice(70);
    lf_context ctx;
    lf_nearest *nearest = NULL;

    lf_context_init(&ctx);
    find_ways(&w, &t);
    ck_assert(lf_nearest_make(&ctx, t.graph, &nearest));
    for (int round = 0; round <= SOURCES; round++) { /* the same scratch, none to all sources */
        for (int s = 0; s < round; s++) {
            place[s] = dice(PLACES);
            owner[s] = dice(3);
            sources[s] = (lf_source){.place = t.places[place[s]], .owner = owner[s]};
        }
        ck_assert(lf_nearest_search(&ctx, nearest, sources, (size_t)round, limit_dm));
        for (uint32_t p = 0; p < PLACES; p++)
            assert_same(lf_nearest_at(nearest, &t.places[p]),
                        brute_nearest(&w, &t, p, place, owner, round, limit_dm));
    }
    lf_nearest_free(nearest);
    lf_graph_free(t.graph);
}
END_TEST

static void check_reach(const town *t, const ways *w, const uint32_t *limits, size_t limit_count)
{
    lf_opportunity offers[OFFERS];
    double got[PLACES * 3];
    lf_context ctx;

    lf_context_init(&ctx);
    for (int i = 0; i < OFFERS; i++)
        offers[i] = (lf_opportunity){.place = t->places[i], .weight = 1 << i};
    ck_assert(
        lf_reach_run(&ctx, t->graph, t->places, PLACES, offers, OFFERS, limits, limit_count, got));
    for (uint32_t p = 0; p < PLACES; p++) {
        for (size_t k = 0; k < limit_count; k++) {
            double expected = 0.0;

            for (uint32_t i = 0; i < OFFERS; i++) {
                if (!is_closed(t, p) && !is_closed(t, i) && walk_between(w, t, p, i) <= limits[k])
                    expected += offers[i].weight;
            }
            ck_assert_double_eq(got[p * limit_count + k], expected);
        }
    }
}

START_TEST(reach_equals_brute_force)
{
    static ways w;
    const uint32_t scales[] = {1, 700, 5000};
    const uint32_t scale = scales[_i % 3];
    town t = random_town((uint64_t)_i + 7000, scale);
    uint32_t limits[3] = {dice(40) * scale, dice(70) * scale, dice(20) * scale};

    find_ways(&w, &t);
    check_reach(&t, &w, limits, 3);
    limits[0] = LF_REACH_FAST_DM; /* the last that is fast, the first that is not */
    check_reach(&t, &w, limits, 1);
    limits[0] = LF_REACH_FAST_DM + 1;
    check_reach(&t, &w, limits, 1);
    limits[0] = UINT32_MAX;
    check_reach(&t, &w, limits, 2);
    lf_graph_free(t.graph);
}
END_TEST

/* Costs of a lane that starts at a node, searched on the whole network and on its core. */
static void check_lane(const town *t, uint32_t start, uint32_t limit_dm, lf_lanes *whole,
                       lf_lanes *core, lf_search *search)
{
    ck_assert(lf_search_begin(search, limit_dm));
    lf_search_seed(search, start, 3, 0, limit_dm);
    ck_assert(lf_search_run(search, &t->graph->forward, limit_dm));
    for (uint32_t r = 0; r < t->node_count; r++) {
        const uint64_t label = search->label[r];
        const uint64_t expected = label == LF_NO_LABEL ? LF_FAR : lf_label_cost(label);

        ck_assert_uint_eq(lf_lanes_cost(whole, r, (int)start), expected);
        ck_assert_uint_eq(lf_lanes_cost(core, r, (int)start), expected);
    }
}

START_TEST(lanes_on_the_core_or_not_equal_single_searches)
{
    const uint32_t scales[] = {1, 700, 5000};
    const uint32_t scale = scales[_i % 3];
    town t = random_town((uint64_t)_i + 40000, scale);
    const uint32_t wanted = dice(70) * scale;
    const uint32_t limit_dm = wanted < LF_REACH_FAST_DM ? wanted : LF_REACH_FAST_DM;
    lf_lanes whole, core_lanes;
    lf_core core;
    lf_search search;

    ck_assert(lf_search_make(&search, t.node_count));
    ck_assert(lf_lanes_make(&whole, t.node_count, limit_dm));
    ck_assert(lf_lanes_make(&core_lanes, t.node_count, limit_dm));
    ck_assert(lf_core_make(&core, &t.graph->forward, t.node_count, limit_dm));
    for (int round = 0; round < 2; round++) { /* the second on used scratch */
        for (uint32_t r = 0; r < t.node_count; r++) {
            lf_lanes_seed(&whole, r, (int)r, 3);
            lf_lanes_seed(&core_lanes, r, (int)r, 3);
        }
        ck_assert(lf_lanes_run(&whole, &t.graph->forward, limit_dm));
        ck_assert(lf_lanes_run(&core_lanes, &core.up, limit_dm));
        lf_lanes_spread(&core_lanes, &core);
        for (uint32_t r = 0; r < t.node_count; r++)
            check_lane(&t, r, limit_dm, &whole, &core_lanes, &search);
        lf_lanes_clear(&whole);
        lf_lanes_clear(&core_lanes);
    }
    lf_core_free(&core);
    lf_lanes_free(&whole);
    lf_lanes_free(&core_lanes);
    lf_search_free(&search);
    lf_graph_free(t.graph);
}
END_TEST

static void nearest_of_all(const town *t, lf_found *out)
{
    lf_source sources[SOURCES];
    const lf_nearest_task task = {.sources = sources,
                                  .source_count = SOURCES,
                                  .limit_dm = 60,
                                  .targets = t->places,
                                  .target_count = PLACES,
                                  .out = out};
    lf_context ctx;

    lf_context_init(&ctx);
    for (uint32_t s = 0; s < SOURCES; s++)
        sources[s] = (lf_source){.place = t->places[s], .owner = s};
    ck_assert(lf_nearest_run(&ctx, t->graph, &task, 1));
}

START_TEST(another_street_never_lengthens)
{
    town t = random_town((uint64_t)_i + 20000, 1);
    lf_found before[PLACES], after[PLACES];

    nearest_of_all(&t, before);
    lf_graph_free(t.graph);
    t.edges[t.edge_count++] = random_edge(&t);
    make_graph(&t);
    nearest_of_all(&t, after);
    for (int p = 0; p < PLACES; p++) {
        if (!lf_is_found(before[p]))
            continue;
        ck_assert(lf_is_found(after[p]));
        ck_assert_uint_le(after[p].cost_dm, before[p].cost_dm);
    }
    lf_graph_free(t.graph);
}
END_TEST

/* The same town with its nodes numbered backwards and every edge drawn the other way round. */
static town turn_round(const town *t)
{
    town turned = *t;

    for (uint32_t n = 0; n < t->node_count; n++)
        turned.nodes[t->node_count - 1 - n] = t->nodes[n];
    for (uint32_t e = 0; e < t->edge_count; e++) {
        const lf_edge *edge = &t->edges[e];

        turned.edges[t->edge_count - 1 - e] =
            (lf_edge){.from = t->node_count - 1 - edge->to,
                      .to = t->node_count - 1 - edge->from,
                      .length_dm = edge->length_dm,
                      .effort_forward_dm = edge->effort_backward_dm,
                      .effort_backward_dm = edge->effort_forward_dm};
    }
    for (int p = 0; p < PLACES; p++) {
        turned.places[p].edge = t->edge_count - 1 - t->places[p].edge;
        turned.places[p].forward_dm = t->places[p].backward_dm;
        turned.places[p].backward_dm = t->places[p].forward_dm;
    }
    make_graph(&turned);
    return turned;
}

START_TEST(renumbering_changes_nothing)
{
    static ways w;
    town t = random_town((uint64_t)_i + 30000, 1);
    town turned = turn_round(&t);
    lf_found here[PLACES], there[PLACES];
    const uint32_t limits[] = {30, 45};

    nearest_of_all(&t, here);
    nearest_of_all(&turned, there);
    for (int p = 0; p < PLACES; p++)
        assert_same(here[p], there[p]);
    find_ways(&w, &t);
    check_reach(&turned, &w, limits, 2); /* the ways of the one, the answers of the other */
    lf_graph_free(t.graph);
    lf_graph_free(turned.graph);
}
END_TEST

/* ---- a network large enough for several batches and threads ---- */

enum { SIDE = 60, GRID = SIDE * SIDE, GRID_EDGES = 2 * SIDE * (SIDE - 1), CATEGORIES = 7 };

typedef struct grid {
    lf_node *nodes;
    lf_edge *edges;
    lf_place *places;       /* one on every edge */
    lf_opportunity *offers; /* one at each */
    lf_source *sources;     /* one in twenty of the places */
    size_t source_count;
    lf_graph *graph;
} grid;

static grid make_grid(void)
{
    grid g = {.nodes = malloc(GRID * sizeof *g.nodes),
              .edges = malloc(GRID_EDGES * sizeof *g.edges),
              .places = malloc(GRID_EDGES * sizeof *g.places),
              .offers = malloc(GRID_EDGES * sizeof *g.offers),
              .sources = malloc(GRID_EDGES * sizeof *g.sources)};
    lf_context ctx;
    uint32_t e = 0;

    dice_state = 4711;
    lf_context_init(&ctx);
    for (uint32_t n = 0; n < GRID; n++)
        g.nodes[n] = (lf_node){.x_m = n % SIDE * 100.0, .y_m = n / SIDE * 100.0};
    for (uint32_t n = 0; n < GRID; n++) {
        for (uint32_t step = 1; step <= SIDE; step += SIDE - 1) {
            if (step == 1 ? n % SIDE == SIDE - 1 : n / SIDE == SIDE - 1)
                continue;
            g.edges[e++] = (lf_edge){.from = n,
                                     .to = n + step,
                                     .length_dm = 1000,
                                     .effort_forward_dm = 1000 + dice(400),
                                     .effort_backward_dm = dice(9) ? 1000 + dice(400) : LF_NO_WAY};
        }
    }
    ck_assert_uint_eq(e, GRID_EDGES);
    ck_assert(lf_graph_make(&ctx, g.nodes, GRID, g.edges, e, LF_BY_EFFORT, &g.graph));
    for (uint32_t i = 0; i < e; i++) {
        g.places[i] = (lf_place){.edge = i, .forward_dm = 250, .backward_dm = 800};
        g.places[i].access_dm = dice(300);
        g.offers[i] = (lf_opportunity){.place = g.places[i], .weight = 1.0 / (1 + dice(1000))};
        if (i % 20 == 3)
            g.sources[g.source_count++] = (lf_source){.place = g.places[i], .owner = i / 40};
    }
    return g;
}

static void free_grid(grid *g)
{
    lf_graph_free(g->graph);
    free(g->nodes);
    free(g->edges);
    free(g->places);
    free(g->offers);
    free(g->sources);
}

/* Notes for every owner how many nodes are near and a number made of which and how far. */
typedef struct shed_note {
    size_t count;
    uint64_t mix;
} shed_note;

static bool note_shed(void *user, size_t owner, const lf_nearest *nearest, int worker)
{
    shed_note *note = (shed_note *)user + owner;
    lf_reached *reached = malloc((lf_nearest_reached_count(nearest) + 1) * sizeof *reached);

    (void)worker;
    note->count = lf_nearest_reached_count(nearest);
    note->mix = 0;
    lf_nearest_reached(nearest, reached);
    for (size_t i = 0; i < note->count; i++)
        note->mix = note->mix * 31 + reached[i].node * UINT64_C(1000003) + reached[i].cost_dm;
    free(reached);
    return true;
}

typedef struct answers {
    lf_found found[CATEGORIES][GRID_EDGES];
    lf_found at_nodes[GRID];
    double reach[GRID_EDGES][2];
    shed_note sheds[GRID_EDGES];
} answers;

static answers *ask_everything(const grid *g, int threads)
{
    answers *a = calloc(1, sizeof *a);
    lf_nearest_task tasks[CATEGORIES + 1];
    lf_owner owners[50];
    const uint32_t limits[] = {9000, 25000};
    lf_context ctx;

    lf_context_init(&ctx);
    ctx.threads = threads;
    for (size_t c = 0; c <= CATEGORIES; c++) {
        tasks[c] = (lf_nearest_task){.sources = g->sources + c,
                                     .source_count = g->source_count - 11 * c,
                                     .limit_dm = 12000,
                                     .targets = c < CATEGORIES ? g->places : NULL,
                                     .target_count = GRID_EDGES,
                                     .out = c < CATEGORIES ? a->found[c] : a->at_nodes};
    }
    ck_assert(lf_nearest_run(&ctx, g->graph, tasks, CATEGORIES + 1));
    for (int i = 0; i < 50; i++)
        owners[i] = (lf_owner){.places = g->places + 60 * i, .place_count = 1 + (size_t)i % 3};
    ck_assert(lf_nearest_each(&ctx, g->graph, owners, 50, 10000, note_shed, a->sheds));
    ck_assert(lf_reach_run(&ctx, g->graph, g->places, GRID_EDGES, g->offers, GRID_EDGES, limits, 2,
                           a->reach[0]));
    return a;
}

START_TEST(threads_change_nothing)
{
    grid g = make_grid();
    answers *one = ask_everything(&g, 1);
    answers *two = ask_everything(&g, 2);
    answers *four = ask_everything(&g, 4);

    ck_assert_int_eq(memcmp(one, two, sizeof *one), 0);
    ck_assert_int_eq(memcmp(one, four, sizeof *one), 0);
    ck_assert(lf_is_found(one->found[0][0]));
    ck_assert_uint_gt(one->sheds[0].count, 20);
    ck_assert_double_gt(one->reach[0][1], one->reach[0][0]);
    free(one);
    free(two);
    free(four);
    free_grid(&g);
}
END_TEST

/* Sums of fractions depend on the order they are added up in: it must not depend on who else asks,
   nor on which of the two ways was taken. */
START_TEST(reach_does_not_depend_on_the_other_origins)
{
    grid g = make_grid();
    double(*all)[2] = malloc(GRID_EDGES * sizeof *all);
    uint32_t limits[] = {9000, 25000};
    lf_context ctx;

    lf_context_init(&ctx);
    ck_assert(
        lf_reach_run(&ctx, g.graph, g.places, GRID_EDGES, g.offers, GRID_EDGES, limits, 2, all[0]));
    for (int i = 0; i < 40; i++) {
        double alone[2], wide[2];
        const lf_place *origin = &g.places[i * 171];

        limits[0] = 9000;
        ck_assert(lf_reach_run(&ctx, g.graph, origin, 1, g.offers, GRID_EDGES, limits, 2, alone));
        ck_assert_int_eq(memcmp(alone, all[i * 171], sizeof alone), 0);
        limits[0] = 70000;
        ck_assert(lf_reach_run(&ctx, g.graph, origin, 1, g.offers, GRID_EDGES, limits, 2, wide));
        ck_assert_int_eq(memcmp(&wide[1], &alone[1], sizeof wide[1]), 0);
    }
    free(all);
    free_grid(&g);
}
END_TEST

START_TEST(a_search_from_all_is_the_best_of_each)
{
    grid g = make_grid();
    lf_found *best = malloc(GRID * sizeof *best);
    lf_context ctx;
    lf_nearest *nearest = NULL;

    lf_context_init(&ctx);
    ck_assert(lf_nearest_make(&ctx, g.graph, &nearest));
    for (int n = 0; n < GRID; n++)
        best[n] = (lf_found){.owner = LF_NO_OWNER, .cost_dm = UINT32_MAX};
    for (size_t s = 0; s < g.source_count; s++) {
        ck_assert(lf_nearest_search(&ctx, nearest, &g.sources[s], 1, 15000));
        for (uint32_t n = 0; n < GRID; n++) {
            const lf_found one = lf_nearest_at_node(nearest, n);

            if (lf_is_found(one) && (one.cost_dm < best[n].cost_dm ||
                                     (one.cost_dm == best[n].cost_dm && one.owner < best[n].owner)))
                best[n] = one;
        }
    }
    ck_assert(lf_nearest_search(&ctx, nearest, g.sources, g.source_count, 15000));
    for (uint32_t n = 0; n < GRID; n++)
        assert_same(lf_nearest_at_node(nearest, n), best[n]);
    free(best);
    lf_nearest_free(nearest);
    free_grid(&g);
}
END_TEST

/* ---- exact cases ---- */

START_TEST(the_limit_itself_is_within)
{
    const lf_node nodes[] = {{0, 0}, {100, 0}, {200, 0}};
    const lf_edge edges[] = {{0, 1, 1000, 1000, 1000}, {1, 2, 1000, 1000, 1000}};
    const lf_place home = {.edge = 0, .forward_dm = 400, .backward_dm = 600, .access_dm = 15};
    const lf_place shop = {.edge = 1, .forward_dm = 300, .backward_dm = 700, .access_dm = 4};
    const uint32_t cost_dm = 15 + 600 + 300 + 4;
    const lf_source source = {.place = shop, .owner = 9};
    const lf_opportunity jobs = {.place = shop, .weight = 2.5};
    const uint32_t limits[] = {cost_dm, cost_dm - 1};
    double reach[2];
    lf_context ctx;
    lf_graph *graph = NULL;
    lf_nearest *nearest = NULL;

    lf_context_init(&ctx);
    ck_assert(lf_graph_make(&ctx, nodes, 3, edges, 2, LF_BY_EFFORT, &graph));
    ck_assert(lf_nearest_make(&ctx, graph, &nearest));
    ck_assert(!lf_is_found(lf_nearest_at(nearest, &home)));
    ck_assert(lf_nearest_search(&ctx, nearest, &source, 1, cost_dm));
    ck_assert_uint_eq(lf_nearest_at(nearest, &home).owner, 9);
    ck_assert_uint_eq(lf_nearest_at(nearest, &home).cost_dm, cost_dm);
    ck_assert(lf_nearest_search(&ctx, nearest, &source, 1, cost_dm - 1));
    ck_assert(!lf_is_found(lf_nearest_at(nearest, &home)));
    ck_assert(lf_reach_run(&ctx, graph, &home, 1, &jobs, 1, limits, 2, reach));
    ck_assert_double_eq(reach[0], 2.5);
    ck_assert_double_eq(reach[1], 0.0);
    lf_nearest_free(nearest);
    lf_nearest_free(NULL);
    lf_graph_free(graph);
}
END_TEST

START_TEST(wrong_questions_are_refused)
{
    town t = random_town(1, 1);
    const lf_source no_owner = {.place = t.places[0], .owner = LF_NO_OWNER};
    const lf_source no_edge = {.place = {.edge = 999}, .owner = 0};
    lf_opportunity endless = {.place = t.places[0], .weight = 1.0 / 0.0};
    const lf_owner owner = {.places = &no_edge.place, .place_count = 1};
    const uint32_t limit_dm = 10;
    double out = -1.0;
    lf_context ctx;
    lf_nearest *nearest = NULL;

    lf_context_init(&ctx);
    ck_assert(lf_nearest_make(&ctx, t.graph, &nearest));
    ck_assert(!lf_nearest_search(&ctx, nearest, &no_owner, 1, 10));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    lf_clear_error(&ctx);
    ck_assert(!lf_nearest_search(&ctx, nearest, &no_edge, 1, 10));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    lf_clear_error(&ctx);
    ck_assert(!lf_nearest_each(&ctx, t.graph, &owner, 1, 10, note_shed, NULL));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    lf_clear_error(&ctx);
    ck_assert(!lf_reach_run(&ctx, t.graph, t.places, 1, &endless, 1, &limit_dm, 1, &out));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    lf_nearest_free(nearest);
    lf_graph_free(t.graph);
}
END_TEST

static bool refuse(void *user, size_t owner, const lf_nearest *nearest, int worker)
{
    (void)user;
    (void)nearest;
    (void)worker;
    return owner != 3;
}

START_TEST(a_stop_is_heard)
{
    grid g = make_grid();
    lf_owner owners[5];
    const uint32_t limit_dm = 100;
    const volatile sig_atomic_t stop = 1;
    double *out = malloc(GRID_EDGES * sizeof *out);
    lf_context ctx;

    lf_context_init(&ctx);
    for (int i = 0; i < 5; i++)
        owners[i] = (lf_owner){.places = g.places, .place_count = 1};
    ck_assert(!lf_nearest_each(&ctx, g.graph, owners, 5, 100, refuse, NULL));
    ck_assert(lf_nearest_each(&ctx, g.graph, owners, 3, 100, refuse, NULL));
    ctx.stop = &stop;
    ck_assert(!lf_reach_run(&ctx, g.graph, g.places, GRID_EDGES, g.offers, 1, &limit_dm, 1, out));
    ck_assert_int_eq(ctx.failure, LF_STOPPED);
    free(out);
    free_grid(&g);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search");
    TCase *cases = tcase_create("search");
    SRunner *runner;
    int failed;

    tcase_set_timeout(cases, 120.0);
    tcase_add_loop_test(cases, nearest_equals_brute_force, 0, CASES);
    tcase_add_loop_test(cases, reach_equals_brute_force, 0, CASES);
    tcase_add_loop_test(cases, lanes_on_the_core_or_not_equal_single_searches, 0, CASES);
    tcase_add_loop_test(cases, another_street_never_lengthens, 0, CASES);
    tcase_add_loop_test(cases, renumbering_changes_nothing, 0, CASES);
    tcase_add_test(cases, threads_change_nothing);
    tcase_add_test(cases, reach_does_not_depend_on_the_other_origins);
    tcase_add_test(cases, a_search_from_all_is_the_best_of_each);
    tcase_add_test(cases, the_limit_itself_is_within);
    tcase_add_test(cases, wrong_questions_are_refused);
    tcase_add_test(cases, a_stop_is_heard);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
