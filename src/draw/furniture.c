/*
 * Scale bar and north arrow.
 */
#include "draw/canvas.h"

#include <math.h>

static const double bar_height_mm = 1.3;
static const double line_mm = 0.2;
static const lf_rgba ink = LF_RGB(0x222222);
static const lf_rgba paper = LF_RGB(0xffffff);
enum { BAR_PARTS = 4 };

/* The longest round length on the ground whose bar is not above most_mm. */
static double round_length_m(double most_m)
{
    double power = pow(10.0, floor(log10(most_m)));
    double share = most_m / power;
    return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

static void draw_parts(lf_canvas *canvas, lf_box bar)
{
    double width = bar.width / BAR_PARTS;
    for (int i = 0; i < BAR_PARTS; i++) {
        lf_paint part = {.fill = i % 2 == 0 ? ink : paper};
        lf_draw_box(canvas, (lf_box){bar.x + i * width, bar.y, width, bar.height}, &part);
    }
    lf_paint edge = {.stroke = ink, .stroke_mm = line_mm};
    lf_draw_box(canvas, bar, &edge);
}

lf_extent lf_draw_scale_bar(lf_canvas *canvas, const lf_map_frame *frame,
                            const lf_scale_bar *options, double *length_m, lf_box *bar)
{
    double ground_m_per_mm = frame->ground_scale / frame->mm_per_m;
    double length = round_length_m(options->most_mm * ground_m_per_mm);
    double width = length / ground_m_per_mm;
    bool long_one = length >= 1000;
    lf_text_style style = options->style;
    style.align = LF_ALIGN_CENTRE;
    lf_extent zero = lf_measure_text(canvas, &style, 0, "0");
    double x = options->x + zero.width / 2, y = options->y + zero.height + 0.4, right = x + width;
    for (int i = 0; i <= 2; i++) {
        char number[32];
        snprintf(number, sizeof number, "%g", length * i / 2 / (long_one ? 1000 : 1));
        lf_extent size = lf_draw_text(canvas, &style, x + width * i / 2, options->y, 0, number);
        if (i < 2)
            continue;
        style.align = LF_ALIGN_LEFT;
        double unit_x = x + width + size.width / 2 + 0.8;
        right = unit_x + lf_draw_text(canvas, &style, unit_x, options->y, 0,
                                      long_one ? options->kilometres : options->metres)
                             .width;
    }
    lf_box drawn = {x, y, width, bar_height_mm};
    draw_parts(canvas, drawn);
    if (length_m != NULL)
        *length_m = length;
    if (bar != NULL)
        *bar = drawn;
    return (lf_extent){right - options->x, y + bar_height_mm - options->y, 1};
}

lf_extent lf_draw_north_arrow(lf_canvas *canvas, double x, double y, double height_mm,
                              const lf_text_style *style, const char *north)
{
    lf_text_style centred = *style;
    centred.align = LF_ALIGN_CENTRE;
    lf_extent word = lf_draw_text(canvas, &centred, x, y - height_mm, 0, north);
    double tip = y - height_mm + word.height + 0.2, half = 0.42 * (y - tip),
           notch = y - 0.28 * (y - tip);
    const double left[] = {x, tip, x - half, y, x, notch},
                 right[] = {x, tip, x + half, y, x, notch};
    lf_paint dark = {.fill = ink, .stroke = ink, .stroke_mm = line_mm};
    lf_paint light = {.fill = paper, .stroke = ink, .stroke_mm = line_mm};
    lf_draw_points(canvas, left, 3, true, &dark);
    lf_draw_points(canvas, right, 3, true, &light);
    return (lf_extent){fmax(word.width, 2 * half), height_mm, 1};
}
