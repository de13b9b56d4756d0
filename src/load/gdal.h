/*
 * GDAL made quiet: one registration a process, and its messages collected instead of printed.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_GDAL_H
#define LF_LOAD_GDAL_H

#include "base/context.h"

enum { LF_GDAL_MESSAGE_SIZE = 512 };

/* The last error GDAL reported since lf_quiet_clear; "" when none. */
typedef struct lf_quiet {
    char message[LF_GDAL_MESSAGE_SIZE];
} lf_quiet;

/*
 * Registers the drivers once a process and directs GDAL's messages of this thread into *quiet until
 * lf_quiet_end. *quiet must stay where it is meanwhile. Nothing reaches stderr.
 */
void lf_quiet_begin(lf_context *ctx, lf_quiet *quiet);
void lf_quiet_end(lf_quiet *quiet);
void lf_quiet_clear(lf_quiet *quiet);
/* The last message, or `otherwise` when there is none. */
const char *lf_quiet_reason(const lf_quiet *quiet, const char *otherwise);

#endif
