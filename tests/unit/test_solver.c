/* The transportation problem against all possible flows, and against flows somebody observed. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "measure/solver.h"

/* A generator of its own: the same cases on every machine. */
static unsigned draw(unsigned long long *state, unsigned below)
{
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(*state >> 33) % below;
}

enum { MOST = 4 };

typedef struct instance {
    size_t from, to;
    double supply[MOST], demand[MOST], cost[MOST * MOST], observed[MOST * MOST];
} instance;

static instance make_instance(unsigned long long seed)
{
    unsigned long long state = seed;
    instance out = {.from = 1 + draw(&state, 3), .to = 1 + draw(&state, 3)};
    for (size_t k = 0; k < out.from * out.to; k++) {
        out.cost[k] = draw(&state, 5) == 0 ? 7 : draw(&state, 1000) / 8.0;
        out.observed[k] = draw(&state, 3) == 0 ? 0 : draw(&state, 5);
        out.supply[k / out.to] += out.observed[k];
        out.demand[k % out.to] += out.observed[k];
    }
    return out;
}

static double sum_costs(const instance *in, const double *flow)
{
    double sum = 0;
    for (size_t k = 0; k < in->from * in->to; k++)
        sum += in->cost[k] * flow[k];
    return sum;
}

/* Cheapest of all flows in whole numbers: as many as supplies and demands are whole, one of the
 * cheapest is. Goes through the pairs in order, trying every amount. */
static double cheapest(const instance *in, size_t k, double *left, double *needed)
{
    double best = INFINITY;
    if (k == in->from * in->to) {
        for (size_t i = 0; i < in->from; i++)
            if (left[i] != 0)
                return INFINITY;
        for (size_t j = 0; j < in->to; j++)
            if (needed[j] != 0)
                return INFINITY;
        return 0;
    }
    const size_t i = k / in->to, j = k % in->to;
    const bool last = j + 1 == in->to; /* what is left must go here */
    const double most = fmin(left[i], needed[j]);
    for (double amount = last ? left[i] : 0; amount <= most; amount++) {
        left[i] -= amount;
        needed[j] -= amount;
        best = fmin(best, amount * in->cost[k] + cheapest(in, k + 1, left, needed));
        left[i] += amount;
        needed[j] += amount;
    }
    return best;
}

START_TEST(equals_the_best_of_all_flows)
{
    lf_context ctx;
    lf_context_init(&ctx);
    for (unsigned long long seed = 1; seed <= 400; seed++) {
        instance in = make_instance(seed);
        double flow[MOST * MOST], left[MOST], needed[MOST];
        for (size_t i = 0; i < MOST; i++) {
            left[i] = in.supply[i];
            needed[i] = in.demand[i];
        }
        ck_assert_msg(lf_transport_solve(&ctx, in.supply, in.from, in.demand, in.to, in.cost, flow),
                      "%s", ctx.error);
        const double best = cheapest(&in, 0, left, needed), found = sum_costs(&in, flow);
        ck_assert_msg(fabs(found - best) <= 1e-9 * fmax(1, best), "seed %llu: %.12g, best %.12g",
                      seed, found, best);
        ck_assert_double_le(found, sum_costs(&in, in.observed) * (1 + 1e-9));
    }
}
END_TEST

/* Points on a line, as many leave as arrive: the cheapest match is in the order of the line, and
 * costs the area between the two cumulated sums. */
START_TEST(equals_the_known_optimum_on_a_line)
{
    enum { SIZE = 120 };
    static double supply[SIZE], demand[SIZE], cost[SIZE * SIZE], flow[SIZE * SIZE];
    unsigned long long state = 20260101;
    double balance = 0, known = 0, found = 0;
    lf_context ctx;
    lf_context_init(&ctx);
    for (size_t i = 0; i < SIZE * 300; i++) {
        supply[draw(&state, SIZE)] += 2.5;
        demand[draw(&state, SIZE)] += 2.5;
    }
    for (size_t k = 0; k < SIZE * SIZE; k++)
        cost[k] = 250 * fabs((double)(k / SIZE) - (double)(k % SIZE));
    for (size_t i = 0; i < SIZE; i++) {
        balance += supply[i] - demand[i];
        known += 250 * fabs(balance);
    }
    ck_assert_msg(lf_transport_solve(&ctx, supply, SIZE, demand, SIZE, cost, flow), "%s",
                  ctx.error);
    for (size_t k = 0; k < SIZE * SIZE; k++)
        found += cost[k] * flow[k];
    ck_assert_double_eq_tol(found, known, 1e-9 * known);
}
END_TEST

START_TEST(refuses_what_cannot_balance)
{
    const double supply[] = {3, 4}, more[] = {5, 3}, negative[] = {-1, 8}, none[] = {NAN, 7};
    const double cost[] = {1, 2, 3, 4}, *wrong[] = {more, negative, none};
    double flow[4];
    for (size_t i = 0; i < 3; i++) {
        lf_context ctx;
        lf_context_init(&ctx);
        ck_assert(!lf_transport_solve(&ctx, supply, 2, wrong[i], 2, cost, flow));
        ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("solver");
    TCase *cases = tcase_create("transport");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, equals_the_best_of_all_flows);
    tcase_add_test(cases, equals_the_known_optimum_on_a_line);
    tcase_add_test(cases, refuses_what_cannot_balance);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
