/*
 * Which units fit one another: a plan promises 万套 and %, a measure counts dwellings and shares.
 *
 * Knows catalog (queries/units.csv). Units of one family convert by their sizes.
 */
#ifndef LF_MEASURE_UNITS_H
#define LF_MEASURE_UNITS_H

#include "catalog/catalog.h"

typedef struct lf_units {
    lf_table table;
} lf_units;

/* Reads queries/units.csv and checks that every size is a number above 0. */
bool lf_units_read(lf_context *ctx, const lf_places *places, lf_units *out);
void lf_units_free(lf_units *units);

/*
 * *factor: how many of unit `to` one of unit `from` is (万套 to dwellings: 10000). An empty or NULL
 * `from` means `to` itself. False when they do not fit; *complaint then says why, with the units
 * that would.
 */
bool lf_units_convert(const lf_units *units, const char *from, const char *to, double *factor,
                      lf_text *complaint);

#endif
