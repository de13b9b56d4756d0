/* Small CSV tables with a header row (RFC 4180, UTF-8). Sources of layers are read elsewhere. */
#include "catalog/catalog.h"
#include "catalog/own.h"

#include <stdlib.h>
#include <string.h>

typedef struct reader {
    lf_context *ctx;
    lf_table *table;
    const char *next;  /* the byte to read */
    int line;          /* the line it is on */
    size_t cell_count; /* cells kept so far, in table->cells */
    lf_text cell;      /* the cell being read */
} reader;

static bool at_line_end(char c)
{
    return c == '\n' || c == '\r' || c == '\0';
}

static void skip_line_end(reader *r)
{
    if (*r->next == '\0')
        return;
    r->next += r->next[0] == '\r' && r->next[1] == '\n' ? 2 : 1;
    r->line++;
}

/* The text between quotes; a doubled quote stands for one. */
static bool read_quoted(reader *r)
{
    int start = r->line;
    for (r->next++; *r->next != '\0'; r->next++) {
        if (*r->next == '"' && r->next[1] != '"') {
            r->next++;
            if (*r->next == ',' || at_line_end(*r->next))
                return true;
            return lf_fail(r->ctx, "%s:%d: text after a closing quote; expected a comma",
                           r->table->path, r->line);
        }
        if (*r->next == '"')
            r->next++;
        if (*r->next == '\n')
            r->line++;
        lf_text_add_bytes(&r->cell, r->next, 1);
    }
    return lf_fail(r->ctx, "%s:%d: the quote opened here is never closed", r->table->path, start);
}

static bool read_plain(reader *r)
{
    size_t length = strcspn(r->next, ",\r\n\"");
    lf_text_add_bytes(&r->cell, r->next, length);
    r->next += length;
    if (*r->next != '"')
        return true;
    return lf_fail(r->ctx, "%s:%d: a quote inside a cell; quote the whole cell and double it",
                   r->table->path, r->line);
}

static bool keep_cell(reader *r)
{
    if (r->cell.failed)
        return lf_fail_memory(r->ctx);
    char **more = lf_grow(r->ctx, r->table->cells, r->cell_count, sizeof *more);
    if (more == NULL)
        return false;
    r->table->cells = more;
    more[r->cell_count] = lf_keep(r->ctx, lf_text_get(&r->cell));
    if (more[r->cell_count] == NULL)
        return false;
    r->cell_count++;
    lf_text_clear(&r->cell);
    return true;
}

static bool check_width(reader *r, size_t cells, int line)
{
    if (r->table->rows == 0)
        r->table->columns = cells;
    if (cells == r->table->columns)
        return true;
    return lf_fail(r->ctx, "%s:%d: %zu cells; expected %zu as in the header row", r->table->path,
                   line, cells, r->table->columns);
}

static bool read_row(reader *r)
{
    lf_table *table = r->table;
    int line = r->line;
    size_t before = r->cell_count;
    for (;;) {
        if (!(*r->next == '"' ? read_quoted(r) : read_plain(r)) || !keep_cell(r))
            return false;
        if (*r->next != ',')
            break;
        r->next++;
    }
    skip_line_end(r);
    if (!check_width(r, r->cell_count - before, line))
        return false;
    int *lines = lf_grow(r->ctx, table->lines, table->rows, sizeof *lines);
    if (lines == NULL)
        return false;
    table->lines = lines;
    lines[table->rows++] = line;
    return true;
}

static bool check_header(lf_context *ctx, const lf_table *table)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (table->cells[i][0] == '\0')
            return lf_fail(ctx, "%s:%d: column %zu has no name", table->path, table->lines[0],
                           i + 1);
        for (size_t j = 0; j < i; j++)
            if (strcmp(table->cells[i], table->cells[j]) == 0)
                return lf_fail(ctx, "%s:%d: two columns are named '%s'", table->path,
                               table->lines[0], table->cells[i]);
    }
    return true;
}

static bool read_rows(reader *r)
{
    while (*r->next != '\0') {
        if (at_line_end(*r->next)) {
            skip_line_end(r); /* a blank line is no row */
            continue;
        }
        if (!read_row(r) || (r->table->rows == 1 && !check_header(r->ctx, r->table)))
            return false;
    }
    if (r->table->rows == 0)
        return lf_fail(r->ctx, "%s: empty; expected a header row", r->table->path);
    return true;
}

bool lf_table_parse(lf_context *ctx, const char *path, const char *text, lf_table *out)
{
    memset(out, 0, sizeof *out);
    reader r = {.ctx = ctx, .table = out, .next = lf_skip_mark(text), .line = 1};
    out->path = lf_keep(ctx, path);
    bool ok = out->path != NULL && lf_check_text(ctx, path, text, strlen(text)) && read_rows(&r);
    lf_text_free(&r.cell);
    if (!ok) {
        /* A row that broke off is not counted in rows × columns yet. */
        for (size_t i = out->rows * out->columns; i < r.cell_count; i++)
            free(out->cells[i]);
        lf_table_free(out);
    }
    return ok;
}

bool lf_table_read(lf_context *ctx, const char *path, lf_table *out)
{
    char *text = NULL;
    size_t length = 0;
    memset(out, 0, sizeof *out);
    bool ok = lf_read_file(ctx, path, &text, &length) && lf_check_text(ctx, path, text, length) &&
              lf_table_parse(ctx, path, text, out);
    free(text);
    return ok;
}

void lf_table_free(lf_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->rows * table->columns; i++)
        free(table->cells[i]);
    free(table->cells);
    free(table->lines);
    free(table->path);
    memset(table, 0, sizeof *table);
}

int lf_table_column(const lf_table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->cells[i], name) == 0)
            return (int)i;
    return -1;
}

const char *lf_table_get(const lf_table *table, size_t row, const char *column)
{
    int index = lf_table_column(table, column);
    if (index < 0 || row >= table->rows)
        return "";
    return table->cells[row * table->columns + (size_t)index];
}
