/*
 * From rows of layer streets to flat arrays of lines and vertices.
 *
 * Reads the workspace; must not know junctions, graphs or searches.
 */
#include "walk/streets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/grow.h"

void lf_streets_free(lf_streets *streets)
{
    if (streets == NULL)
        return;
    free(streets->street);
    free(streets->line);
    free(streets->vertex);
    free(streets->dropped);
    lf_text_free(&streets->ids);
    *streets = (lf_streets){0};
}

const char *lf_street_id(const lf_streets *streets, uint32_t street)
{
    return streets->ids.bytes + streets->street[street].id_offset;
}

/* Closes the line being built; a single point is no line and goes away again. */
static bool end_line(lf_streets *streets, uint32_t street, size_t first)
{
    const size_t count = streets->vertex_count - first;

    if (count < 2) {
        streets->vertex_count = first;
        return true;
    }
    if (!LF_ROOM(streets->line, streets->line_count, streets->line_capacity))
        return false;
    streets->line[streets->line_count++] =
        (lf_line){.street = street, .first = (uint32_t)first, .count = (uint32_t)count};
    return true;
}

static bool note_dropped(lf_streets *streets, uint32_t street, const double *at, double length_m)
{
    if (!LF_ROOM(streets->dropped, streets->dropped_count, streets->dropped_capacity))
        return false;
    streets->dropped[streets->dropped_count++] =
        (lf_dropped){.street = street, .x_m = at[0], .y_m = at[1], .length_m = length_m};
    return true;
}

static bool add_vertices(lf_streets *streets, uint32_t street, const double *xyz, size_t count)
{
    const bool draped = streets->street[street].draped;
    size_t first = streets->vertex_count;

    for (size_t i = 0; i < count; i++) {
        const double *at = xyz + 3 * i;
        const double length_m = i ? hypot(at[0] - at[-3], at[1] - at[-2]) : 0;

        if (i > 0 && length_m == 0)
            continue;
        if (i > 0 && !(length_m <= LF_LONGEST_SEGMENT_M)) {
            if (!note_dropped(streets, street, at - 3, length_m) ||
                !end_line(streets, street, first))
                return false;
            first = streets->vertex_count;
        }
        if (!LF_ROOM(streets->vertex, streets->vertex_count, streets->vertex_capacity))
            return false;
        /* + 0.0 turns a negative zero into zero, so that equal coordinates have equal bytes */
        streets->vertex[streets->vertex_count++] =
            (lf_vertex){.x_m = at[0] + 0.0, .y_m = at[1] + 0.0, .z_m = draped ? at[2] : NAN};
    }
    return end_line(streets, street, first);
}

/*
 * A deck or a bore does not follow the ground above which it is drawn: its height runs evenly from
 * one end to the other.
 */
static void level_deck(lf_vertex *vertex, size_t count)
{
    const double from = vertex[0].z_m, to = vertex[count - 1].z_m;
    double total_m = 0, along_m = 0;

    for (size_t v = 1; v < count; v++)
        total_m += hypot(vertex[v].x_m - vertex[v - 1].x_m, vertex[v].y_m - vertex[v - 1].y_m);
    for (size_t v = 1; v + 1 < count; v++) {
        along_m += hypot(vertex[v].x_m - vertex[v - 1].x_m, vertex[v].y_m - vertex[v - 1].y_m);
        vertex[v].z_m = from + (to - from) * along_m / total_m;
    }
}

static int true_level(const lf_street *street)
{
    if (street->bridge && street->level <= 0)
        return 1;
    return street->tunnel && street->level >= 0 ? -1 : street->level;
}

bool lf_streets_add(lf_context *ctx, lf_streets *streets, const lf_street *street, const char *id,
                    const double *xyz, size_t count)
{
    const uint32_t index = (uint32_t)streets->street_count;
    const size_t lines_before = streets->line_count;

    if (streets->vertex_count + count >= UINT32_MAX / 2)
        return lf_fail(ctx, "layer streets has more than %u vertices", UINT32_MAX / 2);
    if (!LF_ROOM(streets->street, streets->street_count, streets->street_capacity))
        return lf_fail_memory(ctx);
    streets->street[streets->street_count++] = *street;
    streets->street[index].id_offset = streets->ids.length;
    streets->street[index].level = true_level(street);
    lf_text_add_bytes(&streets->ids, id, strlen(id) + 1);
    if (streets->ids.failed || !add_vertices(streets, index, xyz, count))
        return lf_fail_memory(ctx);
    if (street->bridge || street->tunnel)
        for (size_t l = lines_before; l < streets->line_count; l++)
            level_deck(streets->vertex + streets->line[l].first, streets->line[l].count);
    return true;
}

static bool add_row(lf_context *ctx, lf_streets *streets, lf_statement *row)
{
    const lf_street street = {
        .key = lf_column_integer(row, 0),
        .level = (int)lf_column_integer(row, 2),
        .bridge = lf_column_integer(row, 3) != 0,
        .tunnel = lf_column_integer(row, 4) != 0,
        .stairs = lf_column_integer(row, 5) != 0,
        .oneway_foot = (int)lf_column_integer(row, 6),
        .factor = lf_column_real(row, 7),
        .crossings_join = lf_column_integer(row, 8) != 0,
        .ground_scale = lf_column_real(row, 9),
        .draped = lf_column_integer(row, 10) != 0,
    };
    size_t size = 0, count = 0;
    double *xyz = NULL;
    const void *blob = lf_column_blob(row, 11, &size);
    const bool done = lf_blob_line(ctx, blob, size, &xyz, &count) &&
                      lf_streets_add(ctx, streets, &street, lf_column_text(row, 1), xyz, count);

    free(xyz);
    return done;
}

bool lf_streets_read(lf_context *ctx, lf_workspace *workspace, lf_streets *out)
{
    lf_statement *row = NULL;
    lf_step step = LF_STEP_FAILED;

    *out = (lf_streets){0};
    if (!lf_prepare(ctx, workspace,
                    "SELECT key, id, level, bridge, tunnel, stairs, oneway_foot, factor, "
                    "crossings_join, ground_scale, draped, geom FROM streets "
                    "WHERE walkable = 1 ORDER BY id",
                    &row))
        return false;
    while ((step = lf_statement_step(ctx, row)) == LF_STEP_ROW) {
        if (!add_row(ctx, out, row)) {
            step = LF_STEP_FAILED;
            break;
        }
        if (out->street_count % 65536 == 0)
            lf_tell_progress(ctx, "reading streets", out->street_count, 0);
    }
    lf_statement_close(row);
    if (step == LF_STEP_FAILED)
        lf_streets_free(out);
    return step != LF_STEP_FAILED;
}
