/*
 * What the files about candidate sites share: the network prepared for them, and one site with all
 * that is found about it.
 *
 * Private to src/walk.
 */
#ifndef LF_WALK_SITE_H
#define LF_WALK_SITE_H

#include "walk/audit.h"
#include "walk/barriers.h"
#include "walk/limits.h"
#include "walk/nearest.h"
#include "walk/shed.h"
#include "walk/station_field.h"
#include "walk/straight.h"

enum {
    LF_WEIGHTS = 2,
    LF_SITE_POSITIONS = 9, /* where it is drawn, then moved in eight directions */
    LF_SITE_SHEDS = 3      /* tiers */
};

/* One kind of place that is looked for: a category, 'station', or 'anchor:KIND'. */
typedef struct lf_site_kind {
    const char *id;          /* borrowed */
    const lf_things *things; /* borrowed */
    uint32_t category;
    double search_m;
    double limit_m, limit_min;       /* NaN: none of this kind (anchors have neither) */
    lf_nearest *nearest[LF_WEIGHTS]; /* from everywhere to the nearest; [1] may be NULL */
    lf_straight straight;
} lf_site_kind;

/* Things along an edge, as a search that starts at a site wants them. */
typedef struct lf_site_end {
    uint32_t thing; /* index in the layer */
    lf_place place; /* mirrored */
} lf_site_end;

/* Ends on edge e: end[first[e]] … end[first[e + 1] - 1]. */
typedef struct lf_site_ends {
    lf_site_end *end;
    uint32_t *first;
} lf_site_ends;

/* Scratch of one thread. */
typedef struct lf_site_worker {
    lf_context ctx;
    lf_access_finder *finder;
    lf_nearest *forward[LF_WEIGHTS]; /* in the mirror; [1] only where times are asked for */
    uint32_t *seen;                  /* by edge: the last sweep that looked at it */
    uint32_t sweep;
    lf_reached *reached;     /* room for every node */
    lf_station_tally *tally; /* by station */
    lf_nearest *shed;        /* made when the first shed is drawn */
} lf_site_worker;

/* Where two streets of one level cross without being joined. */
typedef struct lf_site_crossing {
    lf_join one, other;
    double x, y;
} lf_site_crossing;

struct lf_walk_audit {
    lf_workspace *audit;
    lf_walk_job job; /* homes and the city's own sites are not read */
    lf_categories anchor_kinds;
    lf_things anchors;
    lf_site_kind *kind;
    size_t kind_count;
    lf_graph mirror[LF_WEIGHTS];
    lf_station_field stations[LF_WEIGHTS];
    lf_straight near_stations;
    bool *has_capacity; /* by facility */
    lf_straight near_facilities;
    lf_site_ends job_ends[LF_WEIGHTS], facility_ends;
    lf_straight_sums job_sums;
    lf_named_limit limit[2 * LF_LIMITS_MOST];
    size_t limit_count;
    lf_barriers barriers;
    lf_site_crossing *crossing; /* of streets that meet without a vertex */
    size_t crossing_count;
    double position_m, link_m;
    double forward_m[LF_WEIGHTS]; /* how far searches from a site go; 0: none of this weight */
    double station_m;             /* how far stations are listed */
    lf_shed_grid grid;            /* made when the first shed is drawn */
    double shed_m[LF_SITE_SHEDS];
    lf_site_worker *worker;
    int workers;
};

/* Between which costs the walk to the nearest lies: of the variants of a site's position. */
typedef struct lf_site_spread {
    lf_found base;
    lf_found least, greatest;             /* not found: nothing within the search limit */
    const char *least_why, *greatest_why; /* NULL: the base */
} lf_site_spread;

/* An answer about one kind of place. */
typedef struct lf_site_answer {
    lf_site_spread spread[LF_WEIGHTS];
    bool straight_found;
    uint32_t straight_index;
    double straight_m;
} lf_site_answer;

typedef struct lf_site_station {
    uint32_t station;
    double walk_m, walk_min, straight_m, near_m, far_m; /* NaN: none */
} lf_site_station;

typedef struct lf_site_facility {
    uint32_t facility;
    double walk_m, straight_m;
} lf_site_facility;

typedef struct lf_site_link {
    bool found;
    uint32_t place; /* index of the thing that is reached */
    const char *kind;
    double gap_m, x0, y0, x1, y1;
    double walk_m, walk_min;
    char *crosses; /* owned; NULL: nothing that is known */
} lf_site_link;

/* One candidate and all that is found about it. */
typedef struct lf_site {
    int64_t key;
    char *id;
    double x_m, y_m;
    void *wkb;
    size_t wkb_size;
    lf_shape shape;
    lf_access_list access; /* of all positions, one after the other */
    size_t position_first[LF_SITE_POSITIONS + 1];
    lf_site_answer *answer; /* by kind */
    lf_site_link *link;     /* by kind */
    lf_site_station *station;
    size_t station_count, station_capacity;
    lf_site_facility *facility;
    size_t facility_count, facility_capacity;
    double jobs[2 * LF_LIMITS_MOST], straight_jobs[2 * LF_LIMITS_MOST];
    lf_outline shed[LF_SITE_SHEDS];
    char *fault; /* why it could not be walked; NULL: it was */
} lf_site;

/* What is done with every edge that the search from a site came upon, each once. */
typedef bool lf_site_edge_body(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                               lf_weight weight, uint32_t edge, void *user);
/* After the search in worker->forward[weight]: edges at junctions within a cost, and those that the
 * site is entered on. */
bool lf_site_visit_edges(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site,
                         lf_weight weight, uint32_t within_dm, lf_site_edge_body *body, void *user);

/* Steps of one site, on a thread of its own; false: out of memory or a fault in worker->ctx. */
bool lf_site_enter(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site);
bool lf_site_ask(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site);
bool lf_site_look_around(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site);
/* After lf_site_look_around, whose searches it uses. */
bool lf_site_find_links(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site);
bool lf_site_draw_sheds(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site);
void lf_site_free(const lf_walk_audit *walk, lf_site *site);

/* The place of an access of the site, in a weight. */
lf_place lf_site_place(const lf_walk_audit *walk, const lf_site *site, size_t access,
                       lf_weight weight);
/* Accesses where the site is drawn. */
static inline size_t lf_site_access_count(const lf_site *site)
{
    return site->position_first[1];
}

/* Things of a layer by edge, mirrored; `wanted` may be NULL: all. */
bool lf_site_ends_make(const lf_walk_audit *walk, const lf_things *things, const bool *wanted,
                       lf_weight weight, lf_site_ends *out);
void lf_site_ends_free(lf_site_ends *ends);

/* Finds walk->crossing from what building the network came upon. */
bool lf_site_crossings_make(lf_context *ctx, lf_walk_audit *walk);

/* Rows of a site into the tables, in the caller's transaction. */
bool lf_site_write(lf_context *ctx, lf_walk_audit *walk, const lf_site *sites, size_t count);
bool lf_site_write_sheds(lf_context *ctx, lf_walk_audit *walk, const lf_site *sites, size_t count);

#endif
