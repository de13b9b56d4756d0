/*
 * The sparse grid: entries are collected, then counted into a hash table of cells (open addressing,
 * linear probing) and laid out cell by cell.
 *
 * Knows base only. Must not know what an item is.
 */
#include "walk/cells.h"

#include <math.h>
#include <stdlib.h>

/* Widens segments so that a cell touched only in the last bits of a coordinate is not missed. */
static const double HAIR_M = 1e-4;

static const int32_t FARTHEST = 1 << 29;

static uint64_t pack(int32_t column, int32_t row)
{
    return (uint64_t)(uint32_t)column << 32 | (uint32_t)row;
}

/* Finaliser of MurmurHash3 (public domain, A. Appleby): spreads neighbouring cells. */
static uint64_t spread(uint64_t h)
{
    h ^= h >> 33;
    h *= UINT64_C(0xff51afd7ed558ccd);
    h ^= h >> 33;
    h *= UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ (h >> 33);
}

void lf_cells_begin(lf_cells *cells, double size_m)
{
    *cells = (lf_cells){.size_m = size_m};
}

void lf_cells_free(lf_cells *cells)
{
    if (cells == NULL)
        return;
    free(cells->entry);
    free(cells->slot_cell);
    free(cells->slot_index);
    free(cells->first);
    free(cells->item);
    *cells = (lf_cells){0};
}

int32_t lf_cells_index(const lf_cells *cells, double coordinate)
{
    const double index = floor(coordinate / cells->size_m);

    /* far from the ends of the type, so that neighbours can be counted from any index */
    if (index >= FARTHEST)
        return FARTHEST;
    return index <= -FARTHEST ? -FARTHEST : (int32_t)index;
}

static void add(lf_cells *cells, int32_t column, int32_t row, uint32_t item)
{
    if (cells->entry_count == cells->entry_capacity) {
        const size_t capacity = cells->entry_capacity ? cells->entry_capacity * 2 : 1024;
        lf_cell_entry *entry = realloc(cells->entry, capacity * sizeof *entry);

        if (entry == NULL) {
            cells->failed = true;
            return;
        }
        cells->entry = entry;
        cells->entry_capacity = capacity;
    }
    cells->entry[cells->entry_count++] = (lf_cell_entry){.cell = pack(column, row), .item = item};
}

void lf_cells_add_box(lf_cells *cells, double x0, double y0, double x1, double y1, uint32_t item)
{
    const int64_t right = lf_cells_index(cells, x1), top = lf_cells_index(cells, y1);

    for (int64_t row = lf_cells_index(cells, y0); row <= top && !cells->failed; row++)
        for (int64_t column = lf_cells_index(cells, x0); column <= right; column++)
            add(cells, (int32_t)column, (int32_t)row, item);
}

void lf_cells_add_segment(lf_cells *cells, double x0, double y0, double x1, double y1,
                          uint32_t item)
{
    const double low = fmin(y0, y1) - HAIR_M, high = fmax(y0, y1) + HAIR_M;
    const int64_t bottom = lf_cells_index(cells, low), top = lf_cells_index(cells, high);
    const double slope = y1 != y0 ? (x1 - x0) / (y1 - y0) : 0;

    for (int64_t row = bottom; row <= top && !cells->failed; row++) {
        /* the part of the segment within this row of cells */
        const double from = fmax(fmin(y0, y1), (double)row * cells->size_m - HAIR_M);
        const double to = fmin(fmax(y0, y1), (double)(row + 1) * cells->size_m + HAIR_M);
        const double xa = y1 != y0 ? x0 + (from - y0) * slope : x0;
        const double xb = y1 != y0 ? x0 + (to - y0) * slope : x1;
        const double left = fmax(fmin(xa, xb), fmin(x0, x1)) - HAIR_M;
        const double right = fmin(fmax(xa, xb), fmax(x0, x1)) + HAIR_M;
        const int64_t last = lf_cells_index(cells, right);

        for (int64_t column = lf_cells_index(cells, left); column <= last; column++)
            add(cells, (int32_t)column, (int32_t)row, item);
    }
}

/* The slot of a cell: its own, or the free one where it would go. */
static size_t slot_of(const lf_cells *cells, uint64_t cell)
{
    size_t slot = (size_t)spread(cell) & (cells->slot_count - 1);

    while (cells->slot_index[slot] != UINT32_MAX && cells->slot_cell[slot] != cell)
        slot = (slot + 1) & (cells->slot_count - 1);
    return slot;
}

/* Gives the table `count` slots (a power of two) and puts the known cells into them anew. */
static bool grow_slots(lf_cells *cells, size_t count)
{
    lf_cells grown = {.slot_count = count};

    grown.slot_cell = malloc(count * sizeof *grown.slot_cell);
    grown.slot_index = malloc(count * sizeof *grown.slot_index);
    if (grown.slot_cell == NULL || grown.slot_index == NULL) {
        lf_cells_free(&grown);
        return false;
    }
    for (size_t s = 0; s < count; s++)
        grown.slot_index[s] = UINT32_MAX;
    for (size_t s = 0; s < cells->slot_count; s++)
        if (cells->slot_index[s] != UINT32_MAX) {
            const size_t slot = slot_of(&grown, cells->slot_cell[s]);

            grown.slot_cell[slot] = cells->slot_cell[s];
            grown.slot_index[slot] = cells->slot_index[s];
        }
    free(cells->slot_cell);
    free(cells->slot_index);
    cells->slot_cell = grown.slot_cell;
    cells->slot_index = grown.slot_index;
    cells->slot_count = count;
    return true;
}

/* Numbers the cells in order of first use and turns the entries' cells into those numbers. */
static bool number_cells(lf_cells *cells)
{
    for (size_t e = 0; e < cells->entry_count; e++) {
        size_t slot;

        if (cells->cell_count * 2 >= cells->slot_count &&
            !grow_slots(cells, cells->slot_count ? cells->slot_count * 2 : 1024))
            return false;
        slot = slot_of(cells, cells->entry[e].cell);
        if (cells->slot_index[slot] == UINT32_MAX) {
            cells->slot_cell[slot] = cells->entry[e].cell;
            cells->slot_index[slot] = (uint32_t)cells->cell_count++;
        }
        cells->entry[e].cell = cells->slot_index[slot];
    }
    return true;
}

bool lf_cells_finish(lf_context *ctx, lf_cells *cells)
{
    if (cells->failed || cells->entry_count >= UINT32_MAX || !number_cells(cells))
        return lf_fail_memory(ctx);
    cells->first = calloc(cells->cell_count + 2, sizeof *cells->first);
    cells->item = malloc((cells->entry_count + 1) * sizeof *cells->item);
    if (cells->first == NULL || cells->item == NULL)
        return lf_fail_memory(ctx);
    /* first[c + 2] counts, then first[c + 1] is where the next item of cell c goes */
    for (size_t e = 0; e < cells->entry_count; e++)
        cells->first[cells->entry[e].cell + 2]++;
    for (size_t c = 2; c < cells->cell_count + 2; c++)
        cells->first[c] += cells->first[c - 1];
    for (size_t e = 0; e < cells->entry_count; e++)
        cells->item[cells->first[cells->entry[e].cell + 1]++] = cells->entry[e].item;
    free(cells->entry);
    cells->entry = NULL;
    return true;
}

bool lf_cells_slot(const lf_cells *cells, size_t slot, int32_t *column, int32_t *row)
{
    *column = (int32_t)(uint32_t)(cells->slot_cell[slot] >> 32);
    *row = (int32_t)(uint32_t)cells->slot_cell[slot];
    return cells->slot_index[slot] != UINT32_MAX;
}

uint32_t lf_cells_number(const lf_cells *cells, int32_t column, int32_t row)
{
    return cells->slot_count > 0 ? cells->slot_index[slot_of(cells, pack(column, row))]
                                 : UINT32_MAX;
}

const uint32_t *lf_cells_at(const lf_cells *cells, int32_t column, int32_t row, size_t *count)
{
    const uint32_t index = lf_cells_number(cells, column, row);

    *count = 0;
    if (index == UINT32_MAX)
        return NULL;
    *count = cells->first[index + 1] - cells->first[index];
    return cells->item + cells->first[index];
}

double lf_cells_border_distance(const lf_cells *cells, double x, double y)
{
    const double in_x = x - floor(x / cells->size_m) * cells->size_m;
    const double in_y = y - floor(y / cells->size_m) * cells->size_m;

    return fmin(fmin(in_x, cells->size_m - in_x), fmin(in_y, cells->size_m - in_y)) - HAIR_M;
}
