/*
 * What lies within a walk of a candidate site, as polygons.
 *
 * Part of the walk of candidate sites.
 */
#include <stdlib.h>

#include "walk/site.h"

bool lf_site_draw_sheds(const lf_walk_audit *walk, lf_site_worker *worker, lf_site *site)
{
    const size_t count = lf_site_access_count(site);
    lf_context *ctx = &worker->ctx;
    lf_place *place = malloc((count + 1) * sizeof *place);
    lf_source *source = calloc(count + 1, sizeof *source);
    uint32_t limit_dm[LF_SITE_SHEDS], farthest_dm = 0;
    bool done = (place != NULL && source != NULL) || lf_fail_memory(ctx);

    if (done && worker->shed == NULL)
        done = lf_nearest_make(ctx, walk->job.by_length, &worker->shed);
    for (size_t a = 0; done && a < count; a++)
        source[a].place = place[a] = lf_site_place(walk, site, a, LF_BY_LENGTH);
    for (size_t k = 0; k < LF_SITE_SHEDS; k++) {
        limit_dm[k] = lf_limit_decimetres(walk->shed_m[k]);
        farthest_dm = limit_dm[k] > farthest_dm ? limit_dm[k] : farthest_dm;
    }
    done = done && lf_nearest_search(ctx, worker->shed, source, count,
                                     farthest_dm + lf_shed_margin_dm(&walk->grid));
    if (done && count > 0) {
        const lf_shed_box box =
            lf_shed_bounds(&walk->job.snap, worker->shed, place, count, worker->reached);

        done = lf_shed_draw(&walk->grid, worker->shed, LF_BY_LENGTH, limit_dm, LF_SITE_SHEDS, &box,
                            site->shed) ||
               lf_fail_memory(ctx);
    }
    free(place);
    free(source);
    return done;
}
