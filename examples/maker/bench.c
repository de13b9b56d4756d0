/*
 * Benchmark cities (see bench.h): the network of network.h, and homes, jobs, facilities, stations,
 * areas and sites strewn over it. Everything is a GeoPackage layer, so that reading costs little.
 */
#include "bench.h"

#include "network.h"
#include "random.h"
#include "services.h"
#include "write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DISTRICTS_ACROSS = 4, COMMUNITIES_ACROSS = 14 };

typedef struct mk_bench_city {
    const mk_bench *bench;
    uint64_t seed;
    const mk_writer *writer;
    maker_network network;
    double side_m;
    mk_point shift; /* from the network's corner to the city's plane: the middle on 117°E */
} mk_bench_city;

static mk_layer begin(const mk_bench_city *city, const char *name, OGRwkbGeometryType type,
                      const char *columns)
{
    char file[64];
    snprintf(file, sizeof file, "%s.gpkg", name);
    mk_layer layer = mk_layer_add(city->writer, NULL, "GPKG", file, name, type, MK_PLANE, columns,
                                  "SPATIAL_INDEX=NO");
    if (GDALDatasetStartTransaction(layer.dataset, 0) != OGRERR_NONE)
        mk_stop("%s cannot be written in one go", file);
    return layer;
}

static void end(mk_layer *layer)
{
    if (GDALDatasetCommitTransaction(layer->dataset) != OGRERR_NONE)
        mk_stop("a layer cannot be written");
    mk_layer_close(layer);
}

static mk_point node_at(const mk_bench_city *city, uint32_t node)
{
    const maker_node *at = &city->network.nodes[node];
    return (mk_point){at->x_m + city->shift.x, at->y_m + city->shift.y};
}

/* A place `least` to `most` metres beside a street drawn at random; bridges have none. */
static mk_point beside_street(const mk_bench_city *city, mk_random *random, double least,
                              double most)
{
    for (;;) {
        const maker_edge *edge =
            &city->network.edges[mk_random_below(random, city->network.edge_count)];
        mk_point a = node_at(city, edge->from), b = node_at(city, edge->to);
        double length = mk_distance(a, b);
        if (edge->kind == MAKER_BRIDGE || length < 1)
            continue;
        double side = mk_random_between(random, least, most);
        if (mk_random_chance(random, 0.5))
            side = -side;
        mk_point on = mk_between(a, b, mk_random_unit(random));
        return (mk_point){mk_round(on.x - (b.y - a.y) / length * side, 0.01),
                          mk_round(on.y + (b.x - a.x) / length * side, 0.01)};
    }
}

static void write_bench_streets(const mk_bench_city *city)
{
    mk_layer layer = begin(city, "streets", wkbLineString, "id:s kind:s bridge:i level:i");
    for (size_t e = 0; e < city->network.edge_count; e++) {
        const maker_edge *edge = &city->network.edges[e];
        mk_point ends[2] = {node_at(city, edge->from), node_at(city, edge->to)};
        bool bridge = edge->kind == MAKER_BRIDGE;
        char id[24];
        snprintf(id, sizeof id, "R%07zu", e + 1);
        mk_layer_row(&layer, mk_geometry_line(&(mk_path){ends, 2, 2}), id,
                     bridge ? "bridge" : "street", (int)bridge, (int)bridge);
    }
    end(&layer);
}

static void write_bench_homes(const mk_bench_city *city)
{
    static const char *const CLASSES[] = {"market", "resettlement", "public_rental",
                                          "affordable_rental", "talent"};
    static const double WEIGHTS[] = {70, 10, 7, 9, 4};
    mk_random random = mk_random_make(city->seed, "bench homes");
    mk_layer layer = begin(city, "homes", wkbPoint,
                           "id:s class:s dwellings:d households:d residents:d workers:d "
                           "floor_area_m2:d far:d build_year:i");
    for (size_t h = 0; h < city->bench->homes; h++) {
        char id[24];
        snprintf(id, sizeof id, "H%07zu", h + 1);
        double dwellings = floor(mk_random_between(&random, 4, 60));
        double households = floor(dwellings * mk_random_between(&random, 0.8, 1));
        double residents = floor(households * 2.5);
        mk_point at = beside_street(city, &random, 8, 60);
        const char *class = CLASSES[mk_random_weighted(&random, WEIGHTS, 5)];
        mk_layer_row(&layer, mk_geometry_point(at), id, class, dwellings, households, residents,
                     floor(residents * 0.52), floor(dwellings * 88),
                     mk_round(mk_random_between(&random, 0.8, 3.5), 0.01),
                     1980 + (int)mk_random_below(&random, 45));
    }
    end(&layer);
}

static void write_bench_jobs(const mk_bench_city *city)
{
    mk_random random = mk_random_make(city->seed, "bench jobs");
    mk_layer layer = begin(city, "jobs", wkbPoint, "id:s jobs:d");
    for (size_t k = 0; k < city->bench->nodes / 20 + 1; k++) {
        char id[24];
        snprintf(id, sizeof id, "J%07zu", k + 1);
        double jobs = floor(mk_random_between(&random, 5, 400));
        mk_layer_row(&layer, mk_geometry_point(beside_street(city, &random, 5, 40)), id, jobs);
    }
    end(&layer);
}

static void write_bench_facilities(const mk_bench_city *city)
{
    /* Street junctions to one facility, in the order of MK_CATEGORY_IDS. */
    static const size_t NODES_EACH[MK_CATEGORIES] = {400, 450, 550, 700, 700, 170,
                                                     150, 40,  90,  170, 170, 25};
    mk_random random = mk_random_make(city->seed, "bench facilities");
    mk_layer layer = begin(city, "facilities", wkbPoint, "id:s category:s capacity:d area_m2:d");
    size_t number = 0;
    for (int c = 0; c < MK_CATEGORIES; c++) {
        for (size_t k = 0; k < city->bench->nodes / NODES_EACH[c] + 1; k++) {
            char id[24];
            snprintf(id, sizeof id, "F%07zu", ++number);
            mk_point at = beside_street(city, &random, 5, 40);
            mk_layer_row(&layer, mk_geometry_point(at), id, MK_CATEGORY_IDS[c],
                         mk_round(mk_random_between(&random, 20, 1200), 1),
                         mk_round(mk_random_between(&random, 300, 9000), 1));
        }
    }
    end(&layer);
}

static void write_bench_stations(const mk_bench_city *city)
{
    mk_random random = mk_random_make(city->seed, "bench stations");
    mk_layer layer = begin(city, "stations", wkbPoint, "id:s name:s opened_year:i");
    for (size_t k = 0; k < city->bench->nodes / 1500 + 2; k++) {
        char id[24], name[32];
        snprintf(id, sizeof id, "S%05zu", k + 1);
        snprintf(name, sizeof name, "Station %zu", k + 1);
        mk_layer_row(&layer, mk_geometry_point(beside_street(city, &random, 5, 20)), id, name,
                     2005 + (int)mk_random_below(&random, 20));
    }
    end(&layer);
}

static OGRGeometryH box(mk_point corner, double wide_m, double high_m)
{
    mk_point ring[4] = {corner,
                        {corner.x + wide_m, corner.y},
                        {corner.x + wide_m, corner.y + high_m},
                        {corner.x, corner.y + high_m}};
    return mk_geometry_ring(&(mk_path){ring, 4, 4});
}

/* A chequerboard over the city and a margin, so that no home falls outside. */
static void write_bench_board(const mk_bench_city *city, mk_layer *layer, const char *kind,
                              int across)
{
    double margin = 200, cell = mk_round((city->side_m + 2 * margin) / across, 1);
    for (int j = 0; j < across; j++) {
        for (int i = 0; i < across; i++) {
            char id[32];
            snprintf(id, sizeof id, "%c%02d%02d", kind[0], j + 1, i + 1);
            mk_point corner = {city->shift.x - margin + i * cell,
                               city->shift.y - margin + j * cell};
            mk_layer_row(layer, box(corner, cell, cell), id, kind, id);
        }
    }
}

static void write_bench_areas(const mk_bench_city *city)
{
    mk_layer layer = begin(city, "areas", wkbPolygon, "id:s kind:s name:s");
    write_bench_board(city, &layer, "district", DISTRICTS_ACROSS);
    write_bench_board(city, &layer, "community", COMMUNITIES_ACROSS);
    end(&layer);
}

static void write_bench_sites(const mk_bench_city *city)
{
    mk_random random = mk_random_make(city->seed, "bench sites");
    mk_layer layer = begin(city, "sites", wkbPolygon,
                           "id:s use:s class:s far:d dwellings:d small_dwellings:d year:i");
    for (size_t k = 0; k < city->bench->sites; k++) {
        char id[24];
        snprintf(id, sizeof id, "P%06zu", k + 1);
        mk_point corner = beside_street(city, &random, 10, 30);
        double wide = mk_random_between(&random, 30, 160), far = mk_random_between(&random, 1, 3.5);
        double dwellings = floor(wide * 60 * far / 90);
        mk_layer_row(&layer, box(corner, mk_round(wide, 0.1), 60), id, "居住用地",
                     mk_random_chance(&random, 0.3) ? "affordable_rental" : "market",
                     mk_round(far, 0.01), dwellings, floor(dwellings * 0.3),
                     2021 + (int)mk_random_below(&random, 7));
    }
    end(&layer);
}

static const char TARGETS[] =
    "id,title_en,measure,slice,base,comparison,value,value_to,unit,binding\n"
    "B1,Primary school within reach,coverage,primary_school,residents,>=,60,,%,1\n"
    "B2,Dwellings near stations,station_band_share,within,dwellings,>=,30,,%,0\n"
    "B3,Jobs per household,jobs_per_household,,,between,0.75,1.5,,0\n";

static void write_bench_city_file(const mk_bench_city *city, const char *folder)
{
    mk_writer root = {.folder = folder};
    mk_csv yaml = mk_csv_open(&root, "city.yaml", MK_UTF8);
    mk_csv_line(&yaml, "# A benchmark city: %zu junctions, %zu homes, %zu sites.",
                city->network.node_count, city->bench->homes, city->bench->sites);
    mk_csv_line(&yaml, "name: Benchmark city\ncrs: EPSG:4527\nlayers:");
    static const char *const LAYERS[] = {"areas",      "homes",    "jobs", "streets",
                                         "facilities", "stations", "sites"};
    for (size_t k = 0; k < sizeof LAYERS / sizeof *LAYERS; k++)
        mk_csv_line(&yaml, "  %s: data/%s.gpkg", LAYERS[k], LAYERS[k]);
    mk_csv_line(&yaml, "  targets: data/targets.csv");
    mk_csv_close(&yaml);
    mk_csv targets = mk_csv_open(city->writer, "targets.csv", MK_UTF8);
    mk_csv_line(&targets, "%s", TARGETS);
    mk_csv_close(&targets);
}

void mk_bench_make(const mk_bench *bench, uint64_t seed, const mk_writer *writer,
                   const char *folder)
{
    mk_bench wanted = *bench;
    if (wanted.homes == 0)
        wanted.homes = wanted.nodes / 2;
    mk_bench_city city = {.bench = &wanted, .seed = seed, .writer = writer};
    if (!maker_network_make(wanted.nodes, seed, &city.network))
        mk_stop("out of memory for %zu junctions", wanted.nodes);
    for (size_t n = 0; n < city.network.node_count; n++)
        city.side_m = fmax(city.side_m, fmax(city.network.nodes[n].x_m, city.network.nodes[n].y_m));
    /* The middle meridian lies 500 km east of the zone's own zero. */
    city.shift = (mk_point){39500000.0 - MK_EAST_M - mk_round(city.side_m / 2, 1), 0};
    write_bench_streets(&city);
    write_bench_homes(&city);
    write_bench_jobs(&city);
    write_bench_facilities(&city);
    write_bench_stations(&city);
    write_bench_areas(&city);
    write_bench_sites(&city);
    write_bench_city_file(&city, folder);
    printf("%zu junctions, %zu streets, %zu homes, %zu sites\n", city.network.node_count,
           city.network.edge_count, wanted.homes, wanted.sites);
    maker_network_free(&city.network);
}
