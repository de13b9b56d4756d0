/*
 * The places of a category as sources of a search.
 *
 * Part of the stage 'walk'.
 */
#ifndef LF_WALK_SOURCES_H
#define LF_WALK_SOURCES_H

#include "walk/job.h"
#include "walk/nearest.h"

typedef struct lf_sources {
    lf_source *source; /* the owner is the index of the thing in its layer: its rank by id */
    size_t count, capacity;
} lf_sources;

/* All accesses of the category's places, in the weight asked for. */
bool lf_sources_make(const lf_walk_job *job, uint32_t category, lf_weight weight, lf_sources *out);
void lf_sources_free(lf_sources *sources);

/* The graph of a weight; the one by length serves both where effort adds nothing. */
const lf_graph *lf_job_graph(const lf_walk_job *job, lf_weight weight);

#endif
