/*
 * Reads layers and joins their rows to the network.
 *
 * Reads the workspace's layers. Must not know what is asked about them.
 */
#include "walk/things.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"

void lf_categories_free(lf_categories *categories)
{
    if (categories == NULL)
        return;
    for (size_t c = 0; c < categories->count; c++)
        free(categories->category[c].id);
    free(categories->category);
    *categories = (lf_categories){0};
}

bool lf_categories_read(lf_context *ctx, lf_workspace *workspace, lf_categories *out)
{
    lf_statement *row = NULL;
    lf_step step;

    *out = (lf_categories){0};
    if (!lf_prepare(ctx, workspace, "SELECT id, limit_m, limit_min FROM category ORDER BY id",
                    &row))
        return false;
    while ((step = lf_statement_step(ctx, row)) == LF_STEP_ROW) {
        lf_category *category;

        if (!LF_ROOM(out->category, out->count, out->capacity)) {
            lf_fail_memory(ctx);
            break;
        }
        category = &out->category[out->count++];
        *category = (lf_category){.id = lf_copy(lf_column_text(row, 0)),
                                  .limit_m = lf_column_real(row, 1),
                                  .limit_min = lf_column_real(row, 2)};
        if (category->id == NULL) {
            lf_fail_memory(ctx);
            break;
        }
    }
    lf_statement_close(row);
    if (step != LF_STEP_DONE)
        lf_categories_free(out);
    return step == LF_STEP_DONE;
}

const char *lf_thing_id(const lf_things *things, const lf_thing *thing)
{
    return things->ids.bytes + thing->id_offset;
}

lf_shape lf_thing_outline(const lf_thing *thing, double xy[2])
{
    if (thing->shape.xy != NULL)
        return thing->shape;
    xy[0] = thing->x_m;
    xy[1] = thing->y_m;
    return (lf_shape){.xy = xy, .x0 = xy[0], .x1 = xy[0], .y0 = xy[1], .y1 = xy[1]};
}

void lf_things_free(lf_things *things)
{
    if (things == NULL)
        return;
    for (size_t i = 0; i < things->count; i++)
        lf_shape_free(&things->thing[i].shape);
    free(things->thing);
    free(things->lost);
    lf_access_list_free(&things->access);
    lf_text_free(&things->ids);
    *things = (lf_things){0};
}

/* Appends a thing from columns key, id, x, y, weight; NULL when memory ran out. */
static lf_thing *add_thing(lf_context *ctx, lf_things *things, lf_statement *row)
{
    const char *id = lf_column_text(row, 1);
    lf_thing *thing;

    if (!LF_ROOM(things->thing, things->count, things->capacity)) {
        lf_fail_memory(ctx);
        return NULL;
    }
    thing = &things->thing[things->count++];
    *thing = (lf_thing){.key = lf_column_integer(row, 0),
                        .id_offset = things->ids.length,
                        .x_m = lf_column_real(row, 2),
                        .y_m = lf_column_real(row, 3),
                        .weight = lf_column_real(row, 4),
                        .category = LF_NO_CATEGORY};
    lf_text_add_bytes(&things->ids, id, strlen(id) + 1);
    if (things->ids.failed) {
        lf_fail_memory(ctx);
        return NULL;
    }
    return thing;
}

bool lf_things_read_points(lf_context *ctx, lf_workspace *workspace, const char *layer,
                           const char *weight_column, lf_things *out)
{
    lf_statement *row = NULL;
    lf_step step = LF_STEP_FAILED;
    char *sql = lf_copyf("SELECT key, id, x, y, %s FROM %s ORDER BY key",
                         weight_column ? weight_column : "NULL", layer);

    *out = (lf_things){.layer = layer};
    if (sql == NULL)
        return lf_fail_memory(ctx);
    if (!lf_prepare(ctx, workspace, sql, &row))
        goto done;
    while ((step = lf_statement_step(ctx, row)) == LF_STEP_ROW)
        if (add_thing(ctx, out, row) == NULL)
            break;
done:
    free(sql);
    lf_statement_close(row);
    if (step != LF_STEP_DONE)
        lf_things_free(out);
    return step == LF_STEP_DONE;
}

static void begin_access(const lf_things *things, lf_thing *thing)
{
    thing->access_first = (uint32_t)things->access.count;
}

static void end_access(lf_things *things, lf_thing *thing)
{
    thing->access_count = (uint32_t)things->access.count - thing->access_first;
    things->joined += thing->access_count > 0;
}

bool lf_things_join_points(lf_context *ctx, const lf_snap *snap, lf_things *things)
{
    for (size_t i = 0; i < things->count; i++) {
        lf_thing *thing = &things->thing[i];

        if (i % 4096 == 0 && lf_stopping(ctx))
            return false;
        begin_access(things, thing);
        if (!lf_access_add_point(ctx, snap, thing->x_m, thing->y_m, LF_ACCESS_NEAREST,
                                 &things->access))
            return false;
        end_access(things, thing);
    }
    return true;
}

/* ---- things with shapes ---- */

/* The rows of layer entrances by owner, read alongside the owners in the same order. */
typedef struct entrance_cursor {
    lf_statement *row; /* owner_id, x, y, id; NULL: the layer has no entrances */
    lf_step step;
} entrance_cursor;

static bool open_entrances(lf_context *ctx, lf_workspace *workspace, entrance_cursor *out)
{
    if (!lf_prepare(ctx, workspace,
                    "SELECT owner_id, x, y, id FROM entrances ORDER BY owner_id, id", &out->row))
        return false;
    out->step = lf_statement_step(ctx, out->row);
    return out->step != LF_STEP_FAILED;
}

static bool note_lost(lf_things *things, const char *id, double x_m, double y_m)
{
    if (!LF_ROOM(things->lost, things->lost_count, things->lost_capacity))
        return false;
    things->lost[things->lost_count++] =
        (lf_lost_entrance){.id_offset = things->ids.length, .x_m = x_m, .y_m = y_m};
    lf_text_add_bytes(&things->ids, id, strlen(id) + 1);
    return !things->ids.failed;
}

/* Joins the entrance at the cursor, or notes that it cannot be joined. */
static bool join_entrance(lf_context *ctx, const lf_statement *row, const lf_snap *snap,
                          lf_things *things)
{
    const double x_m = lf_column_real(row, 1), y_m = lf_column_real(row, 2);
    const size_t before = things->access.count;

    if (!lf_access_add_point(ctx, snap, x_m, y_m, LF_ACCESS_ENTRANCE, &things->access))
        return false;
    return things->access.count > before || note_lost(things, lf_column_text(row, 3), x_m, y_m) ||
           lf_fail_memory(ctx);
}

/* Joins the entrances of the thing whose turn it is. Things come in byte order of their ids. */
static bool add_entrances(lf_context *ctx, entrance_cursor *at, const lf_thing *owner,
                          const lf_snap *snap, lf_things *things, bool *has_any)
{
    *has_any = false;
    while (at->row != NULL && at->step == LF_STEP_ROW) {
        const int order = strcmp(lf_column_text(at->row, 0), lf_thing_id(things, owner));

        if (order > 0)
            break;
        if (order == 0) {
            *has_any = true;
            if (!join_entrance(ctx, at->row, snap, things))
                return false;
        }
        at->step = lf_statement_step(ctx, at->row);
    }
    return at->step != LF_STEP_FAILED;
}

static uint32_t category_index(const lf_categories *categories, const char *id)
{
    for (size_t c = 0; id != NULL && c < categories->count; c++)
        if (strcmp(categories->category[c].id, id) == 0)
            return (uint32_t)c;
    return LF_NO_CATEGORY;
}

static bool add_shape(lf_context *ctx, lf_things *things, lf_statement *row,
                      entrance_cursor *entrances, const lf_categories *categories,
                      lf_access_finder *finder, const lf_snap *snap)
{
    lf_thing *thing = add_thing(ctx, things, row);
    size_t size = 0;
    const void *blob;
    bool has_entrances = false;

    if (thing == NULL)
        return false;
    thing->category = category_index(categories, lf_column_text(row, 5));
    blob = lf_column_blob(row, 6, &size);
    if (!lf_shape_from_blob(ctx, blob, size, &thing->shape))
        return false;
    begin_access(things, thing);
    if (!add_entrances(ctx, entrances, thing, snap, things, &has_entrances))
        return false;
    if (!has_entrances &&
        !(thing->shape.ring_count > 0
              ? lf_access_add_polygon(ctx, finder, blob, size, &thing->shape, &things->access)
              : lf_access_add_point(ctx, snap, thing->x_m, thing->y_m, LF_ACCESS_NEAREST,
                                    &things->access)))
        return false;
    end_access(things, thing);
    return true;
}

bool lf_things_read_shapes(lf_context *ctx, lf_workspace *workspace, const char *layer,
                           const lf_categories *categories, lf_access_finder *finder,
                           const lf_snap *snap, lf_things *out)
{
    const bool is_facilities = strcmp(layer, "facilities") == 0;
    const bool has_entrances = strcmp(layer, "sites") != 0;
    entrance_cursor entrances = {.step = LF_STEP_DONE};
    lf_statement *row = NULL;
    lf_step step = LF_STEP_FAILED;
    char *sql = lf_copyf("SELECT key, id, x, y, NULL, %s, geom FROM %s ORDER BY id",
                         is_facilities ? "category" : "NULL", layer);

    *out = (lf_things){.layer = layer};
    if (sql == NULL)
        return lf_fail_memory(ctx);
    if (!lf_prepare(ctx, workspace, sql, &row) ||
        (has_entrances && !open_entrances(ctx, workspace, &entrances)))
        goto done;
    while ((step = lf_statement_step(ctx, row)) == LF_STEP_ROW)
        if (!add_shape(ctx, out, row, &entrances, categories, finder, snap))
            break;
done:
    free(sql);
    lf_statement_close(row);
    lf_statement_close(entrances.row);
    if (step != LF_STEP_DONE)
        lf_things_free(out);
    return step == LF_STEP_DONE;
}
