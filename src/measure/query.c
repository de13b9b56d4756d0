/*
 * Reads the header of a query file. Every complaint is made here, with file and line, so that
 * whoever runs a query later may rely on it.
 *
 * Knows base and catalog. Must not know SQLite.
 */
#include "measure/query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MEASURE = 1 << LF_QUERY_MEASURE,
    DERIVED = 1 << LF_QUERY_DERIVED,
    VIEW = 1 << LF_QUERY_VIEW,
    CHECK = 1 << LF_QUERY_CHECK,
    SHARED = 1 << LF_QUERY_SHARED,
    EFFECT = 1 << LF_QUERY_EFFECT,
    TITLED = MEASURE | CHECK | EFFECT,
    ALL = MEASURE | DERIVED | VIEW | CHECK | SHARED | EFFECT
};

typedef struct header_key {
    const char *name;
    unsigned allowed; /* in which kinds of query */
    unsigned required;
    bool repeated;
} header_key;

static const header_key header_keys[] = {
    {"id", ALL, ALL, false},
    {"title", TITLED, TITLED, false},
    {"title_zh", TITLED, TITLED, false},
    {"about", ALL, ALL, true},
    {"about_zh", ALL, TITLED, true},
    {"unit", TITLED, TITLED, false},
    {"better", MEASURE, MEASURE, false},
    {"parameter", TITLED, 0, true},
    {"norm", MEASURE | CHECK, 0, false},
    {"clause", MEASURE | CHECK, 0, false},
    {"confidence", MEASURE | CHECK, 0, false},
    {"base", MEASURE, 0, false},
    {"denominator", MEASURE, 0, false},
    {"slices", MEASURE, 0, false},
    {"optional", MEASURE, 0, false},
    {"needs", TITLED, 0, true},
    {"settled_by", MEASURE | CHECK, 0, false},
    {"index", DERIVED | SHARED, 0, true},
    {"boxes", SHARED, 0, false},
    {"made", SHARED, SHARED, false},
    {"rank", CHECK, CHECK, false},
    {"reason", CHECK, CHECK, true},
    {"measure", EFFECT, EFFECT, false},
};
enum { HEADER_KEYS = sizeof header_keys / sizeof header_keys[0] };

const char *lf_query_folder(lf_query_kind kind)
{
    static const char *const folders[] = {"queries/measures",       "queries/derived",
                                          "queries/views",          "queries/checks",
                                          "queries/checks/derived", "queries/effects"};
    return folders[kind];
}

static bool fail_at(lf_context *ctx, const lf_query *query, int line, const char *what,
                    const char *word, const char *expected)
{
    return lf_fail(ctx, "%s:%d: %s '%s'; expected %s", query->file.path, line, what, word,
                   expected);
}

static const header_key *find_key(const char *name)
{
    for (size_t i = 0; i < HEADER_KEYS; i++)
        if (strcmp(header_keys[i].name, name) == 0)
            return &header_keys[i];
    return NULL;
}

/* ---- the header as a whole ----------------------------------------------------------------------
 */

static bool refuse_key(lf_context *ctx, const lf_query *query, const lf_header_line *line)
{
    const char *known[HEADER_KEYS];
    size_t count = 0;
    lf_text list = {0};
    for (size_t i = 0; i < HEADER_KEYS; i++)
        if (header_keys[i].allowed & (1u << query->kind)) {
            lf_text_addf(&list, "%s%s", count ? ", " : "", header_keys[i].name);
            known[count++] = header_keys[i].name;
        }
    const char *near = lf_nearest_word(line->key, known, count);
    if (near)
        lf_fail(ctx, "%s:%d: unknown header key '%s'; did you mean '%s'?", query->file.path,
                line->line, line->key, near);
    else
        fail_at(ctx, query, line->line, "unknown header key", line->key, lf_text_get(&list));
    lf_text_free(&list);
    return false;
}

static bool check_keys(lf_context *ctx, const lf_query *query)
{
    for (size_t i = 0; i < query->file.count; i++) {
        const lf_header_line *line = &query->file.lines[i];
        const header_key *key = find_key(line->key);
        if (!key || !(key->allowed & (1u << query->kind)))
            return refuse_key(ctx, query, line);
        if (line->value[0] == '\0')
            return lf_fail(ctx, "%s:%d: header key '%s' has no value", query->file.path, line->line,
                           line->key);
        for (size_t before = 0; !key->repeated && before < i; before++)
            if (strcmp(query->file.lines[before].key, line->key) == 0)
                return lf_fail(ctx, "%s:%d: header key '%s' stands already in line %d",
                               query->file.path, line->line, line->key,
                               query->file.lines[before].line);
    }
    for (size_t i = 0; i < HEADER_KEYS; i++)
        if ((header_keys[i].required & (1u << query->kind)) &&
            !lf_sql_file_get(&query->file, header_keys[i].name))
            return lf_fail(ctx, "%s:1: the header has no line '-- %s: …'", query->file.path,
                           header_keys[i].name);
    return true;
}

static int line_of(const lf_query *query, const char *key)
{
    for (size_t i = 0; i < query->file.count; i++)
        if (strcmp(query->file.lines[i].key, key) == 0)
            return query->file.lines[i].line;
    return 1;
}

/* The file name without folders and ".sql". Free with free(). */
static char *stem_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *stem = lf_copy(slash ? slash + 1 : path);
    if (stem && lf_ends_with(stem, ".sql"))
        stem[strlen(stem) - 4] = '\0';
    return stem;
}

static bool check_id(lf_context *ctx, const lf_query *query)
{
    char *stem = stem_of(query->file.path);
    if (!stem)
        return lf_fail_memory(ctx);
    bool same = strcmp(stem, query->id) == 0;
    size_t length = strspn(query->id, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (!same || query->id[length] != '\0')
        lf_fail(ctx, "%s:%d: id '%s'; expected the file's name '%s' in small letters, digits and _",
                query->file.path, line_of(query, "id"), query->id, stem);
    free(stem);
    return same && query->id[length] == '\0';
}

static bool check_better(lf_context *ctx, const lf_query *query)
{
    static const char *const words[] = {"higher", "lower", "band", "none"};
    if (strcmp(query->better, "band") == 0 &&
        (!lf_query_parameter(query, "band_low") || !lf_query_parameter(query, "band_high")))
        return lf_fail(ctx, "%s:%d: better: band; expected parameters band_low and band_high",
                       query->file.path, line_of(query, "better"));
    for (size_t i = 0; i < 4; i++)
        if (strcmp(words[i], query->better) == 0)
            return true;
    return fail_at(ctx, query, line_of(query, "better"), "better:", query->better,
                   "higher, lower, band or none");
}

/* ---- lists and parameters
 * ------------------------------------------------------------------------ */

/* Splits "a, b" into trimmed words. Free with lf_free_names. */
static bool split_words(lf_context *ctx, const char *text, char ***out, size_t *count)
{
    *out = NULL;
    *count = 0;
    if (!text)
        return true;
    size_t room = 2;
    for (const char *at = text; *at; at++)
        room += *at == ',';
    char *copy = lf_copy(text);
    char **words = calloc(room, sizeof *words);
    bool done = copy && words;
    char *rest = copy;
    size_t found = 0;
    for (char *word; done && (word = strsep(&rest, ",")) != NULL;) {
        word = lf_trim(word);
        if (*word)
            done = (words[found++] = lf_copy(word)) != NULL;
    }
    free(copy);
    *out = words;
    *count = found;
    return done || lf_fail_memory(ctx);
}

static bool read_number(const char *text, double *out)
{
    char *end = NULL;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*out);
}

/* "0 .. 5000" makes a number with a range, "walk, straight" a choice. */
static bool read_allowed(lf_context *ctx, const lf_query *query, char *text, lf_parameter *out)
{
    char *dots = strstr(text, "..");
    if (strcmp(lf_trim(text), "text") == 0) {
        out->is_text = true;
        return true;
    }
    if (!dots)
        return split_words(ctx, text, &out->choices, &out->choice_count);
    *dots = '\0';
    char *low = lf_trim(text), *high = lf_trim(dots + 2);
    if (!read_number(low, &out->lowest) || !read_number(high, &out->highest) ||
        out->lowest > out->highest)
        return lf_fail(ctx,
                       "%s:%d: allowed values of parameter %s; expected a range such as "
                       "0 .. 5000 or a list such as walk, straight",
                       query->file.path, out->line, out->name);
    out->is_number = true;
    return true;
}

static bool read_preset(lf_context *ctx, const lf_query *query, const char *text, lf_parameter *out)
{
    double number = 0;
    bool typed = out->is_number || out->is_text || out->choice_count > 0;
    if (*text && !(out->preset = lf_copy(text)))
        return lf_fail_memory(ctx);
    if ((!out->preset || text[0] == '@') && !typed)
        return lf_fail(ctx,
                       "%s:%d: parameter %s has no default of its own; expected its allowed "
                       "values, as in '%s = %s | meaning | 0 .. 5000' ('text' for any text)",
                       query->file.path, out->line, out->name, out->name, text);
    if (!out->preset || text[0] == '@' || out->is_text)
        return true;
    if (out->choice_count == 0 && read_number(text, &number)) {
        if (number < out->lowest || number > out->highest)
            return lf_fail(ctx, "%s:%d: default %s of parameter %s lies outside its range",
                           query->file.path, out->line, text, out->name);
        out->is_number = true;
        return true;
    }
    if (out->is_number)
        return fail_at(ctx, query, out->line, "default", text, "a number");
    for (size_t i = 0; i < out->choice_count; i++)
        if (strcmp(out->choices[i], text) == 0)
            return true;
    if (out->choice_count > 0)
        return fail_at(ctx, query, out->line, "default", text, "one of the allowed words");
    out->is_text = true;
    return true;
}

static bool read_parameter(lf_context *ctx, const lf_query *query, const lf_header_line *line,
                           lf_parameter *out)
{
    char *copy = lf_copy(line->value);
    if (!copy)
        return lf_fail_memory(ctx);
    *out = (lf_parameter){.line = line->line, .lowest = -INFINITY, .highest = INFINITY};
    char *rest = copy;
    char *setting = strsep(&rest, "|");
    char *meaning = rest ? strsep(&rest, "|") : NULL;
    char *equals = strchr(setting, '=');
    bool done = equals && meaning && *lf_trim(meaning);
    if (!done)
        fail_at(ctx, query, line->line, "parameter", line->value,
                "name = default | meaning | allowed values");
    if (done) {
        *equals = '\0';
        out->name = lf_copy(lf_trim(setting));
        out->meaning = lf_copy(lf_trim(meaning));
        done = (out->name && out->meaning) || lf_fail_memory(ctx);
    }
    if (done && (!*out->name ||
                 out->name[strspn(out->name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0'))
        done = fail_at(ctx, query, line->line, "parameter name", out->name,
                       "small letters, digits and _");
    done = done && (!rest || read_allowed(ctx, query, rest, out)) &&
           read_preset(ctx, query, lf_trim(equals + 1), out);
    free(copy);
    return done;
}

static int compare_parameters(const void *a, const void *b)
{
    return strcmp(((const lf_parameter *)a)->name, ((const lf_parameter *)b)->name);
}

static bool read_parameters(lf_context *ctx, lf_query *query)
{
    query->parameters = calloc(query->file.count + 1, sizeof *query->parameters);
    if (!query->parameters)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < query->file.count; i++)
        if (strcmp(query->file.lines[i].key, "parameter") == 0 &&
            !read_parameter(ctx, query, &query->file.lines[i],
                            &query->parameters[query->parameter_count++]))
            return false;
    qsort(query->parameters, query->parameter_count, sizeof *query->parameters, compare_parameters);
    for (size_t i = 1; i < query->parameter_count; i++)
        if (strcmp(query->parameters[i - 1].name, query->parameters[i].name) == 0)
            return lf_fail(ctx, "%s:%d: parameter '%s' is declared twice", query->file.path,
                           query->parameters[i].line, query->parameters[i].name);
    return true;
}

/* "streets if metric = walk" or "streets". */
static bool read_need(lf_context *ctx, const lf_query *query, const lf_header_line *line,
                      lf_layer_need *out)
{
    char *copy = lf_copy(line->value);
    if (!copy)
        return lf_fail_memory(ctx);
    char *condition = strstr(copy, " if ");
    char *equals = condition ? strchr(condition, '=') : NULL;
    if (condition)
        *condition = '\0';
    if (equals)
        *equals = '\0';
    bool done = !condition || equals;
    out->layer = lf_copy(lf_trim(copy));
    if (done && condition) {
        out->parameter = lf_copy(lf_trim(condition + 4));
        out->value = lf_copy(lf_trim(equals + 1));
        done = out->parameter && lf_query_parameter(query, out->parameter);
    }
    if (!done)
        fail_at(ctx, query, line->line, "needs:", line->value,
                "a layer, or 'layer if parameter = value' with a declared parameter");
    free(copy);
    return done;
}

static bool read_needs(lf_context *ctx, lf_query *query)
{
    query->needs = calloc(query->file.count + 1, sizeof *query->needs);
    if (!query->needs)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < query->file.count; i++)
        if (strcmp(query->file.lines[i].key, "needs") == 0 &&
            !read_need(ctx, query, &query->file.lines[i], &query->needs[query->need_count++]))
            return false;
    return true;
}

static bool read_settled(lf_context *ctx, lf_query *query)
{
    if (!split_words(ctx, lf_sql_file_get(&query->file, "settled_by"), &query->settled_by,
                     &query->settled_count))
        return false;
    for (size_t i = 0; i < query->settled_count; i++)
        if (!lf_query_parameter(query, query->settled_by[i]))
            return fail_at(ctx, query, line_of(query, "settled_by"),
                           "settled_by:", query->settled_by[i], "declared parameters");
    return true;
}

static void borrow_texts(lf_query *query)
{
    const lf_sql_file *file = &query->file;
    query->id = lf_sql_file_get(file, "id");
    query->title = lf_sql_file_get(file, "title");
    query->title_zh = lf_sql_file_get(file, "title_zh");
    query->unit = lf_sql_file_get(file, "unit");
    query->better = lf_sql_file_get(file, "better");
    query->norm = lf_sql_file_get(file, "norm");
    query->clause = lf_sql_file_get(file, "clause");
    query->confidence = lf_sql_file_get(file, "confidence");
    query->denominator = lf_sql_file_get(file, "denominator");
    query->slices = lf_sql_file_get(file, "slices");
}

/* All values of a repeated key, joined: with a space in English, with nothing in Chinese. */
static char *join_lines(const lf_query *query, const char *key, const char *between)
{
    lf_text joined = {0};
    for (size_t i = 0; i < query->file.count; i++)
        if (strcmp(query->file.lines[i].key, key) == 0)
            lf_text_addf(&joined, "%s%s", joined.length ? between : "", query->file.lines[i].value);
    lf_text_add(&joined, "");
    return lf_text_take(&joined);
}

static bool read_header(lf_context *ctx, lf_query_kind kind, lf_query *query)
{
    query->kind = kind;
    if (!check_keys(ctx, query))
        return false;
    borrow_texts(query);
    query->about = join_lines(query, "about", " ");
    query->about_zh = join_lines(query, "about_zh", "");
    if (!check_id(ctx, query))
        return false;
    if (!((1u << kind) & TITLED))
        return true;
    return read_parameters(ctx, query) && (!query->better || check_better(ctx, query)) &&
           read_needs(ctx, query) &&
           split_words(ctx, lf_sql_file_get(&query->file, "base"), &query->bases,
                       &query->base_count) &&
           split_words(ctx, lf_sql_file_get(&query->file, "optional"), &query->optional_layers,
                       &query->optional_count) &&
           read_settled(ctx, query);
}

bool lf_query_read(lf_context *ctx, const char *path, lf_query_kind kind, lf_query *out)
{
    *out = (lf_query){0};
    return lf_sql_file_read(ctx, path, &out->file) && read_header(ctx, kind, out);
}

bool lf_query_parse(lf_context *ctx, const char *path, const char *text, lf_query_kind kind,
                    lf_query *out)
{
    *out = (lf_query){0};
    return lf_sql_file_parse(ctx, path, text, &out->file) && read_header(ctx, kind, out);
}

static void free_parameter(lf_parameter *parameter)
{
    free(parameter->name);
    free(parameter->preset);
    free(parameter->meaning);
    lf_free_names(parameter->choices, parameter->choice_count);
}

void lf_query_free(lf_query *query)
{
    if (!query)
        return;
    for (size_t i = 0; i < query->parameter_count; i++)
        free_parameter(&query->parameters[i]);
    for (size_t i = 0; i < query->need_count; i++) {
        free(query->needs[i].layer);
        free(query->needs[i].parameter);
        free(query->needs[i].value);
    }
    free(query->parameters);
    free(query->needs);
    free(query->about);
    free(query->about_zh);
    lf_free_names(query->bases, query->base_count);
    lf_free_names(query->optional_layers, query->optional_count);
    lf_free_names(query->settled_by, query->settled_count);
    lf_sql_file_free(&query->file);
    *query = (lf_query){0};
}

/* ---- all queries of a kind
 * ----------------------------------------------------------------------- */

static int compare_queries(const void *a, const void *b)
{
    return strcmp(((const lf_query *)a)->id, ((const lf_query *)b)->id);
}

bool lf_queries_read(lf_context *ctx, const lf_places *places, lf_query_kind kind, lf_query **out,
                     size_t *count)
{
    char **paths = NULL;
    size_t path_count = 0;
    *out = NULL;
    *count = 0;
    bool done = lf_places_list(ctx, places, lf_query_folder(kind), ".sql", &paths, &path_count);
    if (done && !(*out = calloc(path_count + 1, sizeof **out)))
        done = lf_fail_memory(ctx);
    for (size_t i = 0; done && i < path_count; i++) {
        done = lf_query_read(ctx, paths[i], kind, &(*out)[i]);
        *count = i + 1;
    }
    lf_free_names(paths, path_count);
    if (done)
        qsort(*out, *count, sizeof **out, compare_queries);
    return done;
}

void lf_queries_free(lf_query *queries, size_t count)
{
    for (size_t i = 0; queries && i < count; i++)
        lf_query_free(&queries[i]);
    free(queries);
}

const lf_query *lf_queries_find(const lf_query *queries, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(queries[i].id, id) == 0)
            return &queries[i];
    return NULL;
}

const char *lf_queries_nearest(const lf_query *queries, size_t count, const char *word)
{
    const char **ids = calloc(count + 1, sizeof *ids);
    if (!ids)
        return NULL;
    for (size_t i = 0; i < count; i++)
        ids[i] = queries[i].id;
    const char *near = lf_nearest_word(word, ids, count);
    free(ids);
    return near;
}

const lf_parameter *lf_query_parameter(const lf_query *query, const char *name)
{
    for (size_t i = 0; i < query->parameter_count; i++)
        if (strcmp(query->parameters[i].name, name) == 0)
            return &query->parameters[i];
    return NULL;
}

char *lf_query_short_path(const lf_query *query)
{
    return lf_copyf("%s/%s.sql", lf_query_folder(query->kind), query->id);
}
