/* What the files of the workbook share among themselves. Not for others. */
#ifndef LF_PRESENT_SPREADSHEET_OWN_H
#define LF_PRESENT_SPREADSHEET_OWN_H

#include <xlsxwriter.h>

#include "present/spreadsheet.h"

enum { LF_XLSX_COLUMNS = 512, LF_XLSX_FORMATS = 8 };

/* What a column is coloured by, kept until the rows are known. */
typedef struct lf_column_colours {
    bool outcomes;
    bool values;
    lf_classes classes;
} lf_column_colours;

struct lf_workbook {
    const lf_report *report; /* borrowed */
    const lf_style *style;   /* borrowed */
    char *path;              /* owned */
    lxw_workbook *book;      /* owned; NULL after it was written */
    lxw_worksheet *sheet;    /* borrowed from book; NULL between sheets */
    lxw_format *formats[LF_XLSX_FORMATS], *heading_format;
    char *title;                /* owned; of the sheet, without number */
    size_t part;                /* 1, 2 … where rows go on on further sheets */
    char **headings;            /* owned, with its texts */
    size_t *widths;             /* owned; display width of the widest cell */
    lf_column_colours *colours; /* owned */
    size_t columns;
    size_t column, row; /* where the next cell stands; row 0 is the heading */
    size_t row_limit;   /* rows of a sheet, the heading among them */
    lxw_error error;    /* the first */
    char *names;        /* owned; "\ntitle\n…" of the sheets so far, lower-cased ASCII */
};

/* Adds the conditional formats of a column from row 1 to `last`. */
void lf_xlsx_paint_column(lf_workbook *book, size_t column, size_t last);

/* Fails unless the sheets in the finished file hold at least so many bytes. */
bool lf_xlsx_verify(lf_context *ctx, const char *path, double bytes);

#endif
