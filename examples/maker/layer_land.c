/* Sites, lots, anchors, constraints, heights. */
#include "layers.h"

#include "estates.h"

#include <cpl_string.h>
#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>

static OGRGeometryH red_line(const mk_city *city, int number)
{
    OGRGeometryH parts = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (int j = 0; j < MK_ROWS; j++) {
        for (int i = 0; i < MK_COLUMNS; i++) {
            mk_point corner[4] = {city->corner[j][i], city->corner[j][i + 1],
                                  city->corner[j + 1][i + 1], city->corner[j + 1][i]};
            if (city->cell[j][i].red_line == number)
                OGR_G_AddGeometryDirectly(parts, mk_geometry_ring(&(mk_path){corner, 4, 4}));
        }
    }
    OGRGeometryH joined = OGR_G_UnionCascaded(parts);
    OGR_G_DestroyGeometry(parts);
    return OGR_G_ForceToMultiPolygon(joined);
}

static void write_limits(const mk_city *city, const mk_writer *writer)
{
    mk_layer layer = mk_layer_add(writer, NULL, "GPKG", "constraints.gpkg", "constraints",
                                  wkbMultiPolygon, MK_PLANE, "编号:s 名称:s 类型:s 管控级别:s", "");
    mk_layer_row(&layer, red_line(city, 1), "XZ11", "白鹭山生态保护红线", "生态红线", "forbid");
    mk_layer_row(&layer, red_line(city, 2), "XZ12", "清江湿地生态保护红线", "生态红线", "forbid");
    for (size_t k = 0; k < city->limits.count; k++) {
        const mk_plot *limit = &city->limits.at[k];
        bool warn = k == 3 || k == 6 || k >= 7; /* flood risk, one slide, heritage */
        mk_layer_row(&layer, OGR_G_ForceToMultiPolygon(mk_geometry_ring(&limit->ring)), limit->id,
                     limit->name, limit->kind, warn ? "warn" : "forbid");
    }
    mk_layer_close(&layer);
}

static void write_anchors(const mk_city *city, const mk_writer *writer)
{
    mk_layer layer = mk_layer_add(writer, NULL, "GeoJSON", "anchors.geojson", "anchors", wkbUnknown,
                                  MK_PLANE, "编号:s 名称:s 类型:s", "COORDINATE_PRECISION=1");
    for (size_t k = 0; k < city->anchors.count; k++) {
        const mk_plot *anchor = &city->anchors.at[k];
        OGRGeometryH geometry = anchor->ring.count == 1 ? mk_geometry_point(anchor->ring.at[0])
                                                        : mk_geometry_ring(&anchor->ring);
        mk_layer_row(&layer, geometry, anchor->id, anchor->name, anchor->kind);
    }
    mk_layer_close(&layer);
}

/* A blank where nothing is said. */
static double known(double value)
{
    return value > 0 ? value : NAN;
}

void mk_write_land(mk_city *city, const mk_writer *writer)
{
    write_limits(city, writer);
    write_anchors(city, writer);
    mk_layer layer = mk_layer_add(writer, NULL, "GPKG", "sites.gpkg", "sites", wkbPolygon, MK_PLANE,
                                  "编号:s 地块名称:s 用地性质:s 住房类别:s 用地面积:d 容积率:d "
                                  "规划套数:i 小户型套数:i 供应年份:i 状态:s 筹集方式:s "
                                  "交付年份:i 人才住房套数:i 大户型套数:i 原容积率:d 用地来源:s "
                                  "原用途:s 配套用地面积:d 配套建筑面积:d 养老用地面积:d "
                                  "规划人口:d 特征:s",
                                  "");
    for (size_t k = 0; k < city->sites.count; k++) {
        const mk_plot *site = &city->sites.at[k];
        mk_layer_row(&layer, mk_geometry_ring(&site->ring), site->id, site->name, site->use,
                     MK_CLASS_NAMES[site->class], mk_round(mk_ring_area(&site->ring), 1), site->far,
                     (int)site->dwellings, (int)site->small_dwellings, site->year, site->status,
                     site->mode, site->delivery_year, (int)site->talent_dwellings,
                     (int)site->large_dwellings, known(site->far_before), site->land_source,
                     site->previous_use, known(site->support_area_m2),
                     known(site->support_floor_area_m2), site->elder_land_m2,
                     site->planned_residents, site->features[0] ? site->features : NULL);
    }
    mk_layer_close(&layer);
}

void mk_write_lots(const mk_city *city, const mk_writer *writer)
{
    mk_layer layer =
        mk_layer_add(writer, NULL, "ESRI Shapefile", "lots.shp", "lots", wkbPolygon, MK_PLANE,
                     "编号:s 地块名称:s 用地性质:s 住房类型:s 用地面积:d 容积率:d "
                     "套数:i 中小户型:i 年份:i 状态:s",
                     "ENCODING=GBK DBF_DATE_LAST_UPDATE=2025-01-01");
    for (size_t k = 0; k < city->lots.count; k++) {
        const mk_plot *lot = &city->lots.at[k];
        bool no_far = k == 10; /* on purpose: a lot whose FAR nobody entered */
        mk_layer_row(&layer, mk_geometry_ring(&lot->ring), lot->id, lot->name, lot->use,
                     MK_CLASS_NAMES[lot->class],
                     k == 3 ? NAN : mk_round(mk_ring_area(&lot->ring), 1), no_far ? NAN : lot->far,
                     (int)lot->dwellings, (int)lot->small_dwellings, lot->year, lot->status);
    }
    mk_layer_close(&layer);
    remove(mk_writer_file(writer, "lots.cpg").path);
}

void mk_write_terrain(const mk_city *city, const mk_writer *writer)
{
    enum { CELL_M = 30, COLUMNS = 488, ROWS = 422 };
    char **options = CSLAddString(NULL, "COMPRESS=DEFLATE");
    options = CSLAddString(options, "PREDICTOR=3");
    options = CSLAddString(options, "ZLEVEL=9");
    GDALDriverH driver = GDALGetDriverByName("GTiff");
    GDALDatasetH raster = GDALCreate(driver, mk_writer_file(writer, "dem.tif").path, COLUMNS, ROWS,
                                     1, GDT_Float32, options);
    CSLDestroy(options);
    if (!raster)
        mk_stop("the height raster cannot be written");
    double frame[6] = {MK_EAST_M - 320, CELL_M, 0, MK_NORTH_M + ROWS * CELL_M - 330, 0, -CELL_M};
    GDALSetGeoTransform(raster, frame);
    GDALSetSpatialRef(raster, writer->plane);
    float line[COLUMNS];
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            mk_point p = {frame[0] - MK_EAST_M + (column + 0.5) * CELL_M,
                          frame[3] - MK_NORTH_M - (row + 0.5) * CELL_M};
            /* Sixteenths of a metre pack well and are finer than any survey of this kind. */
            line[column] = (float)mk_round(mk_terrain_height(&city->terrain, p), 0.0625);
        }
        if (GDALRasterIO(GDALGetRasterBand(raster, 1), GF_Write, 0, row, COLUMNS, 1, line, COLUMNS,
                         1, GDT_Float32, 0, 0) != CE_None)
            mk_stop("the height raster cannot be written");
    }
    GDALClose(raster);
}
