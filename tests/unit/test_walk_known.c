/*
 * Known answers on real data: published walking distances in Monaco, nearest facilities in Seattle.
 * The data lie where the environment variable LIFANG_TEST_DATA says; without it the tests are
 * skipped.
 */
#include <math.h>

#include "load_city.h"
#include "walk/nearest.h"
#include "walk/walk.h"

static const char *data_folder(void)
{
    const char *folder = getenv("LIFANG_TEST_DATA");

    return folder != NULL && lf_is_folder(folder) ? folder : NULL;
}

/* ---- Monaco ---- */

/* Published with GraphHopper's tests, taken on a sphere, access legs not counted. */
static const struct known_walk {
    double from_lat, from_lon, to_lat, to_lon, metres;
} monaco[] = {
    {43.730729, 7.421288, 43.727697, 7.419199, 1566},
    {43.727687, 7.418737, 43.74958, 7.436566, 3438},
    {43.728677, 7.41016, 43.739213, 7.427806, 2085},
    {43.733802, 7.413433, 43.739662, 7.424355, 1425},
};

static void write_monaco(trial *t)
{
    lf_text homes = {0}, facilities = {0}, city = {0};
    char *command =
        lf_copyf("gzip -dc '%s/monaco/monaco.osm.gz' > '%s/monaco.osm'", data_folder(), t->folder);

    ck_assert_int_eq(system(command), 0);
    free(command);
    lf_text_add(&homes, "id,residents,lon,lat\n");
    lf_text_add(&facilities, "id,category,lon,lat\n");
    lf_text_add(&city, "name: Monaco\ncrs: EPSG:32632\nlayers:\n"
                       "  streets: {source: monaco.osm, select: osm_streets}\n"
                       "  homes: {source: homes.csv, crs: 'EPSG:4326'}\n"
                       "  facilities: {source: facilities.csv, crs: 'EPSG:4326'}\n"
                       "walking: {max_access_m: 1000, search_limit_m: 6000}\n"
                       "categories:\n");
    for (int w = 0; w < 4; w++) {
        lf_text_addf(&homes, "h%d,1,%.8f,%.8f\n", w, monaco[w].from_lon, monaco[w].from_lat);
        lf_text_addf(&facilities, "f%d,goal%d,%.8f,%.8f\n", w, w, monaco[w].to_lon,
                     monaco[w].to_lat);
        lf_text_addf(&city, "  goal%d: {title: Goal, title_zh: Goal, distance_m: 5000}\n", w);
    }
    trial_file(t, "homes.csv", lf_text_get(&homes));
    trial_file(t, "facilities.csv", lf_text_get(&facilities));
    assert_loads(t, lf_text_get(&city));
    lf_text_free(&homes);
    lf_text_free(&facilities);
    lf_text_free(&city);
}

START_TEST(monaco_distances)
{
    trial t;

    trial_begin(&t);
    write_monaco(&t);
    ck_assert_msg(lf_walk(&t.ctx, t.ws), "%s", t.ctx.error);
    for (int w = 0; w < 4; w++) {
        char sql[512];
        double metres;

        snprintf(sql, sizeof sql,
                 "SELECT n.walk_m - a.access_m - b.access_m FROM walk_nearest AS n "
                 "JOIN homes AS h ON h.key = n.home_key "
                 "JOIN walk_access AS a ON a.layer = 'homes' AND a.row_key = h.key "
                 "JOIN walk_access AS b ON b.layer = 'facilities' AND b.row_key = n.walk_place_key "
                 "WHERE h.id = 'h%d' AND n.category = 'goal%d'",
                 w, w);
        metres = atof(ask(&t, sql));
        ck_assert_msg(fabs(metres - monaco[w].metres) <= 0.005 * monaco[w].metres,
                      "walk %d: %.1f m, published %.0f m", w, metres, monaco[w].metres);
    }
    trial_end(&t);
}
END_TEST

/* ---- Seattle ---- */

typedef struct seattle {
    lf_table nodes, edges;
    lf_edge *edge;
    lf_node *node;
} seattle;

static size_t node_of(const seattle *city, const char *id)
{
    for (size_t r = 1; r < city->nodes.rows; r++)
        if (strcmp(lf_table_get(&city->nodes, r, "id"), id) == 0)
            return r - 1;
    ck_abort_msg("no node %s", id);
}

/* The facilities are joined to the nearest node in degrees, as the figures' source does. */
static size_t nearest_node(const seattle *city, double lon, double lat)
{
    size_t best = 0;

    for (size_t n = 0; n + 1 < city->nodes.rows; n++)
        if (hypot(city->node[n].x_m - lon, city->node[n].y_m - lat) <
            hypot(city->node[best].x_m - lon, city->node[best].y_m - lat))
            best = n;
    return best;
}

static void read_seattle(trial *t, seattle *city)
{
    char *nodes = lf_copyf("%s/seattle/nodes.csv", data_folder());
    char *edges = lf_copyf("%s/seattle/edges.csv", data_folder());

    ck_assert_msg(lf_table_read(&t->ctx, nodes, &city->nodes) &&
                      lf_table_read(&t->ctx, edges, &city->edges),
                  "%s", t->ctx.error);
    city->node = calloc(city->nodes.rows, sizeof *city->node);
    city->edge = calloc(city->edges.rows, sizeof *city->edge);
    for (size_t r = 1; r < city->nodes.rows; r++)
        city->node[r - 1] = (lf_node){.x_m = atof(lf_table_get(&city->nodes, r, "x")),
                                      .y_m = atof(lf_table_get(&city->nodes, r, "y"))};
    for (size_t r = 1; r < city->edges.rows; r++)
        city->edge[r - 1] =
            (lf_edge){.from = (uint32_t)node_of(city, lf_table_get(&city->edges, r, "from")),
                      .to = (uint32_t)node_of(city, lf_table_get(&city->edges, r, "to")),
                      .length_dm = 1,
                      .effort_forward_dm = 1,
                      .effort_backward_dm = 1};
    free(nodes);
    free(edges);
}

/* A place at a node: the end of any edge there. */
static lf_place place_at(const seattle *city, uint32_t node)
{
    for (size_t e = 0; e + 1 < city->edges.rows; e++) {
        if (city->edge[e].from == node)
            return (lf_place){.edge = (uint32_t)e, .backward_dm = 1};
        if (city->edge[e].to == node)
            return (lf_place){.edge = (uint32_t)e, .forward_dm = 1};
    }
    ck_abort_msg("node %u has no edge", node);
}

static void expect_nearest(const seattle *city, const lf_found found[3][1500], const char *id,
                           const uint32_t expected[3])
{
    const size_t node = node_of(city, id);

    for (int k = 0; k < 3; k++) {
        ck_assert(lf_is_found(found[k][node]));
        ck_assert_uint_eq(found[k][node].cost_dm, expected[k]);
    }
}

START_TEST(seattle_nearest_facilities)
{
    static lf_found found[3][1500];
    const double at[3][2] = {{-122.32, 47.61}, {-122.31, 47.60}, {-122.31, 47.60}};
    trial t;
    seattle city = {0};
    lf_graph *graph = NULL;
    lf_components components;
    lf_source source[3];
    lf_nearest_task task[3];
    uint32_t largest = 0;

    trial_begin(&t);
    read_seattle(&t, &city);
    ck_assert_uint_le(city.nodes.rows, 1500);
    ck_assert(lf_graph_make(&t.ctx, city.node, city.nodes.rows - 1, city.edge, city.edges.rows - 1,
                            LF_BY_LENGTH, &graph));
    for (int k = 0; k < 3; k++) {
        source[k] = (lf_source){place_at(&city, (uint32_t)nearest_node(&city, at[k][0], at[k][1])),
                                (uint32_t)k};
        task[k] = (lf_nearest_task){
            .sources = &source[k], .source_count = 1, .limit_dm = 1000, .out = found[k]};
    }
    ck_assert_msg(lf_nearest_run(&t.ctx, graph, task, 3), "%s", t.ctx.error);
    expect_nearest(&city, found, "53114882", (const uint32_t[]){7, 13, 13});
    expect_nearest(&city, found, "53114880", (const uint32_t[]){6, 14, 14});
    for (int k = 0; k < 3; k++)
        ck_assert(!lf_is_found(found[k][node_of(&city, "53227769")]));
    ck_assert(lf_components_make(&t.ctx, city.nodes.rows - 1, city.edge, city.edges.rows - 1,
                                 &components));
    for (uint32_t c = 0; c < components.count; c++)
        largest = components.nodes[c] > largest ? components.nodes[c] : largest;
    ck_assert_uint_eq(largest, 477);
    lf_components_free(&components);
    lf_graph_free(graph);
    lf_table_free(&city.nodes);
    lf_table_free(&city.edges);
    free(city.node);
    free(city.edge);
    trial_end(&t);
}
END_TEST

int main(void)
{
    Suite *suite;
    TCase *cases;
    SRunner *runner;
    int failed;

    if (data_folder() == NULL) {
        printf("skipped: LIFANG_TEST_DATA names no folder with the real data\n");
        return EXIT_SUCCESS;
    }
    suite = suite_create("known");
    cases = tcase_create("known");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, monaco_distances);
    tcase_add_test(cases, seattle_nearest_facilities);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
