/*
 * Numbers as a person says them, in the habit of each language: thousands separators in English, 万
 * and 亿 in Chinese, with the unit's words. For tables, pages, maps and dossiers; files for
 * programs (CSV, JSON) keep plain numbers, see lf_number_full in table.h.
 *
 * Knows base and the report's words only.
 */
#ifndef LF_PRESENT_NUMBER_H
#define LF_PRESENT_NUMBER_H

#include "present/report.h"
#include "present/table.h"

enum { LF_SPOKEN_SIZE = 128 };

/*
 * The number alone, where the unit stands elsewhere (a column of its own). Rounded as
 * lf_number_rounded does; `unit` is a unit's id ("residents", "share"; NULL: none). English groups
 * thousands ("12,345"). Chinese counts people, homes, jobs and areas from 10,000 on in 万 and from
 * 100,000,000 on in 亿, with up to two decimals ("1.23 万"), and leaves other numbers ungrouped.
 * "–" for NaN: not measured is never 0.
 */
void lf_number_said(double value, const char *unit, bool chinese, char out[LF_NUMBER_SIZE]);

/*
 * The number with its unit in the report's words: "12,345 residents", "1.23 万人", "31.2 万㎡",
 * "850 m", "850 米", "45.6%". Lengths from 10,000 m on are said in kilometres. "–" alone for NaN.
 */
void lf_number_spoken(const lf_report *report, double value, const char *unit,
                      char out[LF_SPOKEN_SIZE]);

#endif
