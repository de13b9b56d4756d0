/*
 * Text: laid out by pango in one family of type that has both Chinese and Latin characters, so that
 * a page carries one font, or two with bold.
 *
 * A font map belongs to a thread (pango's default one does), so canvases of different threads never
 * wait for each other, and canvases of one thread share the fonts it has opened.
 */
#include "draw/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char families[] = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,"
                               "WenQuanYi Micro Hei,Droid Sans Fallback,DejaVu Sans,sans-serif";
/* Where lines stand, in em: as of Noto Sans CJK, whatever font a line's characters come from. */
static const double ascent_em = 1.16;
static const double height_em = 1.448;
static const double pitch_em = 1.245;

/*
 * In a PDF, ASCII letters and signs come from a font of their own. Cairo embeds only the characters
 * used, but where Latin characters of Noto Sans CJK share a part of their outline (F and L do) it
 * takes in the parts of all characters there are: 1 MB and a tenth of a second a file, in place of
 * 70 KB and a hundredth.
 */
static const char latin_families[] = "Liberation Sans,Arial,Noto Sans,DejaVu Sans,sans-serif";
enum { MOST_CHARACTERS = 4000 };

/* ---- what can be laid out ----------------------------------------------------------------------
 */

/* Control characters, and those that turn the direction of what follows. */
static bool is_unwanted(gunichar c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static size_t character_size(const char *at)
{
    return (size_t)g_utf8_skip[(unsigned char)*at];
}

char *lf_canvas_clean_text(const char *text, bool keep_newlines)
{
    char *valid = g_utf8_make_valid(text, (gssize)strnlen(text, (size_t)MOST_CHARACTERS * 4));
    lf_text clean = {0};
    size_t characters = 0;
    lf_text_add(&clean, "");
    for (const char *at = valid; *at != '\0' && characters < MOST_CHARACTERS;
         at += character_size(at), characters++) {
        gunichar c = g_utf8_get_char(at);
        if (c == '\n' && keep_newlines)
            lf_text_add(&clean, "\n");
        else if (is_unwanted(c))
            lf_text_add(&clean, c == '\r' || c >= 0x7f ? "" : " ");
        else
            lf_text_add_bytes(&clean, at, character_size(at));
    }
    g_free(valid);
    char *taken = lf_text_take(&clean);
    return taken != NULL ? taken : lf_copy("");
}

/* ---- layout ------------------------------------------------------------------------------------
 */

void lf_canvas_forget_text(lf_canvas *canvas)
{
    free(canvas->last.text);
    canvas->last = (lf_layout_memory){0};
}

/* Text is laid out in whole thousandths of a millimetre, the same on every kind of surface. */
static void need_layout(lf_canvas *canvas)
{
    if (canvas->layout != NULL)
        return;
    canvas->pango = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(canvas->pango, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(canvas->pango, 72.0);
    pango_context_set_round_glyph_positions(canvas->pango, FALSE);
    pango_context_set_language(canvas->pango, canvas->language);
    pango_context_set_base_dir(canvas->pango, PANGO_DIRECTION_LTR);
    canvas->layout = pango_layout_new(canvas->pango);
    pango_layout_set_auto_dir(canvas->layout, FALSE);
    pango_layout_set_wrap(canvas->layout, PANGO_WRAP_WORD_CHAR);
}

/* Type is laid out ten times as large as it is drawn: fonts below a few units lose precision. */
static const double magnified = 10.0;

static int to_pango(double mm)
{
    return (int)lround(mm * magnified * PANGO_SCALE);
}

static double from_pango(int units)
{
    return units / (magnified * PANGO_SCALE);
}

static void set_font(lf_canvas *canvas, const lf_text_style *style)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, families);
    pango_font_description_set_absolute_size(font, to_pango(style->size_mm));
    if (style->bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(canvas->layout, font);
    pango_font_description_free(font);
}

static bool is_latin(char c)
{
    return c > 0x20 && c < 0x7f;
}

/* Gives runs of ASCII their font. */
static void set_latin(lf_canvas *canvas, const char *text)
{
    if (canvas->format != LF_CANVAS_PDF) {
        pango_layout_set_attributes(canvas->layout, NULL);
        return;
    }
    PangoAttrList *all = pango_attr_list_new();
    for (const char *at = text, *end = text; *at != '\0'; at = end) {
        for (end = at; is_latin(*end); end++)
            continue;
        if (end > at) {
            PangoAttribute *run = pango_attr_family_new(latin_families);
            run->start_index = (guint)(at - text);
            run->end_index = (guint)(end - text);
            pango_attr_list_insert(all, run);
        } else
            end = at + 1;
    }
    pango_layout_set_attributes(canvas->layout, all);
    pango_attr_list_unref(all);
}

static void set_width(lf_canvas *canvas, const lf_text_style *style, double width_mm)
{
    static const PangoAlignment alignments[] = {[LF_ALIGN_LEFT] = PANGO_ALIGN_LEFT,
                                                [LF_ALIGN_CENTRE] = PANGO_ALIGN_CENTER,
                                                [LF_ALIGN_RIGHT] = PANGO_ALIGN_RIGHT};
    bool fixed = width_mm > 0;
    pango_layout_set_width(canvas->layout, fixed ? to_pango(width_mm) : -1);
    pango_layout_set_height(canvas->layout,
                            style->lines > 0 && fixed ? -style->lines : INT_MIN / 2);
    pango_layout_set_ellipsize(canvas->layout, style->lines > 0 && fixed ? PANGO_ELLIPSIZE_END
                                                                         : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(canvas->layout, alignments[style->align]);
    pango_layout_set_single_paragraph_mode(canvas->layout, style->lines == 1);
}

static bool is_laid_out(const lf_canvas *canvas, const lf_text_style *style, double width_mm,
                        const char *text)
{
    const lf_layout_memory *last = &canvas->last;
    return last->text != NULL && last->size_mm == style->size_mm && last->width_mm == width_mm &&
           last->bold == style->bold && last->align == style->align &&
           last->lines == style->lines && strcmp(last->text, text) == 0;
}

static void lay_out(lf_canvas *canvas, const lf_text_style *style, double width_mm,
                    const char *text)
{
    if (is_laid_out(canvas, style, width_mm, text))
        return;
    lf_canvas_forget_text(canvas);
    need_layout(canvas);
    char *clean = lf_canvas_clean_text(text, style->lines != 1);
    canvas->last.text = lf_copy(text);
    if (clean == NULL || canvas->last.text == NULL) {
        lf_canvas_fault(canvas, N_("memory ran out"));
        lf_canvas_forget_text(canvas);
        free(clean);
        return;
    }
    set_font(canvas, style);
    set_width(canvas, style, width_mm);
    pango_layout_set_text(canvas->layout, clean, -1);
    set_latin(canvas, clean);
    free(clean);
    int width = 0, lines = pango_layout_get_line_count(canvas->layout);
    pango_layout_get_size(canvas->layout, &width, NULL);
    lf_layout_memory *last = &canvas->last;
    last->size_mm = style->size_mm;
    last->width_mm = width_mm;
    last->bold = style->bold;
    last->align = style->align;
    last->lines = style->lines;
    last->extent = (lf_extent){from_pango(width),
                               style->size_mm * (height_em + (lines - 1) * pitch_em), lines};
}

lf_extent lf_measure_text(lf_canvas *canvas, const lf_text_style *style, double width_mm,
                          const char *text)
{
    if (text == NULL || text[0] == '\0' || !(style->size_mm > 0))
        return (lf_extent){0};
    lay_out(canvas, style, width_mm, text);
    return canvas->last.extent;
}

/* Lays the outlines of all lines into the path, or shows them. */
static void put_lines(lf_canvas *canvas, double size_mm, bool outlines)
{
    cairo_t *cairo = canvas->cairo;
    PangoLayoutIter *line = pango_layout_get_iter(canvas->layout);
    double y = ascent_em * size_mm * magnified;
    do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(line, NULL, &box);
        cairo_move_to(cairo, (double)box.x / PANGO_SCALE, y);
        if (outlines)
            pango_cairo_layout_line_path(cairo, pango_layout_iter_get_line_readonly(line));
        else
            pango_cairo_show_layout_line(cairo, pango_layout_iter_get_line_readonly(line));
        y += pitch_em * size_mm * magnified;
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
}

/* Where the left end of the layout's own box stands. */
static double left_end(const lf_text_style *style, double x, double width_mm, double width)
{
    if (width_mm > 0 || style->align == LF_ALIGN_LEFT)
        return x;
    return style->align == LF_ALIGN_CENTRE ? x - width / 2 : x - width;
}

lf_extent lf_draw_text(lf_canvas *canvas, const lf_text_style *style, double x, double y,
                       double width_mm, const char *text)
{
    cairo_t *cairo = canvas->cairo;
    lf_extent extent = lf_measure_text(canvas, style, width_mm, text);
    if (canvas->last.text == NULL || extent.lines == 0)
        return extent;
    cairo_save(cairo);
    cairo_translate(cairo, left_end(style, x, width_mm, extent.width), y);
    cairo_scale(cairo, 1 / magnified, 1 / magnified);
    cairo_new_path(cairo);
    if (lf_canvas_colour(canvas, style->halo)) {
        double halo = style->halo_mm > 0 ? style->halo_mm : 0.2;
        put_lines(canvas, style->size_mm, true);
        cairo_set_line_width(cairo, 2 * halo * magnified);
        cairo_stroke(cairo);
    }
    if (lf_canvas_colour(canvas, style->colour)) {
        put_lines(canvas, style->size_mm, false);
    }
    cairo_restore(cairo);
    cairo_new_path(cairo);
    return extent;
}
