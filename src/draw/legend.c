/*
 * Legends: samples with words, laid out in columns of about equal height.
 */
#include "draw/canvas.h"

#include <math.h>
#include <stdlib.h>

static const double swatch_width_mm = 6.0;
static const double swatch_gap_mm = 1.8;
static const double column_gap_mm = 4.0;
static const double default_size_mm = 2.6;
static const double row_gap_mm = 0.7;
static const lf_rgba ink = LF_RGB(0x222222);
static const lf_rgba grey = LF_RGB(0x555555);

typedef struct row {
    double height; /* with the gap below */
    double y;      /* from the top of its column */
    int column;
} row;

typedef struct plan {
    const lf_legend *legend;
    lf_text_style words, heading, note, title;
    double column_width, sample_height;
    row *rows; /* owned */
    lf_extent title_extent;
    double height; /* of the columns */
} plan;

static void make_styles(plan *p)
{
    double size = p->legend->size_mm > 0 ? p->legend->size_mm : default_size_mm;
    p->words = (lf_text_style){.size_mm = size, .colour = ink, .lines = 3};
    p->heading = (lf_text_style){.size_mm = size, .bold = true, .colour = ink, .lines = 2};
    p->note = (lf_text_style){.size_mm = 0.9 * size, .colour = grey};
    p->title = (lf_text_style){.size_mm = 1.15 * size, .bold = true, .colour = ink, .lines = 2};
    p->sample_height = 1.25 * size;
}

static bool beside_sample(const lf_legend_item *item)
{
    return item->kind == LF_LEGEND_AREA || item->kind == LF_LEGEND_LINE ||
           item->kind == LF_LEGEND_SYMBOL;
}

static const lf_text_style *style_of(const plan *p, const lf_legend_item *item)
{
    return item->kind == LF_LEGEND_HEADING ? &p->heading
           : item->kind == LF_LEGEND_NOTE  ? &p->note
                                           : &p->words;
}

static double text_width(const plan *p, const lf_legend_item *item)
{
    double taken = beside_sample(item) ? swatch_width_mm + swatch_gap_mm : 0;
    return fmax(4.0, p->column_width - taken);
}

static double row_height(const plan *p, lf_canvas *canvas, const lf_legend_item *item)
{
    lf_extent text = lf_measure_text(canvas, style_of(p, item), text_width(p, item), item->text);
    double height = text.height;
    if (beside_sample(item))
        height = fmax(height, fmax(p->sample_height, item->symbol.size_mm));
    if (item->kind == LF_LEGEND_HEADING)
        height += 0.6;
    return height + row_gap_mm;
}

/* Lays the rows into columns no higher than `limit`; the columns it takes. */
static int flow(plan *p, double limit)
{
    int column = 0;
    double y = 0;
    for (size_t i = 0; i < p->legend->count; i++) {
        row *r = &p->rows[i];
        bool heads = p->legend->items[i].kind == LF_LEGEND_HEADING && i + 1 < p->legend->count;
        double needed = r->height + (heads ? p->rows[i + 1].height : 0);
        if (y > 0 && y + needed > limit + 1e-9) {
            column++;
            y = 0;
        }
        r->column = column;
        r->y = y;
        y += r->height;
    }
    return column + 1;
}

/* The least height at which the rows fit the columns, found by trying every sum from one row on. */
static void balance(plan *p, int columns)
{
    double total = 0, low, high;
    for (size_t i = 0; i < p->legend->count; i++)
        total += p->rows[i].height;
    low = total / columns;
    high = total;
    for (int i = 0; i < 40 && columns > 1; i++) {
        double middle = (low + high) / 2;
        if (flow(p, middle) <= columns)
            high = middle;
        else
            low = middle;
    }
    flow(p, high);
    p->height = 0;
    for (size_t i = 0; i < p->legend->count; i++)
        p->height = fmax(p->height, p->rows[i].y + p->rows[i].height);
}

static bool make_plan(lf_canvas *canvas, const lf_legend *legend, plan *p)
{
    int columns = legend->columns > 0 ? legend->columns : 1;
    *p = (plan){.legend = legend};
    make_styles(p);
    p->column_width = (legend->width_mm - (columns - 1) * column_gap_mm) / columns;
    p->rows = calloc(legend->count + 1, sizeof *p->rows);
    if (p->rows == NULL) {
        lf_canvas_fault(canvas, N_("memory ran out"));
        return false;
    }
    for (size_t i = 0; i < legend->count; i++)
        p->rows[i].height = row_height(p, canvas, &legend->items[i]);
    balance(p, columns);
    if (legend->title != NULL && legend->title[0] != '\0') {
        p->title_extent = lf_measure_text(canvas, &p->title, legend->width_mm, legend->title);
        p->title_extent.height += 1.0;
    }
    return true;
}

static lf_extent plan_extent(const plan *p)
{
    return (lf_extent){p->legend->width_mm, p->title_extent.height + p->height,
                       (int)p->legend->count};
}

lf_extent lf_measure_legend(lf_canvas *canvas, const lf_legend *legend)
{
    plan p;
    if (!make_plan(canvas, legend, &p))
        return (lf_extent){0};
    free(p.rows);
    return plan_extent(&p);
}

static void draw_item(const plan *p, lf_canvas *canvas, const lf_legend_item *item, const row *r,
                      double x, double y)
{
    double inner = r->height - row_gap_mm, width = text_width(p, item);
    const lf_text_style *style = style_of(p, item);
    lf_extent text = lf_measure_text(canvas, style, width, item->text);
    double middle = y + inner / 2, h = p->sample_height;
    if (item->kind == LF_LEGEND_AREA)
        lf_draw_box(canvas, (lf_box){x, middle - h / 2, swatch_width_mm, h}, &item->paint);
    if (item->kind == LF_LEGEND_LINE)
        lf_draw_line(canvas, x, middle, x + swatch_width_mm, middle, &item->paint);
    if (item->kind == LF_LEGEND_SYMBOL)
        lf_draw_symbol(canvas, x + swatch_width_mm / 2, middle, &item->symbol);
    if (beside_sample(item))
        lf_draw_text(canvas, style, x + swatch_width_mm + swatch_gap_mm, middle - text.height / 2,
                     width, item->text);
    else
        lf_draw_text(canvas, style, x, y + inner - text.height, width, item->text);
}

lf_extent lf_draw_legend(lf_canvas *canvas, const lf_legend *legend, double x, double y)
{
    plan p;
    if (!make_plan(canvas, legend, &p))
        return (lf_extent){0};
    if (p.title_extent.height > 0)
        lf_draw_text(canvas, &p.title, x, y, legend->width_mm, legend->title);
    for (size_t i = 0; i < legend->count; i++)
        draw_item(&p, canvas, &legend->items[i], &p.rows[i],
                  x + p.rows[i].column * (p.column_width + column_gap_mm),
                  y + p.title_extent.height + p.rows[i].y);
    free(p.rows);
    return plan_extent(&p);
}
