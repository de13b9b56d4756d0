/*
 * What-if: streets, stations, facilities and entrances that are added to or closed in a copy of a
 * city's workspace. The copy is then walked and measured like any other.
 *
 * Inside load only sources and contracts are known. Must not know why something is changed, nor
 * where the copy came from.
 */
#ifndef LF_LOAD_CHANGE_H
#define LF_LOAD_CHANGE_H

#include "catalog/city.h"
#include "workspace/workspace.h"

typedef struct lf_change_counts {
    int64_t added, closed;
} lf_change_counts;

/*
 * Applies the changes in `path`, any source OGR reads (CSV with WKT or coordinates, GeoJSON,
 * GeoPackage …; of several layers the one named "changes"), in one transaction:
 *     action  "add" or "close"
 *     layer   "streets", "stations", "facilities" or "entrances"
 *     id      of what is added or closed
 * and for what is added the layer's own columns and geometry, under the names its contract accepts
 * and held to its rules. What is closed is taken out first, so that one file may replace a thing by
 * another of the same id; a station or facility takes its entrances with it. A source without a CRS
 * is in the city's. `copy` forgets what was walked and measured. Errors name the file and the line
 * or feature: an unknown action, layer or id (with the nearest), a row that breaks its contract, an
 * id that is there already; nothing is changed then.
 */
bool lf_changes_apply(lf_context *ctx, lf_workspace *copy, const lf_city *city,
                      const lf_places *places, const char *path, lf_change_counts *counts);

#endif
