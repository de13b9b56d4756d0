/* Any bytes as a geometry: surveyed and drawn, or refused; nothing is read beyond them. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "draw/draw.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool drop(void *user, const char *bytes, size_t count)
{
    (void)user;
    (void)bytes;
    (void)count;
    return true;
}

static void draw(lf_context *ctx, const void *wkb, size_t size, bool good)
{
    static const lf_mark mark = {.area = {.fill = LF_RGB(0xff0000)},
                                 .line = {.stroke = LF_RGB(0x0000ff), .stroke_mm = 0.3},
                                 .point = {LF_SHAPE_STAR, 2, {.fill = LF_RGB(0x00ff00)}}};
    lf_canvas *canvas = NULL;
    lf_canvas_options options = {
        .format = LF_CANVAS_PNG, .width_mm = 20, .height_mm = 20, .dpi = 50, .sink = drop};
    lf_map_frame frame = lf_frame_fit((lf_box){1, 1, 18, 18}, (lf_window){0, 0, 100, 100}, 1, true);
    if (!lf_canvas_open(ctx, &options, &canvas))
        abort();
    lf_frame_wkb(canvas, &frame, wkb, size, &mark);
    lf_frame_trace(canvas, &frame, wkb, size);
    lf_frame_paint(canvas, &mark.area);
    if (lf_canvas_finish(ctx, canvas) != good)
        abort();
    lf_canvas_close(canvas);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_window window = lf_window_none();
    uint8_t *copy = malloc(size + 1); /* so that reading beyond the end is seen */
    lf_context_init(&ctx);
    if (copy == NULL)
        return 0;
    memcpy(copy, data, size);
    bool good = lf_window_add_wkb(&window, copy, size);
    if (!lf_window_is_none(window) && !(isfinite(window.x_min) && isfinite(window.y_max)))
        abort();
    draw(&ctx, copy, size, good);
    free(copy);
    return 0;
}
