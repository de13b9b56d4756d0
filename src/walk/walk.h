/*
 * The stage 'walk': from the layers to who reaches what on foot.
 *
 * Reads the settings, the categories and the layers streets, homes, jobs, facilities, stations,
 * entrances and sites of a workspace; writes the tables walk_*. Must not know sources, measures or
 * how results are shown.
 */
#ifndef LF_WALK_WALK_H
#define LF_WALK_WALK_H

#include "workspace/workspace.h"

/*
 * Runs the stage in one transaction, unless it ran last on the same data and settings. Without
 * streets the straight-line columns are written all the same, and a notice says so.
 */
bool lf_walk(lf_context *ctx, lf_workspace *workspace);

#endif
