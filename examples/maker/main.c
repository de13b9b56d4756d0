/*
 * lifang-make-city: makes the example city Qingjiang, the same on every run, or a large city to
 * measure speed on.
 */
#include "bench.h"
#include "details.h"
#include "estates.h"
#include "growth.h"
#include "land.h"
#include "layers.h"
#include "programmes.h"
#include "quarters.h"
#include "services.h"
#include "streets.h"
#include "tables.h"
#include "transit.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char USAGE[] =
    "Usage: lifang-make-city [--seed S] FOLDER\n"
    "       lifang-make-city --bench NODES [--homes N] [--sites N] [--seed S] FOLDER\n"
    "\n"
    "Writes the layers of the example city Qingjiang into FOLDER/data and its candidate lots into\n"
    "FOLDER, or, with --bench, a city of about NODES street junctions with its city.yaml.\n"
    "\n"
    "  --bench NODES   street junctions of the benchmark city\n"
    "  --homes N       homes of the benchmark city (default: half as many as junctions)\n"
    "  --sites N       sites of the benchmark city (default: 2000)\n"
    "  --seed S        another city of the same kind (default: 2021)\n"
    "  --help          this text\n"
    "\n"
    "Example: lifang-make-city --bench 300000 --homes 150000 /tmp/large\n";

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        mk_stop("cannot make the folder %s: %s", path, strerror(errno));
}

static void write_example(mk_city *city, const char *folder)
{
    mk_writer writer = mk_writer_open(folder);
    mk_write_lots(city, &writer);
    mk_file data = mk_writer_file(&writer, "data");
    make_folder(data.path);
    writer.folder = data.path;
    mk_write_areas(city, &writer);
    mk_write_transit(city, &writer);
    mk_write_homes(city, &writer);
    mk_write_workplaces(city, &writer);
    mk_write_facilities(city, &writer);
    mk_write_land(city, &writer);
    mk_write_terrain(city, &writer);
    mk_write_programmes(city, &writer);
    mk_write_projects(city, &writer);
    mk_write_commutes(city, &writer);
    mk_write_market(city, &writer);
    mk_write_streets(city, &writer);
    mk_writer_close(&writer);
}

static void make_example(uint64_t seed, const char *folder)
{
    mk_city *city = calloc(1, sizeof *city);
    if (!city)
        mk_stop("out of memory");
    city->seed = seed;
    city->terrain = mk_terrain_make(seed);
    mk_lattice_make(city);
    mk_quarters_make(city);
    mk_zones_mark(city);
    mk_streets_make(city);
    mk_pocket_parks_make(city);
    mk_transit_make(city);
    mk_limits_make(city);
    mk_anchors_make(city);
    mk_sites_make(city, 80);
    mk_lots_make(city, 40);
    mk_streets_spoil(city);
    mk_homes_make(city, 900);
    mk_workplaces_make(city);
    mk_facilities_make(city);
    mk_park_gates_make(city);
    mk_growth_make(city);
    mk_centres_make(city);
    mk_details_make(city);

    write_example(city, folder);
    printf("%zu street pieces, %zu stations, %zu homes, %zu workplaces, %zu facilities, "
           "%zu parks, %zu sites, %zu lots, %zu communities\n",
           city->edge_count, city->station_count, city->home_count, city->workplace_count,
           city->facility_count, city->parks.count, city->sites.count, city->lots.count,
           city->communities.count);
    mk_city_free(city);
    free(city);
}

static void make_bench(const mk_bench *bench, uint64_t seed, const char *folder)
{
    mk_writer writer = mk_writer_open(folder);
    mk_file data = mk_writer_file(&writer, "data");
    make_folder(data.path);
    writer.folder = data.path;
    mk_bench_make(bench, seed, &writer, folder);
    mk_writer_close(&writer);
}

static uint64_t number(const char *option, const char *text)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno || *end || end == text || *text == '-')
        mk_stop("--%s wants a whole number, not \"%s\"", option, text);
    return value;
}

int main(int argc, char **argv)
{
    static const struct option OPTIONS[] = {
        {"bench", required_argument, NULL, 'b'}, {"homes", required_argument, NULL, 'n'},
        {"sites", required_argument, NULL, 's'}, {"seed", required_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},        {NULL, 0, NULL, 0}};
    mk_bench bench = {.sites = 2000};
    uint64_t seed = 2021;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        if (option == 'b')
            bench.nodes = number("bench", optarg);
        else if (option == 'n')
            bench.homes = number("homes", optarg);
        else if (option == 's')
            bench.sites = number("sites", optarg);
        else if (option == 'r')
            seed = number("seed", optarg);
        else
            return fputs(USAGE, option == 'h' ? stdout : stderr), option == 'h' ? 0 : 2;
    }
    if (optind + 1 != argc)
        return fputs(USAGE, stderr), 2;
    const char *folder = argv[optind];
    make_folder(folder);
    if (bench.nodes)
        make_bench(&bench, seed, folder);
    else
        make_example(seed, folder);
    return 0;
}
