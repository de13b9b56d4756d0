/*
 * A small city in a file with an audit's file beside it, both in a folder of their own, for the
 * tests of checks and effects.
 */
#ifndef LF_TEST_AUDIT_CITY_H
#define LF_TEST_AUDIT_CITY_H

#include "measure_city.h"

#include <unistd.h>

#include "measure/areas.h"
#include "measure/checks.h"
#include "measure/derived.h"

typedef struct audit_city {
    lf_context ctx;
    lf_places places;
    lf_workspace *city, *audit;
    char folder[40];
    char city_path[64], audit_path[64];
} audit_city;

static bool make_audit(audit_city *here)
{
    lf_context *ctx = &here->ctx;
    char *schema = NULL, *ddl = NULL, *paths[2] = {NULL, NULL};
    bool done =
        lf_places_file(ctx, &here->places, "queries/audit.sql", &paths[0]) &&
        lf_places_file(ctx, &here->places, "layers/candidates.sql", &paths[1]) &&
        lf_read_file(ctx, paths[0], &schema, NULL) && lf_read_file(ctx, paths[1], &ddl, NULL) &&
        lf_workspace_open_beside(ctx, here->audit_path, here->city_path, schema, &here->audit) &&
        lf_workspace_run(ctx, here->audit, "candidates", ddl);
    free(schema);
    free(ddl);
    free(paths[0]);
    free(paths[1]);
    return done;
}

static bool open_audit_city(audit_city *here)
{
    memset(here, 0, sizeof *here);
    snprintf(here->folder, sizeof here->folder, "/tmp/lifang-audit-XXXXXX");
    if (!mkdtemp(here->folder))
        return false;
    snprintf(here->city_path, sizeof here->city_path, "%s/city.lifang", here->folder);
    snprintf(here->audit_path, sizeof here->audit_path, "%s/audit.lifang", here->folder);
    return open_city_at(&here->ctx, here->city_path, &here->places, &here->city) &&
           lf_workspace_run(&here->ctx, here->city, "fast", "PRAGMA synchronous = OFF") &&
           make_audit(here);
}

static void close_audit_city(audit_city *here)
{
    lf_workspace_close(here->audit);
    lf_workspace_close(here->city);
    lf_places_free(&here->places);
    remove(here->audit_path);
    remove(here->city_path);
    rmdir(here->folder);
}

/* What measuring leaves for the checks: atoms, tables that measures share, and views. */
static bool derive_city(audit_city *here)
{
    lf_layer_map map = {0};
    bool done = lf_areas_make_atoms(&here->ctx, here->city) &&
                lf_layer_map_open(&here->ctx, here->city, &here->places, &map) &&
                lf_derived_make(&here->ctx, here->city, &here->places, &map) &&
                lf_views_make(&here->ctx, here->city, &here->places);
    lf_layer_map_free(&map);
    return done;
}

/* All checks of all candidates, in one batch. */
static bool run_audit(audit_city *here, const lf_city *city, const char *scoring)
{
    lf_checks *checks = NULL;
    bool done = lf_workspace_run(&here->ctx, here->audit, "begin", "BEGIN") &&
                lf_checks_prepare(&here->ctx, here->audit, &here->places, city, scoring, &checks) &&
                lf_checks_run(&here->ctx, checks, 0, 1000000) &&
                lf_checks_finish(&here->ctx, checks);
    lf_checks_close(checks);
    return lf_workspace_run(&here->ctx, here->audit, "commit", done ? "COMMIT" : "ROLLBACK") &&
           done;
}

#endif
