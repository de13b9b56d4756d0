/*
 * How far is looked: limits that several parts of the stage, and the walk of candidate sites, must
 * take alike.
 *
 * Private to src/walk. Knows job.h.
 */
#ifndef LF_WALK_LIMITS_H
#define LF_WALK_LIMITS_H

#include "walk/job.h"

enum { LF_LIMIT_NAME_SIZE = 48 };

/* How far the places of a category are looked for: never less than a borderline verdict needs. */
double lf_search_limit_m(const lf_walk_options *options, const lf_category *category);

/* How far a facility serves: as far as its category, or as the setting where that is farther. */
double lf_catchment_limit_m(const lf_walk_options *options, const lf_category *category);

/* A limit of jobs with the word of the column limit_name, for rows in key order. */
typedef struct lf_named_limit {
    char name[LF_LIMIT_NAME_SIZE];
    bool by_time;
    size_t index; /* into options.jobs_m, or jobs_min */
} lf_named_limit;

/* Fills `out` (room for 2 * LF_LIMITS_MOST) in the order of the names, each once. */
size_t lf_name_limits(const lf_walk_options *options, lf_named_limit *out);

#endif
