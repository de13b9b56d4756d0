/*
 * For the tests of walking: a fresh workspace with the settings' defaults and empty layers, and
 * rows written by hand.
 */
#ifndef LF_TESTS_WALK_KIT_H
#define LF_TESTS_WALK_KIT_H

#include <check.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "walk/network.h"
#include "workspace/workspace.h"

static lf_context ctx;
static lf_workspace *ws;

/* Runs SQL; the test fails with the message when it cannot. */
#define RUN(...) ck_assert_msg(lf_workspace_runf(&ctx, ws, "test", __VA_ARGS__), "%s", ctx.error)

static inline void read_contract(const char *layer)
{
    char *path = lf_copyf("%s/layers/%s.sql", LF_SOURCE_DIR, layer);
    char *sql = NULL;

    ck_assert_msg(lf_read_file(&ctx, path, &sql, NULL), "%s", ctx.error);
    ck_assert_msg(lf_workspace_run(&ctx, ws, layer, sql), "%s", ctx.error);
    free(sql);
    free(path);
}

static inline void write_defaults(void)
{
    lf_table table = {0};

    ck_assert_msg(lf_table_read(&ctx, LF_SOURCE_DIR "/layers/settings.csv", &table), "%s",
                  ctx.error);
    for (size_t r = 1; r < table.rows; r++)
        RUN("INSERT INTO setting VALUES (%Q, %Q, 'default')", lf_table_get(&table, r, "name"),
            lf_table_get(&table, r, "default"));
    RUN("INSERT INTO setting VALUES ('ground_scale', '1', 'default')");
    lf_table_free(&table);
}

/* A city of nothing in EPSG:4527. */
static inline void open_city(void)
{
    static const char *const layer[] = {"streets",  "homes",     "jobs",  "facilities",
                                        "stations", "entrances", "sites", "anchors"};
    char *schema = NULL;

    lf_context_init(&ctx);
    ctx.threads = 2;
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/queries/workspace.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open(&ctx, ":memory:", 4527, schema, &ws), "%s", ctx.error);
    free(schema);
    for (size_t l = 0; l < sizeof layer / sizeof layer[0]; l++)
        read_contract(layer[l]);
    write_defaults();
}

static inline void close_city(void)
{
    lf_workspace_close(ws);
    ws = NULL;
}

static inline void set(const char *name, const char *value)
{
    RUN("UPDATE setting SET value = %Q WHERE name = %Q", value, name);
}

/* A street from well-known text coordinates such as "0 0, 100 0"; `more` are further columns such
   as "bridge = 1, level = 1" or NULL. */
static inline void street(const char *id, const char *coordinates, const char *more)
{
    RUN("INSERT INTO streets (id, x, y, geom) VALUES (%Q, 0, 0, "
        "CastToXYZ(GeomFromText('LINESTRING(' || %Q || ')', 4527)))",
        id, coordinates);
    if (more != NULL)
        RUN("UPDATE streets SET %s WHERE id = %Q", more, id);
}

/* A street with heights: "0 0 10, 100 0 15". */
static inline void draped(const char *id, const char *coordinates)
{
    RUN("INSERT INTO streets (id, x, y, draped, geom) VALUES (%Q, 0, 0, 1, "
        "GeomFromText('LINESTRINGZ(' || %Q || ')', 4527))",
        id, coordinates);
}

static inline void point_row(const char *layer, const char *columns, const char *values, double x,
                             double y)
{
    RUN("INSERT INTO %s (%s, x, y, geom) VALUES (%s, %.17g, %.17g, MakePoint(%.17g, %.17g, 4527))",
        layer, columns, values, x, y, x, y);
}

static inline void polygon_row(const char *layer, const char *columns, const char *values,
                               const char *ring)
{
    RUN("INSERT INTO %s (%s, x, y, geom) SELECT %s, ST_X(p), ST_Y(p), g FROM "
        "(SELECT PointOnSurface(g) AS p, g FROM (SELECT CastToMulti(GeomFromText('POLYGON((' || %Q "
        "|| '))', 4527)) AS g))",
        layer, columns, values, ring);
}

static inline void home(const char *id, double x, double y)
{
    char *values = lf_copyf("'%s', 10", id);

    point_row("homes", "id, residents", values, x, y);
    free(values);
}

static inline void category(const char *id, double limit_m)
{
    RUN("INSERT INTO category (id, title, title_zh, limit_m) VALUES (%Q, %Q, %Q, %.17g)", id, id,
        id, limit_m);
}

static inline void facility(const char *id, const char *category_id, double x, double y)
{
    char *values = lf_copyf("'%s', '%s'", id, category_id);

    point_row("facilities", "id, category", values, x, y);
    free(values);
}

/* One number of a query; NaN for NULL or no row. */
static inline double ask(const char *format, ...)
{
    va_list arguments;
    char sql[1024];
    double value = NAN;

    va_start(arguments, format);
    vsnprintf(sql, sizeof sql, format, arguments);
    va_end(arguments);
    ck_assert_msg(lf_query_real(&ctx, ws, sql, NAN, &value), "%s", ctx.error);
    return value;
}

/* Builds the network of the streets; the caller frees it. */
static inline lf_network build(void)
{
    lf_network_options options;
    lf_network network;

    ck_assert_msg(lf_network_options_read(&ctx, ws, &options), "%s", ctx.error);
    ck_assert_msg(lf_network_read(&ctx, ws, &options, &network), "%s", ctx.error);
    return network;
}

#define NEAR(value, expected) ck_assert_double_eq_tol((value), (expected), 1e-6)

#endif
