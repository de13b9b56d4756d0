/* Single values, settings and notices of a workspace. See workspace.h. */
#include "base/words.h"
#include "workspace/connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool lf_query_integer(lf_context *ctx, lf_workspace *workspace, const char *sql, int64_t fallback,
                      int64_t *out)
{
    lf_statement *query = NULL;
    *out = fallback;
    if (!lf_prepare(ctx, workspace, sql, &query))
        return false;
    lf_step step = lf_statement_step(ctx, query);
    if (step == LF_STEP_ROW && lf_column_kind(query, 0) != LF_NULL)
        *out = lf_column_integer(query, 0);
    lf_statement_close(query);
    return step != LF_STEP_FAILED;
}

bool lf_query_real(lf_context *ctx, lf_workspace *workspace, const char *sql, double fallback,
                   double *out)
{
    lf_statement *query = NULL;
    *out = fallback;
    if (!lf_prepare(ctx, workspace, sql, &query))
        return false;
    lf_step step = lf_statement_step(ctx, query);
    if (step == LF_STEP_ROW && lf_column_kind(query, 0) != LF_NULL)
        *out = lf_column_real(query, 0);
    lf_statement_close(query);
    return step != LF_STEP_FAILED;
}

/* The first column of the first row, or NULL; only memory and SQL errors fail. */
static bool first_text(lf_context *ctx, lf_statement *query, char **out)
{
    lf_step step = lf_statement_step(ctx, query);
    if (step == LF_STEP_FAILED)
        return false;
    if (step == LF_STEP_DONE || lf_column_kind(query, 0) == LF_NULL)
        return true;
    *out = lf_copy(lf_column_text(query, 0));
    return *out != NULL || lf_fail_memory(ctx);
}

bool lf_query_text(lf_context *ctx, lf_workspace *workspace, const char *sql, char **out)
{
    lf_statement *query = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, workspace, sql, &query))
        return false;
    bool ok = first_text(ctx, query, out);
    lf_statement_close(query);
    return ok;
}

bool lf_setting_text(lf_context *ctx, lf_workspace *workspace, const char *name, char **out)
{
    lf_statement *query = NULL;
    *out = NULL;
    if (!lf_prepare(ctx, workspace, "SELECT ifnull(value, '') FROM setting WHERE name = ?1",
                    &query))
        return false;
    lf_bind_text(query, 1, name);
    bool ok = first_text(ctx, query, out);
    lf_statement_close(query);
    return ok && (*out != NULL || lf_fail(ctx, "setting %s is not in the workspace", name));
}

bool lf_setting_real(lf_context *ctx, lf_workspace *workspace, const char *name, double *out)
{
    char *text = NULL, *end = NULL;
    if (!lf_setting_text(ctx, workspace, name, &text))
        return false;
    *out = strtod(text, &end);
    bool ok = end != text && *end == '\0';
    if (!ok)
        lf_fail(ctx, "setting %s: expected a number, found \"%s\"", name, text);
    free(text);
    return ok;
}

bool lf_notice_both(lf_context *ctx, lf_workspace *workspace, const char *stage,
                    const char *subject, const char *message, const char *chinese)
{
    lf_statement *insert = NULL;
    lf_warn(ctx, "%s: %s", subject, ctx->words != NULL && chinese != NULL ? chinese : message);
    if (!lf_prepare(ctx, workspace,
                    "INSERT INTO notice (stage, subject, message, message_zh) "
                    "VALUES (?1, ?2, ?3, ?4)",
                    &insert))
        return false;
    lf_bind_text(insert, 1, stage);
    lf_bind_text(insert, 2, subject);
    lf_bind_text(insert, 3, message);
    lf_bind_text(insert, 4, chinese);
    bool ok = lf_statement_do(ctx, insert);
    lf_statement_close(insert);
    return ok;
}

bool lf_notice(lf_context *ctx, lf_workspace *workspace, const char *stage, const char *subject,
               const char *format, ...)
{
    char message[LF_ERROR_SIZE], chinese[LF_ERROR_SIZE];
    va_list args;
    va_start(args, format);
    bool said = lf_words_format(ctx->chinese, format, args, chinese, sizeof chinese);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    said = said && strcmp(chinese, message) != 0;
    return lf_notice_both(ctx, workspace, stage, subject, message, said ? chinese : NULL);
}
