/*
 * The drawing room: pictures are drawn into memory and looked at pixel by pixel, so that what is
 * tested is what is seen.
 */
#include "base/parallel.h"
#include "draw/draw.h"

#include <cairo.h>
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static lf_context ctx;

/* ---- pictures in memory ---- */

static bool keep(void *user, const char *bytes, size_t count)
{
    lf_text_add_bytes(user, bytes, count);
    return true;
}

static lf_canvas *begin(lf_canvas_format format, double width_mm, double height_mm, lf_text *bytes)
{
    lf_canvas *canvas = NULL;
    lf_canvas_options options = {.format = format,
                                 .width_mm = width_mm,
                                 .height_mm = height_mm,
                                 .dpi = 254, /* ten pixels a millimetre */
                                 .title = "里坊",
                                 .sink = keep,
                                 .user = bytes};
    lf_context_init(&ctx);
    ck_assert_msg(lf_canvas_open(&ctx, &options, &canvas), "%s", ctx.error);
    return canvas;
}

static void finish(lf_canvas *canvas)
{
    ck_assert_msg(lf_canvas_finish(&ctx, canvas), "%s", ctx.error);
    lf_canvas_close(canvas);
}

typedef struct reading {
    const lf_text *bytes;
    size_t at;
} reading;

static cairo_status_t read_bytes(void *closure, unsigned char *out, unsigned int count)
{
    reading *from = closure;
    if (from->at + count > from->bytes->length)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(out, from->bytes->bytes + from->at, count);
    from->at += count;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *look(const lf_text *bytes)
{
    reading from = {bytes, 0};
    cairo_surface_t *picture = cairo_image_surface_create_from_png_stream(read_bytes, &from);
    ck_assert_int_eq(cairo_surface_status(picture), CAIRO_STATUS_SUCCESS);
    return picture;
}

/* 0xRRGGBB at a place in millimetres. */
static uint32_t pixel(cairo_surface_t *picture, double x_mm, double y_mm)
{
    const unsigned char *data = cairo_image_surface_get_data(picture);
    int x = (int)(x_mm * 10), y = (int)(y_mm * 10);
    uint32_t colour;
    ck_assert_int_lt(x, cairo_image_surface_get_width(picture));
    ck_assert_int_lt(y, cairo_image_surface_get_height(picture));
    memcpy(&colour, data + (ptrdiff_t)y * cairo_image_surface_get_stride(picture) + 4 * x, 4);
    return colour & 0xffffff;
}

/* First and last place of a colour in a row, in millimetres; false when it is not there. */
static bool find_in_row(cairo_surface_t *picture, double y_mm, uint32_t colour, double *first,
                        double *last)
{
    bool found = false;
    for (int x = 0; x < cairo_image_surface_get_width(picture); x++)
        if (pixel(picture, x / 10.0 + 0.05, y_mm) == colour) {
            *last = (x + 1) / 10.0;
            *first = found ? *first : x / 10.0;
            found = true;
        }
    return found;
}

/* ---- geometries ---- */

typedef struct wkb {
    unsigned char bytes[4096];
    size_t size;
} wkb;

static void put_word(wkb *out, uint32_t word)
{
    memcpy(out->bytes + out->size, &word, 4);
    out->size += 4;
}

static void put_head(wkb *out, uint32_t type)
{
    out->bytes[out->size++] = 1;
    put_word(out, type);
}

static void put_point(wkb *out, double x, double y)
{
    memcpy(out->bytes + out->size, &x, 8);
    memcpy(out->bytes + out->size + 8, &y, 8);
    out->size += 16;
}

/* A ring around a square, one way or the other. */
static void put_square(wkb *out, double x, double y, double half, bool turned)
{
    const double dx[] = {-1, 1, 1, -1, -1}, dy[] = {-1, -1, 1, 1, -1};
    put_word(out, 5);
    for (int i = 0; i < 5; i++) {
        int k = turned ? 4 - i : i;
        put_point(out, x + half * dx[k], y + half * dy[k]);
    }
}

static wkb square(double x, double y, double half, bool turned)
{
    wkb out = {.size = 0};
    put_head(&out, 3);
    put_word(&out, 1);
    put_square(&out, x, y, half, turned);
    return out;
}

static const lf_paint red = {.fill = LF_RGB(0xff0000)};
static const lf_window kilometre = {0, 0, 1000, 1000};

/* A frame of 100 mm for a kilometre: ten metres a millimetre. */
static lf_map_frame frame_of(double ground_scale)
{
    return lf_frame_fit((lf_box){0, 0, 100, 100}, kilometre, ground_scale, false);
}

/* ---- the scale bar ---- */

static void check_scale_bar(double ground_scale, double window_m)
{
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PNG, 120, 130, &bytes);
    lf_window window = {500000, 4000000, 500000 + window_m, 4000000 + window_m};
    lf_map_frame frame = lf_frame_fit((lf_box){10, 10, 100, 100}, window, ground_scale, true);
    lf_scale_bar options = {.x = 10,
                            .y = 115,
                            .most_mm = 60,
                            .metres = "米",
                            .kilometres = "公里",
                            .style = {.size_mm = 2.5, .colour = LF_RGB(0x123456)}};
    double length_m = 0, first = 0, last = 0, from = 0, to = 0;
    lf_box bar;
    lf_draw_scale_bar(canvas, &frame, &options, &length_m, &bar);
    /* Two marks in the plane as far apart as the bar says, in metres on the ground. */
    lf_paint mark = {.stroke = LF_RGB(0x00ff00), .stroke_mm = 0.3};
    double x = frame.window.x_min + 0.1 * (frame.window.x_max - frame.window.x_min);
    double y = (frame.window.y_min + frame.window.y_max) / 2, far = x + length_m / ground_scale;
    double up = 5 / frame.mm_per_m;
    lf_frame_segment(canvas, &frame, x, y - up, x, y + up, &mark);
    lf_frame_segment(canvas, &frame, far, y - up, far, y + up, &mark);
    finish(canvas);
    cairo_surface_t *picture = look(&bytes);
    ck_assert(find_in_row(picture, bar.y + bar.height / 2, 0x222222, &first, &last));
    ck_assert(find_in_row(picture, lf_frame_paper_y(&frame, y), 0x00ff00, &from, &to));
    /* The bar's edge line and the marks have a width: from middle to middle. */
    ck_assert_double_eq_tol(last - first - 0.2, to - from - 0.3, 0.21);
    ck_assert_double_eq_tol(bar.width, to - from - 0.3, 0.21);
    /* On paper it is as long as the scale says. */
    ck_assert_double_eq_tol(bar.width * lf_frame_denominator(&frame) / 1000, length_m,
                            1e-6 * length_m);
    ck_assert_double_gt(bar.width, 15);
    cairo_surface_destroy(picture);
    lf_text_free(&bytes);
}

START_TEST(the_scale_bar_is_as_long_as_a_known_distance)
{
    check_scale_bar(1.0, 1000);
    check_scale_bar(1.0, 37000);
    check_scale_bar(0.7, 5000); /* a web map in the north */
    check_scale_bar(0.99996, 640);
}
END_TEST

START_TEST(a_round_scale_is_round_and_shows_all)
{
    for (double size = 90; size < 90000; size *= 1.37) {
        lf_window window = {0, 0, size, size / 2};
        lf_map_frame frame = lf_frame_fit((lf_box){0, 0, 180, 120}, window, 1, true);
        double denominator = lf_frame_denominator(&frame);
        double digits = denominator / pow(10, floor(log10(denominator * 1.0000001)) - 2);
        ck_assert_double_eq_tol(digits, round(digits / 25) * 25, 1e-6);
        ck_assert_double_le(frame.window.x_min, 1e-9);
        ck_assert_double_ge(frame.window.x_max, size - 1e-9);
        ck_assert_double_ge(frame.window.y_max, size / 2 - 1e-9);
    }
}
END_TEST

/* ---- shapes ---- */

START_TEST(holes_are_left_out_and_overlaps_fill_as_one)
{
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PNG, 100, 100, &bytes);
    lf_map_frame frame = frame_of(1);
    wkb holed = {.size = 0};
    put_head(&holed, 3);
    put_word(&holed, 2);
    put_square(&holed, 250, 750, 200, false);
    put_square(&holed, 250, 750, 100, false); /* turned as its shell, as some files do */
    wkb a = square(700, 300, 100, false), b = square(800, 300, 100, true);
    lf_frame_trace(canvas, &frame, holed.bytes, holed.size);
    lf_frame_trace(canvas, &frame, a.bytes, a.size);
    lf_frame_trace(canvas, &frame, b.bytes, b.size);
    lf_frame_paint(canvas, &red);
    finish(canvas);
    cairo_surface_t *picture = look(&bytes);
    ck_assert_uint_eq(pixel(picture, 25, 25), 0xffffff);
    ck_assert_uint_eq(pixel(picture, 10, 25), 0xff0000);
    ck_assert_uint_eq(pixel(picture, 75, 70), 0xff0000); /* both */
    ck_assert_uint_eq(pixel(picture, 50, 50), 0xffffff);
    cairo_surface_destroy(picture);
    lf_text_free(&bytes);
}
END_TEST

START_TEST(what_lies_around_the_window_is_drawn_as_if_it_were_whole)
{
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PNG, 100, 100, &bytes);
    lf_map_frame frame = frame_of(1);
    wkb around = {.size = 0}, line = {.size = 0};
    put_head(&around, 3);
    put_word(&around, 1);
    put_word(&around, 101); /* a circle of 50 km with the window near its middle */
    for (int i = 0; i <= 100; i++)
        put_point(&around, 50000 * cos(i * 2 * M_PI / 100), 50000 * sin(i * 2 * M_PI / 100));
    put_head(&line, 2);
    put_word(&line, 4); /* from far in the south-west, through the window, and back outside it */
    put_point(&line, -1e6, -1e6);
    put_point(&line, 1e6, 1e6);
    put_point(&line, 1e6, -1e9);
    put_point(&line, 2e6, -1e9);
    lf_mark mark = {.area = red, .line = {.stroke = LF_RGB(0x0000ff), .stroke_mm = 1}};
    lf_frame_begin(canvas, &frame);
    lf_frame_wkb(canvas, &frame, around.bytes, around.size, &mark);
    lf_frame_wkb(canvas, &frame, line.bytes, line.size, &mark);
    lf_frame_end(canvas, &frame);
    finish(canvas);
    cairo_surface_t *picture = look(&bytes);
    ck_assert_uint_eq(pixel(picture, 50, 50), 0x0000ff);
    ck_assert_uint_eq(pixel(picture, 20, 80), 0x0000ff);
    ck_assert_uint_eq(pixel(picture, 20, 20), 0xff0000);
    ck_assert_uint_eq(pixel(picture, 99, 99), 0xff0000);
    cairo_surface_destroy(picture);
    lf_text_free(&bytes);
}
END_TEST

START_TEST(every_shape_of_a_symbol_has_its_size)
{
    for (int shape = LF_SHAPE_CIRCLE; shape <= LF_SHAPE_HEXAGON; shape++) {
        lf_text bytes = {0};
        lf_canvas *canvas = begin(LF_CANVAS_PNG, 20, 20, &bytes);
        lf_symbol symbol = {(lf_shape)shape, 8, red};
        lf_draw_symbol(canvas, 10, 10, &symbol);
        finish(canvas);
        cairo_surface_t *picture = look(&bytes);
        int filled = 0;
        for (int i = 0; i < 200 * 200; i++)
            filled +=
                pixel(picture, i % 200 / 10.0 + 0.05, (double)(i / 200) / 10 + 0.05) == 0xff0000;
        double area = filled / 100.0, wanted = M_PI * 16;
        if (shape == LF_SHAPE_STAR)
            ck_assert_double_lt(fabs(area - wanted), 0.2 * wanted);
        else
            ck_assert_double_lt(fabs(area - wanted), 0.05 * wanted);
        cairo_surface_destroy(picture);
        lf_text_free(&bytes);
    }
}
END_TEST

START_TEST(bad_geometry_is_told_and_breaks_nothing)
{
    wkb good = square(500, 500, 100, false);
    for (size_t cut = 0; cut <= good.size; cut++) {
        lf_text bytes = {0};
        lf_canvas *canvas = begin(LF_CANVAS_SVG, 100, 100, &bytes);
        lf_map_frame frame = frame_of(1);
        lf_mark mark = {.area = red};
        lf_frame_wkb(canvas, &frame, good.bytes, cut, &mark);
        ck_assert_int_eq(lf_canvas_finish(&ctx, canvas), cut == good.size);
        ck_assert_int_eq(strstr(ctx.error, "WKB") != NULL, cut < good.size);
        lf_canvas_close(canvas);
        lf_text_free(&bytes);
    }
    wkb wild = {.size = 0};
    put_head(&wild, 2);
    put_word(&wild, 5);
    put_point(&wild, NAN, 1);
    put_point(&wild, INFINITY, -INFINITY);
    put_point(&wild, 1e300, -1e300);
    put_point(&wild, 500, 500);
    put_point(&wild, -1e300, 1e300);
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PDF, 100, 100, &bytes);
    lf_map_frame frame = frame_of(1);
    lf_mark mark = {.line = {.stroke = LF_RGB(0), .stroke_mm = 1}};
    lf_frame_wkb(canvas, &frame, wild.bytes, wild.size, &mark);
    finish(canvas);
    lf_text_free(&bytes);
}
END_TEST

/* ---- labels ---- */

static bool boxes_meet(lf_box a, lf_box b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

START_TEST(labels_never_overlap)
{
    enum { LABELS = 400 };
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PDF, 100, 100, &bytes);
    lf_map_frame frame = frame_of(1);
    lf_labels *labels = NULL;
    lf_text_style style = {.size_mm = 2.2, .colour = LF_RGB(0), .halo = LF_RGB(0xffffff)};
    const lf_box legend = {60, 0, 40, 30};
    lf_box boxes[LABELS + 1];
    size_t placed = 0, found = 0;
    uint32_t dice = 12345;
    ck_assert(lf_labels_open(&ctx, canvas, &frame, &labels));
    lf_labels_block(labels, legend);
    for (int i = 0; i < LABELS; i++) {
        char name[64];
        dice = dice * 1664525u + 1013904223u;
        snprintf(name, sizeof name, i % 2 ? "清江路第%d小学" : "School %d", i);
        lf_labels_add_point(labels, dice >> 16 & 1023, dice >> 3 & 1023, 1, i == 399 ? 9 : 0,
                            &style, name);
    }
    wkb area = square(500, 500, 300, false);
    lf_labels_add_area(labels, area.bytes, area.size, 10, &style, "城中区");
    lf_labels_draw(labels, &placed);
    for (size_t i = 0; i <= LABELS; i++) {
        if (!lf_labels_place(labels, i, &boxes[found]))
            continue;
        ck_assert(boxes[found].x >= 0 && boxes[found].x + boxes[found].width <= 100);
        ck_assert(boxes[found].y >= 0 && boxes[found].y + boxes[found].height <= 100);
        ck_assert(!boxes_meet(boxes[found], legend));
        for (size_t k = 0; k < found; k++)
            ck_assert(!boxes_meet(boxes[k], boxes[found]));
        found++;
    }
    ck_assert_uint_eq(found, placed);
    ck_assert_uint_gt(found, 60);
    lf_box box;
    ck_assert(lf_labels_place(labels, LABELS, &box)); /* the first by priority is there, inside */
    ck_assert(box.x > 20 && box.x + box.width < 80);
    lf_labels_close(labels);
    finish(canvas);
    lf_text_free(&bytes);
}
END_TEST

/* ---- text ---- */

START_TEST(text_keeps_to_its_width_and_lines)
{
    static const char *const texts[] = {
        "居民步行十五分钟可达各类公共服务设施的住房占全市住房的比例，分区与全市",
        "Residents who reach every category of facility within a quarter of an hour on foot",
        "averyveryverylongwordwithoutanyplacetobreakitthatmustbebrokenanywayinthemiddle"};
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PDF, 200, 100, &bytes);
    for (size_t i = 0; i < 3; i++) {
        lf_text_style style = {.size_mm = 3, .colour = LF_RGB(0)};
        lf_extent whole = lf_measure_text(canvas, &style, 0, texts[i]);
        lf_extent wrapped = lf_measure_text(canvas, &style, 40, texts[i]);
        ck_assert_int_eq(whole.lines, 1);
        ck_assert_double_gt(whole.width, 80);
        ck_assert_int_gt(wrapped.lines, 1);
        ck_assert_double_le(wrapped.width, 40.01);
        style.lines = 2;
        lf_extent cut = lf_draw_text(canvas, &style, 5, 5, 40, texts[i]);
        ck_assert_int_eq(cut.lines, 2);
        ck_assert_double_le(cut.width, 40.01);
        ck_assert_double_lt(cut.height, wrapped.height + 0.001);
    }
    finish(canvas);
    lf_text_free(&bytes);
}
END_TEST

START_TEST(hostile_text_is_drawn)
{
    lf_text bytes = {0}, endless = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PDF, 200, 100, &bytes);
    for (int i = 0; i < 30000; i++)
        lf_text_add(&endless, "里坊");
    const char *const texts[] = {"",
                                 "\xff\xfe\xc0\x80 broken",
                                 "\xe4\xb8",
                                 "<b>&amp;</b> <script>alert('x')</script>",
                                 "=SUM(A1)\r\n\tsecond",
                                 "\xe2\x80\xae turned \xe2\x80\xac",
                                 "\x01\x02\x7f",
                                 "العربية עברית ไทย 🏘️👨‍👩‍👧",
                                 lf_text_get(&endless)};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (int lines = 0; lines < 3; lines++) {
            lf_text_style style = {.size_mm = 3,
                                   .bold = lines == 1,
                                   .colour = LF_RGB(0),
                                   .halo = LF_RGB(0xffffff),
                                   .lines = lines};
            lf_extent extent = lf_draw_text(canvas, &style, 5, 5, lines > 0 ? 50 : 0, texts[i]);
            ck_assert(isfinite(extent.width) && extent.width >= 0);
            ck_assert(lines == 0 || extent.lines <= lines);
        }
    /* A newline is a line of its own, but where only one line is wanted. */
    lf_text_style two = {.size_mm = 3, .colour = LF_RGB(0)}, one = two;
    one.lines = 1;
    ck_assert_int_eq(lf_measure_text(canvas, &two, 0, "a\nb").lines, 2);
    ck_assert_int_eq(lf_measure_text(canvas, &one, 0, "a\nb").lines, 1);
    ck_assert_double_eq(lf_measure_text(canvas, &two, 10, NULL).width, 0);
    finish(canvas);
    lf_text_free(&bytes);
    lf_text_free(&endless);
}
END_TEST

/* ---- legends ---- */

START_TEST(a_legend_measures_what_it_draws)
{
    lf_text bytes = {0};
    lf_canvas *canvas = begin(LF_CANVAS_PNG, 100, 100, &bytes);
    lf_legend_item items[9] = {{.kind = LF_LEGEND_HEADING, .text = "标题"}};
    for (int i = 1; i < 9; i++)
        items[i] = (lf_legend_item){.kind = LF_LEGEND_AREA, .paint = red, .text = "40–60%"};
    items[5] = (lf_legend_item){.kind = LF_LEGEND_HEADING, .text = "底图"};
    lf_legend legend = {.items = items, .count = 9, .width_mm = 80};
    lf_extent one = lf_measure_legend(canvas, &legend);
    legend.columns = 2;
    lf_extent two = lf_measure_legend(canvas, &legend);
    ck_assert_double_lt(two.height, 0.65 * one.height);
    lf_extent drawn = lf_draw_legend(canvas, &legend, 10, 10);
    ck_assert_double_eq(drawn.height, two.height);
    finish(canvas);
    cairo_surface_t *picture = look(&bytes);
    double lowest = 0;
    for (int i = 0; i < 1000 * 1000; i++)
        if (pixel(picture, i % 1000 / 10.0 + 0.05, (double)(i / 1000) / 10 + 0.05) != 0xffffff)
            lowest = (double)(i / 1000) / 10;
    ck_assert_double_le(lowest, 10 + drawn.height);
    ck_assert_double_gt(lowest, 10 + 0.8 * drawn.height);
    cairo_surface_destroy(picture);
    lf_text_free(&bytes);
}
END_TEST

/* ---- files ---- */

static void draw_something(lf_canvas *canvas)
{
    lf_map_frame frame = frame_of(1);
    wkb a = square(300, 300, 200, false);
    lf_mark mark = {.area = {.fill = 0xff000080,
                             .hatch = LF_HATCH_CROSS,
                             .hatch_colour = LF_RGB(0x111111),
                             .stroke = LF_RGB(0),
                             .stroke_mm = 0.3,
                             .dash = LF_DASH_LONG}};
    lf_text_style style = {.size_mm = 4, .bold = true, .colour = LF_RGB(0x222222)};
    lf_frame_begin(canvas, &frame);
    lf_frame_wkb(canvas, &frame, a.bytes, a.size, &mark);
    lf_frame_end(canvas, &frame);
    lf_draw_text(canvas, &style, 10, 10, 60, "同样的输入，同样的字节 the same bytes");
}

static void draw_file(lf_canvas_format format, int pages, lf_text *bytes)
{
    lf_canvas *canvas = NULL;
    lf_context own;
    lf_canvas_options options = {
        .format = format, .width_mm = 100, .height_mm = 100, .sink = keep, .user = bytes};
    lf_context_init(&own);
    ck_assert_msg(lf_canvas_open(&own, &options, &canvas), "%s", own.error);
    draw_something(canvas);
    for (int i = 1; i < pages; i++) {
        ck_assert(lf_canvas_next_page(&own, canvas, 100 + i, 80));
        draw_something(canvas);
    }
    ck_assert_msg(lf_canvas_finish(&own, canvas), "%s", own.error);
    lf_canvas_close(canvas);
}

static void check_same(const lf_text *a, const lf_text *b)
{
    ck_assert_uint_eq(a->length, b->length);
    ck_assert_mem_eq(a->bytes, b->bytes, a->length);
}

START_TEST(the_same_picture_has_the_same_bytes)
{
    static const char *const starts[] = {"\x89PNG", "<?xml", "%PDF-"};
    for (int format = LF_CANVAS_PNG; format <= LF_CANVAS_PDF; format++) {
        lf_text first = {0}, second = {0};
        draw_file((lf_canvas_format)format, 1, &first);
        draw_file((lf_canvas_format)format, 1, &second);
        ck_assert_int_eq(strncmp(first.bytes, starts[format], strlen(starts[format])), 0);
        check_same(&first, &second);
        lf_text_free(&first);
        lf_text_free(&second);
    }
}
END_TEST

static size_t count_words(const lf_text *bytes, const char *word)
{
    size_t count = 0, length = strlen(word);
    for (size_t i = 0; i + length <= bytes->length; i++)
        count += memcmp(bytes->bytes + i, word, length) == 0;
    return count;
}

START_TEST(a_pdf_has_its_pages)
{
    lf_text bytes = {0};
    draw_file(LF_CANVAS_PDF, 5, &bytes);
    ck_assert_uint_eq(count_words(&bytes, "/Type /Page %"), 5);
    ck_assert_uint_eq(count_words(&bytes, "20000101"), 1);
    lf_text_free(&bytes);
    lf_canvas *canvas = begin(LF_CANVAS_PNG, 50, 50, &bytes);
    ck_assert(!lf_canvas_next_page(&ctx, canvas, 50, 50));
    lf_canvas_close(canvas);
    lf_text_free(&bytes);
}
END_TEST

static bool draw_one(void *user, size_t item, int worker)
{
    (void)worker;
    draw_file(LF_CANVAS_PDF, 2, (lf_text *)user + item);
    return true;
}

START_TEST(threads_draw_the_same)
{
    enum { FILES = 12 };
    lf_text files[FILES] = {{0}};
    lf_context_init(&ctx);
    ctx.threads = 4;
    ck_assert(lf_parallel(&ctx, FILES, draw_one, files));
    for (int i = 1; i < FILES; i++)
        check_same(&files[0], &files[i]);
    for (int i = 0; i < FILES; i++)
        lf_text_free(&files[i]);
}
END_TEST

START_TEST(a_file_is_replaced_whole_or_not_at_all)
{
    char folder[] = "/tmp/lifang-draw-XXXXXX", path[64], part[80];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/地图 1.pdf", folder);
    snprintf(part, sizeof part, "%s.part", path);
    lf_canvas_options options = {
        .format = LF_CANVAS_PDF, .width_mm = 100, .height_mm = 100, .path = path};
    for (int whole = 0; whole < 2; whole++) {
        lf_canvas *canvas = NULL;
        lf_context_init(&ctx);
        ck_assert(lf_canvas_open(&ctx, &options, &canvas));
        lf_map_frame frame = frame_of(1);
        lf_mark mark = {.area = red};
        lf_frame_wkb(canvas, &frame, "nonsense", whole ? 0 : 8, &mark);
        if (!whole)
            ck_assert(!lf_canvas_finish(&ctx, canvas));
        lf_canvas_close(canvas);
        ck_assert(!lf_file_exists(path));
        ck_assert(!lf_file_exists(part));
    }
    lf_canvas *canvas = NULL;
    lf_context_init(&ctx);
    ck_assert(lf_canvas_open(&ctx, &options, &canvas));
    ck_assert(lf_canvas_finish(&ctx, canvas));
    lf_canvas_close(canvas);
    ck_assert(lf_file_exists(path) && !lf_file_exists(part));
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(remove(folder), 0);
    options.path = "/nowhere/map.pdf";
    ck_assert(!lf_canvas_open(&ctx, &options, &canvas));
    ck_assert_ptr_nonnull(strstr(ctx.error, "/nowhere/map.pdf"));
    lf_canvas_close(canvas);
}
END_TEST

static bool refuse(void *user, const char *bytes, size_t count)
{
    size_t *left = user;
    (void)bytes;
    *left = count > *left ? 0 : *left - count;
    return *left > 0;
}

START_TEST(bytes_that_nobody_takes_are_an_error)
{
    for (int format = LF_CANVAS_PNG; format <= LF_CANVAS_PDF; format++) {
        size_t left = 100;
        lf_canvas *canvas = NULL;
        lf_canvas_options options = {.format = (lf_canvas_format)format,
                                     .width_mm = 100,
                                     .height_mm = 100,
                                     .sink = refuse,
                                     .user = &left};
        lf_context_init(&ctx);
        ck_assert(lf_canvas_open(&ctx, &options, &canvas));
        draw_something(canvas);
        ck_assert(!lf_canvas_finish(&ctx, canvas));
        ck_assert_ptr_nonnull(strstr(ctx.error, "cannot be written"));
        lf_canvas_close(canvas);
    }
}
END_TEST

START_TEST(impossible_pages_are_refused)
{
    static const double sizes[][2] = {{0, 100}, {100, -1}, {NAN, 100}, {6000, 100}, {4000, 4000}};
    for (size_t i = 0; i < 5; i++) {
        lf_canvas *canvas = NULL;
        lf_text bytes = {0};
        lf_canvas_options options = {.format = LF_CANVAS_PNG,
                                     .width_mm = sizes[i][0],
                                     .height_mm = sizes[i][1],
                                     .dpi = 300,
                                     .sink = keep,
                                     .user = &bytes};
        lf_context_init(&ctx);
        ck_assert(!lf_canvas_open(&ctx, &options, &canvas));
        ck_assert_int_ne(ctx.error[0], '\0');
        lf_canvas_close(canvas);
        lf_text_free(&bytes);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draw");
    TCase *cases = tcase_create("draw");
    tcase_set_timeout(cases, 120.0);
    tcase_add_test(cases, the_scale_bar_is_as_long_as_a_known_distance);
    tcase_add_test(cases, a_round_scale_is_round_and_shows_all);
    tcase_add_test(cases, holes_are_left_out_and_overlaps_fill_as_one);
    tcase_add_test(cases, what_lies_around_the_window_is_drawn_as_if_it_were_whole);
    tcase_add_test(cases, every_shape_of_a_symbol_has_its_size);
    tcase_add_test(cases, bad_geometry_is_told_and_breaks_nothing);
    tcase_add_test(cases, labels_never_overlap);
    tcase_add_test(cases, text_keeps_to_its_width_and_lines);
    tcase_add_test(cases, hostile_text_is_drawn);
    tcase_add_test(cases, a_legend_measures_what_it_draws);
    tcase_add_test(cases, the_same_picture_has_the_same_bytes);
    tcase_add_test(cases, a_pdf_has_its_pages);
    tcase_add_test(cases, threads_draw_the_same);
    tcase_add_test(cases, a_file_is_replaced_whole_or_not_at_all);
    tcase_add_test(cases, bytes_that_nobody_takes_are_an_error);
    tcase_add_test(cases, impossible_pages_are_refused);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
