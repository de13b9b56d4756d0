/* Stations, homes, workplaces, facilities: the places people walk between. The faults that are
 * drawn on purpose are made here; README.md of the city lists them. */
#include "layers.h"

#include "estates.h"
#include "transit.h"

#include <limits.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

void mk_write_transit(mk_city *city, const mk_writer *writer)
{
    mk_layer stations =
        mk_layer_add(writer, NULL, "GeoJSON", "stations.geojson", "stations", wkbPoint, MK_GCJ02,
                     "编号:s 站名:s 制式:s 线路:s 开通年份:i 状态:s", "COORDINATE_PRECISION=7");
    for (size_t s = 0; s < city->station_count; s++) {
        const mk_station *station = &city->station[s];
        mk_layer_row(&stations, mk_geometry_point(station->at), station->id, station->name, "地铁",
                     station->lines, station->year, station->year > 2025 ? "在建" : "运营");
    }
    mk_layer_close(&stations);

    mk_layer lines = mk_layer_add(writer, NULL, "GPKG", "transit.gpkg", "rail_lines", wkbLineString,
                                  MK_PLANE, "编号:s 名称:s 制式:s 开通年份:i 状态:s", "");
    for (int k = 0; k < MK_LINES; k++)
        mk_layer_row(&lines, mk_geometry_line(&city->metro[k]), MK_LINE_LIST[k].id,
                     MK_LINE_LIST[k].name, "地铁", MK_LINE_LIST[k].year, MK_LINE_LIST[k].status);
    mk_layer gates = mk_layer_add(writer, lines.dataset, "GPKG", "transit.gpkg", "entrances",
                                  wkbPoint, MK_PLANE, "编号:s 所属:s 出入口名称:s", "");
    for (size_t k = 0; k < city->entrance_count; k++)
        mk_layer_row(&gates, mk_geometry_point(city->entrance[k].at), city->entrance[k].id,
                     city->entrance[k].owner, city->entrance[k].name);
    mk_layer_close(&lines);
}

/* A blank where `hidden`, else the whole number. */
static const char *count_text(char text[24], double value, bool hidden)
{
    snprintf(text, 24, "%.0f", value);
    if (hidden)
        text[0] = '\0';
    return text;
}

void mk_write_homes(const mk_city *city, const mk_writer *writer)
{
    mk_csv csv = mk_csv_open(writer, "homes.csv", MK_GBK);
    mk_csv_line(&csv, "编号,小区名称,住房类型,权属,住宅套数,户数,常住人口,就业居民,建筑面积,"
                      "建成年份,容积率,月租金,老年人口,空置套数,需改造,改造年份,危房等级,特征,"
                      "X坐标,Y坐标");
    for (size_t h = 0; h < city->home_count; h++) {
        const mk_home *home = &city->home[h];
        char residents[24], elders[24], vacant[24], renewed[24], rent[24] = "";
        if (home->rent > 0)
            snprintf(rent, sizeof rent, "%.1f", home->rent);
        bool blank = h == 40, negative = h == 80; /* faults on purpose */
        mk_csv_line(
            &csv, "%s,%s,%s,%s,%.0f,%.0f,%s,%.0f,%.0f,%d,%.2f,%s,%s,%s,%s,%s,%.1s,%s,%.1f,%.1f",
            home->id, home->name, MK_CLASS_NAMES[home->kind], home->rented ? "租赁" : "自有",
            negative ? -home->dwellings : home->dwellings, home->households,
            count_text(residents, home->residents, blank), home->workers, home->floor_area_m2,
            home->year, home->far, rent, count_text(elders, home->elders, blank),
            count_text(vacant, home->vacant, negative), home->renewal_need ? "是" : "否",
            count_text(renewed, home->renewed_year, home->renewed_year == 0), &home->danger,
            home->features, MK_EAST_M + home->at.x, MK_NORTH_M + home->at.y);
    }
    mk_csv_close(&csv);
}

void mk_write_workplaces(const mk_city *city, const mk_writer *writer)
{
    mk_csv csv = mk_csv_open(writer, "jobs.csv", MK_UTF8_MARKED);
    mk_csv_line(&csv, "编号,名称,从业人数,WKT");
    for (size_t w = 0; w < city->workplace_count; w++) {
        const mk_workplace *one = &city->workplace[w];
        /* On purpose: the hundredth row bears the id of the one before. */
        const char *id = w == 99 ? city->workplace[98].id : one->id;
        mk_csv_line(&csv, "%s,%s,%.0f,POINT (%.1f %.1f)", id, one->name, one->jobs,
                    MK_EAST_M + one->at.x, MK_NORTH_M + one->at.y);
    }
    mk_csv_close(&csv);
}

static void write_poi(const mk_writer *writer, mk_csv *csv, const mk_facility *one)
{
    char capacity[24] = "", area[24] = "", year[24] = "";
    double lon, lat;
    if (one->capacity > 0)
        snprintf(capacity, sizeof capacity, "%.0f", one->capacity);
    if (one->area_m2 > 0)
        snprintf(area, sizeof area, "%.0f", one->area_m2);
    if (one->year > 0)
        snprintf(year, sizeof year, "%d", one->year);
    mk_writer_degrees(writer, MK_BD09, one->at, &lon, &lat);
    mk_csv_line(csv, "%s,%s,%s,%.7f,%.7f,%s,%s,%s", one->id, one->name, one->category, lon, lat,
                capacity, area, year);
}

void mk_write_facilities(const mk_city *city, const mk_writer *writer)
{
    mk_csv csv = mk_csv_open(writer, "poi.csv", MK_UTF8);
    mk_csv_line(&csv, "编号,名称,类别,经度,纬度,容量,用地面积,建成年份");
    for (size_t f = 0; f < city->facility_count; f++)
        write_poi(writer, &csv, &city->facility[f]);
    /* On purpose: a category nobody knows, and a place without coordinates. */
    mk_facility tea = {.id = "SS90001", .name = "望江茶馆", .category = "茶馆", .at = MK_CENTRE};
    write_poi(writer, &csv, &tea);
    mk_csv_line(&csv, "SS90002,无坐标便利店,便利店,,,,,");
    mk_csv_close(&csv);

    mk_layer parks =
        mk_layer_add(writer, NULL, "GeoJSON", "parks.geojson", "parks", wkbPolygon, MK_WGS84,
                     "编号:s 名称:s 容量:i 建成年份:i", "COORDINATE_PRECISION=7");
    for (size_t k = 0; k < city->parks.count; k++) {
        mk_plot park = city->parks.at[k];
        mk_path ring = {0};
        for (size_t i = 0; i < park.ring.count; i++)
            mk_path_add(&ring, park.ring.at[i]);
        if (k == 20) { /* on purpose: two corners swapped, so that it crosses itself */
            mk_point swapped = ring.at[1];
            ring.at[1] = ring.at[2];
            ring.at[2] = swapped;
        }
        mk_layer_row(&parks, mk_geometry_ring(&ring), park.id, park.name, (int)park.capacity,
                     park.opened_year);
        mk_path_free(&ring);
    }
    mk_layer_close(&parks);
}
