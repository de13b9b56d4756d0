/*
 * Land: sites 住宅用地 of the plan, candidate lots 出让地块, anchors, constraints, pocket parks.
 * Needs streets, quarters and transit; homes come after, since they keep off what stands here.
 */
#ifndef MAKER_LAND_H
#define MAKER_LAND_H

#include "model.h"

void mk_pocket_parks_make(mk_city *city);
void mk_limits_make(mk_city *city);
void mk_anchors_make(mk_city *city);
void mk_sites_make(mk_city *city, size_t count);
void mk_lots_make(mk_city *city, size_t count);

#endif
