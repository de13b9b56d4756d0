/* GCJ-02 and BD-09 (see datum.h). The results are written to seven decimals, far above the last
 * digit in which sines of different C libraries differ. */
#include "datum.h"

#include <math.h>

static const double PI = 3.14159265358979323846;
static const double MAJOR_AXIS_M = 6378245.0;
static const double ECCENTRICITY_SQUARED = 0.00669342162296594323;

static double waves(double x, double first, double second)
{
    return (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3 +
           (20 * sin(first * PI) + 40 * sin(first / 3 * PI)) * 2 / 3 + second * 2 / 3;
}

void mk_gcj02_from_wgs84(double *lon, double *lat)
{
    double x = *lon - 105, y = *lat - 35;
    double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) +
                   waves(x, y, 160 * sin(y / 12 * PI) + 320 * sin(y * PI / 30));
    double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) +
                  waves(x, x, 150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI));
    double phi = *lat / 180 * PI;
    double magic = 1 - ECCENTRICITY_SQUARED * sin(phi) * sin(phi);
    double meridian = MAJOR_AXIS_M * (1 - ECCENTRICITY_SQUARED) / (magic * sqrt(magic));
    *lat += north * 180 / (meridian * PI);
    *lon += east * 180 / (MAJOR_AXIS_M / sqrt(magic) * cos(phi) * PI);
}

void mk_bd09_from_gcj02(double *lon, double *lat)
{
    const double turn = PI * 3000 / 180;
    double z = sqrt(*lon * *lon + *lat * *lat) + 0.00002 * sin(*lat * turn);
    double theta = atan2(*lat, *lon) + 0.000003 * cos(*lon * turn);
    *lon = z * cos(theta) + 0.0065;
    *lat = z * sin(theta) + 0.006;
}
