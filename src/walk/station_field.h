/*
 * How far every station is from everywhere near it: a search of its own for each, kept by junction,
 * so that a site and all the positions it may have can be asked without searching again.
 *
 * Private to src/walk. Must not know what asks.
 */
#ifndef LF_WALK_STATION_FIELD_H
#define LF_WALK_STATION_FIELD_H

#include "walk/job.h"

/* A station in reach of a junction. */
typedef struct lf_station_cost {
    uint32_t station;
    uint32_t cost_dm;
} lf_station_cost;

/* Stations at the caller's node n: cost[first[n]] … cost[first[n + 1] - 1], by index. */
typedef struct lf_station_field {
    const lf_graph *graph; /* borrowed */
    uint32_t limit_dm;
    uint32_t *first;
    lf_station_cost *cost;
    lf_station_cost *on_edge; /* their accesses by edge: the station, and its place below */
    lf_place *on_edge_place;
    uint32_t *edge_first;
} lf_station_field;

/* Memory: 8 bytes for each station and junction within its limit. */
bool lf_station_field_make(const lf_walk_job *job, lf_weight weight, uint32_t limit_dm,
                           lf_station_field *out);
void lf_station_field_free(lf_station_field *field);

/* The least costs found so far, by station. */
typedef struct lf_station_tally {
    uint32_t best_dm[2]; /* LF_NO_WAY: none; of the variant being added up, by weight */
    uint32_t base_dm[2], least_dm, greatest_dm;
    uint32_t variants; /* in which it was found by length */
    bool is_listed;
} lf_station_tally;

/* Lowers best_dm[weight] of every station that is in reach of a place. */
void lf_station_field_add(const lf_station_field *field, const lf_place *place, int weight,
                          lf_station_tally *tally);

#endif
