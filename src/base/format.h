/*
 * Formats of printf looked at as text: which values they ask for, and whether a line was made from
 * one. For the catalogue of words.
 *
 * Knows the C library only.
 */
#ifndef LF_BASE_FORMAT_H
#define LF_BASE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum { LF_MOST_DIRECTIVES = 16 };

/* One directive: "%-5.2f" or "%2$s". */
typedef struct lf_directive {
    size_t length; /* bytes from the % on */
    int position;  /* 1 for "%1$s"; 0: in the order of the text */
    char kind;     /* the conversion, '%' for "%%", '\0' when it is none that is known here */
    char size[3];  /* "ll", "z", … */
} lf_directive;

/* A value found in a line; not terminated. */
typedef struct lf_span {
    const char *start;
    size_t length;
    bool quoted; /* stands behind a quotation mark in the format */
} lf_span;

/* Reads the directive that begins with the % at `at`. '*' for width or precision is not known. */
void lf_directive_read(const char *at, lf_directive *out);

/*
 * Whether two formats ask for the same values of the same kinds, so that one may stand for the
 * other; texts without directives do, too. A format that cannot be read agrees with nothing but
 * itself.
 */
bool lf_formats_agree(const char *text, const char *translation);

/* True when `format` has directives, all known and in order; *literal counts the bytes outside. */
bool lf_format_literal(const char *format, size_t *literal);

/*
 * Whether `line` can have been made from `format` (one that lf_format_literal accepts); then values
 * holds one span for each directive. Each value is the shortest that lets the rest fit.
 */
bool lf_format_match(const char *format, const char *line, lf_span values[LF_MOST_DIRECTIVES]);

#endif
