/*
 * Text of a source to a value of a contract: numbers, whole numbers, yes and no, years. Strict: a
 * text that is not wholly a number is no number.
 *
 * Knows base only.
 */
#ifndef LF_LOAD_VALUES_H
#define LF_LOAD_VALUES_H

#include "base/text.h"

typedef enum lf_reading {
    LF_READ_OK,
    LF_READ_BLANK, /* nothing but white space: NULL */
    LF_READ_WRONG  /* something, but not what is wanted */
} lf_reading;

/*
 * A decimal number. Accepts white space around it, full-width digits and signs (１２．５),
 * thousands in groups of three ("1,234", "1，234"), exponents. Refuses "nan", "inf", hexadecimal,
 * "1,5".
 */
lf_reading lf_value_number(const char *text, double *out);
/* As lf_value_number, and whole ("3.0" is, "3.5" is not), within ±2^53. */
lf_reading lf_value_integer(const char *text, int64_t *out);
/*
 * For 0/1 columns: a whole number, or yes/no, true/false, t/f, y/n, on/off, 是/否, 有/无,
 * 约束性/预期性, binding/expected.
 */
lf_reading lf_value_flag(const char *text, int64_t *out);
/* A year: a whole number, "2015年", or a date that begins with one (2015-07-01, 2015/7/1). */
lf_reading lf_value_year(const char *text, int64_t *out);
/*
 * A comparison of a target in its canonical form: ">=", "<=", "=", ">", "<", "between". NULL when
 * the text is none; then SQLite's own check says so.
 */
const char *lf_value_comparison(const char *text);
/* True when a text is empty or white space (ASCII, U+3000, U+00A0). */
bool lf_value_is_blank(const char *text);

#endif
