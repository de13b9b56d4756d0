/*
 * lifang audit: one lot, or every lot before the auction.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

const char *const cli_dossier_choices[] = {"all", "failed", "none", NULL};
static const char *const datum_choices[] = {"gcj02", "bd09", "wgs84", "cgcs2000", NULL};

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,
    {CLI_TEXT, 0, "sites", "FILE", NULL, offsetof(cli_settings, sites),
     N_("the candidate sites, in any vector format")},
    {CLI_TEXT, 0, "layer", "NAME", NULL, offsetof(cli_settings, layer),
     N_("the layer of FILE, where it has several")},
    {CLI_TEXT, 0, "crs", "CRS", NULL, offsetof(cli_settings, crs),
     N_("the CRS of the sites, e.g. EPSG:4326 (default: as FILE says, else the city's where it "
        "fits)")},
    {CLI_CHOICE, 0, "datum", NULL, datum_choices, offsetof(cli_settings, datum),
     N_("the datum of sites in degrees, where they come from a Chinese map service")},
    {CLI_TEXT, 0, "encoding", "NAME", NULL, offsetof(cli_settings, encoding),
     N_("the encoding of FILE's texts (default: judged by the bytes)")},
    {CLI_TEXT, 0, "footprint", "M2", NULL, offsetof(cli_settings, footprint),
     N_("the area of the square that a point stands for")},
    {CLI_TEXT, 0, "at", "X,Y", NULL, offsetof(cli_settings, at),
     N_("one lot in the place of --sites: the city's coordinates, or longitude,latitude")},
    {CLI_TEXT, 0, "area", "M2", NULL, offsetof(cli_settings, area),
     N_("the area of the lot of --at")},
    {CLI_TEXT, 0, "far", "RATIO", NULL, offsetof(cli_settings, far),
     N_("the floor area ratio of the lot of --at")},
    {CLI_TEXT, 0, "dwellings", "N", NULL, offsetof(cli_settings, dwellings),
     N_("the dwellings on the lot of --at")},
    CLI_DOSSIER_OPTION,
    CLI_CHANGE_OPTION,
    CLI_SCORING_OPTION,
    {CLI_TEXT, 0, "shard", "I/N", NULL, offsetof(cli_settings, shard),
     N_("work on the I-th of N equal shares of the sites; 'lifang merge' joins them")},
    {CLI_FLAG, 0, "resume", NULL, NULL, offsetof(cli_settings, resume),
     N_("go on with an audit that was interrupted")},
    CLI_FORMAT_OPTION,
    CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION,
    CLI_OUTPUT_OPTION,
    CLI_WORK_OPTIONS,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang audit city.yaml --sites lots.shp", N_("Audit every lot and print the table.")},
    {"lifang audit city.yaml --sites lots.gpkg --dossier failed",
     N_("With a dossier for each lot that fails.")},
    {"lifang audit city.yaml --at 116.98,36.66 --area 20000 --far 2.2 --dwellings 400",
     N_("A quick look at one lot.")},
    {"lifang audit city.yaml --sites lots.gpkg --shard 3/8",
     N_("One of eight jobs of an array; 'lifang merge city.yaml' joins them.")},
    {"lifang audit city.yaml --sites lots.gpkg --change bridge.geojson",
     N_("Which lots would come out otherwise if that bridge were built.")},
    {NULL, NULL},
};

/* ---- numbers ---- */

static bool read_number(const char *text, const char **end, double *out)
{
    char *stop = NULL;
    *out = strtod(text, &stop);
    *end = stop;
    return stop != text && isfinite(*out);
}

/* A whole text as a number above 0; NULL: `otherwise`. */
static bool read_amount(const cli_settings *settings, const char *name, const char *text,
                        double otherwise, double *out, char error[CLI_ERROR_SIZE])
{
    const char *end = "";
    *out = otherwise;
    if (text == NULL || (read_number(text, &end, out) && *end == '\0' && *out > 0.0))
        return true;
    return cli_complain(settings, error, "--%s '%s' is not a number above 0", name, text);
}

static bool read_place(const cli_settings *settings, lf_audit_request *out,
                       char error[CLI_ERROR_SIZE])
{
    const char *end = "";
    if (read_number(settings->at, &end, &out->x) && (*end == ',' || isspace((unsigned char)*end)) &&
        read_number(end + 1, &end, &out->y) && *end == '\0')
        return true;
    return cli_complain(settings, error, "--at '%s' is no place; write it as X,Y", settings->at);
}

static bool read_share(const cli_settings *settings, lf_audit_request *out,
                       char error[CLI_ERROR_SIZE])
{
    char after = '\0';
    if (settings->shard == NULL)
        return true;
    if (isdigit((unsigned char)settings->shard[0]) &&
        sscanf(settings->shard, "%6u/%6u%c", &out->shard, &out->shards, &after) == 2 &&
        out->shard >= 1 && out->shard <= out->shards)
        return true;
    return cli_complain(settings, error, "--shard '%s' is no share; write it as I/N, 1/8 to 8/8",
                        settings->shard);
}

static bool read_request(const cli_settings *settings, lf_audit_request *out,
                         char error[CLI_ERROR_SIZE])
{
    *out = (lf_audit_request){.sites = settings->sites,
                              .layer = settings->layer,
                              .crs = settings->crs,
                              .datum = settings->datum,
                              .encoding = settings->encoding,
                              .one_lot = settings->at != NULL,
                              .scoring = settings->scoring,
                              .dossiers = settings->dossier,
                              .resume = settings->resume};
    if ((settings->sites == NULL) == (settings->at == NULL))
        return cli_complain(settings, error,
                            "say which sites: either --sites FILE or --at X,Y --area M2");
    if ((settings->at != NULL) != (settings->area != NULL))
        return cli_complain(settings, error, "--at and --area go together");
    if (settings->at == NULL && (settings->far != NULL || settings->dwellings != NULL))
        return cli_complain(settings, error, "--far and --dwellings are of the lot of --at");
    if (settings->change != NULL && settings->shard != NULL)
        return cli_complain(settings, error, "--change and --shard do not go together");
    return read_amount(settings, "footprint", settings->footprint, 0.0, &out->footprint_m2,
                       error) &&
           read_amount(settings, "area", settings->area, 0.0, &out->area_m2, error) &&
           read_amount(settings, "far", settings->far, NAN, &out->far, error) &&
           read_amount(settings, "dwellings", settings->dwellings, NAN, &out->dwellings, error) &&
           (settings->at == NULL || read_place(settings, out, error)) &&
           read_share(settings, out, error);
}

static bool check(const cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    lf_audit_request request;
    return read_request(settings, &request, error);
}

/* ---- work ---- */

static bool print(cli_work *work, const char *what)
{
    return lf_audit_print_results(work->session, work->project, NULL, what, cli_format(work),
                                  cli_on_write, work->terminal);
}

bool cli_print_audit(cli_work *work)
{
    const bool text = strcmp(cli_format(work), "text") == 0;
    return print(work, "summary") && (!text || print(work, "files"));
}

/* The same sites in the city with changes, and which of them come out otherwise. */
static bool run_changed(cli_work *work, const lf_audit_request *request)
{
    lf_project *changed = NULL;
    const bool text = strcmp(cli_format(work), "text") == 0;
    bool ok = lf_project_audit(work->session, work->project, request) &&
              lf_project_change(work->session, work->project, work->settings->change, &changed) &&
              lf_project_audit(work->session, changed, request) &&
              lf_audit_compare(work->session, work->project, request->folder, changed,
                               cli_format(work), cli_on_write, work->terminal);
    if (ok && text)
        ok = cli_on_write(work->terminal, "\n", 1) &&
             lf_project_compare(work->session, work->project, changed, NULL, "text", cli_on_write,
                                work->terminal);
    lf_project_close(changed);
    return ok;
}

static bool run(cli_work *work)
{
    lf_audit_request request;
    char error[CLI_ERROR_SIZE];
    if (work->settings->change != NULL)
        return read_request(work->settings, &request, error) && run_changed(work, &request);
    return read_request(work->settings, &request, error) &&
           lf_project_audit(work->session, work->project, &request) &&
           (request.shards > 0 || cli_print_audit(work));
}

const cli_command cli_command_audit = {
    .syntax =
        {
            .command = "audit",
            .summary = N_("check candidate sites: may housing go there, and what would mend it"),
            .about =
                N_("Walks the streets from every candidate site and holds what is found against "
                   "constraints, zones, stations, facilities, jobs, norms and the plan: one row a "
                   "site, with every check that passed, failed or warned, the reason, the clause, "
                   "what would make it pass, and its place in the ranking. The city is loaded, "
                   "walked and measured first where it is not; its workspace is never changed.\n\n"
                   "The files lie in audit/ in the output folder. Sites are worked on in batches: "
                   "after an interruption the finished ones are kept, and --resume goes on. A site "
                   "that cannot be read costs itself only, and is named.\n\n"
                   "With --change FILE the same sites are audited in the city as it is and in a "
                   "copy with the changes of FILE (see 'lifang help run'), into audit/ and "
                   "what-if/audit/, and only what differs is printed.\n\n"
                   "Failed sites are a result, not an error: the exit code is 0."),
            .options = options,
            .examples = examples,
        },
    .check = check,
    .run = run,
};
