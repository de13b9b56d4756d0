/*
 * Runs measures: proves a query read-only, binds its parameters, sums its rows over the areas and
 * the city, divides, and writes value rows with the reason where nothing could be measured.
 *
 * Knows workspace. Must not know what a measure means.
 */
#ifndef LF_MEASURE_RUNNER_H
#define LF_MEASURE_RUNNER_H

#include "measure/answer.h"
#include "measure/layers.h"
#include "measure/parameters.h"

typedef struct lf_runner lf_runner;

/*
 * Ready to run. `map` is borrowed and must outlive it. The tables measure, run and value are
 * emptied when the first row is written. Close with lf_runner_close.
 */
bool lf_runner_open(lf_context *ctx, lf_workspace *ws, const lf_layer_map *map, lf_runner **out);
void lf_runner_close(lf_runner *runner);

/*
 * Checks a query against the workspace. Errors name the file: a write, two statements, a column
 * that is missing or unknown, a placeholder that no parameter line declares, a parameter that is
 * never used.
 */
bool lf_runner_check(lf_context *ctx, const lf_runner *runner, const lf_query *query);
/* Checks a query and writes its row of the table measure. */
bool lf_runner_enter(lf_context *ctx, lf_runner *runner, const lf_query *query);

/*
 * Runs a measure that was entered, once for each set of parameters, and writes its rows of run and
 * value. with_range also runs it with walking limits shortened and stretched by walking.tolerance,
 * for queries that use :stretch. *run_key: the key in run.
 *
 * A query returns columns (area_id | atom), numerator and, optionally, slice, base, denominator,
 * reason. Rows by atom are summed into every area and into 'city'; a row whose atom is NULL carries
 * a reason that holds everywhere. Rows by area_id stand as they are. Values bound besides the
 * declared parameters: :stretch, :ground_scale, :search_limit_m, :speed_m_per_min,
 * :slices_asked.
 *
 * `slices` is "|market|clinic|" when only these slices are of interest (NULL: all). A query may
 * heed it through :slices_asked to spare work; the default run always gives every slice, and then
 * only low and high are confined to those asked for.
 */
bool lf_runner_run(lf_context *ctx, lf_runner *runner, const lf_parameters *parameters,
                   bool is_default, bool with_range, const char *slices, int64_t *run_key);
/*
 * The two halves of lf_runner_run. lf_runner_ask reads `reader` only, which may be another
 * connection to the runner's workspace, and may be called by several threads at once; free *out
 * with lf_answer_free, also after an error. lf_runner_write writes what was asked.
 */
bool lf_runner_ask(lf_context *ctx, const lf_runner *runner, lf_workspace *reader,
                   const lf_parameters *parameters, bool is_default, bool with_range,
                   const char *slices, lf_answer *out);
bool lf_runner_write(lf_context *ctx, lf_runner *runner, const lf_parameters *parameters,
                     bool is_default, const lf_answer *answer, int64_t *run_key);

#endif
