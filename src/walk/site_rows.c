/*
 * The rows of candidate sites.
 *
 * Part of the walk of candidate sites.
 */
#include <math.h>
#include <stdlib.h>

#include "walk/site.h"

static double metres(lf_found found)
{
    return lf_is_found(found) ? found.cost_dm / 10.0 : NAN;
}

static double minutes(const lf_walk_audit *walk, lf_found found)
{
    return lf_is_found(found) ? lf_job_minutes(&walk->job, found.cost_dm) : NAN;
}

static void bind_place(lf_statement *insert, int index, const lf_things *things, lf_found found)
{
    if (lf_is_found(found))
        lf_bind_integer(insert, index, things->thing[found.owner].key);
    else
        lf_bind_null(insert, index);
}

/* ---- where it is entered ---- */

static bool write_access(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                         const lf_site *site)
{
    const lf_network *network = &walk->job.network;

    for (size_t a = 0; a < lf_site_access_count(site); a++) {
        const lf_access *access = &site->access.item[a];
        double x, y;

        lf_network_point(network, &access->join, &x, &y);
        lf_bind_integer(insert, 1, site->key);
        lf_bind_integer(insert, 2, (int64_t)a + 1);
        lf_bind_text(insert, 3, lf_access_kind_name(access->kind));
        lf_bind_real(insert, 4, access->join.access_m);
        lf_bind_text(insert, 5, lf_network_street_id(network, &access->join));
        lf_bind_real(insert, 6, x);
        lf_bind_real(insert, 7, y);
        if (!lf_statement_do(ctx, insert))
            return false;
    }
    return true;
}

/* ---- the nearest ---- */

static bool write_answer(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                         const lf_site *site, size_t k)
{
    const lf_site_kind *kind = &walk->kind[k];
    const lf_site_answer *answer = &site->answer[k];
    const lf_site_spread *length = &answer->spread[LF_BY_LENGTH];
    const lf_site_spread *effort = &answer->spread[LF_BY_EFFORT];

    if (!lf_is_found(length->least) && !lf_is_found(effort->least) && !answer->straight_found)
        return true;
    lf_bind_integer(insert, 1, site->key);
    lf_bind_text(insert, 2, kind->id);
    lf_bind_real(insert, 3, metres(length->base));
    bind_place(insert, 4, kind->things, length->base);
    lf_bind_real(insert, 5, minutes(walk, effort->base));
    bind_place(insert, 6, kind->things, effort->base);
    lf_bind_real(insert, 7, answer->straight_found ? answer->straight_m : NAN);
    if (answer->straight_found)
        lf_bind_integer(insert, 8, kind->things->thing[answer->straight_index].key);
    else
        lf_bind_null(insert, 8);
    lf_bind_real(insert, 9, metres(length->least));
    lf_bind_text(insert, 10, length->least_why);
    lf_bind_real(insert, 11, metres(length->greatest));
    lf_bind_text(insert, 12, length->greatest_why);
    lf_bind_real(insert, 13, minutes(walk, effort->least));
    lf_bind_real(insert, 14, minutes(walk, effort->greatest));
    return lf_statement_do(ctx, insert);
}

static bool write_answers(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                          const lf_site *site)
{
    for (size_t k = 0; k < walk->kind_count; k++)
        if (!write_answer(ctx, walk, insert, site, k))
            return false;
    return true;
}

/* ---- around it ---- */

static bool write_stations(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                           const lf_site *site)
{
    for (size_t s = 0; s < site->station_count; s++) {
        const lf_site_station *at = &site->station[s];

        lf_bind_integer(insert, 1, site->key);
        lf_bind_integer(insert, 2, walk->job.stations.thing[at->station].key);
        lf_bind_real(insert, 3, at->walk_m);
        lf_bind_real(insert, 4, at->walk_min);
        lf_bind_real(insert, 5, at->straight_m);
        lf_bind_real(insert, 6, at->near_m);
        lf_bind_real(insert, 7, at->far_m);
        if (!lf_statement_do(ctx, insert))
            return false;
    }
    return true;
}

static bool write_reach(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                        const lf_site *site)
{
    const lf_walk_options *options = &walk->job.options;

    /* no jobs layer, or no street: nothing is known, which is not the same as no job in reach */
    if (walk->job.jobs.count == 0 || lf_site_access_count(site) == 0)
        return true;
    for (size_t k = 0; k < walk->limit_count; k++) {
        const lf_named_limit *limit = &walk->limit[k];
        const double value =
            (limit->by_time ? &options->jobs_min : &options->jobs_m)->value[limit->index];

        lf_bind_integer(insert, 1, site->key);
        lf_bind_text(insert, 2, limit->name);
        lf_bind_real(insert, 3, limit->by_time ? NAN : value);
        lf_bind_real(insert, 4, limit->by_time ? value : NAN);
        lf_bind_real(insert, 5, site->jobs[k]);
        lf_bind_real(insert, 6, site->straight_jobs[k]);
        if (!lf_statement_do(ctx, insert))
            return false;
    }
    return true;
}

static bool write_catchment(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                            const lf_site *site)
{
    for (size_t f = 0; f < site->facility_count; f++) {
        const lf_site_facility *at = &site->facility[f];

        lf_bind_integer(insert, 1, site->key);
        lf_bind_integer(insert, 2, walk->job.facilities.thing[at->facility].key);
        lf_bind_real(insert, 3, at->walk_m);
        lf_bind_real(insert, 4, at->straight_m);
        if (!lf_statement_do(ctx, insert))
            return false;
    }
    return true;
}

/* ---- missing links ---- */

static bool write_links(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                        const lf_site *site)
{
    for (size_t k = 0; k < walk->kind_count; k++) {
        const lf_site_link *link = &site->link[k];

        if (!link->found)
            continue;
        lf_bind_integer(insert, 1, site->key);
        lf_bind_text(insert, 2, walk->kind[k].id);
        lf_bind_integer(insert, 3, walk->kind[k].things->thing[link->place].key);
        lf_bind_text(insert, 4, link->kind);
        lf_bind_real(insert, 5, link->gap_m);
        lf_bind_real(insert, 6, link->x0);
        lf_bind_real(insert, 7, link->y0);
        lf_bind_real(insert, 8, link->x1);
        lf_bind_real(insert, 9, link->y1);
        lf_bind_real(insert, 10, link->walk_m);
        lf_bind_real(insert, 11, link->walk_min);
        lf_bind_text(insert, 12, link->crosses);
        if (!lf_statement_do(ctx, insert))
            return false;
    }
    return true;
}

/* ---- faults ---- */

static bool write_fault(lf_context *ctx, const lf_walk_audit *walk, const lf_site *site)
{
    return lf_workspace_runf(ctx, walk->audit, "reject",
                             "INSERT INTO reject (layer, feature, id, reason) VALUES"
                             " ('candidates', 'walk', %Q, %Q)",
                             site->id, site->fault) &&
           lf_notice(ctx, walk->audit, "walk", "candidates", "site %s is not walked: %s", site->id,
                     site->fault);
}

/* A site outside the city, or with no street near, is kept: what is on foot is not measured. */
static bool tell_landlocked(lf_context *ctx, const lf_walk_audit *walk, const lf_site *site)
{
    if (site->fault != NULL || lf_site_access_count(site) > 0 || walk->job.network.edge_count == 0)
        return true;
    return lf_notice(ctx, walk->audit, "walk", "candidates",
                     "site %s is joined to no street within %g m: it is measured in a straight "
                     "line only",
                     site->id, walk->job.options.max_access_m);
}

/* ---- all ---- */

typedef bool row_writer(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                        const lf_site *site);

static const struct {
    const char *table;
    const char *sql;
    row_writer *write;
} part[] = {
    {"site_access",
     "INSERT INTO site_access (site_key, part, kind, access_m, street_id, x, y)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
     write_access},
    {"site_walk",
     "INSERT INTO site_walk (site_key, category, walk_m, walk_place_key, walk_min,"
     " walk_min_place_key, straight_m, straight_place_key, near_m, near_why, far_m, far_why,"
     " near_min, far_min) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
     write_answers},
    {"site_station",
     "INSERT INTO site_station (site_key, station_key, walk_m, walk_min, straight_m, near_m,"
     " far_m) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
     write_stations},
    {"site_reach",
     "INSERT INTO site_reach (site_key, limit_name, limit_m, limit_min, jobs, straight_jobs)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
     write_reach},
    {"site_catchment",
     "INSERT INTO site_catchment (site_key, facility_key, walk_m, straight_m)"
     " VALUES (?1, ?2, ?3, ?4)",
     write_catchment},
    {"site_link",
     "INSERT INTO site_link (site_key, category, place_key, kind, gap_m, x0, y0, x1, y1, walk_m,"
     " walk_min, crosses) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
     write_links},
};

bool lf_site_write(lf_context *ctx, lf_walk_audit *walk, const lf_site *sites, size_t count)
{
    bool done = true;

    for (size_t p = 0; done && p < sizeof part / sizeof *part; p++) {
        lf_statement *insert = NULL;

        done =
            count == 0 ||
            (lf_workspace_runf(ctx, walk->audit, part[p].table,
                               "DELETE FROM %s WHERE site_key BETWEEN %lld AND %lld", part[p].table,
                               (long long)sites[0].key, (long long)sites[count - 1].key) &&
             lf_prepare(ctx, walk->audit, part[p].sql, &insert));
        for (size_t s = 0; done && s < count; s++)
            done = sites[s].fault != NULL || part[p].write(ctx, walk, insert, &sites[s]);
        lf_statement_close(insert);
    }
    for (size_t s = 0; done && s < count; s++)
        done = (sites[s].fault == NULL || write_fault(ctx, walk, &sites[s])) &&
               tell_landlocked(ctx, walk, &sites[s]);
    return done;
}

static bool write_shed(lf_context *ctx, const lf_walk_audit *walk, lf_statement *insert,
                       const lf_site *site, int shed)
{
    const lf_outline *outline = &site->shed[shed];
    const double scale = walk->job.network.ground_scale;
    void *blob = NULL;
    size_t size = 0;
    bool done = lf_blob_from_wkb(ctx, lf_workspace_srid(walk->audit), outline->wkb,
                                 outline->wkb_size, false, &blob, &size);

    if (done) {
        lf_bind_integer(insert, 1, site->key * LF_SITE_SHEDS + shed);
        lf_bind_integer(insert, 2, site->key);
        lf_bind_real(insert, 3, walk->shed_m[shed]);
        lf_bind_real(insert, 4, outline->area * scale * scale);
        lf_bind_blob(insert, 5, blob, size);
        done = lf_statement_do(ctx, insert);
    }
    free(blob);
    return done;
}

bool lf_site_write_sheds(lf_context *ctx, lf_walk_audit *walk, const lf_site *sites, size_t count)
{
    lf_statement *insert = NULL;
    bool done = lf_prepare(ctx, walk->audit,
                           "INSERT OR REPLACE INTO site_shed (key, site_key, limit_m, area_m2,"
                           " geom) VALUES (?1, ?2, ?3, ?4, ?5)",
                           &insert);

    for (size_t s = 0; done && s < count; s++)
        for (int k = 0; done && k < LF_SITE_SHEDS; k++)
            done = sites[s].fault != NULL || sites[s].shed[k].wkb == NULL ||
                   write_shed(ctx, walk, insert, &sites[s], k);
    lf_statement_close(insert);
    return done;
}
