/* See explain.h. */
#include "measure/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

/* What is asked for, resolved. NULL narrows nothing. */
typedef struct question {
    int64_t run;
    int64_t target; /* key in targets; 0: none */
    char *area, *slice, *base;
} question;

typedef struct writer {
    lf_context *ctx;
    lf_workspace *ws;
    const question *asked;
    lf_text *out;
    bool zh;
} writer;

enum { MOST_VALUES = 40 };

static void free_question(question *asked)
{
    free(asked->area);
    free(asked->slice);
    free(asked->base);
}

/* ---- what is asked for
 * --------------------------------------------------------------------------- */

/* First column of the first row for one bound text; *out NULL when there is none. free(). */
static bool ask_text(lf_context *ctx, lf_workspace *ws, const char *sql, int64_t key,
                     const char *word, char **out)
{
    lf_statement *row = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, ws, sql, &row))
        return false;
    int at_key = lf_bind_index(row, ":key"), at_word = lf_bind_index(row, ":word");
    if (at_key)
        lf_bind_integer(row, at_key, key);
    if (at_word)
        lf_bind_text(row, at_word, word);
    lf_step step = lf_statement_step(ctx, row);
    bool done = step != LF_STEP_FAILED;
    if (step == LF_STEP_ROW && lf_column_text(row, 0))
        done = (*out = lf_copy(lf_column_text(row, 0))) != NULL || lf_fail_memory(ctx);
    lf_statement_close(row);
    return done;
}

/* Fails with "unknown WHAT 'word'" and the nearest of the words that `sql` lists. */
static bool refuse(lf_context *ctx, lf_workspace *ws, const char *what, const char *word,
                   const char *sql, int64_t key)
{
    lf_statement *rows = NULL;
    char *best = NULL;
    if (!lf_prepare(ctx, ws, sql, &rows))
        return false;
    int at_key = lf_bind_index(rows, ":key");
    if (at_key)
        lf_bind_integer(rows, at_key, key);
    while (lf_statement_step(ctx, rows) == LF_STEP_ROW) {
        const char *pair[] = {best, lf_column_text(rows, 0)};
        const char *near = lf_nearest_word(word, best ? pair : pair + 1, best ? 2 : 1);
        if (near && near != best) {
            free(best);
            best = lf_copy(near);
        }
    }
    lf_statement_close(rows);
    if (best)
        lf_fail_usage(ctx, "unknown %s '%s'; did you mean '%s'?", lf_say(ctx, what), word, best);
    else
        lf_fail_usage(ctx, "unknown %s '%s'", lf_say(ctx, what), word);
    free(best);
    return false;
}

/* Resolves one part of a value's address; empty or missing narrows nothing. */
static bool resolve(lf_context *ctx, lf_workspace *ws, const char *what, const char *word,
                    const char *find, const char *list, int64_t run, char **out)
{
    *out = NULL;
    if (!word || !*word)
        return true;
    return ask_text(ctx, ws, find, run, word, out) &&
           (*out || refuse(ctx, ws, what, word, list, run));
}

static bool find_target(lf_context *ctx, lf_workspace *ws, const char *word, question *asked)
{
    char *key = NULL, *run = NULL;
    if (!ask_text(ctx, ws, "SELECT key FROM targets WHERE id = :word", 0, word, &key))
        return false;
    asked->target = key ? strtoll(key, NULL, 10) : 0;
    free(key);
    if (!asked->target)
        return true;
    static const char *const parts[] = {
        "SELECT v.area_id FROM target_value AS t JOIN value AS v ON v.key = t.value_key"
        " WHERE t.target_key = :key",
        "SELECT v.slice FROM target_value AS t JOIN value AS v ON v.key = t.value_key"
        " WHERE t.target_key = :key",
        "SELECT v.base FROM target_value AS t JOIN value AS v ON v.key = t.value_key"
        " WHERE t.target_key = :key"};
    bool done = ask_text(ctx, ws, "SELECT run_key FROM target_value WHERE target_key = :key",
                         asked->target, NULL, &run) &&
                ask_text(ctx, ws, parts[0], asked->target, NULL, &asked->area) &&
                ask_text(ctx, ws, parts[1], asked->target, NULL, &asked->slice) &&
                ask_text(ctx, ws, parts[2], asked->target, NULL, &asked->base);
    asked->run = run ? strtoll(run, NULL, 10) : 0;
    free(run);
    return done;
}

static bool find_measure(lf_context *ctx, lf_workspace *ws, char *address, question *asked)
{
    char *rest = address, *run = NULL;
    const char *measure = strsep(&rest, "/"), *area = strsep(&rest, "/");
    const char *slice = strsep(&rest, "/"), *base = rest;
    if (!ask_text(ctx, ws,
                  "SELECT key FROM run WHERE measure = :word ORDER BY is_default DESC, key", 0,
                  measure, &run))
        return false;
    if (!run)
        return refuse(ctx, ws, N_("measure or target"), measure,
                      "SELECT id FROM measure UNION ALL SELECT id FROM targets ORDER BY 1", 0);
    asked->run = strtoll(run, NULL, 10);
    free(run);
    return resolve(ctx, ws, N_("area"), area,
                   "SELECT area_id FROM value WHERE run_key = :key AND area_id IN (:word,"
                   " (SELECT id FROM areas WHERE name = :word),"
                   " (SELECT 'city' FROM setting WHERE value = :word AND name IN ('city.name',"
                   " 'city.title'))) ORDER BY area_id <> :word LIMIT 1",
                   "SELECT DISTINCT area_id FROM value WHERE run_key = :key UNION"
                   " SELECT name FROM areas WHERE name IS NOT NULL ORDER BY 1",
                   asked->run, &asked->area) &&
           resolve(
               ctx, ws, N_("slice"), slice,
               "SELECT slice FROM value WHERE run_key = :key AND slice IN (:word, (SELECT id FROM"
               " category WHERE title = :word OR title_zh = :word)) ORDER BY slice <> :word"
               " LIMIT 1",
               "SELECT DISTINCT slice FROM value WHERE run_key = :key ORDER BY 1", asked->run,
               &asked->slice) &&
           resolve(ctx, ws, N_("base"), base,
                   "SELECT base FROM value WHERE run_key = :key AND base = :word LIMIT 1",
                   "SELECT DISTINCT base FROM value WHERE run_key = :key ORDER BY 1", asked->run,
                   &asked->base);
}

static bool find_question(lf_context *ctx, lf_workspace *ws, const char *value, question *asked)
{
    bool measured = false;
    if (!lf_workspace_has_table(ctx, ws, "verdict", &measured))
        return false;
    if (!measured)
        return lf_fail(ctx, "nothing has been measured yet: run `lifang measure` first");
    if (!find_target(ctx, ws, value, asked))
        return false;
    if (asked->target)
        return true;
    char *address = lf_copy(value);
    bool done = address ? find_measure(ctx, ws, address, asked) : lf_fail_memory(ctx);
    free(address);
    return done;
}

static void bind_question(lf_statement *statement, const question *asked)
{
    const char *const names[] = {":area", ":slice", ":base"};
    const char *const words[] = {asked->area, asked->slice, asked->base};
    for (int i = 0; i < 3; i++)
        if (lf_bind_index(statement, names[i]))
            lf_bind_text(statement, lf_bind_index(statement, names[i]), words[i]);
    if (lf_bind_index(statement, ":run"))
        lf_bind_integer(statement, lf_bind_index(statement, ":run"), asked->run);
    if (lf_bind_index(statement, ":target"))
        lf_bind_integer(statement, lf_bind_index(statement, ":target"), asked->target);
}

/* ---- JSON
 * ---------------------------------------------------------------------------------------- */

static const char as_json[] =
    "SELECT json_object('format', 'lifang-explanation', 'version', 1,"
    " 'target', (SELECT json_object('id', id, 'title_en', title_en, 'title_zh', title_zh,"
    "   'comparison', comparison, 'target', target, 'target_to', target_to, 'unit', unit,"
    "   'value', value, 'low', low, 'high', high, 'outcome', outcome, 'reason', reason,"
    "   'binding', json(CASE WHEN binding THEN 'true' ELSE 'false' END), 'clause', clause,"
    "   'norm', norm, 'confidence', confidence) FROM verdict WHERE target_key = :target),"
    " 'measure', (SELECT json_object('id', m.id, 'title_en', m.title, 'title_zh', m.title_zh,"
    "   'about_en', m.about, 'about_zh', m.about_zh, 'unit', m.unit, 'better', m.better,"
    "   'norm', m.norm, 'clause', m.clause, 'confidence', m.confidence, 'file', m.file,"
    "   'hash', m.hash, 'query', m.query, 'tables', json(m.needs)) FROM measure AS m"
    "   JOIN run AS r ON r.measure = m.id WHERE r.key = :run),"
    " 'parameters', (SELECT json(parameters) FROM run WHERE key = :run),"
    " 'reason', (SELECT reason FROM run WHERE key = :run),"
    " 'values', (SELECT json_group_array(json_object('area', area_id, 'slice', slice, 'base', base,"
    "   'value', value, 'numerator', numerator, 'denominator', denominator, 'low', low,"
    "   'high', high, 'reason', reason)) FROM (SELECT * FROM value WHERE run_key = :run"
    "   AND area_id = coalesce(:area, area_id) AND slice = coalesce(:slice, slice)"
    "   AND base = coalesce(:base, base) ORDER BY key)),"
    " 'category', (SELECT json_object('id', id, 'title_en', title, 'title_zh', title_zh, 'tier', "
    "tier,"
    "   'limit_m', limit_m, 'limit_min', limit_min, 'norm', norm, 'confidence', confidence)"
    "   FROM category WHERE id = :slice),"
    " 'sources', (SELECT json_group_array(json_object('layer', layer, 'part', part, 'path', path,"
    "   'hash', hash, 'rows_read', rows_read, 'rows_kept', rows_kept,"
    "   'rows_rejected', rows_rejected)) FROM (SELECT s.* FROM source AS s WHERE s.layer IN"
    "   (SELECT j.value FROM run AS r JOIN measure AS m ON m.id = r.measure, json_each(m.layers) "
    "AS j"
    "   WHERE r.key = :run) ORDER BY s.layer, s.part)))";

static bool write_json(const writer *to)
{
    lf_statement *row = NULL;
    bool done = lf_prepare(to->ctx, to->ws, as_json, &row);
    if (done) {
        bind_question(row, to->asked);
        done = lf_statement_step(to->ctx, row) == LF_STEP_ROW;
    }
    if (done)
        lf_text_addf(to->out, "%s\n", lf_column_text(row, 0));
    lf_statement_close(row);
    return done;
}

/* ---- text
 * ---------------------------------------------------------------------------------------- */

static const char *say(const writer *to, const char *en, const char *zh)
{
    return to->zh ? zh : en;
}

/* Runs a query and hands each row to `row`. */
static bool each_row(const writer *to, const char *sql,
                     void (*row)(const writer *to, const lf_statement *row, int64_t number))
{
    lf_statement *rows = NULL;
    lf_step step;
    if (!lf_prepare(to->ctx, to->ws, sql, &rows))
        return false;
    bind_question(rows, to->asked);
    for (int64_t number = 0; (step = lf_statement_step(to->ctx, rows)) == LF_STEP_ROW; number++)
        row(to, rows, number);
    lf_statement_close(rows);
    return step == LF_STEP_DONE;
}

static const char *text_at(const lf_statement *row, int column)
{
    const char *text = lf_column_text(row, column);
    return text ? text : "";
}

/* "72.35 %", "1.2", "–". */
static void add_number(lf_text *out, double value, const char *unit)
{
    if (isnan(value))
        lf_text_add(out, "–");
    else if (strcmp(unit, "share") == 0)
        lf_text_addf(out, "%.4g %%", value * 100);
    else if (fabs(value) >= 1e4)
        lf_text_addf(out, "%.0f", value);
    else
        lf_text_addf(out, "%.4g", value);
}

static const char *outcome_word(const writer *to, const char *outcome)
{
    static const char *const words[][2] = {
        {"met", "达标"}, {"missed", "未达标"}, {"borderline", "临界"}, {"not measured", "未度量"}};
    for (size_t i = 0; to->zh && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], outcome) == 0)
            return words[i][1];
    return outcome;
}

static void write_target(const writer *to, const lf_statement *row, int64_t number)
{
    lf_text *out = to->out;
    const char *unit = text_at(row, 6);
    (void)number;
    lf_text_addf(out, "%s %s  %s\n  %s: %s", say(to, "Target", "目标"), text_at(row, 0),
                 text_at(row, to->zh ? 2 : 1), say(to, "outcome", "评判"),
                 outcome_word(to, text_at(row, 9)));
    lf_text_addf(out, "\n  %s: %s ", say(to, "promised", "要求"), text_at(row, 3));
    add_number(out, lf_column_real(row, 4), unit);
    if (lf_column_kind(row, 5) != LF_NULL) {
        lf_text_add(out, " – ");
        add_number(out, lf_column_real(row, 5), unit);
    }
    lf_text_addf(out, " %s%s\n  %s: ", strcmp(unit, "share") == 0 ? "" : unit,
                 lf_column_integer(row, 11) ? say(to, " (binding)", "（约束性）") : "",
                 say(to, "measured", "实测"));
    add_number(out, lf_column_real(row, 7), unit);
    lf_text_addf(out, " %s\n", strcmp(unit, "share") == 0 ? "" : unit);
    if (lf_column_kind(row, 10) != LF_NULL)
        lf_text_addf(out, "  %s: %s\n", say(to, "reason", "原因"), text_at(row, to->zh ? 12 : 10));
    if (lf_column_kind(row, 8) != LF_NULL)
        lf_text_addf(out, "  %s: %s\n", say(to, "clause", "条款"), text_at(row, 8));
    lf_text_add(out, "\n");
}

static void write_measure(const writer *to, const lf_statement *row, int64_t number)
{
    lf_text *out = to->out;
    (void)number;
    lf_text_addf(out, "%s %s  %s\n  %s\n", say(to, "Measure", "度量"), text_at(row, 0),
                 text_at(row, to->zh ? 2 : 1), text_at(row, to->zh ? 4 : 3));
    lf_text_addf(out, "  %s: %s\n", say(to, "unit", "单位"), text_at(row, 5));
    if (lf_column_kind(row, 6) != LF_NULL)
        lf_text_addf(out, "  %s: %s %s (%s%s)\n", say(to, "rests on", "依据"), text_at(row, 6),
                     text_at(row, 7), text_at(row, 8),
                     strcmp(text_at(row, 8), "SEEN") == 0
                         ? ""
                         : say(to, ": confirm against the standard", "：请核对标准原文"));
}

static void write_category(const writer *to, const lf_statement *row, int64_t number)
{
    (void)number;
    lf_text_addf(to->out, "  %s %s: %s %s%s%s%s%s\n", say(to, "category", "类别"), text_at(row, 0),
                 text_at(row, 1), lf_column_kind(row, 2) != LF_NULL ? ", " : "", text_at(row, 2),
                 lf_column_kind(row, 3) != LF_NULL ? " (" : "", text_at(row, 3),
                 lf_column_kind(row, 3) != LF_NULL ? ")" : "");
}

static void write_parameter(const writer *to, const lf_statement *row, int64_t number)
{
    if (number == 0)
        lf_text_addf(to->out, "\n%s\n", say(to, "Parameters", "参数"));
    lf_text_addf(to->out, "  %s = %s\n", text_at(row, 0),
                 lf_column_kind(row, 1) == LF_NULL ? say(to, "(none)", "（未设）")
                                                   : text_at(row, 1));
}

/* area, slice, base, value, numerator, denominator, low, high, reason, unit, band_low, band_high */
static void write_value(const writer *to, const lf_statement *row, int64_t number)
{
    lf_text *out = to->out;
    const char *unit = text_at(row, 9);
    double value = lf_column_real(row, 3);
    if (number == 0)
        lf_text_addf(out, "\n%s\n", say(to, "Values", "数值"));
    if (number == MOST_VALUES)
        lf_text_addf(out, "  %s\n",
                     say(to, "… and more: name an area, slice or base",
                         "……其余从略：请指定区域、分项或口径"));
    if (number >= MOST_VALUES)
        return;
    lf_text_addf(out, "  %s", text_at(row, 0));
    for (int i = 1; i < 3; i++)
        if (*text_at(row, i))
            lf_text_addf(out, " / %s", text_at(row, i));
    lf_text_add(out, ": ");
    add_number(out, value, unit);
    if (lf_column_kind(row, 5) != LF_NULL)
        lf_text_addf(out, " = %.10g / %.10g", lf_column_real(row, 4), lf_column_real(row, 5));
    if (lf_column_kind(row, 6) != LF_NULL) {
        lf_text_add(out, " [");
        add_number(out, lf_column_real(row, 6), unit);
        lf_text_add(out, ", ");
        add_number(out, lf_column_real(row, 7), unit);
        lf_text_add(out, "]");
    }
    if (lf_column_kind(row, 10) != LF_NULL && !isnan(value))
        lf_text_addf(out, " %s %s–%s",
                     value >= lf_column_real(row, 10) && value <= lf_column_real(row, 11)
                         ? say(to, "within", "处于区间")
                         : say(to, "outside", "不在区间"),
                     text_at(row, 10), text_at(row, 11));
    if (lf_column_kind(row, 8) != LF_NULL)
        lf_text_addf(out, " (%s)", text_at(row, to->zh ? 12 : 8));
    lf_text_add(out, "\n");
}

static void write_source(const writer *to, const lf_statement *row, int64_t number)
{
    if (number == 0)
        lf_text_addf(to->out, "\n%s\n", say(to, "Layers", "图层"));
    lf_text_addf(to->out, "  %s: %s, %lld %s", text_at(row, 0), text_at(row, 1),
                 (long long)lf_column_integer(row, 3), say(to, "rows", "行"));
    if (lf_column_integer(row, 4) > 0)
        lf_text_addf(to->out, ", %lld %s", (long long)lf_column_integer(row, 4),
                     say(to, "rejected", "行剔除"));
    if (lf_column_kind(row, 2) != LF_NULL)
        lf_text_addf(to->out, ", SHA-256 %s", text_at(row, 2));
    lf_text_add(to->out, "\n");
}

static void write_query(const writer *to, const lf_statement *row, int64_t number)
{
    const char *at = text_at(row, 2);
    (void)number;
    lf_text_addf(to->out, "\n%s %s, SHA-256 %s\n", say(to, "Query", "查询"), text_at(row, 0),
                 text_at(row, 1));
    while (*at) {
        size_t length = strcspn(at, "\n");
        lf_text_add(to->out, length ? "  " : "");
        lf_text_add_bytes(to->out, at, length);
        lf_text_add(to->out, "\n");
        at += length + (at[length] == '\n');
    }
}

static bool write_text(const writer *to)
{
    return each_row(to,
                    "SELECT id, title_en, title_zh, comparison, target, target_to, unit, value,"
                    " clause, outcome, reason, binding, reason_zh FROM verdict WHERE target_key = "
                    ":target",
                    write_target) &&
           each_row(
               to,
               "SELECT m.id, m.title, m.title_zh, m.about, m.about_zh, m.unit, m.norm, m.clause,"
               " m.confidence FROM run AS r JOIN measure AS m ON m.id = r.measure"
               " WHERE r.key = :run",
               write_measure) &&
           each_row(
               to,
               "SELECT id, coalesce(printf('%g m', limit_m), printf('%g min', limit_min)), norm,"
               " confidence FROM category WHERE id = :slice",
               write_category) &&
           each_row(to,
                    "SELECT area_id, slice, base, value, numerator, denominator, low, high,"
                    " coalesce(v.reason, r.reason), m.unit,"
                    " json_extract(r.parameters, '$.band_low'),"
                    " json_extract(r.parameters, '$.band_high'),"
                    " coalesce(z.zh, v.reason, r.reason)"
                    " FROM value AS v JOIN run AS r ON r.key = v.run_key"
                    " JOIN measure AS m ON m.id = r.measure"
                    " LEFT JOIN reason_text AS z ON z.reason = coalesce(v.reason, r.reason)"
                    " WHERE r.key = :run AND area_id = coalesce(:area, area_id) AND slice = "
                    "coalesce(:slice, slice)"
                    " AND base = coalesce(:base, base) ORDER BY v.key",
                    write_value) &&
           each_row(to,
                    "SELECT j.key, j.value FROM run AS r, json_each(r.parameters) AS j"
                    " WHERE r.key = :run ORDER BY j.key",
                    write_parameter) &&
           each_row(to,
                    "SELECT s.layer, s.path, s.hash, s.rows_kept, s.rows_rejected FROM source AS s"
                    " WHERE s.layer IN (SELECT j.value FROM run AS r JOIN measure AS m"
                    " ON m.id = r.measure, json_each(m.layers) AS j WHERE r.key = :run)"
                    " ORDER BY s.layer, s.part",
                    write_source) &&
           each_row(to,
                    "SELECT m.file, m.hash, m.query FROM run AS r JOIN measure AS m"
                    " ON m.id = r.measure WHERE r.key = :run",
                    write_query);
}

bool lf_explain(lf_context *ctx, lf_workspace *ws, const char *value, const char *format,
                const char *language, lf_text *out)
{
    question asked = {0};
    writer to = {ctx, ws, &asked, out, language && strcmp(language, "zh") == 0};
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "text") != 0)
        return lf_fail_usage(ctx, "unknown format '%s'; an explanation is text or json", format);
    bool done = find_question(ctx, ws, value, &asked) && (json ? write_json(&to) : write_text(&to));
    free_question(&asked);
    return done && (!out->failed || lf_fail_memory(ctx));
}
