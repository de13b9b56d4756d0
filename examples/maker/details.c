/* Further columns of homes, sites and districts (see details.h). */
#include "details.h"

#include "estates.h"
#include "services.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void mk_words_add(char words[MK_WORDS], const char *word)
{
    size_t used = strlen(words);
    int length = snprintf(words + used, MK_WORDS - used, "%s%s", used ? "、" : "", word);
    if (length < 0 || (size_t)length >= MK_WORDS - used)
        mk_stop("too many features: %s", words);
}

/* Old estates need renewal; a third of those of 2000 and before have had it. */
static void renew_home(mk_random *random, mk_home *home)
{
    bool old = home->year <= 2000, ageing = home->year <= 2005;
    bool done = mk_random_chance(random, home->year <= 1990 ? 0.42 : 0.3);
    int year = 2018 + (int)mk_random_below(random, 7);
    bool need = mk_random_chance(random, 0.8);
    if (old && done)
        home->renewed_year = year;
    home->renewal_need = need && (old ? !done : ageing && done);
    double late = fmax(0, home->year - 1980) / 12;
    double grades[4] = {1 + 4 * late * late, 3, 0.8, 0.25};
    home->danger = (char)('A' + mk_random_weighted(random, grades, 4));
    if (home->year > 2003)
        home->danger = 'A';
    if (home->renewed_year && home->danger > 'B')
        home->danger = 'B';
}

/* One estate in eight has no survey of its features; of the rest some have none. */
static void feature_home(mk_random *random, mk_home *home)
{
    bool surveyed = mk_random_chance(random, 0.875), renewed = home->renewed_year != 0;
    double late = home->year <= 1998 ? 0.3 : home->year <= 2010 ? 0.75 : 0.97;
    static const char *const WORDS[] = {"物业管理", "绿色社区", "适老", "智慧小区", "电梯"};
    double chance[] = {renewed ? 0.85 : late,
                       home->year > 2015 ? 0.5
                       : renewed         ? 0.35
                                         : 0.12,
                       renewed             ? 0.6
                       : home->year > 2018 ? 0.45
                                           : 0.08,
                       home->year > 2016 ? 0.4
                       : renewed         ? 0.2
                                         : 0.03,
                       home->year > 2004 ? 0.95
                       : renewed         ? 0.3
                                         : 0.12};
    for (size_t k = 0; k < sizeof chance / sizeof *chance; k++)
        if (mk_random_chance(random, chance[k]) && surveyed)
            mk_words_add(home->features, WORDS[k]);
    bool green = mk_random_chance(random, 0.7), built = mk_random_chance(random, 0.4);
    if (surveyed && green && home->year >= 2018)
        mk_words_add(home->features, "绿色建筑");
    if (surveyed && built && home->year >= 2019)
        mk_words_add(home->features, "装配式建筑");
    if (surveyed && !home->features[0])
        mk_words_add(home->features, "无");
}

static void detail_homes(mk_city *city)
{
    mk_random random = mk_random_make(city->seed, "home details");
    for (size_t h = 0; h < city->home_count; h++) {
        mk_home *home = &city->home[h];
        double ageing = home->year <= 1995 ? 0.29 : home->year <= 2008 ? 0.2 : 0.12;
        home->elders = floor(home->residents * ageing * mk_random_between(&random, 0.75, 1.3));
        double empty = home->dwellings - home->households;
        home->vacant = floor(empty * mk_random_between(&random, 0.45, 0.95));
        renew_home(&random, home);
        feature_home(&random, home);
        double asked = 22 + 18 * mk_terrain_density(home->at) + (home->year - 1980) * 0.12 +
                       mk_random_between(&random, -2, 3);
        if (home->kind == MK_MARKET_HOME && home->rent <= 0)
            home->rent = mk_round(asked, 0.1);
    }
}

static void source_site(mk_random *random, mk_plot *site)
{
    static const char *const SOURCES[] = {"新供应", "存量", "闲置", "自有用地",
                                          "集体经营性建设用地"};
    static const double WEIGHTS[] = {50, 24, 8, 8, 10};
    static const char *const BUILDINGS[] = {"商业", "办公楼", "酒店", "厂房"};
    static const char *const LAND[] = {"旧厂房", "仓储", "闲置商业用地"};
    size_t source = mk_random_weighted(random, WEIGHTS, 5), use = mk_random_below(random, 12);
    bool same_far = mk_random_chance(random, 0.5);
    double other = mk_round(site->far * mk_random_between(random, 0.7, 0.95), 0.1);
    double part = mk_random_between(random, 0.06, 0.15);
    double land_m2 = mk_ring_area(&site->ring);
    site->land_source = SOURCES[source];
    if (strcmp(site->mode, "改建") == 0) {
        site->land_source = "存量闲置房屋";
        site->previous_use = BUILDINGS[use % 4];
        site->far_before = same_far ? site->far : other;
    } else if (strcmp(site->mode, "配建") == 0) {
        site->land_source = "产业园区配套";
        site->support_area_m2 = mk_round(land_m2 * part, 1);
        site->support_floor_area_m2 = mk_round(land_m2 * site->far * part * 1.7, 1);
    } else if (source == 1 || source == 2) {
        site->previous_use = LAND[use % 3];
    }
}

static void feature_site(mk_random *random, mk_plot *site)
{
    static const char *const WORDS[] = {"绿色建筑", "装配式建筑", "全装修",
                                        "75%节能",  "适老",       "智慧小区"};
    double after = site->year - 2021;
    double chance[] = {
        0.7 + 0.06 * after, 0.25 + 0.07 * after, 0.2 + 0.05 * after, 0.15 + 0.1 * after, 0.25, 0.4};
    for (size_t k = 0; k < sizeof chance / sizeof *chance; k++)
        if (mk_random_chance(random, chance[k]))
            mk_words_add(site->features, WORDS[k]);
    if (!site->features[0])
        mk_words_add(site->features, "无");
}

static void detail_sites(mk_city *city)
{
    static const double LARGE[MK_CLASSES] = {0.62, 0.4, 0, 0.02, 0.25};
    static const double PERSONS[MK_CLASSES] = {2.7, 2.7, 2.2, 1.7, 2.3};
    mk_random random = mk_random_make(city->seed, "site details");
    for (size_t k = 0; k < city->sites.count; k++) {
        mk_plot *site = &city->sites.at[k];
        bool quota = mk_random_chance(&random, mk_ring_area(&site->ring) > 50000 ? 0.6 : 0.12);
        double talent = mk_random_between(&random, 0.03, 0.09);
        site->delivery_year = site->year + (strcmp(site->mode, "改建") == 0 ? 1 : 2) +
                              (int)mk_random_below(&random, 2);
        if (site->class == MK_TALENT)
            site->talent_dwellings = site->dwellings;
        else if (site->class == MK_MARKET_HOME && quota)
            site->talent_dwellings = floor(site->dwellings * talent);
        site->large_dwellings =
            fmin(floor(site->dwellings * LARGE[site->class] * mk_random_between(&random, 0.8, 1.2)),
                 site->dwellings - site->small_dwellings);
        site->planned_residents = mk_round(site->dwellings * PERSONS[site->class], 1);
        site->elder_land_m2 =
            mk_round(site->planned_residents * mk_random_between(&random, 0.02, 0.16), 1);
        source_site(&random, site);
        feature_site(&random, site);
    }
}

static void detail_districts(mk_city *city)
{
    static const double GROWTH[MK_DISTRICTS] = {-0.02, 0.05, -0.03, 0.08, 0.14, 0.06};
    mk_random random = mk_random_make(city->seed, "district details");
    for (size_t h = 0; h < city->home_count; h++) {
        const mk_home *home = &city->home[h];
        int d = city->cell[home->cell / MK_COLUMNS][home->cell % MK_COLUMNS].district;
        if (home->kind == MK_PUBLIC_RENTAL)
            city->districts.at[d].eligible_households += home->households;
    }
    for (int d = 0; d < MK_DISTRICTS; d++) {
        mk_area *area = &city->districts.at[d];
        area->population_base = mk_round(area->population / (1 + GROWTH[d]), 1);
        area->net_inflow = mk_round(
            (area->population - area->population_base) * mk_random_between(&random, 0.7, 0.95), 1);
        area->eligible_households =
            mk_round(area->eligible_households * mk_random_between(&random, 1.02, 1.2) + 300, 1);
    }
}

void mk_details_make(mk_city *city)
{
    detail_homes(city);
    detail_sites(city);
    detail_districts(city);
    mk_facilities_detail(city);
}
