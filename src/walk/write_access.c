/*
 * Writes where every place meets the network, and which places do not.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>

#include "base/words.h"
#include "walk/job.h"

static bool write_thing(lf_walk_job *job, lf_statement *insert, const lf_things *things,
                        const lf_thing *thing)
{
    for (uint32_t part = 0; part < thing->access_count; part++) {
        const lf_access *access = &things->access.item[thing->access_first + part];
        double x, y;

        lf_network_point(&job->network, &access->join, &x, &y);
        lf_bind_text(insert, 1, things->layer);
        lf_bind_integer(insert, 2, thing->key);
        lf_bind_integer(insert, 3, part + 1);
        lf_bind_text(insert, 4, lf_access_kind_name(access->kind));
        lf_bind_real(insert, 5, access->join.access_m);
        lf_bind_text(insert, 6, lf_network_street_id(&job->network, &access->join));
        lf_bind_real(insert, 7, x);
        lf_bind_real(insert, 8, y);
        if (!lf_statement_do(job->ctx, insert))
            return false;
    }
    return true;
}

static char *describe_far(const lf_walk_job *job, double distance_m)
{
    if (isinf(distance_m))
        return lf_copyf(
            N_("more than %.0f m from the nearest street that is joined to; not measured "
               "on foot"),
            LF_SNAP_REPORTS_TIMES * job->options.max_access_m);
    return lf_copyf(N_("%.0f m from the nearest street that is joined to (walking.max_access_m is "
                       "%g); not measured on foot"),
                    distance_m, job->options.max_access_m);
}

/* A place of layer `layer` that no street is near enough to. */
static bool write_far(lf_walk_job *job, lf_statement *problem, const char *layer, const char *id,
                      double x_m, double y_m)
{
    const double distance_m = lf_snap_distance(&job->snap, x_m, y_m);
    char *detail = describe_far(job, distance_m);
    const bool done = lf_problem_add(job, problem, "far_from_street", layer, id, detail,
                                     isinf(distance_m) ? NAN : distance_m, x_m, y_m);

    free(detail);
    return done;
}

static bool write_lost_entrances(lf_walk_job *job, lf_statement *problem, const lf_things *things)
{
    for (size_t l = 0; l < things->lost_count && job->network.edge_count > 0; l++) {
        const lf_lost_entrance *lost = &things->lost[l];

        if (!write_far(job, problem, "entrances", things->ids.bytes + lost->id_offset, lost->x_m,
                       lost->y_m))
            return false;
    }
    return true;
}

static bool write_layer(lf_walk_job *job, lf_statement *insert, lf_statement *problem,
                        const lf_things *things)
{
    const size_t far = things->count - things->joined;
    size_t listed = 0;

    for (size_t i = 0; i < things->count; i++) {
        const lf_thing *thing = &things->thing[i];

        if (thing->access_count > 0) {
            if (!write_thing(job, insert, things, thing))
                return false;
            continue;
        }
        if (job->network.edge_count > 0 && listed++ < LF_FINDINGS_KEPT &&
            !write_far(job, problem, things->layer, lf_thing_id(things, thing), thing->x_m,
                       thing->y_m))
            return false;
    }
    if (far == 0 || job->network.edge_count == 0)
        return true;
    if (listed > LF_FINDINGS_KEPT &&
        !lf_notice(job->ctx, job->workspace, "walk", things->layer,
                   "%zu problems of kind far_from_street were found; the first %d are listed",
                   listed, LF_FINDINGS_KEPT))
        return false;
    return lf_notice(job->ctx, job->workspace, "walk", things->layer,
                     "%zu of %zu could not be joined to a street within %g m and are not measured "
                     "on foot",
                     far, things->count, job->options.max_access_m);
}

bool lf_write_access(lf_walk_job *job)
{
    const lf_things *const layer[] = {&job->facilities, &job->homes, &job->jobs, &job->sites,
                                      &job->stations};
    lf_statement *insert = NULL, *problem = NULL;
    bool done = lf_problem_insert(job, &problem) &&
                lf_prepare(job->ctx, job->workspace,
                           "INSERT INTO walk_access (layer, row_key, part, kind, access_m, "
                           "street_id, x, y) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                           &insert);

    for (size_t l = 0; done && l < sizeof layer / sizeof layer[0]; l++)
        done = write_layer(job, insert, problem, layer[l]) &&
               write_lost_entrances(job, problem, layer[l]);
    lf_statement_close(insert);
    lf_statement_close(problem);
    return done;
}
