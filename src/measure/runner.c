/* See runner.h. */
#include "measure/runner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

/* The passes of a run with a range: as stated, limits shortened, limits stretched. */
enum { PASS_STATED, PASS_SHORT, PASS_LONG, PASSES };

struct lf_runner {
    lf_workspace *ws;        /* borrowed */
    const lf_layer_map *map; /* borrowed */
    double tolerance, ground_scale, search_limit_m, speed_m_per_min;
    bool emptied;          /* the tables of an earlier measuring */
    lf_statement *put_row; /* NULL before the first row */
};

static const char *const bound_by_runner[] = {"stretch", "ground_scale", "search_limit_m",
                                              "speed_m_per_min", "slices_asked"};

static const char make_tables[] =
    "CREATE TEMP TABLE IF NOT EXISTS measure_row (pass INTEGER, atom INTEGER, area_id TEXT,"
    " slice TEXT, base TEXT, numerator REAL, denominator REAL, reason TEXT);"
    "CREATE TEMP TABLE IF NOT EXISTS measure_sum (pass INTEGER, area_id TEXT, slice TEXT,"
    " base TEXT, numerator REAL, denominator REAL, reason TEXT,"
    " PRIMARY KEY (pass, area_id, slice, base)) WITHOUT ROWID;"
    "DELETE FROM value; DELETE FROM run; DELETE FROM measure;";

/* City first, then the areas; then areas where nothing was found get a row of their own: nothing to
 * count is 0, a share of nothing is not measured. An area that calls itself 'city' is the city. */
static const char sum_atoms[] =
    "INSERT INTO measure_sum"
    " SELECT pass, 'city', slice, base, sum(numerator), sum(denominator), max(reason)"
    " FROM measure_row GROUP BY pass, slice, base;"
    "INSERT INTO measure_sum"
    " SELECT r.pass, a.area_id, r.slice, r.base, sum(r.numerator), sum(r.denominator),"
    " max(r.reason)"
    " FROM measure_row r JOIN atom_area a ON a.atom = r.atom WHERE a.area_id <> 'city'"
    " GROUP BY r.pass, a.area_id, r.slice, r.base;"
    "INSERT OR IGNORE INTO measure_sum"
    " SELECT s.pass, a.id, s.slice, s.base,"
    " CASE WHEN s.reason IS NULL AND %d THEN 0.0 END, NULL, NULL"
    " FROM measure_sum s CROSS JOIN areas a WHERE s.area_id = 'city' AND a.id <> 'city';"
    "UPDATE measure_sum AS s SET reason = r.reason"
    " FROM (SELECT pass, slice, base, max(reason) AS reason FROM measure_row WHERE atom IS NULL"
    "  GROUP BY pass, slice, base) AS r"
    " WHERE r.pass = s.pass AND r.slice = s.slice AND r.base = s.base;";

static const char sum_areas[] =
    "INSERT INTO measure_sum"
    " SELECT pass, area_id, slice, base, sum(numerator), sum(denominator), max(reason)"
    " FROM measure_row WHERE area_id IS NOT NULL GROUP BY pass, area_id, slice, base;";

static const char sum_nothing[] =
    "INSERT INTO measure_sum SELECT 0, id, '', '', NULL, NULL, %Q FROM"
    " (SELECT 'city' AS id UNION SELECT id FROM areas);";

/* ?1 run, ?2 measure, ?3 whether there is a denominator, ?4 what the denominator counts */
static const char write_values[] =
    "WITH quotient AS (SELECT *, CASE WHEN reason IS NOT NULL THEN NULL WHEN NOT ?3 THEN numerator"
    "  WHEN denominator <> 0 THEN numerator / denominator END AS v FROM measure_sum)"
    " INSERT INTO value (run_key, measure, area_id, slice, base, numerator, denominator, value,"
    "  low, high, reason)"
    " SELECT ?1, ?2, s.area_id, s.slice, s.base, s.numerator, s.denominator, s.v,"
    "  min(s.v, a.v, b.v), max(s.v, a.v, b.v),"
    "  CASE WHEN s.v IS NOT NULL THEN NULL WHEN s.reason IS NOT NULL THEN s.reason"
    "   WHEN k.homes > 0 AND k.known = 0 THEN 'homes have no ' || k.label"
    "   WHEN ?3 AND (s.denominator IS NULL OR s.denominator = 0) THEN"
    "    'no ' || coalesce(k.words, replace(nullif(coalesce(nullif(s.base, ''), ?4), ''), '_', ' "
    "'),"
    "    'denominator') || ' here'"
    "   ELSE 'nothing here could be counted' END"
    " FROM quotient s"
    " LEFT JOIN quotient a ON a.pass = 1 AND a.area_id = s.area_id AND a.slice = s.slice"
    "  AND a.base = s.base"
    " LEFT JOIN quotient b ON b.pass = 2 AND b.area_id = s.area_id AND b.slice = s.slice"
    "  AND b.base = s.base"
    " LEFT JOIN home_known k ON k.area_id = s.area_id AND k.label = coalesce(nullif(s.base, ''), "
    "?4)"
    " WHERE s.pass = 0"
    " ORDER BY s.area_id <> 'city', s.area_id, s.slice, s.base";

bool lf_runner_open(lf_context *ctx, lf_workspace *ws, const lf_layer_map *map, lf_runner **out)
{
    lf_runner *runner = *out = calloc(1, sizeof *runner);
    if (!runner)
        return lf_fail_memory(ctx);
    runner->ws = ws;
    runner->map = map;
    return lf_setting_real(ctx, ws, "walking.tolerance", &runner->tolerance) &&
           lf_setting_real(ctx, ws, "ground_scale", &runner->ground_scale) &&
           lf_setting_real(ctx, ws, "walking.search_limit_m", &runner->search_limit_m) &&
           lf_setting_real(ctx, ws, "walking.speed_m_per_min", &runner->speed_m_per_min);
}

/* Nothing of an earlier measuring is touched before something is written. */
static bool begin_writing(lf_context *ctx, lf_runner *runner)
{
    if (!runner->emptied)
        runner->emptied =
            lf_workspace_run(ctx, runner->ws, "measure", make_tables) &&
            lf_prepare(ctx, runner->ws, "INSERT INTO measure_row VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       &runner->put_row);
    return runner->emptied;
}

void lf_runner_close(lf_runner *runner)
{
    if (!runner)
        return;
    lf_statement_close(runner->put_row);
    free(runner);
}

/* ---- checking a query
 * ---------------------------------------------------------------------------- */

static bool find_shape(lf_context *ctx, const lf_query *query, const lf_statement *statement,
                       lf_answer_shape *out)
{
    static const char *const names[] = {"area_id",   "atom",        "slice", "base",
                                        "numerator", "denominator", "reason"};
    char meant[LF_MEANT_SIZE];
    int at[7] = {-1, -1, -1, -1, -1, -1, -1};
    for (int c = 0; c < lf_column_count(statement); c++) {
        const char *name = lf_column_name(statement, c);
        size_t known = 0;
        while (known < 7 && strcmp(names[known], name) != 0)
            known++;
        const char *near = known == 7 ? lf_nearest_word(name, names, 7) : NULL;
        if (known == 7)
            return lf_fail(ctx,
                           "%s: unknown column '%s'%s; expected area_id or atom, slice, "
                           "base, numerator, denominator, reason",
                           query->file.path, name, lf_say_near(ctx, near, meant));
        if (at[known] >= 0)
            return lf_fail(ctx, "%s: column '%s' stands twice", query->file.path, name);
        at[known] = c;
    }
    if ((at[0] >= 0) == (at[1] >= 0))
        return lf_fail(ctx, "%s: expected either a column area_id or a column atom",
                       query->file.path);
    if (at[4] < 0)
        return lf_fail(ctx, "%s: the column numerator is missing", query->file.path);
    *out = (lf_answer_shape){at[0], at[1], at[2], at[3], at[4], at[5], at[6]};
    return true;
}

static bool is_bound_by_runner(const char *name)
{
    for (size_t i = 0; i < sizeof bound_by_runner / sizeof *bound_by_runner; i++)
        if (strcmp(bound_by_runner[i], name) == 0)
            return true;
    return false;
}

static bool refuse_placeholder(lf_context *ctx, const lf_query *query, const char *name)
{
    char meant[LF_MEANT_SIZE];
    const char **names = calloc(query->parameter_count + 1, sizeof *names);
    for (size_t i = 0; names && i < query->parameter_count; i++)
        names[i] = query->parameters[i].name;
    const char *near = names ? lf_nearest_word(name, names, query->parameter_count) : NULL;
    lf_fail(ctx, "%s: uses :%s, which no '-- parameter:' line declares%s", query->file.path, name,
            lf_say_near(ctx, near, meant));
    free(names);
    return false;
}

static bool check_placeholders(lf_context *ctx, const lf_query *query,
                               const lf_statement *statement)
{
    for (int i = 1; i <= lf_bind_count(statement); i++) {
        const char *name = lf_bind_name(statement, i);
        if (!name || name[0] != ':')
            return lf_fail(ctx, "%s: placeholder '%s'; expected a name such as :limit_m",
                           query->file.path, name ? name : "?");
        if (!is_bound_by_runner(name + 1) && !lf_query_parameter(query, name + 1))
            return refuse_placeholder(ctx, query, name + 1);
    }
    for (size_t i = 0; i < query->parameter_count; i++) {
        char *name = lf_copyf(":%s", query->parameters[i].name);
        /* The band says how to read the number; the query need not know it. */
        bool used = lf_starts_with(query->parameters[i].name, "band_") ||
                    (name && lf_bind_index(statement, name) > 0);
        free(name);
        if (!used)
            return lf_fail(ctx, "%s:%d: parameter %s is declared but the query never uses it",
                           query->file.path, query->parameters[i].line, query->parameters[i].name);
    }
    return true;
}

static bool check_layer_names(lf_context *ctx, const lf_runner *runner, const lf_query *query)
{
    const char *const *layers = (const char *const *)runner->map->layers;
    for (size_t i = 0; i < query->optional_count + query->need_count; i++) {
        const char *layer = i < query->optional_count
                                ? query->optional_layers[i]
                                : query->needs[i - query->optional_count].layer;
        if (lf_layer_bit(runner->map, layer))
            continue;
        char meant[LF_MEANT_SIZE];
        const char *near = lf_nearest_word(layer, layers, runner->map->layer_count);
        return lf_fail(ctx, "%s: '%s' is no layer%s", query->file.path, layer,
                       lf_say_near(ctx, near, meant));
    }
    return true;
}

static char *words_json(char *const *words, size_t count)
{
    lf_text out = {0};
    lf_text_add(&out, "[");
    for (size_t i = 0; i < count; i++) {
        lf_text_add(&out, i ? "," : "");
        lf_json_text(&out, words[i]);
    }
    lf_text_add(&out, "]");
    return lf_text_take(&out);
}

static bool write_measure(lf_context *ctx, lf_runner *runner, const lf_query *query,
                          char *const *reads, size_t read_count)
{
    lf_statement *insert = NULL;
    char *needs = words_json(reads, read_count),
         *bases = words_json(query->bases, query->base_count);
    char *layers =
        lf_layer_names_json(runner->map, lf_layer_map_behind(runner->map, reads, read_count));
    char *path = lf_query_short_path(query);
    const char *texts[] = {query->id,
                           query->title,
                           query->title_zh,
                           query->unit,
                           query->better,
                           query->norm,
                           query->confidence,
                           path,
                           query->file.hash,
                           needs,
                           layers,
                           query->clause,
                           query->about,
                           query->about_zh,
                           bases,
                           query->file.text};
    bool done = (needs && bases && layers && path) || lf_fail_memory(ctx);
    done = done && lf_prepare(ctx, runner->ws,
                              "INSERT INTO measure (id, title, title_zh, unit, better, norm,"
                              " confidence, file, hash, needs, layers, clause, about, about_zh,"
                              " bases, query) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                              &insert);
    for (int i = 0; done && i < (int)(sizeof texts / sizeof *texts); i++)
        lf_bind_text(insert, i + 1, texts[i]);
    done = done && lf_statement_do(ctx, insert);
    lf_statement_close(insert);
    free(needs);
    free(bases);
    free(layers);
    free(path);
    return done;
}

/* Proves the query and checks all that its text tells; *reads: see lf_prepare_reading. */
static bool check_query(lf_context *ctx, const lf_runner *runner, const lf_query *query,
                        char ***reads, size_t *count)
{
    lf_statement *statement = NULL;
    lf_answer_shape shape;
    bool done = lf_prepare_reading(ctx, runner->ws, query->file.path, query->file.text, &statement,
                                   reads, count) &&
                find_shape(ctx, query, statement, &shape) &&
                check_placeholders(ctx, query, statement) && check_layer_names(ctx, runner, query);
    lf_statement_close(statement);
    return done;
}

bool lf_runner_check(lf_context *ctx, const lf_runner *runner, const lf_query *query)
{
    char **reads = NULL;
    size_t count = 0;
    bool done = check_query(ctx, runner, query, &reads, &count);
    lf_free_names(reads, count);
    return done;
}

bool lf_runner_enter(lf_context *ctx, lf_runner *runner, const lf_query *query)
{
    char **reads = NULL;
    size_t count = 0;
    bool done = check_query(ctx, runner, query, &reads, &count) && begin_writing(ctx, runner) &&
                write_measure(ctx, runner, query, reads, count);
    lf_free_names(reads, count);
    return done;
}

/* ---- what a run lacks
 * ---------------------------------------------------------------------------- */

static lf_layer_bits lacking(const lf_runner *runner, const lf_parameters *parameters,
                             char *const *reads, size_t count)
{
    const lf_query *query = parameters->query;
    lf_layer_bits needed = lf_layer_map_needs(runner->map, reads, count);
    for (size_t i = 0; i < query->optional_count; i++)
        needed &= ~lf_layer_bit(runner->map, query->optional_layers[i]);
    for (size_t i = 0; i < query->need_count; i++) {
        const lf_layer_need *need = &query->needs[i];
        const char *value = need->parameter ? lf_parameters_get(parameters, need->parameter) : NULL;
        if (!need->parameter || (value && strcmp(value, need->value) == 0))
            needed |= lf_layer_bit(runner->map, need->layer);
    }
    return needed & runner->map->empty;
}

/* "needs layer jobs, which is empty", or NULL when nothing is lacking. free(). */
static char *lack_in_words(const lf_layer_map *map, lf_layer_bits lack)
{
    lf_text words = {0};
    size_t count = 0;
    for (size_t i = 0; i < map->layer_count; i++)
        if (lack >> i & 1)
            lf_text_addf(&words, "%s%s", count++ ? " and " : "", map->layers[i]);
    char *reason = count == 0   ? NULL
                   : count == 1 ? lf_copyf("needs layer %s, which is empty", lf_text_get(&words))
                                : lf_copyf("needs layers %s, which are empty", lf_text_get(&words));
    lf_text_free(&words);
    return reason;
}

/* ---- running
 * ------------------------------------------------------------------------------------- */

/* In the order of bound_by_runner; the slices come last. */
static void bind_own(const lf_runner *runner, lf_statement *statement, double stretch,
                     const char *slices)
{
    const double values[] = {stretch, runner->ground_scale, runner->search_limit_m,
                             runner->speed_m_per_min};
    for (size_t i = 0; i < sizeof bound_by_runner / sizeof *bound_by_runner; i++) {
        char name[32] = ":";
        int at = lf_bind_index(statement, strcat(name, bound_by_runner[i]));
        if (at > 0 && i < sizeof values / sizeof *values)
            lf_bind_real(statement, at, values[i]);
        else if (at > 0)
            lf_bind_text(statement, at, slices);
    }
}

static bool collect(lf_context *ctx, const lf_runner *runner, lf_statement *statement, int pass,
                    const char *slices, lf_answer *answer)
{
    static const double sign[PASSES] = {0, -1, 1};
    lf_step step;
    bind_own(runner, statement, 1 + sign[pass] * runner->tolerance, slices);
    while ((step = lf_statement_step(ctx, statement)) == LF_STEP_ROW)
        if (!lf_answer_add(ctx, answer, pass, statement))
            return false;
    return step == LF_STEP_DONE;
}

bool lf_runner_ask(lf_context *ctx, const lf_runner *runner, lf_workspace *reader,
                   const lf_parameters *parameters, bool is_default, bool with_range,
                   const char *slices, lf_answer *out)
{
    const lf_query *query = parameters->query;
    lf_statement *statement = NULL;
    char **reads = NULL;
    size_t count = 0;
    *out = (lf_answer){0};
    bool done = lf_prepare_reading(ctx, reader, query->file.path, query->file.text, &statement,
                                   &reads, &count) &&
                find_shape(ctx, query, statement, &out->shape);
    if (done) {
        out->lack = lack_in_words(runner->map, lacking(runner, parameters, reads, count));
        lf_parameters_bind(parameters, statement);
    }
    bool stretches = done && with_range && lf_bind_index(statement, ":stretch") > 0;
    for (int pass = 0; done && !out->lack && pass < (stretches ? PASSES : 1); pass++)
        done = collect(ctx, runner, statement, pass,
                       is_default && pass == PASS_STATED ? NULL : slices, out);
    lf_statement_close(statement);
    lf_free_names(reads, count);
    return done;
}

/* ---- writing
 * ------------------------------------------------------------------------------------- */

static bool put_row(lf_context *ctx, lf_statement *put, const lf_answer *answer,
                    const lf_answer_row *row)
{
    const char *slice = lf_answer_word(answer, row->slice);
    const char *base = lf_answer_word(answer, row->base);
    lf_bind_integer(put, 1, row->pass);
    if (row->has_atom)
        lf_bind_integer(put, 2, row->atom);
    else
        lf_bind_null(put, 2);
    lf_bind_text(put, 3, lf_answer_word(answer, row->area_id));
    lf_bind_text(put, 4, slice ? slice : "");
    lf_bind_text(put, 5, base ? base : "");
    lf_bind_real(put, 6, row->numerator);
    lf_bind_real(put, 7, row->denominator);
    lf_bind_text(put, 8, lf_answer_word(answer, row->reason));
    return lf_statement_do(ctx, put);
}

static bool put_rows(lf_context *ctx, lf_runner *runner, const lf_answer *answer)
{
    bool done = lf_workspace_run(ctx, runner->ws, "measure",
                                 "DELETE FROM measure_row; DELETE FROM measure_sum;");
    for (size_t i = 0; done && i < answer->count; i++)
        done = put_row(ctx, runner->put_row, answer, &answer->rows[i]);
    return done;
}

static bool add_run(lf_context *ctx, lf_runner *runner, const lf_parameters *parameters,
                    bool is_default, const char *reason, int64_t *key)
{
    char *json = lf_parameters_json(parameters);
    bool done = json ? lf_workspace_runf(ctx, runner->ws, "run",
                                         "INSERT INTO run (measure, parameters, is_default, reason)"
                                         " VALUES (%Q, %Q, %d, %Q)",
                                         parameters->query->id, json, is_default, reason)
                     : lf_fail_memory(ctx);
    free(json);
    return done && lf_query_integer(ctx, runner->ws, "SELECT max(key) FROM run", 0, key);
}

static bool write_run(lf_context *ctx, lf_runner *runner, const lf_query *query, int64_t run_key,
                      bool divides)
{
    lf_statement *write = NULL;
    bool done = lf_prepare(ctx, runner->ws, write_values, &write);
    if (done) {
        lf_bind_integer(write, 1, run_key);
        lf_bind_text(write, 2, query->id);
        lf_bind_integer(write, 3, divides);
        lf_bind_text(write, 4, query->denominator ? query->denominator : "");
        done = lf_statement_do(ctx, write);
    }
    lf_statement_close(write);
    return done;
}

static bool sum_rows(lf_context *ctx, lf_runner *runner, const lf_answer_shape *shape)
{
    int64_t rows = 0;
    if (!(shape->atom >= 0
              ? lf_workspace_runf(ctx, runner->ws, "measure", sum_atoms, shape->denominator < 0)
              : lf_workspace_run(ctx, runner->ws, "measure", sum_areas)) ||
        !lf_query_integer(ctx, runner->ws, "SELECT count(*) FROM measure_sum", 0, &rows))
        return false;
    return rows > 0 ||
           lf_workspace_runf(ctx, runner->ws, "measure", sum_nothing, "nothing to measure");
}

bool lf_runner_write(lf_context *ctx, lf_runner *runner, const lf_parameters *parameters,
                     bool is_default, const lf_answer *answer, int64_t *run_key)
{
    return begin_writing(ctx, runner) && put_rows(ctx, runner, answer) &&
           add_run(ctx, runner, parameters, is_default, answer->lack, run_key) &&
           (answer->lack ? lf_workspace_runf(ctx, runner->ws, "measure", sum_nothing, answer->lack)
                         : sum_rows(ctx, runner, &answer->shape)) &&
           write_run(ctx, runner, parameters->query, *run_key, answer->shape.denominator >= 0);
}

bool lf_runner_run(lf_context *ctx, lf_runner *runner, const lf_parameters *parameters,
                   bool is_default, bool with_range, const char *slices, int64_t *run_key)
{
    lf_answer answer;
    bool done = lf_runner_ask(ctx, runner, runner->ws, parameters, is_default, with_range, slices,
                              &answer) &&
                lf_runner_write(ctx, runner, parameters, is_default, &answer, run_key);
    lf_answer_free(&answer);
    return done;
}
