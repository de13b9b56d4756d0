/*
 * What a map is about: the words of the request, found among measures, categories and areas.
 */
#include "present/map_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

void lf_map_subject_free(lf_map_subject *subject)
{
    char *const texts[] = {subject->measure,   subject->slice,     subject->base,
                           subject->unit,      subject->better,    subject->query,
                           subject->category,  subject->kind,      subject->area,
                           subject->area_name, subject->city_name, subject->title};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(texts[i]);
    *subject = (lf_map_subject){0};
}

/* ---- looking up --------------------------------------------------------------------------------
 */

/* Prepares `sql` and binds what it asks for. */
static bool ask(lf_context *ctx, lf_workspace *workspace, const lf_map_subject *subject,
                const char *word, const char *sql, lf_statement **row)
{
    if (!lf_prepare(ctx, workspace, sql, row))
        return false;
    const struct {
        const char *name, *value;
    } texts[] = {{":word", word},
                 {":measure", subject->measure},
                 {":slice", subject->slice},
                 {":base", subject->base},
                 {":kind", subject->kind}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (lf_bind_index(*row, texts[i].name) > 0)
            lf_bind_text(*row, lf_bind_index(*row, texts[i].name), texts[i].value);
    if (lf_bind_index(*row, ":run") > 0)
        lf_bind_integer(*row, lf_bind_index(*row, ":run"), subject->run);
    return true;
}

/* Copies the columns of the first row into `out`; all NULL when there is none. */
static bool look_up(lf_context *ctx, lf_workspace *workspace, const lf_map_subject *subject,
                    const char *word, const char *sql, char **const *out, size_t count)
{
    lf_statement *row = NULL;
    if (!ask(ctx, workspace, subject, word, sql, &row)) {
        lf_statement_close(row);
        return false;
    }
    lf_step step = lf_statement_step(ctx, row);
    bool ok = step != LF_STEP_FAILED;
    for (size_t i = 0; ok && i < count; i++) {
        const char *text = step == LF_STEP_ROW ? lf_column_text(row, (int)i) : NULL;
        free(*out[i]);
        *out[i] = lf_copy(text);
        ok = text == NULL || *out[i] != NULL || lf_fail_memory(ctx);
    }
    lf_statement_close(row);
    return ok;
}

static bool look_up_one(lf_context *ctx, lf_workspace *workspace, const lf_map_subject *subject,
                        const char *word, const char *sql, char **out)
{
    char **const outs[] = {out};
    return look_up(ctx, workspace, subject, word, sql, outs, 1);
}

bool lf_map_refuse(lf_context *ctx, lf_workspace *workspace, const char *what, const char *word,
                   const char *sql)
{
    lf_statement *rows = NULL;
    lf_map_subject nothing = {0};
    char *best = NULL, meant[LF_MEANT_SIZE];
    bool ok = ask(ctx, workspace, &nothing, NULL, sql, &rows);
    while (ok && lf_statement_step(ctx, rows) == LF_STEP_ROW) {
        const char *pair[] = {best, lf_column_text(rows, 0)};
        const char *near = pair[1] == NULL ? NULL
                                           : lf_nearest_word(word, best != NULL ? pair : pair + 1,
                                                             best != NULL ? 2 : 1);
        if (near != NULL && near != best) {
            free(best);
            best = lf_copy(near);
        }
    }
    lf_statement_close(rows);
    if (ok)
        lf_fail_usage(ctx, "unknown %s '%s'%s", what, word, lf_say_near(ctx, best, meant));
    free(best);
    return false;
}

/* ---- measures ----------------------------------------------------------------------------------
 */

static const char shows_sql[] =
    "SELECT id FROM measure UNION ALL SELECT 'walkshed:' || id FROM category UNION ALL"
    " SELECT value FROM json_each('[\"tod\",\"gaps\",\"verdicts\"]')";

static bool find_slice(lf_context *ctx, const lf_report *report, const char *word,
                       lf_map_subject *out)
{
    lf_workspace *ws = report->workspace;
    /* Without a word: the whole where the measure has one, else what stands first. */
    static const char first[] = "SELECT slice FROM value WHERE run_key = :run GROUP BY slice"
                                " ORDER BY slice NOT IN ('', 'all'), min(key) LIMIT 1";
    static const char named[] =
        "SELECT v.slice FROM value AS v LEFT JOIN category AS c ON c.id = v.slice"
        " LEFT JOIN stations AS s ON s.id = v.slice LEFT JOIN word AS w ON w.id = v.slice"
        " WHERE v.run_key = :run AND :word IN (v.slice, c.title, c.title_zh, s.name, w.title,"
        " w.title_zh) ORDER BY v.slice <> :word, v.key LIMIT 1";
    bool said = word != NULL && word[0] != '\0';
    if (!look_up_one(ctx, ws, out, word, said ? named : first, &out->slice))
        return false;
    if (out->slice != NULL)
        return true;
    if (!said)
        return (out->slice = lf_copy("")) != NULL || lf_fail_memory(ctx);
    char *sql = lf_copyf("SELECT DISTINCT slice FROM value WHERE run_key = %lld ORDER BY 1",
                         (long long)out->run);
    bool refused =
        sql != NULL ? lf_map_refuse(ctx, ws, N_("slice"), word, sql) : lf_fail_memory(ctx);
    free(sql);
    return refused;
}

static bool find_base(lf_context *ctx, const lf_report *report, const char *word,
                      lf_map_subject *out)
{
    lf_workspace *ws = report->workspace;
    bool said = word != NULL && word[0] != '\0';
    static const char first[] =
        "SELECT base FROM main_value WHERE run_key = :run AND slice = :slice ORDER BY key LIMIT 1";
    static const char named[] =
        "SELECT base FROM value WHERE run_key = :run AND base = :word LIMIT 1";
    if (!look_up_one(ctx, ws, out, word, said ? named : first, &out->base))
        return false;
    if (out->base != NULL)
        return true;
    if (!said)
        return (out->base = lf_copy("")) != NULL || lf_fail_memory(ctx);
    char *sql = lf_copyf("SELECT DISTINCT base FROM value WHERE run_key = %lld ORDER BY 1",
                         (long long)out->run);
    bool refused =
        sql != NULL ? lf_map_refuse(ctx, ws, N_("base"), word, sql) : lf_fail_memory(ctx);
    free(sql);
    return refused;
}

/* A band that a target of the city states for the measure, for colours that diverge around it. */
static bool find_band(lf_context *ctx, const lf_report *report, lf_map_subject *out)
{
    char *low = NULL, *high = NULL;
    char **const outs[] = {&low, &high};
    bool ok = look_up(ctx, report->workspace, out, NULL,
                      "SELECT t.value, t.value_to FROM targets AS t"
                      " LEFT JOIN target_value AS x ON x.target_key = t.key"
                      " WHERE t.measure = :measure AND t.comparison = 'between'"
                      " AND coalesce(x.factor, 1) = 1"
                      " ORDER BY coalesce(t.area, '') NOT IN ('', 'city'), t.key LIMIT 1",
                      outs, 2);
    out->band_low = ok && low != NULL ? strtod(low, NULL) : NAN;
    out->band_high = ok && high != NULL ? strtod(high, NULL) : NAN;
    free(low);
    free(high);
    return ok;
}

/* Without a word: the finest kind that is not too fine to be printed. */
static bool find_kind(lf_context *ctx, const lf_report *report, const char *word,
                      lf_map_subject *out)
{
    lf_workspace *ws = report->workspace;
    static const char chosen[] =
        "SELECT a.kind FROM areas AS a JOIN value AS v ON v.area_id = a.id AND v.run_key = :run"
        " AND v.slice = :slice AND v.base = :base AND v.value IS NOT NULL"
        " GROUP BY a.kind ORDER BY count(*) > 600, count(*) DESC, a.kind LIMIT 1";
    static const char named[] = "SELECT kind FROM areas WHERE kind = :word LIMIT 1";
    if (word != NULL) {
        if (!look_up_one(ctx, ws, out, word, named, &out->kind))
            return false;
        return out->kind != NULL ||
               lf_map_refuse(ctx, ws, N_("kind of area"), word, "SELECT DISTINCT kind FROM areas");
    }
    if (!look_up_one(ctx, ws, out, NULL, chosen, &out->kind))
        return false;
    if (out->kind == NULL)
        return lf_fail_usage(ctx, "%s has no values by area to colour a map with", out->measure);
    return true;
}

static bool find_measure(lf_context *ctx, const lf_report *report, const char *show,
                         const char *kind, lf_map_subject *out)
{
    char *address = lf_copy(show), *rest = address, *run = NULL;
    if (address == NULL)
        return lf_fail_memory(ctx);
    const char *measure = strsep(&rest, "/"), *slice = strsep(&rest, "/"), *base = rest;
    char **const outs[] = {&out->measure, &run, &out->title, &out->unit, &out->better, &out->query};
    const char *sql = report->chinese
                          ? "SELECT m.id, r.key, m.title_zh, m.unit, m.better,"
                            " m.id || ' ' || substr(m.hash, 1, 12) FROM measure AS m JOIN run AS r"
                            " ON r.measure = m.id AND r.is_default WHERE m.id = :word"
                          : "SELECT m.id, r.key, m.title, m.unit, m.better,"
                            " m.id || ' ' || substr(m.hash, 1, 12) FROM measure AS m JOIN run AS r"
                            " ON r.measure = m.id AND r.is_default WHERE m.id = :word";
    bool ok = lf_report_need_stage(ctx, report, "measure") &&
              look_up(ctx, report->workspace, out, measure, sql, outs, 6);
    if (ok && out->measure == NULL)
        ok = lf_map_refuse(ctx, report->workspace, N_("measure or map"), measure, shows_sql);
    out->run = run != NULL ? strtoll(run, NULL, 10) : 0;
    ok = ok && find_slice(ctx, report, slice, out) && find_base(ctx, report, base, out) &&
         find_band(ctx, report, out) && find_kind(ctx, report, kind, out);
    free(address);
    free(run);
    return ok;
}

/* ---- the rest ----------------------------------------------------------------------------------
 */

static bool find_category(lf_context *ctx, const lf_report *report, const char *word,
                          lf_map_subject *out)
{
    char **const outs[] = {&out->category, &out->title};
    const char *sql = report->chinese ? "SELECT id, title_zh FROM category"
                                        " WHERE :word IN (id, title, title_zh) ORDER BY id LIMIT 1"
                                      : "SELECT id, title FROM category"
                                        " WHERE :word IN (id, title, title_zh) ORDER BY id LIMIT 1";
    if (!lf_report_need_stage(ctx, report, "walk") ||
        !look_up(ctx, report->workspace, out, word, sql, outs, 2))
        return false;
    return out->category != NULL || lf_map_refuse(ctx, report->workspace, N_("category"), word,
                                                  "SELECT id FROM category ORDER BY id");
}

static bool find_area(lf_context *ctx, const lf_report *report, const char *word,
                      lf_map_subject *out)
{
    char **const outs[] = {&out->area, &out->area_name};
    if (word == NULL)
        return true;
    if (!look_up(ctx, report->workspace, out, word,
                 "SELECT id, coalesce(name, id) FROM areas WHERE :word IN (id, name)"
                 " ORDER BY id <> :word, id LIMIT 1",
                 outs, 2))
        return false;
    return out->area != NULL || lf_map_refuse(ctx, report->workspace, N_("area"), word,
                                              "SELECT id FROM areas UNION SELECT name FROM areas");
}

/* The measure's slice joins its title. */
static bool add_slice_title(lf_context *ctx, const lf_report *report, lf_map_subject *out)
{
    char *words = NULL, *whole = NULL;
    if (out->show != LF_MAP_MEASURE || out->slice[0] == '\0' || strcmp(out->slice, "all") == 0)
        return true;
    const char *sql =
        report->chinese
            ? "SELECT coalesce((SELECT title_zh FROM category WHERE id = :slice), (SELECT name FROM"
              " stations WHERE id = :slice), (SELECT title_zh FROM word WHERE id = :slice))"
            : "SELECT coalesce((SELECT title FROM category WHERE id = :slice), (SELECT name FROM"
              " stations WHERE id = :slice), (SELECT title FROM word WHERE id = :slice))";
    if (!look_up_one(ctx, report->workspace, out, NULL, sql, &words))
        return false;
    whole = lf_copyf(report->chinese ? "%s · %s" : "%s: %s", out->title,
                     words != NULL ? words : lf_report_label(report, "slice_title", out->slice));
    free(words);
    if (whole == NULL)
        return lf_fail_memory(ctx);
    free(out->title);
    out->title = whole;
    return true;
}

static bool set_title(lf_context *ctx, const lf_report *report, const lf_map_request *request,
                      lf_map_subject *out)
{
    static const char *const keys[] = {
        [LF_MAP_TOD] = "tod", [LF_MAP_GAPS] = "gaps", [LF_MAP_VERDICTS] = "verdicts"};
    char *title = NULL;
    if (request->title != NULL)
        title = lf_copy(request->title);
    else if (out->show == LF_MAP_MEASURE)
        return add_slice_title(ctx, report, out);
    else if (out->show == LF_MAP_WALKSHED)
        title = lf_copyf(report->chinese ? "%s%s" : "%s: %s", out->title,
                         lf_report_label(report, "map", "walkshed"));
    else
        title = lf_copy(lf_report_label(report, "map", keys[out->show]));
    if (title == NULL)
        return lf_fail_memory(ctx);
    free(out->title);
    out->title = title;
    return true;
}

static bool find_show(lf_context *ctx, const lf_report *report, const lf_map_request *request,
                      lf_map_subject *out)
{
    static const struct {
        const char *word, *stage;
        lf_map_show show;
    } plain[] = {{"tod", "walk", LF_MAP_TOD},
                 {"gaps", "walk", LF_MAP_GAPS},
                 {"verdicts", "measure", LF_MAP_VERDICTS}};
    const char *show = request->show != NULL ? request->show : "";
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strcmp(show, plain[i].word) == 0) {
            out->show = plain[i].show;
            return lf_report_need_stage(ctx, report, plain[i].stage);
        }
    if (lf_starts_with(show, "walkshed:")) {
        out->show = LF_MAP_WALKSHED;
        return find_category(ctx, report, show + strlen("walkshed:"), out);
    }
    out->show = LF_MAP_MEASURE;
    return find_measure(ctx, report, show, request->kind, out);
}

bool lf_map_subject_find(lf_context *ctx, const lf_report *report, const lf_map_request *request,
                         lf_map_subject *out)
{
    *out = (lf_map_subject){.band_low = NAN, .band_high = NAN};
    const char *city = report->chinese ? "SELECT value FROM setting WHERE name = 'city.name'"
                                       : "SELECT value FROM setting WHERE name = 'city.title'";
    return find_show(ctx, report, request, out) && find_area(ctx, report, request->area, out) &&
           look_up_one(ctx, report->workspace, out, NULL, city, &out->city_name) &&
           set_title(ctx, report, request, out);
}
