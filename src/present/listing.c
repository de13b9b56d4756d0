/*
 * Runs a listing's query and writes its rows as text, CSV or JSON.
 */
#include "present/listing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "present/number.h"

static const char *const format_words[] = {"text", "csv", "json"};

bool lf_format_from_word(lf_context *ctx, const char *word, lf_format *out)
{
    for (int i = 0; i < 3; i++)
        if (word != NULL && strcmp(word, format_words[i]) == 0) {
            *out = (lf_format)i;
            return true;
        }
    return lf_fail_usage(ctx, "unknown format '%s'; expected text, csv or json",
                         word != NULL ? word : "");
}

/* ---- opening ----------------------------------------------------------------------------------
 */

/* The next name of a list such as "id, title"; false at its end. */
static bool next_name(const char **list, char *name, size_t size)
{
    const char *start = *list + strspn(*list, " ,");
    size_t length = strcspn(start, " ,");
    if (length == 0)
        return false;
    snprintf(name, size, "%.*s", (int)length, start);
    *list = start + length;
    return true;
}

static bool find_column(lf_context *ctx, const lf_listing *listing, const char *key,
                        const char *name, size_t *out)
{
    for (*out = 0; *out < listing->count; (*out)++)
        if (strcmp(listing->columns[*out].name, name) == 0)
            return true;
    return lf_fail(ctx,
                   "%s: the header's '%s' names the column '%s', which the query does not give",
                   listing->file.path, key, name);
}

bool lf_listing_show(lf_context *ctx, lf_listing *listing, const char *key)
{
    free(listing->shown);
    listing->shown_count = 0;
    listing->shown = calloc(listing->count + 1, sizeof *listing->shown);
    if (listing->shown == NULL)
        return lf_fail_memory(ctx);
    const char *list = lf_sql_file_get(&listing->file, key);
    if (list == NULL) {
        for (; listing->shown_count < listing->count; listing->shown_count++)
            listing->shown[listing->shown_count] = listing->shown_count;
        return true;
    }
    char name[64];
    while (next_name(&list, name, sizeof name)) {
        if (listing->shown_count == listing->count)
            return lf_fail(ctx, "%s: the header's '%s' names too many columns", listing->file.path,
                           key);
        if (!find_column(ctx, listing, key, name, &listing->shown[listing->shown_count]))
            return false;
        listing->shown_count++;
    }
    return true;
}

/* Sets a flag of every column that a header key names. */
static bool mark_columns(lf_context *ctx, lf_listing *listing, const char *key, size_t flag)
{
    const char *list = lf_sql_file_get(&listing->file, key);
    char name[64];
    size_t column;
    while (list != NULL && next_name(&list, name, sizeof name)) {
        if (!find_column(ctx, listing, key, name, &column))
            return false;
        *(bool *)((char *)&listing->columns[column] + flag) = true;
    }
    return true;
}

/* "reason_zh" beside "reason". */
static void find_twins(lf_listing *listing)
{
    for (size_t i = 0; i < listing->count; i++) {
        lf_list_column *column = &listing->columns[i];
        size_t length = strlen(column->name);
        column->twin = -1;
        for (size_t j = 0; listing->report->chinese && j < listing->count; j++) {
            const char *other = listing->columns[j].name;
            if (strncmp(other, column->name, length) == 0 && strcmp(other + length, "_zh") == 0)
                column->twin = (int)j;
        }
    }
}

static bool describe_columns(lf_context *ctx, lf_listing *listing)
{
    listing->count = (size_t)lf_column_count(listing->rows);
    listing->columns = calloc(listing->count, sizeof *listing->columns);
    if (listing->columns == NULL)
        return lf_fail_memory(ctx);
    listing->unit_column = -1;
    for (size_t i = 0; i < listing->count; i++) {
        /* A statement may be prepared anew when it is first stepped, and its names are gone then.
         */
        listing->columns[i].name = lf_copy(lf_column_name(listing->rows, (int)i));
        if (listing->columns[i].name == NULL)
            return lf_fail_memory(ctx);
        if (strcmp(listing->columns[i].name, "unit") == 0)
            listing->unit_column = (int)i;
    }
    find_twins(listing);
    return mark_columns(ctx, listing, "words", offsetof(lf_list_column, words)) &&
           mark_columns(ctx, listing, "measured", offsetof(lf_list_column, measured)) &&
           mark_columns(ctx, listing, "boolean", offsetof(lf_list_column, boolean)) &&
           mark_columns(ctx, listing, "document", offsetof(lf_list_column, document));
}

static void bind_by_name(lf_statement *rows, const char *name, const char *value)
{
    int index = lf_bind_index(rows, name);
    if (index > 0)
        lf_bind_text(rows, index, value);
}

static void bind_filter(lf_listing *listing, const lf_filter *filter)
{
    static const lf_filter none = {0};
    if (filter == NULL)
        filter = &none;
    bind_by_name(listing->rows, ":language", lf_report_language(listing->report));
    bind_by_name(listing->rows, ":measure", filter->measure);
    bind_by_name(listing->rows, ":area", filter->area);
    bind_by_name(listing->rows, ":kind", filter->kind);
    int index = lf_bind_index(listing->rows, ":brief");
    if (index > 0)
        lf_bind_integer(listing->rows, index, filter->brief);
}

bool lf_listing_open(lf_context *ctx, const lf_report *report, const char *name,
                     const lf_filter *filter, lf_format format, lf_listing *out)
{
    *out = (lf_listing){.report = report};
    char *path = NULL;
    bool elsewhere = strchr(name, '/') != NULL;
    char *relative = lf_copyf("queries/%s%s.sql", elsewhere ? "" : "present/", name);
    bool ok = relative != NULL || lf_fail_memory(ctx);
    ok = ok && lf_places_file(ctx, report->places, relative, &path) &&
         lf_sql_file_read(ctx, path, &out->file);
    free(relative);
    free(path);
    if (!ok)
        return false;
    const char *stage = lf_sql_file_get(&out->file, "stage");
    if ((stage != NULL && !lf_report_need_stage(ctx, report, stage)) ||
        !lf_prepare_reading(ctx, report->workspace, out->file.path, out->file.text, &out->rows,
                            NULL, NULL) ||
        !describe_columns(ctx, out) || !lf_listing_show(ctx, out, format_words[format]))
        return false;
    bind_filter(out, filter);
    return true;
}

void lf_listing_close(lf_listing *listing)
{
    if (listing == NULL)
        return;
    lf_statement_close(listing->rows);
    lf_sql_file_free(&listing->file);
    for (size_t i = 0; listing->columns != NULL && i < listing->count; i++)
        free(listing->columns[i].name);
    free(listing->columns);
    free(listing->shown);
    *listing = (lf_listing){0};
}

const char *lf_listing_title(const lf_listing *listing)
{
    const char *title =
        lf_sql_file_get(&listing->file, listing->report->chinese ? "title_zh" : "title");
    return title != NULL ? title : "";
}

bool lf_listing_column(lf_context *ctx, const lf_listing *listing, const char *name, int *out)
{
    size_t column = 0;
    bool found = find_column(ctx, listing, "query", name, &column);
    *out = (int)column;
    return found;
}

/* ---- cells ------------------------------------------------------------------------------------
 */

static const char *unit_of_row(const lf_listing *listing)
{
    return listing->unit_column < 0 ? NULL : lf_column_text(listing->rows, listing->unit_column);
}

/* A text cell in the report's words. A slice of a slice ("core:public_rental") is put together of
 * the words of its two parts, in `buffer`. */
static const char *words_of(const lf_listing *listing, size_t column, const char *text,
                            char buffer[LF_CELL_SIZE])
{
    const char *group = listing->columns[column].name;
    if (!listing->columns[column].words)
        return text;
    const char *colon = strchr(text, ':');
    const char *words = lf_report_words(listing->report, group, text);
    if (words != NULL || colon == NULL || strlen(text) >= LF_CELL_SIZE / 2)
        return words != NULL ? words : text;
    char first[LF_CELL_SIZE / 2];
    snprintf(first, sizeof first, "%.*s", (int)(colon - text), text);
    snprintf(buffer, LF_CELL_SIZE, "%s · %s", lf_report_label(listing->report, group, first),
             lf_report_label(listing->report, group, colon + 1));
    return buffer;
}

static const char *whole_number(const lf_listing *listing, const lf_list_column *about,
                                int64_t value, char buffer[LF_CELL_SIZE])
{
    if (about->boolean)
        return lf_report_label(listing->report, "boolean", value != 0 ? "yes" : "no");
    if (about->measured)
        lf_number_said((double)value, unit_of_row(listing), listing->report->chinese, buffer);
    else
        snprintf(buffer, LF_NUMBER_SIZE, "%lld", (long long)value);
    return buffer;
}

/* A coordinate or distance outside the measured columns is not spoken: its digits are wanted. */
static const char *real_number(const lf_listing *listing, const lf_list_column *about, double value,
                               char buffer[LF_CELL_SIZE])
{
    if (about->measured)
        lf_number_said(value, unit_of_row(listing), listing->report->chinese, buffer);
    else
        lf_number_rounded(value, NULL, buffer);
    return buffer;
}

/* The text of a cell in the report's language. */
static const char *text_of(const lf_listing *listing, size_t column)
{
    int twin = listing->columns[column].twin;
    const char *chinese = twin < 0 ? NULL : lf_column_text(listing->rows, twin);
    return chinese != NULL ? chinese : lf_column_text(listing->rows, (int)column);
}

const char *lf_listing_cell(const lf_listing *listing, size_t column, char buffer[LF_CELL_SIZE])
{
    const lf_list_column *about = &listing->columns[column];
    int index = (int)column;
    switch (lf_column_kind(listing->rows, index)) {
    case LF_INTEGER:
        return whole_number(listing, about, lf_column_integer(listing->rows, index), buffer);
    case LF_REAL:
        return real_number(listing, about, lf_column_real(listing->rows, index), buffer);
    case LF_TEXT:
        return words_of(listing, column, text_of(listing, column), buffer);
    default:
        return about->measured ? "–" : "";
    }
}

/* In CSV a share stays a share from 0 to 1, so its unit must not read "%": the label
 * csv_unit.share. */
static const char *csv_words_of(const lf_listing *listing, size_t column, const char *text,
                                char buffer[LF_CELL_SIZE])
{
    const lf_list_column *about = &listing->columns[column];
    char group[80];
    snprintf(group, sizeof group, "csv_%s", about->name);
    const char *words = about->words ? lf_report_words(listing->report, group, text) : NULL;
    return words != NULL ? words : words_of(listing, column, text, buffer);
}

static void put_csv_cell(const lf_listing *listing, size_t column, lf_output *output)
{
    char buffer[LF_CELL_SIZE];
    int index = (int)column;
    const char *text = NULL;
    switch (lf_column_kind(listing->rows, index)) {
    case LF_INTEGER:
        lf_output_putf(output, "%lld", (long long)lf_column_integer(listing->rows, index));
        break;
    case LF_REAL:
        lf_csv_number(output, lf_column_real(listing->rows, index));
        break;
    case LF_TEXT:
        text = text_of(listing, column);
        lf_csv_text(output,
                    listing->report->chinese ? csv_words_of(listing, column, text, buffer) : text);
        break;
    default:
        break;
    }
}

static void put_json_cell(const lf_listing *listing, size_t column, lf_json *json)
{
    const lf_list_column *about = &listing->columns[column];
    int index = (int)column;
    switch (lf_column_kind(listing->rows, index)) {
    case LF_INTEGER:
        if (about->boolean)
            lf_json_boolean(json, about->name, lf_column_integer(listing->rows, index) != 0);
        else
            lf_json_integer(json, about->name, lf_column_integer(listing->rows, index));
        break;
    case LF_REAL:
        lf_json_number(json, about->name, lf_column_real(listing->rows, index));
        break;
    case LF_TEXT:
        if (about->document)
            lf_json_document(json, about->name, lf_column_text(listing->rows, index));
        else
            lf_json_string(json, about->name, lf_column_text(listing->rows, index));
        break;
    default:
        lf_json_raw(json, about->name, NULL);
    }
}

/* ---- rows -------------------------------------------------------------------------------------
 */

static void add_row(const lf_listing *listing, lf_sheet *sheet)
{
    char buffer[LF_CELL_SIZE];
    for (size_t i = 0; i < listing->shown_count; i++) {
        size_t column = listing->shown[i];
        lf_column_type kind = lf_column_kind(listing->rows, (int)column);
        bool number = kind == LF_INTEGER || kind == LF_REAL;
        if (number && !listing->columns[column].boolean)
            lf_sheet_align_right(sheet, i);
        lf_sheet_add(sheet, lf_listing_cell(listing, column, buffer));
    }
}

bool lf_listing_text(lf_context *ctx, lf_listing *listing, size_t indent, lf_output *output)
{
    lf_sheet sheet = {0};
    lf_step step;
    lf_sheet_begin(&sheet, listing->shown_count);
    for (size_t i = 0; i < listing->shown_count; i++)
        lf_sheet_add(&sheet, lf_report_label(listing->report, "column",
                                             listing->columns[listing->shown[i]].name));
    while ((step = lf_statement_step(ctx, listing->rows)) == LF_STEP_ROW)
        add_row(listing, &sheet);
    bool ok = step == LF_STEP_DONE;
    if (ok && lf_sheet_rows(&sheet) == 0 && !sheet.failed)
        lf_output_putf(output, "%*s%s\n", (int)indent, "",
                       lf_report_label(listing->report, "text", "none"));
    else
        ok = ok && lf_sheet_write(ctx, &sheet, indent, output);
    lf_sheet_free(&sheet);
    return ok;
}

bool lf_listing_csv(lf_context *ctx, lf_listing *listing, lf_output *output)
{
    for (size_t i = 0; i < listing->shown_count; i++) {
        const char *name = listing->columns[listing->shown[i]].name;
        lf_output_put(output, i > 0 ? "," : "");
        lf_csv_text(output, listing->report->chinese
                                ? lf_report_label(listing->report, "column", name)
                                : name);
    }
    lf_output_put(output, "\r\n");
    lf_step step;
    while ((step = lf_statement_step(ctx, listing->rows)) == LF_STEP_ROW) {
        for (size_t i = 0; i < listing->shown_count; i++) {
            lf_output_put(output, i > 0 ? "," : "");
            put_csv_cell(listing, listing->shown[i], output);
        }
        lf_output_put(output, "\r\n");
    }
    return step == LF_STEP_DONE;
}

bool lf_listing_json(lf_context *ctx, lf_listing *listing, lf_json *json, const char *key)
{
    lf_step step;
    lf_json_open(json, key, '[');
    while ((step = lf_statement_step(ctx, listing->rows)) == LF_STEP_ROW) {
        lf_json_open(json, NULL, '{');
        for (size_t i = 0; i < listing->shown_count; i++)
            put_json_cell(listing, listing->shown[i], json);
        lf_json_close(json, '}');
    }
    lf_json_close(json, ']');
    return step == LF_STEP_DONE;
}

bool lf_listing_json_object(lf_context *ctx, lf_listing *listing, lf_json *json, const char *key)
{
    lf_step step = lf_statement_step(ctx, listing->rows);
    lf_json_open(json, key, '{');
    for (size_t i = 0; step == LF_STEP_ROW && i < listing->shown_count; i++)
        put_json_cell(listing, listing->shown[i], json);
    lf_json_close(json, '}');
    return step != LF_STEP_FAILED;
}

void lf_json_begin_document(lf_json *json, lf_output *output)
{
    lf_json_init(json, output, 2);
    lf_json_open(json, NULL, '{');
    lf_json_string(json, "format", "lifang-results");
    lf_json_integer(json, "version", 1);
}

bool lf_listing_print(lf_context *ctx, const lf_report *report, const char *name,
                      const lf_filter *filter, lf_format format, lf_output *output)
{
    lf_listing listing;
    lf_json json;
    bool ok = lf_listing_open(ctx, report, name, filter, format, &listing);
    if (ok && format == LF_FORMAT_TEXT)
        ok = lf_listing_text(ctx, &listing, 0, output);
    else if (ok && format == LF_FORMAT_CSV)
        ok = lf_listing_csv(ctx, &listing, output);
    else if (ok) {
        lf_json_begin_document(&json, output);
        ok = lf_listing_json(ctx, &listing, &json, name);
        lf_json_close(&json, '}');
    }
    lf_listing_close(&listing);
    return ok;
}
