/* See check.h. This file reads and proves a check; check_run.c runs it. */
#include "measure/check.h"

#include <stdlib.h>
#include <string.h>

static const char *const column_names[LF_CHECK_COLUMNS] = {
    "site_key", "part",   "outcome",    "measured",  "measured_text", "required", "comparison",
    "low",      "low_by", "high",       "high_by",   "walked",        "severity", "reason",
    "remedy",   "clause", "confidence", "shortfall", "unit",          "flips_by", "flips_at",
};

/* Figures that are filled in although no column of the query has the name. */
static const char *const always_there[] = {"measured",  "required", "low",  "high",
                                           "shortfall", "flips_at", "name", "part"};

/* ---- the header
 * ---------------------------------------------------------------------------------- */

/* "key | English | 中文" */
static bool read_reason(lf_context *ctx, const lf_query *query, const lf_header_line *line,
                        lf_check_reason *out)
{
    char *copy = lf_copy(line->value), *rest = copy;
    char *parts[3] = {NULL, NULL, NULL};
    for (int i = 0; copy && i < 3 && rest; i++)
        parts[i] = lf_trim(strsep(&rest, "|"));
    bool done = parts[2] && !rest && *parts[0] && *parts[1] && *parts[2];
    if (copy && !done)
        lf_fail(ctx, "%s:%d: reason: '%s'; expected key | English | Chinese", query->file.path,
                line->line, line->value);
    if (done) {
        out->key = lf_copy(parts[0]);
        out->texts[LF_ENGLISH] = lf_copy(parts[1]);
        out->texts[LF_CHINESE] = lf_copy(parts[2]);
        done =
            (out->key && out->texts[LF_ENGLISH] && out->texts[LF_CHINESE]) || lf_fail_memory(ctx);
    }
    free(copy);
    return done;
}

static bool read_reasons(lf_context *ctx, lf_check *check)
{
    const lf_sql_file *file = &check->query->file;
    check->reasons = calloc(file->count + 1, sizeof *check->reasons);
    if (!check->reasons)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->lines[i].key, "reason") == 0 &&
            !read_reason(ctx, check->query, &file->lines[i],
                         &check->reasons[check->reason_count++]))
            return false;
    return true;
}

static bool read_rank(lf_context *ctx, lf_check *check)
{
    double rank = 0;
    const char *text = lf_sql_file_get(&check->query->file, "rank");
    char *end = NULL;
    rank = strtod(text, &end);
    check->rank = (int)rank;
    return (*text && *end == '\0' && rank >= 0 && rank <= 100000 && rank == check->rank) ||
           lf_fail(ctx, "%s: rank: '%s'; expected a whole number from 0", check->query->file.path,
                   text);
}

/* ---- the query
 * ----------------------------------------------------------------------------------- */

static bool find_columns(lf_context *ctx, lf_check *check)
{
    const char *path = check->query->file.path;
    for (int i = 0; i < LF_CHECK_COLUMNS; i++)
        check->at[i] = -1;
    for (int c = 0; c < lf_column_count(check->rows); c++)
        for (int i = 0; i < LF_CHECK_COLUMNS; i++)
            if (strcmp(lf_column_name(check->rows, c), column_names[i]) == 0) {
                if (check->at[i] >= 0)
                    return lf_fail(ctx, "%s: column '%s' stands twice", path, column_names[i]);
                check->at[i] = c;
            }
    if (check->at[LF_CHECK_SITE] < 0)
        return lf_fail(ctx, "%s: the column site_key is missing", path);
    if (check->at[LF_CHECK_OUTCOME] < 0 && check->at[LF_CHECK_REQUIRED] < 0)
        return lf_fail(ctx,
                       "%s: expected a column outcome, or columns measured, required and "
                       "comparison to judge by",
                       path);
    return check->at[LF_CHECK_REQUIRED] < 0 || check->at[LF_CHECK_MEASURED] >= 0 ||
           lf_fail(ctx, "%s: the column measured is missing", path);
}

static bool check_placeholders(lf_context *ctx, const lf_check *check)
{
    const lf_query *query = check->query;
    for (int i = 1; i <= lf_bind_count(check->rows); i++) {
        const char *name = lf_bind_name(check->rows, i);
        if (!name || name[0] != ':')
            return lf_fail(ctx, "%s: placeholder '%s'; expected a name such as :limit_m",
                           query->file.path, name ? name : "?");
        if (!lf_audit_terms_has(name + 1) && !lf_query_parameter(query, name + 1))
            return lf_fail(ctx, "%s: uses :%s, which no '-- parameter:' line declares",
                           query->file.path, name + 1);
    }
    for (size_t i = 0; i < query->parameter_count; i++) {
        char *name = lf_copyf(":%s", query->parameters[i].name);
        bool used = name && lf_bind_index(check->rows, name) > 0;
        free(name);
        if (!used)
            return lf_fail(ctx, "%s:%d: parameter %s is declared but the query never uses it",
                           query->file.path, query->parameters[i].line, query->parameters[i].name);
    }
    return true;
}

static bool can_fill(const lf_check *check, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof always_there / sizeof *always_there; i++)
        if (strlen(always_there[i]) == length && strncmp(always_there[i], name, length) == 0)
            return true;
    for (int c = 0; c < lf_column_count(check->rows); c++) {
        const char *column = lf_column_name(check->rows, c);
        if (strncmp(column, name, length) == 0 &&
            (column[length] == '\0' || strcmp(column + length, "_en") == 0))
            return true;
    }
    return false;
}

static bool check_patterns(lf_context *ctx, const lf_check *check)
{
    for (size_t i = 0; i < check->reason_count; i++)
        for (int t = 0; t < LF_TONGUES; t++)
            for (const char *at = strchr(check->reasons[i].texts[t], '{'); at;
                 at = strchr(at + 1, '{')) {
                size_t length = strcspn(at + 1, "}");
                if (!can_fill(check, at + 1, length))
                    return lf_fail(ctx, "%s: reason %s: nothing is called {%.*s}",
                                   check->query->file.path, check->reasons[i].key, (int)length,
                                   at + 1);
            }
    return true;
}

/* Which of the layers it needs hold nothing. */
static bool find_lack(lf_context *ctx, lf_workspace *audit, lf_check *check)
{
    lf_text lack = {0};
    bool done = true;
    for (size_t i = 0; done && i < check->query->need_count; i++) {
        const char *layer = check->query->needs[i].layer;
        int64_t there = 0;
        bool known = false;
        char *sql = lf_copyf("SELECT EXISTS (SELECT 1 FROM \"%s\")", layer);
        done = lf_workspace_has_table(ctx, audit, layer, &known);
        if (done && !known)
            done = lf_fail(ctx, "%s: needs: '%s' is no layer", check->query->file.path, layer);
        done =
            done && ((sql && lf_query_integer(ctx, audit, sql, 0, &there)) || lf_fail_memory(ctx));
        free(sql);
        if (done && !there)
            lf_text_addf(&lack, "%s%s", lack.length ? ", " : "", layer);
    }
    if (done && lack.length)
        check->lack = lf_copy(lf_text_get(&lack));
    lf_text_free(&lack);
    return done;
}

bool lf_check_open(lf_context *ctx, lf_workspace *audit, const lf_query *query, const lf_city *city,
                   lf_check *out)
{
    *out = (lf_check){.query = query};
    return read_reasons(ctx, out) && read_rank(ctx, out) &&
           lf_parameters_start(ctx, audit, query, city, &out->parameters) &&
           lf_prepare_reading(ctx, audit, query->file.path, query->file.text, &out->rows, NULL,
                              NULL) &&
           find_columns(ctx, out) && check_placeholders(ctx, out) && check_patterns(ctx, out) &&
           find_lack(ctx, audit, out);
}

void lf_check_close(lf_check *check)
{
    for (size_t i = 0; check->reasons && i < check->reason_count; i++) {
        free(check->reasons[i].key);
        for (int t = 0; t < LF_TONGUES; t++)
            free(check->reasons[i].texts[t]);
    }
    free(check->reasons);
    free(check->lack);
    lf_statement_close(check->rows);
    lf_parameters_free(&check->parameters);
    *check = (lf_check){0};
}

bool lf_check_define(lf_context *ctx, lf_workspace *audit, const lf_check *check)
{
    const lf_query *query = check->query;
    lf_statement *insert = NULL;
    char *parameters = lf_parameters_json(&check->parameters), *path = lf_query_short_path(query);
    bool settled = lf_parameters_settle_norm(&check->parameters);
    const char *texts[] = {query->id,
                           NULL,
                           query->title,
                           query->title_zh,
                           query->unit,
                           query->clause,
                           settled ? NULL : query->norm,
                           settled ? NULL : query->confidence,
                           query->about,
                           query->about_zh,
                           path,
                           query->file.hash,
                           parameters,
                           query->file.text};
    bool done = (parameters && path) || lf_fail_memory(ctx);
    done = done && lf_prepare(ctx, audit,
                              "INSERT INTO check_definition (id, rank, title, title_zh, unit,"
                              " clause, norm, confidence, about, about_zh, file, hash, parameters,"
                              " query) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                              &insert);
    for (int i = 0; done && i < (int)(sizeof texts / sizeof *texts); i++)
        lf_bind_text(insert, i + 1, texts[i]);
    if (done)
        lf_bind_integer(insert, 2, check->rank);
    done = done && lf_statement_do(ctx, insert);
    lf_statement_close(insert);
    free(parameters);
    free(path);
    return done;
}
