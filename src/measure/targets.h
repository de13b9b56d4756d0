/*
 * Targets: which evaluation of which measure answers a promise of the plan, and which row of it.
 * Verdicts themselves are queries/views/verdict.sql.
 *
 * Knows workspace and the runner's measures.
 */
#ifndef LF_MEASURE_TARGETS_H
#define LF_MEASURE_TARGETS_H

#include "measure/parameters.h"
#include "measure/units.h"

/* An evaluation that somebody wants: the default one of a measure, or one that targets ask for. */
typedef struct lf_planned_run {
    lf_parameters parameters; /* owned */
    char *json;               /* owned; two runs of a measure with the same text are one */
    bool is_default;
    bool wanted_by_target; /* gets low and high */
    char *slices;          /* owned; "|market|clinic|": all the slices that targets ask of it … */
    bool all_slices;       /* … unless one asks for something that is no category */
    int64_t key;           /* in table run, once run */
} lf_planned_run;

typedef struct lf_plan_of_runs {
    lf_planned_run *runs; /* owned */
    size_t count;
    struct lf_planned_target { /* one for each row of targets, in order of key */
        int64_t key;
        const lf_query *query; /* NULL: none, or an unknown one */
        size_t run;            /* position in runs; count when the parameters do not fit */
        double factor;
        char *reason;       /* owned; NULL while it can still be answered */
        const char *column; /* of targets that the reason is about; a literal, or NULL */
        bool settled;       /* the limits were given, no norm decides */
    } * targets;
    size_t target_count;
} lf_plan_of_runs;

/*
 * Plans the default run of every measure and the runs that targets ask for. A target that names an
 * unknown measure, parameter or unit gets a reason with the nearest name and a notice that says
 * file, row and column; it stops nothing. One without a measure keeps its own reason. Targets of
 * the plan take the plan's parameters (table plan_parameter) where the city file sets none. Errors:
 * a city file or a plan whose measure parameters do not fit.
 */
bool lf_targets_plan(lf_context *ctx, lf_workspace *ws, const lf_query *queries, size_t query_count,
                     const lf_units *units, const lf_city *city, lf_plan_of_runs *out);
void lf_plan_of_runs_free(lf_plan_of_runs *plan);

/*
 * Once the runs are done: finds the value that answers each target and writes target_value. An area
 * may be named by id or by a name that only one area has, a category by its title in either
 * language.
 */
bool lf_targets_answer(lf_context *ctx, lf_workspace *ws, const lf_plan_of_runs *plan);

#endif
