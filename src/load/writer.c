/* Features to rows of a layer. See writer.h. */
#include "load/writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "load/ground.h"

bool lf_writer_open(lf_context *ctx, const lf_load_job *job, const lf_contract *contract,
                    lf_writer *out)
{
    *out = (lf_writer){.job = job, .contract = contract};
    lf_wanted_of(contract, &out->wanted);
    return lf_columns_read(ctx, job->ws, contract, &out->columns) &&
           lf_row_make(ctx, &out->columns, &out->row) &&
           lf_columns_insert(ctx, job->ws, contract, &out->columns, &out->insert) &&
           lf_prepare(ctx, job->ws,
                      "INSERT INTO reject (source_key, layer, feature, id, column_name, reason,"
                      " reason_zh) VALUES (?, ?, ?, ?, ?, ?, ?)",
                      &out->reject) &&
           lf_prepare(ctx, job->ws,
                      "INSERT INTO repair (source_key, layer, feature, id, what, what_zh)"
                      " VALUES (?, ?, ?, ?, ?, ?)",
                      &out->repair);
}

void lf_writer_close(lf_writer *writer)
{
    lf_statement_close(writer->insert);
    lf_statement_close(writer->reject);
    lf_statement_close(writer->repair);
    lf_row_free(&writer->row);
    lf_columns_free(&writer->columns);
    lf_tally_free(&writer->tally);
}

bool lf_writer_begin_pass(lf_context *ctx, lf_writer *writer, lf_source *source)
{
    if (!lf_columns_match(ctx, writer->contract, source, &writer->columns))
        return false;
    const lf_column *id = lf_columns_find(&writer->columns, "id");
    writer->numbered = id != NULL && id->from == LF_NO_COLUMN && id->constant == NULL;
    writer->wanted.square_m2 = source->given->square_m2;
    return true;
}

/* ---- rejects and repairs ---- */

static const char *id_text(lf_writer *writer)
{
    const lf_value *id = lf_row_value(&writer->columns, &writer->row, "id");
    return id == NULL || id->type != LF_TEXT ? NULL : lf_text_get(&id->text);
}

static bool write_note(lf_context *ctx, lf_writer *writer, lf_statement *statement,
                       const char *feature, const char *column, const char *text)
{
    int next = 1;
    lf_bind_integer(statement, next++, writer->source_key);
    lf_bind_text(statement, next++, writer->contract->id);
    lf_bind_text(statement, next++, feature);
    lf_bind_text(statement, next++, id_text(writer));
    if (statement == writer->reject)
        lf_bind_text(statement, next++, column);
    char *chinese = lf_words_retell(ctx->chinese, text);
    lf_bind_text(statement, next++, text);
    lf_bind_text(statement, next, chinese);
    free(chinese);
    return lf_statement_do(ctx, statement);
}

static bool reject(lf_context *ctx, lf_writer *writer, const char *feature, const char *column,
                   const char *general, const char *detail)
{
    return lf_tally_reject(ctx, &writer->tally, general) &&
           write_note(ctx, writer, writer->reject, feature, column, detail);
}

/* What SQLite refused, with the value that it refused. */
static bool reject_refusal(lf_context *ctx, lf_writer *writer, const char *feature,
                           const char *refusal, const char *column)
{
    lf_text detail = {0};
    const lf_value *value = lf_row_value(&writer->columns, &writer->row, column);
    if (value != NULL && value->type != LF_NULL)
        lf_text_addf(&detail, N_("%s (it is '%s')"), refusal, lf_row_show(&writer->row, value));
    else
        lf_text_add(&detail, refusal);
    bool ok =
        reject(ctx, writer, feature, value == NULL ? NULL : column, refusal, lf_text_get(&detail));
    lf_text_free(&detail);
    return ok;
}

/* ---- binding ---- */

static void bind_real(lf_statement *insert, const char *name, double value)
{
    int index = lf_bind_index(insert, name);
    if (index > 0)
        lf_bind_real(insert, index, value);
}

static void bind_integer(lf_statement *insert, const char *name, int64_t value)
{
    int index = lf_bind_index(insert, name);
    if (index > 0)
        lf_bind_integer(insert, index, value);
}

static bool bind_geometry(lf_context *ctx, lf_writer *writer, OGRGeometryH geometry)
{
    int index = lf_bind_index(writer->insert, ":geom");
    void *blob = NULL;
    size_t blob_size = 0;
    if (index == 0)
        return true;
    if (geometry == NULL) {
        lf_bind_null(writer->insert, index);
        return true;
    }
    size_t size = OGR_G_WkbSizeEx(geometry);
    unsigned char *wkb = malloc(size);
    if (wkb == NULL)
        return lf_fail_memory(ctx);
    bool ok = OGR_G_ExportToIsoWkb(geometry, wkbNDR, wkb) == OGRERR_NONE
                  ? lf_blob_from_wkb(ctx, writer->job->frame->srid, wkb, size,
                                     writer->wanted.with_z, &blob, &blob_size)
                  : lf_fail(ctx, "%s: a geometry cannot be written", writer->contract->id);
    if (ok)
        lf_bind_blob(writer->insert, index, blob, blob_size);
    free(blob);
    free(wkb);
    return ok;
}

/* ---- streets ---- */

static bool is_set(lf_writer *writer, const char *column)
{
    const lf_value *value = lf_row_value(&writer->columns, &writer->row, column);
    return value != NULL && value->type == LF_INTEGER && value->integer != 0;
}

static bool has_heights(OGRGeometryH line)
{
    for (int i = 0; i < OGR_G_GetPointCount(line); i++)
        if (OGR_G_GetZ(line, i) != 0.0)
            return true;
    return false;
}

static void flatten_heights(OGRGeometryH line)
{
    for (int i = 0; i < OGR_G_GetPointCount(line); i++)
        OGR_G_SetPoint(line, i, OGR_G_GetX(line, i), OGR_G_GetY(line, i), 0.0);
}

/* Heights of a street: the DEM's, else (without a DEM) its own, else none. *draped says which. */
static bool drape(lf_context *ctx, lf_writer *writer, lf_shape *shape, bool *draped)
{
    OGRGeometryH on_ground = NULL;
    bool bridged = is_set(writer, "bridge") || is_set(writer, "tunnel") || is_set(writer, "level");
    *draped = false;
    if (writer->job->terrain == NULL) {
        *draped = has_heights(shape->geometry);
        writer->own_heights += *draped;
        return true;
    }
    if (!lf_terrain_drape(ctx, writer->job->terrain, shape->geometry, bridged, &on_ground))
        return false;
    *draped = on_ground != NULL;
    writer->draped += *draped;
    writer->undraped += !*draped;
    if (on_ground == NULL) {
        flatten_heights(shape->geometry);
        return true;
    }
    OGR_G_DestroyGeometry(shape->geometry);
    shape->geometry = on_ground;
    return true;
}

static bool line_scale(lf_context *ctx, lf_writer *writer, OGRGeometryH line, double *out)
{
    int count = OGR_G_GetPointCount(line);
    double *xy = malloc(((size_t)count * 2 + 1) * sizeof *xy);
    if (xy == NULL)
        return lf_fail_memory(ctx);
    OGR_G_GetPoints(line, xy, 2 * sizeof *xy, xy + 1, 2 * sizeof *xy, NULL, 0);
    *out = lf_frame_line_scale(writer->job->frame, xy, (size_t)count);
    free(xy);
    return true;
}

static bool bind_street(lf_context *ctx, lf_writer *writer, const lf_source *source,
                        lf_shape *shape)
{
    double scale = 1.0;
    bool draped = false;
    if (lf_bind_index(writer->insert, ":draped") == 0)
        return true;
    if (!line_scale(ctx, writer, shape->geometry, &scale) || !drape(ctx, writer, shape, &draped))
        return false;
    bind_real(writer->insert, ":ground_scale", isfinite(scale) ? scale : 1.0);
    bind_integer(writer->insert, ":draped", draped);
    bind_integer(writer->insert, ":crossings_join", source->given->crossings_join);
    return true;
}

/* ---- areas ---- */

/* The column that a polygon's own area fills when it is blank; NULL for other layers. */
static const char *area_column(const char *layer)
{
    return strcmp(layer, "facilities") == 0                                  ? "area_m2"
           : strcmp(layer, "sites") == 0 || strcmp(layer, "candidates") == 0 ? "site_area_m2"
                                                                             : NULL;
}

static void fill_area(lf_writer *writer, const lf_shape *shape)
{
    const char *name = area_column(writer->contract->id);
    lf_value *value = name == NULL ? NULL : lf_row_value(&writer->columns, &writer->row, name);
    if (value == NULL || value->type != LF_NULL || isnan(shape->plane_area_m2))
        return;
    double scale = lf_frame_ground_scale(writer->job->frame, shape->x, shape->y);
    value->real = shape->plane_area_m2 * scale * scale;
    value->type = LF_REAL;
    writer->areas_filled++;
}

static void set_real(lf_value *value, double number)
{
    value->real = number;
    value->type = LF_REAL;
}

/* Blank columns elevation_m and slope_share of a layer that has them come from the terrain. */
static bool fill_ground(lf_context *ctx, lf_writer *writer, const lf_shape *shape)
{
    lf_value *height = lf_row_value(&writer->columns, &writer->row, "elevation_m");
    lf_value *slope = lf_row_value(&writer->columns, &writer->row, "slope_share");
    lf_ground ground = {0};
    if (height == NULL || slope == NULL || writer->job->terrain == NULL ||
        shape->geometry == NULL || (height->type != LF_NULL && slope->type != LF_NULL))
        return true;
    if (!lf_ground_of_polygon(ctx, writer->job->terrain, shape->geometry, shape->x, shape->y,
                              &ground))
        return false;
    if (height->type == LF_NULL && isfinite(ground.height_m))
        set_real(height, ground.height_m);
    if (slope->type == LF_NULL && isfinite(ground.slope_share))
        set_real(slope, ground.slope_share);
    return true;
}

/* ---- one feature ---- */

/*
 * The number of a feature where the layer has no id; with the number of the source from the second
 * on, so that two sources do not collide.
 */
static void number_row(lf_writer *writer, const lf_source *source, OGRFeatureH feature)
{
    lf_value *id = lf_row_value(&writer->columns, &writer->row, "id");
    int64_t number = source->is_result ? source->row : OGR_F_GetFID(feature);
    id->type = LF_TEXT;
    lf_text_clear(&id->text);
    if (source->given->part > 1)
        lf_text_addf(&id->text, "%d:", source->given->part);
    lf_text_addf(&id->text, "%lld", (long long)number);
}

/* The second and later parts of a split line get '#2', '#3' … after the id. */
static void name_part(lf_writer *writer, size_t part, size_t plain_length)
{
    lf_value *id = lf_row_value(&writer->columns, &writer->row, "id");
    if (part == 0 || id == NULL || id->type != LF_TEXT || id->text.bytes == NULL)
        return;
    id->text.length = plain_length;
    id->text.bytes[plain_length] = '\0';
    lf_text_addf(&id->text, "#%zu", part + 1);
}

static bool check_first_place(lf_context *ctx, lf_writer *writer, const lf_shape *shape)
{
    bool *checked = writer->job->checked_frame;
    if (*checked || isnan(shape->x) || !writer->job->frame->geographic)
        return true;
    *checked = true;
    return lf_frame_check(ctx, writer->job->frame, shape->x, shape->y);
}

/* "targets.csv:12" and the plan it belongs to, for rows that a reader will want to find again. */
static void bind_origin(lf_writer *writer, const lf_source *source, const char *feature)
{
    char origin[256];
    int index = lf_bind_index(writer->insert, ":origin");
    const char *slash = strrchr(source->shown, '/');
    const char *file = slash == NULL ? source->shown : slash + 1;
    if (index == 0)
        return;
    if (lf_starts_with(feature, "line "))
        snprintf(origin, sizeof origin, "%.200s:%s", file, feature + strlen("line "));
    else
        snprintf(origin, sizeof origin, "%.200s:%s", file, feature);
    lf_bind_text(writer->insert, index, origin);
    index = lf_bind_index(writer->insert, ":plan");
    if (index > 0)
        lf_bind_text(writer->insert, index, source->given->plan);
}

static bool write_shape(lf_context *ctx, lf_writer *writer, const lf_source *source,
                        const char *feature, lf_shape *shape, bool *kept)
{
    const char *refusal = NULL;
    const char *column = NULL;
    if (!check_first_place(ctx, writer, shape))
        return false;
    fill_area(writer, shape);
    if (!fill_ground(ctx, writer, shape))
        return false;
    lf_row_bind(&writer->columns, &writer->row, writer->insert);
    bind_integer(writer->insert, ":key", writer->key + 1);
    bind_origin(writer, source, feature);
    bind_real(writer->insert, ":x", shape->x);
    bind_real(writer->insert, ":y", shape->y);
    if (shape->geometry != NULL && !bind_street(ctx, writer, source, shape))
        return false;
    if (!bind_geometry(ctx, writer, shape->geometry) ||
        !lf_statement_try(ctx, writer->insert, &refusal, &column))
        return false;
    *kept = refusal == NULL;
    if (refusal != NULL)
        return reject_refusal(ctx, writer, feature, refusal, column);
    writer->key++;
    if (!isnan(shape->x)) {
        writer->sum_x += shape->x;
        writer->sum_y += shape->y;
        writer->placed++;
    }
    return true;
}

static bool write_shapes(lf_context *ctx, lf_writer *writer, const lf_source *source,
                         const char *feature, lf_shapes *shapes)
{
    const lf_value *id = lf_row_value(&writer->columns, &writer->row, "id");
    size_t plain_length = id == NULL ? 0 : id->text.length;
    bool kept = true;
    for (size_t i = 0; kept && i < shapes->count; i++) {
        name_part(writer, i, plain_length);
        if (!write_shape(ctx, writer, source, feature, &shapes->items[i], &kept))
            return false;
    }
    if (!kept)
        return true;
    writer->tally.kept++;
    if (shapes->repair.length == 0)
        return true;
    name_part(writer, 0, plain_length);
    writer->tally.repaired++;
    return write_note(ctx, writer, writer->repair, feature, NULL, lf_text_get(&shapes->repair));
}

static bool take_geometry(lf_context *ctx, lf_writer *writer, lf_source *source,
                          OGRFeatureH feature, const char *name)
{
    const char *problem = NULL;
    lf_shapes shapes = {0};
    lf_placing placing = {.frame = writer->job->frame,
                          .to_city = source->to_city,
                          .to_degrees = source->to_degrees,
                          .datum = source->datum};
    OGRGeometryH geometry = lf_source_geometry(source, feature, &writer->row.scratch, &problem);
    if (problem != NULL)
        return reject(ctx, writer, name, "geom", "coordinates cannot be read", problem);
    bool ok = lf_shapes_take(ctx, &placing, &writer->wanted, geometry, &shapes);
    if (ok && shapes.refusal != NULL)
        ok = reject(ctx, writer, name, "geom", shapes.refusal, lf_text_get(&shapes.detail));
    else if (ok)
        ok = write_shapes(ctx, writer, source, name, &shapes);
    lf_shapes_free(&shapes);
    return ok;
}

bool lf_writer_take(lf_context *ctx, lf_writer *writer, lf_source *source, OGRFeatureH feature)
{
    char name[48];
    lf_row *row = &writer->row;
    if (!lf_row_read(ctx, source, feature, &writer->columns, writer->job->categories, row))
        return false;
    if (row->all_blank && !source->has_geometry && OGR_F_GetGeometryRef(feature) == NULL) {
        writer->blank_rows++;
        return true;
    }
    writer->tally.read++;
    if (writer->numbered)
        number_row(writer, source, feature);
    lf_source_feature_name(source, feature, name, sizeof name);
    if (row->refused != NULL)
        return reject(ctx, writer, name, row->refused->name, lf_text_get(&row->general),
                      lf_text_get(&row->detail));
    return take_geometry(ctx, writer, source, feature, name);
}
