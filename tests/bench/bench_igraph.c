/*
 * The three tasks with igraph's C library, asked the way that suits it best. igraph is GPL: it is
 * a yardstick here and never part of lifang.
 */
#include "work.h"

#ifdef HAVE_IGRAPH

#include <igraph/igraph.h>
#include <math.h>
#include <stdlib.h>

const char *const BENCH_IGRAPH_WAY =
    "igraph " IGRAPH_VERSION ", igraph_distances_dijkstra_cutoff. A: one more node for each "
    "category, joined to its facilities by arcs of length 0, one call from it (distances only, "
    "igraph does not say whose). B and C: one call for every 16 nodes.";

enum {
    TOGETHER = 16 /* nodes a call: amortises its set-up while the result stays small */
};

typedef struct igraph_work {
    const work *w;
    igraph_t graph;
    igraph_vector_t length;
    igraph_t with_category[CATEGORIES];
    igraph_vector_t length_with[CATEGORIES];
} igraph_work;

/* Directed with both directions of each street when a category's node is added (its arcs lead
   away only), undirected otherwise. */
static void build(igraph_work *g, int category, igraph_t *graph, igraph_vector_t *length)
{
    const maker_network *network = &g->w->network;
    const bool directed = category >= 0;
    const size_t extra = directed ? g->w->facility_count[category] : 0;
    const size_t count = network->edge_count * (directed ? 2 : 1) + extra;
    igraph_vector_int_t ends;
    igraph_integer_t at = 0;

    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * count));
    igraph_vector_init(length, (igraph_integer_t)count);
    for (size_t e = 0; e < network->edge_count; e++) {
        const maker_edge *edge = &network->edges[e];

        for (int way = 0; way < (directed ? 2 : 1); way++, at++) {
            VECTOR(ends)[2 * at] = way ? edge->to : edge->from;
            VECTOR(ends)[2 * at + 1] = way ? edge->from : edge->to;
            VECTOR(*length)[at] = edge->length_dm;
        }
    }
    for (size_t i = 0; i < extra; i++, at++) {
        VECTOR(ends)[2 * at] = (igraph_integer_t)network->node_count;
        VECTOR(ends)[2 * at + 1] = g->w->facility[category][i];
    }
    igraph_create(graph, &ends, (igraph_integer_t)network->node_count + directed, directed);
    igraph_vector_int_destroy(&ends);
}

static double run_nearest(igraph_work *g, answers *out)
{
    double took_ms = 0.0;

    for (int c = 0; c < CATEGORIES; c++) {
        igraph_matrix_t distance;
        double start;

        build(g, c, &g->with_category[c], &g->length_with[c]);
        igraph_matrix_init(&distance, 0, 0);
        start = bench_now_ms();
        igraph_distances_dijkstra_cutoff(&g->with_category[c], &distance,
                                         igraph_vss_1((igraph_integer_t)g->w->network.node_count),
                                         igraph_vss_all(), &g->length_with[c], IGRAPH_OUT,
                                         NEAREST_DM);
        for (size_t n = 0; n < g->w->network.node_count; n++) {
            const double dm = MATRIX(distance, 0, (igraph_integer_t)n);

            out->nearest_dm[c][n] = isfinite(dm) ? (uint32_t)dm : OUT_OF_REACH;
        }
        took_ms += bench_now_ms() - start;
        igraph_matrix_destroy(&distance);
        igraph_vector_destroy(&g->length_with[c]);
        igraph_destroy(&g->with_category[c]);
    }
    return took_ms;
}

static void search(const igraph_work *g, const uint32_t *nodes, size_t count, double cutoff_dm,
                   igraph_matrix_t *distance)
{
    igraph_vector_int_t from;

    igraph_vector_int_init(&from, (igraph_integer_t)count);
    for (size_t i = 0; i < count; i++)
        VECTOR(from)[i] = nodes[i];
    igraph_distances_dijkstra_cutoff(&g->graph, distance, igraph_vss_vector(&from),
                                     igraph_vss_all(), &g->length, IGRAPH_ALL, cutoff_dm);
    igraph_vector_int_destroy(&from);
}

/* Column by column, as the matrix lies in memory; each row is one facility's shed. */
static bool keep_sheds(const igraph_matrix_t *distance, size_t rows, size_t nodes, answers *out,
                       size_t first)
{
    size_t room[TOGETHER] = {0};

    for (size_t n = 0; n < nodes; n++) {
        for (size_t i = 0; i < rows; i++) {
            const double dm = MATRIX(*distance, (igraph_integer_t)i, (igraph_integer_t)n);
            const size_t owner = first + i;

            if (!isfinite(dm))
                continue;
            if (out->shed_count[owner] == room[i]) {
                void *more = realloc(out->shed[owner], (room[i] * 2 + 256) * sizeof(shed_node));

                if (more == NULL)
                    return false;
                out->shed[owner] = more;
                room[i] = room[i] * 2 + 256;
            }
            out->shed[owner][out->shed_count[owner]++] = (shed_node){(uint32_t)n, (uint32_t)dm};
        }
    }
    return true;
}

static bool run_sheds(igraph_work *g, answers *out, double *took_ms)
{
    const double start = bench_now_ms();
    igraph_matrix_t distance;
    bool ok = true;

    igraph_matrix_init(&distance, 0, 0);
    for (size_t s = 0; ok && s < SHEDS; s += TOGETHER) {
        const size_t count = SHEDS - s < TOGETHER ? SHEDS - s : TOGETHER;

        search(g, g->w->shed + s, count, SHED_DM, &distance);
        ok = keep_sheds(&distance, count, g->w->network.node_count, out, s);
    }
    igraph_matrix_destroy(&distance);
    *took_ms = bench_now_ms() - start;
    return ok;
}

/* Groups of neighbouring origins, the groups spread evenly over the city. */
static void run_reach(igraph_work *g, size_t wanted, answers *out, times *took)
{
    const work *w = g->w;
    const size_t groups = (w->origin_count + TOGETHER - 1) / TOGETHER;
    const size_t step = wanted >= w->origin_count ? 1 : w->origin_count / (wanted + 1) + 1;
    const double start = bench_now_ms();
    igraph_matrix_t distance;
    size_t done = 0;

    igraph_matrix_init(&distance, 0, 0);
    for (size_t group = 0; group < groups; group += step) {
        const size_t first = group * TOGETHER;
        const size_t left = w->origin_count - first;
        const size_t count = left < TOGETHER ? left : TOGETHER;

        search(g, w->origin + first, count, REACH_DM, &distance);
        for (size_t i = 0; i < count; i++)
            out->reach[first + i] = 0.0;
        for (size_t n = 0; n < w->network.node_count; n++) {
            for (size_t i = 0; i < count; i++) {
                if (isfinite(MATRIX(distance, (igraph_integer_t)i, (igraph_integer_t)n)))
                    out->reach[first + i] += w->jobs[n];
            }
        }
        done += count;
    }
    igraph_matrix_destroy(&distance);
    took->reach_origins = done;
    took->reach_ms = (bench_now_ms() - start) * (double)w->origin_count / (double)done;
}

bool bench_igraph(const work *w, size_t origins, answers *out, times *took)
{
    igraph_work g = {.w = w};
    const double start = bench_now_ms();
    bool ok;

    build(&g, -1, &g.graph, &g.length);
    took->build_ms = bench_now_ms() - start;
    took->nearest_ms = run_nearest(&g, out);
    ok = run_sheds(&g, out, &took->shed_ms);
    if (ok)
        run_reach(&g, origins, out, took);
    took->peak_mb = bench_peak_mb();
    igraph_vector_destroy(&g.length);
    igraph_destroy(&g.graph);
    return ok;
}

#else

const char *const BENCH_IGRAPH_WAY = "igraph was not there when this program was built.";

bool bench_igraph(const work *w, size_t origins, answers *out, times *took)
{
    (void)w;
    (void)origins;
    (void)out;
    (void)took;
    return false;
}

#endif
