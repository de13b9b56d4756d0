/*
 * Writes the nearest anchor of every kind for every home and site, as if 'anchor:<kind>' were one
 * more category of facilities: rows of walk_nearest and walk_site, keys of layer anchors.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"
#include "walk/job.h"

/* The kind a row names, as an index; a kind not seen before is added. LF_NO_CATEGORY: no memory. */
static uint32_t kind_index(lf_categories *kinds, const char *kind)
{
    static const char prefix[] = "anchor:";

    for (size_t c = 0; c < kinds->count; c++)
        if (strcmp(kinds->category[c].id + strlen(prefix), kind) == 0)
            return (uint32_t)c;
    if (!LF_ROOM(kinds->category, kinds->count, kinds->capacity))
        return LF_NO_CATEGORY;
    /* No limit of their own: they are looked for as far as walking.search_limit_m. */
    kinds->category[kinds->count] =
        (lf_category){.id = lf_copyf("%s%s", prefix, kind), .limit_m = 0, .limit_min = NAN};
    return kinds->category[kinds->count].id ? (uint32_t)kinds->count++ : LF_NO_CATEGORY;
}

/* Lets every anchor stand for its kind; the rows come in the order of the things. */
static bool name_kinds(lf_walk_job *job, lf_categories *kinds, lf_things *anchors)
{
    lf_statement *row = NULL;
    lf_step step;
    size_t i = 0;

    if (!lf_prepare(job->ctx, job->workspace, "SELECT kind FROM anchors ORDER BY id", &row))
        return false;
    while ((step = lf_statement_step(job->ctx, row)) == LF_STEP_ROW && i < anchors->count) {
        anchors->thing[i].category = kind_index(kinds, lf_column_text(row, 0));
        if (anchors->thing[i++].category == LF_NO_CATEGORY) {
            lf_fail_memory(job->ctx);
            break;
        }
    }
    lf_statement_close(row);
    return step == LF_STEP_DONE;
}

bool lf_job_read_anchors(lf_walk_job *job, lf_access_finder *finder, lf_categories *kinds,
                         lf_things *anchors)
{
    return lf_things_read_shapes(job->ctx, job->workspace, "anchors", kinds, finder, &job->snap,
                                 anchors) &&
           name_kinds(job, kinds, anchors);
}

bool lf_write_anchors(lf_walk_job *job)
{
    lf_walk_job asking = *job; /* the same network, homes and sites; other places to look for */
    lf_access_finder *finder = NULL;
    lf_categories kinds = {0};
    lf_things anchors = {0};
    bool done = lf_access_finder_make(job->ctx, &job->snap, &finder) &&
                lf_job_read_anchors(job, finder, &kinds, &anchors);

    if (done && kinds.count > 0) {
        asking.categories = kinds;
        asking.facilities = anchors;
        asking.station_category = LF_NO_CATEGORY;
        done = lf_write_nearest(&asking);
    }
    lf_access_finder_free(finder);
    lf_things_free(&anchors);
    lf_categories_free(&kinds);
    return done;
}
