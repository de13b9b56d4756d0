/*
 * The places of a category as sources of a search.
 *
 * Part of the stage 'walk'.
 */
#include "walk/sources.h"

#include "walk/grow.h"

const lf_graph *lf_job_graph(const lf_walk_job *job, lf_weight weight)
{
    return weight == LF_BY_EFFORT && job->by_effort != NULL ? job->by_effort : job->by_length;
}

bool lf_sources_make(const lf_walk_job *job, uint32_t category, lf_weight weight, lf_sources *out)
{
    const lf_things *things = lf_job_places(job, category);

    *out = (lf_sources){0};
    for (size_t i = 0; i < things->count; i++) {
        const lf_thing *thing = &things->thing[i];

        if (thing->category != category)
            continue;
        for (uint32_t a = 0; a < thing->access_count; a++) {
            const lf_access *access = &things->access.item[thing->access_first + a];

            if (!LF_ROOM(out->source, out->count, out->capacity))
                return false;
            out->source[out->count++] =
                (lf_source){.place = lf_network_place(&job->network, &access->join, weight),
                            .owner = (uint32_t)i};
        }
    }
    return true;
}

void lf_sources_free(lf_sources *sources)
{
    free(sources->source);
    *sources = (lf_sources){0};
}
