/*
 * Tables that several measures share, and views, both made of text files that hold one SELECT.
 *
 * Knows workspace and catalog.
 */
#ifndef LF_MEASURE_DERIVED_H
#define LF_MEASURE_DERIVED_H

#include "measure/layers.h"
#include "measure/query.h"

/*
 * Makes the tables of the folder queries/derived anew, each named after its file, in the order in
 * which they need one another and by name where they do not; proves each read-only first; makes the
 * indexes its header asks for; and tells `map` which layers stand behind it. Then fills
 * commute_optimum. A table that needs one which is not there is an error naming the file.
 */
bool lf_derived_make(lf_context *ctx, lf_workspace *ws, const lf_places *places, lf_layer_map *map);

/* Makes the views of the folder queries/views anew, each named after its file and proved read-only.
 */
bool lf_views_make(lf_context *ctx, lf_workspace *ws, const lf_places *places);

#endif
