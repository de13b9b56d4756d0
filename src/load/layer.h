/*
 * Loads one layer: makes its table, takes its sources one after the other, writes rows, rejects and
 * repairs, and sums up.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_LAYER_H
#define LF_LOAD_LAYER_H

#include "load/category.h"
#include "load/columns.h"
#include "load/frame.h"
#include "load/gdal.h"
#include "load/terrain.h"

/* What all layers of a load share; everything is borrowed. */
typedef struct lf_load_job {
    lf_workspace *ws;
    const lf_city *city;
    const lf_places *places;
    const lf_frame *frame;
    const lf_categories *categories;
    lf_terrain *terrain; /* NULL: no DEM */
    lf_quiet *quiet;
    const lf_city_source *plan_source; /* a plan's targets, after the city's own; NULL: none */
    bool *checked_frame; /* set once the CRS has been checked at a place of the city */
} lf_load_job;

/* Drops what an earlier load left of a layer and makes its table anew. */
bool lf_layer_make_table(lf_context *ctx, lf_workspace *ws, const lf_contract *contract);
/*
 * Registers the geometry of a filled table. Not before the rows are in: SpatiaLite's triggers look
 * up two of its tables at every insert, which is most of the time a row takes. Type and SRID are
 * forced here anyway, and registering checks every row. Spatial indexes are made when a query asks
 * for them (lf_prepare_reading).
 */
bool lf_layer_register(lf_context *ctx, lf_workspace *ws, const lf_contract *contract);

/*
 * Loads all sources of the layer that the city file names. One info line sums up. Errors: those of
 * the sources, and more rejects than the contract bears. A layer without source does nothing.
 */
bool lf_layer_load(lf_context *ctx, const lf_load_job *job, const lf_contract *contract);

#endif
