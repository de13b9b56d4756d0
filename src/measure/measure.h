/*
 * The stage 'measure': atoms, derived tables, measures, targets and the views that present reads.
 *
 * Knows workspace and catalog. Must not know how rows were loaded or walked.
 */
#ifndef LF_MEASURE_MEASURE_H
#define LF_MEASURE_MEASURE_H

#include "catalog/city.h"
#include "workspace/workspace.h"

/*
 * Fills derived tables, measure, run, value, target_value and notice from the layers and walk_*
 * tables, as one stage. Skips when the stage before, the queries and the city file's parameters are
 * as they were. Errors name the query file, or the city file's line. `city` may be NULL.
 */
bool lf_measure(lf_context *ctx, lf_workspace *ws, const lf_places *places, const lf_city *city);

#endif
