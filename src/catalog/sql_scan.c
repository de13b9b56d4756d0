/* Reads column names out of a CREATE TABLE. See sql_scan.h. */
#include "catalog/sql_scan.h"
#include "catalog/own.h"

#include <string.h>

/* A piece of SQL: a word, or one other character (or a whole string, as '\''). */
typedef struct token {
    const char *start;
    size_t length; /* 0 at the end of the text */
} token;

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static const char *skip_blank(const char *c)
{
    for (;;) {
        c += strspn(c, " \t\r\n");
        if (lf_starts_with(c, "--")) {
            c += strcspn(c, "\n");
        } else if (lf_starts_with(c, "/*")) {
            const char *end = strstr(c + 2, "*/");
            c = end == NULL ? c + strlen(c) : end + 2;
        } else {
            return c;
        }
    }
}

static token next_token(const char **at)
{
    const char *start = skip_blank(*at), *end = start;
    if (*start == '\'' || *start == '"') {
        end = strchr(start + 1, *start);
        end = end == NULL ? start + strlen(start) : end + 1;
    } else if (is_word_byte(*start)) {
        while (is_word_byte(*end))
            end++;
    } else if (*start != '\0') {
        end++;
    }
    *at = end;
    return (token){start, (size_t)(end - start)};
}

static bool is(token t, const char *word)
{
    char copy[32];
    if (t.length >= sizeof copy || t.length != strlen(word))
        return false;
    memcpy(copy, t.start, t.length);
    copy[t.length] = '\0';
    return lf_same_word(copy, word);
}

/* The only types a STRICT table may have. */
static bool is_type(token t)
{
    static const char *const types[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (is(t, types[i]))
            return true;
    return false;
}

static bool keep(lf_context *ctx, token name, char ***columns, size_t *count)
{
    char **more = lf_grow(ctx, *columns, *count, sizeof *more);
    if (more == NULL)
        return false;
    *columns = more;
    more[*count] = lf_copy_bytes(ctx, name.start, name.length);
    if (more[*count] == NULL)
        return false;
    ++*count;
    return true;
}

/* Behind the opening bracket. A column is the first word of a clause when a type follows it. */
static bool scan_clauses(lf_context *ctx, const char *at, char ***columns, size_t *count)
{
    int depth = 1;
    bool first = true;
    token t = next_token(&at);
    while (t.length > 0 && depth > 0) {
        token following = next_token(&at);
        if (first && is_word_byte(*t.start) && is_type(following) && !keep(ctx, t, columns, count))
            return false;
        if (*t.start == '(')
            depth++;
        if (*t.start == ')')
            depth--;
        first = depth == 1 && *t.start == ',';
        t = following;
    }
    return true;
}

bool lf_scan_columns(lf_context *ctx, const char *sql, const char *table, char ***columns,
                     size_t *count)
{
    const char *at = sql;
    for (token t = next_token(&at); t.length > 0; t = next_token(&at)) {
        if (!is(t, "CREATE"))
            continue;
        const char *ahead = at;
        token keyword = next_token(&ahead);
        token name = next_token(&ahead);
        token bracket = next_token(&ahead);
        if (is(keyword, "TABLE") && is(name, table) && is(bracket, "("))
            return scan_clauses(ctx, ahead, columns, count);
    }
    return true;
}
