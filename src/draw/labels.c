/*
 * Labels that do not collide. What is taken is kept as a grid of small cells over the frame: a
 * label stands where all its cells are free. Labels are placed by priority, each at the first of
 * its candidates that is free; those without room are left out.
 */
#include "draw/canvas.h"
#include "draw/wkb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double cell_mm = 0.4;
static const double breath_mm = 0.5; /* between a label and what stands beside it */
enum { SCANS = 13, MOST_CROSSINGS = 512 };

/* A horizontal stretch inside a polygon, on paper. */
typedef struct room {
    double x, y, width;
    double worth; /* its width, less where it is far from the polygon's middle */
} room;

typedef struct label {
    char *text; /* owned */
    lf_text_style style;
    double priority;
    double x, y, clear_mm; /* of a point, on paper */
    room rooms[SCANS];     /* of an area, best first */
    size_t room_count;     /* 0: a point */
    lf_box box;            /* where it was placed */
    bool placed;
} label;

struct lf_labels {
    lf_canvas *canvas;
    lf_map_frame frame;
    unsigned char *taken; /* a byte a cell; owned */
    size_t columns, rows;
    label *labels; /* owned */
    size_t count, capacity;
    size_t *order; /* owned, while placing */
};

bool lf_labels_open(lf_context *ctx, lf_canvas *canvas, const lf_map_frame *frame, lf_labels **out)
{
    lf_labels *labels = calloc(1, sizeof *labels);
    *out = labels;
    if (labels == NULL)
        return lf_fail_memory(ctx);
    labels->canvas = canvas;
    labels->frame = *frame;
    labels->columns = (size_t)fmax(1, ceil(frame->box.width / cell_mm));
    labels->rows = (size_t)fmax(1, ceil(frame->box.height / cell_mm));
    labels->taken = calloc(labels->columns, labels->rows);
    return labels->taken != NULL || lf_fail_memory(ctx);
}

void lf_labels_close(lf_labels *labels)
{
    if (labels == NULL)
        return;
    for (size_t i = 0; i < labels->count; i++)
        free(labels->labels[i].text);
    free(labels->labels);
    free(labels->taken);
    free(labels->order);
    free(labels);
}

/* ---- what is taken -----------------------------------------------------------------------------
 */

typedef struct cells {
    size_t left, right, top, bottom; /* right and bottom are not included */
} cells;

static size_t to_cell(double mm, size_t count, bool up)
{
    double cell = up ? ceil(mm / cell_mm) : floor(mm / cell_mm);
    return (size_t)fmax(0, fmin((double)count, cell));
}

static cells cells_of(const lf_labels *labels, lf_box box)
{
    double x = box.x - labels->frame.box.x, y = box.y - labels->frame.box.y;
    return (cells){to_cell(x, labels->columns, false),
                   to_cell(x + box.width, labels->columns, true), to_cell(y, labels->rows, false),
                   to_cell(y + box.height, labels->rows, true)};
}

static bool is_free(const lf_labels *labels, lf_box box)
{
    const lf_box *frame = &labels->frame.box;
    if (box.x < frame->x + breath_mm || box.y < frame->y + breath_mm ||
        box.x + box.width > frame->x + frame->width - breath_mm ||
        box.y + box.height > frame->y + frame->height - breath_mm)
        return false;
    cells c = cells_of(labels, box);
    for (size_t row = c.top; row < c.bottom; row++)
        if (memchr(labels->taken + row * labels->columns + c.left, 1, c.right - c.left) != NULL)
            return false;
    return true;
}

void lf_labels_block(lf_labels *labels, lf_box box)
{
    cells c = cells_of(labels, box);
    for (size_t row = c.top; row < c.bottom && c.right > c.left; row++)
        memset(labels->taken + row * labels->columns + c.left, 1, c.right - c.left);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static label *add_label(lf_labels *labels, double priority, const lf_text_style *style,
                        const char *text)
{
    if (text == NULL || text[0] == '\0')
        return NULL;
    if (labels->count == labels->capacity) {
        size_t more = labels->capacity == 0 ? 64 : 2 * labels->capacity;
        label *grown = realloc(labels->labels, more * sizeof *grown);
        if (grown == NULL) {
            lf_canvas_fault(labels->canvas, N_("memory ran out"));
            return NULL;
        }
        labels->labels = grown;
        labels->capacity = more;
    }
    label *added = &labels->labels[labels->count];
    *added = (label){.text = lf_copy(text), .style = *style, .priority = priority};
    if (added->text == NULL) {
        lf_canvas_fault(labels->canvas, N_("memory ran out"));
        return NULL;
    }
    labels->count++;
    return added;
}

void lf_labels_add_point(lf_labels *labels, double x, double y, double clear_mm, double priority,
                         const lf_text_style *style, const char *text)
{
    label *added = add_label(labels, priority, style, text);
    if (added == NULL)
        return;
    added->x = lf_frame_paper_x(&labels->frame, x);
    added->y = lf_frame_paper_y(&labels->frame, y);
    added->clear_mm = clear_mm;
}

/* ---- room inside a polygon ---------------------------------------------------------------------
 */

/* Where a horizontal line crosses the rings of a polygon. */
typedef struct scan {
    const lf_map_frame *frame;
    double y;
    double crossings[MOST_CROSSINGS];
    size_t count;
} scan;

static void cross_part(void *user, const lf_wkb_part *part)
{
    scan *s = user;
    double x1 = 0, y1 = 0, x2, y2;
    bool first = true;
    for (size_t i = 0; part->kind == LF_PART_RING && i < part->count; i++) {
        if (!lf_wkb_point(part, i, &x2, &y2))
            continue;
        x2 = lf_frame_paper_x(s->frame, x2);
        y2 = lf_frame_paper_y(s->frame, y2);
        if (!first && (y1 <= s->y) != (y2 <= s->y) && s->count < MOST_CROSSINGS)
            s->crossings[s->count++] = x1 + (s->y - y1) / (y2 - y1) * (x2 - x1);
        first = false;
        x1 = x2;
        y1 = y2;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The longest stretch of the line at y that lies inside, within the frame. */
static room widest_at(const lf_map_frame *frame, const void *wkb, size_t size, double y)
{
    scan s = {.frame = frame, .y = y};
    room widest = {0, y, 0, 0};
    double left = frame->box.x, right = left + frame->box.width;
    lf_wkb_walk(wkb, size, cross_part, &s);
    qsort(s.crossings, s.count, sizeof s.crossings[0], by_value);
    for (size_t i = 0; i + 1 < s.count; i += 2) {
        double from = fmax(left, s.crossings[i]), to = fmin(right, s.crossings[i + 1]);
        if (to - from > widest.width)
            widest = (room){(from + to) / 2, y, to - from, 0};
    }
    return widest;
}

static int by_worth(const void *a, const void *b)
{
    const room *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth < y->worth ? 1 : -1;
    return (x->y > y->y) - (x->y < y->y);
}

/* Narrows a room to what is also inside at the upper and lower edge of a line of text. */
static room narrowed(const lf_map_frame *frame, const void *wkb, size_t size, room r, double half)
{
    for (int i = -1; i <= 1; i += 2) {
        room other = widest_at(frame, wkb, size, r.y + i * half);
        double from = fmax(r.x - r.width / 2, other.x - other.width / 2);
        double to = fmin(r.x + r.width / 2, other.x + other.width / 2);
        r.x = (from + to) / 2;
        r.width = fmax(0, to - from);
    }
    return r;
}

void lf_labels_add_area(lf_labels *labels, const void *wkb, size_t size, double priority,
                        const lf_text_style *style, const char *text)
{
    const lf_map_frame *frame = &labels->frame;
    lf_window extent = lf_window_none();
    if (!lf_window_add_wkb(&extent, wkb, size) || lf_window_is_none(extent))
        return;
    double top = fmax(lf_frame_paper_y(frame, extent.y_max), frame->box.y);
    double bottom = fmin(lf_frame_paper_y(frame, extent.y_min), frame->box.y + frame->box.height);
    if (bottom <= top)
        return;
    label *added = add_label(labels, priority, style, text);
    if (added == NULL)
        return;
    for (int i = 0; i < SCANS; i++) {
        double share = (i + 0.5) / SCANS;
        room r = widest_at(frame, wkb, size, top + share * (bottom - top));
        r = narrowed(frame, wkb, size, r, 0.6 * style->size_mm);
        r.worth = r.width * (1 - fabs(share - 0.5));
        if (r.width > 0)
            added->rooms[added->room_count++] = r;
    }
    qsort(added->rooms, added->room_count, sizeof(room), by_worth);
    if (added->room_count == 0)
        added->rooms[added->room_count++] = (room){
            lf_frame_paper_x(frame, (extent.x_min + extent.x_max) / 2), (top + bottom) / 2, 0, 0};
}

/* ---- placing -----------------------------------------------------------------------------------
 */

static bool try_box(lf_labels *labels, label *l, lf_box box)
{
    lf_box wide = {box.x - breath_mm, box.y, box.width + 2 * breath_mm, box.height};
    if (!is_free(labels, wide))
        return false;
    lf_labels_block(labels, wide);
    l->box = box;
    l->placed = true;
    return true;
}

static void place_at_point(lf_labels *labels, label *l)
{
    lf_extent size = lf_measure_text(labels->canvas, &l->style, 0, l->text);
    double c = l->clear_mm + breath_mm, d = 0.75 * c;
    double w = size.width, h = size.height, middle = l->y - h / 2;
    const lf_box candidates[] = {
        {l->x + c, middle, w, h},           {l->x - w / 2, l->y - c - h, w, h},
        {l->x - w / 2, l->y + c, w, h},     {l->x - c - w, middle, w, h},
        {l->x + d, l->y - d - h, w, h},     {l->x + d, l->y + d, w, h},
        {l->x - d - w, l->y - d - h, w, h}, {l->x - d - w, l->y + d, w, h},
    };
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0] && !l->placed; i++)
        try_box(labels, l, candidates[i]);
}

/* Tries the rooms of an area with text of that size; `over`: how much wider than the room it may
 * be. */
static void try_rooms(lf_labels *labels, label *l, lf_extent size, double over)
{
    for (size_t i = 0; i < l->room_count && !l->placed; i++) {
        const room *r = &l->rooms[i];
        if (size.width <= r->width * over + 0.01)
            try_box(
                labels, l,
                (lf_box){r->x - size.width / 2, r->y - size.height / 2, size.width, size.height});
    }
}

static void place_in_area(lf_labels *labels, label *l)
{
    lf_text_style style = l->style;
    lf_extent size = lf_measure_text(labels->canvas, &style, 0, l->text);
    try_rooms(labels, l, size, 0.95);
    try_rooms(labels, l, size, 1.35);
}

static int compare_labels(const void *a, const void *b, void *user)
{
    const lf_labels *labels = user;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    double p = labels->labels[i].priority, q = labels->labels[j].priority;
    if (p != q)
        return p < q ? 1 : -1;
    return (i > j) - (i < j);
}

/* Lines of an area's label stand one under the other's middle, those of a point begin alike. */
static void draw_label(lf_canvas *canvas, const label *l)
{
    static const double slack_mm = 2.0; /* so that rounding wraps nothing */
    lf_text_style style = l->style;
    style.align = l->room_count > 0 ? LF_ALIGN_CENTRE : LF_ALIGN_LEFT;
    if (l->room_count > 0)
        lf_draw_text(canvas, &style, l->box.x - slack_mm, l->box.y, l->box.width + 2 * slack_mm,
                     l->text);
    else
        lf_draw_text(canvas, &style, l->box.x, l->box.y, 0, l->text);
}

void lf_labels_draw(lf_labels *labels, size_t *placed)
{
    size_t found = 0;
    free(labels->order);
    labels->order = calloc(labels->count + 1, sizeof *labels->order);
    if (labels->order == NULL)
        lf_canvas_fault(labels->canvas, N_("memory ran out"));
    for (size_t i = 0; labels->order != NULL && i < labels->count; i++)
        labels->order[i] = i;
    if (labels->order != NULL)
        qsort_r(labels->order, labels->count, sizeof *labels->order, compare_labels, labels);
    for (size_t i = 0; labels->order != NULL && i < labels->count; i++) {
        label *l = &labels->labels[labels->order[i]];
        if (!l->placed && l->room_count > 0)
            place_in_area(labels, l);
        else if (!l->placed)
            place_at_point(labels, l);
        if (l->placed)
            draw_label(labels->canvas, l);
        found += l->placed;
    }
    if (placed != NULL)
        *placed = found;
}

bool lf_labels_place(const lf_labels *labels, size_t number, lf_box *out)
{
    if (number >= labels->count || !labels->labels[number].placed)
        return false;
    *out = labels->labels[number].box;
    return true;
}
