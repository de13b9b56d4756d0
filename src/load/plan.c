/* A plan's folder into tables. See plan.h. */
#include "load/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/values.h"

static bool do_row(lf_context *ctx, lf_statement *insert)
{
    bool ok = lf_statement_do(ctx, insert);
    lf_statement_reset(insert);
    return ok;
}

/* ---- small tables that stand beside every city ---- */

static bool open_table(lf_context *ctx, const lf_places *places, const char *name, lf_table *out)
{
    char *path = NULL;
    bool ok = lf_places_file(ctx, places, name, &path) && lf_table_read(ctx, path, out);
    free(path);
    return ok;
}

/* Copies columns of a CSV file of the definitions into a table. "" becomes NULL. */
static bool copy_table(lf_context *ctx, lf_workspace *ws, const lf_places *places, const char *name,
                       const char *sql, const char *const *columns, int count)
{
    lf_table table = {0};
    lf_statement *insert = NULL;
    bool ok = open_table(ctx, places, name, &table) && lf_prepare(ctx, ws, sql, &insert);
    for (size_t row = 1; ok && row < table.rows; row++) {
        for (int i = 0; i < count; i++) {
            const char *cell = lf_table_get(&table, row, columns[i]);
            lf_bind_text(insert, i + 1, cell[0] == '\0' ? NULL : cell);
        }
        ok = do_row(ctx, insert);
    }
    lf_statement_close(insert);
    lf_table_free(&table);
    return ok;
}

static bool write_small_tables(lf_context *ctx, lf_workspace *ws, const lf_places *places)
{
    static const char *const units[] = {"unit", "family", "size"};
    static const char *const words[] = {"kind", "id", "title", "title_zh"};
    static const char *const norms[] = {"id",   "item_en", "item_zh", "value",
                                        "unit", "source",  "clause",  "confidence"};
    return copy_table(ctx, ws, places, "queries/units.csv",
                      "INSERT INTO unit VALUES (?1, ?2, CAST(?3 AS REAL))", units, 3) &&
           copy_table(ctx, ws, places, "layers/classes.csv",
                      "INSERT INTO word VALUES (?1, ?2, ?3, ?4)", words, 4) &&
           copy_table(ctx, ws, places, "layers/norms.csv",
                      "INSERT INTO norm VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", norms, 8);
}

/* ---- plan.yaml ---- */

static bool write_part(lf_context *ctx, lf_workspace *ws, const lf_plan *plan, lf_plan_part part)
{
    size_t count = 0;
    const char *const *columns = lf_plan_columns(part, &count);
    lf_text sql = {0};
    lf_statement *insert = NULL;
    lf_text_addf(&sql, "INSERT INTO %s (line", lf_plan_table(part));
    for (size_t i = 0; i < count; i++)
        lf_text_addf(&sql, ", \"%s\"", columns[i]);
    lf_text_add(&sql, ") VALUES (?");
    for (size_t i = 0; i < count; i++)
        lf_text_add(&sql, ", ?");
    lf_text_add(&sql, ")");
    bool ok =
        (!sql.failed || lf_fail_memory(ctx)) && lf_prepare(ctx, ws, lf_text_get(&sql), &insert);
    for (size_t row = 0; ok && row < plan->parts[part].count; row++) {
        const lf_plan_row *given = &plan->parts[part].rows[row];
        lf_bind_integer(insert, 1, given->line);
        for (size_t i = 0; i < count; i++)
            lf_bind_text(insert, (int)i + 2, given->texts[i]);
        ok = do_row(ctx, insert);
    }
    lf_statement_close(insert);
    lf_text_free(&sql);
    return ok;
}

static bool write_head(lf_context *ctx, lf_workspace *ws, const lf_plan *plan)
{
    return lf_workspace_runf(ctx, ws, "plan",
                             "INSERT INTO plan VALUES (%Q, %Q, %Q, %d, %d, nullif(%d, 0))",
                             plan->id, plan->name, plan->title == NULL ? plan->name : plan->title,
                             plan->from, plan->to, plan->horizon);
}

/* ---- its tables ---- */

/* A CSV file of the plan: what is read, and where its rows go. */
typedef struct plan_file {
    const lf_plan *plan;
    const char *name;  /* as plan.yaml names it */
    const char *place; /* of plan.yaml, for rows without their own */
    lf_table table;
    lf_statement *insert;
    bool only_rules;
} plan_file;

static bool fail_cell(lf_context *ctx, const plan_file *file, size_t row, const char *column,
                      const char *expected)
{
    return lf_fail(ctx, "%s:%d: %s: '%s'; expected %s", file->table.path, file->table.lines[row],
                   column, lf_table_get(&file->table, row, column), expected);
}

/* Half of the last digit written: 218.46 is known to 0.005. */
static double half_digit(const char *text)
{
    const char *point = strchr(text, '.');
    return 0.5 * pow(10.0, point == NULL ? 0.0 : -(double)strspn(point + 1, "0123456789"));
}

static bool read_number(lf_context *ctx, const plan_file *file, size_t row, const char *column,
                        double *out)
{
    const char *text = lf_table_get(&file->table, row, column);
    *out = NAN;
    return lf_value_number(text, out) != LF_READ_WRONG ||
           fail_cell(ctx, file, row, column, "a number (value_text keeps a cell as printed)");
}

static const char *place_of(const plan_file *file, size_t row)
{
    const char *place = lf_table_get(&file->table, row, "place");
    return place[0] != '\0' ? place : file->place;
}

static bool write_cell(lf_context *ctx, plan_file *file, size_t row)
{
    static const char *const texts[] = {"quantity", "class", "area", "period"};
    const lf_table *table = &file->table;
    const char *role = lf_table_get(table, row, "role");
    const char *comparison = lf_table_get(table, row, "comparison");
    const char *canonical = comparison[0] == '\0' ? "=" : lf_value_comparison(comparison);
    double value = NAN;
    if (file->only_rules && strcmp(role, "rule") != 0)
        return true;
    if (!read_number(ctx, file, row, "value", &value))
        return false;
    if (canonical == NULL)
        return fail_cell(ctx, file, row, "comparison", ">=, <=, =, > or <");
    if (lf_table_get(table, row, "quantity")[0] == '\0')
        return fail_cell(ctx, file, row, "quantity", "what the row counts");
    lf_bind_text(file->insert, 1, file->plan->id);
    lf_bind_text(file->insert, 2, file->name);
    lf_bind_integer(file->insert, 3, table->lines[row]);
    for (int i = 0; i < 4; i++)
        lf_bind_text(file->insert, i + 4, lf_table_get(table, row, texts[i]));
    lf_bind_text(file->insert, 8, canonical);
    lf_bind_real(file->insert, 9, value);
    lf_bind_text(file->insert, 10, lf_table_get(table, row, "value_text"));
    lf_bind_text(file->insert, 11, lf_table_get(table, row, "unit"));
    lf_bind_text(file->insert, 12, place_of(file, row));
    lf_bind_text(file->insert, 13, role);
    lf_bind_real(file->insert, 14, half_digit(lf_table_get(table, row, "value")));
    return do_row(ctx, file->insert);
}

static bool write_item(lf_context *ctx, plan_file *file, size_t row)
{
    static const char *const texts[] = {"list", "place", "item", "grouping", "same_as"};
    const lf_table *table = &file->table;
    if (lf_table_get(table, row, "list")[0] == '\0' || lf_table_get(table, row, "item")[0] == '\0')
        return fail_cell(ctx, file, row, "item", "a list and an item");
    lf_bind_text(file->insert, 1, file->name);
    lf_bind_integer(file->insert, 2, table->lines[row]);
    for (int i = 0; i < 5; i++)
        lf_bind_text(file->insert, i + 3,
                     i == 1 ? place_of(file, row) : lf_table_get(table, row, texts[i]));
    return do_row(ctx, file->insert);
}

static bool read_included(lf_context *ctx, const plan_file *file, size_t row, const char *column,
                          int64_t *out)
{
    *out = 0;
    return lf_value_flag(lf_table_get(&file->table, row, column), out) != LF_READ_WRONG ||
           fail_cell(ctx, file, row, column, "1 where the end belongs to the band, 0 where not");
}

static bool write_band(lf_context *ctx, plan_file *file, size_t row)
{
    double low = NAN, high = NAN;
    int64_t low_included = 0, high_included = 0;
    if (!read_number(ctx, file, row, "low", &low) || !read_number(ctx, file, row, "high", &high) ||
        !read_included(ctx, file, row, "low_included", &low_included) ||
        !read_included(ctx, file, row, "high_included", &high_included))
        return false;
    lf_bind_text(file->insert, 1, file->name);
    lf_bind_integer(file->insert, 2, file->table.lines[row]);
    lf_bind_text(file->insert, 3, lf_table_get(&file->table, row, "bands"));
    lf_bind_real(file->insert, 4, low);
    lf_bind_integer(file->insert, 5, low_included);
    lf_bind_real(file->insert, 6, high);
    lf_bind_integer(file->insert, 7, high_included);
    lf_bind_text(file->insert, 8, lf_table_get(&file->table, row, "unit"));
    lf_bind_text(file->insert, 9, place_of(file, row));
    lf_bind_text(file->insert, 10, lf_table_get(&file->table, row, "action"));
    return do_row(ctx, file->insert);
}

static const struct {
    const char *form;
    const char *column; /* that such a table must have */
    const char *sql;
    bool (*write)(lf_context *ctx, plan_file *file, size_t row);
} forms[] = {
    {"cells", "quantity",
     "INSERT INTO plan_cell (plan, file, line, quantity, class, area, period, comparison, value,"
     " value_text, unit, place, role, half) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
     write_cell},
    {"list", "list",
     "INSERT INTO plan_item (file, line, list, place, item, grouping, same_as)"
     " VALUES (?, ?, ?, ?, ?, ?, ?)",
     write_item},
    {"bands", "bands",
     "INSERT INTO plan_band (file, line, bands, low, low_included, high, high_included, unit,"
     " place, action) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
     write_band},
};

/* `given`: file, form, title, title_zh, clause, sums. */
static bool write_table(lf_context *ctx, lf_workspace *ws, const lf_plan *plan,
                        const lf_plan_row *given, bool only_rules)
{
    plan_file file = {.plan = plan,
                      .name = given->texts[0],
                      .place = given->texts[4] == NULL ? "" : given->texts[4],
                      .only_rules = only_rules};
    size_t form = 0;
    while (form < 2 && given->texts[1] != NULL && strcmp(forms[form].form, given->texts[1]) != 0)
        form++;
    if (only_rules && form > 0)
        return true;
    char *path = lf_join_path(plan->folder, file.name);
    bool ok = (path != NULL || lf_fail_memory(ctx)) && lf_table_read(ctx, path, &file.table) &&
              lf_prepare(ctx, ws, forms[form].sql, &file.insert);
    if (ok && lf_table_column(&file.table, forms[form].column) < 0)
        ok = lf_fail(ctx, "%s:1: expected a column '%s'", path, forms[form].column);
    for (size_t row = 1; ok && row < file.table.rows; row++)
        ok = forms[form].write(ctx, &file, row);
    lf_statement_close(file.insert);
    lf_table_free(&file.table);
    free(path);
    return ok;
}

static bool write_tables(lf_context *ctx, lf_workspace *ws, const lf_plan *plan, bool only_rules)
{
    bool ok = true;
    for (size_t i = 0; ok && i < plan->parts[LF_PLAN_TABLES].count; i++)
        ok = write_table(ctx, ws, plan, &plan->parts[LF_PLAN_TABLES].rows[i], only_rules);
    return ok && lf_workspace_run(ctx, ws, "plan_cell",
                                  "UPDATE plan_cell SET"
                                  " amount = value * coalesce((SELECT size FROM unit WHERE unit ="
                                  "  plan_cell.unit), 1.0),"
                                  " half = half * coalesce((SELECT size FROM unit WHERE unit ="
                                  "  plan_cell.unit), 1.0) WHERE amount IS NULL");
}

bool lf_plan_write(lf_context *ctx, lf_workspace *ws, const lf_places *places, const lf_plan *plan)
{
    bool ok = lf_workspace_run(ctx, ws, "plan",
                               "DELETE FROM unit; DELETE FROM word; DELETE FROM norm;"
                               "DELETE FROM plan; DELETE FROM plan_cell; DELETE FROM plan_item;"
                               "DELETE FROM plan_band; DELETE FROM finding;") &&
              write_small_tables(ctx, ws, places);
    for (int part = 0; ok && part < LF_PLAN_PARTS; part++)
        ok = lf_workspace_runf(ctx, ws, "plan", "DELETE FROM %s",
                               lf_plan_table((lf_plan_part)part)) &&
             (plan == NULL || write_part(ctx, ws, plan, (lf_plan_part)part));
    return ok &&
           (plan == NULL || (write_head(ctx, ws, plan) && write_tables(ctx, ws, plan, false)));
}

/* ---- its targets ---- */

bool lf_plan_source(lf_context *ctx, const lf_plan *plan, int part, lf_city_source *out)
{
    static char layer[] = "targets", encoding[] = "UTF-8";
    *out = (lf_city_source){.layer = layer, .encoding = encoding, .part = part, .plan = plan->id};
    out->path = lf_join_path(plan->folder, "targets.csv");
    out->full_path = lf_copy(out->path);
    return out->full_path != NULL || lf_fail_memory(ctx);
}

void lf_plan_source_free(lf_city_source *source)
{
    free(source->path);
    free(source->full_path);
    *source = (lf_city_source){0};
}

static bool add_hash(lf_context *ctx, const lf_plan *plan, const char *name, lf_text *out)
{
    char hash[LF_HASH_SIZE];
    char *path = lf_join_path(plan->folder, name);
    bool ok = (path != NULL || lf_fail_memory(ctx)) && lf_hash_path(ctx, path, hash);
    if (ok)
        lf_text_addf(out, "plan %s %s\n", name, hash);
    free(path);
    return ok;
}

bool lf_plan_hashes(lf_context *ctx, const lf_plan *plan, lf_text *out)
{
    lf_text_addf(out, "plan %s %s\n", plan->id, plan->hash);
    bool ok = add_hash(ctx, plan, "targets.csv", out);
    for (size_t i = 0; ok && i < plan->parts[LF_PLAN_TABLES].count; i++)
        ok = add_hash(ctx, plan, plan->parts[LF_PLAN_TABLES].rows[i].texts[0], out);
    return ok;
}

/* ---- the plans beside it ---- */

static bool load_neighbour(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                           const char *folder)
{
    lf_plan plan = {0};
    if (!lf_plan_read(ctx, folder, places, &plan)) {
        lf_warn(ctx, "passed over: %s", ctx->error);
        lf_clear_error(ctx);
        return true;
    }
    bool ok = write_tables(ctx, ws, &plan, true);
    lf_plan_free(&plan);
    return ok;
}

static bool is_plan(const char *folder)
{
    char *file = lf_join_path(folder, "plan.yaml");
    bool is = file != NULL && lf_file_exists(file);
    free(file);
    return is;
}

/* The folder by its full name, so that what is above it can be told. free(). */
static char *plain_folder(const char *folder)
{
    char *real = realpath(folder, NULL);
    char *copy = lf_copy(real != NULL ? real : folder);
    free(real);
    return copy;
}

bool lf_plan_neighbours_load(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                             const char *folder)
{
    char **names = NULL;
    size_t count = 0;
    char *plain = plain_folder(folder);
    char *above = plain == NULL ? NULL : lf_parent_path(plain);
    const char *slash = plain == NULL ? NULL : strrchr(plain, '/');
    const char *own = slash == NULL ? plain : slash + 1;
    bool ok = above != NULL ? lf_list_folder(ctx, above, "", &names, &count) : lf_fail_memory(ctx);
    for (size_t i = 0; ok && i < count; i++) {
        char *beside = lf_join_path(above, names[i]);
        if (beside != NULL && strcmp(names[i], own) != 0 && is_plan(beside))
            ok = load_neighbour(ctx, ws, places, beside);
        free(beside);
    }
    lf_free_names(names, count);
    free(above);
    free(plain);
    return ok;
}
