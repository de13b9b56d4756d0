/* Layers and tables (see write.h). */
#include "write.h"

#include "datum.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <errno.h>
#include <iconv.h>
#include <limits.h>
#include <math.h>
#include <ogr_api.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

mk_writer mk_writer_open(const char *folder)
{
    GDALAllRegister();
    /* Files made twice shall be equal: no driver may write today's date. */
    CPLSetConfigOption("OGR_CURRENT_DATE", "2025-01-01T00:00:00.000Z");
    mk_writer writer = {folder, OSRNewSpatialReference(NULL), OSRNewSpatialReference(NULL), NULL};
    if (OSRImportFromEPSG(writer.plane, 4527) != OGRERR_NONE ||
        OSRImportFromEPSG(writer.degrees, 4326) != OGRERR_NONE)
        mk_stop("PROJ does not know EPSG:4527 and EPSG:4326");
    OSRSetAxisMappingStrategy(writer.plane, OAMS_TRADITIONAL_GIS_ORDER);
    OSRSetAxisMappingStrategy(writer.degrees, OAMS_TRADITIONAL_GIS_ORDER);
    writer.to_degrees = OCTNewCoordinateTransformation(writer.plane, writer.degrees);
    if (!writer.to_degrees)
        mk_stop("no way from EPSG:4527 to EPSG:4326");
    return writer;
}

void mk_writer_close(mk_writer *writer)
{
    OCTDestroyCoordinateTransformation(writer->to_degrees);
    OSRDestroySpatialReference(writer->plane);
    OSRDestroySpatialReference(writer->degrees);
    GDALDestroyDriverManager();
}

mk_file mk_writer_file(const mk_writer *writer, const char *name)
{
    mk_file file;
    int length = snprintf(file.path, sizeof file.path, "%s/%s", writer->folder, name);
    if (length < 0 || (size_t)length >= sizeof file.path)
        mk_stop("the path of %s is too long", name);
    return file;
}

static void add_columns(mk_layer *out, const char *columns)
{
    char **list = CSLTokenizeString2(columns, " ", 0);
    for (int c = 0; list[c]; c++) {
        char *colon = strrchr(list[c], ':');
        out->types[c] = colon[1];
        *colon = '\0';
        OGRFieldType type = out->types[c] == 's'   ? OFTString
                            : out->types[c] == 'i' ? OFTInteger
                                                   : OFTReal;
        OGRFieldDefnH field = OGR_Fld_Create(list[c], type);
        if (type == OFTString)
            OGR_Fld_SetWidth(field, 60);
        if (OGR_L_CreateField(out->layer, field, 0) != OGRERR_NONE)
            mk_stop("column %s cannot be made", list[c]);
        OGR_Fld_Destroy(field);
    }
    CSLDestroy(list);
}

mk_layer mk_layer_add(const mk_writer *writer, GDALDatasetH dataset, const char *driver,
                      const char *file, const char *name, OGRwkbGeometryType type, mk_datum datum,
                      const char *columns, const char *options)
{
    mk_file target = mk_writer_file(writer, file);
    mk_layer out = {.writer = writer, .dataset = dataset, .datum = datum};
    const char *path = target.path;
    if (!dataset) {
        GDALDriverH maker = GDALGetDriverByName(driver);
        if (!maker)
            mk_stop("GDAL was built without the driver %s", driver);
        VSIStatBufL info;
        if (VSIStatL(path, &info) == 0)
            GDALDeleteDataset(maker, path);
        out.dataset = GDALCreate(maker, path, 0, 0, 0, GDT_Unknown, NULL);
    }
    char **list = CSLTokenizeString2(options, " ", 0);
    OGRSpatialReferenceH srs = datum == MK_PLANE ? writer->plane : writer->degrees;
    if (out.dataset)
        out.layer =
            GDALDatasetCreateLayer(out.dataset, name, type == wkbNone ? NULL : srs, type, list);
    CSLDestroy(list);
    if (!out.layer)
        mk_stop("cannot write %s: %s", path, CPLGetLastErrorMsg());
    add_columns(&out, columns);
    return out;
}

static void set_value(OGRFeatureH feature, int column, char type, va_list *values)
{
    if (type == 's') {
        const char *text = va_arg(*values, const char *);
        if (text)
            OGR_F_SetFieldString(feature, column, text);
    } else if (type == 'i') {
        int number = va_arg(*values, int);
        if (number != INT_MIN)
            OGR_F_SetFieldInteger(feature, column, number);
    } else {
        double number = va_arg(*values, double);
        if (!isnan(number))
            OGR_F_SetFieldDouble(feature, column, number);
    }
}

static void shift_line(OGRGeometryH line, mk_datum datum)
{
    for (int k = 0; k < OGR_G_GetPointCount(line); k++) {
        double lon = OGR_G_GetX(line, k), lat = OGR_G_GetY(line, k);
        mk_gcj02_from_wgs84(&lon, &lat);
        if (datum == MK_BD09)
            mk_bd09_from_gcj02(&lon, &lat);
        OGR_G_SetPoint_2D(line, k, lon, lat);
    }
}

static void shift(OGRGeometryH geometry, mk_datum datum)
{
    if (OGR_G_GetPointCount(geometry) > 0)
        shift_line(geometry, datum);
    for (int k = 0; k < OGR_G_GetGeometryCount(geometry); k++)
        shift(OGR_G_GetGeometryRef(geometry, k), datum);
}

void mk_layer_row(mk_layer *layer, OGRGeometryH geometry, ...)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer->layer));
    va_list values;
    va_start(values, geometry);
    for (int c = 0; layer->types[c]; c++)
        set_value(feature, c, layer->types[c], &values);
    va_end(values);
    if (geometry && layer->datum != MK_PLANE) {
        if (OGR_G_Transform(geometry, layer->writer->to_degrees) != OGRERR_NONE)
            mk_stop("a point lies outside the projection");
        if (layer->datum != MK_WGS84)
            shift(geometry, layer->datum);
    }
    if (geometry)
        OGR_F_SetGeometryDirectly(feature, geometry);
    if (OGR_L_CreateFeature(layer->layer, feature) != OGRERR_NONE)
        mk_stop("a row of %s cannot be written: %s", OGR_L_GetName(layer->layer),
                CPLGetLastErrorMsg());
    OGR_F_Destroy(feature);
}

void mk_layer_close(mk_layer *layer)
{
    GDALClose(layer->dataset);
}

static double east(mk_point p)
{
    return mk_round(MK_EAST_M + p.x, 0.001);
}

static double north(mk_point p)
{
    return mk_round(MK_NORTH_M + p.y, 0.001);
}

OGRGeometryH mk_geometry_point(mk_point p)
{
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, east(p), north(p));
    return point;
}

OGRGeometryH mk_geometry_line(const mk_path *path)
{
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
    for (size_t i = 0; i < path->count; i++)
        OGR_G_AddPoint_2D(line, east(path->at[i]), north(path->at[i]));
    return line;
}

OGRGeometryH mk_geometry_ring(const mk_path *ring)
{
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
    for (size_t i = 0; i <= ring->count; i++) {
        mk_point p = ring->at[i % ring->count];
        OGR_G_AddPoint_2D(line, east(p), north(p));
    }
    OGR_G_AddGeometryDirectly(polygon, line);
    return polygon;
}

void mk_writer_degrees(const mk_writer *writer, mk_datum datum, mk_point p, double *lon,
                       double *lat)
{
    *lon = east(p);
    *lat = north(p);
    if (!OCTTransform(writer->to_degrees, 1, lon, lat, NULL))
        mk_stop("a point lies outside the projection");
    if (datum == MK_GCJ02 || datum == MK_BD09)
        mk_gcj02_from_wgs84(lon, lat);
    if (datum == MK_BD09)
        mk_bd09_from_gcj02(lon, lat);
}

mk_csv mk_csv_open(const mk_writer *writer, const char *name, mk_encoding encoding)
{
    mk_file target = mk_writer_file(writer, name);
    const char *path = target.path;
    mk_csv csv = {fopen(path, "wb"), NULL};
    if (!csv.file)
        mk_stop("cannot write %s: %s", path, strerror(errno));
    if (encoding == MK_UTF8_MARKED)
        fputs("\xEF\xBB\xBF", csv.file);
    if (encoding == MK_GBK) {
        iconv_t converter = iconv_open("GBK", "UTF-8");
        if (converter == (iconv_t)-1)
            mk_stop("iconv does not know GBK");
        csv.converter = converter;
    }
    return csv;
}

void mk_csv_line(mk_csv *csv, const char *format, ...)
{
    char text[4096], converted[4096];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(text, sizeof text - 1, format, values);
    va_end(values);
    if (length < 0 || (size_t)length >= sizeof text - 1)
        mk_stop("a line is longer than %zu bytes", sizeof text);
    text[length] = '\n';
    char *in = text, *out = converted;
    size_t in_left = (size_t)length + 1, out_left = sizeof converted;
    if (!csv->converter) {
        fwrite(text, 1, in_left, csv->file);
        return;
    }
    if (iconv(csv->converter, &in, &in_left, &out, &out_left) == (size_t)-1)
        mk_stop("GBK cannot say: %s", text);
    fwrite(converted, 1, (size_t)(out - converted), csv->file);
}

void mk_csv_close(mk_csv *csv)
{
    if (csv->converter)
        iconv_close(csv->converter);
    if (ferror(csv->file) || fclose(csv->file))
        mk_stop("a table could not be written whole: %s", strerror(errno));
}
