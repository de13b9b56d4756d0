/*
 * What the parts of the stage 'walk' share: settings, network, layers.
 *
 * Private to src/walk.
 */
#ifndef LF_WALK_JOB_H
#define LF_WALK_JOB_H

#include "walk/graph.h"
#include "walk/network.h"
#include "walk/snap.h"
#include "walk/things.h"

enum { LF_LIMITS_MOST = 32 };

typedef struct lf_limits {
    double value[LF_LIMITS_MOST];
    size_t count;
} lf_limits;

typedef struct lf_walk_options {
    lf_network_options network;
    double max_access_m;
    double search_limit_m;
    double catchment_m; /* homes are paired with facilities as far as this, or the limit */
    double tolerance;   /* share by which limits are stretched for borderline verdicts */
    double shed_resolution_m;
    double core_m, influence_m;
    bool stations_by_time;
    lf_limits jobs_m, jobs_min;
} lf_walk_options;

typedef struct lf_walk_job {
    lf_context *ctx;
    lf_workspace *workspace;
    lf_walk_options options;
    lf_network network;
    lf_snap snap;
    lf_graph *by_length;
    lf_graph *by_effort; /* NULL when effort adds nothing to length */
    lf_categories categories;
    lf_things homes, jobs, facilities, stations, sites;
    uint32_t station_category; /* index of 'station', or LF_NO_CATEGORY */
} lf_walk_job;

bool lf_walk_options_read(lf_context *ctx, lf_workspace *workspace, lf_walk_options *out);

/* Settings, categories, network and its index, in a job with context and workspace. */
bool lf_job_read_network(lf_walk_job *job);
bool lf_job_make_graphs(lf_walk_job *job);
/* A station is no facility: lets every station stand for the category of that name. */
void lf_job_name_stations(lf_walk_job *job);
/* Anchors, each with its kind as category 'anchor:KIND'. Both are the caller's to free. */
bool lf_job_read_anchors(lf_walk_job *job, lf_access_finder *finder, lf_categories *kinds,
                         lf_things *anchors);
void lf_job_free(lf_walk_job *job);

/* Sources of a category: facilities, or the stations for the category 'station'. */
const lf_things *lf_job_places(const lf_walk_job *job, uint32_t category);

/* Minutes of an effort at the city's walking speed. */
static inline double lf_job_minutes(const lf_walk_job *job, uint32_t effort_dm)
{
    return effort_dm / 10.0 / job->options.network.speed_m_per_min;
}

/* Largest whole decimetres within a limit; the hair keeps 800 m from becoming 799.9. */
uint32_t lf_limit_decimetres(double limit_m);

/* The parts of the stage; each writes its tables and says so in the context when it fails. */
bool lf_write_network(lf_walk_job *job);   /* walk_fact, walk_component, walk_problem */
bool lf_write_access(lf_walk_job *job);    /* walk_access, walk_problem */
bool lf_write_nearest(lf_walk_job *job);   /* walk_nearest, walk_site */
bool lf_write_anchors(lf_walk_job *job);   /* walk_nearest, walk_site: kinds of anchors */
bool lf_write_reach(lf_walk_job *job);     /* walk_reach */
bool lf_write_stations(lf_walk_job *job);  /* walk_station */
bool lf_write_sheds(lf_walk_job *job);     /* walk_shed */
bool lf_write_catchment(lf_walk_job *job); /* walk_catchment */

/* A row of walk_problem. `insert` is made by lf_problem_insert. distance NaN: none. */
bool lf_problem_insert(lf_walk_job *job, lf_statement **out);
bool lf_problem_add(lf_walk_job *job, lf_statement *insert, const char *kind, const char *layer,
                    const char *id, const char *detail, double distance_m, double x_m, double y_m);

#endif
