/*
 * Which layers stand behind a table, so that a measure can say which layer it lacks and `explain`
 * can name the sources of a number.
 *
 * Knows workspace and catalog.
 */
#ifndef LF_MEASURE_LAYERS_H
#define LF_MEASURE_LAYERS_H

#include "catalog/catalog.h"
#include "workspace/workspace.h"

/* A set of layers: bit i stands for layers[i]. */
typedef uint64_t lf_layer_bits;
enum { LF_MOST_LAYERS = 64 };

typedef struct lf_layer_map {
    char **layers; /* contract ids, sorted */
    size_t layer_count;
    lf_layer_bits empty; /* layers without a row */
    struct lf_layer_table {
        char *name;
        lf_layer_bits needs;  /* must not be empty for the table to mean something */
        lf_layer_bits behind; /* where its numbers come from */
    } * tables;
    size_t table_count;
} lf_layer_map;

bool lf_layer_map_open(lf_context *ctx, lf_workspace *ws, const lf_places *places,
                       lf_layer_map *out);
void lf_layer_map_free(lf_layer_map *map);
/* Adds a table made from others: it needs what they need. */
bool lf_layer_map_add(lf_context *ctx, lf_layer_map *map, const char *name, char *const *reads,
                      size_t count);
lf_layer_bits lf_layer_map_needs(const lf_layer_map *map, char *const *reads, size_t count);
lf_layer_bits lf_layer_map_behind(const lf_layer_map *map, char *const *reads, size_t count);
/* The bit of a layer; 0 when there is no such layer. */
lf_layer_bits lf_layer_bit(const lf_layer_map *map, const char *layer);
/* JSON array of the layers in a set. free(). */
char *lf_layer_names_json(const lf_layer_map *map, lf_layer_bits bits);

#endif
