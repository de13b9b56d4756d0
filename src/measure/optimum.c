/* See optimum.h. */
#include "measure/optimum.h"
#include "measure/solver.h"

#include <stdlib.h>
#include <string.h>

/* Areas by number: row-major over home areas, each with all work areas, in the order of ids. */
typedef struct commuting {
    size_t homes, works;
    double *leaving, *arriving, *distance_m, *workers;
} commuting;

static void commuting_free(commuting *c)
{
    free(c->leaving);
    free(c->arriving);
    free(c->distance_m);
    free(c->workers);
}

static bool count_areas(lf_context *ctx, lf_workspace *ws, commuting *out)
{
    int64_t homes = 0, works = 0;
    bool done =
        lf_query_integer(ctx, ws, "SELECT count(DISTINCT home_area) FROM commute_cost", 0,
                         &homes) &&
        lf_query_integer(ctx, ws, "SELECT count(DISTINCT work_area) FROM commute_cost", 0, &works);
    out->homes = (size_t)homes;
    out->works = (size_t)works;
    return done;
}

static bool read_all(lf_context *ctx, lf_workspace *ws, commuting *out)
{
    const size_t pairs = out->homes * out->works;
    lf_statement *row = NULL;
    lf_step step = LF_STEP_DONE;
    size_t k = 0;
    out->leaving = calloc(out->homes + 1, sizeof *out->leaving);
    out->arriving = calloc(out->works + 1, sizeof *out->arriving);
    out->distance_m = calloc(pairs + 1, sizeof *out->distance_m);
    out->workers = calloc(pairs + 1, sizeof *out->workers);
    if (!out->leaving || !out->arriving || !out->distance_m || !out->workers)
        return lf_fail_memory(ctx);
    if (!lf_prepare(ctx, ws,
                    "SELECT c.distance_m, coalesce(f.workers, 0) FROM commute_cost AS c"
                    " LEFT JOIN commute_flow AS f ON f.home_area = c.home_area"
                    " AND f.work_area = c.work_area ORDER BY c.home_area, c.work_area",
                    &row))
        return false;
    for (; k < pairs && (step = lf_statement_step(ctx, row)) == LF_STEP_ROW; k++) {
        out->distance_m[k] = lf_column_real(row, 0);
        out->leaving[k / out->works] += lf_column_real(row, 1);
        out->arriving[k % out->works] += lf_column_real(row, 1);
    }
    lf_statement_close(row);
    return k == pairs || (step != LF_STEP_FAILED &&
                          lf_fail(ctx,
                                  "queries/derived/commute_cost.sql: expected %zu x %zu pairs "
                                  "of areas, found %zu",
                                  out->homes, out->works, k));
}

static bool write_all(lf_context *ctx, lf_workspace *ws, const commuting *c)
{
    lf_statement *pair = NULL, *insert = NULL;
    lf_step step = LF_STEP_DONE;
    bool done = lf_prepare(ctx, ws,
                           "SELECT kind, home_area, work_area FROM commute_cost"
                           " ORDER BY home_area, work_area",
                           &pair) &&
                lf_prepare(ctx, ws,
                           "INSERT INTO commute_optimum (kind, from_area, to_area, workers,"
                           " distance_m) VALUES (?, ?, ?, ?, ?)",
                           &insert);
    for (size_t k = 0; done && (step = lf_statement_step(ctx, pair)) == LF_STEP_ROW; k++) {
        if (c->workers[k] <= 0)
            continue;
        for (int column = 0; column < 3; column++)
            lf_bind_text(insert, column + 1, lf_column_text(pair, column));
        lf_bind_real(insert, 4, c->workers[k]);
        lf_bind_real(insert, 5, c->distance_m[k]);
        done = lf_statement_do(ctx, insert);
    }
    lf_statement_close(pair);
    lf_statement_close(insert);
    return done && step != LF_STEP_FAILED;
}

static bool tell_left_out(lf_context *ctx, lf_workspace *ws)
{
    int64_t outside = 0, left_out = 0;
    if (!lf_query_integer(
            ctx, ws, "SELECT count(*) FROM commute_flow WHERE NOT (home_inside AND work_inside)", 0,
            &outside) ||
        !lf_query_integer(ctx, ws,
                          "SELECT (SELECT count(*) FROM commutes) - (SELECT count(*) FROM"
                          " commute_flow)",
                          0, &left_out))
        return false;
    return (outside == 0 ||
            lf_notice(ctx, ws, "measure", "commutes",
                      "%lld flows begin or end outside the areas the others name; their length is "
                      "unknown",
                      (long long)outside)) &&
           (left_out == 0 ||
            lf_notice(ctx, ws, "measure", "commutes",
                      "%lld flows are left out: neither end is an area of the kind that most "
                      "workers commute within",
                      (long long)left_out));
}

static bool solve(lf_context *ctx, lf_workspace *ws, commuting *c)
{
    double all = 0;
    if (!read_all(ctx, ws, c))
        return false;
    for (size_t i = 0; i < c->homes; i++)
        all += c->leaving[i];
    return all == 0 || (lf_transport_solve(ctx, c->leaving, c->homes, c->arriving, c->works,
                                           c->distance_m, c->workers) &&
                        write_all(ctx, ws, c));
}

bool lf_commute_optimum_make(lf_context *ctx, lf_workspace *ws)
{
    commuting c = {0};
    bool done = lf_workspace_run(ctx, ws, "measure", "DELETE FROM commute_optimum") &&
                tell_left_out(ctx, ws) && count_areas(ctx, ws, &c);
    if (done && c.homes * c.works > LF_MOST_COMMUTE_PAIRS)
        done = lf_notice(ctx, ws, "measure", "commutes",
                         "%zu home areas and %zu work areas: too many to match homes and jobs; at "
                         "most %d pairs are",
                         c.homes, c.works, LF_MOST_COMMUTE_PAIRS);
    else if (done && c.homes > 0 && c.works > 0)
        done = solve(ctx, ws, &c);
    commuting_free(&c);
    return done;
}
