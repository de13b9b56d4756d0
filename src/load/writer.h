/*
 * Writes the features of a layer's sources as rows, rejects and repairs.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_WRITER_H
#define LF_LOAD_WRITER_H

#include "load/layer.h"
#include "load/rows.h"
#include "load/tally.h"

typedef struct lf_writer {
    const lf_load_job *job; /* borrowed, as the contract */
    const lf_contract *contract;
    lf_wanted wanted;
    lf_columns columns;
    lf_row row;
    lf_statement *insert, *reject, *repair;
    lf_tally tally; /* of the source at work */
    int64_t source_key;
    int64_t key;         /* of the last row written */
    double sum_x, sum_y; /* of the rows written that have a place */
    int64_t placed;
    int64_t draped, undraped,
        own_heights;      /* lines with heights from the DEM, without, with their own */
    int64_t areas_filled; /* blank areas taken from the polygon */
    int64_t blank_rows;   /* skipped: nothing in them */
    bool numbered;        /* the id is the feature's number */
} lf_writer;

/* The table must have been made. Close with lf_writer_close, also after an error. */
bool lf_writer_open(lf_context *ctx, const lf_load_job *job, const lf_contract *contract,
                    lf_writer *out);
void lf_writer_close(lf_writer *writer);
/* Called at each pass of a source: matches its columns. */
bool lf_writer_begin_pass(lf_context *ctx, lf_writer *writer, lf_source *source);
/* Takes one feature (still the caller's): a row, several for a split line, or a reject. */
bool lf_writer_take(lf_context *ctx, lf_writer *writer, lf_source *source, OGRFeatureH feature);

#endif
