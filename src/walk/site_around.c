/*
 * What lies around a candidate site: stations, jobs, and facilities with a known capacity.
 *
 * Part of the walk of candidate sites.
 */
#include <math.h>
#include <stdlib.h>

#include "walk/grow.h"
#include "walk/mirror.h"
#include "walk/site.h"

/* ---- things by edge ---- */

bool lf_site_ends_make(const lf_walk_audit *walk, const lf_things *things, const bool *wanted,
                       lf_weight weight, lf_site_ends *out)
{
    const lf_network *network = &walk->job.network;
    uint32_t *next = calloc(network->edge_count + 2, sizeof *next);

    out->first = next;
    out->end = malloc((things->access.count + 1) * sizeof *out->end);
    if (out->end == NULL || next == NULL)
        return false;
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t t = 0; t < things->count; t++)
            for (uint32_t i = 0; i < things->thing[t].access_count; i++) {
                const lf_join *join = &things->access.item[things->thing[t].access_first + i].join;
                const lf_place place = lf_network_place(network, join, weight);

                if (wanted != NULL && !wanted[t])
                    continue;
                if (fill)
                    out->end[next[place.edge + 1]++] = (lf_site_end){
                        .thing = t, .place = lf_mirror_place(&walk->mirror[weight], &place)};
                else
                    next[place.edge + 2]++;
            }
        for (size_t e = 2; !fill && e < network->edge_count + 2; e++)
            next[e] += next[e - 1];
    }
    return true;
}

void lf_site_ends_free(lf_site_ends *ends)
{
    free(ends->end);
    free(ends->first);
    *ends = (lf_site_ends){0};
}

/* ---- searching from the site ---- */

static bool search(const lf_walk_audit *walk, lf_site_worker *worker, const lf_site *site,
                   lf_weight weight)
{
    const size_t count = lf_site_access_count(site);
    lf_source *source = malloc((count + 1) * sizeof *source);
    bool done = source != NULL || lf_fail_memory(&worker->ctx);

    for (size_t a = 0; done && a < count; a++) {
        const lf_place place = lf_site_place(walk, site, a, weight);

        source[a] = (lf_source){.place = lf_mirror_place(&walk->mirror[weight], &place)};
    }
    done = done && lf_nearest_search(&worker->ctx, worker->forward[weight], source, count,
                                     lf_limit_decimetres(walk->forward_m[weight]));
    free(source);
    return done;
}

bool lf_site_visit_edges(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                         lf_weight weight, uint32_t within_dm, lf_site_edge_body *body, void *user)
{
    const lf_network *network = &walk->job.network;
    const size_t count = lf_nearest_reached_count(worker->forward[weight]);
    const uint32_t sweep = ++worker->sweep;

    lf_nearest_reached(worker->forward[weight], worker->reached);
    for (size_t a = 0; a < lf_site_access_count(site); a++) {
        const uint32_t edge = network->point_edge[site->access.item[a].join.point];

        if (worker->seen[edge] != sweep && !body(walk, worker, site, weight, edge, user))
            return false;
        worker->seen[edge] = sweep;
    }
    for (size_t r = 0; r < count; r++) {
        const uint32_t node = worker->reached[r].node;

        if (worker->reached[r].cost_dm > within_dm)
            continue;
        for (uint32_t i = network->first_edge[node]; i < network->first_edge[node + 1]; i++) {
            const uint32_t edge = network->edge_at[i];

            if (worker->seen[edge] != sweep && !body(walk, worker, site, weight, edge, user))
                return false;
            worker->seen[edge] = sweep;
        }
    }
    return true;
}

/* ---- jobs ---- */

static bool count_jobs(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                       lf_weight weight, uint32_t edge, void *user)
{
    const lf_walk_options *options = &walk->job.options;
    const lf_site_ends *ends = &walk->job_ends[weight];
    const double per_unit = weight == LF_BY_EFFORT ? options->network.speed_m_per_min : 1;

    (void)user;
    for (uint32_t i = ends->first[edge]; i < ends->first[edge + 1]; i++) {
        const double jobs = walk->job.jobs.thing[ends->end[i].thing].weight;
        const lf_found found = lf_nearest_at(worker->forward[weight], &ends->end[i].place);

        if (!lf_is_found(found) || isnan(jobs))
            continue;
        for (size_t k = 0; k < walk->limit_count; k++) {
            const lf_limits *limits =
                walk->limit[k].by_time ? &options->jobs_min : &options->jobs_m;

            if (walk->limit[k].by_time == (weight == LF_BY_EFFORT) &&
                found.cost_dm <=
                    lf_limit_decimetres(limits->value[walk->limit[k].index] * per_unit))
                site->jobs[k] += jobs;
        }
    }
    return true;
}

static void count_straight_jobs(const lf_walk_audit *walk, lf_site *site)
{
    const lf_limits *limits = &walk->job.options.jobs_m;

    for (size_t k = 0; k < walk->limit_count; k++)
        site->straight_jobs[k] = walk->limit[k].by_time
                                     ? NAN
                                     : lf_straight_sum(&walk->job_sums, site->x_m, site->y_m,
                                                       limits->value[walk->limit[k].index]);
}

/* ---- facilities ---- */

static bool list_facility(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                          lf_weight weight, uint32_t edge, void *user)
{
    const lf_site_ends *ends = &walk->facility_ends;

    (void)user;
    for (uint32_t i = ends->first[edge]; i < ends->first[edge + 1]; i++) {
        const lf_found found = lf_nearest_at(worker->forward[weight], &ends->end[i].place);

        if (!lf_is_found(found))
            continue;
        if (!LF_ROOM(site->facility, site->facility_count, site->facility_capacity))
            return lf_fail_memory(&worker->ctx);
        site->facility[site->facility_count++] = (lf_site_facility){
            .facility = ends->end[i].thing, .walk_m = found.cost_dm / 10.0, .straight_m = NAN};
    }
    return true;
}

static bool list_near_facilities(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    lf_straight_list near = {0};
    bool done = lf_straight_within(&walk->near_facilities, &site->shape, &near) ||
                lf_fail_memory(&worker->ctx);

    for (size_t i = 0; done && i < near.count; i++) {
        if (!walk->has_capacity[near.item[i].index])
            continue;
        done = LF_ROOM(site->facility, site->facility_count, site->facility_capacity) ||
               lf_fail_memory(&worker->ctx);
        if (done)
            site->facility[site->facility_count++] =
                (lf_site_facility){.facility = near.item[i].index,
                                   .walk_m = NAN,
                                   .straight_m = near.item[i].distance_m};
    }
    free(near.item);
    return done;
}

static int by_facility(const void *a, const void *b)
{
    const lf_site_facility *left = a, *right = b;

    return (left->facility > right->facility) - (left->facility < right->facility);
}

/* One row a facility, the least of each column, within the reach of its category. */
static void merge_facilities(const lf_walk_audit *walk, lf_site *site)
{
    const lf_walk_job *job = &walk->job;
    size_t kept = 0, from = 0;

    if (site->facility_count > 0)
        qsort(site->facility, site->facility_count, sizeof *site->facility, by_facility);
    while (from < site->facility_count) {
        lf_site_facility row = site->facility[from];
        const lf_thing *thing = &job->facilities.thing[row.facility];
        const double limit_m =
            lf_catchment_limit_m(&job->options, &job->categories.category[thing->category]);

        for (from++; from < site->facility_count && site->facility[from].facility == row.facility;
             from++) {
            row.walk_m = fmin(row.walk_m, site->facility[from].walk_m);
            row.straight_m = fmin(row.straight_m, site->facility[from].straight_m);
        }
        if (!isnan(row.walk_m) && lround(row.walk_m * 10) > lf_limit_decimetres(limit_m))
            row.walk_m = NAN;
        if (row.straight_m > limit_m)
            row.straight_m = NAN;
        if (!isnan(row.walk_m) || !isnan(row.straight_m))
            site->facility[kept++] = row;
    }
    site->facility_count = kept;
}

/* ---- stations ---- */

static void begin_variant(lf_site_worker *worker, size_t stations)
{
    for (size_t s = 0; s < stations; s++)
        worker->tally[s].best_dm[0] = worker->tally[s].best_dm[1] = LF_NO_WAY;
}

/* Takes what a variant found by length into the spread of every station. */
static void end_variant(lf_site_worker *worker, size_t stations)
{
    for (size_t s = 0; s < stations; s++) {
        lf_station_tally *at = &worker->tally[s];

        if (at->best_dm[LF_BY_LENGTH] == LF_NO_WAY)
            continue;
        at->variants++;
        if (at->best_dm[LF_BY_LENGTH] < at->least_dm)
            at->least_dm = at->best_dm[LF_BY_LENGTH];
        if (at->best_dm[LF_BY_LENGTH] > at->greatest_dm)
            at->greatest_dm = at->best_dm[LF_BY_LENGTH];
    }
}

static void add_accesses(const lf_walk_audit *walk, lf_site_worker *worker, const lf_site *site,
                         size_t first, size_t last, int weight)
{
    for (size_t a = first; a < last; a++) {
        const lf_place place = lf_site_place(walk, site, a, (lf_weight)weight);

        lf_station_field_add(&walk->stations[weight], &place, weight, worker->tally);
    }
}

/* The base, then every moved position and every access alone; returns how many variants. */
static uint32_t tally_stations(const lf_walk_audit *walk, lf_site_worker *worker,
                               const lf_site *site)
{
    const size_t stations = walk->job.stations.count, accesses = lf_site_access_count(site);
    uint32_t variants = 1;

    for (size_t s = 0; s < stations; s++)
        worker->tally[s] = (lf_station_tally){.least_dm = LF_NO_WAY};
    begin_variant(worker, stations);
    add_accesses(walk, worker, site, 0, accesses, LF_BY_LENGTH);
    if (walk->job.by_effort != NULL)
        add_accesses(walk, worker, site, 0, accesses, LF_BY_EFFORT);
    for (size_t s = 0; s < stations; s++)
        for (int w = 0; w < LF_WEIGHTS; w++)
            worker->tally[s].base_dm[w] =
                worker->tally[s].best_dm[walk->job.by_effort != NULL ? w : LF_BY_LENGTH];
    end_variant(worker, stations);
    for (size_t p = 1; walk->position_m > 0 && p < LF_SITE_POSITIONS; p++, variants++) {
        begin_variant(worker, stations);
        add_accesses(walk, worker, site, site->position_first[p], site->position_first[p + 1],
                     LF_BY_LENGTH);
        end_variant(worker, stations);
    }
    for (size_t a = 0; accesses > 1 && a < accesses; a++, variants++) {
        begin_variant(worker, stations);
        add_accesses(walk, worker, site, a, a + 1, LF_BY_LENGTH);
        end_variant(worker, stations);
    }
    return variants;
}

static double metres(uint32_t dm)
{
    return dm == LF_NO_WAY ? NAN : dm / 10.0;
}

static bool add_station(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                        uint32_t station, uint32_t variants, double straight_m)
{
    const lf_station_tally *at = &worker->tally[station];
    const uint32_t limit_dm = lf_limit_decimetres(walk->station_m);

    if (isnan(straight_m) && !(at->base_dm[LF_BY_LENGTH] <= limit_dm) &&
        !(at->base_dm[LF_BY_EFFORT] <= limit_dm) && !(at->least_dm <= limit_dm))
        return true;
    if (!LF_ROOM(site->station, site->station_count, site->station_capacity))
        return lf_fail_memory(&worker->ctx);
    site->station[site->station_count++] =
        (lf_site_station){.station = station,
                          .walk_m = metres(at->base_dm[LF_BY_LENGTH]),
                          .walk_min = at->base_dm[LF_BY_EFFORT] == LF_NO_WAY
                                          ? NAN
                                          : lf_job_minutes(&walk->job, at->base_dm[LF_BY_EFFORT]),
                          .straight_m = straight_m,
                          .near_m = metres(at->least_dm),
                          .far_m = at->variants == variants ? metres(at->greatest_dm) : NAN};
    return true;
}

static bool list_stations(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    const uint32_t variants = tally_stations(walk, worker, site);
    lf_straight_list near = {0};
    size_t next = 0;
    bool done = lf_straight_within(&walk->near_stations, &site->shape, &near) ||
                lf_fail_memory(&worker->ctx);

    for (uint32_t s = 0; done && s < walk->job.stations.count; s++) {
        const bool is_near = next < near.count && near.item[next].index == s;

        done = add_station(walk, worker, site, s, variants,
                           is_near ? near.item[next].distance_m : NAN);
        next += is_near;
    }
    free(near.item);
    return done;
}

/* ---- all ---- */

bool lf_site_look_around(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    const bool has_jobs = walk->job.jobs.count > 0;

    for (int w = 0; w < LF_WEIGHTS; w++) {
        if (worker->forward[w] == NULL)
            continue;
        if (!search(walk, worker, site, (lf_weight)w) ||
            (has_jobs &&
             !lf_site_visit_edges(walk, worker, site, (lf_weight)w, LF_NO_WAY, count_jobs, NULL)))
            return false;
    }
    if (has_jobs)
        count_straight_jobs(walk, site);
    if (!lf_site_visit_edges(walk, worker, site, LF_BY_LENGTH, LF_NO_WAY, list_facility, NULL) ||
        !list_near_facilities(walk, worker, site))
        return false;
    merge_facilities(walk, site);
    return list_stations(walk, worker, site);
}
