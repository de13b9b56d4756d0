/* See targets.h. */
#include "measure/targets.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"

typedef struct lf_planned_target planned_target;

/* ---- planning
 * ------------------------------------------------------------------------------------ */

/* Finds or adds a run; takes the parameters over. *at: its position. */
static bool plan_run(lf_context *ctx, lf_plan_of_runs *plan, lf_parameters *parameters,
                     bool is_default, size_t *at)
{
    char *json = lf_parameters_json(parameters);
    if (!json) {
        lf_parameters_free(parameters);
        return lf_fail_memory(ctx);
    }
    for (size_t i = 0; i < plan->count; i++)
        if (plan->runs[i].parameters.query == parameters->query &&
            strcmp(plan->runs[i].json, json) == 0) {
            lf_parameters_free(parameters);
            free(json);
            *at = i;
            return true;
        }
    lf_planned_run *grown = realloc(plan->runs, (plan->count + 1) * sizeof *grown);
    if (!grown) {
        lf_parameters_free(parameters);
        free(json);
        return lf_fail_memory(ctx);
    }
    plan->runs = grown;
    plan->runs[plan->count] =
        (lf_planned_run){.parameters = *parameters, .json = json, .is_default = is_default};
    *at = plan->count++;
    return true;
}

static bool plan_defaults(lf_context *ctx, lf_workspace *ws, const lf_query *queries, size_t count,
                          const lf_city *city, lf_plan_of_runs *plan)
{
    for (size_t i = 0; i < count; i++) {
        lf_parameters parameters = {0};
        size_t at;
        if (!lf_parameters_start(ctx, ws, &queries[i], city, &parameters)) {
            lf_parameters_free(&parameters);
            return false;
        }
        if (!plan_run(ctx, plan, &parameters, true, &at))
            return false;
    }
    return true;
}

static void complain_of_measure(const lf_query *queries, size_t count, const char *word,
                                lf_text *complaint)
{
    const char *near = lf_queries_nearest(queries, count, word);
    lf_text_addf(complaint, N_("unknown measure '%s'"), word);
    if (near)
        lf_text_addf(complaint, "; did you mean '%s'?", near);
    else
        lf_text_addf(complaint, "; %s", N_("`lifang list measures` shows those there are"));
}

/* The default run of a query stands first for it. */
static const lf_parameters *default_parameters(const lf_plan_of_runs *plan, const lf_query *query)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->runs[i].is_default && plan->runs[i].parameters.query == query)
            return &plan->runs[i].parameters;
    return NULL;
}

/* The category a slice names by id or title; *out NULL when it names none. free(). */
static bool category_named(lf_context *ctx, lf_workspace *ws, const char *slice, char **out)
{
    lf_statement *row = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, ws,
                    "SELECT id FROM category WHERE ? IN (id, title, title_zh)"
                    " ORDER BY id LIMIT 1",
                    &row))
        return false;
    lf_bind_text(row, 1, slice);
    lf_step step = lf_statement_step(ctx, row);
    bool done = step != LF_STEP_FAILED;
    if (step == LF_STEP_ROW)
        done = (*out = lf_copy(lf_column_text(row, 0))) != NULL || lf_fail_memory(ctx);
    lf_statement_close(row);
    return done;
}

/* Notes which slice of a run a target asks for, so that the others need not be worked out. */
static bool ask_slice(lf_context *ctx, lf_workspace *ws, lf_planned_run *run, const char *slice)
{
    char *id = NULL;
    if (!category_named(ctx, ws, slice ? slice : "", &id))
        return false;
    char *more = id ? lf_copyf("%s%s|", run->slices ? run->slices : "|", id) : NULL;
    run->all_slices = run->all_slices || !id;
    bool done = !id || more || lf_fail_memory(ctx);
    if (more) {
        free(run->slices);
        run->slices = more;
    }
    free(id);
    return done;
}

/* Sets the plan's own parameters of a measure where the city file has set none. */
static bool take_plan_parameters(lf_context *ctx, lf_workspace *ws, lf_parameters *parameters)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    bool done = lf_prepare(ctx, ws,
                           "SELECT parameter, value, line FROM plan_parameter WHERE measure = ?"
                           " ORDER BY line, parameter",
                           &rows);
    if (done)
        lf_bind_text(rows, 1, parameters->query->id);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        lf_text complaint = {0};
        lf_parameters scratch = {0};
        const char *name = lf_column_text(rows, 0);
        bool given = lf_parameters_is_given(parameters, name);
        done = lf_parameters_copy(ctx, parameters, &scratch);
        if (done && !lf_parameters_set(given ? &scratch : parameters, name, lf_column_text(rows, 1),
                                       &complaint))
            done = lf_fail(ctx, "plan.yaml:%lld: measures: %s",
                           (long long)lf_column_integer(rows, 2), lf_text_get(&complaint));
        lf_parameters_free(&scratch);
        lf_text_free(&complaint);
    }
    lf_statement_close(rows);
    return done && step == LF_STEP_DONE;
}

/* Parameters of the plan that do not fit are an error even where no target asks for them. */
static bool check_plan_parameters(lf_context *ctx, lf_workspace *ws, const lf_query *queries,
                                  size_t count, const lf_plan_of_runs *plan)
{
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        lf_parameters scratch = {0};
        const lf_parameters *preset = default_parameters(plan, &queries[i]);
        done = !preset || (lf_parameters_copy(ctx, preset, &scratch) &&
                           take_plan_parameters(ctx, ws, &scratch));
        lf_parameters_free(&scratch);
    }
    return done;
}

/* Row as for plan_target. */
static bool plan_parameters(lf_context *ctx, lf_workspace *ws, const lf_statement *row,
                            lf_plan_of_runs *plan, planned_target *target, lf_text *complaint)
{
    lf_parameters parameters = {0};
    const lf_parameters *preset = default_parameters(plan, target->query);
    if (!preset || !lf_parameters_copy(ctx, preset, &parameters) ||
        (lf_column_text(row, 6) && !take_plan_parameters(ctx, ws, &parameters))) {
        lf_parameters_free(&parameters);
        return preset ? false : lf_fail(ctx, "measure %s has no run", target->query->id);
    }
    if (!lf_parameters_parse(&parameters, lf_column_text(row, 3), complaint)) {
        target->column = "parameters";
        lf_parameters_free(&parameters);
        return true;
    }
    target->settled = lf_parameters_settle_norm(&parameters);
    if (!plan_run(ctx, plan, &parameters, false, &target->run))
        return false;
    plan->runs[target->run].wanted_by_target = true;
    return ask_slice(ctx, ws, &plan->runs[target->run], lf_column_text(row, 5));
}

/* Says a complaint with the file and row that it is about, as far as they are known. */
static bool tell_complaint(lf_context *ctx, lf_workspace *ws, const char *id, const char *origin,
                           const char *column, const char *complaint)
{
    if (origin && column)
        return lf_notice(ctx, ws, "measure", "targets", "%s: %s: %s", origin, column, complaint);
    if (origin)
        return lf_notice(ctx, ws, "measure", "targets", "%s: %s", origin, complaint);
    return lf_notice(ctx, ws, "measure", "targets", "target %s: %s", id, complaint);
}

/* Row: key, id, measure, parameters, unit, slice, plan, origin, reason. */
static bool plan_target(lf_context *ctx, lf_workspace *ws, const lf_statement *row,
                        const lf_query *queries, size_t query_count, const lf_units *units,
                        lf_plan_of_runs *plan, planned_target *target)
{
    lf_text complaint = {0};
    const char *measure = lf_column_text(row, 2);
    bool done = true;
    *target = (planned_target){.key = lf_column_integer(row, 0), .factor = 1};
    if (!measure) { /* its author says why */
        target->reason = lf_copy(lf_column_text(row, 8));
        return target->reason || lf_fail_memory(ctx);
    }
    target->query = lf_queries_find(queries, query_count, measure);
    if (!target->query) {
        target->column = "measure";
        complain_of_measure(queries, query_count, measure, &complaint);
    } else if (lf_units_convert(units, lf_column_text(row, 4), target->query->unit, &target->factor,
                                &complaint))
        done = plan_parameters(ctx, ws, row, plan, target, &complaint);
    else
        target->column = "unit";
    if (done && complaint.length > 0) {
        target->reason = lf_copy(lf_text_get(&complaint));
        done = target->reason
                   ? tell_complaint(ctx, ws, lf_column_text(row, 1), lf_column_text(row, 7),
                                    target->column, target->reason)
                   : lf_fail_memory(ctx);
    }
    lf_text_free(&complaint);
    return done;
}

bool lf_targets_plan(lf_context *ctx, lf_workspace *ws, const lf_query *queries, size_t query_count,
                     const lf_units *units, const lf_city *city, lf_plan_of_runs *out)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    int64_t targets = 0;
    *out = (lf_plan_of_runs){0};
    bool done = plan_defaults(ctx, ws, queries, query_count, city, out) &&
                check_plan_parameters(ctx, ws, queries, query_count, out) &&
                lf_query_integer(ctx, ws, "SELECT count(*) FROM targets", 0, &targets);
    if (done && !(out->targets = calloc((size_t)targets + 1, sizeof *out->targets)))
        done = lf_fail_memory(ctx);
    done = done &&
           lf_prepare(ctx, ws,
                      "SELECT key, id, measure, parameters, unit, slice, plan, origin,"
                      " coalesce(reason_en, reason_zh, 'no measure') FROM targets ORDER BY key",
                      &rows);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        done = plan_target(ctx, ws, rows, queries, query_count, units, out,
                           &out->targets[out->target_count++]);
    lf_statement_close(rows);
    return done && step == LF_STEP_DONE;
}

void lf_plan_of_runs_free(lf_plan_of_runs *plan)
{
    if (!plan)
        return;
    for (size_t i = 0; i < plan->count; i++) {
        lf_parameters_free(&plan->runs[i].parameters);
        free(plan->runs[i].json);
        free(plan->runs[i].slices);
    }
    for (size_t i = 0; i < plan->target_count; i++)
        free(plan->targets[i].reason);
    free(plan->runs);
    free(plan->targets);
    *plan = (lf_plan_of_runs){0};
}

/* ---- answering
 * ----------------------------------------------------------------------------------- */

/* The texts a target is looked up by; all owned. */
typedef struct wanted {
    char *id, *area, *slice, *base, *reason, *norm, *confidence;
    int64_t value_key;  /* 0: none */
    const char *column; /* that the reason is about; a literal */
    bool quiet;         /* the reason is no slip of whoever wrote the target */
} wanted;

static void free_wanted(wanted *want)
{
    free(want->id);
    free(want->area);
    free(want->slice);
    free(want->base);
    free(want->reason);
    free(want->norm);
    free(want->confidence);
}

/* One text from a query with up to four bound values; *out NULL when there is none. */
static bool look_up(lf_context *ctx, lf_workspace *ws, const char *sql, int64_t key, const char *a,
                    const char *b, const char *c, char **out)
{
    lf_statement *row = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, ws, sql, &row))
        return false;
    lf_bind_integer(row, 1, key);
    const char *texts[] = {a, b, c};
    for (int i = 0; i < 3 && i + 2 <= lf_bind_count(row); i++)
        lf_bind_text(row, i + 2, texts[i]);
    lf_step step = lf_statement_step(ctx, row);
    bool done = step != LF_STEP_FAILED;
    if (step == LF_STEP_ROW && lf_column_text(row, 0))
        done = (*out = lf_copy(lf_column_text(row, 0))) != NULL || lf_fail_memory(ctx);
    lf_statement_close(row);
    return done;
}

/* The nearest of a query's first column to a word; free(), NULL when none is near. */
static bool nearest_of(lf_context *ctx, lf_workspace *ws, const char *sql, int64_t key,
                       const char *word, char **out)
{
    lf_statement *rows = NULL;
    char *best = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, ws, sql, &rows))
        return false;
    if (lf_bind_count(rows) > 0)
        lf_bind_integer(rows, 1, key);
    lf_step step;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        const char *pair[] = {best, lf_column_text(rows, 0)};
        const char *near = lf_nearest_word(word, best ? pair : pair + 1, best ? 2 : 1);
        if (near && near != best) {
            free(best);
            best = lf_copy(near);
        }
    }
    lf_statement_close(rows);
    *out = best;
    return step == LF_STEP_DONE;
}

static bool refuse_name(lf_context *ctx, lf_workspace *ws, const char *what, const char *word,
                        const char *choices, int64_t key, char **reason)
{
    char *near = NULL;
    if (!nearest_of(ctx, ws, choices, key, word, &near))
        return false;
    /* A slice like no other is rather one that this city has nothing of than a slip of the pen. */
    *reason = near ? lf_copyf("unknown %s '%s'; did you mean '%s'?", what, word, near)
              : strcmp(what, "slice") == 0 ? lf_copyf(N_("nothing here belongs to '%s'"), word)
                                           : lf_copyf("unknown %s '%s'", what, word);
    free(near);
    return *reason != NULL || lf_fail_memory(ctx);
}

/* A run that measured nothing at all has no slices and bases to choose from: its reason answers. */
static bool find_nothing(lf_context *ctx, lf_workspace *ws, int64_t run, wanted *want)
{
    if (!look_up(ctx, ws,
                 "SELECT max(reason) FROM value WHERE run_key = ?1 AND area_id = 'city'"
                 " HAVING count(*) = 1 AND max(slice || base) = '' AND count(value) = 0",
                 run, NULL, NULL, NULL, &want->reason))
        return false;
    want->quiet |= want->reason != NULL;
    return true;
}

/* An area by id, or by a name only one area has; '', 'city' and the city's own names are the city.
 */
static bool find_area(lf_context *ctx, lf_workspace *ws, const char *word, wanted *want)
{
    char *several = NULL, *planned = NULL;
    bool done = look_up(ctx, ws,
                        "SELECT CASE WHEN ?2 IN ('', 'city') THEN 'city'"
                        " WHEN EXISTS (SELECT 1 FROM areas WHERE id = ?2) THEN ?2"
                        " WHEN (SELECT count(*) FROM areas WHERE name = ?2) = 1 THEN"
                        "  (SELECT id FROM areas WHERE name = ?2)"
                        " WHEN ?2 = '全市' OR EXISTS (SELECT 1 FROM setting WHERE value = ?2"
                        "  AND name IN ('city.name', 'city.title')) THEN 'city' END WHERE ?1 = ?1",
                        0, word, NULL, NULL, &want->area) &&
                look_up(ctx, ws,
                        "SELECT group_concat(id, ', ') FROM (SELECT id FROM areas WHERE name = ?2"
                        " AND ?1 = ?1 ORDER BY id)",
                        0, word, NULL, NULL, &several);
    if (done && !want->area && !several &&
        !look_up(ctx, ws, "SELECT name FROM plan_area WHERE name = ?2 AND ?1 = ?1", 0, word, NULL,
                 NULL, &planned))
        done = false;
    if (done && planned) { /* no slip of the pen: the city's layers lack it */
        want->reason = lf_copyf(N_("the city has no area '%s', which the plan speaks of"), word);
        want->column = NULL;
        want->quiet = true;
        done = want->reason || lf_fail_memory(ctx);
    } else if (done && !want->area && several)
        want->reason = lf_copyf(N_("several areas are named '%s'; give an id: %s"), word, several);
    else if (done && !want->area)
        done =
            refuse_name(ctx, ws, "area", word,
                        "SELECT id FROM areas UNION SELECT name FROM areas WHERE name IS NOT NULL"
                        " ORDER BY 1",
                        0, &want->reason);
    free(several);
    free(planned);
    return done;
}

static bool find_slice(lf_context *ctx, lf_workspace *ws, int64_t run, const char *word,
                       wanted *want)
{
    static const char slices[] = "SELECT DISTINCT slice FROM value WHERE run_key = ?1 ORDER BY 1";
    if (!look_up(ctx, ws,
                 "SELECT slice FROM value WHERE run_key = ?1 AND slice IN (?2,"
                 " (SELECT id FROM category WHERE ?2 <> '' AND (title = ?2 OR title_zh = ?2)))"
                 " ORDER BY slice <> ?2 LIMIT 1",
                 run, word, NULL, NULL, &want->slice))
        return false;
    if (want->slice)
        return true;
    if (*word)
        return refuse_name(ctx, ws, "slice", word, slices, run, &want->reason);
    char *all = NULL;
    bool done = look_up(ctx, ws,
                        "SELECT group_concat(slice, ', ') FROM (SELECT DISTINCT slice FROM value"
                        " WHERE run_key = ?1 ORDER BY 1 LIMIT 20)",
                        run, NULL, NULL, NULL, &all);
    if (done)
        want->reason =
            lf_copyf(N_("the target names no slice; expected one of %s"), all ? all : "none");
    free(all);
    return done && (want->reason || lf_fail_memory(ctx));
}

/* The base asked for, or else the measure's first that the run has. */
static bool find_base(lf_context *ctx, lf_workspace *ws, int64_t run, const lf_query *query,
                      const char *word, wanted *want)
{
    static const char bases[] = "SELECT DISTINCT base FROM value WHERE run_key = ?1 ORDER BY 1";
    static const char has[] = "SELECT base FROM value WHERE run_key = ?1 AND base = ?2 LIMIT 1";
    if (!look_up(ctx, ws, has, run, word, NULL, NULL, &want->base))
        return false;
    for (size_t i = 0; !*word && !want->base && i < query->base_count; i++)
        if (!look_up(ctx, ws, has, run, query->bases[i], NULL, NULL, &want->base))
            return false;
    return want->base ||
           refuse_name(ctx, ws, "base", *word ? word : "(none)", bases, run, &want->reason);
}

static bool find_value(lf_context *ctx, lf_workspace *ws, int64_t run, const lf_query *query,
                       const lf_statement *row, wanted *want)
{
    const char *area = lf_column_text(row, 2), *slice = lf_column_text(row, 3);
    const char *base = lf_column_text(row, 4);
    char *key = NULL;
    want->column = "area";
    if (!find_area(ctx, ws, area ? area : "", want) || want->reason)
        return want->reason != NULL;
    want->column = NULL;
    if (!find_nothing(ctx, ws, run, want) || want->reason)
        return want->reason != NULL;
    want->column = "slice";
    if (!find_slice(ctx, ws, run, slice ? slice : "", want) || want->reason)
        return want->reason != NULL;
    want->column = "base";
    if (!find_base(ctx, ws, run, query, base ? base : "", want) || want->reason)
        return want->reason != NULL;
    want->column = NULL;
    bool done = look_up(ctx, ws,
                        "SELECT key FROM value WHERE run_key = ?1 AND area_id = ?2 AND slice = ?3"
                        " AND base = ?4",
                        run, want->area, want->slice, want->base, &key);
    want->value_key = key ? strtoll(key, NULL, 10) : 0;
    if (done && !key)
        want->reason = lf_copyf(N_("measure %s has no value for area %s, slice '%s', base '%s'"),
                                query->id, want->area, want->slice, want->base);
    free(key);
    return done && (want->value_key || want->reason);
}

/*
 * What decides where nobody has set a limit. A category carries its own norm, and a tier the least
 * known of its categories'; another measure's norm decides only where parameters could replace it.
 */
static bool find_norm(lf_context *ctx, lf_workspace *ws, const lf_query *query, wanted *want)
{
    static const char *const of_category[] = {
        "SELECT norm FROM category WHERE id = ?2 AND ?1 = ?1",
        "SELECT confidence FROM category WHERE id = ?2 AND ?1 = ?1"};
    static const char *const of_tier[] = {
        "SELECT norm FROM category WHERE tier <= CAST(?2 AS INTEGER) AND confidence IS NOT NULL"
        " AND ?1 = ?1 ORDER BY confidence = 'SEEN', id LIMIT 1",
        "SELECT confidence FROM category WHERE tier <= CAST(?2 AS INTEGER) AND confidence IS NOT "
        "NULL"
        " AND ?1 = ?1 ORDER BY confidence = 'SEEN', id LIMIT 1"};
    bool by_tier = query->slices && strcmp(query->slices, "tier") == 0;
    bool by_category = query->slices && strcmp(query->slices, "category") == 0;
    const char *const *look = by_tier ? of_tier : of_category;
    if (!want->slice || (!by_tier && query->settled_count == 0))
        return true;
    if (by_tier || by_category)
        return look_up(ctx, ws, look[0], 0, want->slice, NULL, NULL, &want->norm) &&
               look_up(ctx, ws, look[1], 0, want->slice, NULL, NULL, &want->confidence);
    want->norm = lf_copy(query->norm);
    want->confidence = lf_copy(query->confidence);
    return true;
}

/* Row: key, id, area, slice, base, origin. */
static bool answer_target(lf_context *ctx, lf_workspace *ws, const lf_plan_of_runs *plan,
                          const planned_target *target, const lf_statement *row,
                          lf_statement *insert)
{
    wanted want = {0};
    const lf_planned_run *run = target->reason ? NULL : &plan->runs[target->run];
    char *lack = NULL;
    bool done = !run || look_up(ctx, ws, "SELECT reason FROM run WHERE key = ?1", run->key, NULL,
                                NULL, NULL, &lack);
    if (done && run && !lack) {
        done = find_value(ctx, ws, run->key, target->query, row, &want) &&
               (target->settled || find_norm(ctx, ws, target->query, &want));
        if (done && want.reason && !want.quiet)
            done = tell_complaint(ctx, ws, lf_column_text(row, 1), lf_column_text(row, 5),
                                  want.column, want.reason);
    }
    lf_bind_integer(insert, 1, target->key);
    lf_bind_null(insert, 2);
    lf_bind_null(insert, 3);
    if (run)
        lf_bind_integer(insert, 2, run->key);
    if (want.value_key)
        lf_bind_integer(insert, 3, want.value_key);
    lf_bind_real(insert, 4, target->factor);
    lf_bind_text(insert, 5, target->reason ? target->reason : want.reason);
    lf_bind_text(insert, 6, want.norm);
    lf_bind_text(insert, 7, want.confidence);
    lf_bind_text(insert, 8, target->reason ? target->column : want.reason ? want.column : NULL);
    done = done && lf_statement_do(ctx, insert);
    free(lack);
    free_wanted(&want);
    return done;
}

bool lf_targets_answer(lf_context *ctx, lf_workspace *ws, const lf_plan_of_runs *plan)
{
    lf_statement *rows = NULL, *insert = NULL;
    size_t at = 0;
    lf_step step = LF_STEP_FAILED;
    bool done =
        lf_workspace_run(ctx, ws, "targets", "DELETE FROM target_value") &&
        lf_prepare(ctx, ws, "SELECT key, id, area, slice, base, origin FROM targets ORDER BY key",
                   &rows) &&
        lf_prepare(ctx, ws,
                   "INSERT INTO target_value (target_key, run_key, value_key, factor, reason,"
                   " norm, confidence, column_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   &insert);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW && at < plan->target_count)
        done = answer_target(ctx, ws, plan, &plan->targets[at++], rows, insert);
    lf_statement_close(rows);
    lf_statement_close(insert);
    return done && step == LF_STEP_DONE;
}
