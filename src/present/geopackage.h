/*
 * The results as a GeoPackage: areas with their values, homes with what they miss, stations, sites,
 * walk-sheds, problems, and the verdicts as a table; with names of columns in the user's language
 * and with styles for QGIS. The one door to GDAL outwards.
 *
 * Knows workspace and below, and the style.
 */
#ifndef LF_PRESENT_GEOPACKAGE_H
#define LF_PRESENT_GEOPACKAGE_H

#include "present/report.h"

/*
 * Writes the file at `path`, replacing what is there. Every layer is a query in
 * queries/present/geopackage/ (see geopackage.c); layers without rows are left out. Field names are
 * stable ids; their aliases are in the report's language. The table layer_styles holds how each
 * layer looks, as QML and SLD, after layers/styles/. The same results give the same bytes. Errors:
 * no folder, disk full, a query whose columns do not fit its header, a style that is not there.
 */
bool lf_geopackage_write(lf_context *ctx, const lf_report *report, const char *path);

/* As lf_geopackage_write, of the queries of another folder, such as "queries/present/audit/layers".
 * They may have columns/ and cells/ beside them likewise. */
bool lf_geopackage_write_folder(lf_context *ctx, const lf_report *report, const char *folder,
                                const char *path);

#endif
