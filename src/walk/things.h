/*
 * The rows of a layer as walking sees them: where they are, how they are entered, what they weigh.
 *
 * Reads the workspace's layers. Must not know what is asked about them.
 */
#ifndef LF_WALK_THINGS_H
#define LF_WALK_THINGS_H

#include "walk/access.h"

typedef struct lf_thing {
    int64_t key;
    size_t id_offset;
    double x_m, y_m;   /* the point that stands for it */
    double weight;     /* jobs, or residents of homes; NaN unknown */
    uint32_t category; /* of a facility: index into the categories, else LF_NO_CATEGORY */
    uint32_t access_first, access_count; /* into the layer's access list; none: not joined */
    lf_shape shape;                      /* facilities, stations and sites; empty otherwise */
} lf_thing;

#define LF_NO_CATEGORY UINT32_MAX

/* An entrance of a thing that is too far from any street. */
typedef struct lf_lost_entrance {
    size_t id_offset; /* into lf_things.ids */
    double x_m, y_m;
} lf_lost_entrance;

typedef struct lf_things {
    const char *layer;
    lf_thing *thing;
    size_t count, capacity;
    lf_access_list access;
    lf_text ids;
    size_t joined; /* things with an access */
    lf_lost_entrance *lost;
    size_t lost_count, lost_capacity;
} lf_things;

/* A facility category (or 'station'), as the city has set it. */
typedef struct lf_category {
    char *id;
    double limit_m, limit_min; /* NaN: the other one holds */
} lf_category;

typedef struct lf_categories {
    lf_category *category;
    size_t count, capacity;
} lf_categories;

bool lf_categories_read(lf_context *ctx, lf_workspace *workspace, lf_categories *out);
void lf_categories_free(lf_categories *categories);

/* Homes, jobs and such: points only, in the order of their keys. `weight_column` may be NULL. */
bool lf_things_read_points(lf_context *ctx, lf_workspace *workspace, const char *layer,
                           const char *weight_column, lf_things *out);

/*
 * Stations, facilities, sites: with their shapes and their entrances on the network, in byte order
 * of their ids, so that the index is the rank by which ties are broken.
 * Facilities get the index of their category.
 */
bool lf_things_read_shapes(lf_context *ctx, lf_workspace *workspace, const char *layer,
                           const lf_categories *categories, lf_access_finder *finder,
                           const lf_snap *snap, lf_things *out);

/* Joins points to the network. */
bool lf_things_join_points(lf_context *ctx, const lf_snap *snap, lf_things *things);

/* Its shape, or (where none was read) its point, which then is kept in `xy`. Not to be freed. */
lf_shape lf_thing_outline(const lf_thing *thing, double xy[2]);
const char *lf_thing_id(const lf_things *things, const lf_thing *thing);
void lf_things_free(lf_things *things);

#endif
