/* Numbers as a person says them. See number.h. */
#include "present/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What Chinese counts in 万: people, homes and areas, also "per year". Ratios and densities stay.
 */
static bool is_counted(const char *unit)
{
    static const char *const counted[] = {"residents", "dwellings", "households", "jobs",
                                          "units",     "workers",   "elders",     "m2"};
    size_t length = unit == NULL ? 0 : strlen(unit);
    if (length > strlen(" per year") && lf_ends_with(unit, " per year"))
        length -= strlen(" per year");
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (strlen(counted[i]) == length && strncmp(counted[i], unit, length) == 0)
            return true;
    return false;
}

static void cut_zeros(char *text)
{
    size_t length = strlen(text);
    if (strchr(text, '.') == NULL)
        return;
    while (length > 0 && text[length - 1] == '0')
        text[--length] = '\0';
    if (length > 0 && text[length - 1] == '.')
        text[--length] = '\0';
}

/* 12,345 people as "1.23 万": two decimals as far as 100, one as far as 1000, then none. */
static void say_in_ten_thousands(double value, char out[LF_NUMBER_SIZE])
{
    bool hundred_millions = fabs(value) >= 99995000; /* what would read "10000 万" */
    const char *word = hundred_millions ? " 亿" : " 万";
    double scaled = value / (hundred_millions ? 1e8 : 1e4);
    double size = fabs(scaled);
    char digits[LF_NUMBER_SIZE - 8];
    snprintf(digits, sizeof digits, "%.*f", size < 99.995 ? 2 : size < 999.95 ? 1 : 0, scaled);
    cut_zeros(digits);
    snprintf(out, LF_NUMBER_SIZE, "%s%s", digits, word);
}

/* Puts a comma after every third digit of the whole part, from the right. */
static void group_thousands(char text[LF_NUMBER_SIZE])
{
    char plain[LF_NUMBER_SIZE];
    snprintf(plain, sizeof plain, "%s", text);
    const char *digits = plain + (plain[0] == '-');
    size_t whole = strspn(digits, "0123456789");
    size_t commas = whole == 0 ? 0 : (whole - 1) / 3;
    if (strpbrk(digits, "en") != NULL || strlen(plain) + commas >= LF_NUMBER_SIZE)
        return;
    char *to = text + (plain[0] == '-');
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    snprintf(to, LF_NUMBER_SIZE - (size_t)(to - text), "%s", digits + whole);
}

void lf_number_said(double value, const char *unit, bool chinese, char out[LF_NUMBER_SIZE])
{
    if (chinese && isfinite(value) && fabs(value) >= 9999.5 && fabs(value) < 1e15 &&
        is_counted(unit)) {
        say_in_ten_thousands(value, out);
        return;
    }
    lf_number_rounded(value, unit, out);
    if (!chinese && isfinite(value))
        group_thousands(out);
}

void lf_number_spoken(const lf_report *report, double value, const char *unit,
                      char out[LF_SPOKEN_SIZE])
{
    char number[LF_NUMBER_SIZE];
    if (unit != NULL && strcmp(unit, "m") == 0 && fabs(value) >= 9999.5) {
        value /= 1000;
        unit = "km";
    }
    lf_number_said(value, unit, report->chinese, number);
    const char *words =
        unit == NULL || !isfinite(value) ? "" : lf_report_label(report, "unit", unit);
    bool scaled = lf_ends_with(number, "万") || lf_ends_with(number, "亿");
    const char *gap = words[0] == '\0' || words[0] == '%' || scaled ? "" : " ";
    snprintf(out, LF_SPOKEN_SIZE, "%s%s%.64s", number, gap, words);
}
