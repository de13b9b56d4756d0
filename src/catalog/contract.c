/* Layer contracts: layers/<id>.sql, a header and the CREATE TABLE below it. See catalog.h. */
#include "base/words.h"
#include "catalog/catalog.h"
#include "catalog/own.h"
#include "catalog/sql_scan.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_MOST = 500 }; /* names in one header line */

typedef bool key_reader(lf_context *ctx, lf_contract *contract, const lf_header_line *line);

static bool fail_at(lf_context *ctx, const lf_contract *contract, const lf_header_line *line,
                    const char *expected)
{
    return lf_fail(ctx, "%s:%d: %s: %s; found '%s'", contract->file.path, line->line, line->key,
                   expected, line->value);
}

/* Takes the text up to the next `stop` from *rest, trimmed; NULL once the list is at its end. */
static char *next_part(char **rest, const char *stop)
{
    if (*rest == NULL)
        return NULL;
    char *part = *rest, *end = strstr(part, stop);
    *rest = end == NULL ? NULL : end + strlen(stop);
    if (end != NULL)
        *end = '\0';
    return lf_trim(part);
}

static bool has_name(char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool add_name(lf_context *ctx, const char *name, char ***names, size_t *count)
{
    char **more = lf_grow(ctx, *names, *count, sizeof *more);
    if (more == NULL)
        return false;
    *names = more;
    more[*count] = lf_keep(ctx, name);
    if (more[*count] == NULL)
        return false;
    ++*count;
    return true;
}

/* "a, b, c"; every name once and none empty. */
static bool read_list(lf_context *ctx, const lf_contract *contract, const lf_header_line *line,
                      const char *text, char ***names, size_t *count)
{
    bool ok = false;
    char *copy = lf_keep(ctx, text), *rest = copy;
    if (copy == NULL)
        return false;
    for (char *name; (name = next_part(&rest, ",")) != NULL;) {
        if (name[0] == '\0' || has_name(*names, *count, name) || *count >= LIST_MOST) {
            fail_at(ctx, contract, line, "expected names with commas between, each once");
            goto done;
        }
        if (!add_name(ctx, name, names, count))
            goto done;
    }
    ok = true;
done:
    free(copy);
    return ok;
}

static bool keep_text(lf_context *ctx, const lf_contract *contract, const lf_header_line *line,
                      char **out)
{
    if (line->value[0] == '\0')
        return fail_at(ctx, contract, line, "expected text");
    *out = lf_keep(ctx, line->value);
    return *out != NULL;
}

static bool read_id(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    const char *slash = strrchr(contract->file.path, '/');
    const char *name = slash == NULL ? contract->file.path : slash + 1;
    size_t length = strlen(line->value);
    if (!lf_is_word(line->value))
        return fail_at(ctx, contract, line, "expected a snake_case word");
    if (strncmp(name, line->value, length) != 0 || strcmp(name + length, ".sql") != 0)
        return fail_at(ctx, contract, line, "expected the file's own name");
    return keep_text(ctx, contract, line, &contract->id);
}

static bool read_title(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    return keep_text(ctx, contract, line, &contract->title);
}

static bool read_title_zh(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    return keep_text(ctx, contract, line, &contract->title_zh);
}

static bool take_kind(lf_contract *contract, const char *kind)
{
    bool *flag = strcmp(kind, "none") == 0              ? &contract->takes_none
                 : strcmp(kind, "point") == 0           ? &contract->takes_point
                 : strcmp(kind, "multipolygon") == 0    ? &contract->takes_polygon
                 : strcmp(kind, "multilinestring") == 0 ? &contract->takes_line
                 : strcmp(kind, "linestring z") == 0    ? &contract->takes_line
                                                        : NULL;
    if (flag == NULL || *flag)
        return false;
    *flag = true;
    contract->with_z = contract->with_z || strcmp(kind, "linestring z") == 0;
    return true;
}

static bool read_geometry(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    bool ok = true;
    char *copy = lf_keep(ctx, line->value), *rest = copy;
    if (copy == NULL)
        return false;
    for (char *kind; ok && (kind = next_part(&rest, " or ")) != NULL;)
        ok = take_kind(contract, kind);
    free(copy);
    if (ok)
        return true;
    return fail_at(ctx, contract, line,
                   "expected none, point, multipolygon, multilinestring or 'linestring z', "
                   "joined by ' or ', each once");
}

static bool read_fatal_rejects(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    double share = 0.0;
    if (!lf_parse_number(line->value, &share) || share < 0.0 || share > 1.0)
        return fail_at(ctx, contract, line, "expected a share from 0 to 1");
    contract->fatal_rejects = share;
    return true;
}

static bool read_about(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    /* For people; kept with the file's lines. */
    return line->value[0] != '\0' || fail_at(ctx, contract, line, "expected text");
}

static bool read_computed(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    return read_list(ctx, contract, line, line->value, &contract->computed,
                     &contract->computed_count);
}

static bool has_column(const lf_contract *contract, const char *column)
{
    return has_name(contract->columns, contract->column_count, column);
}

static bool add_column_names(lf_context *ctx, lf_contract *contract, const lf_header_line *line,
                             const char *column, const char *list)
{
    lf_column_names *more = lf_grow(ctx, contract->names, contract->names_count, sizeof *more);
    if (more == NULL)
        return false;
    contract->names = more;
    lf_column_names *names = &more[contract->names_count++];
    names->column = lf_keep(ctx, column);
    return names->column != NULL &&
           read_list(ctx, contract, line, list, &names->names, &names->count);
}

static bool read_names(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    bool ok = false;
    char *copy = lf_keep(ctx, line->value), *rest = copy;
    if (copy == NULL)
        return false;
    const char *column = next_part(&rest, "=");
    if (rest == NULL || column[0] == '\0') {
        fail_at(ctx, contract, line, "expected 'column = name, name, ...'");
        goto done;
    }
    for (size_t i = 0; i < contract->names_count; i++)
        if (strcmp(contract->names[i].column, column) == 0) {
            fail_at(ctx, contract, line, "expected each column once");
            goto done;
        }
    ok = add_column_names(ctx, contract, line, column, rest);
done:
    free(copy);
    return ok;
}

/* Which file the layer's table lies in. */
static bool read_of(lf_context *ctx, lf_contract *contract, const lf_header_line *line)
{
    contract->of_audit = strcmp(line->value, "audit") == 0;
    return contract->of_audit || strcmp(line->value, "city") == 0 ||
           fail_at(ctx, contract, line, "expected city or audit");
}

static const struct {
    const char *key;
    key_reader *read;
    bool repeated, required;
} header_keys[] = {
    {"id", read_id, false, true},
    {"title", read_title, false, true},
    {"title_zh", read_title_zh, false, true},
    {"geometry", read_geometry, false, true},
    {"of", read_of, false, false},
    {"fatal_rejects", read_fatal_rejects, false, true},
    {"about", read_about, true, false},
    {"computed", read_computed, false, false},
    {"names", read_names, true, false},
};
enum { HEADER_KEYS = sizeof header_keys / sizeof *header_keys };

static bool fail_unknown_key(lf_context *ctx, const lf_contract *contract,
                             const lf_header_line *line)
{
    const char *keys[HEADER_KEYS];
    for (size_t i = 0; i < HEADER_KEYS; i++)
        keys[i] = header_keys[i].key;
    const char *meant = lf_suggest(line->key, keys, HEADER_KEYS);
    if (meant != NULL)
        return lf_fail(ctx, "%s:%d: %s: unknown key; did you mean %s?", contract->file.path,
                       line->line, line->key, meant);
    return lf_fail(ctx,
                   "%s:%d: %s: unknown key; expected id, title, title_zh, geometry, of, "
                   "fatal_rejects, about, computed or names",
                   contract->file.path, line->line, line->key);
}

static bool read_header(lf_context *ctx, lf_contract *contract)
{
    bool seen[HEADER_KEYS] = {false};
    for (size_t i = 0; i < contract->file.count; i++) {
        const lf_header_line *line = &contract->file.lines[i];
        size_t k = 0;
        while (k < HEADER_KEYS && strcmp(header_keys[k].key, line->key) != 0)
            k++;
        if (k == HEADER_KEYS)
            return fail_unknown_key(ctx, contract, line);
        if (seen[k] && !header_keys[k].repeated)
            return fail_at(ctx, contract, line, "given twice; expected once");
        seen[k] = true;
        if (!header_keys[k].read(ctx, contract, line))
            return false;
    }
    for (size_t k = 0; k < HEADER_KEYS; k++)
        if (header_keys[k].required && !seen[k])
            return lf_fail(ctx, "%s: the header lacks '-- %s: ...'", contract->file.path,
                           header_keys[k].key);
    return true;
}

static bool fail_no_column(lf_context *ctx, const lf_contract *contract, const char *key,
                           const char *column)
{
    char near[LF_MEANT_SIZE];
    const char *meant =
        lf_suggest(column, (const char *const *)contract->columns, contract->column_count);
    return lf_fail(ctx, "%s: %s: the table has no column '%s'%s", contract->file.path, key, column,
                   lf_say_near(ctx, meant, near));
}

/* What the header says of columns must agree with the CREATE TABLE below it. */
static bool check_columns(lf_context *ctx, lf_contract *contract)
{
    if (!lf_scan_columns(ctx, contract->file.text, contract->id, &contract->columns,
                         &contract->column_count))
        return false;
    if (contract->column_count == 0)
        return lf_fail(ctx, "%s: expected CREATE TABLE %s (...) below the header",
                       contract->file.path, contract->id);
    for (size_t i = 0; i < contract->computed_count; i++)
        if (!has_column(contract, contract->computed[i]))
            return fail_no_column(ctx, contract, "computed", contract->computed[i]);
    for (size_t i = 0; i < contract->names_count; i++)
        if (!has_column(contract, contract->names[i].column))
            return fail_no_column(ctx, contract, "names", contract->names[i].column);
    return true;
}

bool lf_contract_parse(lf_context *ctx, const char *path, const char *text, lf_contract *out)
{
    memset(out, 0, sizeof *out);
    bool ok = lf_sql_file_parse(ctx, path, text, &out->file) && read_header(ctx, out) &&
              check_columns(ctx, out);
    if (!ok)
        lf_contract_free(out);
    return ok;
}

bool lf_contract_read(lf_context *ctx, const char *path, lf_contract *out)
{
    char *text = NULL;
    size_t length = 0;
    memset(out, 0, sizeof *out);
    bool ok = lf_read_file(ctx, path, &text, &length) && lf_check_text(ctx, path, text, length) &&
              lf_contract_parse(ctx, path, text, out);
    free(text);
    return ok;
}

static void free_list(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

void lf_contract_free(lf_contract *contract)
{
    if (contract == NULL)
        return;
    for (size_t i = 0; i < contract->names_count; i++) {
        free(contract->names[i].column);
        free_list(contract->names[i].names, contract->names[i].count);
    }
    free(contract->names);
    free_list(contract->computed, contract->computed_count);
    free_list(contract->columns, contract->column_count);
    free(contract->id);
    free(contract->title);
    free(contract->title_zh);
    lf_sql_file_free(&contract->file);
    memset(contract, 0, sizeof *contract);
}

bool lf_contracts_read(lf_context *ctx, const lf_places *places, lf_contract **out, size_t *count)
{
    bool ok = false;
    char **paths = NULL;
    size_t path_count = 0;
    *out = NULL;
    *count = 0;
    if (!lf_places_list(ctx, places, "layers", ".sql", &paths, &path_count))
        return false;
    for (size_t i = 0; i < path_count; i++) {
        lf_contract *more = lf_grow(ctx, *out, *count, sizeof *more);
        if (more == NULL)
            goto done;
        *out = more;
        if (!lf_contract_read(ctx, paths[i], &more[*count]))
            goto done;
        if (more[*count].of_audit)
            lf_contract_free(&more[*count]);
        else
            ++*count;
    }
    ok = *count > 0 || lf_fail(ctx, "layers: no contract (*.sql) found");
done:
    lf_free_names(paths, path_count);
    if (!ok) {
        lf_contracts_free(*out, *count);
        *out = NULL;
        *count = 0;
    }
    return ok;
}

bool lf_contract_find(lf_context *ctx, const lf_places *places, const char *id, lf_contract *out)
{
    char *name = lf_copyf("layers/%s.sql", id), *path = NULL;
    *out = (lf_contract){0};
    if (name == NULL)
        return lf_fail_memory(ctx);
    bool ok = lf_places_file(ctx, places, name, &path) && lf_contract_read(ctx, path, out);
    free(name);
    free(path);
    return ok;
}

void lf_contracts_free(lf_contract *contracts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        lf_contract_free(&contracts[i]);
    free(contracts);
}
