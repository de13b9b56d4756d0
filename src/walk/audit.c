/*
 * The walk of candidate sites from end to end: the network once, then batch by batch.
 *
 * Must not know what is judged by the rows.
 */
#include "walk/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "walk/grow.h"
#include "walk/mirror.h"
#include "walk/site.h"
#include "walk/sources.h"

/* Stations are looked for this much farther than they are listed, so that what a moved position
 * makes of them is still a number. */
static const double STATIONS_BEYOND = 1.5;

/* ---- opening: what is looked for ---- */

static bool read_settings(lf_context *ctx, lf_walk_audit *walk)
{
    static const char *const tier[LF_SITE_SHEDS] = {"tiers.5_m", "tiers.10_m", "tiers.15_m"};
    bool done = lf_setting_real(ctx, walk->audit, "audit.position_m", &walk->position_m) &&
                lf_setting_real(ctx, walk->audit, "audit.link_m", &walk->link_m);

    for (size_t k = 0; done && k < LF_SITE_SHEDS; k++)
        done = lf_setting_real(ctx, walk->audit, tier[k], &walk->shed_m[k]);
    return done;
}

static bool read_places(lf_walk_audit *walk)
{
    lf_walk_job *job = &walk->job;
    lf_context *ctx = job->ctx;
    lf_access_finder *finder = NULL;
    bool done = lf_access_finder_make(ctx, &job->snap, &finder) &&
                lf_things_read_points(ctx, job->workspace, "jobs", "jobs", &job->jobs) &&
                lf_things_join_points(ctx, &job->snap, &job->jobs) &&
                lf_things_read_shapes(ctx, job->workspace, "facilities", &job->categories, finder,
                                      &job->snap, &job->facilities) &&
                lf_things_read_shapes(ctx, job->workspace, "stations", &job->categories, finder,
                                      &job->snap, &job->stations) &&
                lf_job_read_anchors(job, finder, &walk->anchor_kinds, &walk->anchors);

    lf_access_finder_free(finder);
    if (done)
        lf_job_name_stations(job);
    return done;
}

static bool list_kinds(lf_walk_audit *walk)
{
    lf_walk_job *job = &walk->job;
    const size_t categories = job->categories.count, kinds = walk->anchor_kinds.count;

    walk->kind = calloc(categories + kinds + 1, sizeof *walk->kind);
    if (walk->kind == NULL)
        return lf_fail_memory(job->ctx);
    for (uint32_t c = 0; c < categories + kinds; c++) {
        const bool is_anchor = c >= categories;
        const lf_category *at =
            is_anchor ? &walk->anchor_kinds.category[c - categories] : &job->categories.category[c];

        walk->kind[walk->kind_count++] =
            (lf_site_kind){.id = at->id,
                           .things = is_anchor ? &walk->anchors : lf_job_places(job, c),
                           .category = is_anchor ? c - (uint32_t)categories : c,
                           .search_m = lf_search_limit_m(&job->options, at),
                           .limit_m = is_anchor ? NAN : at->limit_m,
                           .limit_min = is_anchor ? NAN : at->limit_min};
    }
    return true;
}

/* ---- opening: searches ---- */

/* One kind of place in one weight; the caller runs several at once. */
static bool search_kind(lf_context *ctx, const lf_walk_audit *walk, lf_site_kind *kind,
                        lf_weight weight)
{
    const lf_walk_job *job = &walk->job;
    lf_source *source = NULL;
    size_t count = 0, capacity = 0;
    bool done = true;

    for (size_t i = 0; done && i < kind->things->count; i++) {
        const lf_thing *thing = &kind->things->thing[i];

        for (uint32_t a = 0; done && thing->category == kind->category && a < thing->access_count;
             a++) {
            const lf_access *access = &kind->things->access.item[thing->access_first + a];

            done = LF_ROOM(source, count, capacity) || lf_fail_memory(ctx);
            if (done)
                source[count++] =
                    (lf_source){.place = lf_network_place(&job->network, &access->join, weight),
                                .owner = (uint32_t)i};
        }
    }
    done = done && lf_nearest_make(ctx, lf_job_graph(job, weight), &kind->nearest[weight]) &&
           lf_nearest_search(ctx, kind->nearest[weight], source, count,
                             lf_limit_decimetres(kind->search_m));
    free(source);
    return done;
}

static bool search_item(void *user, size_t item, int worker)
{
    lf_walk_audit *walk = user;
    lf_site_kind *kind = &walk->kind[item % walk->kind_count];
    const lf_weight weight = item < walk->kind_count ? LF_BY_LENGTH : LF_BY_EFFORT;

    return search_kind(&walk->worker[worker].ctx, walk, kind, weight);
}

/* Hands on what a worker could not do. */
static bool take_error(lf_context *ctx, lf_walk_audit *walk)
{
    for (int w = 0; w < walk->workers; w++)
        if (walk->worker[w].ctx.failure != LF_NO_FAILURE) {
            lf_fail(ctx, "%s", walk->worker[w].ctx.error);
            lf_clear_error(&walk->worker[w].ctx);
        }
    return ctx->failure != LF_NO_FAILURE ? false : lf_fail_memory(ctx);
}

static bool search_kinds(lf_walk_audit *walk)
{
    lf_walk_job *job = &walk->job;
    const size_t weights = job->by_effort != NULL ? 2 : 1;

    lf_tell_progress(job->ctx, "finding nearest places", 0, 0);
    if (!lf_parallel(job->ctx, weights * walk->kind_count, search_item, walk))
        return take_error(job->ctx, walk);
    for (size_t k = 0; k < walk->kind_count; k++)
        if (!lf_straight_make(job->ctx, walk->kind[k].things, walk->kind[k].category,
                              job->network.ground_scale, walk->kind[k].search_m,
                              &walk->kind[k].straight))
            return false;
    return true;
}

/* ---- opening: what lies around ---- */

static bool prepare_stations(lf_walk_audit *walk)
{
    lf_walk_job *job = &walk->job;
    uint32_t limit_dm;

    walk->station_m = job->options.influence_m * (1 + job->options.tolerance);
    limit_dm = lf_limit_decimetres(walk->station_m * STATIONS_BEYOND);
    return lf_station_field_make(job, LF_BY_LENGTH, limit_dm, &walk->stations[LF_BY_LENGTH]) &&
           (job->by_effort == NULL ||
            lf_station_field_make(job, LF_BY_EFFORT, limit_dm, &walk->stations[LF_BY_EFFORT])) &&
           lf_straight_make(job->ctx, &job->stations, LF_NO_CATEGORY, job->network.ground_scale,
                            walk->station_m, &walk->near_stations);
}

/* Marks the facilities whose capacity is known; *farthest_m is how far the widest of them serves.
 */
static bool find_capacities(lf_walk_audit *walk, double *farthest_m)
{
    lf_walk_job *job = &walk->job;
    lf_statement *row = NULL;
    lf_step step = LF_STEP_FAILED;
    size_t i = 0;
    bool done;

    *farthest_m = 0;
    walk->has_capacity = calloc(job->facilities.count + 1, sizeof *walk->has_capacity);
    done = walk->has_capacity != NULL || lf_fail_memory(job->ctx);
    done = done && lf_prepare(job->ctx, job->workspace,
                              "SELECT coalesce(capacity > 0, 0) FROM facilities ORDER BY id", &row);
    while (done && (step = lf_statement_step(job->ctx, row)) == LF_STEP_ROW &&
           i < job->facilities.count) {
        const uint32_t category = job->facilities.thing[i].category;

        walk->has_capacity[i] = lf_column_integer(row, 0) != 0 && category != LF_NO_CATEGORY;
        if (walk->has_capacity[i])
            *farthest_m =
                fmax(*farthest_m,
                     lf_catchment_limit_m(&job->options, &job->categories.category[category]));
        i++;
    }
    lf_statement_close(row);
    return done && step == LF_STEP_DONE;
}

/* How far a search from a site goes: as far as anything is asked that it answers. */
static void find_reach(lf_walk_audit *walk, double farthest_m)
{
    const lf_walk_options *options = &walk->job.options;
    const double speed = options->network.speed_m_per_min;
    double *out = walk->forward_m;

    out[LF_BY_LENGTH] = farthest_m;
    for (size_t k = 0; walk->job.jobs.count > 0 && k < options->jobs_m.count; k++)
        out[LF_BY_LENGTH] = fmax(out[LF_BY_LENGTH], options->jobs_m.value[k]);
    for (size_t k = 0; walk->job.jobs.count > 0 && k < options->jobs_min.count; k++)
        out[LF_BY_EFFORT] = fmax(out[LF_BY_EFFORT], options->jobs_min.value[k] * speed);
    for (size_t k = 0; k < walk->kind_count; k++) {
        const double limit_m =
            isnan(walk->kind[k].limit_m) ? walk->kind[k].limit_min * speed : walk->kind[k].limit_m;

        for (int w = 0; w < LF_WEIGHTS; w++)
            out[w] = fmax(out[w], isnan(limit_m) ? 0 : limit_m);
    }
}

static bool prepare_around(lf_walk_audit *walk)
{
    lf_walk_job *job = &walk->job;
    const bool both = job->by_effort != NULL;
    double farthest_m = 0, longest_m = 0;
    bool done;

    if (!find_capacities(walk, &farthest_m))
        return false;
    find_reach(walk, farthest_m);
    for (size_t k = 0; k < job->options.jobs_m.count; k++)
        longest_m = fmax(longest_m, job->options.jobs_m.value[k]);
    walk->limit_count = lf_name_limits(&job->options, walk->limit);
    done = lf_mirror_make(job->ctx, job->by_length, &walk->mirror[LF_BY_LENGTH]) &&
           (!both || lf_mirror_make(job->ctx, job->by_effort, &walk->mirror[LF_BY_EFFORT]));
    done =
        done &&
        ((lf_site_ends_make(walk, &job->facilities, walk->has_capacity, LF_BY_LENGTH,
                            &walk->facility_ends) &&
          lf_site_ends_make(walk, &job->jobs, NULL, LF_BY_LENGTH, &walk->job_ends[0]) &&
          (!both || lf_site_ends_make(walk, &job->jobs, NULL, LF_BY_EFFORT, &walk->job_ends[1]))) ||
         lf_fail_memory(job->ctx));
    return done &&
           lf_straight_make(job->ctx, &job->facilities, LF_NO_CATEGORY, job->network.ground_scale,
                            farthest_m, &walk->near_facilities) &&
           lf_straight_sums_make(job->ctx, &job->jobs, job->network.ground_scale, longest_m,
                                 &walk->job_sums);
}

/* ---- opening: threads ---- */

static bool open_worker(lf_walk_audit *walk, lf_site_worker *worker)
{
    lf_walk_job *job = &walk->job;

    worker->seen = calloc(job->network.edge_count + 1, sizeof *worker->seen);
    worker->reached = malloc((job->network.node_count + 1) * sizeof *worker->reached);
    worker->tally = calloc(job->stations.count + 1, sizeof *worker->tally);
    if (worker->seen == NULL || worker->reached == NULL || worker->tally == NULL)
        return lf_fail_memory(job->ctx);
    return lf_access_finder_make(job->ctx, &job->snap, &worker->finder) &&
           lf_nearest_make(job->ctx, &walk->mirror[LF_BY_LENGTH], &worker->forward[0]) &&
           (job->by_effort == NULL ||
            lf_nearest_make(job->ctx, &walk->mirror[LF_BY_EFFORT], &worker->forward[1]));
}

static bool open_workers(lf_walk_audit *walk)
{
    bool done = true;

    for (int w = 0; done && w < walk->workers; w++)
        done = open_worker(walk, &walk->worker[w]);
    return done;
}

static void close_worker(lf_site_worker *worker)
{
    lf_access_finder_free(worker->finder);
    lf_nearest_free(worker->forward[0]);
    lf_nearest_free(worker->forward[1]);
    lf_nearest_free(worker->shed);
    free(worker->seen);
    free(worker->reached);
    free(worker->tally);
}

/* ---- opening and closing ---- */

static bool make_workers(lf_context *ctx, lf_walk_audit *walk)
{
    walk->workers = ctx->threads > 0 ? ctx->threads : 1;
    walk->worker = calloc((size_t)walk->workers, sizeof *walk->worker);
    if (walk->worker == NULL)
        return lf_fail_memory(ctx);
    for (int w = 0; w < walk->workers; w++)
        lf_context_init_worker(&walk->worker[w].ctx, ctx);
    return true;
}

bool lf_walk_audit_open(lf_context *ctx, lf_workspace *audit, lf_walk_audit **out)
{
    lf_walk_audit *walk = calloc(1, sizeof *walk);

    *out = walk;
    if (walk == NULL)
        return lf_fail_memory(ctx);
    walk->audit = audit;
    walk->job = (lf_walk_job){.ctx = ctx, .workspace = audit};
    lf_tell_progress(ctx, "building the network", 0, 0);
    return make_workers(ctx, walk) && read_settings(ctx, walk) && lf_job_read_network(&walk->job) &&
           lf_job_make_graphs(&walk->job) && read_places(walk) && list_kinds(walk) &&
           search_kinds(walk) && prepare_stations(walk) && prepare_around(walk) &&
           lf_barriers_read(ctx, audit, &walk->barriers) && lf_site_crossings_make(ctx, walk) &&
           open_workers(walk);
}

void lf_walk_audit_close(lf_walk_audit *walk)
{
    if (walk == NULL)
        return;
    for (int w = 0; walk->worker != NULL && w < walk->workers; w++)
        close_worker(&walk->worker[w]);
    for (size_t k = 0; k < walk->kind_count; k++) {
        lf_nearest_free(walk->kind[k].nearest[0]);
        lf_nearest_free(walk->kind[k].nearest[1]);
        lf_straight_free(&walk->kind[k].straight);
    }
    for (int w = 0; w < LF_WEIGHTS; w++) {
        lf_mirror_free(&walk->mirror[w]);
        lf_station_field_free(&walk->stations[w]);
        lf_site_ends_free(&walk->job_ends[w]);
    }
    lf_site_ends_free(&walk->facility_ends);
    lf_straight_free(&walk->near_stations);
    lf_straight_free(&walk->near_facilities);
    lf_straight_sums_free(&walk->job_sums);
    lf_barriers_free(&walk->barriers);
    lf_shed_grid_free(&walk->grid);
    lf_things_free(&walk->anchors);
    lf_categories_free(&walk->anchor_kinds);
    lf_job_free(&walk->job);
    free(walk->crossing);
    free(walk->has_capacity);
    free(walk->kind);
    free(walk->worker);
    free(walk);
}

/* ---- a batch ---- */

void lf_site_free(const lf_walk_audit *walk, lf_site *site)
{
    for (size_t k = 0; site->link != NULL && k < walk->kind_count; k++)
        free(site->link[k].crosses);
    for (size_t k = 0; k < LF_SITE_SHEDS; k++)
        lf_outline_free(&site->shed[k]);
    lf_shape_free(&site->shape);
    lf_access_list_free(&site->access);
    free(site->wkb);
    free(site->id);
    free(site->answer);
    free(site->link);
    free(site->station);
    free(site->facility);
    free(site->fault);
}

typedef struct batch {
    lf_walk_audit *walk;
    lf_site *site;
    size_t count, capacity;
    bool sheds; /* only these */
} batch;

static void batch_free(batch *b)
{
    for (size_t s = 0; s < b->count; s++)
        lf_site_free(b->walk, &b->site[s]);
    free(b->site);
}

static bool read_site(lf_context *ctx, batch *b, lf_statement *row)
{
    const size_t kinds = b->walk->kind_count;
    size_t size = 0;
    const void *blob = lf_column_blob(row, 4, &size);
    lf_site *site;

    if (!LF_ROOM(b->site, b->count, b->capacity))
        return lf_fail_memory(ctx);
    site = &b->site[b->count++];
    *site = (lf_site){.key = lf_column_integer(row, 0),
                      .id = lf_copy(lf_column_text(row, 1)),
                      .x_m = lf_column_real(row, 2),
                      .y_m = lf_column_real(row, 3),
                      .answer = calloc(kinds + 1, sizeof *site->answer),
                      .link = calloc(kinds + 1, sizeof *site->link)};
    if (site->id == NULL || site->answer == NULL || site->link == NULL)
        return lf_fail_memory(ctx);
    return lf_blob_to_wkb(ctx, blob, size, &site->wkb, &site->wkb_size) &&
           lf_shape_from_blob(ctx, blob, size, &site->shape);
}

static bool read_rows(lf_context *ctx, batch *b, lf_statement *rows)
{
    lf_step step;

    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        if (!read_site(ctx, b, rows))
            return false;
    return step == LF_STEP_DONE;
}

/* A fault of this site's geometry becomes a line about the site; out of memory does not. */
static bool note_fault(lf_site_worker *worker, lf_site *site)
{
    lf_context memory = {0};

    lf_fail_memory(&memory);
    if (worker->ctx.failure == LF_STOPPED || strcmp(worker->ctx.error, memory.error) == 0)
        return false;
    site->fault = lf_copy(worker->ctx.error);
    lf_clear_error(&worker->ctx);
    return site->fault != NULL;
}

static bool do_site(void *user, size_t item, int number)
{
    batch *b = user;
    const lf_walk_audit *walk = b->walk;
    lf_site_worker *worker = &b->walk->worker[number];
    lf_site *site = &b->site[item];
    const bool done =
        lf_site_enter(walk, worker, site) &&
        (b->sheds ? lf_site_draw_sheds(walk, worker, site)
                  : lf_site_ask(walk, worker, site) && lf_site_look_around(walk, worker, site) &&
                        lf_site_find_links(walk, worker, site));

    return done || note_fault(worker, site);
}

static bool do_sites(lf_context *ctx, batch *b)
{
    lf_context own = *ctx;

    if (own.threads > b->walk->workers)
        own.threads = b->walk->workers;
    if (lf_parallel(&own, b->count, do_site, b))
        return true;
    if (own.failure == LF_STOPPED || lf_stopping(ctx)) {
        for (int w = 0; w < b->walk->workers; w++)
            lf_clear_error(&b->walk->worker[w].ctx);
        lf_stopping(ctx);
        return false;
    }
    return take_error(ctx, b->walk);
}

bool lf_walk_audit_batch(lf_context *ctx, lf_walk_audit *walk, int64_t first_key, int64_t last_key)
{
    batch b = {.walk = walk};
    lf_statement *rows = NULL;
    bool done = lf_prepare(ctx, walk->audit,
                           "SELECT key, id, x, y, geom FROM candidates"
                           " WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
                           &rows);

    if (done) {
        lf_bind_integer(rows, 1, first_key);
        lf_bind_integer(rows, 2, last_key);
        done = read_rows(ctx, &b, rows);
    }
    lf_statement_close(rows);
    done = done && do_sites(ctx, &b) && lf_site_write(ctx, walk, b.site, b.count);
    batch_free(&b);
    return done;
}

bool lf_walk_audit_sheds(lf_context *ctx, lf_walk_audit *walk, const int64_t *keys, size_t count)
{
    batch b = {.walk = walk, .sheds = true};
    lf_statement *rows = NULL;
    bool done = (walk->grid.snap != NULL ||
                 lf_shed_grid_make(ctx, &walk->job.snap, walk->job.options.shed_resolution_m,
                                   &walk->grid)) &&
                lf_prepare(ctx, walk->audit,
                           "SELECT key, id, x, y, geom FROM candidates WHERE key = ?1", &rows);

    for (size_t i = 0; done && i < count; i++) {
        lf_bind_integer(rows, 1, keys[i]);
        done = read_rows(ctx, &b, rows);
    }
    lf_statement_close(rows);
    done = done && do_sites(ctx, &b) && lf_site_write_sheds(ctx, walk, b.site, b.count);
    batch_free(&b);
    return done;
}
