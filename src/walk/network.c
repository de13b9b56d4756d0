/*
 * From streets to the walking network: shapes, costs, nodes, components.
 *
 * Reads the workspace only for options and rows. Must not know categories, homes or limits.
 */
#include "walk/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/pieces.h"

/* What laying out the edges counts along the way, for one edge. */
typedef struct edge_traits {
    bool sloped, stairs;
    int oneway; /* 0 both ways, 1 along the edge, -1 against it */
} edge_traits;

double lf_tobler_effort(double slope)
{
    const double s = fmin(fmax(slope, -LF_STEEPEST_SLOPE), LF_STEEPEST_SLOPE);

    return exp(3.5 * (fabs(s + 0.05) - 0.05));
}

uint32_t lf_decimetres(double length_m)
{
    const double dm = length_m * 10 + 0.5; /* cutting off what follows the point rounds */

    if (!(dm > 0))
        return 0;
    return dm < LF_NO_WAY - 1 ? (uint32_t)dm : LF_NO_WAY - 1;
}

/* A whole edge: never free, so that costs order everything along it. */
static uint32_t edge_decimetres(double length_m)
{
    const uint32_t dm = lf_decimetres(length_m);

    return dm > 0 ? dm : 1;
}

void lf_network_free(lf_network *network)
{
    if (network == NULL)
        return;
    lf_streets_free(&network->streets);
    lf_components_free(&network->components);
    lf_findings_free(&network->findings);
    free(network->node);
    free(network->edge);
    free(network->first_point);
    free(network->point);
    free(network->point_edge);
    free(network->point_street);
    free(network->joinable);
    free(network->first_edge);
    free(network->edge_at);
    *network = (lf_network){0};
}

/* ---- costs of a segment ---- */

/* Adds the segment from `from` to `to` of a street to the costs of the point before it. */
static lf_edge_point walk_on(lf_network *network, const lf_network_options *options,
                             const lf_street *street, const lf_edge_point *before,
                             const lf_stop *from, const lf_stop *to, edge_traits *traits)
{
    const double length_m = hypot(to->x_m - from->x_m, to->y_m - from->y_m) * street->ground_scale;
    const double slope = length_m > 0 ? (to->z_m - from->z_m) / length_m : 0;
    double forward = 1, back = 1;

    if (street->stairs) {
        forward = back = options->speed_m_per_min / options->stairs_speed_m_per_min;
        traits->stairs = true;
    } else if (options->slope && isfinite(slope)) {
        forward = lf_tobler_effort(slope);
        back = lf_tobler_effort(-slope);
        traits->sloped = traits->sloped || street->draped;
        network->steep_segments += fabs(slope) > LF_STEEPEST_SLOPE;
    }
    return (lf_edge_point){.x_m = to->x_m,
                           .y_m = to->y_m,
                           .length_m = before->length_m + length_m,
                           .forward_m = before->forward_m + length_m * forward * street->factor,
                           .back_m = before->back_m + length_m * back * street->factor};
}

/* ---- edges ---- */

/* Appends the stops of a leg to the shape; `points` counts the points so far. */
static void lay_leg(lf_network *network, const lf_network_options *options,
                    const lf_junctions *junctions, const lf_chains *chains, lf_leg leg,
                    uint32_t edge, size_t *points, edge_traits *traits)
{
    const lf_piece *piece = &chains->piece[leg.piece];
    const lf_street *street = &network->streets.street[piece->street];
    const uint32_t segments = piece->last - piece->first;

    if (*points == network->first_point[edge]) {
        const lf_stop *at = &junctions->stop[leg.backward ? piece->last : piece->first];

        network->point[*points] = (lf_edge_point){.x_m = at->x_m, .y_m = at->y_m};
        network->point_edge[(*points)++] = edge;
        traits->oneway = leg.backward ? -street->oneway_foot : street->oneway_foot;
    }
    for (uint32_t i = 0; i < segments; i++) {
        const lf_stop *from = &junctions->stop[leg.backward ? piece->last - i : piece->first + i];
        const lf_stop *to = leg.backward ? from - 1 : from + 1;

        network->point_street[*points - 1] = piece->street;
        network->point[*points] =
            walk_on(network, options, street, &network->point[*points - 1], from, to, traits);
        network->point_street[*points] = piece->street;
        network->point_edge[(*points)++] = edge;
    }
}

static void close_edge(lf_network *network, uint32_t edge, const lf_edge_point *last,
                       const edge_traits *traits)
{
    lf_edge *out = &network->edge[edge];

    out->length_dm = edge_decimetres(last->length_m);
    out->effort_forward_dm = traits->oneway < 0 ? LF_NO_WAY : edge_decimetres(last->forward_m);
    out->effort_backward_dm = traits->oneway > 0 ? LF_NO_WAY : edge_decimetres(last->back_m);
    network->length_m += last->length_m;
    network->sloped_edges += traits->sloped;
    network->stairs_edges += traits->stairs;
    network->oneway_edges += traits->oneway != 0;
    if ((traits->oneway >= 0 && out->effort_forward_dm != out->length_dm) ||
        (traits->oneway <= 0 && out->effort_backward_dm != out->length_dm))
        network->effort_is_length = false;
}

/* Edges end at nodes that the chains run past no longer: numbers those that are left. */
static void number_nodes(lf_network *network, const lf_junctions *junctions,
                         const lf_chains *chains, uint32_t *node_of)
{
    for (size_t n = 0; n < junctions->node_count; n++)
        node_of[n] = LF_NO_NODE;
    for (size_t e = 0; e < chains->chain_count; e++) {
        const uint32_t end[2] = {lf_chain_from(chains, e), lf_chain_to(chains, e)};
        const uint32_t point[2] = {network->first_point[e], network->first_point[e + 1] - 1};

        for (int i = 0; i < 2; i++)
            if (node_of[end[i]] == LF_NO_NODE) {
                node_of[end[i]] = (uint32_t)network->node_count;
                network->node[network->node_count++] = (lf_node){
                    .x_m = network->point[point[i]].x_m, .y_m = network->point[point[i]].y_m};
            }
        network->edge[e].from = node_of[end[0]];
        network->edge[e].to = node_of[end[1]];
    }
}

static bool make_room(lf_network *network, const lf_junctions *junctions, const lf_chains *chains)
{
    const size_t points = junctions->first[junctions->line_count] + chains->chain_count + 1;

    network->node = malloc(((size_t)junctions->node_count + 1) * sizeof *network->node);
    network->edge = malloc((chains->chain_count + 1) * sizeof *network->edge);
    network->first_point = malloc((chains->chain_count + 1) * sizeof *network->first_point);
    network->point = malloc(points * sizeof *network->point);
    network->point_edge = malloc(points * sizeof *network->point_edge);
    network->point_street = malloc(points * sizeof *network->point_street);
    return network->node != NULL && network->edge != NULL && network->first_point != NULL &&
           network->point != NULL && network->point_edge != NULL && network->point_street != NULL;
}

static bool lay_edges(lf_context *ctx, lf_network *network, const lf_network_options *options,
                      const lf_junctions *junctions, const lf_chains *chains)
{
    uint32_t *node_of = malloc(((size_t)junctions->node_count + 1) * sizeof *node_of);
    size_t points = 0;

    if (node_of == NULL || !make_room(network, junctions, chains)) {
        free(node_of);
        return lf_fail_memory(ctx);
    }
    network->edge_count = chains->chain_count;
    network->effort_is_length = true;
    for (uint32_t e = 0; e < chains->chain_count; e++) {
        edge_traits traits = {0};

        network->first_point[e] = (uint32_t)points;
        for (uint32_t l = chains->first[e]; l < chains->first[e + 1]; l++)
            lay_leg(network, options, junctions, chains, chains->leg[l], e, &points, &traits);
        close_edge(network, e, &network->point[points - 1], &traits);
    }
    network->first_point[chains->chain_count] = (uint32_t)points;
    number_nodes(network, junctions, chains, node_of);
    free(node_of);
    return true;
}

/* ---- what lies at a node, what hangs together ---- */

static bool list_edges(lf_context *ctx, lf_network *network)
{
    uint32_t *first = calloc(network->node_count + 2, sizeof *first);
    uint32_t *edge_at = malloc((network->edge_count * 2 + 1) * sizeof *edge_at);

    network->first_edge = first;
    network->edge_at = edge_at;
    if (first == NULL || edge_at == NULL)
        return lf_fail_memory(ctx);
    for (size_t e = 0; e < network->edge_count; e++) {
        first[network->edge[e].from + 1]++;
        first[network->edge[e].to + 1]++;
    }
    for (size_t n = 0; n <= network->node_count; n++)
        first[n + 1] += first[n];
    for (uint32_t e = (uint32_t)network->edge_count; e-- > 0;) {
        edge_at[--first[network->edge[e].from + 1]] = e;
        edge_at[--first[network->edge[e].to + 1]] = e;
    }
    /* first[n + 1] now is where node n begins */
    memmove(first, first + 1, (network->node_count + 1) * sizeof *first);
    first[network->node_count] = (uint32_t)(network->edge_count * 2);
    return true;
}

static bool find_components(lf_context *ctx, lf_network *network, const lf_network_options *options)
{
    if (!lf_components_make(ctx, network->node_count, network->edge, network->edge_count,
                            &network->components))
        return false;
    network->joinable = calloc((size_t)network->components.count + 1, sizeof *network->joinable);
    if (network->joinable == NULL)
        return lf_fail_memory(ctx);
    for (uint32_t c = 0; c < network->components.count; c++)
        network->joinable[c] =
            (double)network->components.length_dm[c] / 10 >= options->min_component_m;
    return true;
}

bool lf_network_make(lf_context *ctx, lf_streets *streets, const lf_network_options *options,
                     lf_network *out)
{
    const lf_junction_rules rules = {.touch_tolerance_m = options->touch_tolerance_m,
                                     .near_miss_m = options->near_miss_m,
                                     .ground_scale = options->ground_scale};
    lf_junctions junctions = {0};
    lf_chains chains = {0};
    bool done = false;

    *out = (lf_network){.streets = *streets, .ground_scale = options->ground_scale};
    *streets = (lf_streets){0};
    if (!lf_junctions_make(ctx, &out->streets, &rules, &out->findings, &junctions) ||
        !lf_chains_make(ctx, &out->streets, &junctions, &chains) ||
        !lay_edges(ctx, out, options, &junctions, &chains) || !list_edges(ctx, out) ||
        !find_components(ctx, out, options))
        goto done;
    out->touches_joined = junctions.touches_joined;
    out->crossings_joined = junctions.crossings_joined;
    done = true;
done:
    lf_junctions_free(&junctions);
    lf_chains_free(&chains);
    if (!done)
        lf_network_free(out);
    return done;
}

bool lf_network_options_read(lf_context *ctx, lf_workspace *workspace, lf_network_options *out)
{
    char *slope = NULL;

    *out = (lf_network_options){0};
    if (!lf_setting_real(ctx, workspace, "walking.speed_m_per_min", &out->speed_m_per_min) ||
        !lf_setting_real(ctx, workspace, "walking.stairs_speed_m_per_min",
                         &out->stairs_speed_m_per_min) ||
        !lf_setting_real(ctx, workspace, "walking.touch_tolerance_m", &out->touch_tolerance_m) ||
        !lf_setting_real(ctx, workspace, "walking.near_miss_m", &out->near_miss_m) ||
        !lf_setting_real(ctx, workspace, "walking.min_component_m", &out->min_component_m) ||
        !lf_setting_real(ctx, workspace, "ground_scale", &out->ground_scale) ||
        !lf_setting_text(ctx, workspace, "walking.slope", &slope))
        return false;
    out->slope = slope != NULL && strcmp(slope, "tobler") == 0;
    free(slope);
    return true;
}

bool lf_network_read(lf_context *ctx, lf_workspace *workspace, const lf_network_options *options,
                     lf_network *out)
{
    lf_streets streets;

    *out = (lf_network){0};
    if (!lf_streets_read(ctx, workspace, &streets) || !lf_network_make(ctx, &streets, options, out))
        return false;
    lf_info(ctx, "walk: %zu edges, %zu nodes, %.1f km in %u components; slope on %zu edges",
            out->edge_count, out->node_count, out->length_m / 1000, out->components.count,
            out->sloped_edges);
    if (out->steep_segments > 0)
        lf_info(ctx, "walk: %zu segments steeper than %.0f %% taken as that", out->steep_segments,
                LF_STEEPEST_SLOPE * 100);
    return true;
}

/* ---- places ---- */

static double between(double a, double b, double t)
{
    return a + t * (b - a);
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

lf_place lf_network_place(const lf_network *network, const lf_join *join, lf_weight weight)
{
    const lf_edge_point *at = &network->point[join->point];
    const uint32_t edge_index = network->point_edge[join->point];
    const lf_edge *edge = &network->edge[edge_index];
    const double t = join->t;
    uint32_t forward_dm = edge->length_dm, back_dm = edge->length_dm;
    double forward_m, back_m;

    if (weight == LF_BY_LENGTH) {
        forward_m = back_m = between(at[0].length_m, at[1].length_m, t);
    } else {
        forward_m = between(at[0].forward_m, at[1].forward_m, t);
        back_m = between(at[0].back_m, at[1].back_m, t);
        forward_dm = edge->effort_forward_dm;
        back_dm = edge->effort_backward_dm;
    }
    return (lf_place){.edge = edge_index,
                      .forward_dm = edge->effort_forward_dm == LF_NO_WAY
                                        ? 0
                                        : least(lf_decimetres(forward_m), forward_dm),
                      .backward_dm = edge->effort_backward_dm == LF_NO_WAY
                                         ? 0
                                         : back_dm - least(lf_decimetres(back_m), back_dm),
                      .access_dm = lf_decimetres(join->access_m)};
}

void lf_network_point(const lf_network *network, const lf_join *join, double *x_m, double *y_m)
{
    const lf_edge_point *at = &network->point[join->point];

    *x_m = join->t >= 1 ? at[1].x_m : between(at[0].x_m, at[1].x_m, join->t);
    *y_m = join->t >= 1 ? at[1].y_m : between(at[0].y_m, at[1].y_m, join->t);
}

const char *lf_network_street_id(const lf_network *network, const lf_join *join)
{
    return lf_street_id(&network->streets, network->point_street[join->point]);
}

int lf_network_level(const lf_network *network, uint32_t point)
{
    return network->streets.street[network->point_street[point]].level;
}

bool lf_network_is_joinable(const lf_network *network, uint32_t edge)
{
    return network->joinable[network->components.of_node[network->edge[edge].from]];
}
