/* Commutes, market (see tables.h). */
#include "tables.h"

#include "estates.h"
#include "quarters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct mk_totals {
    double workers[MK_DISTRICTS], jobs[MK_DISTRICTS];
    mk_point middle[MK_DISTRICTS];
} mk_totals;

static mk_totals sum_districts(mk_city *city)
{
    mk_totals totals = {0};
    double weight[MK_DISTRICTS] = {0};
    for (size_t h = 0; h < city->home_count; h++) {
        const mk_home *home = &city->home[h];
        int d = city->cell[home->cell / MK_COLUMNS][home->cell % MK_COLUMNS].district;
        totals.workers[d] += home->workers;
        totals.middle[d].x += home->at.x * home->workers;
        totals.middle[d].y += home->at.y * home->workers;
        weight[d] += home->workers;
    }
    for (int d = 0; d < MK_DISTRICTS; d++) {
        totals.middle[d].x /= weight[d];
        totals.middle[d].y /= weight[d];
    }
    for (size_t w = 0; w < city->workplace_count; w++)
        totals.jobs[mk_city_cell(city, city->workplace[w].at)->district] += city->workplace[w].jobs;
    return totals;
}

/* Workers choose districts by jobs and distance; two rounds bring the sums near to the jobs. */
void mk_write_commutes(mk_city *city, const mk_writer *writer)
{
    mk_totals totals = sum_districts(city);
    double pull[MK_DISTRICTS], flow[MK_DISTRICTS][MK_DISTRICTS];
    memcpy(pull, totals.jobs, sizeof pull);
    for (int round = 0; round < 4; round++) {
        double arriving[MK_DISTRICTS] = {0}, all = 0, jobs = 0;
        for (int from = 0; from < MK_DISTRICTS; from++) {
            double sum = 0;
            for (int to = 0; to < MK_DISTRICTS; to++) {
                double km = mk_distance(totals.middle[from], totals.middle[to]) / 1000;
                flow[from][to] = pull[to] / (1 + 0.35 * km * km);
                sum += flow[from][to];
            }
            for (int to = 0; to < MK_DISTRICTS; to++) {
                flow[from][to] = floor(totals.workers[from] * 0.93 * flow[from][to] / sum);
                arriving[to] += flow[from][to];
                all += flow[from][to];
            }
            jobs += totals.jobs[from];
        }
        for (int to = 0; to < MK_DISTRICTS; to++)
            pull[to] *= totals.jobs[to] / jobs / (arriving[to] / all);
    }
    mk_csv csv = mk_csv_open(writer, "commutes.csv", MK_UTF8);
    mk_random random = mk_random_make(city->seed, "commute minutes");
    mk_csv_line(&csv, "居住地,就业地,通勤人数,平均通勤时间");
    for (int from = 0; from < MK_DISTRICTS; from++) {
        for (int to = 0; to < MK_DISTRICTS; to++) {
            double km = mk_distance(totals.middle[from], totals.middle[to]) / 1000;
            double minutes = (from == to ? 21 : 26 + 3.1 * km) + mk_random_between(&random, -3, 4);
            mk_csv_line(&csv, "%s,%s,%.0f,%.0f", city->districts.at[from].id,
                        city->districts.at[to].id, flow[from][to], minutes);
        }
    }
    mk_csv_close(&csv);
}

/* Twenty-four months. The centre sells quickly, the east slowly and ever more so. */
void mk_write_market(const mk_city *city, const mk_writer *writer)
{
    static const double SOLD_M2[MK_DISTRICTS] = {42000, 61000, 24000, 52000, 47000, 23000};
    static const double MONTHS[MK_DISTRICTS] = {7, 11, 15, 13, 24, 34};
    static const double DRIFT[MK_DISTRICTS] = {-0.05, 0, 0.05, -0.1, 0.45, 0.3};
    static const double PRICE[MK_DISTRICTS] = {21500, 17200, 11800, 15600, 13400, 9800};
    static const double RENT[MK_DISTRICTS] = {41, 34, 24, 32, 27, 21};
    static const double RISE[MK_DISTRICTS] = {0.02, 0.01, -0.02, 0.03, -0.04, -0.05};
    mk_random random = mk_random_make(city->seed, "market");
    mk_random money = mk_random_make(city->seed, "prices");
    mk_layer layer =
        mk_layer_add(writer, NULL, "XLSX", "market.xlsx", "商品住房库存", wkbNone, MK_PLANE,
                     "区域:s 月份:s 库存面积:d 销售面积:d 成交均价:d 平均租金:d", "");
    for (int d = 0; d < MK_DISTRICTS; d++) {
        for (int month = 0; month < 24; month++) {
            char name[16];
            snprintf(name, sizeof name, "%d-%02d", 2023 + month / 12, month % 12 + 1);
            double sold =
                SOLD_M2[d] * (1 - DRIFT[d] * month / 60) * mk_random_between(&random, 0.8, 1.2);
            double stock = SOLD_M2[d] * MONTHS[d] * (1 + DRIFT[d] * month / 24) *
                           mk_random_between(&random, 0.96, 1.04);
            bool blank = d == 2 && month == 7; /* on purpose: sales not reported */
            double drift = 1 + RISE[d] * month / 12;
            double price = PRICE[d] * drift * mk_random_between(&money, 0.985, 1.015);
            double rent = RENT[d] * (1 + 0.01 * month / 12) * mk_random_between(&money, 0.98, 1.02);
            mk_layer_row(&layer, NULL, city->districts.at[d].id, name, mk_round(stock, 100),
                         blank ? NAN : mk_round(sold, 100), blank ? NAN : mk_round(price, 10),
                         mk_round(rent, 0.1));
        }
    }
    mk_layer_close(&layer);
}
