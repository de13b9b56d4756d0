/*
 * Headers of SQL files: the comment lines at the top, each "-- key: value". What the keys mean is
 * the business of whoever asks. See catalog.h.
 */
#include "catalog/catalog.h"
#include "catalog/own.h"

#include <stdlib.h>
#include <string.h>

static const char *skip_spaces(const char *c)
{
    while (*c == ' ' || *c == '\t')
        c++;
    return c;
}

/* The end of a line's text, without the line break and trailing white space. */
static const char *text_end(const char *start, const char *line_end)
{
    while (line_end > start && strchr(" \t\r", line_end[-1]) != NULL)
        line_end--;
    return line_end;
}

static bool keep_line(lf_context *ctx, lf_sql_file *file, const char *key, const char *colon,
                      const char *end, int number)
{
    lf_header_line *more = lf_grow(ctx, file->lines, file->count, sizeof *more);
    if (more == NULL)
        return false;
    file->lines = more;
    lf_header_line *line = &more[file->count++];
    const char *value = skip_spaces(colon + 1);
    line->line = number;
    line->key = lf_copy_bytes(ctx, key, (size_t)(colon - key));
    line->value = lf_copy_bytes(ctx, value, value < end ? (size_t)(end - value) : 0);
    return line->key != NULL && line->value != NULL;
}

/* `start` is behind the two dashes. */
static bool read_line(lf_context *ctx, lf_sql_file *file, const char *start, const char *end,
                      int number)
{
    const char *key = skip_spaces(start);
    if (key >= end)
        return true; /* a bare "--" spaces the header out */
    const char *colon = key;
    while (colon < end &&
           ((*colon >= 'a' && *colon <= 'z') || *colon == '_' || (*colon >= '0' && *colon <= '9')))
        colon++;
    if (colon == key || colon >= end || *colon != ':')
        return lf_fail(ctx,
                       "%s:%d: expected '-- key: value' in the header (a blank line ends the "
                       "header; text goes under '-- about:')",
                       file->path, number);
    return keep_line(ctx, file, key, colon, end, number);
}

static bool read_header(lf_context *ctx, lf_sql_file *file)
{
    const char *start = lf_skip_mark(file->text);
    bool begun = false;
    for (int number = 1; *start != '\0'; number++) {
        const char *line_end = start + strcspn(start, "\n");
        const char *end = text_end(start, line_end);
        bool comment = lf_starts_with(start, "--");
        if (!comment && (begun || start != end))
            return true;
        if (comment && !read_line(ctx, file, start + 2, end, number))
            return false;
        begun = begun || comment;
        start = *line_end == '\0' ? line_end : line_end + 1;
    }
    return true;
}

bool lf_sql_file_parse(lf_context *ctx, const char *path, const char *text, lf_sql_file *out)
{
    size_t length = strlen(text);
    memset(out, 0, sizeof *out);
    out->path = lf_keep(ctx, path);
    out->text = lf_copy_bytes(ctx, text, length);
    bool ok = out->path != NULL && out->text != NULL && lf_check_text(ctx, path, text, length) &&
              read_header(ctx, out);
    if (!ok) {
        lf_sql_file_free(out);
        return false;
    }
    lf_hash_bytes(text, length, out->hash);
    return true;
}

bool lf_sql_file_read(lf_context *ctx, const char *path, lf_sql_file *out)
{
    char *text = NULL;
    size_t length = 0;
    memset(out, 0, sizeof *out);
    bool ok = lf_read_file(ctx, path, &text, &length) && lf_check_text(ctx, path, text, length) &&
              lf_sql_file_parse(ctx, path, text, out);
    free(text);
    return ok;
}

void lf_sql_file_free(lf_sql_file *file)
{
    if (file == NULL)
        return;
    for (size_t i = 0; i < file->count; i++) {
        free(file->lines[i].key);
        free(file->lines[i].value);
    }
    free(file->lines);
    free(file->text);
    free(file->path);
    memset(file, 0, sizeof *file);
}

const char *lf_sql_file_get(const lf_sql_file *file, const char *key)
{
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->lines[i].key, key) == 0)
            return file->lines[i].value;
    return NULL;
}
