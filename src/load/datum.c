/* GCJ-02 and BD-09. See datum.h. */
#include "load/datum.h"

#include <math.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

#define PI            3.14159265358979323846
#define BAIDU_PI      (PI * 3000.0 / 180.0)
#define KRASOVSKY_A_M 6378245.0
#define KRASOVSKY_EE  0.00669342162296594323
/* Half a micrometre on the ground: far below what any of the formulas means. */
#define CONVERGED_DEG 1e-11
enum { MOST_STEPS = 40 };

bool lf_datum_from_name(const char *name, lf_datum *out)
{
    static const struct {
        const char *name;
        lf_datum datum;
    } names[] = {
        {"gcj02", LF_DATUM_GCJ02},    {"gcj-02", LF_DATUM_GCJ02},    {"bd09", LF_DATUM_BD09},
        {"bd-09", LF_DATUM_BD09},     {"wgs84", LF_DATUM_WGS84},     {"wgs-84", LF_DATUM_WGS84},
        {"cgcs2000", LF_DATUM_WGS84}, {"cgcs-2000", LF_DATUM_WGS84},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (lf_same_word(name, names[i].name)) {
            *out = names[i].datum;
            return true;
        }
    return false;
}

bool lf_datum_is_shifted(lf_degrees point)
{
    return point.lon >= 72.004 && point.lon <= 137.8347 && point.lat >= 0.8293 &&
           point.lat <= 55.8271;
}

/* Shared part of the two wave sums: 20 sin(6πx) + 20 sin(2πx), two thirds of it. */
static double short_waves(double x)
{
    return (20.0 * sin(6.0 * x * PI) + 20.0 * sin(2.0 * x * PI)) * 2.0 / 3.0;
}

static double north_waves(double x, double y)
{
    return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) +
           short_waves(x) + (20.0 * sin(y * PI) + 40.0 * sin(y / 3.0 * PI)) * 2.0 / 3.0 +
           (160.0 * sin(y / 12.0 * PI) + 320.0 * sin(y * PI / 30.0)) * 2.0 / 3.0;
}

static double east_waves(double x, double y)
{
    return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + short_waves(x) +
           (20.0 * sin(x * PI) + 40.0 * sin(x / 3.0 * PI)) * 2.0 / 3.0 +
           (150.0 * sin(x / 12.0 * PI) + 300.0 * sin(x / 30.0 * PI)) * 2.0 / 3.0;
}

lf_degrees lf_datum_gcj02_from_wgs84(lf_degrees wgs84)
{
    if (!lf_datum_is_shifted(wgs84))
        return wgs84;
    double x = wgs84.lon - 105.0;
    double y = wgs84.lat - 35.0;
    double latitude = wgs84.lat / 180.0 * PI;
    double root = 1.0 - KRASOVSKY_EE * sin(latitude) * sin(latitude);
    double meridian_m = KRASOVSKY_A_M * (1.0 - KRASOVSKY_EE) / (root * sqrt(root));
    double parallel_m = KRASOVSKY_A_M / sqrt(root) * cos(latitude);
    return (lf_degrees){
        .lon = wgs84.lon + east_waves(x, y) * 180.0 / (parallel_m * PI),
        .lat = wgs84.lat + north_waves(x, y) * 180.0 / (meridian_m * PI),
    };
}

lf_degrees lf_datum_bd09_from_gcj02(lf_degrees gcj02)
{
    double radius = hypot(gcj02.lon, gcj02.lat) + 0.00002 * sin(gcj02.lat * BAIDU_PI);
    double angle = atan2(gcj02.lat, gcj02.lon) + 0.000003 * cos(gcj02.lon * BAIDU_PI);
    return (lf_degrees){
        .lon = radius * cos(angle) + 0.0065,
        .lat = radius * sin(angle) + 0.006,
    };
}

/*
 * Fixed-point inverse: the shifts change by less than a part in a thousand of the way, so that each
 * step gains about three digits.
 */
static lf_degrees invert(lf_degrees (*forward)(lf_degrees), lf_degrees target, lf_degrees guess)
{
    for (int step = 0; step < MOST_STEPS; step++) {
        lf_degrees there = forward(guess);
        double lon_error = target.lon - there.lon;
        double lat_error = target.lat - there.lat;
        guess.lon += lon_error;
        guess.lat += lat_error;
        if (fabs(lon_error) < CONVERGED_DEG && fabs(lat_error) < CONVERGED_DEG)
            break;
    }
    return guess;
}

lf_degrees lf_datum_wgs84_from_gcj02(lf_degrees gcj02)
{
    if (!lf_datum_is_shifted(gcj02))
        return gcj02;
    return invert(lf_datum_gcj02_from_wgs84, gcj02, gcj02);
}

lf_degrees lf_datum_gcj02_from_bd09(lf_degrees bd09)
{
    return invert(lf_datum_bd09_from_gcj02, bd09,
                  (lf_degrees){.lon = bd09.lon - 0.0065, .lat = bd09.lat - 0.006});
}

lf_degrees lf_datum_convert(lf_degrees point, lf_datum from, lf_datum to)
{
    if (from == to)
        return point;
    if (from == LF_DATUM_BD09)
        point = lf_datum_gcj02_from_bd09(point);
    if (to == LF_DATUM_WGS84)
        return lf_datum_wgs84_from_gcj02(point);
    if (from == LF_DATUM_WGS84)
        point = lf_datum_gcj02_from_wgs84(point);
    return to == LF_DATUM_BD09 ? lf_datum_bd09_from_gcj02(point) : point;
}
