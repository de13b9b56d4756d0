/*
 * The file: layers, names of columns, styles. Layers are written in geopackage_layer.c.
 */
#include "present/geopackage.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/geopackage_own.h"

/* Every file says it was last changed then: the same results give the same bytes. */
static const char *const fixed_date = "2000-01-01T00:00:00.000Z";

bool lf_package_failed(lf_context *ctx, const char *what)
{
    const char *reason = CPLGetLastErrorMsg();
    return lf_fail(ctx, "cannot write the GeoPackage (%s): %s", what,
                   reason != NULL && reason[0] != '\0' ? reason : "unknown reason");
}

/* ---- the file -----------------------------------------------------------------------------------
 */

static bool open_package(lf_context *ctx, const char *path, lf_package *out)
{
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    if (driver == NULL) {
        GDALAllRegister();
        driver = GDALGetDriverByName("GPKG");
    }
    if (driver == NULL)
        return lf_fail(ctx, "GDAL was built without the GeoPackage driver");
    out->crs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(out->crs, lf_workspace_srid(out->report->workspace)) != OGRERR_NONE)
        return lf_package_failed(ctx, "coordinate system");
    OSRSetAxisMappingStrategy(out->crs, OAMS_TRADITIONAL_GIS_ORDER);
    remove(path);
    out->dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
    if (out->dataset == NULL || GDALDatasetStartTransaction(out->dataset, FALSE) != OGRERR_NONE)
        return lf_package_failed(ctx, path);
    return true;
}

static bool run_sql(lf_context *ctx, const lf_package *out, const char *sql)
{
    CPLErrorReset();
    GDALDatasetReleaseResultSet(out->dataset, GDALDatasetExecuteSQL(out->dataset, sql, NULL, NULL));
    return CPLGetLastErrorType() < CE_Failure || lf_package_failed(ctx, "column aliases");
}

/* The aliases of the columns, as the GeoPackage schema extension keeps them. */
static bool write_aliases(lf_context *ctx, lf_package *out)
{
    if (out->aliases.length == 0)
        return true;
    lf_text_add(&out->aliases, ")");
    if (out->aliases.failed)
        return lf_fail_memory(ctx);
    return run_sql(ctx, out,
                   "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT"
                   " NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name"
                   " TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT"
                   " gdc_tn UNIQUE (table_name, name))") &&
           run_sql(ctx, out,
                   "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,"
                   " constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive"
                   " BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT"
                   " gdcc_ntv UNIQUE (constraint_name, constraint_type, value))") &&
           run_sql(ctx, out,
                   "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,"
                   " extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,"
                   " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))") &&
           run_sql(ctx, out,
                   "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema',"
                   " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),"
                   " ('gpkg_data_column_constraints', NULL, 'gpkg_schema',"
                   " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write')") &&
           run_sql(ctx, out, lf_text_get(&out->aliases));
}

static bool write_all(lf_context *ctx, lf_package *out)
{
    char **paths = NULL;
    size_t count = 0;
    bool ok = lf_places_list(ctx, out->report->places, out->folder, ".sql", &paths, &count);
    for (size_t i = 0; ok && i < count; i++)
        ok = lf_package_write_source(ctx, out, paths[i]);
    lf_free_names(paths, count);
    ok = ok && write_aliases(ctx, out) && lf_package_write_styles(ctx, out);
    return ok && (GDALDatasetCommitTransaction(out->dataset) == OGRERR_NONE ||
                  lf_package_failed(ctx, "commit"));
}

/* Closing writes what GDAL kept back, e.g. the spatial indexes; an error then must not pass unseen.
 */
static bool close_package(lf_context *ctx, lf_package *out, bool ok)
{
    if (!ok && out->dataset != NULL)
        GDALDatasetRollbackTransaction(out->dataset);
    CPLErrorReset();
    if (out->dataset != NULL)
        GDALClose(out->dataset);
    if (ok && CPLGetLastErrorType() >= CE_Failure)
        ok = lf_package_failed(ctx, "closing");
    OSRDestroySpatialReference(out->crs);
    lf_text_free(&out->aliases);
    lf_style_close(out->style);
    for (size_t i = 0; i < out->style_count; i++) {
        free(out->styles[i].layer);
        free(out->styles[i].name);
        free(out->styles[i].qml);
        free(out->styles[i].sld);
    }
    free(out->styles);
    return ok;
}

bool lf_geopackage_write_folder(lf_context *ctx, const lf_report *report, const char *folder,
                                const char *path)
{
    lf_package out = {.report = report, .folder = folder};
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", fixed_date);
    bool ok = lf_style_open(ctx, report, &out.style) && open_package(ctx, path, &out) &&
              write_all(ctx, &out);
    ok = close_package(ctx, &out, ok);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", NULL);
    CPLPopErrorHandler();
    return ok;
}

bool lf_geopackage_write(lf_context *ctx, const lf_report *report, const char *path)
{
    return lf_geopackage_write_folder(ctx, report, "queries/present/geopackage", path);
}
