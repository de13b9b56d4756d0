/*
 * Definitions as tables: the measures with their parameters, the categories, the layer contracts
 * and the settings that the text files (and a city file) give, in a workspace in memory, so that
 * they are listed by the same means as everything else.
 *
 * Knows workspace and below. Reads headers as they stand; whether a measure is sound is found out
 * when it is run.
 */
#ifndef LF_PRESENT_DEFINITIONS_H
#define LF_PRESENT_DEFINITIONS_H

#include "catalog/city.h"
#include "workspace/workspace.h"

/*
 * Makes the workspace. `city` may be NULL; otherwise its settings and categories stand before the
 * defaults. The caller closes *out.
 */
bool lf_definitions_open(lf_context *ctx, const lf_places *places, const lf_city *city,
                         lf_workspace **out);

#endif
