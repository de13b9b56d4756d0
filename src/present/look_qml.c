/*
 * QML, the style files of QGIS: what QGIS 3.22 reads and later versions still do.
 */
#include <stdio.h>
#include <string.h>

#include "present/look.h"

/* ---- properties ---------------------------------------------------------------------------------
 */

static void add_prop(lf_text *out, const char *key, const char *value)
{
    lf_text_addf(out, "<prop k=\"%s\" v=\"%s\"/>", key, value);
}

static void add_colour(lf_text *out, const char *key, lf_rgba colour)
{
    lf_text_addf(out, "<prop k=\"%s\" v=\"%u,%u,%u,%u\"/>", key, colour >> 24, colour >> 16 & 0xffu,
                 colour >> 8 & 0xffu, colour & 0xffu);
}

static void add_size(lf_text *out, const char *key, double mm)
{
    lf_text_addf(out, "<prop k=\"%s\" v=\"%.3g\"/><prop k=\"%s_unit\" v=\"MM\"/>", key, mm, key);
}

static const char *line_style(const lf_paint *paint)
{
    static const char *const words[] = {"solid", "dash", "dash", "dot", "dash"};
    if (paint->stroke_mm <= 0.0 || (paint->stroke & 0xffu) == 0)
        return "no";
    return words[paint->dash];
}

/* ---- symbols ------------------------------------------------------------------------------------
 */

static void begin_symbol(lf_text *out, const char *type, const char *name)
{
    lf_text_addf(out,
                 "<symbol type=\"%s\" name=\"%s\" alpha=\"1\" clip_to_extent=\"1\" "
                 "force_rhr=\"0\">",
                 type, name);
}

static void begin_layer(lf_text *out, const char *class)
{
    lf_text_addf(out, "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">", class);
}

static void add_line_layer(lf_text *out, lf_rgba colour, double mm, const char *style)
{
    begin_layer(out, "SimpleLine");
    add_prop(out, "capstyle", "flat");
    add_prop(out, "joinstyle", "round");
    add_colour(out, "line_color", colour);
    add_prop(out, "line_style", style);
    add_size(out, "line_width", mm);
    lf_text_add(out, "</layer>");
}

static double gap_of(const lf_paint *paint)
{
    return paint->hatch_gap_mm > 0.0 ? paint->hatch_gap_mm : 1.6;
}

/* Lines at an angle, counted against the clock from lying. `name` is the symbol's within its layer.
 */
static void add_lines(lf_text *out, const lf_paint *paint, int angle, const char *name)
{
    begin_layer(out, "LinePatternFill");
    lf_text_addf(out, "<prop k=\"angle\" v=\"%d\"/>", angle);
    add_size(out, "distance", gap_of(paint));
    begin_symbol(out, "line", name);
    add_line_layer(out, paint->hatch_colour,
                   paint->hatch_width_mm > 0.0 ? paint->hatch_width_mm : 0.2, "solid");
    lf_text_add(out, "</symbol></layer>");
}

static void add_dots(lf_text *out, const lf_paint *paint, const char *name)
{
    begin_layer(out, "PointPatternFill");
    add_size(out, "distance_x", gap_of(paint));
    add_size(out, "distance_y", gap_of(paint));
    add_size(out, "displacement_x", gap_of(paint) / 2.0);
    begin_symbol(out, "marker", name);
    begin_layer(out, "SimpleMarker");
    add_prop(out, "name", "circle");
    add_colour(out, "color", paint->hatch_colour);
    add_prop(out, "outline_style", "no");
    add_size(out, "size", 0.5);
    lf_text_add(out, "</layer></symbol></layer>");
}

static void add_hatch(lf_text *out, const lf_paint *paint, size_t symbol)
{
    char first[32], second[32];
    static const int angles[] = {0, 45, 135, 45, 0, 90, 0};
    snprintf(first, sizeof first, "@%zu@1", symbol);
    snprintf(second, sizeof second, "@%zu@2", symbol);
    if (paint->hatch == LF_HATCH_DOTS)
        add_dots(out, paint, first);
    else if (paint->hatch != LF_HATCH_NONE)
        add_lines(out, paint, angles[paint->hatch], first);
    if (paint->hatch == LF_HATCH_CROSS)
        add_lines(out, paint, 135, second);
}

static void add_area(lf_text *out, const lf_paint *paint, size_t symbol)
{
    begin_layer(out, "SimpleFill");
    add_colour(out, "color", paint->fill);
    add_prop(out, "joinstyle", "round");
    add_colour(out, "outline_color", paint->stroke);
    add_prop(out, "outline_style", line_style(paint));
    add_size(out, "outline_width", paint->stroke_mm);
    add_prop(out, "style", (paint->fill & 0xffu) != 0 ? "solid" : "no");
    lf_text_add(out, "</layer>");
    add_hatch(out, paint, symbol);
}

/* QGIS sizes a marker by its frame, the drawing room by its area: the frame of each shape whose
 * circle of the same area has the diameter 1. */
static void add_marker(lf_text *out, const lf_symbol *mark)
{
    static const struct {
        const char *name;
        double frame;
        const char *angle;
    } shapes[] = {{"circle", 1.0, "0"},      {"square", 0.886, "0"}, {"triangle", 1.25, "0"},
                  {"triangle", 1.25, "180"}, {"diamond", 1.25, "0"}, {"star", 1.5, "0"},
                  {"pentagon", 1.15, "0"},   {"hexagon", 1.1, "0"},  {"cross2", 1.0, "0"},
                  {"cross", 1.15, "0"}};
    const lf_paint *paint = &mark->paint;
    begin_layer(out, "SimpleMarker");
    add_prop(out, "angle", shapes[mark->shape].angle);
    add_colour(out, "color", paint->fill);
    add_prop(out, "joinstyle", "round");
    add_prop(out, "name", shapes[mark->shape].name);
    add_colour(out, "outline_color", paint->stroke);
    add_prop(out, "outline_style", line_style(paint));
    add_size(out, "outline_width", paint->stroke_mm);
    add_size(out, "size", mark->size_mm * shapes[mark->shape].frame);
    lf_text_add(out, "</layer>");
}

static void add_symbol(lf_text *out, lf_sign_kind kind, const lf_symbol *mark, size_t index)
{
    static const char *const types[] = {"marker", "line", "fill"};
    char name[24];
    snprintf(name, sizeof name, "%zu", index);
    begin_symbol(out, types[kind], name);
    if (kind == LF_SIGN_POINT)
        add_marker(out, mark);
    else if (kind == LF_SIGN_AREA)
        add_area(out, &mark->paint, index);
    else {
        if (mark->paint.casing_mm > 0.0)
            add_line_layer(out, mark->paint.casing, mark->paint.casing_mm, "solid");
        add_line_layer(out, mark->paint.stroke, mark->paint.stroke_mm, line_style(&mark->paint));
    }
    lf_text_add(out, "</symbol>\n");
}

/* ---- rules --------------------------------------------------------------------------------------
 */

/* A name or text in the expressions of QGIS: the quote doubled. */
static void add_quoted(lf_text *out, const char *text, char quote)
{
    lf_text_add_bytes(out, &quote, 1);
    for (; *text != '\0'; text++) {
        if (*text == quote || (*text == '\\' && quote == '\''))
            lf_text_add_bytes(out, text, 1);
        lf_text_add_bytes(out, text, 1);
    }
    lf_text_add_bytes(out, &quote, 1);
}

static void add_expression(lf_text *out, const lf_look_rule *rule)
{
    static const char *const operators[] = {"=", "<>", "<", "<=", ">", ">=", "IS NULL"};
    for (size_t i = 0; i < rule->term_count; i++) {
        const lf_look_term *term = &rule->terms[i];
        lf_text_add(out, i > 0 ? " AND " : "");
        add_quoted(out, term->column, '"');
        lf_text_addf(out, " %s", operators[term->op]);
        if (term->op == LF_LOOK_NULL)
            continue;
        lf_text_add(out, " ");
        if (term->text != NULL)
            add_quoted(out, term->text, '\'');
        else
            lf_text_addf(out, "%.17g", term->number);
    }
}

/* Keys of rules are names of their own; QGIS makes new ones when it saves. */
static void add_rules(lf_text *out, const lf_look *look)
{
    lf_text_add(out, "<rules key=\"{rules}\">\n");
    for (size_t i = 0; i < look->count; i++) {
        lf_text filter = {0};
        add_expression(&filter, &look->rules[i]);
        lf_text_addf(out, "<rule key=\"{rule-%zu}\" symbol=\"%zu\" label=\"", i, i);
        lf_xml_add(out, look->rules[i].label);
        lf_text_add(out, "\" filter=\"");
        lf_xml_add(out, lf_text_get(&filter));
        lf_text_add(out, "\"/>\n");
        out->failed = out->failed || filter.failed;
        lf_text_free(&filter);
    }
    lf_text_add(out, "</rules>\n");
}

static void add_renderer(lf_text *out, const lf_look *look)
{
    bool single = look->count == 1 && look->rules[0].term_count == 0;
    lf_text_addf(out,
                 "<renderer-v2 type=\"%s\" symbollevels=\"0\" forceraster=\"0\" "
                 "enableorderby=\"0\">\n",
                 single ? "singleSymbol" : "RuleRenderer");
    if (!single)
        add_rules(out, look);
    lf_text_add(out, "<symbols>\n");
    for (size_t i = 0; i < look->count; i++)
        add_symbol(out, look->kind, &look->rules[i].mark, i);
    lf_text_add(out, "</symbols>\n</renderer-v2>\n");
}

/* ---- labels and names of columns ----------------------------------------------------------------
 */

static void add_labels(lf_text *out, const lf_look *look)
{
    lf_text_add(out, "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style "
                     "isExpression=\"0\" fontSize=\"8\" fontSizeUnit=\"Point\" "
                     "textColor=\"38,38,38,255\" textOpacity=\"1\" fontWeight=\"50\" fieldName=\"");
    lf_xml_add(out, look->label_column);
    lf_text_addf(out,
                 "\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" "
                 "bufferColor=\"255,255,255,220\" bufferOpacity=\"1\" bufferNoFill=\"1\"/>"
                 "</text-style><placement placement=\"%d\" dist=\"1\" distUnits=\"MM\" "
                 "priority=\"5\" centroidInside=\"1\" centroidWhole=\"1\" fitInPolygonOnly=\"0\"/>"
                 "<rendering obstacle=\"1\" displayAll=\"0\" scaleVisibility=\"%d\" "
                 "scaleMin=\"1\" scaleMax=\"%.0f\" limitNumLabels=\"0\"/></settings>"
                 "</labeling>\n",
                 look->kind == LF_SIGN_POINT ? 6 : 1, look->label_scale > 0.0, look->label_scale);
}

static void add_aliases(lf_text *out, const char *const *aliases, size_t count)
{
    lf_text_add(out, "<aliases>\n");
    for (size_t i = 0; i < count; i++) {
        lf_text_addf(out, "<alias index=\"%zu\" field=\"", i + 1);
        lf_xml_add(out, aliases[2 * i]);
        lf_text_add(out, "\" name=\"");
        lf_xml_add(out, aliases[2 * i + 1]);
        lf_text_add(out, "\"/>\n");
    }
    lf_text_add(out, "</aliases>\n");
}

void lf_look_qml(const lf_look *look, const char *const *aliases, size_t alias_count, lf_text *out)
{
    bool labels = look->label_column != NULL;
    lf_text_addf(out,
                 "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                 "<qgis version=\"3.22.0\" styleCategories=\"Symbology%s%s\" "
                 "labelsEnabled=\"%d\">\n",
                 labels ? "|Labeling" : "", alias_count > 0 ? "|Fields" : "", labels);
    if (look->count > 0)
        add_renderer(out, look);
    if (labels)
        add_labels(out, look);
    if (alias_count > 0)
        add_aliases(out, aliases, alias_count);
    lf_text_add(out, "</qgis>\n");
}
