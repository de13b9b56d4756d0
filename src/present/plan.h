/*
 * What was found about a plan, printed: whether it adds up, and what it promises.
 *
 * Knows workspace and below.
 */
#ifndef LF_PRESENT_PLAN_H
#define LF_PRESENT_PLAN_H

#include "present/present.h"

/* Prints the table finding: what does not add up, what closes, and the counts. */
bool lf_present_findings(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                         const lf_print *print);

/* Prints the provisions of the plan that was loaded, or how many of them can be answered. */
bool lf_present_provisions(lf_context *ctx, lf_workspace *workspace, const lf_places *places,
                           bool coverage, const lf_print *print);

#endif
