/* Reads the plan file. Its lists are told apart by a table of parts, read by one loop a form. See
 * plan.h. */
#include "catalog/plan.h"
#include "base/words.h"
#include "catalog/own.h"
#include "catalog/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a part is written. */
typedef enum part_form {
    LIST,          /* a list of mappings: - {name: …, kind: …} */
    MAPPINGS,      /* a mapping of mappings; the first column is the key: id: {title: …} */
    LISTS,         /* a mapping of lists: set: [category, …] */
    VALUES,        /* a mapping of mappings of values: measure: {parameter: value} */
    LISTS_OF_LISTS /* a mapping of mappings of lists: tree: {parent: [child, …]} */
} part_form;

typedef struct part_words {
    const char *key;   /* in the file */
    const char *table; /* in the workspace */
    part_form form;
    unsigned required; /* bits of the columns that a row must give */
    size_t count;
    const char *columns[LF_PLAN_COLUMNS];
} part_words;

enum { A = 1, B = 2, C = 4, F = 32 };

static const part_words parts[LF_PLAN_PARTS] = {
    [LF_PLAN_AREAS] = {"areas", "plan_area", LIST, A | B, 4, {"name", "kind", "title", "parent"}},
    [LF_PLAN_ANCHORS] = {"anchors", "plan_anchor", LIST, A, 3, {"kind", "title", "title_zh"}},
    [LF_PLAN_SETS] = {"categories", "plan_category_set", LISTS, A | B, 2, {"set_id", "category"}},
    [LF_PLAN_DEFAULTS] = {"defaults",
                          "plan_default",
                          LIST,
                          A | C,
                          6,
                          {"what", "what_zh", "value", "why", "why_zh", "provisions"}},
    [LF_PLAN_MEASURES] =
        {"measures", "plan_parameter", VALUES, A | B | C, 3, {"measure", "parameter", "value"}},
    [LF_PLAN_QUANTITIES] =
        {"quantities", "plan_quantity", MAPPINGS, A | B | C, 3, {"quantity", "title", "title_zh"}},
    [LF_PLAN_TREES] =
        {"trees", "plan_tree", LISTS_OF_LISTS, A | B | C, 3, {"tree", "parent", "child"}},
    [LF_PLAN_TABLES] = {"tables",
                        "plan_table",
                        LIST,
                        A,
                        6,
                        {"file", "form", "title", "title_zh", "clause", "sums"}},
    [LF_PLAN_RELATIONS] = {"relations",
                           "plan_relation",
                           LIST,
                           A | B | C | F,
                           6,
                           {"id", "title", "title_zh", "product", "less", "equals"}},
};

const char *const *lf_plan_columns(lf_plan_part part, size_t *count)
{
    *count = parts[part].count;
    return parts[part].columns;
}

const char *lf_plan_table(lf_plan_part part)
{
    return parts[part].table;
}

typedef struct plan_reader {
    lf_context *ctx;
    lf_yaml yaml;
    lf_plan *plan;
    lf_table categories;
    char **measures; /* names of the files in queries/measures, without folders */
    size_t measure_count;
    lf_plan_part part;         /* at work */
    lf_plan_row *row;          /* being filled */
    const char *outer, *inner; /* keys around the values of VALUES and the lists */
    lf_text words;             /* a list being joined */
} plan_reader;

/* ---- rows ---- */

static bool begin_row(plan_reader *r, int line)
{
    lf_plan *plan = r->plan;
    lf_plan_row *more =
        lf_grow(r->ctx, plan->parts[r->part].rows, plan->parts[r->part].count, sizeof *more);
    if (more == NULL)
        return false;
    plan->parts[r->part].rows = more;
    r->row = &more[plan->parts[r->part].count++];
    *r->row = (lf_plan_row){.line = line};
    return true;
}

static bool put_text(plan_reader *r, size_t column, const char *text)
{
    r->row->texts[column] = lf_keep(r->ctx, text);
    return r->row->texts[column] != NULL;
}

static bool join_word(void *user, const yaml_node_t *item, const char *where)
{
    plan_reader *r = user;
    char *text = NULL;
    if (!lf_yaml_text(&r->yaml, item, where, &text))
        return false;
    bool ok = strchr(text, '|') == NULL ||
              lf_yaml_fail(&r->yaml, item, where, "'|' is not allowed inside a list");
    lf_text_addf(&r->words, "%s%s", r->words.length > 0 ? "|" : "", text);
    free(text);
    return ok && (!r->words.failed || lf_fail_memory(r->ctx));
}

/* A text, or a list of texts with '|' between. */
static bool read_value(plan_reader *r, const yaml_node_t *node, const char *where, char **out)
{
    if (node->type != YAML_SEQUENCE_NODE)
        return lf_yaml_text(&r->yaml, node, where, out);
    lf_text_clear(&r->words);
    if (!lf_yaml_each_item(&r->yaml, node, where, join_word, r))
        return false;
    *out = lf_keep(r->ctx, lf_text_get(&r->words));
    return *out != NULL;
}

static bool read_column(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    const part_words *part = &parts[r->part];
    size_t first = part->form == MAPPINGS ? 1 : 0;
    for (size_t i = first; i < part->count; i++)
        if (strcmp(part->columns[i], entry->key) == 0)
            return read_value(r, entry->value, entry->where, &r->row->texts[i]);
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", part->columns + first, part->count - first);
}

static bool check_row(plan_reader *r, const yaml_node_t *node, const char *where)
{
    const part_words *part = &parts[r->part];
    for (size_t i = 0; i < part->count; i++)
        if ((part->required >> i & 1) != 0 && r->row->texts[i] == NULL)
            return lf_yaml_fail(&r->yaml, node, where, "%s is missing", part->columns[i]);
    return true;
}

/* ---- forms ---- */

static bool read_item(void *user, const yaml_node_t *item, const char *where)
{
    plan_reader *r = user;
    return begin_row(r, lf_yaml_line(item)) &&
           lf_yaml_each_entry(&r->yaml, item, where, read_column, r) && check_row(r, item, where);
}

static bool read_mapping(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    return begin_row(r, lf_yaml_line(entry->key_node)) && put_text(r, 0, entry->key) &&
           lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_column, r) &&
           check_row(r, entry->key_node, entry->where);
}

static bool read_parameter(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    char *value = NULL;
    if (!read_value(r, entry->value, entry->where, &value) ||
        !begin_row(r, lf_yaml_line(entry->key_node))) {
        free(value);
        return false;
    }
    for (char *c = value; *c != '\0'; c++)
        if (*c == '|')
            *c = ','; /* lists of parameters have commas between */
    r->row->texts[2] = value;
    return put_text(r, 0, r->outer) && put_text(r, 1, entry->key);
}

static bool is_measure(const plan_reader *r, const char *id)
{
    for (size_t i = 0; i < r->measure_count; i++)
        if (strcmp(r->measures[i], id) == 0)
            return true;
    return false;
}

static bool read_parameters(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    if (!is_measure(r, entry->key))
        return lf_yaml_fail_unknown(&r->yaml, entry, "measure", (const char *const *)r->measures,
                                    r->measure_count);
    r->outer = entry->key;
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_parameter, r);
}

static bool check_category(plan_reader *r, const yaml_node_t *item, const char *where,
                           const char *id)
{
    const char *ids[512];
    size_t count = 0;
    for (size_t row = 1; row < r->categories.rows && count < 512; row++) {
        ids[count] = lf_table_get(&r->categories, row, "id");
        if (strcmp(ids[count++], id) == 0)
            return true;
    }
    char near[LF_MEANT_SIZE];
    const char *meant = lf_suggest(id, ids, count);
    return lf_yaml_fail(&r->yaml, item, where, "unknown category '%s'%s", id,
                        lf_say_near(r->ctx, meant, near));
}

/* One word of a list: a row of what stands around it and the word itself. */
static bool read_member(void *user, const yaml_node_t *item, const char *where)
{
    plan_reader *r = user;
    char *text = NULL;
    size_t last = parts[r->part].count - 1;
    if (!lf_yaml_text(&r->yaml, item, where, &text) || !begin_row(r, lf_yaml_line(item))) {
        free(text);
        return false;
    }
    r->row->texts[last] = text;
    return put_text(r, 0, r->outer) && (last == 1 || put_text(r, 1, r->inner)) &&
           (r->part != LF_PLAN_SETS || check_category(r, item, where, text));
}

static bool read_members(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    if (parts[r->part].form == LISTS)
        r->outer = entry->key;
    else
        r->inner = entry->key;
    return lf_yaml_each_item(&r->yaml, entry->value, entry->where, read_member, r);
}

static bool read_tree(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    r->outer = entry->key;
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_members, r);
}

static bool read_part(plan_reader *r, lf_plan_part part, const lf_yaml_entry *entry)
{
    static lf_yaml_entry_reader *const readers[] = {[MAPPINGS] = read_mapping,
                                                    [LISTS] = read_members,
                                                    [VALUES] = read_parameters,
                                                    [LISTS_OF_LISTS] = read_tree};
    r->part = part;
    if (parts[part].form == LIST)
        return lf_yaml_each_item(&r->yaml, entry->value, entry->where, read_item, r);
    return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, readers[parts[part].form], r);
}

/* ---- keys at the top ---- */

static bool read_year(plan_reader *r, const lf_yaml_entry *entry, int *out)
{
    double number = 0.0;
    if (!lf_yaml_number(&r->yaml, entry->value, entry->where, &number))
        return false;
    if (number < 1800 || number > 2200 || number != (int)number)
        return lf_yaml_fail(&r->yaml, entry->value, entry->where,
                            "expected a year from 1800 to 2200, found %g", number);
    *out = (int)number;
    return true;
}

static bool read_period(void *user, const lf_yaml_entry *entry)
{
    static const char *const keys[] = {"from", "to", "horizon"};
    plan_reader *r = user;
    int *const years[] = {&r->plan->from, &r->plan->to, &r->plan->horizon};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(entry->key, keys[i]) == 0)
            return read_year(r, entry, years[i]);
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", keys, 3);
}

static bool read_top_key(void *user, const lf_yaml_entry *entry)
{
    plan_reader *r = user;
    const char *keys[LF_PLAN_PARTS + 3] = {"name", "title", "period"};
    if (strcmp(entry->key, "name") == 0)
        return lf_yaml_text(&r->yaml, entry->value, entry->where, &r->plan->name);
    if (strcmp(entry->key, "title") == 0)
        return lf_yaml_text(&r->yaml, entry->value, entry->where, &r->plan->title);
    if (strcmp(entry->key, "period") == 0)
        return lf_yaml_each_entry(&r->yaml, entry->value, entry->where, read_period, r);
    for (int part = 0; part < LF_PLAN_PARTS; part++) {
        if (strcmp(entry->key, parts[part].key) == 0)
            return read_part(r, (lf_plan_part)part, entry);
        keys[part + 3] = parts[part].key;
    }
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", keys, LF_PLAN_PARTS + 3);
}

/* ---- checks of the whole ---- */

static bool fail_row(plan_reader *r, lf_plan_part part, const lf_plan_row *row, const char *column,
                     const char *word, const char *expected)
{
    return lf_fail(r->ctx, "%s:%d: %s: %s '%s'; expected %s", r->plan->path, row->line,
                   parts[part].key, column, word, expected);
}

static bool is_one_of(const char *word, size_t length, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
            return true;
    return false;
}

static bool check_table(plan_reader *r, const lf_plan_row *row)
{
    static const char *const forms[] = {"cells", "list", "bands"};
    static const char *const sums[] = {"areas", "years", "classes"};
    const char *form = row->texts[1], *sum = row->texts[5];
    if (form != NULL && !is_one_of(form, strlen(form), forms, 3))
        return fail_row(r, LF_PLAN_TABLES, row, "form", form, "cells, list or bands");
    while (sum != NULL && *sum != '\0') {
        size_t length = strcspn(sum, "|");
        if (!is_one_of(sum, length, sums, 3))
            return fail_row(r, LF_PLAN_TABLES, row, "sums", sum, "areas, years or classes");
        sum += length + (sum[length] == '|');
    }
    if (strstr(row->texts[0], "..") != NULL || row->texts[0][0] == '/')
        return fail_row(r, LF_PLAN_TABLES, row, "file", row->texts[0],
                        "a file in the plan's folder");
    return true;
}

static bool check_whole(plan_reader *r)
{
    const lf_plan *plan = r->plan;
    const yaml_node_t *root = lf_yaml_root(&r->yaml);
    if (plan->name == NULL || plan->from == 0 || plan->to == 0)
        return lf_yaml_fail(&r->yaml, root,
                            plan->name == NULL ? "name"
                            : plan->from == 0  ? "period.from"
                                               : "period.to",
                            "required, but not given");
    if (plan->to < plan->from || (plan->horizon != 0 && plan->horizon < plan->to))
        return lf_yaml_fail(&r->yaml, root, "period",
                            "expected from, to and horizon in this order");
    for (size_t i = 0; i < plan->parts[LF_PLAN_TABLES].count; i++)
        if (!check_table(r, &plan->parts[LF_PLAN_TABLES].rows[i]))
            return false;
    return true;
}

/* ---- the whole ---- */

/* The measures there are: file names without folder and suffix. */
static bool list_measures(plan_reader *r, const lf_places *places)
{
    if (!lf_places_list(r->ctx, places, "queries/measures", ".sql", &r->measures,
                        &r->measure_count))
        return false;
    for (size_t i = 0; i < r->measure_count; i++) {
        char *name = strrchr(r->measures[i], '/');
        name = name == NULL ? r->measures[i] : name + 1;
        size_t length = strlen(name) - strlen(".sql");
        memmove(r->measures[i], name, length);
        r->measures[i][length] = '\0';
    }
    return true;
}

static bool read_categories(plan_reader *r, const lf_places *places)
{
    char *path = NULL;
    bool ok = lf_places_file(r->ctx, places, "layers/categories.csv", &path) &&
              lf_table_read(r->ctx, path, &r->categories);
    free(path);
    return ok;
}

/* "plans/nanjing" and "plans/nanjing/" are nanjing. */
static char *last_name(const char *folder)
{
    size_t end = strlen(folder);
    while (end > 1 && folder[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && folder[start - 1] != '/')
        start--;
    return lf_copyf("%.*s", (int)(end - start), folder + start);
}

static bool begin(lf_context *ctx, const char *path, lf_plan *plan)
{
    plan->path = lf_keep(ctx, path);
    plan->folder = lf_parent_path(path);
    plan->id = plan->folder == NULL ? NULL : last_name(plan->folder);
    return plan->path != NULL && (plan->id != NULL || lf_fail_memory(ctx));
}

bool lf_plan_parse(lf_context *ctx, const char *path, const char *text, size_t length,
                   const lf_places *places, lf_plan *out)
{
    plan_reader r = {.ctx = ctx, .plan = out};
    *out = (lf_plan){0};
    bool ok = begin(ctx, path, out) && lf_yaml_open(ctx, path, text, length, &r.yaml) &&
              read_categories(&r, places) && list_measures(&r, places) &&
              lf_yaml_each_entry(&r.yaml, lf_yaml_root(&r.yaml), "", read_top_key, &r) &&
              check_whole(&r);
    lf_text_free(&r.words);
    lf_table_free(&r.categories);
    lf_free_names(r.measures, r.measure_count);
    lf_yaml_close(&r.yaml);
    if (!ok) {
        lf_plan_free(out);
        return false;
    }
    lf_hash_bytes(text, length, out->hash);
    return true;
}

bool lf_plan_read(lf_context *ctx, const char *folder, const lf_places *places, lf_plan *out)
{
    char *text = NULL;
    size_t length = 0;
    char *path = lf_join_path(folder, "plan.yaml");
    *out = (lf_plan){0};
    bool ok = path != NULL || lf_fail_memory(ctx);
    if (ok && !lf_file_exists(path))
        ok = lf_fail(ctx, "%s: no such file; a plan is a folder with plan.yaml and targets.csv",
                     path);
    ok = ok && lf_read_file(ctx, path, &text, &length) &&
         lf_plan_parse(ctx, path, text, length, places, out);
    free(text);
    free(path);
    return ok;
}

void lf_plan_free(lf_plan *plan)
{
    if (plan == NULL)
        return;
    for (size_t part = 0; part < LF_PLAN_PARTS; part++) {
        for (size_t i = 0; i < plan->parts[part].count; i++)
            for (size_t column = 0; column < LF_PLAN_COLUMNS; column++)
                free(plan->parts[part].rows[i].texts[column]);
        free(plan->parts[part].rows);
    }
    free(plan->path);
    free(plan->folder);
    free(plan->id);
    free(plan->name);
    free(plan->title);
    *plan = (lf_plan){0};
}
