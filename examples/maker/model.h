/*
 * What the maker knows of the city while it builds it: the lattice that streets, blocks and
 * boundaries are drawn from, and the lists that end up as layers. Coordinates are metres in the
 * city's own plane (plane.h); write.c moves them into the CRS.
 */
#ifndef MAKER_MODEL_H
#define MAKER_MODEL_H

#include "plane.h"
#include "random.h"
#include "terrain.h"

#define MK_COLUMNS       70
#define MK_ROWS          60
#define MK_PITCH_M       200.0
#define MK_CENTRE_COLUMN 33
#define MK_CENTRE_ROW    33
#define MK_RING_CELLS    11
#define MK_CELLS         (MK_COLUMNS * MK_ROWS)
#define MK_DISTRICTS     6
#define MK_NAME          64
#define MK_WORDS         128

typedef enum mk_kind {
    MK_ARTERIAL,
    MK_COLLECTOR,
    MK_LOCAL,
    MK_ALLEY,
    MK_PATH,
    MK_STAIRS,
    MK_WATERFRONT,
    MK_FRONTAGE,
    MK_RING,
    MK_MOUNTAIN,
    MK_KINDS
} mk_kind;

/* A street piece between two nodes. Pieces of one line, in order, become rows. */
typedef struct mk_edge {
    size_t from, to;
    mk_kind kind;
    size_t line;
    double order;
    bool bridge, tunnel, gone;
} mk_edge;

typedef enum mk_use {
    MK_FREE,
    MK_PARK,  /* whole cell */
    MK_PATCH, /* holds a pocket park: homes keep off its middle */
    MK_SITE,
    MK_LOT
} mk_use;

typedef struct mk_cell {
    mk_point middle;
    mk_use use;
    bool alley_east, alley_north; /* a way through, from side to side */
    int district, subdistrict, community;
    int key_zone; /* 0: in none */
    int growth;   /* number of the growth area, 0: in none */
    bool industrial;
    int red_line; /* 0: none, 1: hills, 2: wetland */
} mk_cell;

typedef struct mk_area {
    char id[32], name[MK_NAME], parent[32];
    double population, population_base, net_inflow, eligible_households;
    double far_cap; /* 0: not said */
} mk_area;

typedef struct mk_areas {
    mk_area *at;
    size_t count, room;
} mk_areas;

typedef struct mk_station {
    char id[32], name[MK_NAME], lines[MK_NAME];
    int year;
    mk_point at;
    size_t node;
} mk_station;

typedef struct mk_entrance {
    char id[32], owner[32], name[MK_NAME];
    mk_point at;
} mk_entrance;

typedef struct mk_home {
    char id[32], name[MK_NAME];
    int kind; /* see estates.c */
    bool rented;
    double dwellings, households, residents, workers, floor_area_m2, far, rent;
    double elders, vacant;
    bool renewal_need;
    int year, renewed_year; /* renewed_year 0: never */
    char danger;            /* grade A to D, or 0: not judged */
    char features[MK_WORDS];
    mk_point at;
    int cell;
} mk_home;

typedef struct mk_workplace {
    char id[32], name[MK_NAME];
    double jobs;
    mk_point at;
} mk_workplace;

typedef struct mk_facility {
    char id[32], name[MK_NAME], category[MK_NAME];
    double capacity, area_m2; /* 0: not said */
    int year;
    mk_point at;
} mk_facility;

/* A polygon with a name: park, anchor, constraint, site, lot, zone. */
typedef struct mk_plot {
    char id[32], name[MK_NAME], kind[MK_NAME];
    mk_path ring;
    bool fenced;
    double far, dwellings, small_dwellings;
    int year, class, district;
    const char *status, *mode, *use;
    /* of sites: 0 or NULL where not said */
    double talent_dwellings, large_dwellings, far_before, support_area_m2, support_floor_area_m2;
    double elder_land_m2, planned_residents;
    const char *land_source, *previous_use;
    char features[MK_WORDS];
    int delivery_year;
    double capacity; /* of parks: visitors at one time */
    int opened_year; /* of parks */
} mk_plot;

typedef struct mk_plots {
    mk_plot *at;
    size_t count, room;
} mk_plots;

typedef struct mk_city {
    uint64_t seed;
    mk_terrain terrain;
    mk_point corner[MK_ROWS + 1][MK_COLUMNS + 1];
    mk_cell cell[MK_ROWS][MK_COLUMNS];

    mk_point *node;
    size_t node_count, node_room;
    mk_edge *edge;
    size_t edge_count, edge_room;

    mk_areas districts, subdistricts, communities, growth_areas;
    mk_station *station;
    size_t station_count, station_room;
    mk_path metro[3];
    mk_entrance *entrance;
    size_t entrance_count, entrance_room;
    mk_home *home;
    size_t home_count, home_room;
    mk_workplace *workplace;
    size_t workplace_count, workplace_room;
    mk_facility *facility;
    size_t facility_count, facility_room;
    mk_plots parks, anchors, limits, sites, lots;
} mk_city;

/* A new item at the end of a list of the model, all zero. */
#define MK_NEW(city, list)                                                                         \
    (memset(&((city)->list = mk_grow((city)->list, &(city)->list##_room, (city)->list##_count,     \
                                     sizeof *(city)->list))[(city)->list##_count],                 \
            0, sizeof *(city)->list),                                                              \
     &(city)->list[(city)->list##_count++])

mk_plot *mk_plots_new(mk_plots *plots);
/* The cell a point lies in, found by its corners; the nearest one outside the city. */
mk_cell *mk_city_cell(mk_city *city, mk_point p);
/* The point at the shares (u east, v north) of a cell. */
mk_point mk_city_in_cell(const mk_city *city, int column, int row, double u, double v);
/* Nearest street piece: distance, and the point on it. */
double mk_city_street(const mk_city *city, mk_point p, mk_point *on, size_t *edge);
void mk_city_free(mk_city *city);

#endif
