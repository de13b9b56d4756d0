/*
 * What stands in the way of a link. See barriers.h.
 */
#include "walk/barriers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"
#include "walk/segment.h"
#include "walk/shape.h"

static const double CELL_M = 100;

/* ---- reading ---- */

/* Appends a name; false: out of memory. */
static bool add_name(lf_barriers *barriers, const char *layer, const char *name)
{
    if (!LF_ROOM(barriers->name, barriers->name_count, barriers->name_capacity))
        return false;
    barriers->name[barriers->name_count] = lf_copyf("%s: %s", layer, name);
    return barriers->name[barriers->name_count++] != NULL;
}

/* Appends the pieces between `count` points that lie `stride` numbers apart. */
static bool add_run(lf_barriers *barriers, const double *xy, size_t count, size_t stride)
{
    for (size_t i = 1; i < count; i++) {
        const double *a = xy + (i - 1) * stride, *b = xy + i * stride;

        if (!LF_ROOM(barriers->segment, barriers->count, barriers->capacity))
            return false;
        barriers->segment[barriers->count++] =
            (lf_barrier_segment){.x0 = a[0],
                                 .y0 = a[1],
                                 .x1 = b[0],
                                 .y1 = b[1],
                                 .barrier = (uint32_t)barriers->name_count - 1};
    }
    return true;
}

static bool add_line(lf_context *ctx, lf_barriers *barriers, const void *blob, size_t size)
{
    double *xyz = NULL;
    size_t count = 0;
    const bool done = lf_blob_line(ctx, blob, size, &xyz, &count) &&
                      (add_run(barriers, xyz, count, 3) || lf_fail_memory(ctx));

    free(xyz);
    return done;
}

static bool add_polygon(lf_context *ctx, lf_barriers *barriers, const void *blob, size_t size)
{
    lf_shape shape = {0};
    bool done = lf_shape_from_blob(ctx, blob, size, &shape);

    for (size_t r = 0; done && r < shape.ring_count; r++)
        done = add_run(barriers, shape.xy + 2 * shape.first[r], shape.first[r + 1] - shape.first[r],
                       2) ||
               lf_fail_memory(ctx);
    lf_shape_free(&shape);
    return done;
}

/* Rows: a name, and a line or polygons. */
static bool read_layer(lf_context *ctx, lf_workspace *workspace, const char *layer, const char *sql,
                       bool polygons, lf_barriers *out)
{
    lf_statement *row = NULL;
    lf_step step = LF_STEP_FAILED;
    bool done = lf_prepare(ctx, workspace, sql, &row);

    while (done && (step = lf_statement_step(ctx, row)) == LF_STEP_ROW) {
        size_t size = 0;
        const void *blob = lf_column_blob(row, 1, &size);

        done = add_name(out, layer, lf_column_text(row, 0)) || lf_fail_memory(ctx);
        done = done && (polygons ? add_polygon : add_line)(ctx, out, blob, size);
    }
    lf_statement_close(row);
    return done && step == LF_STEP_DONE;
}

bool lf_barriers_read(lf_context *ctx, lf_workspace *workspace, lf_barriers *out)
{
    *out = (lf_barriers){0};
    lf_cells_begin(&out->cells, CELL_M);
    if (!read_layer(ctx, workspace, "streets",
                    "SELECT coalesce(name, kind, id), geom FROM streets WHERE walkable = 0"
                    " AND tunnel = 0 ORDER BY id",
                    false, out) ||
        !read_layer(ctx, workspace, "constraints",
                    "SELECT coalesce(name, kind), geom FROM constraints ORDER BY id", true, out))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        const lf_barrier_segment *s = &out->segment[i];

        lf_cells_add_segment(&out->cells, s->x0, s->y0, s->x1, s->y1, (uint32_t)i);
    }
    return lf_cells_finish(ctx, &out->cells);
}

void lf_barriers_free(lf_barriers *barriers)
{
    lf_free_names(barriers->name, barriers->name_count);
    free(barriers->segment);
    lf_cells_free(&barriers->cells);
    *barriers = (lf_barriers){0};
}

/* ---- asking ---- */

static bool meets(const lf_barrier_segment *s, double x0, double y0, double x1, double y1)
{
    const double a = lf_cross(x0, y0, x1, y1, s->x0, s->y0);
    const double b = lf_cross(x0, y0, x1, y1, s->x1, s->y1);
    const double c = lf_cross(s->x0, s->y0, s->x1, s->y1, x0, y0);
    const double d = lf_cross(s->x0, s->y0, s->x1, s->y1, x1, y1);

    return ((a <= 0 && b >= 0) || (a >= 0 && b <= 0)) && ((c <= 0 && d >= 0) || (c >= 0 && d <= 0));
}

/* Calls `take` for every barrier met; it says whether to go on. */
static void visit(const lf_barriers *barriers, double x0, double y0, double x1, double y1,
                  bool (*take)(void *user, uint32_t barrier), void *user)
{
    const lf_cells *cells = &barriers->cells;
    const int32_t right = lf_cells_index(cells, fmax(x0, x1));
    const int32_t top = lf_cells_index(cells, fmax(y0, y1));

    if (cells->cell_count == 0)
        return;
    for (int32_t row = lf_cells_index(cells, fmin(y0, y1)); row <= top; row++)
        for (int32_t column = lf_cells_index(cells, fmin(x0, x1)); column <= right; column++) {
            size_t count;
            const uint32_t *item = lf_cells_at(cells, column, row, &count);

            for (size_t i = 0; i < count; i++)
                if (meets(&barriers->segment[item[i]], x0, y0, x1, y1) &&
                    !take(user, barriers->segment[item[i]].barrier))
                    return;
        }
}

static bool note_any(void *user, uint32_t barrier)
{
    (void)barrier;
    *(bool *)user = true;
    return false;
}

bool lf_barriers_meet(const lf_barriers *barriers, double x0, double y0, double x1, double y1)
{
    bool any = false;

    visit(barriers, x0, y0, x1, y1, note_any, &any);
    return any;
}

enum { MOST_NAMED = 8 };

typedef struct crossed {
    uint32_t barrier[MOST_NAMED];
    size_t count;
} crossed;

/* Keeps them sorted, the first few. */
static bool note_each(void *user, uint32_t barrier)
{
    crossed *list = user;
    size_t at = 0;

    while (at < list->count && list->barrier[at] < barrier)
        at++;
    if ((at < list->count && list->barrier[at] == barrier) || list->count == MOST_NAMED)
        return true;
    memmove(list->barrier + at + 1, list->barrier + at, (list->count - at) * sizeof *list->barrier);
    list->barrier[at] = barrier;
    list->count++;
    return true;
}

char *lf_barriers_crossed(const lf_barriers *barriers, double x0, double y0, double x1, double y1)
{
    crossed list = {0};
    lf_text text = {0};

    visit(barriers, x0, y0, x1, y1, note_each, &list);
    for (size_t i = 0; i < list.count; i++)
        if (i == 0 ||
            strcmp(barriers->name[list.barrier[i]], barriers->name[list.barrier[i - 1]]) != 0)
            lf_text_addf(&text, "%s%s", i > 0 ? "; " : "", barriers->name[list.barrier[i]]);
    return list.count > 0 ? lf_text_take(&text) : NULL;
}
