/*
 * The outline of the grid samples that hold, as valid polygons.
 *
 * A sample holds when its value is 0 or more. Between a sample that holds and a neighbour that does
 * not the outline runs where the values, taken as changing evenly, pass 0, but never nearer to
 * either than a seventh of a step (and midway where the neighbour has no value). So every
 * sample lies on its own side of the outline, and from every point of the plane a sample of
 * the same side is less than one step away. Two samples that meet only at a corner are kept apart:
 * no ring touches itself or another.
 *
 * Marching squares after W. Lorensen and H. Cline, "Marching cubes", 1987, in the plane. Pure
 * memory. Must not know what the samples mean.
 */
#ifndef LF_WALK_CONTOUR_H
#define LF_WALK_CONTOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Samples come in square blocks of LF_BLOCK_SIDE × LF_BLOCK_SIDE, row by row. */
enum { LF_BLOCK_SIDE = 64, LF_BLOCK_SAMPLES = LF_BLOCK_SIDE * LF_BLOCK_SIDE };

#define LF_NO_BLOCK UINT32_MAX
/* A sample without a value: it does not hold. */
#define LF_NO_VALUE INT32_MIN

/* Sample (i, j) of a block stands at ((column * LF_BLOCK_SIDE + i) * step, …). */
typedef struct lf_block {
    int32_t column, row;
    uint32_t right, above,
        diagonal; /* neighbours as indices, or LF_NO_BLOCK: nothing holds there */
} lf_block;

/* Blocks sorted by row, then column; value[block * LF_BLOCK_SAMPLES + j * LF_BLOCK_SIDE + i]. */
typedef struct lf_field {
    const lf_block *block;
    size_t block_count; /* below 2^18 */
    const int32_t *value;
    double step;
} lf_field;

typedef struct lf_outline {
    unsigned char *wkb; /* MULTIPOLYGON, owned; NULL when nothing holds */
    size_t wkb_size;
    double area; /* in the plane, square units of step */
} lf_outline;

/* Finds neighbours in a sorted array of blocks. */
void lf_blocks_link(lf_block *block, size_t count);

/* False: out of memory. Polygons stand in the order of their first sample. O(samples). */
bool lf_contour(const lf_field *field, lf_outline *out);
void lf_outline_free(lf_outline *outline);

#endif
