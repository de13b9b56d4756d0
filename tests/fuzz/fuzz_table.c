/* Any bytes as a CSV table: read or refused, and what was read has a full rectangle of UTF-8 cells.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cells(const lf_table *table)
{
    for (size_t row = 0; row < table->rows; row++) {
        if (row > 0 && table->lines[row] <= table->lines[row - 1])
            abort();
        for (size_t column = 0; column < table->columns; column++) {
            const char *cell = table->cells[row * table->columns + column];
            if (!lf_is_utf8(cell, strlen(cell)))
                abort();
            if (lf_table_get(table, row, table->cells[column]) != cell)
                abort(); /* names are unique, so each leads to its own column */
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_table table;
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    lf_context_init(&ctx);
    bool ok = lf_table_parse(&ctx, "fuzz.csv", text, &table);
    if (ok == (ctx.error[0] != '\0'))
        abort(); /* an error is said when there is one, and only then */
    if (ok)
        check_cells(&table);
    lf_table_free(&table);
    free(text);
    return 0;
}
