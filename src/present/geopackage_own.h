/* What the files of the GeoPackage share among themselves. Not for others. */
#ifndef LF_PRESENT_GEOPACKAGE_OWN_H
#define LF_PRESENT_GEOPACKAGE_OWN_H

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "present/geopackage.h"
#include "present/look.h"

/* A row of the table layer_styles, kept until all layers are there. */
typedef struct lf_package_style {
    char *layer, *name, *qml, *sld; /* owned */
    bool has_geometry, is_default;
} lf_package_style;

typedef struct lf_package {
    const lf_report *report; /* borrowed */
    const char *folder;      /* borrowed; of the queries */
    lf_style *style;         /* owned */
    GDALDatasetH dataset;
    OGRSpatialReferenceH crs;
    lf_text aliases; /* owned; an INSERT for the schema extension, without its last bracket */
    lf_package_style *styles; /* owned */
    size_t style_count;
} lf_package;

/* A column of a layer: its name, its words, and for a measure how it is coloured. */
typedef struct lf_package_field {
    char *name, *alias;            /* owned */
    char *measure, *unit, *better; /* owned; NULL but for measures */
    double band_low, band_high;
} lf_package_field;

/* One query being written. */
typedef struct lf_layer_source {
    lf_sql_file file;
    lf_statement *rows;
    lf_sql_file columns_file, cells_file;          /* empty where there are none */
    lf_statement *cells;                           /* NULL where there are none */
    int cell_name;                                 /* column of a cell's name; its value follows */
    bool cells_in_step;                            /* cells of all rows, read along with the rows */
    lf_step cell_step;                             /* then: whether a cell is waiting */
    int key_column, geometry_column, split_column; /* -1: none */
    OGRwkbGeometryType geometry;
    int *fields; /* owned; per query column its field in the layer, or -1 */
    int first_cell_field;
    lf_package_field *about; /* owned; per field of the layer */
    size_t about_count;
    char *split_value; /* owned; of the layer being written */
    OGRLayerH layer;   /* NULL before the first row */
    uint64_t written;
} lf_layer_source;

/* Fails with GDAL's own reason; always false. */
bool lf_package_failed(lf_context *ctx, const char *what);
/* Writes the layers of a query, and keeps their styles. */
bool lf_package_write_source(lf_context *ctx, lf_package *out, const char *path);
/* Makes the styles of the layer that was just written, after the query's header. */
bool lf_package_style_layer(lf_context *ctx, lf_package *out, const lf_layer_source *source);
/* Notes a style for the table layer_styles; takes over qml and sld, also when it fails. */
bool lf_package_keep_style(lf_context *ctx, lf_package *out, const lf_layer_source *source,
                           const char *name, lf_text *qml, lf_text *sld, bool is_default);
/* Writes the table. */
bool lf_package_write_styles(lf_context *ctx, lf_package *out);

#endif
