/* See answer.h. */
#include "measure/answer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const size_t no_word = SIZE_MAX;

static size_t keep_word(lf_answer *answer, const lf_statement *row, int column, size_t last)
{
    const char *word = column >= 0 ? lf_column_text(row, column) : NULL;
    const char *before = lf_answer_word(answer, last);
    if (word == NULL)
        return no_word;
    if (before != NULL && strcmp(before, word) == 0)
        return last;
    size_t at = answer->words.length;
    lf_text_add_bytes(&answer->words, word, strlen(word) + 1);
    return at;
}

static bool make_room(lf_context *ctx, lf_answer *answer)
{
    if (answer->count < answer->room)
        return true;
    size_t room = answer->room == 0 ? 64 : answer->room * 2;
    lf_answer_row *rows = realloc(answer->rows, room * sizeof *rows);
    if (rows == NULL)
        return lf_fail_memory(ctx);
    answer->rows = rows;
    answer->room = room;
    return true;
}

bool lf_answer_add(lf_context *ctx, lf_answer *answer, int pass, const lf_statement *row)
{
    static const lf_answer_row none = {
        .area_id = SIZE_MAX, .slice = SIZE_MAX, .base = SIZE_MAX, .reason = SIZE_MAX};
    const lf_answer_shape *shape = &answer->shape;
    if (!make_room(ctx, answer))
        return false;
    const lf_answer_row *last = answer->count == 0 ? &none : &answer->rows[answer->count - 1];
    lf_answer_row *next = &answer->rows[answer->count];
    *next = (lf_answer_row){
        .pass = pass,
        .has_atom = shape->atom >= 0 && lf_column_kind(row, shape->atom) != LF_NULL,
        .area_id = keep_word(answer, row, shape->area_id, last->area_id),
        .slice = keep_word(answer, row, shape->slice, last->slice),
        .base = keep_word(answer, row, shape->base, last->base),
        .reason = keep_word(answer, row, shape->reason, last->reason),
        .numerator = lf_column_real(row, shape->numerator),
        .denominator = shape->denominator >= 0 ? lf_column_real(row, shape->denominator) : NAN,
    };
    if (next->has_atom)
        next->atom = lf_column_integer(row, shape->atom);
    answer->count++;
    return !answer->words.failed || lf_fail_memory(ctx);
}

const char *lf_answer_word(const lf_answer *answer, size_t word)
{
    return word == no_word ? NULL : answer->words.bytes + word;
}

void lf_answer_free(lf_answer *answer)
{
    if (answer == NULL)
        return;
    free(answer->lack);
    free(answer->rows);
    lf_text_free(&answer->words);
    *answer = (lf_answer){0};
}
