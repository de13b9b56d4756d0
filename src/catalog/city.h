/*
 * The city file: which layers come from where, and what the planner has set.
 * Every error names file, line, key and what was expected; unknown keys are errors with a
 * suggestion.
 *
 * Knows base and catalog. Must not open a source: names are checked, files are not.
 */
#ifndef LF_CATALOG_CITY_H
#define LF_CATALOG_CITY_H

#include "catalog/catalog.h"

typedef struct lf_pair {
    char *name;
    char *value;
    int line;
} lf_pair;

/* One source of a layer. Strings are owned and NULL when not given. */
typedef struct lf_city_source {
    int line;         /* in the city file */
    char *layer;      /* contract id */
    const char *plan; /* id of the plan the source belongs to; borrowed; NULL: the city's own */
    int part;         /* 1, 2, … within the layer */
    char *path;       /* as written */
    char *full_path;  /* relative paths stand against the city file's folder; connection strings as
                         written */
    char *ogr_layer;  /* key "layer" */
    char *select;     /* OGR SQLite dialect; "osm_streets" etc. name a file in layers/selects/ */
    char *where;
    lf_pair *fields; /* contract column: source column */
    size_t field_count;
    lf_pair *set; /* contract column: constant */
    size_t set_count;
    char *datum; /* gcj02 | bd09 | wgs84 | cgcs2000 | NULL */
    char *crs;   /* overrides what the file says */
    char *encoding;
    char *x, *y, *wkt; /* CSV columns */
    bool crossings_join;
    bool assumes_crs;    /* of candidate sites: without a CRS the city's holds where it fits */
    double square_m2;    /* of candidate sites: the ground area a point stands for; 0: none */
    char **open_options; /* NAME=VALUE for GDAL */
    size_t open_option_count;
} lf_city_source;

/*
 * A category that categories.csv does not know needs title or title_zh (the missing one is the same
 * text) and a tier, distance_m or minutes. The limit of `station` is the setting
 * stations.influence_m.
 */
typedef struct lf_city_category {
    int line;
    char *id;
    char *title, *title_zh; /* NULL: from layers/categories.csv */
    int tier;               /* 0: as in categories.csv; -1: outside the tiers */
    double distance_m;      /* NaN: as in categories.csv / tier */
    double minutes;         /* NaN: none */
    char **names;           /* more accepted names */
    size_t name_count;
} lf_city_category;

typedef struct lf_city {
    char *path; /* the city file */
    char *folder;
    char *name;      /* required */
    char *title;     /* English name; NULL: as name */
    int srid;        /* EPSG code of crs */
    char *language;  /* "zh" or "en"; NULL: not said */
    char *workspace; /* full path; default <folder>/out/<stem>.lifang */
    char *output;    /* full path of the result folder; default the workspace's folder */
    char *dem;       /* full path or NULL */
    lf_city_source *sources;
    size_t source_count;
    lf_city_category *categories; /* none: every category of categories.csv that has a facility */
    size_t category_count;
    /* Dotted names as in layers/settings.csv, checked: unit "a|b" is a choice, a setting with min
     * and max a number in that range, any other a list of numbers above 0 ("1000 3000", "" when
     * empty). Numbers are in shortest decimal form. */
    lf_pair *settings;
    size_t setting_count;
    lf_pair *measures; /* "measure.parameter": value as written (lists with spaces between); the
                        * measure exists, whether the parameter fits is for whoever runs it */
    size_t measure_count;
    char *plan; /* full path of a plan folder, or NULL */
    char hash[LF_HASH_SIZE];
} lf_city;

/* Reads and checks a city file. `places` tells the contracts, categories and settings there are. */
bool lf_city_read(lf_context *ctx, const char *path, lf_city *out);
/* The same from text in memory, for the fuzzer and tests. */
bool lf_city_parse(lf_context *ctx, const char *path, const char *text, size_t length,
                   const lf_places *places, lf_city *out);
void lf_city_free(lf_city *city);

#endif
