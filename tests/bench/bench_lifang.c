/*
 * The three tasks with Lifang.
 */
#include "work.h"
#include "walk/nearest.h"
#include "walk/reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPEATS_MOST = 99 };

typedef struct lifang_work {
    const work *w;
    lf_context *ctx;
    lf_graph *graph;
    lf_place *node_place; /* of each node: an end of one of its edges */
    lf_source *sources[CATEGORIES];
    lf_owner *owners;
    lf_place *origins;
    lf_opportunity *jobs;
    size_t job_count;
    lf_found *found[CATEGORIES];
    answers *out;
} lifang_work;

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

static double median_ms(double *ms, int count)
{
    qsort(ms, (size_t)count, sizeof *ms, by_size);
    return ms[count / 2];
}

/* ---- the network and the questions ---- */

static bool build_graph(lifang_work *l)
{
    const maker_network *network = &l->w->network;
    lf_node *nodes = malloc(network->node_count * sizeof *nodes);
    lf_edge *edges = malloc((network->edge_count + 1) * sizeof *edges);
    bool ok = false;

    if (nodes != NULL && edges != NULL) {
        for (size_t n = 0; n < network->node_count; n++)
            nodes[n] = (lf_node){network->nodes[n].x_m, network->nodes[n].y_m};
        for (size_t e = 0; e < network->edge_count; e++) {
            const maker_edge *edge = &network->edges[e];

            edges[e] =
                (lf_edge){edge->from, edge->to, edge->length_dm, edge->length_dm, edge->length_dm};
        }
        ok = lf_graph_make(l->ctx, nodes, network->node_count, edges, network->edge_count,
                           LF_BY_LENGTH, &l->graph);
    }
    free(nodes);
    free(edges);
    return ok;
}

/* The place of each node; one without streets has none (edge UINT32_MAX) and is asked nothing. */
static bool place_nodes(lifang_work *l)
{
    const maker_network *network = &l->w->network;

    l->node_place = malloc(network->node_count * sizeof *l->node_place);
    if (l->node_place == NULL)
        return false;
    for (size_t n = 0; n < network->node_count; n++)
        l->node_place[n] = (lf_place){.edge = UINT32_MAX};
    for (size_t e = 0; e < network->edge_count; e++) {
        const maker_edge *edge = &network->edges[e];

        l->node_place[edge->from] =
            (lf_place){.edge = (uint32_t)e, .forward_dm = 0, .backward_dm = edge->length_dm};
        l->node_place[edge->to] =
            (lf_place){.edge = (uint32_t)e, .forward_dm = edge->length_dm, .backward_dm = 0};
    }
    return true;
}

static bool has_street(const lifang_work *l, uint32_t node)
{
    return l->node_place[node].edge != UINT32_MAX;
}

static bool ask(lifang_work *l)
{
    const work *w = l->w;
    const size_t nodes = w->network.node_count;

    for (int c = 0; c < CATEGORIES; c++) {
        l->sources[c] = malloc((w->facility_count[c] + 1) * sizeof *l->sources[c]);
        l->found[c] = malloc(nodes * sizeof *l->found[c]);
        if (l->sources[c] == NULL || l->found[c] == NULL)
            return false;
        for (size_t i = 0; i < w->facility_count[c]; i++)
            l->sources[c][i] = (lf_source){l->node_place[w->facility[c][i]], (uint32_t)i};
    }
    l->owners = malloc(SHEDS * sizeof *l->owners);
    l->origins = malloc((w->origin_count + 1) * sizeof *l->origins);
    l->jobs = malloc(nodes * sizeof *l->jobs);
    if (l->owners == NULL || l->origins == NULL || l->jobs == NULL)
        return false;
    for (int s = 0; s < SHEDS; s++)
        l->owners[s] = (lf_owner){&l->node_place[w->shed[s]], 1};
    for (size_t o = 0; o < w->origin_count; o++)
        l->origins[o] = l->node_place[w->origin[o]];
    for (uint32_t n = 0; n < nodes; n++) {
        if (has_street(l, n) && w->jobs[n] > 0)
            l->jobs[l->job_count++] = (lf_opportunity){l->node_place[n], w->jobs[n]};
    }
    return true;
}

/* ---- the tasks ---- */

static bool run_nearest(lifang_work *l)
{
    lf_nearest_task tasks[CATEGORIES];

    for (int c = 0; c < CATEGORIES; c++)
        tasks[c] = (lf_nearest_task){.sources = l->sources[c],
                                     .source_count = l->w->facility_count[c],
                                     .limit_dm = NEAREST_DM,
                                     .out = l->found[c]};
    return lf_nearest_run(l->ctx, l->graph, tasks, CATEGORIES);
}

static bool keep_shed(void *user, size_t owner, const lf_nearest *nearest, int worker)
{
    answers *out = user;
    const size_t count = lf_nearest_reached_count(nearest);
    shed_node *shed = malloc((count + 1) * sizeof *shed);

    (void)worker;
    _Static_assert(sizeof(shed_node) == sizeof(lf_reached), "both are node and decimetres");
    if (shed == NULL)
        return false;
    lf_nearest_reached(nearest, (lf_reached *)shed);
    free(out->shed[owner]);
    out->shed[owner] = shed;
    out->shed_count[owner] = count;
    return true;
}

static bool run_sheds(lifang_work *l)
{
    return lf_nearest_each(l->ctx, l->graph, l->owners, SHEDS, SHED_DM, keep_shed, l->out);
}

static bool run_reach(lifang_work *l)
{
    const uint32_t limit_dm = REACH_DM;

    return lf_reach_run(l->ctx, l->graph, l->origins, l->w->origin_count, l->jobs, l->job_count,
                        &limit_dm, 1, l->out->reach);
}

static bool time_task(lifang_work *l, bool (*task)(lifang_work *), int repeats, double *out_ms)
{
    double ms[REPEATS_MOST];

    if (repeats > REPEATS_MOST)
        repeats = REPEATS_MOST;
    for (int i = 0; i < repeats; i++) {
        const double start = bench_now_ms();

        if (!task(l))
            return false;
        ms[i] = bench_now_ms() - start;
    }
    *out_ms = median_ms(ms, repeats);
    return true;
}

static void free_work(lifang_work *l)
{
    for (int c = 0; c < CATEGORIES; c++) {
        free(l->sources[c]);
        free(l->found[c]);
    }
    free(l->node_place);
    free(l->owners);
    free(l->origins);
    free(l->jobs);
    lf_graph_free(l->graph);
}

bool bench_lifang(const work *w, int threads, int repeats, answers *out, times *took)
{
    lf_context ctx;
    lifang_work l = {.w = w, .ctx = &ctx, .out = out};
    double start;
    bool ok = false;

    lf_context_init(&ctx);
    ctx.threads = threads;
    start = bench_now_ms();
    if (!build_graph(&l))
        goto done;
    took->build_ms = bench_now_ms() - start;
    if (!place_nodes(&l) || !ask(&l) || !time_task(&l, run_nearest, repeats, &took->nearest_ms) ||
        !time_task(&l, run_sheds, repeats, &took->shed_ms) ||
        !time_task(&l, run_reach, repeats, &took->reach_ms))
        goto done;
    took->reach_origins = w->origin_count;
    took->peak_mb = bench_peak_mb();
    for (int c = 0; c < CATEGORIES; c++) {
        for (size_t n = 0; n < w->network.node_count; n++)
            out->nearest_dm[c][n] =
                lf_is_found(l.found[c][n]) ? l.found[c][n].cost_dm : OUT_OF_REACH;
    }
    ok = true;
done:
    if (!ok)
        fprintf(stderr, "lifang-bench: %s\n", ctx.error);
    free_work(&l);
    return ok;
}
