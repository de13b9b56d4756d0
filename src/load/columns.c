/* Columns of a contract from columns of a source. See columns.h. */
#include "load/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_computed(const lf_contract *contract, const char *name)
{
    for (size_t i = 0; i < contract->computed_count; i++)
        if (strcmp(contract->computed[i], name) == 0)
            return true;
    return strcmp(name, "geom") == 0 || strcmp(name, "key") == 0;
}

static bool is_flag(const lf_contract *contract, const char *name)
{
    char check[128];
    snprintf(check, sizeof check, "%s IN (0, 1)", name);
    if (strstr(contract->file.text, check) != NULL)
        return true;
    snprintf(check, sizeof check, "%s IN (-1, 0, 1)", name);
    return strstr(contract->file.text, check) != NULL;
}

/* The kind of words in layers/classes.csv that a column holds, or NULL. */
static const char *words_of(const lf_contract *contract, const char *name)
{
    static const char *const layers[] = {"homes", "sites", "candidates", "programmes"};
    static const char *const kinds[] = {"class", "mode", "status", "land_source"};
    static const char feature[] = "feature";
    if (strcmp(contract->id, "targets") == 0)
        return strcmp(name, "kind") == 0 ? "target_kind" : NULL;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        if (strcmp(contract->id, layers[i]) != 0)
            continue;
        for (size_t j = 0; j < sizeof kinds / sizeof *kinds; j++)
            if (strcmp(name, kinds[j]) == 0)
                return kinds[j];
        return strcmp(name, "features") == 0 ? feature : NULL;
    }
    return NULL;
}

static lf_column_reading reading_of(const lf_contract *contract, const char *name, const char *type)
{
    if (strcmp(type, "REAL") == 0)
        return LF_AS_NUMBER;
    if (strcmp(type, "INTEGER") == 0) {
        bool year = strcmp(name, "year") == 0 || lf_ends_with(name, "_year");
        return is_flag(contract, name) ? LF_AS_FLAG : year ? LF_AS_YEAR : LF_AS_INTEGER;
    }
    if (strcmp(contract->id, "targets") == 0 && strcmp(name, "comparison") == 0)
        return LF_AS_COMPARISON;
    if (strcmp(contract->id, "facilities") == 0 && strcmp(name, "category") == 0)
        return LF_AS_CATEGORY;
    if (strcmp(name, "features") == 0)
        return LF_AS_WORDS;
    return words_of(contract, name) == NULL ? LF_AS_TEXT : LF_AS_WORD;
}

static bool add_column(lf_context *ctx, const lf_contract *contract, lf_statement *row,
                       lf_columns *out)
{
    const char *name = lf_column_text(row, 0);
    out->has_xy = out->has_xy || strcmp(name, "x") == 0;
    out->has_geom = out->has_geom || strcmp(name, "geom") == 0;
    out->has_key = out->has_key || strcmp(name, "key") == 0;
    if (is_computed(contract, name))
        return true;
    lf_column *more = realloc(out->items, (out->count + 1) * sizeof *more);
    if (more == NULL)
        return lf_fail_memory(ctx);
    out->items = more;
    lf_column *column = &more[out->count++];
    *column = (lf_column){
        .name = lf_copy(name),
        .reading = reading_of(contract, name, lf_column_text(row, 1)),
        .words = words_of(contract, name),
        .not_null = lf_column_integer(row, 2) != 0,
        .fallback = lf_copy(lf_column_text(row, 3)),
        .from = LF_NO_COLUMN,
    };
    return column->name != NULL || lf_fail_memory(ctx);
}

bool lf_columns_read(lf_context *ctx, lf_workspace *ws, const lf_contract *contract,
                     lf_columns *out)
{
    lf_statement *info = NULL;
    *out = (lf_columns){0};
    if (!lf_prepare(ctx, ws,
                    "SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info(?1)"
                    " ORDER BY cid",
                    &info))
        return false;
    lf_bind_text(info, 1, contract->id);
    lf_step step;
    bool ok = true;
    while (ok && (step = lf_statement_step(ctx, info)) == LF_STEP_ROW)
        ok = add_column(ctx, contract, info, out);
    ok = ok && step == LF_STEP_DONE;
    lf_statement_close(info);
    return ok;
}

void lf_columns_free(lf_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        free(columns->items[i].name);
        free(columns->items[i].fallback);
    }
    free(columns->items);
    *columns = (lf_columns){0};
}

lf_column *lf_columns_find(const lf_columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return &columns->items[i];
    return NULL;
}

/* ---- matching ---- */

static bool is_taken(const lf_columns *columns, int from)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].from == from)
            return true;
    return false;
}

static bool match_given(lf_context *ctx, const lf_source *source, lf_columns *columns)
{
    const lf_city_source *given = source->given;
    for (size_t i = 0; i < given->set_count; i++) {
        lf_column *column = lf_columns_find(columns, given->set[i].name);
        if (column == NULL)
            return lf_fail(ctx, "%s: set: %s is not a column to be filled", given->layer,
                           given->set[i].name);
        column->constant = given->set[i].value;
    }
    for (size_t i = 0; i < given->field_count; i++) {
        lf_column *column = lf_columns_find(columns, given->fields[i].name);
        if (column == NULL)
            return lf_fail(ctx, "%s: fields: %s is not a column to be filled", given->layer,
                           given->fields[i].name);
        column->from = lf_source_find_column(source, given->fields[i].value);
        if (column->from == LF_NO_COLUMN) {
            char key[96];
            snprintf(key, sizeof key, "fields: %s", column->name);
            return lf_source_fail_column(ctx, source, key, given->fields[i].value);
        }
    }
    return true;
}

static void match_own_names(const lf_source *source, lf_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        lf_column *column = &columns->items[i];
        if (column->from == LF_NO_COLUMN && column->constant == NULL)
            column->from = lf_source_find_column(source, column->name);
    }
}

static const lf_column_names *names_of(const lf_contract *contract, const char *column)
{
    for (size_t i = 0; i < contract->names_count; i++)
        if (strcmp(contract->names[i].column, column) == 0)
            return &contract->names[i];
    return NULL;
}

static void match_accepted_names(lf_context *ctx, const lf_contract *contract,
                                 const lf_source *source, lf_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        lf_column *column = &columns->items[i];
        const lf_column_names *names = names_of(contract, column->name);
        bool open = column->from == LF_NO_COLUMN && column->constant == NULL && names != NULL;
        for (size_t j = 0; open && j < names->count; j++) {
            int from = lf_source_find_column(source, names->names[j]);
            if (from == LF_NO_COLUMN || is_taken(columns, from) ||
                lf_source_is_nested(source, from))
                continue;
            column->from = from;
            open = false;
            lf_detail(ctx, "%s: %s is taken from the column '%s'", contract->id, column->name,
                      lf_source_column_name(source, from));
        }
    }
}

/* The source's column nearest to a contract column or any of its accepted names; NULL: none is. */
static const char *nearest_column(const lf_contract *contract, const lf_source *source,
                                  const lf_columns *columns, const char *column)
{
    int count = lf_source_column_count(source);
    const char **words = calloc((size_t)count + 1, sizeof *words);
    size_t open = 0;
    for (int i = 0; words != NULL && i < count; i++)
        if (!is_taken(columns, i))
            words[open++] = lf_source_column_name(source, i);
    const lf_column_names *names = names_of(contract, column);
    const char *near = words == NULL ? NULL : lf_nearest_word(column, words, open);
    for (size_t i = 0; near == NULL && words != NULL && names != NULL && i < names->count; i++)
        near = lf_nearest_word(names->names[i], words, open);
    free(words);
    return near;
}

static bool fail_missing(lf_context *ctx, const lf_contract *contract, const lf_source *source,
                         const lf_columns *columns, const lf_column *column)
{
    lf_text list = {0};
    const char *near = nearest_column(contract, source, columns, column->name);
    for (int i = 0; i < lf_source_column_count(source); i++)
        lf_text_addf(&list, "%s%s", i > 0 ? ", " : "", lf_source_column_name(source, i));
    if (near != NULL)
        lf_fail(ctx,
                "%s: %s has no column '%s'; did you mean '%s'? Then write fields: {%s: %s} "
                "(columns: %s)",
                contract->id, source->shown, column->name, near, column->name, near,
                lf_text_get(&list));
    else
        lf_fail(ctx,
                "%s: %s has no column '%s': name it with fields: or give one value with set: "
                "(columns: %s)",
                contract->id, source->shown, column->name, lf_text_get(&list));
    lf_text_free(&list);
    return false;
}

bool lf_columns_match(lf_context *ctx, const lf_contract *contract, const lf_source *source,
                      lf_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        columns->items[i].from = LF_NO_COLUMN;
        columns->items[i].constant = NULL;
    }
    if (!match_given(ctx, source, columns))
        return false;
    match_own_names(source, columns);
    match_accepted_names(ctx, contract, source, columns);
    for (size_t i = 0; i < columns->count; i++) {
        const lf_column *column = &columns->items[i];
        bool empty = column->from == LF_NO_COLUMN && column->constant == NULL;
        bool needed = column->not_null && column->fallback == NULL;
        if (empty && needed && strcmp(column->name, "id") != 0)
            return fail_missing(ctx, contract, source, columns, column);
    }
    return true;
}

/* Parameters are looked up by name once, not for every row. */
static bool find_parameters(lf_context *ctx, const lf_statement *insert, lf_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        char *name = lf_copyf(":%s", columns->items[i].name);
        if (name == NULL)
            return lf_fail_memory(ctx);
        columns->items[i].parameter = lf_bind_index(insert, name);
        free(name);
    }
    return true;
}

bool lf_columns_insert(lf_context *ctx, lf_workspace *ws, const lf_contract *contract,
                       lf_columns *columns, lf_statement **out)
{
    lf_text sql = {0};
    lf_text values = {0};
    lf_text_addf(&sql, "INSERT INTO \"%s\" (", contract->id);
    for (size_t i = 0; i < contract->computed_count; i++) {
        lf_text_addf(&sql, "\"%s\", ", contract->computed[i]);
        lf_text_addf(&values, ":%s, ", contract->computed[i]);
    }
    if (columns->has_geom) {
        lf_text_add(&sql, "geom, ");
        lf_text_add(&values, ":geom, ");
    }
    for (size_t i = 0; i < columns->count; i++) {
        const lf_column *column = &columns->items[i];
        const char *comma = i + 1 < columns->count ? ", " : "";
        lf_text_addf(&sql, "\"%s\"%s", column->name, comma);
        if (column->fallback != NULL)
            lf_text_addf(&values, "coalesce(:%s, %s)%s", column->name, column->fallback, comma);
        else
            lf_text_addf(&values, ":%s%s", column->name, comma);
    }
    lf_text_addf(&sql, ") VALUES (%s)", lf_text_get(&values));
    bool ok = !sql.failed && !values.failed ? lf_prepare(ctx, ws, lf_text_get(&sql), out)
                                            : lf_fail_memory(ctx);
    lf_text_free(&sql);
    lf_text_free(&values);
    return ok && find_parameters(ctx, *out, columns);
}
