/*
 * The results as a whole: which listings make up what is asked for, in text, CSV and JSON.
 *
 * Knows workspace and below.
 */
#ifndef LF_PRESENT_RESULTS_H
#define LF_PRESENT_RESULTS_H

#include "present/listing.h"

/*
 * Writes load, walk, values, verdicts or summary. Text has headings; CSV is the main table of what
 * is asked for; JSON is the lifang-results document with the sections asked for. Errors: an unknown
 * word, an unknown measure, area or kind in the filter (with a suggestion), a stage that has not
 * run.
 */
bool lf_results_write(lf_context *ctx, const lf_report *report, const char *what,
                      const lf_filter *filter, lf_format format, lf_output *output);

#endif
