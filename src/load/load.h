/*
 * The stage load: sources and city file to the layer tables of a workspace.
 *
 * Knows workspace, catalog and base. GDAL and PROJ stay inside this room; what a layer is used for
 * is not known here.
 */
#ifndef LF_LOAD_LOAD_H
#define LF_LOAD_LOAD_H

#include "catalog/city.h"
#include "workspace/workspace.h"

/*
 * Fills the tables of every contract (empty ones for layers without a source), and setting,
 * category, source, reject, repair and the load's notices, in one transaction: after an error or an
 * interruption the workspace is as before. Does nothing when what the load depends on has not
 * changed since it ran last ("load: unchanged"). One info line per layer sums up.
 *
 * Errors, in one line: a source that is missing, unreadable or on a network; a column or layer that
 * is not there (with the nearest); no CRS; a city CRS that is geographic or off by more than 0.1 %
 * in length at the city (with the zone to use); more rejected rows than a contract bears;
 * interruption.
 */
bool lf_load(lf_context *ctx, lf_workspace *ws, const lf_city *city, const lf_places *places,
             const lf_contract *contracts, size_t contract_count);

#endif
