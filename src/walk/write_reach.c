/*
 * Writes the jobs within reach of every home that is joined to the network.
 *
 * Part of the stage 'walk'.
 */
#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "walk/limits.h"
#include "walk/reach.h"
#include "walk/sources.h"
#include "walk/straight.h"

enum { PORTION = 4096 };

static bool list_origins(const lf_walk_job *job, lf_weight weight, lf_place **out, size_t *count)
{
    *count = 0;
    *out = malloc((job->homes.count + 1) * sizeof **out);
    if (*out == NULL)
        return false;
    for (size_t h = 0; h < job->homes.count; h++) {
        const lf_thing *home = &job->homes.thing[h];

        if (home->access_count > 0)
            (*out)[(*count)++] = lf_network_place(
                &job->network, &job->homes.access.item[home->access_first].join, weight);
    }
    return true;
}

static bool list_jobs(const lf_walk_job *job, lf_weight weight, lf_opportunity **out, size_t *count)
{
    *count = 0;
    *out = malloc((job->jobs.count + 1) * sizeof **out);
    if (*out == NULL)
        return false;
    for (size_t j = 0; j < job->jobs.count; j++) {
        const lf_thing *at = &job->jobs.thing[j];

        if (at->access_count > 0 && !isnan(at->weight))
            (*out)[(*count)++] = (lf_opportunity){
                .place = lf_network_place(&job->network,
                                          &job->jobs.access.item[at->access_first].join, weight),
                .weight = at->weight};
    }
    return true;
}

/* Sums on the network: *out holds [joined home * limits + limit]. */
static bool sum_on_foot(lf_walk_job *job, lf_weight weight, const lf_limits *limits,
                        double per_unit, double **out)
{
    lf_place *origin = NULL;
    lf_opportunity *opportunity = NULL;
    size_t origins = 0, opportunities = 0;
    uint32_t limit_dm[LF_LIMITS_MOST];
    bool done = list_origins(job, weight, &origin, &origins) &&
                list_jobs(job, weight, &opportunity, &opportunities);

    *out = malloc((origins * limits->count + 1) * sizeof **out);
    for (size_t k = 0; k < limits->count; k++)
        limit_dm[k] = lf_limit_decimetres(limits->value[k] * per_unit);
    if (!done || *out == NULL)
        done = lf_fail_memory(job->ctx);
    else
        done = limits->count == 0 ||
               lf_reach_run(job->ctx, lf_job_graph(job, weight), origin, origins, opportunity,
                            opportunities, limit_dm, limits->count, *out);
    free(origin);
    free(opportunity);
    return done;
}

/* Straight sums of the homes, a portion at a time. */
typedef struct straight_task {
    const lf_walk_job *job;
    const lf_straight_sums *sums;
    double *out; /* [home * limits + limit] */
} straight_task;

static bool sum_portion(void *user, size_t item, int worker)
{
    const straight_task *task = user;
    const lf_things *homes = &task->job->homes;
    const lf_limits *limits = &task->job->options.jobs_m;
    const size_t last = (item + 1) * PORTION < homes->count ? (item + 1) * PORTION : homes->count;

    (void)worker;
    for (size_t h = item * PORTION; h < last; h++)
        for (size_t k = 0; k < limits->count; k++)
            task->out[h * limits->count + k] = lf_straight_sum(
                task->sums, homes->thing[h].x_m, homes->thing[h].y_m, limits->value[k]);
    return true;
}

static bool sum_straight(lf_walk_job *job, const lf_straight_sums *sums, double **out)
{
    straight_task task = {.job = job, .sums = sums};

    *out = malloc((job->homes.count * job->options.jobs_m.count + 1) * sizeof **out);
    task.out = *out;
    if (*out == NULL)
        return lf_fail_memory(job->ctx);
    return lf_parallel_told(job->ctx, job->homes.count / PORTION + 1, sum_portion, &task);
}

static bool write_home(lf_walk_job *job, lf_statement *insert, const lf_thing *home,
                       const lf_named_limit *limit, double jobs, double straight_jobs)
{
    const lf_limits *limits = limit->by_time ? &job->options.jobs_min : &job->options.jobs_m;
    const double value = limits->value[limit->index];

    lf_bind_integer(insert, 1, home->key);
    lf_bind_text(insert, 2, limit->name);
    lf_bind_real(insert, 3, limit->by_time ? NAN : value);
    lf_bind_real(insert, 4, limit->by_time ? value : NAN);
    lf_bind_real(insert, 5, jobs);
    lf_bind_real(insert, 6, straight_jobs);
    return lf_statement_do(job->ctx, insert);
}

static bool write_rows(lf_walk_job *job, const double *straight, double *const sum[2])
{
    lf_named_limit limit[2 * LF_LIMITS_MOST];
    const size_t limits = lf_name_limits(&job->options, limit);
    const size_t width[2] = {job->options.jobs_m.count, job->options.jobs_min.count};
    lf_statement *insert = NULL;
    size_t origin = 0;
    bool done = lf_prepare(job->ctx, job->workspace,
                           "INSERT INTO walk_reach (home_key, limit_name, limit_m, limit_min, "
                           "jobs, straight_jobs) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                           &insert);

    for (size_t h = 0; done && h < job->homes.count; h++) {
        const lf_thing *home = &job->homes.thing[h];

        if (h % PORTION == 0)
            lf_tell_progress(job->ctx, "writing jobs in reach", h, job->homes.count);
        if (home->access_count == 0)
            continue;
        for (size_t k = 0; done && k < limits; k++) {
            const bool by_time = limit[k].by_time;
            const size_t index = limit[k].index;

            done = write_home(job, insert, home, &limit[k],
                              sum[by_time][origin * width[by_time] + index],
                              by_time ? NAN : straight[h * width[0] + index]);
        }
        origin++;
    }
    lf_statement_close(insert);
    return done;
}

static double longest(const lf_limits *limits)
{
    double most = 0;

    for (size_t k = 0; k < limits->count; k++)
        most = fmax(most, limits->value[k]);
    return most;
}

bool lf_write_reach(lf_walk_job *job)
{
    const double speed = job->options.network.speed_m_per_min;
    lf_straight_sums straight = {0};
    double *sum[2] = {NULL, NULL}, *straight_sum = NULL;
    bool done;

    /* no jobs layer: nothing is known, which is not the same as no job in reach */
    if (job->jobs.count == 0)
        return true;
    done = lf_straight_sums_make(job->ctx, &job->jobs, job->network.ground_scale,
                                 longest(&job->options.jobs_m), &straight) &&
           sum_on_foot(job, LF_BY_LENGTH, &job->options.jobs_m, 1, &sum[0]) &&
           sum_on_foot(job, LF_BY_EFFORT, &job->options.jobs_min, speed, &sum[1]) &&
           sum_straight(job, &straight, &straight_sum) && write_rows(job, straight_sum, sum);
    lf_straight_sums_free(&straight);
    free(sum[0]);
    free(sum[1]);
    free(straight_sum);
    return done;
}
