/*
 * Runs a check over a batch: reads the rows of its query, judges them and puts them into words. See
 * check.h.
 */
#include "measure/check.h"
#include "measure/judge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char lf_check_insert_sql[] =
    "INSERT INTO check_result (site_key, check_id, part, outcome, borderline, measured,"
    " measured_text, required, comparison, low, high, flips_by, flips_at, flips_to, shortfall, "
    "unit,"
    " reason_en, reason_zh, remedy_en, remedy_zh, clause)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

/* A row of the query with what became of it. */
typedef struct judged_row {
    const lf_check *check;
    const lf_check_desk *desk;
    lf_judgement judgement;
    bool softened; /* a fail that a norm to be confirmed does not carry */
    const char *unit;
} judged_row;

static const char *text_of(const lf_check *check, lf_check_column column)
{
    return check->at[column] < 0 ? NULL : lf_column_text(check->rows, check->at[column]);
}

static double real_of(const lf_check *check, lf_check_column column)
{
    return check->at[column] < 0 || lf_column_kind(check->rows, check->at[column]) == LF_NULL
               ? NAN
               : lf_column_real(check->rows, check->at[column]);
}

/* ---- words
 * --------------------------------------------------------------------------------------- */

/* A name as data gives it may hold anything; what is filled in is one line. */
static void add_plain(lf_text *out, const char *text)
{
    for (; *text; text++) {
        bool control = (unsigned char)*text < 0x20 || *text == 0x7F;
        lf_text_add_bytes(out, control ? " " : text, 1);
    }
}

static int column_called(const lf_check *check, const char *name, const char *end)
{
    size_t length = strlen(name);
    for (int c = 0; c < lf_column_count(check->rows); c++) {
        const char *column = lf_column_name(check->rows, c);
        if (strncmp(column, name, length) == 0 && strcmp(column + length, end) == 0)
            return c;
    }
    return -1;
}

static bool fill_figure(const judged_row *row, const char *name, lf_tongue tongue, lf_text *out)
{
    const lf_judgement *j = &row->judgement;
    bool by_speed = j->flips_by && strcmp(j->flips_by, "speed") == 0;
    const struct {
        const char *name;
        double value;
        const char *unit;
    } figures[] = {
        {"measured", real_of(row->check, LF_CHECK_MEASURED), row->unit},
        {"required", real_of(row->check, LF_CHECK_REQUIRED), row->unit},
        {"low", j->low, row->unit},
        {"high", j->high, row->unit},
        {"shortfall", j->shortfall, row->unit},
        {"flips_at", j->flips_at, by_speed ? "m/min" : row->unit},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (strcmp(figures[i].name, name) == 0) {
            lf_phrases_number(row->desk->words, figures[i].value, figures[i].unit, tongue, out);
            return true;
        }
    return false;
}

/* A word of words.csv ("kind.key_zone"), or the text as it is. */
static void fill_text(const judged_row *row, const char *name, const char *text, lf_tongue tongue,
                      lf_text *out)
{
    char *key = lf_copyf("%s.%s", name, text);
    const char *word = key ? lf_phrases_get(row->desk->words, key, tongue) : NULL;
    add_plain(out, word ? word : text);
    free(key);
}

static void fill_in(void *user, const char *name, lf_tongue tongue, lf_text *out)
{
    const judged_row *row = user;
    const lf_check *check = row->check;
    int column = column_called(check, name, tongue == LF_ENGLISH ? "_en" : "_zh");
    if (column < 0 && fill_figure(row, name, tongue, out))
        return;
    if (column < 0)
        column =
            strcmp(name, "name") == 0 ? check->at[LF_CHECK_NAME] : column_called(check, name, "");
    lf_column_type kind = column < 0 ? LF_NULL : lf_column_kind(check->rows, column);
    if (kind == LF_TEXT) {
        fill_text(row, name, lf_column_text(check->rows, column), tongue, out);
    } else if (kind == LF_NULL) {
        const char *none = lf_phrases_get(row->desk->words, "text.none", tongue);
        lf_text_add(out, none ? none : "-");
    } else {
        const char *unit = lf_phrases_unit_of(name);
        lf_phrases_number(row->desk->words, lf_column_real(check->rows, column), unit ? unit : "",
                          tongue, out);
    }
}

static const lf_check_reason *find_reason(const lf_check *check, const char *key)
{
    for (size_t i = 0; key && i < check->reason_count; i++)
        if (strcmp(check->reasons[i].key, key) == 0)
            return &check->reasons[i];
    return NULL;
}

static void add_words(judged_row *row, const char *key, lf_tongue tongue, lf_text *out)
{
    const char *pattern = lf_phrases_get(row->desk->words, key, tongue);
    if (pattern)
        lf_phrases_fill(pattern, tongue, fill_in, row, out);
}

/* The reason, with what flips it and what is still to be confirmed behind it. */
static bool say_reason(lf_context *ctx, judged_row *row, lf_tongue tongue, lf_text *out)
{
    static const char *const keys[] = {"pass", "warn", "fail", "not_measured"};
    const lf_check *check = row->check;
    const char *given = text_of(check, LF_CHECK_REASON);
    const lf_check_reason *reason = find_reason(check, given);
    char flip[40];
    if (!reason)
        reason = find_reason(check, keys[row->judgement.outcome]);
    if (!reason && row->judgement.outcome == LF_WARN)
        reason = find_reason(check, "fail");
    if (!reason)
        return lf_fail(ctx, "%s: the header has no reason '%s'", check->query->file.path,
                       given ? given : keys[row->judgement.outcome]);
    lf_phrases_fill(reason->texts[tongue], tongue, fill_in, row, out);
    if (row->softened)
        add_words(row, "to_confirm", tongue, out);
    if (row->judgement.flips_by) {
        snprintf(flip, sizeof flip, "flip.%s", row->judgement.flips_by);
        add_words(row, flip, tongue, out);
    }
    return true;
}

/* ---- judging
 * ------------------------------------------------------------------------------------- */

static bool fail_row(lf_context *ctx, const lf_check *check, const char *what, const char *word)
{
    return lf_fail(ctx, "%s: site %lld: %s '%s'", check->query->file.path,
                   (long long)lf_column_integer(check->rows, check->at[LF_CHECK_SITE]), what, word);
}

static bool judge_by_limit(lf_context *ctx, const lf_check *check, const lf_check_desk *desk,
                           lf_judgement *out)
{
    const char *comparison = text_of(check, LF_CHECK_COMPARISON);
    const char *severity = text_of(check, LF_CHECK_SEVERITY);
    double walked = real_of(check, LF_CHECK_WALKED);
    lf_case figure = {.measured = real_of(check, LF_CHECK_MEASURED),
                      .required = real_of(check, LF_CHECK_REQUIRED),
                      .broken = LF_FAIL,
                      .low = real_of(check, LF_CHECK_LOW),
                      .high = real_of(check, LF_CHECK_HIGH),
                      .low_by = text_of(check, LF_CHECK_LOW_BY),
                      .high_by = text_of(check, LF_CHECK_HIGH_BY),
                      .walked = walked > 0 ? desk->terms->tolerance : 0,
                      .speed_m_per_min = desk->terms->speed_m_per_min};
    if (!comparison || !lf_comparison_of(comparison, &figure.comparison))
        return fail_row(ctx, check, "comparison", comparison ? comparison : "");
    if (severity && !lf_outcome_of(severity, &figure.broken))
        return fail_row(ctx, check, "severity", severity);
    if (isnan(figure.required))
        return fail_row(ctx, check, "no limit is given, and no", "outcome");
    *out = lf_judge(&figure);
    return true;
}

/* An outcome that the query has settled itself. */
static bool judge_as_told(lf_context *ctx, const lf_check *check, const char *outcome,
                          lf_judgement *out)
{
    double low = real_of(check, LF_CHECK_LOW), high = real_of(check, LF_CHECK_HIGH);
    *out = (lf_judgement){.low = low,
                          .high = high,
                          .flips_by = text_of(check, LF_CHECK_FLIPS_BY),
                          .flips_at = real_of(check, LF_CHECK_FLIPS_AT),
                          .shortfall = NAN};
    out->borderline = out->flips_by != NULL;
    return lf_outcome_of(outcome, &out->outcome) || fail_row(ctx, check, "outcome", outcome);
}

/* A norm that nobody has looked up carries no fail. */
static bool is_unsure(const char *confidence)
{
    return confidence && *confidence && strcmp(confidence, "SEEN") != 0;
}

static bool judge_row(lf_context *ctx, judged_row *row)
{
    const lf_check *check = row->check;
    const char *outcome = text_of(check, LF_CHECK_OUTCOME);
    const char *confidence = text_of(check, LF_CHECK_CONFIDENCE);
    double shortfall = real_of(check, LF_CHECK_SHORTFALL);
    if (check->at[LF_CHECK_CONFIDENCE] < 0 && !lf_parameters_settle_norm(&check->parameters))
        confidence = check->query->confidence;
    if (!(outcome ? judge_as_told(ctx, check, outcome, &row->judgement)
                  : judge_by_limit(ctx, check, row->desk, &row->judgement)))
        return false;
    if (!isnan(shortfall))
        row->judgement.shortfall = shortfall;
    row->unit = text_of(check, LF_CHECK_UNIT);
    if (!row->unit)
        row->unit = check->query->unit;
    row->softened = row->judgement.outcome == LF_FAIL && is_unsure(confidence);
    if (row->softened)
        row->judgement.outcome = LF_WARN;
    if (row->judgement.flips_to == LF_FAIL && is_unsure(confidence))
        row->judgement.flips_to = LF_WARN;
    return true;
}

/* ---- writing
 * ------------------------------------------------------------------------------------- */

/* "lot_size.most_m2": the first parameter that stands for the norm; NULL: none was set. */
static char *settled_clause(const lf_check *check)
{
    const lf_query *query = check->query;
    for (size_t i = 0; i < query->settled_count; i++)
        if (lf_parameters_is_given(&check->parameters, query->settled_by[i]))
            return lf_copyf("%s.%s", query->id, query->settled_by[i]);
    return NULL;
}

/* What the limit rests on: the row's clause, a parameter that somebody set, the header's norm, or
 * else a value of the check itself. NULL: there is no limit. */
static char *clause_of(const lf_check *check)
{
    const lf_query *query = check->query;
    const char *given = text_of(check, LF_CHECK_CLAUSE);
    char *settled = given ? NULL : settled_clause(check);
    if (given)
        return lf_copy(given);
    if (settled)
        return settled;
    if (query->norm)
        return lf_copyf("%s%s%s", query->norm, query->clause ? " " : "",
                        query->clause ? query->clause : "");
    return isnan(real_of(check, LF_CHECK_REQUIRED)) ? NULL : lf_copyf("%s.sql", query->id);
}

static bool put(lf_context *ctx, const lf_check *check, lf_statement *insert)
{
    const char *refusal = NULL, *column = NULL;
    bool done = lf_statement_try(ctx, insert, &refusal, &column);
    lf_statement_reset(insert);
    if (done && refusal)
        return lf_fail(ctx, "%s: a row cannot be written: %s", check->query->file.path, refusal);
    return done;
}

static bool write_row(lf_context *ctx, judged_row *row)
{
    const lf_check *check = row->check;
    const lf_judgement *j = &row->judgement;
    lf_statement *insert = row->desk->insert;
    lf_text reason[LF_TONGUES] = {{0}, {0}}, remedy[LF_TONGUES] = {{0}, {0}};
    const char *part = text_of(check, LF_CHECK_PART);
    const lf_check_reason *mend = find_reason(check, text_of(check, LF_CHECK_REMEDY));
    char *clause = clause_of(check);
    bool told = text_of(check, LF_CHECK_OUTCOME) != NULL;
    bool done = true;
    for (int t = 0; done && t < LF_TONGUES; t++) {
        done = say_reason(ctx, row, (lf_tongue)t, &reason[t]);
        if (mend)
            lf_phrases_fill(mend->texts[t], (lf_tongue)t, fill_in, row, &remedy[t]);
        if (reason[t].failed || remedy[t].failed)
            done = lf_fail_memory(ctx);
    }
    lf_bind_integer(insert, 1, lf_column_integer(check->rows, check->at[LF_CHECK_SITE]));
    lf_bind_text(insert, 2, check->query->id);
    lf_bind_text(insert, 3, part ? part : "");
    lf_bind_text(insert, 4, lf_outcome_word(j->outcome));
    lf_bind_integer(insert, 5, j->borderline);
    lf_bind_real(insert, 6, real_of(check, LF_CHECK_MEASURED));
    lf_bind_text(insert, 7, text_of(check, LF_CHECK_NAME));
    lf_bind_real(insert, 8, real_of(check, LF_CHECK_REQUIRED));
    lf_bind_text(insert, 9, text_of(check, LF_CHECK_COMPARISON));
    lf_bind_real(insert, 10, isfinite(j->low) ? j->low : NAN);
    lf_bind_real(insert, 11, isfinite(j->high) ? j->high : NAN);
    lf_bind_text(insert, 12, j->flips_by);
    lf_bind_real(insert, 13, isfinite(j->flips_at) ? j->flips_at : NAN);
    lf_bind_text(insert, 14, j->borderline && !told ? lf_outcome_word(j->flips_to) : NULL);
    lf_bind_real(insert, 15, isfinite(j->shortfall) ? j->shortfall : NAN);
    lf_bind_text(insert, 16, row->unit);
    for (int t = 0; t < LF_TONGUES; t++) {
        lf_bind_text(insert, 17 + t, lf_text_get(&reason[t]));
        lf_bind_text(insert, 19 + t, mend ? lf_text_get(&remedy[t]) : NULL);
    }
    lf_bind_text(insert, 21, clause);
    done = done && put(ctx, check, insert);
    for (int t = 0; t < LF_TONGUES; t++) {
        lf_text_free(&reason[t]);
        lf_text_free(&remedy[t]);
    }
    free(clause);
    return done;
}

/* Appends what {layers} stands for. */
static void fill_layers(void *user, const char *name, lf_tongue tongue, lf_text *out)
{
    (void)tongue;
    lf_text_add(out, strcmp(name, "layers") == 0 ? (const char *)user : "");
}

/* One row for every site: the check lacks a layer. */
static bool write_lack(lf_context *ctx, const lf_check *check, const lf_check_desk *desk,
                       int64_t first_key, int64_t last_key)
{
    lf_text reason[LF_TONGUES] = {{0}, {0}};
    lf_step step = LF_STEP_FAILED;
    bool done = true;
    for (int t = 0; t < LF_TONGUES; t++) {
        const char *pattern = lf_phrases_get(desk->words, "lack", (lf_tongue)t);
        lf_phrases_fill(pattern ? pattern : "{layers}", (lf_tongue)t, fill_layers, check->lack,
                        &reason[t]);
    }
    lf_audit_terms_bind(desk->terms, first_key, last_key, desk->keys);
    while (done && (step = lf_statement_step(ctx, desk->keys)) == LF_STEP_ROW) {
        for (int i = 1; i <= 21; i++)
            lf_bind_null(desk->insert, i);
        lf_bind_integer(desk->insert, 1, lf_column_integer(desk->keys, 0));
        lf_bind_text(desk->insert, 2, check->query->id);
        lf_bind_text(desk->insert, 3, "");
        lf_bind_text(desk->insert, 4, lf_outcome_word(LF_NOT_MEASURED));
        lf_bind_integer(desk->insert, 5, 0);
        lf_bind_text(desk->insert, 16, check->query->unit);
        for (int t = 0; t < LF_TONGUES; t++)
            lf_bind_text(desk->insert, 17 + t, lf_text_get(&reason[t]));
        done = put(ctx, check, desk->insert);
    }
    lf_statement_reset(desk->keys);
    for (int t = 0; t < LF_TONGUES; t++)
        lf_text_free(&reason[t]);
    return done && step == LF_STEP_DONE;
}

bool lf_check_run(lf_context *ctx, const lf_check *check, const lf_check_desk *desk,
                  int64_t first_key, int64_t last_key)
{
    lf_step step = LF_STEP_FAILED;
    bool done = true;
    if (check->lack)
        return write_lack(ctx, check, desk, first_key, last_key);
    lf_parameters_bind(&check->parameters, check->rows);
    lf_audit_terms_bind(desk->terms, first_key, last_key, check->rows);
    while (done && (step = lf_statement_step(ctx, check->rows)) == LF_STEP_ROW) {
        judged_row row = {.check = check, .desk = desk};
        done = judge_row(ctx, &row) && write_row(ctx, &row);
    }
    lf_statement_reset(check->rows);
    return done && step == LF_STEP_DONE;
}
