/* Formats of printf looked at as text. See format.h. */
#include "base/format.h"

#include <stdlib.h>
#include <string.h>

/* "2$" at the start of a directive, after the %. */
static size_t read_position(const char *at, int *position)
{
    size_t digits = strspn(at, "0123456789");
    *position = 0;
    if (digits == 0 || digits > 2 || at[digits] != '$')
        return 0;
    *position = atoi(at);
    return digits + 1;
}

void lf_directive_read(const char *at, lf_directive *out)
{
    const char *next = at + 1;
    *out = (lf_directive){.length = 1};
    next += read_position(next, &out->position);
    next += strspn(next, "-+ #0");
    next += strspn(next, "0123456789");
    if (*next == '.')
        next += 1 + strspn(next + 1, "0123456789");
    size_t size = strspn(next, "hlzjt");
    if (size > 2)
        return;
    memcpy(out->size, next, size);
    next += size;
    if (*next == '\0' || strchr("%sdiufgexXc", *next) == NULL || (*next == '%' && next != at + 1))
        return;
    out->kind = *next;
    out->length = (size_t)(next - at) + 1;
}

/* 'd' and 'i' are one; so are the ways to write a float. */
static char family(char kind)
{
    return kind == 'i' ? 'd' : kind == 'g' || kind == 'e' ? 'f' : kind == 'X' ? 'x' : kind;
}

/* The values a format asks for, by position. False: it cannot be read, or mixes both ways. */
static bool read_all(const char *format, lf_directive found[LF_MOST_DIRECTIVES], size_t *count)
{
    bool placed = false, ordered = false;
    *count = 0;
    memset(found, 0, LF_MOST_DIRECTIVES * sizeof *found);
    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at, '%')) {
        lf_directive one;
        lf_directive_read(at, &one);
        at += one.length;
        if (one.kind == '%')
            continue;
        size_t index = one.position > 0 ? (size_t)one.position - 1 : *count;
        placed = placed || one.position > 0;
        ordered = ordered || one.position == 0;
        if (one.kind == '\0' || index >= LF_MOST_DIRECTIVES || (placed && ordered))
            return false;
        if (found[index].kind != '\0' && (family(found[index].kind) != family(one.kind) ||
                                          strcmp(found[index].size, one.size) != 0))
            return false;
        found[index] = one;
        *count = index + 1 > *count ? index + 1 : *count;
    }
    for (size_t i = 0; i < *count; i++)
        if (found[i].kind == '\0')
            return false;
    return true;
}

/* "within 10 % of it": a per cent sign that no printf would take, so that the text is no format. */
static bool is_prose(const char *text)
{
    for (const char *at = strchr(text, '%'); at != NULL; at = strchr(at, '%')) {
        lf_directive one;
        lf_directive_read(at, &one);
        if (one.kind == '\0')
            return at[1] == ' ' || at[1] == '\0';
        at += one.length;
    }
    return false;
}

bool lf_formats_agree(const char *text, const char *translation)
{
    lf_directive a[LF_MOST_DIRECTIVES], b[LF_MOST_DIRECTIVES];
    size_t a_count, b_count;
    if (!read_all(text, a, &a_count))
        return is_prose(text) || strcmp(text, translation) == 0;
    if (!read_all(translation, b, &b_count) || a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (family(a[i].kind) != family(b[i].kind) || strcmp(a[i].size, b[i].size) != 0)
            return false;
    return true;
}

bool lf_format_literal(const char *format, size_t *literal)
{
    lf_directive found[LF_MOST_DIRECTIVES];
    size_t count;
    *literal = strlen(format);
    if (!read_all(format, found, &count) || count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (found[i].position > 0)
            return false;
        *literal -= found[i].length;
    }
    return true;
}

/* ---- matching ---- */

/* A stretch of fixed text up to the next directive that takes a value; "%%" stands for "%". */
static size_t literal_stretch(const char *format, char *out, size_t size)
{
    size_t used = 0;
    const char *at = format;
    while (*at != '\0' && used + 1 < size) {
        if (*at == '%' && at[1] != '%')
            break;
        at += *at == '%';
        out[used++] = *at++;
    }
    out[used] = '\0';
    return (size_t)(at - format);
}

static bool is_number(const lf_span *value)
{
    return value->length > 0 && strspn(value->start, "0123456789+-.einfa") >= value->length;
}

static bool fits(const lf_directive *directive, const lf_span *value)
{
    return directive->kind == 's' || (directive->kind == 'c' && value->length > 0) ||
           is_number(value);
}

static bool ends_with(const char *line, const char *end, const char **at)
{
    size_t length = strlen(line), tail = strlen(end);
    *at = length >= tail ? line + length - tail : NULL;
    return *at != NULL && strcmp(*at, end) == 0;
}

bool lf_format_match(const char *format, const char *line, lf_span values[LF_MOST_DIRECTIVES])
{
    char fixed[1024];
    size_t next = 0;
    char before = '\0';
    size_t used = literal_stretch(format, fixed, sizeof fixed);
    if (strncmp(line, fixed, strlen(fixed)) != 0)
        return false;
    line += strlen(fixed);
    while (format[used] != '\0') {
        lf_directive directive;
        before = fixed[0] != '\0' ? fixed[strlen(fixed) - 1] : '\0';
        lf_directive_read(format + used, &directive);
        used += directive.length;
        used += literal_stretch(format + used, fixed, sizeof fixed);
        const char *end = NULL;
        if (format[used] == '\0') {
            if (!ends_with(line, fixed, &end))
                return false;
        } else
            end = strstr(line, fixed);
        if (end == NULL || next >= LF_MOST_DIRECTIVES)
            return false;
        values[next] = (lf_span){line, (size_t)(end - line), before == '\'' || before == '"'};
        if (!fits(&directive, &values[next++]))
            return false;
        line = end + strlen(fixed);
    }
    return *line == '\0';
}
