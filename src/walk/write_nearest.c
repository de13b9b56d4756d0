/*
 * Writes the nearest place of every category for every home and site: by distance, by time, and in
 * a straight line.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "walk/limits.h"
#include "walk/sources.h"
#include "walk/straight.h"

/* Homes and sites in a straight line are worked off in portions of this many. */
enum { PORTION = 4096 };

/* The straight-line answer; nothing found: index is UINT32_MAX. */
typedef struct straight_found {
    uint32_t index;
    double distance_m;
} straight_found;

/*
 * Everybody who asks: first the homes, then the sites. Each has answers at
 * [category * askers + asker]; walking answers are per access and looked up through target_first.
 */
typedef struct inquiry {
    lf_walk_job *job;
    size_t askers;
    lf_place *target[2];    /* by weight: accesses of homes, then of sites */
    uint32_t *target_first; /* targets of asker a: target_first[a] … target_first[a + 1] - 1 */
    size_t target_count;
    lf_found *found[2]; /* by weight: [category * target_count + target] */
    straight_found *straight;
    lf_straight *index; /* one per category */
} inquiry;

static const lf_thing *asker_thing(const inquiry *asking, size_t asker)
{
    const lf_walk_job *job = asking->job;

    return asker < job->homes.count ? &job->homes.thing[asker]
                                    : &job->sites.thing[asker - job->homes.count];
}

static double search_limit_m(const lf_walk_job *job, uint32_t category)
{
    return lf_search_limit_m(&job->options, &job->categories.category[category]);
}

/* ---- on foot ---- */

static bool list_targets(inquiry *asking)
{
    const lf_walk_job *job = asking->job;
    const size_t room = job->homes.access.count + job->sites.access.count + 1;
    const int weights = job->by_effort != NULL ? 2 : 1;
    size_t filled = 0;

    asking->target_first = malloc((asking->askers + 1) * sizeof *asking->target_first);
    for (int w = 0; w < weights; w++)
        asking->target[w] = malloc(room * sizeof *asking->target[w]);
    if (asking->target_first == NULL || asking->target[0] == NULL ||
        (weights == 2 && asking->target[1] == NULL))
        return lf_fail_memory(job->ctx);
    for (size_t a = 0; a < asking->askers; a++) {
        const lf_thing *thing = asker_thing(asking, a);
        const lf_things *things = a < job->homes.count ? &job->homes : &job->sites;

        asking->target_first[a] = (uint32_t)filled;
        for (uint32_t i = 0; i < thing->access_count; i++, filled++)
            for (int w = 0; w < weights; w++)
                asking->target[w][filled] = lf_network_place(
                    &job->network, &things->access.item[thing->access_first + i].join,
                    w ? LF_BY_EFFORT : LF_BY_LENGTH);
    }
    asking->target_first[asking->askers] = (uint32_t)filled;
    asking->target_count = filled;
    return true;
}

static bool search_weight(inquiry *asking, lf_weight weight)
{
    lf_walk_job *job = asking->job;
    const size_t categories = job->categories.count;
    lf_found *found = malloc((categories * asking->target_count + 1) * sizeof *found);
    lf_sources *sources = calloc(categories + 1, sizeof *sources);
    lf_nearest_task *task = calloc(categories + 1, sizeof *task);
    bool done = found != NULL && sources != NULL && task != NULL;

    asking->found[weight] = found;
    for (uint32_t c = 0; done && c < categories; c++) {
        done = lf_sources_make(job, c, weight, &sources[c]);
        task[c] = (lf_nearest_task){.sources = sources[c].source,
                                    .source_count = sources[c].count,
                                    .limit_dm = lf_limit_decimetres(search_limit_m(job, c)),
                                    .targets = asking->target[weight],
                                    .target_count = asking->target_count,
                                    .out = found + c * asking->target_count};
    }
    if (!done)
        lf_fail_memory(job->ctx);
    else
        done = lf_nearest_run(job->ctx, lf_job_graph(job, weight), task, categories);
    for (size_t c = 0; sources != NULL && c < categories; c++)
        lf_sources_free(&sources[c]);
    free(sources);
    free(task);
    return done;
}

/* The smallest (cost, owner) over the accesses of an asker. */
static lf_found best_of(const inquiry *asking, lf_weight weight, uint32_t category, size_t asker)
{
    const lf_found *found = asking->found[weight] + category * asking->target_count;
    lf_found best = {.owner = LF_NO_OWNER};

    for (uint32_t t = asking->target_first[asker]; t < asking->target_first[asker + 1]; t++)
        if (lf_is_found(found[t]) &&
            (!lf_is_found(best) || found[t].cost_dm < best.cost_dm ||
             (found[t].cost_dm == best.cost_dm && found[t].owner < best.owner)))
            best = found[t];
    return best;
}

/* ---- in a straight line ---- */

/* One portion of askers for one category. */
static bool look_straight(void *user, size_t item, int worker)
{
    const inquiry *asking = user;
    const size_t portions = asking->askers / PORTION + 1;
    const size_t category = item / portions, first = item % portions * PORTION;
    const size_t last = first + PORTION < asking->askers ? first + PORTION : asking->askers;

    (void)worker;
    for (size_t a = first; a < last; a++) {
        const lf_thing *thing = asker_thing(asking, a);
        double xy[2];
        const lf_shape outline = lf_thing_outline(thing, xy);
        straight_found *out = &asking->straight[category * asking->askers + a];

        if (!lf_straight_nearest(&asking->index[category], &outline, &out->index, &out->distance_m))
            out->index = UINT32_MAX;
    }
    return true;
}

static bool search_straight(inquiry *asking)
{
    lf_walk_job *job = asking->job;
    const size_t categories = job->categories.count;

    asking->straight = malloc((categories * asking->askers + 1) * sizeof *asking->straight);
    asking->index = calloc(categories + 1, sizeof *asking->index);
    if (asking->straight == NULL || asking->index == NULL)
        return lf_fail_memory(job->ctx);
    for (uint32_t c = 0; c < categories; c++)
        if (!lf_straight_make(job->ctx, lf_job_places(job, c), c, job->network.ground_scale,
                              search_limit_m(job, c), &asking->index[c]))
            return false;
    return lf_parallel_told(job->ctx, categories * (asking->askers / PORTION + 1), look_straight,
                            asking);
}

/* ---- rows ---- */

/* Columns shared by walk_nearest and walk_site; `by_time` is not asked for on sites. */
typedef struct answer_row {
    lf_found walk, by_time;
    straight_found straight;
} answer_row;

static answer_row answer_of(const inquiry *asking, uint32_t category, size_t asker)
{
    answer_row out = {.walk = best_of(asking, LF_BY_LENGTH, category, asker),
                      .straight = asking->straight[category * asking->askers + asker]};

    out.by_time =
        asking->job->by_effort != NULL ? best_of(asking, LF_BY_EFFORT, category, asker) : out.walk;
    return out;
}

static void bind_key(lf_statement *insert, int index, const lf_things *places, uint32_t place,
                     bool is_there)
{
    if (is_there)
        lf_bind_integer(insert, index, places->thing[place].key);
    else
        lf_bind_null(insert, index);
}

static bool write_answer(lf_walk_job *job, lf_statement *insert, int64_t key, uint32_t category,
                         const answer_row *answer, bool with_time_place)
{
    const lf_things *places = lf_job_places(job, category);
    const bool walk = lf_is_found(answer->walk), by_time = lf_is_found(answer->by_time);
    const bool straight = answer->straight.index != UINT32_MAX;
    int column = 1;

    if (!walk && !by_time && !straight)
        return true;
    lf_bind_integer(insert, column++, key);
    lf_bind_text(insert, column++, job->categories.category[category].id);
    lf_bind_real(insert, column++, walk ? answer->walk.cost_dm / 10.0 : NAN);
    bind_key(insert, column++, places, answer->walk.owner, walk);
    lf_bind_real(insert, column++, by_time ? lf_job_minutes(job, answer->by_time.cost_dm) : NAN);
    if (with_time_place)
        bind_key(insert, column++, places, answer->by_time.owner, by_time);
    lf_bind_real(insert, column++, straight ? answer->straight.distance_m : NAN);
    bind_key(insert, column++, places, answer->straight.index, straight);
    return lf_statement_do(job->ctx, insert);
}

static bool write_rows(inquiry *asking)
{
    lf_walk_job *job = asking->job;
    lf_statement *home = NULL, *site = NULL;
    bool done =
        lf_prepare(job->ctx, job->workspace,
                   "INSERT INTO walk_nearest (home_key, category, walk_m, walk_place_key, "
                   "walk_min, walk_min_place_key, straight_m, straight_place_key) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   &home) &&
        lf_prepare(job->ctx, job->workspace,
                   "INSERT INTO walk_site (site_key, category, walk_m, walk_place_key, walk_min, "
                   "straight_m, straight_place_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   &site);

    for (size_t a = 0; done && a < asking->askers; a++) {
        const bool is_home = a < job->homes.count;

        if (a % 8192 == 0)
            lf_tell_progress(job->ctx, "writing nearest places", a, asking->askers);
        for (uint32_t c = 0; done && c < job->categories.count; c++) {
            const answer_row answer = answer_of(asking, c, a);

            done = write_answer(job, is_home ? home : site, asker_thing(asking, a)->key, c, &answer,
                                is_home);
        }
    }
    lf_statement_close(home);
    lf_statement_close(site);
    return done;
}

static void asking_free(inquiry *asking)
{
    for (int w = 0; w < 2; w++) {
        free(asking->target[w]);
        free(asking->found[w]);
    }
    for (size_t c = 0; asking->index != NULL && c < asking->job->categories.count; c++)
        lf_straight_free(&asking->index[c]);
    free(asking->index);
    free(asking->target_first);
    free(asking->straight);
}

bool lf_write_nearest(lf_walk_job *job)
{
    inquiry asking = {.job = job, .askers = job->homes.count + job->sites.count};
    const bool done = list_targets(&asking) && search_weight(&asking, LF_BY_LENGTH) &&
                      (job->by_effort == NULL || search_weight(&asking, LF_BY_EFFORT)) &&
                      search_straight(&asking) && write_rows(&asking);

    asking_free(&asking);
    return done;
}
