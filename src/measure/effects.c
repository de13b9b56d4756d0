/* See effects.h. */
#include "measure/effects.h"

#include <stdlib.h>
#include <string.h>

/* An effect with the parameters of one run of its measure. */
typedef struct instance {
    const lf_query *query; /* borrowed */
    lf_parameters parameters;
    char *effect_id; /* as in effect_part; owned */
    lf_statement *insert;
} instance;

struct lf_effects {
    lf_workspace *audit;         /* borrowed */
    const lf_audit_terms *terms; /* borrowed */
    lf_query *queries;
    size_t count;
    instance *instances;
    size_t instance_count;
    char hash[LF_HASH_SIZE];
};

/* What is asked of the city: rows of its values, with the target that each answers. */
static const char make_wanted[] =
    "CREATE TEMP TABLE effect_wanted (part_id TEXT, effect_id TEXT, target_key INTEGER,"
    " value_key INTEGER, area_id TEXT, slice TEXT, base TEXT);"
    "CREATE INDEX temp.effect_wanted_1 ON effect_wanted (part_id, area_id, slice, base);";

static const char add_wanted[] =
    "INSERT INTO temp.effect_wanted"
    " SELECT ?1, ?2, NULL, v.key, v.area_id, v.slice, v.base FROM main_value AS v"
    "  WHERE v.run_key = ?3 AND v.area_id = 'city'"
    " UNION ALL"
    " SELECT ?1, ?2, t.target_key, v.key, v.area_id, v.slice, v.base"
    "  FROM target_value AS t JOIN value AS v ON v.key = t.value_key WHERE t.run_key = ?3"
    " ORDER BY 3, 4";

static const char insert_parts[] =
    "INSERT INTO effect_part (site_key, effect_id, area_id, slice, base, numerator, denominator)"
    " SELECT p.site_key, '%s', p.area_id, p.slice, p.base, sum(p.numerator), sum(p.denominator)"
    " FROM (%s\n) AS p"
    " WHERE EXISTS (SELECT 1 FROM temp.effect_wanted AS w WHERE w.part_id = '%s'"
    "  AND w.area_id = p.area_id AND w.slice = p.slice AND w.base = p.base)"
    " GROUP BY p.site_key, p.area_id, p.slice, p.base"
    " ORDER BY p.site_key, p.area_id, p.slice, p.base";

/* ---- opening
 * ------------------------------------------------------------------------------------- */

static bool check_columns(lf_context *ctx, lf_workspace *audit, const lf_query *query)
{
    static const char *const names[] = {"site_key", "area_id",   "slice",
                                        "base",     "numerator", "denominator"};
    lf_statement *rows = NULL;
    bool done =
        lf_prepare_reading(ctx, audit, query->file.path, query->file.text, &rows, NULL, NULL);
    for (int i = 0; done && i < 6; i++) {
        int found = 0;
        for (int c = 0; c < lf_column_count(rows); c++)
            found += strcmp(lf_column_name(rows, c), names[i]) == 0;
        if (found != 1)
            done = lf_fail(ctx, "%s: expected one column %s", query->file.path, names[i]);
    }
    for (int i = 1; done && i <= lf_bind_count(rows); i++) {
        const char *name = lf_bind_name(rows, i);
        if (!name || name[0] != ':' ||
            (!lf_audit_terms_has(name + 1) && !lf_query_parameter(query, name + 1)))
            done = lf_fail(ctx, "%s: uses %s, which no '-- parameter:' line declares",
                           query->file.path, name ? name : "?");
    }
    lf_statement_close(rows);
    return done;
}

/* Sets what the run was made with; one that the effect does not declare is an error. */
static bool set_parameters(lf_context *ctx, lf_workspace *audit, int64_t run, const lf_query *query,
                           lf_parameters *out)
{
    lf_statement *rows = NULL;
    lf_text complaint = {0};
    lf_step step = LF_STEP_FAILED;
    bool done = lf_parameters_start(ctx, audit, query, NULL, out) &&
                lf_prepare(ctx, audit,
                           "SELECT j.key, j.value FROM run AS r, json_each(r.parameters) AS j"
                           " WHERE r.key = ? ORDER BY j.key",
                           &rows);
    if (done)
        lf_bind_integer(rows, 1, run);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        const char *value = lf_column_text(rows, 1);
        if (!lf_parameters_set(out, lf_column_text(rows, 0), value ? value : "", &complaint))
            done = lf_fail(ctx, "%s: %s", query->file.path, lf_text_get(&complaint));
    }
    lf_statement_close(rows);
    lf_text_free(&complaint);
    return done && step == LF_STEP_DONE;
}

static bool note_wanted(lf_context *ctx, lf_workspace *audit, int64_t run, const instance *it)
{
    lf_statement *insert = NULL;
    bool done = lf_prepare(ctx, audit, add_wanted, &insert);
    if (done) {
        lf_bind_text(insert, 1, it->effect_id);
        lf_bind_text(insert, 2, it->query->id);
        lf_bind_integer(insert, 3, run);
        done = lf_statement_do(ctx, insert);
    }
    lf_statement_close(insert);
    return done;
}

/* The query without the semicolon that may end it. */
static char *query_text(const lf_query *query)
{
    char *text = lf_copy(query->file.text);
    size_t length = text ? strlen(text) : 0;
    while (length > 0 && strchr(" \t\r\n;", text[length - 1]) != NULL)
        text[--length] = '\0';
    return text;
}

static bool open_instance(lf_context *ctx, lf_effects *effects, const lf_query *query, int64_t run,
                          bool is_default)
{
    instance *more =
        realloc(effects->instances, (effects->instance_count + 1) * sizeof *effects->instances);
    if (!more)
        return lf_fail_memory(ctx);
    effects->instances = more;
    instance *it = &more[effects->instance_count++];
    *it = (instance){.query = query,
                     .effect_id = is_default ? lf_copy(query->id)
                                             : lf_copyf("%s:%lld", query->id, (long long)run)};
    char *text = query_text(query);
    char *sql =
        text && it->effect_id ? lf_copyf(insert_parts, it->effect_id, text, it->effect_id) : NULL;
    bool done = sql != NULL || lf_fail_memory(ctx);
    done = done && set_parameters(ctx, effects->audit, run, query, &it->parameters) &&
           note_wanted(ctx, effects->audit, run, it) &&
           lf_prepare(ctx, effects->audit, sql, &it->insert);
    free(text);
    free(sql);
    return done;
}

/* Every run of the measure that has values and is asked for. */
static bool open_effect(lf_context *ctx, lf_effects *effects, const lf_query *query)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    const char *measure = lf_sql_file_get(&query->file, "measure");
    bool done = check_columns(ctx, effects->audit, query) &&
                lf_prepare(ctx, effects->audit,
                           "SELECT r.key, r.is_default FROM run AS r"
                           " WHERE r.measure = ? AND r.reason IS NULL AND (r.is_default OR r.key IN"
                           "  (SELECT run_key FROM target_value WHERE value_key IS NOT NULL))"
                           " ORDER BY r.key",
                           &rows);
    if (done)
        lf_bind_text(rows, 1, measure);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        done = open_instance(ctx, effects, query, lf_column_integer(rows, 0),
                             lf_column_integer(rows, 1) != 0);
    lf_statement_close(rows);
    return done && step == LF_STEP_DONE;
}

static bool make_hash(lf_context *ctx, lf_effects *effects)
{
    lf_text all = {0};
    for (size_t i = 0; i < effects->count; i++)
        lf_text_addf(&all, "%s %s\n", effects->queries[i].id, effects->queries[i].file.hash);
    bool done = !all.failed || lf_fail_memory(ctx);
    if (done)
        lf_hash_bytes(lf_text_get(&all), all.length, effects->hash);
    lf_text_free(&all);
    return done;
}

bool lf_effects_open(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                     const lf_audit_terms *terms, lf_effects **out)
{
    lf_effects *effects = *out = calloc(1, sizeof *effects);
    if (!effects)
        return lf_fail_memory(ctx);
    effects->audit = audit;
    effects->terms = terms;
    bool done =
        lf_queries_read(ctx, places, LF_QUERY_EFFECT, &effects->queries, &effects->count) &&
        lf_workspace_run(ctx, audit, "effects", "DROP TABLE IF EXISTS temp.effect_wanted") &&
        lf_workspace_run(ctx, audit, "effects", make_wanted) && make_hash(ctx, effects);
    for (size_t i = 0; done && i < effects->count; i++)
        done = open_effect(ctx, effects, &effects->queries[i]);
    return done;
}

void lf_effects_close(lf_effects *effects)
{
    if (!effects)
        return;
    for (size_t i = 0; i < effects->instance_count; i++) {
        lf_statement_close(effects->instances[i].insert);
        lf_parameters_free(&effects->instances[i].parameters);
        free(effects->instances[i].effect_id);
    }
    free(effects->instances);
    lf_queries_free(effects->queries, effects->count);
    free(effects);
}

const char *lf_effects_hash(const lf_effects *effects)
{
    return effects->hash;
}

/* ---- a batch
 * ------------------------------------------------------------------------------------- */

bool lf_effects_run(lf_context *ctx, lf_effects *effects, int64_t first_key, int64_t last_key)
{
    if (!lf_workspace_runf(ctx, effects->audit, "effect_part",
                           "DELETE FROM effect_part WHERE site_key BETWEEN %lld AND %lld",
                           (long long)first_key, (long long)last_key))
        return false;
    for (size_t i = 0; i < effects->instance_count; i++) {
        const instance *it = &effects->instances[i];
        lf_parameters_bind(&it->parameters, it->insert);
        lf_audit_terms_bind(effects->terms, first_key, last_key, it->insert);
        if (lf_stopping(ctx) || !lf_statement_do(ctx, it->insert))
            return false;
    }
    return true;
}

/* ---- before and after
 * ---------------------------------------------------------------------------- */

/*
 * What the sites add is added to what the city has, sites before all together (site_key 0). The
 * outcome before is the city's verdict; the one after is found in the same way, with the doubt of
 * the walk moved along.
 */
static const char finish_sql[] =
    "DELETE FROM effect;"
    "CREATE TEMP TABLE effect_sum AS"
    " SELECT site_key, effect_id, area_id, slice, base, numerator, denominator FROM effect_part"
    " UNION ALL"
    " SELECT 0, effect_id, area_id, slice, base, sum(numerator), sum(denominator)"
    " FROM effect_part GROUP BY effect_id, area_id, slice, base;"
    "CREATE TEMP TABLE effect_ask AS"
    " SELECT w.part_id, w.effect_id, w.area_id, w.slice, w.base, v.numerator, v.denominator,"
    "  v.value, v.low, v.high, coalesce(t.id, '') AS target_id, d.outcome AS outcome_before,"
    "  coalesce(nullif(t.unit, ''), m.unit) AS unit, coalesce(x.factor, 1.0) AS factor,"
    "  d.comparison, d.target, d.target_to, coalesce(t.tolerance, 0.0) AS tolerance, d.kind,"
    "  coalesce(d.binding AND x.confidence <> 'SEEN', 0) AS to_confirm,"
    "  1e-9 * max(1.0, abs(coalesce(d.target, 0.0)), abs(coalesce(d.target_to, 0.0))) AS e"
    " FROM temp.effect_wanted AS w JOIN value AS v ON v.key = w.value_key"
    " JOIN measure AS m ON m.id = v.measure"
    " LEFT JOIN targets AS t ON t.key = w.target_key"
    " LEFT JOIN target_value AS x ON x.target_key = w.target_key"
    " LEFT JOIN verdict AS d ON d.target_key = w.target_key;"
    "CREATE INDEX temp.effect_ask_1 ON effect_ask (part_id, area_id, slice, base);"
    "INSERT INTO effect (site_key, effect_id, target_id, area_id, slice, base, unit, before, after,"
    "  outcome_before, outcome_after)"
    " WITH built AS ("
    "  SELECT s.site_key, a.*, a.value / a.factor AS was,"
    "   CASE WHEN a.value IS NULL AND a.numerator IS NULL AND a.denominator IS NULL THEN NULL"
    "        WHEN a.denominator IS NULL AND s.denominator IS NULL"
    "         THEN coalesce(a.numerator, 0.0) + coalesce(s.numerator, 0.0)"
    "        WHEN coalesce(a.denominator, 0.0) + coalesce(s.denominator, 0.0) <> 0"
    "         THEN (coalesce(a.numerator, 0.0) + coalesce(s.numerator, 0.0))"
    "              / (coalesce(a.denominator, 0.0) + coalesce(s.denominator, 0.0)) END"
    "    / a.factor AS becomes"
    "  FROM temp.effect_sum AS s JOIN temp.effect_ask AS a ON a.part_id = s.effect_id"
    "   AND a.area_id = s.area_id AND a.slice = s.slice AND a.base = s.base"
    " ), doubt AS ("
    "  SELECT *, min(becomes - tolerance, coalesce(becomes + (low - value) / factor, becomes)) AS "
    "lo,"
    "   max(becomes + tolerance, coalesce(becomes + (high - value) / factor, becomes)) AS hi"
    "  FROM built)"
    " SELECT site_key, effect_id, target_id, area_id, slice, base, unit, was, becomes,"
    "  outcome_before,"
    "  CASE WHEN target_id = '' THEN NULL"
    "       WHEN becomes IS NULL THEN 'not measured'"
    "       WHEN kind IN ('baseline', 'definition') THEN 'recorded'"
    "       WHEN comparison = 'report' THEN 'reported'"
    "       WHEN CASE comparison WHEN '>=' THEN lo >= target - e WHEN '>' THEN lo > target + e"
    "             WHEN '<=' THEN hi <= target + e WHEN '<' THEN hi < target - e"
    "             WHEN '=' THEN abs(becomes - target) <= e"
    "             ELSE lo >= target - e AND hi <= target_to + e END THEN 'met'"
    "       WHEN NOT to_confirm AND CASE comparison WHEN '>=' THEN hi < target - e"
    "             WHEN '>' THEN hi <= target + e WHEN '<=' THEN lo > target + e"
    "             WHEN '<' THEN lo >= target - e"
    "             WHEN '=' THEN abs(becomes - target) > max(e, tolerance)"
    "             ELSE hi < target - e OR lo > target_to + e END THEN 'missed'"
    "       ELSE 'borderline' END"
    " FROM doubt ORDER BY site_key, effect_id, target_id, area_id, slice, base;"
    "DROP TABLE temp.effect_sum; DROP TABLE temp.effect_ask;";

bool lf_effects_finish(lf_context *ctx, lf_effects *effects)
{
    return lf_workspace_run(ctx, effects->audit, "effect", finish_sql);
}
