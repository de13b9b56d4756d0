/* CSV files made fit for GDAL. See csv.h. */
#include "load/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>

#include "load/locate.h"

bool lf_is_csv(const char *name)
{
    static const char *const extensions[] = {"csv", "txt", "tsv", "psv"};
    char extension[16];
    lf_extension(name, extension);
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (strcmp(extension, extensions[i]) == 0)
            return true;
    return false;
}

/* Writes bytes as <folder>/<stem>.<extension> into GDAL's memory files. *out: its name; free(). */
static bool write_memory(lf_context *ctx, const lf_csv *csv, const char *stem, size_t stem_length,
                         const char *extension, const char *bytes, size_t length, char **out)
{
    *out = lf_copyf("%s/%.*s.%s", csv->folder, (int)stem_length, stem, extension);
    if (*out == NULL)
        return lf_fail_memory(ctx);
    VSILFILE *file = VSIFOpenL(*out, "wb");
    bool ok = file != NULL && VSIFWriteL(bytes, 1, length, file) == length;
    if (file != NULL && VSIFCloseL(file) != 0)
        ok = false;
    return ok || lf_fail_memory(ctx);
}

static const char *stem_of(const char *name, size_t *length)
{
    const char *slash = strrchr(name, '/');
    const char *stem = slash == NULL ? name : slash + 1;
    const char *dot = strrchr(stem, '.');
    *length = dot == NULL ? strlen(stem) : (size_t)(dot - stem);
    return stem;
}

static bool copy_to_memory(lf_context *ctx, lf_csv *csv, const char *name, const char *bytes,
                           size_t length)
{
    size_t stem_length = 0;
    const char *stem = stem_of(name, &stem_length);
    csv->folder = lf_copyf("/vsimem/lifang_%p", (void *)csv);
    free(csv->name);
    csv->name = NULL;
    if (csv->folder == NULL)
        return lf_fail_memory(ctx);
    return write_memory(ctx, csv, stem, stem_length, "csv", bytes, length, &csv->name);
}

/* ---- types ---- */

static bool has_leading_zero(const char *text)
{
    text += *text == '-' || *text == '+';
    return text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

/*
 * GDAL's guess puts the text of a typed column "n" into "n_original", which follows it. A column
 * with a leading zero anywhere is a code, not a number.
 */
static void guess_types(OGRLayerH layer, bool *is_number)
{
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(layer);
    int count = OGR_FD_GetFieldCount(columns);
    for (int i = 0; i < count; i++)
        is_number[i] = OGR_Fld_GetType(OGR_FD_GetFieldDefn(columns, i)) != OFTString;
    OGRFeatureH row;
    OGR_L_ResetReading(layer);
    while ((row = OGR_L_GetNextFeature(layer)) != NULL) {
        for (int i = 0; i + 1 < count; i++)
            if (is_number[i] && has_leading_zero(OGR_F_GetFieldAsString(row, i + 1)))
                is_number[i] = false;
        OGR_F_Destroy(row);
    }
}

static void write_types(OGRLayerH layer, const bool *is_number, lf_text *types)
{
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(layer);
    int count = OGR_FD_GetFieldCount(columns);
    for (int i = 0; i < count; i++) {
        OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(columns, i));
        bool whole = type == OFTInteger || type == OFTInteger64;
        lf_text_addf(types, "%s%s", types->length > 0 ? "," : "",
                     !is_number[i] ? "String"
                     : whole       ? "Integer64"
                                   : "Real");
        i += type != OFTString; /* its "_original" twin */
    }
}

static bool find_types(lf_context *ctx, const lf_csv *csv, lf_text *types)
{
    static const char *const drivers[] = {"CSV", NULL};
    static const char *const options[] = {"AUTODETECT_TYPE=YES", "KEEP_SOURCE_COLUMNS=YES",
                                          "AUTODETECT_SIZE_LIMIT=0", NULL};
    GDALDatasetH dataset = GDALOpenEx(csv->name, GDAL_OF_VECTOR, drivers, options, NULL);
    OGRLayerH layer = dataset == NULL ? NULL : GDALDatasetGetLayer(dataset, 0);
    int count = layer == NULL ? 0 : OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer));
    bool *is_number = calloc((size_t)count + 1, sizeof *is_number);
    if (is_number != NULL && layer != NULL) {
        guess_types(layer, is_number);
        write_types(layer, is_number, types);
    }
    bool ok = is_number != NULL;
    free(is_number);
    GDALClose(dataset);
    return ok || lf_fail_memory(ctx);
}

static bool add_types(lf_context *ctx, lf_csv *csv)
{
    lf_text types = {0};
    char *name = NULL;
    size_t stem_length = 0;
    const char *stem = stem_of(csv->name, &stem_length);
    bool ok =
        find_types(ctx, csv, &types) &&
        write_memory(ctx, csv, stem, stem_length, "csvt", lf_text_get(&types), types.length, &name);
    free(name);
    lf_text_free(&types);
    return ok;
}

/* ---- the whole ---- */

static bool judge(lf_context *ctx, lf_csv *csv, const char *encoding, const char *bytes,
                  size_t length, bool *recode)
{
    lf_encoding found = lf_encoding_of_text(bytes, length);
    bool plain = found == LF_ENCODING_ASCII || found == LF_ENCODING_UTF8;
    csv->encoding = lf_copy(encoding == NULL ? lf_encoding_name(found) : encoding);
    csv->assumed = encoding == NULL && (found == LF_ENCODING_GB18030 || found == LF_ENCODING_LATIN);
    *recode = encoding == NULL
                  ? !plain
                  : !lf_same_word(encoding, "UTF-8") && !lf_same_word(encoding, "UTF8");
    if (csv->encoding == NULL)
        return lf_fail_memory(ctx);
    return *recode || plain ||
           lf_fail(ctx, "%s: is not written in UTF-8, though the city file says so", csv->name);
}

bool lf_csv_prepare(lf_context *ctx, const char *name, const char *encoding, bool typed,
                    lf_csv *out)
{
    char *bytes = NULL;
    char *utf8 = NULL;
    size_t length = 0;
    bool recode = false;
    bool ok = false;
    *out = (lf_csv){.name = lf_copy(name)};
    if (out->name == NULL)
        return lf_fail_memory(ctx);
    if (!lf_read_virtual(ctx, name, &bytes, &length) ||
        !judge(ctx, out, encoding, bytes, length, &recode))
        goto done;
    if (recode && !lf_recode(ctx, name, out->encoding, bytes, length, &utf8, &length))
        goto done;
    if ((recode || typed) && !copy_to_memory(ctx, out, name, recode ? utf8 : bytes, length))
        goto done;
    ok = !typed || add_types(ctx, out);
done:
    free(bytes);
    free(utf8);
    return ok;
}

void lf_csv_free(lf_csv *csv)
{
    if (csv->folder != NULL)
        VSIRmdirRecursive(csv->folder);
    free(csv->name);
    free(csv->folder);
    free(csv->encoding);
    *csv = (lf_csv){0};
}
