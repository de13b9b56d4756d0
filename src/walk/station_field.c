/*
 * Costs to every station near by. See station_field.h.
 */
#include "walk/station_field.h"

#include <stdlib.h>

#include "walk/nearest.h"
#include "walk/sources.h"

/* What the search of one station reached. */
typedef struct reach {
    lf_reached *item;
    size_t count;
} reach;

static bool keep_reach(void *user, size_t station, const lf_nearest *nearest, int worker)
{
    reach *out = &((reach *)user)[station];

    (void)worker;
    out->count = lf_nearest_reached_count(nearest);
    out->item = malloc((out->count + 1) * sizeof *out->item);
    if (out->item == NULL)
        return false;
    lf_nearest_reached(nearest, out->item);
    return true;
}

/* Sorts what the stations reached by junction; stations stay in order. */
static bool lay_out(const reach *reached, size_t stations, size_t nodes, lf_station_field *out)
{
    size_t count = 0;

    for (size_t s = 0; s < stations; s++)
        count += reached[s].count;
    out->first = calloc(nodes + 2, sizeof *out->first);
    out->cost = malloc((count + 1) * sizeof *out->cost);
    if (out->first == NULL || out->cost == NULL || count >= UINT32_MAX)
        return false;
    for (size_t s = 0; s < stations; s++)
        for (size_t i = 0; i < reached[s].count; i++)
            out->first[reached[s].item[i].node + 2]++;
    for (size_t n = 2; n < nodes + 2; n++)
        out->first[n] += out->first[n - 1];
    for (size_t s = 0; s < stations; s++)
        for (size_t i = 0; i < reached[s].count; i++)
            out->cost[out->first[reached[s].item[i].node + 1]++] =
                (lf_station_cost){.station = (uint32_t)s, .cost_dm = reached[s].item[i].cost_dm};
    return true;
}

static bool lay_edges(const lf_walk_job *job, const lf_owner *owner, lf_station_field *out)
{
    const size_t edges = job->network.edge_count, count = job->stations.access.count;

    out->edge_first = calloc(edges + 2, sizeof *out->edge_first);
    out->on_edge = malloc((count + 1) * sizeof *out->on_edge);
    out->on_edge_place = malloc((count + 1) * sizeof *out->on_edge_place);
    if (out->edge_first == NULL || out->on_edge == NULL || out->on_edge_place == NULL)
        return false;
    for (size_t s = 0; s < job->stations.count; s++)
        for (size_t p = 0; p < owner[s].place_count; p++)
            out->edge_first[owner[s].places[p].edge + 2]++;
    for (size_t e = 2; e < edges + 2; e++)
        out->edge_first[e] += out->edge_first[e - 1];
    for (size_t s = 0; s < job->stations.count; s++)
        for (size_t p = 0; p < owner[s].place_count; p++) {
            const uint32_t at = out->edge_first[owner[s].places[p].edge + 1]++;

            out->on_edge[at] = (lf_station_cost){.station = (uint32_t)s};
            out->on_edge_place[at] = owner[s].places[p];
        }
    return true;
}

/* The accesses of every station; `place` has room for all. */
static void list_owners(const lf_walk_job *job, lf_weight weight, lf_owner *owner, lf_place *place)
{
    size_t filled = 0;

    for (size_t s = 0; s < job->stations.count; s++) {
        const lf_thing *station = &job->stations.thing[s];

        owner[s] = (lf_owner){.places = place + filled, .place_count = station->access_count};
        for (uint32_t a = 0; a < station->access_count; a++)
            place[filled++] = lf_network_place(
                &job->network, &job->stations.access.item[station->access_first + a].join, weight);
    }
}

bool lf_station_field_make(const lf_walk_job *job, lf_weight weight, uint32_t limit_dm,
                           lf_station_field *out)
{
    const size_t stations = job->stations.count;
    const lf_graph *graph = lf_job_graph(job, weight);
    reach *reached = calloc(stations + 1, sizeof *reached);
    lf_owner *owner = calloc(stations + 1, sizeof *owner);
    lf_place *place = malloc((job->stations.access.count + 1) * sizeof *place);
    bool done = reached != NULL && owner != NULL && place != NULL;

    *out = (lf_station_field){.graph = graph, .limit_dm = limit_dm};
    if (done) {
        list_owners(job, weight, owner, place);
        done = lf_nearest_each(job->ctx, graph, owner, stations, limit_dm, keep_reach, reached) &&
               lay_out(reached, stations, graph->node_count, out) && lay_edges(job, owner, out);
    }
    if (!done && job->ctx->failure == LF_NO_FAILURE)
        lf_fail_memory(job->ctx);
    for (size_t s = 0; reached != NULL && s < stations; s++)
        free(reached[s].item);
    free(reached);
    free(owner);
    free(place);
    return done;
}

void lf_station_field_free(lf_station_field *field)
{
    free(field->first);
    free(field->cost);
    free(field->on_edge);
    free(field->on_edge_place);
    free(field->edge_first);
    *field = (lf_station_field){0};
}

static void lower(const lf_station_field *field, uint64_t cost_dm, uint32_t station, int weight,
                  lf_station_tally *tally)
{
    if (cost_dm <= field->limit_dm && cost_dm < tally[station].best_dm[weight])
        tally[station].best_dm[weight] = (uint32_t)cost_dm;
}

/* Stations beyond a junction, `leave_dm` away from the place. */
static void add_node(const lf_station_field *field, uint32_t rank, uint64_t leave_dm, int weight,
                     lf_station_tally *tally)
{
    const uint32_t node = field->graph->node[rank];

    if (leave_dm > field->limit_dm)
        return;
    for (uint32_t i = field->first[node]; i < field->first[node + 1]; i++)
        lower(field, leave_dm + field->cost[i].cost_dm, field->cost[i].station, weight, tally);
}

void lf_station_field_add(const lf_station_field *field, const lf_place *place, int weight,
                          lf_station_tally *tally)
{
    const lf_span *span = &field->graph->span[place->edge];

    add_node(field, span->from, lf_place_leave_from(span, place), weight, tally);
    add_node(field, span->to, lf_place_leave_to(span, place), weight, tally);
    for (uint32_t i = field->edge_first[place->edge]; i < field->edge_first[place->edge + 1]; i++)
        lower(field, lf_place_direct(span, place, &field->on_edge_place[i]),
              field->on_edge[i].station, weight, tally);
}
