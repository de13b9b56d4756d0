/*
 * Checks of candidate sites: one figure against one limit, the ranking, the weights, what is wrong
 * with a definition, and that an effect is what measuring again would find.
 */
#include "audit_city.h"

#include <math.h>

#include "catalog/scoring.h"
#include "measure/check.h"
#include "measure/judge.h"
#include "measure/measure.h"
#include "measure/ranking.h"

/* ---- one figure against one limit
 * ---------------------------------------------------------------- */

static lf_case plain_case(double measured, double required)
{
    return (lf_case){.measured = measured,
                     .required = required,
                     .comparison = LF_AT_MOST,
                     .broken = LF_FAIL,
                     .low = NAN,
                     .high = NAN,
                     .speed_m_per_min = 60};
}

START_TEST(a_limit_holds_or_not)
{
    static const struct {
        const char *comparison;
        double measured, required;
        lf_outcome outcome;
    } rows[] = {
        {"<=", 500, 500, LF_PASS}, {"<=", 501, 500, LF_FAIL}, {"<", 500, 500, LF_FAIL},
        {"<", 499, 500, LF_PASS},  {">=", 500, 500, LF_PASS}, {">=", 499, 500, LF_FAIL},
        {">", 500, 500, LF_FAIL},  {">", 501, 500, LF_PASS},  {"=", 500, 500, LF_PASS},
        {"=", 501, 500, LF_FAIL},  {"<=", NAN, 500, LF_FAIL}, {">=", NAN, 500, LF_PASS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lf_case figure = plain_case(rows[i].measured, rows[i].required);
        ck_assert(lf_comparison_of(rows[i].comparison, &figure.comparison));
        lf_judgement j = lf_judge(&figure);
        ck_assert_msg(j.outcome == rows[i].outcome, "row %zu", i);
        ck_assert(!j.borderline);
        ck_assert(isnan(j.shortfall) == (j.outcome == LF_PASS || isnan(rows[i].measured)));
    }
    lf_comparison unused;
    ck_assert(!lf_comparison_of("=>", &unused));
}
END_TEST

START_TEST(speed_position_and_access_flip)
{
    lf_case figure = plain_case(540, 500);
    figure.walked = 0.1;
    lf_judgement j = lf_judge(&figure);
    ck_assert(j.outcome == LF_FAIL && j.borderline);
    ck_assert_str_eq(j.flips_by, "speed");
    /* At 64.8 m/min 540 m take as long as 500 m at 60. */
    ck_assert_double_eq_tol(j.flips_at, 64.8, 1e-9);
    ck_assert_double_eq_tol(j.shortfall, 40, 1e-9);
    figure.measured = 560;
    ck_assert(!lf_judge(&figure).borderline);
    figure.low = 490;
    figure.low_by = "access";
    j = lf_judge(&figure);
    ck_assert(j.borderline);
    ck_assert_str_eq(j.flips_by, "access");
    ck_assert_double_eq(j.flips_at, 490);
    /* The nearest of two that flip is told. */
    figure.measured = 510;
    figure.low = 400;
    j = lf_judge(&figure);
    ck_assert_str_eq(j.flips_by, "speed");
    /* Nothing found, but something from another access. */
    figure = plain_case(NAN, 500);
    figure.low = 450;
    figure.low_by = "access";
    j = lf_judge(&figure);
    ck_assert(j.outcome == LF_FAIL && j.borderline);
    /* Found, but nothing from a moved position. */
    figure = plain_case(450, 500);
    figure.high = NAN;
    figure.high_by = "position";
    j = lf_judge(&figure);
    ck_assert(j.outcome == LF_PASS && j.borderline);
    ck_assert_str_eq(j.flips_by, "position");
}
END_TEST

/* ---- ranking
 * ------------------------------------------------------------------------------------- */

START_TEST(places_by_score_ties_by_order)
{
    lf_context ctx;
    const double values[] = {0.5, 1, 1, 0, NAN, 1, 0.5, 1, NAN, NAN};
    const double weights[] = {3, 1};
    lf_ranked out[5];
    lf_ranking ranking = {.count = 5, .criteria = 2, .values = values, .weights = weights};
    lf_context_init(&ctx);
    ck_assert(lf_rank(&ctx, &ranking, out));
    /* 62.5, 75, 100 (the criterion that was measured stands alone), 62.5, nothing */
    static const double scores[] = {62.5, 75, 100, 62.5};
    static const int places[] = {3, 2, 1, 4, 5};
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(out[i].place, places[i]);
        ck_assert(out[i].place_low == places[i] && out[i].place_high == places[i]);
        if (i < 4)
            ck_assert_double_eq_tol(out[i].score, scores[i], 1e-9);
    }
    ck_assert(isnan(out[4].score));
}
END_TEST

enum { MANY = 300, CRITERIA = 5 };

static void fill_values(double *values)
{
    uint32_t state = 7;
    for (int i = 0; i < MANY * CRITERIA; i++) {
        state = state * 1664525u + 1013904223u;
        values[i] = (state >> 8) % 17 == 0 ? NAN : (double)((state >> 8) % 101) / 100;
    }
}

START_TEST(intervals_do_not_depend_on_threads)
{
    static const int threads[] = {1, 2, 4};
    static double values[MANY * CRITERIA];
    static lf_ranked out[3][MANY];
    const double weights[CRITERIA] = {5, 4, 3, 2, 1};
    int wide = 0;
    fill_values(values);
    for (int t = 0; t < 3; t++) {
        lf_context ctx;
        lf_ranking ranking = {.count = MANY,
                              .criteria = CRITERIA,
                              .values = values,
                              .weights = weights,
                              .vary = 0.2,
                              .draws = 200,
                              .seed = 42};
        lf_context_init(&ctx);
        ctx.threads = threads[t];
        ck_assert(lf_rank(&ctx, &ranking, out[t]));
        for (int i = 0; i < MANY; i++) {
            ck_assert(out[t][i].place_low <= out[t][i].place);
            ck_assert(out[t][i].place_high >= out[t][i].place);
            ck_assert(out[t][i].place_low == out[0][i].place_low);
            ck_assert(out[t][i].place_high == out[0][i].place_high);
            wide += out[t][i].place_high > out[t][i].place_low;
        }
    }
    ck_assert_int_gt(wide, MANY);
}
END_TEST

/* ---- weights
 * ------------------------------------------------------------------------------------- */

static bool parse_scoring(lf_context *ctx, const char *text, lf_scoring *out)
{
    lf_context_init(ctx);
    return lf_scoring_parse(ctx, "scoring.yaml", text, strlen(text), out);
}

START_TEST(weights_are_read)
{
    lf_context ctx;
    lf_scoring s;
    ck_assert(parse_scoring(&ctx,
                            "draws: 10\nseed: 3\nvary: 0.5\ncriteria:\n"
                            "  a: {check: station_walk, weight: 2}\n"
                            "  b: {check: lot_shape, part: width, by: measured, worst: 0, best: 40,"
                            " weight: 1}\n",
                            &s));
    ck_assert(s.count == 2 && s.draws == 10 && s.seed == 3 && s.vary == 0.5);
    ck_assert_str_eq(s.criteria[0].id, "a");
    ck_assert(!s.criteria[0].by_figure && s.criteria[0].part == NULL);
    ck_assert(s.criteria[1].by_figure && s.criteria[1].best == 40);
    ck_assert_str_eq(s.criteria[1].part, "width");
    lf_scoring_free(&s);
}
END_TEST

START_TEST(wrong_weights_are_told_by_line)
{
    static const char *const rows[][2] = {
        {"criteria:\n  a: {check: x, weight: 0}\n", "scoring.yaml:2"},
        {"criteria:\n  a: {check: x, weight: -1}\n", "above 0"},
        {"criteria:\n  a: {check: x, wieght: 1}\n", "weight"},
        {"criteria:\n  a: {weight: 1}\n", "check"},
        {"criteria:\n  a: {check: x}\n", "weight"},
        {"criteria:\n  a: {check: x, weight: 1, by: measured}\n", "worst and best"},
        {"criteria:\n  a: {check: x, weight: 1, by: figure}\n", "scoring.yaml:2"},
        {"vary: 2\n", "from 0 to 1"},
        {"draws: 1.5\n", "whole number"},
        {"draws: 10\n", "at least one criterion"},
        {"criteria: 3\n", "scoring.yaml:1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lf_context ctx;
        lf_scoring s;
        ck_assert_msg(!parse_scoring(&ctx, rows[i][0], &s), "row %zu", i);
        ck_assert_msg(strstr(ctx.error, rows[i][1]) != NULL, "row %zu: %s", i, ctx.error);
    }
}
END_TEST

START_TEST(a_weight_for_no_check_is_told)
{
    audit_city here;
    char path[80];
    ck_assert(open_audit_city(&here));
    snprintf(path, sizeof path, "%s/w.yaml", here.folder);
    FILE *file = fopen(path, "w");
    fputs("criteria:\n  a: {check: station_wlak, weight: 1}\n", file);
    fclose(file);
    ck_assert_msg(derive_city(&here), "%s", here.ctx.error);
    ck_assert(!run_audit(&here, NULL, path));
    ck_assert_msg(strstr(here.ctx.error, "w.yaml:2") && strstr(here.ctx.error, "'station_walk'"),
                  "%s", here.ctx.error);
    remove(path);
    close_audit_city(&here);
}
END_TEST

/* ---- what is wrong with a definition
 * ------------------------------------------------------------- */

static const char head[] = "-- id: odd\n-- rank: 1\n-- title: Odd\n-- title_zh: 怪\n-- unit: m\n"
                           "-- about: .\n-- about_zh: 。\n";

START_TEST(faults_of_a_check_are_told)
{
    static const char *const rows[][3] = {
        /* more header, query, what is said */
        {"-- reason: pass | a | b\n", "DELETE FROM candidates", "only read"},
        {"-- reason: pass | a | b\n", "SELECT 1 AS site_key, 'pass' AS outcome; SELECT 2",
         "more than one"},
        {"-- reason: pass | a | b\n", "SELECT 'pass' AS outcome", "site_key is missing"},
        {"-- reason: pass | a | b\n", "SELECT 1 AS site_key, 1 AS part", "column outcome"},
        {"-- reason: pass | a | b\n", "SELECT 1 AS site_key, 5 AS required", "measured is missing"},
        {"-- reason: pass | a | b\n", "SELECT 1 AS site_key, 2 AS site_key, 'pass' AS outcome",
         "stands twice"},
        {"-- reason: pass | a | b\n", "SELECT :limit_m AS site_key, 'pass' AS outcome",
         ":limit_m, which no"},
        {"-- reason: pass | a | b\n-- parameter: limit_m = 3 | m\n",
         "SELECT 1 AS site_key, 'pass' AS outcome", "never uses it"},
        {"-- reason: pass | a\n", "SELECT 1 AS site_key, 'pass' AS outcome",
         "odd.sql:8: reason: 'pass | a'; expected key | English | Chinese"},
        {"-- reason: pass | {nobody} | b\n", "SELECT 1 AS site_key, 'pass' AS outcome",
         "nothing is called {nobody}"},
        {"-- reason: pass | a | b\n-- needs: moons\n", "SELECT 1 AS site_key, 'pass' AS outcome",
         "'moons' is no layer"},
    };
    audit_city here;
    ck_assert(open_audit_city(&here));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1000];
        lf_query query;
        lf_check check = {0};
        snprintf(text, sizeof text, "%s%s\n%s;\n", head, rows[i][0], rows[i][1]);
        bool fine = lf_query_parse(&here.ctx, "odd.sql", text, LF_QUERY_CHECK, &query) &&
                    lf_check_open(&here.ctx, here.audit, &query, NULL, &check);
        ck_assert_msg(!fine, "row %zu", i);
        ck_assert_msg(strstr(here.ctx.error, rows[i][2]) != NULL, "row %zu: %s", i, here.ctx.error);
        ck_assert(strchr(here.ctx.error, '\n') == NULL);
        lf_clear_error(&here.ctx);
        lf_check_close(&check);
        lf_query_free(&query);
    }
    close_audit_city(&here);
}
END_TEST

START_TEST(names_are_filled_in_once_and_on_one_line)
{
    audit_city here;
    lf_query query;
    lf_check check = {0};
    lf_phrases phrases;
    lf_audit_terms terms;
    char text[1000];
    lf_check_desk desk = {.words = &phrases, .terms = &terms};
    char *reason = NULL;
    snprintf(text, sizeof text,
             "%s-- reason: pass | <{name}> {measured} | 《{name}》{measured}\n\n"
             "SELECT 7 AS site_key, 'pass' AS outcome, 12345.6 AS measured,"
             " '=A {measured}' || char(10) || '\"<b>' AS measured_text",
             head);
    ck_assert(open_audit_city(&here));
    ck_assert(lf_phrases_read(&here.ctx, &here.places, &phrases));
    ck_assert(lf_audit_terms_read(&here.ctx, here.audit, &terms));
    ck_assert(lf_query_parse(&here.ctx, "odd.sql", text, LF_QUERY_CHECK, &query));
    ck_assert_msg(lf_check_open(&here.ctx, here.audit, &query, NULL, &check), "%s", here.ctx.error);
    ck_assert(lf_prepare(&here.ctx, here.audit, lf_check_insert_sql, &desk.insert));
    ck_assert(lf_workspace_run(&here.ctx, here.audit, "begin", "BEGIN"));
    ck_assert_msg(lf_check_run(&here.ctx, &check, &desk, 1, 9), "%s", here.ctx.error);
    ck_assert(lf_query_text(&here.ctx, here.audit, "SELECT reason_en FROM check_result", &reason));
    ck_assert_str_eq(reason, "<=A {measured} \"<b>> 12,346 m");
    free(reason);
    /* The same row again is refused, and the file is named. */
    ck_assert(!lf_check_run(&here.ctx, &check, &desk, 1, 9));
    ck_assert_msg(strstr(here.ctx.error, "odd.sql") != NULL, "%s", here.ctx.error);
    lf_statement_close(desk.insert);
    lf_check_close(&check);
    lf_query_free(&query);
    lf_phrases_free(&phrases);
    close_audit_city(&here);
}
END_TEST

/* ---- an effect is what measuring again would find
 * ------------------------------------------------ */

/* Three districts in a row; homes, jobs and lots strewn over them by a fixed sequence; some homes
 * reach nothing. Targets for the city, for a district, with limits of their own. */
static const char strew[] =
    "INSERT INTO areas (id, kind, name, x, y, geom) VALUES"
    " ('d1', 'district', '甲', 500, 500, CastToMulti(BuildMbr(0, 0, 1000, 1000, 4527))),"
    " ('d2', 'district', '乙', 1500, 500, CastToMulti(BuildMbr(1000, 0, 2000, 1000, 4527))),"
    " ('z1', 'key_zone', '片', 1200, 500, CastToMulti(BuildMbr(800, 0, 1500, 1000, 4527)));"
    "INSERT INTO category (id, title, title_zh, tier, limit_m) VALUES"
    " ('market', 'm', 'm', 10, 500), ('shop', 's', 's', 5, 300), ('clinic', 'c', 'c', 15, 1000),"
    " ('station', 't', 't', NULL, 800);"
    "INSERT INTO facilities (id, category, x, y, geom) VALUES"
    " ('f1', 'market', 0, 0, MakePoint(0, 0, 4527)), ('f2', 'shop', 0, 0, MakePoint(0, 0, 4527)),"
    " ('f3', 'clinic', 0, 0, MakePoint(0, 0, 4527));"
    "INSERT INTO stations (id, x, y, geom) VALUES ('s1', 0, 0, MakePoint(0, 0, 4527));"
    "INSERT INTO streets (id, x, y, geom) VALUES ('r1', 0, 0, MakePoint(0, 0, 4527));"
    "INSERT INTO jobs (id, jobs, x, y, geom) VALUES ('j1', 900, 300, 300, MakePoint(300, 300, "
    "4527)),"
    " ('j2', 700, 1300, 300, MakePoint(1300, 300, 4527));"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
    " INSERT INTO homes (id, class, dwellings, households, workers, residents, floor_area_m2, x, y,"
    "  geom)"
    " SELECT 'h' || i, CASE i % 3 WHEN 0 THEN 'commodity' WHEN 1 THEN 'talent' END, 10 + i % 7,"
    "  9 + i % 5, 12 + i % 6, 25 + i % 11, 900 + i * 13, (i * 487) % 1990, (i * 313) % 990,"
    "  MakePoint((i * 487) % 1990, (i * 313) % 990, 4527) FROM n;"
    "INSERT INTO walk_nearest (home_key, category, walk_m, straight_m)"
    " SELECT h.key, c.id, 100 + (h.key * 211 + length(c.id) * 97) % 1300,"
    "  80 + (h.key * 211 + length(c.id) * 97) % 1100 FROM homes AS h, category AS c"
    " WHERE (h.key + length(c.id)) % 9 <> 0;"
    "INSERT INTO sites (id, dwellings, site_area_m2, year, x, y, geom) VALUES"
    " ('t1', 100, 10000, 2022, 850, 50, CastToMulti(BuildMbr(800, 0, 900, 100, 4527))),"
    " ('t2', 300, 10000, 2023, 50, 50, CastToMulti(BuildMbr(0, 0, 100, 100, 4527)));"
    "INSERT INTO programmes (id, class, units, area_id) VALUES ('p1', 'talent', 500, 'd1'),"
    " ('p2', 'commodity', 900, 'd2');"
    "INSERT INTO targets (id, measure, parameters, slice, area, base, comparison, value, value_to,"
    "  unit) VALUES"
    " ('T1', 'coverage', '', 'market', '', 'residents', '>=', 45, NULL, '%'),"
    " ('T2', 'coverage', 'limit_m=700', 'shop', 'd1', 'dwellings', '>=', 52, NULL, '%'),"
    " ('T3', 'complete_circle', 'required=2', '15', '', '', '>=', 0.4, NULL, ''),"
    " ('T4', 'station_band_share', 'metric=straight', 'within', 'd2', '', '>=', 60, NULL, '%'),"
    " ('T5', 'jobs_per_household', '', '', '', '', 'between', 1.0, 3.5, ''),"
    " ('T6', 'jobs_per_worker', '', '', 'd1', '', '<=', 3, NULL, ''),"
    " ('T7', 'dwellings_by_class', '', 'talent', '', '', '>=', 400, NULL, ''),"
    " ('T8', 'supply_inside_areas', 'kind=key_zone;year_from=2021;year_to=2025', 'inside', '', '',"
    "  '>=', 0.5, NULL, ''),"
    " ('T9', 'supply_share', 'class=talent', '', '', '', '>=', 0.4, NULL, ''),"
    " ('T10', 'supply_units', 'class=talent', 'all', '', '', '>=', 800, NULL, '');"
    "UPDATE targets SET tolerance = 1 WHERE id = 'T1';"
    "INSERT INTO stage VALUES ('load', 'x'), ('walk', 'y');";

static const char strew_lots[] =
    "WITH lot(i, class, dwellings, x, y) AS (VALUES (1, 'talent', 120, 400, 400),"
    "  (2, 'commodity', 300, 1420, 500), (3, 'resettlement', 45, 1700, 800), (4, 'talent', 80, 60, "
    "900))"
    " INSERT INTO candidates (id, class, dwellings, site_area_m2, floor_area_m2, year, x, y, geom)"
    " SELECT 'c' || i, class, dwellings, 10000, dwellings * 85, 2024, x, y,"
    "  CastToMulti(BuildMbr(x - 50, y - 50, x + 50, y + 50, 4527)) FROM lot ORDER BY i;"
    "INSERT INTO site_walk (site_key, category, walk_m, straight_m)"
    " SELECT k.key, c.id, 150 + (k.key * 331 + length(c.id) * 53) % 900,"
    "  90 + (k.key * 331 + length(c.id) * 53) % 700 FROM candidates AS k, category AS c"
    " WHERE (k.key + length(c.id)) % 5 <> 0;";

/* The lots of `which` as homes, as sites and as programmes, with what the effects take them to
 * hold. */
static const char build[] =
    "ATTACH %Q AS a;"
    "CREATE TEMP TABLE mean AS SELECT sum(residents) / sum(dwellings) AS residents,"
    "  sum(households) / sum(dwellings) AS households, sum(workers) / sum(dwellings) AS workers"
    "  FROM homes WHERE id LIKE 'h%%';"
    "INSERT INTO homes (id, class, dwellings, households, workers, residents, floor_area_m2, x, y,"
    "  geom) SELECT id, class, dwellings, dwellings * m.households, dwellings * m.workers,"
    "  dwellings * m.residents, floor_area_m2, x, y, MakePoint(x, y, 4527)"
    "  FROM a.candidates, temp.mean AS m WHERE key BETWEEN %d AND %d;"
    "INSERT INTO walk_nearest (home_key, category, walk_m, straight_m)"
    " SELECT h.key, w.category, w.walk_m, w.straight_m FROM a.site_walk AS w"
    " JOIN a.candidates AS c ON c.key = w.site_key JOIN homes AS h ON h.id = c.id;"
    "INSERT INTO sites (id, class, dwellings, site_area_m2, floor_area_m2, year, x, y, geom)"
    " SELECT id, class, dwellings, site_area_m2, floor_area_m2, year, x, y, geom"
    "  FROM a.candidates WHERE key BETWEEN %d AND %d;"
    "INSERT INTO programmes (id, class, units, floor_area_m2, year, x, y, geom)"
    " SELECT id, class, dwellings, floor_area_m2, year, x, y, MakePoint(x, y, 4527)"
    "  FROM a.candidates WHERE key BETWEEN %d AND %d;"
    "DETACH a; DROP TABLE temp.mean;";

static const char unbuild[] =
    "DELETE FROM walk_nearest WHERE home_key IN (SELECT key FROM homes WHERE id LIKE 'c%');"
    "DELETE FROM homes WHERE id LIKE 'c%'; DELETE FROM sites WHERE id LIKE 'c%';"
    "DELETE FROM programmes WHERE id LIKE 'c%';";

static bool measure_again(audit_city *here)
{
    return lf_stage_forget(&here->ctx, here->city, "measure") &&
           lf_measure(&here->ctx, here->city, &here->places, NULL);
}

/* Holds the effects of a site (0: of all) against what the city now measures. */
static int compare_effects(audit_city *here, int site)
{
    lf_statement *rows = NULL, *value = NULL;
    int compared = 0;
    ck_assert(lf_prepare(&here->ctx, here->audit,
                         "SELECT effect_id, target_id, area_id, slice, base, after, outcome_after"
                         " FROM effect WHERE site_key = ? ORDER BY 1, 2, 3, 4, 5",
                         &rows));
    ck_assert(
        lf_prepare(&here->ctx, here->city,
                   "SELECT v.value, NULL FROM main_value AS v WHERE ?2 = '' AND v.measure = ?1"
                   " AND v.area_id = ?3 AND v.slice = ?4 AND v.base = ?5"
                   " UNION ALL SELECT v.value, v.outcome FROM verdict AS v WHERE v.id = ?2",
                   &value));
    lf_bind_integer(rows, 1, site);
    for (; lf_statement_step(&here->ctx, rows) == LF_STEP_ROW; compared++) {
        char where[300];
        snprintf(where, sizeof where, "site %d: %s/%s/%s/%s/%s", site, lf_column_text(rows, 0),
                 lf_column_text(rows, 1), lf_column_text(rows, 2), lf_column_text(rows, 3),
                 lf_column_text(rows, 4));
        for (int i = 0; i < 5; i++)
            lf_bind_text(value, i + 1, lf_column_text(rows, i));
        ck_assert_msg(lf_statement_step(&here->ctx, value) == LF_STEP_ROW, "%s: no value", where);
        double got = lf_column_real(rows, 5), measured = lf_column_real(value, 0);
        ck_assert_msg(fabs(got - measured) <= 1e-9 * fmax(1, fabs(measured)),
                      "%s: %.12g, measured %.12g", where, got, measured);
        /* How wide the doubt of the walk is, is carried over from before: what is borderline may
         * differ, what is met is never missed. */
        const char *said = lf_column_text(rows, 6), *found = lf_column_text(value, 1);
        if (found && strcmp(said, "borderline") != 0 && strcmp(found, "borderline") != 0)
            ck_assert_msg(strcmp(said, found) == 0, "%s: %s, measured %s", where, said, found);
        lf_statement_reset(value);
    }
    lf_statement_close(rows);
    lf_statement_close(value);
    return compared;
}

START_TEST(an_effect_is_what_measuring_again_finds)
{
    audit_city here;
    int64_t targets = 0;
    ck_assert_msg(open_audit_city(&here), "%s", here.ctx.error);
    ck_assert_msg(lf_workspace_run(&here.ctx, here.city, "strew", strew), "%s", here.ctx.error);
    ck_assert_msg(lf_workspace_run(&here.ctx, here.audit, "lots", strew_lots), "%s",
                  here.ctx.error);
    ck_assert_msg(measure_again(&here), "%s", here.ctx.error);
    ck_assert_msg(run_audit(&here, NULL, NULL), "%s", here.ctx.error);
    ck_assert(lf_query_integer(&here.ctx, here.audit,
                               "SELECT count(DISTINCT target_id) FROM effect WHERE site_key = 0"
                               " AND target_id <> ''",
                               0, &targets));
    ck_assert_int_eq(targets, 10);
    /* The lots one by one, then all of them (site 0). */
    for (int site = 4; site >= 0; site--) {
        int first = site == 0 ? 1 : site, last = site == 0 ? 4 : site;
        ck_assert_msg(lf_workspace_runf(&here.ctx, here.city, "build", build, here.audit_path,
                                        first, last, first, last, first, last),
                      "%s", here.ctx.error);
        ck_assert_msg(measure_again(&here), "%s", here.ctx.error);
        ck_assert_int_gt(compare_effects(&here, site), 20);
        ck_assert(lf_workspace_run(&here.ctx, here.city, "unbuild", unbuild));
    }
    close_audit_city(&here);
}
END_TEST

START_TEST(batches_of_any_size_say_the_same)
{
    audit_city here;
    char *whole = NULL, *parts = NULL;
    static const char all[] =
        "SELECT group_concat(x, char(10)) FROM (SELECT site_key || check_id || part || outcome ||"
        " coalesce(measured, '') || reason_zh AS x FROM check_result ORDER BY 1)";
    ck_assert_msg(open_audit_city(&here), "%s", here.ctx.error);
    ck_assert(lf_workspace_run(&here.ctx, here.city, "strew", strew));
    ck_assert(lf_workspace_run(&here.ctx, here.audit, "lots", strew_lots));
    ck_assert_msg(measure_again(&here), "%s", here.ctx.error);
    ck_assert_msg(run_audit(&here, NULL, NULL), "%s", here.ctx.error);
    ck_assert(lf_query_text(&here.ctx, here.audit, all, &whole));
    lf_checks *checks = NULL;
    ck_assert(lf_workspace_run(&here.ctx, here.audit, "empty", "DELETE FROM check_result"));
    ck_assert(lf_checks_prepare(&here.ctx, here.audit, &here.places, NULL, NULL, &checks));
    for (int site = 4; site > 0; site--)
        ck_assert(lf_checks_run(&here.ctx, checks, site, site));
    ck_assert(lf_checks_run(&here.ctx, checks, 2, 3));
    ck_assert(lf_checks_finish(&here.ctx, checks));
    ck_assert_uint_eq(strlen(lf_checks_hash(checks)), LF_HASH_SIZE - 1);
    lf_checks_close(checks);
    ck_assert(lf_query_text(&here.ctx, here.audit, all, &parts));
    ck_assert(strlen(whole) > 1000);
    ck_assert_str_eq(whole, parts);
    free(whole);
    free(parts);
    close_audit_city(&here);
}
END_TEST

START_TEST(the_word_for_a_site)
{
    /* Lots with rows as outcome and flip; what is made of them. */
    static const char rows[] =
        "INSERT INTO candidates (id, x, y, geom) SELECT 'l' || value, 0, 0,"
        "  CastToMulti(BuildMbr(0, 0, 100, 100, 4527)) FROM json_each('[1,2,3,4,5,6,7,8]');"
        "WITH r(site, part, outcome, flips_to) AS (VALUES"
        " (1, 'a', 'pass', NULL), (1, 'b', 'not measured', NULL),"
        " (2, 'a', 'pass', 'warn'),"
        " (3, 'a', 'warn', NULL), (3, 'b', 'pass', 'warn'),"
        " (4, 'a', 'warn', 'pass'), (4, 'b', 'pass', NULL),"
        " (5, 'a', 'warn', NULL), (5, 'b', 'pass', 'fail'),"
        " (6, 'a', 'fail', 'pass'), (6, 'b', 'fail', NULL),"
        " (7, 'a', 'fail', 'pass'), (7, 'b', 'warn', NULL),"
        " (8, 'a', 'not measured', NULL))"
        " INSERT INTO check_result (site_key, check_id, part, outcome, borderline, flips_to, unit,"
        "  reason_en, reason_zh)"
        " SELECT site, 'x', part, outcome, flips_to IS NOT NULL, flips_to, '', '', '' FROM r;";
    audit_city here;
    lf_checks *checks = NULL;
    char *words = NULL;
    ck_assert(open_audit_city(&here));
    ck_assert(derive_city(&here));
    ck_assert_msg(lf_workspace_run(&here.ctx, here.audit, "rows", rows), "%s", here.ctx.error);
    ck_assert_msg(lf_checks_prepare(&here.ctx, here.audit, &here.places, NULL, NULL, &checks), "%s",
                  here.ctx.error);
    ck_assert_msg(lf_checks_finish(&here.ctx, checks), "%s", here.ctx.error);
    lf_checks_close(checks);
    ck_assert(lf_query_text(&here.ctx, here.audit,
                            "SELECT group_concat(outcome || borderline) FROM site_outcome",
                            &words));
    ck_assert_str_eq(words, "pass0,pass1,warn0,warn1,warn1,fail0,fail1,not measured0");
    free(words);
    close_audit_city(&here);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("checks");
    TCase *cases = tcase_create("checks");
    tcase_set_timeout(cases, 300);
    tcase_add_test(cases, a_limit_holds_or_not);
    tcase_add_test(cases, speed_position_and_access_flip);
    tcase_add_test(cases, places_by_score_ties_by_order);
    tcase_add_test(cases, intervals_do_not_depend_on_threads);
    tcase_add_test(cases, weights_are_read);
    tcase_add_test(cases, wrong_weights_are_told_by_line);
    tcase_add_test(cases, a_weight_for_no_check_is_told);
    tcase_add_test(cases, faults_of_a_check_are_told);
    tcase_add_test(cases, names_are_filled_in_once_and_on_one_line);
    tcase_add_test(cases, the_word_for_a_site);
    tcase_add_test(cases, an_effect_is_what_measuring_again_finds);
    tcase_add_test(cases, batches_of_any_size_say_the_same);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
