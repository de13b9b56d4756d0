/* Programmes by district and projects with a place (see programmes.h). */
#include "programmes.h"

#include "details.h"
#include "estates.h"
#include "growth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_KINDS = 7, FIRST_YEAR = 2021, LAST_YEAR = 2025 };

typedef struct mk_kind_of_programme {
    const char *class, *mode;
    double yearly; /* units of the whole city; households where they are paid subsidies */
    double size_m2;
    double share[MK_DISTRICTS];
    double small, large; /* parts of the units of at most 70 m2, of at least 90 m2 */
    double persons;      /* in a household */
    int from;            /* first year */
} mk_kind_of_programme;

static const mk_kind_of_programme KINDS[] = {
    {"商品住房", "新建", 11000, 112, {0.10, 0.20, 0.10, 0.18, 0.27, 0.15}, 0.1, 0.64, 2.7, 2021},
    {"公租房", "新建", 700, 50, {0.05, 0.15, 0.15, 0.15, 0.30, 0.20}, 0.97, 0, 2.2, 2021},
    {"保障性租赁住房", "新建", 2600, 46, {0.10, 0.20, 0.08, 0.25, 0.17, 0.20}, 0.93, 0, 1.7, 2021},
    {"保障性租赁住房", "改建", 900, 42, {0.40, 0.20, 0.10, 0.20, 0.05, 0.05}, 0.96, 0, 1.5, 2021},
    {"人才住房", "新建", 650, 85, {0.20, 0.15, 0.05, 0.40, 0.10, 0.10}, 0.34, 0.3, 2.3, 2021},
    {"安置房", "新建", 1500, 92, {0.05, 0.25, 0.20, 0.15, 0.20, 0.15}, 0.2, 0.42, 2.7, 2021},
    {"老旧小区", "改造", 5200, 68, {0.45, 0.15, 0.20, 0.12, 0.03, 0.05}, 0.6, 0.1, 2.4, 2021},
    /* Further classes, from a random stream of their own. */
    {"市场租赁住房", "新建", 800, 52, {0.15, 0.2, 0.05, 0.3, 0.15, 0.15}, 0.85, 0.02, 1.6, 2021},
    {"市场租赁住房", "改建", 500, 38, {0.45, 0.2, 0.05, 0.2, 0.05, 0.05}, 0.97, 0, 1.4, 2021},
    {"共有产权房", "新建", 420, 80, {0.1, 0.2, 0.1, 0.25, 0.2, 0.15}, 0.3, 0.15, 2.6, 2021},
    {"棚户区", "改造", 1300, 66, {0.3, 0.25, 0.25, 0.1, 0.02, 0.08}, 0.6, 0.1, 2.6, 2021},
    {"配售型保障房", "新建", 600, 85, {0.1, 0.2, 0.1, 0.2, 0.25, 0.15}, 0.25, 0.2, 2.7, 2023},
    {"配售型保障房", "收购", 240, 88, {0.1, 0.15, 0.1, 0.15, 0.35, 0.15}, 0.2, 0.35, 2.7, 2024},
    {"公租房", "补贴", 520, 0, {0.3, 0.2, 0.15, 0.2, 0.1, 0.05}, 0, 0, 2.1, 2021},
};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

/* What a row says beside its units. */
typedef struct mk_row {
    double households, residents, small, large;
    const char *land_source, *previous_use;
    char features[MK_WORDS];
} mk_row;

static void choose_land(mk_random *random, const mk_kind_of_programme *kind, mk_row *row)
{
    static const char *const SOURCES[] = {
        "新供应", "存量", "闲置", "自有用地", "集体经营性建设用地", "产业园区配套"};
    static const char *const BUILDINGS[] = {"厂房", "办公楼", "商业", "酒店", "仓储"};
    bool rental = strstr(kind->class, "租") != NULL;
    double weights[] = {55, 20, 6, rental ? 12 : 4, rental ? 10 : 1, rental ? 12 : 0};
    size_t source = mk_random_weighted(random, weights, 6), use = mk_random_below(random, 5);
    if (strcmp(kind->mode, "改建") == 0) {
        row->land_source = "存量闲置房屋";
        row->previous_use = BUILDINGS[use];
    } else if (strcmp(kind->mode, "新建") == 0) {
        row->land_source = SOURCES[source];
    } else if (strcmp(kind->mode, "收购") == 0) {
        row->land_source = "存量闲置房屋";
    }
}

static void choose_features(mk_random *random, bool renewed, int year, char features[MK_WORDS])
{
    static const char *const NEW[] = {"绿色建筑", "装配式建筑", "全装修", "75%节能", "物业管理"};
    static const char *const RENEWED[] = {"物业管理", "适老", "电梯", "智慧小区", "绿色社区"};
    static const double OFTEN[] = {0.85, 0.5, 0.4, 0.3, 0.35};
    double after = year - FIRST_YEAR;
    double chance[] = {0.75 + 0.06 * after, 0.3 + 0.08 * after, 0.25 + 0.06 * after,
                       0.15 + 0.1 * after, 0.95};
    for (size_t k = 0; k < 5; k++)
        if (mk_random_chance(random, renewed ? OFTEN[k] : chance[k]))
            mk_words_add(features, renewed ? RENEWED[k] : NEW[k]);
    if (!features[0])
        mk_words_add(features, "无");
}

static mk_row detail(mk_random *random, const mk_kind_of_programme *kind, double units, int year)
{
    mk_row row = {0};
    bool paid = kind->size_m2 <= 0;
    row.households = paid ? units : floor(units * mk_random_between(random, 0.88, 0.98));
    row.residents = floor(row.households * kind->persons * mk_random_between(random, 0.92, 1.08));
    row.small = floor(units * fmin(1, kind->small * mk_random_between(random, 0.85, 1.15)));
    row.large =
        fmin(floor(units * kind->large * mk_random_between(random, 0.85, 1.15)), units - row.small);
    choose_land(random, kind, &row);
    if (!paid)
        choose_features(random, strcmp(kind->mode, "改造") == 0, year, row.features);
    return row;
}

static const char *status_of(int year, bool supplied)
{
    return year <= 2023 ? "已完成" : year == 2024 ? "在建" : supplied ? "已供应" : "计划";
}

static void write_programme(mk_csv *csv, size_t number, const mk_kind_of_programme *kind,
                            double units, int year, const char *status, const char *district,
                            const mk_row *row)
{
    char counts[2][96];
    bool paid = kind->size_m2 <= 0; /* subsidies build nothing */
    snprintf(counts[0], sizeof counts[0], "%.0f,%.0f", units, floor(units * kind->size_m2));
    snprintf(counts[1], sizeof counts[1], "%.0f,%.0f", row->small, row->large);
    mk_csv_line(csv, "XM%03zu,%s,%s,%s,%d,%s,%s,%.0f,%.0f,%s,%s,%s,%s", number, kind->class,
                kind->mode, paid ? "," : counts[0], year, status, district, row->households,
                row->residents, paid ? "," : counts[1], row->land_source ? row->land_source : "",
                row->previous_use ? row->previous_use : "", row->features);
}

void mk_write_programmes(const mk_city *city, const mk_writer *writer)
{
    mk_random first = mk_random_make(city->seed, "programmes");
    mk_random more = mk_random_make(city->seed, "further programmes");
    mk_random details = mk_random_make(city->seed, "programme details");
    mk_csv csv = mk_csv_open(writer, "programmes.csv", MK_UTF8);
    mk_csv_line(&csv, "编号,住房类别,筹集方式,套数,建筑面积,年份,状态,行政区,惠及户数,惠及人数,"
                      "小户型套数,大户型套数,用地来源,原用途,特征");
    size_t number = 0;
    for (size_t k = 0; k < KIND_COUNT; k++) {
        const mk_kind_of_programme *kind = &KINDS[k];
        for (int year = kind->from; year <= LAST_YEAR; year++) {
            for (int d = 0; d < MK_DISTRICTS; d++) {
                mk_random *random = k < FIRST_KINDS ? &first : &more;
                double units = kind->yearly * kind->share[d] * mk_random_between(random, 0.75, 1.2);
                units = mk_round(units, 2);
                mk_row row = detail(&details, kind, units, year);
                write_programme(&csv, ++number, kind, units, year,
                                status_of(year, k >= FIRST_KINDS && d % 2 == 1),
                                city->districts.at[d].id, &row);
            }
        }
    }
    mk_csv_close(&csv);
}

typedef struct mk_project {
    const char *class, *mode, *title;
    double units, households, residents, floor_area_m2; /* NaN: not said */
    int year;
    const char *land_source;
    char features[MK_WORDS];
} mk_project;

static void write_project(mk_layer *layer, size_t *number, mk_point at, const char *stem,
                          const mk_project *project)
{
    char id[32], name[MK_NAME * 2];
    snprintf(id, sizeof id, "GC%03zu", ++*number);
    snprintf(name, sizeof name, "%s%s", stem, project->title);
    mk_layer_row(layer, mk_geometry_point(at), id, name, project->class, project->mode,
                 project->units, project->households, project->residents, project->floor_area_m2,
                 project->year, status_of(project->year, *number % 2 == 0), project->land_source,
                 project->features[0] ? project->features : NULL);
}

/* Communities that were made green or complete: at their largest estate. */
static void write_community_projects(const mk_city *city, mk_random *random, mk_layer *layer,
                                     size_t *number)
{
    for (size_t c = 0; c < city->communities.count; c++) {
        const mk_area *area = &city->communities.at[c];
        const mk_home *home = mk_main_home(city, (int)c);
        bool green = mk_random_chance(random, 0.66), complete = mk_random_chance(random, 0.2);
        int year = FIRST_YEAR + (int)mk_random_below(random, 5);
        if (!home)
            continue;
        /* Nobody is housed by it: people and households stay blank. */
        mk_project project = {"绿色社区", NULL, "绿色社区创建", NAN, NAN, NAN, NAN, year, NULL, ""};
        if (green)
            write_project(layer, number, home->at, area->name, &project);
        project.class = "完整社区";
        project.title = "完整社区创建";
        if (complete)
            write_project(layer, number, home->at, area->name, &project);
    }
}

/* What is done to single estates: lifts, smart estates, models of living and of management. */
static void write_estate_projects(const mk_city *city, mk_random *random, mk_layer *layer,
                                  size_t *number)
{
    static const struct {
        const char *class, *title;
        int from, to; /* building years */
        double chance;
    } WORKS[] = {{"加装电梯", "加装电梯", 1984, 2003, 0.16},
                 {"智慧小区", "智慧小区建设", 2006, 2024, 0.04},
                 {"智慧物业", "智慧物业试点", 2006, 2024, 0.016},
                 {"示范住区", "宜居示范住区", 2010, 2024, 0.012},
                 {"物业示范", "物业管理示范", 2002, 2024, 0.014}};
    for (size_t k = 0; k < sizeof WORKS / sizeof *WORKS; k++) {
        for (size_t h = 0; h < city->home_count; h++) {
            const mk_home *home = &city->home[h];
            bool drawn = mk_random_chance(random, WORKS[k].chance);
            double lifts = 2 + (double)mk_random_below(random, 9);
            if (!drawn || home->year < WORKS[k].from || home->year > WORKS[k].to)
                continue;
            mk_project project = {WORKS[k].class,
                                  k == 0 ? "改造" : NULL,
                                  WORKS[k].title,
                                  k == 0 ? lifts : NAN,
                                  home->households,
                                  home->residents,
                                  NAN,
                                  FIRST_YEAR + (int)(h % 5),
                                  NULL,
                                  ""};
            write_project(layer, number, home->at, home->name, &project);
        }
    }
}

/* Wellness housing stands in the hills, beside the estates there. */
static void write_wellness(mk_city *city, mk_random *random, mk_layer *layer, size_t *number)
{
    size_t made = 0;
    for (size_t h = 0; h < city->home_count && made < 14; h++) {
        const mk_home *home = &city->home[h];
        if (mk_terrain_height(&city->terrain, home->at) < 140)
            continue;
        double units = mk_round(mk_random_between(random, 60, 260), 2);
        double homes = floor(units * mk_random_between(random, 0.7, 0.9));
        mk_project project = {"康养住房",
                              "新建",
                              "康养住房",
                              units,
                              homes,
                              floor(homes * 1.9),
                              floor(units * mk_random_between(random, 62, 78)),
                              FIRST_YEAR + (int)(made % 5),
                              made % 3 ? "新供应" : "存量",
                              ""};
        choose_features(random, false, project.year, project.features);
        mk_words_add(project.features, "适老");
        mk_point at = {home->at.x + 70, home->at.y + 40};
        write_project(layer, number, at,
                      city->communities.at[mk_city_cell(city, at)->community].name, &project);
        made++;
    }
}

void mk_write_projects(mk_city *city, const mk_writer *writer)
{
    mk_random random = mk_random_make(city->seed, "projects");
    mk_layer layer =
        mk_layer_add(writer, NULL, "GeoJSON", "projects.geojson", "projects", wkbPoint, MK_PLANE,
                     "编号:s 项目名称:s 住房类别:s 筹集方式:s 套数:d 惠及户数:d "
                     "惠及人数:d 建筑面积:d 年份:i 状态:s 用地来源:s 特征:s",
                     "COORDINATE_PRECISION=1");
    size_t number = 0;
    write_community_projects(city, &random, &layer, &number);
    write_estate_projects(city, &random, &layer, &number);
    write_wellness(city, &random, &layer, &number);
    mk_layer_close(&layer);
}
