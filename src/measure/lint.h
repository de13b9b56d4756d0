/*
 * Checks of a plan and of the rows of targets: the queries in queries/lint, run like measures and
 * written to the table finding.
 *
 *     -- id: sums_over_areas       the file's name
 *     -- title: …                  what it looks for; title_zh likewise
 *     -- scope: plan               plan: run by `lifang plan lint` only; targets: at every
 * measuring
 *     -- about: …
 *
 * A query gives the columns severity (contradiction, doubt, rounding, converted or closes), file,
 * line, column_name, finding_en, finding_zh, stated and computed, in any order; nothing else.
 *
 * Knows workspace and catalog. Must not know how rows were loaded.
 */
#ifndef LF_MEASURE_LINT_H
#define LF_MEASURE_LINT_H

#include "catalog/catalog.h"
#include "workspace/workspace.h"

/* Empties finding and runs the checks: all of them, or those of targets only. Errors name the file
 * of a check that cannot be run. */
bool lf_lint(lf_context *ctx, lf_workspace *ws, const lf_places *places, bool targets_only);

/* A notice for every finding about targets but those that close. */
bool lf_lint_tell(lf_context *ctx, lf_workspace *ws);

#endif
