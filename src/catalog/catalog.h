/*
 * Finds and reads definitions, all of them text files: layer contracts, queries with their headers,
 * categories, settings, the city file. A definition in the city's own folder (layers/, queries/
 * beside city.yaml) stands before the installed one of the same name.
 *
 * Knows base only. Must not know SQLite or GDAL; a definition is read here and run elsewhere.
 */
#ifndef LF_CATALOG_CATALOG_H
#define LF_CATALOG_CATALOG_H

#include "base/context.h"
#include "base/text.h"

/* Where definitions are looked for, most particular first. Free with lf_places_free. */
typedef struct lf_places {
    char *folders[3]; /* owned; the city's folder (or NULL), $LIFANG_DATA or the installed data
                         folder */
    size_t count;
} lf_places;

/*
 * The installed data folder is found relative to the running executable (../share/lifang), then in
 * the source tree the program was built from; the environment variable LIFANG_DATA stands before
 * both. city_folder may be NULL.
 */
bool lf_places_find(lf_context *ctx, const char *city_folder, lf_places *out);
void lf_places_free(lf_places *places);
/* Full path of a file such as "layers/categories.csv"; error when no place has it. free() *out. */
bool lf_places_file(lf_context *ctx, const lf_places *places, const char *name, char **out);
/* Full paths of all files of a folder such as "queries/measures" with the suffix, particular before
 * general, sorted by file name, each name once. Free with lf_free_names. */
bool lf_places_list(lf_context *ctx, const lf_places *places, const char *folder,
                    const char *suffix, char ***out, size_t *count);

/*
 * ---- headers of SQL files: "-- key: value" lines at the top; repeated keys are kept in order ----
 * The header ends at the first line that is no comment; a comment in it without a key is an error.
 */
typedef struct lf_header_line {
    char *key;
    char *value;
    int line;
} lf_header_line;

typedef struct lf_sql_file {
    char *path; /* owned */
    char *text; /* the whole file, owned */
    char hash[LF_HASH_SIZE];
    lf_header_line *lines; /* owned */
    size_t count;
} lf_sql_file;

bool lf_sql_file_read(lf_context *ctx, const char *path, lf_sql_file *out);
/* The same from memory, for the fuzzer and tests. */
bool lf_sql_file_parse(lf_context *ctx, const char *path, const char *text, lf_sql_file *out);
void lf_sql_file_free(lf_sql_file *file);
/* First value of a key, or NULL. */
const char *lf_sql_file_get(const lf_sql_file *file, const char *key);

/* ---- layer contracts ---- */
typedef struct lf_column_names {
    char *column; /* contract column */
    char **names; /* accepted source names, besides the column's own */
    size_t count;
} lf_column_names;

typedef struct lf_contract {
    lf_sql_file file;
    char *id, *title, *title_zh;
    bool takes_none, takes_point, takes_polygon, takes_line; /* geometry kinds accepted */
    bool with_z;
    bool of_audit;        /* of an audit's file, not of a city's workspace ("-- of: audit") */
    double fatal_rejects; /* share of rejected rows beyond which the load fails */
    char **computed;      /* columns that load computes; never taken from a source */
    size_t computed_count;
    lf_column_names *names;
    size_t names_count;
    char **columns; /* of the CREATE TABLE, in its order, computed ones too */
    size_t column_count;
} lf_contract;

bool lf_contract_read(lf_context *ctx, const char *path, lf_contract *out);
/* The same from memory, for the fuzzer and tests. */
bool lf_contract_parse(lf_context *ctx, const char *path, const char *text, lf_contract *out);
void lf_contract_free(lf_contract *contract);
/* The contract of layers/<id>.sql, whichever file it is of. */
bool lf_contract_find(lf_context *ctx, const lf_places *places, const char *id, lf_contract *out);
/* All contracts of a city's workspace, sorted by id. */
bool lf_contracts_read(lf_context *ctx, const lf_places *places, lf_contract **out, size_t *count);
void lf_contracts_free(lf_contract *contracts, size_t count);

/* ---- small CSV tables with a header row (categories, settings): RFC 4180, UTF-8 ---- */
typedef struct lf_table {
    char *path;
    char **cells; /* rows × columns, row 0 is the header; owned */
    int *lines;   /* line each row begins on */
    size_t rows, columns;
} lf_table;

bool lf_table_read(lf_context *ctx, const char *path, lf_table *out);
bool lf_table_parse(lf_context *ctx, const char *path, const char *text, lf_table *out);
void lf_table_free(lf_table *table);
/* Index of a column, or -1. */
int lf_table_column(const lf_table *table, const char *name);
/* Cell of a data row (1 … rows-1) by column name; "" when absent. */
const char *lf_table_get(const lf_table *table, size_t row, const char *column);

#endif
