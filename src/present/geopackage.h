/*
 * The results as a GeoPackage: areas with their values, homes with what they miss, stations, sites,
 * walk-sheds, problems, and the verdicts as a table. The one door to GDAL outwards.
 *
 * Knows workspace and below.
 */
#ifndef LF_PRESENT_GEOPACKAGE_H
#define LF_PRESENT_GEOPACKAGE_H

#include "present/report.h"

/*
 * Writes the file at `path`, replacing what is there. Every layer is a query in
 * queries/present/geopackage/ (see there); layers without rows are left out. Field names are stable
 * ids; their aliases are in the report's language. The same results give the same bytes. Errors: no
 * folder, disk full, a query whose columns do not fit its header.
 */
bool lf_geopackage_write(lf_context *ctx, const lf_report *report, const char *path);

#endif
