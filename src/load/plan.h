/*
 * A plan's folder into the tables plan_* of the workspace, and the small tables that checks and
 * measures look words up in: units, words for classes, norms.
 *
 * Inside the room load; lf_plan_neighbours_load is called from src/lifang.c.
 */
#ifndef LF_LOAD_PLAN_H
#define LF_LOAD_PLAN_H

#include "catalog/city.h"
#include "catalog/plan.h"
#include "workspace/workspace.h"

/* Empties and fills unit, word, norm and all plan tables. `plan` may be NULL: they stay empty.
 * Errors name the file and line of a table that cannot be read. */
bool lf_plan_write(lf_context *ctx, lf_workspace *ws, const lf_places *places, const lf_plan *plan);

/* The plan's targets.csv as one more source of the layer targets. *out borrows from the plan but
 * for its paths; free with lf_plan_source_free. */
bool lf_plan_source(lf_context *ctx, const lf_plan *plan, int part, lf_city_source *out);
void lf_plan_source_free(lf_city_source *source);

/* Everything in the plan's folder that a load reads, as a text of names and hashes. */
bool lf_plan_hashes(lf_context *ctx, const lf_plan *plan, lf_text *out);

/*
 * Rows of role 'rule' of the plans in the folders beside `folder`, so that their limits can be
 * compared. A folder beside it that is no plan, or a faulty one, is passed over with a message.
 */
bool lf_plan_neighbours_load(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                             const char *folder);

#endif
