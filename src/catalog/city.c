/* Reads the city file: the keys at the top, and what stands when a key is not given. See city.h. */
#include "catalog/city.h"
#include "catalog/city_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- shared by the parts ---- */

/* "PG:", "MYSQL:", "https:" … : two or more letters, digits or underscores and a colon. */
static bool is_connection(const char *written)
{
    size_t length = strspn(written, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789_");
    return length >= 2 && written[length] == ':';
}

/* The archive in "/vsizip/data/stops.zip/stops.txt" lies beside the city file like any other. */
static char *archive_path(const char *folder, const char *written)
{
    static const char *const prefixes[] = {"/vsizip/", "/vsitar/", "/vsigzip/", "/vsi7z/",
                                           "/vsirar/"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (!lf_starts_with(written, prefixes[i]))
            continue;
        const char *inner = written + strlen(prefixes[i]);
        if (*inner == '/' || *inner == '{' || *inner == '\0' || lf_starts_with(inner, "vsi"))
            break;
        char *joined = lf_join_path(folder, inner);
        char *path = joined == NULL ? NULL : lf_copyf("%s%s", prefixes[i], joined);
        free(joined);
        return path;
    }
    return lf_copy(written);
}

char *lf_city_path(lf_city_reader *r, const char *written)
{
    char *path = lf_starts_with(written, "/vsi") ? archive_path(r->city->folder, written)
                 : is_connection(written)        ? lf_copy(written)
                                                 : lf_join_path(r->city->folder, written);
    if (path == NULL)
        lf_fail_memory(r->ctx);
    return path;
}

bool lf_city_add_pair(lf_city_reader *r, lf_pair **pairs, size_t *count, const char *name,
                      char *value, int line)
{
    lf_pair *more = lf_grow(r->ctx, *pairs, *count, sizeof *more);
    if (more == NULL) {
        free(value);
        return false;
    }
    *pairs = more;
    lf_pair *pair = &more[(*count)++];
    pair->value = value;
    pair->line = line;
    pair->name = lf_keep(r->ctx, name);
    return pair->name != NULL;
}

/* ---- keys at the top ---- */

static bool read_text(lf_city_reader *r, const lf_yaml_entry *entry, char **out)
{
    return lf_yaml_text(&r->yaml, entry->value, entry->where, out);
}

static bool read_name(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return read_text(r, entry, &r->city->name);
}

static bool read_title(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return read_text(r, entry, &r->city->title);
}

static bool read_path(lf_city_reader *r, const lf_yaml_entry *entry, char **out)
{
    char *written = NULL;
    if (!read_text(r, entry, &written))
        return false;
    *out = lf_city_path(r, written);
    free(written);
    return *out != NULL;
}

static bool read_workspace(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return read_path(r, entry, &r->city->workspace);
}

static bool read_output(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return read_path(r, entry, &r->city->output);
}

static bool read_dem(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return read_path(r, entry, &r->city->dem);
}

static bool read_plan(lf_city_reader *r, const lf_yaml_entry *entry)
{
    return read_path(r, entry, &r->city->plan);
}

static bool read_language(lf_city_reader *r, const lf_yaml_entry *entry)
{
    static const char *const languages[] = {"zh", "en"};
    const char *language = NULL;
    if (!lf_yaml_choice(&r->yaml, entry->value, entry->where, languages, 2, &language))
        return false;
    r->city->language = lf_keep(r->ctx, language);
    return r->city->language != NULL;
}

/* Four to six digits, with "EPSG:" before them or not; 0 when it is anything else. */
static int epsg_code(const char *text)
{
    char prefix[6] = "";
    memcpy(prefix, text, strnlen(text, 5));
    if (lf_same_word(prefix, "EPSG:"))
        text += 5;
    size_t digits = strspn(text, "0123456789");
    if (digits < 4 || digits > 6 || text[digits] != '\0' || text[0] == '0')
        return 0;
    return (int)strtol(text, NULL, 10);
}

static bool read_crs(lf_city_reader *r, const lf_yaml_entry *entry)
{
    char *text = NULL;
    if (!read_text(r, entry, &text))
        return false;
    r->city->srid = epsg_code(text);
    free(text);
    if (r->city->srid == 0)
        return lf_yaml_fail(&r->yaml, entry->value, entry->where,
                            "expected the EPSG code of a projected system in metres, "
                            "such as EPSG:4527; found '%s'",
                            (const char *)entry->value->data.scalar.value);
    return true;
}

typedef bool top_key_reader(lf_city_reader *r, const lf_yaml_entry *entry);

static const struct {
    const char *key;
    top_key_reader *read;
} top_keys[] = {
    {"name", read_name},
    {"title", read_title},
    {"crs", read_crs},
    {"language", read_language},
    {"workspace", read_workspace},
    {"output", read_output},
    {"dem", read_dem},
    {"plan", read_plan},
    {"layers", lf_city_read_layers},
    {"categories", lf_city_read_categories},
    {"measures", lf_city_read_measures},
};
enum { TOP_KEYS = sizeof top_keys / sizeof *top_keys, SECTIONS_MOST = 32, SECTION_SIZE = 64 };

static bool fail_unknown_key(lf_city_reader *r, const lf_yaml_entry *entry)
{
    char sections[SECTIONS_MOST][SECTION_SIZE];
    const char *keys[TOP_KEYS + SECTIONS_MOST];
    size_t count = 0, section_count = 0;
    for (; count < TOP_KEYS; count++)
        keys[count] = top_keys[count].key;
    for (size_t row = 1; row < r->settings.rows && section_count < SECTIONS_MOST; row++) {
        const char *name = lf_table_get(&r->settings, row, "name");
        char *section = sections[section_count];
        snprintf(section, SECTION_SIZE, "%.*s", (int)strcspn(name, "."), name);
        if (section_count > 0 && strcmp(section, sections[section_count - 1]) == 0)
            continue;
        keys[count++] = section;
        section_count++;
    }
    return lf_yaml_fail_unknown(&r->yaml, entry, "key", keys, count);
}

static bool read_top_key(void *user, const lf_yaml_entry *entry)
{
    lf_city_reader *r = user;
    for (size_t i = 0; i < TOP_KEYS; i++)
        if (strcmp(entry->key, top_keys[i].key) == 0)
            return top_keys[i].read(r, entry);
    if (lf_city_is_section(r, entry->key))
        return lf_city_read_section(r, entry);
    return fail_unknown_key(r, entry);
}

static bool check_required(lf_city_reader *r)
{
    const yaml_node_t *root = lf_yaml_root(&r->yaml);
    const char *missing = r->city->name == NULL        ? "name"
                          : r->city->srid == 0         ? "crs"
                          : r->city->source_count == 0 ? "layers"
                                                       : NULL;
    if (missing == NULL)
        return true;
    return lf_yaml_fail(&r->yaml, root, missing, "required, but not given");
}

/* ---- the whole ---- */

static char *default_workspace(const lf_city *city)
{
    const char *slash = strrchr(city->path, '/');
    const char *name = slash == NULL ? city->path : slash + 1;
    const char *dot = strrchr(name, '.');
    size_t stem = dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name);
    char *file = lf_copyf("out/%.*s.lifang", (int)stem, name);
    char *path = file == NULL ? NULL : lf_join_path(city->folder, file);
    free(file);
    return path;
}

static bool fill_defaults(lf_context *ctx, lf_city *city)
{
    if (city->workspace == NULL)
        city->workspace = default_workspace(city);
    if (city->output == NULL && city->workspace != NULL)
        city->output = lf_parent_path(city->workspace);
    return (city->workspace != NULL && city->output != NULL) || lf_fail_memory(ctx);
}

static bool check_columns(lf_context *ctx, const lf_table *table, const char *const *columns,
                          size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lf_table_column(table, columns[i]) < 0)
            return lf_fail(ctx, "%s:1: expected a column '%s'", table->path, columns[i]);
    return true;
}

static bool read_table(lf_context *ctx, const lf_places *places, const char *name, lf_table *out)
{
    char *path = NULL;
    bool ok = lf_places_file(ctx, places, name, &path) && lf_table_read(ctx, path, out);
    free(path);
    return ok;
}

/* Measures, and the checks of sites: both have parameters that a city may set. */
static bool list_measures(lf_city_reader *r, const lf_places *places)
{
    char **checks = NULL;
    size_t count = 0;
    bool ok = lf_places_list(r->ctx, places, "queries/measures", ".sql", &r->measures,
                             &r->measure_count) &&
              lf_places_list(r->ctx, places, "queries/checks", ".sql", &checks, &count);
    for (size_t i = 0; ok && i < count; i++) {
        char **more = lf_grow(r->ctx, r->measures, r->measure_count, sizeof *more);
        if ((ok = more != NULL)) {
            r->measures = more;
            r->measures[r->measure_count++] = checks[i];
            checks[i] = NULL;
        }
    }
    for (size_t i = 0; i < count; i++)
        free(checks[i]);
    free(checks);
    return ok;
}

/* What the city file may name. */
static bool read_definitions(lf_city_reader *r, const lf_places *places)
{
    static const char *const setting_columns[] = {"name", "default", "unit", "min", "max"};
    static const char *const category_columns[] = {"id", "title", "title_zh"};
    return lf_contracts_read(r->ctx, places, &r->contracts, &r->contract_count) &&
           read_table(r->ctx, places, "layers/settings.csv", &r->settings) &&
           check_columns(r->ctx, &r->settings, setting_columns, 5) &&
           read_table(r->ctx, places, "layers/categories.csv", &r->categories) &&
           check_columns(r->ctx, &r->categories, category_columns, 3) &&
           lf_places_list(r->ctx, places, "layers/selects", ".sql", &r->selects,
                          &r->select_count) &&
           list_measures(r, places);
}

static void free_reader(lf_city_reader *r)
{
    lf_contracts_free(r->contracts, r->contract_count);
    lf_table_free(&r->settings);
    lf_table_free(&r->categories);
    lf_free_names(r->selects, r->select_count);
    lf_free_names(r->measures, r->measure_count);
    lf_yaml_close(&r->yaml);
}

static bool begin(lf_context *ctx, const char *path, lf_city *city)
{
    city->path = lf_keep(ctx, path);
    city->folder = lf_parent_path(path);
    return city->path != NULL && (city->folder != NULL || lf_fail_memory(ctx));
}

bool lf_city_parse(lf_context *ctx, const char *path, const char *text, size_t length,
                   const lf_places *places, lf_city *out)
{
    lf_city_reader r = {.ctx = ctx, .city = out};
    memset(out, 0, sizeof *out);
    bool ok = begin(ctx, path, out) && lf_yaml_open(ctx, path, text, length, &r.yaml) &&
              read_definitions(&r, places) &&
              lf_yaml_each_entry(&r.yaml, lf_yaml_root(&r.yaml), "", read_top_key, &r) &&
              check_required(&r) && fill_defaults(ctx, out);
    free_reader(&r);
    if (!ok) {
        lf_city_free(out);
        return false;
    }
    lf_hash_bytes(text, length, out->hash);
    return true;
}

bool lf_city_read(lf_context *ctx, const char *path, lf_city *out)
{
    char *text = NULL, *folder = NULL;
    size_t length = 0;
    lf_places places = {0};
    memset(out, 0, sizeof *out);
    bool ok = lf_read_file(ctx, path, &text, &length);
    if (ok) {
        folder = lf_parent_path(path);
        ok = (folder != NULL || lf_fail_memory(ctx)) && lf_places_find(ctx, folder, &places) &&
             lf_city_parse(ctx, path, text, length, &places, out);
    }
    lf_places_free(&places);
    free(folder);
    free(text);
    return ok;
}

/* ---- freeing ---- */

static void free_pairs(lf_pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(pairs[i].name);
        free(pairs[i].value);
    }
    free(pairs);
}

static void free_source(lf_city_source *source)
{
    char *texts[] = {source->layer,    source->path,  source->full_path, source->ogr_layer,
                     source->select,   source->where, source->datum,     source->crs,
                     source->encoding, source->x,     source->y,         source->wkt};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
    free_pairs(source->fields, source->field_count);
    free_pairs(source->set, source->set_count);
    lf_free_names(source->open_options, source->open_option_count);
}

static void free_category(lf_city_category *category)
{
    free(category->id);
    free(category->title);
    free(category->title_zh);
    lf_free_names(category->names, category->name_count);
}

void lf_city_free(lf_city *city)
{
    if (city == NULL)
        return;
    for (size_t i = 0; i < city->source_count; i++)
        free_source(&city->sources[i]);
    for (size_t i = 0; i < city->category_count; i++)
        free_category(&city->categories[i]);
    free(city->sources);
    free(city->categories);
    free_pairs(city->settings, city->setting_count);
    free_pairs(city->measures, city->measure_count);
    char *texts[] = {city->path,      city->folder, city->name, city->title, city->language,
                     city->workspace, city->output, city->dem,  city->plan};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
    memset(city, 0, sizeof *city);
}
