/* GDAL made quiet. See gdal.h. */
#include "load/gdal.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include "base/text.h"

/* Settings of this thread while a load runs: nothing is written beside the sources, nothing
 * fetched. */
static const char *const settings[][2] = {
    {"GDAL_PAM_ENABLED", "NO"},
    {"OGR_ENABLE_PARTIAL_REPROJECTION", "NO"},
    {"OGR_CT_FORCE_TRADITIONAL_GIS_ORDER", "NO"},
    {"OGR_GEOJSON_MAX_OBJ_SIZE", "0"},
};

static void register_drivers(void)
{
    GDALAllRegister();
}

static void CPL_STDCALL collect(CPLErr kind, CPLErrorNum number, const char *text)
{
    (void)number;
    lf_quiet *quiet = CPLGetErrorHandlerUserData();
    if (kind >= CE_Failure && quiet != NULL)
        snprintf(quiet->message, sizeof quiet->message, "%s", text);
}

void lf_quiet_begin(lf_context *ctx, lf_quiet *quiet)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    lf_quiet_clear(quiet);
    pthread_once(&once, register_drivers);
    CPLPushErrorHandlerEx(collect, quiet);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
    /* PROJ would else fetch grids where the environment asks for it. */
    OSRSetPROJEnableNetwork(ctx->allow_network);
}

void lf_quiet_end(lf_quiet *quiet)
{
    (void)quiet;
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        CPLSetThreadLocalConfigOption(settings[i][0], NULL);
    CPLPopErrorHandler();
}

void lf_quiet_clear(lf_quiet *quiet)
{
    quiet->message[0] = '\0';
}

const char *lf_quiet_reason(const lf_quiet *quiet, const char *otherwise)
{
    return quiet->message[0] == '\0' ? otherwise : quiet->message;
}
