/* Selects. See select.h. */
#include "load/select.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "load/locate.h"

static bool is_bare_word(const char *text)
{
    return text[0] != '\0' &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] ==
               '\0';
}

bool lf_select_file(lf_context *ctx, const lf_places *places, const char *select, char **out)
{
    *out = NULL;
    if (select == NULL || !is_bare_word(select))
        return true;
    char *name = lf_copyf("layers/selects/%s.sql", select);
    bool ok = name == NULL ? lf_fail_memory(ctx) : lf_places_file(ctx, places, name, out);
    free(name);
    return ok;
}

/* End of the statement that begins at `sql`: a semicolon outside quotes and comments, or the end.
 */
static const char *statement_end(const char *sql)
{
    char quote = '\0';
    for (; *sql != '\0'; sql++) {
        if (quote != '\0')
            quote = *sql == quote ? '\0' : quote;
        else if (*sql == '\'' || *sql == '"' || *sql == '`')
            quote = *sql;
        else if (sql[0] == '-' && sql[1] == '-') {
            sql += strcspn(sql, "\n");
            if (*sql == '\0')
                return sql;
        } else if (*sql == ';')
            return sql;
    }
    return sql;
}

/* Start of the SQL after white space and comments. */
static const char *skip_comments(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \t\r\n");
        if (sql[0] != '-' || sql[1] != '-')
            return sql;
        sql += strcspn(sql, "\n");
    }
}

static bool is_reading(const char *sql)
{
    return strncasecmp(sql, "SELECT", 6) == 0 || strncasecmp(sql, "WITH", 4) == 0;
}

static bool split(lf_context *ctx, const char *what, const char *sql, char ***out, size_t *count)
{
    for (sql = skip_comments(sql); *sql != '\0'; sql = skip_comments(sql)) {
        const char *end = statement_end(sql);
        if (end > sql) {
            if (!is_reading(sql))
                return lf_fail(ctx, "%s: a select must begin with SELECT or WITH", what);
            char **more = realloc(*out, (*count + 1) * sizeof *more);
            if (more == NULL)
                return lf_fail_memory(ctx);
            *out = more;
            more[*count] = lf_copyf("%.*s", (int)(end - sql), sql);
            if (more[*count] == NULL)
                return lf_fail_memory(ctx);
            (*count)++;
        }
        sql = *end == ';' ? end + 1 : end;
    }
    return true;
}

bool lf_select_read(lf_context *ctx, const lf_places *places, const lf_city_source *given,
                    const char *driver, char ***out, size_t *count)
{
    char *file = NULL;
    char *text = NULL;
    const char *select = given->select;
    bool ok = false;
    *out = NULL;
    *count = 0;
    bool osm_streets = select == NULL && given->ogr_layer == NULL && strcmp(driver, "OSM") == 0 &&
                       strcmp(given->layer, "streets") == 0;
    select = osm_streets ? "osm_streets" : select;
    if (select == NULL)
        return true;
    if (!lf_refuse_network(ctx, select) || !lf_select_file(ctx, places, select, &file))
        goto done;
    if (file != NULL && !lf_read_file(ctx, file, &text, NULL))
        goto done;
    ok = split(ctx, file == NULL ? given->path : file, text == NULL ? select : text, out, count);
    if (ok && *count == 0)
        ok = lf_fail(ctx, "%s: the select holds no statement", file == NULL ? given->path : file);
done:
    if (!ok) {
        lf_free_names(*out, *count);
        *out = NULL;
        *count = 0;
    }
    free(file);
    free(text);
    return ok;
}
