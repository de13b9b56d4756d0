/*
 * One source of a layer, opened: its features in order, their texts in UTF-8, their geometry. A
 * source is read in passes: one for a plain layer, one for each statement of a select.
 *
 * Inside the room load only. Must not know what a column of a contract means.
 */
#ifndef LF_LOAD_SOURCE_H
#define LF_LOAD_SOURCE_H

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "catalog/city.h"
#include "load/csv.h"
#include "load/datum.h"
#include "load/gdal.h"
#include "load/shape.h"

typedef struct lf_source {
    const lf_city_source *given; /* borrowed */
    lf_quiet *quiet;             /* borrowed */
    char *name;                  /* what GDAL opens; owned */
    char *shown;                 /* the path for messages and tables, without password; owned */
    lf_csv csv;                  /* of a CSV file */
    bool is_csv;
    GDALDatasetH dataset; /* owned */
    const char *driver;   /* GDAL's */
    char *encoding;       /* owned; NULL: the format says it itself */
    bool encoding_assumed;
    bool recoded_texts; /* some texts were not UTF-8 and were taken as GB18030 */
    bool is_gtfs;
    char **statements; /* of the select; owned */
    size_t statement_count;
    size_t passes; /* begun so far */

    /* of the pass */
    OGRLayerH layer;
    bool is_result;           /* the layer is owned: the result of a statement */
    char *layer_name;         /* owned */
    OGRSpatialReferenceH srs; /* owned; NULL without geometry */
    bool srs_assumed;         /* the source says none: the city's was taken */
    int x, y, wkt;            /* columns that make the geometry, or LF_NO_COLUMN */
    bool has_geometry;
    lf_datum datum;
    OGRCoordinateTransformationH to_city, to_degrees; /* owned; may be NULL */
    int64_t row;                                      /* features read so far in all passes */
} lf_source;

enum { LF_NO_COLUMN = -1 };

/*
 * Opens a source. `quiet` must be in force (lf_quiet_begin). A select that is a bare word is read
 * from layers/selects/. Errors: network, no such file, no driver reads it, encoding, unknown
 * select.
 */
bool lf_source_open(lf_context *ctx, const lf_places *places, const lf_city_source *given,
                    lf_quiet *quiet, lf_source *out);
void lf_source_close(lf_source *source);

/*
 * Begins the next pass; *more is false when there is none. Finds the layer, what makes the
 * geometry, the CRS and the way into the city's frame. Errors: which layer is meant, no such
 * column, no geometry where the contract needs one, no CRS, a shifted datum on a projected CRS.
 */
bool lf_source_next_pass(lf_context *ctx, lf_source *source, const lf_wanted *wanted,
                         const lf_frame *frame, bool *more);
/* Lets go of what belongs to the pass. Called by the next pass and by lf_source_close. */
void lf_source_end_pass(lf_source *source);
/* The next feature of the pass, to be destroyed by the caller; NULL in *out at the end. */
bool lf_source_next(lf_context *ctx, lf_source *source, OGRFeatureH *out);

/* Text of a column in UTF-8; NULL for NULL. Lives in *scratch or in the feature. */
const char *lf_source_text(lf_source *source, OGRFeatureH feature, int column, lf_text *scratch);
/*
 * The feature's geometry, owned by the caller; NULL when it has none. *problem (in *scratch) says
 * what is wrong with coordinate columns or WKT, else it is NULL.
 */
OGRGeometryH lf_source_geometry(lf_source *source, OGRFeatureH feature, lf_text *scratch,
                                const char **problem);
/* "feature 12", "line 13" of a CSV, "row 5" of a select. */
void lf_source_feature_name(const lf_source *source, OGRFeatureH feature, char *out, size_t size);

/* Columns of the pass. */
int lf_source_column_count(const lf_source *source);
const char *lf_source_column_name(const lf_source *source, int column);
/* True for a column of nested JSON or a list: no name is plain enough to take it unasked. */
bool lf_source_is_nested(const lf_source *source, int column);
/* Index of a column, ASCII case ignored (an exact match goes first), or LF_NO_COLUMN. */
int lf_source_find_column(const lf_source *source, const char *name);
/* "x is not a column of file.csv; did you mean …? (columns: …)". Returns false. */
bool lf_source_fail_column(lf_context *ctx, const lf_source *source, const char *key,
                           const char *name);

#endif
