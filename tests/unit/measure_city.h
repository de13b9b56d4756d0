/*
 * A workspace in memory with all tables, settings at their defaults and no rows, for the tests of
 * the room measure. Included by each of them; every test program is its own file.
 */
#ifndef LF_TEST_MEASURE_CITY_H
#define LF_TEST_MEASURE_CITY_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "workspace/workspace.h"

enum { TEST_SRID = 4527 };

/* Layer tables without registered geometry: SpatiaLite's functions work on plain blobs alike. */
static bool make_layers(lf_context *ctx, lf_workspace *ws, const lf_places *places)
{
    char **paths = NULL;
    size_t count = 0;
    bool done = lf_places_list(ctx, places, "layers", ".sql", &paths, &count);
    for (size_t i = 0; done && i < count; i++) {
        char *ddl = NULL;
        done = lf_read_file(ctx, paths[i], &ddl, NULL) && lf_workspace_run(ctx, ws, paths[i], ddl);
        free(ddl);
    }
    lf_free_names(paths, count);
    return done;
}

static bool make_settings(lf_context *ctx, lf_workspace *ws, const lf_places *places)
{
    char *path = NULL;
    lf_table table = {0};
    bool done = lf_places_file(ctx, places, "layers/settings.csv", &path) &&
                lf_table_read(ctx, path, &table);
    for (size_t row = 1; done && row < table.rows; row++)
        done = lf_workspace_runf(
            ctx, ws, "settings", "INSERT INTO setting VALUES (%Q, %Q, 'default')",
            lf_table_get(&table, row, "name"), lf_table_get(&table, row, "default"));
    done = done &&
           lf_workspace_run(ctx, ws, "settings",
                            "INSERT INTO setting VALUES ('ground_scale', '1', 'test'),"
                            " ('city.name', '测试市', 'test'), ('city.title', 'Test', 'test')");
    lf_table_free(&table);
    free(path);
    return done;
}

/* Makes *ws at `file` (":memory:" for one in memory) and finds *places; the caller closes both. */
static bool open_city_at(lf_context *ctx, const char *file, lf_places *places, lf_workspace **ws)
{
    char *schema = NULL, *path = NULL;
    lf_context_init(ctx);
    *ws = NULL;
    *places = (lf_places){0};
    bool done = lf_places_find(ctx, NULL, places) &&
                lf_places_file(ctx, places, "queries/workspace.sql", &path) &&
                lf_read_file(ctx, path, &schema, NULL) &&
                lf_workspace_open(ctx, file, TEST_SRID, schema, ws) &&
                make_layers(ctx, *ws, places) && make_settings(ctx, *ws, places);
    free(schema);
    free(path);
    return done;
}

/* The same in memory. */
static inline bool open_city(lf_context *ctx, lf_places *places, lf_workspace **ws)
{
    return open_city_at(ctx, ":memory:", places, ws);
}

#endif
