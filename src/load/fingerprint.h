/*
 * What a load depends on, as one hash: equal means nothing to do.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_FINGERPRINT_H
#define LF_LOAD_FINGERPRINT_H

#include "catalog/city.h"
#include "catalog/plan.h"
#include "workspace/workspace.h"

/*
 * Hash of the relevant parts of the city file (not its comments, output folder or measures), of the
 * contracts, categories, settings, words, units and norms, of the selects, of the plan's folder
 * (plan may be NULL), and of the bytes of every source and the DEM.
 * *certain is false when a source is a data base, whose content cannot be known without reading it.
 */
bool lf_load_fingerprint(lf_context *ctx, const lf_city *city, const lf_places *places,
                         const lf_contract *contracts, size_t contract_count, const lf_plan *plan,
                         char out[LF_HASH_SIZE], bool *certain);
/*
 * Makes a fingerprint certain by what was read: adds the rows of the layers that came from a data
 * base.
 */
bool lf_load_fingerprint_rows(lf_context *ctx, lf_workspace *ws, const lf_city *city,
                              char fingerprint[LF_HASH_SIZE]);

#endif
