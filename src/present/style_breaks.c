/*
 * Where the classes of sorted values part: quantiles, natural breaks, and round numbers in the
 * gaps.
 */
#include <math.h>
#include <stdlib.h>

#include "present/style_own.h"

/* ---- round numbers ------------------------------------------------------------------------------
 */

/* k steps of digit × 10^power, as near as a double comes: dividing by a power of ten is exact to
 * the last bit where multiplying by 0.1 is not. */
static double step_at(double k, int digit, int power)
{
    double whole = k * digit;
    return power >= 0 ? whole * pow(10.0, power) : whole / pow(10.0, -power);
}

/* The multiple of the step with above < x <= up_to that is nearest the middle; false where there is
 * none. */
static bool find_multiple(double above, double up_to, int digit, int power, double *out)
{
    double middle = above + (up_to - above) / 2.0;
    double k = nearbyint(middle / step_at(1.0, digit, power));
    bool found = false;
    for (int i = -1; i <= 1; i++) {
        double x = step_at(k + i, digit, power);
        if (x > above && x <= up_to && (!found || fabs(x - middle) < fabs(*out - middle))) {
            *out = x;
            found = true;
        }
    }
    return found;
}

double lf_round_between(double above, double up_to)
{
    static const int digits[] = {10, 5, 2};
    enum { DIGITS_OF_A_DOUBLE = 17 };
    double found = up_to, largest = fmax(fabs(above), fabs(up_to));
    if (above < 0.0 && up_to >= 0.0)
        return 0.0;
    if (!isfinite(largest) || !(above < up_to))
        return up_to;
    int top = (int)ceil(log10(largest));
    for (int power = top; power > top - DIGITS_OF_A_DOUBLE; power--)
        for (int i = 0; i < 3; i++)
            if (find_multiple(above, up_to, digits[i], power, &found))
                return found;
    return up_to;
}

/* ---- quantiles ----------------------------------------------------------------------------------
 */

/* The place nearest to `wanted` where the value changes, from `first` on; count where none is. */
static size_t nearest_change(const double *sorted, size_t count, size_t first, size_t wanted)
{
    for (size_t away = 0; away < count; away++) {
        if (wanted >= away && wanted - away >= first && wanted - away < count &&
            sorted[wanted - away - 1] < sorted[wanted - away])
            return wanted - away;
        size_t up = wanted + away;
        if (up >= first && up < count && sorted[up - 1] < sorted[up])
            return up;
    }
    return count;
}

bool lf_breaks_quantile(lf_context *ctx, const double *sorted, size_t count, size_t classes,
                        double *inner, size_t *inner_count)
{
    size_t first = 1;
    (void)ctx;
    *inner_count = 0;
    for (size_t i = 1; i < classes; i++) {
        size_t wanted = (i * count + classes - 1) / classes;
        size_t cut = nearest_change(sorted, count, first, wanted < 1 ? 1 : wanted);
        if (cut == count)
            break;
        inner[(*inner_count)++] = lf_round_between(sorted[cut - 1], sorted[cut]);
        first = cut + 1;
    }
    return true;
}

/* ---- natural breaks -----------------------------------------------------------------------------
 */

/* Different values with how often they occur, as sums up to each: the squares within a class are
 * then found in constant time. Values are taken from their mean, so that large ones far from 0 do
 * not lose their differences. */
typedef struct sums {
    size_t count;                     /* different values */
    size_t *first;                    /* owned; place of each in the sorted values */
    double *weight, *linear, *square; /* owned; count + 1 of each */
} sums;

static void free_sums(sums *s)
{
    free(s->first);
    free(s->weight);
    free(s->linear);
    free(s->square);
}

static double mean_of(const double *values, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += values[i] / (double)count;
    return sum;
}

static bool make_sums(lf_context *ctx, const double *sorted, size_t count, sums *out)
{
    double mean = mean_of(sorted, count);
    out->first = malloc((count + 1) * sizeof *out->first);
    out->weight = calloc(count + 1, sizeof *out->weight);
    out->linear = calloc(count + 1, sizeof *out->linear);
    out->square = calloc(count + 1, sizeof *out->square);
    if (out->first == NULL || out->weight == NULL || out->linear == NULL || out->square == NULL)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < count; i++) {
        double x = sorted[i] - mean;
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            out->first[out->count++] = i;
            out->weight[out->count] = out->weight[out->count - 1];
            out->linear[out->count] = out->linear[out->count - 1];
            out->square[out->count] = out->square[out->count - 1];
        }
        out->weight[out->count] += 1.0;
        out->linear[out->count] += x;
        out->square[out->count] += x * x;
    }
    return true;
}

/* Sum of squared distances from the mean of the different values from … to-1. */
static double squares_within(const sums *s, size_t from, size_t to)
{
    double weight = s->weight[to] - s->weight[from], linear = s->linear[to] - s->linear[from];
    double rest = s->square[to] - s->square[from] - linear * linear / weight;
    return rest > 0.0 ? rest : 0.0;
}

/* One more class: best[j] is the least sum for the first j values, given that for one class less.
 */
typedef struct layer {
    const sums *s;
    const double *before; /* least sums with one class less */
    double *best;
    size_t *cut; /* where the last class of the first j values begins */
    size_t classes;
} layer;

/*
 * Fills best[low … high], knowing that the last class begins between first and last. The place
 * where it begins never moves down as values are added (the squares satisfy the quadrangle
 * inequality), so the middle one divides the rest. Ties go to the lower place.
 */
static void fill_layer(const layer *l, size_t low, size_t high, size_t first, size_t last)
{
    if (low > high)
        return;
    size_t middle = low + (high - low) / 2;
    size_t from = first > l->classes - 1 ? first : l->classes - 1;
    size_t end = last < middle - 1 ? last : middle - 1;
    l->best[middle] = INFINITY;
    l->cut[middle] = from;
    for (size_t cut = from; cut <= end; cut++) {
        double sum = l->before[cut] + squares_within(l->s, cut, middle);
        if (sum < l->best[middle]) {
            l->best[middle] = sum;
            l->cut[middle] = cut;
        }
    }
    if (middle > low)
        fill_layer(l, low, middle - 1, first, l->cut[middle]);
    fill_layer(l, middle + 1, high, l->cut[middle], last);
}

/* Least squares over all ways to part the values into `classes`: cuts holds, class by class, where
 * the last one begins. */
static bool part_best(lf_context *ctx, const sums *s, size_t classes, size_t *cuts)
{
    size_t width = s->count + 1;
    double *rows = calloc(2 * width, sizeof *rows);
    if (rows == NULL)
        return lf_fail_memory(ctx);
    for (size_t j = 1; j < width; j++)
        rows[j] = squares_within(s, 0, j);
    for (size_t k = 2; k <= classes; k++) {
        layer l = {.s = s,
                   .before = rows + (k % 2 == 0 ? 0 : width),
                   .best = rows + (k % 2 == 0 ? width : 0),
                   .cut = cuts + k * width,
                   .classes = k};
        fill_layer(&l, k, s->count, k - 1, s->count - 1);
    }
    free(rows);
    return true;
}

bool lf_breaks_natural(lf_context *ctx, const double *sorted, size_t count, size_t classes,
                       double *inner, size_t *inner_count)
{
    sums s = {0};
    size_t *cuts = NULL;
    bool ok = make_sums(ctx, sorted, count, &s);
    *inner_count = 0;
    if (ok && s.count < classes)
        classes = s.count;
    if (ok) {
        cuts = calloc((classes + 1) * (s.count + 1), sizeof *cuts);
        ok = cuts != NULL ? part_best(ctx, &s, classes, cuts) : lf_fail_memory(ctx);
    }
    if (ok) {
        size_t end = s.count;
        *inner_count = classes - 1;
        for (size_t k = classes; k > 1; k--) {
            end = cuts[k * (s.count + 1) + end];
            size_t place = s.first[end];
            inner[k - 2] = lf_round_between(sorted[place - 1], sorted[place]);
        }
    }
    free(cuts);
    free_sums(&s);
    return ok;
}
