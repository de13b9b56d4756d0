/*
 * Inside of the maps: what map.c, map_subject.c, map_layers.c, map_areas.c and map_sheet.c share.
 *
 * Known to src/present/map*.c only.
 */
#ifndef LF_PRESENT_MAP_OWN_H
#define LF_PRESENT_MAP_OWN_H

#include "present/map.h"
#include "present/style.h"

typedef enum lf_map_show {
    LF_MAP_MEASURE,
    LF_MAP_WALKSHED,
    LF_MAP_TOD,
    LF_MAP_GAPS,
    LF_MAP_VERDICTS
} lf_map_show;

/* What a map is about, resolved. Texts are owned; NULL where they do not apply. */
typedef struct lf_map_subject {
    lf_map_show show;
    char *measure, *slice, *base, *unit, *better, *query; /* of a measure; query: file and hash */
    int64_t run;
    double band_low, band_high; /* NaN: none */
    char *category;
    char *kind;             /* of the areas that are coloured */
    char *area, *area_name; /* the one area; NULL: the whole city */
    char *city_name, *title;
} lf_map_subject;

/* Resolves the request's words. Release with lf_map_subject_free in any case. */
bool lf_map_subject_find(lf_context *ctx, const lf_report *report, const lf_map_request *request,
                         lf_map_subject *out);
void lf_map_subject_free(lf_map_subject *subject);
/* The word, or an error that says what is unknown and which of the words listed by `sql` is near.
 */
bool lf_map_refuse(lf_context *ctx, lf_workspace *workspace, const char *what, const char *word,
                   const char *sql);

/* One entry of the legend: what was drawn at least once. */
typedef struct lf_map_key {
    const lf_sign *sign;
    char *words; /* owned */
    int tint;    /* place in the palette of kinds; -1: the sign's own colour */
    bool theme;  /* of what the map is about, not of the base map */
} lf_map_key;

enum { LF_MAP_KEYS_MOST = 64, LF_MAP_TINTS = 8 };

/* A map while it is drawn. */
typedef struct lf_map {
    const lf_report *report; /* borrowed */
    lf_style *style;         /* owned */
    lf_map_subject subject;  /* owned */
    lf_classes classes;      /* of a measure */
    lf_rgba tints[LF_MAP_TINTS];
    lf_canvas *canvas; /* owned */
    double factor;     /* how much larger than on A4 everything is */
    lf_window city;    /* all there is */
    double ground_scale;
    /* of the page being drawn */
    lf_map_frame frame;
    lf_labels *labels;  /* owned */
    double home_factor; /* how much smaller homes are drawn where there are many */
    bool label_areas;   /* districts are named by the outlines */
    lf_map_key keys[LF_MAP_KEYS_MOST];
    size_t key_count;
} lf_map;

/* Opens queries/present/map/NAME.sql with what the map shows bound to its parameters. Release both
 * in any case. */
bool lf_map_open_query(lf_context *ctx, const lf_map *map, const char *name, lf_sql_file *file,
                       lf_statement **rows);
/* Column of that name, -1 when there is none. */
int lf_map_column(const lf_statement *rows, const char *name);
/* The box of the plane that a map of the whole, or of the subject's area, shows. */
bool lf_map_find_window(lf_context *ctx, lf_map *map, lf_window *out);

/* Draws all layers of the map into its frame, gathering the legend's keys. */
bool lf_map_draw_layers(lf_context *ctx, lf_map *map);
/* The layers drawn, between bars: "|homes|streets|". */
const char *lf_map_layers_read(const lf_map *map);

/* The classes of the measure over all areas of the kind. */
bool lf_map_make_classes(lf_context *ctx, lf_map *map);
/* The areas coloured by class. */
bool lf_map_draw_classes(lf_context *ctx, lf_map *map);

/* Draws one whole page: title, map, legend, furniture. The canvas' page has begun. */
bool lf_map_draw_sheet(lf_context *ctx, lf_map *map, const char *title, const char *subtitle);
/* The panel of targets: as many as the box holds, those that are missed first. */
bool lf_map_draw_targets(lf_context *ctx, lf_map *map, lf_box box);

#endif
