/*
 * Writes the walk-sheds of every category and every station.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "walk/shed.h"
#include "walk/sources.h"

enum { BANDS = 2 };
static const char *const BAND[BANDS] = {"core", "influence"};

/* The sheds of all subjects while they are drawn. */
typedef struct drawing {
    lf_walk_job *job;
    lf_shed_grid grid;
    lf_outline *category; /* per category */
    lf_outline *station;  /* BANDS per station */
    lf_context *own;      /* per category: what failed there */
    lf_reached **reached; /* per worker: room for all nodes */
    lf_owner *owner;      /* per station */
    lf_place *place;
    lf_weight station_weight;
    uint32_t band_dm[BANDS];
    double coarser; /* the grid's step by the one that was asked for: 1, 2, 4 … */
} drawing;

/* ---- categories ---- */

/* A category's limit is a distance, or a time at the walking speed. */
static lf_weight category_weight(const lf_category *category)
{
    return isnan(category->limit_m) ? LF_BY_EFFORT : LF_BY_LENGTH;
}

static uint32_t category_limit_dm(const lf_walk_job *job, const lf_category *category)
{
    return lf_limit_decimetres(isnan(category->limit_m)
                                   ? category->limit_min * job->options.network.speed_m_per_min
                                   : category->limit_m);
}

static bool draw_category(void *user, size_t item, int worker)
{
    drawing *all = user;
    const lf_walk_job *job = all->job;
    const lf_category *category = &job->categories.category[item];
    const lf_weight weight = category_weight(category);
    const uint32_t limit_dm = category_limit_dm(job, category);
    lf_context *ctx = &all->own[item];
    lf_sources sources = {0};
    lf_nearest *nearest = NULL;
    bool done;

    (void)worker;
    if (!lf_sources_make(job, (uint32_t)item, weight, &sources)) {
        lf_sources_free(&sources);
        return lf_fail_memory(ctx);
    }
    done = sources.count == 0 ||
           (lf_nearest_make(ctx, lf_job_graph(job, weight), &nearest) &&
            lf_nearest_search(ctx, nearest, sources.source, sources.count,
                              limit_dm + lf_shed_margin_dm(&all->grid)) &&
            (lf_shed_draw(&all->grid, nearest, weight, &limit_dm, 1, NULL, &all->category[item]) ||
             lf_fail_memory(ctx)));
    lf_nearest_free(nearest);
    lf_sources_free(&sources);
    return done;
}

static bool draw_categories(drawing *all)
{
    lf_walk_job *job = all->job;
    const size_t count = job->categories.count;

    all->category = calloc(count + 1, sizeof *all->category);
    all->own = calloc(count + 1, sizeof *all->own);
    if (all->category == NULL || all->own == NULL)
        return lf_fail_memory(job->ctx);
    for (size_t c = 0; c < count; c++) {
        lf_context_init_worker(&all->own[c], job->ctx);
        all->own[c].stop = NULL; /* the caller polls */
    }
    if (lf_parallel_told(job->ctx, count, draw_category, all))
        return true;
    for (size_t c = 0; c < count; c++)
        if (all->own[c].failure != LF_NO_FAILURE)
            return lf_fail(job->ctx, "%s", all->own[c].error);
    return false;
}

/* ---- stations ---- */

static bool draw_station(void *user, size_t station, const lf_nearest *nearest, int worker)
{
    drawing *all = user;
    const lf_owner *owner = &all->owner[station];
    lf_shed_box box;

    if (owner->place_count == 0)
        return true;
    box = lf_shed_bounds(&all->job->snap, nearest, owner->places, owner->place_count,
                         all->reached[worker]);
    return lf_shed_draw(&all->grid, nearest, all->station_weight, all->band_dm, BANDS, &box,
                        &all->station[BANDS * station]);
}

static bool station_room(drawing *all)
{
    const lf_walk_job *job = all->job;
    const size_t threads = (size_t)job->ctx->threads;
    bool done;

    all->station = calloc(BANDS * job->stations.count + 1, sizeof *all->station);
    all->owner = calloc(job->stations.count + 1, sizeof *all->owner);
    all->place = calloc(job->stations.access.count + 1, sizeof *all->place);
    all->reached = calloc(threads, sizeof *all->reached);
    done = all->station != NULL && all->owner != NULL && all->place != NULL && all->reached != NULL;
    for (size_t w = 0; done && w < threads; w++) {
        all->reached[w] = malloc((job->network.node_count + 1) * sizeof **all->reached);
        done = all->reached[w] != NULL;
    }
    return done || lf_fail_memory(job->ctx);
}

static bool draw_stations(drawing *all)
{
    lf_walk_job *job = all->job;
    size_t filled = 0;

    if (job->stations.count == 0)
        return true;
    if (!station_room(all))
        return false;
    all->station_weight = job->options.stations_by_time ? LF_BY_EFFORT : LF_BY_LENGTH;
    all->band_dm[0] = lf_limit_decimetres(job->options.core_m);
    all->band_dm[1] = lf_limit_decimetres(job->options.influence_m);
    for (size_t s = 0; s < job->stations.count; s++) {
        const lf_thing *station = &job->stations.thing[s];

        all->owner[s] =
            (lf_owner){.places = all->place + filled, .place_count = station->access_count};
        for (uint32_t a = 0; a < station->access_count; a++)
            all->place[filled++] = lf_network_place(
                &job->network, &job->stations.access.item[station->access_first + a].join,
                all->station_weight);
    }
    if (lf_nearest_each(job->ctx, lf_job_graph(job, all->station_weight), all->owner,
                        job->stations.count,
                        (all->band_dm[0] > all->band_dm[1] ? all->band_dm[0] : all->band_dm[1]) +
                            lf_shed_margin_dm(&all->grid),
                        draw_station, all))
        return true;
    return job->ctx->failure != LF_NO_FAILURE ? false : lf_fail_memory(job->ctx);
}

/* ---- rows ---- */

/* What a row says besides its geometry. */
typedef struct shed_row {
    const char *subject, *kind, *band;
    double limit_m, limit_min; /* one of them NaN */
} shed_row;

static bool write_shed(drawing *all, lf_statement *insert, const shed_row *row,
                       const lf_outline *outline)
{
    lf_walk_job *job = all->job;
    const double scale = job->network.ground_scale;
    void *blob = NULL;
    size_t size = 0;
    bool done;

    if (!lf_blob_from_wkb(job->ctx, lf_workspace_srid(job->workspace), outline->wkb,
                          outline->wkb_size, false, &blob, &size))
        return false;
    lf_bind_text(insert, 1, row->subject);
    lf_bind_text(insert, 2, row->kind);
    lf_bind_text(insert, 3, row->band);
    lf_bind_real(insert, 4, row->limit_m);
    lf_bind_real(insert, 5, row->limit_min);
    lf_bind_real(insert, 6, job->options.shed_resolution_m * all->coarser);
    lf_bind_real(insert, 7, outline->area * scale * scale);
    lf_bind_blob(insert, 8, blob, size);
    done = lf_statement_do(job->ctx, insert);
    free(blob);
    return done;
}

static bool write_category(drawing *all, lf_statement *insert, uint32_t index)
{
    lf_walk_job *job = all->job;
    const lf_category *category = &job->categories.category[index];
    const lf_things *places = lf_job_places(job, index);
    const shed_row row = {.subject = category->id,
                          .kind = "category",
                          .band = "limit",
                          .limit_m = category->limit_m,
                          .limit_min = category->limit_min};
    bool joined = false;

    if (all->category[index].wkb != NULL)
        return write_shed(all, insert, &row, &all->category[index]);
    for (size_t i = 0; i < places->count; i++)
        joined =
            joined || (places->thing[i].category == index && places->thing[i].access_count > 0);
    return !joined || lf_notice(job->ctx, job->workspace, "walk", category->id,
                                "its walk-shed is smaller than walking.shed_resolution_m and was "
                                "not drawn");
}

static bool write_station(drawing *all, lf_statement *insert, size_t station, int band)
{
    lf_walk_job *job = all->job;
    const lf_outline *outline = &all->station[BANDS * station + (size_t)band];
    const double limit_m = band ? job->options.influence_m : job->options.core_m;
    const bool by_time = job->options.stations_by_time;
    const shed_row row = {.subject = lf_thing_id(&job->stations, &job->stations.thing[station]),
                          .kind = "station",
                          .band = BAND[band],
                          .limit_m = by_time ? NAN : limit_m,
                          .limit_min =
                              by_time ? limit_m / job->options.network.speed_m_per_min : NAN};

    return outline->wkb == NULL || write_shed(all, insert, &row, outline);
}

static bool write_rows(drawing *all)
{
    lf_walk_job *job = all->job;
    lf_statement *insert = NULL;
    bool done = lf_prepare(job->ctx, job->workspace,
                           "INSERT INTO walk_shed (subject, kind, band, limit_m, limit_min, "
                           "resolution_m, area_m2, geom) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                           &insert);

    for (uint32_t c = 0; done && c < job->categories.count; c++)
        done = write_category(all, insert, c);
    for (size_t s = 0; done && s < job->stations.count; s++)
        for (int band = 0; done && band < BANDS; band++)
            done = write_station(all, insert, s, band);
    lf_statement_close(insert);
    return done;
}

static void drawing_free(drawing *all)
{
    const lf_walk_job *job = all->job;

    for (size_t c = 0; all->category != NULL && c < job->categories.count; c++)
        lf_outline_free(&all->category[c]);
    for (size_t s = 0; all->station != NULL && s < BANDS * job->stations.count; s++)
        lf_outline_free(&all->station[s]);
    for (int w = 0; all->reached != NULL && w < job->ctx->threads; w++)
        free(all->reached[w]);
    free(all->category);
    free(all->station);
    free(all->own);
    free(all->reached);
    free(all->owner);
    free(all->place);
    lf_shed_grid_free(&all->grid);
}

static bool make_grid(drawing *all)
{
    lf_walk_job *job = all->job;
    const double asked_m = job->options.shed_resolution_m;

    if (!lf_shed_grid_make(job->ctx, &job->snap, asked_m, &all->grid))
        return false;
    all->coarser = round(all->grid.step * job->network.ground_scale / asked_m);
    return all->coarser == 1 ||
           lf_notice(job->ctx, job->workspace, "walk", "walk_shed",
                     "the streets reach too far for walk-sheds at %g m: drawn at %g m", asked_m,
                     asked_m * all->coarser);
}

bool lf_write_sheds(lf_walk_job *job)
{
    drawing all = {.job = job};
    bool done;

    if (job->network.edge_count == 0)
        return true;
    done = make_grid(&all) && draw_categories(&all) && draw_stations(&all) && write_rows(&all);
    drawing_free(&all);
    return done;
}
