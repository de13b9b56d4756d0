/*
 * Homes and jobs matched anew so that the sum of all ways to work is smallest: what the measures
 * minimum_commute and excess_commute read.
 *
 * Knows workspace. Done here and not in SQL because it is a linear programme.
 */
#ifndef LF_MEASURE_OPTIMUM_H
#define LF_MEASURE_OPTIMUM_H

#include "workspace/workspace.h"

/* As many pairs of areas as are solved in seconds. */
enum { LF_MOST_COMMUTE_PAIRS = 360000 };

/*
 * Fills the table commute_optimum from commute_flow (who leaves from where, who arrives where) and
 * commute_cost (how far it is), tables of queries/derived. Leaves it empty where there are no
 * commuters, and with a notice where there are more pairs of areas than LF_MOST_COMMUTE_PAIRS.
 * Notices also tell how many commutes lead outside and how many rows were left out.
 */
bool lf_commute_optimum_make(lf_context *ctx, lf_workspace *ws);

#endif
