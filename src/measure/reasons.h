/*
 * Reasons in Chinese: each reason that measuring left behind, put into words of
 * queries/reasons.csv.
 *
 * Knows workspace and catalog.
 */
#ifndef LF_MEASURE_REASONS_H
#define LF_MEASURE_REASONS_H

#include "catalog/catalog.h"
#include "workspace/workspace.h"

/*
 * Fills the table reason_text with the Chinese of every reason in run, value and target_value, from
 * the first pattern of queries/reasons.csv that fits: {} stands for any text and is carried over in
 * order. A reason without a pattern (a city's own query) has no row: readers keep the English.
 */
bool lf_reasons_write(lf_context *ctx, lf_workspace *ws, const lf_places *places);

/* The Chinese of one reason by a pattern, or NULL when the pattern does not fit. free(). */
char *lf_reason_by_pattern(const char *reason, const char *en, const char *zh);

#endif
