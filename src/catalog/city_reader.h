/*
 * What the parts of the city file's reader share. Not for other rooms: see city.h.
 */
#ifndef LF_CATALOG_CITY_READER_H
#define LF_CATALOG_CITY_READER_H

#include "catalog/city.h"
#include "catalog/own.h"
#include "catalog/yaml.h"

typedef struct lf_city_reader {
    lf_context *ctx;
    lf_yaml yaml;
    lf_city *city;
    lf_contract *contracts; /* owned, as the tables and names below */
    size_t contract_count;
    lf_table settings;
    lf_table categories;
    char **selects; /* paths of the files in layers/selects */
    size_t select_count;
    char **measures; /* paths of the measures and checks */
    size_t measure_count;
} lf_city_reader;

/* "layers": the sources of every layer. Appends to city->sources. */
bool lf_city_read_layers(lf_city_reader *r, const lf_yaml_entry *entry);
/* "categories". */
bool lf_city_read_categories(lf_city_reader *r, const lf_yaml_entry *entry);
/* "measures". */
bool lf_city_read_measures(lf_city_reader *r, const lf_yaml_entry *entry);
/* True when settings.csv has a setting "<key>.…". */
bool lf_city_is_section(const lf_city_reader *r, const char *key);
/* A section of settings: "walking", "stations", … */
bool lf_city_read_section(lf_city_reader *r, const lf_yaml_entry *entry);

/* A path as the city file means it: relative to its folder; connection strings stay. free(). */
char *lf_city_path(lf_city_reader *r, const char *written);
/* Appends a pair; takes over `value` also when it fails. */
bool lf_city_add_pair(lf_city_reader *r, lf_pair **pairs, size_t *count, const char *name,
                      char *value, int line);

#endif
