/* See reasons.h. */
#include "measure/reasons.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_HOLES = 6 };

/* What stood in a {} of the pattern. */
typedef struct hole {
    const char *start;
    size_t length;
} hole;

/* The end of the literal text up to the next {} or the end of the pattern. */
static size_t literal_length(const char *pattern)
{
    const char *next = strstr(pattern, "{}");
    return next ? (size_t)(next - pattern) : strlen(pattern);
}

/* Where the literal ends the text, or first stands in it; NULL when it does not. */
static const char *find_literal(const char *text, const char *literal, size_t length, bool last)
{
    size_t size = strlen(text);
    if (last)
        return size >= length && memcmp(text + size - length, literal, length) == 0
                   ? text + size - length
                   : NULL;
    for (; size >= length; text++, size--)
        if (memcmp(text, literal, length) == 0)
            return text;
    return NULL;
}

static bool fits(const char *text, const char *pattern, hole holes[MOST_HOLES], size_t *count)
{
    size_t length = literal_length(pattern);
    *count = 0;
    if (strncmp(text, pattern, length) != 0)
        return false;
    text += length;
    pattern += length;
    while (*pattern && *count < MOST_HOLES) {
        pattern += 2;
        length = literal_length(pattern);
        const char *at = find_literal(text, pattern, length, pattern[length] == '\0');
        if (!at)
            return false;
        holes[(*count)++] = (hole){text, (size_t)(at - text)};
        text = at + length;
        pattern += length;
    }
    return *text == '\0' && *pattern == '\0';
}

char *lf_reason_by_pattern(const char *reason, const char *en, const char *zh)
{
    hole holes[MOST_HOLES];
    size_t count = 0;
    lf_text out = {0};
    if (!fits(reason, en, holes, &count))
        return NULL;
    for (size_t used = 0; *zh;) {
        size_t length = literal_length(zh);
        lf_text_add_bytes(&out, zh, length);
        zh += length;
        if (*zh) {
            if (used < count)
                lf_text_add_bytes(&out, holes[used].start, holes[used].length);
            used++;
            zh += 2;
        }
    }
    return lf_text_take(&out);
}

static bool write_reason(lf_context *ctx, const lf_table *patterns, const char *reason,
                         lf_statement *insert)
{
    char *zh = NULL;
    for (size_t row = 1; !zh && row < patterns->rows; row++)
        zh = lf_reason_by_pattern(reason, lf_table_get(patterns, row, "en"),
                                  lf_table_get(patterns, row, "zh"));
    if (!zh)
        return true;
    lf_bind_text(insert, 1, reason);
    lf_bind_text(insert, 2, zh);
    free(zh);
    return lf_statement_do(ctx, insert);
}

bool lf_reasons_write(lf_context *ctx, lf_workspace *ws, const lf_places *places)
{
    char *path = NULL;
    lf_table patterns = {0};
    lf_statement *rows = NULL, *insert = NULL;
    lf_step step = LF_STEP_FAILED;
    bool done = lf_places_file(ctx, places, "queries/reasons.csv", &path) &&
                lf_table_read(ctx, path, &patterns) &&
                lf_workspace_run(ctx, ws, "reasons", "DELETE FROM reason_text") &&
                lf_prepare(ctx, ws,
                           "SELECT reason FROM value WHERE reason IS NOT NULL UNION"
                           " SELECT reason FROM run WHERE reason IS NOT NULL UNION"
                           " SELECT reason FROM target_value WHERE reason IS NOT NULL ORDER BY 1",
                           &rows) &&
                lf_prepare(ctx, ws, "INSERT INTO reason_text (reason, zh) VALUES (?, ?)", &insert);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW)
        done = write_reason(ctx, &patterns, lf_column_text(rows, 0), insert);
    lf_statement_close(rows);
    lf_statement_close(insert);
    lf_table_free(&patterns);
    free(path);
    return done && step == LF_STEP_DONE;
}
