/* Any bytes as an SQL file with a header, as a layer contract, and as each kind of query. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "measure/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_header(const char *text)
{
    lf_context ctx;
    lf_sql_file file;
    lf_context_init(&ctx);
    bool ok = lf_sql_file_parse(&ctx, "layers/shops.sql", text, &file);
    if (ok == (ctx.error[0] != '\0'))
        abort();
    for (size_t i = 0; ok && i < file.count; i++)
        if (lf_sql_file_get(&file, file.lines[i].key) == NULL ||
            strchr(file.lines[i].value, '\n') != NULL)
            abort();
    lf_sql_file_free(&file);
}

static void check_contract(const char *text)
{
    lf_context ctx;
    lf_contract contract;
    lf_context_init(&ctx);
    bool ok = lf_contract_parse(&ctx, "layers/shops.sql", text, &contract);
    if (ok == (ctx.error[0] != '\0'))
        abort();
    if (ok && (strcmp(contract.id, "shops") != 0 || contract.column_count == 0 ||
               !(contract.fatal_rejects >= 0.0 && contract.fatal_rejects <= 1.0)))
        abort();
    lf_contract_free(&contract);
}

static void check_query(const char *text, lf_query_kind kind)
{
    lf_context ctx;
    lf_query query;
    lf_context_init(&ctx);
    bool ok = lf_query_parse(&ctx, "queries/shops.sql", text, kind, &query);
    if (ok == (ctx.error[0] != '\0'))
        abort();
    if (ok && (query.id == NULL || strcmp(query.id, "shops") != 0))
        abort();
    lf_query_free(&query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    check_header(text);
    check_contract(text);
    check_query(text, LF_QUERY_MEASURE);
    check_query(text, LF_QUERY_DERIVED);
    check_query(text, LF_QUERY_VIEW);
    check_query(text, LF_QUERY_CHECK);
    check_query(text, LF_QUERY_SHARED);
    check_query(text, LF_QUERY_EFFECT);
    free(text);
    return 0;
}
