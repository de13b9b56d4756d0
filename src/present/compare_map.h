/*
 * The map of what changed between two results: areas by the change of a figure, a page each.
 *
 * Inside the room present, for compare.c. Knows the drawing room; must not know how sides are read.
 */
#ifndef LF_PRESENT_COMPARE_MAP_H
#define LF_PRESENT_COMPARE_MAP_H

#include "present/report.h"

/*
 * Writes compare.pdf into `folder`: a page for every figure of queries/compare/maps.sql, with the
 * areas of the workspace at `shapes`. `report` is that of the comparison's tables. Where no area
 * changed there is no file, and one of an earlier comparison is taken away.
 */
bool lf_comparison_map(lf_context *ctx, const lf_report *report, const char *shapes,
                       const char *folder);

#endif
