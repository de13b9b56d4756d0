/*
 * Writes which homes lie around every facility with a known capacity, on foot and straight: what
 * access by capacity is measured from.
 *
 * Part of the stage 'walk'. The nearest place alone will not do here: what one home takes of a
 * facility another cannot have. Facilities without a capacity are left out, which keeps the table
 * to some ten rows a home instead of hundreds.
 */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "walk/limits.h"
#include "walk/sources.h"
#include "walk/straight.h"

/* A home around a facility; NaN: not within the limit on that count. */
typedef struct around_home {
    uint32_t home; /* index */
    double walk_m, straight_m;
} around_home;

typedef struct around_list {
    around_home *item;
    size_t count;
} around_list;

typedef struct catchment {
    lf_walk_job *job;
    double limit_m;     /* the farthest of all */
    uint32_t *facility; /* those with a capacity, by index */
    size_t count;
    lf_owner *owner;      /* of each */
    lf_place *place;      /* of all owners */
    lf_place *home_place; /* by access of the homes */
    lf_straight straight; /* of homes */
    around_list *around;  /* of each facility */
} catchment;

/* ---- which facilities, where ---- */

static bool list_facilities(catchment *c)
{
    lf_walk_job *job = c->job;
    lf_statement *row = NULL;
    lf_step step = LF_STEP_DONE;
    int64_t most = 0;
    bool *has = NULL;
    bool done =
        lf_query_integer(job->ctx, job->workspace, "SELECT max(key) FROM facilities", 0, &most);

    if (!done)
        return false;
    has = calloc((size_t)most + 1, sizeof *has);
    c->facility = malloc((job->facilities.count + 1) * sizeof *c->facility);
    done = (has != NULL && c->facility != NULL) || lf_fail_memory(job->ctx);
    done = done && lf_prepare(job->ctx, job->workspace,
                              "SELECT key FROM facilities WHERE capacity > 0", &row);
    while (done && (step = lf_statement_step(job->ctx, row)) == LF_STEP_ROW)
        has[lf_column_integer(row, 0)] = true;
    done = done && step == LF_STEP_DONE;
    /* A category that the city has not set stays out. */
    for (uint32_t i = 0; done && i < job->facilities.count; i++)
        if (has[job->facilities.thing[i].key] &&
            job->facilities.thing[i].category != LF_NO_CATEGORY)
            c->facility[c->count++] = i;
    lf_statement_close(row);
    free(has);
    return done;
}

static bool list_places(catchment *c)
{
    lf_walk_job *job = c->job;
    size_t filled = 0;

    c->owner = calloc(c->count + 1, sizeof *c->owner);
    c->place = malloc((job->facilities.access.count + 1) * sizeof *c->place);
    c->home_place = malloc((job->homes.access.count + 1) * sizeof *c->home_place);
    c->around = calloc(c->count + 1, sizeof *c->around);
    if (c->owner == NULL || c->place == NULL || c->home_place == NULL || c->around == NULL)
        return lf_fail_memory(job->ctx);
    for (size_t a = 0; a < job->homes.access.count; a++)
        c->home_place[a] =
            lf_network_place(&job->network, &job->homes.access.item[a].join, LF_BY_LENGTH);
    for (size_t f = 0; f < c->count; f++) {
        const lf_thing *facility = &job->facilities.thing[c->facility[f]];

        c->owner[f] =
            (lf_owner){.places = c->place + filled, .place_count = facility->access_count};
        for (uint32_t a = 0; a < facility->access_count; a++)
            c->place[filled++] = lf_network_place(
                &job->network, &job->facilities.access.item[facility->access_first + a].join,
                LF_BY_LENGTH);
    }
    return true;
}

/* ---- one facility ---- */

static double limit_of(const catchment *c, const lf_thing *facility)
{
    return lf_catchment_limit_m(&c->job->options, &c->job->categories.category[facility->category]);
}

/* How far a way on foot may end from the outline (ground metres): an entrance of its own may stand
 * apart. A home within the limit on foot is no farther from the outline than both together. */
static double entrance_gap_m(const catchment *c, const lf_thing *facility, const lf_shape *outline)
{
    const lf_things *things = &c->job->facilities;
    double most = 0;

    for (uint32_t a = 0; a < facility->access_count; a++) {
        double x, y;

        lf_network_point(&c->job->network, &things->access.item[facility->access_first + a].join,
                         &x, &y);
        most = fmax(most, lf_shape_distance(outline, x, y));
    }
    return most * c->job->network.ground_scale + 1;
}

/* NaN: farther than the limit. */
static double walk_m(const catchment *c, const lf_nearest *nearest, const lf_thing *home,
                     double limit_m)
{
    const uint32_t limit_dm = lf_limit_decimetres(limit_m);

    double best = NAN;

    for (uint32_t a = 0; a < home->access_count; a++) {
        const lf_found found = lf_nearest_at(nearest, &c->home_place[home->access_first + a]);

        if (lf_is_found(found) && found.cost_dm <= limit_dm)
            best = fmin(best, found.cost_dm / 10.0);
    }
    return best;
}

static bool look_around(void *user, size_t f, const lf_nearest *nearest, int worker)
{
    catchment *c = user;
    const lf_thing *facility = &c->job->facilities.thing[c->facility[f]];
    around_list *list = &c->around[f];
    lf_straight straight = c->straight;
    lf_straight_list near = {0};
    double xy[2];
    const lf_shape outline = lf_thing_outline(facility, xy);
    const double limit_m = limit_of(c, facility);

    (void)worker;
    straight.limit_m = limit_m + entrance_gap_m(c, facility, &outline);
    if (!lf_straight_within(&straight, &outline, &near))
        return false;
    list->item = malloc((near.count + 1) * sizeof *list->item);
    for (size_t i = 0; list->item != NULL && i < near.count; i++) {
        const around_home at = {
            .home = near.item[i].index,
            .walk_m = walk_m(c, nearest, &c->job->homes.thing[near.item[i].index], limit_m),
            .straight_m = near.item[i].distance_m <= limit_m ? near.item[i].distance_m : NAN};

        if (!isnan(at.walk_m) || !isnan(at.straight_m))
            list->item[list->count++] = at;
    }
    free(near.item);
    return list->item != NULL;
}

static bool search(catchment *c)
{
    lf_walk_job *job = c->job;

    for (size_t f = 0; f < c->count; f++)
        c->limit_m = fmax(c->limit_m, limit_of(c, &job->facilities.thing[c->facility[f]]));
    if (!lf_straight_make(job->ctx, &job->homes, LF_NO_CATEGORY, job->network.ground_scale,
                          c->limit_m, &c->straight))
        return false;
    if (!lf_nearest_each(job->ctx, lf_job_graph(job, LF_BY_LENGTH), c->owner, c->count,
                         lf_limit_decimetres(c->limit_m), look_around, c))
        return job->ctx->failure != LF_NO_FAILURE ? false : lf_fail_memory(job->ctx);
    return true;
}

/* ---- rows ---- */

static bool write_rows(catchment *c)
{
    lf_walk_job *job = c->job;
    lf_statement *insert = NULL;
    bool done = lf_prepare(job->ctx, job->workspace,
                           "INSERT INTO walk_catchment (facility_key, home_key, walk_m, straight_m)"
                           " VALUES (?1, ?2, ?3, ?4)",
                           &insert);

    for (size_t f = 0; done && f < c->count; f++) {
        const around_list *list = &c->around[f];

        lf_bind_integer(insert, 1, job->facilities.thing[c->facility[f]].key);
        for (size_t i = 0; done && i < list->count; i++) {
            lf_bind_integer(insert, 2, job->homes.thing[list->item[i].home].key);
            lf_bind_real(insert, 3, list->item[i].walk_m);
            lf_bind_real(insert, 4, list->item[i].straight_m);
            done = lf_statement_do(job->ctx, insert);
        }
    }
    lf_statement_close(insert);
    return done;
}

bool lf_write_catchment(lf_walk_job *job)
{
    catchment c = {.job = job};
    const bool done =
        list_facilities(&c) && (c.count == 0 || (list_places(&c) && search(&c) && write_rows(&c)));

    for (size_t f = 0; c.around != NULL && f < c.count; f++)
        free(c.around[f].item);
    lf_straight_free(&c.straight);
    free(c.facility);
    free(c.owner);
    free(c.place);
    free(c.home_place);
    free(c.around);
    return done;
}
