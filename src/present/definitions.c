/*
 * Fills a workspace in memory with definitions.
 */
#include "present/definitions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

static const char *const own_tables =
    "CREATE TABLE setting_definition (name TEXT PRIMARY KEY, value TEXT, unit TEXT, origin TEXT,"
    " norm TEXT, about TEXT, origin_zh TEXT, about_zh TEXT) STRICT;"
    "CREATE TABLE parameter_definition (measure TEXT, parameter TEXT, preset TEXT, allowed TEXT,"
    " meaning TEXT, meaning_zh TEXT) STRICT;"
    "CREATE TABLE check_listed (id TEXT PRIMARY KEY, rank INTEGER, title TEXT, title_zh TEXT,"
    " unit TEXT, norm TEXT, clause TEXT, confidence TEXT, file TEXT, hash TEXT, about TEXT,"
    " about_zh TEXT) STRICT;"
    "CREATE TABLE contract_definition (layer TEXT, title_en TEXT, title_zh TEXT, geometry TEXT,"
    " columns TEXT, fatal_rejects REAL) STRICT;";

/* Runs an INSERT with texts; NULL and "" are NULL. */
static bool insert_texts(lf_context *ctx, lf_statement *insert, const char *const *texts,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        lf_bind_text(insert, (int)i + 1, texts[i] != NULL && texts[i][0] != '\0' ? texts[i] : NULL);
    return lf_statement_do(ctx, insert);
}

static bool read_table(lf_context *ctx, const lf_places *places, const char *name, lf_table *out)
{
    char *path = NULL;
    bool ok = lf_places_file(ctx, places, name, &path) && lf_table_read(ctx, path, out);
    free(path);
    return ok;
}

/* ---- settings -----------------------------------------------------------------------------------
 */

static const lf_pair *find_pair(const lf_city *city, const char *name)
{
    for (size_t i = 0; city != NULL && i < city->setting_count; i++)
        if (strcmp(city->settings[i].name, name) == 0)
            return &city->settings[i];
    return NULL;
}

static bool insert_setting(lf_context *ctx, lf_statement *insert, const lf_table *table, size_t row,
                           const lf_city *city)
{
    const char *name = lf_table_get(table, row, "name");
    const lf_pair *given = find_pair(city, name);
    char origin[64] = "default", origin_zh[64] = "默认";
    if (given != NULL) {
        snprintf(origin, sizeof origin, "city file, line %d", given->line);
        snprintf(origin_zh, sizeof origin_zh, "城市文件第 %d 行", given->line);
    }
    const char *const texts[] = {
        name,
        given != NULL ? given->value : lf_table_get(table, row, "default"),
        lf_table_get(table, row, "unit"),
        origin,
        lf_table_get(table, row, "norm"),
        lf_table_get(table, row, "about"),
        origin_zh,
        lf_table_get(table, row, "about_zh"),
    };
    return insert_texts(ctx, insert, texts, 8);
}

static bool add_settings(lf_context *ctx, const lf_places *places, const lf_city *city,
                         lf_workspace *workspace)
{
    lf_table table = {0};
    lf_statement *insert = NULL;
    bool ok = read_table(ctx, places, "layers/settings.csv", &table) &&
              lf_prepare(ctx, workspace,
                         "INSERT INTO setting_definition VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                         &insert);
    for (size_t row = 1; ok && row < table.rows; row++)
        ok = insert_setting(ctx, insert, &table, row, city);
    lf_statement_close(insert);
    lf_table_free(&table);
    return ok;
}

/* ---- categories ---------------------------------------------------------------------------------
 */

static const lf_city_category *find_category(const lf_city *city, const char *id)
{
    for (size_t i = 0; city != NULL && i < city->category_count; i++)
        if (strcmp(city->categories[i].id, id) == 0)
            return &city->categories[i];
    return NULL;
}

/* The distance of a tier as the settings say; NaN where there is none. */
static double tier_distance(const lf_city *city, int tier)
{
    char name[32];
    snprintf(name, sizeof name, "tiers.%d_m", tier);
    const lf_pair *given = find_pair(city, name);
    if (given != NULL)
        return strtod(given->value, NULL);
    return tier == 15 ? 1000 : tier == 10 ? 500 : tier == 5 ? 300 : (double)NAN;
}

static const char *chosen(const char *first, const char *second)
{
    return first != NULL && first[0] != '\0' ? first : second;
}

/* One category as the table and the city file give it; either may be missing. */
static bool insert_category(lf_context *ctx, lf_statement *insert, const lf_table *table,
                            size_t row, const lf_city_category *given, const lf_city *city)
{
    const char *id = row > 0 ? lf_table_get(table, row, "id") : given->id;
    const char *title = row > 0 ? lf_table_get(table, row, "title") : NULL;
    const char *title_zh = row > 0 ? lf_table_get(table, row, "title_zh") : NULL;
    int tier = row > 0 ? atoi(lf_table_get(table, row, "tier")) : 0;
    const char *distance = row > 0 ? lf_table_get(table, row, "distance_m") : "";
    double limit_m = distance[0] != '\0' ? strtod(distance, NULL) : (double)NAN;
    double limit_min = (double)NAN;
    if (given != NULL) {
        title = chosen(given->title, title);
        title_zh = chosen(given->title_zh, title_zh);
        if (given->tier != 0) {
            tier = given->tier;
            limit_m = tier_distance(city, tier);
        }
        limit_min = given->minutes;
        limit_m = !isnan(given->distance_m) ? given->distance_m : limit_m;
    }
    lf_bind_text(insert, 1, id);
    lf_bind_text(insert, 2, chosen(title, id));
    lf_bind_text(insert, 3, chosen(title_zh, chosen(title, id)));
    if (tier > 0)
        lf_bind_integer(insert, 4, tier);
    else
        lf_bind_null(insert, 4);
    lf_bind_real(insert, 5, isnan(limit_min) ? limit_m : (double)NAN);
    lf_bind_real(insert, 6, limit_min);
    lf_bind_text(insert, 7, row > 0 ? chosen(lf_table_get(table, row, "norm"), NULL) : NULL);
    lf_bind_text(insert, 8, row > 0 ? chosen(lf_table_get(table, row, "confidence"), NULL) : NULL);
    return lf_statement_do(ctx, insert);
}

static bool is_in_table(const lf_table *table, const char *id)
{
    for (size_t row = 1; row < table->rows; row++)
        if (strcmp(lf_table_get(table, row, "id"), id) == 0)
            return true;
    return false;
}

/* All of categories.csv, or where the city file names categories, those. */
static bool add_categories(lf_context *ctx, const lf_places *places, const lf_city *city,
                           lf_workspace *workspace)
{
    lf_table table = {0};
    lf_statement *insert = NULL;
    bool named = city != NULL && city->category_count > 0;
    bool ok = read_table(ctx, places, "layers/categories.csv", &table) &&
              lf_prepare(ctx, workspace,
                         "INSERT INTO category VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", &insert);
    for (size_t row = 1; ok && row < table.rows; row++) {
        const lf_city_category *given = find_category(city, lf_table_get(&table, row, "id"));
        if (!named || given != NULL)
            ok = insert_category(ctx, insert, &table, row, given, city);
    }
    for (size_t i = 0; ok && named && i < city->category_count; i++)
        if (!is_in_table(&table, city->categories[i].id))
            ok = insert_category(ctx, insert, &table, 0, &city->categories[i], city);
    lf_statement_close(insert);
    lf_table_free(&table);
    return ok;
}

/* ---- measures -----------------------------------------------------------------------------------
 */

/* The part of "a | b | c" at `place`, trimmed, "" when there is none. Free with free(). */
static char *part_of(const char *text, int place)
{
    for (; place > 0 && text != NULL; place--) {
        text = strchr(text, '|');
        text = text != NULL ? text + 1 : NULL;
    }
    if (text == NULL)
        return lf_copy("");
    char *part = lf_copyf("%.*s", (int)strcspn(text, "|"), text);
    char *trimmed = part != NULL ? lf_copy(lf_trim(part)) : NULL;
    free(part);
    return trimmed;
}

/* "name = default | meaning | allowed"; the Chinese of the meanings is in the catalogue of words.
 */
static bool insert_parameter(lf_context *ctx, lf_statement *insert, const char *measure,
                             const char *line)
{
    const char *equals = strchr(line, '=');
    if (equals == NULL)
        return true;
    char *name_space = lf_copyf("%.*s", (int)(equals - line), line);
    char *parts[3] = {part_of(equals + 1, 0), part_of(equals + 1, 1), part_of(equals + 1, 2)};
    bool ok = name_space != NULL && parts[0] != NULL && parts[1] != NULL && parts[2] != NULL;
    if (ok) {
        const char *said = lf_words_say(ctx->chinese, parts[1]);
        const char *const texts[] = {measure,  lf_trim(name_space),           parts[0], parts[2],
                                     parts[1], said != parts[1] ? said : NULL};
        ok = insert_texts(ctx, insert, texts, 6);
    } else
        lf_fail_memory(ctx);
    free(name_space);
    for (int i = 0; i < 3; i++)
        free(parts[i]);
    return ok;
}

/* All lines of a key as one text. */
static void join_lines(const lf_sql_file *file, const char *key, lf_text *out)
{
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->lines[i].key, key) == 0) {
            lf_text_add(out, out->length > 0 ? " " : "");
            lf_text_add(out, file->lines[i].value);
        }
}

/* "queries/measures/coverage.sql", without the folders before it. */
static const char *short_path(const char *path)
{
    const char *found = strstr(path, "queries/");
    for (const char *next = found; next != NULL; next = strstr(next + 1, "queries/"))
        found = next;
    return found != NULL ? found : path;
}

static bool insert_measure(lf_context *ctx, lf_statement *insert, const lf_sql_file *file,
                           const char *id)
{
    lf_text about = {0}, about_zh = {0};
    join_lines(file, "about", &about);
    join_lines(file, "about_zh", &about_zh);
    const char *title = chosen(lf_sql_file_get(file, "title"), id);
    const char *const texts[] = {
        id,
        title,
        chosen(lf_sql_file_get(file, "title_zh"), title),
        chosen(lf_sql_file_get(file, "unit"), "-"),
        chosen(lf_sql_file_get(file, "better"), "none"),
        lf_sql_file_get(file, "norm"),
        lf_sql_file_get(file, "confidence"),
        short_path(file->path),
        file->hash,
        lf_sql_file_get(file, "clause"),
        lf_text_get(&about),
        lf_text_get(&about_zh),
        lf_sql_file_get(file, "base"),
    };
    bool ok = insert_texts(ctx, insert, texts, sizeof texts / sizeof texts[0]);
    lf_text_free(&about);
    lf_text_free(&about_zh);
    return ok;
}

static bool add_measure(lf_context *ctx, lf_statement *measure, lf_statement *parameter,
                        const char *path)
{
    lf_sql_file file;
    if (!lf_sql_file_read(ctx, path, &file))
        return false;
    const char *id = lf_sql_file_get(&file, "id");
    bool ok = id != NULL || lf_fail(ctx, "%s: the header has no 'id'", path);
    ok = ok && insert_measure(ctx, measure, &file, id);
    for (size_t i = 0; ok && i < file.count; i++)
        if (strcmp(file.lines[i].key, "parameter") == 0)
            ok = insert_parameter(ctx, parameter, id, file.lines[i].value);
    lf_sql_file_free(&file);
    return ok;
}

static bool add_measures(lf_context *ctx, const lf_places *places, lf_workspace *workspace)
{
    lf_statement *measure = NULL, *parameter = NULL;
    char **paths = NULL;
    size_t count = 0;
    bool ok =
        lf_prepare(ctx, workspace,
                   "INSERT INTO measure (id, title, title_zh, unit, better, norm, confidence, file,"
                   " hash, needs, clause, about, about_zh, bases)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '[]', ?10, coalesce(?11, ''),"
                   " coalesce(?12, ''), '[\"' || replace(replace(coalesce(?13, ''), ' ', ''), ',',"
                   " '\",\"') || '\"]')",
                   &measure) &&
        lf_prepare(ctx, workspace,
                   "INSERT INTO parameter_definition VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                   &parameter) &&
        lf_places_list(ctx, places, "queries/measures", ".sql", &paths, &count);
    for (size_t i = 0; ok && i < count; i++)
        ok = add_measure(ctx, measure, parameter, paths[i]);
    lf_free_names(paths, count);
    lf_statement_close(measure);
    lf_statement_close(parameter);
    return ok;
}

/* ---- checks of sites
 * ------------------------------------------------------------------------------ */

static bool insert_check(lf_context *ctx, lf_statement *insert, const lf_sql_file *file,
                         const char *id)
{
    lf_text about = {0}, about_zh = {0};
    join_lines(file, "about", &about);
    join_lines(file, "about_zh", &about_zh);
    const char *title = chosen(lf_sql_file_get(file, "title"), id);
    const char *const texts[] = {
        id,
        chosen(lf_sql_file_get(file, "rank"), "0"),
        title,
        chosen(lf_sql_file_get(file, "title_zh"), title),
        chosen(lf_sql_file_get(file, "unit"), "-"),
        lf_sql_file_get(file, "norm"),
        lf_sql_file_get(file, "clause"),
        lf_sql_file_get(file, "confidence"),
        short_path(file->path),
        file->hash,
        lf_text_get(&about),
        lf_text_get(&about_zh),
    };
    bool ok = insert_texts(ctx, insert, texts, sizeof texts / sizeof texts[0]);
    lf_text_free(&about);
    lf_text_free(&about_zh);
    return ok;
}

static bool add_check(lf_context *ctx, lf_statement *check, lf_statement *parameter,
                      const char *path)
{
    lf_sql_file file;
    if (!lf_sql_file_read(ctx, path, &file))
        return false;
    const char *id = lf_sql_file_get(&file, "id");
    bool ok = id != NULL || lf_fail(ctx, "%s: the header has no 'id'", path);
    ok = ok && insert_check(ctx, check, &file, id);
    for (size_t i = 0; ok && i < file.count; i++)
        if (strcmp(file.lines[i].key, "parameter") == 0)
            ok = insert_parameter(ctx, parameter, id, file.lines[i].value);
    lf_sql_file_free(&file);
    return ok;
}

static bool add_checks(lf_context *ctx, const lf_places *places, lf_workspace *workspace)
{
    lf_statement *check = NULL, *parameter = NULL;
    char **paths = NULL;
    size_t count = 0;
    bool ok =
        lf_prepare(ctx, workspace,
                   "INSERT INTO check_listed VALUES (?1, CAST(?2 AS INTEGER), ?3, ?4, ?5, ?6, ?7,"
                   " ?8, ?9, ?10, ?11, ?12)",
                   &check) &&
        lf_prepare(ctx, workspace,
                   "INSERT INTO parameter_definition VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                   &parameter) &&
        lf_places_list(ctx, places, "queries/checks", ".sql", &paths, &count);
    for (size_t i = 0; ok && i < count; i++)
        ok = add_check(ctx, check, parameter, paths[i]);
    lf_free_names(paths, count);
    lf_statement_close(check);
    lf_statement_close(parameter);
    return ok;
}

/* ---- layers
 * --------------------------------------------------------------------------------------- */

static const char *geometry_of(const lf_contract *contract, char *out, size_t size)
{
    snprintf(out, size, "%s%s%s%s", contract->takes_none ? " none" : "",
             contract->takes_point ? " point" : "", contract->takes_line ? " line" : "",
             contract->takes_polygon ? " polygon" : "");
    return out[0] == ' ' ? out + 1 : out;
}

static bool add_contract(lf_context *ctx, lf_statement *insert, const lf_contract *contract)
{
    char geometry[64];
    lf_text columns = {0};
    for (size_t i = 0; i < contract->names_count; i++)
        lf_text_addf(&columns, "%s%s", i > 0 ? ", " : "", contract->names[i].column);
    lf_bind_real(insert, 6, contract->fatal_rejects);
    const char *const texts[] = {contract->id, contract->title, contract->title_zh,
                                 geometry_of(contract, geometry, sizeof geometry),
                                 lf_text_get(&columns)};
    bool ok = insert_texts(ctx, insert, texts, 5);
    lf_text_free(&columns);
    return ok;
}

static bool add_contracts(lf_context *ctx, const lf_places *places, lf_workspace *workspace)
{
    lf_contract *contracts = NULL;
    size_t count = 0;
    lf_statement *insert = NULL;
    bool ok =
        lf_contracts_read(ctx, places, &contracts, &count) &&
        lf_prepare(ctx, workspace,
                   "INSERT INTO contract_definition VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &insert);
    for (size_t i = 0; ok && i < count; i++)
        ok = add_contract(ctx, insert, &contracts[i]);
    lf_statement_close(insert);
    lf_contracts_free(contracts, count);
    return ok;
}

bool lf_definitions_open(lf_context *ctx, const lf_places *places, const lf_city *city,
                         lf_workspace **out)
{
    char *path = NULL, *schema = NULL;
    *out = NULL;
    bool ok = lf_places_file(ctx, places, "queries/workspace.sql", &path) &&
              lf_read_file(ctx, path, &schema, NULL) &&
              lf_workspace_open(ctx, ":memory:", city != NULL ? city->srid : 4326, schema, out) &&
              lf_workspace_run(ctx, *out, "definitions", own_tables) &&
              add_settings(ctx, places, city, *out) && add_categories(ctx, places, city, *out) &&
              add_measures(ctx, places, *out) && add_checks(ctx, places, *out) &&
              add_contracts(ctx, places, *out);
    free(path);
    free(schema);
    if (!ok) {
        lf_workspace_close(*out);
        *out = NULL;
    }
    return ok;
}
