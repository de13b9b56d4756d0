/*
 * Doubts about layers that only show when all are loaded: areas that overlap or leave gaps, homes
 * outside every area. They become notices, never errors.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_CHECKS_H
#define LF_LOAD_CHECKS_H

#include "workspace/workspace.h"

/*
 * Areas of one kind: overlaps of more than 1 ha or 0.1 % of the smaller area, holes of more than 1
 * ha between them. Homes: those in no area of any kind. Quadratic in the areas of a kind by
 * bounding box; homes × areas by bounding box.
 */
bool lf_check_layers(lf_context *ctx, lf_workspace *ws);

#endif
