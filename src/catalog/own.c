/* Lists, words and numbers for the catalog. See own.h. */
#include "catalog/own.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 4 };

void *lf_grow(lf_context *ctx, void *items, size_t count, size_t item_size)
{
    bool full = count == 0 || (count >= FIRST_CAPACITY && (count & (count - 1)) == 0);
    if (!full)
        return items;
    size_t capacity = count == 0 ? FIRST_CAPACITY : count * 2;
    if (capacity > SIZE_MAX / item_size) {
        lf_fail_memory(ctx);
        return NULL;
    }
    char *grown = realloc(items, capacity * item_size);
    if (grown == NULL) {
        lf_fail_memory(ctx);
        return NULL;
    }
    memset(grown + count * item_size, 0, (capacity - count) * item_size);
    return grown;
}

char *lf_copy_bytes(lf_context *ctx, const char *bytes, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy == NULL) {
        lf_fail_memory(ctx);
        return NULL;
    }
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *lf_keep(lf_context *ctx, const char *text)
{
    return lf_copy_bytes(ctx, text, strlen(text));
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool lf_is_word(const char *text)
{
    if (!is_lower(text[0]))
        return false;
    if (strlen(text) >= LF_WORD_SIZE)
        return false;
    for (const char *c = text; *c != '\0'; c++)
        if (!is_lower(*c) && !is_digit(*c) && *c != '_')
            return false;
    return true;
}

const char *lf_suggest(const char *word, const char *const *candidates, size_t count)
{
    if (strlen(word) < 3)
        return NULL; /* anything is near to so little */
    const char *nearest = lf_nearest_word(word, candidates, count);
    if (nearest != NULL)
        return nearest;
    for (size_t i = 0; i < count; i++)
        if (lf_starts_with(candidates[i], word))
            return candidates[i];
    return NULL;
}

bool lf_check_text(lf_context *ctx, const char *path, const char *text, size_t length)
{
    if (lf_is_utf8(text, length) && memchr(text, '\0', length) == NULL)
        return true;
    size_t start = 0;
    for (int line = 1; start < length; line++) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t stop = end == NULL ? length : (size_t)(end - text);
        if (memchr(text + start, '\0', stop - start) != NULL)
            return lf_fail(ctx, "%s:%d: holds a NUL byte; expected a text file in UTF-8", path,
                           line);
        if (!lf_is_utf8(text + start, stop - start))
            return lf_fail(ctx, "%s:%d: not UTF-8; save the file as UTF-8 (it may be GBK now)",
                           path, line);
        start = stop + 1;
    }
    return lf_fail(ctx, "%s: not UTF-8", path);
}

const char *lf_skip_mark(const char *text)
{
    return lf_starts_with(text, "\xEF\xBB\xBF") ? text + 3 : text;
}

static const char *skip_digits(const char *c)
{
    while (is_digit(*c))
        c++;
    return c;
}

/* strtod alone would take "0x1p3", "nan", " 1" and, in some locales, "1,5". */
static bool looks_decimal(const char *c)
{
    if (*c == '+' || *c == '-')
        c++;
    const char *whole = skip_digits(c);
    size_t digits = (size_t)(whole - c);
    c = whole;
    if (*c == '.') {
        const char *fraction = skip_digits(c + 1);
        digits += (size_t)(fraction - c - 1);
        c = fraction;
    }
    if (digits == 0)
        return false;
    if (*c == 'e' || *c == 'E') {
        c += c[1] == '+' || c[1] == '-' ? 2 : 1;
        if (!is_digit(*c))
            return false;
        c = skip_digits(c);
    }
    return *c == '\0';
}

bool lf_parse_number(const char *text, double *out)
{
    if (!looks_decimal(text))
        return false;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return false;
    double number = strtod_l(text, NULL, plain);
    freelocale(plain);
    if (!isfinite(number))
        return false;
    *out = number;
    return true;
}

static void point_for_comma(char *text)
{
    for (char *c = text; *c != '\0'; c++)
        if (!is_digit(*c) && strchr("+-e", *c) == NULL) {
            size_t wide = 0;
            while (c[wide] != '\0' && !is_digit(c[wide]))
                wide++;
            *c = '.';
            memmove(c + 1, c + wide, strlen(c + wide) + 1);
            return;
        }
}

void lf_write_number(double number, char out[LF_NUMBER_SIZE])
{
    double back = 0.0;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, LF_NUMBER_SIZE, "%.*g", digits, number);
        point_for_comma(out);
        if (lf_parse_number(out, &back) && back == number)
            return;
    }
}
