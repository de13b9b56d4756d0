/*
 * Why a number is what it is: the query as it was run with its hash, the parameters, the layers
 * with the hashes of their sources, numerator and denominator, and the norm or clause behind it.
 *
 * Knows workspace only: everything is told from what the stages left in the tables.
 */
#ifndef LF_MEASURE_EXPLAIN_H
#define LF_MEASURE_EXPLAIN_H

#include "workspace/workspace.h"

/*
 * Appends the explanation of `value` to *out. `value` is the id of a target, or
 * MEASURE[/AREA[/SLICE[/BASE]]] (area by id or name, slice also by a category's title; an empty
 * part, as in coverage//market, narrows nothing), which takes the measure's default parameters.
 * `format` is "text" or "json" (one object, format "lifang-explanation" version 1); `language` is
 * "en", "zh" or NULL (English) and concerns the text only. Errors (wrong usage): an unknown name,
 * with the nearest one; a format of another kind. Error: nothing has been measured yet.
 */
bool lf_explain(lf_context *ctx, lf_workspace *ws, const char *value, const char *format,
                const char *language, lf_text *out);

#endif
