/*
 * The measures as a text table with a column for the city and one for each area of a kind.
 *
 * Knows workspace and below.
 */
#ifndef LF_PRESENT_PIVOT_H
#define LF_PRESENT_PIVOT_H

#include "present/listing.h"

/*
 * Writes the table for the areas of filter->kind (else districts, else the kind with the fewest
 * areas). With more areas than a line can hold only the city is shown, and a line says how to see
 * them; when one measure is asked for, there is a line per area instead. What could not be measured
 * at all follows with the reason.
 */
bool lf_pivot_text(lf_context *ctx, const lf_report *report, const lf_filter *filter, size_t indent,
                   lf_output *output);

#endif
