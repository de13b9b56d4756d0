/*
 * Areas: districts, streets, communities, planning groups, zones, growth areas, the ring. All are
 * unions of the same blocks, so that areas of one kind tile to the last digit.
 */
#include "layers.h"

#include "quarters.h"

#include <cpl_conv.h>
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>

typedef bool (*mk_member)(const mk_cell *cell, int column, int row, int number);

static OGRGeometryH block(const mk_city *city, int i, int j)
{
    mk_point corner[4] = {city->corner[j][i], city->corner[j][i + 1], city->corner[j + 1][i + 1],
                          city->corner[j + 1][i]};
    return mk_geometry_ring(&(mk_path){corner, 4, 4});
}

static OGRGeometryH union_of(const mk_city *city, mk_member member, int number)
{
    OGRGeometryH parts = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (int j = 0; j < MK_ROWS; j++)
        for (int i = 0; i < MK_COLUMNS; i++)
            if (member(&city->cell[j][i], i, j, number))
                OGR_G_AddGeometryDirectly(parts, block(city, i, j));
    OGRGeometryH joined = OGR_G_UnionCascaded(parts);
    OGR_G_DestroyGeometry(parts);
    if (!joined)
        mk_stop("blocks cannot be joined to an area");
    return OGR_G_ForceToMultiPolygon(joined);
}

static bool in_district(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j;
    return mk_quarters_of(cell, MK_DISTRICT) == number;
}

static bool in_subdistrict(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j;
    return mk_quarters_of(cell, MK_SUBDISTRICT) == number;
}

static bool in_community(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j;
    return mk_quarters_of(cell, MK_COMMUNITY) == number;
}

static bool in_group(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j;
    return mk_quarters_of(cell, MK_GROUP) == number;
}

static bool in_key_zone(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j;
    return cell->key_zone == number;
}

static bool in_development_zone(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j, (void)number;
    return cell->industrial;
}

static bool in_growth_area(const mk_cell *cell, int i, int j, int number)
{
    (void)i, (void)j;
    return cell->growth == number;
}

static bool in_ring(const mk_cell *cell, int i, int j, int number)
{
    (void)cell, (void)number;
    return i >= MK_CENTRE_COLUMN - MK_RING_CELLS && i < MK_CENTRE_COLUMN + MK_RING_CELLS &&
           j >= MK_CENTRE_ROW - MK_RING_CELLS && j < MK_CENTRE_ROW + MK_RING_CELLS;
}

static void write_key_zones(const mk_city *city, const mk_writer *writer)
{
    static const char *const NAMES[] = {"金桥片区", "江南新城片区", "东湖新城片区", "北塘高新片区"};
    mk_layer kml = mk_layer_add(writer, NULL, "KML", "key_zones.kml", "key_zones", wkbMultiPolygon,
                                MK_WGS84, "Name:s Description:s", "");
    for (int z = 0; z < 4; z++)
        mk_layer_row(&kml, union_of(city, in_key_zone, z + 1), NAMES[z], "重点片区");
    mk_layer_close(&kml);
}

void mk_write_areas(mk_city *city, const mk_writer *writer)
{
    mk_layer gpkg =
        mk_layer_add(writer, NULL, "GPKG", "areas.gpkg", "districts", wkbMultiPolygon, MK_PLANE,
                     "代码:s 区名:s 人口:d 基期人口:d 净流入人口:d 符合条件家庭数:d", "");
    for (size_t k = 0; k < city->districts.count; k++) {
        const mk_area *one = &city->districts.at[k];
        mk_layer_row(&gpkg, union_of(city, in_district, (int)k), one->id, one->name,
                     one->population, one->population_base, one->net_inflow,
                     one->eligible_households);
    }
    mk_layer groups =
        mk_layer_add(writer, gpkg.dataset, "GPKG", "areas.gpkg", "zones", wkbMultiPolygon, MK_PLANE,
                     "编号:s 类别:s 名称:s 上级:s 容积率上限:d", "");
    for (int g = 0; g < MK_GROUPS; g++)
        mk_layer_row(&groups, union_of(city, in_group, g), MK_GROUP_LIST[g].id, "planning_group",
                     MK_GROUP_LIST[g].name, NULL, NAN);
    mk_layer_row(&groups, union_of(city, in_ring, 0), "NH1", "inner_ring", "内环以内", NULL, NAN);
    mk_layer_row(&groups, union_of(city, in_development_zone, 0), "KF1", "development_zone",
                 "临港经济开发区", city->districts.at[5].id, NAN);
    for (size_t k = 0; k < city->growth_areas.count; k++) {
        const mk_area *one = &city->growth_areas.at[k];
        mk_layer_row(&groups, union_of(city, in_growth_area, (int)k + 1), one->id, "growth_area",
                     one->name, one->parent, one->far_cap);
    }
    mk_layer_close(&gpkg);

    mk_layer json = mk_layer_add(writer, NULL, "GeoJSON", "subdistricts.geojson", "subdistricts",
                                 wkbMultiPolygon, MK_PLANE, "编码:s 街道名称:s 上级:s 人口:d",
                                 "COORDINATE_PRECISION=2");
    for (size_t k = 0; k < city->subdistricts.count; k++)
        mk_layer_row(&json, union_of(city, in_subdistrict, (int)k), city->subdistricts.at[k].id,
                     city->subdistricts.at[k].name, city->subdistricts.at[k].parent,
                     city->subdistricts.at[k].population);
    mk_layer_close(&json);

    mk_layer shape = mk_layer_add(writer, NULL, "ESRI Shapefile", "communities.shp", "communities",
                                  wkbPolygon, MK_PLANE, "编号:s 社区名称:s 所属街道:s 常住人口:i",
                                  "ENCODING=GBK DBF_DATE_LAST_UPDATE=2025-01-01");
    for (size_t k = 0; k < city->communities.count; k++)
        mk_layer_row(&shape, union_of(city, in_community, (int)k), city->communities.at[k].id,
                     city->communities.at[k].name, city->communities.at[k].parent,
                     (int)city->communities.at[k].population);
    mk_layer_close(&shape);
    /* As such files come: GBK, and nothing that says so. */
    remove(mk_writer_file(writer, "communities.cpg").path);
    write_key_zones(city, writer);
}
