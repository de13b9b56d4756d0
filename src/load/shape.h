/*
 * One geometry of a source to the shapes a contract accepts, in the city's plane: datum undone,
 * curves made straight, heights dropped or kept, invalid polygons repaired, collections sorted out.
 * What was done is said in words; what cannot be used is refused with a reason.
 *
 * Inside the room load only. Must not know a column.
 */
#ifndef LF_LOAD_SHAPE_H
#define LF_LOAD_SHAPE_H

#include <ogr_api.h>

#include "catalog/catalog.h"
#include "load/datum.h"
#include "load/frame.h"

typedef enum lf_line_form { LF_LINE_NONE, LF_LINE_SINGLE, LF_LINE_MULTI } lf_line_form;

/* What a contract accepts. */
typedef struct lf_wanted {
    bool none, point, polygon, with_z;
    lf_line_form line;
    bool square;      /* a point stands for a square around it … */
    double square_m2; /* … of this ground area; 0: nobody said which */
} lf_wanted;

/* How the coordinates of a source come into the city's plane. All handles are borrowed. */
typedef struct lf_placing {
    const lf_frame *frame;
    OGRCoordinateTransformationH to_city;    /* NULL: the source has the city's CRS already */
    OGRCoordinateTransformationH to_degrees; /* source to WGS84; NULL: the source is in degrees */
    lf_datum datum;
} lf_placing;

/* One shape: POINT, MULTIPOLYGON, LINESTRING (Z) or MULTILINESTRING. */
typedef struct lf_shape {
    OGRGeometryH geometry; /* owned; NULL for a row without geometry */
    double x, y;           /* the point, the point on surface, the middle of the line; NaN: none */
    double plane_area_m2;  /* of a polygon, else NaN */
} lf_shape;

typedef struct lf_shapes {
    lf_shape *items; /* owned; more than one only for lines that were split */
    size_t count;
    lf_text repair;      /* what was mended, "" when nothing */
    const char *refusal; /* why it cannot be used, in general words; NULL when it can */
    lf_text detail;      /* the same with the particulars of this geometry */
} lf_shapes;

/* What a contract's header says it accepts. */
void lf_wanted_of(const lf_contract *contract, lf_wanted *out);
/* The same in words: "points or polygons are wanted". */
const char *lf_wanted_words(const lf_wanted *wanted);

/*
 * Fills *out from a geometry, which is consumed (NULL: the source has none). Returns false only
 * when memory runs out; an unusable geometry has out->refusal set and no items. Free with
 * lf_shapes_free.
 */
bool lf_shapes_take(lf_context *ctx, const lf_placing *placing, const lf_wanted *wanted,
                    OGRGeometryH geometry, lf_shapes *out);
void lf_shapes_free(lf_shapes *shapes);

#endif
