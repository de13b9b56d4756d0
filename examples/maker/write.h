/*
 * Writing: layers through GDAL, tables as CSV in the encoding a user's file would have. The one
 * place of the maker that knows GDAL. Ends the program when a file cannot be written.
 */
#ifndef MAKER_WRITE_H
#define MAKER_WRITE_H

#include "plane.h"

#include <gdal.h>
#include <ogr_srs_api.h>
#include <stdio.h>

/* Where the city's own plane lies in EPSG:4527 (CGCS2000, 3-degree zone 39). */
#define MK_EAST_M  39512000.0
#define MK_NORTH_M 3270000.0

typedef enum mk_datum { MK_PLANE, MK_WGS84, MK_GCJ02, MK_BD09 } mk_datum;

typedef struct mk_file {
    char path[1024];
} mk_file;

typedef struct mk_writer {
    const char *folder;
    OGRSpatialReferenceH plane, degrees;
    OGRCoordinateTransformationH to_degrees;
} mk_writer;

typedef struct mk_layer {
    const mk_writer *writer;
    GDALDatasetH dataset;
    OGRLayerH layer;
    mk_datum datum;
    char types[32]; /* of the columns: s text, i whole number, d real */
} mk_layer;

typedef enum mk_encoding { MK_UTF8, MK_UTF8_MARKED, MK_GBK } mk_encoding;

typedef struct mk_csv {
    FILE *file;
    void *converter; /* iconv_t, or NULL for UTF-8 */
} mk_csv;

mk_writer mk_writer_open(const char *folder);
void mk_writer_close(mk_writer *writer);
/* A path inside the folder. */
mk_file mk_writer_file(const mk_writer *writer, const char *name);

/*
 * Adds a layer to a file (made anew when `dataset` is NULL). `columns` reads "编号:s 人口:d …";
 * options are one string each, separated by blanks, for the layer.
 */
mk_layer mk_layer_add(const mk_writer *writer, GDALDatasetH dataset, const char *driver,
                      const char *file, const char *name, OGRwkbGeometryType type, mk_datum datum,
                      const char *columns, const char *options);
/* Adds a row and takes the geometry, which stands in the city's plane. After it, one value per
 * column: const char * (NULL: blank), int (INT_MIN: blank) or double (NaN: blank). */
void mk_layer_row(mk_layer *layer, OGRGeometryH geometry, ...);
void mk_layer_close(mk_layer *layer);

OGRGeometryH mk_geometry_point(mk_point p);
OGRGeometryH mk_geometry_line(const mk_path *path);
OGRGeometryH mk_geometry_ring(const mk_path *ring);
/* Longitude and latitude in a datum, of a point of the city's plane. */
void mk_writer_degrees(const mk_writer *writer, mk_datum datum, mk_point p, double *lon,
                       double *lat);

mk_csv mk_csv_open(const mk_writer *writer, const char *name, mk_encoding encoding);
void mk_csv_line(mk_csv *csv, const char *format, ...) __attribute__((format(printf, 2, 3)));
void mk_csv_close(mk_csv *csv);

#endif
