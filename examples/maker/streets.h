/*
 * The lattice of blocks and the streets drawn from it: arterials, collectors, lanes, the inner
 * ring, roads along the banks, five bridges, four underpasses, a mountain road and stairs.
 * Needs the terrain; parks that swallow whole blocks are placed here too, since no street may
 * cross them.
 */
#ifndef MAKER_STREETS_H
#define MAKER_STREETS_H

#include "model.h"

/* The line of a lane that hangs on nothing. */
enum { MK_LONE_LANE = 9002 };

void mk_lattice_make(mk_city *city);
void mk_streets_make(mk_city *city);
/* Hairpins and stairs in the hills; part of mk_streets_make. */
void mk_mountain_road_make(mk_city *city);
/* Streets drawn badly on purpose: an end 0.3 m short of a junction, one 4 m short, a crossing
 * without a node, and a lane that hangs on nothing. */
void mk_streets_spoil(mk_city *city);
size_t mk_streets_node(mk_city *city, mk_point at);
mk_edge *mk_streets_join(mk_city *city, size_t from, size_t to, mk_kind kind, size_t line,
                         double order);

#endif
