/* See checks.h. */
#include "measure/checks.h"
#include "measure/check.h"
#include "measure/effects.h"
#include "measure/scores.h"
#include "measure/shared.h"

#include <stdlib.h>
#include <string.h>

struct lf_checks {
    lf_workspace *audit; /* borrowed, as the next two */
    const lf_places *places;
    const lf_city *city;
    lf_audit_terms terms;
    lf_phrases words;
    lf_shared shared;
    lf_query *queries;
    size_t count;
    lf_check *checks; /* of the queries */
    lf_effects *effects;
    lf_scoring scoring;
    lf_check_desk desk;
    char hash[LF_HASH_SIZE];
};

/* ---- what it all rests on
 * ------------------------------------------------------------------------ */

static void add_queries(lf_text *out, const lf_query *queries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lf_text_addf(out, "%s %s\n", queries[i].id, queries[i].file.hash);
}

static bool make_hash(lf_context *ctx, lf_checks *checks)
{
    lf_text all = {0};
    add_queries(&all, checks->queries, checks->count);
    add_queries(&all, checks->shared.queries, checks->shared.count);
    for (size_t i = 0; i < checks->count; i++) {
        char *json = lf_parameters_json(&checks->checks[i].parameters);
        lf_text_addf(&all, "%s\n", json ? json : "");
        free(json);
    }
    lf_text_addf(&all, "%s\n%s\n", lf_effects_hash(checks->effects), checks->scoring.hash);
    for (size_t i = 0; i < checks->words.table.rows * checks->words.table.columns; i++)
        lf_text_addf(&all, "%s\n", checks->words.table.cells[i]);
    bool done = !all.failed || lf_fail_memory(ctx);
    if (done)
        lf_hash_bytes(lf_text_get(&all), all.length, checks->hash);
    lf_text_free(&all);
    return done;
}

const char *lf_checks_hash(const lf_checks *checks)
{
    return checks->hash;
}

/* ---- before the first batch
 * ---------------------------------------------------------------------- */

static bool open_checks(lf_context *ctx, lf_checks *checks)
{
    if (!lf_queries_read(ctx, checks->places, LF_QUERY_CHECK, &checks->queries, &checks->count))
        return false;
    checks->checks = calloc(checks->count + 1, sizeof *checks->checks);
    if (!checks->checks)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < checks->count; i++)
        if (!lf_check_open(ctx, checks->audit, &checks->queries[i], checks->city,
                           &checks->checks[i]))
            return false;
    return true;
}

static bool define_checks(lf_context *ctx, lf_checks *checks)
{
    bool done =
        lf_workspace_run(ctx, checks->audit, "check_definition", "DELETE FROM check_definition");
    for (size_t i = 0; done && i < checks->count; i++)
        done = lf_check_define(ctx, checks->audit, &checks->checks[i]);
    return done;
}

static bool lay_desk(lf_context *ctx, lf_checks *checks)
{
    lf_check_desk *desk = &checks->desk;
    desk->words = &checks->words;
    desk->terms = &checks->terms;
    return lf_prepare(ctx, checks->audit, lf_check_insert_sql, &desk->insert) &&
           lf_prepare(ctx, checks->audit,
                      "SELECT key FROM candidates WHERE key BETWEEN :first_key AND :last_key"
                      " ORDER BY key",
                      &desk->keys);
}

bool lf_checks_prepare(lf_context *ctx, lf_workspace *audit, const lf_places *places,
                       const lf_city *city, const char *scoring, lf_checks **out)
{
    lf_checks *checks = *out = calloc(1, sizeof *checks);
    if (!checks)
        return lf_fail_memory(ctx);
    checks->audit = audit;
    checks->places = places;
    checks->city = city;
    return lf_audit_terms_read(ctx, audit, &checks->terms) &&
           lf_phrases_read(ctx, places, &checks->words) &&
           lf_shared_make(ctx, audit, places, &checks->terms, &checks->shared) &&
           open_checks(ctx, checks) && define_checks(ctx, checks) &&
           lf_effects_open(ctx, audit, places, &checks->terms, &checks->effects) &&
           lf_scoring_find(ctx, places, scoring, &checks->scoring) &&
           lf_scores_check(ctx, audit, &checks->scoring) && lay_desk(ctx, checks) &&
           make_hash(ctx, checks);
}

/* ---- a batch
 * ------------------------------------------------------------------------------------- */

bool lf_checks_run(lf_context *ctx, lf_checks *checks, int64_t first_key, int64_t last_key)
{
    if (!lf_workspace_runf(ctx, checks->audit, "check_result",
                           "DELETE FROM check_result WHERE site_key BETWEEN %lld AND %lld",
                           (long long)first_key, (long long)last_key) ||
        !lf_shared_fill(ctx, &checks->shared, &checks->terms, first_key, last_key))
        return false;
    for (size_t i = 0; i < checks->count; i++)
        if (lf_stopping(ctx) ||
            !lf_check_run(ctx, &checks->checks[i], &checks->desk, first_key, last_key))
            return false;
    return lf_effects_run(ctx, checks->effects, first_key, last_key);
}

/* ---- after the last
 * ------------------------------------------------------------------------------ */

/*
 * The word for a site: a fail outweighs a warning, that a pass. It is borderline where what is in
 * doubt would change it: a row that might be worse than the word, or all rows that make the word.
 */
static const char outcomes_sql[] =
    "DELETE FROM site_outcome;"
    "WITH counted AS ("
    " SELECT c.key AS site_key, total(r.outcome = 'pass') AS passed,"
    "  total(r.outcome = 'fail') AS failed, total(r.outcome = 'warn') AS warned,"
    "  total(r.outcome = 'not measured') AS not_measured,"
    "  total(r.borderline AND r.outcome = 'fail' AND r.flips_to IS NOT 'fail') AS fails_in_doubt,"
    "  total(r.borderline AND r.outcome = 'warn' AND r.flips_to IS 'pass') AS warns_in_doubt,"
    "  total(r.borderline AND r.flips_to IS 'fail') AS to_fail,"
    "  total(r.borderline AND r.flips_to IS 'warn') AS to_warn"
    " FROM candidates AS c JOIN check_result AS r ON r.site_key = c.key GROUP BY c.key)"
    " INSERT INTO site_outcome SELECT site_key,"
    "  CASE WHEN failed > 0 THEN 'fail' WHEN warned > 0 THEN 'warn' WHEN passed > 0 THEN 'pass'"
    "   ELSE 'not measured' END,"
    "  CASE WHEN failed > 0 THEN fails_in_doubt = failed"
    "   WHEN warned > 0 THEN warns_in_doubt = warned OR to_fail > 0"
    "   ELSE to_fail > 0 OR to_warn > 0 END,"
    "  passed, failed, warned, not_measured FROM counted ORDER BY site_key";

bool lf_checks_finish(lf_context *ctx, lf_checks *checks)
{
    return lf_workspace_run(ctx, checks->audit, "site_outcome", outcomes_sql) &&
           lf_effects_finish(ctx, checks->effects) &&
           lf_scores_make(ctx, checks->audit, &checks->scoring);
}

void lf_checks_close(lf_checks *checks)
{
    if (!checks)
        return;
    lf_statement_close(checks->desk.insert);
    lf_statement_close(checks->desk.keys);
    for (size_t i = 0; checks->checks && i < checks->count; i++)
        lf_check_close(&checks->checks[i]);
    free(checks->checks);
    lf_queries_free(checks->queries, checks->count);
    lf_effects_close(checks->effects);
    lf_shared_drop(checks->audit, &checks->shared);
    lf_scoring_free(&checks->scoring);
    lf_phrases_free(&checks->words);
    free(checks);
}
