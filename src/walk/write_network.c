/*
 * Writes what there is to say about the network itself: facts, components, doubts.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "walk/job.h"

/* ---- problems ---- */

enum { WKB_POINT_SIZE = 21 };

/* Well-known binary of a point in this machine's byte order. */
static void point_wkb(double x, double y, unsigned char out[WKB_POINT_SIZE])
{
    const uint16_t one = 1;
    const uint32_t type = 1;

    memcpy(out, &one, 1);
    memcpy(out + 1, &type, sizeof type);
    memcpy(out + 5, &x, sizeof x);
    memcpy(out + 13, &y, sizeof y);
}

bool lf_problem_insert(lf_walk_job *job, lf_statement **out)
{
    return lf_prepare(
        job->ctx, job->workspace,
        "INSERT INTO walk_problem (kind, layer, id, detail, detail_zh, distance_m, geom) "
        "VALUES (?1, ?2, ?3, ?4, ?7, ?5, ?6)",
        out);
}

bool lf_problem_add(lf_walk_job *job, lf_statement *insert, const char *kind, const char *layer,
                    const char *id, const char *detail, double distance_m, double x_m, double y_m)
{
    unsigned char wkb[WKB_POINT_SIZE];
    void *blob = NULL;
    size_t size = 0;
    bool done;

    point_wkb(x_m, y_m, wkb);
    if (detail == NULL)
        return lf_fail_memory(job->ctx);
    if (!lf_blob_from_wkb(job->ctx, lf_workspace_srid(job->workspace), wkb, sizeof wkb, false,
                          &blob, &size))
        return false;
    lf_bind_text(insert, 1, kind);
    lf_bind_text(insert, 2, layer);
    lf_bind_text(insert, 3, id);
    lf_bind_text(insert, 4, detail);
    lf_bind_real(insert, 5, distance_m);
    lf_bind_blob(insert, 6, blob, size);
    char *chinese = lf_words_retell(job->ctx->chinese, detail);
    lf_bind_text(insert, 7, chinese);
    free(chinese);
    done = lf_statement_do(job->ctx, insert);
    free(blob);
    return done;
}

static char *describe(const lf_network *network, const lf_finding *finding)
{
    const char *other = lf_street_id(&network->streets, finding->other);

    switch (finding->kind) {
    case LF_LONG_SEGMENT:
        return lf_copyf(N_("a segment of %.0f km was dropped: no street is that long"),
                        finding->distance_m / 1000);
    case LF_LEVEL_DIFFERENCE:
        return lf_copyf(
            N_("shares a vertex with street %s on another level and is not joined to it"), other);
    case LF_END_UNDER_LEVEL:
        return lf_copyf(
            N_("ends at street %s, which lies on another level, and is not joined to it"), other);
    case LF_UNJOINED_CROSSING:
        return lf_copyf(
            N_("crosses street %s on the same level without a common vertex; joined only "
               "when the source says crossings: join"),
            other);
    case LF_NEAR_MISS:
        return lf_copyf(N_("ends %.2f m from street %s without joining it"), finding->distance_m,
                        other);
    case LF_FINDING_KINDS:
        break;
    }
    return NULL;
}

static double told_distance(const lf_finding *finding)
{
    const bool has = finding->kind != LF_LEVEL_DIFFERENCE && finding->kind != LF_UNJOINED_CROSSING;

    return has ? finding->distance_m : NAN;
}

static bool write_findings(lf_walk_job *job, lf_statement *insert)
{
    const lf_network *network = &job->network;
    const lf_findings *findings = &network->findings;

    for (size_t f = 0; f < findings->count; f++) {
        const lf_finding *finding = &findings->item[f];
        char *detail = describe(network, finding);
        const bool done = lf_problem_add(job, insert, lf_finding_name(finding->kind), "streets",
                                         lf_street_id(&network->streets, finding->street), detail,
                                         told_distance(finding), finding->x_m, finding->y_m);

        free(detail);
        if (!done)
            return false;
    }
    return true;
}

/* Says in words what was not kept, and what a planner should look at first. */
static bool notice_findings(lf_walk_job *job)
{
    const size_t *total = job->network.findings.total;

    for (int kind = 0; kind < LF_FINDING_KINDS; kind++)
        if (total[kind] > LF_FINDINGS_KEPT &&
            !lf_notice(job->ctx, job->workspace, "walk", "streets",
                       "%zu problems of kind %s were found; the first %d are listed", total[kind],
                       lf_finding_name((lf_finding_kind)kind), LF_FINDINGS_KEPT))
            return false;
    if (total[LF_UNJOINED_CROSSING] > 0 &&
        !lf_notice(
            job->ctx, job->workspace, "walk", "streets",
            "%zu crossings on one level have no common vertex and are not joined; where they "
            "are real junctions, set crossings: join for the source",
            total[LF_UNJOINED_CROSSING]))
        return false;
    return total[LF_LONG_SEGMENT] == 0 ||
           lf_notice(job->ctx, job->workspace, "walk", "streets",
                     "%zu segments longer than %.0f km were dropped", total[LF_LONG_SEGMENT],
                     LF_LONGEST_SEGMENT_M / 1000);
}

/* ---- components ---- */

typedef struct component_row {
    uint32_t component; /* as the core numbers it */
    uint64_t length_dm;
    uint32_t edges, homes;
    uint32_t first_point; /* of its first edge */
    double residents;     /* NaN: nobody says */
} component_row;

static int by_length(const void *a, const void *b)
{
    const component_row *left = a, *right = b;

    if (left->length_dm != right->length_dm)
        return left->length_dm > right->length_dm ? -1 : 1;
    return (left->component > right->component) - (left->component < right->component);
}

static component_row *count_components(const lf_walk_job *job)
{
    const lf_network *network = &job->network;
    const lf_components *components = &network->components;
    component_row *row = calloc((size_t)components->count + 1, sizeof *row);

    if (row == NULL)
        return NULL;
    for (uint32_t c = 0; c < components->count; c++)
        row[c] = (component_row){
            .component = c, .length_dm = components->length_dm[c], .residents = NAN};
    for (size_t e = 0; e < network->edge_count; e++) {
        component_row *at = &row[components->of_node[network->edge[e].from]];

        if (at->edges++ == 0)
            at->first_point = network->first_point[e];
    }
    for (size_t h = 0; h < job->homes.count; h++) {
        const lf_thing *home = &job->homes.thing[h];
        component_row *at;

        if (home->access_count == 0)
            continue;
        at = &row[components->of_node
                      [network
                           ->edge[network->point_edge[job->homes.access.item[home->access_first]
                                                          .join.point]]
                           .from]];
        at->homes++;
        if (!isnan(home->weight))
            at->residents = (isnan(at->residents) ? 0 : at->residents) + home->weight;
    }
    qsort(row, components->count, sizeof *row, by_length);
    return row;
}

static bool write_component(lf_walk_job *job, lf_statement *insert, lf_statement *problem,
                            const component_row *row, uint32_t number)
{
    const lf_network *network = &job->network;
    const lf_edge_point *at = &network->point[row->first_point];
    const bool joinable = network->joinable[row->component];
    char *detail;
    bool done;

    lf_bind_integer(insert, 1, number);
    lf_bind_integer(insert, 2, row->edges);
    lf_bind_real(insert, 3, (double)row->length_dm / 10);
    lf_bind_integer(insert, 4, joinable);
    lf_bind_integer(insert, 5, row->homes);
    lf_bind_real(insert, 6, row->residents);
    if (!lf_statement_do(job->ctx, insert))
        return false;
    if (joinable || row->edges == 0 || number > LF_FINDINGS_KEPT)
        return true;
    detail =
        lf_copyf(N_("%u edges of %.0f m in all hang together with nothing else; too short to be "
                    "joined to (walking.min_component_m)"),
                 row->edges, (double)row->length_dm / 10);
    done = lf_problem_add(job, problem, "small_component", "streets",
                          lf_street_id(&network->streets, network->point_street[row->first_point]),
                          detail, (double)row->length_dm / 10, at->x_m, at->y_m);
    free(detail);
    return done;
}

static bool write_components(lf_walk_job *job, lf_statement *problem)
{
    component_row *row = count_components(job);
    lf_statement *insert = NULL;
    bool done = row != NULL || lf_fail_memory(job->ctx);

    done = done && lf_prepare(job->ctx, job->workspace,
                              "INSERT INTO walk_component (component, edges, length_m, joinable, "
                              "homes, residents) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                              &insert);
    for (uint32_t c = 0; done && c < job->network.components.count; c++)
        done = write_component(job, insert, problem, &row[c], c + 1);
    lf_statement_close(insert);
    free(row);
    return done;
}

/* ---- facts ---- */

static bool write_facts(lf_walk_job *job)
{
    const lf_network *network = &job->network;
    const size_t *total = network->findings.total;
    size_t joinable = 0;
    lf_statement *insert = NULL;
    bool done;

    for (uint32_t c = 0; c < network->components.count; c++)
        joinable += network->joinable[c];
    const struct {
        const char *name;
        double value;
        const char *unit;
    } fact[] = {
        {"components", network->components.count, NULL},
        {"components_joinable", (double)joinable, NULL},
        {"crossings_joined", (double)network->crossings_joined, NULL},
        {"crossings_unjoined", (double)total[LF_UNJOINED_CROSSING], NULL},
        {"edges", (double)network->edge_count, NULL},
        {"edges_oneway", (double)network->oneway_edges, NULL},
        {"edges_sloped", (double)network->sloped_edges, NULL},
        {"edges_stairs", (double)network->stairs_edges, NULL},
        {"ends_at_other_level", (double)total[LF_END_UNDER_LEVEL], NULL},
        {"homes", (double)job->homes.count, NULL},
        {"homes_joined", (double)job->homes.joined, NULL},
        {"length_km", network->length_m / 1000, "km"},
        {"level_differences", (double)total[LF_LEVEL_DIFFERENCE], NULL},
        {"near_misses", (double)total[LF_NEAR_MISS], NULL},
        {"nodes", (double)network->node_count, NULL},
        {"segments_dropped", (double)total[LF_LONG_SEGMENT], NULL},
        {"segments_too_steep", (double)network->steep_segments, NULL},
        {"streets", (double)network->streets.street_count, NULL},
        {"touches_joined", (double)network->touches_joined, NULL},
    };
    done = lf_prepare(job->ctx, job->workspace,
                      "INSERT INTO walk_fact (name, value, unit) VALUES (?1, ?2, ?3)", &insert);
    for (size_t f = 0; done && f < sizeof fact / sizeof fact[0]; f++) {
        lf_bind_text(insert, 1, fact[f].name);
        lf_bind_real(insert, 2, fact[f].value);
        lf_bind_text(insert, 3, fact[f].unit);
        done = lf_statement_do(job->ctx, insert);
    }
    lf_statement_close(insert);
    return done;
}

bool lf_write_network(lf_walk_job *job)
{
    lf_statement *problem = NULL;
    const bool done = lf_problem_insert(job, &problem) && write_findings(job, problem) &&
                      notice_findings(job) && write_components(job, problem) && write_facts(job);

    lf_statement_close(problem);
    return done;
}
