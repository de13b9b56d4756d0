/* The books of an audit. See ledger.h. */
#include "workspace/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- facts ---- */

bool lf_ledger_city_state(lf_context *ctx, lf_workspace *audit, char out[LF_HASH_SIZE])
{
    char *state = NULL;
    if (!lf_query_text(ctx, audit,
                       "SELECT group_concat(name || ' ' || fingerprint, ';') FROM (SELECT * FROM"
                       " city.stage WHERE name IN ('load', 'walk', 'measure') ORDER BY name)",
                       &state))
        return false;
    const char *text = state == NULL ? "" : state;
    lf_hash_bytes(text, strlen(text), out);
    free(state);
    return true;
}

bool lf_ledger_plan(lf_context *ctx, lf_workspace *audit, char **out)
{
    return lf_query_text(ctx, audit, "SELECT coalesce(min(id), '') FROM city.plan", out);
}

bool lf_ledger_write(lf_context *ctx, lf_workspace *audit, const lf_ledger_fact *facts,
                     size_t count)
{
    bool ok = lf_workspace_run(ctx, audit, "audit_fact", "DELETE FROM audit_fact");
    for (size_t i = 0; ok && i < count; i++)
        ok = lf_workspace_runf(ctx, audit, "audit_fact", "INSERT INTO audit_fact VALUES (%Q, %Q)",
                               facts[i].name, facts[i].value);
    return ok;
}

bool lf_ledger_has_facts(lf_context *ctx, lf_workspace *audit, bool *out)
{
    int64_t count = 0;
    bool ok = lf_query_integer(ctx, audit, "SELECT count(*) FROM audit_fact", 0, &count);
    *out = count > 0;
    return ok;
}

bool lf_ledger_compare(lf_context *ctx, lf_workspace *audit, const lf_ledger_fact *facts,
                       size_t count, char **differs)
{
    lf_statement *find = NULL;
    lf_text names = {0};
    lf_step step = LF_STEP_DONE;
    *differs = NULL;
    bool ok =
        lf_prepare(ctx, audit, "SELECT 1 FROM audit_fact WHERE name = ?1 AND value = ?2", &find);
    for (size_t i = 0; ok && i < count; i++) {
        lf_bind_text(find, 1, facts[i].name);
        lf_bind_text(find, 2, facts[i].value);
        step = lf_statement_step(ctx, find);
        ok = step != LF_STEP_FAILED;
        if (step == LF_STEP_DONE)
            lf_text_addf(&names, "%s%s", names.length > 0 ? ", " : "", facts[i].name);
        lf_statement_reset(find);
    }
    lf_statement_close(find);
    if (ok && names.failed)
        ok = lf_fail_memory(ctx);
    if (ok && names.length > 0)
        *differs = lf_text_take(&names);
    lf_text_free(&names);
    return ok;
}

/* ---- sites ---- */

bool lf_ledger_count(lf_context *ctx, lf_workspace *audit, int64_t *out)
{
    return lf_query_integer(ctx, audit, "SELECT count(*) FROM candidates", 0, out);
}

bool lf_ledger_next(lf_context *ctx, lf_workspace *audit, int64_t first, int64_t last, int64_t *out)
{
    lf_statement *find = NULL;
    *out = last + 1;
    if (!lf_prepare(ctx, audit,
                    "SELECT min(key) FROM candidates WHERE key BETWEEN ?1 AND ?2"
                    " AND key NOT IN (SELECT site_key FROM site_done)",
                    &find))
        return false;
    lf_bind_integer(find, 1, first);
    lf_bind_integer(find, 2, last);
    lf_step step = lf_statement_step(ctx, find);
    if (step == LF_STEP_ROW && lf_column_kind(find, 0) != LF_NULL)
        *out = lf_column_integer(find, 0);
    lf_statement_close(find);
    return step != LF_STEP_FAILED;
}

bool lf_ledger_done(lf_context *ctx, lf_workspace *audit, int64_t first, int64_t last)
{
    return lf_workspace_runf(ctx, audit, "site_done",
                             "INSERT INTO site_done SELECT key FROM candidates"
                             " WHERE key BETWEEN %lld AND %lld ORDER BY key",
                             (long long)first, (long long)last);
}

bool lf_ledger_prepare(lf_context *ctx, lf_workspace *audit)
{
    int64_t known = 0;
    return lf_query_integer(ctx, audit,
                            "SELECT count(*) FROM main.geometry_columns"
                            " WHERE f_table_name = 'site_shed'",
                            0, &known) &&
           (known > 0 ||
            lf_workspace_register_geometry(ctx, audit, "site_shed", "MULTIPOLYGON", "XY"));
}

bool lf_ledger_forget_notices(lf_context *ctx, lf_workspace *audit)
{
    return lf_workspace_run(ctx, audit, "notice",
                            "DELETE FROM notice WHERE stage NOT IN ('load', 'walk')");
}

bool lf_ledger_without_shed(lf_context *ctx, lf_workspace *audit, bool failed, int64_t after,
                            int64_t *keys, size_t room, size_t *count)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    *count = 0;
    bool ok = lf_prepare(ctx, audit,
                         "SELECT site_key FROM site_outcome WHERE site_key > ?1"
                         " AND (?2 = 0 OR outcome = 'fail')"
                         " AND site_key NOT IN (SELECT site_key FROM site_shed)"
                         " ORDER BY site_key LIMIT ?3",
                         &rows);
    if (ok) {
        lf_bind_integer(rows, 1, after);
        lf_bind_integer(rows, 2, failed);
        lf_bind_integer(rows, 3, (int64_t)room);
        while (*count < room && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
            keys[(*count)++] = lf_column_integer(rows, 0);
        ok = step != LF_STEP_FAILED;
    }
    lf_statement_close(rows);
    return ok;
}

/* ---- shards ---- */

void lf_ledger_range(unsigned shard, unsigned shards, int64_t sites, int64_t *first, int64_t *last)
{
    *first = 1;
    *last = sites;
    if (shards == 0)
        return;
    *first = sites * (int64_t)(shard - 1) / (int64_t)shards + 1;
    *last = sites * (int64_t)shard / (int64_t)shards;
}

static char **grow(char **names, size_t count)
{
    return realloc(names, (count + 1) * sizeof *names);
}

static bool add_fact(lf_context *ctx, lf_ledger_part *part, const char *name, const char *value)
{
    char **names = grow(part->names, part->count);
    part->names = names == NULL ? part->names : names;
    char **values = grow(part->values, part->count);
    part->values = values == NULL ? part->values : values;
    if (names == NULL || values == NULL)
        return lf_fail_memory(ctx);
    names[part->count] = lf_copy(name);
    values[part->count] = lf_copy(value);
    part->count++;
    return (names[part->count - 1] != NULL && values[part->count - 1] != NULL) ||
           lf_fail_memory(ctx);
}

static bool read_facts(lf_context *ctx, lf_workspace *audit, lf_ledger_part *out)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool ok = lf_prepare(ctx, audit, "SELECT name, value FROM audit_fact ORDER BY name", &rows);
    while (ok && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        const char *name = lf_column_text(rows, 0), *value = lf_column_text(rows, 1);
        if (strcmp(name, "shard") == 0)
            ok = sscanf(value, "%u/%u", &out->shard, &out->shards) == 2 ||
                 lf_fail(ctx, "%s: is no shard: '%s'", lf_workspace_path(audit), value);
        else
            ok = add_fact(ctx, out, name, value);
    }
    lf_statement_close(rows);
    return ok && step == LF_STEP_DONE;
}

bool lf_ledger_part_read(lf_context *ctx, const char *path, const char *city_path,
                         lf_ledger_part *out)
{
    lf_workspace *audit = NULL;
    bool loaded = false;
    int64_t first = 0, last = 0;
    *out = (lf_ledger_part){0};
    bool ok = lf_workspace_open_beside_read(ctx, path, city_path, &audit) &&
              read_facts(ctx, audit, out) &&
              lf_workspace_has_table(ctx, audit, "candidates", &loaded);
    if (ok && !loaded)
        ok = lf_fail(ctx, "%s: holds no sites", path);
    ok = ok && lf_ledger_count(ctx, audit, &out->sites) &&
         lf_query_integer(ctx, audit, "SELECT count(*) FROM site_done", 0, &out->done);
    if (ok) {
        lf_ledger_range(out->shard, out->shards, out->sites, &first, &last);
        out->sites = last - first + 1;
    }
    lf_workspace_close(audit);
    return ok;
}

void lf_ledger_part_free(lf_ledger_part *part)
{
    lf_free_names(part->names, part->count);
    lf_free_names(part->values, part->count);
    *part = (lf_ledger_part){0};
}

/* ---- taking over ---- */

/* Tables whose rows every part has alike, and those whose rows are of its own sites. */
static const char *const shared_tables[] = {"stage", "source", "repair", "candidates"};
static const char *const own_tables[] = {
    "site_done",      "site_access", "site_walk", "site_station", "site_reach",
    "site_catchment", "site_link",   "site_shed", "check_result", "effect_part"};

static bool copy_rows(lf_context *ctx, lf_workspace *audit, const char *table)
{
    return lf_workspace_runf(ctx, audit, table,
                             "INSERT OR REPLACE INTO main.\"%w\" SELECT * FROM part.\"%w\"", table,
                             table);
}

/* The layer table as the part has it: what a contract made there. */
static bool make_candidates(lf_context *ctx, lf_workspace *audit)
{
    char *sql = NULL;
    bool ok = lf_query_text(ctx, audit,
                            "SELECT sql FROM part.sqlite_schema WHERE type = 'table'"
                            " AND name = 'candidates'",
                            &sql) &&
              sql != NULL && lf_workspace_run(ctx, audit, "candidates", sql);
    free(sql);
    return ok || lf_fail(ctx, "a part holds no sites");
}

/* Of notice and reject the load's rows are alike in every part, those of the walk are not. */
static bool copy_told(lf_context *ctx, lf_workspace *audit, bool first)
{
    return lf_workspace_runf(ctx, audit, "notice",
                             "INSERT INTO main.notice (stage, subject, message)"
                             " SELECT stage, subject, message FROM part.notice"
                             " WHERE stage = 'walk' OR (%d AND stage = 'load') ORDER BY key;"
                             "INSERT INTO main.reject (source_key, layer, feature, id,"
                             " column_name, reason) SELECT source_key, layer, feature, id,"
                             " column_name, reason FROM part.reject"
                             " WHERE feature = 'walk' OR %d ORDER BY key",
                             first, first);
}

static bool copy_part(lf_context *ctx, lf_workspace *audit, bool first)
{
    bool ok = lf_workspace_run(ctx, audit, "merge", "BEGIN IMMEDIATE") &&
              (!first || make_candidates(ctx, audit));
    for (size_t i = 0; ok && first && i < sizeof shared_tables / sizeof *shared_tables; i++)
        ok = copy_rows(ctx, audit, shared_tables[i]);
    ok = ok && copy_told(ctx, audit, first);
    for (size_t i = 0; ok && i < sizeof own_tables / sizeof *own_tables; i++)
        ok = copy_rows(ctx, audit, own_tables[i]);
    if (ok && first)
        ok = lf_workspace_register_geometry(ctx, audit, "candidates", "MULTIPOLYGON", "XY");
    ok = ok && lf_workspace_run(ctx, audit, "merge", "COMMIT");
    if (!ok)
        lf_stage_rollback(audit);
    return ok;
}

bool lf_ledger_take(lf_context *ctx, lf_workspace *audit, const char *path, bool first)
{
    if (!lf_workspace_runf(ctx, audit, path, "ATTACH DATABASE %Q AS part", path))
        return false;
    bool ok = copy_part(ctx, audit, first);
    return lf_workspace_run(ctx, audit, path, "DETACH DATABASE part") && ok;
}
