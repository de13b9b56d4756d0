/*
 * A city in a temporary folder for the tests of the room load: files are written, a city file is
 * given as text, the stage runs, and what it left and said is looked at.
 */
#ifndef LF_TEST_LOAD_CITY_H
#define LF_TEST_LOAD_CITY_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "load/load.h"

#define TRIAL_PARTS 12

typedef struct trial {
    char folder[64];
    lf_context ctx;
    lf_text said; /* every message, a line each */
    lf_workspace *ws;
} trial;

static void trial_hear(void *user, lf_level level, const char *line)
{
    trial *t = user;
    lf_text_addf(&t->said, "%s%s\n", level == LF_LEVEL_WARNING ? "warning: " : "", line);
}

static void trial_begin(trial *t)
{
    *t = (trial){0};
    snprintf(t->folder, sizeof t->folder, "/tmp/lifang-load-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(t->folder));
    lf_context_init(&t->ctx);
    t->ctx.message = trial_hear;
    t->ctx.sink_user = t;
    GDALAllRegister();
}

static void trial_end(trial *t)
{
    lf_workspace_close(t->ws);
    lf_text_free(&t->said);
    VSIRmdirRecursive(t->folder);
}

static char *trial_path(const trial *t, const char *name)
{
    char *path = lf_join_path(t->folder, name);
    ck_assert_ptr_nonnull(path);
    return path;
}

static void trial_bytes(const trial *t, const char *name, const void *bytes, size_t length)
{
    char *path = trial_path(t, name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
    free(path);
}

static inline void trial_file(const trial *t, const char *name, const char *text)
{
    trial_bytes(t, name, text, strlen(text));
}

/* Runs the stage with this city file; the workspace stays open for questions. False: see
 * t->ctx.error. */
static bool trial_load(trial *t, const char *yaml)
{
    lf_city city = {0};
    lf_places places = {0};
    lf_contract *contracts = NULL;
    size_t count = 0;
    char *schema_path = NULL;
    char *schema = NULL;
    char *path = trial_path(t, "city.yaml");
    lf_clear_error(&t->ctx);
    lf_text_clear(&t->said);
    trial_file(t, "city.yaml", yaml);
    bool ready = lf_city_read(&t->ctx, path, &city) &&
                 lf_places_find(&t->ctx, city.folder, &places) &&
                 lf_contracts_read(&t->ctx, &places, &contracts, &count) &&
                 lf_places_file(&t->ctx, &places, "queries/workspace.sql", &schema_path) &&
                 lf_read_file(&t->ctx, schema_path, &schema, NULL);
    ck_assert_msg(ready, "%s", t->ctx.error);
    if (t->ws == NULL)
        ready = lf_workspace_open(&t->ctx, ":memory:", city.srid, schema, &t->ws);
    ck_assert_msg(ready, "%s", t->ctx.error);
    bool ok = lf_load(&t->ctx, t->ws, &city, &places, contracts, count);
    lf_contracts_free(contracts, count);
    lf_places_free(&places);
    lf_city_free(&city);
    free(schema);
    free(schema_path);
    free(path);
    return ok;
}

static inline void assert_loads(trial *t, const char *yaml)
{
    ck_assert_msg(trial_load(t, yaml), "%s", t->ctx.error);
}

/* The load fails, and its one line holds all the given pieces (a NULL ends them). */
static inline void assert_fails(trial *t, const char *yaml, const char *const *pieces)
{
    ck_assert_msg(!trial_load(t, yaml), "it should have failed");
    for (; *pieces != NULL; pieces++)
        ck_assert_msg(strstr(t->ctx.error, *pieces) != NULL, "no '%s' in: %s", *pieces,
                      t->ctx.error);
    ck_assert_ptr_null(strchr(t->ctx.error, '\n'));
}
#define FAILS_WITH(trial, yaml, ...)                                                               \
    assert_fails(trial, yaml, (const char *const[]){__VA_ARGS__, NULL})

/* The result of a query as text: columns by '|', rows by newline. Lives until the next call. */
static const char *ask(trial *t, const char *sql)
{
    static char answer[8192];
    lf_text text = {0};
    lf_statement *rows = NULL;
    ck_assert_msg(lf_prepare(&t->ctx, t->ws, sql, &rows), "%s", t->ctx.error);
    lf_step step;
    while ((step = lf_statement_step(&t->ctx, rows)) == LF_STEP_ROW) {
        if (text.length > 0)
            lf_text_add(&text, "\n");
        for (int i = 0; i < lf_column_count(rows); i++) {
            const char *cell = lf_column_text(rows, i);
            lf_text_addf(&text, "%s%s", i > 0 ? "|" : "", cell == NULL ? "NULL" : cell);
        }
    }
    ck_assert_msg(step == LF_STEP_DONE, "%s", t->ctx.error);
    lf_statement_close(rows);
    snprintf(answer, sizeof answer, "%s", lf_text_get(&text));
    lf_text_free(&text);
    return answer;
}

static inline void assert_said(const trial *t, const char *piece)
{
    ck_assert_msg(strstr(lf_text_get(&t->said), piece) != NULL, "no '%s' in:\n%s", piece,
                  lf_text_get(&t->said));
}

/* ---- writing sources with GDAL ---- */

/* Splits at '|' in place: WKT first (empty: none), then the values. */
static inline int split_row(char *row, char *parts[TRIAL_PARTS])
{
    int count = 0;
    for (char *part; count < TRIAL_PARTS && (part = strsep(&row, "|")) != NULL;)
        parts[count++] = part;
    return count;
}

static inline void write_feature(OGRLayerH layer, const char *row)
{
    char *copy = lf_copy(row);
    char *parts[TRIAL_PARTS];
    int count = split_row(copy, parts);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    if (parts[0][0] != '\0') {
        OGRGeometryH geometry = NULL;
        char *wkt = parts[0];
        ck_assert_int_eq(OGR_G_CreateFromWkt(&wkt, NULL, &geometry), OGRERR_NONE);
        OGR_F_SetGeometryDirectly(feature, geometry);
    }
    for (int i = 1; i < count; i++)
        if (parts[i][0] != '\0')
            OGR_F_SetFieldString(feature, i - 1, parts[i]);
    ck_assert_int_eq(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    free(copy);
}

/*
 * Writes a data set of one layer. `columns` and `rows` end with NULL; a column is "name" (text) or
 * "name:r" (a real number). epsg 0: no CRS. `option` is one layer creation option or NULL. False
 * when the driver is not built in.
 */
static inline bool write_source(const trial *t, const char *driver_name, const char *file,
                                const char *layer_name, int epsg, const char *option,
                                const char *const *columns, const char *const *rows)
{
    char *path = trial_path(t, file);
    char *options[] = {(char *)(uintptr_t)option, NULL};
    OGRSpatialReferenceH srs = NULL;
    GDALDriverH driver = GDALGetDriverByName(driver_name);
    if (driver == NULL) {
        printf("skipped: GDAL has no driver %s\n", driver_name);
        free(path);
        return false;
    }
    if (epsg > 0) {
        srs = OSRNewSpatialReference(NULL);
        ck_assert_int_eq(OSRImportFromEPSG(srs, epsg), OGRERR_NONE);
        OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    }
    GDALDatasetH dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
    ck_assert_ptr_nonnull(dataset);
    /* a file geodatabase wants to know its kind of geometry */
    bool points = strcmp(driver_name, "OpenFileGDB") == 0;
    OGRLayerH layer =
        GDALDatasetCreateLayer(dataset, layer_name, srs, points ? wkbPoint : wkbUnknown, options);
    ck_assert_ptr_nonnull(layer);
    for (; columns != NULL && *columns != NULL; columns++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(*columns, ":"), *columns);
        OGRFieldDefnH field =
            OGR_Fld_Create(name, strchr(*columns, ':') == NULL ? OFTString : OFTReal);
        OGR_L_CreateField(layer, field, TRUE);
        OGR_Fld_Destroy(field);
    }
    for (; *rows != NULL; rows++)
        write_feature(layer, *rows);
    GDALClose(dataset);
    OSRDestroySpatialReference(srs);
    free(path);
    return true;
}
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
