/*
 * Colours, dashes, hatches, plain shapes and symbols.
 */
#include "draw/canvas.h"

#include <math.h>

bool lf_canvas_colour(lf_canvas *canvas, lf_rgba colour)
{
    if ((colour & 0xff) == 0)
        return false;
    cairo_set_source_rgba(canvas->cairo, (double)(colour >> 24) / 255.0,
                          (double)(colour >> 16 & 0xff) / 255.0,
                          (double)(colour >> 8 & 0xff) / 255.0, (double)(colour & 0xff) / 255.0);
    return true;
}

/* ---- hatches -----------------------------------------------------------------------------------
 */

/* Lines of one direction over a rectangle, counted from the corner of the page, so that hatches of
 * neighbours join. A line is where x*nx + y*ny is a multiple of gap. */
static void trace_hatch_lines(cairo_t *cairo, double x1, double y1, double x2, double y2, double nx,
                              double ny, double gap)
{
    double middle = (x1 + x2) / 2 * nx + (y1 + y2) / 2 * ny;
    double reach = hypot(x2 - x1, y2 - y1) / 2;
    double from = ceil((middle - reach) / gap), to = floor((middle + reach) / gap);
    double along = (x1 + x2) / 2 * -ny + (y1 + y2) / 2 * nx;
    for (double k = from; k <= to; k++) {
        double px = k * gap * nx - along * ny, py = k * gap * ny + along * nx;
        cairo_move_to(cairo, px + reach * ny, py - reach * nx);
        cairo_line_to(cairo, px - reach * ny, py + reach * nx);
    }
}

static void trace_hatch_dots(cairo_t *cairo, double x1, double y1, double x2, double y2, double gap,
                             double radius)
{
    for (double row = floor(y1 / gap); row <= ceil(y2 / gap); row++)
        for (double column = floor(x1 / gap); column <= ceil(x2 / gap); column++) {
            double shift = fmod(fabs(row), 2.0) == 1.0 ? gap / 2 : 0.0;
            double x = column * gap + shift, y = row * gap;
            cairo_new_sub_path(cairo);
            cairo_arc(cairo, x, y, radius, 0, 2 * M_PI);
        }
}

/* In a small shape, as a legend's sample, hatches are closer and stand around its middle, so that
 * they are seen at all and alike in every sample. */
static void settle_small_hatch(cairo_t *cairo, double *gap, double *x1, double *y1, double *x2,
                               double *y2)
{
    static const double small_width_mm = 12.0, small_height_mm = 6.0, rows = 2.6;
    double width = *x2 - *x1, height = *y2 - *y1;
    if (width > small_width_mm || height > small_height_mm || height <= 0)
        return;
    *gap = fmin(*gap, fmax(height / rows, 0.5));
    cairo_translate(cairo, (*x1 + *x2) / 2, (*y1 + *y2) / 2);
    *x1 = -width / 2;
    *x2 = width / 2;
    *y1 = -height / 2;
    *y2 = height / 2;
}

/* Hatches the current path, which stays. What lies outside the page or the frame is not drawn. */
static void hatch_path(lf_canvas *canvas, const lf_paint *paint)
{
    cairo_t *cairo = canvas->cairo;
    double gap = paint->hatch_gap_mm > 0 ? paint->hatch_gap_mm : 1.6;
    double width = paint->hatch_width_mm > 0 ? paint->hatch_width_mm : 0.2;
    double slant = sqrt(0.5), x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    lf_hatch kind = paint->hatch;
    cairo_path_t *path = cairo_copy_path(cairo);
    cairo_save(cairo);
    cairo_clip(cairo);
    cairo_clip_extents(cairo, &x1, &y1, &x2, &y2);
    settle_small_hatch(cairo, &gap, &x1, &y1, &x2, &y2);
    if (x2 > x1 && y2 > y1 && lf_canvas_colour(canvas, paint->hatch_colour)) {
        if (kind == LF_HATCH_UP || kind == LF_HATCH_CROSS)
            trace_hatch_lines(cairo, x1, y1, x2, y2, slant, slant, gap);
        if (kind == LF_HATCH_DOWN || kind == LF_HATCH_CROSS)
            trace_hatch_lines(cairo, x1, y1, x2, y2, slant, -slant, gap);
        if (kind == LF_HATCH_HORIZONTAL)
            trace_hatch_lines(cairo, x1, y1, x2, y2, 0, 1, gap);
        if (kind == LF_HATCH_VERTICAL)
            trace_hatch_lines(cairo, x1, y1, x2, y2, 1, 0, gap);
        if (kind == LF_HATCH_DOTS) {
            trace_hatch_dots(cairo, x1, y1, x2, y2, gap, width * 1.3);
            cairo_fill(cairo);
        }
        cairo_set_line_width(cairo, width);
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT);
        cairo_stroke(cairo);
    }
    cairo_restore(cairo);
    cairo_new_path(cairo);
    cairo_append_path(cairo, path);
    cairo_path_destroy(path);
}

/* ---- strokes -----------------------------------------------------------------------------------
 */

static void set_dash(cairo_t *cairo, lf_dash dash, double width)
{
    static const struct {
        int count;
        double lengths[2]; /* millimetres, or widths where below zero */
    } dashes[] = {[LF_DASH_LONG] = {2, {3.0, 1.4}},
                  [LF_DASH_SHORT] = {2, {1.4, 0.9}},
                  [LF_DASH_DOT] = {2, {0.01, -2.2}},
                  [LF_DASH_RAIL] = {2, {1.6, 1.6}}};
    double lengths[2];
    if (dash == LF_DASH_NONE) {
        cairo_set_dash(cairo, NULL, 0, 0);
        return;
    }
    for (int i = 0; i < 2; i++)
        lengths[i] = dashes[dash].lengths[i] < 0 ? -dashes[dash].lengths[i] * width
                                                 : dashes[dash].lengths[i];
    cairo_set_dash(cairo, lengths, dashes[dash].count, 0);
    cairo_set_line_cap(cairo, dash == LF_DASH_DOT ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
}

void lf_canvas_paint_path(lf_canvas *canvas, const lf_paint *paint)
{
    cairo_t *cairo = canvas->cairo;
    if (lf_canvas_colour(canvas, paint->fill))
        cairo_fill_preserve(cairo);
    if (paint->hatch != LF_HATCH_NONE && (paint->hatch_colour & 0xff) != 0)
        hatch_path(canvas, paint);
    if (paint->casing_mm > 0 && lf_canvas_colour(canvas, paint->casing)) {
        cairo_set_line_width(cairo, paint->casing_mm);
        cairo_stroke_preserve(cairo);
    }
    if (paint->stroke_mm > 0 && lf_canvas_colour(canvas, paint->stroke)) {
        cairo_save(cairo);
        set_dash(cairo, paint->dash, paint->stroke_mm);
        cairo_set_line_width(cairo, paint->stroke_mm);
        cairo_stroke_preserve(cairo);
        cairo_restore(cairo);
    }
    cairo_new_path(cairo);
}

/* ---- plain shapes ------------------------------------------------------------------------------
 */

void lf_draw_box(lf_canvas *canvas, lf_box box, const lf_paint *paint)
{
    cairo_new_path(canvas->cairo);
    cairo_rectangle(canvas->cairo, box.x, box.y, box.width, box.height);
    lf_canvas_paint_path(canvas, paint);
}

void lf_draw_round_box(lf_canvas *canvas, lf_box box, double radius_mm, const lf_paint *paint)
{
    cairo_t *cairo = canvas->cairo;
    double r = fmin(radius_mm, fmin(box.width, box.height) / 2);
    double right = box.x + box.width - r, low = box.y + box.height - r;
    cairo_new_path(cairo);
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right, box.y + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, right, low, r, 0, M_PI / 2);
    cairo_arc(cairo, box.x + r, low, r, M_PI / 2, M_PI);
    cairo_arc(cairo, box.x + r, box.y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
    lf_canvas_paint_path(canvas, paint);
}

void lf_draw_points(lf_canvas *canvas, const double *xy_mm, size_t count, bool closed,
                    const lf_paint *paint)
{
    cairo_new_path(canvas->cairo);
    for (size_t i = 0; i < count; i++)
        cairo_line_to(canvas->cairo, xy_mm[2 * i], xy_mm[2 * i + 1]);
    if (closed)
        cairo_close_path(canvas->cairo);
    lf_canvas_paint_path(canvas, paint);
}

void lf_draw_line(lf_canvas *canvas, double x1, double y1, double x2, double y2,
                  const lf_paint *paint)
{
    const double xy[] = {x1, y1, x2, y2};
    lf_draw_points(canvas, xy, 2, false, paint);
}

/* ---- symbols -----------------------------------------------------------------------------------
 */

/* A regular polygon of the area of a circle of radius r, its first corner at `turn`. */
static void trace_polygon(cairo_t *cairo, double x, double y, double r, int corners, double turn)
{
    double outer = r * sqrt(2 * M_PI / (corners * sin(2 * M_PI / corners)));
    for (int i = 0; i < corners; i++) {
        double angle = turn + 2 * M_PI * i / corners;
        cairo_line_to(cairo, x + outer * cos(angle), y + outer * sin(angle));
    }
    cairo_close_path(cairo);
}

static void trace_star(cairo_t *cairo, double x, double y, double r)
{
    for (int i = 0; i < 10; i++) {
        double angle = -M_PI / 2 + M_PI * i / 5, reach = i % 2 == 0 ? 1.5 * r : 0.62 * r;
        cairo_line_to(cairo, x + reach * cos(angle), y + reach * sin(angle));
    }
    cairo_close_path(cairo);
}

static void trace_bars(cairo_t *cairo, double x, double y, double r, double turn)
{
    for (int i = 0; i < 2; i++) {
        double angle = turn + M_PI / 2 * i;
        cairo_move_to(cairo, x - r * cos(angle), y - r * sin(angle));
        cairo_line_to(cairo, x + r * cos(angle), y + r * sin(angle));
    }
}

static void trace_shape(cairo_t *cairo, lf_shape shape, double x, double y, double r)
{
    switch (shape) {
    case LF_SHAPE_CIRCLE:
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, x, y, r, 0, 2 * M_PI);
        cairo_close_path(cairo);
        break;
    case LF_SHAPE_SQUARE:
        trace_polygon(cairo, x, y, r, 4, M_PI / 4);
        break;
    case LF_SHAPE_DIAMOND:
        trace_polygon(cairo, x, y, r, 4, 0);
        break;
    case LF_SHAPE_TRIANGLE:
        trace_polygon(cairo, x, y + 0.2 * r, r, 3, -M_PI / 2);
        break;
    case LF_SHAPE_DOWN_TRIANGLE:
        trace_polygon(cairo, x, y - 0.2 * r, r, 3, M_PI / 2);
        break;
    case LF_SHAPE_PENTAGON:
        trace_polygon(cairo, x, y, r, 5, -M_PI / 2);
        break;
    case LF_SHAPE_HEXAGON:
        trace_polygon(cairo, x, y, r, 6, 0);
        break;
    case LF_SHAPE_STAR:
        trace_star(cairo, x, y, r);
        break;
    case LF_SHAPE_CROSS:
        trace_bars(cairo, x, y, r, M_PI / 4);
        break;
    case LF_SHAPE_PLUS:
        trace_bars(cairo, x, y, r, 0);
        break;
    }
}

void lf_draw_symbol(lf_canvas *canvas, double x, double y, const lf_symbol *symbol)
{
    if (!(symbol->size_mm > 0) || !isfinite(x) || !isfinite(y))
        return;
    cairo_new_path(canvas->cairo);
    trace_shape(canvas->cairo, symbol->shape, x, y, symbol->size_mm / 2);
    lf_canvas_paint_path(canvas, &symbol->paint);
}
