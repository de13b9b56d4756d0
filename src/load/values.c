/* Text to values. See values.h. */
#include "load/values.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 64 };
#define WHOLE_LIMIT 9007199254740992.0 /* 2^53: beyond it a double skips whole numbers */

/* Length of white space at `text`: ASCII, no-break space, ideographic space; 0 when none. */
static size_t space_at(const char *text)
{
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return 1;
    if (lf_starts_with(text, "\xC2\xA0"))
        return 2;
    return lf_starts_with(text, "\xE3\x80\x80") ? 3 : 0;
}

static const char *skip_space(const char *text)
{
    for (size_t step = space_at(text); step > 0; step = space_at(text))
        text += step;
    return text;
}

bool lf_value_is_blank(const char *text)
{
    return text == NULL || *skip_space(text) == '\0';
}

/*
 * The full-width forms U+FF01 to U+FF5E (EF BC 81 … EF BD 9E) are ASCII plus an offset. Copies
 * `text` with them made plain and outer white space gone; false when it does not fit a number's
 * length.
 */
static bool make_plain(const char *text, char plain[MOST_DIGITS])
{
    size_t length = 0;
    for (text = skip_space(text); *text != '\0' && *skip_space(text) != '\0'; length++) {
        const unsigned char *byte = (const unsigned char *)text;
        if (length + 1 >= MOST_DIGITS)
            return false;
        if (byte[0] == 0xEF && byte[1] == 0xBC && byte[2] >= 0x81) {
            plain[length] = (char)(byte[2] - 0x81 + '!');
            text += 3;
        } else if (lf_starts_with(text, "\xE2\x88\x92")) { /* U+2212, the minus sign */
            plain[length] = '-';
            text += 3;
        } else
            plain[length] = *text++;
    }
    plain[length] = '\0';
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1,234,567.8" to "1234567.8"; a comma anywhere else stays, and then spoils the number. */
static void drop_thousands(char *text)
{
    char *start = text + (*text == '-' || *text == '+');
    size_t first = strcspn(start, ",");
    if (start[first] != ',' || first == 0 || first > 3)
        return;
    for (char *comma = start + first; *comma == ','; comma += 4) {
        bool group = is_digit(comma[1]) && is_digit(comma[2]) && is_digit(comma[3]);
        if (!group || is_digit(comma[4]))
            return;
    }
    char *to = text;
    for (const char *from = text; *from != '\0'; from++)
        if (*from != ',')
            *to++ = *from;
    *to = '\0';
}

static bool is_decimal(const char *c)
{
    size_t digits = 0;
    c += *c == '-' || *c == '+';
    for (; is_digit(*c); c++)
        digits++;
    if (*c == '.')
        for (c++; is_digit(*c); c++)
            digits++;
    if (digits == 0)
        return false;
    if (*c == 'e' || *c == 'E') {
        c += c[1] == '-' || c[1] == '+' ? 2 : 1;
        if (!is_digit(*c))
            return false;
        while (is_digit(*c))
            c++;
    }
    return *c == '\0';
}

/* strtod in the "C" locale whatever the process has set. */
static double parse_decimal(const char *text)
{
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return strtod(text, NULL);
    double value = strtod_l(text, NULL, plain);
    freelocale(plain);
    return value;
}

lf_reading lf_value_number(const char *text, double *out)
{
    char plain[MOST_DIGITS];
    if (lf_value_is_blank(text))
        return LF_READ_BLANK;
    if (!make_plain(text, plain))
        return LF_READ_WRONG;
    drop_thousands(plain);
    if (!is_decimal(plain))
        return LF_READ_WRONG;
    *out = parse_decimal(plain);
    return isfinite(*out) ? LF_READ_OK : LF_READ_WRONG;
}

lf_reading lf_value_integer(const char *text, int64_t *out)
{
    double number = 0.0;
    lf_reading reading = lf_value_number(text, &number);
    if (reading != LF_READ_OK)
        return reading;
    if (number != floor(number) || fabs(number) > WHOLE_LIMIT)
        return LF_READ_WRONG;
    *out = (int64_t)number;
    return LF_READ_OK;
}

/* Compares with a list of words, outer white space and ASCII case apart. */
static bool is_one_of(const char *text, const char *const *words)
{
    char word[MOST_DIGITS];
    if (!make_plain(text, word))
        return false;
    for (; *words != NULL; words++)
        if (lf_same_word(word, *words))
            return true;
    return false;
}

lf_reading lf_value_flag(const char *text, int64_t *out)
{
    static const char *const yes[] = {"yes", "true", "t",      "y",       "on", "是",
                                      "有",  "真",   "约束性", "binding", NULL};
    static const char *const no[] = {"no", "false", "f",      "n",        "off", "否",
                                     "无", "假",    "预期性", "expected", NULL};
    lf_reading reading = lf_value_integer(text, out);
    if (reading != LF_READ_WRONG)
        return reading;
    bool is_yes = is_one_of(text, yes);
    if (!is_yes && !is_one_of(text, no))
        return LF_READ_WRONG;
    *out = is_yes;
    return LF_READ_OK;
}

lf_reading lf_value_year(const char *text, int64_t *out)
{
    char plain[MOST_DIGITS];
    lf_reading reading = lf_value_integer(text, out);
    if (reading != LF_READ_WRONG || !make_plain(text, plain))
        return reading;
    if (strspn(plain, "0123456789") != 4)
        return LF_READ_WRONG;
    const char *after = plain + 4;
    bool date = (*after == '-' || *after == '/' || *after == '.') && is_digit(after[1]);
    if (!date && !lf_starts_with(after, "年"))
        return LF_READ_WRONG;
    *out = strtol(plain, NULL, 10);
    return LF_READ_OK;
}

const char *lf_value_comparison(const char *text)
{
    static const struct {
        const char *words[10];
        const char *canonical;
    } forms[] = {
        {{">=", "=>", "≥", "不低于", "不少于", "不小于", "至少", "ge", "at least"}, ">="},
        {{"<=", "=<", "≤", "不高于", "不超过", "不大于", "不多于", "le", "at most"}, "<="},
        {{"=", "==", "等于", "eq", "equal"}, "="},
        {{">", "大于", "高于", "超过", "gt", "more than"}, ">"},
        {{"<", "小于", "低于", "少于", "lt", "less than"}, "<"},
        {{"between", "介于", "区间", "之间"}, "between"},
        {{"report", "报告", "列示", "如实反映"}, "report"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (is_one_of(text, forms[i].words))
            return forms[i].canonical;
    return NULL;
}
