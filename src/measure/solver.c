/* See solver.h. */
#include "measure/solver.h"

#include <math.h>
#include <stdlib.h>

#include <Clp_C_Interface.h>

/* How far sums may be off, as a share of the whole: doubles hold more, the simplex method less. */
static const double SLACK = 1e-9;

typedef struct problem {
    const double *supply, *demand, *cost;
    size_t from, to;
    double whole, dearest; /* all that is carried; the greatest cost */
} problem;

/* The matrix by columns, a column for each pair. The last demand is left out: it follows from the
 * others, and so a rounding of the sums cannot make the problem infeasible. */
typedef struct matrix {
    CoinBigIndex *start;
    int *row;
    double *value, *bound;
} matrix;

static bool check(lf_context *ctx, problem *p)
{
    double have = 0, need = 0;
    bool fits = p->from > 0 && p->to > 0;
    for (size_t i = 0; i < p->from; i++) {
        fits = fits && isfinite(p->supply[i]) && p->supply[i] >= 0;
        have += p->supply[i];
    }
    for (size_t j = 0; j < p->to; j++) {
        fits = fits && isfinite(p->demand[j]) && p->demand[j] >= 0;
        need += p->demand[j];
    }
    p->dearest = 0;
    for (size_t k = 0; fits && k < p->from * p->to; k++) {
        fits = isfinite(p->cost[k]);
        p->dearest = fmax(p->dearest, fabs(p->cost[k]));
    }
    p->whole = have;
    return (fits && fabs(have - need) <= SLACK * fmax(have, need)) ||
           lf_fail_usage(ctx,
                         "transportation problem: expected finite numbers, none negative, and "
                         "as much supply as demand; found %g and %g",
                         have, need);
}

static bool lay_out(const problem *p, matrix *out)
{
    const size_t pairs = p->from * p->to;
    size_t filled = 0;
    out->start = calloc(pairs + 1, sizeof *out->start);
    out->row = calloc(2 * pairs, sizeof *out->row);
    out->value = calloc(2 * pairs, sizeof *out->value);
    out->bound = calloc(p->from + p->to, sizeof *out->bound);
    if (!out->start || !out->row || !out->value || !out->bound)
        return false;
    for (size_t i = 0; i < p->from; i++)
        out->bound[i] = p->supply[i];
    for (size_t j = 0; j < p->to; j++)
        out->bound[p->from + j] = p->demand[j];
    for (size_t k = 0; k < pairs; k++) {
        const size_t j = k % p->to;
        out->start[k] = (CoinBigIndex)filled;
        out->row[filled] = (int)(k / p->to);
        out->value[filled++] = 1;
        if (j + 1 == p->to)
            continue;
        out->row[filled] = (int)(p->from + j);
        out->value[filled++] = 1;
    }
    out->start[pairs] = (CoinBigIndex)filled;
    return true;
}

/* Takes the flows over; what is left of a rounding becomes 0. */
static void take(const problem *p, const double *from, double *flow)
{
    for (size_t k = 0; k < p->from * p->to; k++)
        flow[k] = from[k] > SLACK * p->whole ? from[k] : 0;
}

static bool keeps_sums(const problem *p, const double *flow)
{
    const double slack = 100 * SLACK * p->whole;
    for (size_t i = 0; i < p->from; i++) {
        double sum = 0;
        for (size_t j = 0; j < p->to; j++)
            sum += flow[i * p->to + j];
        if (fabs(sum - p->supply[i]) > slack)
            return false;
    }
    for (size_t j = 0; j < p->to; j++) {
        double sum = 0;
        for (size_t i = 0; i < p->from; i++)
            sum += flow[i * p->to + j];
        if (fabs(sum - p->demand[j]) > slack)
            return false;
    }
    return true;
}

/* Weak duality: no flow is cheaper than what prices that no pair undercuts ask for. */
static bool is_cheapest(const problem *p, const double *flow, const double *price)
{
    double asked = 0, paid = 0;
    for (size_t i = 0; i < p->from; i++)
        asked += price[i] * p->supply[i];
    for (size_t j = 0; j + 1 < p->to; j++)
        asked += price[p->from + j] * p->demand[j];
    for (size_t k = 0; k < p->from * p->to; k++) {
        const size_t j = k % p->to;
        const double both = price[k / p->to] + (j + 1 < p->to ? price[p->from + j] : 0);
        paid += flow[k] * p->cost[k];
        if (p->cost[k] < both - 100 * SLACK * p->dearest)
            return false;
    }
    return fabs(paid - asked) <= 100 * SLACK * p->dearest * p->whole;
}

bool lf_transport_solve(lf_context *ctx, const double *supply, size_t from, const double *demand,
                        size_t to, const double *cost, double *flow)
{
    problem p = {.supply = supply, .demand = demand, .cost = cost, .from = from, .to = to};
    matrix m = {0};
    Clp_Simplex *model = NULL;
    bool done = check(ctx, &p);
    if (!done)
        return false;
    model = Clp_newModel();
    if (!model || !lay_out(&p, &m)) {
        done = lf_fail_memory(ctx);
        goto done;
    }
    Clp_setLogLevel(model, 0);
    Clp_loadProblem(model, (int)(from * to), (int)(from + to - 1), m.start, m.row, m.value, NULL,
                    NULL, cost, m.bound, m.bound);
    Clp_dual(model, 0);
    take(&p, Clp_primalColumnSolution(model), flow);
    if (Clp_status(model) != 0 || !keeps_sums(&p, flow) ||
        !is_cheapest(&p, flow, Clp_dualRowSolution(model)))
        done = lf_fail(ctx, "transportation problem of %zu x %zu: no optimum could be proved", from,
                       to);
done:
    Clp_deleteModel(model);
    free(m.start);
    free(m.row);
    free(m.value);
    free(m.bound);
    return done;
}
