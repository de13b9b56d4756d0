/*
 * The scores of candidate sites: criteria taken from check_result, weighed and ranked into
 * site_score.
 *
 * Knows workspace and catalog.
 */
#ifndef LF_MEASURE_SCORES_H
#define LF_MEASURE_SCORES_H

#include "catalog/scoring.h"
#include "workspace/workspace.h"

/* Whether every criterion names a check of check_definition; the error names file and line. */
bool lf_scores_check(lf_context *ctx, lf_workspace *audit, const lf_scoring *scoring);
/* Fills site_score for all candidates that were judged. Ties are broken by the order of the ids. */
bool lf_scores_make(lf_context *ctx, lf_workspace *audit, const lf_scoring *scoring);

#endif
