/*
 * A city's workspace and an audit beside it in a folder of its own, filled by hand: two lots, one
 * on either side of a river, with a station on the far bank. For the tests of what an audit leaves.
 */
#ifndef LF_TEST_AUDIT_KIT_H
#define LF_TEST_AUDIT_KIT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalog/catalog.h"
#include "workspace/workspace.h"

typedef struct audit_kit {
    char folder[64];
    lf_places places;
    lf_workspace *audit;
} audit_kit;

static void kit_run_file(lf_context *ctx, lf_workspace *ws, const char *name)
{
    char path[512], *sql = NULL;
    snprintf(path, sizeof path, "%s/%s", LF_SOURCE_DIR, name);
    ck_assert_msg(lf_read_file(ctx, path, &sql, NULL), "%s", ctx->error);
    ck_assert_msg(lf_workspace_run(ctx, ws, name, sql), "%s: %s", name, ctx->error);
    free(sql);
}

static void kit_run(lf_context *ctx, lf_workspace *ws, const char *sql)
{
    ck_assert_msg(lf_workspace_run(ctx, ws, "test", sql), "%s", ctx->error);
}

static const char *const kit_city =
    "INSERT INTO setting VALUES ('city.name', '测试市', 't'), ('city.title', 'Testville', 't'),"
    " ('city.language', 'en', 't'), ('ground_scale', '1', 't'), ('stations.core_m', '500', 't'),"
    " ('stations.influence_m', '800', 't');"
    "INSERT INTO stage VALUES ('load', 'l'), ('walk', 'w'), ('measure', 'm');"
    "INSERT INTO category VALUES ('market', 'Market', '菜市场', 10, 500, NULL, NULL, NULL),"
    " ('school', 'School', '小学', 10, 500, NULL, NULL, NULL),"
    " ('station', 'Rail station', '轨道站点', NULL, 800, NULL, NULL, NULL);"
    "INSERT INTO areas (key, id, kind, name, population, x, y, geom) VALUES"
    " (1, 'D1', 'district', '东区 <b>', 10, 0, 0, ST_GeomFromText('MULTIPOLYGON(((500000 3300000,"
    " 503000 3300000, 503000 3302000, 500000 3302000, 500000 3300000)))', 4527));"
    "INSERT INTO stations (key, id, name, x, y, geom) VALUES (1, 'S1', '江北站', 501000, 3301400,"
    " MakePoint(501000, 3301400, 4527));"
    "INSERT INTO facilities (key, id, name, category, x, y, geom) VALUES"
    " (1, 'F1', '=市场\"1\"', 'market', 501200, 3300700, MakePoint(501200, 3300700, 4527)),"
    " (2, 'F2', '第一小学', 'school', 502500, 3300700, MakePoint(502500, 3300700, 4527));"
    "INSERT INTO streets (key, id, kind, x, y, geom) VALUES"
    " (1, 'R1', '主干路', 501000, 3300500, ST_GeomFromText('LINESTRING Z(500000 3300500 0, 503000"
    " 3300500 0)', 4527)),"
    " (2, 'R2', '桥梁', 502800, 3301000, ST_GeomFromText('LINESTRING Z(502800 3300500 0, 502800"
    " 3301500 0, 501000 3301500 0)', 4527));"
    "INSERT INTO constraints (key, id, kind, name, severity, x, y, geom) VALUES (1, 'C1', '水域',"
    " '清江', 'forbid', 501500, 3301000, ST_GeomFromText('MULTIPOLYGON(((500000 3300900, 503000"
    " 3300900, 503000 3301100, 500000 3301100, 500000 3300900)))', 4527));";

static const char *const kit_audit =
    "INSERT INTO candidates (key, id, name, class, site_area_m2, far, dwellings, x, y, geom) VALUES"
    " (1, '../L1', '=南岸地块', 'commodity', 10000, 2, 200, 501000, 3300600, ST_GeomFromText("
    "'MULTIPOLYGON(((500950 3300550, 501050 3300550, 501050 3300650, 500950 3300650, 500950"
    " 3300550)))', 4527)),"
    " (2, 'L2', 'North \"bank\" <script>', NULL, 10000, NULL, NULL, 501200, 3301300,"
    " ST_GeomFromText('MULTIPOLYGON(((501150 3301250, 501250 3301250, 501250 3301350, 501150"
    " 3301350, 501150 3301250)))', 4527)), (3, '..-L1', NULL, NULL, NULL, NULL, NULL, 502000,"
    " 3300600, ST_GeomFromText('MULTIPOLYGON(((501950 3300550, 502050 3300550, 502050 3300650,"
    " 501950 3300550)))', 4527));"
    "INSERT INTO site_done VALUES (1), (2), (3);"
    "INSERT INTO audit_fact VALUES ('city', 'abcdef0123456789'), ('sites', 'fedcba9876543210'),"
    " ('definitions', '00112233');"
    "INSERT INTO site_access VALUES (1, 1, 'edge', 0, 'R1', 501000, 3300500),"
    " (3, 1, 'edge', 0, 'R1', 502000, 3300500);"
    "INSERT INTO site_walk (site_key, category, walk_m, walk_place_key, walk_min,"
    " walk_min_place_key, straight_m, straight_place_key) VALUES"
    " (1, 'station', 4600, 1, 69, 1, 800, 1), (1, 'market', 400, 1, 6, 1, 220, 1),"
    " (1, 'school', 1500, 2, 22.5, 2, 1500, 2), (3, 'market', 800, 1, 12, 1, 800, 1);"
    "INSERT INTO site_link VALUES (1, 'station', 1, 'gap', 250, 501000, 3300500, 501000, 3301250,"
    " 700, 10.5, NULL);"
    "INSERT INTO site_shed (key, site_key, limit_m, area_m2, geom) VALUES (1, 1, 500, 100000,"
    " ST_GeomFromText('MULTIPOLYGON(((500600 3300400, 501400 3300400, 501400 3300700, 500600"
    " 3300700, 500600 3300400)))', 4527));"
    "INSERT INTO check_definition (id, rank, title, title_zh, unit, file, hash, parameters, query)"
    " VALUES ('reach', 2, 'Facilities in reach', '设施可达', 'm', 'queries/checks/reach.sql', 'h1',"
    " '{}', ''), ('station_reach', 1, 'Station on foot', '步行至车站', 'm',"
    " 'queries/checks/station_reach.sql', 'h2', '{\"limit_m\":800}', '');"
    "INSERT INTO check_result (site_key, check_id, part, outcome, borderline, measured,"
    " measured_text, required, comparison, low, high, flips_by, flips_at, shortfall, unit,"
    " reason_en, reason_zh, remedy_en, remedy_zh, clause) VALUES"
    " (1, 'station_reach', '', 'fail', 0, 4600, '江北站', 800, '<=', 4140, 5060, NULL, NULL, 3800,"
    " 'm', 'The station lies across the river.', '车站在江对岸。', 'A bridge of 250 m.',"
    " '建一座 250 米的桥。', '§3.1'),"
    " (1, 'reach', 'market', 'pass', 1, 480, '=市场\"1\"', 500, '<=', 432, 528, 'speed', 500, NULL,"
    " 'm', 'Near enough, by little.', '刚好可达。', NULL, NULL, NULL),"
    " (1, 'reach', 'school', 'warn', 0, 1500, NULL, 500, '<=', NULL, NULL, NULL, NULL, 1000, 'm',"
    " 'Too far\nto walk.', '步行过远。', NULL, NULL, NULL),"
    " (2, 'station_reach', '', 'not measured', 0, NULL, NULL, 800, '<=', NULL, NULL, NULL, NULL,"
    " NULL, 'm', 'The site meets no street.', '地块不临街。', NULL, NULL, NULL),"
    " (3, 'reach', 'market', 'pass', 0, 300, 'x', 500, '<=', NULL, NULL, NULL, NULL, NULL, 'm',"
    " 'In reach.', '可达。', NULL, NULL, NULL);"
    "INSERT INTO effect (site_key, effect_id, target_id, area_id, unit, before, after,"
    " outcome_before, outcome_after) VALUES"
    " (0, 'station_share', 'T1', 'city', 'share', 0.4, 0.5, 'missed', 'met'),"
    " (1, 'station_share', 'T1', 'D1', 'share', 0.4, 0.39, 'missed', 'missed');"
    "INSERT INTO site_score VALUES (1, 0.31, 2, 2, 3, '{\"reach\":0.31}'),"
    " (3, 0.8, 1, 1, 1, '{\"reach\":0.8}');"
    "INSERT INTO site_outcome VALUES (1, 'fail', 0, 1, 1, 1, 0), (2, 'not measured', 0, 0, 0, 0,"
    " 1), (3, 'pass', 0, 1, 0, 0, 0);"
    "INSERT INTO reject (layer, feature, id, column_name, reason) VALUES ('candidates', '4', 'L9',"
    " 'geom', 'zero area');";

/* Runs every definition of a folder; views are named as their files. */
static void kit_run_folder(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                           const char *folder, bool views)
{
    char **paths = NULL;
    size_t count = 0;
    ck_assert(lf_places_list(ctx, places, folder, ".sql", &paths, &count));
    for (size_t i = 0; i < count; i++) {
        lf_sql_file file;
        lf_text sql = {0};
        ck_assert_msg(lf_sql_file_read(ctx, paths[i], &file), "%s", ctx->error);
        if (views)
            lf_text_addf(&sql, "CREATE VIEW %s AS\n", lf_sql_file_get(&file, "id"));
        lf_text_add(&sql, file.text);
        ck_assert_msg(lf_workspace_run(ctx, ws, paths[i], lf_text_get(&sql)), "%s", ctx->error);
        lf_text_free(&sql);
        lf_sql_file_free(&file);
    }
    lf_free_names(paths, count);
}

static void kit_make_city(lf_context *ctx, const lf_places *places, const char *path)
{
    char *schema = NULL;
    lf_workspace *city = NULL;
    ck_assert(lf_read_file(ctx, LF_SOURCE_DIR "/queries/workspace.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open(ctx, path, 4527, schema, &city), "%s", ctx->error);
    free(schema);
    kit_run_folder(ctx, city, places, "layers", false);
    kit_run_folder(ctx, city, places, "queries/views", true);
    kit_run(ctx, city, kit_city);
    lf_workspace_close(city);
}

/* Opens everything; end with kit_close, which removes the folder too. */
static void kit_open(lf_context *ctx, audit_kit *kit)
{
    char city[96], audit[96], *schema = NULL;
    lf_context_init(ctx);
    *kit = (audit_kit){.folder = "/tmp/lifang_audit_XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(kit->folder));
    snprintf(city, sizeof city, "%s/city.lifang", kit->folder);
    snprintf(audit, sizeof audit, "%s/audit.lifang", kit->folder);
    ck_assert_msg(lf_places_find(ctx, NULL, &kit->places), "%s", ctx->error);
    kit_make_city(ctx, &kit->places, city);
    ck_assert(lf_read_file(ctx, LF_SOURCE_DIR "/queries/audit.sql", &schema, NULL));
    ck_assert_msg(lf_workspace_open_beside(ctx, audit, city, schema, &kit->audit), "%s",
                  ctx->error);
    free(schema);
    kit_run_file(ctx, kit->audit, "layers/candidates.sql");
    kit_run(ctx, kit->audit, kit_audit);
}

static void kit_close(audit_kit *kit)
{
    char command[128];
    lf_places_free(&kit->places);
    lf_workspace_close(kit->audit);
    snprintf(command, sizeof command, "rm -r '%s'", kit->folder);
    ck_assert_int_eq(system(command), 0);
}

#endif
