/* Features to rows. See rows.h. */
#include "load/rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "load/values.h"

bool lf_row_make(lf_context *ctx, const lf_columns *columns, lf_row *out)
{
    *out = (lf_row){.count = columns->count};
    out->values = calloc(columns->count + 1, sizeof *out->values);
    return out->values != NULL || lf_fail_memory(ctx);
}

void lf_row_free(lf_row *row)
{
    for (size_t i = 0; row->values != NULL && i < row->count; i++)
        lf_text_free(&row->values[i].text);
    free(row->values);
    lf_text_free(&row->scratch);
    lf_text_free(&row->general);
    lf_text_free(&row->detail);
    *row = (lf_row){0};
}

/* What is wrong with a value, of its column in general and with the value itself. */
typedef struct complaint {
    const char *general, *detail;
} complaint;

static complaint complaint_of(lf_column_reading reading)
{
    switch (reading) {
    case LF_AS_NUMBER:
        return (complaint){N_("%s is not a number"), N_("%s: '%s' is not a number")};
    case LF_AS_INTEGER:
        return (complaint){N_("%s is not a whole number"), N_("%s: '%s' is not a whole number")};
    case LF_AS_FLAG:
        return (complaint){N_("%s is neither yes nor no (1 or 0)"),
                           N_("%s: '%s' is neither yes nor no (1 or 0)")};
    case LF_AS_YEAR:
        return (complaint){N_("%s is not a year"), N_("%s: '%s' is not a year")};
    case LF_AS_CATEGORY:
        return (complaint){N_("%s is not a known category"),
                           N_("%s: '%s' is not a known category")};
    default:
        return (complaint){N_("%s cannot be read"), N_("%s: '%s' cannot be read")};
    }
}

static void refuse_value(lf_row *row, const lf_column *column, const char *text,
                         const char *suggestion)
{
    complaint said = complaint_of(column->reading);
    if (row->refused != NULL)
        return;
    row->refused = column;
    lf_text_clear(&row->general);
    lf_text_clear(&row->detail);
    lf_text_addf(&row->general, said.general, column->name);
    lf_text_addf(&row->detail, said.detail, column->name, text);
    if (suggestion == NULL)
        return;
    lf_text_add(&row->detail, "; ");
    lf_text_addf(&row->detail, N_("did you mean '%s'?"), suggestion);
}

static void set_text(lf_value *value, const char *text)
{
    value->type = LF_TEXT;
    lf_text_clear(&value->text);
    lf_text_add(&value->text, text);
}

static void set_trimmed(lf_value *value, const char *text)
{
    set_text(value, text);
    if (value->text.bytes == NULL)
        return;
    char *start = lf_trim(value->text.bytes);
    size_t length = strlen(start);
    memmove(value->text.bytes, start, length + 1);
    value->text.length = length;
}

static void read_category(lf_row *row, const lf_column *column, const lf_categories *categories,
                          const char *text, lf_value *value)
{
    const char *id = lf_category_find(categories, text);
    if (id != NULL) {
        set_text(value, id);
        return;
    }
    char *near = lf_category_suggest(categories, text);
    refuse_value(row, column, text, near);
    free(near);
}

/* "绿色建筑、装配式" to "green_building,prefabricated"; a word nobody knows stays. */
static void read_words(const lf_column *column, const lf_categories *categories, const char *text,
                       lf_value *value)
{
    static const char *const marks[] = {",", "，", "、", ";", "；", "|"};
    lf_text word = {0};
    value->type = LF_TEXT;
    lf_text_clear(&value->text);
    while (*text != '\0' || word.length > 0) {
        size_t mark = 0;
        for (size_t i = 0; mark == 0 && i < sizeof marks / sizeof *marks; i++)
            mark = lf_starts_with(text, marks[i]) ? strlen(marks[i]) : 0;
        if (*text != '\0' && mark == 0) {
            lf_text_add_bytes(&word, text++, 1);
            continue;
        }
        text += mark;
        const char *id = lf_word_find(categories, column->words, lf_text_get(&word));
        char *plain = word.bytes == NULL ? NULL : lf_trim(word.bytes);
        if (plain != NULL && *plain != '\0')
            lf_text_addf(&value->text, "%s%s", value->text.length > 0 ? "," : "",
                         id == NULL ? plain : id);
        lf_text_clear(&word);
    }
    value->text.failed = value->text.failed || word.failed;
    lf_text_free(&word);
}

static void read_text_value(lf_row *row, const lf_column *column, const lf_categories *categories,
                            const char *text, lf_value *value)
{
    lf_reading reading = LF_READ_OK;
    if (lf_value_is_blank(text))
        return;
    if (column->reading == LF_AS_CATEGORY) {
        read_category(row, column, categories, text, value);
        return;
    }
    if (column->reading == LF_AS_WORDS) {
        read_words(column, categories, text, value);
        return;
    }
    if (column->reading == LF_AS_TEXT || column->reading == LF_AS_COMPARISON ||
        column->reading == LF_AS_WORD) {
        const char *canonical = column->reading == LF_AS_COMPARISON ? lf_value_comparison(text)
                                : column->reading == LF_AS_WORD
                                    ? lf_word_find(categories, column->words, text)
                                    : NULL;
        set_trimmed(value, canonical == NULL ? text : canonical);
        return;
    }
    if (column->reading == LF_AS_NUMBER) {
        reading = lf_value_number(text, &value->real);
        value->type = LF_REAL;
    } else {
        reading = column->reading == LF_AS_INTEGER ? lf_value_integer(text, &value->integer)
                  : column->reading == LF_AS_FLAG  ? lf_value_flag(text, &value->integer)
                                                   : lf_value_year(text, &value->integer);
        value->type = LF_INTEGER;
    }
    if (reading != LF_READ_OK)
        value->type = LF_NULL;
    if (reading == LF_READ_WRONG)
        refuse_value(row, column, text, NULL);
}

/* A number column from a number field, without the detour through text. */
static bool read_number_directly(OGRFeatureH feature, const lf_column *column, lf_value *value)
{
    if (column->reading != LF_AS_NUMBER)
        return false;
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, column->from));
    if (type != OFTReal && type != OFTInteger && type != OFTInteger64)
        return false;
    if (!OGR_F_IsFieldSetAndNotNull(feature, column->from))
        return true;
    value->real = OGR_F_GetFieldAsDouble(feature, column->from);
    value->type =
        isnan(value->real) ? LF_NULL : LF_REAL; /* not-a-number is how rasters say blank */
    return isfinite(value->real) || isnan(value->real);
}

bool lf_row_read(lf_context *ctx, lf_source *source, OGRFeatureH feature, const lf_columns *columns,
                 const lf_categories *categories, lf_row *row)
{
    row->refused = NULL;
    row->all_blank = true;
    for (size_t i = 0; i < columns->count; i++) {
        const lf_column *column = &columns->items[i];
        lf_value *value = &row->values[i];
        value->type = LF_NULL;
        if (column->constant != NULL) {
            read_text_value(row, column, categories, column->constant, value);
            continue;
        }
        if (column->from == LF_NO_COLUMN || read_number_directly(feature, column, value)) {
            row->all_blank = row->all_blank && value->type == LF_NULL;
            continue;
        }
        value->type = LF_NULL;
        const char *text = lf_source_text(source, feature, column->from, &row->scratch);
        row->all_blank = row->all_blank && lf_value_is_blank(text);
        if (text != NULL)
            read_text_value(row, column, categories, text, value);
        if (value->text.failed)
            return lf_fail_memory(ctx);
    }
    return true;
}

lf_value *lf_row_value(const lf_columns *columns, const lf_row *row, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return &row->values[i];
    return NULL;
}

const char *lf_row_show(lf_row *row, const lf_value *value)
{
    lf_text_clear(&row->scratch);
    if (value->type == LF_INTEGER)
        lf_text_addf(&row->scratch, "%lld", (long long)value->integer);
    else if (value->type == LF_REAL)
        lf_text_addf(&row->scratch, "%.10g", value->real);
    else if (value->type == LF_TEXT)
        lf_text_add(&row->scratch, lf_text_get(&value->text));
    return lf_text_get(&row->scratch);
}

void lf_row_bind(const lf_columns *columns, const lf_row *row, lf_statement *insert)
{
    for (size_t i = 0; i < columns->count; i++) {
        const lf_value *value = &row->values[i];
        int index = columns->items[i].parameter;
        if (value->type == LF_INTEGER)
            lf_bind_integer(insert, index, value->integer);
        else if (value->type == LF_REAL)
            lf_bind_real(insert, index, value->real);
        else if (value->type == LF_TEXT)
            lf_bind_text(insert, index, lf_text_get(&value->text));
        else
            lf_bind_null(insert, index);
    }
}
