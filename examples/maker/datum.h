/*
 * The forward shifts of China's map providers: WGS 84 → GCJ-02 and GCJ-02 → BD-09, in degrees.
 * The formulas are the published ones (Krasovsky 1940 ellipsoid for GCJ-02).
 */
#ifndef MAKER_DATUM_H
#define MAKER_DATUM_H

void mk_gcj02_from_wgs84(double *lon, double *lat);
void mk_bd09_from_gcj02(double *lon, double *lat);

#endif
