/*
 * A sparse grid of square cells over the plane: which items lie in or cross which cell. Only cells
 * that hold something take memory, so that a stray line a thousand kilometres away costs nothing.
 *
 * Knows base only. Must not know what an item is.
 */
#ifndef LF_WALK_CELLS_H
#define LF_WALK_CELLS_H

#include "base/context.h"

typedef struct lf_cell_entry {
    uint64_t cell;
    uint32_t item;
} lf_cell_entry;

/* Zero-initialise through lf_cells_begin; add items; finish; then look up. */
typedef struct lf_cells {
    double size_m;
    lf_cell_entry *entry; /* while adding */
    size_t entry_count, entry_capacity;
    uint64_t *slot_cell;  /* open addressing; a power of two */
    uint32_t *slot_index; /* index into first, or UINT32_MAX when the slot is free */
    size_t slot_count;
    uint32_t *first; /* items of the c-th cell: item[first[c]] … item[first[c + 1] - 1] */
    uint32_t *item;
    size_t cell_count;
    bool failed; /* out of memory while adding */
} lf_cells;

void lf_cells_begin(lf_cells *cells, double size_m);
/* Adds an item to every cell of a box, or to every cell a segment passes through (a hair's breadth
   around it counts, so that rounding cannot lose one). Memory failures show in lf_cells_finish. */
void lf_cells_add_box(lf_cells *cells, double x0, double y0, double x1, double y1, uint32_t item);
void lf_cells_add_segment(lf_cells *cells, double x0, double y0, double x1, double y1,
                          uint32_t item);
/* Sorts the entries into their cells, items in the order they were added. O(entries). */
bool lf_cells_finish(lf_context *ctx, lf_cells *cells);
void lf_cells_free(lf_cells *cells);

/* The column or row a coordinate lies in. */
int32_t lf_cells_index(const lf_cells *cells, double coordinate);
/* Column and row of the cell in a slot (0 … slot_count-1); false when the slot is free. */
bool lf_cells_slot(const lf_cells *cells, size_t slot, int32_t *column, int32_t *row);
/* Number of a cell (0 … cell_count-1); UINT32_MAX when it is empty. */
uint32_t lf_cells_number(const lf_cells *cells, int32_t column, int32_t row);
/* Items of one cell; NULL and 0 when it is empty. */
const uint32_t *lf_cells_at(const lf_cells *cells, int32_t column, int32_t row, size_t *count);

/* How far a point is from the border of its own cell (a hair less, against rounding). */
double lf_cells_border_distance(const lf_cells *cells, double x, double y);

/*
 * How near anything in a ring of cells can be to a point with that border distance: the ring is all
 * cells whose column or row differs by `ring` (and neither by more) from the point's own.
 */
static inline double lf_cells_ring_distance(const lf_cells *cells, double border, int32_t ring)
{
    const double distance = (ring - 1) * cells->size_m + border;

    return ring == 0 || distance < 0 ? 0 : distance;
}

#endif
