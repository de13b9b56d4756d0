/*
 * The canvas: a surface, its pages, where its bytes go, and plain shapes.
 */
#include "draw/canvas.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double mm_per_inch = 25.4;
static const double points_per_inch = 72.0;
static const double default_dpi = 200.0;
static const double most_mm = 5000.0;
static const double most_pixels = 4e8;
enum { MOST_SIDE_PIXELS = 32767 };

void lf_canvas_fault(lf_canvas *canvas, const char *what)
{
    if (canvas->error[0] == '\0')
        snprintf(canvas->error, sizeof canvas->error, "%s", what);
}

/* ---- where the bytes go ------------------------------------------------------------------------
 */

static bool hand_over(lf_canvas *canvas, const char *bytes, size_t count)
{
    errno = 0;
    bool taken = canvas->stream != NULL ? fwrite(bytes, 1, count, canvas->stream) == count
                                        : canvas->sink(canvas->user, bytes, count);
    if (!taken && canvas->write_errno == 0)
        canvas->write_errno = errno != 0 ? errno : EIO;
    return taken;
}

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned int count)
{
    lf_canvas *canvas = closure;
    if (canvas->format == LF_CANVAS_SVG) {
        lf_text_add_bytes(&canvas->svg, bytes, count);
        return canvas->svg.failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
    }
    return hand_over(canvas, (const char *)bytes, count) ? CAIRO_STATUS_SUCCESS
                                                         : CAIRO_STATUS_WRITE_ERROR;
}

static bool open_stream(lf_context *ctx, lf_canvas *canvas, const char *path)
{
    canvas->path = lf_copy(path);
    canvas->temporary = lf_copyf("%s.part", path);
    if (canvas->path == NULL || canvas->temporary == NULL)
        return lf_fail_memory(ctx);
    canvas->stream = fopen(canvas->temporary, "wb");
    if (canvas->stream == NULL)
        return lf_fail(ctx, "%s: cannot be written: %s", path, strerror(errno));
    return true;
}

/* Puts the finished file in its place. */
static bool close_stream(lf_context *ctx, lf_canvas *canvas)
{
    if (canvas->stream == NULL)
        return true;
    bool ok = fflush(canvas->stream) == 0;
    ok = fclose(canvas->stream) == 0 && ok;
    canvas->stream = NULL;
    if (!ok || rename(canvas->temporary, canvas->path) != 0)
        return lf_fail(ctx, "%s: cannot be written: %s", canvas->path, strerror(errno));
    free(canvas->temporary);
    canvas->temporary = NULL;
    return true;
}

/*
 * Cairo numbers the surfaces of a process and writes the number into an SVG's ids. The ids of a
 * file are made to count from the file's own first one, so that the same picture has the same
 * bytes.
 */
static bool hand_over_svg(lf_canvas *canvas)
{
    static const char *const words[] = {"surface", "image"};
    const char *at = lf_text_get(&canvas->svg), *end = at + canvas->svg.length, *done = at;
    unsigned long first = 0;
    bool known = false, ok = !canvas->svg.failed;
    for (; ok && at < end; at++) {
        size_t length = 0;
        if (*at != '"' && *at != '#')
            continue;
        for (size_t i = 0; i < 2 && length == 0; i++)
            if (strncmp(at + 1, words[i], strlen(words[i])) == 0)
                length = strlen(words[i]) + 1;
        char *after = NULL;
        unsigned long number = length == 0 ? 0 : strtoul(at + length, &after, 10);
        if (length == 0 || after == at + length)
            continue;
        if (!known)
            first = number;
        known = true;
        char lasting[32];
        int size = snprintf(lasting, sizeof lasting, "%ld", (long)number - (long)first);
        ok = hand_over(canvas, done, (size_t)(at + length - done)) &&
             hand_over(canvas, lasting, (size_t)size);
        done = after;
        at = after - 1;
    }
    return ok && hand_over(canvas, done, (size_t)(end - done));
}

/* ---- pages -------------------------------------------------------------------------------------
 */

static bool check_size(lf_context *ctx, double width_mm, double height_mm)
{
    if (width_mm >= 1.0 && height_mm >= 1.0 && width_mm <= most_mm && height_mm <= most_mm)
        return true;
    return lf_fail(ctx, "a page of %g × %g mm cannot be drawn; expected 1 to %g mm", width_mm,
                   height_mm, most_mm);
}

static void begin_page(lf_canvas *canvas, double width_mm, double height_mm)
{
    canvas->width_mm = width_mm;
    canvas->height_mm = height_mm;
    cairo_identity_matrix(canvas->cairo);
    cairo_scale(canvas->cairo, canvas->units_per_mm, canvas->units_per_mm);
    cairo_set_line_join(canvas->cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(canvas->cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_fill_rule(canvas->cairo, CAIRO_FILL_RULE_WINDING);
    cairo_set_source_rgb(canvas->cairo, 1, 1, 1);
    cairo_paint(canvas->cairo);
}

static bool open_png(lf_context *ctx, lf_canvas *canvas, double width_mm, double height_mm)
{
    canvas->units_per_mm = canvas->dpi / mm_per_inch;
    double width = round(width_mm * canvas->units_per_mm);
    double height = round(height_mm * canvas->units_per_mm);
    if (width < 1 || height < 1 || width > MOST_SIDE_PIXELS || height > MOST_SIDE_PIXELS ||
        width * height > most_pixels)
        return lf_fail(ctx, "a picture of %.0f × %.0f pixels is too large or too small", width,
                       height);
    canvas->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    return true;
}

static void open_pdf(lf_canvas *canvas, double width_mm, double height_mm, const char *title)
{
    canvas->units_per_mm = points_per_inch / mm_per_inch;
    canvas->surface = cairo_pdf_surface_create_for_stream(
        take_bytes, canvas, width_mm * canvas->units_per_mm, height_mm * canvas->units_per_mm);
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   "2000-01-01T00:00:00Z");
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATOR, "Lifang");
    char *clean = title == NULL ? NULL : lf_canvas_clean_text(title, false);
    if (clean != NULL)
        cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_TITLE, clean);
    free(clean);
}

static void open_svg(lf_canvas *canvas, double width_mm, double height_mm)
{
    /* In points, which every reader takes; the size in millimetres follows. */
    canvas->units_per_mm = points_per_inch / mm_per_inch;
    canvas->surface = cairo_svg_surface_create_for_stream(
        take_bytes, canvas, width_mm * canvas->units_per_mm, height_mm * canvas->units_per_mm);
    cairo_svg_surface_set_document_unit(canvas->surface, CAIRO_SVG_UNIT_PT);
}

static bool open_surface(lf_context *ctx, lf_canvas *canvas, const lf_canvas_options *options)
{
    if (options->format == LF_CANVAS_PNG) {
        if (!open_png(ctx, canvas, options->width_mm, options->height_mm))
            return false;
    } else if (options->format == LF_CANVAS_PDF) {
        open_pdf(canvas, options->width_mm, options->height_mm, options->title);
    } else {
        open_svg(canvas, options->width_mm, options->height_mm);
    }
    canvas->cairo = cairo_create(canvas->surface);
    if (cairo_status(canvas->cairo) != CAIRO_STATUS_SUCCESS)
        return lf_fail(ctx, "a page cannot be drawn: %s",
                       cairo_status_to_string(cairo_status(canvas->cairo)));
    begin_page(canvas, options->width_mm, options->height_mm);
    return true;
}

bool lf_canvas_open(lf_context *ctx, const lf_canvas_options *options, lf_canvas **out)
{
    *out = NULL;
    if (!check_size(ctx, options->width_mm, options->height_mm))
        return false;
    lf_canvas *canvas = calloc(1, sizeof *canvas);
    if (canvas == NULL)
        return lf_fail_memory(ctx);
    *out = canvas;
    canvas->format = options->format;
    canvas->dpi = options->dpi > 0 ? options->dpi : default_dpi;
    canvas->sink = options->sink;
    canvas->user = options->user;
    bool english = options->language != NULL && strcmp(options->language, "en") == 0;
    canvas->language = pango_language_from_string(english ? "en" : "zh-cn");
    return (options->path == NULL || open_stream(ctx, canvas, options->path)) &&
           open_surface(ctx, canvas, options);
}

bool lf_canvas_next_page(lf_context *ctx, lf_canvas *canvas, double width_mm, double height_mm)
{
    if (canvas->format != LF_CANVAS_PDF)
        return lf_fail(ctx, "only a PDF holds more than one page");
    if (!check_size(ctx, width_mm, height_mm))
        return false;
    cairo_show_page(canvas->cairo);
    cairo_pdf_surface_set_size(canvas->surface, width_mm * canvas->units_per_mm,
                               height_mm * canvas->units_per_mm);
    begin_page(canvas, width_mm, height_mm);
    return true;
}

/* The context's error for a canvas that could not be finished. */
static bool tell_fault(lf_context *ctx, const lf_canvas *canvas, cairo_status_t status)
{
    const char *name = canvas->path != NULL ? canvas->path : N_("the picture");
    if (canvas->write_errno != 0)
        return lf_fail(ctx, "%s: cannot be written: %s", name, strerror(canvas->write_errno));
    if (canvas->error[0] != '\0')
        return lf_fail(ctx, "%s: cannot be drawn: %s", name, canvas->error);
    return lf_fail(ctx, "%s: cannot be drawn: %s", name, cairo_status_to_string(status));
}

bool lf_canvas_finish(lf_context *ctx, lf_canvas *canvas)
{
    cairo_status_t status = cairo_status(canvas->cairo);
    if (canvas->format == LF_CANVAS_PNG) {
        cairo_surface_flush(canvas->surface);
        if (status == CAIRO_STATUS_SUCCESS && canvas->error[0] == '\0')
            status = cairo_surface_write_to_png_stream(canvas->surface, take_bytes, canvas);
    } else {
        cairo_show_page(canvas->cairo);
        if (status == CAIRO_STATUS_SUCCESS)
            status = cairo_status(canvas->cairo);
        cairo_surface_finish(canvas->surface);
        if (status == CAIRO_STATUS_SUCCESS)
            status = cairo_surface_status(canvas->surface);
    }
    if (status == CAIRO_STATUS_SUCCESS && canvas->format == LF_CANVAS_SVG &&
        !hand_over_svg(canvas) && canvas->write_errno == 0)
        status = CAIRO_STATUS_NO_MEMORY;
    if (status != CAIRO_STATUS_SUCCESS || canvas->error[0] != '\0' || canvas->write_errno != 0)
        return tell_fault(ctx, canvas, status);
    return close_stream(ctx, canvas);
}

void lf_canvas_close(lf_canvas *canvas)
{
    if (canvas == NULL)
        return;
    lf_canvas_forget_text(canvas);
    if (canvas->layout != NULL)
        g_object_unref(canvas->layout);
    if (canvas->pango != NULL)
        g_object_unref(canvas->pango);
    cairo_destroy(canvas->cairo);
    if (canvas->surface != NULL)
        cairo_surface_finish(canvas->surface);
    cairo_surface_destroy(canvas->surface);
    if (canvas->stream != NULL)
        fclose(canvas->stream);
    if (canvas->temporary != NULL)
        unlink(canvas->temporary);
    free(canvas->temporary);
    free(canvas->path);
    lf_text_free(&canvas->svg);
    free(canvas);
}

double lf_canvas_width_mm(const lf_canvas *canvas)
{
    return canvas->width_mm;
}

double lf_canvas_height_mm(const lf_canvas *canvas)
{
    return canvas->height_mm;
}

double lf_canvas_detail_mm(const lf_canvas *canvas)
{
    return canvas->format == LF_CANVAS_PNG ? 0.5 / canvas->units_per_mm : 0.05;
}
