/*
 * The shifted datums of Chinese maps: GCJ-02 ("Mars coordinates") and BD-09 (Baidu), to and from
 * WGS84. All coordinates are geographic degrees, longitude first; a projected source must be
 * brought to degrees before.
 *
 * Knows the C library only.
 */
#ifndef LF_LOAD_DATUM_H
#define LF_LOAD_DATUM_H

#include <stdbool.h>

typedef enum lf_datum {
    LF_DATUM_WGS84, /* also CGCS2000: equal to within centimetres */
    LF_DATUM_GCJ02,
    LF_DATUM_BD09
} lf_datum;

/* A point in degrees. */
typedef struct lf_degrees {
    double lon, lat;
} lf_degrees;

/* "gcj02", "bd09", "wgs84", "cgcs2000" (ASCII case and '-' ignored). False for any other word. */
bool lf_datum_from_name(const char *name, lf_datum *out);

/*
 * True inside the box in which GCJ-02 is applied: longitude 72.004 to 137.8347, latitude 0.8293 to
 * 55.8271. This is the box of every published implementation; it is wider than mainland China (it
 * takes in Korea, for instance). Outside it WGS84 and GCJ-02 are the same.
 */
bool lf_datum_is_shifted(lf_degrees point);

/*
 * WGS84 to GCJ-02, the published approximation of the official algorithm on the Krasovsky ellipsoid
 * (a = 6378245 m, e² = 0.00669342162296594323). Equal to what map services give within 1e-5°.
 */
lf_degrees lf_datum_gcj02_from_wgs84(lf_degrees wgs84);
/* The inverse, iterated until the forward shift returns the input within 1e-11°. */
lf_degrees lf_datum_wgs84_from_gcj02(lf_degrees gcj02);
/* GCJ-02 to BD-09 and its iterated inverse. BD-09 is defined everywhere. */
lf_degrees lf_datum_bd09_from_gcj02(lf_degrees gcj02);
lf_degrees lf_datum_gcj02_from_bd09(lf_degrees bd09);

/* From any of the datums to any other. */
lf_degrees lf_datum_convert(lf_degrees point, lf_datum from, lf_datum to);

#endif
