/* See scores.h. */
#include "measure/scores.h"
#include "measure/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- before
 * -------------------------------------------------------------------------------------- */

static bool read_ids(lf_context *ctx, lf_workspace *audit, char **ids, size_t count)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool done = lf_prepare(ctx, audit, "SELECT id FROM check_definition ORDER BY id", &rows);
    for (size_t i = 0; done && i < count && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW;
         i++)
        done = (ids[i] = lf_copy(lf_column_text(rows, 0))) != NULL || lf_fail_memory(ctx);
    lf_statement_close(rows);
    return done && step != LF_STEP_FAILED;
}

bool lf_scores_check(lf_context *ctx, lf_workspace *audit, const lf_scoring *scoring)
{
    int64_t count = 0;
    if (!lf_query_integer(ctx, audit, "SELECT count(*) FROM check_definition", 0, &count))
        return false;
    char **ids = calloc((size_t)count + 1, sizeof *ids);
    bool done = ids ? read_ids(ctx, audit, ids, (size_t)count) : lf_fail_memory(ctx);
    for (size_t i = 0; done && i < scoring->count; i++) {
        const lf_criterion *c = &scoring->criteria[i];
        bool known = false;
        for (int64_t k = 0; k < count; k++)
            known = known || strcmp(ids[k], c->check) == 0;
        if (known)
            continue;
        const char *near = lf_nearest_word(c->check, (const char *const *)ids, (size_t)count);
        done = lf_fail(ctx, "%s:%d: criteria.%s: there is no check '%s'%s%s%s", scoring->path,
                       c->line, c->id, c->check, near ? "; did you mean '" : "", near ? near : "",
                       near ? "'?" : "");
    }
    lf_free_names(ids, (size_t)count);
    return done;
}

/* ---- the values of the criteria
 * ------------------------------------------------------------------ */

/* Sites in the order of their ids with the value of one criterion; NULL: not measured. */
static const char values_sql[] =
    "SELECT c.key, avg(CASE WHEN ?3 THEN"
    "  min(1.0, max(0.0, (r.measured - ?4) / (?5 - ?4)))"
    "  ELSE CASE r.outcome WHEN 'pass' THEN 1.0 WHEN 'warn' THEN 0.5 WHEN 'fail' THEN 0.0 END END)"
    " FROM candidates AS c"
    " LEFT JOIN check_result AS r ON r.site_key = c.key AND r.check_id = ?1"
    "  AND (?2 IS NULL OR r.part = ?2) AND r.outcome <> 'not measured'"
    " WHERE c.key IN (SELECT site_key FROM site_outcome)"
    " GROUP BY c.key ORDER BY c.id, c.key";

static bool read_values(lf_context *ctx, lf_workspace *audit, const lf_criterion *c, size_t column,
                        const lf_ranking *ranking, double *values, int64_t *keys)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    if (!lf_prepare(ctx, audit, values_sql, &rows))
        return false;
    lf_bind_text(rows, 1, c->check);
    lf_bind_text(rows, 2, c->part);
    lf_bind_integer(rows, 3, c->by_figure);
    lf_bind_real(rows, 4, c->worst);
    lf_bind_real(rows, 5, c->best);
    for (size_t i = 0; i < ranking->count; i++) {
        if ((step = lf_statement_step(ctx, rows)) != LF_STEP_ROW)
            break;
        keys[i] = lf_column_integer(rows, 0);
        values[i * ranking->criteria + column] =
            lf_column_kind(rows, 1) == LF_NULL ? NAN : lf_column_real(rows, 1);
    }
    lf_statement_close(rows);
    return step != LF_STEP_FAILED;
}

/* ---- writing
 * ------------------------------------------------------------------------------------- */

/* {"station":12.5,"shape":null}: what each criterion adds to the score. Rounded, so that the text
 * is short and the same everywhere. */
static char *parts_json(const lf_scoring *scoring, const double *values)
{
    lf_text out = {0};
    double weight = 0;
    for (size_t c = 0; c < scoring->count; c++)
        weight += isnan(values[c]) ? 0 : scoring->criteria[c].weight;
    lf_text_add(&out, "{");
    for (size_t c = 0; c < scoring->count; c++) {
        lf_text_addf(&out, "%s\"%s\":", c ? "," : "", scoring->criteria[c].id);
        if (isnan(values[c]))
            lf_text_add(&out, "null");
        else
            lf_text_addf(&out, "%.4f", 100 * scoring->criteria[c].weight * values[c] / weight);
    }
    lf_text_add(&out, "}");
    return lf_text_take(&out);
}

static bool write_scores(lf_context *ctx, lf_workspace *audit, const lf_scoring *scoring,
                         const lf_ranking *ranking, const lf_ranked *ranked, const int64_t *keys)
{
    lf_statement *insert = NULL;
    bool done = lf_prepare(ctx, audit, "INSERT INTO site_score VALUES (?, ?, ?, ?, ?, ?)", &insert);
    for (size_t i = 0; done && i < ranking->count; i++) {
        char *parts = parts_json(scoring, ranking->values + i * ranking->criteria);
        lf_bind_integer(insert, 1, keys[i]);
        lf_bind_real(insert, 2, ranked[i].score);
        lf_bind_integer(insert, 3, ranked[i].place);
        lf_bind_integer(insert, 4, ranked[i].place_low);
        lf_bind_integer(insert, 5, ranked[i].place_high);
        lf_bind_text(insert, 6, parts);
        done = parts ? lf_statement_do(ctx, insert) : lf_fail_memory(ctx);
        free(parts);
    }
    lf_statement_close(insert);
    return done;
}

bool lf_scores_make(lf_context *ctx, lf_workspace *audit, const lf_scoring *scoring)
{
    int64_t count = 0;
    if (!lf_workspace_run(ctx, audit, "site_score", "DELETE FROM site_score") ||
        !lf_query_integer(ctx, audit,
                          "SELECT count(*) FROM candidates"
                          " WHERE key IN (SELECT site_key FROM site_outcome)",
                          0, &count))
        return false;
    size_t sites = (size_t)count;
    double *values = calloc(sites * scoring->count + 1, sizeof *values);
    double *weights = calloc(scoring->count + 1, sizeof *weights);
    int64_t *keys = calloc(sites + 1, sizeof *keys);
    lf_ranked *ranked = calloc(sites + 1, sizeof *ranked);
    lf_ranking ranking = {.count = sites,
                          .criteria = scoring->count,
                          .values = values,
                          .weights = weights,
                          .vary = scoring->vary,
                          .draws = scoring->draws,
                          .seed = scoring->seed};
    bool done = (values && weights && keys && ranked) || lf_fail_memory(ctx);
    for (size_t c = 0; done && c < scoring->count; c++) {
        weights[c] = scoring->criteria[c].weight;
        done = read_values(ctx, audit, &scoring->criteria[c], c, &ranking, values, keys);
    }
    done = done && lf_rank(ctx, &ranking, ranked) &&
           write_scores(ctx, audit, scoring, &ranking, ranked, keys);
    free(values);
    free(weights);
    free(keys);
    free(ranked);
    return done;
}
