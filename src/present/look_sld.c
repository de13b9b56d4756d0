/*
 * SLD, for map servers and other programs: the same rules and colours, hatches as well-known marks.
 */
#include <stdio.h>
#include <string.h>

#include "present/look.h"

/* Pixels of 0.28 mm, the unit of Symbology Encoding. */
static double pixels(double mm)
{
    return mm / 0.28;
}

static void add_parameter(lf_text *out, const char *name, const char *value)
{
    lf_text_addf(out, "<se:SvgParameter name=\"%s\">%s</se:SvgParameter>", name, value);
}

static void add_colour(lf_text *out, const char *what, lf_rgba colour)
{
    char value[32];
    snprintf(value, sizeof value, "#%06x", colour >> 8);
    add_parameter(out, what, value);
    if ((colour & 0xffu) == 0xffu)
        return;
    char name[32];
    snprintf(name, sizeof name, "%s-opacity", what);
    snprintf(value, sizeof value, "%.2f", (double)(colour & 0xffu) / 255.0);
    add_parameter(out, name, value);
}

static void add_stroke(lf_text *out, lf_rgba colour, double mm, lf_dash dash)
{
    static const char *const dashes[] = {NULL, "8 3", "4 2", "1 2", "6 6"};
    char width[32];
    snprintf(width, sizeof width, "%.3g", pixels(mm));
    lf_text_add(out, "<se:Stroke>");
    add_colour(out, "stroke", colour);
    add_parameter(out, "stroke-width", width);
    if (dashes[dash] != NULL)
        add_parameter(out, "stroke-dasharray", dashes[dash]);
    lf_text_add(out, "</se:Stroke>");
}

static void add_fill(lf_text *out, lf_rgba colour)
{
    lf_text_add(out, "<se:Fill>");
    add_colour(out, "fill", colour);
    lf_text_add(out, "</se:Fill>");
}

static bool has_stroke(const lf_paint *paint)
{
    return paint->stroke_mm > 0.0 && (paint->stroke & 0xffu) != 0;
}

static void add_marker(lf_text *out, const lf_symbol *mark)
{
    static const char *const names[] = {"circle", "square", "triangle", "triangle", "square",
                                        "star",   "circle", "circle",   "x",        "cross"};
    const lf_paint *paint = &mark->paint;
    lf_text_addf(out,
                 "<se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>%s"
                 "</se:WellKnownName>",
                 names[mark->shape]);
    if ((paint->fill & 0xffu) != 0)
        add_fill(out, paint->fill);
    if (has_stroke(paint))
        add_stroke(out, paint->stroke, paint->stroke_mm, LF_DASH_NONE);
    lf_text_addf(out, "</se:Mark><se:Size>%.3g</se:Size>", pixels(mark->size_mm));
    if (mark->shape == LF_SHAPE_DOWN_TRIANGLE || mark->shape == LF_SHAPE_DIAMOND)
        lf_text_addf(out, "<se:Rotation>%d</se:Rotation>",
                     mark->shape == LF_SHAPE_DIAMOND ? 45 : 180);
    lf_text_add(out, "</se:Graphic></se:PointSymbolizer>");
}

static void add_hatch(lf_text *out, const lf_paint *paint)
{
    static const char *const names[] = {"",        "slash",    "backslash", "times",
                                        "horline", "vertline", "dot"};
    lf_text_addf(out,
                 "<se:PolygonSymbolizer><se:Fill><se:GraphicFill><se:Graphic><se:Mark>"
                 "<se:WellKnownName>shape://%s</se:WellKnownName>",
                 names[paint->hatch]);
    add_stroke(out, paint->hatch_colour, paint->hatch_width_mm > 0.0 ? paint->hatch_width_mm : 0.2,
               LF_DASH_NONE);
    lf_text_addf(out, "</se:Mark><se:Size>%.3g</se:Size></se:Graphic></se:GraphicFill></se:Fill>",
                 pixels(paint->hatch_gap_mm > 0.0 ? paint->hatch_gap_mm : 1.6));
    lf_text_add(out, "</se:PolygonSymbolizer>");
}

static void add_area(lf_text *out, const lf_paint *paint)
{
    lf_text_add(out, "<se:PolygonSymbolizer>");
    if ((paint->fill & 0xffu) != 0)
        add_fill(out, paint->fill);
    if (has_stroke(paint))
        add_stroke(out, paint->stroke, paint->stroke_mm, paint->dash);
    lf_text_add(out, "</se:PolygonSymbolizer>");
    if (paint->hatch != LF_HATCH_NONE)
        add_hatch(out, paint);
}

static void add_line(lf_text *out, const lf_paint *paint)
{
    if (paint->casing_mm > 0.0) {
        lf_text_add(out, "<se:LineSymbolizer>");
        add_stroke(out, paint->casing, paint->casing_mm, LF_DASH_NONE);
        lf_text_add(out, "</se:LineSymbolizer>");
    }
    lf_text_add(out, "<se:LineSymbolizer>");
    add_stroke(out, paint->stroke, paint->stroke_mm, paint->dash);
    lf_text_add(out, "</se:LineSymbolizer>");
}

static void add_property(lf_text *out, const char *column)
{
    lf_text_add(out, "<ogc:PropertyName>");
    lf_xml_add(out, column);
    lf_text_add(out, "</ogc:PropertyName>");
}

static void add_term(lf_text *out, const lf_look_term *term)
{
    static const char *const names[] = {
        "EqualTo",     "NotEqualTo",           "LessThan", "LessThanOrEqualTo",
        "GreaterThan", "GreaterThanOrEqualTo", "Null"};
    const char *name = names[term->op];
    lf_text_addf(out, "<ogc:PropertyIs%s>", name);
    add_property(out, term->column);
    if (term->op != LF_LOOK_NULL) {
        lf_text_add(out, "<ogc:Literal>");
        if (term->text != NULL)
            lf_xml_add(out, term->text);
        else
            lf_text_addf(out, "%.17g", term->number);
        lf_text_add(out, "</ogc:Literal>");
    }
    lf_text_addf(out, "</ogc:PropertyIs%s>", name);
}

static void add_filter(lf_text *out, const lf_look_rule *rule)
{
    if (rule->term_count == 0)
        return;
    lf_text_add(out, "<ogc:Filter>");
    lf_text_add(out, rule->term_count > 1 ? "<ogc:And>" : "");
    for (size_t i = 0; i < rule->term_count; i++)
        add_term(out, &rule->terms[i]);
    lf_text_add(out, rule->term_count > 1 ? "</ogc:And>" : "");
    lf_text_add(out, "</ogc:Filter>");
}

static void add_rule(lf_text *out, lf_sign_kind kind, const lf_look_rule *rule)
{
    lf_text_add(out, "<se:Rule><se:Name>");
    lf_xml_add(out, rule->label);
    lf_text_add(out, "</se:Name>");
    add_filter(out, rule);
    if (kind == LF_SIGN_POINT)
        add_marker(out, &rule->mark);
    else if (kind == LF_SIGN_LINE)
        add_line(out, &rule->mark.paint);
    else
        add_area(out, &rule->mark.paint);
    lf_text_add(out, "</se:Rule>\n");
}

void lf_look_sld(const lf_look *look, const char *layer, const char *name, lf_text *out)
{
    lf_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StyledLayerDescriptor "
                     "version=\"1.1.0\" xmlns=\"http://www.opengis.net/sld\" "
                     "xmlns:ogc=\"http://www.opengis.net/ogc\" "
                     "xmlns:se=\"http://www.opengis.net/se\">\n<NamedLayer><se:Name>");
    lf_xml_add(out, layer);
    lf_text_add(out, "</se:Name><UserStyle><se:Name>");
    lf_xml_add(out, name);
    lf_text_add(out, "</se:Name><se:FeatureTypeStyle>\n");
    for (size_t i = 0; i < look->count; i++)
        add_rule(out, look->kind, &look->rules[i]);
    lf_text_add(out, "</se:FeatureTypeStyle></UserStyle></NamedLayer>\n</StyledLayerDescriptor>\n");
}
