/*
 * Which areas every place lies in, found once for all measures: atoms (see queries/workspace.sql).
 *
 * Knows workspace. Done here and not in SQL because a city has hundreds of thousands of places and
 * polygons of thousands of corners: with edges sorted into bands a place costs a handful of edges.
 */
#ifndef LF_MEASURE_AREAS_H
#define LF_MEASURE_AREAS_H

#include "workspace/workspace.h"

/* Which layer's places stand in which table of atoms. */
typedef struct lf_atom_table {
    const char *layer, *table, *key;
} lf_atom_table;

enum { LF_ATOM_TABLES = 6 };
extern const lf_atom_table lf_atom_tables[LF_ATOM_TABLES];

/*
 * Fills the atom tables from the layers areas, homes, jobs, facilities, stations, sites and
 * programmes. A place on a border that two areas share belongs to exactly one of them (the upper or
 * right one). A programme without geometry belongs to the area it names and to those above it.
 * Notices tell homes in no area, homes in several areas of a kind, programmes naming no area.
 */
bool lf_areas_make_atoms(lf_context *ctx, lf_workspace *ws);

#endif
