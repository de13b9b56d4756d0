/*
 * The styles of layers, after the header of their query:
 *
 *     -- style: sign ID                     all features alike
 *     -- style: categories COLUMN STEM      by the column's values, each with the sign STEM.VALUE
 *     -- words: COLUMN2                     the column with the words for them; without it the
 *                                           labels of COLUMN or STEM, then the sign's own
 *     -- style: rules                       -- rule: SIGN | missing >= 4 and missing < 8
 *     -- style: measures                    a style for each column that is a measure; the first
 *                                           that shows three colours is the default
 *     -- label: name, 25000                 the column written beside features; with a number, only
 *                                           on maps of 1:25000 and larger ones
 *
 * Columns' names are in the default style of every layer, also where it has no geometry.
 */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/geopackage_own.h"

enum { MOST_CATEGORIES = 200 };

/* ---- reading back -------------------------------------------------------------------------------
 */

/* Rows of an SQL statement on the file being written. */
static OGRLayerH query(const lf_package *out, const char *sql)
{
    return GDALDatasetExecuteSQL(out->dataset, sql, NULL, NULL);
}

static void add_name(lf_text *sql, const char *name)
{
    lf_text_add(sql, "\"");
    for (; *name != '\0'; name++)
        lf_text_add_bytes(sql, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
    lf_text_add(sql, "\"");
}

/* All values of a column, NaN where there is none; *out is owned by the caller. */
static bool read_values(lf_context *ctx, const lf_package *package, const lf_layer_source *source,
                        const char *column, double **out, size_t *count)
{
    lf_text sql = {0};
    size_t room = (size_t)OGR_L_GetFeatureCount(source->layer, TRUE);
    OGRFeatureH row;
    *count = 0;
    *out = malloc((room + 1) * sizeof **out);
    lf_text_add(&sql, "SELECT ");
    add_name(&sql, column);
    lf_text_add(&sql, " FROM ");
    add_name(&sql, OGR_L_GetName(source->layer));
    OGRLayerH rows = sql.failed || *out == NULL ? NULL : query(package, lf_text_get(&sql));
    while (rows != NULL && *count < room && (row = OGR_L_GetNextFeature(rows)) != NULL) {
        (*out)[(*count)++] =
            OGR_F_IsFieldSetAndNotNull(row, 0) ? OGR_F_GetFieldAsDouble(row, 0) : NAN;
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(package->dataset, rows);
    bool ok = *out != NULL && !sql.failed;
    lf_text_free(&sql);
    if (!ok)
        return lf_fail_memory(ctx);
    return rows != NULL || lf_package_failed(ctx, column);
}

/* ---- keeping styles -----------------------------------------------------------------------------
 */

bool lf_package_keep_style(lf_context *ctx, lf_package *out, const lf_layer_source *source,
                           const char *name, lf_text *qml, lf_text *sld, bool is_default)
{
    lf_package_style *styles = realloc(out->styles, (out->style_count + 1) * sizeof *styles);
    lf_package_style kept = {.layer = lf_copy(OGR_L_GetName(source->layer)),
                             .name = lf_copy(name),
                             .qml = lf_text_take(qml),
                             .sld = sld->length > 0 ? lf_text_take(sld) : lf_copy(""),
                             .has_geometry = source->geometry != wkbNone,
                             .is_default = is_default};
    if (styles != NULL)
        out->styles = styles;
    if (styles != NULL && kept.layer != NULL && kept.name != NULL && kept.qml != NULL &&
        kept.sld != NULL) {
        styles[out->style_count++] = kept;
        return true;
    }
    free(kept.layer);
    free(kept.name);
    free(kept.qml);
    free(kept.sld);
    return lf_fail_memory(ctx);
}

/* The default one names the columns, too, and is there as SLD, which has no choice of styles; the
 * others would fill half the file. */
static bool keep_look(lf_context *ctx, lf_package *out, const lf_layer_source *source,
                      const lf_look *look, const char *name, bool is_default)
{
    lf_text qml = {0}, sld = {0};
    size_t count = 0;
    const char **aliases = calloc(2 * source->about_count + 1, sizeof *aliases);
    if (aliases == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; is_default && i < source->about_count; i++) {
        if (source->about[i].alias[0] == '\0')
            continue;
        aliases[2 * count] = source->about[i].name;
        aliases[2 * count++ + 1] = source->about[i].alias;
    }
    lf_look_qml(look, aliases, count, &qml);
    if (look->count > 0 && is_default)
        lf_look_sld(look, OGR_L_GetName(source->layer), name, &sld);
    bool ok = lf_package_keep_style(ctx, out, source, name, &qml, &sld, is_default);
    free(aliases);
    return ok;
}

/* ---- looks --------------------------------------------------------------------------------------
 */

static const lf_sign *find_sign(lf_context *ctx, const lf_package *out,
                                const lf_layer_source *source, const char *stem, const char *value)
{
    const lf_sign *sign = NULL;
    char *id = value == NULL ? lf_copy(stem) : lf_copyf("%s.%s", stem, value);
    if (id == NULL)
        lf_fail_memory(ctx);
    else
        sign = lf_style_find(out->style, id);
    if (id != NULL && sign == NULL)
        lf_fail(ctx, "%s: style: there is no symbol '%s' in %s", source->file.path, id,
                lf_style_file(out->style, 0));
    free(id);
    return sign;
}

static bool look_alike(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                       const char *id, lf_look *look)
{
    const lf_sign *sign = find_sign(ctx, out, source, id, NULL);
    return sign != NULL && lf_look_add(ctx, look, &sign->mark, sign->label) != NULL;
}

/* One category: its value and words, NULL for none. */
static bool add_category(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                         const char *column, const char *stem, OGRFeatureH row, bool with_words,
                         lf_look *look)
{
    const char *value = OGR_F_IsFieldSetAndNotNull(row, 0) ? OGR_F_GetFieldAsString(row, 0) : NULL;
    const char *words =
        with_words && OGR_F_IsFieldSetAndNotNull(row, 1) ? OGR_F_GetFieldAsString(row, 1) : NULL;
    const lf_sign *sign = find_sign(ctx, out, source, stem, value);
    if (sign == NULL)
        return false;
    if (words == NULL && value != NULL)
        words = lf_report_words(out->report, column, value);
    if (words == NULL && value != NULL)
        words = lf_report_words(out->report, stem, value);
    if (words == NULL)
        words = strcmp(sign->id, stem) == 0 && value != NULL ? value : sign->label;
    lf_look_rule *rule = lf_look_add(ctx, look, &sign->mark, words);
    return rule != NULL && lf_look_text(ctx, rule, column, value);
}

static bool look_by_category(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                             const char *column, const char *stem, lf_look *look)
{
    const char *words = lf_sql_file_get(&source->file, "words");
    lf_text sql = {0};
    OGRFeatureH row;
    bool ok = true;
    lf_text_add(&sql, "SELECT ");
    add_name(&sql, column);
    if (words != NULL) {
        lf_text_add(&sql, ", min(");
        add_name(&sql, words);
        lf_text_add(&sql, ")");
    }
    lf_text_add(&sql, " FROM ");
    add_name(&sql, OGR_L_GetName(source->layer));
    lf_text_addf(&sql, " GROUP BY 1 ORDER BY 1 IS NULL, 1 LIMIT %d", MOST_CATEGORIES);
    OGRLayerH rows = sql.failed ? NULL : query(out, lf_text_get(&sql));
    if (rows == NULL)
        ok = lf_package_failed(ctx, column);
    while (ok && (row = OGR_L_GetNextFeature(rows)) != NULL) {
        ok = add_category(ctx, out, source, column, stem, row, words != NULL, look);
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(out->dataset, rows);
    lf_text_free(&sql);
    return ok;
}

/* "SIGN | condition" */
static bool look_by_rule(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                         const char *text, lf_look *look)
{
    size_t length = strcspn(text, " |");
    const char *bar = strchr(text, '|');
    char *id = lf_copyf("%.*s", (int)length, text);
    const lf_sign *sign = id != NULL ? find_sign(ctx, out, source, id, NULL) : NULL;
    lf_look_rule *rule = sign != NULL ? lf_look_add(ctx, look, &sign->mark, sign->label) : NULL;
    free(id);
    if (rule == NULL)
        return sign == NULL && ctx->failure == LF_NO_FAILURE ? lf_fail_memory(ctx) : false;
    return bar == NULL || lf_look_condition(ctx, rule, bar + 1, source->file.path);
}

static bool look_by_rules(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                          lf_look *look)
{
    for (size_t i = 0; i < source->file.count; i++)
        if (strcmp(source->file.lines[i].key, "rule") == 0 &&
            !look_by_rule(ctx, out, source, source->file.lines[i].value, look))
            return false;
    return look->count > 0 ||
           lf_fail(ctx, "%s: style: expected lines 'rule: SIGN | condition'", source->file.path);
}

/* ---- measures -----------------------------------------------------------------------------------
 */

static bool add_class(lf_context *ctx, const lf_package *out, const lf_classes *classes,
                      const lf_class *class, const char *column, lf_look *look)
{
    lf_symbol mark = {.paint = {.fill = class->colour,
                                .hatch = class->hatch,
                                .hatch_colour = class->hatch_colour,
                                .stroke = classes->edge,
                                .stroke_mm = classes->edge_mm}};
    bool none = class == &classes->none, last = class == &classes->items[classes->count - 1];
    bool first = class == &classes->items[0];
    lf_look_rule *rule = lf_look_add(ctx, look, &mark, class->label[out->report->chinese]);
    if (rule == NULL)
        return false;
    if (none)
        return lf_look_text(ctx, rule, column, NULL);
    /* The outermost classes take what lies beyond, e.g. a value edited by hand. */
    return (first || lf_look_number(ctx, rule, column, LF_LOOK_AT_LEAST, class->from)) &&
           (last || lf_look_number(ctx, rule, column, LF_LOOK_LESS, class->to)) &&
           (!first || !last || lf_look_number(ctx, rule, column, LF_LOOK_AT_LEAST, class->from));
}

static bool look_by_classes(lf_context *ctx, const lf_package *out, const lf_classes *classes,
                            const char *column, lf_look *look)
{
    bool ok = add_class(ctx, out, classes, &classes->none, column, look);
    for (size_t i = 0; ok && i < classes->count; i++)
        ok = add_class(ctx, out, classes, &classes->items[i], column, look);
    return ok;
}

/* What is written beside features. */
static bool read_label(lf_context *ctx, const lf_layer_source *source, lf_look *look)
{
    const char *label = lf_sql_file_get(&source->file, "label");
    size_t length = label != NULL ? strcspn(label, ", ") : 0;
    if (label == NULL || source->geometry == wkbNone)
        return true;
    const char *scale = label + length + strspn(label + length, ", ");
    look->label_column = lf_copyf("%.*s", (int)length, label);
    look->label_scale = strtod(scale, NULL);
    return look->label_column != NULL || lf_fail_memory(ctx);
}

/* The classes of a measure's values in this layer. */
static bool classify(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                     const lf_package_field *field, lf_classes *classes)
{
    const lf_style_measure about = {field->measure, field->unit, field->better, field->band_low,
                                    field->band_high};
    double *values = NULL;
    size_t count = 0;
    bool ok = read_values(ctx, out, source, field->name, &values, &count) &&
              lf_style_classes(ctx, out->style, &about, values, count, classes);
    free(values);
    return ok;
}

/* The style of one measure; none where it has no values. */
static bool style_measure(lf_context *ctx, lf_package *out, const lf_layer_source *source,
                          const lf_package_field *field, bool is_default)
{
    lf_classes classes;
    lf_look look = {.kind = LF_SIGN_AREA};
    bool ok = read_label(ctx, source, &look) && classify(ctx, out, source, field, &classes);
    if (ok && classes.count > 0)
        ok = look_by_classes(ctx, out, &classes, field->name, &look) &&
             keep_look(ctx, out, source, &look, field->alias, is_default);
    lf_look_free(&look);
    return ok;
}

/* What is seen first: the first measure that shows three colours, else the one that shows most.
 * *best is the number of fields where nothing was measured. */
static bool choose_default(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                           size_t *best)
{
    enum { COLOURS_ENOUGH = 3 };
    size_t most = 0;
    lf_classes classes;
    *best = source->about_count;
    for (size_t i = 0; i < source->about_count && most < COLOURS_ENOUGH; i++) {
        size_t colours = 0;
        if (source->about[i].measure == NULL)
            continue;
        if (!classify(ctx, out, source, &source->about[i], &classes))
            return false;
        for (size_t k = 0; k < classes.count; k++)
            colours += classes.items[k].count > 0;
        if (colours > most) {
            most = colours;
            *best = i;
        }
    }
    return true;
}

static bool style_plain(lf_context *ctx, lf_package *out, const lf_layer_source *source,
                        const char *stem)
{
    lf_look look = {.kind = LF_SIGN_AREA};
    const lf_sign *sign = find_sign(ctx, out, source, stem, source->split_value);
    bool ok = sign != NULL && read_label(ctx, source, &look) &&
              lf_look_add(ctx, &look, &sign->mark, sign->label) != NULL &&
              keep_look(ctx, out, source, &look, sign->label, true);
    lf_look_free(&look);
    return ok;
}

/* A single area needs no choice of colours. */
static bool style_measures(lf_context *ctx, lf_package *out, const lf_layer_source *source)
{
    size_t best = 0;
    bool choice = OGR_L_GetFeatureCount(source->layer, TRUE) > 1;
    if (!choose_default(ctx, out, source, &best))
        return false;
    if (best == source->about_count)
        return style_plain(ctx, out, source, "area");
    for (size_t i = 0; i < source->about_count; i++)
        if (source->about[i].measure != NULL && (choice || i == best) &&
            !style_measure(ctx, out, source, &source->about[i], i == best))
            return false;
    return true;
}

/* ---- a layer ------------------------------------------------------------------------------------
 */

static bool make_look(lf_context *ctx, const lf_package *out, const lf_layer_source *source,
                      const char *style, lf_look *look)
{
    char column[64], stem[64], id[64];
    if (strcmp(style, "rules") == 0)
        return look_by_rules(ctx, out, source, look);
    if (sscanf(style, "categories %63s %63s", column, stem) == 2)
        return look_by_category(ctx, out, source, column, stem, look);
    if (sscanf(style, "sign %63s", id) == 1)
        return look_alike(ctx, out, source, id, look);
    return lf_fail(ctx,
                   "%s: style: '%s' is none of 'sign ID', 'categories COLUMN STEM', 'rules' and "
                   "'measures'",
                   source->file.path, style);
}

/* The words of the layer: those under which QGIS lists its style. */
static const char *title_of(const lf_package *out, const lf_layer_source *source)
{
    const char *title = lf_sql_file_get(&source->file, out->report->chinese ? "title_zh" : "title");
    return title != NULL ? title : lf_sql_file_get(&source->file, "id");
}

bool lf_package_style_layer(lf_context *ctx, lf_package *out, const lf_layer_source *source)
{
    const char *style = lf_sql_file_get(&source->file, "style");
    if (style != NULL && strcmp(style, "measures") == 0)
        return style_measures(ctx, out, source);
    lf_look look = {.kind = source->geometry == wkbPoint          ? LF_SIGN_POINT
                            : source->geometry == wkbMultiPolygon ? LF_SIGN_AREA
                                                                  : LF_SIGN_LINE};
    bool ok = read_label(ctx, source, &look) &&
              (style == NULL || source->geometry == wkbNone ||
               make_look(ctx, out, source, style, &look)) &&
              keep_look(ctx, out, source, &look, title_of(out, source), true);
    lf_look_free(&look);
    return ok;
}

/* ---- the table ----------------------------------------------------------------------------------
 */

static bool write_style(lf_context *ctx, OGRLayerH table, const lf_package_style *style)
{
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(table));
    OGR_F_SetFieldString(row, 0, "");
    OGR_F_SetFieldString(row, 1, "");
    OGR_F_SetFieldString(row, 2, style->layer);
    OGR_F_SetFieldString(row, 3, style->has_geometry ? "geom" : "");
    OGR_F_SetFieldString(row, 4, style->name);
    OGR_F_SetFieldString(row, 5, style->qml);
    OGR_F_SetFieldString(row, 6, style->sld);
    OGR_F_SetFieldInteger(row, 7, style->is_default);
    OGR_F_SetFieldString(row, 8, "");
    OGR_F_SetFieldString(row, 9, "");
    OGR_F_SetFieldDateTime(row, 11, 2000, 1, 1, 0, 0, 0, 100);
    bool ok = OGR_L_CreateFeature(table, row) == OGRERR_NONE || lf_package_failed(ctx, "style");
    OGR_F_Destroy(row);
    return ok;
}

/* The table as QGIS itself makes it. */
bool lf_package_write_styles(lf_context *ctx, lf_package *out)
{
    static const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"f_table_catalog", OFTString},
                  {"f_table_schema", OFTString},
                  {"f_table_name", OFTString},
                  {"f_geometry_column", OFTString},
                  {"styleName", OFTString},
                  {"styleQML", OFTString},
                  {"styleSLD", OFTString},
                  {"useAsDefault", OFTInteger},
                  {"description", OFTString},
                  {"owner", OFTString},
                  {"ui", OFTString},
                  {"update_time", OFTDateTime}};
    char **options = CSLSetNameValue(NULL, "FID", "id");
    OGRLayerH table = GDALDatasetCreateLayer(out->dataset, "layer_styles", NULL, wkbNone, options);
    bool ok = table != NULL || lf_package_failed(ctx, "layer_styles");
    CSLDestroy(options);
    for (size_t i = 0; ok && i < sizeof fields / sizeof fields[0]; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        if (strcmp(fields[i].name, "useAsDefault") == 0)
            OGR_Fld_SetSubType(field, OFSTBoolean);
        ok = OGR_L_CreateField(table, field, TRUE) == OGRERR_NONE ||
             lf_package_failed(ctx, fields[i].name);
        OGR_Fld_Destroy(field);
    }
    for (size_t i = 0; ok && i < out->style_count; i++)
        ok = write_style(ctx, table, &out->styles[i]) && !lf_stopping(ctx);
    return ok;
}
