/*
 * The stage 'walk' from end to end: reads, builds, lets the parts write, commits.
 *
 * Must not know sources, measures or how results are shown.
 */
#include "walk/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "walk/job.h"

/* Changes whenever the stage would write other rows for the same input. */
static const char STAGE_VERSION[] = "walk 3";

/* ---- settings ---- */

/* A space separated list of positive numbers. */
static bool read_limits(lf_context *ctx, lf_workspace *workspace, const char *name, lf_limits *out)
{
    char *text = NULL;
    bool done = true;

    out->count = 0;
    if (!lf_setting_text(ctx, workspace, name, &text))
        return false;
    for (char *at = text; at != NULL;) {
        char *end;
        const double value = strtod(at + strspn(at, " ,"), &end);

        if (at[strspn(at, " ,")] == '\0')
            break;
        if (end == at || !(value > 0) || out->count == LF_LIMITS_MOST) {
            done = lf_fail(ctx, "%s: expected at most %d positive numbers, found \"%s\"", name,
                           LF_LIMITS_MOST, text);
            break;
        }
        out->value[out->count++] = value;
        at = end;
    }
    free(text);
    return done;
}

bool lf_walk_options_read(lf_context *ctx, lf_workspace *workspace, lf_walk_options *out)
{
    char *by = NULL;

    *out = (lf_walk_options){0};
    if (!lf_network_options_read(ctx, workspace, &out->network) ||
        !lf_setting_real(ctx, workspace, "walking.max_access_m", &out->max_access_m) ||
        !lf_setting_real(ctx, workspace, "walking.search_limit_m", &out->search_limit_m) ||
        !lf_setting_real(ctx, workspace, "walking.catchment_m", &out->catchment_m) ||
        !lf_setting_real(ctx, workspace, "walking.tolerance", &out->tolerance) ||
        !lf_setting_real(ctx, workspace, "walking.shed_resolution_m", &out->shed_resolution_m) ||
        !lf_setting_real(ctx, workspace, "stations.core_m", &out->core_m) ||
        !lf_setting_real(ctx, workspace, "stations.influence_m", &out->influence_m) ||
        !lf_setting_text(ctx, workspace, "stations.by", &by) ||
        !read_limits(ctx, workspace, "jobs.limits_m", &out->jobs_m) ||
        !read_limits(ctx, workspace, "jobs.limits_min", &out->jobs_min)) {
        free(by);
        return false;
    }
    out->stations_by_time = by != NULL && strcmp(by, "time") == 0;
    free(by);
    return true;
}

uint32_t lf_limit_decimetres(double limit_m)
{
    const double dm = floor(limit_m * 10 + 1e-6);

    return dm < LF_NO_WAY / 2 ? (uint32_t)dm : LF_NO_WAY / 2;
}

const lf_things *lf_job_places(const lf_walk_job *job, uint32_t category)
{
    return category == job->station_category ? &job->stations : &job->facilities;
}

/* ---- fingerprint ---- */

/* Adds every value of a query's rows to a text. */
static bool add_rows(lf_context *ctx, lf_workspace *workspace, const char *sql, lf_text *text)
{
    lf_statement *row = NULL;
    lf_step step;

    if (!lf_prepare(ctx, workspace, sql, &row))
        return false;
    while ((step = lf_statement_step(ctx, row)) == LF_STEP_ROW)
        for (int c = 0; c < lf_column_count(row); c++) {
            const char *value = lf_column_text(row, c);

            lf_text_addf(text, "%s%c", value ? value : "\1",
                         c + 1 < lf_column_count(row) ? '\t' : '\n');
        }
    lf_statement_close(row);
    return step == LF_STEP_DONE;
}

/* A hash of all that the stage depends on; *loaded tells whether the layers came from a load. */
static bool make_fingerprint(lf_context *ctx, lf_workspace *workspace, char out[LF_HASH_SIZE],
                             bool *loaded)
{
    char *load = NULL;
    lf_text text = {0};
    bool done = false;

    if (!lf_stage_fingerprint(ctx, workspace, "load", &load))
        goto done;
    *loaded = load != NULL && load[0] != '\0';
    lf_text_addf(&text, "%s\n%s\n", STAGE_VERSION, load ? load : "");
    if (!add_rows(ctx, workspace, "SELECT name, value FROM setting ORDER BY name", &text) ||
        !add_rows(ctx, workspace, "SELECT id, limit_m, limit_min FROM category ORDER BY id", &text))
        goto done;
    if (text.failed) {
        lf_fail_memory(ctx);
        goto done;
    }
    lf_hash_bytes(text.bytes, text.length, out);
    done = true;
done:
    free(load);
    lf_text_free(&text);
    return done;
}

/* ---- reading ---- */

static uint32_t find_station_category(const lf_categories *categories)
{
    for (size_t c = 0; c < categories->count; c++)
        if (strcmp(categories->category[c].id, "station") == 0)
            return (uint32_t)c;
    return LF_NO_CATEGORY;
}

bool lf_job_make_graphs(lf_walk_job *job)
{
    const lf_network *network = &job->network;

    if (!lf_graph_make(job->ctx, network->node, network->node_count, network->edge,
                       network->edge_count, LF_BY_LENGTH, &job->by_length))
        return false;
    return network->effort_is_length ||
           lf_graph_make(job->ctx, network->node, network->node_count, network->edge,
                         network->edge_count, LF_BY_EFFORT, &job->by_effort);
}

/* A station is no facility: lets every station stand for the category of that name. */
void lf_job_name_stations(lf_walk_job *job)
{
    for (size_t i = 0; i < job->stations.count; i++)
        job->stations.thing[i].category = job->station_category;
}

static bool read_layers(lf_walk_job *job, lf_access_finder *finder)
{
    lf_context *ctx = job->ctx;
    lf_workspace *workspace = job->workspace;

    if (!lf_things_read_points(ctx, workspace, "homes", "residents", &job->homes) ||
        !lf_things_read_points(ctx, workspace, "jobs", "jobs", &job->jobs) ||
        !lf_things_read_shapes(ctx, workspace, "facilities", &job->categories, finder, &job->snap,
                               &job->facilities) ||
        !lf_things_read_shapes(ctx, workspace, "stations", &job->categories, finder, &job->snap,
                               &job->stations) ||
        !lf_things_read_shapes(ctx, workspace, "sites", &job->categories, finder, &job->snap,
                               &job->sites) ||
        !lf_things_join_points(ctx, &job->snap, &job->homes) ||
        !lf_things_join_points(ctx, &job->snap, &job->jobs))
        return false;
    lf_job_name_stations(job);
    return true;
}

bool lf_job_read_network(lf_walk_job *job)
{
    lf_context *ctx = job->ctx;
    const bool done = lf_walk_options_read(ctx, job->workspace, &job->options) &&
                      lf_categories_read(ctx, job->workspace, &job->categories) &&
                      lf_network_read(ctx, job->workspace, &job->options.network, &job->network) &&
                      lf_snap_make(ctx, &job->network, job->options.max_access_m, &job->snap);

    job->station_category = find_station_category(&job->categories);
    return done;
}

static bool read_all(lf_walk_job *job)
{
    lf_access_finder *finder = NULL;
    bool done = lf_job_read_network(job) && lf_access_finder_make(job->ctx, &job->snap, &finder);

    done = done && read_layers(job, finder) && lf_job_make_graphs(job);
    lf_access_finder_free(finder);
    return done;
}

void lf_job_free(lf_walk_job *job)
{
    lf_things_free(&job->homes);
    lf_things_free(&job->jobs);
    lf_things_free(&job->facilities);
    lf_things_free(&job->stations);
    lf_things_free(&job->sites);
    lf_categories_free(&job->categories);
    lf_graph_free(job->by_length);
    lf_graph_free(job->by_effort);
    lf_snap_free(&job->snap);
    lf_network_free(&job->network);
}

/* ---- writing ---- */

static bool register_geometry(lf_context *ctx, lf_workspace *workspace, const char *table,
                              const char *type)
{
    char *sql = lf_copyf("SELECT count(*) FROM geometry_columns WHERE f_table_name = '%s'", table);
    int64_t known = 0;
    const bool asked = sql != NULL && lf_query_integer(ctx, workspace, sql, 0, &known);

    if (sql == NULL)
        return lf_fail_memory(ctx);
    free(sql);
    return asked &&
           (known > 0 || lf_workspace_register_geometry(ctx, workspace, table, type, "XY"));
}

static bool clear_tables(lf_context *ctx, lf_workspace *workspace)
{
    return register_geometry(ctx, workspace, "walk_problem", "POINT") &&
           register_geometry(ctx, workspace, "walk_shed", "MULTIPOLYGON") &&
           lf_workspace_run(ctx, workspace, "walk: empty its tables",
                            "DELETE FROM walk_access; DELETE FROM walk_nearest;"
                            "DELETE FROM walk_reach; DELETE FROM walk_station;"
                            "DELETE FROM walk_catchment;"
                            "DELETE FROM walk_site; DELETE FROM walk_component;"
                            "DELETE FROM walk_problem; DELETE FROM walk_shed;"
                            "DELETE FROM walk_fact; DELETE FROM notice WHERE stage = 'walk';");
}

static bool tell_notices(lf_walk_job *job)
{
    lf_context *ctx = job->ctx;
    int64_t strays = 0;

    if (job->network.streets.street_count == 0 &&
        !lf_notice(ctx, job->workspace, "walk", "streets",
                   "no walkable street was supplied: nothing is measured on foot, only in a "
                   "straight line"))
        return false;
    for (uint32_t c = 0; c < job->categories.count; c++) {
        const lf_things *places = lf_job_places(job, c);
        size_t count = 0;

        for (size_t i = 0; i < places->count; i++)
            count += places->thing[i].category == c;
        if (count == 0 && !lf_notice(ctx, job->workspace, "walk", job->categories.category[c].id,
                                     "no place of this category was supplied"))
            return false;
    }
    if (!lf_query_integer(ctx, job->workspace,
                          "SELECT count(*) FROM entrances WHERE owner_id NOT IN "
                          "(SELECT id FROM stations UNION ALL SELECT id FROM facilities)",
                          0, &strays))
        return false;
    return strays == 0 || lf_notice(ctx, job->workspace, "walk", "entrances",
                                    "%lld entrances name no station or facility as their owner",
                                    (long long)strays);
}

static bool write_all(lf_walk_job *job)
{
    static const struct {
        const char *task;
        bool (*write)(lf_walk_job *job);
    } part[] = {
        {N_("writing the network"), lf_write_network},
        {N_("writing accesses"), lf_write_access},
        {N_("finding nearest places"), lf_write_nearest},
        {N_("finding nearest anchors"), lf_write_anchors},
        {N_("counting jobs in reach"), lf_write_reach},
        {N_("looking around stations"), lf_write_stations},
        {N_("drawing walk-sheds"), lf_write_sheds},
        {N_("pairing homes and facilities"), lf_write_catchment},
    };

    if (!tell_notices(job))
        return false;
    for (size_t p = 0; p < sizeof part / sizeof part[0]; p++) {
        lf_tell_progress(job->ctx, part[p].task, 0, 0);
        if (lf_stopping(job->ctx) || !part[p].write(job))
            return false;
    }
    return true;
}

bool lf_walk(lf_context *ctx, lf_workspace *workspace)
{
    lf_walk_job job = {.ctx = ctx, .workspace = workspace};
    char fingerprint[LF_HASH_SIZE];
    bool loaded = false, current = false, done = false;

    if (!make_fingerprint(ctx, workspace, fingerprint, &loaded) ||
        !lf_stage_is_current(ctx, workspace, "walk", fingerprint, &current))
        return false;
    /* rows that nobody loaded have no hash: whoever filled them in may have changed them */
    if (loaded && current) {
        lf_info(ctx, "walk: unchanged");
        return true;
    }
    if (!lf_stage_begin(ctx, workspace, "walk"))
        return false;
    done = clear_tables(ctx, workspace) && read_all(&job) && write_all(&job) && !lf_stopping(ctx) &&
           lf_stage_commit(ctx, workspace, "walk", fingerprint);
    if (!done)
        lf_stage_rollback(workspace);
    lf_job_free(&job);
    return done;
}
