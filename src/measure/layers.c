/* See layers.h. */
#include "measure/layers.h"
#include "measure/areas.h"
#include "measure/parameters.h"

#include <stdlib.h>
#include <string.h>

lf_layer_bits lf_layer_bit(const lf_layer_map *map, const char *layer)
{
    for (size_t i = 0; i < map->layer_count; i++)
        if (strcmp(map->layers[i], layer) == 0)
            return (lf_layer_bits)1 << i;
    return 0;
}

static bool add_table(lf_context *ctx, lf_layer_map *map, const char *name, lf_layer_bits needs,
                      lf_layer_bits behind)
{
    struct lf_layer_table *grown =
        realloc(map->tables, (map->table_count + 1) * sizeof *map->tables);
    char *copy = lf_copy(name);
    if (grown)
        map->tables = grown;
    if (!grown || !copy) {
        free(copy);
        return lf_fail_memory(ctx);
    }
    map->tables[map->table_count++] = (struct lf_layer_table){copy, needs, behind};
    return true;
}

static bool read_layer(lf_context *ctx, lf_workspace *ws, const char *path, lf_layer_map *map)
{
    const char *slash = strrchr(path, '/');
    char *name = lf_copy(slash ? slash + 1 : path);
    bool there = false;
    int64_t rows = 0;
    if (!name)
        return lf_fail_memory(ctx);
    if (lf_ends_with(name, ".sql"))
        name[strlen(name) - 4] = '\0';
    char *sql = lf_copyf("SELECT EXISTS (SELECT 1 FROM \"%s\")", name);
    lf_layer_bits bit = (lf_layer_bits)1 << map->layer_count;
    map->layers[map->layer_count++] = name;
    bool done = sql && lf_workspace_has_table(ctx, ws, name, &there) &&
                (!there || lf_query_integer(ctx, ws, sql, 0, &rows));
    if (rows == 0)
        map->empty |= bit;
    free(sql);
    return done && add_table(ctx, map, name, bit, bit);
}

bool lf_layer_map_open(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                       lf_layer_map *out)
{
    char **paths = NULL;
    size_t count = 0;
    *out = (lf_layer_map){0};
    bool done = lf_places_list(ctx, places, "layers", ".sql", &paths, &count);
    if (done && count > LF_MOST_LAYERS)
        done =
            lf_fail(ctx, "layers: %zu contracts; at most %d are supported", count, LF_MOST_LAYERS);
    if (done && !(out->layers = calloc(count + 1, sizeof *out->layers)))
        done = lf_fail_memory(ctx);
    for (size_t i = 0; done && i < count; i++)
        done = read_layer(ctx, ws, paths[i], out);
    for (size_t i = 0; done && i < LF_ATOM_TABLES; i++) {
        lf_layer_bits bit = lf_layer_bit(out, lf_atom_tables[i].layer);
        done = add_table(ctx, out, lf_atom_tables[i].table, bit, bit);
    }
    done = done && add_table(ctx, out, "atom_area", 0, lf_layer_bit(out, "areas")) &&
           add_table(ctx, out, "commute_optimum", lf_layer_bit(out, "commutes"),
                     lf_layer_bit(out, "commutes") | lf_layer_bit(out, "areas"));
    lf_free_names(paths, count);
    return done;
}

void lf_layer_map_free(lf_layer_map *map)
{
    if (!map)
        return;
    for (size_t i = 0; i < map->table_count; i++)
        free(map->tables[i].name);
    free(map->tables);
    lf_free_names(map->layers, map->layer_count);
    *map = (lf_layer_map){0};
}

static const struct lf_layer_table *find_table(const lf_layer_map *map, const char *name)
{
    for (size_t i = 0; i < map->table_count; i++)
        if (strcmp(map->tables[i].name, name) == 0)
            return &map->tables[i];
    return NULL;
}

lf_layer_bits lf_layer_map_needs(const lf_layer_map *map, char *const *reads, size_t count)
{
    lf_layer_bits bits = 0;
    for (size_t i = 0; i < count; i++) {
        const struct lf_layer_table *table = find_table(map, reads[i]);
        bits |= table ? table->needs : 0;
    }
    /* Results are given for the areas there are, and for the city where there are none. */
    return bits & ~lf_layer_bit(map, "areas");
}

lf_layer_bits lf_layer_map_behind(const lf_layer_map *map, char *const *reads, size_t count)
{
    lf_layer_bits bits = 0;
    for (size_t i = 0; i < count; i++) {
        const struct lf_layer_table *table = find_table(map, reads[i]);
        bits |= table ? table->behind : 0;
        /* What walking left behind comes from the streets and from what was walked to. */
        if (lf_starts_with(reads[i], "walk_"))
            bits |= lf_layer_bit(map, "streets");
        if (strcmp(reads[i], "walk_nearest") == 0 || strcmp(reads[i], "walk_site") == 0)
            bits |= lf_layer_bit(map, "facilities") | lf_layer_bit(map, "stations") |
                    lf_layer_bit(map, "anchors");
        if (strcmp(reads[i], "walk_catchment") == 0)
            bits |= lf_layer_bit(map, "homes") | lf_layer_bit(map, "facilities");
        if (strcmp(reads[i], "walk_reach") == 0)
            bits |= lf_layer_bit(map, "jobs");
    }
    return bits;
}

bool lf_layer_map_add(lf_context *ctx, lf_layer_map *map, const char *name, char *const *reads,
                      size_t count)
{
    return add_table(ctx, map, name, lf_layer_map_needs(map, reads, count),
                     lf_layer_map_behind(map, reads, count));
}

char *lf_layer_names_json(const lf_layer_map *map, lf_layer_bits bits)
{
    lf_text out = {0};
    lf_text_add(&out, "[");
    for (size_t i = 0; i < map->layer_count; i++)
        if (bits >> i & 1) {
            lf_text_add(&out, out.length > 1 ? "," : "");
            lf_json_text(&out, map->layers[i]);
        }
    lf_text_add(&out, "]");
    return lf_text_take(&out);
}
